"""What one cell of a workbook says: a number with its unit, a text, or why it is neither."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from targets.numerals import normal

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell

__all__ = ["Faulty", "Measured", "read_cell", "without_result"]

_DATE = (date, datetime, time, timedelta)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EXACT = Context(prec=1000)
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
        try:
            number_format = cell.number_format or ""
        except (IndexError, KeyError):
            return Faulty("a number in a format that the workbook does not hold", "format the cell as a number or as a percentage")
        exact = Decimal(repr(value))
        return Measured(_short(_hundredfold(exact)), "%") if _is_percent(number_format) else Measured(_short(exact), unit)
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


@lru_cache(maxsize=200)
def _is_percent(number_format: str) -> bool:
    """Whether a format shows a hundred times the number; a sign in quotes is only a text beside it."""
    return "%" in _QUOTED.sub("", number_format)


def _hundredfold(number: Decimal) -> Decimal:
    """Move the point, whatever the number of digits: a product would be rounded to those of the context."""
    return number.scaleb(2, _EXACT) if number.is_finite() else number


def _short(number: Decimal) -> Decimal:
    """Drop zeros that nobody printed: how many decimals a number has says how exactly it was printed."""
    if not number.is_finite():
        return number
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
