"""Every amount of a figure in the unit of its indicator, or what does not fit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.errors import Problem, quoted
from targets.figures import AMOUNTS, COUNTS, Fault, Figure
from targets.numerals import says_thousands
from targets.units import ITEM, Kind, Unit, UnitError, factor, whole_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.labels import Units
    from targets.quantity import Quantity
    from targets.ruleset import Indicator

__all__ = ["fitted"]


class _Misfit(UnitError):
    """What does not fit, and which role of the figure is to blame."""

    def __init__(self, role: str, message: str, help: str | None = None) -> None:
        """Take the role at fault, the message and the way out."""
        super().__init__(message, help)
        self.role = role


def fitted(figure: Figure, indicator: Indicator, units: Units) -> Figure | Fault:
    """Turn all amounts into the indicator's unit and counts into its counted unit, or say what does not fit."""
    if figure.faults:
        return figure.faults[0]
    unit, counted_in = indicator.unit, indicator.counted_in
    assert unit is not None
    if figure.raw is not None and figure.actual is None:
        message = f"figure {quoted(figure.indicator)}: {quoted(figure.raw)} is not a number"
        return Fault(Problem(message, figure.place_of("actual"), f"write a number in `{unit.vi}`"), role="actual")
    changed: dict[str, Any] = {}
    given: dict[str, Quantity] = {role: quantity for role in AMOUNTS if (quantity := getattr(figure, role)) is not None}
    if figure.plans:
        given |= {f"plan.{plan.name}": plan.amount for plan in figure.plans if plan.amount is not None}
    try:
        _refuse_half_said(given, unit, units)
        for role, quantity in given.items():
            changed[role] = _in_unit(role, quantity, unit, units)
        if figure.count is not None or figure.total is not None:
            _refuse_odd_counts(figure, unit)
            counted_in = counted_in or _common_unit(figure, units)
            given |= {role: getattr(figure, role) for role in COUNTS}
            _refuse_half_said({role: given[role] for role in COUNTS}, counted_in, units)
            for role in COUNTS:
                changed[role] = _in_unit(role, given[role], counted_in, units)
            _refuse_odd_share(changed["count"], changed["total"])
            _refuse_contradiction(changed.get("actual"), changed["count"], changed["total"], figure, unit)
    except _Misfit as error:
        message = f"figure {quoted(figure.indicator)}: {quoted(error.role)}: {error}"
        return Fault(Problem(message, figure.place_of(error.role), error.help), role=error.role)
    if all(quantity is given[role] for role, quantity in changed.items()):
        return figure
    if figure.plans:
        plans = tuple(plan._replace(amount=changed.pop(f"plan.{plan.name}", None)) for plan in figure.plans)
        return replace(figure, **changed, plans=plans)
    return replace(figure, **changed)


def _refuse_half_said(given: Mapping[str, Quantity], unit: Unit, units: Units) -> None:
    """Refuse a bare number beside one with a unit where it could be meant in thousands: nobody can tell.

    Money is printed in thousands and millions everywhere; other things are taken one by one where the indicator and all
    that is labelled do so. 0 is 0 in every unit.
    """
    bare = [(role, quantity.text) for role, quantity in given.items() if quantity.unit is None and quantity.numerator]
    labelled = {role: quantity for role, quantity in given.items() if quantity.unit is not None}
    if not bare or not labelled or unit.kind is not Kind.AMOUNT:
        return
    plain = unit.scale == 1 and unit.base != "VND"
    if plain and all(
        _looked_up(role, quantity, units) == unit and not says_thousands(quantity.text) for role, quantity in labelled.items()
    ):
        return
    for role, quantity in labelled.items():
        _in_unit(role, quantity, unit, units)  # a unit that fits nothing is what is wrong, and no other number's lack of one
    role, text = bare[0]
    raise _Misfit(
        role, f"{quoted(text)} has no unit, and other numbers of the figure have one", f"write its unit, too, as in `{text} {unit.vi}`"
    )


def _common_unit(figure: Figure, units: Units) -> Unit:
    """Give the unit that count and total share where the indicator names none: the smaller of theirs, items for bare numbers."""
    found: list[Unit] = []
    for role in COUNTS:
        if (unit := _looked_up(role, getattr(figure, role), units)) is None:
            continue
        if unit.kind is not Kind.AMOUNT:
            help_ = "count things, as in `{count: 7, total: 9}`, or write the share as `actual`"
            raise _Misfit(role, f"{unit.kind.value} is no count", help_)
        found.append(unit)
    try:
        return min(found, key=lambda unit: factor(unit, found[0]), default=ITEM)
    except UnitError as error:
        raise _Misfit(COUNTS[1], str(error), error.help) from error


def _looked_up(role: str, given: Quantity, units: Units) -> Unit | None:
    try:
        return units.get(given.unit) if isinstance(given.unit, str) else given.unit
    except UnitError as error:
        raise _Misfit(role, str(error), error.help) from error


def _refuse_contradiction(actual: Quantity | None, count: Quantity, total: Quantity, figure: Figure, unit: Unit) -> None:
    """Refuse an actual that is not the share of its own count and total; what rounding explains is no contradiction."""
    if actual is None or not total.numerator:
        return
    computed = Fraction(*whole_ratio(unit)) * count.value / total.value
    if abs(computed - actual.value) >= actual.last_place:
        message = f"{quoted(actual.text)} contradicts {quoted(count.text)} of {quoted(total.text)}"
        where = figure.place_of("actual")
        raise _Misfit(COUNTS[0], message + (f" ({where})" if where else ""), "keep the one that is right")


def _refuse_odd_counts(figure: Figure, unit: Unit) -> None:
    role = "count" if figure.count is not None else "total"
    if figure.count is None or figure.total is None:
        message = "a count needs its total, and a total its count"
        raise _Misfit(role, message, "write both, as in `{count: 7, total: 9}`")
    if unit.kind is not Kind.SHARE:
        message = f"a count over a total is a share, and the indicator is in `{unit.vi}`"
        raise _Misfit(role, message, "write the figure as `actual`")


def _refuse_odd_share(count: Quantity, total: Quantity) -> None:
    if count.value < 0 or (count.value > total.value and total.numerator) or total.value < 0:
        message = f"{quoted(count.text)} of {quoted(total.text)}: a count lies between 0 and its total"
        raise _Misfit("total" if count.value >= 0 and total.value < 0 else "count", message, "look whether the two are the wrong way round")


def _in_unit(role: str, given: Quantity, wanted: Unit, units: Units) -> Quantity:
    unit = _looked_up(role, given, units)
    if unit is wanted or (unit is None and wanted.kind is Kind.AMOUNT):
        return given
    if unit is None:
        raise _Misfit(role, f"a bare number for {wanted.kind.value}", f"did you mean `{given.text} {wanted.label('vi')}`?")
    try:
        return given.turned(factor(unit, wanted), wanted)
    except UnitError as error:
        raise _Misfit(role, str(error), error.help) from error
