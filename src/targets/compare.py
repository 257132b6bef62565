"""Compare two rulesets target by target: what became stricter, what looser, decided by inclusion of intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from targets.condition import ALWAYS, asked_by
from targets.measure import Measure
from targets.numerals import normal
from targets.units import UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from targets.condition import Asked, Condition
    from targets.interval import Interval
    from targets.ruleset import Ruleset, Target
    from targets.units import Unit

__all__ = ["Change", "Relation", "compare", "relation_of"]


class Relation(StrEnum):
    """How a new target relates to the old one of the same id."""

    ADDED = "added"
    REMOVED = "removed"
    STRICTER = "stricter"
    LOOSER = "looser"
    INCOMPARABLE = "incomparable"
    SAME = "same"

    @property
    def mirrored(self) -> Relation:
        """The relation with old and new exchanged."""
        return _MIRROR.get(self, self)

    def and_then(self, other: Relation) -> Relation:
        """Combine two relations of parts: both ways at once is incomparable. Law: commutative, associative, idempotent."""
        if self is Relation.SAME or self is other:
            return other
        return self if other is Relation.SAME else Relation.INCOMPARABLE


_MIRROR = {
    Relation.ADDED: Relation.REMOVED,
    Relation.REMOVED: Relation.ADDED,
    Relation.STRICTER: Relation.LOOSER,
    Relation.LOOSER: Relation.STRICTER,
}
_DAYS = ("from", "until")
_ONE_MEASURE = {Measure.PLAN: Measure.SHARE_OF_PLAN, Measure.PREVIOUS: Measure.SHARE_OF_PREVIOUS}


@dataclass(frozen=True, slots=True)
class Change:
    """One target before and after.

    `witness` is a number, in `unit` (None: ranks, percent of a base or bare), that one side admits and the other does
    not: the new one where `gained`, else the old one. `items` are those of a checklist that came or went, `groups` the
    groups of targets; `asks` is what the new condition asks and the old one did not, `asked` the other way round. `texts`
    names what else was written differently.
    """

    id: str
    relation: Relation
    old: Target | None
    new: Target | None
    witness: Fraction | None = None
    unit: Unit | None = None
    items: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    gained: bool = False
    asks: tuple[Asked, ...] = ()
    asked: tuple[Asked, ...] = ()
    groups: tuple[str, ...] = ()


class _Found(NamedTuple):
    """What a comparison found, before conditions and severity are looked at."""

    relation: Relation
    witness: Fraction | None = None
    gained: bool = False
    unit: Unit | None = None
    items: tuple[str, ...] = ()


def compare(old: Ruleset, new: Ruleset) -> tuple[Change, ...]:
    """Compare all targets by id, in the order of the new ruleset, those that are gone last.

    Law: exchanging old and new mirrors every relation.
    """
    before, after = {t.id: t for t in old.targets}, {t.id: t for t in new.targets}
    changes = [_change(before[name], after[name]) if name in before else _lone(after[name], Relation.ADDED) for name in after]
    return (*changes, *(_lone(before[name], Relation.REMOVED) for name in before if name not in after))


def _lone(target: Target, relation: Relation) -> Change:
    added = relation is Relation.ADDED
    return Change(target.id, relation, None if added else target, target if added else None)


def _change(old: Target, new: Target) -> Change:
    found = _members_relation(old, new) if _is_composite(old, new) else _parts_relation(old, new)
    relation = found.relation.and_then(condition_relation(old.applies, new.applies))
    if old.is_required != new.is_required:
        relation = relation.and_then(Relation.STRICTER if new.is_required else Relation.LOOSER)
    if old.override != new.override:
        relation = relation.and_then(Relation.LOOSER if new.override else Relation.STRICTER)
    before, after = asked_by(old.applies), asked_by(new.applies)
    return Change(
        old.id, relation, old, new, found.witness, found.unit, found.items, _texts(old, new, relation), found.gained,
        asks=tuple(one for key, one in after.items() if key not in before),
        asked=tuple(one for key, one in before.items() if key not in after),
        groups=_signed(old.groups, new.groups),
    )  # fmt: skip


def _signed(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Give the names that came, and those that went."""
    return (*(f"+ {name}" for name in new if name not in old), *(f"- {name}" for name in old if name not in new))


