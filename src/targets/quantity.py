"""A number with the unit and the words it was written with."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.numerals import NotANumber, from_python, normal, take_number, take_numbers
from targets.units import UnitError

if TYPE_CHECKING:
    from targets.labels import Units
    from targets.numerals import Numeral, Style
    from targets.units import Unit

__all__ = ["Quantity", "read_quantity"]

_QUALIFIERS = (
    "gần", "hơn", "trên", "dưới", "khoảng", "xấp xỉ", "ước đạt", "ước",
    "nearly", "almost", "about", "over", "under", "more than", "less than",
)  # fmt: skip
_QUALIFIER = re.compile(rf"({'|'.join(_QUALIFIERS)}) (?=[-+\d])", re.IGNORECASE)


# What spreadsheets make of numbers.
_ODD = (
    (re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}"), ("a day", "a spreadsheet may have taken a number for a date")),
    (re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]?\d+", re.IGNORECASE), ("scientific notation", "show the cell as a number and save again")),
)


class Quantity(NamedTuple):
    """An exact number (numerator over a positive denominator) in a unit.

    `unit` is None for a bare number and the written label while nobody has looked it up. `decimals` is how many
    decimals were printed (-6 for whole millions), `text` is what was written, `qualifier` the word before it
    (`gần`, `hơn`): it is shown and never changes a comparison. `times` is what the printed number was multiplied by.
    """

    numerator: int
    denominator: int
    unit: Unit | str | None
    decimals: int
    text: str
    qualifier: str | None = None
    times: Fraction = Fraction(1)

    @property
    def value(self) -> Fraction:
        """The number alone, in its unit."""
        return Fraction(self.numerator, self.denominator)

    @property
    def last_place(self) -> Fraction:
        """One unit in the last printed place."""
        return Fraction(10) ** -self.decimals * self.times

    def turned(self, ratio: Fraction, unit: Unit) -> Quantity:
        """Give the same quantity in another unit, `ratio` times as many of them.

        >>> half = Quantity(5, 1, None, 0, "5 ‰").turned(Fraction(1, 10), None)
        >>> half.value, half.last_place
        (Fraction(1, 2), Fraction(1, 10))
        """
        return self._replace(
            numerator=self.numerator * ratio.numerator,
            denominator=self.denominator * ratio.denominator,
            unit=unit,
            times=self.times * ratio,
        )


def read_quantity(text: Numeral, style: Style | None, units: Units) -> Quantity:
    """Read a number with its unit and the word before it; a number of a program or of JSON is bare, and itself in every style.

    Raises NotANumber; an unknown unit is kept as its label, for a ruleset may declare it. Words for thousands without a
    unit behind them count đồng: `5 tỷ 137 triệu`.

    >>> from targets.labels import Units
    >>> read_quantity("gần 7,6 tỷ đồng", "vi", Units())[:2]
    (76, 10)
    >>> read_quantity("gần 7,6 tỷ đồng", "vi", Units()).qualifier
    'gần'
    """
    if not isinstance(text, str):
        bare = from_python(text)
        return Quantity(*bare[:2], None, bare.decimals, str(text))
    plain = normal(text)
    if odd := next((said for pattern, said in _ODD if pattern.fullmatch(plain)), None):
        message = f"`{plain[:60]}` is {odd[0]}, no number"
        raise NotANumber(message, odd[1])
    word = _QUALIFIER.match(plain)
    body = plain[word.end() :] if word else plain
    number, label = take_number(body, style)
    unit = _find(units, label)
    if label and unit is None:
        number, label = take_numbers(body, style)
        unit = _find(units, label or "đồng")
    return Quantity(*number[:2], unit or label or None, number.decimals, plain, word[1] if word else None)


def _find(units: Units, label: str) -> Unit | None:
    try:
        return units.get(label) if label else None
    except UnitError:
        return None
