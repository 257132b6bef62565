"""Verdicts, their reasons, and one target judged."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from targets.interval import Interval
from targets.measure import Measure
from targets.units import ITEM

if TYPE_CHECKING:
    from targets.figures import Fault, Figure
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["Notice", "Outcome", "Reason", "Verdict", "scale_by_base", "whole_of"]

_NOTHING = Fraction(0)


class Verdict(StrEnum):
    """The six verdicts. Reached are exceeded and met; problems are missed and undecided."""

    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"
    WAIVED = "waived"
    NOT_APPLICABLE = "not-applicable"

    @property
    def is_reached(self) -> bool:
        """Whether the target was met or exceeded."""
        return self in (Verdict.MET, Verdict.EXCEEDED)

    @property
    def is_problem(self) -> bool:
        """Whether somebody has to do something: missed or undecided."""
        return self in (Verdict.MISSED, Verdict.UNDECIDED)

    @property
    def strength(self) -> int:
        """The place in the chain missed < undecided < waived < met < exceeded < not-applicable (neutral)."""
        return _CHAIN[self]


_CHAIN = {
    Verdict.MISSED: 0, Verdict.UNDECIDED: 1, Verdict.WAIVED: 2,
    Verdict.MET: 3, Verdict.EXCEEDED: 4, Verdict.NOT_APPLICABLE: 5,
}  # fmt: skip


# Looking a member up in its class takes longer than comparing with it.
_MET, _EXCEEDED, _VALUE, _RANK = Verdict.MET, Verdict.EXCEEDED, Measure.VALUE, Measure.RANK


class Reason(StrEnum):
    """Why a verdict is undecided."""

    NO_FIGURE = "no-figure"
    NO_PLAN = "no-plan"
    NO_PREVIOUS = "no-previous"
    UNREADABLE = "unreadable"
    NOT_FINITE = "not-finite"
    NEEDS_JUDGEMENT = "needs-judgement"


class Notice(NamedTuple):
    """Something worth saying that changes no verdict: what it is, its numbers with units, its names."""

    code: Literal["share-disagrees", "not-on-list", "other-period", "unused-figures", "misspelt-figure", "claim"]
    numbers: tuple[tuple[Fraction, Unit], ...] = ()
    names: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """One target judged. Everything that is not stored is worked out, exactly, from what decided.

    `measured` is the judged number as an integer ratio in `unit`; `base` is the plan, last year's figure or total
    that scales the bounds. Both are None where nothing could be judged.
    """

    target: Target
    figure: Figure | None
    verdict: Verdict
    reason: Reason | None = None
    measured: tuple[int, int] | None = None
    unit: Unit | None = None
    base: tuple[int, int] | None = None
    warnings: tuple[Notice, ...] = ()
    fault: Fault | None = None
    parts: tuple[Outcome, ...] = ()

    @property
    def id(self) -> str:
        """The target's id."""
        return self.target.id

    @property
    def value(self) -> Fraction | None:
        """The judged number, in `unit`."""
        return None if self.measured is None else Fraction(*self.measured)

    @property
    def acceptable(self) -> Interval | None:
        """The acceptable interval in `unit`: scaled by the plan, last year's figure or the total."""
        return self._in_unit(self.target.acceptable)

    @property
    def exceeding(self) -> Interval | None:
        """The exceeding interval in `unit`."""
        return None if self.target.exceeding is None else self._in_unit(self.target.exceeding)

    def _in_unit(self, interval: Interval) -> Interval | None:
        if self.measured is None:
            return None
        return interval if self.base is None else scale_by_base(interval, self.target, Fraction(*self.base))

    @property
    def is_counted(self) -> bool:
        """Whether the judged number counts things, so that a shortfall is a whole number of them."""
        return self.unit is ITEM or (self.base is not None and self.target.measure is _VALUE)

    @property
    def shortfall(self) -> Fraction | None:
        """How far the number lies outside `acceptable`, in `unit.difference`; things counted are rounded up.

        0 when reached, and for a strict bound that the number stands on exactly. None when nothing was judged.
        """
        if (measured := self.measured) is None:
            return None
        verdict, base, target = self.verdict, self.base, self.target
        if verdict is _MET or verdict is _EXCEEDED:
            return _NOTHING
        number, over = measured
        if base is None and self.unit is not ITEM:
            short, parts = target.acceptable.gap(number, over)
            return Fraction(short, parts)
        if base is None or target.measure is _VALUE:
            return _whole_distance(Fraction(number, over), self.acceptable or target.acceptable)
        top, bottom = base
        if top <= 0:
            return (self.acceptable or target.acceptable).distance(Fraction(number, over))
        short, parts = target.acceptable.gap(number * bottom * 100, over * top)
        return Fraction(short * top, parts * bottom * 100)

    @property
    def attainment(self) -> Fraction | None:
        """Actual over bound for a lower bound, bound over actual for an upper one: 1 is 100 %.

        None for grades, and where a ratio would say nothing: a bound of zero or below, a negative actual.
        """
        measured, base, target = self.measured, self.base, self.target
        if measured is None or target.measure is _RANK:
            return None
        number, over = measured
        if base is None:
            return target.acceptable.attained(number, over)
        if base[0] <= 0:
            return (self.acceptable or target.acceptable).attained(number, over)
        whole = whole_of(target.indicator.unit) if target.measure is _VALUE else 100
        return target.acceptable.attained(number * base[1] * whole, over * base[0])

    @property
    def credit(self) -> Fraction:
        """What the target adds to an attainment score, in [0, 1]; the weakest part decides."""
        if self.parts:
            return min((p.credit for p in self.parts if p.verdict is not Verdict.NOT_APPLICABLE), default=Fraction(0))
        if self.verdict.is_reached:
            return Fraction(1)
        if self.verdict is Verdict.MISSED and (attainment := self.attainment) is not None:
            return min(max(attainment, Fraction(0)), Fraction(1))
        return Fraction(0)

    @property
    def best_credit(self) -> Fraction:
        """What the target would add if everything undecided in it were met."""
        if self.parts:
            return min((p.best_credit for p in self.parts if p.verdict is not Verdict.NOT_APPLICABLE), default=Fraction(0))
        return Fraction(1) if self.verdict is Verdict.UNDECIDED else self.credit