def _parts_relation(old: Target, new: Target) -> _Found:
    """Compare part by part: a further indicator is stricter, one fewer is looser."""
    before, after = ({part.indicator.id: part for part in (target.parts or (target,))} for target in (old, new))
    if not before.keys() & after.keys():
        return _Found(Relation.INCOMPARABLE)
    relation, items, first = Relation.SAME, tuple[str, ...](), _Found(Relation.SAME)
    if after.keys() - before.keys():
        relation = relation.and_then(Relation.STRICTER)
    if before.keys() - after.keys():
        relation = relation.and_then(Relation.LOOSER)
    for name in after:
        if name in before:
            found = _one_relation(before[name], after[name])
            relation, items = relation.and_then(found.relation), (*items, *found.items)
            first = found if first.witness is None else first
    return first._replace(relation=relation, items=items)


def _is_composite(*of: Target) -> bool:
    return any(target.measure in (Measure.COMBINED, Measure.POINTS) for target in of)


def _members_relation(old: Target, new: Target) -> _Found:
    """Compare targets over other targets, whose own changes are told beside their own ids.

    One more member of all is stricter, one more to choose from is looser; for points, and for some of several, other
    members mean something else.
    """
    before, after = ({part.id for part in target.parts} for target in (old, new))
    came, went = sorted(after - before), sorted(before - after)
    items = (*(f"+ {name}" for name in came), *(f"- {name}" for name in went))
    if old.measure is not new.measure or (old.measure is Measure.POINTS and (items or old.indicator.unit != new.indicator.unit)):
        return _Found(Relation.INCOMPARABLE, items=items)
    if old.measure is Measure.POINTS:
        return _by_inclusion(old.acceptable, new.acceptable)._replace(unit=new.indicator.unit)
    if not items:
        return _Found(_by_inclusion(old.acceptable, new.acceptable).relation)
    all_of = [target.acceptable.lower == len(target.parts) for target in (old, new)]
    any_of = [target.acceptable.lower == 1 for target in (old, new)]
    relation = Relation.SAME
    if all(all_of) or all(any_of):
        grown = Relation.STRICTER if all(all_of) else Relation.LOOSER
        relation = relation.and_then(grown if came else Relation.SAME).and_then(grown.mirrored if went else Relation.SAME)
        return _Found(relation, items=items)
    return _Found(Relation.INCOMPARABLE, items=items)


def condition_relation(old: Condition | None, new: Condition | None) -> Relation:
    """Compare when two targets apply: what applies to less is looser."""
    relation = _by_inclusion((old or ALWAYS).days, (new or ALWAYS).days).relation.mirrored
    asked, asks = ({key for key, one in asked_by(side).items() if one.kind not in _DAYS} for side in (old, new))
    if asks - asked:
        relation = relation.and_then(Relation.LOOSER)
    if asked - asks:
        relation = relation.and_then(Relation.STRICTER)
    return relation


def relation_of(old: Target, new: Target) -> tuple[Relation, Fraction | None, tuple[str, ...]]:
    """Compare two targets on one indicator: the relation, a witness in the new one's unit, items that differ."""
    found = _one_relation(old, new)
    return found.relation, found.witness, found.items


