from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import targets
from targets.change import Move, least_moves
from targets.figures import Figure
from targets.gain import gain_of
from targets.judging import judge
from targets.measure import Measure
from targets.quantity import Quantity
from targets.solving import movable
from targets.supposing import ROLES, differences, suppose
from targets.units import PERCENT
from tests.laws.strategies import Case, cases, documents

MADE_OF = {"actual": ("of_plan", "of_previous", "count", "total"), "plan": ("of_plan",), "previous": ("of_previous",)}
TINY = Fraction(1, 10**30)


def things(data: Any) -> Any:
    """Turn money into people, so that bounds fall between whole numbers."""
    if isinstance(data, dict):
        return {key: things(value) for key, value in data.items()}
    if isinstance(data, list):
        return [things(value) for value in data]
    return data.replace("VND", "người") if isinstance(data, str) else data


def judged(of: list[Case], *, people: bool = False) -> targets.Scorecard:
    rules, figures = (things(part) if people else part for part in documents(of))
    [loaded] = targets.load_figures(figures)
    return targets.evaluate(targets.load_ruleset(rules), loaded)


def figure_of(name: str, role: str, value: Any) -> targets.Figure:
    """Give a figure that holds one role and nothing else."""
    return replace(Figure(name), **{role: value})


def moved(outcome: targets.Outcome, move: Move, end: Fraction) -> targets.Figure:
    """Give the figure with one role moved, as somebody would write it."""
    name = outcome.target.indicator.id
    unit = {"count": None, "of_plan": PERCENT, "of_previous": PERCENT}.get(move.role, move.unit)
    given = figure_of(name, move.role, Quantity(*end.as_integer_ratio(), unit, 0, ""))
    assert outcome.figure is not None
    stood = targets.Figures({name: outcome.figure})
    return suppose(stood, [(move.role, given)]).figures[name]


def after(outcome: targets.Outcome, move: Move, end: Fraction, card: targets.Scorecard) -> targets.Outcome:
    return judge(outcome.target, moved(outcome, move, end), card.ruleset.units)


@settings(deadline=None, max_examples=400)
@given(cases(), st.booleans())
def test_the_least_change_reaches_the_target_and_nothing_less_does(case: Case, people: bool) -> None:  # noqa: FBT001
    card = judged([case], people=people)
    [outcome] = card
    for move in least_moves(outcome, card):
        inwards = 1 if move.rises else -1
        if move.beyond:
            room = outcome.acceptable
            assert room is not None
            other = room.upper if move.rises else room.lower
            inside = move.end + inwards if other is None else (move.end + other) / 2
            assert after(outcome, move, inside, card).verdict.is_reached
            assert not after(outcome, move, move.end, card).verdict.is_reached
            continue
        assert after(outcome, move, move.end, card).verdict.is_reached
        less = move.end - inwards * (move.step or TINY)
        if (move.start < less) if move.rises else (less < move.start):
            assert not after(outcome, move, less, card).verdict.is_reached
        if move.step is not None:
            assert (move.end / move.step).denominator == 1


@settings(deadline=None, max_examples=200)
@given(st.lists(cases(), min_size=4, max_size=10), st.booleans())
def test_a_missed_target_without_a_least_change_is_reached_by_no_whole_number(of: list[Case], people: bool) -> None:  # noqa: FBT001
    card = judged(of, people=people)
    for outcome in card:
        interval, base = outcome.acceptable, outcome.base
        if outcome.verdict is targets.Verdict.MISSED and not least_moves(outcome, card):
            assert interval is not None
            counts = base is not None and outcome.target.measure is Measure.VALUE
            most = int(Fraction(*base)) if counts and base is not None else 3000
            assert interval.is_empty or not any(interval.admits(number) for number in range(most + 1))


FORMULAS = (
    "a / b", "a - b", "b - a", "previous(a) - a", "(a + b) / c", "a / (a + b)", "a / (a - b)", "(a - b) / (a + c)", "a * rate",
    "a / (b / c)", "rate - previous(rate)", "count(shares) / total(shares)", "shares + rate", "a - a", "a / a", "(a / b) * (a / c)",
)  # fmt: skip
SMALL = st.integers(0, 12)


