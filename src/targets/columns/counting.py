"""The parameters of DuckDB's short way, by which figures and their bounds are whole numbers of 64 bits: its operations on them are the fast ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targets.columns.params import LONG_WAY, SCALED, common_of, decimals_of
from targets.columns.rules import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.rules import Rule

__all__ = ["EXACT", "LOWER", "MOST", "RANGE", "RANGE_FROM_ABOVE_ZERO", "UPPER", "counted_of"]

MOST = 10**15
"""Whole numbers up to here are the digits of one float and no other."""
EXACT = 2**52
"""Whole numbers up to here have differences that float64 holds exactly, too."""
_TIMES = 10**4
_MOST_DECIMALS = 9
ALONE, LOWER, UPPER, RANGE, RANGE_FROM_ABOVE_ZERO = range(5)
"""How a rule looks: from below, from above, or both; what looks at a bound of another sign alone has no attainment."""


def counted_of(rules: Sequence[Rule]) -> dict[str, list[Any]]:
    """Give the parameters of rules by which figures are whole numbers: `p` times the number, against `low` and `high` times the base.

    All bounds look upward: what has only an upper one is turned around, and its `p` is below zero. Beyond `high` lies what
    exceeds, or above a range what missed.
    """
    rows = [{**_counted(rule), **common_of(rule)} for rule in rules]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _counted(rule: Rule) -> dict[str, Any]:
    named = rule.role if rule.role in (Role.RANK, Role.HELD, Role.JUDGED) else LONG_WAY
    row = {"kind": int(named), "p": 1.0, "pb": 1.0, "low": 0, "high": 0, "open": False, "way": LOWER, "exceeds": False}
    return {**row, **(_sided(rule) or {})}


def _sided(rule: Rule) -> dict[str, Any] | None:
    """Give the parameters of a rule of the short way: it looks one way, or is closed, and its bounds are short."""
    acceptable, exceeding, low, high = rule.target.acceptable, rule.target.exceeding, rule.low, rule.high
    is_open = (low is not None and acceptable.lower_open) or (high is not None and acceptable.upper_open)
    if rule.role not in (Role.VALUE, *SCALED) or (low is None and high is None):
        return None
    if exceeding is not None and (is_open or (low is not None and high is not None) or (exceeding.lower is None) != (low is None)):
        return None
    if low is not None and high is not None:
        if is_open or high < 0:
            return None
        ends, way = (low, high), RANGE_FROM_ABOVE_ZERO if low > 0 else RANGE
    elif high is None:
        assert low is not None
        ends, way = (low, low if rule.beyond is None else rule.beyond), LOWER if low > 0 else ALONE
    else:
        ends, way = (high, high if rule.beyond is None else rule.beyond), UPPER if high >= 0 else ALONE
    decimals, is_value = decimals_of(rule.target.indicator), rule.role is Role.VALUE
    over, sign = rule.q if is_value else rule.qb, -1 if low is None else 1
    more = next((n for n in range(_MOST_DECIMALS + 1) if all(end * 10**n % over == 0 for end in ends)), None)
    if more is None:
        return None
    power = max(decimals, more) if is_value else decimals + more
    whole = [sign * end * 10 ** (power if is_value else more) // over for end in ends]
    if max(map(abs, whole)) > (EXACT if is_value else _TIMES) or power > _MOST_DECIMALS:
        return None
    return {
        "kind": int(rule.role), "p": float(sign * 10**power), "pb": float(10**decimals), "low": whole[0], "high": whole[1],
        "open": is_open, "way": way, "exceeds": exceeding is not None,
    }  # fmt: skip
