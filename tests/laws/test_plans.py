"""Plans by name: what is said of one of several is what would be said of it if it were the only one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.boundaries import boundaries_of
from targets.change import least_moves
from targets.compare import Relation, compare
from targets.figures import Figure, Plan
from targets.linting import lint
from targets.linting.calendars import Calendar
from targets.measure import Measure
from targets.outcome import Reason
from targets.quantity import Quantity
from targets.report.arithmetic import move_text
from targets.report.explanation import explained
from targets.supposing import suppose
from tests.laws.strategies import NUMBERS, Case, cases, documents, plain

CITY, COUNCIL = "thành phố", "Hội đồng"
NAMES = st.sampled_from([CITY, CITY.upper(), "Thành  Phố"])
LANGUAGES = st.sampled_from(["vi", "en"])
BY_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)


def named(bound: Any, name: str) -> Any:
    """Name the plan in a bound, or in both ends of one."""
    if isinstance(bound, list):
        return [named(end, name) for end in bound]
    return f"{bound} {name}" if isinstance(bound, str) and (bound == "plan" or bound.endswith(" of plan")) else bound


def by_name(rules: dict[str, Any], figures: dict[str, Any], name: str, others: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the same documents with every plan called by a name, and another plan beside it."""
    values = {indicator: dict(figure) for indicator, figure in figures["values"].items()}
    for indicator, figure in values.items():
        for role in ("plan", "of_plan"):
            more = {COUNCIL: others[indicator]} if role == "plan" and indicator in others else {}
            if role in figure or more:
                figure[role] = {**({CITY: figure[role]} if role in figure else {}), **more}
    of = [{key: named(value, name) for key, value in rule.items()} for rule in rules["targets"]]
    return {**rules, "targets": of}, {**figures, "values": values}


@st.composite
def two_worlds(draw: st.DrawFn) -> tuple[targets.Scorecard, targets.Scorecard]:
    """Judge the same cases with plans without names, and with several by name of which one is meant."""
    rules, figures = documents(draw(st.lists(cases(), min_size=1, max_size=3)))
    signs = {"percent": " %", "VND": " VND", "per mille": " ‰"}
    others = {
        name: plain(draw(NUMBERS)) + signs[rules["indicators"][name]["unit"]]
        for name, figure in figures["values"].items()
        if "note" not in figure and draw(st.booleans())
    }
    return judged(rules, figures), judged(*by_name(rules, figures, draw(NAMES), others))


def judged(rules: dict[str, Any], figures: dict[str, Any]) -> targets.Scorecard:
    [loaded] = targets.load_figures(figures)
    return targets.evaluate(targets.load_ruleset(rules), loaded)


def facts(outcome: targets.Outcome) -> tuple[object, ...]:
    return (
        outcome.verdict, outcome.reason, outcome.value, outcome.unit, outcome.base, outcome.acceptable, outcome.exceeding,
        outcome.shortfall, outcome.attainment,
    )  # fmt: skip


@settings(max_examples=300)
@given(two_worlds())
def test_a_plan_by_name_is_judged_as_if_it_were_the_only_one(worlds: tuple[targets.Scorecard, targets.Scorecard]) -> None:
    alone, among_others = worlds
    for one, other in zip(alone, among_others, strict=True):
        assert facts(one) == facts(other)
        own = [notice for notice in other.warnings if COUNCIL not in notice.names and notice.code != "plan-not-given"]
        assert [(notice.code, notice.numbers) for notice in one.warnings] == [(notice.code, notice.numbers) for notice in own]


@settings(max_examples=200)
@given(two_worlds(), LANGUAGES)
def test_what_is_said_of_a_plan_by_name_is_what_is_said_of_a_plan_and_names_it(
    worlds: tuple[targets.Scorecard, targets.Scorecard], lang: Any
) -> None:
    alone, among_others = worlds
    for one, other in zip(alone, among_others, strict=True):
        if one.target.measure not in BY_PLAN:
            continue
        name = f" “{' '.join((other.target.plan or '').split())}”"
        said = explained(other, among_others, lang).paragraph
        assert name in said or one.reason in (Reason.UNREADABLE, Reason.NOT_FINITE)
        if one.value is not None:
            assert said.replace(name, "") == explained(one, alone, lang).paragraph
        moves = [
            [move_text(move, outcome.target, lang).replace(name, "") for move in least_moves(outcome, card)]
            for outcome, card in ((one, alone), (other, among_others))
        ]
        assert moves[0] == moves[1]


@settings(max_examples=200)
@given(st.lists(cases(), min_size=1, max_size=3))
def test_a_target_that_names_no_plan_never_takes_one_that_has_a_name(of: list[Case]) -> None:
    rules, figures = documents(of)
    without = {
        name: {role: text for role, text in figure.items() if role not in ("plan", "of_plan")} for name, figure in figures["values"].items()
    }
    _, by_names = by_name(rules, figures, CITY, {})
    for one, other in zip(judged(rules, {**figures, "values": without}), judged(rules, by_names), strict=True):
        if one.figure is None or one.figure.faults:
            continue
        assert (one.verdict, one.reason if other.fault is None else other.reason) == (other.verdict, other.reason)
        if other.reason is Reason.NO_PLAN and other.figure is not None and other.figure.plans:
            assert any(notice.code == "plan-not-named" and notice.names == (CITY,) for notice in other.warnings)