def _one_relation(old: Target, new: Target) -> _Found:
    if _ONE_MEASURE.get(old.measure, old.measure) is not _ONE_MEASURE.get(new.measure, new.measure):
        return _Found(Relation.INCOMPARABLE)
    if old.plan_key != new.plan_key:
        return _Found(Relation.INCOMPARABLE)
    if new.measure is Measure.ITEMS:
        return _items_relation(old, new)
    if new.measure is Measure.RANK and old.indicator.scale != new.indicator.scale:
        return _Found(Relation.INCOMPARABLE)
    before = old.acceptable
    if new.measure is Measure.VALUE and old.indicator.unit is not None and new.indicator.unit is not None:
        try:
            before = before.scaled(factor(old.indicator.unit, new.indicator.unit))
        except UnitError:
            return _Found(Relation.INCOMPARABLE)
    found = _by_inclusion(before, new.acceptable)._replace(unit=_unit_of(new))
    at_zero = _by_inclusion(_at_zero(before, old), _at_zero(new.acceptable, new))
    return found._replace(relation=found.relation.and_then(at_zero.relation))


def _at_zero(interval: Interval, target: Target) -> Interval:
    """Give the interval that holds where last year's figure was zero: `zero_kept` lets it stand."""
    return replace(interval, upper_open=False) if target.zero_kept else interval


def _by_inclusion(old: Interval, new: Interval) -> _Found:
    lost, gained = old.beyond(new), new.beyond(old)
    if lost is None and gained is None:
        return _Found(Relation.SAME)
    if lost is not None and gained is not None:
        return _Found(Relation.INCOMPARABLE, lost)
    return _Found(Relation.STRICTER, lost) if gained is None else _Found(Relation.LOOSER, gained, gained=True)


def _items_relation(old: Target, new: Target) -> _Found:
    before, after = ({normal(item).casefold(): item for item in target.items} for target in (old, new))
    came, went = after.keys() - before.keys(), before.keys() - after.keys()
    relation = Relation.STRICTER if came else Relation.SAME
    relation = relation.and_then(Relation.LOOSER) if went else relation
    names = (*(f"+ {item}" for key, item in after.items() if key in came), *(f"- {item}" for key, item in before.items() if key in went))
    return _Found(relation, items=names)


def _unit_of(target: Target) -> Unit | None:
    return target.indicator.unit if target.measure is Measure.VALUE else None


def _texts(old: Target, new: Target, relation: Relation) -> tuple[str, ...]:
    """Name what was written differently without changing which values reach the target."""
    names = ("title", "source", "note", "weight", "severity", "override")
    found = [name for name in names if getattr(old, name) != getattr(new, name)]
    found += ["groups"] if set(old.groups) != set(new.groups) else []
    found += ["points"] if _points(old) != _points(new) else []
    pairs = list(zip(old.parts or (old,), new.parts or (new,), strict=False))
    found += ["near"] if any(not _is_as_near(one, other) for one, other in pairs) else []
    if relation is not Relation.SAME:
        return tuple(found)
    return (*found, *(["exceeding"] if any(_exceeding(one, other) != other.exceeding for one, other in pairs) else []))


def _is_as_near(old: Target, new: Target) -> bool:
    """Whether two targets call the same near: the same difference from their bounds, or the same share of them."""
    if old.near is None or new.near is None:
        return old.near is new.near
    return _room(old) == _room(new) or _room(old, as_share=True) == _room(new, as_share=True)


def _room(of: Target, *, as_share: bool = False) -> list[Fraction]:
    """Give how far beside each bound a missed value is near."""
    assert of.near is not None
    ends = ((of.acceptable.lower, of.near.lower), (of.acceptable.upper, of.near.upper))
    return [abs(near - end) / (abs(end) or 1 if as_share else 1) for end, near in ends if end is not None and near is not None]


def _points(of: Target) -> list[tuple[Interval | None, Fraction]]:
    """Give the bands of points; what reaching the target earns is the same whatever its bound."""
    return [(None if band.interval == of.acceptable else band.interval, band.points) for band in of.bands]


def _exceeding(old: Target, new: Target) -> Interval | None:
    """Give the old exceeding interval in the new unit, where there is one."""
    given, wanted = old.indicator.unit, new.indicator.unit
    if old.exceeding is None or old.measure is not Measure.VALUE or given is None or wanted is None:
        return old.exceeding
    try:
        return old.exceeding.scaled(factor(given, wanted))
    except UnitError:
        return old.exceeding
