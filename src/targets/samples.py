"""A figure for each cell of a target: one last place beside a bound, without its base, or in a unit that does not fit."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from targets.cells import BY_PLAN, is_counted, limits_of, stops_of
from targets.figures import Figure, Plan
from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason, whole_of
from targets.quantity import Quantity
from targets.units import PERCENT, POINTS, Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from targets.cells import Cell
    from targets.outcome import Verdict
    from targets.ruleset import Indicator, Target

__all__ = ["Sample", "decimals_of", "figure_in", "misfit", "number_in", "quantity_of", "step_of"]

_NOTHING = Fraction(0)
_NOBODY: Mapping[str, Verdict] = MappingProxyType({})


class Sample(NamedTuple):
    """Figures by indicator, with the day, the tags and the judgements that belong to them; None is whatever one likes."""

    values: Mapping[str, Figure]
    as_of: date | None = None
    tags: tuple[str, ...] | None = None
    judged: Mapping[str, Verdict] = _NOBODY

    def joined(self, other: Sample) -> Sample | None:
        """Give both at once; None where they do not agree."""
        if any(other.values.get(name, figure) != figure for name, figure in self.values.items()):
            return None
        if any(other.judged.get(name, verdict) is not verdict for name, verdict in self.judged.items()):
            return None
        if None not in (self.as_of, other.as_of) and self.as_of != other.as_of:
            return None
        tags = self.tags if other.tags is None else other.tags if self.tags is None else (*self.tags, *other.tags)
        return Sample(
            {**self.values, **other.values},
            self.as_of or other.as_of,
            None if tags is None else tuple(dict.fromkeys(tags)),
            {**self.judged, **other.judged},
        )


def figure_in(part: Target, cell: Cell) -> Figure | None:
    """Give a figure that lies in a cell; None where no figure does."""
    indicator, measure = part.indicator, part.measure
    if isinstance(cell, Reason):
        return _undecided(part, cell)
    if not isinstance(cell, Interval):
        return _with_base(part, _NOTHING, _NOTHING) if cell == "zero-kept" else None
    match measure:
        case Measure.RANK:
            return Figure(indicator.id, grade=indicator.scale[int(cell.lower or 0)])
        case Measure.HELD:
            return Figure(indicator.id, held=cell.lower == 1)
        case Measure.ITEMS:
            return Figure(indicator.id, done=part.items if cell.lower is not None else part.items[:-1])
        case Measure.VALUE:
            return Figure(indicator.id, actual=quantity_of(number_in(cell, limits_of(part), step_of(part)), indicator.unit))
        case _:
            base = _base(part)
            number = number_in(cell.scaled(base / 100), limits_of(part), step_of(part))
            return _with_base(part, number, base)


def _with_base(part: Target, number: Fraction, base: Fraction) -> Figure:
    unit = part.indicator.unit
    actual, whole = quantity_of(number, unit), quantity_of(base, unit)
    if part.measure in BY_PLAN:
        if part.plan is not None:
            return Figure(part.indicator.id, actual=actual, plans=(Plan(part.plan, whole),))
        return Figure(part.indicator.id, actual=actual, plan=whole)
    return Figure(part.indicator.id, actual=actual, previous=whole)


def _undecided(part: Target, reason: Reason) -> Figure | None:
    indicator, unit = part.indicator, part.indicator.unit
    match reason:
        case Reason.NO_PLAN | Reason.NO_PREVIOUS:
            return Figure(indicator.id, actual=quantity_of(_base(part), unit))
        case Reason.NOT_FINITE if part.measure is Measure.VALUE:
            return Figure(indicator.id, count=quantity_of(_NOTHING, None), total=quantity_of(_NOTHING, None))
        case Reason.NOT_FINITE:
            return _with_base(part, _NOTHING, _NOTHING)
        case Reason.UNREADABLE:
            return misfit(indicator)
        case _:
            return None


def misfit(indicator: Indicator) -> Figure:
    """Give a figure of the kind that is most easily taken for the right one: points for a share, a share for an amount."""
    if indicator.unit is None:
        return Figure(indicator.id, raw="?")
    return Figure(indicator.id, actual=quantity_of(Fraction(1), POINTS if indicator.unit.kind is Kind.SHARE else PERCENT))


def _base(part: Target) -> Fraction:
    """Give a plan or last year's figure, whole enough for every bound to be a number of things."""
    unit = part.indicator.unit
    if unit is not None and unit.kind is Kind.SHARE:
        return Fraction(whole_of(unit), 2 if max(stops_of(part)) <= 200 else 1000)
    return Fraction(100 * 10 ** max(map(decimals_of, stops_of(part))))


def step_of(part: Target) -> Fraction:
    """Give one unit in the last place that reports print: a thing, a đồng, a hundredth of a percent."""
    unit = part.indicator.unit
    if unit is None or unit.base == "VND" or is_counted(unit):
        return 1 / (unit.scale if unit else Fraction(1))
    return Fraction(1, 10 ** max(2, *map(decimals_of, stops_of(part))))


def number_in(cell: Interval, limits: Interval, step: Fraction) -> Fraction:
    """Give the member of a cell that lies one step beside a bound, or in the middle where a step is too long."""
    within = cell & limits
    ends = [end for end in (within.lower, within.upper) if end is not None]
    beside = (
        *(end for end in (cell.lower,) if end is not None and end == cell.upper),
        *(end - step for end in (cell.upper,) if end is not None),
        *(end + step for end in (cell.lower,) if end is not None),
        sum(ends, _NOTHING) / len(ends),
    )
    return next(number for number in beside if within.admits(number))


def decimals_of(value: Fraction) -> int:
    """Count the decimals of a number, 12 at the most."""
    return next((digits for digits in range(12) if (value * 10**digits).denominator == 1), 12)


def quantity_of(value: Fraction, unit: Unit | None) -> Quantity:
    """Give a number as a figure holds it."""
    return Quantity(value.numerator, value.denominator, unit, decimals_of(value), "")
