"""A value is shown to nobody before the evaluator has judged it: figures made for one value, and what came out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.evaluation import evaluate
from targets.figures import Figure, Figures
from targets.finding import Witness
from targets.measure import Measure
from targets.outcome import Verdict
from targets.quantity import Quantity
from targets.ruleset import NO_TEXT, Ruleset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.labels import Units
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["Judge", "figure_with"]

_HUNDRED = Fraction(100)


class Judge:
    """Makes witnesses: each is judged by the evaluator, and one that it sees otherwise is a bug and never shown."""

    def __init__(self, units: Units) -> None:
        """Take the units that the rules declare."""
        self.units = units

    def witness(
        self,
        value: Fraction,
        reaches: Sequence[Target] = (),
        misses: Sequence[Target] = (),
        total: int | None = None,
        items: Sequence[str] = (),
    ) -> Witness:
        """Give the value as a witness. Raises AssertionError where the evaluator does not agree."""
        judged = (*reaches, *misses)
        figure = figure_with(judged[0], value, total, items)
        trial = Ruleset("", NO_TEXT, "", judged, {}, units=self.units)
        verdicts = [outcome.verdict for outcome in evaluate(trial, Figures({figure.indicator: figure}))]
        agrees = all(verdict.is_reached for verdict in verdicts[: len(reaches)]) and all(
            verdict is Verdict.MISSED for verdict in verdicts[len(reaches) :]
        )
        if not agrees:
            message = f"lint and the evaluator disagree on {value} for {[target.id for target in judged]}"
            raise AssertionError(message)
        return Witness(judged[0], value, _ids(reaches), _ids(misses), total, tuple(items))


def _ids(targets: Sequence[Target]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target.id for target in targets))


def figure_with(target: Target, value: Fraction, total: int | None = None, items: Sequence[str] = ()) -> Figure:
    """Make a figure that has this value where the target looks; a plan or last year's figure is a hundred.

    Units: the terms of the target's bounds; with `total` the value is a count.
    """
    indicator, unit = target.indicator, target.indicator.unit
    roles: dict[str, Any]
    match target.measure:
        case Measure.RANK:
            roles = {"grade": indicator.scale[int(value)]}
        case Measure.ITEMS:
            roles = {"done": tuple(items)}
        case Measure.HELD:
            roles = {"held": bool(value)}
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
