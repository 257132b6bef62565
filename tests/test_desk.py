"""The desk from the command line: several formats in one run, files whole or not at all, sizes, and what is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from targets.report import FORMATS, View, render
from tests.conftest import HOME, run
from tests.parsed import READERS
from tests.wards import wards

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = sorted(FORMATS.keys() - {"table", "xlsx"})


def test_every_format_is_offered_and_comes_in_one_run(tmp_path: Path) -> None:
    wanted = [argument for form in TEXTS for argument in ("-f", f"{form}:{tmp_path / form}")]
    ran = run("check", *wanted)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == TEXTS
    offered = run("check", "--help").out
    assert FORMATS.keys() <= set(offered.replace(",", " ").split())
    told = {form: READERS[form]((tmp_path / form).read_bytes().decode()) for form in TEXTS if form in READERS}
    verdicts = {one.id: one.verdict for one in told["json"]}
    for form, found in told.items():
        shown = {"sarif": {"missed", "undecided", "waived"}, "github": {"missed", "undecided", "waived"}}.get(form, set(verdicts.values()))
        assert {one.id: one.verdict for one in found} == {name: verdict for name, verdict in verdicts.items() if verdict in shown}, form


def test_a_workbook_goes_into_a_file_and_never_to_standard_output() -> None:
    ran = run("check", "-f", "xlsx")
    assert ran.code == 2
    assert "`xlsx` is a workbook and goes into a file, as in `xlsx:report.xlsx`" in ran.err


@pytest.mark.extras
def test_a_workbook_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")
    target = tmp_path / "folder"
    target.mkdir()
    ran = run("check", "-f", f"xlsx:{target}")
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert list(tmp_path.iterdir()) == [target]
    assert run("check", "-f", f"xlsx:{tmp_path / 'x.xlsx'}").code == 1
    assert (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("argv", [["check", "-f", "xlsx:{}"], ["form", "-o", "{}"]])
def test_without_openpyxl_the_way_out_is_named(argv: list[str], tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    words = [word.format(path) for word in argv]
    code = f"import sys; sys.modules['openpyxl'] = None; from targets.cli import main; sys.exit(main({words!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=HOME)
    assert done.stderr == "writing a workbook needs openpyxl\n  help: install it with `pip install 'targets[excel]'`\n"
    assert done.returncode == 2
    assert not path.exists()


def test_the_ward_is_a_page_of_less_than_100_kb_and_168_wards_one_of_less_than_400() -> None:
    assert len(run("check", "-f", "html").out.encode()) < 100_000
    text = render("html", wards(168, 40), View())
    assert isinstance(text, str)
    assert len(text.encode()) < 400_000
    assert text.count("<tr><td>") >= 168


def test_the_scoreboard_ranks_by_exact_scores_and_shares_ranks() -> None:
    from targets.report.scoreboard import ranked

    order = ranked(wards(30, 8), View())
    scores = [one.score for one in order if one.score is not None]
    assert scores == sorted(scores, reverse=True)
    for one in order:
        assert one.rank == 1 + sum(score > one.score for score in scores if one.score is not None)
    assert len({one.rank for one in order}) < len(order)


def test_sarif_names_the_line_of_the_figure_and_the_waiver_that_suppresses() -> None:
    run_ = json.loads(run("check", "-f", "sarif", "--select", "K0*").out)["runs"][0]
    blood = next(result for result in run_["results"] if result["ruleId"] == "K02")
    physical = blood["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "examples/ngo-quyen-2023.yaml"
    assert physical["region"]["startLine"] == 51
    assert (blood["kind"], blood["level"]) == ("fail", "error")


def test_a_page_of_nothing_says_so() -> None:
    ran = run("check", "--subject", "nobody", "-f", "html", "--lang", "en")
    assert ran.code == 4
    assert "<main><p>Nothing was evaluated</p></main>" in ran.out


RULES = """\
ruleset: r
period: 2024
indicators: {a: {unit: người}, b: {unit: người}, c: {unit: percent}}
targets:
  - {id: A, indicator: a, at_least: 10 người, source: {section: "1"}}
  - {id: B, indicator: b, at_least: 10 người}
  - {id: C, indicator: c, at_least: 95 %, points: 10}
  - {id: D, all_of: [A, B], title: both}
  - {id: E, points_of: [C], at_least: 60 %, title: points}
  - {id: F, measure: a / b, at_least: 50 %, title: share}
  - {id: G, indicator: c, at_least: 95 %, when: {tagged: [rural]}}
"""
FIGURES = "subject: s\nperiod: 2024\ntags: [urban]\nas_of: 2024-06-01\nvalues: {a: 5 người, b: 12 người, c: 96 %}\n"
WAIVERS = "waivers:\n  - {target: A, subject: s, reason: bão số 3, approved_by: UBND, from: 2024-01-01, until: 2024-12-31}\n"


def test_waivers_composites_points_and_conditions_are_told_alike_by_every_format(tmp_path: Path) -> None:
    for name, text in (("r", RULES), ("f", FIGURES), ("w", WAIVERS)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    argv = ["check", "f.yaml", "--rules", "r.yaml", "--waivers", "w.yaml", "--sarif-all"]
    wanted = [argument for form in TEXTS for argument in ("-f", f"{form}:out-{form}")]
    ran = run(*argv, *wanted, cwd=tmp_path)
    assert ran.err == ""
    texts = {form: (tmp_path / f"out-{form}").read_bytes().decode() for form in TEXTS}
    verdicts = {one.id: one.verdict for one in READERS["json"](texts["json"])}
    assert verdicts == {
        "A": "waived",
        "B": "exceeded",
        "C": "exceeded",
        "D": "waived",
        "E": "exceeded",
        "F": "missed",
        "G": "not-applicable",
    }
    for form in sorted(READERS.keys() - {"github"}):
        assert {one.id: one.verdict for one in READERS[form](texts[form])} == verdicts, form
    for form in sorted(set(TEXTS) - {"json", "jsonl"}):
        assert "bão số 3" in texts[form], form
    [waived] = [result for result in json.loads(texts["sarif"])["runs"][0]["results"] if result["ruleId"] == "A"]
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "bão số 3; UBND"}]


@pytest.mark.extras
def test_a_form_asks_for_what_formulas_and_members_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")
    (tmp_path / "r.yaml").write_text(RULES, encoding="utf-8")
    assert run("form", "r.yaml", "-o", "form.xlsx", "--subject", "s", cwd=tmp_path).code == 0
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=7) if row[1].value] == ["a", "b", "c"]
