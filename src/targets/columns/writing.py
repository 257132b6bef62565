"""Outcomes into a file, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from targets.columns.outcomes import OUTCOME

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Sink"]

_NUMBERS = ("actual", "bound", "shortfall", "attainment", "weight")


class Sink:
    """Writes frames of the same columns one behind the other, as Parquet or as CSV by the name of the file that it will be."""

    def __init__(self, path: Path, *, as_csv: bool) -> None:
        """Take the file to write into."""
        self.path, self.as_csv = path, as_csv
        self._writer: Any = None
        self._file: Any = None

    def add(self, frame: pl.DataFrame) -> None:
        """Write the next rows."""
        if self.as_csv:
            header = self._file is None
            if header:
                self._file = self.path.open("wb")
            frame.write_csv(self._file, include_header=header)
            return
        from pyarrow import parquet  # noqa: PLC0415 - CSV needs none

        table = frame.to_arrow()
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self.path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def close(self) -> None:
        """Finish the file; one that no rows came into has the columns alone."""
        if self._writer is None and self._file is None:
            self.add(pl.DataFrame(schema={name: pl.Float64 if name in _NUMBERS else pl.String for name in OUTCOME}))
        for one in (self._writer, self._file):
            if one is not None:
                one.close()
