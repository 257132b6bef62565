"""The figure of a formula: worked out exactly from other figures, or what is missing for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.errors import Problem, quoted
from targets.figures import Fault, Figure
from targets.fitting import fitted
from targets.formula import operand
from targets.outcome import Outcome, Reason, Verdict, whole_of
from targets.quantity import Quantity
from targets.units import ITEM, Unit

if TYPE_CHECKING:
    from targets.figures import Figures
    from targets.formula import Formula, Input
    from targets.labels import Units
    from targets.ruleset import Target

__all__ = ["derived", "number_of"]

_ABSENT = {"plan": Reason.NO_PLAN, "previous": Reason.NO_PREVIOUS}


def derived(target: Target, formula: Formula, figures: Figures, units: Units) -> Figure | Outcome:
    """Work the formula out; where numbers are missing or cannot be used, the outcome is undecided and says which.

    The first of them gives the reason. Division by zero is not finite. The figure is an estimate as soon as one of its inputs is.
    """
    values: dict[Input, Fraction] = {}
    lacking: list[tuple[Figure | None, Reason, Fault]] = []
    for wanted in formula.inputs:
        figure = figures.values.get(wanted.indicator.id)
        found = number_of(wanted, figure, units)
        if isinstance(found, Fraction):
            values[wanted] = found
        else:
            lacking.append((figure, *found))
    if lacking:
        figure, reason, fault = lacking[0]
        fault = fault._replace(others=tuple(other.problem for _, _, other in lacking[1:]))
        return Outcome(target, figure, Verdict.UNDECIDED, reason, fault=fault)
    inputs = [figures.values[wanted.indicator.id] for wanted in formula.inputs]
    first = inputs[0] if inputs else None
    where = first.place if first else None
    try:
        value = formula.value(values.__getitem__)
    except ZeroDivisionError:
        problem = Problem(f"{quoted(formula.text)} divides by zero", where, "the number below the line is above zero")
        return Outcome(target, first, Verdict.UNDECIDED, Reason.NOT_FINITE, fault=Fault(problem, not_finite=True))
    return Figure(
        indicator=target.indicator.id,
        actual=Quantity(value.numerator, value.denominator, formula.unit, 0, formula.text),
        vintage="estimate" if any(figure.vintage == "estimate" for figure in inputs) else None,
        source=first.source if first else target.source,
        place=where,
    )


def number_of(wanted: Input, figure: Figure | None, units: Units) -> Fraction | tuple[Reason, Fault]:
    """Give one role of a figure, in the unit of its indicator."""
    name = wanted.indicator.id
    if figure is None:
        problem = Problem(f"no figure {quoted(name)}", None, f"submit the figure {quoted(name)}")
        return Reason.NO_FIGURE, Fault(problem, role=wanted.role, indicator=name)
    fit = fitted(figure, wanted.indicator, units)
    if isinstance(fit, Fault):
        return (Reason.NOT_FINITE if fit.not_finite else Reason.UNREADABLE), fit._replace(indicator=name)
    seen = fit if wanted.plan is None else fit.by_plan(wanted.plan)
    given: Quantity | None = getattr(seen, wanted.role)
    if given is None and wanted.role == "actual" and fit.count is not None and fit.total is not None:
        if not fit.total.numerator:
            problem = Problem(f"figure {quoted(name)}: a share of nothing", figure.place)
            return Reason.NOT_FINITE, Fault(problem, not_finite=True, role="total", indicator=name)
        return whole_of(wanted.indicator.unit) * fit.count.value / fit.total.value
    if given is None:
        message = f"figure {quoted(name)} has no {quoted(wanted.role)}"
        problem = Problem(message, figure.place, f"add {quoted(wanted.role)} to it")
        if wanted.plan is not None or (wanted.role == "plan" and fit.plans):
            problem = fit.lacks_plan(wanted.plan, lambda plan: f"plan({operand(name)}, {operand(plan)})")
        return _ABSENT.get(wanted.role, Reason.NO_FIGURE), Fault(problem, role=wanted.key, indicator=name)
    # Count and total of an indicator that names no unit for them are counted one by one.
    return given.value * given.unit.scale if wanted.unit is ITEM and isinstance(given.unit, Unit) else given.value
