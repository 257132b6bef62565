"""A value is shown to nobody before it has been judged: figures made for one value, and what came out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.figures import Figure, Plan
from targets.finding import Witness
from targets.judging import judge
from targets.labels import Units
from targets.measure import Measure
from targets.outcome import Verdict
from targets.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.outcome import Outcome
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["judged_at", "witness"]

_UNITS = Units()
_HUNDRED = Fraction(100)


def witness(
    value: Fraction, reaches: Sequence[Target] = (), misses: Sequence[Target] = (), total: int | None = None, items: Sequence[str] = ()
) -> Witness:
    """Give a value as a witness: it reaches some targets on one measure and misses others.

    Raises AssertionError where it is judged otherwise: that is a bug of lint, and the finding is not shown.
    """
    figure: Figure | None = None
    last: Target | None = None
    for number, target in enumerate(map(_alone, (*reaches, *misses))):
        if figure is None or last is None or target.measure is not last.measure or target.indicator is not last.indicator:
            figure, last = _figure(target, value, total, items), target
        verdict = judge(target, figure, _UNITS).verdict
        if not (verdict.is_reached if number < len(reaches) else verdict is Verdict.MISSED):
            message = f"lint and the evaluator disagree on {value} for {target.id}"
            raise AssertionError(message)
    return Witness((*reaches, *misses)[0], value, _ids(reaches), _ids(misses), total, tuple(items))


def _ids(targets: Sequence[Target]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target.id for target in targets))


def judged_at(value: Fraction, target: Target, total: int | None = None, items: Sequence[str] = ()) -> Outcome:
    """Judge a target by itself at one value, whatever it is worked out from.

    Units: the terms of the target's bounds; with `total` the value is a count. `items` are what is done of a checklist.
    """
    alone = _alone(target)
    return judge(alone, _figure(alone, value, total, items), _UNITS)


def _alone(target: Target) -> Target:
    """Take a group of members as the number of their points."""
    return replace(target, measure=Measure.VALUE, parts=()) if target.measure is Measure.POINTS else target


def _figure(target: Target, value: Fraction, total: int | None, items: Sequence[str]) -> Figure:
    """Make a figure that has this value where the target looks; a plan or last year's figure is a hundred."""
    indicator, unit = target.indicator, target.indicator.unit
    roles: dict[str, Any]
    match target.measure:
        case Measure.RANK:
            roles = {"grade": indicator.scale[int(value)]}
        case Measure.ITEMS:
            roles = {"done": tuple(items)}
        case Measure.HELD:
            roles = {"held": bool(value)}
        case Measure.PLAN | Measure.SHARE_OF_PLAN if target.plan is not None:
            roles = {"actual": _quantity(value, unit), "plans": (Plan(target.plan, _quantity(_HUNDRED, unit)),)}
        case Measure.PLAN | Measure.SHARE_OF_PLAN:
            roles = {"actual": _quantity(value, unit), "plan": _quantity(_HUNDRED, unit)}
        case Measure.PREVIOUS | Measure.SHARE_OF_PREVIOUS:
            roles = {"actual": _quantity(value, unit), "previous": _quantity(_HUNDRED, unit)}
        case _ if total is not None:
            roles = {"count": _quantity(value, indicator.counted_in), "total": _quantity(Fraction(total), indicator.counted_in)}
        case _:
            roles = {"actual": _quantity(value, unit)}
    return Figure(indicator.id, **roles)


def _quantity(value: Fraction, unit: Unit | None) -> Quantity:
    return Quantity(value.numerator, value.denominator, unit, 0, str(value))
