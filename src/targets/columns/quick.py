"""The short way: figures that are short decimals, judged with few operations; whatever else a row says is left to the long way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from targets.columns.numbers import AMOUNTS, COUNTS, SHARES, WORDS, unfinite, whole
from targets.columns.params import NEVER
from targets.columns.rules import Role
from targets.outcome import Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from targets.columns.engines import Frame
    from targets.columns.params import Quick

__all__ = ["QUICK", "quick", "weighed"]

QUICK = ("verdict", "reason", "actual", "bound", "shortfall", "attainment")
"""What the short way adds to a row, each with `_s_` before its name."""
_NOTHING = nw.lit(None, nw.Float64())


def weighed(frame: Frame, roles: Collection[str], rules: Quick) -> Frame:
    """Add `_s_x`, the number in whole steps (null where the short way does not decide), and `_slow`: whether a row is for the long way.

    The figures stand beside the varying parameters of their rules.
    """
    base = _base(roles, rules)
    frame = _scaled(frame, roles, rules, base) if rules.is_polars else _scaled_by_kind(frame, roles, rules, base)
    decided = ~nw.col("_s_x").is_null()
    # SQL engines look at bases and at what is not finite only in rows that are not decided, so no column is made of them.
    lacking = (
        _lacking(roles, rules, nw.col("_s_base"), nw.col("_bad"))
        if rules.is_polars
        else _lacking(roles, rules, base, unfinite(roles).fill_null(False))
    )
    slow = nw.when(decided).then(nw.lit(False)).otherwise(~lacking)
    return frame.with_columns(slow.alias("_slow"))


def quick(frame: Frame, rules: Quick) -> Frame:
    """Add the columns of QUICK to figures that were weighed; in slow rows they say nothing.

    Law: what it decides, and the numbers, are those of the long way.
    """
    frame = _compared(frame, rules)
    decided = ~nw.col("_s_x").is_null()
    return frame.with_columns(_verdict(rules), _reason(decided, rules), *_numbers(decided, rules))


def _base(roles: Collection[str], rules: Quick) -> nw.Expr:
    """Give what scales the bounds, null where there is nothing."""
    kind, base = rules.of("_s_kind"), nw.lit(1.0)
    for number, role in rules.bases:
        base = nw.when(kind == number).then(nw.col(role) if role in roles else _NOTHING).otherwise(base)
    return base


def _scaled_by_kind(frame: Frame, roles: Collection[str], rules: Quick, base: nw.Expr) -> Frame:
    """Do the same where a CASE works out its branches in their own rows alone: rows without a base ask nothing about one."""
    kind, power, actual, scale = rules.of("_s_kind"), rules.of("_s_power"), nw.col("actual"), rules.of("_s_power")
    for number, role in rules.bases:
        over = whole(nw.col(role) * power) if role in roles else _NOTHING
        scale = nw.when(kind == number).then(over).otherwise(scale)
    frame = frame.with_columns(base.alias("_s_base"), whole(actual * power).alias("_s_n"), scale.alias("_s_b"))
    n, b = nw.col("_s_n"), nw.col("_s_b")
    fits = (n / power == actual) & (n.abs() <= rules.most("by"))
    if rules.bases:
        based = (b / power == base) & (b > 0) & (b <= rules.most("by", "low", "high", "beyond"))
        fits = fits & nw.when(kind == int(Role.VALUE)).then(nw.lit(True)).otherwise(based)
    fits = _alone(frame, fits, roles, rules)
    # A number is finite where it fits, and counts are odd where there are any.
    others = unfinite([role for role in (*AMOUNTS[1:], *SHARES) if role in roles and not _typed(frame, role)])
    x = nw.when(others).then(_NOTHING).otherwise(nw.when(fits).then(n * rules.of("_s_by")))
    return frame.with_columns(x.alias("_s_x"))


def _typed(frame: Frame, role: str) -> bool:
    return f"_rough_{role}" in frame.columns or f"_long_{role}" in frame.columns


def _alone(frame: Frame, fits: nw.Expr, roles: Collection[str], rules: Quick) -> nw.Expr:
    """Add that an amount is judged, that it is no rough decimal, and that nothing that matters stands beside it."""
    if any(kind > Role.PREVIOUS for kind in rules.params["_s_kind"]):
        fits = (rules.of("_s_kind") <= int(Role.PREVIOUS)) & fits
    for role in AMOUNTS:
        if f"_rough_{role}" in frame.columns:
            fits = fits & ~nw.col(f"_rough_{role}")
    for odd in _odd(roles, rules):
        fits = fits & ~odd
    return fits


def _scaled(frame: Frame, roles: Collection[str], rules: Quick, base: nw.Expr) -> Frame:
    """Add the number, and what scales its bounds, as whole numbers; the first is null where it, or its row, says anything else.

    A number n/10^k with fifteen digits at the most is the shortest decimal of the float nearest to it, and no other.
    """
    power, actual, based = rules.of("_s_power"), nw.col("actual"), rules.bases
    if based:
        frame = frame.with_columns(base.alias("_s_base"))
        base = nw.col("_s_base")
    frame = frame.with_columns(whole(actual * power).alias("_s_n"), (whole(base * power) if based else power).alias("_s_b"))
    n, b = nw.col("_s_n"), nw.col("_s_b")
    fits = ~nw.col("_bad") & (n / power == actual) & (n.abs() <= rules.most("by"))
    if based:
        fits = fits & (b / power == base) & (b > 0) & (b <= rules.most("by", "low", "high", "beyond"))
    fits = _alone(frame, fits, roles, rules)
    return frame.with_columns(nw.when(fits).then(n * rules.of("_s_by")).alias("_s_x"))


def _odd(roles: Collection[str], rules: Quick) -> list[nw.Expr]:
    """Find what matters beside an amount: that there is a fault, a count, or a unit that is not the indicator's own."""
    found = [~nw.col(role).is_null() for role in ("fault", *COUNTS) if role in roles]
    if "unit" in roles:
        unit = nw.col("unit").cast(nw.String())
        own = (unit != "") & ((unit == rules.of("_s_unit")) | (unit == rules.of("_s_label")))
        found.append(~nw.when(unit.is_null()).then(rules.of("_s_bare")).otherwise(own))
    return found


