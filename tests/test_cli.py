from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest

from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
ruleset: small
period: 2024
indicators: {a: {unit: percent}, b: {unit: percent}}
targets:
  - {id: A, indicator: a, at_least: 95 %}
  - {id: B, indicator: b, at_least: 95 %, severity: stretch}
"""


@pytest.fixture
def rules(tmp_path: Path) -> str:
    path = tmp_path / "small.yaml"
    path.write_text(RULES, encoding="utf-8")
    return str(path)


def figures(folder: Path, values: str, *, subject: str = "x") -> str:
    path = folder / f"figures-{subject}.yaml"
    path.write_text(f"subject: {subject}\nperiod: 2024\nnumbers: vi\nvalues: {values}\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("values", "options", "code"),
    [
        ("{a: 95 %}", (), 0),
        ("{a: '94,996 %'}", (), 1),
        ("{a: '94,996 %'}", ("--exit-zero",), 0),
        ("{}", (), 3),
        ("{}", ("--exit-zero",), 0),
        ("{}", ("--fail-on", "undecided"), 1),
        ("{a: 96 %}", ("--fail-on", "exceeded"), 1),
        ("{a: 95 %, b: 1 %}", (), 0),
        ("{a: 95 %}", ("--select", "Z*"), 2),
        ("{a: 95 %}", ("--select", "Z*", "--exit-zero"), 2),
        ("{a: 95 %}", ("--subject", "y"), 4),
        ("{a: 95 %}", ("--period", "2023"), 4),
        ("{a: {actaul: 95 %}}", (), 2),
        ("{a: {actaul: 95 %}}", ("--exit-zero",), 2),
        ("{a: 95 %}", ("--as-of", "30/11/2024"), 2),
        ("{a: 95 %}", ("-f", "yaml"), 2),
        ("{a: 95 %}", ("-f", "json", "-f", "table"), 2),
        ("{a: 95 %}", ("-f", "json:no/such/folder/x.json"), 2),
    ],
)
def test_the_exit_code_says_what_happened(rules: str, tmp_path: Path, values: str, options: tuple[str, ...], code: int) -> None:
    ran = run("check", figures(tmp_path, values), "--rules", rules, *options)
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    assert bool(ran.err) == (code in (2, 4))


def test_a_missed_target_counts_before_an_undecided_one(rules: str, tmp_path: Path) -> None:
    files = figures(tmp_path, "{a: 1 %}"), figures(tmp_path, "{}", subject="y")
    assert run("check", *files, "--rules", rules).code == 1


def test_a_document_fault_counts_before_a_missed_target(rules: str, tmp_path: Path) -> None:
    assert run("check", figures(tmp_path, "{a: 1 %}"), "missing.yaml", "--rules", rules).code == 2


def test_our_own_bug_is_one_line_and_70() -> None:
    import subprocess
    import sys

    broken = "import sys, targets.cli.parser as p; p._HOMES['list'] = 'nowhere'; from targets.cli import main; sys.exit(main(sys.argv[1:]))"
    plain, debug = (
        subprocess.run([sys.executable, "-c", broken, "list", *more], capture_output=True, check=False, text=True)
        for more in ([], ["--debug"])
    )
    assert plain.returncode == debug.returncode == 70
    assert plain.stderr.count("\n") == 1
    assert "internal error: ModuleNotFoundError" in plain.stderr
    assert "Traceback" in debug.stderr


def test_faults_of_all_files_come_in_one_report() -> None:
    ran = run("check", "--rules", "examples/broken-rules.yaml", "examples/broken-figures.yaml", "missing.yaml")
    assert ran.code == 2
    assert {line.partition(":")[0] for line in ran.err.splitlines() if not line.startswith("  ")} == {
        "examples/broken-rules.yaml",
        "examples/broken-figures.yaml",
        "missing.yaml",
    }


@pytest.mark.parametrize("form", ["yaml", "json", "csv"])
def test_standard_input_is_read_in_every_format(rules: str, form: str) -> None:
    text = {
        "yaml": "subject: x\nperiod: 2024\nvalues: {a: 95 %}\n",
        "json": '[{"subject": "x", "period": 2024, "values": {"a": "95 %"}}]',
        "csv": "subject,period,indicator,actual\nx,2024,a,95 %\n",
    }[form]
    ran = run("check", "-", "--rules", rules, stdin=text)
    assert ran.code == 0, ran


def test_csv_in_the_ways_spreadsheets_write_it(rules: str, tmp_path: Path) -> None:
    text = 'Subject;Period;Indicator;Actual;Note\r\nPhường Một;2024;a;94,996 %;\r\nPhường Hai;2024;a;95,0%;"tốt; rất tốt"\r\n;;;;\r\n'
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        ran = run("check", str(path), "--rules", rules, "--numbers", "vi", "-f", "json")
        cards = json.loads(ran.out)["scorecards"]
        assert [(card["subject"], card["outcomes"][0]["verdict"]) for card in cards] == [("Phường Một", "missed"), ("Phường Hai", "met")]


def test_json_numbers_are_numbers_whatever_numbers_says(rules: str) -> None:
    document = '{"subject": "x", "period": 2024, "numbers": "vi", "values": {"a": {"actual": 94.996, "unit": "percent"}}}'
    [card] = json.loads(run("check", "-", "--rules", rules, "-f", "json", stdin=document).out)["scorecards"]
    assert card["outcomes"][0]["actual"] == {"value": "94.996", "unit": "percent", "ratio": None}
    assert card["outcomes"][0]["verdict"] == "missed"


def test_several_subjects_and_periods_in_one_file(rules: str) -> None:
    text = "\n---\n".join(f"subject: {s}\nperiod: {p}\nvalues: {{a: 95 %}}" for s in ("x", "y") for p in (2023, 2024))
    report = json.loads(run("check", "-", "--rules", rules, "-f", "json", stdin=text).out)
    assert [(card["subject"], card["period"]) for card in report["scorecards"]] == [
        ("x", "2023"),
        ("x", "2024"),
        ("y", "2023"),
        ("y", "2024"),
    ]
    only = json.loads(run("check", "-", "--rules", rules, "-f", "json", "--subject", "y", "--period", "2024", stdin=text).out)
    assert [(card["subject"], card["period"]) for card in only["scorecards"]] == [("y", "2024")]


def test_a_report_goes_into_a_file_and_the_table_to_the_terminal(rules: str, tmp_path: Path) -> None:
    report = tmp_path / "báo cáo.json"
    ran = run("check", figures(tmp_path, "{a: 95 %}"), "--rules", rules, "-f", "table", "-f", f"json:{report}")
    assert ran.code == 0
    assert "95 %" in ran.out
    assert json.loads(report.read_text(encoding="utf-8"))["schema"] == "targets.report/1"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_as_of_is_the_option_or_the_figures_own_day(rules: str) -> None:
    text = "subject: x\nperiod: 2024\nas_of: 2024-11-30\nvalues: {a: 95 %}"
    days = [
        json.loads(run("check", "-", "--rules", rules, "-f", "json", *more, stdin=text).out) for more in ((), ("--as-of", "2024-12-31"))
    ]
    assert [report["scorecards"][0]["as_of"] for report in days] == ["2024-11-30", "2024-12-31"]


def test_colour_is_never_the_only_carrier(rules: str, tmp_path: Path) -> None:
    file = figures(tmp_path, "{a: 1 %}")
    plain = run("check", file, "--rules", rules, "--lang", "en")
    coloured = run("check", file, "--rules", rules, "--lang", "en", "--color", "always")
    assert "\x1b[" not in plain.out
    assert "\x1b[" in coloured.out
    assert "✗ missed" in plain.out
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[" not in run("check", file, "--rules", rules, env=env).out


def test_a_hostile_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(RULES.replace("{id: A,", r'{id: A, title: "\e[2J\u202e[red]x",'), encoding="utf-8")
    out = run("check", figures(tmp_path, "{a: 95 %}"), "--rules", str(path)).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]x" in out


@pytest.mark.parametrize("which", ["report", "explanation", "what-if", "findings", "verify", "rules", "figures", "tests", "decisions"])
def test_published_schemas_are_schemas(which: str) -> None:
    schema = json.loads(run("schema", which).out)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_broken_figures_file_does_not_fit_the_published_schema() -> None:
    schema = jsonschema.Draft202012Validator(json.loads(run("schema", "figures").out))
    assert not schema.is_valid({"subject": "x", "period": 2024, "values": {"a": {"actaul": 1}}})
    assert not schema.is_valid({"subject": "x", "values": {}})


def test_an_unknown_target_or_ruleset_is_refused_with_a_suggestion() -> None:
    assert "did you mean `K02`?" in run("explain", "K002").err
    ran = run("check", "--rules", "ngo-quyen-2042")
    assert (ran.code, "did you mean `ngo-quyen-2024`?" in ran.err) == (2, True)


def test_list_shows_local_rulesets_too(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ours.yaml").write_text(RULES, encoding="utf-8")
    ran = run("list", "--lang", "en", cwd=tmp_path)
    assert "small" in ran.out
    assert "2 targets, local" in ran.out
    assert "33 targets, bundled" in ran.out
    assert run("check", "--rules", "ours", "-", cwd=tmp_path, stdin="subject: x\nperiod: 2024\nvalues: {a: 95 %}").code == 0


def test_more_rows_than_anybody_reads_become_problems_alone(rules: str) -> None:
    text = "\n---\n".join(f"subject: s{n}\nperiod: 2024\nvalues: {{a: {94 + n % 2} %}}" for n in range(300))
    ran = run("check", "-", "--rules", rules, "--lang", "en", stdin=text)
    assert ran.out.count("✗ missed\n") + ran.out.count("✗ missed ") >= 150
    assert "1 targets are not shown here" in ran.out
    assert ran.out.count("2 targets · ") == 300


def test_problems_are_no_more_rows_than_anybody_reads(rules: str) -> None:
    text = "\n---\n".join(f"subject: s{n}\nperiod: 2024\nvalues: {{a: 94 %}}" for n in range(450))
    for options in ((), ("--only", "problems")):
        out = run("check", "-", "--rules", rules, "--lang", "en", *options, stdin=text).out
        assert out.count("✗ missed\n") == 400
        assert out.count("2 targets are not shown here") == 50


def test_the_module_runs_like_the_script_and_says_its_version() -> None:
    import targets

    assert run("--version").out == f"targets {targets.__version__}\n"
    assert run().code == 2
    assert run("--help").code == 0


def test_diff_fails_on_what_it_is_told_to_fail_on(rules: str, tmp_path: Path) -> None:
    looser = tmp_path / "looser.yaml"
    looser.write_text(RULES.replace("at_least: 95 %}", "at_least: 94 %}"), encoding="utf-8")
    for options, code in (((), 0), (("--fail-on", "looser"), 1), (("--fail-on", "stricter"), 0)):
        assert run("diff", rules, str(looser), *options).code == code
    assert run("diff", str(looser), rules, "--fail-on", "stricter").code == 1
    assert run("diff", rules, "missing.yaml").code == 2
    report = json.loads(run("diff", rules, str(looser), "-f", "json").out)
    assert [(change["id"], change["relation"]) for change in report["changes"]] == [("A", "looser"), ("B", "same")]
    assert report["changes"][0]["witness"] == {"value": "94", "unit": "percent"}
    assert "| A | ▼ lỏng hơn |" in run("diff", rules, str(looser), "-f", "markdown").out


@pytest.mark.parametrize(
    "argv",
    [
        ("explain", "T14", "--rules", "ngo-quyen-2024", "examples/ngo-quyen-2023.yaml"),
        ("explain", "--rules", "ngo-quyen-2024", "T14", "--lang", "vi", "examples/ngo-quyen-2023.yaml"),
        ("explain", "T14", "examples/ngo-quyen-2023.yaml", "--rules", "ngo-quyen-2024"),
        ("explain", "T14", "--rules", "ngo-quyen-2024", "--", "examples/ngo-quyen-2023.yaml"),
    ],
)
def test_what_may_be_repeated_stands_on_both_sides_of_the_options(argv: tuple[str, ...]) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out, ran.err) == (0, run("explain", "T14").out, "")


@pytest.mark.parametrize(
    "argv",
    [("check", "examples/ngo-quyen-2023.yaml", "--nope", "x"), ("diff", "ngo-quyen-2023", "ngo-quyen-2024", "x"), ("show", "a", "b")],
)
def test_what_no_command_knows_is_refused(argv: tuple[str, ...]) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out, "unrecognized arguments" in ran.err) == (2, "", True)
