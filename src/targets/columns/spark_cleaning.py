"""What of a table of Spark cannot be judged: marked there, brought home row by row, and told in the words of one machine."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from targets.columns.cleaning import FIRST, TIMES, told_of
from targets.columns.faults import FAULTS, UNREADABLE, odd_grades
from targets.columns.misfit import misfit_of
from targets.columns.numbers import AMOUNTS, COUNTS, KEYS, NUMBERS
from targets.columns.running import judged_indicators
from targets.columns.spark_tables import small
from targets.numerals import normal
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from targets.columns.texts import Reject
    from targets.ruleset import Ruleset

__all__ = ["OnSpark", "brought", "cleaned_on_spark"]

_AT_A_TIME = 10_000
_WRITTEN = "_written"


class OnSpark(NamedTuple):
    """Figures that are judged once each, and the rows with which something is wrong, as they were written."""

    figures: Any
    odd: Any


def brought(odd: Any, schema: Mapping[str, Any], ruleset: Ruleset, keep: Sequence[str]) -> Iterator[list[Reject]]:
    """Bring odd rows home, some thousands at a time, and tell what is wrong with them."""
    types = {**schema, TIMES: pl.Int64, **{FIRST + name: pl.String for name in keep}}
    judged, rows = judged_indicators(ruleset), odd.toLocalIterator()
    while some := [tuple(row) for row in islice(rows, _AT_A_TIME)]:
        yield told_of(pl.DataFrame(some, schema={name: types[name] for name in odd.columns}, orient="row"), ruleset, judged, keep)


def cleaned_on_spark(table: Any, ruleset: Ruleset, keep: Sequence[str]) -> OnSpark:
    """Ask of a table what `cleaned` asks of a part. Law: both mark the same rows (`tests/test_batch_engines.py`)."""
    from pyspark.sql import Window  # noqa: PLC0415 - only where Spark was asked for
    from pyspark.sql import functions as f  # noqa: PLC0415

    written = tuple(table.columns)
    table = _spelled(table, ruleset, keep)
    keyless = f.col("subject").isNull() | f.col("period").isNull() | f.col("indicator").isNull()
    figure = Window.partitionBy(*KEYS)
    table = table.withColumn(TIMES, f.count(f.lit(1)).over(figure)).withColumn(
        "_place", f.row_number().over(figure.orderBy("file", "line"))
    )
    here = Window.partitionBy("subject", "period").orderBy("file", "line").rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)
    differs = f.lit(False)
    for name in keep:
        table = table.withColumn(FIRST + name, f.first(name, ignorenulls=True).over(here))
        differs = differs | f.coalesce(f.col(name) != f.col(FIRST + name), f.lit(False))
    known, mine = (f.col("indicator").isin(list(names)) for names in (ruleset.indicators, judged_indicators(ruleset)))
    marked = table.withColumn("_fault", _fault(table, ruleset))
    untold = f.col("_fault").isNotNull() & ~(f.col("fault").isNotNull() & f.coalesce(f.col("why") == "", f.lit(False)))
    odd = marked.filter(keyless | differs | ~known | (mine & (untold | (f.col(TIMES) > 1))))
    kept = [f.col(FIRST + name) for name in keep]
    odd = odd.select(*(f.col(_WRITTEN).alias(name) if name == "unit" else f.col(name) for name in written), TIMES, *kept)
    return OnSpark(_once(marked.filter(~keyless & (f.col("_place") == 1)), keep), odd)


def _once(table: Any, keep: Sequence[str]) -> Any:
    """Give each figure with what is wrong with it; one that is given twice says nothing."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    doubled = f.col(TIMES) > 1
    said = [name for name in (*NUMBERS, "grade", "held") if name in table.columns]
    return table.withColumns({
        "fault": f.when(doubled, f.lit(UNREADABLE)).otherwise(f.col("_fault")),
        **{name: f.when(~doubled, f.col(name)) for name in said},
        **{name: f.col(FIRST + name) for name in keep},
    })  # fmt: skip


