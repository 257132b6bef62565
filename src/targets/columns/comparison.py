"""The one comparison, on columns: whole numbers where there are any, else floats with a band in which nothing is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.measured import NONE
from targets.columns.numbers import MOST, scaled, whole
from targets.columns.rules import Role
from targets.columns.stages import staged
from targets.columns.terms import Term, col, largest, lit, when

if TYPE_CHECKING:
    from targets.columns.stages import Table

__all__ = ["compared"]

# Each operand is off by half a unit in its last place for being a shortest decimal, and by two more roundings: less
# than 2^-49 of the largest operand together. The second summand covers numbers too small to have all their digits.
_ENDS = ("_low", "_high", "_beyond")
_BAND, _LEAST, _GREATEST = 2.0**-48, 1e-200, 1e300


def compared(frame: Table) -> Table:
    """Add `_below`, `_above`, `_past` (beyond what exceeds), `_doubt`, and the operands of shortfall and attainment.

    A doubt is a row whose verdict these columns cannot tell for certain: a tie of long numbers, or a share that is printed
    beside its count and total, or counted and held against a plan.
    """
    frame, power, found = scaled(frame, "_number", "_base")
    one = lit(1.0)
    frame = staged(
        frame,
        _power=when(col("_long")).then(one).otherwise(power),
        _found=found & ~col("_long"),
        _by=when(col("_based")).then(col("_qb")).otherwise(col("_q")),
        # A base of zero or below is itself the bound, whatever share of it was asked for.
        _flat=col("_based") & (col("_base") <= 0),
    )
    found, by, based, power = col("_found"), col("_by"), col("_based"), col("_power")

    def scaled_up(name: str) -> Term:
        return when(found).then(whole(col(name) * power)).otherwise(col(name))

    # Whole numbers are compared as m * q with b * low; others as they are, m with b * (low / q).
    frame = staged(
        frame,
        _n=scaled_up("_number"),
        _b=when(based).then(scaled_up("_base")).otherwise(power),
        _times_n=when(found).then(by).otherwise(one),
        _over_b=when(found).then(one).otherwise(by),
        # Margins around a base below zero are shares of its size, so that they point the other way.
        **{f"_p{end}": when(col("_flat")).then(by + by - col(end)).otherwise(col(end)) for end in _ENDS},
    )
    frame = staged(
        frame,
        _x=col("_n") * col("_times_n"),
        _scale=col("_times_n") * power,
        _plain=~found & ~col("_rough") & col("_fine"),
        _closed=col("_flat") & (col("_base") == 0) & col("_kept"),
        **{f"_y{end}": col("_b") * (col(f"_p{end}") / col("_over_b")) for end in _ENDS},
    )
    return _decided(frame)


def _decided(frame: Table) -> Table:
    x, low, high, beyond = (col(name) for name in ("_x", "_y_low", "_y_high", "_y_beyond"))
    has_low, has_high, way = col("_has_low"), col("_has_high"), col("_way")
    open_low, open_high = (col(name) & ~col("_closed") for name in ("_low_open", "_high_open"))
    frame = staged(
        frame,
        _most=largest(x.abs(), low.abs(), high.abs(), beyond.abs(), col("_n").abs(), col("_b").abs()),
        _near=(has_low & _near(x, low, "_low")) | (has_high & _near(x, high, "_high")) | ((way != 0) & _near(x, beyond, "_beyond")),
        _counted=(col("_role") == int(Role.VALUE)) & col("_based") & (col("_thing") > 0),
        _below=has_low & ((x < low) | (open_low & (x == low))),
        _above=has_high & ((x > high) | (open_high & (x == high))),
        _past=((way > 0) & (x > beyond)) | ((way < 0) & (x < beyond)),
    )
    most = col("_most")
    certain = col("_found") & (most <= MOST)
    unsure = col("_near") | (col("_counted") & (col("_below") | col("_above"))) | (most >= _GREATEST)
    return staged(frame, _doubt=(col("_why") == NONE) & (col("_again") | (~certain & unsure)))


def _near(x: Term, y: Term, end: str) -> Term:
    """Whether the two could be equal or the other way round.

    Floats that are not equal are ordered as their shortest decimals are, so a bound that is not scaled, and 100 % of a
    base, need no band: only what was rounded on the way does.
    """
    straight = col("_plain") & (~col("_based") | (col(f"_p{end}") == col("_by")))
    return (x - y).abs() <= when(straight).then(lit(0.0)).otherwise((x.abs() + y.abs()) * _BAND + _LEAST)
