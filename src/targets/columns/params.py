"""The parameters of rules, as columns that stand beside rows or as values where all rules have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from targets.columns.rules import Role, is_bare
from targets.columns.terms import Term, col, lit
from targets.numerals import normal
from targets.outcome import Reason, Verdict
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.columns.rules import Rule
    from targets.ruleset import Indicator

__all__ = ["LONG_WAY", "NEVER", "SCALED", "WORDS", "Params", "common_of", "decimals_of", "turned_of"]

NEVER = 1e200
"""A bound that nothing reaches."""
WORDS = tuple(word.value for words in (Verdict, Reason) for word in words)
LONG_WAY = 9
"""The kind of a rule that the short way does not know."""
SCALED = (Role.PLAN, Role.PREVIOUS)
_EXACT = 2.0**52
"""Whole numbers up to here have differences that float64 holds exactly, too."""
_MOST_DIGITS = 1e15
_MOST_TIMES = 1e4
_PREFIX = "_s_"


class Params(NamedTuple):
    """The parameters of all rules, one list a parameter."""

    params: Mapping[str, list[Any]]
    is_polars: bool
    """Polars divides by a literal by multiplying with its rounded reciprocal, and copies numbers faster than words."""

    def of(self, name: str) -> Term:
        """Give a parameter beside each row."""
        return col(_PREFIX + name) if self._varies(name) else lit(self.params[name][0])

    def all(self, name: str, value: Any) -> bool:
        """Whether a parameter is this one in every rule."""
        return all(one == value for one in self.params[name])

    def any(self, name: str, *values: Any) -> bool:
        """Whether a parameter is one of these in some rule."""
        return any(one in values for one in self.params[name])

    def varying(self) -> dict[str, list[Any]]:
        """Give the columns that have to stand beside the rows."""
        return {_PREFIX + name: values for name, values in self.params.items() if self._varies(name)}

    def _varies(self, name: str) -> bool:
        values = self.params[name]
        if not self.all(name, values[0]) or (name == "power" and self.is_polars):
            return True
        # Nothing equals nothing with a sign, which the text of a query may lose, too.
        return values[0] == 0 and "-0.0" in map(str, values)

    def say(self, word: Verdict | Reason) -> Term:
        """Give a word, or its place among WORDS on polars."""
        return lit(WORDS.index(word.value), "tiny") if self.is_polars else lit(word.value)

    @property
    def bases(self) -> list[tuple[int, str]]:
        """The kinds of rules whose bounds are scaled, and by what."""
        kinds = set(self.params["kind"])
        return [(int(kind), role) for kind, role in zip(SCALED, ("plan", "previous"), strict=True) if kind in kinds]

    @property
    def any_turned(self) -> bool:
        """Whether a rule looks downward."""
        return any(by < 0 for by in self.params.get("by") or self.params["p"])

    def most(self, *names: str) -> float:
        """Give the largest whole number that stays one when it is multiplied with any of these parameters of rules of the short way."""
        columns = zip(*(self.params[name] for name in ("kind", *names)), strict=True)
        wanted = SCALED if len(names) > 1 else (Role.VALUE, *SCALED)
        factors = [abs(value) for kind, *values in columns if kind in wanted for value in values if value != NEVER]
        return float(min(_MOST_DIGITS, _EXACT // max(factors, default=1.0)))


def common_of(rule: Rule) -> dict[str, Any]:
    """Give what is asked of a row before anything is compared."""
    labels = _own_labels(rule.target.indicator)
    return {
        "itself": rule.target.measure.is_bound,
        "bare": is_bare(rule.target.indicator),
        "unit": labels[0] if labels else "",
        "label": labels[-1] if labels else "",
    }


def turned_of(rules: Sequence[Rule]) -> dict[str, list[Any]]:
    """Give parameters by which all bounds look upward: what has only an upper one is turned around."""
    rows = [{**_turned(rule), **common_of(rule)} for rule in rules]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _turned(rule: Rule) -> dict[str, Any]:
    both, turned, fits = rule.low is not None and rule.high is not None, rule.low is None, _fits(rule)
    sign = -1 if turned else 1
    low = rule.high if turned else rule.low
    kind = rule.role if fits or rule.role in (Role.RANK, Role.HELD, Role.JUDGED) else LONG_WAY
    by = rule.q if rule.role is Role.VALUE else rule.qb
    power = float(10 ** decimals_of(rule.target.indicator))
    positive = (rule.low or 0) > 0
    way = (4 if positive else 3) if both else (2 if (rule.high or 0) >= 0 else 0) if turned else int(positive)
    return {
        "kind": int(kind),
        "power": power,
        "by": float(sign * by) if fits else 1.0,
        # A bound of nothing keeps its sign, so that what comes of it has none.
        "low": sign * float(low or 0) if fits else 0.0,
        "high": float(rule.high or 0) if fits and both else NEVER,
        "beyond": float(sign * (rule.beyond or 0)) if fits and rule.target.exceeding is not None else NEVER,
        "open": float(rule.target.acceptable.upper_open if turned else rule.target.acceptable.lower_open) if fits else 0.0,
        "way": way if fits else 0,
    }


def _fits(rule: Rule) -> bool:
    """Whether a rule has bounds that look one way, or are both closed, and are short."""
    acceptable, beyond, turned = rule.target.acceptable, rule.target.exceeding, rule.low is None
    if rule.role not in (Role.VALUE, *SCALED) or (rule.low is None and rule.high is None):
        return False
    if beyond is not None and (beyond.lower is None) != turned:
        return False
    if rule.low is not None and rule.high is not None and (acceptable.lower_open or acceptable.upper_open):
        return False
    by = rule.q if rule.role is Role.VALUE else rule.qb
    ends = max(abs(end or 0) for end in (rule.low, rule.high, rule.beyond))
    # A plan scales the bounds by its own size, so that they have to leave room for it.
    room = _MOST_TIMES if rule.role in SCALED else _EXACT / 10 ** decimals_of(rule.target.indicator)
    return by <= _MOST_TIMES and ends <= room


def decimals_of(indicator: Indicator) -> int:
    """Say how many decimals of a number are short: amounts of money run to billions, others have more decimals."""
    unit = indicator.unit
    return 2 if unit is not None and unit.kind is Kind.AMOUNT and unit.base == "VND" and unit.scale == 1 else 4


def _own_labels(indicator: Indicator) -> list[str]:
    """Give the labels that mean an indicator's own unit, written as the unit itself prints them."""
    unit, counted = indicator.unit, indicator.counted_in
    taken = () if counted is None else (normal(counted.vi).casefold(), normal(counted.name).casefold())
    return [] if unit is None else [label for label in (unit.vi, unit.name) if normal(label).casefold() not in taken]
