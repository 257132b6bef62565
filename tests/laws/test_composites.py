from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import targets
from targets.outcome import Outcome, Verdict, combined
from targets.scorecard import MODELS

ORDER = [Verdict.MISSED, Verdict.UNDECIDED, Verdict.WAIVED, Verdict.MET, Verdict.EXCEEDED]
VERDICTS = st.lists(st.sampled_from(Verdict), min_size=1, max_size=6)
# A figure for each verdict of `at_least: 95 %`; two of them need a rule or a decision of their own.
FIGURES = {Verdict.MISSED: "94 %", Verdict.MET: "95 %", Verdict.EXCEEDED: "96 %", Verdict.WAIVED: "90 %", Verdict.NOT_APPLICABLE: "95 %"}

TARGET = targets.load_ruleset({"ruleset": "r", "period": 1, "indicators": {"x": {"unit": "percent"}}, "targets": [
    {"id": "A", "indicator": "x", "at_least": "95 %"},
]})["A"]  # fmt: skip


def outcomes(verdicts: list[Verdict]) -> list[Outcome]:
    return [Outcome(TARGET, None, verdict) for verdict in verdicts]


def everything(verdicts: list[Verdict]) -> Verdict:
    return combined(TARGET, outcomes(verdicts), len(verdicts)).verdict


def anything(verdicts: list[Verdict]) -> Verdict:
    return combined(TARGET, outcomes(verdicts), 1).verdict


@given(VERDICTS, VERDICTS, st.randoms(use_true_random=False))
def test_all_and_any_are_commutative_associative_and_idempotent(one: list[Verdict], other: list[Verdict], chance: Any) -> None:
    for way in (everything, anything):
        shuffled = [*one, *other]
        chance.shuffle(shuffled)
        assert way(shuffled) is way([*one, *other]) is way([way(one), way(other)])
        assert way([*one, *one]) is way(one)


@given(VERDICTS, st.integers(1, 6))
def test_the_nth_strongest_of_those_that_apply_decides(verdicts: list[Verdict], need: int) -> None:
    applying = [verdict for verdict in verdicts if verdict is not Verdict.NOT_APPLICABLE]
    found = combined(TARGET, outcomes(verdicts), need).verdict
    if not applying:
        assert found is Verdict.NOT_APPLICABLE
    elif len(applying) >= need:
        for least in ORDER:
            assert (ORDER.index(found) >= ORDER.index(least)) == (sum(ORDER.index(v) >= ORDER.index(least) for v in applying) >= need)


def card_of(verdicts: list[Verdict], composites: dict[str, Any]) -> targets.Scorecard:
    """Judge targets that come out as these verdicts, and composites over them."""
    rules: list[dict[str, Any]] = []
    for number, verdict in enumerate(verdicts):
        rule: dict[str, Any] = {"id": f"T{number}", "indicator": f"i{number}", "at_least": "95 %", "points": number + 1}
        rules.append({**rule, "when": {"tagged": "island"}} if verdict is Verdict.NOT_APPLICABLE else rule)
    written = [{"id": name, **composite} for name, composite in composites.items()]
    indicators = {f"i{number}": {"unit": "percent"} for number in range(len(verdicts))}
    ruleset = targets.load_ruleset({"ruleset": "r", "period": "1", "indicators": indicators, "targets": [*written, *rules]})
    values = {f"i{number}": FIGURES[verdict] for number, verdict in enumerate(verdicts) if verdict in FIGURES}
    [figures] = targets.load_figures({"subject": "s", "period": "1", "as_of": "2024-06-30", "tags": [], "numbers": "en", "values": values})
    dates = {"from": "2024-01-01", "until": "2024-12-31", "reason": "x", "approved_by": "y", "subject": "s"}
    waived = [{"target": f"T{number}", **dates} for number, verdict in enumerate(verdicts) if verdict is Verdict.WAIVED]
    return targets.evaluate(ruleset, figures, decisions=targets.load_decisions({"waivers": waived}))


@given(VERDICTS, st.integers(1, 6))
def test_a_written_composite_follows_the_chain(verdicts: list[Verdict], need: int) -> None:
    ids = [f"T{number}" for number in range(len(verdicts))]
    need = min(need, len(ids))
    card = card_of(verdicts, {"ALL": {"all_of": ids}, "ANY": {"any_of": ids}, "SOME": {"at_least_n_of": {"n": need, "of": ids}}})
    assert [card[name].verdict for name in ids] == verdicts
    assert card["ALL"].verdict is everything(verdicts)
    assert card["ANY"].verdict is anything(verdicts)
    assert card["SOME"].verdict is combined(TARGET, outcomes(verdicts), need).verdict
    for model in MODELS:
        score = card.score(model)
        if score.lower is not None and score.value is not None and score.upper is not None:
            assert 0 <= score.lower <= score.value <= score.upper <= 1


@given(VERDICTS, st.integers(0, 21))
def test_points_are_added_up_and_what_is_open_is_a_range(verdicts: list[Verdict], bound: int) -> None:
    ids = [f"T{number}" for number in range(len(verdicts))]
    card = card_of(verdicts, {"SUM": {"points_of": ids, "at_least": f"{bound} điểm"}, "SHARE": {"points_of": ids, "at_least": "50 %"}})
    worth = {name: Fraction(number + 1) for number, name in enumerate(ids)}
    counted = [n for n, v in zip(ids, verdicts, strict=True) if v not in {Verdict.WAIVED, Verdict.NOT_APPLICABLE}]
    low = sum((worth[n] for n in counted if card[n].verdict.is_reached), Fraction(0))
    high = low + sum((worth[n] for n in counted if card[n].verdict is Verdict.UNDECIDED), Fraction(0))
    most = sum((worth[n] for n in counted), Fraction(0))
    for name, least in (("SUM", Fraction(bound)), ("SHARE", most / 2)):
        found = card[name].verdict
        if not counted:
            assert found is Verdict.NOT_APPLICABLE
            continue

        def at(points: Fraction, least: Fraction = least) -> Verdict:
            return Verdict.EXCEEDED if points > least else Verdict.MET if points == least else Verdict.MISSED

        assert found is (at(low) if at(low) is at(high) else Verdict.UNDECIDED)
