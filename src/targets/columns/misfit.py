"""Labels that are no unit, or none of an indicator, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.numerals import normal
from targets.units import ITEM, Kind, UnitError, factor

if TYPE_CHECKING:
    from targets.ruleset import Indicator, Ruleset

__all__ = ["misfit_of"]


def misfit_of(indicator: Indicator, label: str | None, ruleset: Ruleset) -> tuple[str | None, str | None, str | None]:
    """Give the spelling of a label, and why amounts and counts in it are none of this indicator."""
    if indicator.unit is None:
        return label, None, None
    if label is None or not label.strip():
        bare = None if indicator.unit.kind is Kind.AMOUNT else f"a bare number for {indicator.unit.kind.value}"
        return None, bare, None
    try:
        unit = ruleset.units.get(label)
    except (UnitError, ValueError) as error:
        return label, str(error), str(error)
    spelled = normal(label).casefold()
    counted = indicator.counted_in or (unit if unit.kind is Kind.AMOUNT else ITEM)
    whys: list[str | None] = []
    for wanted in (indicator.unit, counted):
        try:
            factor(unit, wanted)
            whys.append(None)
        except UnitError as error:
            whys.append(str(error))
    return spelled, whys[0], whys[1]
