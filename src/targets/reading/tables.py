"""Figures from CSV: one row a figure, in the encodings and with the separators that spreadsheets write."""

from __future__ import annotations

import csv
from io import StringIO
from typing import NamedTuple

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.figures import split_items
from targets.labels import Units
from targets.reading.headings import by_name
from targets.reading.lists import IN_QUOTES, beside_list, too_wide
from targets.reading.tree import Map
from targets.units import UnitError

__all__ = ["COLUMNS", "read_csv"]

COLUMNS = (
    "subject", "period", "indicator", "actual", "unit", "plan", "previous", "of_plan", "of_previous",
    "count", "total", "reported", "grade", "done", "held", "note", "vintage", "section", "tags",
)  # fmt: skip
_REQUIRED = ("subject", "period", "indicator")
_FOR_PEOPLE = "#"
_BY_NAME = ("plan", "of_plan")


class _Mark(NamedTuple):
    line: int
    column: int


_Cells = dict[str, tuple[str, _Mark]]


def read_csv(text: str, file: str) -> list[Map]:
    """Read rows as figures documents, one for each subject and period; an empty cell is an absent value.

    A column whose name begins with # is for people and is not read; one that is called `plan.city` holds one of several
    plans.
    The column of a place is the number of the cell in its row. Raises TargetsError with every faulty row.
    """
    first_line, _, rest = text.lstrip("\n").partition("\n")
    if first_line.casefold().startswith("sep=") and len(first_line) == len("sep=;"):  # how Excel is told the separator
        text, first_line = "\n" + rest, rest.partition("\n")[0]
    separator = max(";\t,", key=lambda sign: len({*_header(first_line, sign)} & {*COLUMNS}))
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    problems: list[Problem] = []
    documents: dict[tuple[str, str], Map] = {}
    columns: list[str] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = [_column(cell) for cell in row]
                _refuse_header(columns, file, rows.line_num)
                continue
            _take_row(row, columns, documents, problems, (file, rows.line_num))
    except csv.Error as error:
        problems.append(
            Problem(f"not readable as CSV: {error}", Place(file, rows.line_num), "look for a quote that is not closed", Code.UNREADABLE)
        )
    if columns is None and not problems:
        problems.append(
            Problem("the file is empty", Place(file), f"the first row names the columns: {', '.join(COLUMNS)}", Code.UNREADABLE)
        )
    if problems:
        raise TargetsError(*problems)
    return list(documents.values())


def _column(cell: str) -> str:
    """Give what a column is called: `plan.city` and `plan:city` hold the plan of that name."""
    name = cell.strip()
    named = by_name(name)
    if named is not None and (role := named[0].casefold()) in _BY_NAME:
        return f"{role}.{named[1]}"
    return name.casefold()


