"""`near`: how far beside its bound a missed target still counts as a near miss (xấp xỉ)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.errors import quoted
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import NotANumber
from targets.reading.bounds import BadBound, difference_in, read_exact
from targets.units import ITEM, Kind, UnitError, factor

if TYPE_CHECKING:
    from targets.labels import Units
    from targets.numerals import Numeral, Style
    from targets.reading.shapes import Shape
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["near_by_share", "near_of", "read_share"]

_MOST = Fraction(1, 2)
_NOT_NUMBERS = {
    Measure.RANK: "a grade is reached or it is not",
    Measure.HELD: "a title is held or it is not",
    Measure.JUDGED: "a person judges, and no number",
}


def read_share(text: Numeral, style: Style, units: Units) -> Fraction:
    """Read what a whole document calls near: a share of each bound. Raises BadBound."""
    number, unit = _read(text, style, units)
    if unit is None or unit.kind is not Kind.SHARE:
        message = f"{quoted(text)} is no share, and the units of the targets differ"
        raise BadBound(message, "give a share of each bound, as in `near: 5 %`; a difference stands beside one target")
    return _share(text, number * unit.scale / 100)


def near_by_share(share: Fraction, shape: Shape) -> Interval | None:
    """Widen what a target admits by a share of each bound; None where that is nothing, or no number decides."""
    if shape.measure in _NOT_NUMBERS:
        return None
    below, above = (abs(end or Fraction(0)) * share for end in (shape.acceptable.lower, shape.acceptable.upper))
    return _widened(shape.acceptable, below, above) if below or above else None


def near_of(text: Numeral, shape: Shape, indicator: Indicator, style: Style, units: Units) -> Interval:
    """Widen what a target admits by what stands beside it: a share of each bound, or a difference. Raises BadBound."""
    if shape.measure in _NOT_NUMBERS:
        raise BadBound(_NOT_NUMBERS[shape.measure], "leave it out", code=Code.KEYS_DISAGREE)
    wanted = ITEM if shape.measure is Measure.ITEMS else difference_in(shape.measure, indicator)
    assert wanted is not None
    number, unit = _read(text, style, units)
    if unit is not None and unit.kind is Kind.SHARE:
        if (found := near_by_share(_share(text, number * unit.scale / 100), shape)) is None:
            message = f"{quoted(text)} of a bound of zero is nothing"
            raise BadBound(message, f"give a difference: `near: 1 {wanted.vi}`")
        return found
    by = _difference(text, number, unit, wanted, shape.measure)
    return _widened(shape.acceptable, by, by)


def _difference(text: Numeral, number: Fraction, unit: Unit | None, wanted: Unit, measure: Measure) -> Fraction:
    if measure.is_bound and (unit is None or unit.kind is Kind.AMOUNT):
        base = "the plan" if measure is Measure.PLAN else "last year's figure"
        message = f"{quoted(text)} is an amount, and what is near {base} grows with it"
        raise BadBound(message, f"give a share of {base}, as in `near: 5 %`", code=Code.UNIT_MISFIT)
    if wanted.kind is not Kind.AMOUNT and (unit is None or unit.kind is Kind.AMOUNT):
        message = f"{quoted(text)} is {'a bare number' if unit is None else unit.kind.value}, and the bound is a share"
        raise BadBound(message, f"give a share of the bound (`5 %`) or a difference (`5 {wanted.vi}`)", code=Code.UNIT_MISFIT)
    try:
        return number if unit is None else number * factor(unit, wanted)
    except UnitError as error:
        raise BadBound(str(error), error.help, code=error.code) from error


def _share(text: Numeral, share: Fraction) -> Fraction:
    """Refuse a share that says where the number has to lie, and not how far it may lie from there."""
    if share > _MOST:
        message = f"{quoted(text)} of the bound is not near it"
        raise BadBound(message, "say how far beside the bound a miss is still near, as in `near: 5 %`")
    return share


def _read(text: Numeral, style: Style, units: Units) -> tuple[Fraction, Unit | None]:
    way_out = "give a share of the bound, as in `5 %`, or a difference in the unit of the target"
    try:
        number, unit = read_exact(text, style, units)
    except (NotANumber, UnitError) as error:
        raise BadBound(str(error), error.help or way_out, code=error.code) from error
    if number <= 0:
        message = f"{quoted(text)} is not above zero"
        raise BadBound(message, way_out)
    return number, unit


def _widened(interval: Interval, below: Fraction, above: Fraction) -> Interval:
    """Move both ends outwards; what stands on a new end is near, too."""
    low, high = interval.lower, interval.upper
    return Interval(None if low is None else low - below, None if high is None else high + above)
