"""Targets that no value can reach together: their intervals do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.finding import Finding
from targets.linting.conditions import can_hold_together, meaning_of
from targets.linting.measures import is_beyond
from targets.linting.witnesses import witness
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from targets.condition import Condition
    from targets.interval import Interval
    from targets.linting.measures import Part
    from targets.ruleset import Target

__all__ = ["contradictions"]


class _Together(NamedTuple):
    """Parts on one measure that apply under one condition: the part with the lowest end, and that with the highest start."""

    condition: Condition | None
    parts: Sequence[Part]
    ending: Part | None
    starting: Part | None


def contradictions(groups: Mapping[Hashable, Sequence[Part]]) -> Iterator[Finding]:
    """Find, for every part that contradicts any other on its measure, one that it contradicts.

    Intervals meet all together as soon as they meet two by two, so the lowest end and the highest start tell who takes
    part in a contradiction: nobody is compared with everybody.
    """
    for group in groups.values():
        if len(group) > 1:
            for low, high in _apart(group):
                yield _finding(low, high)


def _apart(group: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Give pairs that lie apart and can apply together, the lower one first."""
    by_condition: dict[Hashable, list[Part]] = {}
    for part in group:
        by_condition.setdefault(meaning_of(part.owner.applies), []).append(part)
    together = [_together(parts) for parts in by_condition.values()]
    pairs: dict[tuple[int, int], tuple[Part, Part]] = {}
    for lower in together:
        for upper in together:
            if lower.ending is None or upper.starting is None or not is_beyond(upper.starting.values, lower.ending.values):
                continue
            if can_hold_together(lower.condition, upper.condition):
                found = [(lower.ending, part) for part in upper.parts if is_beyond(part.values, lower.ending.values)]
                found += [(part, upper.starting) for part in lower.parts if is_beyond(upper.starting.values, part.values)]
                pairs |= {(id(low), id(high)): (low, high) for low, high in found}
    return [(low, high) for low, high in pairs.values() if not _meet_at_zero(low.target, high.target)]


def _together(parts: Sequence[Part]) -> _Together:
    # Of equal ends, those come last that zero may reach where last year's figure is zero: they contradict less.
    ends = [
        (p.values.upper, not p.values.upper_open, p.target.zero_kept, p.owner.id, n)
        for n, p in enumerate(parts)
        if p.values.upper is not None
    ]
    starts = [
        (-p.values.lower, not p.values.lower_open, p.target.measure is Measure.PREVIOUS, p.owner.id, n)
        for n, p in enumerate(parts)
        if p.values.lower is not None
    ]
    return _Together(parts[0].owner.applies, parts, parts[min(ends)[-1]] if ends else None, parts[min(starts)[-1]] if starts else None)


def _meet_at_zero(low: Target, high: Target) -> bool:
    """Whether both are reached by zero where last year's figure is zero; a share of nothing says nothing."""
    bounds = high.acceptable
    closed = not bounds.lower_open and (bounds.upper is None or not bounds.upper_open)
    return low.zero_kept and high.measure is Measure.PREVIOUS and closed


def _finding(low: Part, high: Part) -> Finding:
    ends = (high.values.lower if not high.values.lower_open else None, low.values.upper if not low.values.upper_open else None)
    witnesses = tuple(
        witness(_inside(one.values, other.values, end), [one.target], [other.target])
        for one, other, end in ((high, low, ends[0]), (low, high, ends[1]))
    )
    return Finding(Code.CONTRADICTION, (high.target, low.target), witnesses=witnesses)


def _inside(one: Interval, other: Interval, end: Fraction | None) -> Fraction:
    """Give a value that the one admits and the other does not: its nearest end, where that is one."""
    value = one.beyond(other) if end is None else end
    assert value is not None
    return value
