"""Judge one target by one figure: pure, exact, and nothing is skipped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targets.errors import Problem, did_you_mean, quoted
from targets.figures import AMOUNTS, COUNTS, Fault, Figure, truth_of
from targets.fitting import fitted
from targets.measure import Measure
from targets.notices import remarks
from targets.numerals import normal
from targets.outcome import Notice, Outcome, Reason, Verdict, scale_by_base
from targets.units import GRADE, ITEM, OF_PLAN, OF_PREVIOUS, PERCENT, TITLE, Unit, whole_ratio

if TYPE_CHECKING:
    from collections.abc import Callable

    from targets.labels import Units
    from targets.quantity import Quantity
    from targets.ruleset import Target

__all__ = ["decide", "judge"]

_new = tuple.__new__
_JUDGED = Measure.JUDGED
_EXCEEDED, _MET, _MISSED, _UNDECIDED = Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED, Verdict.UNDECIDED


def judge(target: Target, figure: Figure | None, units: Units) -> Outcome:
    """Judge one target (or one part) by one figure."""
    if figure is None:
        reason = Reason.NEEDS_JUDGEMENT if target.measure is _JUDGED else Reason.NO_FIGURE
        return Outcome(target, None, _UNDECIDED, reason)
    return _MEASURES[target.measure](target, figure, units)


def decide(
    target: Target,
    figure: Figure,
    unit: Unit,
    measured: tuple[int, int],
    base: tuple[int, int] | None = None,
    shares: Unit = PERCENT,
) -> Outcome:
    """Compare: the only place where a number meets its interval.

    A base scales the bounds by cross-multiplication; `shares` is the unit of the bounds then.
    """
    if base is None:
        numerator, denominator = measured
    else:
        whole, part = whole_ratio(shares)
        numerator, denominator = measured[0] * base[1] * whole, measured[1] * base[0] * part
    if target.acceptable.side(numerator, denominator):
        verdict = _MISSED
    elif target.exceeding is None or target.exceeding.side(numerator, denominator):
        verdict = _MET
    else:
        verdict = _EXCEEDED
    warnings = remarks(figure, target, unit)
    # Half of the time of a judgement would go into the named tuple's own constructor, which does just this.
    return _new(Outcome, (target, figure, verdict, None, measured, unit, base, warnings, None, (), None, None))


def _undecided(target: Target, figure: Figure, reason: Reason) -> Outcome:
    return Outcome(target, figure, _UNDECIDED, reason)


def _unreadable(target: Target, figure: Figure, fault: Fault | str, help: str | None = None) -> Outcome:
    if isinstance(fault, str):
        fault = Fault(Problem(fault, figure.place, help).inside(f"figure {quoted(figure.indicator)}"))
    reason = Reason.NOT_FINITE if fault.not_finite else Reason.UNREADABLE
    return Outcome(target, figure, _UNDECIDED, reason, fault=fault)


# -- measures: how the judged number is found in a figure -----------------------------------------------------------


def _value(target: Target, figure: Figure, units: Units) -> Outcome:
    unit = target.indicator.unit
    assert unit is not None
    fit = figure if figure.unit is unit else fitted(figure, target.indicator, units)
    if isinstance(fit, Fault):
        return _unreadable(target, figure, fit)
    figure = fit
    if figure.count is not None and figure.total is not None:
        if not figure.total.numerator:
            return _undecided(target, figure, Reason.NOT_FINITE)
        counted_in = target.indicator.counted_in or figure.counted_in or ITEM
        return decide(target, figure, counted_in, figure.count[:2], figure.total[:2], unit)
    if (actual := figure.actual) is None:
        return _without_actual(target, figure, unit)
    return decide(target, figure, unit, actual[:2])


def _against_plan(target: Target, figure: Figure, units: Units) -> Outcome:
    fit = figure if figure.unit is target.indicator.unit else fitted(figure, target.indicator, units)
    if isinstance(fit, Fault):
        return _unreadable(target, figure, fit)
    if target.plan is None and not fit.plans:
        return _against(target, fit, fit.plan, fit.of_plan, OF_PLAN)
    return _against_one_of(target, fit)


def _against_one_of(target: Target, figure: Figure) -> Outcome:
    """Judge against the plan that the target means: the one it names, or the one without a name; no other takes its place."""
    seen = figure if target.plan is None else figure.by_plan(target.plan)
    outcome = _against(target, seen, seen.plan, seen.of_plan, OF_PLAN)
    if outcome.reason is not Reason.NO_PLAN:
        return outcome
    names = tuple(plan.name for plan in figure.plans)
    notice = Notice("plan-not-named", names=names) if target.plan is None else Notice("plan-not-given", names=(target.plan, *names))
    return outcome._replace(figure=figure, warnings=(*outcome.warnings, notice))


def _against_previous(target: Target, figure: Figure, units: Units) -> Outcome:
    fit = figure if figure.unit is target.indicator.unit else fitted(figure, target.indicator, units)
    if isinstance(fit, Fault):
        return _unreadable(target, figure, fit)
    return _against(target, fit, fit.previous, fit.of_previous, OF_PREVIOUS)


def _against(target: Target, figure: Figure, base: Quantity | None, share: Quantity | None, share_unit: Unit) -> Outcome:
    unit = target.indicator.unit
    assert unit is not None
    if figure.actual is None and figure.total is not None and not figure.total.numerator:
        return _undecided(target, figure, Reason.NOT_FINITE)
    actual = _actual(figure, unit)
    if actual is not None and base is not None:
        if base.numerator > 0:
            return decide(target, figure, unit, actual, base[:2])
        return _against_nothing(target, figure, actual, base)
    if share is not None:
        return decide(target, figure, share_unit, share[:2])
    if actual is None:
        return _without_actual(target, figure, unit)
    return _undecided(target, figure, Reason.NO_PLAN if share_unit is OF_PLAN else Reason.NO_PREVIOUS)


def _actual(figure: Figure, unit: Unit) -> tuple[int, int] | None:
    """Give the actual in the indicator's unit, be it written as a count of a total."""
    if figure.actual is not None:
        return figure.actual[:2]
    if figure.count is None or figure.total is None:
        return None
    whole, part = whole_ratio(unit)
    return figure.count.numerator * figure.total.denominator * whole, figure.count.denominator * figure.total.numerator * part


