from __future__ import annotations

import subprocess
import sys

import pytest

# pytester forgets what is imported while it runs, and PyYAML does not survive being imported twice in one process: its
# compiled part keeps the classes of the first time. What is imported here is imported once.
import targets.reading.cases  # noqa: F401 - see above
from tests.conftest import run

pytest_plugins = ["pytester"]

RULES = """\
ruleset: small
period: 2024
indicators: {a: {unit: percent}}
targets: [{id: A, indicator: a, at_least: 95 %}]
"""
CASES = """\
numbers: vi
cases:
  - {name: đúng mốc, figures: {a: 95 %}, expect: {A: met}}
  - {name: làm tròn thì mới đủ, figures: {a: "94,996 %"}, expect: {A: met}}
"""


@pytest.fixture
def folder(pytester: pytest.Pytester) -> pytest.Pytester:
    for name, text in (("small.yaml", RULES), ("small.tests.yaml", CASES)):
        (pytester.path / name).write_text(text, encoding="utf-8")
    return pytester


def test_nothing_is_collected_unless_it_is_asked_for(folder: pytest.Pytester) -> None:
    assert folder.runpytest(".").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_each_case_is_an_item_and_a_failure_says_what_the_command_says(folder: pytest.Pytester) -> None:
    result = folder.runpytest("--targets-verify", "-v")
    result.assert_outcomes(passed=1, failed=1)
    said = run("verify", "small.yaml", cwd=folder.path).out
    failure = said.partition("\n\n")[2].rstrip("\n")
    assert failure.startswith("✗ làm tròn thì mới đủ (small.tests.yaml:4:5)")
    assert failure in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


def test_the_setting_collects_as_the_flag_does_and_chooses_the_language(folder: pytest.Pytester) -> None:
    folder.makeini("[pytest]\ntargets_verify = true\ntargets_lang = en\n")
    result = folder.runpytest("-k", "tròn")
    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(["*A: expected met, got missed"])


def test_faulty_cases_and_lacking_rules_are_errors_of_collection(folder: pytest.Pytester) -> None:
    (folder.path / "small.tests.yaml").write_text(CASES.replace("{A: met}", "{B: mett}"), encoding="utf-8")
    (folder.path / "alone.tests.yaml").write_text(CASES, encoding="utf-8")
    result = folder.runpytest("--targets-verify")
    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(
        [
            "alone.yaml: no such file",
            "small.tests.yaml:3:*: case `đúng mốc`: unknown target `B`",
            "small.tests.yaml:3:*: case `đúng mốc`: expected `B`: unknown verdict `mett`",
            "*did you mean `met`?",
        ]
    )


def test_the_cases_of_the_bundled_rules_pass_under_pytest(pytester: pytest.Pytester) -> None:
    from targets.reading import bundled

    [folder] = {path.parent for path in bundled("rules").values()}
    result = pytester.runpytest("--targets-verify", str(folder), "-p", "no:cacheprovider")
    assert result.ret == pytest.ExitCode.OK
    assert result.parseoutcomes()["passed"] >= 18


def test_yaml_that_was_imported_twice_is_a_fault_and_no_endless_loop() -> None:
    program = """
import sys, targets
before = set(sys.modules)
targets.load_ruleset("ngo-quyen-2024")
for name in set(sys.modules) - before:
    del sys.modules[name]
from targets.reading import load_ruleset
try:
    load_ruleset("ngo-quyen-2024")
except RuntimeError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert b"imported anew" in done.stdout
