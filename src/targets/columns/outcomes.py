"""From decided rows to outcomes: verdict and reason in words, bound, shortfall and attainment as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.measured import NONE
from targets.columns.numbers import whole
from targets.columns.rules import Role
from targets.columns.stages import staged
from targets.columns.terms import Term, col, lit, when
from targets.outcome import Verdict

if TYPE_CHECKING:
    from targets.columns.stages import Table

__all__ = ["NOT_EXACT", "OUTCOME", "with_outcomes"]

OUTCOME = ("subject", "period", "target", "verdict", "reason", "actual", "bound", "shortfall", "attainment", "weight", "severity")
NOT_EXACT = "not-exact"
"""Why a verdict is undecided on an engine that cannot judge again what floats cannot tell."""
_NOTHING = lit(None, float)


def with_outcomes(frame: Table, *, counted: bool) -> Table:
    """Add verdict and reason in words, actual, bound, shortfall and attainment; `counted` is whether a rule counts whole things."""
    below, above, x, low, high, scale = (col(name) for name in ("_below", "_above", "_x", "_y_low", "_y_high", "_scale"))
    missed = below | above
    gap = when(below).then(low - x).otherwise(when(above).then(x - high).otherwise(lit(0.0)))
    frame = staged(
        frame,
        _decided=(col("_why") == NONE) & ~col("_doubt"),
        _missed=missed,
        # Whether the upper bound is the one that counts: the only one, or the one that was crossed.
        _upper=col("_has_high") & (~col("_has_low") | above),
        _short=gap / scale,
        **({"_gap": gap} if counted else {}),
    )
    frame = _whole_things(frame) if counted else frame
    decided, missed = col("_decided"), col("_missed")
    reached = when(col("_past")).then(lit(Verdict.EXCEEDED.value)).otherwise(lit(Verdict.MET.value))
    verdict = when(missed).then(lit(Verdict.MISSED.value)).otherwise(reached)
    why = when(col("_doubt")).then(lit(NOT_EXACT)).otherwise(col("_why"))
    return staged(
        frame,
        verdict=when(decided).then(verdict).otherwise(lit(Verdict.UNDECIDED.value)),
        reason=when(~decided).then(why).otherwise(lit(None, str)),
        actual=when((col("_why") == NONE) & ~col("_again")).then(col("_number")).otherwise(_NOTHING),
        bound=when(decided).then(when(col("_upper")).then(high).otherwise(low) / scale).otherwise(_NOTHING),
        shortfall=when(decided).then(col("_short")).otherwise(_NOTHING),
        attainment=when(decided).then(_attainment()).otherwise(_NOTHING),
    )


def _whole_things(frame: Table) -> Table:
    """Round `_short` up to whole things where they come whole, unless the interval is too narrow to hold a whole number of them."""
    x, low, high, scale, below = (col(name) for name in ("_x", "_y_low", "_y_high", "_scale", "_below"))
    counted, thing, per = col("_counted"), col("_thing"), col("_per")
    frame = staged(frame, _step=when(counted).then(scale / per * thing).otherwise(scale))
    frame = staged(frame, _things=col("_gap") / col("_step"))
    frame = staged(frame, _near_things=whole(col("_things")))
    things, near, step = col("_things"), col("_near_things"), col("_step")
    frame = staged(frame, _floor=when(near > things).then(near - 1.0).otherwise(near))
    floor, is_open = col("_floor"), when(below).then(col("_low_open")).otherwise(col("_high_open"))
    frame = staged(frame, _steps=when(is_open | (floor != things)).then(floor + 1.0).otherwise(floor))
    steps = col("_steps")
    upward = when(below).then(~col("_has_high") | _inside(x + steps * step, high, col("_high_open"), 1))
    lands = upward.otherwise(~col("_has_low") | _inside(x - steps * step, low, col("_low_open"), -1))
    return staged(frame, _short=when(counted & col("_missed") & lands).then(steps * thing / per).otherwise(col("_short")))


def _inside(x: Term, end: Term, is_open: Term, way: int) -> Term:
    return ((end - x) * way > 0) | ((end == x) & ~is_open)


def _attainment() -> Term:
    x, low, high, has_low, has_high = (col(name) for name in ("_x", "_y_low", "_y_high", "_has_low", "_has_high"))
    by_low = has_low & (~has_high | (x < low))
    of_low = when((low > 0) & (x >= 0)).then(_over(x, low)).otherwise(_NOTHING)
    of_high = when((high >= 0) & (x > 0)).then(_over(high, x)).otherwise(_NOTHING)
    inside = when(has_low & (x <= high)).then(lit(1.0)).otherwise(of_high)
    return when(col("_role") == int(Role.RANK)).then(_NOTHING).otherwise(when(by_low).then(of_low).otherwise(inside))


def _over(top: Term, bottom: Term) -> Term:
    """Divide by what is above zero; where it is not, the result is not used, and must not fail either."""
    return top / when(bottom > 0).then(bottom).otherwise(lit(1.0))
