"""Verdicts, their reasons, and one target judged."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from targets.decisions import Judgement
from targets.exact import exact
from targets.interval import Interval
from targets.measure import Measure
from targets.units import ITEM, OF_PLAN, OF_PREVIOUS, PERCENT, whole_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targets.decisions import Decision
    from targets.figures import Fault, Figure
    from targets.quantity import Quantity
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["Notice", "Outcome", "Reason", "Verdict", "combined", "first_reason", "scale_by_base", "whole_of"]

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
    """Why a verdict is undecided.

    Where parts are undecided for several reasons the first in this order is told: what is wrong, then what is missing,
    then what a person has to say.
    """

    UNREADABLE = "unreadable"
    NOT_FINITE = "not-finite"
    NO_FIGURE = "no-figure"
    NO_PLAN = "no-plan"
    NO_PREVIOUS = "no-previous"
    NEEDS_JUDGEMENT = "needs-judgement"


_REASONS = tuple(Reason)


def first_reason(outcomes: Iterable[Outcome]) -> Reason | None:
    """Give the reason that is told of all that is undecided here. Law: the order of the outcomes changes nothing."""
    found = [outcome.reason for outcome in outcomes if outcome.verdict is Verdict.UNDECIDED and outcome.reason is not None]
    return min(found, key=_REASONS.index, default=None)


class Notice(NamedTuple):
    """Something worth saying that changes no verdict: what it is, its numbers with units, its names."""

    code: Literal[
        "share-disagrees", "not-on-list", "other-period", "unused-figures", "misspelt-figure", "misspelt-tag", "claim",
        "taken-as-it-is", "impossible", "not-yet", "no-longer", "tagged", "not-tagged", "condition", "points-range",
        "item-in-note", "plan-not-named", "plan-not-given", "waiver-not-yet", "waiver-expired", "waiver-unused", "judgement-not-yet", "judgement-not-allowed",
    ]  # fmt: skip
    numbers: tuple[tuple[Fraction, Unit], ...] = ()
    names: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """One target judged. Everything that is not stored is worked out, exactly, from what decided.

    `measured` is the judged number as an integer ratio in `unit`; `base` is the plan, last year's figure or total
    that scales the bounds. Both are None where nothing could be judged. `decision` is the waiver or judgement that gave
    the verdict, `computed` the verdict that the figures alone give where it says otherwise.
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
    decision: Decision | None = None
    computed: Verdict | None = None

    @property
    def id(self) -> str:
        """The target's id."""
        return self.target.id

    @property
    def value(self) -> Fraction | None:
        """The judged number, in `unit`."""
        return None if self.measured is None else exact(*self.measured)

    @property
    def acceptable(self) -> Interval | None:
        """The acceptable interval in `unit`: scaled by the plan, last year's figure or the total."""
        return self._in_unit(self.target.acceptable)

    @property
    def exceeding(self) -> Interval | None:
        """The exceeding interval in `unit`."""
        return None if self.target.exceeding is None else self._in_unit(self.target.exceeding)

    @property
    def near(self) -> Interval | None:
        """The acceptable interval and what is near it, in `unit`."""
        return None if self.target.near is None else self._in_unit(self.target.near)

    @property
    def given(self) -> Quantity | None:
        """What the figure says of the judged number, as it was written."""
        figure, unit = self.figure, self.unit
        if figure is None or self.measured is None:
            return None
        if unit in (OF_PLAN, OF_PREVIOUS):
            return figure.of_plan if unit == OF_PLAN else figure.of_previous
        return figure.actual if figure.actual is not None and not (self.base and self.is_counted) else figure.count

    def _in_unit(self, interval: Interval) -> Interval | None:
        if self.measured is None:
            return None
        return interval if self.base is None else scale_by_base(interval, self.target, Fraction(*self.base))

    @property
    def compares(self) -> bool:
        """Whether a number (or its lack) decides, and not the verdicts of parts."""
        return not self.parts or self.target.measure is Measure.POINTS

    @property
    def is_counted(self) -> bool:
        """Whether the judged number is a count of things: of a list, or of a total."""
        return self.unit is ITEM or (self.base is not None and self.target.measure is _VALUE)

    @property
    def shortfall(self) -> Fraction | None:
        """How far the number lies outside `acceptable`, in `unit.difference`; counted things that come whole are rounded up.

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
            return exact(short, parts)
        if base is None or target.measure is _VALUE:
            value, acceptable = exact(number, over), self.acceptable or target.acceptable
            thing = None if self.unit is None else self.unit.thing
            return acceptable.distance(value) if thing is None else _whole_distance(value, acceptable, thing)
        top, bottom = base
        if top <= 0:
            return (self.acceptable or target.acceptable).distance(exact(number, over))
        short, parts = target.acceptable.gap(number * bottom * 100, over * top)
        return exact(short * top, parts * bottom * 100)

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
        if target.measure is not _VALUE:
            return target.acceptable.attained(number * base[1] * 100, over * base[0])
        numerator, denominator = self._share(base)
        return target.acceptable.attained(numerator, denominator)

    @property
    def credit(self) -> Fraction:
        """What the target adds to an attainment score, in [0, 1]; the part that decides, decides here too."""
        return self._credit(best=False)

    @property
    def best_credit(self) -> Fraction:
        """What the target would add if everything undecided in it were met."""
        return self._credit(best=True)

    def _credit(self, *, best: bool) -> Fraction:
        if self.verdict.is_reached or (best and self.verdict is Verdict.UNDECIDED and not self.parts):
            return Fraction(1)
        if isinstance(self.decision, Judgement):
            return _NOTHING
        if self.parts and self.target.measure is not Measure.POINTS:
            applying = [part for part in self.parts if part.verdict is not Verdict.NOT_APPLICABLE]
            found = sorted((part.best_credit if best else part.credit for part in applying), reverse=True)
            return found[min(self._need, len(found)) - 1] if found else _NOTHING
        if self.verdict is Verdict.UNDECIDED:
            return Fraction(best)
        if self.verdict is Verdict.MISSED and (attainment := self.attainment) is not None:
            return min(max(attainment, _NOTHING), Fraction(1))
        return _NOTHING

    @property
    def _need(self) -> int:
        """How many parts have to be reached."""
        need = self.target.acceptable.lower if self.target.measure is Measure.COMBINED else None
        return len(self.parts) if need is None else int(need)

    @property
    def is_near(self) -> bool:
        """Whether it was missed by so little that its target calls that near (xấp xỉ). A colour, never a verdict.

        A target over several indicators, or over others, is near where what decides it is.
        Law: nothing but `is_near` changes with what a target calls near.
        """
        if self.verdict is not Verdict.MISSED or isinstance(self.decision, Judgement):
            return False
        if self.parts and self.target.measure is not Measure.POINTS:
            applying = [part for part in self.parts if part.verdict is not Verdict.NOT_APPLICABLE]
            return sum(part.verdict is not Verdict.MISSED or part.is_near for part in applying) >= min(self._need, len(applying))
        near, value = self.near, self.value
        return near is not None and value is not None and near.admits(value)

    @property
    def points(self) -> Fraction | None:
        """What it earns of its target's points; None where that is open, left out, or the target gives none.

        The band that holds the judged number gives the points. A decision of people, and what has no number of its own,
        gives all or nothing.
        """
        target, measured, base = self.target, self.measured, self.base
        if not target.bands or self.verdict in (Verdict.UNDECIDED, Verdict.WAIVED, Verdict.NOT_APPLICABLE):
            return None
        if measured is None or isinstance(self.decision, Judgement) or (base is not None and base[0] <= 0):
            return target.most_points if self.verdict.is_reached else _NOTHING
        number, over = measured if base is None else self._share(base)
        return next((band.points for band in target.bands if not band.interval.side(number, over)), _NOTHING)

    def _share(self, base: tuple[int, int]) -> tuple[int, int]:
        """Give the judged number as a share of a base above zero, in the terms of the written bounds."""
        assert self.measured is not None
        whole, part = whole_ratio(self.target.indicator.unit if self.target.measure is _VALUE else PERCENT)
        return self.measured[0] * base[1] * whole, self.measured[1] * base[0] * part


def combined(target: Target, parts: Sequence[Outcome], need: int) -> Outcome:
    """Give the need-th strongest verdict of those parts that apply, or the weakest where fewer apply.

    Laws: commutative, associative (all and any), idempotent, for an order of verdicts decides.
    """
    chain = sorted((p.verdict for p in parts if p.verdict is not Verdict.NOT_APPLICABLE), key=lambda v: v.strength, reverse=True)
    if not chain:
        return Outcome(target, None, Verdict.NOT_APPLICABLE, parts=tuple(parts))
    verdict = chain[min(need, len(chain)) - 1]
    reason = first_reason(parts) if verdict is Verdict.UNDECIDED else None
    return Outcome(target, None, verdict, reason, parts=tuple(parts))


def scale_by_base(interval: Interval, target: Target, base: Fraction) -> Interval:
    """Turn bounds in percent of a base into bounds in the base's unit.

    A base of zero or below stands for itself; a margin around it is a share of its size.
    """
    if base > 0:
        return interval.scaled(base / whole_of(target.indicator.unit if target.measure is Measure.VALUE else PERCENT))
    keep = target.zero_kept and base == 0
    return Interval(
        None if interval.lower is None else base + (interval.lower - 100) * abs(base) / 100,
        None if interval.upper is None else base + (interval.upper - 100) * abs(base) / 100,
        interval.lower_open and not keep,
        interval.upper_open and not keep,
    )


def whole_of(unit: Unit | None) -> Fraction:
    """Give what bounds in a unit of shares call all of it: 100 in percent, 1000 in per mille."""
    return Fraction(*whole_ratio(unit))


def _whole_distance(value: Fraction, acceptable: Interval, thing: Fraction) -> Fraction:
    """Give the least whole number of things more (or fewer) that the interval admits, or the bare distance.

    Units: all in one, of which `thing` makes one thing. The bare distance is for an interval so narrow that no whole
    number of things reaches it.
    """
    low, high = acceptable.lower, acceptable.upper
    if low is not None and value <= low:
        step = _things((low - value) / thing, beyond=acceptable.lower_open) * thing
        return step if acceptable.admits(value + step) else acceptable.distance(value)
    if high is not None and value >= high:
        step = _things((value - high) / thing, beyond=acceptable.upper_open) * thing
        return step if acceptable.admits(value - step) else acceptable.distance(value)
    return _NOTHING


def _things(number: Fraction, *, beyond: bool) -> int:
    return floor(number) + 1 if beyond else ceil(number)