def scale_by_base(interval: Interval, target: Target, base: Fraction) -> Interval:
    """Turn bounds in percent of a base into bounds in the base's unit; a base of zero or below stands for itself."""
    if base > 0:
        return interval.scaled(base / (whole_of(target.indicator.unit) if target.measure is Measure.VALUE else 100))
    keep = target.zero_kept and base == 0
    return Interval(
        None if interval.lower is None else base,
        None if interval.upper is None else base,
        interval.lower_open and not keep,
        interval.upper_open and not keep,
    )


def whole_of(unit: Unit | None) -> int:
    """Give what bounds in a unit of shares call all of it: 100 in percent, 1000 in per mille."""
    return 100 if unit is None else int(100 / unit.scale)


def _whole_distance(value: Fraction, acceptable: Interval) -> Fraction:
    """Give the least whole number of things more (or fewer) that the interval admits, or the bare distance.

    The bare distance is for an interval so narrow that no whole number of things reaches it.
    """
    low, high = acceptable.lower, acceptable.upper
    if low is not None and value <= low:
        step = floor(low - value) + 1 if acceptable.lower_open else ceil(low - value)
        return Fraction(step) if acceptable.admits(value + step) else acceptable.distance(value)
    if high is not None and value >= high:
        step = floor(value - high) + 1 if acceptable.upper_open else ceil(value - high)
        return Fraction(step) if acceptable.admits(value - step) else acceptable.distance(value)
    return _NOTHING
