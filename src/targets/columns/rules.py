"""A ruleset as a small table: one row for each target (or part of one), with all that a comparison needs as numbers."""

from __future__ import annotations

from enum import IntEnum
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.columns.refusing import KINDS, faults, refused
from targets.errors import Problem, TargetsError
from targets.measure import Measure
from targets.outcome import whole_of
from targets.units import ITEM, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from targets.ruleset import Indicator, Ruleset, Target

__all__ = ["Compiled", "Role", "Rule", "compiled", "is_bare", "table_of"]


class Role(IntEnum):
    """Where the judged number of a rule is found in a row."""

    VALUE = 0
    PLAN = 1
    PREVIOUS = 2
    RANK = 3
    HELD = 4
    JUDGED = 5


class Rule(NamedTuple):
    """One row of the table; `target` and `owner` (the target it is a part of) are for the exact recheck.

    With the denominator q (qb where a plan, last year's figure or a total scales the bounds), a number m over a base b
    lies below when m * q < b * low. All of these are whole numbers, so that the comparison is one of whole numbers.
    `thing` over `per` is one of the things that are counted, in their unit, and 0 where they do not come whole; `per` is a
    factor of all the others.
    """

    target: Target
    owner: Target
    role: Role
    low: int | None
    high: int | None
    beyond: int | None
    q: int
    qb: int
    thing: int
    per: int

    def row(self, number: int) -> dict[str, Any]:
        """Give the row as plain values; absent bounds are 0 beside a False."""
        target, acceptable = self.target, self.target.acceptable
        unit = target.indicator.unit
        exceeding = target.exceeding
        return {
            "indicator": target.indicator.id,
            "target": self.owner.id,
            "_rule": number,
            "_role": int(self.role),
            "_low": float(self.low or 0),
            "_high": float(self.high or 0),
            "_beyond": float(self.beyond or 0),
            "_has_low": self.low is not None,
            "_has_high": self.high is not None,
            "_low_open": self.low is not None and acceptable.lower_open,
            "_high_open": self.high is not None and acceptable.upper_open,
            "_way": 0.0 if exceeding is None else 1.0 if exceeding.lower is not None else -1.0,
            "_q": float(self.q),
            "_qb": float(self.qb),
            "_thing": float(self.thing),
            "_per": float(self.per),
            "_fine": max(self.qb, *(abs(end or 0) for end in (self.low, self.high, self.beyond))) < 2**53,
            "_itself": target.measure.is_bound,
            "_kept": target.zero_kept,
            "_share": unit is not None and unit.kind is Kind.SHARE,
            "_bare": is_bare(target.indicator),
            "_class": class_of(target.indicator),
            "weight": float(self.owner.weight),
            "severity": self.owner.severity.value,
        }


def is_bare(indicator: Indicator) -> bool:
    """Whether a number without a unit is one in the indicator's own: a bare share could be a hundred times one."""
    return indicator.unit is None or indicator.unit.kind is Kind.AMOUNT


def class_of(indicator: Indicator) -> str:
    """Name what the units of an indicator's figures are converted into, so that indicators alike share conversions."""
    unit, counted = indicator.unit, indicator.counted_in
    return "|".join("" if u is None else f"{u.kind.name} {u.base} {u.scale}" for u in (unit, counted))


def table_of(rules: Iterable[Rule]) -> dict[str, list[Any]]:
    """Give the rows as columns."""
    rows = [rule.row(number) for number, rule in enumerate(rules)]
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


class Compiled(NamedTuple):
    """The rules of all targets that columns can tell, the targets that they cannot, and why not."""

    rules: list[Rule]
    others: tuple[Target, ...]
    why: tuple[Problem, ...]


def compiled(ruleset: Ruleset) -> Compiled:
    """Compile a ruleset. Raises TargetsError for what a table of figures cannot carry: plans that are told apart by name."""
    if problems := list(refused(ruleset)):
        raise TargetsError(*problems)
    rules: list[Rule] = []
    others: list[Target] = []
    for owner in ruleset.targets:
        found = list(faults(owner, is_told=_role(owner) is not None))
        # Members of composites are targets of their own, and said to be so where they stand.
        parts = owner.parts if owner.measure not in KINDS else ()
        for target in parts or (owner,):
            found += faults(target, is_told=_role(target) is not None) if target is not owner else ()
        problems += found
        if found:
            others.append(owner)
        else:
            rules += [_rule(target, owner) for target in parts or (owner,)]
    return Compiled(rules, tuple(others), tuple(problems))


def _role(target: Target) -> Role | None:
    match target.measure:
        case Measure.VALUE:
            return Role.VALUE
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return Role.PLAN
        case Measure.SHARE_OF_PREVIOUS | Measure.PREVIOUS:
            return Role.PREVIOUS
        case Measure.RANK:
            return Role.RANK
        case Measure.HELD:
            return Role.HELD
        case Measure.JUDGED:
            return Role.JUDGED
        case _:
            return None


def _rule(target: Target, owner: Target) -> Rule:
    role = _role(target)
    assert role is not None
    low, high = target.acceptable.lower, target.acceptable.upper
    beyond = None if target.exceeding is None else target.exceeding.upper if target.exceeding.lower is None else target.exceeding.lower
    whole_share = whole_of(target.indicator.unit) if role is Role.VALUE else whole_of(None)
    unit = target.indicator.unit
    counts = role is Role.VALUE and unit is not None and unit.kind is Kind.SHARE
    thing = (target.indicator.counted_in or ITEM).thing if counts else None
    over = 1 if thing is None else thing.denominator
    q = lcm(*(end.denominator for end in (low, high, beyond) if end is not None)) * whole_share.denominator * over

    def whole(end: Fraction | None) -> int | None:
        return None if end is None else end.numerator * q // end.denominator

    qb = q * whole_share.numerator // whole_share.denominator
    return Rule(target, owner, role, whole(low), whole(high), whole(beyond), q, qb, 0 if thing is None else thing.numerator, over)
