from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.outcome import Outcome, Verdict
from targets.scorecard import MODELS, Scorecard
from tests.laws.strategies import NUMBERS, Case, cases, documents, money, plain, spellings

if TYPE_CHECKING:
    import random

LISTS = st.lists(cases(), min_size=1, max_size=5)
MONEY = {"ruleset": "r", "period": 1, "indicators": {"m": {"unit": "triệu đồng"}, "s": {"unit": "percent"}}}
ORDER = [Verdict.MISSED, Verdict.MET, Verdict.EXCEEDED]


def card_of(of: list[Case]) -> Scorecard:
    rules, figures = documents(of)
    [loaded] = targets.load_figures(figures)
    return targets.evaluate(targets.load_ruleset(rules), loaded)


def verdict(bound: dict[str, Any], figure: object, *, indicator: str = "m", numbers: str = "en") -> Verdict:
    rules = targets.load_ruleset({**MONEY, "targets": [{"id": "A", "indicator": indicator, **bound}]})
    [figures] = targets.load_figures({"values": {indicator: figure}, "numbers": numbers})
    return targets.evaluate(rules, figures)["A"].verdict


@settings(deadline=None, max_examples=300)
@given(st.data(), NUMBERS, st.sampled_from(["vi", "en"]), st.sampled_from(["at_least", "at_most", "above", "below"]))
def test_no_verdict_changes_under_an_equivalent_spelling(data: st.DataObject, dong: Fraction, style: str, direction: str) -> None:
    bound = {direction: "46 triệu đồng"}
    expected = verdict(bound, f"{plain(dong)} VND")
    assert verdict(bound, data.draw(money(dong, style)), numbers=style) is expected
    share = verdict({direction: "95 %"}, f"{plain(dong)} %", indicator="s")
    assert verdict({direction: "95 %"}, data.draw(spellings(dong, style)) + "%", indicator="s", numbers=style) is share
    assert verdict({direction: "95 %"}, f"{plain(dong * 10)} ‰", indicator="s") is share


@settings(deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_greater_actual_never_worsens_at_least_nor_betters_at_most(bound: Fraction, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    least = [ORDER.index(verdict({"at_least": f"{plain(bound)} VND"}, f"{plain(n)} VND")) for n in (low, high)]
    most = [ORDER.index(verdict({"at_most": f"{plain(bound)} VND"}, f"{plain(n)} VND")) for n in (low, high)]
    assert least == sorted(least)
    assert most == sorted(most, reverse=True)


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 30))
def test_the_bound_and_one_unit_in_the_last_place_beside_it(bound: Fraction, digits: int) -> None:
    step = Fraction(1, 10**digits)
    missed, met, exceeded = ORDER

    def verdicts(direction: str) -> list[Verdict]:
        return [verdict({direction: f"{plain(bound)} VND"}, f"{plain(bound + d)} VND") for d in (-step, Fraction(0), step)]

    assert verdicts("at_least") == [missed, met, exceeded]
    assert verdicts("at_most") == [exceeded, met, missed]
    assert verdicts("above") == [missed, missed, met]
    assert verdicts("below") == [met, missed, missed]
    assert verdicts("exactly") == [missed, met, missed]


@settings(deadline=None)
@given(LISTS, st.integers(0, 4), st.sampled_from(MODELS))
def test_a_missing_figure_never_raises_the_score(of: list[Case], index: int, model: Any) -> None:
    lost = [Case(**{**vars(c), "figure": None, "meant": {}, "fault": None}) if n == index % len(of) else c for n, c in enumerate(of)]
    with_it, without = card_of(of).score(model).value, card_of(lost).score(model).value
    assert (with_it is None) == (without is None)
    assert with_it is None or without is None or without <= with_it


