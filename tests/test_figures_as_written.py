"""Figures as people and spreadsheets write them, and what must not be made of them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import targets
from targets.reading.data_figures import Readings
from targets.reading.data_rows import Layout, header_of, rows_of
from targets.reading.tree import read_json
from targets.report.noted import note_text, warnings_of
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
    ("target", "figure", "role"),
    [
        ("M", {"actual": "5 tỷ đồng", "plan": 500}, "plan"),
        ("M", {"actual": 500, "plan": "5 tỷ đồng"}, "actual"),
        ("M", {"actual": 5, "plan": "5 nhà"}, "plan"),
        ("M", {"actual": 5, "plan": {"city": 5, "council": "5 kg"}}, "plan.council"),
        ("B", {"actual": 5, "previous": "5 kg"}, "previous"),
        ("S", {"count": "1,9 nghìn hộ", "total": 2000}, "total"),
        ("S", {"count": 5, "total": "9 nhà"}, "total"),
        ("S", {"count": 5, "total": -9}, "total"),
        ("S", {"count": -5, "total": 9}, "count"),
        ("S", {"total": 9}, "total"),
    ],
)
def test_the_number_that_does_not_fit_is_blamed_and_no_other(target: str, figure: object, role: str) -> None:
    fault = judged(target, figure).fault
    assert fault is not None
    assert fault.role == role
    assert f": `{role}`: " in fault.problem.message


def test_a_count_that_is_written_with_its_total_is_blamed_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("subject;period;indicator;note;actual\nA;2024;share;x;7/9 tỷ đồng\n", encoding="utf-8")
    [figures] = targets.load_figures(path, numbers="vi")
    fault = targets.evaluate(targets.load_ruleset(RULES), figures)["S"].fault
    assert fault is not None
    assert (fault.role, str(fault.problem.place)) == ("count", f"{path}:2:5")


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


# -- what a figure says, whatever the format and the order -----------------------------------------------------------


INDICATORS: dict[str, Any] = {
    "money": {"unit": "triệu đồng"},
    "share": {"unit": "percent"},
    "land": {"unit": "percent", "counted_in": "ha"},
    "thousands": {"unit": "percent", "counted_in": "nghìn hộ"},
    "rate": {"unit": "per mille"},
    "thirds": {"unit": "ba phần trăm"},
    "births": {"unit": "trường hợp"},
    "title": None,
    "grade": {"scale": "s"},
}


def outcome_of(indicator: str, bound: dict[str, Any], figure: object, *, numbers: str = "vi") -> targets.Outcome:
    rules = {
        "ruleset": "r",
        "period": "2024",
        "numbers": numbers,
        "units": {"ba phần trăm": "3 %"},
        "scales": {"s": ["không đạt", "đạt", "khá", "giỏi"]},
        "indicators": INDICATORS,
        "targets": [{"id": "A", "indicator": indicator, **bound}],
    }
    [figures] = targets.load_figures({"values": {indicator: figure}, "numbers": numbers})
    return targets.evaluate(targets.load_ruleset(rules), figures)["A"]


@pytest.mark.parametrize(
    ("indicator", "bound", "figure", "verdict", "value"),
    [
        ("money", {"at_least": "-5.000 triệu đồng"}, "−5 tỷ 137 triệu đồng", "missed", "-5137"),
        ("births", {"at_least": 1}, 12345678901234567890123456789012345, "exceeded", "12345678901234567890123456789012345"),
        ("share", {"at_least": "95 %"}, {"count": "1,9 nghìn hộ", "total": "2.000 hộ"}, "met", "1900"),
        ("share", {"at_least": "95 %"}, {"count": "1.900 hộ", "total": "2 nghìn hộ"}, "met", "1900"),
        ("share", {"at_least": "95 %"}, {"count": "5.000 m2", "total": "1 ha"}, "missed", "5000"),
        ("share", {"at_least": "plan"}, {"count": 95, "total": 100, "plan": "96 %"}, "missed", "95"),
        ("share", {"at_least": "95 %"}, {"count": "7", "total": "9", "actual": "77,7 %"}, "missed", "7"),
        ("thirds", {"at_least": "32,9 ba phần trăm"}, {"count": 99, "total": 100}, "exceeded", "99"),
        ("births", {"exactly": "plan", "within": "5 percentage points"}, {"actual": "-105", "plan": "-100"}, "met", "-105"),
        ("births", {"exactly": "plan", "within": "5 percentage points"}, {"actual": "-106", "plan": "-100"}, "missed", "-106"),
        ("money", {"at_least": "0 đồng"}, {"actual": "0", "plan": "5 tỷ đồng"}, "met", "0"),
        ("births", {"at_least": "plan"}, {"actual": 68, "plan": "100 trường hợp"}, "missed", "68"),
    ],
)
def test_a_figure_means_what_it_says(indicator: str, bound: dict[str, Any], figure: object, verdict: str, value: str) -> None:
    found = outcome_of(indicator, bound, figure)
    assert (found.verdict.value, found.value) == (verdict, Fraction(value)), found.fault


_SHARE, _HELD, _KHA, _PLAN = {"at_least": "95 %"}, {"held": True}, {"at_least": "khá"}, {"at_least": "plan"}


@pytest.mark.parametrize(
    ("indicator", "bound", "figure", "said"),
    [
        ("share", _SHARE, "0.950 %", "`0,950` (a decimal comma) or `950`"),
        ("births", {"at_least": 1}, "00.500", "00,500"),
        ("births", {"at_least": 1}, "0 500", "500"),
        ("share", _SHARE, {"count": "7 %", "total": "9 %"}, "a share is no count"),
        ("share", _SHARE, "7/9 %", "a share is no count"),
        ("share", _SHARE, {"count": "7 hộ", "total": "9 người"}, "cannot be turned into"),
        ("share", _SHARE, {"count": "1,9 nghìn hộ", "total": 2000}, "has no unit"),
        ("money", _PLAN, {"actual": "5.137", "plan": "5.000", "unit": "000 đồng"}, "holds a number"),
        ("money", _PLAN, {"actual": "5 tỷ 137 triệu đồng", "plan": 6}, "has no unit"),
        ("births", _PLAN, {"actual": "5 nghìn 200 trường hợp", "plan": 6}, "has no unit"),
        ("title", _HELD, {"held": True, "actual": False}, "`true` contradicts `actual`, `false`"),
        ("title", _HELD, {"held": "không", "actual": "có"}, "`không` contradicts `actual`, `có`"),
        ("grade", _KHA, {"grade": "giỏi", "actual": "không đạt"}, "`giỏi` contradicts `actual`, `không đạt`"),
        ("share", _SHARE, {"count": 7, "total": 9, "actual": "96 %"}, "`96 %` contradicts `7` of `9`"),
        ("rate", {"at_least": "950 ‰"}, {"count": 7, "total": 9, "actual": "960 ‰"}, "`960 ‰` contradicts `7` of `9`"),
        ("share", _SHARE, True, "gives no number"),
        ("share", _SHARE, {"grade": "khá"}, "gives no number"),
        ("share", _SHARE, ["a"], "gives no number"),
        ("share", _SHARE, {"reported": "96 %"}, "gives no number"),
        ("share", _PLAN, {"held": True}, "gives no number"),
        ("money", _PLAN, "5 mıllion VND", "unknown unit"),
        ("money", _PLAN, "5 mİllion VND", "unknown unit"),
        ("money", _PLAN, "5 " + "tỷ " * 500, "more words for thousands"),
        ("money", _PLAN, "5 " + "kg/" * 600 + "kg", "unknown unit"),
        pytest.param("births", _PLAN, 10**5000, "more than 400 digits", id="huge"),
    ],
)
def test_what_nobody_can_be_sure_of_is_unreadable_and_says_why(indicator: str, bound: dict[str, Any], figure: object, said: str) -> None:
    found = outcome_of(indicator, bound, figure)
    assert found.reason is targets.Reason.UNREADABLE
    assert found.fault is not None
    assert said in f"{found.fault.problem.message} {found.fault.problem.help}"


def test_a_leading_zero_makes_no_group_in_english_either() -> None:
    found = outcome_of("share", {"at_least": "95 %"}, "0,695 %", numbers="en")
    assert found.fault is not None
    assert found.fault.problem.help == "did you mean `0.695` (a decimal point) or `695` (groups of three)?"


@pytest.mark.parametrize(
    ("indicator", "figure", "bound", "short"),
    [
        ("land", {"count": "12,59", "total": "30"}, "42 %", "0.01"),
        ("thousands", {"count": "12,5905", "total": "30"}, "42 %", "0.010"),
        ("share", {"count": "7 hộ", "total": "9 hộ"}, "95 %", "2"),
        ("share", {"count": "7 tấn", "total": "9 tấn"}, "95 %", "1.55"),
    ],
)
def test_only_what_comes_whole_is_missing_whole(indicator: str, figure: object, bound: str, short: str) -> None:
    assert outcome_of(indicator, {"at_least": bound}, figure).shortfall == Fraction(short)


def test_what_is_printed_in_per_mille_is_rounded_in_per_mille() -> None:
    figure = {"count": 941, "total": 1000, "reported": "945 ‰"}
    assert [notice.code for notice in outcome_of("share", {"at_least": "95 %"}, figure).warnings] == ["share-disagrees"]
    figure["reported"] = "941 ‰"
    assert not outcome_of("share", {"at_least": "95 %"}, figure).warnings


@pytest.mark.parametrize("held", ["1", 1, Decimal(1), "có", True])
@pytest.mark.parametrize("role", ["actual", "held"])
def test_a_title_is_held_in_every_way_of_saying_so(held: object, role: str) -> None:
    assert outcome_of("title", {"held": True}, {role: held}).verdict is targets.Verdict.MET


def test_a_formula_counts_one_by_one_what_is_counted_in_thousands() -> None:
    rules = {"ruleset": "r", "period": "1", "indicators": {"share": {"unit": "percent"}}}
    loaded = targets.load_ruleset({**rules, "targets": [{"id": "A", "measure": "total(share) - count(share)", "at_most": "100 mục"}]})
    [figures] = targets.load_figures({"values": {"share": {"count": "1,9 nghìn hộ", "total": "2 nghìn hộ"}}, "numbers": "vi"})
    outcome = targets.evaluate(loaded, figures)["A"]
    assert (outcome.verdict, outcome.value) == (targets.Verdict.MET, Fraction(100))


def test_the_reason_of_parts_does_not_depend_on_their_order() -> None:
    for names in (["births", "share"], ["share", "births"]):
        rules = {"ruleset": "r", "period": "1", "indicators": {"births": {"unit": "trường hợp"}, "share": {"unit": "trường hợp"}}}
        loaded = targets.load_ruleset({**rules, "targets": [{"id": "A", "indicators": names, "at_least": 1}]})
        [figures] = targets.load_figures({"values": {"births": "abc 1"}})
        assert targets.evaluate(loaded, figures)["A"].reason is targets.Reason.UNREADABLE


def test_two_files_about_one_subject_are_joined_with_all_that_either_says() -> None:
    one = {"subject": "Hòa", "period": 2024, "values": {"births": 1}}
    other = {"subject": unicodedata.normalize("NFD", "Hòa"), "period": 2024.0, "title": "Xã Hòa", "as_of": "2024-06-30", "values": {}}
    [joined] = targets.load_figures(one, other)
    assert (joined.title.vi, str(joined.as_of), len(joined)) == ("Xã Hòa", "2024-06-30", 1)
    with pytest.raises(targets.TargetsError, match="is another day"):
        targets.load_figures(other, {**one, "as_of": "2024-05-31"})


def test_thousands_of_documents_and_faults_take_no_quadratic_time() -> None:
    """Each of these takes hours where every part looks at all others."""
    targets.load_figures(*({"subject": "s", "period": 1, "values": {f"i{n}": n}} for n in range(10_000)))
    outcome_of("births", {"at_least": 1}, "1 " * 500_000 + "/")
    with pytest.raises(targets.TargetsError, match="is given twice"):
        read_json("{" + ",".join(f'"k{n}": 1' for n in range(300_000)) + ', "k0": 2}', "x.json")
    rules = {"ruleset": "r", "period": 1, "indicators": {f"indicator-{n}": None for n in range(2000)}}
    unknown = [{"id": f"T{n}", "indicator": f"indicatr-{n}", "held": True} for n in range(2000)]
    with pytest.raises(targets.TargetsError) as caught:
        targets.load_ruleset({**rules, "targets": unknown})
    assert len(caught.value.problems) == 2000


class Printed(float):
    """A float with a `repr` of its own, as numpy's have."""

    def __repr__(self) -> str:
        """Say what it is."""
        return f"float64({float(self)})"


