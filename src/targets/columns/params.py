"""What the short way needs of each rule, as few plain numbers: all bounds look upward, and what has only an upper one is turned around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.columns.rules import Role
from targets.numerals import normal
from targets.outcome import Reason, Verdict
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.rules import Rule
    from targets.ruleset import Indicator

__all__ = ["NEVER", "WORDS", "Quick", "params_of"]

NEVER = 1e200
"""A bound that nothing reaches."""
WORDS = tuple(word.value for words in (Verdict, Reason) for word in words)
_LONG_WAY = 9
_EXACT = 2.0**52
"""Whole numbers up to here have differences that float64 holds exactly, too."""
_MOST_DIGITS = 1e15
_MOST_TIMES = 1e4
_SCALED = (Role.PLAN, Role.PREVIOUS)
_Params = dict[str, list[Any]]


class Quick(NamedTuple):
    """The parameters of all rules, and which of them are the same for all, so that no row needs them."""

    params: _Params
    is_polars: bool
    """Polars divides by a literal by multiplying with its rounded reciprocal, and copies numbers faster than words."""

    def of(self, name: str) -> nw.Expr:
        """Give a parameter beside each row."""
        return nw.col(name) if self._varies(name) else nw.lit(self.params[name][0])

    def all(self, name: str, value: Any) -> bool:
        """Whether a parameter is this one in every rule."""
        return all(one == value for one in self.params[name])

    def varying(self) -> _Params:
        """Give the parameters that have to stand beside the rows."""
        return {name: values for name, values in self.params.items() if self._varies(name)}

    def _varies(self, name: str) -> bool:
        return not self.all(name, self.params[name][0]) or (name in ("_s_power", "_s_twice") and self.is_polars)

    def say(self, word: Verdict | Reason) -> nw.Expr:
        """Give a word, or its place among WORDS on polars."""
        return nw.lit(WORDS.index(word.value), nw.Int8()) if self.is_polars else nw.lit(word.value)

    @property
    def bases(self) -> list[tuple[int, str]]:
        """The kinds of rules whose bounds are scaled, and by what."""
        kinds = set(self.params["_s_kind"])
        return [(int(kind), role) for kind, role in zip(_SCALED, ("plan", "previous"), strict=True) if kind in kinds]

    @property
    def any_turned(self) -> bool:
        """Whether a rule looks downward."""
        return any(by < 0 for by in self.params["_s_by"])

    def most(self, *names: str) -> float:
        """Give the largest whole number that stays one when it is multiplied with any of these parameters of rules of the short way."""
        columns = zip(*(self.params[f"_s_{name}"] for name in ("kind", *names)), strict=True)
        wanted = _SCALED if len(names) > 1 else (Role.VALUE, *_SCALED)
        factors = [abs(value) for kind, *values in columns if kind in wanted for value in values if value != NEVER]
        return float(min(_MOST_DIGITS, _EXACT // max(factors, default=1.0)))


def params_of(rules: Sequence[Rule]) -> _Params:
    """Give the parameters as columns."""
    rows = [_param(rule) for rule in rules]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _param(rule: Rule) -> dict[str, Any]:
    both, turned, fits = rule.low is not None and rule.high is not None, rule.low is None, _fits(rule)
    sign = -1 if turned else 1
    low = rule.high if turned else rule.low
    kind = rule.role if fits or rule.role in (Role.RANK, Role.HELD, Role.JUDGED) else _LONG_WAY
    by = rule.q if rule.role is Role.VALUE else rule.qb
    power = _power(rule.target.indicator)
    positive = (rule.low or 0) > 0
    way = (4 if positive else 3) if both else (2 if (rule.high or 0) >= 0 else 0) if turned else int(positive)
    labels = _own_labels(rule.target.indicator)
    return {
        "_s_kind": int(kind),
        "_s_power": power,
        "_s_twice": 2 * power,
        "_s_by": float(sign * by) if fits else 1.0,
        "_s_low": float(sign * (low or 0)) if fits else 0.0,
        "_s_high": float(rule.high or 0) if fits and both else NEVER,
        "_s_beyond": float(sign * (rule.beyond or 0)) if fits and rule.target.exceeding is not None else NEVER,
        "_s_open": float(rule.target.acceptable.upper_open if turned else rule.target.acceptable.lower_open) if fits else 0.0,
        "_s_way": way if fits else 0,
        "_s_itself": rule.target.measure.is_bound,
        "_s_bare": rule.row(0)["_bare"],
        "_s_unit": labels[0] if labels else "",
        "_s_label": labels[-1] if labels else "",
    }


def _fits(rule: Rule) -> bool:
    """Whether a rule has bounds that look one way, or are both closed, and are short."""
    acceptable, beyond, turned = rule.target.acceptable, rule.target.exceeding, rule.low is None
    if rule.role not in (Role.VALUE, *_SCALED) or (rule.low is None and rule.high is None):
        return False
    if beyond is not None and (beyond.lower is None) != turned:
        return False
    if rule.low is not None and rule.high is not None and (acceptable.lower_open or acceptable.upper_open):
        return False
    by = rule.q if rule.role is Role.VALUE else rule.qb
    ends = max(abs(end or 0) for end in (rule.low, rule.high, rule.beyond))
    # A plan scales the bounds by its own size, so that they have to leave room for it.
    return by <= _MOST_TIMES and ends <= (_MOST_TIMES if rule.role in _SCALED else _EXACT / _power(rule.target.indicator))


def _power(indicator: Indicator) -> float:
    """Say how much a number is multiplied with to be whole: amounts of money run to billions, others have more decimals."""
    unit = indicator.unit
    return 1e2 if unit is not None and unit.kind is Kind.AMOUNT and unit.base == "VND" and unit.scale == 1 else 1e4


def _own_labels(indicator: Indicator) -> list[str]:
    """Give the labels that mean an indicator's own unit, written as the unit itself prints them."""
    unit, counted = indicator.unit, indicator.counted_in
    taken = () if counted is None else (normal(counted.vi).casefold(), normal(counted.name).casefold())
    return [] if unit is None else [label for label in (unit.vi, unit.name) if normal(label).casefold() not in taken]
