from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import targets
from targets.outcome import Reason, Verdict
from tests.laws.strategies import NUMBERS, plain

SMALL = st.sampled_from([Fraction(n, 4) for n in range(-8, 20)])
UNITS = {"people": "người", "sick": "người", "cost": "triệu đồng", "paid": "VND", "rate": "percent", "odd id-x": "người", "weight": "tấn"}

# Trees of numbers and one unit's inputs; text and meaning are drawn side by side.
Tree = tuple[str, "Tree | str | Fraction", "Tree | str | Fraction"] | str | Fraction
NAMES = ("people", "sick", "odd id-x")


def trees(depth: int = 3) -> st.SearchStrategy[Any]:
    """Draw sums of people, multiplied and divided by bare numbers: what every unit allows."""
    leaf = st.sampled_from(NAMES)
    if not depth:
        return leaf
    inner = trees(depth - 1)
    number = SMALL.filter(lambda n: n > 0)
    return st.one_of(leaf, st.tuples(st.sampled_from("+-"), inner, inner), st.tuples(st.sampled_from("*/"), inner, number))


def text_of(tree: Any) -> str:
    match tree:
        case str():
            return f'"{tree}"' if " " in tree else tree
        case Fraction():
            return plain(tree)
        case (sign, left, right):
            return f"({text_of(left)} {sign} {text_of(right)})"
    raise AssertionError


def value_of(tree: Any, values: dict[str, Fraction]) -> Fraction:
    match tree:
        case str():
            return values[tree]
        case Fraction():
            return tree
        case (sign, left, right):
            one, other = value_of(left, values), value_of(right, values)
            return {"+": one + other, "-": one - other, "*": one * other, "/": one / (other or 1)}[sign]
    raise AssertionError


def judged(measure: str, values: dict[str, Any], bound: dict[str, str]) -> targets.Outcome:
    indicators = {name: {"unit": unit} for name, unit in UNITS.items()}
    rules = targets.load_ruleset(
        {"ruleset": "r", "period": 1, "indicators": indicators, "targets": [{"id": "A", "measure": measure, **bound}]}
    )
    [figures] = targets.load_figures({"values": values, "numbers": "en"})
    return targets.evaluate(rules, figures)["A"]


@given(trees(), st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS)))
def test_an_expression_gives_exactly_what_it_says(tree: Any, values: dict[str, Fraction]) -> None:
    outcome = judged(text_of(tree), {name: f"{plain(value)} người" for name, value in values.items()}, {"at_least": "1 người"})
    meant = value_of(tree, values)
    assert outcome.value == meant
    assert outcome.verdict is (Verdict.EXCEEDED if meant > 1 else Verdict.MET if meant == 1 else Verdict.MISSED)


@given(SMALL, SMALL)
def test_a_quotient_of_like_amounts_is_a_share_and_by_zero_it_is_not_finite(sick: Fraction, people: Fraction) -> None:
    values = {"sick": f"{plain(sick)} người", "people": f"{plain(people)} người"}
    outcome = judged("sick / people", values, {"at_most": "5 %"})
    if people == 0:
        assert (outcome.verdict, outcome.reason) == (Verdict.UNDECIDED, Reason.NOT_FINITE)
    else:
        assert outcome.value == 100 * sick / people
        assert outcome.unit is not None
        assert outcome.unit.name == "percent"


@pytest.mark.parametrize(
    ("measure", "values", "bound", "verdict"),
    [
        ("cost + paid", {"cost": "1 triệu đồng", "paid": "500000 VND"}, {"at_least": "1500000 VND"}, "met"),
        ("paid / people", {"paid": "100 VND", "people": "4 người"}, {"at_least": "25 đồng/người"}, "met"),
        ("rate - previous(rate)", {"rate": {"actual": "3.6 %", "previous": "4.6 %"}}, {"at_most": "-1.0 percentage points"}, "met"),
        ("previous(rate) - rate", {"rate": {"actual": "3.6 %", "previous": "4.6 %"}}, {"at_least": "1.0 percentage points"}, "met"),
        ("(rate - previous(rate)) / 2", {"rate": {"actual": "3 %", "previous": "4 %"}}, {"at_least": "-0.5 pp"}, "met"),
        ("people * rate", {"people": "200 người", "rate": "5 %"}, {"exactly": "10 người"}, "met"),
        ("people / previous(people)", {"people": {"actual": 105, "previous": 100}}, {"at_least": "105 %"}, "met"),
        ("-people + 2 × people", {"people": "7 người"}, {"exactly": "7 người"}, "met"),
        ("plan(people) − people", {"people": {"actual": 7, "plan": 9}}, {"at_most": "2 người"}, "met"),
        ("rate + rate", {"rate": "48 %"}, {"at_most": "95 %"}, "missed"),
        ("count(rate) / total(rate)", {"rate": "7/9"}, {"at_least": "77.8 %"}, "missed"),
        ("rate", {"rate": "7/9"}, {"above": "77.7 %"}, "met"),
    ],
)
def test_units_and_roles_follow_the_arithmetic(measure: str, values: dict[str, Any], bound: dict[str, str], verdict: str) -> None:
    assert judged(measure, values, bound).verdict.value == verdict


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"people": 5}, "no-figure"),
        ({"people": 5, "sick": {"actual": 3}}, "no-previous"),
        ({"people": 5, "sick": {"actual": 3, "previous": "many"}}, "unreadable"),
        ({"people": 5, "sick": {"actual": 3, "previous": "5 kg"}}, "unreadable"),
        ({"people": float("nan"), "sick": {"actual": 3, "previous": 1}}, "not-finite"),
    ],
)
def test_what_is_missing_in_an_expression_is_said(values: dict[str, Any], reason: str) -> None:
    outcome = judged("people + previous(sick)", values, {"at_least": "1 người"})
    assert outcome.verdict is Verdict.UNDECIDED
    assert outcome.reason is not None
    assert outcome.reason.value == reason
    assert outcome.fault is not None
    assert outcome.fault.problem.help or reason == "unreadable"


@given(st.text(alphabet="abpeoplesick0123456789+-*/() \"'.,_%đ", max_size=30))
def test_any_text_is_an_expression_or_refused_cleanly(text: str) -> None:
    try:
        judged(text, {}, {"at_least": "1 người"})
    except targets.TargetsError as error:
        assert error.problems  # noqa: PT017 - either way is right, a traceback is not
