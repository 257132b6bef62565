"""Targets that ask for nothing new: last year's figure reaches them already, or they allow less than it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.evaluation import evaluate
from targets.figures import Figure
from targets.finding import Finding, Witness
from targets.interval import Interval
from targets.linting.measures import possible_values
from targets.linting.witnesses import witness
from targets.measure import Measure
from targets.outcome import whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.figures import Figures
    from targets.linting.measures import Part
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset, Target

__all__ = ["old_news", "seen_as"]

_HUNDRED = Fraction(100)


def old_news(parts: Sequence[Part], ruleset: Ruleset, figures: Sequence[Figures]) -> Iterator[Finding]:
    """Find targets below what was reached last year, one finding a target with the subjects that it is true of.

    Nothing is said of a target that cannot ask for more: all of a whole, the best grade, a title.
    """
    yield from _allowed_falls(parts)
    numeric = {part.owner.id for part in parts if part.target.measure is not Measure.POINTS} if figures else set()
    best = _asking_for_the_best(parts)
    asked = replace(ruleset, targets=tuple(_on_any_day(target) for target in ruleset.targets if target.id in numeric - best))
    found: dict[tuple[str, Code], list[tuple[str, Outcome]]] = {}
    for one in figures:
        if (before := _last_year(ruleset, one)) is None:
            continue
        for outcome in evaluate(asked, before):
            if outcome.verdict.is_reached:
                code = Code.ASKS_LESS if all(map(_is_beyond, outcome.parts or (outcome,))) else Code.REACHED_ALREADY
                found.setdefault((outcome.id, code), []).append((one.subject, outcome))
    for (_, code), cases in found.items():
        cases.sort(key=lambda case: case[0])
        outcome = cases[0][1]
        seen = [seen_as(part) for part in (outcome.parts or (outcome,))]
        names = tuple(subject for subject, _ in cases)
        yield Finding(code, (outcome.target,), names, tuple(witness for witness in seen if witness is not None))


def _on_any_day(target: Target) -> Target:
    """Give the target as it will be asked, whatever day last year's figures speak of."""
    return target if target.applies is None else replace(target, applies=replace(target.applies, days=Interval()))


def _allowed_falls(parts: Sequence[Part]) -> Iterator[Finding]:
    """Find bounds on the wrong side of last year's figure: `at_least: 95 % of previous`."""
    for part in parts:
        bounds = part.target.acceptable
        if part.target.measure is not Measure.SHARE_OF_PREVIOUS or not bounds.admits(_HUNDRED) or (end := bounds.only_end) is None:
            continue
        bound = Fraction(end[1], end[2])
        if bound != _HUNDRED:
            value = (bound + _HUNDRED) / 2 if end[3] else bound
            yield Finding(Code.ASKS_LESS, (part.target,), witnesses=(witness(value, [part.target]),))


def _asking_for_the_best(parts: Sequence[Part]) -> set[str]:
    """Give the ids of targets that nothing stricter could replace: one value reaches them, the last that there can be."""
    more = {part.owner.id for part in parts if not _is_the_best(part)}
    return {part.owner.id for part in parts} - more


def _is_the_best(part: Part) -> bool:
    low, high = part.values.lower, part.values.upper
    possible = possible_values(part.target)
    return low is not None and low == high and low in (possible.lower, possible.upper)


def _last_year(ruleset: Ruleset, figures: Figures) -> Figures | None:
    """Give last year's figures as if they were this year's: what was submitted for it, or the previous role of these.

    A plan of last year says nothing of this year's.
    """
    if figures.period is None or figures.period == ruleset.period:
        kept = {
            name: Figure(name, actual=f.previous, plan=f.plan, plans=tuple(plan._replace(share=None) for plan in f.plans))
            for name, f in figures.values.items()
            if f.previous is not None
        }
    elif _year(figures.period) is not None and _year(figures.period, 1) == _year(ruleset.period):
        none: dict[str, Any] = {"plan": None, "previous": None, "of_plan": None, "of_previous": None, "plans": ()}
        kept = {name: replace(f, **none) for name, f in figures.values.items()}
    else:
        return None
    return replace(figures, values=kept)


def _year(period: str, more: int = 0) -> tuple[int, str] | None:
    """Give the year of a period such as `2024` or `2024-Q1`, and what follows it."""
    return (int(period[:4]) + more, period[4:]) if period[:4].isdecimal() and len(period) > 3 else None


def _is_beyond(outcome: Outcome) -> bool:
    """Whether the number lies strictly inside its one bound, so that less than it was enough."""
    bounds, value = outcome.acceptable, outcome.value
    end = None if bounds is None else bounds.only_end
    return end is not None and value != Fraction(end[1], end[2])


def seen_as(outcome: Outcome) -> Witness | None:
    """Take what the evaluator has judged as the witness, in the terms of the written bounds; a plan of nothing has none."""
    value, target = outcome.value, outcome.target
    if value is None or outcome.base is None:
        return None if value is None else Witness(target, value, (outcome.id,))
    base = Fraction(*outcome.base)
    if target.measure is Measure.VALUE and base.denominator == 1:
        return Witness(target, value, (outcome.id,), total=int(base))
    whole = whole_of(target.indicator.unit) if target.measure is Measure.VALUE else 100
    return Witness(target, value * whole / base, (outcome.id,)) if base > 0 else None
