"""The parameters of DuckDB's short way, by which figures and their bounds are whole numbers of 64 bits: its operations on them are the fast ones."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.columns.params import LONG_WAY, SCALED, common_of, decimals_of
from targets.columns.rules import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.rules import Rule

__all__ = ["EXACT", "LOWER", "LOWER_ALONE", "MOST", "RANGE", "RANGE_FROM_ABOVE_ZERO", "UPPER", "UPPER_ALONE", "counted_of"]

MOST = 10**15
"""Whole numbers up to here are the digits of one float and no other."""
EXACT = 2**52
"""Whole numbers up to here have differences that float64 holds exactly, too."""
_TIMES = 10**4
_MOST_DECIMALS = 9
LOWER, UPPER, RANGE, RANGE_FROM_ABOVE_ZERO, LOWER_ALONE, UPPER_ALONE = range(1, 7)
"""How a rule looks: from below, from above, or both; where its bound has another sign, nothing has an attainment."""


def counted_of(rules: Sequence[Rule]) -> dict[str, list[Any]]:
    """Give the parameters of rules by which figures are whole numbers: `p` times the number, against `low` and `high` times the base."""
    rows = [{**_counted(rule), **common_of(rule)} for rule in rules]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _counted(rule: Rule) -> dict[str, Any]:
    named = rule.role if rule.role in (Role.RANK, Role.HELD, Role.JUDGED) else LONG_WAY
    row = {"kind": int(named), "p": 1.0, "pb": 1.0, "low": 0, "high": 0, "open": 0, "way": LOWER, "exceeds": False}
    return {**row, **(_sided(rule) or {})}


def _sided(rule: Rule) -> dict[str, Any] | None:
    """Give the parameters of a rule of the short way: it looks one way, or is closed, and its bounds are short."""
    acceptable, exceeding, low, high = rule.target.acceptable, rule.target.exceeding, rule.low, rule.high
    is_open = (low is not None and acceptable.lower_open) or (high is not None and acceptable.upper_open)
    if rule.role not in (Role.VALUE, *SCALED) or (low is None and high is None):
        return None
    if exceeding is not None and (is_open or (low is not None and high is not None) or (exceeding.lower is None) != (low is None)):
        return None
    if high is None:
        assert low is not None
        ends, way = (low, low if rule.beyond is None else rule.beyond), LOWER if low > 0 else LOWER_ALONE
    elif low is None:
        ends, way = (high if rule.beyond is None else rule.beyond, high), UPPER if high >= 0 else UPPER_ALONE
    elif is_open or high < 0:
        return None
    else:
        ends, way = (low, high), RANGE_FROM_ABOVE_ZERO if low > 0 else RANGE
    decimals, is_value = decimals_of(rule.target.indicator), rule.role is Role.VALUE
    shares = [Fraction(end, rule.q if is_value else rule.qb) for end in ends]
    more = next((n for n in range(_MOST_DECIMALS + 1) if all((share * 10**n).denominator == 1 for share in shares)), None)
    if more is None:
        return None
    power = max(decimals, more) if is_value else decimals + more
    whole = [int(share * 10 ** (power if is_value else more)) for share in shares]
    if max(map(abs, whole)) > (EXACT if is_value else _TIMES) or power > _MOST_DECIMALS:
        return None
    return {
        "kind": int(rule.role), "p": float(10**power), "pb": float(10**decimals), "low": whole[0], "high": whole[1],
        "open": (-1 if low is not None else 1) if is_open else 0, "way": way, "exceeds": exceeding is not None,
    }  # fmt: skip
