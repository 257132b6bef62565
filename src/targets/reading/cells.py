"""What one cell of a workbook says: a number with its unit, a text, or why it is neither."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from targets.numerals import normal

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

__all__ = ["Faulty", "Measured", "read_cell", "without_result"]

_DATE = (date, datetime, time, timedelta)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_COUNT_OF_TOTAL = re.compile(r"[\d., ]+/[\d., ]+(?: [^\d/]+)?")


class Measured(NamedTuple):
    """A number as a cell holds it, or its text, and the unit that the form declares where the text itself names none."""

    value: Decimal | str
    unit: str | None


class Faulty(NamedTuple):
    """Why a cell says nothing: it makes its own figure unreadable."""

    message: str
    help: str


def without_result() -> Faulty:
    """Give the fault of a formula that nobody has worked out."""
    return Faulty("a formula without a result", "open the workbook in Excel or LibreOffice, let it calculate, and save it")


def read_cell(cell: ReadOnlyCell, unit: str | None) -> Measured | Faulty | str | bool | None:
    """Read a cell; a percent format makes 0.9412 the 94.12 % that people see, from the shortest decimal of the number."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        try:
            number_format = cell.number_format or ""
        except (IndexError, KeyError):
            return Faulty("a number in a format that the workbook does not hold", "format the cell as a number or as a percentage")
        if "%" in _QUOTED.sub("", number_format):
            return Measured(_short(exact * 100), "%")
        return Measured(_short(exact), unit)
    if isinstance(value, _DATE):
        return Faulty("a date where a number belongs", "format the cell as a number, and write the number again")
    text = normal(str(value))
    if cell.data_type == "e":
        return Faulty(f"the cell holds `{text}`", "correct the formula")
    if not text:
        return None
    if any(character.isdecimal() for character in text) and not _COUNT_OF_TOTAL.fullmatch(text):
        return Measured(text, unit)
    return text


def _short(number: Decimal) -> Decimal:
    """Drop zeros that nobody printed: how many decimals a number has says how exactly it was printed."""
    if not number.is_finite():
        return number
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else Decimal(text)
