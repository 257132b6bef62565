"""What reaching one target adds to the score, with the composites and sums of points that it belongs to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.change import least_moves
from targets.measure import Measure
from targets.outcome import Outcome, Verdict, combined
from targets.tally import tallied

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.scorecard import Scorecard

__all__ = ["Gain", "Gains", "gain_of"]

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


class Gains:
    """What reaching each target of one scorecard adds; made once for a card, so that asking for one costs little."""

    def __init__(self, card: Scorecard) -> None:
        """Take the scorecard, and add its weights up."""
        self.card = card
        self._old = {outcome.id: outcome for outcome in card.outcomes}
        self._groups = [outcome for outcome in card.outcomes if outcome.target.measure in (Measure.COMBINED, Measure.POINTS)]
        self._weights = _sum(map(_weights, card.outcomes))

    def of(self, outcome: Outcome) -> Gain | None:
        """Give the share-met score as it is and with this outcome just met; None where it is reached or left out already.

        A composite that needs all of its members is met with them; one that needs some of them, and a sum of points,
        alone. Law: it is the score that the evaluator finds after the least change.
        """
        counted, reached = self._weights
        if outcome.verdict.is_reached or outcome.verdict in _NEUTRAL or not counted:
            return None
        known: dict[str, Outcome] = {}
        _reach(outcome, self.card, known)
        met = dict(known)
        new = {**met, **{group.id: _again(group, known) for group in self._groups}}
        pairs = [(self._old[one.id], one) for one in new.values() if one.id in self._old]
        more, more_reached = _sum(_weights(one, old) for old, one in pairs)
        counted_now, reached_now = counted + more, reached + more_reached
        others = tuple(one.id for old, one in pairs if one.id != outcome.id and one.verdict.is_reached and not old.verdict.is_reached)
        return Gain(reached / counted, reached_now / counted_now, tuple(one for one in self._old if one in others)) if counted_now else None


def gain_of(card: Scorecard, outcome: Outcome) -> Gain | None:
    """Give what reaching one target adds."""
    return Gains(card).of(outcome)


def _weights(outcome: Outcome, instead_of: Outcome | None = None) -> tuple[Fraction, Fraction]:
    """Give the weight that counts and the weight that is reached, less those of the outcome that it stands instead of."""
    counts = outcome.target.is_required and outcome.verdict not in _NEUTRAL
    weight = outcome.target.weight if counts else Fraction(0)
    found = weight, weight if outcome.verdict.is_reached else Fraction(0)
    if instead_of is None:
        return found
    old = _weights(instead_of)
    return found[0] - old[0], found[1] - old[1]


def _sum(weights: Iterable[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    counted, reached = Fraction(0), Fraction(0)
    for one, other in weights:
        counted, reached = counted + one, reached + other
    return counted, reached


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
