"""Where the verdicts of a ruleset can turn: every boundary, judged, and which of them written cases cover."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.cells import Cell, cell_of, cells_of
from targets.judging import judge
from targets.samples import figure_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.outcome import Outcome
    from targets.ruleset import Ruleset, Target
    from targets.verification import Result

__all__ = ["Boundary", "Coverage", "boundaries_of", "coverage"]


class Boundary(NamedTuple):
    """One cell of a target (or of one part of it), a figure that lies there, and how it is judged."""

    target: Target
    part: Target
    cell: Cell
    outcome: Outcome

    @property
    def key(self) -> tuple[str, str, Cell]:
        """Tell the boundary from all others of its ruleset."""
        return self.target.id, self.part.indicator.id, self.cell


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
                parts = [part for part in outcome.parts if _shows(part, outcome)] if outcome.parts else [outcome]
                found |= {(outcome.id, part.target.indicator.id, cell_of(part)) for part in parts}
    boundaries = boundaries_of(ruleset)
    return Coverage(boundaries, tuple(boundary for boundary in boundaries if boundary.key not in found), other_period)


def _shows(part: Outcome, outcome: Outcome) -> bool:
    return part.verdict is outcome.verdict or (part.verdict.is_reached and outcome.verdict.is_reached)


def boundaries_of(ruleset: Ruleset) -> tuple[Boundary, ...]:
    """Give every boundary of every target, each judged by a figure that lies there. Law: each lies in its own cell."""
    return tuple(
        Boundary(target, part, cell, judge(part, figure_in(part, cell), ruleset.units))
        for target in ruleset
        for part in (target.parts or (target,))
        for cell in cells_of(part)
    )
