"""Rules over millions of rows: ours on polars and DuckDB against the same thing written by hand on the same engine.

By hand means plain floats: what a developer writes who does not mind that an exactly met target may come out missed. All
sides have the same keys (text), and give verdict, shortfall and attainment for every row. Each run is a process of its own, so
that its peak memory is known; runs take turns, and whatever a run imports is imported before it begins. Processor time is printed
beside the clock's: others may use the machine, too.

    python benchmarks/columns.py 1,10 3             # millions of rows, rounds
    python benchmarks/columns.py 10 1 --targets 5000
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

import targets
from targets.columns import evaluate_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK = 1_000_000
_HANDS = {"polars": ("polars by hand, joined", "polars by hand, gathered"), "DuckDB": ("DuckDB by hand", "DuckDB by hand, by cases")}
_GOAL, _LINEAR, _MEMORY = 1.3, 1.15, 2048


def ruleset(number: int = 100) -> targets.Ruleset:
    """Give 40 at_least, 20 at_most, 10 strict, 10 ranges, 10 shares of plan, 5 below previous, 5 exactly within of a hundred."""
    kinds: list[dict[str, Any]] = [{"at_least": "95"}] * 40 + [{"at_most": "95"}] * 20 + [{"above": "95"}] * 10
    kinds += [{"between": ["90", "100"]}] * 10 + [{"at_least": "95 % of plan"}] * 10 + [{"below": "previous"}] * 5
    kinds += [{"exactly": "95", "within": "2"}] * 5
    indicators = {f"indicator-{n:04}": {"unit": "VND"} for n in range(number)}
    rules = [{"id": f"T{n:04}", "indicator": f"indicator-{n:04}", **kinds[n % 100]} for n in range(number)]
    return targets.load_ruleset({"ruleset": "bench", "period": 2024, "indicators": indicators, "targets": rules})


def rows(millions: float, number: int, path: Path) -> None:
    """Write figures with two decimals, two in a hundred null and one NaN, a tenth of them exactly on a bound."""
    writer = None
    for start in range(0, int(millions * 1_000_000), _CHUNK):
        part = _rows(start, min(_CHUNK, int(millions * 1_000_000) - start), number)
        writer = writer or pq.ParquetWriter(path, part.schema)
        writer.write_table(part)
    assert writer is not None
    writer.close()


def _rows(start: int, size: int, number: int) -> pa.Table:
    chance, rank = np.random.default_rng(20240131 + start), np.arange(start, start + size)
    actual = np.round(chance.normal(95, 10, size), 2)
    actual[chance.random(size) < 0.1] = 95.0
    plan, previous = np.round(chance.normal(100, 5, size), 2), np.round(chance.normal(96, 8, size), 2)
    actual[chance.random(size) < 0.01] = np.nan
    names = pa.array([f"indicator-{n:04}" for n in range(number)])
    return pa.table({
        "subject": pa.array((rank // number).astype(np.int32)), "period": pa.array(["2024-01"]).take(pa.array(np.zeros(size, int))),
        "indicator": names.take(pa.array(rank % number)), "actual": pa.array(actual, mask=chance.random(size) < 0.02),
        "plan": pa.array(plan), "previous": pa.array(previous),
    })  # fmt: skip


def by_hand_rules(of: targets.Ruleset) -> pl.DataFrame:
    """Give the rules as a developer would: two ends, whether they bind, and which column scales them."""
    found = []
    for target in of:
        low, high = target.acceptable.lower, target.acceptable.upper
        found.append({
            "indicator": target.indicator.id, "target": target.id,
            "low": None if low is None else float(low), "high": None if high is None else float(high),
            "strict": target.exceeding is None and (low is None) != (high is None),
            "base": {"value": 0, "share of plan": 1, "against previous": 2}[target.measure.value],
        })  # fmt: skip
    return pl.DataFrame(found)


def polars_joined(path: Path, rules: pl.DataFrame) -> pl.LazyFrame:
    """Judge with floats in polars: one streaming join on the text of the indicator."""
    return _polars_by_hand(pl.scan_parquet(path).join(rules.lazy(), on="indicator"))


def polars_gathered(path: Path, rules: pl.DataFrame) -> pl.LazyFrame:
    """Judge with floats in polars: what a rule says is found by the place of its indicator among all of them."""
    place = pl.col("indicator").cast(pl.Enum(rules["indicator"])).to_physical()
    found = pl.scan_parquet(path).with_columns(place.alias("place"))
    return _polars_by_hand(found.with_columns(*(pl.lit(rules[name]).gather("place").alias(name) for name in rules.columns[1:])))


def _polars_by_hand(joined: pl.LazyFrame) -> pl.LazyFrame:
    role, actual = pl.col("base"), pl.col("actual")
    share = pl.when(role == 1).then(100 * actual / pl.col("plan")).when(role == 2).then(100 * actual / pl.col("previous")).otherwise(actual)
    joined = joined.with_columns(value=share)
    value, low, high, strict = pl.col("value"), pl.col("low"), pl.col("high"), pl.col("strict")
    unknown = value.is_null() | ~value.is_finite()
    missed = (
        (value < low).fill_null(False) | (value > high).fill_null(False) | (strict & ((value == low) | (value == high)).fill_null(False))
    )
    beyond = ~strict & ((high.is_null() & (value > low)) | (low.is_null() & (value < high)))
    verdict = pl.when(unknown).then(pl.lit("undecided")).when(missed).then(pl.lit("missed")).when(beyond).then(pl.lit("exceeded"))
    return joined.select(
        "subject", "period", "target",
        verdict.otherwise(pl.lit("met")).alias("verdict"),
        pl.when(~unknown).then(pl.max_horizontal(low - value, value - high, 0.0)).alias("shortfall"),
        pl.when(~unknown).then(pl.when(low.is_not_null()).then(value / low).otherwise(high / value)).alias("attainment"),
    )  # fmt: skip


_SQL = """
SELECT subject, period, target,
  CASE WHEN value IS NULL OR NOT isfinite(value) THEN 'undecided'
    WHEN value < low OR value > high OR (strict AND (value = low OR value = high)) THEN 'missed'
    WHEN NOT strict AND ((high IS NULL AND value > low) OR (low IS NULL AND value < high)) THEN 'exceeded' ELSE 'met' END AS verdict,
  CASE WHEN isfinite(value) THEN greatest(low - value, value - high, 0) END AS shortfall,
  CASE WHEN isfinite(value) THEN CASE WHEN low IS NOT NULL THEN value / low ELSE high / value END END AS attainment