@st.composite
def formulas(draw: st.DrawFn) -> targets.Scorecard:
    """Draw a target on a formula of whole things and shares, with figures for all of it."""
    text = draw(st.sampled_from(FORMULAS))
    indicators = {name: {"unit": "người"} for name in "abc"} | {key: {"unit": "percent", "counted_in": "hộ"} for key in ("rate", "shares")}
    people = {name: {"actual": f"{draw(SMALL)} người", "previous": f"{draw(SMALL)} người"} for name in "abc"}
    rate = {"actual": f"{draw(SMALL)} %", "previous": f"{draw(SMALL)} %"}
    total = draw(st.integers(1, 12))
    values = {**people, "rate": rate, "shares": {"count": draw(st.integers(0, total)), "total": total}}
    direction, bound = draw(st.sampled_from(["at_least", "at_most", "above", "below"])), draw(SMALL)
    unit = "percentage points" if text == "rate - previous(rate)" else "%" if "/" in text or "shares" in text else "người"
    unit = "người" if text == "a / (b / c)" else unit
    rules = {
        "ruleset": "r",
        "period": "1",
        "indicators": indicators,
        "targets": [
            {"id": "A", "measure": text, direction: f"{bound if unit == 'người' else bound * draw(st.sampled_from([17, 170]))} {unit}"}
        ],
    }
    [figures] = targets.load_figures({"subject": "s", "period": "1", "numbers": "en", "values": values})
    return targets.evaluate(targets.load_ruleset(rules), figures)


def again(card: targets.Scorecard, move: Move, end: Fraction) -> targets.Outcome:
    """Judge the formula once more with one figure moved."""
    unit = None if move.role == "count" else move.unit
    given = figure_of(move.indicator.id, move.role, Quantity(*end.as_integer_ratio(), unit, 0, ""))
    return targets.evaluate(card.ruleset, suppose(card.figures, [(move.role, given)]).figures)["A"]


@settings(deadline=None, max_examples=400)
@given(formulas())
def test_the_least_change_of_one_input_reaches_a_formula_and_nothing_less_does(card: targets.Scorecard) -> None:
    [outcome] = card
    for move in least_moves(outcome, card):
        inwards = 1 if move.rises else -1
        assert move.role in ("actual", "count")
        if move.beyond:
            assert not again(card, move, move.end).verdict.is_reached
            assert again(card, move, move.end + inwards * TINY).verdict.is_reached
            continue
        assert again(card, move, move.end).verdict.is_reached
        less = move.end - inwards * (move.step or TINY)
        if (move.start < less) if move.rises else (less < move.start):
            assert not again(card, move, less).verdict.is_reached


def test_a_step_onto_the_pole_of_a_formula_is_no_way_to_reach_it() -> None:
    rules = {
        "ruleset": "r", "period": "1", "indicators": {"a": {"unit": "người"}, "b": {"unit": "người"}},
        "targets": [{"id": "A", "measure": "a / (a - b)", "at_least": "700 %"}],
    }  # fmt: skip
    [figures] = targets.load_figures({"values": {"a": 8, "b": 5}})
    card = targets.evaluate(targets.load_ruleset(rules), figures)
    assert card["A"].verdict is targets.Verdict.MISSED
    assert least_moves(card["A"], card) == ()


@settings(deadline=None, max_examples=400)
@given(formulas())
def test_an_input_without_a_least_change_reaches_its_formula_by_no_whole_number_on_its_way(card: targets.Scorecard) -> None:
    [outcome] = card
    formula = outcome.target.indicator.formula
    if outcome.verdict is not targets.Verdict.MISSED or formula is None or formula.text == "(a / b) * (a / c)":
        return
    moving = {move.indicator.id for move in least_moves(outcome, card)}
    for wanted in movable(formula):
        if wanted.indicator.unit == PERCENT or wanted.indicator.id in moving:
            continue
        actual = card.figures[wanted.indicator.id].actual
        assert actual is not None
        for way in (range(int(actual.value), 200), range(int(actual.value), -1, -1)):
            for number in way:
                figure = figure_of(wanted.indicator.id, "actual", Quantity(number, 1, wanted.unit, 0, ""))
                found = targets.evaluate(card.ruleset, suppose(card.figures, [("actual", figure)]).figures)["A"]
                if found.verdict is targets.Verdict.UNDECIDED:
                    break  # a pole: what lies behind it is another story
                assert not found.verdict.is_reached


