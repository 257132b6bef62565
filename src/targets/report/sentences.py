"""A target in a plain sentence that says its meaning and its direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cells import limits_of
from targets.measure import Measure
from targets.report.digits import shown
from targets.report.rows import amount, plain
from targets.report.words import Language, say

if TYPE_CHECKING:
    from fractions import Fraction

    from targets.ruleset import Target

__all__ = ["meaning", "unit_text"]

_BY_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)


def meaning(target: Target, lang: Language) -> str:
    """Say what reaches a target and what exceeds it.

    The sentence starts with a small letter and ends without a full stop, so that it fits into a table, too.
    """
    sentence = _one(target.parts[0] if target.parts else target, lang)
    if not target.parts:
        return sentence
    names = ", ".join(plain(part.indicator.title.say(lang)) or plain(part.indicator.id) for part in target.parts)
    return say(lang, "each-of", sentence=sentence, names=names)


def _one(target: Target, lang: Language) -> str:
    match target.measure:
        case Measure.HELD:
            return say(lang, "title-held")
        case Measure.JUDGED:
            return say(lang, "person-judges")
        case Measure.ITEMS:
            items = tuple(dict.fromkeys(map(plain, target.items)))
            return say(lang, "every-item", n=len(items), names=", ".join(items))
        case _:
            return _exceeding(target, _reached(target, lang), lang)


def _reached(target: Target, lang: Language) -> str:
    acceptable = target.acceptable
    low, high = acceptable.lower, acceptable.upper
    if low is not None and high is not None:
        if low == high:
            return say(lang, "exactly-end", end=_end(low, target, lang))
        return say(lang, "between-ends", low=_end(low, target, lang), end=_end(high, target, lang))
    grade = target.measure is Measure.RANK
    if low is not None and low == limits_of(target).upper:
        return say(lang, "the-best-grade" if grade else "the-whole", end=_end(low, target, lang))
    if low is not None:
        key = "must-be-above" if acceptable.lower_open else "grade-or-better" if grade else "at-least"
        return say(lang, key, end=_end(low, target, lang))
    assert high is not None
    if target.zero_kept:
        return say(lang, "below-or-none", end=_end(high, target, lang))
    key = "must-be-below" if acceptable.upper_open else "grade-or-worse" if grade else "at-most"
    return say(lang, key, end=_end(high, target, lang))


def _exceeding(target: Target, sentence: str, lang: Language) -> str:
    """Add from where on it is exceeded; a closed half-line that cannot be exceeded says so."""
    acceptable, exceeding = target.acceptable, target.exceeding
    if exceeding is not None and (exceeding & limits_of(target)).is_empty:
        return sentence  # nothing lies beyond the best grade, or beyond all of them
    if exceeding is None:
        half = acceptable.only_end
        return sentence if half is None or half[3] else say(lang, "never-exceeds", sentence=sentence)
    if exceeding.lower is not None:
        if exceeding.lower == acceptable.lower:
            return say(lang, "better-exceeds" if target.measure is Measure.RANK else "more-exceeds", sentence=sentence)
        return say(lang, "above-exceeds", sentence=sentence, end=_end(exceeding.lower, target, lang))
    if exceeding.upper is None or exceeding.upper == acceptable.upper:
        return say(lang, "less-exceeds", sentence=sentence)
    return say(lang, "below-exceeds", sentence=sentence, end=_end(exceeding.upper, target, lang))


def _end(bound: Fraction, target: Target, lang: Language) -> str:
    measure, indicator = target.measure, target.indicator
    if measure is Measure.RANK:
        return plain(indicator.scale[int(bound)])
    if measure is Measure.VALUE:
        text = amount(bound, indicator.unit, lang)
        return (
            text
            if indicator.counted_in is None or not indicator.is_part
            else say(lang, "share-of-counted", share=text, unit=indicator.counted_in.label(lang))
        )
    if measure.is_bound and bound == 100:
        return say(lang, "the-plan" if measure in _BY_PLAN else "the-previous")
    key = "share-of-the-plan" if measure in _BY_PLAN else "share-of-the-previous"
    return say(lang, key, share=f"{shown(bound, lang)} %")


def unit_text(target: Target, lang: Language) -> str:
    """Give the unit of a target's figures, or what stands in its place."""
    match target.measure:
        case Measure.RANK:
            return say(lang, "grade-unit")
        case Measure.HELD:
            return say(lang, "title-unit")
        case Measure.ITEMS:
            return say(lang, "list-unit")
        case _:
            unit = target.indicator.unit
            return "—" if unit is None else unit.label(lang)
