"""The cells of a target: values between which its verdict cannot turn, and the reasons why there may be none."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Literal

from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason, Verdict, whole_of
from targets.units import COUNTED_BASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = [
    "BY_PLAN", "BY_PREVIOUS", "COMPOSITES", "Cell", "Circumstance", "cell_of", "cells_of", "circumstances_of", "circumstances_seen",
    "is_counted", "limits_of", "stops_of",
]  # fmt: skip

Circumstance = Literal["not-yet", "first-day", "last-day", "no-longer", "tagged", "not-tagged", "condition"]
Cell = Interval | Reason | Circumstance | Literal["zero-kept", "undecided"]
"""Values in the terms of the bounds, the reason why there are none, nothing where there was nothing before, undecided
members, or when (and for whom) a target applies."""

BY_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)
BY_PREVIOUS = (Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS)
COMPOSITES = (Measure.COMBINED, Measure.POINTS)
_NOTHING, _LINE = Fraction(0), Interval()


def circumstances_of(target: Target) -> tuple[Circumstance, ...]:
    """Give the edges of when, and for whom, a target applies."""
    condition = target.applies
    if condition is None:
        return ()
    edges: tuple[tuple[Circumstance, object], ...] = (
        ("not-yet", condition.days.lower), ("first-day", condition.days.lower),
        ("last-day", condition.days.upper), ("no-longer", condition.days.upper),
        ("not-tagged", condition.tagged or None), ("tagged", condition.not_tagged or None), ("condition", condition.clauses or None),
    )  # fmt: skip
    return tuple(name for name, edge in edges if edge is not None)


def circumstances_seen(outcome: Outcome, day: date | None) -> set[Circumstance]:
    """Give the edges on which an outcome of a target stands."""
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        known = circumstances_of(outcome.target)
        return {name for name in known if any(notice.code == name for notice in outcome.warnings)}
    days = Interval() if outcome.target.applies is None else outcome.target.applies.days
    ends: tuple[tuple[Circumstance, Fraction | None], ...] = (("first-day", days.lower), ("last-day", days.upper))
    return {name for name, end in ends if day is not None and end == day.toordinal()}


def cell_of(outcome: Outcome) -> Cell | None:
    """Give the cell in which an outcome lies; a number is placed between the bounds of its target.

    None for a target that does not apply, or of which nobody knows whether it does.
    """
    target, base = outcome.target, outcome.base
    if outcome.verdict is Verdict.NOT_APPLICABLE or _is_open_condition(outcome):
        return None
    if target.measure in COMPOSITES and outcome.verdict is Verdict.UNDECIDED:
        return "undecided"
    if target.measure is Measure.COMBINED:
        reached = sum(part.verdict.is_reached for part in outcome.parts)
        return next(cell for cell in _around(target, _LINE) if cell.admits(reached))
    if outcome.reason is not None or outcome.measured is None:
        return outcome.reason or Reason.NO_FIGURE
    number = Fraction(*outcome.measured)
    if base is not None and base[0] <= 0:
        if target.zero_kept and number == base[0] == 0:
            return "zero-kept"
        number += 100 - Fraction(*base)  # such a base is its own bound, which the interval calls 100
    elif base is not None:
        whole = whole_of(target.indicator.unit) if target.measure in (Measure.VALUE, Measure.POINTS) else 100
        number = number / Fraction(*base) * whole
    return next(cell for cell in _around(target, _LINE) if cell.admits(number))


def _is_open_condition(outcome: Outcome) -> bool:
    """Whether a condition could not be decided: a fault without a figure, where no formula could have caused it."""
    target = outcome.target
    own = target.applies is not None and target.indicator.formula is None
    return own and outcome.figure is None and outcome.fault is not None


def cells_of(part: Target) -> tuple[Cell, ...]:
    """Give the cells of a target over one indicator, or over other targets, that figures may reach."""
    measure, indicator = part.measure, part.indicator
    if measure is Measure.JUDGED:
        return (Reason.NEEDS_JUDGEMENT,)
    limits, grain = limits_of(part), _grain(part) if measure is Measure.VALUE and indicator.formula is None else None
    cells: list[Cell] = [cell for cell in _around(part, limits) if _has_member(cell & limits, grain)]
    if measure in COMPOSITES:
        return (*cells, "undecided")
    return (*cells, *_reasons(part))


def _reasons(part: Target) -> Iterator[Cell]:
    """Give why a number may be lacking: each reason that some figure can bring about."""
    measure, indicator = part.measure, part.indicator
    yield from (Reason.NO_FIGURE, Reason.UNREADABLE)
    roles = set() if indicator.formula is None else {wanted.role for wanted in indicator.formula.inputs}
    if measure in BY_PLAN or "plan" in roles:
        yield Reason.NO_PLAN
    if measure in BY_PREVIOUS or "previous" in roles:
        yield Reason.NO_PREVIOUS
    share = measure in (Measure.SHARE_OF_PLAN, Measure.SHARE_OF_PREVIOUS)
    if share or (measure is Measure.VALUE and (indicator.is_part or (indicator.formula is not None and indicator.formula.divides))):
        yield Reason.NOT_FINITE
    if part.zero_kept:
        yield "zero-kept"


def _around(part: Target, limits: Interval) -> list[Interval]:
    """Part the line at every bound: below, on, between and above; each grade and each answer by itself."""
    if part.measure is Measure.RANK:
        return [_at(Fraction(rank)) for rank in range(len(part.indicator.scale))]
    if part.measure is Measure.HELD:
        return [_at(Fraction(answer)) for answer in (0, 1)]
    stops = stops_of(part)
    gaps = [Interval(upper=stops[0], upper_open=True), *(Interval(*pair, lower_open=True, upper_open=True) for pair in pairwise(stops))]
    cells = [cell for gap, stop in zip(gaps, stops, strict=True) for cell in (gap, _at(stop))]
    return [cell for cell in (*cells, Interval(lower=stops[-1], lower_open=True)) if not (cell & limits).is_empty]


def stops_of(part: Target) -> list[Fraction]:
    """Give every bound at which the verdict (or the points) may turn, in order."""
    intervals = (part.acceptable, part.exceeding, *(band.interval for band in part.bands))
    ends = (end for i in intervals if i is not None for end in (i.lower, i.upper) if end is not None)
    return sorted(set(ends))


def _at(number: Fraction) -> Interval:
    return Interval(number, number)


def limits_of(part: Target) -> Interval:
    """Give what figures can say at all: things counted are not negative, a counted share is at most all of them.

    Units: those of the bounds, as in `Target.acceptable`.
    """
    unit, measure = part.indicator.unit, part.measure
    if measure is Measure.RANK:
        return Interval(_NOTHING, Fraction(len(part.indicator.scale) - 1))
    if measure is Measure.COMBINED:
        return Interval(_NOTHING, Fraction(len(part.parts)))
    if measure is Measure.POINTS:
        most = sum((member.most_points for member in part.parts), _NOTHING)
        return Interval(_NOTHING, Fraction(100) if part.indicator.is_part else most)
    if part.indicator.formula is not None:
        return _LINE
    if measure is Measure.ITEMS:
        return Interval(_NOTHING, Fraction(len(set(part.items))))
    if measure is Measure.VALUE and part.indicator.is_part:
        return Interval(_NOTHING, Fraction(whole_of(unit)))
    return Interval(lower=_NOTHING) if part.indicator.is_part or is_counted(unit) else _LINE


def is_counted(unit: Unit | None) -> bool:
    """Whether a unit counts things, of which there is no half and no less than none."""
    return unit is not None and unit.base != "VND" and (unit.base in COUNTED_BASES or unit.base.startswith("counted:"))


def _grain(part: Target) -> Fraction | None:
    """Give the least step between two numbers of things counted; None where there is none."""
    unit = part.indicator.unit
    return 1 / unit.scale if unit is not None and is_counted(unit) else None


def _has_member(cell: Interval, grain: Fraction | None) -> bool:
    if cell.is_empty or grain is None:
        return not cell.is_empty
    if cell.lower is None:
        return True
    first = floor(cell.lower / grain) * grain
    return cell.admits(first) or cell.admits(first + grain)
