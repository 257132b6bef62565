"""A whole run on Spark: the same questions as on one machine, asked of a distributed table, and only sums and odd rows brought home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import polars as pl

from targets.columns.evaluating import evaluate_frame
from targets.columns.numbers import KEYS, ROLES
from targets.columns.spark_cleaning import brought, cleaned_on_spark
from targets.columns.spark_tables import read_of, uri_of
from targets.columns.summary import SUMS, sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from targets.columns.texts import Reject
    from targets.columns.totals import Totals
    from targets.ruleset import Ruleset

__all__ = ["judge"]


def judge(
    ruleset: Ruleset, table: Any, schema: Mapping[str, Any], keep: Sequence[str], folder: Path, totals: Totals
) -> tuple[Any, Iterator[list[Reject]]]:
    """Judge a table of the columns of `schema`, and write its outcomes into a folder; gives them as written, and what is wrong with rows.

    `totals` takes the sums. Each part is one job of Spark: spellings, outcomes, a sum for each thing to add up by, odd rows.
    """
    figures, odd = cleaned_on_spark(table, ruleset, keep)
    roles = [name for name in ROLES if name in figures.columns]
    outcomes = evaluate_frame(ruleset, figures.select(*KEYS, *keep, *roles), keep=keep)
    outcomes.write.mode("overwrite").parquet(uri_of(folder))
    written = table.sparkSession.read.schema(outcomes.schema).parquet(read_of(folder))
    for by in totals.names():
        frame = totals.prepared(nw.from_native(written))
        rows = sums(frame, (by,) if by else ()).to_native().collect()
        if not rows:
            continue
        names = (*((by,) if by else ()), *SUMS)
        totals.take(by, pl.DataFrame([{name: row[name] for name in names} for row in rows], infer_schema_length=None))
    return written, brought(odd, schema, ruleset, keep)