@settings(deadline=None)
@given(LISTS, st.randoms(use_true_random=False), st.integers(1, 9))
def test_the_order_of_rules_and_the_scale_of_weights_change_nothing(of: list[Case], chance: random.Random, factor: int) -> None:
    rules, figures = documents(of)
    [loaded] = targets.load_figures(figures)
    shuffled = [{**rule, "weight": str(int(rule["weight"]) * factor)} for rule in rules["targets"]]
    chance.shuffle(shuffled)
    one, other = (targets.evaluate(targets.load_ruleset({**rules, "targets": listed}), loaded) for listed in (rules["targets"], shuffled))
    assert {o.id: o[2:] for o in one} == {o.id: o[2:] for o in other}
    for model in MODELS:
        assert one.score(model) == other.score(model)


@settings(deadline=None)
@given(LISTS, st.sampled_from([Verdict.WAIVED, Verdict.NOT_APPLICABLE]), st.sampled_from(MODELS))
def test_waived_and_not_applicable_targets_are_neutral(of: list[Case], neutral: Verdict, model: Any) -> None:
    card = card_of(of)
    first = card.outcomes[0]
    more = Scorecard(card.ruleset, card.figures, (*card.outcomes, Outcome(first.target, None, neutral)))
    assert more.score(model) == card.score(model)
    assert sum(more.counts.values()) == len(more)


@settings(deadline=None)
@given(LISTS, st.data(), st.sampled_from(MODELS))
def test_the_bounds_of_a_score_hold_every_completion(of: list[Case], data: st.DataObject, model: Any) -> None:
    card = card_of(of)
    score = card.score(model)
    completed = tuple(
        o._replace(verdict=data.draw(st.sampled_from(ORDER)), reason=None) if o.verdict is Verdict.UNDECIDED else o for o in card.outcomes
    )
    found = Scorecard(card.ruleset, card.figures, completed).score(model).value
    if found is not None and score.lower is not None and score.upper is not None:
        assert score.lower <= found <= score.upper


@pytest.mark.parametrize(
    ("bound", "figure", "expected"),
    [
        ({"exactly": "100 % of previous", "within": "0 percentage points"}, {"actual": 0.1, "previous": 0.1}, "met"),
        ({"at_least": "105 % of previous"}, {"actual": 1.05, "previous": 1}, "met"),
        ({"at_least": "105 % of previous"}, {"actual": 73.5, "previous": 70}, "met"),
        ({"at_most": "3.6"}, 3.6, "met"),
        ({"at_least": "plan"}, {"actual": "17384571763 VND", "plan": "17.384571763 billion VND"}, "met"),
        ({"at_least": "100 % of plan"}, {"actual": "17384571762 VND", "plan": "17.384571763 billion VND"}, "missed"),
        ({"at_least": "100 % of plan"}, {"actual": 5, "plan": 0}, "undecided"),
        ({"at_least": "plan"}, {"actual": 5, "plan": 0}, "exceeded"),
        ({"at_least": "1"}, float("nan"), "undecided"),
        ({"at_most": "1"}, float("-inf"), "undecided"),
        ({"below": "previous"}, {"actual": 0, "previous": 0}, "missed"),
        ({"below": "previous", "zero_kept": True}, {"actual": 0, "previous": 0}, "met"),
    ],
)
def test_the_traps_that_floats_fall_into(bound: dict[str, Any], figure: object, expected: str) -> None:
    assert verdict(bound, figure).value == expected


def test_a_count_of_a_total_is_never_rounded() -> None:
    assert verdict({"at_least": "94.1 %"}, {"count": 941, "total": 1000}, indicator="s") is Verdict.MET
    assert verdict({"at_least": "94.11 %"}, {"count": 941, "total": 1000}, indicator="s") is Verdict.MISSED
    assert verdict({"at_least": "77.8 %"}, "7/9", indicator="s") is Verdict.MISSED
    assert verdict({"at_least": "77.7 %"}, "7/9", indicator="s") is Verdict.EXCEEDED


@given(st.lists(st.sampled_from(Verdict), min_size=1), st.randoms(use_true_random=False))
def test_the_weakest_part_decides_in_any_order(verdicts: list[Verdict], chance: random.Random) -> None:
    strongest_first = sorted(verdicts, key=lambda v: v.strength, reverse=True)
    chance.shuffle(verdicts)
    assert min(verdicts, key=lambda v: v.strength) is strongest_first[-1]
