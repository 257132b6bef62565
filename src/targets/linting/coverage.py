"""Targets that others make redundant: whoever reaches those, reaches these too."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.linting.conditions import meaning_of
from targets.linting.covers import Covers, Ranked, cover_lists, cover_numbers
from targets.linting.measures import checklist, measure_of, possible_values
from targets.linting.witnesses import witness
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from targets.finding import Witness
    from targets.linting.measures import Part
    from targets.ruleset import Target

__all__ = ["redundancies"]

_MADE_OF_TARGETS = (Measure.COMBINED, Measure.POINTS)


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
    known: dict[Hashable, int] = {}  # a number for each meaning: those are compared over and over
    meanings = {key: known.setdefault(frozenset(map(_meaning, mine)), len(known)) for key, mine in owned.items()}
    whole = {key: mine for key, mine in owned.items() if len(mine) == _size(mine[0].owner)}
    yield from _duplicates(whole, meanings)
    covers: Covers = {id(part): () for part in parts if _is_certain(part)}
    ranked = {id(part): Ranked(part, meanings[id(part.owner)], meaning_of(part.owner.applies)) for part in parts}
    for group in groups.values():
        for measure in {part.target.measure for part in group} if len(group) > 1 else ():
            cover_numbers([ranked[id(part)] for part in group if part.target.measure is measure], covers)
    cover_lists([ranked[id(part)] for part in parts if part.target.measure is Measure.ITEMS], covers)
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


def _duplicates(whole: Mapping[int, Sequence[Part]], meanings: Mapping[int, int]) -> Iterator[Finding]:
    alike: dict[int, list[Target]] = {}
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
