"""Amounts, bounds and shares as text, with as many digits as keep them on their side of every bound."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.errors import clipped
from targets.measure import Measure
from targets.report.digits import EXACTLY, shown
from targets.report.words import Language, say
from targets.units import ITEM, PERCENT

if TYPE_CHECKING:
    from targets.interval import Interval
    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["amount", "bound_text", "by_name", "ends_of", "interval_text", "near_shares", "near_text", "plain", "share_text", "shares_of"]


def share_text(share: Fraction, lang: Language, beside: tuple[Fraction | None, ...] = ()) -> str:
    """Give a share in percent that is never shown on the wrong side of 0 or 100 %, nor of the shares beside it."""
    marks = (Fraction(0), Fraction(100), *(None if other is None else other * 100 for other in beside))
    return f"{shown(share * 100, lang, marks, exact=2)} %"


def amount(value: Fraction, unit: Unit | None, lang: Language, beside: tuple[Fraction | None, ...] = (), *, exact: int = 4) -> str:
    """Give a number with its unit."""
    text = shown(value, lang, beside, exact=exact)
    if unit is None:
        return text
    label = unit.label(lang)
    if lang == "en" and value == 1:
        label = label.replace("points of", "point of") if "points of" in label else label.removesuffix("s")
    return f"{text} {label}"


def bound_text(target: Target, lang: Language) -> str:
    """Give a target's bound as it was meant: `≥ 95 %`, `< previous`, `giữ danh hiệu`."""
    match target.measure:
        case Measure.HELD:
            return say(lang, "hold")
        case Measure.JUDGED:
            return say(lang, "judge")
        case Measure.ITEMS:
            return say(lang, "all-of", n=len(set(target.items)))
        case Measure.COMBINED:
            need = 0 if target.acceptable.lower is None else int(target.acceptable.lower)
            return say(lang, "n-of", need=need, of=len(target.parts), ids=plain(", ".join(part.id for part in target.parts)))
        case _:
            return interval_text(target.acceptable, target, lang)


def near_text(target: Target, lang: Language) -> str:
    """Give the values at which a miss is near, with those that reach the target; nothing where no miss is."""
    if target.near is None:
        return ""
    if target.measure is Measure.ITEMS:
        return f"≥ {amount(target.near.lower or Fraction(0), ITEM, lang)}"
    return interval_text(target.near, target, lang)


def interval_text(interval: Interval, target: Target, lang: Language) -> str:
    """Give an interval in the terms of the written bounds, with signs."""
    low, high = interval.lower, interval.upper
    if low is not None and high is not None:
        if low == high:
            return f"= {_end(low, target, lang)}"
        return f"{shown(low, lang, exact=EXACTLY)} – {_end(high, target, lang)}"
    if low is not None:
        return f"{'>' if interval.lower_open else '≥'} {_end(low, target, lang)}"
    return "" if high is None else f"{'<' if interval.upper_open else '≤'} {_end(high, target, lang)}"


def _end(bound: Fraction, target: Target, lang: Language) -> str:
    match target.measure:
        case Measure.RANK:
            return plain(target.indicator.scale[int(bound)])
        case Measure.PLAN if bound == 100:
            return say(lang, "plan") + by_name(target.plan)
        case Measure.PREVIOUS if bound == 100:
            return say(lang, "previous")
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-plan')}{by_name(target.plan)}"
        case Measure.SHARE_OF_PREVIOUS | Measure.PREVIOUS:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-previous')}"
        case Measure.POINTS if target.indicator.unit == PERCENT:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-points')}"
        case _:
            return amount(bound, target.indicator.unit, lang, exact=EXACTLY)


def by_name(plan: str | None) -> str:
    """Give what follows the word for a plan where it is one of several: its name."""
    return "" if plan is None else f" “{plain(clipped(plan))}”"


def ends_of(judged: Outcome | Target) -> tuple[Fraction | None, ...]:
    """Give all bounds: of an outcome in its unit, of a target as they were written."""
    return tuple(end for i in (judged.acceptable, judged.exceeding, judged.near) if i is not None for end in (i.lower, i.upper))


def shares_of(target: Target) -> tuple[Fraction | None, ...]:
    """Give the ends of a target on a share of a total, as shares: 95 % is 0.95."""
    scale = Fraction(1) if target.indicator.unit is None else target.indicator.unit.scale
    intervals = (target.acceptable, target.exceeding, target.near)
    return tuple(end * scale / 100 for i in intervals if i is not None for end in (i.lower, i.upper) if end is not None)


def near_shares(target: Target) -> tuple[Fraction | None, ...]:
    """Give the attainments at which a miss begins to be near."""
    if target.near is None:
        return ()
    low, high = target.acceptable.lower, target.acceptable.upper
    return (low and target.near.lower and target.near.lower / low, high and target.near.upper and high / target.near.upper)


def plain(text: str) -> str:
    """Take out what could move a terminal's cursor or turn the direction of a line."""
    return "".join(character if character.isprintable() else " " if character.isspace() else "�" for character in text)
