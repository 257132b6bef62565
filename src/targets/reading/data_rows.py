"""Rows of large CSV files, a batch at a time, read as `targets check` reads small ones."""

from __future__ import annotations

import csv
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.reading.headings import as_compared, is_named_plan
from targets.reading.lists import too_wide
from targets.reading.tables import COLUMNS

if TYPE_CHECKING:
    from _csv import Reader as _Reader
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["FOR_PEOPLE", "Header", "Layout", "Rows", "header_of", "rows_of"]

_KEYS = ("subject", "period", "indicator")
FOR_PEOPLE = ("note", "vintage", "section")
"""Columns that turn no verdict: they are only looked at for what a separator has parted."""
_COMMENT = "#"
_BATCH = 100_000
_NEAR = 0.8
"""How alike an unknown column is to a known one that was meant: `actaul` is, `province` is not `previous`."""


class Layout(NamedTuple):
    """What a table's columns are called and what is wanted of it.

    `columns` names columns that are not called as their roles, `ids` subject and period of a wide table, `keep` columns to
    carry along; `indicators` are the names that a wide table can have.
    """

    columns: Mapping[str, str]
    ids: tuple[str, str] | None
    keep: tuple[str, ...]
    indicators: tuple[str, ...]


class Header(NamedTuple):
    """Where each role and each kept column stands in a row, from 0; in a wide table also each indicator. `unread` are all others."""

    places: dict[str, int]
    wide: dict[str, int]
    unread: tuple[str, ...]
    width: int


class Rows(NamedTuple):
    """A batch of rows: the line of each, its cells by role, and the rows that say nothing certain, with why."""

    lines: list[int]
    cells: dict[str, tuple[str, ...]]
    odd: list[tuple[int, list[str], str]]


def header_of(path: str, layout: Layout) -> Header:
    """Read the first row. Raises TargetsError for a file that has none, and for columns that are missing, double or misspelt."""
    try:
        with _opened(path) as stream:
            rows, before = _reader(stream, layout)
            for row in rows:
                if any(cell.strip() for cell in row):
                    return _header(row, layout, Place(path, before + rows.line_num))
    except csv.Error as error:
        raise _no_csv(error, path, 1) from error
    except (OSError, UnicodeError) as error:
        raise _unreadable(error, path) from error
    help_ = f"the first row names the columns: {', '.join(_KEYS)}, actual, ..."
    raise TargetsError(Problem("the file is empty", Place(path), help_, Code.UNREADABLE))


def rows_of(path: str, layout: Layout, header: Header) -> Iterator[Rows]:
    """Give the rows behind the header in batches. Raises TargetsError where the file cannot be read on."""
    line, wanted = 0, dict(header.places)
    try:
        with _opened(path) as stream:
            rows, before = _reader(stream, layout)
            next(row for row in rows if any(cell.strip() for cell in row))
            lines: list[int] = []
            found: list[list[str]] = []
            odd: list[tuple[int, list[str], str]] = []
            for row in rows:
                line = before + rows.line_num
                if len(row) != header.width:
                    if too_wide(row, header.width, header.places.get("done")):
                        odd.append((line, row, f"the row has {len(row)} cells, the header {header.width}"))
                        continue
                    row = (row + [""] * header.width)[: header.width]  # noqa: PLW2901 - the row that was meant
                if not row[0].strip() and not any(cell.strip() for cell in row):
                    continue
                lines.append(line)
                found.append(row)
                if len(lines) >= _BATCH:
                    yield _batch(lines, found, odd, wanted, header)
                    lines, found, odd = [], [], []
            yield _batch(lines, found, odd, wanted, header)
    except csv.Error as error:
        raise _no_csv(error, path, line + 1) from error
    except (OSError, UnicodeError) as error:
        raise _unreadable(error, path) from error


def _batch(
    lines: list[int], found: list[list[str]], odd: list[tuple[int, list[str], str]], wanted: Mapping[str, int], header: Header
) -> Rows:
    columns = list(zip(*found, strict=True)) or [()] * header.width
    cells = {role: columns[place] for role, place in wanted.items()}
    if not header.wide:
        return Rows(lines, cells, odd)
    times, names = len(header.wide), tuple(header.wide)
    long = {role: tuple(cell for cell in column for _ in range(times)) for role, column in cells.items()}
    long["indicator"] = names * len(lines)
    long["actual"] = tuple(chain.from_iterable(zip(*(columns[place] for place in header.wide.values()), strict=True)))
    return Rows([line for line in lines for _ in range(times)], long, odd)