FROM (SELECT *, CASE base WHEN 1 THEN 100 * actual / plan WHEN 2 THEN 100 * actual / previous ELSE actual END AS value
      FROM read_parquet('{path}') JOIN rules USING (indicator))
"""
_SQL_BY_CASES = """
SELECT subject, period, target,
  CASE WHEN NOT known THEN 'undecided'
    WHEN value < low OR value > high OR (strict AND (value = low OR value = high)) THEN 'missed'
    WHEN NOT strict AND ((high IS NULL AND value > low) OR (low IS NULL AND value < high)) THEN 'exceeded' ELSE 'met' END AS verdict,
  CASE WHEN value < low THEN low - value WHEN known AND value > high THEN value - high WHEN known THEN 0 END AS shortfall,
  CASE WHEN known THEN CASE WHEN low IS NOT NULL THEN value / low ELSE high / value END END AS attainment
FROM (SELECT *, coalesce(isfinite(value), false) AS known
      FROM (SELECT *, CASE base WHEN 1 THEN 100 * actual / plan WHEN 2 THEN 100 * actual / previous ELSE actual END AS value
            FROM read_parquet('{path}') JOIN rules USING (indicator)))
"""


def _polars(frame: pl.LazyFrame) -> None:
    """Count what came out, so that no row is skipped, and nothing but the work is measured."""
    some = frame.select(pl.col("verdict").str.len_bytes().sum(), pl.col("shortfall").sum(), pl.col("attainment").sum())
    some.collect(engine="streaming")


def _duckdb(relation: Any) -> None:
    relation.aggregate("sum(length(verdict)), sum(shortfall), sum(attainment)").fetchall()


def runs(path: Path, number: int) -> dict[str, Callable[[], None]]:
    """Give everything that is measured, by name."""
    of, connection = ruleset(number), duckdb.connect()
    table = by_hand_rules(of)
    connection.register("rules", table.to_arrow())
    return {
        "polars by hand, joined": lambda: _polars(polars_joined(path, table)),
        "polars by hand, gathered": lambda: _polars(polars_gathered(path, table)),
        "targets on polars": lambda: _polars(evaluate_frame(of, pl.scan_parquet(path), complete=False)),
        "targets on polars, missing figures too": lambda: _polars(evaluate_frame(of, pl.scan_parquet(path))),
        "DuckDB by hand": lambda: _duckdb(connection.sql(_SQL.format(path=path))),
        "DuckDB by hand, by cases": lambda: _duckdb(connection.sql(_SQL_BY_CASES.format(path=path))),
        "targets on DuckDB": lambda: _duckdb(evaluate_frame(of, connection.read_parquet(str(path)), complete=False)),
    }


def one(name: str, millions: float, number: int) -> None:
    """Do one thing once, and print its seconds, its seconds on processors, and the peak memory of the process in MiB."""
    run = runs(_path(millions, number), number)[name]
    for table in (pl.LazyFrame(), duckdb.sql("SELECT 1")):
        nw.from_native(table)  # imports what narwhals knows of the engine, as duckdb and polars are imported by now
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    run()
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps([seconds, busy, after.ru_maxrss / 1024]))


def _path(millions: float, number: int) -> Path:
    return Path(tempfile.gettempdir()) / f"targets-rows-{millions:g}-{number}.parquet"


def measured(millions: float, number: int, rounds: int, *, missing: bool) -> dict[str, list[float]]:
    """Give the medians of each run: seconds, processor seconds, MiB."""
    path = _path(millions, number)
    if not path.exists():
        rows(millions, number, path)
    names = [name for name in runs(path, number) if missing or "missing" not in name]
    found: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            command = [sys.executable, __file__, str(millions), "1", "--targets", str(number), "--one", name]
            found[name].append(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    medians = {name: [statistics.median(values) for values in zip(*times, strict=True)] for name, times in found.items()}
    print(f"{millions:g} million rows, {number} rules, median of {rounds}:     seconds  processors  peak MiB")
    for name, (seconds, busy, peak) in medians.items():
        print(f"{name:<44} {seconds:14.2f} {busy:11.2f} {peak:9.0f}")
    for engine, hands in _HANDS.items():
        ours, best = medians[f"targets on {engine}"], [min(medians[hand][at] for hand in hands) for at in (0, 1)]
        word = "holds" if ours[0] / best[0] <= _GOAL else "DOES NOT HOLD"
        shown = f"{ours[0] / best[0]:.2f}x by the clock, {ours[1] / best[1]:.2f}x on processors"
        print(f"targets on {engine} / the best by hand: {shown}; goal at most {_GOAL}x: {word}")
    return medians


def main() -> None:
    """Print figures and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("millions", nargs="?", default="1,10")
    parser.add_argument("rounds", nargs="?", type=int, default=3)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--missing", action="store_true", help="complete missing figures, too")
    parser.add_argument("--one", help="do one thing, once")
    asked = parser.parse_args()
    sizes = [float(size) for size in asked.millions.split(",")]
    if asked.one:
        one(asked.one, sizes[0], asked.targets)
        return
    every = [measured(size, asked.targets, asked.rounds, missing=asked.missing) for size in sizes]
    for engine in _HANDS:
        name = f"targets on {engine}"
        if len(sizes) > 1:
            least, most = (medians[name][1] / size for medians, size in ((every[0], sizes[0]), (every[-1], sizes[-1])))
            word = "holds" if most / least <= _LINEAR else "DOES NOT HOLD"
            print(
                f"{name}: processor time of a row {most / least:.2f}x from {sizes[0]:g} to {sizes[-1]:g} million; goal {_LINEAR}x: {word}"
            )
        word = "holds" if every[-1][name][2] < _MEMORY else "DOES NOT HOLD"
        print(f"{name}: peak memory {every[-1][name][2]:.0f} MiB; goal below {_MEMORY}: {word}")


if __name__ == "__main__":
    main()
