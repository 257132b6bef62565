"""A whole run on Spark: the same questions as on one machine, asked of a distributed table, and only sums and faults brought home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlparse

import narwhals.stable.v2 as nw
import polars as pl

from targets.columns.cleaning import unknown_why
from targets.columns.evaluating import evaluate_frame
from targets.columns.misfit import misfit_of
from targets.columns.numbers import AMOUNTS, COUNTS, KEYS, NUMBERS, ROLES
from targets.columns.running import judged_indicators
from targets.columns.summary import SUMS, sums
from targets.columns.texts import Reject
from targets.errors import Problem, TargetsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.columns.parquet import Sheet
    from targets.columns.totals import Totals
    from targets.ruleset import Ruleset

__all__ = ["OnSpark", "judge", "session", "sheets_on", "stored_on"]

_WHERE = ("file", "line", *KEYS)


class OnSpark(NamedTuple):
    """Figures that are judged once each, and what is wrong with rows: `column`, `value`, `kind` and `why` beside where they stand."""

    figures: Any
    rejects: Any


def session(master: str | None) -> Any:
    """Start Spark. Raises TargetsError where it does not start, as without Java."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only where Spark was asked for

    builder = SparkSession.builder.appName("targets").config("spark.ui.showConsoleProgress", "false")
    builder = builder.master(master) if master else builder
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        line = " ".join(str(error).split())[:200]
        raise TargetsError(
            Problem(f"Spark does not start: {line}", help="it needs Java 17, and `--master` an address that answers")
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def sheets_on(spark: Any, sheets: Sequence[Sheet], keep: Sequence[str]) -> Any:
    """Read Parquet files by the roles of their columns; each row knows its file and its number there."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    found = None
    for columns in dict.fromkeys(tuple(sheet.columns.items()) for sheet in sheets):
        table = spark.read.parquet(*(str(Path(sheet.path).resolve()) for sheet in sheets if tuple(sheet.columns.items()) == columns))
        chosen = [_role(role, name, dict(table.dtypes)[name]) for role, name in columns]
        where = [f.col("_metadata.file_path").alias("file"), (f.col("_metadata.row_index") + 1).alias("line")]
        some = table.select(*where, *chosen, *(f.col(f"`{name}`").cast("string").alias(name) for name in keep))
        found = some if found is None else found.unionByName(some, allowMissingColumns=True)
    return found


def _role(role: str, name: str, dtype: str) -> Any:
    from pyspark.sql import functions as f  # noqa: PLC0415

    column = f.col(f"`{name}`")
    if role in KEYS:
        text = f.trim((column.cast("bigint") if role == "period" and dtype in ("double", "float") else column).cast("string"))
        return f.when(text != "", text).alias(role)
    return column.alias(role)


def stored_on(spark: Any, folder: Path) -> Any:
    """Read what a store has written of files of text."""
    return spark.read.parquet(*(str(path) for path in sorted(folder.glob("*.parquet"))))


def judge(ruleset: Ruleset, table: Any, keep: Sequence[str], folder: Path, totals: Totals) -> tuple[Any, Iterator[Reject]]:
    """Judge a table, and write its outcomes into a folder; gives them as they were written, and what is wrong with rows.

    `totals` takes the sums. Each part is one job of Spark: faults, outcomes, and a sum for each thing to add up by.
    """
    cleaned = _cleaned(table, ruleset, keep)
    roles = [name for name in ROLES if name in cleaned.figures.columns]
    outcomes = evaluate_frame(ruleset, cleaned.figures.select(*KEYS, *keep, *roles), keep=keep)
    outcomes.write.mode("overwrite").parquet(str(folder))
    written = table.sparkSession.read.parquet(str(folder))
    for by in totals.names():
        frame = totals.prepared(nw.from_native(written))
        rows = sums(frame, (by,) if by else ()).to_native().collect()
        if not rows:
            continue
        names = (*((by,) if by else ()), *SUMS)
        totals.take(by, pl.DataFrame([{name: row[name] for name in names} for row in rows], infer_schema_length=None))
    return written, _brought(cleaned.rejects)


def _brought(rejects: Any) -> Iterator[Reject]:
    for row in rejects.toLocalIterator():
        file = str(row["file"])
        known: int | str = int(file) if file.isdecimal() else unquote(urlparse(file).path)
        yield Reject(known, row["line"], *(row[name] for name in ("column", *KEYS, "value", "kind", "why")))


def _cleaned(table: Any, ruleset: Ruleset, keep: Sequence[str]) -> OnSpark:
    """Ask what the polars half of a run asks, in the same order: a row tells its first fault."""
    from pyspark.sql import Window  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    judged = judged_indicators(ruleset)
    table = _with_units(_complete(table), ruleset)
    keyless = f.col("subject").isNull() | f.col("period").isNull() | f.col("indicator").isNull()
    here = Window.partitionBy("subject", "period").orderBy("file", "line").rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)
    for name in keep:
        table = table.withColumn(name, f.first(name, ignorenulls=True).over(here))
    times = f.count(f.lit(1)).over(Window.partitionBy(*KEYS))
    place = f.row_number().over(Window.partitionBy(*KEYS).orderBy("file", "line"))
    table = table.withColumn("_times", f.when(~keyless, times)).withColumn("_place", place)
    mine = f.col("indicator").isin(list(judged))
    own = f.col("fault").isNotNull() & ~f.coalesce(f.col("why") == "", f.lit(False))
    bad = f.lit(False)
    for role in (name for name in NUMBERS if name in table.columns and dict(table.dtypes)[name] in ("double", "float")):
        bad = bad | f.coalesce(f.isnan(role) | f.col(role).isin(float("inf"), float("-inf")), f.lit(False))
    cases: list[tuple[Any, str, str, Any, Any]] = [
        (keyless, "no-key", "subject", f.lit(None), f.lit("subject, period or indicator is empty")),
        (~f.col("indicator").isin(list(ruleset.indicators)), "unknown-indicator", "indicator", f.col("indicator"), f.lit(unknown_why(ruleset))),
        (mine & (f.col("_times") > 1), "given-twice", "indicator", f.col("indicator"), f.lit("the figure is given twice, so none of the two counts")),
        (mine & own, "unreadable", "fault", f.col("fault"), f.coalesce("why", f.lit("the table says that it cannot be read"))),
        (mine & f.col("_why").isNotNull(), "unreadable", "unit", f.col("_written"), f.col("_why")),
        (mine & bad, "not-finite", "actual", f.lit(None), f.lit("a number is not finite")),
    ]  # fmt: skip
    kind, column, value, why = (f.lit(None).cast("string") for _ in range(4))
    for when, what, where, said, reason in reversed(cases):
        kind = f.when(when, f.lit(what)).otherwise(kind)
        column = f.when(when, f.lit(where)).otherwise(column)
        value = f.when(when, said.cast("string")).otherwise(value)
        why = f.when(when, reason).otherwise(why)
    rejects = table.select(*_WHERE, column.alias("column"), value.alias("value"), kind.alias("kind"), why.alias("why"))
    return OnSpark(_figures(table.filter(~keyless)), rejects.filter(f.col("kind").isNotNull()))


def _figures(table: Any) -> Any:
    """Give each figure once, with what is wrong with it."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    doubled, faulty = f.col("_times") > 1, f.col("fault").isNotNull() | f.col("_why").isNotNull()
    fault = f.when(f.col("fault").isin("unreadable", "not-finite") & ~doubled, f.col("fault")).when(doubled | faulty, f.lit("unreadable"))
    table = table.filter(f.col("_place") == 1).withColumn("fault", fault)
    for name in (role for role in (*NUMBERS, "grade", "held") if role in table.columns):
        table = table.withColumn(name, f.when(~doubled, f.col(name)))
    return table


def _complete(table: Any) -> Any:
    from pyspark.sql import functions as f  # noqa: PLC0415

    for name in ("fault", "why"):
        if name not in table.columns:
            table = table.withColumn(name, f.lit(None).cast("string"))
    return table


def _with_units(table: Any, ruleset: Ruleset) -> Any:
    """Join what is wrong with each unit of each indicator: there are few pairs, and they are brought home."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    nothing = f.lit(None).cast("string")
    if "unit" not in table.columns:
        return table.withColumn("_why", nothing).withColumn("_written", nothing)
    judged = judged_indicators(ruleset)
    pairs = [(row[0], row[1]) for row in table.select("indicator", "unit").distinct().collect() if row[0] in judged]
    rows = [(name, label, *misfit_of(judged[name], label, ruleset)) for name, label in pairs]
    schema = "_indicator string, _unit string, _spelled string, _no_amount string, _no_count string"
    small = f.broadcast(table.sparkSession.createDataFrame(rows, schema))
    on = (f.col("indicator") == f.col("_indicator")) & f.col("unit").eqNullSafe(f.col("_unit"))
    said = {roles: [f.col(role).isNotNull() for role in roles if role in table.columns] or [f.lit(False)] for roles in (AMOUNTS, COUNTS)}
    amounts, counts = (_any(conditions) for conditions in said.values())
    why = f.coalesce(f.when(amounts, f.col("_no_amount")), f.when(counts, f.col("_no_count")))
    joined = table.join(small, on, "left").withColumn("_why", why).withColumn("_written", f.col("unit"))
    return joined.withColumn("unit", f.col("_spelled")).drop("_indicator", "_unit", "_spelled", "_no_amount", "_no_count")


def _any(conditions: Sequence[Any]) -> Any:
    found, *others = conditions
    for other in others:
        found = found | other
    return found