def _opened(path: str) -> TextIO:
    with Path(path).open("rb") as stream:
        wide = stream.read(2) in {b"\xff\xfe", b"\xfe\xff"}
    return Path(path).open(encoding="utf-16" if wide else "utf-8-sig")


def _reader(stream: TextIO, layout: Layout) -> tuple[_Reader, int]:
    """Give a reader with the separator that the first row shows, and how many lines stand before its own first one."""
    before, first = 0, stream.readline()
    while first == "\n":
        before, first = before + 1, stream.readline()
    if first.casefold().startswith("sep=") and len(first.rstrip("\n")) == len("sep=;"):  # how Excel is told the separator
        before, first = before + 1, stream.readline()
    known = {*COLUMNS, *(name.casefold() for name in (*layout.columns.values(), *layout.keep, *(layout.ids or ()), *layout.indicators))}

    def shown(sign: str) -> int:
        return len({cell.strip().strip('"').casefold() for cell in first.rstrip("\n").split(sign)} & known)

    return csv.reader(chain([first], stream), delimiter=max(";\t,", key=shown), strict=True), before


def _header(row: Sequence[str], layout: Layout, where: Place) -> Header:
    names = [as_compared(cell) for cell in row]
    roles = {role: role for role in COLUMNS if role not in FOR_PEOPLE and role not in layout.columns} | dict(layout.columns)
    if layout.ids is not None:
        roles = {"subject": layout.ids[0], "period": layout.ids[1]}
    by_name = {as_compared(name): role for role, name in roles.items()} | {as_compared(name): f"keep {name}" for name in layout.keep}
    wide = {as_compared(name): name for name in layout.indicators} if layout.ids is not None else {}
    problems, found, unread = [], Header({}, {}, (), len(names)), []
    for place, name in enumerate(names):
        at = Place(where.file, where.line, place + 1)
        if not name or name.startswith(_COMMENT) or name in FOR_PEOPLE:
            continue
        if names.index(name) != place:
            problems.append(Problem(f"column {quoted(name)} is given twice", at, None, Code.GIVEN_TWICE))
        elif name in by_name:
            found.places[by_name[name]] = place
        elif name in wide:
            found.wide[wide[name]] = place
        elif not is_named_plan(name) and (near := get_close_matches(name, [*by_name, *wide], n=1, cutoff=_NEAR)):
            meant = f"did you mean {quoted(near[0])}? A column whose name begins with # is not read"
            problems.append(Problem(f"unknown column {quoted(name)}", at, meant, Code.UNKNOWN_KEY))
        else:
            unread.append(row[place].strip())
    needed = [role for role in _KEYS if layout.ids is None or role in roles] + [f"keep {name}" for name in layout.keep]
    for role in needed:
        if role not in found.places:
            name = roles.get(role, role.removeprefix("keep "))
            help_ = did_you_mean(as_compared(name), names, f"the file has {', '.join(cell.strip() for cell in row[:20])}")
            problems.append(Problem(f"column {quoted(name)} is missing", Place(where.file, where.line), help_, Code.WRONG_SHAPE))
    if layout.ids is not None and not found.wide:
        problems.append(
            Problem("no column is named as an indicator", where, f"these are {', '.join(layout.indicators[:20])}", Code.WRONG_SHAPE)
        )
    if problems:
        raise TargetsError(*problems)
    people = {name: place for place, name in enumerate(names) if name in FOR_PEOPLE}
    return found._replace(places=found.places | people, unread=tuple(unread))


def _no_csv(error: csv.Error, path: str, line: int) -> TargetsError:
    return TargetsError(Problem(f"not readable as CSV: {error}", Place(path, line), "look for a quote that is not closed", Code.UNREADABLE))


def _unreadable(error: OSError | UnicodeError, path: str) -> TargetsError:
    if isinstance(error, UnicodeDecodeError):
        help_ = "save the file as UTF-8 (in Excel: `CSV UTF-8`)"
        return TargetsError(Problem(f"not written in UTF-8: byte {error.object[error.start]:#04x}", Place(path), help_, Code.UNREADABLE))
    return TargetsError(Problem(f"cannot be read: {getattr(error, 'strerror', None) or error}", Place(path), None, Code.UNREADABLE))
