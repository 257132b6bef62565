"""The short way: figures that are short decimals, judged with few operations; whatever else a row says is left to the long way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.lacking import base_of, lacking, odd, reason
from targets.columns.numbers import AMOUNTS, whole
from targets.columns.params import NEVER
from targets.columns.rules import Role
from targets.columns.stages import added
from targets.columns.terms import Term, col, lit, when
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from targets.columns.engines import Frame
    from targets.columns.params import Params

__all__ = ["QUICK", "quick", "slow", "weighed"]

QUICK = ("verdict", "reason", "actual", "bound", "shortfall", "attainment")
"""What the short way adds to a row, each with `_s_` before its name."""


def weighed(frame: Frame, roles: Collection[str], rules: Params) -> Frame:
    """Add `_s_x`, the number in whole steps; null where the short way does not decide.

    The figures stand beside the varying parameters of their rules.
    A number n/10^k with fifteen digits at the most is the shortest decimal of the float nearest to it, and no other.
    """
    power, actual, based, base = rules.of("power"), col("actual"), rules.bases, _base(rules)
    if based:
        frame = added(frame, _s_base=base_of(roles, rules))
    frame = added(frame, _s_n=whole(actual * power), _s_b=whole(base * power) if based else power)
    n, b = col("_s_n"), col("_s_b")
    fits = ~col("_bad") & (n / power == actual) & (n.abs() <= rules.most("by"))
    if based:
        fits = fits & (b / power == base) & (b > 0) & (b <= rules.most("by", "low", "high", "beyond"))
    if any(kind > Role.PREVIOUS for kind in rules.params["kind"]):
        fits = (rules.of("kind") <= int(Role.PREVIOUS)) & fits
    for role in AMOUNTS:
        if f"_rough_{role}" in frame.columns:
            fits = fits & ~col(f"_rough_{role}")
    for one in odd(roles, rules):
        fits = fits & ~one
    return added(frame, _s_x=when(fits).then(n * rules.of("by")))


def slow(roles: Collection[str], rules: Params) -> Term:
    """Whether an undecided row is for the long way: it does not plainly lack what is judged."""
    return ~lacking(roles, rules, base_of(roles, rules), col("_bad"))


def quick(frame: Frame, rules: Params) -> Frame:
    """Add the columns of QUICK to figures that were weighed; in slow rows its numbers are null, and its words say nothing.

    Law: what it decides, and the numbers, are those of the long way.
    """
    frame = _compared(frame, rules)
    decided = ~col("_s_x").is_null()
    why = when(~decided).then(reason(rules, _base(rules), col("_bad")))
    return added(frame, _s_verdict=_verdict(rules), _s_reason=why, **_numbers(decided, rules))


def _base(rules: Params) -> Term:
    return col("_s_base") if rules.bases else lit(1.0)


def _compared(frame: Frame, rules: Params) -> Frame:
    """Add the other sides of the comparison, scaled alike, and what came out."""
    ends = [name for name in ("low", "high", "beyond") if name == "low" or not rules.all(name, NEVER)]
    frame = added(frame, **{f"_s_y_{name}": col("_s_b") * rules.of(name) for name in ends})
    low = col("_s_y_low")
    # Both sides are whole numbers: what has to lie above a bound begins with the next one.
    return added(frame, _s_below=col("_s_x") < (low if rules.all("open", 0.0) else low + rules.of("open")))


def _verdict(rules: Params) -> Term:
    x, missed = col("_s_x"), rules.say(Verdict.MISSED)
    found = when(~x.is_null()).then(rules.say(Verdict.MET)).otherwise(rules.say(Verdict.UNDECIDED))
    if not rules.all("beyond", NEVER):
        found = when(x > col("_s_y_beyond")).then(rules.say(Verdict.EXCEEDED)).otherwise(found)
    if not rules.all("high", NEVER):
        found = when(x > col("_s_y_high")).then(missed).otherwise(found)
    return when(col("_s_below")).then(missed).otherwise(found)


def _numbers(decided: Term, rules: Params) -> dict[str, Term]:
    """Give the numbers of an outcome; they are null where the number is."""
    x, low, by = col("_s_x"), col("_s_y_low"), rules.of("by")
    scale, bound, gap = by * rules.of("power"), low, (low - x) + (low - x).abs()
    way = rules.of("way")
    share = when((way == 1) & (x >= 0)).then(x / low)
    shares = [((way == 2) & (x < 0), low / x)] if rules.any_turned else []
    if not rules.all("high", NEVER):
        high = col("_s_y_high")
        above, within, both = x > high, (x <= high) & ~col("_s_below"), way >= 3
        bound = when(above).then(high).otherwise(bound)
        gap = gap + ((x - high) + (x - high).abs())
        shares += [(both & within, lit(1.0)), (above & (high >= 0), high / x), ((way == 4) & (x >= 0), x / low)]
    rest, bound = lit(None, float), bound / scale
    for condition, share_there in reversed(shares):
        rest = when(condition).then(share_there).otherwise(rest)
    # A gap and its size add up to twice the gap, or to nothing where there is none.
    twice = (scale.abs() if rules.any_turned else scale) * 2.0
    return {
        "_s_actual": when(decided).then(col("actual")),
        "_s_bound": when(decided).then(bound),
        "_s_shortfall": gap / twice,
        "_s_attainment": share.otherwise(rest),
    }
