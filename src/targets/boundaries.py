"""Which boundaries of a ruleset its written cases cover."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.cells import COMPOSITES, cell_of, circumstances_seen
from targets.sampling import Boundary, boundaries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from targets.cells import Cell
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset
    from targets.verification import Result

__all__ = ["Boundary", "Coverage", "boundaries_of", "coverage"]


class Coverage(NamedTuple):
    """All boundaries of a ruleset, those that no written case covers, and whether figures of another period are tested."""

    boundaries: tuple[Boundary, ...]
    uncovered: tuple[Boundary, ...]
    other_period: bool

    @property
    def total(self) -> int:
        """How many there are: each boundary, and figures of another period."""
        return len(self.boundaries) + 1

    @property
    def covered(self) -> int:
        """How many of them written cases cover."""
        return self.total - len(self.uncovered) - (not self.other_period)

    @property
    def share(self) -> Fraction:
        """The covered share, in percent."""
        return Fraction(100 * self.covered, self.total)


def coverage(ruleset: Ruleset, results: Iterable[Result]) -> Coverage:
    """Say which boundaries the cases cover: a case covers what it expects a verdict of, where the number lies.

    A part counts only where it agrees with the verdict of its target, for a weaker part would hide it.
    """
    found: set[tuple[str, str, Cell]] = set()
    other_period = False
    for result in results:
        other_period |= any(notice.code == "other-period" for notice in result.card.notes)
        for outcome in result.card:
            if outcome.id in result.case.expect:
                found |= set(_keys(outcome, result.card.as_of))
    boundaries = boundaries_of(ruleset)
    return Coverage(boundaries, tuple(boundary for boundary in boundaries if boundary.key not in found), other_period)


def _keys(outcome: Outcome, day: date | None) -> Iterator[tuple[str, str, Cell]]:
    """Give the keys of all boundaries that an outcome of a case covers; one that people decided covers none."""
    target = outcome.target
    if outcome.decision is not None:
        return
    yield from ((target.id, target.indicator.id, name) for name in circumstances_seen(outcome, day))
    by_part = outcome.parts and target.measure not in COMPOSITES
    for part in (part for part in outcome.parts if _shows(part, outcome)) if by_part else (outcome,):
        if (cell := cell_of(part)) is not None:
            yield target.id, part.target.indicator.id, cell


def _shows(part: Outcome, outcome: Outcome) -> bool:
    return part.verdict is outcome.verdict or (part.verdict.is_reached and outcome.verdict.is_reached)
