"""When targets apply: conditions that can never hold, that hold together, or that follow from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.linting.measures import is_beyond, measure_of, reaching

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from targets.condition import Condition
    from targets.ruleset import Ruleset, Target

__all__ = ["can_hold", "can_hold_together", "meaning_of", "never_applying"]


def never_applying(ruleset: Ruleset) -> Iterator[Finding]:
    """Find targets whose condition no day, no subject and no figure can fulfil."""
    for target in ruleset.targets:
        if not can_hold(target.applies):
            yield Finding(Code.NEVER_APPLIES, (target,))


def can_hold(condition: Condition | None) -> bool:
    """Whether there are days, tags and values for which it holds."""
    if condition is None:
        return True
    possible = all(not reaching(clause.acceptable, clause).is_empty for clause in condition.clauses)
    return possible and can_hold_together(condition, condition)


def can_hold_together(one: Condition | None, other: Condition | None) -> bool:
    """Whether a day, a subject and figures can fulfil both: some day lies in both, and nothing in them excludes the rest."""
    if one is None or other is None:
        return True
    if (one.days & other.days).is_empty or {*one.tagged, *other.tagged} & {*one.not_tagged, *other.not_tagged}:
        return False
    return not any(_are_apart(a, b) for a in one.clauses for b in other.clauses)


def meaning_of(condition: Condition | None) -> Hashable:
    """Give what decides whether it holds, so that equal meanings always hold together; None for always."""
    if condition is None:
        return None
    clauses = frozenset((measure_of(clause), clause.measure, clause.acceptable) for clause in condition.clauses)
    return condition.days, frozenset(condition.tagged), frozenset(condition.not_tagged), clauses


def _are_apart(one: Target, other: Target) -> bool:
    if one is other or measure_of(one) != measure_of(other):
        return False
    first, second = reaching(one.acceptable, one), reaching(other.acceptable, other)
    return is_beyond(first, second) or is_beyond(second, first)
