"""One number of a figure as it was written: bare, with a unit, as a cell, or as a printed share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from targets.errors import quoted
from targets.labels import Units
from targets.numerals import NotANumber, normal
from targets.quantity import Quantity, read_quantity
from targets.reading.cells import Measured
from targets.units import PERCENT, Kind, UnitError

if TYPE_CHECKING:
    from decimal import Decimal

    from targets.numerals import Style
    from targets.units import Unit

__all__ = ["printed_share", "written_quantity"]

_UNITS = Units()


def written_quantity(value: str | float | Decimal | Measured, style: Style | None, unit: str | None) -> Quantity:
    """Read a number; `unit` is that of bare ones, where the figure names one. Raises NotANumber."""
    value, unit = value if isinstance(value, Measured) else (value, unit)
    quantity = read_quantity(value, style, _UNITS)
    if quantity.unit is None and unit is not None:
        # `_replace` takes several times as long.
        return Quantity(
            quantity.numerator, quantity.denominator, _named(unit), quantity.decimals, quantity.text, quantity.qualifier, quantity.times
        )
    return quantity


def printed_share(role: str, quantity: Quantity) -> Quantity:
    """Give a printed share in percent; a bare number could be a share or a hundred times one. Raises NotANumber."""
    unit = quantity.unit
    if unit is None:
        message = "a bare number for a share"
        raise NotANumber(message, f"did you mean `{quantity.text} %`?")
    kinds = {"of_plan": (Kind.SHARE, Kind.OF_PLAN), "of_previous": (Kind.SHARE, Kind.OF_PREVIOUS)}
    wanted = kinds.get(role.partition(".")[0], (Kind.SHARE,))
    if isinstance(unit, str) or unit.kind not in wanted:
        message = f"{quoted(quantity.text)} is not a share"
        raise NotANumber(message, "write it as printed, in percent: `94,12 %`")
    return quantity.turned(unit.scale, PERCENT)


@lru_cache(maxsize=1000)
def _named(label: str) -> Unit | str:
    """Look up the unit that a column or a key names; one that nobody knows here may be declared by a ruleset."""
    try:
        return _UNITS.get(label)
    except UnitError as error:
        if normal(label)[:1].isdecimal():
            message = f"`unit`: {quoted(label)} holds a number"
            raise NotANumber(message, "write thousands in words, as in `nghìn đồng`") from error
        return normal(label)
