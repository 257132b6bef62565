"""Figures for every boundary of a ruleset, each judged: nothing is called a boundary that no figures were found for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from targets.cases import signed
from targets.cells import COMPOSITES, cell_of, cells_of, circumstances_of, circumstances_seen
from targets.composing import composed
from targets.evaluation import evaluate
from targets.figures import Figures
from targets.formula_samples import figures_in
from targets.measure import Measure
from targets.outcome import Verdict
from targets.samples import Sample, figure_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from targets.cells import Cell, Circumstance
    from targets.condition import Condition
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset, Target

__all__ = ["Boundary", "boundaries_of", "figures_of"]

_MOST_TRIES = 200


class Boundary(NamedTuple):
    """One cell of a target (or of one part of it), figures that lie there, and how they are judged."""

    target: Target
    part: Target
    cell: Cell
    sample: Sample
    outcome: Outcome

    @property
    def key(self) -> tuple[str, str, Cell]:
        """Tell the boundary from all others of its ruleset."""
        return self.target.id, self.part.indicator.id, self.cell


def boundaries_of(ruleset: Ruleset) -> tuple[Boundary, ...]:
    """Give every boundary of every target. Law: each lies in its own cell."""
    sampler = _Sampler(ruleset)
    return tuple(boundary for target in ruleset for boundary in sampler.boundaries(target))


def figures_of(sample: Sample, period: str) -> Figures:
    """Give a sample as the figures of a subject without a name."""
    return Figures(sample.values, period=period, as_of=sample.as_of, tags=sample.tags)


class _Sampler:
    """Finds figures, target by target; those of members are found once, for all that they are members of."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.known: dict[str, list[Boundary]] = {}

    def judged(self, target: Target, sample: Sample) -> Outcome:
        """Give the outcome of one target alone."""
        figures = figures_of(sample, self.ruleset.period)
        alone = replace(self.ruleset, targets=(target,))
        [outcome] = evaluate(alone, figures, as_of=sample.as_of, decisions=signed(sample.judged, figures))
        return outcome

    def boundaries(self, target: Target) -> list[Boundary]:
        """Give the boundaries of a target, in the order of its cells."""
        if target.id not in self.known:
            self.known[target.id] = []  # a circle of conditions ends here
            self.known[target.id] = [*self._own(target), *self._circumstances(target)]
        return self.known[target.id]

    def _own(self, target: Target) -> Iterator[Boundary]:
        composite = target.measure in COMPOSITES
        fulfilled = self._fulfilled(target.applies)
        for part in (target,) if composite else target.parts or (target,):
            for cell in cells_of(part):
                tried = composed(part, cell, self.options, self.pool()) if composite else _samples_in(part, cell)
                for sample in islice(tried, _MOST_TRIES):
                    if (whole := sample.joined(fulfilled)) is None:
                        continue
                    outcome = self.judged(target, whole)
                    own = next((one for one in outcome.parts if one.target is part), outcome) if target.parts else outcome
                    if cell_of(own) == cell:
                        yield Boundary(target, part, cell, whole, own)
                        break

    def options(self, member: Target) -> list[tuple[Sample, Outcome]]:
        """Give samples of a member with its outcomes: those of its boundaries, and where it has parts, of all alike."""
        found = [(boundary.sample, boundary.outcome) for boundary in self.boundaries(member)]
        if member.parts and member.measure not in COMPOSITES:
            found = [(sample, self.judged(member, sample)) for sample in _alike(self.boundaries(member))]
        if member.measure is Measure.JUDGED:
            found += [(sample, self.judged(member, sample)) for sample in _signatures(member)]
        return found

    def pool(self) -> list[Sample]:
        """Give all samples of composites so far: whatever they decide may decide others."""
        return [b.sample for found in self.known.values() for b in found if b.target.measure in COMPOSITES]

    # -- when a target applies -------------------------------------------------------------------------------------------

    def _fulfilled(self, condition: Condition | None, but: Circumstance | None = None) -> Sample:
        """Give a sample that fulfils a condition; all of it, or all but one kind of clause."""
        if condition is None:
            return Sample({})
        days = condition.days
        lower, upper = (None if end is None else date.fromordinal(int(end)) for end in (days.lower, days.upper))
        found = Sample({}, upper if but == "last-day" else lower or upper)
        if condition.tagged or condition.not_tagged:
            found = found._replace(tags=() if but == "not-tagged" else condition.not_tagged if but == "tagged" else condition.tagged)
        for clause in condition.clauses:
            wanted = (Verdict.MISSED,) if but == "condition" else (Verdict.MET, Verdict.EXCEEDED)
            samples = (b.sample for b in self._own(clause) if b.outcome.verdict in wanted)
            found = next((both for sample in samples if (both := found.joined(sample)) is not None), found)
        if but == "not-yet" and lower is not None:
            found = found._replace(as_of=date.fromordinal(lower.toordinal() - 1))
        if but == "no-longer" and upper is not None:
            found = found._replace(as_of=date.fromordinal(upper.toordinal() + 1))
        return found

    def _circumstances(self, target: Target) -> Iterator[Boundary]:
        """Give the days, tags and clauses at which a target begins or ceases to apply."""
        decided = next((b.sample.values for b in self._own(target) if b.outcome.verdict.is_reached), {})
        for name in circumstances_of(target):
            base = self._fulfilled(target.applies, name)
            sample = base if name not in ("first-day", "last-day") else base._replace(values={**decided, **base.values})
            outcome = self.judged(target, sample)
            if name in circumstances_seen(outcome, sample.as_of):
                yield Boundary(target, target, name, sample, outcome)


def _samples_in(part: Target, cell: Cell) -> Iterator[Sample]:
    if part.indicator.formula is not None:
        yield from map(Sample, figures_in(part, cell))
        return
    figure = figure_in(part, cell)
    yield Sample({} if figure is None else {part.indicator.id: figure})


def _signatures(member: Target) -> list[Sample]:
    return [Sample({}, judged={member.id: verdict}) for verdict in (Verdict.MET, Verdict.MISSED)]


def _alike(found: Iterable[Boundary]) -> list[Sample]:
    """Join the samples of parts that lie in the same cell."""
    by_cell: dict[Cell, Sample | None] = {}
    for boundary in found:
        before = by_cell.get(boundary.cell, Sample({}))
        by_cell[boundary.cell] = None if before is None else before.joined(boundary.sample)
    return [sample for sample in by_cell.values() if sample is not None]
