"""Large tables of figures from CSV and Parquet files, read in batches into a store of rows that can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from targets.errors import TargetsError, quoted
from targets.reading.data_figures import Readings
from targets.reading.data_rows import Header, Layout, header_of, rows_of
from targets.reading.headings import is_named_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from targets.columns.parquet import Sheet
    from targets.columns.store import Store
    from targets.columns.texts import Reject
    from targets.errors import Problem
    from targets.numerals import Style
    from targets.reading.data_files import DataFile
    from targets.ruleset import Ruleset

__all__ = ["Opened", "opened", "read"]

_KEYS = ("subject", "period", "indicator")
_BYTES_A_ROW, _BYTES_A_CELL = 40, 4
"""How long a row of text is at the least (of a wide table a cell), to guess how many figures there are."""


class Opened(NamedTuple):
    """Files whose columns have been looked at: nothing of this can fail later but a file that is broken further on."""

    files: Sequence[DataFile]
    layout: Layout
    headers: Mapping[int, Header]
    sheets: Mapping[int, Sheet]
    schema: dict[str, Any]
    rows: int
    notes: tuple[str, ...]


def opened(
    files: Sequence[DataFile], ruleset: Ruleset, columns: Mapping[str, str], ids: tuple[str, str] | None, keep: Sequence[str]
) -> Opened:
    """Look at the columns of all files. Raises TargetsError with what is wrong with any of them, by file."""
    from targets.columns.parquet import joined, opened_sheet  # noqa: PLC0415 - engines are imported by who needs them
    from targets.columns.texts import FIGURE  # noqa: PLC0415

    layout = Layout(columns, ids, tuple(keep), tuple(ruleset.indicators))
    headers: dict[int, Header] = {}
    sheets: dict[int, Sheet] = {}
    problems: list[Problem] = []
    for number, file in enumerate(files):
        try:
            if file.kind == "csv":
                headers[number] = header_of(file.path, layout)
            else:
                sheets[number] = opened_sheet(file.path, ruleset, columns, ids, keep)
        except TargetsError as error:
            problems += error.problems
    if problems:
        raise TargetsError(*problems)
    text = [FIGURE | dict.fromkeys(keep, FIGURE["why"])] if headers else []
    rows = sum(sheet.rows * max(1, len(sheet.wide)) for sheet in sheets.values())
    rows += sum(files[number].size // (_BYTES_A_CELL if header.wide else _BYTES_A_ROW) for number, header in headers.items())
    unread = dict.fromkeys(
        name for names in (*(h.unread for h in headers.values()), *(s.unread for s in sheets.values())) for name in names
    )
    schema = joined([*text, *(sheet.schema for sheet in sheets.values())])
    return Opened(files, layout, headers, sheets, schema, rows, tuple(_notes(list(unread))))


def _notes(unread: Sequence[str]) -> Iterator[str]:
    """Say which columns are not read, and who reads plans that have a name."""
    named = list(filter(is_named_plan, unread))
    if others := [name for name in unread if name not in named]:
        yield f"columns that are not read: {', '.join(map(quoted, others))}"
    if named:
        yield f"plans by name are not read in a batch, `targets check` judges by them: {', '.join(map(quoted, named))}"


def read(
    found: Opened,
    ruleset: Ruleset,
    style: Style | None,
    store: Store,
    reject: Callable[[Sequence[Reject]], None],
    seen: Callable[[int], None],
) -> None:
    """Read all files into a store; what cannot be read goes to `reject`, and `seen` is told of each batch how many rows it has."""
    from targets.columns.parquet import as_joined, batches  # noqa: PLC0415

    for number in range(len(found.files)):
        if number in found.headers:
            for frame, rejects in _from_text(found, number, ruleset, style):
                store.add(frame)
                reject(rejects)
                seen(len(frame))
        else:
            for frame in batches(found.sheets[number], number, found.layout.keep):
                store.add(as_joined(frame, found.schema))
                seen(len(frame))
    store.close()


def _figures(rejects: Sequence[Reject], wide: Sequence[str]) -> list[Reject]:
    """Give one reject for each figure of the rows with too many cells: a row of a wide table holds several."""
    odd = [reject for reject in rejects if reject.kind == "cells"]
    return [reject._replace(indicator=name) for reject in odd for name in wide] if wide else odd


def _from_text(found: Opened, number: int, ruleset: Ruleset, style: Style | None) -> Iterator[tuple[Any, list[Reject]]]:
    from targets.columns.texts import Reject, Wanted, from_text, unreadable  # noqa: PLC0415
    from targets.reading.data_lists import parted  # noqa: PLC0415

    readings = Readings(ruleset, style)
    wanted = Wanted(readings.indicators, ruleset.units, style, readings.told, "unit" in found.schema)
    header = found.headers[number]
    for rows in rows_of(found.files[number].path, found.layout, header):
        frame, rejects = from_text(number, rows.lines, rows.cells, wanted, found.layout.keep)
        for line, row, why in rows.odd:
            subject, period, indicator = (row[header.places[key]].strip() or None if key in header.places else None for key in _KEYS)
            told = f"{why}; put a cell that holds the separator in double quotes"
            rejects.append(Reject(number, line, "", subject, period, indicator, None, "cells", told))
        rejects += parted(number, rows, readings.listed)
        if rows.odd:
            yield unreadable(_figures(rejects, tuple(header.wide))), []
        yield frame, rejects