def test_a_float_is_read_by_its_value_whatever_its_class_prints() -> None:
    [figures] = targets.load_figures({"subject": "x", "period": 2024, "values": {"a": Printed(0.1)}})
    assert figures["a"].actual is not None
    assert figures["a"].actual[:2] == (1, 10)


LISTED: dict[str, Any] = {
    "ruleset": "r",
    "period": "2024",
    "indicators": {"list": None},
    "targets": [{"id": "L", "indicator": "list", "all_of": ["tổ 1", "tổ 3", "tổ 6"]}],
}


def listed(folder: Path, columns: str, row: str) -> targets.Outcome:
    path = folder / "l.csv"
    path.write_text(f"subject;period;indicator;{columns}\ns;2024;list;{row}\n", encoding="utf-8")
    [figures] = targets.load_figures(path, numbers="vi")
    return targets.evaluate(targets.load_ruleset(LISTED), figures)["L"]


@pytest.mark.parametrize(
    ("columns", "row", "column", "said"),
    [
        ("actual;done;plan.city", ";tổ 1;tổ 3", 6, "`tổ 3` in column `plan.city` stands beside a list in `done`"),
        ("actual;done;plan.city", ";tổ 1, tổ 3;100", 6, "`100` in column `plan.city` stands beside a list in `done`"),
        ("done;held;note", "tổ 1;tổ 3", 5, "`tổ 3` in column `held` stands beside a list in `done`"),
        ("plan;done", "5;tổ 1", 4, "`5` in column `plan` stands beside a list in `done`"),
        ("done;note", "tổ 1;tổ 3;tổ 6", 4, "the row has 6 cells, the header 5"),
        ("done;note", "tổ 1;tổ 3;", 4, "the row has 6 cells, the header 5"),
    ],
)
def test_a_list_that_a_separator_parted_is_refused_where_it_stands(tmp_path: Path, columns: str, row: str, column: int, said: str) -> None:
    with pytest.raises(targets.TargetsError) as caught:
        listed(tmp_path, columns, row)
    [problem] = caught.value.problems
    assert str(problem).startswith(f"{tmp_path}/l.csv:2:{column}: {said}")
    assert problem.help == 'put the whole list in double quotes, as in `"first; second"`'


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("done;note", '"tổ 1; tổ 3;tổ 6";x;'),
        ("done;note", "tổ 1, tổ 3, tổ 6;x"),
        ("done;held;note", "tổ 1, tổ 3, tổ 6;có;x"),
        ("done", '"tổ 1;tổ 3;tổ 6";'),
    ],
)
def test_a_whole_list_is_read_whatever_people_note_beside_it(tmp_path: Path, columns: str, row: str) -> None:
    outcome = listed(tmp_path, columns, row)
    assert (outcome.verdict, outcome.warnings) == (targets.Verdict.MET, ())


