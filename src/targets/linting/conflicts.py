"""Targets that no value can reach together: their intervals do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.linting.measures import is_beyond
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from targets.interval import Interval
    from targets.linting.measures import Part
    from targets.linting.witnesses import Judge
    from targets.ruleset import Target

__all__ = ["contradictions"]


def contradictions(groups: Mapping[Hashable, Sequence[Part]], judge: Judge) -> Iterator[Finding]:
    """Find, for every part that contradicts any other on its measure, one that it contradicts.

    Intervals meet all together as soon as they meet two by two, so the lowest end and the highest start tell who takes
    part in a contradiction: nobody is compared with everybody.
    """
    for group in groups.values():
        if len(group) > 1:
            for low, high in _apart(group):
                yield _finding(low, high, judge)


def _apart(group: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Give pairs that lie apart, the lower one first."""
    firm = [part for part in group if not part.target.zero_kept]
    pairs = _apart_at_ends(firm)
    kept = [part for part in group if part.target.zero_kept]
    if kept and firm:
        # All of these say `below: previous`; where last year's figure is zero, zero reaches them too.
        over = [part for part in firm if is_beyond(part.values, kept[0].values) and not _admits_zero_of_zero(part.target)]
        if over:
            first, last = min(kept, key=_name), min(over, key=_name)
            pairs += [(first, part) for part in over] + [(part, last) for part in kept if part is not first]
    return pairs


def _apart_at_ends(group: Sequence[Part]) -> list[tuple[Part, Part]]:
    ends = min(
        ((p.values.upper, not p.values.upper_open, _name(p), n) for n, p in enumerate(group) if p.values.upper is not None), default=None
    )
    starts = min(
        ((-p.values.lower, not p.values.lower_open, _name(p), n) for n, p in enumerate(group) if p.values.lower is not None), default=None
    )
    if ends is None or starts is None or not is_beyond(group[starts[-1]].values, group[ends[-1]].values):
        return []
    ending, starting = group[ends[-1]], group[starts[-1]]
    pairs = {}
    for part in group:
        if is_beyond(part.values, ending.values):
            pairs[id(ending), id(part)] = (ending, part)
        if is_beyond(starting.values, part.values):
            pairs[id(part), id(starting)] = (part, starting)
    return list(pairs.values())


def _name(part: Part) -> str:
    return part.owner.id


def _admits_zero_of_zero(target: Target) -> bool:
    """Whether zero reaches it where last year's figure is zero; a share of nothing says nothing."""
    bounds = target.acceptable
    return target.measure is Measure.PREVIOUS and not (
        (bounds.lower is not None and bounds.lower_open) or (bounds.upper is not None and bounds.upper_open)
    )


def _finding(low: Part, high: Part, judge: Judge) -> Finding:
    ends = (high.values.lower if not high.values.lower_open else None, low.values.upper if not low.values.upper_open else None)
    witnesses = tuple(
        judge.witness(_inside(one.values, other.values, end), [one.target], [other.target])
        for one, other, end in ((high, low, ends[0]), (low, high, ends[1]))
    )
    return Finding(Code.CONTRADICTION, (high.target, low.target), witnesses=witnesses)


def _inside(one: Interval, other: Interval, end: Fraction | None) -> Fraction:
    """Give a value that the one admits and the other does not: its nearest end, where that is one."""
    value = one.beyond(other) if end is None else end
    assert value is not None
    return value
