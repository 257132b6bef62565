"""Bounds that nothing can reach: beyond all that a measure can be, or between two counts."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.figures import Fault
from targets.finding import Finding
from targets.fitting import fitted
from targets.linting.measures import is_beyond, possible_values
from targets.linting.witnesses import witness
from targets.measure import Measure
from targets.outcome import whole_of
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.figures import Figures
    from targets.finding import Witness
    from targets.interval import Interval
    from targets.linting.measures import Part
    from targets.ruleset import Ruleset

__all__ = ["out_of_reach", "unattainable_counts"]


def out_of_reach(parts: Sequence[Part]) -> Iterator[Finding]:
    """Find bounds that no value can reach, and bounds above all of a whole where it is not known what is counted."""
    for part in parts:
        target = part.target
        if part.values.is_empty:
            possible = possible_values(target)
            nearest = possible.upper if is_beyond(target.acceptable, possible) else possible.lower
            assert nearest is not None
            items = target.items if target.measure is Measure.ITEMS else ()
            yield Finding(Code.OUT_OF_REACH, (target,), witnesses=(witness(nearest, misses=[target], items=items),))
        elif (
            target.measure is Measure.VALUE
            and target.indicator.formula is None
            and (unit := target.indicator.unit) is not None
            and unit.kind is Kind.SHARE
        ):
            whole = Fraction(whole_of(unit))
            low = part.values.lower
            if low is not None and low >= whole and not part.values.admits(whole):
                yield Finding(Code.ABOVE_WHOLE, (target,), witnesses=(witness(whole, misses=[target]),))


class _Count(NamedTuple):
    """What a target asks of a count over one total: from `least` to `most`, both included."""

    total: int
    least: int
    most: int


def unattainable_counts(parts: Sequence[Part], ruleset: Ruleset, figures: Sequence[Figures]) -> Iterator[Finding]:
    """Find shares that no count over the total in the figures can be, and shares below 100 % that only all of it reaches.

    Only totals that are whole numbers tell which shares there can be.
    """
    shares = [p for p in parts if p.target.measure is Measure.VALUE and p.target.indicator.formula is None and not p.values.is_empty]
    for part in shares if figures else ():
        found: dict[Code, list[tuple[str, Witness]]] = {}
        for one in figures:
            if (count := _count(part, one, ruleset)) is None:
                continue
            code, value = _fault(part.target.acceptable, count, Fraction(whole_of(part.target.indicator.unit)))
            if code is not None:
                found.setdefault(code, []).append((one.subject, witness(Fraction(value), misses=[part.target], total=count.total)))
        for code, cases in found.items():
            cases.sort(key=lambda case: case[0])
            yield Finding(code, (part.target,), names=tuple(subject for subject, _ in cases), witnesses=(cases[0][1],))


def _count(part: Part, figures: Figures, ruleset: Ruleset) -> _Count | None:
    indicator = part.target.indicator
    figure = figures.values.get(indicator.id)
    if figure is None or figure.total is None or indicator.unit is None or indicator.unit.kind is not Kind.SHARE:
        return None
    fit = fitted(figure, indicator, ruleset.units)
    if isinstance(fit, Fault) or fit.total is None or fit.total.value.denominator != 1 or fit.total.value <= 0:
        return None
    total, bounds = int(fit.total.value), part.target.acceptable.scaled(fit.total.value / whole_of(indicator.unit))
    least = 0 if bounds.lower is None else floor(bounds.lower) + 1 if bounds.lower_open else ceil(bounds.lower)
    most = total if bounds.upper is None else ceil(bounds.upper) - 1 if bounds.upper_open else floor(bounds.upper)
    return _Count(total, max(least, 0), min(most, total))


def _fault(acceptable: Interval, count: _Count, whole: Fraction) -> tuple[Code | None, int]:
    """Say what is wrong, and which count shows it by missing the target."""
    if count.least > count.most:
        return Code.OUT_OF_REACH, min(count.least, count.total)
    if count.least == count.total > 0 and acceptable.lower is not None and acceptable.lower < whole:
        return Code.ASKS_FOR_ALL, count.total - 1
    if count.most == 0 < count.total and acceptable.upper is not None and acceptable.upper > 0:
        return Code.ASKS_FOR_ALL, 1
    return None, 0
