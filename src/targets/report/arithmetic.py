"""The comparison behind a verdict line by line, and the least change in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.report.amounts import amount, by_name, ends_of, near_shares, plain, share_text
from targets.report.bounds import difference_text, unit_marks
from targets.report.digits import reaching, shown
from targets.report.formulas import in_numbers, in_titles
from targets.report.groups import points_sum
from targets.report.words import Language, say
from targets.units import OF_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.change import Move
    from targets.gain import Gain
    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.scorecard import Scorecard

__all__ = ["arithmetic", "gain_text", "move_text"]


def arithmetic(outcome: Outcome, card: Scorecard, lang: Language) -> Iterator[str]:
    """Give the steps from the figures to the verdict: formula or sum, share, bound worked out, comparison, attainment."""
    formula = outcome.target.indicator.formula
    if formula is not None and outcome.target.measure not in (Measure.COMBINED, Measure.POINTS):
        yield in_titles(formula, lang)
        numbers = in_numbers(formula, card, lang)
        if outcome.value is not None:
            yield f"{numbers} = {amount(outcome.value, outcome.unit, lang, unit_marks(outcome))}"
        elif any(character.isdecimal() for character in numbers):
            yield numbers
    if outcome.target.measure is Measure.POINTS and outcome.parts:
        yield points_sum(outcome, lang)
    yield from _comparison(outcome, lang)


def _comparison(outcome: Outcome, lang: Language) -> Iterator[str]:
    value, acceptable, unit, base, target = outcome.value, outcome.acceptable, outcome.unit, outcome.base, outcome.target
    if value is None or acceptable is None or target.measure is Measure.HELD:
        return
    if target.measure is Measure.RANK:
        yield from _ranks(outcome, value, lang)
        return
    low, high = acceptable.lower, acceptable.upper
    name = by_name(target.plan) if unit == OF_PLAN else ""
    ends = ends_of(outcome)
    number = amount(value, unit, lang, ends) + name
    if base is not None and base[0] > 0:
        whole = Fraction(*base)
        beside = tuple(end and end / whole for end in ends)
        part = share_text(value / whole, lang, beside)
        yield f"{number} / {amount(whole, unit, lang, (value,))} = {part}"
        yield from _scaled(whole, outcome, lang)
    for end in (low, high) if low != high else (low,):
        if end is not None:
            yield f"{number} {_sign(value, end)} {amount(end, unit, lang, (value,))}{name}"
    if (attainment := outcome.attainment) is not None and (base is None or base[0] <= 0):
        yield f"{say(lang, 'attainment')} {share_text(attainment, lang, near_shares(target))}"


def _scaled(whole: Fraction, outcome: Outcome, lang: Language) -> Iterator[str]:
    """Show how a bound in percent becomes a bound in the unit; nothing where it is all of the base."""
    scaled = outcome.acceptable
    for end in () if scaled is None else dict.fromkeys((scaled.lower, scaled.upper)):
        if end is not None and end != whole:
            share = f"{shown(100 * end / whole, lang)} %"
            yield f"{share} × {amount(whole, outcome.unit, lang)} = {amount(end, outcome.unit, lang, (outcome.value,))}"


def _ranks(outcome: Outcome, value: Fraction, lang: Language) -> Iterator[str]:
    scale, acceptable = outcome.target.indicator.scale, outcome.target.acceptable
    for rank in dict.fromkeys((value, acceptable.lower, acceptable.upper)):
        if rank is not None:
            yield say(lang, "rank-of", grade=plain(scale[int(rank)]), rank=int(rank) + 1, of=len(scale))


def _sign(value: Fraction, bound: Fraction) -> str:
    return ">" if value > bound else "<" if value < bound else "="


def move_text(move: Move, target: Target, lang: Language) -> str:
    """Say the least change: from where to where, and by how much. The number shown reaches the target, too.

    Where several figures make up the measure, the one that moves is named.
    """
    if move.role == "done":
        return say(lang, "move-done", names=plain(", ".join(move.items)))
    if move.role == "held":
        return say(lang, "move-held")
    if move.role == "grade":
        start, end = (plain(target.indicator.scale[int(rank)]) for rank in (move.start, move.end))
        return say(lang, "move-grade", start=start, end=end)
    key = ("above" if move.rises else "under") if move.beyond else ("up" if move.rises else "down")
    kind, _, plan = move.role.partition(".")
    role, start = say(lang, f"move-{kind}") + by_name(plan or None), shown(move.start, lang, (move.end,))
    if target.indicator.formula is not None:
        role = say(lang, "move-of", role=role, title=plain(move.indicator.title.say(lang)) or plain(move.indicator.id))
    label = "%" if move.role.startswith("of_") else move.unit.label(lang)
    narrow = target.acceptable.lower is not None and target.acceptable.upper is not None
    end = f"{reaching(move.end, lang, up=move.rises, narrow=narrow)} {label}"
    if not move.difference:
        return say(lang, f"move-just-{key}", role=role, end=end)
    difference = difference_text(move.difference, move.unit, lang, plan or None)
    return say(lang, f"move-{key}", role=role, start=start, end=end, difference=difference)


def gain_text(gain: Gain, lang: Language) -> str:
    """Say the score before and after, and the difference in points and as an exact share of the weight."""
    before, after = (share_text(share, lang) for share in (gain.before, gain.after))
    points = shown(gain.difference * 100, lang, (Fraction(0),), exact=2)
    text = say(lang, "score-gain", before=before, after=after, difference=points, share=str(gain.difference))
    return say(lang, "score-with-others", gain=text, names=plain(", ".join(gain.others))) if gain.others else text
