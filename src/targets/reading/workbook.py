"""Figures from an Excel workbook: a form that `targets form` wrote, or any table with the headings that offices use.

Rows and columns may have been inserted or moved: columns are found by their headings, rows by their code or their title.
"""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from targets.errors import Place, Problem, TargetsError, quoted
from targets.reading.archive import opened
from targets.reading.sheet_table import FormFacts, Known, TableReader, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

    from targets.reading.sheet_table import Row
    from targets.reading.tree import Map

__all__ = ["FORM", "read_workbook"]

FORM, _HIDDEN = "targets.form/1", "_targets"
_MOST_ROWS, _MOST_COLUMNS = 200_000, 60


def read_workbook(data: bytes, file: str) -> list[Map]:
    """Read the sheets of a workbook as figures documents. Raises TargetsError."""
    _, has_formulas = opened(data, file)
    book = _load(data, file, values=True)
    try:
        form = _form(book)
    except Exception as error:  # the hidden sheet is as little to be trusted as the others
        raise _unreadable(file, error) from error
    found: list[Map] = []
    problems: list[Problem] = []
    formulas = _load(data, file, values=False) if has_formulas else None
    for sheet in book.worksheets:
        if sheet.title != _HIDDEN and sheet.sheet_state == "visible":
            empty = _formulas(_rows(formulas[sheet.title], file)) if formulas else frozenset()
            found += TableReader(file, sheet.title, form, empty, problems).document(_rows(sheet, file))
    if not found and not problems:
        help_ = "it needs a row of headings such as `Chỉ tiêu`, `Kế hoạch`, `Thực hiện`: `targets form` writes such a workbook"
        problems.append(Problem("no sheet holds a table of figures", Place(file), help_))
    if problems:
        raise TargetsError(*problems)
    return found


def _load(data: bytes, file: str, *, values: bool) -> Workbook:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - only a workbook needs it
    except ImportError as error:
        help_ = "install it with `pip install 'targets[excel]'`"
        raise TargetsError(Problem("reading a workbook needs openpyxl", Place(file), help_)) from error
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # a hostile workbook makes it raise anything
        raise _unreadable(file, error) from error


def _unreadable(file: str, error: Exception) -> TargetsError:
    return TargetsError(
        Problem(f"not readable as a workbook: {quoted(error)}", Place(file), "open it in Excel and save it again as `.xlsx`")
    )


def _rows(sheet: Any, file: str) -> Iterator[Row]:
    """Give the rows, whatever size the sheet claims to have; a form has never so many as to be refused."""
    sheet.reset_dimensions()
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > _MOST_ROWS:
                break
            yield row if len(row) <= _MOST_COLUMNS else row[:_MOST_COLUMNS]
        else:
            return
    except Exception as error:  # a hostile sheet makes it raise anything
        raise _unreadable(file, error) from error
    raise TargetsError(Problem(f"more than {_MOST_ROWS:,} rows", Place(file, sheet=sheet.title), "delete the rows below the form"))


def _formulas(rows: Iterator[Row]) -> frozenset[tuple[int, int]]:
    """Find the cells that hold formulas."""
    return frozenset(
        (number, column) for number, row in enumerate(rows, 1) if row for column, cell in enumerate(row, 1) if cell.data_type == "f"
    )


def _form(book: Workbook) -> FormFacts:
    about: dict[str, str] = {}
    by_name: dict[str, Known] = {}
    if _HIDDEN in book.sheetnames:
        book[_HIDDEN].reset_dimensions()
        for row in islice(book[_HIDDEN].iter_rows(max_col=6, values_only=True), _MOST_ROWS):
            key, *rest = ["" if value is None else str(value) for value in row]
            if key == "indicator":
                known = Known(rest[0], rest[1], rest[2] or None)
                for name in {rest[0], *rest[3:5]} - {""}:
                    by_name[plain_name(name)] = known
            elif key and rest[0]:
                about[key] = rest[0]
    return FormFacts(about, by_name)
