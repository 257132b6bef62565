from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest

import targets
from targets.report import words
from tests.conftest import HOME, run

if TYPE_CHECKING:
    from pathlib import Path

README = (HOME / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"), ids=lambda code: code.split("\n", 1)[0])
def test_the_python_in_the_readme_runs(code: str) -> None:
    exec(compile(code, "README.md", "exec"), {})


def test_the_first_rule_file_of_the_readme_judges_its_figures(tmp_path: Path) -> None:
    rules, figures, cases = blocks("yaml")
    (tmp_path / "my-rules.yaml").write_text(rules, encoding="utf-8")
    (tmp_path / "my-figures.yaml").write_text(figures, encoding="utf-8")
    check, explain = blocks("sh")[2].splitlines()
    ran = run(*check.split()[1:], "--lang", "en", cwd=tmp_path)
    assert [line.split()[0] for line in ran.out.splitlines() if "✗ missed" in line] == ["A2"]
    assert "94.996 %" in ran.out
    assert ran.code == 1
    assert "94,996 % < 95 %" in run(*explain.split()[1:], cwd=tmp_path).out
    (tmp_path / "my.csv").write_text(blocks("csv")[0], encoding="utf-8")
    from_csv = run("check", "my.csv", "--numbers", "vi", "--rules", "my-rules.yaml", "--lang", "en", cwd=tmp_path)
    assert from_csv.out == ran.out
    (tmp_path / "my-rules.tests.yaml").write_text(cases, encoding="utf-8")
    verify, write = (line for block in blocks("sh") for line in block.splitlines() if line.startswith("targets verify"))
    verified = run(*verify.split()[1:], "--lang", "en", cwd=tmp_path)
    assert "2 cases: 2 passed, 0 failed" in verified.out
    [covered] = re.findall(r"\d+ of \d+ covered", verified.out)
    assert f"ends with exit code {verified.code}, for these two cases cover {covered.removesuffix(' covered')} boundaries" in README
    assert run(*write.split()[1:], cwd=tmp_path).code == 0
    assert run("verify", "my-rules.yaml", "--tests", "more-cases.yaml", cwd=tmp_path).code == 0


def test_the_readme_opens_with_two_commands_that_need_nothing_else() -> None:
    first, second = blocks("sh")[:2]
    for command in (first, second):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install -q ")
        assert command.count("\n") == 1
    assert README.index("```sh") < 20


def test_every_word_has_the_same_blanks_in_both_languages() -> None:
    for key, (vi, en) in words._WORDS.items():
        assert vi, key
        assert en, key
        assert {name for _, name, _, _ in string.Formatter().parse(vi) if name} == {
            name for _, name, _, _ in string.Formatter().parse(en) if name
        }, key


def test_the_readme_names_every_exit_code_and_bound_that_the_program_has() -> None:
    from targets.reading.shapes import BOUNDS

    assert all(f"`{bound}:" in README for bound in BOUNDS)
    assert all(re.search(rf"^\| {code} \|", README, flags=re.MULTILINE) for code in (0, 1, 2, 3, 4, 70))


MANUAL = (HOME / "docs" / "writing-rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", MANUAL, flags=re.DOTALL), ids=lambda block: block.splitlines()[0])
def test_every_file_in_the_manual_loads(block: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(block, encoding="utf-8")
    if block.startswith("waivers"):
        known = {target.id for target in targets.load_ruleset("ngo-quyen-2024")}
        assert {decision.target for decision in targets.load_decisions(path)} <= known
    elif block.startswith("subject"):
        [figures] = targets.load_figures(path)
        [rules] = [other for other in re.findall(r"```yaml\n(.*?)```", MANUAL, flags=re.DOTALL) if other.startswith("ruleset: plans")]
        path.write_text(rules, encoding="utf-8")
        verdicts = [outcome.verdict.value for outcome in targets.evaluate(targets.load_ruleset(path), figures)]
        assert verdicts == ["exceeded", "missed", "met", "exceeded"]
    else:
        assert len(targets.load_ruleset(path)) > 0


def test_the_manual_names_every_key_of_a_target() -> None:
    from targets.reading.overlay_documents import ChangeDocument
    from targets.reading.rule_documents import TargetDocument

    names = {field.alias or name for model in (TargetDocument, ChangeDocument) for name, field in model.model_fields.items()}
    elsewhere = README + MANUAL
    assert [name for name in sorted(names) if f"{name}:" not in elsewhere and f"`{name}`" not in elsewhere] == []


def test_no_word_of_one_catalogue_hides_a_word_of_another() -> None:
    from targets.report.batch_words import BATCH_WORDS
    from targets.report.phrases import PHRASES
    from targets.report.remarks import REMARKS
    from targets.report.rule_words import RULE_WORDS

    assert sum(map(len, (words._OWN, PHRASES, REMARKS, RULE_WORDS, BATCH_WORDS))) == len(words._WORDS)
