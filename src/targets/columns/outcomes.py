"""From decided rows to outcomes: verdict and reason in words, bound, shortfall and attainment as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from targets.columns.measured import NONE
from targets.columns.numbers import whole
from targets.columns.rules import Role
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.engines import Frame

__all__ = ["NOT_EXACT", "OUTCOME", "with_outcomes"]

OUTCOME = ("subject", "period", "target", "verdict", "reason", "actual", "bound", "shortfall", "attainment", "weight", "severity")
NOT_EXACT = "not-exact"
"""Why a verdict is undecided on an engine that cannot judge again what floats cannot tell."""
_NOTHING = nw.lit(None, nw.Float64())


def with_outcomes(frame: Frame, extra: Sequence[str] = ()) -> Frame:
    """Select the columns of an outcome, the columns that were kept, and `extra` ones.

    Where some rows are slow, these numbers are theirs alone, and the other rows have theirs (`_s_*`) already.
    """
    decided = (nw.col("_why") == NONE) & ~nw.col("_doubt")
    missed = nw.col("_below") | nw.col("_above")
    reached = nw.when(nw.col("_past")).then(nw.lit(Verdict.EXCEEDED.value)).otherwise(nw.lit(Verdict.MET.value))
    verdict = nw.when(missed).then(nw.lit(Verdict.MISSED.value)).otherwise(reached)
    why = nw.when(nw.col("_doubt")).then(nw.lit(NOT_EXACT)).otherwise(nw.col("_why"))
    columns: tuple[nw.Expr, ...] = (
        nw.when(decided).then(verdict).otherwise(nw.lit(Verdict.UNDECIDED.value)).alias("verdict"),
        nw.when(~decided).then(why).otherwise(nw.lit(None, nw.String())).alias("reason"),
        nw.when((nw.col("_why") == NONE) & ~nw.col("_again")).then(nw.col("_number")).otherwise(_NOTHING).alias("actual"),
        nw.when(decided).then(_bound()).otherwise(_NOTHING).alias("bound"),
        nw.when(decided).then(_shortfall()).otherwise(_NOTHING).alias("shortfall"),
        nw.when(decided).then(_attainment()).otherwise(_NOTHING).alias("attainment"),
    )
    if "_slow" in frame.columns:
        columns = tuple(
            nw.when(nw.col("_slow")).then(column).otherwise(nw.col(f"_s_{name}")).alias(name)
            for name, column in zip(OUTCOME[3:9], columns, strict=True)
        )
    return frame.with_columns(*columns).select(*OUTCOME, *extra)


def _upper() -> nw.Expr:
    """Whether the upper bound is the one that counts: the only one, or the one that was crossed."""
    return nw.col("_has_high") & (~nw.col("_has_low") | nw.col("_above"))


def _bound() -> nw.Expr:
    return nw.when(_upper()).then(nw.col("_y_high")).otherwise(nw.col("_y_low")) / nw.col("_scale")


def _shortfall() -> nw.Expr:
    x, low, high, scale = nw.col("_x"), nw.col("_y_low"), nw.col("_y_high"), nw.col("_scale")
    below, above = nw.col("_below"), nw.col("_above")
    gap = nw.when(below).then(low - x).otherwise(nw.when(above).then(x - high).otherwise(nw.lit(0.0)))
    is_open = nw.when(below).then(nw.col("_low_open")).otherwise(nw.col("_high_open"))
    counted = nw.col("_counted")
    step = nw.when(counted).then(scale / nw.col("_per") * nw.col("_thing")).otherwise(scale)
    things = gap / step
    near = whole(things)
    floor = nw.when(near > things).then(near - 1.0).otherwise(near)
    steps = nw.when(is_open | (floor != things)).then(floor + 1.0).otherwise(floor)
    # Things that come whole are rounded up, unless the interval is too narrow to hold a whole number of them.
    upward = nw.when(below).then(~nw.col("_has_high") | _inside(x + steps * step, high, nw.col("_high_open"), 1))
    lands = upward.otherwise(~nw.col("_has_low") | _inside(x - steps * step, low, nw.col("_low_open"), -1))
    rounded = steps * nw.col("_thing") / nw.col("_per")
    return nw.when(counted & (below | above) & lands).then(rounded).otherwise(gap / scale)


def _inside(x: nw.Expr, end: nw.Expr, is_open: nw.Expr, way: int) -> nw.Expr:
    return ((end - x) * way > 0) | ((end == x) & ~is_open)


def _attainment() -> nw.Expr:
    x, low, high, has_low, has_high = (nw.col(name) for name in ("_x", "_y_low", "_y_high", "_has_low", "_has_high"))
    by_low = has_low & (~has_high | (x < low))
    of_low = nw.when((low > 0) & (x >= 0)).then(_over(x, low)).otherwise(_NOTHING)
    of_high = nw.when((high >= 0) & (x > 0)).then(_over(high, x)).otherwise(_NOTHING)
    inside = nw.when(has_low & (x <= high)).then(nw.lit(1.0)).otherwise(of_high)
    return nw.when(nw.col("_role") == int(Role.RANK)).then(_NOTHING).otherwise(nw.when(by_low).then(of_low).otherwise(inside))


def _over(top: nw.Expr, bottom: nw.Expr) -> nw.Expr:
    """Divide by what is above zero; where it is not, the result is not used, and must not fail either."""
    return top / nw.when(bottom > 0).then(bottom).otherwise(nw.lit(1.0))
