"""The cells of a target: values between which its verdict cannot turn, and the reasons why there may be none."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Literal

from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason, whole_of
from targets.units import COUNTED_BASES

if TYPE_CHECKING:
    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["BY_PLAN", "BY_PREVIOUS", "Cell", "cell_of", "cells_of", "is_counted", "limits_of", "stops_of"]

Cell = Interval | Reason | Literal["zero-kept"]
"""Values in the terms of the bounds, or the reason why there are none, or nothing where there was nothing before."""

BY_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)
BY_PREVIOUS = (Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS)
_NOTHING, _LINE = Fraction(0), Interval()


def cell_of(outcome: Outcome) -> Cell:
    """Give the cell in which an outcome lies; a number is placed between the bounds of its target."""
    target, base = outcome.target, outcome.base
    if outcome.reason is not None or outcome.measured is None:
        return outcome.reason or Reason.NO_FIGURE
    number = Fraction(*outcome.measured)
    if base is not None and base[0] <= 0:
        if target.zero_kept and number == base[0] == 0:
            return "zero-kept"
        number += 100 - Fraction(*base)  # such a base is its own bound, which the interval calls 100
    elif base is not None:
        whole = whole_of(target.indicator.unit) if target.measure is Measure.VALUE else 100
        number = number / Fraction(*base) * whole
    return next(cell for cell in _around(target, _LINE) if cell.admits(number))


def cells_of(part: Target) -> tuple[Cell, ...]:
    """Give the cells of a target over one indicator that figures can reach."""
    measure, indicator = part.measure, part.indicator
    if measure is Measure.JUDGED:
        return (Reason.NEEDS_JUDGEMENT,)
    limits, grain = limits_of(part), _grain(part) if measure is Measure.VALUE else None
    cells: list[Cell] = [cell for cell in _around(part, limits) if _has_member(cell & limits, grain)]
    cells += [Reason.NO_FIGURE, Reason.UNREADABLE]
    if measure in BY_PLAN:
        cells.append(Reason.NO_PLAN)
    if measure in BY_PREVIOUS:
        cells.append(Reason.NO_PREVIOUS)
    if measure in (Measure.SHARE_OF_PLAN, Measure.SHARE_OF_PREVIOUS) or (measure is Measure.VALUE and indicator.is_part):
        cells.append(Reason.NOT_FINITE)
    return (*cells, "zero-kept") if part.zero_kept else tuple(cells)


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
    """Give every bound at which the verdict may turn, in order."""
    ends = (end for i in (part.acceptable, part.exceeding) if i is not None for end in (i.lower, i.upper) if end is not None)
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
