"""Targets that others make redundant: whoever reaches those, reaches these too."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.finding import Finding
from targets.linting.conditions import meaning_of
from targets.linting.measures import checklist, measure_of, possible_values
from targets.linting.witnesses import witness
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from targets.finding import Witness
    from targets.linting.measures import Part
    from targets.ruleset import Target

__all__ = ["redundancies"]

_Covers = dict[int, tuple["Part", ...]]
_MADE_OF_TARGETS = (Measure.COMBINED, Measure.POINTS)


class _Ranked(NamedTuple):
    """A part with what it means as a whole target, and when it applies.

    Two of one meaning are told as duplicates, and neither covers the other.
    """

    part: Part
    meaning: Hashable
    condition: Hashable


def redundancies(owners: Sequence[Target], parts: Sequence[Part], groups: Mapping[Hashable, Sequence[Part]]) -> Iterator[Finding]:
    """Find targets that mean the same, and targets that admit all that the others admit together.

    Law: leaving out a redundant target never changes whether all are reached; and where the others can be reached
    together, a target that is not found does change it. Only required targets make others redundant, where they apply
    always or under the same condition: several stretch targets are a ladder. What earns points, and what other targets
    are made of, is needed all the same. A bound at the plan itself and a share of plan differ where the plan is zero, so
    neither covers the other.
    """
    owned: dict[int, list[Part]] = {}
    for part in parts:
        owned.setdefault(id(part.owner), []).append(part)
    meanings = {key: frozenset(map(_meaning, mine)) for key, mine in owned.items()}
    whole = {key: mine for key, mine in owned.items() if len(mine) == _size(mine[0].owner)}
    yield from _duplicates(whole, meanings)
    covers: _Covers = {id(part): () for part in parts if _is_certain(part)}
    ranked = {id(part): _Ranked(part, meanings[id(part.owner)], meaning_of(part.owner.applies)) for part in parts}
    for group in groups.values():
        for measure in {part.target.measure for part in group} if len(group) > 1 else ():
            _cover([ranked[id(part)] for part in group if part.target.measure is measure], covers)
    _cover_lists([ranked[id(part)] for part in parts if part.target.measure is Measure.ITEMS], covers)
    needed = {part.id for owner in owners if owner.measure in _MADE_OF_TARGETS for part in owner.parts}
    for mine in whole.values():
        owner = mine[0].owner
        if not owner.bands and owner.id not in needed and all(id(part) in covers for part in mine):
            yield _redundant(mine, [covers[id(part)] for part in mine])


def _size(owner: Target) -> int:
    """How many parts a target is judged by; the members of a group are none of its own."""
    return 1 if owner.measure is Measure.POINTS else len(owner.parts or (owner,))


def _is_certain(part: Part) -> bool:
    """Whether every value that there can be reaches it; a measure without ends always has some that does not."""
    possible = possible_values(part.target)
    return possible.lower is not None and part.values.includes(possible)


def _meaning(part: Part) -> Hashable:
    """Give what decides whether a part is reached, so that equal meanings are reached by the same figures."""
    target = part.target
    items = checklist(target) if target.measure is Measure.ITEMS else None
    bands = frozenset(part.owner.bands)
    return measure_of(target), target.measure, target.zero_kept, items, part.values, bands, meaning_of(part.owner.applies)


def _duplicates(whole: Mapping[int, Sequence[Part]], meanings: Mapping[int, Hashable]) -> Iterator[Finding]:
    alike: dict[Hashable, list[Target]] = {}
    for key, mine in whole.items():
        alike.setdefault(meanings[key], []).append(mine[0].owner)
    for owners in alike.values():
        if len(owners) > 1:
            yield Finding(Code.DUPLICATE, tuple(sorted(owners, key=lambda owner: owner.id)))


def _redundant(mine: Sequence[Part], covers: Sequence[Sequence[Part]]) -> Finding:
    others = {cover.owner.id: cover.target for several in covers for cover in several}
    if not others:
        part = mine[0]
        ends = possible_values(part.target)
        worst = ends.lower if part.target.acceptable.lower is not None else ends.upper
        assert worst is not None
        return Finding(Code.ALWAYS_REACHED, (part.target,), witnesses=(witness(worst, [part.target]),))
    about = (mine[0].target, *(others[name] for name in sorted(others)))
    witnesses = () if len(mine) > 1 else _shown(mine[0], covers[0])
    return Finding(Code.REDUNDANT, about, witnesses=witnesses)


def _shown(part: Part, covers: Sequence[Part]) -> tuple[Witness, ...]:
    """Give a value that reaches the redundant target, and not all of those that make it so."""
    if part.target.measure is Measure.ITEMS:
        items = checklist(part.target)
        more = [cover.target for cover in covers if not checklist(cover.target) <= items]
        return (witness(Fraction(len(items)), [part.target], more, items=part.target.items),) if more else ()
    meet = covers[0].values & covers[-1].values
    value = part.values.beyond(meet)
    if value is None:
        return ()
    missed = [cover.target for cover in covers if not cover.values.admits(value)]
    return (witness(value, [part.target], missed),)


# -- numbers: the highest start and the lowest end of all others decide ------------------------------------------------


def _start(part: Part) -> tuple[Fraction | float, bool]:
    return (-inf if part.values.lower is None else part.values.lower, part.values.lower_open)


def _end(part: Part) -> tuple[Fraction | float, bool, bool]:
    """Order ends from the lowest; one that zero may reach where last year's figure is zero admits a little more."""
    values = part.values
    return (inf if values.upper is None else values.upper, values.upper is not None and not values.upper_open, part.target.zero_kept)


def _cover(group: Sequence[_Ranked], covers: _Covers) -> None:
    by_condition: dict[Hashable, list[_Ranked]] = {}
    for one in group:
        by_condition.setdefault(one.condition, []).append(one)
    always = _outermost(by_condition.get(None, ()))
    for condition, some in by_condition.items():
        starts, ends = always if condition is None else _outermost([*always[0], *always[1], *some])
        for one in some:
            if (found := _covering(one, starts, ends)) is not None:
                covers.setdefault(id(one.part), found)


def _outermost(group: Iterable[_Ranked]) -> tuple[Sequence[_Ranked], Sequence[_Ranked]]:
    """Give the required parts with the highest starts, and those with the lowest ends."""
    required = [one for one in group if one.part.owner.is_required]
    starts = _first_two((one for one in required if one.part.values.lower is not None), _start, highest=True)
    return starts, _first_two((one for one in required if one.part.values.upper is not None), _end, highest=False)


def _covering(one: _Ranked, starts: Sequence[_Ranked], ends: Sequence[_Ranked]) -> tuple[Part, ...] | None:
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


def _first_two(group: Iterable[_Ranked], order: Callable[[Part], tuple[Fraction | float, ...]], *, highest: bool) -> list[_Ranked]:
    """Give the outermost part, and the outermost that means something else; of equals the first by name."""
    ordered, outermost = sorted(group, key=lambda one: one.part.owner.id), max if highest else min
    found: list[_Ranked] = []
    for _ in range(2 if ordered else 0):
        found.append(outermost(ordered, key=lambda one: order(one.part)))
        ordered = [one for one in ordered if one.meaning != found[0].meaning]
        if not ordered:
            break
    return found


# -- checklists: somebody else has to ask for every item ---------------------------------------------------------------


def _cover_lists(lists: Sequence[_Ranked], covers: _Covers) -> None:
    holders: dict[tuple[str, str, Hashable], list[_Ranked]] = {}
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
