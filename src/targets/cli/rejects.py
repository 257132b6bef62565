"""What of the data could not be judged: counted, the first of it kept to be shown, all of it in a file where one was asked for."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from contextlib import contextmanager
from heapq import nsmallest
from io import TextIOWrapper
from typing import TYPE_CHECKING

from targets.errors import quoted
from targets.report.sheet import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from targets.columns.texts import Reject

__all__ = ["Rejects"]

_EXAMPLES = 5
_HEADER = ("file", "line", "column", "subject", "period", "indicator", "value", "kind", "why")


class Rejects:
    """Takes faults of rows as they are found, and gives them by file and line; files are named as they were given."""

    def __init__(self, paths: Sequence[str], file: BinaryIO | None) -> None:
        """Take the names of the data files, and where to write all faults."""
        self.paths, self._file = paths, file
        self.kinds: Counter[str] = Counter()
        self._first: list[Reject] = []
        if file is not None:
            # Faults come part by part, and there may be more of them than memory holds: this sorts on disk, in a file of its own.
            self._found = sqlite3.connect("")
            self._found.execute("CREATE TABLE found (file, line, cells)")

    @property
    def examples(self) -> list[str]:
        """The first faults, in words."""
        return [self._told(reject) for reject in self._first]

    def add(self, rejects: Sequence[Reject]) -> None:
        """Take some faults more."""
        self.kinds.update(reject.kind for reject in rejects)
        self._first = nsmallest(_EXAMPLES, [*self._first, *rejects], key=_order)
        if self._file is not None:
            with _as_of_files():
                self._found.executemany("INSERT INTO found VALUES (?, ?, ?)", (self._row(reject) for reject in rejects))

    def close(self) -> None:
        """Write all faults, once there are no more."""
        if self._file is not None:
            with _as_of_files():
                rows = self._found.execute("SELECT cells FROM found ORDER BY file, line, rowid")
                text = TextIOWrapper(self._file, "utf-8", errors="backslashreplace", newline="", write_through=True)
                csv.writer(text, lineterminator="\n").writerows(_rows(rows))
                text.detach()
            self._found.close()

    def _row(self, reject: Reject) -> tuple[int | str, int | None, str]:
        return reject.file, reject.line, json.dumps((self._path(reject), *reject[1:]))

    def _told(self, reject: Reject) -> str:
        said = reject.value is not None and quoted(reject.value) in reject.why
        parts = (f"{self._path(reject)}:{reject.line}", reject.column, "" if reject.value is None or said else quoted(reject.value))
        return ": ".join(part for part in (*parts, reject.why) if part)

    def _path(self, reject: Reject) -> str:
        return reject.file if isinstance(reject.file, str) else self.paths[reject.file]


@contextmanager
def _as_of_files() -> Iterator[None]:
    """Raise what a full disk does here as what it does everywhere: OSError, which whoever opened the file tells of."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _order(reject: Reject) -> tuple[bool, int | str, int]:
    return isinstance(reject.file, str), reject.file, reject.line or 0


def _rows(found: Iterable[tuple[str]]) -> Iterator[Sequence[str]]:
    yield _HEADER
    for (cells,) in found:
        yield ["" if cell is None else guarded(str(cell)) for cell in json.loads(cells)]
