"""A hundred rules over millions of rows: ours on polars and DuckDB against the same thing written by hand on the same engine.

By hand means plain floats: what a developer writes who does not mind that an exactly met target may come out missed. Both
sides join the rules on the same key, and give verdict, shortfall and attainment for every row. Run with the number of
millions of rows (default 10) and of rounds (default 3); the rows are kept in a Parquet file beside the system's temporary
files.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl
from rounds import Goal, in_turns, report

import targets
from targets.columns import evaluate_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_OURS_PL, _HAND_PL = "targets on polars", "polars by hand"
_OURS_DB, _HAND_DB = "targets on DuckDB", "DuckDB by hand"
_COMPLETE = "targets on polars, missing figures too"


def ruleset() -> targets.Ruleset:
    """Give 40 at_least, 20 at_most, 10 strict, 10 ranges, 10 shares of plan, 5 below previous, 5 exactly within."""
    kinds: list[dict[str, Any]] = [{"at_least": "95"}] * 40 + [{"at_most": "95"}] * 20 + [{"above": "95"}] * 10
    kinds += [{"between": ["90", "100"]}] * 10 + [{"at_least": "95 % of plan"}] * 10 + [{"below": "previous"}] * 5
    kinds += [{"exactly": "95", "within": "2"}] * 5
    indicators = {f"indicator-{n:03}": {"unit": "VND"} for n in range(100)}
    rules = [{"id": f"T{n:03}", "indicator": f"indicator-{n:03}", **kind} for n, kind in enumerate(kinds)]
    return targets.load_ruleset({"ruleset": "bench", "period": 2024, "indicators": indicators, "targets": rules})


def rows(millions: float, path: Path) -> None:
    """Write figures with two decimals, two in a hundred null and one NaN, a tenth of them exactly on a bound."""
    chance, size = np.random.default_rng(20240131), int(millions * 1_000_000)
    number = np.arange(size)
    actual = np.round(chance.normal(95, 10, size), 2)
    actual[chance.random(size) < 0.1] = 95.0
    plan, previous = np.round(chance.normal(100, 5, size), 2), np.round(chance.normal(96, 8, size), 2)
    actual[chance.random(size) < 0.01] = np.nan
    frame = pl.DataFrame({
        "subject": (number // 100).astype(np.int32), "indicator": (number % 100).astype(np.int32),
        "actual": actual, "plan": plan, "previous": previous, "gone": chance.random(size) < 0.02,
    })  # fmt: skip
    names = pl.Series([f"indicator-{n:03}" for n in range(100)])
    frame.lazy().select(
        "subject",
        pl.lit("2024-01").alias("period"),
        pl.lit(names).gather(pl.col("indicator")).alias("indicator"),
        pl.when(pl.col("gone")).then(None).otherwise(pl.col("actual")).alias("actual"),
        "plan",
        "previous",
    ).collect().write_parquet(path)


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


def polars_by_hand(path: Path, rules: pl.DataFrame) -> pl.LazyFrame:
    """Judge with floats in polars: one streaming join, one expression for each output."""
    joined = pl.scan_parquet(path).join(rules.lazy(), on="indicator")
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


def _polars(frame: pl.LazyFrame) -> pl.DataFrame:
    """Count what came out, so that no row is skipped, and nothing but the work is measured."""
    some = frame.select(pl.col("verdict").str.len_bytes().sum(), pl.col("shortfall").sum(), pl.col("attainment").sum())
    return some.collect(engine="streaming")


def _duckdb(relation: Any) -> Any:
    return relation.aggregate("sum(length(verdict)), sum(shortfall), sum(attainment)").fetchall()


def main() -> None:
    """Print the ratios."""
    millions, rounds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    path = Path(tempfile.gettempdir()) / f"targets-bench-{millions:g}.parquet"
    if not path.exists():
        rows(millions, path)
    of = ruleset()
    table, connection = by_hand_rules(of), duckdb.connect()
    connection.register("rules", table.to_arrow())
    runs: dict[str, Callable[[], object]] = {
        _HAND_PL: lambda: _polars(polars_by_hand(path, table)),
        _OURS_PL: lambda: _polars(evaluate_frame(of, pl.scan_parquet(path), complete=False)),
        _HAND_DB: lambda: _duckdb(connection.sql(_SQL.format(path=path))),
        _OURS_DB: lambda: _duckdb(evaluate_frame(of, connection.read_parquet(str(path)), complete=False)),
    }
    if "--missing" in sys.argv:
        runs[_COMPLETE] = lambda: _polars(evaluate_frame(of, pl.scan_parquet(path)))
    medians = in_turns(runs, rounds)
    print(f"{millions:g} million rows, {len(of)} rules, median of {rounds}")
    report(medians, [Goal(_OURS_PL, _HAND_PL, 1.3), Goal(_OURS_DB, _HAND_DB, 1.3)], "ms")


if __name__ == "__main__":
    main()