def _fault(table: Any, ruleset: Ruleset) -> Any:
    """Give what makes a row unreadable by itself, or not finite: the first that is found, as `faulty` looks for it."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    types, judged = dict(table.dtypes), judged_indicators(ruleset)
    count, total = (f.col(name) if name in types else f.lit(None).cast("double") for name in COUNTS)
    one, both = count.isNotNull() | total.isNotNull(), count.isNotNull() & total.isNotNull()
    numeric = [name for name, indicator in judged.items() if indicator.unit is not None]
    shares = [name for name in numeric if (unit := judged[name].unit) is not None and unit.kind is Kind.SHARE]
    of = f.col("indicator")
    lone = one & of.isin(numeric) & (~both | ~of.isin(shares))
    odd = both & ((count < 0) | (total < 0) | ((count > total) & (total != 0)))
    endless = f.lit(False)
    for role in (name for name in NUMBERS if types.get(name) == "double"):
        endless = endless | f.isnan(role) | f.col(role).isin(float("inf"), float("-inf"))
    said = f.when(f.col("fault").isin(*FAULTS), f.col("fault")).when(f.col("fault").isNotNull(), f.lit(UNREADABLE))
    return said.when(f.col("_misfit") | lone | odd, f.lit(UNREADABLE)).when(endless, f.lit("not-finite"))


def _spelled(table: Any, ruleset: Ruleset, keep: Sequence[str]) -> Any:
    """Spell names, what is kept and units one way, and mark units and grades that are none of their indicators (`_misfit`).

    Spellings are brought home, each once: of subjects, periods and what is kept, and of the units and grades of each indicator.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415

    words = [name for name in ("unit", "grade") if name in table.columns]
    of = {**dict.fromkeys((*KEYS, *keep), f.lit("")), **dict.fromkeys(words, f.col("indicator"))}
    names = [f.struct(f.lit(role).alias("role"), one.alias("of"), f.col(role).alias("text")) for role, one in of.items()]
    found = table.select(f.explode(f.array(*names)).alias("one")).select("one.*").distinct().collect()
    for role in (*KEYS, *keep):
        other = [(text, plain) for one, _, text in found if one == role and text is not None and (plain := _plain(role, text)) != text]
        if other:
            new = f.when(f.col("_from").isNotNull(), f.col("_to")).otherwise(f.col(role))
            table = _joined(table, other, {"_from": role, "_to": None}).withColumn(role, new).drop("_from", "_to")
    asked = {role: {(_plain("indicator", of), text) for one, of, text in found if one == role and of is not None} for role in words}
    return _with_units(_with_grades(table, ruleset, asked.get("grade", set())), ruleset, asked.get("unit"))


def _plain(role: str, text: str) -> str | None:
    """Spell a name as those are that are read on one machine."""
    return (text.strip() if role == "indicator" else normal(text)) or None


def _joined(table: Any, rows: Sequence[tuple[Any, ...]], columns: Mapping[str, str | None]) -> Any:
    """Join a small table of texts on the columns that stand beside its own; an empty text is one, too."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    beside = small(table.sparkSession, rows, dict.fromkeys(columns, "string"))
    return table.join(beside, [f.col(other).eqNullSafe(f.col(name)) for name, other in columns.items() if other is not None], "left")


def _with_grades(table: Any, ruleset: Ruleset, asked: set[tuple[str | None, str | None]]) -> Any:
    from pyspark.sql import functions as f  # noqa: PLC0415

    wrong = odd_grades(asked, judged_indicators(ruleset))
    if not wrong:
        return table.withColumn("_misfit", f.lit(False))
    found = _joined(table, wrong, {"_of": "indicator", "_grade": "grade"})
    return found.withColumn("_misfit", f.col("_of").isNotNull()).drop("_of", "_grade")


def _with_units(table: Any, ruleset: Ruleset, asked: set[tuple[str | None, str | None]] | None) -> Any:
    from pyspark.sql import functions as f  # noqa: PLC0415

    judged = judged_indicators(ruleset)
    rows = [(name, label, *misfit_of(judged[name], label, ruleset)) for name, label in asked or () if name in judged]
    if not rows:
        return table if asked is None else table.withColumn(_WRITTEN, f.col("unit"))
    table = _joined(table, rows, {"_of": "indicator", "_unit": "unit", "_spelled": None, "_no_amount": None, "_no_count": None})
    for roles, why in ((AMOUNTS, "_no_amount"), (COUNTS, "_no_count")):
        for role in (name for name in roles if name in table.columns):
            table = table.withColumn("_misfit", f.col("_misfit") | (f.col(role).isNotNull() & f.col(why).isNotNull()))
    spelled = f.when(f.col("_of").isNotNull(), f.col("_spelled")).otherwise(f.col("unit"))
    return table.withColumn(_WRITTEN, f.col("unit")).withColumn("unit", spelled).drop("_of", "_unit", "_spelled", "_no_amount", "_no_count")
