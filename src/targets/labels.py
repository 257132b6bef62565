"""The labels that people print for units, and the units they mean: nobody's text ever reaches pint."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.errors import did_you_mean
from targets.numerals import NotANumber, normal, take_numbers
from targets.units import ITEM, OF_PLAN, OF_PREVIOUS, PER_MILLE, PER_MILLE_POINTS, PERCENT, POINTS, SCORE_POINT, Kind, Unit, UnitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Units", "printed_labels"]

_POWERS = {10**3: ("nghìn", "thousand"), 10**6: ("triệu", "million"), 10**9: ("tỷ", "billion")}
_MONEY = "VND", "đồng", "VND", ("vnd", "vnđ", "đ")
_COUNTED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("people", "người", "person", ("dân", "nhân khẩu", "person", "persons")),
    ("households", "hộ", "household", ("household", "hộ gia đình")),
    ("cases", "trường hợp", "case", ("case", "vụ", "ca")),
    ("files", "hồ sơ", "file", ("file", "đơn")),
    ("blood units", "đơn vị máu", "blood_unit", ("blood unit",)),
    ("groups", "tổ", "residential_group", ("group", "tổ dân phố")),
    ("pupils", "học sinh", "pupil", ("pupil", "cháu")),
)
_PHYSICAL = (
    ("tonnes", "tấn", "tonne", ("tonne",)),
    ("kg", "kg", "kilogram", ("kilogram", "ki lô gam")),
    ("km", "km", "kilometer", ()),
    ("m", "m", "meter", ("mét",)),
    ("m²", "m²", "meter ** 2", ("m2", "mét vuông")),
    ("m³", "m³", "meter ** 3", ("m3", "mét khối")),
    ("ha", "ha", "hectare", ("hectare", "hecta", "héc ta")),
    ("kWh", "kWh", "kilowatt_hour", ()),
    ("hours", "giờ", "hour", ("hour",)),
    ("days", "ngày", "day", ("day",)),
    ("weeks", "tuần", "week", ("week",)),
    ("months", "tháng", "month", ("month",)),
    ("years", "năm", "year", ("year",)),
)
_SHARES: tuple[tuple[Unit, tuple[str, ...]], ...] = (
    (PERCENT, ("phần trăm",)),
    (PER_MILLE, ("phần nghìn",)),
    (POINTS, ("điểm %", "pp", "percentage point")),
    (PER_MILLE_POINTS, ()),
    (OF_PLAN, ("percent of plan", "% kh")),
    (OF_PREVIOUS, ("percent of previous",)),
)
_TEN_THOUSAND = Unit("per ten thousand people", "trên một vạn dân", "1 / person", Fraction(1, 10**4))
_PEOPLE = ("vạn dân", "10.000 dân", "10 000 dân", "10000 dân", "một vạn dân", "ten thousand people", "10,000 people")


def _key(label: str) -> str:
    return normal(label).casefold().replace("tỉ", "tỷ")


def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for name, vi, base, aliases in (_MONEY, *_COUNTED, *_PHYSICAL):
        unit = Unit(name, vi, base)
        table |= dict.fromkeys(map(_key, (name, vi, *aliases)), unit)
    for power, (words_vi, words_en) in _POWERS.items():
        unit = Unit(f"{words_en} VND", f"{words_vi} đồng", "VND", Fraction(power))
        # A word for thousands alone is money: `4 tỷ` is never four billion of whatever unit the indicator has.
        table |= dict.fromkeys(map(_key, (unit.name, unit.vi, words_vi, words_en, f"{words_vi} vnd", f"{words_vi} đ")), unit)
    for unit, aliases in _SHARES:
        table |= dict.fromkeys(map(_key, (unit.name, unit.vi, *aliases)), unit)
    table |= dict.fromkeys(map(_key, (_TEN_THOUSAND.name, _TEN_THOUSAND.vi, "/vạn dân", "‱")), _TEN_THOUSAND)
    table |= dict.fromkeys(map(_key, _PEOPLE), Unit("ten thousand people", "vạn dân", "person", Fraction(10**4)))
    table |= dict.fromkeys(map(_key, (ITEM.name, ITEM.vi, "item")), ITEM)
    table |= dict.fromkeys(map(_key, (SCORE_POINT.name, SCORE_POINT.vi, "point", "score points")), SCORE_POINT)
    return table


_BUILTIN = _table()
_LONGEST = 120


def printed_labels() -> tuple[str, ...]:
    """Give the built-in units as people print them, in Vietnamese and in English, for an editor to offer.

    >>> printed_labels()[:4]
    ('đồng', 'VND', 'người', 'people')
    """
    offered = (Kind.AMOUNT, Kind.SHARE, Kind.POINTS)
    return tuple(dict.fromkeys(label for unit in _BUILTIN.values() if unit.kind in offered for label in (unit.vi, unit.name)))


class Units:
    """The units of one ruleset: the built-in labels and those it declares itself.

    >>> Units().get("tỉ đồng").scale
    Fraction(1000000000, 1)
    >>> Units({"tạ": "100 kg"}).get("tạ/ha").base
    'kilogram / hectare'
    """

    __slots__ = ("_known",)

    def __init__(self, declared: Mapping[str, str] | None = None) -> None:
        """Take declared units, each label with its definition. Raises UnitError."""
        self._known = dict(_BUILTIN)
        for label, definition in (declared or {}).items():
            self._known[_key(label)] = self._define(label, definition)

    def declaring(self, label: str, definition: str) -> Units:
        """Give these units and one more: `counted` (a thing of its own), or a definition such as `100 kg`.

        Raises UnitError for a label that is taken and for a definition that cannot be read.
        """
        more = Units()
        more._known = {**self._known, _key(label): self._define(label, definition)}
        return more

    def __iter__(self) -> Iterator[tuple[str, Unit]]:
        """Every label that has been looked up or declared so far, in lower case, with its unit."""
        return iter(tuple(self._known.items()))

    def _define(self, label: str, definition: str) -> Unit:
        if _key(label) in self._known:
            message = f"`{label}` is already a unit"
            raise UnitError(message, "use it as it is, or choose another label", Code.UNKNOWN_UNIT)
        if _key(definition) == "counted":
            return Unit(label, label, f"counted:{_key(label)}")
        try:
            number, rest = take_numbers(_key(definition), "en")
        except NotANumber as error:
            message = f"`{definition}` defines no unit"
            raise UnitError(message, "write `counted`, or a number and a known unit, as in `100 kg`", Code.UNKNOWN_UNIT) from error
        known = self.get(rest)
        if number.numerator <= 0:
            message = f"`{definition}` defines no unit: a factor is above zero"
            raise UnitError(message, code=Code.UNKNOWN_UNIT)
        return Unit(label, label, known.base, known.scale * Fraction(number.numerator, number.denominator), known.kind)

    def get(self, label: str) -> Unit:
        """Give the unit of a printed label. Raises UnitError when nobody knows it."""
        key = _key(label)
        if len(key) > _LONGEST:
            message = f"unknown unit `{key[:57]}...`"
            raise UnitError(message, f"a unit has {_LONGEST} letters at the most")
        if (unit := self._known.get(key)) is None:
            unit = self._known[key] = self._compound(key) or self._scaled(key, label)
        return unit

    def _scaled(self, key: str, label: str) -> Unit:
        """Read words for thousands before a known unit; a label with a number in it is no unit."""
        number, rest = take_numbers("1" if re.search(r"\d", key) else f"1 {key}", "en")
        unit = self._known.get(rest)
        if unit is None or number.numerator == 1:
            message = f"unknown unit `{normal(label)[:60]}`"
            raise UnitError(message, _suggest(key, self._known), Code.UNKNOWN_UNIT)
        power = number.numerator
        words_vi, words_en = _POWERS.get(power, (f"{power:,}".replace(",", "."), f"{power:,}"))
        return Unit(f"{words_en} {unit.name}", f"{words_vi} {unit.vi}", unit.base, unit.scale * power, unit.kind)

    def _compound(self, key: str) -> Unit | None:
        above, slash, below = key.rpartition("/")
        if not slash or not above.strip() or not below.strip():
            return None
        over, under = self.get(above), self.get(below)
        if not over.kind is under.kind is Kind.AMOUNT:
            message = f"`{key}` divides {over.kind.value} by {under.kind.value}"
            raise UnitError(message, "only amounts are divided by amounts")
        base = f"{over.base} / {under.base}"
        return Unit(f"{over.name}/{under.name}", f"{over.vi}/{under.vi}", base, over.scale / under.scale)


def _suggest(key: str, known: Mapping[str, Unit]) -> str | None:
    labels = [unit.vi for unit in known.values()] + list(known)
    return did_you_mean(key, labels, "declare it under `units:` of the ruleset, as `counted` or as in `100 kg`")
