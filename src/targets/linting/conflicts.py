"""Targets that no value can reach together: their intervals do not meet."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.codes import Code
from targets.finding import Finding
from targets.linting.calendars import Calendar
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
    """Parts on one measure that apply under one condition, with the lowest end and the highest start among them.

    `end` and `start` order these among those of other conditions, the lowest and the highest first.
    """

    condition: Condition | None
    since: float
    until: float
    parts: Sequence[Part]
    end: tuple[Any, ...] | None
    start: tuple[Any, ...] | None
    ending: Part
    starting: Part


def contradictions(owners: Sequence[Target], groups: Mapping[Hashable, Sequence[Part]]) -> Iterator[Finding]:
    """Find, for every part that contradicts any other on its measure, one that it contradicts.

    Stretch targets that one composite takes as alternatives may lie apart.

    Intervals meet all together as soon as they meet two by two, so the lowest end and the highest start tell who takes
    part in a contradiction: nobody is compared with everybody.
    """
    choices: dict[str, set[str]] = {}
    for owner in owners:
        if owner.measure is Measure.COMBINED and owner.acceptable.lower != len(owner.parts):
            for member in owner.parts:
                choices.setdefault(member.id, set()).add(owner.id)
    for group in groups.values():
        for low, high in _apart(group) if len(group) > 1 else ():
            required = low.owner.is_required or high.owner.is_required
            if required or not choices.get(low.owner.id, set()) & choices.get(high.owner.id, set()):
                yield _finding(low, high)


def _apart(group: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Give pairs that lie apart and can apply together, the lower one first.

    For the parts under one condition only the highest start that can apply together with them is asked for, and the
    lowest end.
    """
    by_condition: dict[Hashable, list[Part]] = {}
    for part in group:
        by_condition.setdefault(meaning_of(part.owner.applies), []).append(part)
    together = [_together(parts) for parts in by_condition.values()]
    highest = sorted((one for one in together if one.start is not None), key=lambda one: one.start or ())
    lowest = sorted((one for one in together if one.end is not None), key=lambda one: one.end or ())
    firsts = [one.since for one in together]
    starting, ending = (Calendar(((one.since, one.until) for one in ordered), firsts) for ordered in (highest, lowest))
    pairs: dict[tuple[int, int], tuple[Part, Part]] = {}
    for one in lowest:
        above = bisect_left(highest, True, key=partial(_is_not_above, one.ending))
        if (other := _first_together(one, starting, highest, above)) is not None:
            low = (part for part in one.parts if is_beyond(other.starting.values, part.values))
            pairs |= {(id(part), id(other.starting)): (part, other.starting) for part in low}
    for one in highest:
        below = bisect_left(lowest, True, key=partial(_is_not_below, one.starting))
        if (other := _first_together(one, ending, lowest, below)) is not None:
            high = (part for part in one.parts if is_beyond(part.values, other.ending.values))
            pairs |= {(id(other.ending), id(part)): (other.ending, part) for part in high}
    return [(low, high) for low, high in pairs.values() if not _meet_at_zero(low.target, high.target)]


def _is_not_above(part: Part, other: _Together) -> bool:
    return not is_beyond(other.starting.values, part.values)


def _is_not_below(part: Part, other: _Together) -> bool:
    return not is_beyond(part.values, other.ending.values)


def _first_together(one: _Together, calendar: Calendar, ordered: Sequence[_Together], before: int) -> _Together | None:
    """Give the first (of so many) that can apply together with this one; days tell most of those apart that cannot."""
    for position in calendar.sharing((one.since, one.until)) if before else ():
        if position >= before:
            return None
        if can_hold_together(one.condition, ordered[position].condition):
            return ordered[position]
    return None


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
    end, start = min(ends, default=None), min(starts, default=None)
    condition = parts[0].owner.applies
    first, last = (None, None) if condition is None else (condition.days.lower, condition.days.upper)
    return _Together(
        condition,
        -inf if first is None else int(first),
        inf if last is None else int(last),
        parts,
        end,
        start,
        parts[end[-1] if end else 0],
        parts[start[-1] if start else 0],
    )


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
