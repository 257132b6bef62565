"""Every amount of a figure in the unit of its indicator, or what does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from targets.errors import Problem, quoted
from targets.figures import AMOUNTS, Fault, Figure
from targets.units import ITEM, Kind, Unit, UnitError, factor

if TYPE_CHECKING:
    from targets.labels import Units
    from targets.quantity import Quantity
    from targets.ruleset import Indicator

__all__ = ["fitted"]


def fitted(figure: Figure, indicator: Indicator, units: Units) -> Figure | Fault:
    """Turn all amounts into the indicator's unit and counts into its counted unit, or say what does not fit."""
    if figure.faults:
        return figure.faults[0]
    unit, counted_in = indicator.unit, indicator.counted_in
    assert unit is not None
    if figure.raw is not None and figure.actual is None:
        message = f"figure {quoted(figure.indicator)}: {quoted(figure.raw)} is not a number"
        return Fault(Problem(message, figure.place_of("actual"), f"write a number in `{unit.vi}`"))
    changed: dict[str, Any] = {}
    try:
        _refuse_half_said(figure, unit)
        for role in AMOUNTS:
            if (given := getattr(figure, role)) is not None:
                changed[role] = _in_unit(given, unit, units)
        for role in ("count", "total"):
            if (given := getattr(figure, role)) is not None:
                changed[role] = _in_unit(given, counted_in or ITEM, units, as_count=True)
        _refuse_odd_counts(figure, unit)
    except UnitError as error:
        role = next((r for r in (*AMOUNTS, "count", "total") if r not in changed and getattr(figure, r) is not None), "count")
        message = f"figure {quoted(figure.indicator)}: {quoted(role)}: {error}"
        return Fault(Problem(message, figure.place_of(role), error.help))
    if all(quantity is getattr(figure, role) for role, quantity in changed.items()):
        return figure
    return replace(figure, **changed)


def _refuse_half_said(figure: Figure, unit: Unit) -> None:
    """Refuse a bare number beside one with a unit where the indicator counts in thousands: nobody can tell what it means."""
    given = {role: quantity for role in AMOUNTS if (quantity := getattr(figure, role)) is not None}
    bare = [role for role, quantity in given.items() if quantity.unit is None]
    if unit.kind is Kind.AMOUNT and unit.scale != 1 and bare and len(bare) < len(given):
        message = f"{quoted(given[bare[0]].text)} has no unit, and other numbers of the figure have one"
        raise UnitError(message, f"write its unit, too, as in `{given[bare[0]].text} {unit.vi}`")


def _refuse_odd_counts(figure: Figure, unit: Unit) -> None:
    count, total = figure.count, figure.total
    if count is None and total is None:
        return
    if count is None or total is None:
        message = "a count needs its total, and a total its count"
        raise UnitError(message, "write both, as in `{count: 7, total: 9}`")
    if unit.kind is not Kind.SHARE:
        message = f"a count over a total is a share, and the indicator is in `{unit.vi}`"
        raise UnitError(message, "write the figure as `actual`")
    if count.value < 0 or (count.value > total.value and total.numerator) or total.value < 0:
        message = f"{quoted(count.text)} of {quoted(total.text)}: a count lies between 0 and its total"
        raise UnitError(message, "look whether the two are the wrong way round")


def _in_unit(given: Quantity, wanted: Unit, units: Units, *, as_count: bool = False) -> Quantity:
    unit = given.unit
    if unit is wanted or (unit is None and (as_count or wanted.kind is Kind.AMOUNT)):
        return given
    if unit is None:
        message = f"a bare number for {wanted.kind.value}"
        raise UnitError(message, f"did you mean `{given.text} {wanted.label('vi')}`?")
    if isinstance(unit, str):
        unit = units.get(unit)
    if as_count and wanted is ITEM:
        return given
    ratio = factor(unit, wanted)
    return given._replace(numerator=given.numerator * ratio.numerator, denominator=given.denominator * ratio.denominator, unit=wanted)
