"""Parts that cannot add up: what the targets on the parts allow, against what a target on their sum asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.formula import Input, Number, Operation
from targets.interval import Interval
from targets.linting.measures import ANY, is_beyond
from targets.linting.witnesses import witness
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from targets.formula import Node
    from targets.linting.measures import Part

__all__ = ["impossible_sums"]

_Terms = dict[Input, Fraction]


def impossible_sums(parts: Sequence[Part], groups: Mapping[Hashable, Sequence[Part]]) -> Iterator[Finding]:
    """Find targets on a sum or difference of indicators that the required targets on those leave no way to reach.

    Only sums, differences and multiples are looked at; for them the outermost values of the parts add up exactly.
    """
    for part in parts:
        formula = part.target.indicator.formula
        terms: _Terms = {}
        if formula is None or part.target.measure is not Measure.VALUE or (base := _linear(formula.root, Fraction(1), terms)) is None:
            continue
        limits = {term: _limits(term, groups) for term in terms}
        total = _total(base, terms, {term: limit for term, (limit, _) in limits.items()})
        if total.is_empty or not (is_beyond(total, part.values) or is_beyond(part.values, total)):
            continue
        others = {other.owner.id: other.target for _, found in limits.values() for other in found}
        nearest = total.lower if is_beyond(total, part.values) else total.upper
        shown = () if nearest is None or not total.admits(nearest) else (witness(nearest, misses=[part.target]),)
        yield Finding(Code.PARTS_DO_NOT_ADD, (part.target, *(others[name] for name in sorted(others))), witnesses=shown)


def _linear(node: Node, factor: Fraction, terms: _Terms) -> Fraction | None:
    """Add a node's terms, times a factor, to those found so far; gives the constant, None where it is no sum of terms."""
    match node:
        case Number():
            return node.value * factor
        case Input():
            terms[node] = terms.get(node, Fraction(0)) + factor
            return Fraction(0)
        case Operation(sign="+" | "-"):
            left = _linear(node.left, factor, terms)
            right = _linear(node.right, factor * node.ratio * (1 if node.sign == "+" else -1), terms)
            return None if left is None or right is None else left + right
        case Operation(sign="*", left=Number() as number, right=other) | Operation(sign="*", left=other, right=Number() as number):
            return _linear(other, factor * number.value * node.ratio, terms)
        case Operation(sign="/", left=other, right=Number() as number) if number.value:
            return _linear(other, factor * node.ratio / number.value, terms)
        case _:
            return None


def _limits(term: Input, groups: Mapping[Hashable, Sequence[Part]]) -> tuple[Interval, list[Part]]:
    """Give the values that all required targets on an input allow, and the targets that say so."""
    if term.role != "actual":
        return ANY, []
    limit, found = ANY, []
    for part in groups.get((term.indicator.id, Measure.VALUE), ()):
        if part.owner.is_required and part.owner.applies is None:
            limit &= part.values
            found.append(part)
    return limit, found


def _total(base: Fraction, terms: Mapping[Input, Fraction], limits: Mapping[Input, Interval]) -> Interval:
    """Add intervals up, each times its factor."""
    lower: Fraction | None = base
    upper: Fraction | None = base
    lower_open = upper_open = False
    for term, factor in terms.items():
        limit = limits[term]
        low, high = (limit.lower, limit.lower_open), (limit.upper, limit.upper_open)
        if factor < 0:
            low, high = high, low
        lower = None if lower is None or low[0] is None else lower + factor * low[0]
        upper = None if upper is None or high[0] is None else upper + factor * high[0]
        lower_open, upper_open = lower_open or low[1], upper_open or high[1]
    return Interval(lower, upper, lower_open, upper_open)
