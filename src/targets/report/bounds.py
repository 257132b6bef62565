"""Bounds in the words of a sentence: `ít nhất 100% kế hoạch`, `below last year's figure`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import whole_of
from targets.report.amounts import amount, by_name, ends_of, plain
from targets.report.digits import shown
from targets.report.words import Language, say
from targets.units import OF_PLAN, OF_PREVIOUS, PERCENT

if TYPE_CHECKING:
    from targets.interval import Interval
    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["bound_words", "difference_text", "near_words", "percent", "said", "title_of", "unit_marks", "written_marks"]

_WHOLE = Fraction(100)


def title_of(target: Target, lang: Language, *, part: bool = False) -> str:
    """Give the title of a target, or of the indicator that a part judges."""
    return plain((target.indicator.title if part else target.title).say(lang)) or plain(target.indicator.id)


def said(value: Fraction, unit: Unit | None, lang: Language, beside: tuple[Fraction | None, ...] = (), *, exact: int = 4) -> str:
    """Give a number with its unit as a sentence has it: `95%`, `68 đơn vị máu`."""
    text = amount(value, unit, lang, beside, exact=exact)
    return text.replace(" %", "%", 1).replace(" ‰", "‰", 1) if unit is not None and unit.label(lang)[:1] in "%‰" else text


def difference_text(value: Fraction, unit: Unit, lang: Language, plan: str | None = None) -> str:
    """Give a difference of two numbers of this unit, never as nothing where there is something."""
    beside = (Fraction(0),)
    if unit == OF_PLAN:
        return say(lang, "points-of-plan", n=shown(value, lang, beside)) + by_name(plan)
    if unit == OF_PREVIOUS:
        return say(lang, "points-of-previous", n=shown(value, lang, beside))
    return amount(value, unit.difference, lang, beside)


def percent(share: Fraction, lang: Language, beside: tuple[Fraction | None, ...] = (), *, exact: int = 2) -> str:
    """Give a number of percent that compares with those beside it, with none and with all as it does exactly."""
    return f"{shown(share, lang, (*beside, Fraction(0), _WHOLE), exact=exact)}%"


# Whatever stands beside one another in a sentence is rounded against the same marks, or two equal numbers could look
# different and two different ones equal.


def unit_marks(outcome: Outcome) -> tuple[Fraction | None, ...]:
    """Give every number that a sentence may show in the outcome's unit."""
    figure, base = outcome.figure, outcome.base
    given = () if figure is None else (figure.plan, figure.previous, *(plan.amount for plan in figure.plans))
    bases = [q.value for q in given if q is not None and q.unit in (None, outcome.unit)]
    return (outcome.value, *ends_of(outcome), *bases, None if base is None else Fraction(*base), Fraction(0))


def written_marks(outcome: Outcome) -> tuple[Fraction | None, ...]:
    """Give every number that a sentence may show in the terms of the written bounds."""
    value, base, target = outcome.value, outcome.base, outcome.target
    if base is None and outcome.unit not in (OF_PLAN, OF_PREVIOUS):
        return unit_marks(outcome)
    whole = Fraction(whole_of(target.indicator.unit) if target.measure is Measure.VALUE else 100)
    judged = value if value is None or base is None else None if base[0] <= 0 else value / Fraction(*base) * whole
    return (judged, *ends_of(target), Fraction(0), whole)


def bound_words(outcome: Outcome, lang: Language) -> str:
    """Say which values reach the target; nothing for a title, whose verdict says it all."""
    target = outcome.target
    match target.measure:
        case Measure.HELD | Measure.JUDGED:
            return ""
        case Measure.ITEMS:
            return say(lang, "all-items", n=len(set(target.items)))
        case _:
            words = _interval(target.acceptable, outcome, lang)
    if target.exceeding is not None and not {target.exceeding.lower, target.exceeding.upper} <= {*ends_of(target)[:2]}:
        return say(lang, "exceeded-when", bound=words, beyond=_interval(target.exceeding, outcome, lang))
    return say(lang, "or-still-none", bound=words) if target.zero_kept else words


def near_words(outcome: Outcome, lang: Language) -> str:
    """Say which values are near, with those that reach the target."""
    near = outcome.target.near
    assert near is not None
    if outcome.target.measure is Measure.ITEMS:
        return say(lang, "items-near", n=shown(near.lower or Fraction(0), lang))
    return _interval(near, outcome, lang)


def _interval(interval: Interval, outcome: Outcome, lang: Language) -> str:
    target, low, high = outcome.target, interval.lower, interval.upper
    if low is not None and high is not None:
        if low == high:
            return say(lang, f"exactly{_style(low, target)}", bound=_end(low, outcome, lang))
        return say(lang, "from-to", low=_end(low, outcome, lang), high=_end(high, outcome, lang))
    end = low if low is not None else high
    if end is None:
        return ""
    is_open, words = (
        (interval.lower_open, "this-or-better better-than") if low is not None else (interval.upper_open, "this-or-worse worse-than")
    )
    if target.measure is Measure.RANK:
        is_best = low is not None and not is_open and end == len(target.indicator.scale) - 1
        return say(lang, "this-grade" if is_best else words.split()[is_open], bound=_end(end, outcome, lang))
    if low is not None:
        counted = outcome.base is not None and target.measure is Measure.VALUE
        key = "above" if is_open else "whole-share" if counted and end == whole_of(target.indicator.unit) else "at-least"
    else:
        key = "below" if is_open else "at-most"
    style = _style(end, target)
    return say(lang, key if key in ("at-most", "whole-share") else f"{key}{style}", bound=_end(end, outcome, lang))


def _style(bound: Fraction, target: Target) -> str:
    """Tell `thấp hơn cùng kỳ` from `dưới 95%`."""
    return "-base" if target.measure.is_bound and bound == _WHOLE else ""


def _end(bound: Fraction, outcome: Outcome, lang: Language) -> str:
    target = outcome.target
    match target.measure:
        case Measure.RANK:
            return plain(target.indicator.scale[int(bound)])
        case Measure.PLAN if bound == _WHOLE:
            return say(lang, "the-plan") + by_name(target.plan)
        case Measure.PREVIOUS if bound == _WHOLE:
            return say(lang, "the-previous")
        case Measure.PLAN | Measure.SHARE_OF_PLAN:
            return say(lang, "share-of-plan", share=percent(bound, lang, written_marks(outcome), exact=4)) + by_name(target.plan)
        case Measure.PREVIOUS | Measure.SHARE_OF_PREVIOUS:
            return say(lang, "share-of-previous", share=percent(bound, lang, written_marks(outcome), exact=4))
        case Measure.POINTS if target.indicator.unit == PERCENT:
            return say(lang, "share-of-points", share=percent(bound, lang, written_marks(outcome), exact=4))
        case _:
            return said(bound, target.indicator.unit, lang, written_marks(outcome))
