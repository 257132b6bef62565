"""What targets measure: the parts that compare a number, the values that can occur, and who shares a measure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from targets.formula import Input
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import normal
from targets.outcome import whole_of
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from targets.ruleset import Ruleset, Target

__all__ = ["ANY", "Part", "by_measure", "checklist", "is_beyond", "measure_of", "parts_of", "possible_values", "reaching"]

ANY = Interval()
_TITLE = Interval(Fraction(0), Fraction(1))
_WHOLE_NUMBERS = (Measure.RANK, Measure.ITEMS, Measure.HELD)
_BASES = {
    Measure.SHARE_OF_PLAN: Measure.PLAN,
    Measure.SHARE_OF_PREVIOUS: Measure.PREVIOUS,
}


class Part(NamedTuple):
    """A target, or its part on one indicator; `values` are those of its measure that can occur and reach it."""

    owner: Target
    target: Target
    values: Interval


def parts_of(ruleset: Ruleset) -> list[Part]:
    """Give everything that is decided by a number, with the values that reach it.

    A composite decides by verdicts, and its members are targets of their own.
    """
    return [
        Part(owner, target, reaching(target.acceptable, target))
        for owner in ruleset.targets
        for target in ((owner,) if owner.measure is Measure.POINTS else owner.parts or (owner,))
        if target.measure is not Measure.JUDGED and owner.measure is not Measure.COMBINED
    ]


def reaching(interval: Interval, target: Target) -> Interval:
    """Give those values of an interval that the target's measure can have."""
    possible = possible_values(target)
    if possible is ANY:
        return interval
    met = interval & possible
    return _whole_numbers(met) if target.measure in _WHOLE_NUMBERS else met


def possible_values(target: Target) -> Interval:
    """Give the values that its measure can have, whoever submits the figure.

    A share of things counted lies between none and all of them, and so do points. Other shares do not: a price index, a
    growth rate. Shares of plan and of last year's figure have no end, and neither have amounts, for a change can be
    negative.
    """
    unit = target.indicator.unit
    match target.measure:
        case Measure.RANK:
            return Interval(Fraction(0), Fraction(len(target.indicator.scale) - 1))
        case Measure.ITEMS:
            return Interval(Fraction(0), Fraction(len(checklist(target))))
        case Measure.HELD:
            return _TITLE
        case Measure.POINTS if unit is None or unit.kind is not Kind.SHARE:
            return Interval(Fraction(0), sum((part.most_points for part in target.parts), Fraction(0)))
        case Measure.VALUE | Measure.POINTS:
            if unit is not None and unit.kind is Kind.SHARE and target.indicator.counted_in is not None:
                return Interval(Fraction(0), Fraction(whole_of(unit)))
    return ANY


def checklist(target: Target) -> frozenset[str]:
    """Give the items of a checklist as figures are compared with them: spelling differences that do not count are gone."""
    return frozenset(normal(item).casefold() for item in target.items)


def _whole_numbers(interval: Interval) -> Interval:
    """Close both ends at the outermost whole numbers inside."""
    low, high = interval.lower, interval.upper
    assert low is not None
    assert high is not None
    lower = floor(low) + 1 if interval.lower_open else ceil(low)
    upper = ceil(high) - 1 if interval.upper_open else floor(high)
    return Interval(Fraction(lower), Fraction(upper))


def measure_of(target: Target) -> Hashable:
    """Tell what is judged: two targets with one answer judge one number, or what it is of its plan or of last year's.

    Arithmetic is told by its tree, so that spaces and parentheses do not matter.
    """
    if target.measure is Measure.POINTS:
        return Measure.POINTS, target.indicator.unit, frozenset(part.id for part in target.parts)
    formula = target.indicator.formula
    name: Hashable = target.indicator.id
    if formula is not None:
        root = formula.root
        name = root.indicator.id if isinstance(root, Input) and root.role == "actual" else root
    measure = _BASES.get(target.measure, target.measure)
    return (name, measure) if target.plan is None else (name, measure, target.plan_key)


def by_measure(parts: Iterable[Part]) -> dict[Hashable, list[Part]]:
    """Group parts that judge one number.

    Checklists are not in it: how many items are done says nothing about which.
    """
    groups: dict[Hashable, list[Part]] = {}
    for part in parts:
        if part.target.measure is not Measure.ITEMS:
            groups.setdefault(measure_of(part.target), []).append(part)
    return groups


def is_beyond(one: Interval, other: Interval) -> bool:
    """Whether every value of the one lies above every value of the other."""
    low, high = one.lower, other.upper
    if low is None or high is None:
        return False
    return low > high or (low == high and (one.lower_open or other.upper_open))
