"""Targets that others make redundant: whoever reaches those, reaches these too."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.linting.measures import checklist
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from targets.finding import Witness
    from targets.linting.measures import Part
    from targets.linting.witnesses import Judge
    from targets.ruleset import Target

__all__ = ["redundancies"]

_Order = tuple[Fraction | float, bool]
_Slot = tuple[bool, bool]


def redundancies(parts: Sequence[Part], groups: Mapping[Hashable, Sequence[Part]], judge: Judge) -> Iterator[Finding]:
    """Find targets that mean the same, and targets each part of which another target includes.

    A stretch target never makes a required one redundant. What is judged against the plan itself and what is judged by a
    share of plan differ where the plan is zero, so neither includes the other.
    """
    owned: dict[int, list[Part]] = {}
    for part in parts:
        owned.setdefault(id(part.owner), []).append(part)
    whole = {key: mine for key, mine in owned.items() if len(mine) == len(mine[0].owner.parts or (None,))}
    meanings = {key: frozenset(map(_meaning, mine)) for key, mine in owned.items()}
    yield from _duplicates(whole, meanings)
    covers = _covers(groups, meanings) | _covering_lists(parts, meanings)
    for mine in whole.values():
        found = [covers[id(part)] for part in mine if id(part) in covers]
        if len(found) == len(mine):
            yield _redundant(mine, found, judge)


def _meaning(part: Part) -> Hashable:
    """Give what decides whether a part is reached, so that equal meanings are reached by the same figures."""
    target = part.target
    items = checklist(target) if target.measure is Measure.ITEMS else None
    return target.indicator.id, target.measure, target.zero_kept, items, part.values


def _duplicates(whole: Mapping[int, Sequence[Part]], meanings: Mapping[int, Hashable]) -> Iterator[Finding]:
    alike: dict[Hashable, list[Target]] = {}
    for key, mine in whole.items():
        alike.setdefault(meanings[key], []).append(mine[0].owner)
    for owners in alike.values():
        if len(owners) > 1:
            yield Finding(Code.DUPLICATE, tuple(sorted(owners, key=lambda owner: owner.id)))


def _redundant(mine: Sequence[Part], covers: Sequence[Part], judge: Judge) -> Finding:
    (part, cover), others = (mine[0], covers[0]), {cover.owner.id: cover.target for cover in covers}
    witnesses: tuple[Witness, ...] = ()
    if len(mine) == 1 and part.target.measure is Measure.ITEMS:
        if checklist(part.target) != checklist(cover.target):
            done = Fraction(len(checklist(part.target)))
            witnesses = (judge.witness(done, [part.target], [cover.target], items=part.target.items),)
    elif len(mine) == 1 and (value := part.values.beyond(cover.values)) is not None:
        witnesses = (judge.witness(value, [part.target], [cover.target]),)
    return Finding(Code.REDUNDANT, (part.target, *(others[name] for name in sorted(others))), witnesses=witnesses)


def _covers(groups: Mapping[Hashable, Sequence[Part]], meanings: Mapping[int, Hashable]) -> dict[int, Part]:
    """Give, for each part by its identity, another one that it includes, where there is one."""
    found: dict[int, Part] = {}
    for group in groups.values():
        for measure in {part.target.measure for part in group} if len(group) > 1 else ():
            _cover([part for part in group if part.target.measure is measure], meanings, found)
    return found


def _cover(group: Sequence[Part], meanings: Mapping[int, Hashable], found: dict[int, Part]) -> None:
    """Go from the highest start to the lowest: of all before, the one with the lowest end is inside if any is."""
    narrowest: dict[_Slot, tuple[_Order, str, Part]] = {}
    for (_, end), bucket in groupby(sorted(group, key=_span), key=_span):
        alike = list(bucket)
        firsts = _first_meanings(alike, meanings)
        for part in alike:
            slots = _slots_for(part)
            inside = [narrowest[slot] for slot in slots if slot in narrowest and narrowest[slot][0] <= end]
            same = [one for slot in slots for one in firsts.get(slot, ()) if meanings[id(one.owner)] != meanings[id(part.owner)]]
            if inside:
                found[id(part)] = min(inside, key=itemgetter(0, 1))[2]
            elif same:
                found[id(part)] = min(same, key=_name)
        for slot, (one, *_) in firsts.items():
            narrowest[slot] = min(narrowest.get(slot, (end, _name(one), one)), (end, _name(one), one), key=itemgetter(0, 1))


def _span(part: Part) -> tuple[_Order, _Order]:
    """Order by start, the highest first, then by end, the lowest first."""
    values = part.values
    start = (inf if values.lower is None else -values.lower, not values.lower_open)
    return start, (inf if values.upper is None else values.upper, not values.upper_open)


def _slot(part: Part) -> _Slot:
    return part.owner.is_required, part.target.zero_kept


def _slots_for(part: Part) -> list[_Slot]:
    """Say what may make a part redundant: stretch only stretch, and what zero can reach only what zero cannot otherwise."""
    return [
        (required, kept)
        for required in (True, False)
        for kept in (False, True)
        if required >= part.owner.is_required and kept <= part.target.zero_kept
    ]


def _first_meanings(alike: Sequence[Part], meanings: Mapping[int, Hashable]) -> dict[_Slot, list[Part]]:
    """Give for each slot the first two by name that do not mean the same as a whole."""
    found: dict[_Slot, list[Part]] = {}
    for part in sorted(alike, key=_name):
        firsts = found.setdefault(_slot(part), [])
        if len(firsts) < 2 and all(meanings[id(one.owner)] != meanings[id(part.owner)] for one in firsts):
            firsts.append(part)
    return found


def _name(part: Part) -> str:
    return part.owner.id


def _covering_lists(parts: Sequence[Part], meanings: Mapping[int, Hashable]) -> dict[int, Part]:
    """Give, for each checklist by its identity, another one that holds all of its items: only those with its rarest."""
    lists = [(part, checklist(part.target)) for part in parts if part.target.measure is Measure.ITEMS]
    holders: dict[tuple[str, str], list[tuple[Part, frozenset[str]]]] = {}
    for part, items in sorted(lists, key=lambda pair: _name(pair[0])):
        for item in items:
            holders.setdefault((part.target.indicator.id, item), []).append((part, items))
    found: dict[int, Part] = {}
    for part, items in lists:
        rarest = min((holders[part.target.indicator.id, item] for item in items), key=len)
        for other, more in rarest:
            differs = meanings[id(other.owner)] != meanings[id(part.owner)]
            if differs and items <= more and _slot(other) in _slots_for(part):
                found[id(part)] = other
                break
    return found
