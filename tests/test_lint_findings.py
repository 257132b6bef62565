from __future__ import annotations

from typing import Any

import pytest

import targets
from targets.codes import Code
from targets.linting import lint
from targets.report.sentences import value_text


def rules(*of: dict[str, Any], **more: Any) -> targets.Ruleset:
    return targets.load_ruleset(
        {
            "ruleset": "r",
            "period": "2024",
            "source": {"document": "x", "section": "1"},
            "scales": {"grades": ["yếu", "đạt", "khá"]},
            "indicators": {"a": {"unit": "percent", "counted_in": "tổ"}, "g": {"scale": "grades"}, "m": {"unit": "VND"}},
            "targets": [{"id": f"T{n}", "indicator": "a", **target} for n, target in enumerate(of)],
            **more,
        }
    )


def codes(ruleset: targets.Ruleset, *figures: targets.Figures) -> list[tuple[str, tuple[str, ...]]]:
    quiet = {Code.UNUSED_INDICATOR}
    return [(finding.code.name, finding.ids) for finding in lint(ruleset, figures) if finding.code not in quiet and finding.ignored is None]


def submitted(period: int, **values: Any) -> targets.Figures:
    [figures] = targets.load_figures({"subject": "s", "period": period, "numbers": "en", "values": values})
    return figures


def test_three_targets_make_a_fourth_redundant_that_none_of_them_does_alone() -> None:
    found = lint(rules({"between": ["90 %", "96 %"]}, {"at_least": "91 %"}, {"at_most": "95 %"}))
    [redundant] = [finding for finding in found if finding.code is Code.REDUNDANT]
    assert redundant.ids == ("T0", "T1", "T2")


def test_targets_that_contradict_each_other_make_nothing_redundant() -> None:
    assert codes(rules({"between": ["92 %", "93 %"]}, {"at_least": "95 %"}, {"at_most": "90 %"})) == [
        ("CONTRADICTION", ("T0", "T2")),
        ("CONTRADICTION", ("T1", "T0")),
        ("CONTRADICTION", ("T1", "T2")),
    ]


def test_a_fall_from_zero_to_zero_reaches_what_keeps_zero_and_what_asks_for_last_year() -> None:
    kept = {"indicator": "m", "below": "previous", "zero_kept": True}
    assert codes(rules(kept, {"indicator": "m", "at_least": "previous"})) == []
    assert codes(rules({**kept, "zero_kept": False}, {"indicator": "m", "at_least": "previous"})) == [("CONTRADICTION", ("T1", "T0"))]
    assert ("CONTRADICTION", ("T1", "T0")) in codes(rules(kept, {"indicator": "m", "at_least": "100 % of previous"}))


@pytest.mark.parametrize(
    ("bound", "total", "expected"),
    [
        ({"at_least": "99.9 %"}, 9, "ASKS_FOR_ALL"),
        ({"at_least": "99.9 %"}, 1000, None),
        ({"at_least": "88.8 %"}, 9, None),
        ({"at_most": "5 %"}, 9, "ASKS_FOR_ALL"),
        ({"at_least": "100 %"}, 9, None),
        ({"exactly": "50 %"}, 9, "OUT_OF_REACH"),
        ({"exactly": "50 %"}, 8, None),
        ({"between": ["90 %", "95 %"]}, 9, "OUT_OF_REACH"),
    ],
)
def test_a_known_total_tells_which_shares_there_are(bound: dict[str, Any], total: int, expected: str | None) -> None:
    found = codes(rules(bound), submitted(2023, a={"count": 0 if "at_most" not in bound else total, "total": total}))
    assert found == ([(expected, ("T0",))] if expected else [])


