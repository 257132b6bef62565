"""What lint says of conditions, bands of points and sums of parts, against a search over exact values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.codes import Code
from targets.figures import Figure, Figures
from targets.linting import lint
from targets.quantity import Quantity
from tests.laws.test_lint import around

DAYS = [date(2024, 1, day) for day in (1, 2, 3)]
FEW = st.sampled_from(["0", "10", "50", "90", "100"])
DIRECTIONS = st.sampled_from(["at_least", "at_most", "above", "below"])
BOUND = st.builds(lambda key, number: {key: f"{number} %"}, DIRECTIONS, FEW)
CLAUSES = st.sampled_from(
    [
        {"tagged": "urban"},
        {"not_tagged": "urban"},
        {"indicator": "other", "at_least": "50 %"},
        {"indicator": "other", "below": "50 %"},
        {"indicator": "other", "above": "100 %"},
    ]
)


@st.composite
def conditional(draw: st.DrawFn) -> dict[str, Any]:
    found = dict(draw(BOUND))
    for key in ("from", "until"):
        if draw(st.booleans()):
            found[key] = draw(st.sampled_from(DAYS)).isoformat()
    if clauses := draw(st.lists(CLAUSES, max_size=2)):
        found["when"] = clauses
    return found


def rules(of: list[dict[str, Any]]) -> targets.Ruleset:
    return targets.load_ruleset(
        {
            "ruleset": "r",
            "period": 1,
            "source": {"document": "x", "section": "1"},
            "indicators": {name: {"unit": "percent", "counted_in": "hộ"} for name in ("share", "other")},
            "targets": [{"id": f"T{n}", "indicator": "share", **target} for n, target in enumerate(of)],
        }
    )


@settings(deadline=None)
@given(st.lists(conditional(), min_size=1, max_size=4))
def test_targets_contradict_each_other_only_where_both_can_apply(of: list[dict[str, Any]]) -> None:
    ruleset = rules(of)
    unit = ruleset.indicators["share"].unit
    bounds = [Fraction(number) for number in (0, 10, 50, 90, 100)]
    applying, reached = set(), set()
    for day, tags, other, value in product(DAYS, ((), ("urban",)), (0, 50), [v for v in around(bounds) if 0 <= v <= 100]):
        values = {
            name: Figure(name, actual=Quantity(*number.as_integer_ratio(), unit, 0, ""))
            for name, number in (("share", value), ("other", Fraction(other)))
        }
        card = targets.evaluate(ruleset, Figures(values, tags=tags), as_of=day)
        on = [outcome for outcome in card if outcome.verdict is not targets.Verdict.NOT_APPLICABLE]
        applying |= {(a.id, b.id) for a in on for b in on}
        reached |= {(a.id, b.id) for a in on for b in on if a.verdict.is_reached and b.verdict.is_reached}
    found = lint(ruleset)
    ids = [target.id for target in ruleset]
    assert {f.ids[0] for f in found if f.code is Code.NEVER_APPLIES} == {name for name in ids if (name, name) not in applying}
    out_of_reach = {f.ids[0] for f in found if f.code is Code.OUT_OF_REACH}
    assert out_of_reach >= {name for name in ids if (name, name) in applying and (name, name) not in reached}
    apart = {pair for pair in applying - reached if not out_of_reach & set(pair)}
    assert {name for f in found if f.code is Code.CONTRADICTION for name in f.ids} == {name for pair in apart for name in pair}


@settings(deadline=None)
@given(st.lists(conditional() | st.builds(lambda one: {**one, "severity": "stretch"}, conditional()), min_size=2, max_size=4))
def test_a_redundant_target_is_missed_alone_on_no_day_and_by_no_subject(of: list[dict[str, Any]]) -> None:
    ruleset = rules(of)
    unit = ruleset.indicators["share"].unit
    gone = {finding.ids[0] for finding in lint(ruleset) if finding.code in {Code.REDUNDANT, Code.ALWAYS_REACHED}}
    bounds = [Fraction(number) for number in (0, 10, 50, 90, 100)]
    if not gone:
        return
    for day, tags, other, value in product(DAYS, ((), ("urban",)), (0, 50), [v for v in around(bounds) if 0 <= v <= 100]):
        values = {
            name: Figure(name, actual=Quantity(*number.as_integer_ratio(), unit, 0, ""))
            for name, number in (("share", value), ("other", Fraction(other)))
        }
        card = targets.evaluate(ruleset, Figures(values, tags=tags), as_of=day)
        missed = [outcome.id for outcome in card if outcome.verdict is targets.Verdict.MISSED and outcome.target.is_required]
        assert not [
            outcome.id
            for outcome in card
            if outcome.id in gone and outcome.verdict is targets.Verdict.MISSED and missed in ([], [outcome.id])
        ]


BAND = st.builds(
    lambda low, high, low_key, high_key: {low_key: f"{low} %", high_key: f"{high} %", "points": 5},
    FEW,
    FEW,
    st.sampled_from(["at_least", "above"]),
    st.sampled_from(["at_most", "below"]),
) | BOUND.map(lambda bound: {**bound, "points": 3})


@settings(deadline=None)
@given(BOUND, st.lists(BAND, min_size=1, max_size=4))
def test_bands_have_gaps_and_overlaps_exactly_where_a_value_shows_them(bound: dict[str, Any], bands: list[dict[str, Any]]) -> None:
    [target] = rules([{**bound, "points": bands}])
    unit = target.indicator.unit
    values = [v for v in around([Fraction(number) for number in (0, 10, 50, 90, 100)]) if 0 <= v <= 100]
    holders = {value: sum(band.interval.admits(value) for band in target.bands) for value in values}
    inside = [value for value in values if holders[value] or target.acceptable.admits(value)]
    hull = [value for value in values if inside and inside[0] <= value <= inside[-1]]
    earned = {
        value: targets.evaluate(
            rules([{**bound, "points": bands}]),
            Figures({"share": Figure("share", actual=Quantity(*value.as_integer_ratio(), unit, 0, ""))}),
        )["T0"].points
        for value in hull
    }
    codes = {finding.code for finding in lint(rules([{**bound, "points": bands}]))}
    if Code.OUT_OF_REACH in codes:
        return
    assert (Code.EMPTY_BAND in codes) == any(not any(band.interval.admits(value) for value in values) for band in target.bands)
    if any(holders.values()):
        assert (Code.BAND_GAP in codes) == any(not points for points in earned.values())
    assert (Code.BAND_OVERLAP in codes) == any(count > 1 for count in holders.values())


SUMS = st.sampled_from(
    [("share + other", 1, 1), ("share - other", 1, -1), ("2 * share + other", 2, 1), ("other + share / 2", Fraction(1, 2), 1)]
)


@settings(deadline=None)
@given(SUMS, BOUND, BOUND, st.builds(lambda key, n: (key, n), DIRECTIONS, st.sampled_from([-50, 0, 50, 100, 150, 250])))
def test_parts_do_not_add_up_exactly_where_no_values_reach_them_and_their_sum(
    formula: tuple[str, Any, Any], one: dict[str, Any], other: dict[str, Any], whole: tuple[str, int]
) -> None:
    text, first, second = formula
    unit = "percentage points" if "-" in text else "%"
    ruleset = rules([one, {**other, "indicator": "other"}, {"indicator": None, "measure": text, whole[0]: f"{whole[1]} {unit}"}])
    share, more, total = ruleset
    if {f.code for f in lint(ruleset)} & {Code.OUT_OF_REACH}:
        return
    ends = [Fraction(n) for n in (0, 10, 50, 90, 100)]
    possible = False
    for a in around(ends):
        near = [(whole[1] + step - first * a) / Fraction(second) for step in (0, Fraction(1, 1000), -Fraction(1, 1000))]
        for b in (*around(ends), *near):
            if 0 <= a <= 100 and 0 <= b <= 100:
                possible |= share.acceptable.admits(a) and more.acceptable.admits(b) and total.acceptable.admits(first * a + second * b)
    found = [finding for finding in lint(ruleset) if finding.code is Code.PARTS_DO_NOT_ADD]
    assert bool(found) == (not possible)
    assert all(finding.ids[0] == "T2" for finding in found)
