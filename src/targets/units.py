"""Units: their exact factors, and the kinds of percentages that never mix.

pint knows dimensions and factors; it is asked (and imported) only when two units do not share their base.
Words for thousands belong to the scale, so `tỷ đồng` and `đồng` share the base VND.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from targets.codes import Code

if TYPE_CHECKING:
    import pint

__all__ = [
    "COUNTED_BASES", "GRADE", "ITEM", "OF_PLAN", "OF_PREVIOUS", "PERCENT", "PER_MILLE", "PER_MILLE_POINTS", "POINTS",
    "SCORE_POINT", "TITLE", "Kind", "Unit", "UnitError", "factor", "whole_ratio",
]  # fmt: skip


class Kind(Enum):
    """What a number with this unit is; numbers of two kinds are never compared."""

    AMOUNT = "an amount"
    SHARE = "a share"
    POINTS = "a difference of two shares"
    OF_PLAN = "a share of the plan"
    OF_PREVIOUS = "a share of last year's figure"


class UnitError(ValueError):
    """Two units that do not fit, or a label that nobody knows; `help` is the way out."""

    def __init__(self, message: str, help: str | None = None, code: Code = Code.UNIT_MISFIT) -> None:
        """Take the message, the way out and the kind of fault."""
        super().__init__(message)
        self.help, self.code = help, code


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `scale` times `base`, where `base` is a pint expression or `counted:NAME`; `vi` is its printed label."""

    name: str = field(compare=False)
    vi: str = field(compare=False)
    base: str
    scale: Fraction = Fraction(1)
    kind: Kind = Kind.AMOUNT

    def label(self, lang: str) -> str:
        """Give what stands behind a number in this language."""
        if self.kind is Kind.SHARE and self.scale == 1:
            return "%"
        return self.vi if lang == "vi" else self.name

    @property
    def is_whole(self) -> bool:
        """Whether it counts things that come whole: people, households, files."""
        return self.scale == 1 and self.thing is not None

    @property
    def thing(self) -> Fraction | None:
        """One of the things that it counts, in this unit (1/1000 for thousands of people); None where things do not come whole.

        >>> Unit("thousand people", "nghìn người", "person", Fraction(1000)).thing
        Fraction(1, 1000)
        """
        ratio = " / " in self.base or " * " in self.base
        return 1 / self.scale if self.base in _WHOLE or (self.base.startswith("counted:") and not ratio) else None

    @property
    def difference(self) -> Unit:
        """The unit of a difference of two such numbers: percentage points for percent."""
        return _DIFFERENCES.get(self, self)


PERCENT = Unit("percent", "%", "percent", kind=Kind.SHARE)
PER_MILLE = Unit("per mille", "‰", "percent", Fraction(1, 10), Kind.SHARE)
POINTS = Unit("percentage points", "điểm phần trăm", "percent", kind=Kind.POINTS)
PER_MILLE_POINTS = Unit("per mille points", "điểm phần nghìn", "percent", Fraction(1, 10), Kind.POINTS)
OF_PLAN = Unit("% of plan", "% kế hoạch", "percent", kind=Kind.OF_PLAN)
OF_PREVIOUS = Unit("% of previous", "% cùng kỳ", "percent", kind=Kind.OF_PREVIOUS)
_POINTS_OF_PLAN = Unit("points of plan", "điểm % kế hoạch", "percent", kind=Kind.OF_PLAN)
_POINTS_OF_PREVIOUS = Unit("points of previous", "điểm % cùng kỳ", "percent", kind=Kind.OF_PREVIOUS)
ITEM = Unit("items", "mục", "counted:item")
GRADE = Unit("grades", "bậc", "counted:grade")
TITLE = Unit("titles", "danh hiệu", "counted:title")
SCORE_POINT = Unit("points", "điểm", "score_point")
_DIFFERENCES = {
    PERCENT: POINTS, PER_MILLE: PER_MILLE_POINTS, OF_PLAN: _POINTS_OF_PLAN, OF_PREVIOUS: _POINTS_OF_PREVIOUS,
}  # fmt: skip
COUNTED_BASES = ("VND", "person", "household", "case", "file", "blood_unit", "residential_group", "pupil", "score_point")
"""Dimensions that pint does not know: one for each thing that is paid or counted."""
_WHOLE = frozenset(COUNTED_BASES) - {"VND", "score_point"}


def whole_ratio(unit: Unit | None) -> tuple[int, int]:
    """Give what bounds in a unit of shares call all of it, as an integer ratio: 100 in percent, 1000 in per mille.

    >>> whole_ratio(PER_MILLE), whole_ratio(Unit("third", "3 %", "percent", Fraction(3), Kind.SHARE))
    ((1000, 1), (100, 3))
    """
    return (100, 1) if unit is PERCENT or unit is None else (100 / unit.scale).as_integer_ratio()


def factor(given: Unit, wanted: Unit) -> Fraction:
    """Give the exact factor that turns a number of one unit into a number of another.

    Raises UnitError when the two are of different kinds or dimensions.

    >>> factor(Unit("tonnes", "tấn", "tonne"), Unit("kg", "kg", "kilogram"))
    Fraction(1000, 1)
    >>> factor(PERCENT, POINTS)
    Traceback (most recent call last):
    targets.units.UnitError: `%` is a share, `điểm phần trăm` is a difference of two shares
    """
    if given.kind is not wanted.kind:
        message = f"`{given.vi}` is {given.kind.value}, `{wanted.vi}` is {wanted.kind.value}"
        raise UnitError(message, f"give it in `{wanted.vi}`")
    between = Fraction(1) if given.base == wanted.base else _between(given.base, wanted.base)
    if between is None:
        message = f"`{given.vi}` cannot be turned into `{wanted.vi}`"
        raise UnitError(message, f"give it in `{wanted.vi}`")
    return given.scale * between / wanted.scale


@cache
def _between(given: str, wanted: str) -> Fraction | None:
    """Ask pint for the factor between two bases; None when their dimensions differ."""
    if "counted:" in given or "counted:" in wanted:
        return None
    registry = _registry()
    one, other = registry.Unit(given), registry.Unit(wanted)
    if one.dimensionality != other.dimensionality:
        return None
    return Fraction(registry.convert(Fraction(1), one, other))


_building = Lock()


def _registry() -> pint.UnitRegistry[Fraction]:
    """Build pint's registry once, whole and under a lock: a lazily built one breaks under threads."""
    with _building:
        return _build()


@cache
def _build() -> pint.UnitRegistry[Fraction]:
    from pint import UnitRegistry  # noqa: PLC0415 - importing pint costs more than everything else here

    registry: pint.UnitRegistry[Fraction] = UnitRegistry(non_int_type=Fraction, on_redefinition="raise")
    for base in COUNTED_BASES:
        registry.define(f"{base} = [{base}]")
    registry.convert(Fraction(1), "tonne", "kilogram")
    return registry
