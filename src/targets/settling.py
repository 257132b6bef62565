"""What stands around a judgement: conditions that decide whether it is made, and decisions of people about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from targets.decisions import Judgement
from targets.errors import Problem, quoted
from targets.figures import Fault
from targets.measure import Measure
from targets.outcome import Notice, Outcome, Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.ruleset import Target

__all__ = ["settled", "unmet_condition"]


def unmet_condition(target: Target, figures: Figures, day: date | None, judged: Callable[[Target], Outcome]) -> Outcome | None:
    """Give the outcome of a target whose condition does not hold (not applicable) or is unknown (undecided).

    None where the target applies. What does not hold is stronger than what is unknown.
    """
    condition = target.applies
    if condition is None:
        return None
    unknown: list[tuple[Reason, Fault]] = []
    failed: list[Notice] = []
    days = condition.days
    if days.lower is not None or days.upper is not None:
        if day is None:
            unknown.append((Reason.NO_FIGURE, _fault(target, "it is not known which day the verdicts speak of", "say `as_of`", "as_of")))
        elif side := days.side(day.toordinal()):
            end = days.lower if side < 0 else days.upper
            assert end is not None
            failed.append(Notice("not-yet" if side < 0 else "no-longer", names=(date.fromordinal(int(end)).isoformat(),)))
    if figures.tags is None and (condition.tagged or condition.not_tagged):
        unknown.append(
            (Reason.NO_FIGURE, _fault(target, "the figures do not say which tags the subject bears", "add `tags: []` to them", "tags"))
        )
    tags = frozenset(figures.tags or ())
    if figures.tags is not None:
        failed += [Notice("not-tagged", names=(tag,)) for tag in condition.tagged if tag not in tags]
        failed += [Notice("tagged", names=(tag,)) for tag in condition.not_tagged if tag in tags]
    for clause in condition.clauses:
        outcome = judged(clause)
        if outcome.verdict is Verdict.MISSED:
            failed.append(Notice("condition", names=(clause.indicator.id,)))
        elif outcome.verdict is Verdict.UNDECIDED:
            message = f"its condition on {quoted(clause.indicator.id)} cannot be decided"
            fault = _fault(target, message, _way_out(clause, outcome), "when", clause.indicator.id)
            unknown.append((outcome.reason or Reason.NO_FIGURE, fault))
    if failed:
        return Outcome(target, None, Verdict.NOT_APPLICABLE, warnings=tuple(failed))
    if unknown:
        reason, fault = min(unknown, key=lambda one: list(Reason).index(one[0]))
        return Outcome(target, None, Verdict.UNDECIDED, reason, fault=fault)
    return None


def _way_out(clause: Target, outcome: Outcome) -> str | None:
    """Say what would decide a clause."""
    figure = outcome.figure
    if outcome.fault is not None:
        return outcome.fault.problem.help
    if outcome.reason is Reason.NO_PLAN and figure is not None and (clause.plan is not None or figure.plans):
        return figure.lacks_plan(clause.plan).help
    return f"submit the figure {quoted(clause.indicator.id)}"


def _fault(target: Target, message: str, help: str | None, role: str, indicator: str | None = None) -> Fault:
    return Fault(Problem(message, target.place, help).inside(f"target {quoted(target.id)}"), role=role, indicator=indicator)


def settled(outcome: Outcome, decisions: Iterable[Decision], day: date | None) -> Outcome:
    """Apply what people decided: first the latest judgement that counts, then a waiver where the verdict is missed.

    A judgement counts for a judged target, and for any other only where the rules let it override what was computed.
    A waiver turns missed into waived and nothing else; one that is not in force leaves the verdict and says so.
    """
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return outcome
    ordered = list(decisions)
    for judgement in sorted((d for d in ordered if isinstance(d, Judgement)), key=lambda j: j.on):
        outcome = _judged(outcome, judgement, day)
    for waiver in ordered:
        if isinstance(waiver, Judgement) or outcome.verdict is not Verdict.MISSED:
            continue
        if waiver.is_in_force(day):
            outcome = outcome._replace(verdict=Verdict.WAIVED, decision=waiver, computed=outcome.computed or Verdict.MISSED)
        else:
            early = day is None or day < waiver.since
            notice = Notice("waiver-not-yet", names=(waiver.since.isoformat(),)) if early else Notice(
                "waiver-expired", names=(waiver.until.isoformat(),)
            )  # fmt: skip
            outcome = outcome._replace(warnings=(*outcome.warnings, notice))
    return outcome


def _judged(outcome: Outcome, judgement: Judgement, day: date | None) -> Outcome:
    target = outcome.target
    if not judgement.is_in_force(day):
        return outcome._replace(warnings=(*outcome.warnings, Notice("judgement-not-yet", names=(judgement.on.isoformat(),))))
    if target.measure is Measure.JUDGED:
        return outcome._replace(verdict=judgement.verdict, reason=None, decision=judgement)
    if not target.override:
        notice = Notice("judgement-not-allowed", names=(judgement.judged_by,))
        return outcome if notice in outcome.warnings else outcome._replace(warnings=(*outcome.warnings, notice))
    computed = outcome.verdict if outcome.computed is None else outcome.computed
    return outcome._replace(verdict=judgement.verdict, reason=None, decision=judgement, computed=computed)
