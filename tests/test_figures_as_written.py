"""Figures as people and spreadsheets write them, and what must not be made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import targets
from targets.report.rows import note_text
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

RULES: dict[str, Any] = {
    "ruleset": "r",
    "period": "2024",
    "indicators": {
        "money": {"unit": "triệu đồng"},
        "share": {"unit": "percent", "counted_in": "hộ"},
        "births": {"unit": "trường hợp"},
    },
    "targets": [
        {"id": "M", "indicator": "money", "at_least": "100 % of plan"},
        {"id": "S", "indicator": "share", "at_least": "95 %"},
        {"id": "B", "indicator": "births", "below": "previous"},
    ],
}


def judged(target: str, figure: object) -> targets.Outcome:
    indicator = targets.load_ruleset(RULES)[target].indicator.id
    [figures] = targets.load_figures({"values": {indicator: figure}, "numbers": "vi"})
    return targets.evaluate(targets.load_ruleset(RULES), figures)[target]


@pytest.mark.parametrize(
    ("figure", "verdict", "value"),
    [
        ({"actual": "4 tỷ", "plan": "5 tỷ đồng"}, "missed", 4000),
        ({"actual": "5 tỷ 137 triệu", "plan": "5.137 triệu đồng"}, "met", 5137),
        ({"actual": "4,9 triệu", "plan": "5 triệu"}, "missed", "4.9"),
        ({"actual": "5.000", "plan": "5.000"}, "met", 5000),
    ],
)
def test_words_for_thousands_count_dong_whatever_the_unit_of_the_indicator(figure: object, verdict: str, value: Any) -> None:
    from fractions import Fraction

    outcome = judged("M", figure)
    assert (outcome.verdict.value, outcome.value) == (verdict, Fraction(value))


def test_a_bare_number_beside_one_with_a_unit_is_not_guessed_where_the_indicator_counts_in_thousands() -> None:
    outcome = judged("M", {"actual": "5.137.000.000", "plan": "5 tỷ đồng"})
    assert outcome.reason is targets.Reason.UNREADABLE
    assert outcome.fault is not None
    assert "has no unit" in outcome.fault.problem.message


@pytest.mark.parametrize("text", ["07/09/2025", "1,73846E+10", "2024-05-01"])
def test_what_a_spreadsheet_made_of_a_number_is_no_number(text: str) -> None:
    outcome = judged("B", {"actual": text, "previous": "3 trường hợp"})
    assert outcome.reason is targets.Reason.UNREADABLE
    assert outcome.fault is not None
    assert "no number" in outcome.fault.problem.message


@pytest.mark.parametrize(
    ("target", "figure", "codes"),
    [
        ("S", "dưới 95 %", ["taken-as-it-is"]),
        ("S", "94 %", []),
        ("S", "100 %", []),
        ("S", "94.996 %", ["impossible"]),
        ("S", "-1 %", ["impossible"]),
        ("B", {"actual": "-1 trường hợp", "previous": "3 trường hợp"}, ["impossible"]),
        ("B", {"actual": "gần 2 trường hợp", "previous": "3 trường hợp"}, ["taken-as-it-is"]),
    ],
)
def test_an_odd_figure_is_judged_as_it_stands_and_said_to_be_odd(target: str, figure: object, codes: list[str]) -> None:
    outcome = judged(target, figure)
    assert outcome.verdict.is_reached or outcome.verdict is targets.Verdict.MISSED
    assert [notice.code for notice in outcome.warnings] == codes
    for lang in ("vi", "en"):
        assert all(note_text(notice, lang) for notice in outcome.warnings)


@pytest.mark.parametrize("row", ["94,996 %,,,", "1,034 %,,,", "5,137 triệu đồng,5,000 triệu đồng,"])
def test_a_decimal_comma_that_parted_two_cells_is_found(row: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"subject,period,indicator,actual,unit,plan,previous\nw,2024,share,{row}\n", encoding="utf-8")
    with pytest.raises(targets.TargetsError, match="did the comma of a number part two cells"):
        targets.load_figures(path, numbers="vi")


@pytest.mark.parametrize("first", ["sep=;\n", ""])
def test_excel_may_say_the_separator_first(first: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"{first}subject;period;indicator;actual\nw;2024;share;94,996 %\n", encoding="utf-8")
    [figures] = targets.load_figures(path, numbers="vi")
    assert targets.evaluate(targets.load_ruleset(RULES), figures)["S"].verdict is targets.Verdict.MISSED


def test_a_yaml_file_may_be_called_txt(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("subject: w\nperiod: 2024\nvalues: {share: 96 %}\n", encoding="utf-8")
    assert len(targets.load_figures(path)[0]) == 1


def test_a_report_never_takes_the_place_of_what_it_is_made_from(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("subject: w\nperiod: 2024\nvalues: {blood-donation: {of_plan: 68 %}}\n", encoding="utf-8")
    ran = run("check", str(path), "-f", f"json:{path}")
    assert ran.code == 2
    assert "made from" in ran.err
    assert path.read_text(encoding="utf-8").startswith("subject")


def test_what_was_left_out_on_purpose_is_said_to_be() -> None:
    assert "left out as was asked" in run("check", "--only", "missed", "--lang", "en").out


def test_people_are_missing_as_whole_people() -> None:
    rules = {**RULES, "targets": [{"id": "B", "indicator": "births", "at_least": "105 % of previous"}]}
    [figures] = targets.load_figures({"values": {"births": {"actual": "103", "previous": "99"}}})
    card = targets.evaluate(targets.load_ruleset(rules), figures)
    from targets.report import View, render

    assert "1 case missing" in render("table", [card], View(lang="en"))