def test_large_tables_refuse_a_list_that_a_separator_parted_row_by_row(tmp_path: Path) -> None:
    readings = Readings(targets.load_ruleset(LISTED), "vi")
    told = readings.told({"indicator": "list", "done": "tổ 1", "held": "tổ 3"})
    assert (told.fault, told.role, told.done) == ("unreadable", "held", None)
    assert readings.told({"indicator": "list", "done": "tổ 1; tổ 3", "held": "có"}).done == "tổ 1; tổ 3"
    path, layout = tmp_path / "l.csv", Layout({}, None, (), ("list",))
    path.write_text("subject;period;indicator;done;note\ns;1;list;a;b;\nt;1;list;a;;\nu;1;list;a;b;c\n", encoding="utf-8")
    [rows] = rows_of(str(path), layout, header_of(str(path), layout))
    assert ([line for line, *_ in rows.odd], rows.lines) == ([2, 4], [3])


def test_a_note_that_is_an_item_of_the_list_is_told_with_its_place(tmp_path: Path) -> None:
    outcome = listed(tmp_path, "done;note", "tổ 1;Tổ 3")
    assert outcome.verdict is targets.Verdict.MISSED
    [notice] = outcome.warnings
    assert note_text(notice, "en") == f"the note “Tổ 3” is an item of the list: did a separator part the cell? ({tmp_path}/l.csv:2:3)"
    assert listed(tmp_path, "done;note", "tổ 1, tổ 3;tổ 3").warnings == ()


