"""What of the data could not be judged: counted, the first of it kept to be shown, all of it in a file where one was asked for."""

from __future__ import annotations

import csv
from collections import Counter
from io import TextIOWrapper
from typing import TYPE_CHECKING

from targets.errors import quoted
from targets.report.sheet import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from targets.columns.texts import Reject

__all__ = ["Rejects"]

_EXAMPLES = 5
_HEADER = ("file", "line", "column", "subject", "period", "indicator", "value", "kind", "why")


class Rejects:
    """Takes faults of rows as they are found; files are named as they were given."""

    def __init__(self, paths: Sequence[str], file: BinaryIO | None) -> None:
        """Take the names of the data files, and where to write all faults."""
        self.paths = paths
        self.kinds: Counter[str] = Counter()
        self.examples: list[str] = []
        self._text = None if file is None else TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="", write_through=True)
        self._rows([_HEADER])

    def add(self, rejects: Sequence[Reject]) -> None:
        """Take some faults more."""
        self.kinds.update(reject.kind for reject in rejects)
        self.examples += [self._told(reject) for reject in rejects[: _EXAMPLES - len(self.examples)]]
        self._rows([(self._path(reject), *reject[1:]) for reject in rejects])

    def _told(self, reject: Reject) -> str:
        said = reject.value is not None and quoted(reject.value) in reject.why
        parts = (f"{self._path(reject)}:{reject.line}", reject.column, "" if reject.value is None or said else quoted(reject.value))
        return ": ".join(part for part in (*parts, reject.why) if part)

    def _path(self, reject: Reject) -> str:
        return reject.file if isinstance(reject.file, str) else self.paths[reject.file]

    def _rows(self, rows: Sequence[Sequence[object]]) -> None:
        if self._text is not None:
            csv.writer(self._text, lineterminator="\n").writerows(
                ["" if cell is None else guarded(str(cell)) for cell in row] for row in rows
            )