def _without_actual(target: Target, figure: Figure, unit: Unit) -> Outcome:
    """Tell a figure whose actual is still to come from one that says something else than a number."""
    if figure.plans or any(getattr(figure, role) is not None for role in (*AMOUNTS, "of_plan", "of_previous")):
        return _undecided(target, figure, Reason.NO_FIGURE)
    return _lacking(target, figure, "gives no number", f"write `actual` in `{unit.vi}`")


def _against_nothing(target: Target, figure: Figure, actual: tuple[int, int], base: Quantity) -> Outcome:
    """Judge against a base of zero or below: a share of it says nothing, the base itself is still a bound."""
    unit = target.indicator.unit
    assert unit is not None
    if not target.measure.is_bound:
        return _undecided(target, figure, Reason.NOT_FINITE)
    bounds = scale_by_base(target.acceptable, target, base.value)
    beyond = None if target.exceeding is None else scale_by_base(target.exceeding, replace(target, zero_kept=False), base.value)
    outcome = decide(replace(target, acceptable=bounds, exceeding=beyond), figure, unit, actual)
    return outcome._replace(target=target, base=base[:2])


def _rank(target: Target, figure: Figure, _: Units) -> Outcome:
    written = figure.grade if figure.grade is not None else figure.raw
    if written is None:
        return _lacking(target, figure, "gives no grade")
    scale = [normal(grade).casefold() for grade in target.indicator.scale]
    if (name := normal(written).casefold()) not in scale:
        known = ", ".join(target.indicator.scale)
        help_ = did_you_mean(written, target.indicator.scale, f"the grades are, from worst to best: {known}")
        return _unreadable(target, figure, f"{quoted(written)} is not a grade of its scale", help_)
    return decide(target, figure, GRADE, (scale.index(name), 1))


def _items(target: Target, figure: Figure, _: Units) -> Outcome:
    if figure.done is None:
        return _lacking(target, figure, "does not list what is done", _how_to_list(target, figure))
    wanted = {normal(item).casefold() for item in target.items}
    done = {normal(item).casefold(): item for item in figure.done}
    outcome = decide(target, figure, ITEM, (len(wanted & done.keys()), 1))
    warnings = list(outcome.warnings)
    if others := tuple(item for key, item in done.items() if key not in wanted):
        warnings.append(Notice("not-on-list", names=others))
    if figure.note is not None and (key := normal(figure.note).casefold()) in wanted and key not in done:
        warnings.append(Notice("item-in-note", names=(figure.note, *([str(figure.place)] if figure.place else []))))
    return outcome._replace(warnings=tuple(warnings)) if len(warnings) > len(outcome.warnings) else outcome


def _how_to_list(target: Target, figure: Figure) -> str:
    """Say how a list is written where the figure stands."""
    items, place = target.items[:2], figure.place
    if place is None or not place.is_cell:
        return f"write `done: [{', '.join(items)}]`"
    if place.sheet is not None:
        return "fill in the form that `targets form` writes: its row takes a list"
    return f'write the items into the column `done`, in double quotes: `"{"; ".join(items)}"`'


def _held(target: Target, figure: Figure, _: Units) -> Outcome:
    held = figure.held
    if held is None:
        held = None if figure.raw is None else truth_of(figure.raw)
    if held is None:
        said = "does not say whether the title is held" if figure.raw is None else f"{quoted(figure.raw)} is neither yes nor no"
        return _lacking(target, figure, said, "write `held: true` or `held: false`")
    return decide(target, figure, TITLE, (int(held), 1))


def _lacking(target: Target, figure: Figure, message: str, help: str | None = None) -> Outcome:
    """Tell a figure that says nothing (a note alone) from one that says something else."""
    if figure.faults and figure.raw is None:
        return _unreadable(target, figure, figure.faults[0])
    roles = (*AMOUNTS, *COUNTS, "of_plan", "of_previous", "reported", "grade", "done", "held", "raw")
    silent = all(getattr(figure, role) is None for role in roles)
    if silent:
        return _undecided(target, figure, Reason.NO_FIGURE)
    return _unreadable(target, figure, message, help)


_MEASURES: dict[Measure, Callable[[Target, Figure, Units], Outcome]] = {
    Measure.VALUE: _value,
    Measure.SHARE_OF_PLAN: _against_plan,
    Measure.PLAN: _against_plan,
    Measure.SHARE_OF_PREVIOUS: _against_previous,
    Measure.PREVIOUS: _against_previous,
    Measure.RANK: _rank,
    Measure.ITEMS: _items,
    Measure.HELD: _held,
    # Members of these two are judged by themselves, and the whole by what came out.
    Measure.COMBINED: lambda target, figure, _: _undecided(target, figure, Reason.NO_FIGURE),
    Measure.POINTS: lambda target, figure, _: _undecided(target, figure, Reason.NO_FIGURE),
    Measure.JUDGED: lambda target, figure, _: _undecided(target, figure, Reason.NEEDS_JUDGEMENT),
}