@pytest.mark.parametrize(
    ("target", "period", "figure", "expected"),
    [
        ({"at_least": "95 %"}, 2023, "96.9 %", "ASKS_LESS"),
        ({"at_least": "95 %"}, 2023, "95 %", "REACHED_ALREADY"),
        ({"at_least": "95 %"}, 2023, "94.9 %", None),
        ({"at_least": "95 %"}, 2025, "96.9 %", None),
        ({"at_least": "95 %"}, 2022, "96.9 %", None),
        ({"at_least": "95 %"}, 2024, "96.9 %", None),
        ({"at_least": "95 %"}, 2024, {"actual": "1 %", "previous": "96.9 %"}, "ASKS_LESS"),
        ({"at_least": "95 %"}, 2023, {"count": 96, "total": 100}, "ASKS_LESS"),
        ({"at_least": "100 %"}, 2023, "100 %", None),
        ({"between": ["90 %", "98 %"]}, 2023, "96.9 %", "REACHED_ALREADY"),
        ({"indicator": "g", "at_least": "đạt"}, 2023, "khá", "ASKS_LESS"),
        ({"indicator": "g", "at_least": "khá"}, 2023, "khá", None),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2024, {"plan": 90, "previous": 100}, "ASKS_LESS"),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2024, {"plan": 110, "previous": 100}, None),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2023, {"actual": 100, "plan": 90}, None),
        ({"indicator": "m", "at_least": "plan"}, 2024, {"plan": 0, "previous": 100}, "ASKS_LESS"),
        ({"indicator": "m", "at_least": "plan"}, 2024, {"plan": 0, "previous": 0}, "REACHED_ALREADY"),
    ],
)
def test_last_years_figure_is_the_earlier_actual_or_the_previous_role(
    target: dict[str, Any], period: int, figure: Any, expected: str
) -> None:
    found = codes(rules(target), submitted(period, **{target.get("indicator", "a"): figure}))
    assert found == ([(expected, ("T0",))] if expected else [])


def test_one_finding_names_all_subjects_that_it_is_true_of() -> None:
    figures = [next(iter(targets.load_figures({"subject": name, "period": 2023, "values": {"a": "96 %"}}))) for name in ("b", "a")]
    [finding] = [finding for finding in lint(rules({"at_least": "95 %"}), figures) if finding.code is Code.ASKS_LESS]
    assert finding.names == ("a", "b")


def test_a_bound_below_last_year_needs_no_figures() -> None:
    assert codes(rules({"indicator": "m", "at_least": "95 % of previous"})) == [("ASKS_LESS", ("T0",))]
    assert codes(rules({"indicator": "m", "at_least": "105 % of previous"})) == []
    assert codes(rules({"indicator": "m", "at_most": "105 % of previous"})) == [("ASKS_LESS", ("T0",))]


def test_alternatives_of_one_composite_may_lie_apart_and_other_targets_may_not() -> None:
    high, low = {"at_least": "95 %", "severity": "stretch"}, {"at_most": "5 %", "severity": "stretch"}

    def one_of(first: dict[str, Any], composite: str) -> list[tuple[str, tuple[str, ...]]]:
        both = [{"id": name, "indicator": "a", **target} for name, target in (("H", first), ("L", low))]
        return [found for found in codes(rules(targets=[*both, {"id": "X", composite: ["H", "L"]}])) if found[0] == "CONTRADICTION"]

    assert one_of(high, "any_of") == []
    assert one_of(high, "all_of") == [("CONTRADICTION", ("H", "L"))]
    assert one_of({"at_least": "95 %"}, "any_of") == [("CONTRADICTION", ("H", "L"))]


def test_arithmetic_is_told_by_what_it_works_out() -> None:
    of: list[dict[str, Any]] = [
        {"indicator": None, "measure": "m / n", "at_least": "95 %"},
        {"indicator": None, "measure": "(m)/n", "at_most": "90 %"},
        {"indicator": None, "measure": "n / m", "at_most": "90 %"},
        {"indicator": None, "measure": "m", "at_least": "5 VND"},
        {"indicator": "m", "below": "5 VND"},
    ]
    found = codes(rules(*of, indicators={"m": {"unit": "VND"}, "n": {"unit": "VND"}}))
    assert found == [("CONTRADICTION", ("T0", "T1")), ("CONTRADICTION", ("T3", "T4"))]


