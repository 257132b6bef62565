"""Which parts admit all that others admit together: one pass over a measure, and one over the items of checklists."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from targets.linting.measures import checklist

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from fractions import Fraction

    from targets.linting.measures import Part

__all__ = ["Covers", "Ranked", "cover_lists", "cover_numbers"]

Covers = dict[int, tuple["Part", ...]]
"""For a part, by its identity, the others that together admit nothing that it does not."""


class Ranked(NamedTuple):
    """A part with the number of what it means as a whole target, and when it applies.

    Two of one meaning are told as duplicates, and neither covers the other.
    """

    part: Part
    meaning: int
    condition: Hashable


def _start(part: Part) -> tuple[Fraction | float, bool]:
    return (-inf if part.values.lower is None else part.values.lower, part.values.lower_open)


def _end(part: Part) -> tuple[Fraction | float, bool, bool]:
    """Order ends from the lowest; one that zero may reach where last year's figure is zero admits a little more."""
    values = part.values
    return (inf if values.upper is None else values.upper, values.upper is not None and not values.upper_open, part.target.zero_kept)


def cover_numbers(group: Sequence[Ranked], covers: Covers) -> None:
    """Find covers on one measure: of all others, the highest start and the lowest end decide."""
    by_condition: dict[Hashable, list[Ranked]] = {}
    for one in group:
        by_condition.setdefault(one.condition, []).append(one)
    always = _outermost(by_condition.get(None, ()))
    for condition, some in by_condition.items():
        starts, ends = always if condition is None else _outermost([*always[0], *always[1], *some])
        for one in some:
            if (found := _covering(one, starts, ends)) is not None:
                covers.setdefault(id(one.part), found)


def _outermost(group: Iterable[Ranked]) -> tuple[Sequence[Ranked], Sequence[Ranked]]:
    """Give the required parts with the highest starts, and those with the lowest ends."""
    required = [one for one in group if one.part.owner.is_required]
    starts = _first_two((one for one in required if one.part.values.lower is not None), _start, highest=True)
    return starts, _first_two((one for one in required if one.part.values.upper is not None), _end, highest=False)


def _covering(one: Ranked, starts: Sequence[Ranked], ends: Sequence[Ranked]) -> tuple[Part, ...] | None:
    """Give the parts that admit nothing on either side that this one does not; None where there are none."""
    part = one.part
    found: dict[int, Part] = {}
    if part.values.lower is not None:
        start = next((other.part for other in starts if other.meaning != one.meaning), None)
        if start is None or _start(start) < _start(part):
            return None
        found[id(start)] = start
    if part.values.upper is not None:
        end = next((other.part for other in ends if other.meaning != one.meaning), None)
        if end is None or _end(end) > _end(part):
            return None
        found[id(end)] = end
    covers = tuple(found.values())
    return None if (covers[0].values & covers[-1].values).is_empty else covers


def _first_two(group: Iterable[Ranked], order: Callable[[Part], tuple[Fraction | float, ...]], *, highest: bool) -> list[Ranked]:
    """Give the outermost part, and the outermost that means something else; of equals the first by name."""
    ordered, outermost = sorted(group, key=lambda one: one.part.owner.id), max if highest else min
    found: list[Ranked] = []
    for _ in range(2 if ordered else 0):
        found.append(outermost(ordered, key=lambda one: order(one.part)))
        ordered = [one for one in ordered if one.meaning != found[0].meaning]
        if not ordered:
            break
    return found


def cover_lists(lists: Sequence[Ranked], covers: Covers) -> None:
    """Find covers of checklists: somebody else has to ask for every item."""
    holders: dict[tuple[str, str, Hashable], list[Ranked]] = {}
    for one in sorted(lists, key=lambda one: one.part.owner.id):
        if one.part.owner.is_required:
            for item in checklist(one.part.target):
                first = holders.setdefault((one.part.target.indicator.id, item, one.condition), [])
                if len(first) < 2 and all(other.meaning != one.meaning for other in first):
                    first.append(one)
    for one in lists:
        found: dict[str, Part] = {}
        for item in sorted(checklist(one.part.target)):
            keys = [(one.part.target.indicator.id, item, condition) for condition in dict.fromkeys((None, one.condition))]
            others = (other.part for key in keys for other in holders.get(key, ()) if other.meaning != one.meaning)
            if (cover := next(others, None)) is None:
                break
            found[cover.owner.id] = cover
        else:
            covers[id(one.part)] = tuple(found.values())