@settings(deadline=None, max_examples=200)
@given(st.lists(cases(), min_size=2, max_size=5), st.data())
def test_what_reaching_adds_is_what_the_evaluator_finds_after_the_least_change(of: list[Case], data: st.DataObject) -> None:
    rules, figures = documents(of)
    names = [rule["id"] for rule in rules["targets"]]
    members = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    need = data.draw(st.integers(1, len(members)))
    given_points = [{**rule, "points": 3} if not rule.get("judged") else rule for rule in rules["targets"]]
    with_points = [rule["id"] for rule in given_points if "points" in rule and rule["id"] in members]
    more: list[dict[str, Any]] = [
        {"id": "ALL", "all_of": members},
        {"id": "SOME", "at_least_n_of": {"n": need, "of": members}},
        {"id": "TOP", "any_of": ["ALL", names[0]], "weight": 2},
        *(
            [{"id": "SUM", "points_of": with_points, "at_least": data.draw(st.sampled_from(["50 %", "3 điểm", "6 điểm"]))}]
            if with_points
            else []
        ),
    ]
    [loaded] = targets.load_figures(figures)
    card = targets.evaluate(targets.load_ruleset({**rules, "targets": [*given_points, *more]}), loaded)
    for outcome in card.outcomes[: len(names)]:
        gain = gain_of(card, outcome)
        if gain is None:
            assert outcome.verdict.is_reached or card.score().value is None
            continue
        assert gain.before == card.score().value
        assert gain.difference >= 0
        for move in least_moves(outcome, card):
            if not move.beyond:
                figure = moved(outcome, move, move.end)
                values = {**card.figures.values, figure.indicator: figure}
                found = targets.evaluate(card.ruleset, replace(card.figures, values=values))
                assert found.score().value == gain.after
                reached = {one.id for one, before in zip(found, card, strict=True) if one.verdict.is_reached > before.verdict.is_reached}
                assert reached == {outcome.id, *gain.others}


@settings(deadline=None)
@given(cases(), st.data())
def test_supposing_what_is_there_already_changes_nothing(case: Case, data: st.DataObject) -> None:
    card = judged([case])
    for figure in card.figures:
        roles = [role for role in ROLES if getattr(figure, role) is not None]
        assume(roles and not figure.faults)
        role = data.draw(st.sampled_from(roles))
        same = figure_of(figure.indicator, role, getattr(figure, role))
        supposed = suppose(card.figures, [(role, same)])
        assert not supposed.dropped
        assert not differences(card, targets.evaluate(card.ruleset, supposed.figures))


@settings(deadline=None)
@given(cases(), st.sampled_from(["actual", "plan", "previous"]), st.integers(0, 2000))
def test_what_is_supposed_stands_and_what_it_contradicts_is_dropped_by_name(case: Case, role: str, number: int) -> None:
    card = judged([case])
    unit = card.ruleset.indicators["i0"].unit
    supposed = suppose(card.figures, [(role, figure_of("i0", role, Quantity(number, 1, unit, 0, str(number))))])
    figure, old = supposed.figures["i0"], card.figures.values.get("i0", Figure("i0"))
    stood = getattr(figure, role)
    assert stood.value == number
    gone = {name for name in ROLES if getattr(old, name) is not None and getattr(figure, name) is None}
    assert gone == set(supposed.dropped.get("i0", ()))
    if stood.value != (getattr(old, role).value if getattr(old, role) else None):
        assert all(getattr(figure, printed) is None for printed in MADE_OF[role])
    other = {name for name in ROLES if name != role and getattr(figure, name) is not None}
    assert all(getattr(figure, name) == getattr(old, name) for name in other)
