"""Verify a ruleset by its written cases: does each give the verdicts that a person expects of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from targets.cases import signed
from targets.evaluation import evaluate
from targets.units import Kind, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.cases import Case, Expectation
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset
    from targets.scorecard import Scorecard

__all__ = ["Difference", "Result", "verify"]


class Difference(NamedTuple):
    """One target of a case that gave something else than was expected."""

    expected: Expectation
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """A case that was run: all its outcomes, and what differs from what was expected."""

    case: Case
    card: Scorecard
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


def verify(ruleset: Ruleset, cases: Iterable[Case]) -> tuple[Result, ...]:
    """Judge the figures of each case and compare with what is expected.

    Law: cases are independent; neither their order nor other cases change a result.
    """
    return tuple(_run(ruleset, case) for case in cases)


def _run(ruleset: Ruleset, case: Case) -> Result:
    figures = case.figures
    card = evaluate(ruleset, figures, as_of=figures.as_of, decisions=(*signed(case.judged, figures), *case.waivers))
    outcomes = {outcome.id: outcome for outcome in card}
    differences = (
        Difference(expected, outcomes[target_id])
        for target_id, expected in case.expect.items()
        if not _is_as_expected(expected, outcomes[target_id])
    )
    return Result(case, card, tuple(differences))


def _is_as_expected(expected: Expectation, outcome: Outcome) -> bool:
    if expected.verdict is not outcome.verdict:
        return False
    if expected.reason is not None and expected.reason is not outcome.reason:
        return False
    return expected.shortfall is None or _is_shortfall(expected, outcome)


def _is_shortfall(expected: Expectation, outcome: Outcome) -> bool:
    """Compare exactly; points of a share of plan are also written as percentage points."""
    wanted, found, unit = expected.shortfall, outcome.shortfall, outcome.unit
    if wanted is None or found is None or unit is None:
        return False
    if wanted.unit is None:
        return wanted.value == found
    assert not isinstance(wanted.unit, str)
    own = unit.difference
    if wanted.unit.kind is Kind.POINTS and own.kind in (Kind.OF_PLAN, Kind.OF_PREVIOUS):
        return wanted.value * wanted.unit.scale == found * own.scale
    try:
        return wanted.value * factor(wanted.unit, own) == found
    except UnitError:
        return False
