from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.compare import Relation, compare, relation_of
from targets.interval import Interval
from targets.outcome import Verdict

BOUNDS = st.sampled_from([
    {"at_least": "95 %"}, {"at_least": "96 %"}, {"above": "95 %"}, {"at_most": "95 %"}, {"below": "96 %"},
    {"between": ["90 %", "96 %"]}, {"between": ["95 %", "96 %"]}, {"exactly": "95 %", "within": "1 percentage points"},
    {"at_least": "100 % of plan"}, {"at_least": "plan"}, {"below": "previous"}, {"below": "previous", "zero_kept": True}, {"at_most": "previous"},
    {"at_least": "95 %", "severity": "stretch"}, {"at_least": "95 %", "weight": 2}, {"at_least": "95 %", "exceedable": False},
])  # fmt: skip
CHECKLISTS = st.lists(st.sampled_from(["tổ 1", "tổ 2", "TỔ 3"]), min_size=1, unique=True).map(
    lambda items: {"all_of": items, "indicator": "list"}
)
TARGETS = st.dictionaries(st.sampled_from("ABC"), st.one_of(BOUNDS, CHECKLISTS), min_size=1)
NUMBERS = st.sampled_from([Fraction(n, 2) for n in range(-2, 8)])
INTERVALS = st.builds(Interval, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.booleans())


def ruleset(of: dict[str, dict[str, Any]]) -> targets.Ruleset:
    written = [{"id": name, "indicator": "x", **bound} for name, bound in of.items()]
    indicators = {"x": {"unit": "percent"}, "list": None}
    return targets.load_ruleset({"ruleset": "r", "period": 1, "indicators": indicators, "targets": written})


@given(INTERVALS, INTERVALS)
def test_a_witness_exists_exactly_where_one_interval_does_not_include_the_other(one: Interval, other: Interval) -> None:
    witness = one.beyond(other)
    assert (witness is None) == other.includes(one)
    assert witness is None or (one.admits(witness) and not other.admits(witness))


