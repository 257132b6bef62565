"""A finding: a fault in rules, with the targets concerned and a value that shows it. Never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

    from targets.codes import Code
    from targets.errors import Place, Problem
    from targets.ruleset import Target

__all__ = ["Finding", "Witness"]


class Witness(NamedTuple):
    """A value, and what the evaluator says of it: the ids of the targets that it reaches, and of those that it misses.

    Units: `value` stands in the terms of the bounds of `target`; with `total` it is a count over that total.
    `items` are what is done of a checklist.
    """

    target: Target
    value: Fraction
    reaches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    total: int | None = None
    items: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One fault: its kind, the targets (or parts of targets) concerned, and what shows it.

    `names` are whatever else the sentence about it names: indicators, subjects, codes. `problem` is the fault of a
    document that was found as it was read. `ignored` is the reason that its author gives for leaving it as it is.
    """

    code: Code
    about: tuple[Target, ...] = ()
    names: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    problem: Problem | None = None
    ignored: str | None = None
    written: Place | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the targets concerned, each once."""
        return tuple(dict.fromkeys(target.id for target in self.about))

    @property
    def place(self) -> Place | None:
        """Where to look first."""
        if self.problem is not None:
            return self.problem.place
        return self.written or next((target.place for target in self.about), None)