def _header(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"').casefold() for cell in line.split(separator)]


def _refuse_header(columns: list[str], file: str, line: int) -> None:
    problems = []
    for number, name in enumerate(columns, 1):
        where = Place(file, line, number)
        if name.startswith(_FOR_PEOPLE):
            continue
        role, _, plan = name.partition(".")
        if name not in COLUMNS and not (plan and role in _BY_NAME):
            help_ = did_you_mean(name, COLUMNS, f"the columns are {', '.join(COLUMNS)}")
            problems.append(Problem(f"unknown column {quoted(name)}", where, help_, Code.UNKNOWN_KEY))
        elif [column.casefold() for column in columns].index(name.casefold()) != number - 1:
            problems.append(Problem(f"column {quoted(name)} is given twice", where, None, Code.GIVEN_TWICE))
    absent = [name for name in _REQUIRED if name not in columns]
    problems += [Problem(f"column {quoted(name)} is missing", Place(file, line), None, Code.WRONG_SHAPE) for name in absent]
    if problems:
        raise TargetsError(*problems)


def _take_row(
    row: list[str], columns: list[str], documents: dict[tuple[str, str], Map], problems: list[Problem], where: tuple[str, int]
) -> None:
    file, line = where
    done = columns.index("done") if "done" in columns else None
    if too_wide(row, len(columns), done):
        listed = done is not None and row[done].strip()
        help_ = IN_QUOTES if listed else "put a cell that holds the separator in double quotes"
        at = Place(file, line, done + 1 if listed and done is not None else None)
        problems.append(Problem(f"the row has {len(row)} cells, the header {len(columns)}", at, help_, Code.WRONG_SHAPE))
        return
    cells = {
        name: (cell.strip(), _Mark(line - 1, number))
        for number, (name, cell) in enumerate(zip(columns, row, strict=False))
        if cell.strip() and not name.startswith(_FOR_PEOPLE)
    }
    absent = [name for name in _REQUIRED if name not in cells]
    if absent:
        problems.append(
            Problem(
                f"{' and '.join(map(quoted, absent))} {'is' if len(absent) == 1 else 'are'} empty",
                Place(file, line),
                "fill it in on every row",
                Code.WRONG_SHAPE,
            )
        )
        return
    subject, period, indicator = (cells[name][0] for name in _REQUIRED)
    if (parted := _parted(cells, file, line)) is not None:
        problems.append(parted)
        return
    document = _document(documents, cells, (file, line))
    if (tags := cells.pop("tags", None)) is not None:
        _put(document, "tags", list(dict.fromkeys([*document.get("tags", ()), *split_items(tags[0])])), tags[1])
    values = document["values"]
    if indicator in values:
        first = values.keys_at[indicator].line + 1
        message = f"figure {quoted(indicator)} of {quoted(subject)}, {period}, is given twice"
        problems.append(Problem(message, Place(file, line), f"the first one stands at {file}:{first}", Code.GIVEN_TWICE))
        return
    _put(values, indicator, _figure(cells, file), cells["indicator"][1])


def _parted(cells: _Cells, file: str, line: int) -> Problem | None:
    """Find a cell that was meant to be the rest of the one before it: a comma or a semicolon parted them."""
    if (unit := cells.get("unit")) is not None and unit[0][0].isdecimal() and not _is_unit(unit[0]):
        help_ = "put a number with a comma in double quotes, or part the cells with semicolons"
        message = f"{quoted(unit[0])} is no unit: did the comma of a number part two cells?"
        return Problem(message, Place(file, line, unit[1].column + 1), help_, Code.BAD_NUMBER)
    if (odd := beside_list({name: cell for name, (cell, _) in cells.items()})) is not None:
        name, message = odd
        return Problem(message, Place(file, line, cells[name][1].column + 1), IN_QUOTES, Code.WRONG_SHAPE)
    return None


def _document(documents: dict[tuple[str, str], Map], cells: _Cells, where: tuple[str, int]) -> Map:
    """Give the document of the row's subject and period."""
    file, line = where
    key = cells["subject"][0], cells["period"][0]
    if (document := documents.get(key)) is None:
        document = documents[key] = _map(file, _Mark(line - 1, 0))
        for name in ("subject", "period"):
            _put(document, name, *cells[name])
        _put(document, "values", _map(file, _Mark(line - 1, 0)), _Mark(line - 1, 0))
    return document


def _figure(cells: _Cells, file: str) -> Map:
    """Give the figure of a row; cells of plans by name are one mapping."""
    figure = _map(file, cells["indicator"][1])
    for name, (cell, mark) in cells.items():
        role, _, plan = name.partition(".")
        if plan or (role in _BY_NAME and any(other.startswith(f"{role}.") for other in cells)):
            if not isinstance(figure.get(role), Map):
                _put(figure, role, _map(file, mark), mark)
            _put(figure[role], plan, cell, mark)
        elif name not in _REQUIRED:
            _put(figure, name, split_items(cell) if name == "done" else cell, mark)
    return figure


def _is_unit(label: str) -> bool:
    try:
        Units().get(label)
    except UnitError:
        return False
    return True


def _map(file: str, mark: _Mark) -> Map:
    found = Map()
    found.file, found.mark, found.keys_at, found.values_at = file, mark, {}, {}
    return found


def _put(node: Map, key: str, value: object, mark: _Mark) -> None:
    node[key] = value
    node.keys_at[key] = node.values_at[key] = mark
