"""The one comparison, on columns: whole numbers where there are any, else floats with a band in which nothing is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from targets.columns.engines import staged
from targets.columns.measured import NONE
from targets.columns.numbers import MOST, scaled, whole
from targets.columns.rules import Role

if TYPE_CHECKING:
    from targets.columns.engines import Frame

__all__ = ["compared"]

# Each operand is off by half a unit in its last place for being a shortest decimal, and by two more roundings: less
# than 2^-49 of the largest operand together. The second summand covers numbers too small to have all their digits.
_ENDS = ("_low", "_high", "_beyond")
_BAND, _LEAST, _GREATEST = 2.0**-48, 1e-200, 1e300


def compared(frame: Frame) -> Frame:
    """Add `_below`, `_above`, `_past` (beyond what exceeds), `_doubt`, and the operands of shortfall and attainment.

    A doubt is a row whose verdict these columns cannot tell for certain: a tie of long numbers, or a share that is printed
    beside its count and total, or counted and held against a plan.
    """
    power, found = scaled(nw.col("_number"), nw.col("_base"))
    one = nw.lit(1.0)
    frame = staged(
        frame,
        power.alias("_power"),
        (found & ~nw.col("_long")).alias("_found"),
        nw.when(nw.col("_based")).then(nw.col("_qb")).otherwise(nw.col("_q")).alias("_by"),
        # A base of zero or below is itself the bound, whatever share of it was asked for.
        (nw.col("_based") & (nw.col("_base") <= 0)).alias("_flat"),
    )
    found, by, based = nw.col("_found"), nw.col("_by"), nw.col("_based")
    frame = staged(frame, nw.when(found).then(nw.col("_power")).otherwise(one).alias("_power"))
    power = nw.col("_power")

    def scaled_up(name: str) -> nw.Expr:
        return nw.when(found).then(whole(nw.col(name) * power)).otherwise(nw.col(name))

    # Whole numbers are compared as m * q with b * low; others as they are, m with b * (low / q).
    frame = staged(
        frame,
        scaled_up("_number").alias("_n"),
        nw.when(based).then(scaled_up("_base")).otherwise(power).alias("_b"),
        nw.when(found).then(by).otherwise(one).alias("_times_n"),
        nw.when(found).then(one).otherwise(by).alias("_over_b"),
        # Margins around a base below zero are shares of its size, so that they point the other way.
        *(nw.when(nw.col("_flat")).then(by + by - nw.col(end)).otherwise(nw.col(end)).alias(f"_p{end}") for end in _ENDS),
    )
    frame = staged(
        frame,
        (nw.col("_n") * nw.col("_times_n")).alias("_x"),
        *((nw.col("_b") * (nw.col(f"_p{end}") / nw.col("_over_b"))).alias(f"_y{end}") for end in _ENDS),
        (nw.col("_times_n") * power).alias("_scale"),
        (nw.col("_flat") & (nw.col("_base") == 0) & nw.col("_kept")).alias("_closed"),
    )
    return _decided(frame)


def _decided(frame: Frame) -> Frame:
    x, low, high, beyond = (nw.col(name) for name in ("_x", "_y_low", "_y_high", "_y_beyond"))
    has_low, has_high, way = nw.col("_has_low"), nw.col("_has_high"), nw.col("_way")
    open_low, open_high = (nw.col(name) & ~nw.col("_closed") for name in ("_low_open", "_high_open"))
    largest = nw.max_horizontal(x.abs(), low.abs(), high.abs(), beyond.abs(), nw.col("_n").abs(), nw.col("_b").abs())
    certain = nw.col("_found") & (largest <= MOST)
    near = (has_low & _near(x, low, "_low")) | (has_high & _near(x, high, "_high")) | ((way != 0) & _near(x, beyond, "_beyond"))
    counted = (nw.col("_role") == int(Role.VALUE)) & nw.col("_based") & (nw.col("_thing") > 0)
    below = has_low & ((x < low) | (open_low & (x == low)))
    above = has_high & ((x > high) | (open_high & (x == high)))
    unsure = near | (counted & (below | above)) | (largest >= _GREATEST)
    return staged(
        frame,
        below.alias("_below"),
        above.alias("_above"),
        (((way > 0) & (x > beyond)) | ((way < 0) & (x < beyond))).alias("_past"),
        counted.alias("_counted"),
        ((nw.col("_why") == NONE) & (nw.col("_again") | (~certain & unsure))).alias("_doubt"),
    )


def _near(x: nw.Expr, y: nw.Expr, end: str) -> nw.Expr:
    """Whether the two could be equal or the other way round.

    Floats that are not equal are ordered as their shortest decimals are, so a bound that is not scaled, and 100 % of a
    base, need no band: only what was rounded on the way does.
    """
    straight = ~nw.col("_found") & ~nw.col("_rough") & nw.col("_fine") & (~nw.col("_based") | (nw.col(f"_p{end}") == nw.col("_by")))
    return (straight & (x == y)) | (~straight & ((x - y).abs() <= (x.abs() + y.abs()) * _BAND + _LEAST))
