"""What reaching one target adds to the score, with the composites and sums of points that it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from targets.change import least_moves
from targets.measure import Measure
from targets.outcome import Outcome, Verdict, combined
from targets.tally import tallied

if TYPE_CHECKING:
    from fractions import Fraction

    from targets.scorecard import Scorecard

__all__ = ["Gain", "gain_of"]

_NEUTRAL = (Verdict.WAIVED, Verdict.NOT_APPLICABLE)


class Gain(NamedTuple):
    """The share-met score before and after one more target is reached, and the ids of those that are reached with it."""

    before: Fraction
    after: Fraction
    others: tuple[str, ...] = ()

    @property
    def difference(self) -> Fraction:
        """What is added, as a share of all weight."""
        return self.after - self.before


def gain_of(card: Scorecard, outcome: Outcome) -> Gain | None:
    """Give the share-met score as it is and with this outcome just met; None where it is reached or left out already.

    A composite that needs all of its members is met with them; one that needs some of them, and a sum of points, alone.
    Law: it is the score that the evaluator finds after the least change.
    """
    if outcome.verdict.is_reached or outcome.verdict in _NEUTRAL or card.score().value is None:
        return None
    known: dict[str, Outcome] = {}
    _reach(outcome, card, known)
    after = replace(card, outcomes=tuple(_again(one, known) for one in card.outcomes))
    before, score = card.score().value, after.score().value
    if before is None or score is None:
        return None
    pairs = zip(card.outcomes, after.outcomes, strict=True)
    others = tuple(new.id for old, new in pairs if new.id != outcome.id and new.verdict.is_reached and not old.verdict.is_reached)
    return Gain(before, score, others)


def _reach(outcome: Outcome, card: Scorecard, known: dict[str, Outcome]) -> None:
    """Let an outcome be met, and with a composite that needs all of its other members those members, too."""
    if outcome.id in known:
        return
    known[outcome.id] = _met(outcome, card)
    if outcome.target.measure is Measure.COMBINED:
        members = [member for member in outcome.parts if member.verdict is not Verdict.NOT_APPLICABLE]
        others = [member for member in members if member.verdict.is_problem]
        need = outcome.target.acceptable.lower
        if need is None or min(need, len(members)) == len(members):
            for other in others:
                _reach(other, card, known)


def _met(outcome: Outcome, card: Scorecard) -> Outcome:
    """Give the outcome as it is when just met: at the bound where that is known, so that its band gives the points."""
    met = outcome._replace(verdict=Verdict.MET, reason=None, decision=None, computed=None)
    bound = outcome.acceptable
    if bound is None or outcome.target.measure is Measure.POINTS:
        return met._replace(measured=None)
    moves = least_moves(outcome, card)
    direct = moves and outcome.target.indicator.formula is None
    end = moves[0].end if direct else bound.lower if bound.lower is not None else bound.upper
    return met._replace(measured=None if end is None else end.as_integer_ratio())


def _again(outcome: Outcome, known: dict[str, Outcome]) -> Outcome:
    """Combine a composite or a sum of points anew; whatever people decided, and everything else, stands."""
    if (found := known.get(outcome.id)) is None:
        found = outcome
        if outcome.target.measure in (Measure.COMBINED, Measure.POINTS) and outcome.parts and outcome.decision is None:
            parts, need = [_again(part, known) for part in outcome.parts], outcome.target.acceptable.lower
            if outcome.target.measure is Measure.POINTS:
                found = tallied(outcome.target, parts)
            else:
                found = combined(outcome.target, parts, len(parts) if need is None else int(need))
        known[outcome.id] = found
    return found
