"""Rows on their way from files to verdicts, parted so that each part fits into memory and holds its subjects whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["MOST_ROWS", "Store"]

MOST_ROWS = 1_000_000
"""How many rows, or outcomes, are held in memory at a time."""
_MOST_PARTS = 256


class Store:
    """Takes rows in any order, and gives them back in parts: all rows of a subject and period stand in one of them.

    Few rows stay in memory; many are written into a folder, one Parquet file for each part.
    """

    def __init__(self, schema: Mapping[str, Any], rows: int, folder: Path, *, on_disk: bool = False) -> None:
        """Take the columns, about how many rows there will be, and a folder that exists and will be removed by others.

        `on_disk` rows are written however few they are, for someone else to read.
        """
        self.schema, self.folder = dict(schema), folder.absolute()  # to pyarrow a folder called `a:b` is an address
        self.parts = max(1, min(_MOST_PARTS, -(-rows // MOST_ROWS)))
        self.rows, self.on_disk = 0, on_disk or self.parts > 1
        self._held: list[pl.DataFrame] = []
        self._writers: dict[int, Any] = {}

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows; columns that they lack are empty."""
        missing = [pl.lit(None, dtype).alias(name) for name, dtype in self.schema.items() if name not in frame.columns]
        frame = frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in self.schema.items())
        self.rows += len(frame)
        if not self.on_disk:
            self._held.append(frame)
            return
        key = pl.concat_str(pl.col("subject", "period"), separator="\x1f", ignore_nulls=True).hash(seed=0) % self.parts
        for (number, *_), part in frame.with_columns(key.alias("_part")).partition_by("_part", as_dict=True).items():
            self._write(int(number), part.drop("_part"))

    def _write(self, number: int, part: pl.DataFrame) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - only for tables that do not fit into memory

        table = part.to_arrow()
        if (writer := self._writers.get(number)) is None:
            writer = self._writers[number] = parquet.ParquetWriter(self.folder / f"{number}.parquet", table.schema, compression="lz4")
        writer.write_table(table)

    def close(self) -> None:
        """Finish writing; may be called again. Whoever reads a folder finds one file at least, for its columns."""
        if self.on_disk and not self._writers:
            self._write(0, pl.DataFrame(schema=self.schema))
        for writer in self._writers.values():
            writer.close()

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Give the parts, one at a time."""
        self.close()
        if not self.on_disk:
            yield pl.concat(self._held) if self._held else pl.DataFrame(schema=self.schema)
            return
        for number in sorted(self._writers):
            yield pl.read_parquet(self.folder / f"{number}.parquet", memory_map=False, glob=False)