def test_groups_of_the_same_members_are_compared_in_points() -> None:
    members = [{"id": name, "indicator": "a", "at_least": "95 %", "points": 10} for name in "AB"]
    members[1] |= {"indicator": "m", "at_least": "5 VND"}

    def groups(*of: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
        return codes(rules(targets=[*members, *({"id": f"G{n}", "points_of": ["A", "B"], **one} for n, one in enumerate(of))]))

    assert groups({"at_least": "15 điểm"}, {"at_least": "10 điểm"}) == [("REDUNDANT", ("G1", "G0"))]
    assert groups({"at_least": "15 điểm"}, {"below": "10 điểm"}) == [("CONTRADICTION", ("G0", "G1"))]
    assert groups({"at_least": "21 điểm"}) == [("OUT_OF_REACH", ("G0",))]
    assert groups({"above": "100 %"}) == [("OUT_OF_REACH", ("G0",))]
    assert groups({"at_least": "60 %"}) == []


def test_a_value_of_points_is_shown_in_points() -> None:
    members = [{"id": "A", "indicator": "a", "at_least": "95 %", "points": 10}]
    group = {"id": "G", "points_of": ["A"]}
    for bound, shown in (("11 điểm", "10 points"), ("101 %", "100 %")):
        [finding] = lint(rules(targets=[*members, {**group, "at_least": bound}], indicators={"a": {"unit": "percent"}}))
        assert value_text(finding.witnesses[0], "en") == shown


def test_members_of_other_targets_are_never_redundant() -> None:
    both = [{"id": "A", "indicator": "a", "at_least": "90 %"}, {"id": "B", "indicator": "a", "at_least": "95 %"}]
    assert codes(rules(targets=both)) == [("REDUNDANT", ("A", "B"))]
    assert codes(rules(targets=[*both, {"id": "X", "all_of": ["A"]}])) == []


def test_every_two_bands_that_overlap_are_seen_also_around_a_third() -> None:
    bands = [
        {"at_least": "0 %", "points": 1},
        {"at_least": "10 %", "below": "20 %", "points": 2},
        {"at_least": "50 %", "below": "60 %", "points": 3},
    ]
    assert [name for name, _ in codes(rules({"at_least": "95 %", "points": bands}))] == ["BAND_OVERLAP", "BAND_OVERLAP"]


def test_grades_have_no_gap_where_bands_follow_one_another() -> None:
    def graded(*bands: dict[str, Any]) -> list[str]:
        return [name for name, _ in codes(rules({"indicator": "g", "at_least": "đạt", "points": list(bands)}))]

    assert graded({"at_least": "khá", "points": 2}, {"at_least": "đạt", "below": "khá", "points": 1}) == []
    assert graded({"at_least": "khá", "points": 2}, {"at_most": "yếu", "points": 1}) == ["BAND_GAP"]


def test_similar_names_of_numbers_are_no_finding() -> None:
    indicators = {"p": {"unit": "hộ", "title": "Số hộ nghèo"}, "n": {"unit": "hộ", "title": "Số hộ cận nghèo"}}
    both = [{"id": name, "indicator": name, "below": "previous"} for name in "pn"]
    assert codes(rules(indicators=indicators, targets=both)) == []


def test_titles_whose_numbers_differ_are_no_finding() -> None:
    indicators = {"p": {"title": "Chỉ thị số 01 của tỉnh"}, "n": {"title": "Chỉ thị số 17 của tỉnh"}}
    both = [{"id": name, "indicator": name, "held": True} for name in "pn"]
    assert codes(rules(indicators=indicators, targets=both)) == []


def test_an_ignore_with_a_reason_silences_its_finding_alone() -> None:
    loose: dict[str, Any] = {"at_least": "90 %"}
    strict: dict[str, Any] = {"at_least": "95 %"}
    assert codes(rules(loose, strict)) == [("REDUNDANT", ("T0", "T1"))]
    for ignoring in (0, 1):
        two = [loose, strict]
        two[ignoring] = {**two[ignoring], "ignore": {"TGT041": "both are in the letter"}}
        assert codes(rules(*two)) == []
        assert codes(rules(*two, source={"document": "x"}))[0] == ("NO_SECTION", ("T0",))
    assert codes(rules(loose, strict, ignore={"TGT041": "both are in the letter"})) == []


def test_an_ignore_that_ignores_nothing_is_a_finding_where_all_was_looked_at() -> None:
    assert codes(rules({"at_least": "95 %", "ignore": {"TGT041": "x"}})) == [("IDLE_IGNORE", ("T0",))]
    assert codes(rules({"at_least": "95 %"}, ignore={"TGT041": "x"})) == [("IDLE_IGNORE", ())]
    needs_figures = rules({"at_least": "95 %", "ignore": {"TGT044": "x"}})
    assert codes(needs_figures) == []
    assert codes(needs_figures, submitted(2023, a="96 %")) == []
    assert codes(needs_figures, submitted(2023, a="90 %")) == [("IDLE_IGNORE", ("T0",))]
    assert [f.code for f in lint(needs_figures, [submitted(2023, a="90 %")], is_whole=False)] == []


def test_an_ignore_of_an_ignore_ignores_nothing() -> None:
    found = codes(rules({"at_least": "95 %", "ignore": {"TGT061": "hush", "TGT999": "x"}}))
    assert found == [("IDLE_IGNORE", ("T0",)), ("UNKNOWN_IGNORE", ("T0",))]
