"""A target in a plain sentence that says its meaning and its direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cells import COMPOSITES, limits_of
from targets.condition import asked_by
from targets.interval import Interval
from targets.measure import Measure
from targets.report.amounts import amount, bound_text, by_name, interval_text, near_text, plain
from targets.report.digits import shown
from targets.report.words import Language, say
from targets.units import SCORE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from targets.condition import Asked
    from targets.ruleset import Target

__all__ = ["asked_text", "meaning", "unit_text", "values_text"]

_BY_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)


def meaning(target: Target, lang: Language) -> str:
    """Say what reaches a target, what exceeds it, what points it earns, and when it applies.

    The sentence starts with a small letter and ends without a full stop, so that it fits into a table, too.
    """
    over_others = target.measure in COMPOSITES
    sentence = _one(target.parts[0] if target.parts and not over_others else target, lang)
    if target.indicator.formula is not None:
        sentence = say(lang, "of-measure", measure=plain(target.indicator.formula.text), sentence=sentence)
    if target.parts and not over_others:
        names = ", ".join(plain(part.indicator.title.say(lang)) or plain(part.indicator.id) for part in target.parts)
        sentence = say(lang, "each-of", sentence=sentence, names=names)
    near = [say(lang, "misses-near", values=near)] if (near := near_text(target, lang)) else []
    return "; ".join([sentence, *near, *_points(target, lang), *_conditions(target, lang)])


def _points(target: Target, lang: Language) -> Iterator[str]:
    """Say what it earns: by bands of values, or when it is reached."""
    if len(target.bands) == 1 and target.bands[0].interval == target.acceptable:
        yield say(lang, "earns", points=amount(target.bands[0].points, SCORE_POINT, lang))
        return
    for band in target.bands:
        yield say(lang, "earns-at", points=amount(band.points, SCORE_POINT, lang), values=values_text(band.interval, target, lang))


def values_text(interval: Interval, target: Target, lang: Language) -> str:
    """Give an interval with a sign at each of its ends: `≥ 90 % and < 95 %`."""
    low, high = interval.lower, interval.upper
    if low is None or high is None or low == high:
        return interval_text(interval, target, lang)
    halves = Interval(low, lower_open=interval.lower_open), Interval(upper=high, upper_open=interval.upper_open)
    return say(lang, "both-ends").join(interval_text(half, target, lang) for half in halves)


def _conditions(target: Target, lang: Language) -> Iterator[str]:
    found = list(asked_by(target.applies).values())
    for kind in dict.fromkeys(one.kind for one in found):
        alike = [one for one in found if one.kind == kind]
        yield from (asked_text(group, lang) for group in ([alike] if kind in ("tagged", "not-tagged") else [[one] for one in alike]))
    if target.override:
        yield say(lang, "may-be-overridden")


def asked_text(asked: Sequence[Asked], lang: Language) -> str:
    """Say what a condition asks: a day, a clause, or tags, of which there may be several."""
    one, names = asked[0], plain(", ".join(one.name for one in asked))
    match one.kind:
        case "from" | "until":
            return say(lang, f"applies-{one.kind}", day=names)
        case "tagged":
            return say(lang, "applies-to", tags=names)
        case "not-tagged":
            return say(lang, "not-for", tags=names)
        case "when":
            assert one.clause is not None
            title = plain(one.clause.indicator.title.say(lang)) or names
            return say(lang, "applies-when", name=title, bound=bound_text(one.clause, lang))


def _one(target: Target, lang: Language) -> str:
    match target.measure:
        case Measure.HELD:
            return say(lang, "title-held")
        case Measure.JUDGED:
            return say(lang, "person-judges")
        case Measure.COMBINED:
            need, ids = int(target.acceptable.lower or 0), ", ".join(plain(part.id) for part in target.parts)
            key = "all-reached" if need == len(target.parts) else "one-reached" if need == 1 else "some-reached"
            return say(lang, key, n=need, ids=ids)
        case Measure.POINTS:
            ids = ", ".join(plain(part.id) for part in target.parts)
            return say(lang, "of-points-of", sentence=_exceeding(target, _reached(target, lang), lang), ids=ids)
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
        key = "must-be-above" if acceptable.lower_open else "grade-or-better" if grade else "means-at-least"
        return say(lang, key, end=_end(low, target, lang))
    assert high is not None
    if target.zero_kept:
        return say(lang, "below-or-none", end=_end(high, target, lang))
    key = "must-be-below" if acceptable.upper_open else "grade-or-worse" if grade else "means-at-most"
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
    if measure is Measure.POINTS:
        return amount(bound, indicator.unit, lang)
    if measure is Measure.VALUE:
        text = amount(bound, indicator.unit, lang)
        return (
            text
            if indicator.counted_in is None or not indicator.is_part
            else say(lang, "share-of-counted", share=text, unit=indicator.counted_in.label(lang))
        )
    if measure.is_bound and bound == 100:
        return say(lang, "bound-plan" if measure in _BY_PLAN else "bound-previous") + by_name(target.plan)
    key = "share-of-the-plan" if measure in _BY_PLAN else "share-of-the-previous"
    return say(lang, key, share=f"{shown(bound, lang)} %") + by_name(target.plan)


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
