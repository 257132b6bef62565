"""What a row costs that is not short: long numbers, units that are converted, and figures that have to be found missing.

The table and the rules of `columns.py`, in memory; verdict, shortfall and attainment are summed up. Each kind of table is
measured on polars and on DuckDB beside the table of short numbers, in turns; seconds are those of processors.

    python benchmarks/slow_rows.py 1 3   # million rows, rounds
"""

from __future__ import annotations

import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import columns
import duckdb
import numpy as np
import polars as pl

from targets.columns import evaluate_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import targets

_RARE = 50_000


def tables(size: int) -> dict[str, tuple[pl.DataFrame, bool]]:
    """Give each kind of table, and whether missing figures are to be found in it."""
    short: Any = pl.from_arrow(columns._rows(0, size, 100))  # noqa: SLF001 - the same table
    long = (pl.col("actual") + pl.lit(np.random.default_rng(7).random(size) * 1e-13 + 1e-12)).alias("actual")
    rare = pl.when(pl.int_range(pl.len()) % _RARE == 0).then(long).otherwise("actual").alias("actual")
    return {
        "short numbers": (short, False),
        "one long number in 50,000": (short.with_columns(rare), False),
        "long numbers": (short.with_columns(long), False),
        "the indicator's own unit": (short.with_columns(unit=pl.lit("đồng")), False),
        "units that are converted": (short.with_columns(unit=pl.lit("nghìn đồng")), False),
        "missing figures found, too": (short, True),
    }


def judge(of: targets.Ruleset, table: Any, add_up: Callable[[Any], None], *, complete: bool) -> None:
    """Judge a table, and read what came out."""
    add_up(evaluate_frame(of, table, complete=complete))


def main() -> None:
    """Print microseconds a row, and how many times those of short numbers they are."""
    millions, rounds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    size, of, connection = int(millions * 1_000_000), columns.ruleset(), duckdb.connect()
    runs: dict[tuple[str, str], Callable[[], object]] = {}
    for name, (frame, complete) in tables(size).items():
        relation = connection.from_arrow(frame.to_arrow())
        runs[name, "polars"] = partial(judge, of, frame.lazy(), columns._polars, complete=complete)  # noqa: SLF001 - the same sums
        runs[name, "DuckDB"] = partial(judge, of, relation, columns._duckdb, complete=complete)  # noqa: SLF001
    found: dict[tuple[str, str], list[float]] = {key: [] for key in runs}
    for _ in range(rounds):
        for key, run in runs.items():
            start = time.process_time()
            run()
            found[key].append((time.process_time() - start) / size * 1e6)
    print(f"{millions:g} million rows, median of {rounds}: microseconds of a processor for a row")
    for (name, engine), each in found.items():
        per_row, base = statistics.median(each), statistics.median(found["short numbers", engine])
        print(f"{name:<28} {engine}  {per_row:6.2f}  {per_row / base:5.1f}x")


if __name__ == "__main__":
    main()