def _compared(frame: Frame, rules: Quick) -> Frame:
    """Add the other sides of the comparison, scaled alike, and what came out."""
    ends = [name for name in ("low", "high", "beyond") if name == "low" or not rules.all(f"_s_{name}", NEVER)]
    frame = frame.with_columns(*((nw.col("_s_b") * rules.of(f"_s_{name}")).alias(f"_s_y_{name}") for name in ends))
    x, low = nw.col("_s_x"), nw.col("_s_y_low")
    # Both sides are whole numbers: what has to lie above a bound begins with the next one.
    below = x < (low if rules.all("_s_open", 0.0) else low + rules.of("_s_open"))
    return frame.with_columns(below.alias("_s_below"))


def _lacking(roles: Collection[str], rules: Quick, base: nw.Expr, bad: nw.Expr) -> nw.Expr:
    """Whether it is plain that nothing can be judged: the first questions of the scalar evaluator, in its order."""
    kind, absent = rules.of("_s_kind"), nw.col("actual").is_null()
    lacks, silent = bad | absent, absent & ~bad
    if rules.bases:
        lacks = lacks | base.is_null() | ((base <= 0).fill_null(False) & ~rules.of("_s_itself"))
    for role in AMOUNTS[1:]:
        silent = silent & nw.col(role).is_null() if role in roles else silent
    more = nw.lit(False)
    for other in (*_odd(roles, rules), *(~nw.col(role).is_null() for role in (*SHARES, *WORDS) if role in roles)):
        more = more | other
    numeric, named = kind <= int(Role.PREVIOUS), kind <= int(Role.HELD)
    return (kind == int(Role.JUDGED)) | (~more & ((numeric & lacks) | (named & silent)))


def _verdict(rules: Quick) -> nw.Expr:
    x, missed = nw.col("_s_x"), rules.say(Verdict.MISSED)
    found = nw.when(~x.is_null()).then(rules.say(Verdict.MET)).otherwise(rules.say(Verdict.UNDECIDED))
    if not rules.all("_s_beyond", NEVER):
        found = nw.when(x > nw.col("_s_y_beyond")).then(rules.say(Verdict.EXCEEDED)).otherwise(found)
    if not rules.all("_s_high", NEVER):
        above = x > nw.col("_s_y_high")
        if not rules.is_polars:
            return nw.when(nw.col("_s_below") | above).then(missed).otherwise(found).alias("_s_verdict")
        found = nw.when(above).then(missed).otherwise(found)
    return nw.when(nw.col("_s_below")).then(missed).otherwise(found).alias("_s_verdict")


def _reason(decided: nw.Expr, rules: Quick) -> nw.Expr:
    kind, reason = rules.of("_s_kind"), rules.say(Reason.NOT_FINITE)
    if rules.bases:
        lacking = nw.when(kind == int(Role.PLAN)).then(rules.say(Reason.NO_PLAN)).otherwise(rules.say(Reason.NO_PREVIOUS))
        reason = nw.when(nw.col("_s_base").is_null()).then(lacking).otherwise(reason)
    reason = nw.when(nw.col("actual").is_null()).then(rules.say(Reason.NO_FIGURE)).otherwise(reason)
    reason = nw.when(nw.col("_bad")).then(rules.say(Reason.NOT_FINITE)).otherwise(reason)
    if not rules.all("_s_kind", int(Role.VALUE)):
        reason = nw.when(kind == int(Role.JUDGED)).then(rules.say(Reason.NEEDS_JUDGEMENT)).otherwise(reason)
    return nw.when(~decided).then(reason).alias("_s_reason")


def _numbers(decided: nw.Expr, rules: Quick) -> list[nw.Expr]:
    """Give the numbers of an outcome; they are null where the number is."""
    x, low, by = nw.col("_s_x"), nw.col("_s_y_low"), rules.of("_s_by")
    scale, bound, gap = by * rules.of("_s_power"), low, (low - x) + (low - x).abs()
    way = rules.of("_s_way")
    share = nw.when((way == 1) & (x >= 0)).then(x / low)
    shares = [((way == 2) & (x < 0), low / x)] if rules.any_turned else []
    if not rules.all("_s_high", NEVER):
        high = nw.col("_s_y_high")
        above, within, both = x > high, (x <= high) & ~nw.col("_s_below"), way >= 3
        bound = nw.when(above).then(high).otherwise(bound)
        gap = gap + ((x - high) + (x - high).abs())
        shares += [(both & within, nw.lit(1.0)), (above & (high >= 0), high / x), ((way == 4) & (x >= 0), x / low)]
    rest = _NOTHING
    for when, then in reversed(shares):
        rest = nw.when(when).then(then).otherwise(rest)
    # A gap and its size add up to twice the gap, or to nothing where there is none.
    twice = by.abs() * rules.of("_s_twice") if rules.any_turned else by * rules.of("_s_twice")
    return [
        nw.when(decided).then(nw.col("actual")).alias("_s_actual"),
        nw.when(decided).then(bound / scale).alias("_s_bound"),
        (gap / twice).alias("_s_shortfall"),
        share.otherwise(rest).alias("_s_attainment"),
    ]
