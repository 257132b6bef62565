"""Targets that lean on a plan without naming it, where plans of that indicator are told apart by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targets.cells import BY_PLAN
from targets.codes import Code
from targets.evaluation import evaluate
from targets.finding import Finding, Witness
from targets.linting.history import seen_as
from targets.measure import Measure
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.figures import Figure, Figures
    from targets.ruleset import Ruleset, Target

__all__ = ["unnamed_plans"]

_OF_OTHERS = (Measure.COMBINED, Measure.POINTS)


def unnamed_plans(ruleset: Ruleset, figures: Sequence[Figures]) -> Iterator[Finding]:
    """Find them by what other targets name, and by what figures give; one finding for each target and indicator."""
    named: dict[str, dict[str, str]] = {}
    naming: dict[str, dict[str, Target]] = {}
    unnamed: dict[tuple[str, str], tuple[Target, Target | None]] = {}
    for owner in ruleset.targets:
        for indicator, plan, judged in _plans_of(owner):
            if plan is None:
                unnamed.setdefault((owner.id, indicator), (owner, judged))
            else:
                named.setdefault(indicator, {}).setdefault(plan.casefold(), plan)
                naming.setdefault(indicator, {}).setdefault(owner.id, owner)
    submitted: dict[str, list[Figures]] = {}
    for one in figures if unnamed else ():
        for figure in one:
            for given in figure.plans:
                named.setdefault(figure.indicator, {}).setdefault(given.name.casefold(), given.name)
            if figure.plans:
                submitted.setdefault(figure.indicator, []).append(one)
    for (_, indicator), (owner, judged) in unnamed.items():
        if indicator in named:
            others = (other for name, other in sorted(naming.get(indicator, {}).items()) if name != owner.id)
            shown = () if judged is None else _shown(judged, ruleset, submitted.get(indicator, ()))
            yield Finding(Code.PLAN_NOT_NAMED, (owner, *others), (indicator, *sorted(named[indicator].values())), shown)


def _plans_of(owner: Target) -> Iterator[tuple[str, str | None, Target | None]]:
    """Give indicator and name of each plan that decides a target, with what is judged by it alone; members have their own."""
    parts = () if owner.measure in _OF_OTHERS else owner.parts or (owner,)
    for number, part in enumerate((*parts, *(owner.applies.clauses if owner.applies is not None else ()))):
        if part.measure in BY_PLAN:
            yield part.indicator.id, part.plan, part if number < len(parts) else None
        elif part.indicator.formula is not None:
            for wanted in part.indicator.formula.inputs:
                if wanted.role == "plan":
                    yield wanted.indicator.id, wanted.plan, None


def _shown(target: Target, ruleset: Ruleset, submitted: Sequence[Figures]) -> tuple[Witness, ...]:
    """Give one figure by a plan that it reaches the target by, and by one that it misses it by, where there is such a figure."""
    alone = replace(target, parts=(), applies=None)
    for figures in submitted:
        found: dict[bool, Witness] = {}
        for name in _names(figures[target.indicator.id]):
            by_name = replace(alone, plan=name)
            [outcome] = evaluate(replace(ruleset, targets=(by_name,)), figures)
            witness = seen_as(outcome)
            if witness is not None and (outcome.verdict.is_reached or outcome.verdict is Verdict.MISSED):
                found.setdefault(outcome.verdict.is_reached, witness)
        if len(found) > 1:
            return found[True], found[False]._replace(reaches=(), misses=found[False].reaches)
    return ()


def _names(figure: Figure) -> list[str | None]:
    """Give the names of all plans of a figure, None for the one without."""
    return [*([None] if figure.plan is not None or figure.of_plan is not None else []), *(plan.name for plan in figure.plans)]
