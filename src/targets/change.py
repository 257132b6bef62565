"""The least change of one figure that reaches a target."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from targets.decisions import Judgement
from targets.deriving import number_of
from targets.fitting import fitted
from targets.measure import Measure
from targets.numerals import normal
from targets.outcome import Verdict, whole_of
from targets.solving import Curve, curve_of, movable
from targets.units import ITEM, OF_PLAN, OF_PREVIOUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from targets.figures import Figure
    from targets.formula import Formula, Input
    from targets.interval import Interval
    from targets.outcome import Outcome
    from targets.ruleset import Indicator
    from targets.scorecard import Scorecard
    from targets.units import Unit

__all__ = ["Move", "least_moves"]

_OF_OTHERS = (Measure.COMBINED, Measure.POINTS, Measure.JUDGED)
_ROLES = {Measure.RANK: "grade", Measure.HELD: "held", Measure.ITEMS: "done"}
_ITSELF = Curve(1, 0, 0, 1)


class Move(NamedTuple):
    """One role of a figure that reaches its target when nothing else changes.

    Both numbers stand in `unit`; it `rises` where more is wanted. With `beyond`, `end` itself does not reach it and
    whatever lies beyond it does. `step` is the least difference that such a number can have (None: any). `items` are
    those of a checklist to finish.
    """

    indicator: Indicator
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


def least_moves(outcome: Outcome, card: Scorecard) -> tuple[Move, ...]:
    """Give the least change that reaches a missed target, for each role that can move alone.

    A plan, last year's figure and a total are given to an office, so they never move. Things that are counted move by
    whole ones. None where the target is not missed, where a person or other targets decide, and where no number that
    can be reaches it.
    Law: judged after the move, the target is reached; after any smaller one it is not.
    """
    value, acceptable, unit = outcome.value, outcome.acceptable, outcome.unit
    missed = Verdict.MISSED in (outcome.verdict, outcome.computed) and not isinstance(outcome.decision, Judgement)
    if not missed or value is None or acceptable is None or unit is None or outcome.target.measure in _OF_OTHERS:
        return ()
    if (formula := outcome.target.indicator.formula) is not None:
        return tuple(_of_inputs(formula, acceptable, card))
    most = Fraction(*outcome.base) if outcome.base is not None and outcome.target.measure is Measure.VALUE else None
    step = unit.thing
    move = _move(_ITSELF, acceptable, value, step, most)
    if move is None:
        return ()
    end, rises, beyond = move
    return (Move(outcome.target.indicator, _role(outcome, unit), value, end, unit, rises, beyond, step, _open_items(outcome)),)


def _role(outcome: Outcome, unit: Unit) -> str:
    if unit == OF_PLAN:
        return "of_plan" if outcome.target.plan is None else f"of_plan.{outcome.target.plan}"
    if unit == OF_PREVIOUS:
        return "of_previous"
    counts = outcome.base is not None and outcome.target.measure is Measure.VALUE
    return "count" if counts else _ROLES.get(outcome.target.measure, "actual")


def _open_items(outcome: Outcome) -> tuple[str, ...]:
    if outcome.target.measure is not Measure.ITEMS:
        return ()
    figure = outcome.figure
    done = {normal(item).casefold() for item in (figure.done or ())} if figure else set()
    return tuple({normal(item).casefold(): item for item in outcome.target.items if normal(item).casefold() not in done}.values())


# -- where a number has to go ---------------------------------------------------------------------------------------


def _move(
    curve: Curve, acceptable: Interval, start: Fraction, step: Fraction | None, most: Fraction | None
) -> tuple[Fraction, bool, bool] | None:
    """Give the first x from `start` on whose value is admitted, whether it rises, and whether it has to go beyond.

    None where there is no such x, or none that can be: no fewer than no things, no more than `most` of them.
    """
    value = curve.at(start)
    side = acceptable.side(value.numerator, value.denominator)
    bound = acceptable.lower if side < 0 else acceptable.upper
    if not side or acceptable.is_empty or bound is None or (end := curve.x_of(bound)) is None:
        return None
    rises, beyond = -side == curve.slope, acceptable.lower_open if side < 0 else acceptable.upper_open
    if step is not None:
        end, beyond = _whole(end, step, rises=rises, inside=beyond), False
    reaches = beyond or acceptable.admits(curve.at(end)) if curve.joins(start, end) else False
    forward = end >= start if rises else end <= start
    return (end, rises, beyond) if reaches and forward and _can_be(start, end, beyond=beyond, step=step, most=most) else None


def _can_be(start: Fraction, end: Fraction, *, beyond: bool, step: Fraction | None, most: Fraction | None) -> bool:
    """Whether things can come to this number: no fewer than none of them, no more than there are."""
    if step is None and most is None:
        return True
    if end < start:
        return start < 0 or (end > 0 if beyond else end >= 0)
    return most is None or (end < most if beyond else end <= most)


def _whole(end: Fraction, step: Fraction, *, rises: bool, inside: bool) -> Fraction:
    """Give the first whole number of steps from an end on, or from the next one where the end itself is not inside."""
    whole = (ceil(end / step) if rises else floor(end / step)) * step
    return whole + (step if rises else -step) if inside and whole == end else whole


# -- formulas ---------------------------------------------------------------------------------------------------------


def _of_inputs(formula: Formula, acceptable: Interval, card: Scorecard) -> Iterator[Move]:
    """Give the move of each input of a formula that reaches it alone."""

    def given(wanted: Input) -> Fraction:
        found = number_of(wanted, card.figures.values.get(wanted.indicator.id), card.ruleset.units)
        assert isinstance(found, Fraction)
        return found

    for wanted in movable(formula):
        fit = fitted(card.figures.values[wanted.indicator.id], wanted.indicator, card.ruleset.units)
        assert not isinstance(fit, tuple)
        start, unit, factor, role, most = _variable(wanted, fit, given)
        curve = curve_of(formula, wanted, given, factor)
        step = unit.thing
        move = None if curve is None else _move(curve, acceptable, start, step, most)
        if move is not None:
            end, rises, beyond = move
            yield Move(wanted.indicator, role, start, end, unit, rises, beyond, step)


def _variable(
    wanted: Input, figure: Figure, given: Callable[[Input], Fraction]
) -> tuple[Fraction, Unit, Fraction | int, str, Fraction | None]:
    """Give what moves of an input: its number, unit, factor, role, and the most that it can be.

    A share that is given as a count of a total moves by its count.
    """
    if figure.count is not None and figure.total is not None and (wanted.role == "count" or figure.actual is None):
        whole = whole_of(wanted.indicator.unit) if wanted.role == "actual" else None
        factor = 1 if whole is None else whole / figure.total.value
        return figure.count.value, wanted.indicator.counted_in or figure.counted_in or ITEM, factor, "count", figure.total.value
    return given(wanted), wanted.unit, 1, wanted.role, None