@given(TARGETS, TARGETS)
def test_exchanging_old_and_new_mirrors_every_relation(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = {change.id: change.relation for change in compare(ruleset(one), ruleset(other))}
    back = {change.id: change.relation for change in compare(ruleset(other), ruleset(one))}
    assert there == {name: relation.mirrored for name, relation in back.items()}


@given(TARGETS)
def test_nothing_changes_between_a_ruleset_and_itself(of: dict[str, Any]) -> None:
    assert {(change.relation, change.texts) for change in compare(ruleset(of), ruleset(of))} == {(Relation.SAME, ())}


@given(BOUNDS, BOUNDS)
def test_a_witness_is_judged_differently_by_the_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = ruleset({"A": one}), ruleset({"A": other})
    relation, witness, _ = relation_of(old["A"], new["A"])
    if witness is None:
        return
    share = f"{float(witness)} %"
    against = "of_plan" if "plan" in str(one) else "of_previous" if "previous" in str(one) else "actual"
    [figures] = targets.load_figures({"values": {"x": {against: share}}, "numbers": "en"})
    reached = [targets.evaluate(rules, figures)["A"].verdict.is_reached for rules in (old, new)]
    assert reached[0] != reached[1]
    if relation is not Relation.INCOMPARABLE:
        assert reached == [relation is Relation.STRICTER, relation is Relation.LOOSER]


@given(st.sampled_from(Relation), st.sampled_from(Relation), st.sampled_from(Relation))
def test_combining_relations_is_commutative_associative_and_idempotent(a: Relation, b: Relation, c: Relation) -> None:
    assert a.and_then(b) is b.and_then(a)
    assert a.and_then(b).and_then(c) is a.and_then(b.and_then(c))
    assert a.and_then(a) is a


def test_units_are_part_of_the_comparison() -> None:
    def money(unit: str, bound: str) -> targets.Ruleset:
        written = [{"id": "A", "indicator": "m", "at_least": bound}]
        return targets.load_ruleset({"ruleset": "r", "period": 1, "indicators": {"m": {"unit": unit}}, "targets": written})

    [same] = compare(money("tỷ đồng", "5 tỷ đồng"), money("triệu đồng", "5000 triệu đồng"))
    assert (same.relation, same.texts) == (Relation.SAME, ())
    [stricter] = compare(money("tỷ đồng", "5 tỷ đồng"), money("triệu đồng", "5001 triệu đồng"))
    assert (stricter.relation, stricter.witness) == (Relation.STRICTER, Fraction(5000))
    [other] = compare(money("tỷ đồng", "5 tỷ đồng"), money("người", "5 người"))
    assert other.relation is Relation.INCOMPARABLE


KINDS = st.sampled_from([
    {"all_of": ["A", "B"]}, {"all_of": ["A", "B", "C"]}, {"all_of": ["A"]}, {"any_of": ["A", "B"]}, {"any_of": ["A", "B", "C"]},
    {"at_least_n_of": {"n": 2, "of": ["A", "B", "C"]}}, {"at_least_n_of": {"n": 3, "of": ["A", "B", "C"]}}, {"any_of": ["B"]},
    {"points_of": ["A", "B"], "at_least": "2 điểm"}, {"points_of": ["A", "B"], "at_least": "3 điểm"},
    {"points_of": ["A", "B"], "at_least": "50 %"}, {"points_of": ["A", "B", "C"], "at_least": "2 điểm"},
    {"measure": "x - y", "at_least": "1 pp"}, {"measure": "x - y", "at_least": "2 pp"}, {"measure": "x + y", "at_least": "2 %"},
    {"indicator": "x", "at_least": "95 %", "when": {"tagged": "t"}}, {"indicator": "x", "at_least": "95 %"},
    {"indicator": "x", "at_least": "95 %", "when": [{"tagged": "t"}, {"not_tagged": "u"}]},
    {"indicator": "x", "at_least": "95 %", "when": {"indicator": "y", "above": "50 %"}},
    {"indicator": "x", "at_least": "95 %", "from": "2024-02-01", "until": "2024-06-30"},
    {"indicator": "x", "at_least": "96 %", "from": "2024-02-01"}, {"indicator": "x", "at_least": "95 %", "until": "2024-06-30"},
])  # fmt: skip
SHARES = st.sampled_from(["0 %", "50 %", "94 %", "95 %", "96 %", "100 %"])


@settings(deadline=None, max_examples=300)
@given(
    KINDS, KINDS,
    st.fixed_dictionaries(dict.fromkeys(("a", "b", "c", "x", "y"), SHARES)),
    st.sets(st.sampled_from(["t", "u"])),
    st.sampled_from(["2024-01-31", "2024-02-01", "2024-06-30", "2024-07-01"]),
)  # fmt: skip
def test_what_is_stricter_never_reaches_what_the_looser_one_misses(
    one: dict[str, Any], other: dict[str, Any], values: dict[str, str], tags: set[str], day: str
) -> None:
    members = [{"id": name, "indicator": name.lower(), "at_least": "95 %", "points": 1} for name in "ABC"]
    common = {"ruleset": "r", "period": "1", "indicators": {name: {"unit": "percent"} for name in values}}
    old, new = (targets.load_ruleset({**common, "targets": [*members, {"id": "Z", **written}]}) for written in (one, other))
    relation = compare(old, new)[-1].relation
    assert compare(new, old)[-1].relation is relation.mirrored
    assert relation is Relation.SAME or one != other
    [figures] = targets.load_figures({"subject": "s", "period": "1", "as_of": day, "tags": sorted(tags), "values": values})
    strength = [targets.evaluate(rules, figures)["Z"].verdict for rules in (old, new)]
    harmless = [verdict.is_reached or verdict is Verdict.NOT_APPLICABLE for verdict in strength]
    if relation is Relation.STRICTER:
        assert harmless[0] or not harmless[1]
    if relation is Relation.LOOSER:
        assert harmless[1] or not harmless[0]
    if relation is Relation.SAME:
        assert harmless[0] == harmless[1]


@given(BOUNDS, BOUNDS)
def test_a_sentence_about_a_witness_is_true(one: dict[str, Any], other: dict[str, Any]) -> None:
    tagged = [{**bound, "when": {"tagged": tag}} if tag else bound for bound, tag in ((one, "t"), (other, None))]
    for old, new in ((one, other), tagged, tagged[::-1]):
        [change] = compare(ruleset({"A": old}), ruleset({"A": new}))
        if change.witness is not None and change.old is not None and change.new is not None:
            assert change.gained is change.new.acceptable.admits(change.witness)
            assert change.gained is not change.old.acceptable.admits(change.witness)


def test_letting_the_bound_itself_count_is_looser_than_letting_zero_stand() -> None:
    old, new = ruleset({"A": {"below": "previous", "zero_kept": True}}), ruleset({"A": {"at_most": "previous"}})
    [change] = compare(old, new)
    assert (change.relation, change.witness, change.gained) == (Relation.LOOSER, Fraction(100), True)