def test_how_to_write_a_list_is_said_for_the_format_at_hand(tmp_path: Path) -> None:
    fault = listed(tmp_path, "actual;done", "tổ 1, tổ 3;").fault
    assert fault is not None
    assert fault.problem.help == 'write the items into the column `done`, in double quotes: `"tổ 1; tổ 3"`'
    [figures] = targets.load_figures({"values": {"list": "tổ 1, tổ 3"}})
    fault = targets.evaluate(targets.load_ruleset(LISTED), figures)["L"].fault
    assert fault is not None
    assert fault.problem.help == "write `done: [tổ 1, tổ 3]`"


RATIO: dict[str, Any] = {
    "ruleset": "r",
    "period": "2024",
    "indicators": {"a": {"unit": "người"}, "b": {"unit": "người"}, "m": {"unit": "đồng"}},
    "targets": [{"id": "S", "measure": "a / b", "at_least": "50 %"}, {"id": "M", "measure": "previous(m) - m", "at_least": "0 đồng"}],
}


def test_things_counted_below_zero_are_noted_also_where_two_of_them_make_a_sound_ratio() -> None:
    def warned(values: dict[str, object], target: str = "S") -> list[tuple[str, ...]]:
        [figures] = targets.load_figures({"values": values})
        outcome = targets.evaluate(targets.load_ruleset(RATIO), figures)[target]
        assert outcome.verdict.is_reached
        return [notice.names for notice in outcome.warnings if notice.code == "impossible"]

    assert warned({"a": -3, "b": -2}) == [("-3", "-2")]
    assert warned({"a": 3, "b": 2}) == []
    assert warned({"m": {"actual": -3, "previous": -2}}, "M") == []


def test_everything_that_is_wrong_with_the_numbers_of_a_formula_is_told_at_once() -> None:
    def told(values: dict[str, object]) -> tuple[str | None, list[str]]:
        [figures] = targets.load_figures({"values": values})
        outcome = targets.evaluate(targets.load_ruleset(RATIO), figures)["S"]
        return outcome.reason, warnings_of(outcome, "en")

    unreadable = "figure `{}`: `x` is not a number (write a number in `người`)"
    assert told({"a": "x", "b": "x"}) == ("unreadable", [unreadable.format("a"), unreadable.format("b")])
    assert told({"b": "x"}) == ("no-figure", ["no figure `a` (submit the figure `a`)", unreadable.format("b")])
    assert told({"a": "x", "b": 2}) == ("unreadable", [unreadable.format("a")])
