"""What targets measure: the parts that compare a number, the values that can occur, and who shares a measure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import normal
from targets.outcome import whole_of
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from targets.ruleset import Ruleset, Target

__all__ = ["Part", "by_measure", "checklist", "is_beyond", "parts_of", "possible_values"]

_ANY = Interval()
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
    """Give everything that a figure decides, with the values that reach it."""
    return [
        Part(owner, target, _reaching(target))
        for owner in ruleset.targets
        for target in (owner.parts or (owner,))
        if target.measure is not Measure.JUDGED
    ]


def _reaching(target: Target) -> Interval:
    possible = possible_values(target)
    if possible is _ANY:
        return target.acceptable
    met = target.acceptable & possible
    return _whole_numbers(met) if target.measure in _WHOLE_NUMBERS else met


def possible_values(target: Target) -> Interval:
    """Give the values that its measure can have, whoever submits the figure.

    A share of things counted lies between none and all of them. Other shares do not: a price index, a growth rate.
    Shares of plan and of last year's figure have no end, and neither have amounts, for a change can be negative.
    """
    match target.measure:
        case Measure.RANK:
            return Interval(Fraction(0), Fraction(len(target.indicator.scale) - 1))
        case Measure.ITEMS:
            return Interval(Fraction(0), Fraction(len(checklist(target))))
        case Measure.HELD:
            return _TITLE
        case Measure.VALUE:
            unit = target.indicator.unit
            if unit is not None and unit.kind is Kind.SHARE and target.indicator.counted_in is not None:
                return Interval(Fraction(0), Fraction(whole_of(unit)))
    return _ANY


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


def by_measure(parts: Iterable[Part]) -> dict[Hashable, list[Part]]:
    """Group parts that judge one number: an indicator's own, or what it is of its plan or of last year's figure.

    Checklists are not in it: how many items are done says nothing about which.
    """
    groups: dict[Hashable, list[Part]] = {}
    for part in parts:
        measure = part.target.measure
        if measure is not Measure.ITEMS:
            groups.setdefault((part.target.indicator.id, _BASES.get(measure, measure)), []).append(part)
    return groups


def is_beyond(one: Interval, other: Interval) -> bool:
    """Whether every value of the one lies above every value of the other."""
    low, high = one.lower, other.upper
    if low is None or high is None:
        return False
    return low > high or (low == high and (one.lower_open or other.upper_open))