@settings(max_examples=200)
@given(two_worlds(), st.sampled_from(["actual", "plan", "of_plan"]), st.integers(0, 2000))
def test_supposing_a_plan_by_name_is_supposing_the_plan(
    worlds: tuple[targets.Scorecard, targets.Scorecard], role: str, number: int
) -> None:
    alone, among_others = worlds
    unit = alone.ruleset.indicators["i0"].unit
    quantity = Quantity(number, 1, unit if role != "of_plan" else None, 0, str(number))
    if role == "actual":
        sets = [(role, Figure("i0", actual=quantity)), (role, Figure("i0", actual=quantity))]
    elif role == "plan":
        sets = [(role, Figure("i0", plan=quantity)), (f"plan.{CITY}", Figure("i0", plans=(Plan(CITY, quantity),)))]
    else:
        sets = [(role, Figure("i0", of_plan=quantity)), (f"of_plan.{CITY}", Figure("i0", plans=(Plan(CITY, None, quantity),)))]
    supposed = [suppose(card.figures, [setting]) for card, setting in zip((alone, among_others), sets, strict=True)]
    found = [targets.evaluate(card.ruleset, one.figures) for card, one in zip((alone, among_others), supposed, strict=True)]
    assert [facts(outcome) for outcome in found[0]] == [facts(outcome) for outcome in found[1]]
    dropped = [{name.partition(".")[0] for name in one.dropped.get("i0", ())} for one in supposed]
    assert dropped[0] == dropped[1]


@given(cases(), cases(), NAMES)
def test_bounds_on_one_plan_compare_as_bounds_on_the_plan_and_bounds_on_two_do_not_compare(one: Case, other: Case, name: str) -> None:
    pair = [documents([case])[0] for case in (one, other)]
    old, new = (targets.load_ruleset(rules) for rules in pair)
    nobody: dict[str, Any] = {"values": {}}
    by_city, by_name_again, by_council = (
        targets.load_ruleset(by_name(rules, nobody, plan, {})[0]) for rules, plan in ((pair[0], CITY), (pair[1], name), (pair[1], COUNCIL))
    )
    [plainly], [same], [apart] = compare(old, new), compare(by_city, by_name_again), compare(by_city, by_council)
    assert (plainly.relation, plainly.witness) == (same.relation, same.witness)
    if old["T0"].measure in BY_PLAN and new["T0"].measure in BY_PLAN:
        assert apart.relation is Relation.INCOMPARABLE


@settings(max_examples=50)
@given(st.lists(cases(), min_size=1, max_size=2))
def test_a_plan_by_name_has_the_boundaries_that_a_plan_has(of: list[Case]) -> None:
    rules, _ = documents(of)
    found = [boundaries_of(targets.load_ruleset(one)) for one in (rules, by_name(rules, {"values": {}}, CITY, {})[0])]
    assert [(b.key, facts(b.outcome)[:3]) for b in found[0]] == [(b.key, facts(b.outcome)[:3]) for b in found[1]]


BOUNDS = st.tuples(st.sampled_from(["at_least", "at_most", "above", "below"]), st.sampled_from([80, 90, 100, 110]))


@settings(max_examples=200)
@given(st.lists(BOUNDS, min_size=2, max_size=4))
def test_lint_finds_the_same_of_one_plan_by_name_and_nothing_between_two(of: list[tuple[str, int]]) -> None:
    def found(*names: str) -> list[tuple[str, tuple[str, ...]]]:
        rules = {
            "ruleset": "r", "period": "2024", "source": {"document": "x", "section": "1"}, "indicators": {"a": {"unit": "VND"}},
            "targets": [
                {"id": f"T{n}", "indicator": "a", side: f"{number} % of plan {names[n % len(names)]}".strip()}
                for n, (side, number) in enumerate(of)
            ],
        }  # fmt: skip
        return [(finding.code.value, finding.ids) for finding in lint(targets.load_ruleset(rules))]

    assert found("") == found(CITY)
    if len(of) == 2:
        assert found(CITY, COUNCIL) == []
        assert found(CITY, "") == [("TGT053", ("T1", "T0"))]


STRETCHES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (float(min(pair)), float(max(pair))))
ENDLESS = STRETCHES | STRETCHES.map(lambda one: (float("-inf"), one[1])) | STRETCHES.map(lambda one: (one[0], float("inf")))


@given(st.lists(ENDLESS, min_size=1, max_size=12))
def test_a_calendar_finds_whatever_shares_a_day_in_its_order(of: list[tuple[float, float]]) -> None:
    calendar = Calendar(of, [first for first, _ in of])
    for first, last in of:
        expected = [n for n, (since, until) in enumerate(of) if since <= last and first <= until]
        assert list(calendar.sharing((first, last))) == expected
