"""Evaluate all targets of a ruleset: whether each applies, what its parts say, what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.deriving import derived
from targets.judging import judge
from targets.measure import Measure
from targets.notices import impossible_inputs
from targets.outcome import Outcome, Verdict, combined
from targets.scorecard import Scorecard
from targets.settling import settled, unmet_condition
from targets.tally import tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.labels import Units
    from targets.ruleset import Ruleset, Target

__all__ = ["evaluate"]

_new = tuple.__new__
_EXCEEDED, _MET, _MISSED = Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED


def evaluate(
    ruleset: Ruleset,
    figures: Figures,
    *,
    as_of: date | None = None,
    decisions: Iterable[Decision] = (),
) -> Scorecard:
    """Judge every target of the ruleset by the figures of one subject and period.

    `decisions` are waivers and judgements; those for other subjects are left aside. `as_of` is the day the verdicts speak of: it decides whether a target applies and whether a waiver is in force; left
    out, it is the figures' own. Figures of another period are judged all the same, and the scorecard notes it.
    Law: the order of the rules changes no verdict and no score; a waiver turns missed into waived and nothing else.
    """
    day = as_of or figures.as_of
    decisions = tuple(decision for decision in decisions if decision.concerns(figures)) if decisions else ()
    given: _Given | None = None
    find = figures.values.get
    outcomes: list[Outcome] = []
    add = outcomes.append
    for target in ruleset.targets:
        # The plain case, an amount in the indicator's unit against one bound, is written out: it is what `judge` does
        # with such a figure, at half the cost, and nearly all judgements end here. The laws hold the two together.
        if (line := target.half_line) is not None and not decisions:
            name, unit, role, times, bound, is_open, can_exceed = line
            figure = find(name)
            if figure is not None and figure.unit is unit and (measured := figure.ratios[0]) is not None:
                if role:
                    if (base := figure.ratios[role]) is None or base[0] <= 0:
                        add(judge(target, figure, ruleset.units))
                        continue
                    beyond = measured[0] * base[1] * times - measured[1] * base[0] * bound
                else:
                    base = None
                    beyond = measured[0] * times - measured[1] * bound
                verdict = (_EXCEEDED if can_exceed else _MET) if beyond > 0 else _MISSED if beyond or is_open else _MET
                add(_new(Outcome, (target, figure, verdict, None, measured, unit, base, (), None, (), None, None)))
                continue
        if given is None:
            given = _Given(figures, ruleset.units, day, _by_target(decisions), {})
        add(_outcome(target, given))
    return Scorecard(ruleset, figures, tuple(outcomes), day, decisions)


class _Given(NamedTuple):
    """What a target is judged by; `known` holds the outcomes so far, for targets that are members of others."""

    figures: Figures
    units: Units
    day: date | None
    decisions: Mapping[str, list[Decision]]
    known: dict[str, Outcome]


def _by_target(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.target, []).append(decision)
    return found


def _outcome(target: Target, given: _Given) -> Outcome:
    """Give the outcome of a target: not applicable, or what the figures say, or what people decided about that."""
    if (known := given.known.get(target.id)) is None:
        outcome = unmet_condition(target, given.figures, given.day, lambda clause: _computed(clause, given)) or _computed(target, given)
        known = given.known[target.id] = settled(outcome, given.decisions.get(target.id, ()), given.day)
    return known


def _computed(target: Target, given: _Given) -> Outcome:
    """Give what the figures say of a target."""
    match target.measure:
        case Measure.COMBINED:
            need = target.acceptable.lower
            return combined(target, [_outcome(part, given) for part in target.parts], len(target.parts) if need is None else int(need))
        case Measure.POINTS:
            return tallied(target, [_outcome(part, given) for part in target.parts])
        case _ if target.parts:
            return combined(target, [_computed(part, given) for part in target.parts], len(target.parts))
        case _ if target.indicator.formula is not None:
            figure = derived(target, target.indicator.formula, given.figures, given.units)
            if isinstance(figure, Outcome):
                return figure
            outcome = judge(target, figure, given.units)
            odd = impossible_inputs(target.indicator.formula, given.figures)
            return outcome._replace(warnings=(*outcome.warnings, *odd)) if odd else outcome
        case _:
            return judge(target, given.figures.values.get(target.indicator.id), given.units)
