"""Lists in large tables of text of which a separator has put a part into a column for people, where nobody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.texts import Reject
from targets.errors import quoted
from targets.figures import split_items
from targets.numerals import normal
from targets.reading.data_rows import FOR_PEOPLE
from targets.reading.lists import IN_QUOTES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from targets.reading.data_rows import Rows

__all__ = ["parted"]


def parted(file: int, rows: Rows, listed: Mapping[str, Collection[str]]) -> Iterator[Reject]:
    """Tell of each cell for people that is an item of the list beside it, and does not stand in that list.

    `listed` are the items of each indicator that has a list, as they are compared.
    """
    done, columns = rows.cells.get("done"), {name: rows.cells[name] for name in FOR_PEOPLE if name in rows.cells}
    if done is None or not columns or not listed:
        return
    keys = (rows.cells[key] for key in ("subject", "period", "indicator"))
    for line, items, subject, period, indicator, *cells in zip(rows.lines, done, *keys, *columns.values(), strict=True):
        if (asked := listed.get(indicator.strip())) is None or not items.strip():
            continue
        written = {_plain(item) for item in split_items(items)}
        for name, cell in zip(columns, cells, strict=True):
            if (plain := _plain(cell)) in asked and plain not in written:
                why = f"{quoted(cell.strip())} is an item of the list, and is not counted: did a separator part the list? {IN_QUOTES}"
                of = (normal(subject) or None, normal(period) or None, indicator.strip())
                yield Reject(file, line, name, *of, cell.strip(), "item-in-note", why)


def _plain(text: str) -> str:
    return normal(text).casefold()
