"""The least change of one figure that reaches a target, and what reaching it adds to the score."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure
from targets.numerals import normal
from targets.outcome import Verdict
from targets.units import OF_PLAN, OF_PREVIOUS, Kind

if TYPE_CHECKING:
    from targets.interval import Interval
    from targets.outcome import Outcome
    from targets.scorecard import Scorecard
    from targets.units import Unit

__all__ = ["Gain", "Move", "gain_of", "least_moves"]

_THINGS = ("person", "household", "case", "file", "blood_unit", "residential_group", "pupil")
_BY_STEPS = (Measure.RANK, Measure.HELD, Measure.ITEMS)
_ROLES = {Measure.RANK: "grade", Measure.HELD: "held", Measure.ITEMS: "done"}


class Move(NamedTuple):
    """One role of a figure that reaches its target when nothing else changes.

    Both numbers stand in `unit`; it `rises` where more is wanted. With `beyond`, `end` itself does not reach it and whatever lies beyond it does.
    `step` is the least difference that such a number can have (None: any). `items` are those of a checklist to finish.
    """

    role: str
    start: Fraction
    end: Fraction
    unit: Unit
    rises: bool
    beyond: bool = False
    step: Fraction | None = None
    items: tuple[str, ...] = ()

    @property
    def difference(self) -> Fraction:
        """How far the two numbers lie apart, in `unit.difference`."""
        return abs(self.end - self.start)


class Gain(NamedTuple):
    """The share-met score before and after one more target is reached."""

    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        """What is added, as a share of all weight."""
        return self.after - self.before


def least_moves(outcome: Outcome) -> tuple[Move, ...]:
    """Give the least change that reaches a missed target, for each role that can move alone.

    A plan, last year's figure and a total are given to an office, so they never move. Things that are counted move by
    whole ones. None where the target is not missed, and where no such number reaches it.
    Law: judged after the move, the target is reached; after any smaller one it is not.
    """
    value, acceptable, unit = outcome.value, outcome.acceptable, outcome.unit
    if outcome.verdict not in (Verdict.MISSED, Verdict.WAIVED) or value is None or acceptable is None or unit is None:
        return ()
    side, step = acceptable.side(value.numerator, value.denominator), _step(outcome, unit)
    if not side or acceptable.is_empty:
        return ()
    end = acceptable.lower if side < 0 else acceptable.upper
    beyond = acceptable.lower_open if side < 0 else acceptable.upper_open
    assert end is not None
    if step is not None:
        end, beyond = _whole(end, step, acceptable, up=side < 0), False
    move = Move(_role(outcome, unit), value, end, unit, side < 0, beyond, step, _open_items(outcome))
    return (move,) if _can_be(move, outcome, acceptable) else ()


def _role(outcome: Outcome, unit: Unit) -> str:
    if unit == OF_PLAN:
        return "of_plan"
    if unit == OF_PREVIOUS:
        return "of_previous"
    counts = outcome.base is not None and outcome.target.measure is Measure.VALUE
    return "count" if counts else _ROLES.get(outcome.target.measure, "actual")


def _step(outcome: Outcome, unit: Unit) -> Fraction | None:
    """Give one thing in the unit it is counted in; None for money, shares and whatever can be divided."""
    if outcome.is_counted or outcome.target.measure in _BY_STEPS:
        return 1 / unit.scale
    is_thing = unit.kind is Kind.AMOUNT and (unit.base in _THINGS or unit.base.startswith("counted:"))
    return 1 / unit.scale if is_thing else None


def _whole(bound: Fraction, step: Fraction, acceptable: Interval, *, up: bool) -> Fraction:
    """Give the first whole number of steps from the bound inwards."""
    steps = bound / step
    end = (ceil(steps) if up else floor(steps)) * step
    if end == bound and not acceptable.admits(end):
        end += step if up else -step
    return end


def _can_be(move: Move, outcome: Outcome, acceptable: Interval) -> bool:
    """Whether the number can stand there: inside the interval, no fewer than none, no more than all."""
    if move.step is None:
        return True
    most = Fraction(*outcome.base) if move.role == "count" and outcome.base else None
    return acceptable.admits(move.end) and not move.end < 0 <= move.start and (most is None or move.end <= most)


def _open_items(outcome: Outcome) -> tuple[str, ...]:
    if outcome.target.measure is not Measure.ITEMS:
        return ()
    figure = outcome.figure
    done = {normal(item).casefold() for item in (figure.done or ())} if figure else set()
    return tuple({normal(item).casefold(): item for item in outcome.target.items if normal(item).casefold() not in done}.values())


def gain_of(card: Scorecard, outcome: Outcome) -> Gain | None:
    """Give the share-met score as it is and with this outcome met; None where it is reached or does not count."""
    score = card.score()
    neutral = (Verdict.WAIVED, Verdict.NOT_APPLICABLE)
    if outcome.verdict.is_reached or outcome.verdict in neutral or not outcome.target.is_required or score.value is None:
        return None
    met = tuple(o._replace(verdict=Verdict.MET, reason=None) if o is outcome else o for o in card.outcomes)
    after = replace(card, outcomes=met).score().value
    return None if after is None else Gain(score.value, after)
