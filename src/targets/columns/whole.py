"""Nothing is silently skipped: figures that were never submitted get a row, and targets over several indicators one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.outcomes import NOT_EXACT, OUTCOME
from targets.outcome import Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from targets.columns.engines import Frame

__all__ = ["completed", "weakest"]

_KEYS = ["subject", "period", "indicator"]
_WORDS = (*(reason.value for reason in Reason), NOT_EXACT)


def completed(figures: Frame, indicators: Collection[str], keep: Sequence[str]) -> Frame:
    """Add an empty figure for every subject and period of the table and every one of these indicators that it lacks."""
    present = figures.filter(~nw.col("subject").is_null() & ~nw.col("period").is_null())
    pairs = present.select("subject", "period", *keep).unique(["subject", "period"])
    wanted = pairs.join(beside(figures, {"indicator": sorted(indicators)}), how="cross")
    absent = wanted.join(present.select(*_KEYS), on=_KEYS, how="anti")
    schema = figures.collect_schema()
    empty = []
    for name, dtype in schema.items():
        if name not in (*_KEYS, *keep):
            empty.append(nw.lit(False if dtype == nw.Boolean and name.startswith("_") else None, dtype).alias(name))
    return nw.concat([figures, absent.with_columns(*empty).select(*schema)], how="vertical")


def weakest(outcomes: Frame, keep: Sequence[str]) -> Frame:
    """Combine the parts of a target by the chain of verdicts: the weakest decides, and the first reason in the order of reasons.

    Its numbers are those of no part, so they are null.
    """
    strength = nw.lit(0)
    for verdict in Verdict:
        strength = nw.when(nw.col("verdict") == verdict.value).then(nw.lit(2 * verdict.strength)).otherwise(strength)
    # What could still turn out to be missed comes before what is known to be undecided.
    strength = nw.when((nw.col("reason") == NOT_EXACT).fill_null(False)).then(nw.lit(1)).otherwise(strength)
    code = nw.lit(0)
    for number, one in enumerate(_WORDS, 1):
        code = nw.when(nw.col("reason") == one).then(nw.lit(number)).otherwise(code)
    rank = strength * 10 + code
    keys = ["subject", "period", "target", "weight", "severity", *keep]
    found = outcomes.with_columns(rank.alias("_rank")).group_by(*keys).agg(nw.col("_rank").min())
    word = nw.lit("")
    for one in sorted(Verdict, key=lambda v: v.strength):
        floor = max(2 * one.strength - (one is Verdict.UNDECIDED), 0) * 10
        word = nw.when(nw.col("_rank") >= floor).then(nw.lit(one.value)).otherwise(word)
    reason = nw.lit(None, nw.String())
    for number, said in enumerate(_WORDS, 1):
        reason = nw.when(nw.col("_code") == number).then(nw.lit(said)).otherwise(reason)
    found = found.with_columns(word.alias("verdict"), (nw.col("_rank") % 10).alias("_code")).with_columns(reason.alias("reason"))
    empty = [nw.lit(None, nw.Float64()).alias(name) for name in ("actual", "bound", "shortfall", "attainment")]
    return found.with_columns(*empty).select(*OUTCOME, *keep)
