"""Draft cases for boundaries that no written case covers, with the verdicts that are computed today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.cases import Case, Expectation, signed
from targets.evaluation import evaluate
from targets.interval import Interval
from targets.needs import judged_in, reads_of
from targets.outcome import Reason
from targets.samples import Sample
from targets.sampling import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from targets.boundaries import Coverage
    from targets.figures import Figure
    from targets.outcome import Verdict
    from targets.ruleset import Ruleset, Target
    from targets.sampling import Boundary

__all__ = ["draft_cases"]


class _Draft(NamedTuple):
    """What goes into one case: figures and judgements, those that have to be absent (None), and the targets it is about."""

    values: dict[str, Figure | None]
    judged: dict[str, Verdict | None]
    ids: list[str]
    as_of: date | None = None
    tags: tuple[str, ...] | None = None

    @property
    def sample(self) -> Sample:
        """What is there."""
        values = {name: figure for name, figure in self.values.items() if figure is not None}
        judged = {name: verdict for name, verdict in self.judged.items() if verdict is not None}
        return Sample(values, self.as_of, self.tags, judged)


def draft_cases(ruleset: Ruleset, found: Coverage) -> tuple[Case, ...]:
    """Give cases that cover what is uncovered, few and large: each names only what kind of figures it holds.

    The name is a reason, or `values` with a number: a person is to give it a better one.
    Law: they pass, and together with the cases that were written they cover every boundary.
    """
    drafts: dict[str, list[_Draft]] = {}
    for target, kind, sample in _series(found.uncovered):
        _place(drafts.setdefault(kind, []), target, sample)
    cases = [_case(ruleset, f"{kind} {number}", draft) for kind, of_kind in drafts.items() for number, draft in enumerate(of_kind, 1)]
    if not found.other_period and ruleset.targets:
        first = ruleset.targets[0].id
        cases.append(_case(ruleset, "other-period", _Draft({}, {}, [first]), f"{ruleset.period} (?)"))
    return tuple(cases)


def _series(uncovered: Iterable[Boundary]) -> list[tuple[Target, str, Sample]]:
    """Join the parts of a target whose figures lie in the same cell, so that none hides another."""
    found: dict[tuple[str, object], tuple[Target, str, Sample]] = {}
    alone = []
    for boundary in uncovered:
        key = (boundary.target.id, boundary.cell)
        before = found.get(key, (boundary.target, _kind(boundary), Sample({})))
        if (both := before[2].joined(boundary.sample)) is None:
            alone.append((boundary.target, _kind(boundary), boundary.sample))
        else:
            found[key] = (*before[:2], both)
    return [*found.values(), *alone]


def _kind(boundary: Boundary) -> str:
    cell = boundary.cell
    return cell.value if isinstance(cell, Reason) else "values" if isinstance(cell, Interval) else cell


def _place(drafts: list[_Draft], target: Target, sample: Sample) -> None:
    """Put a sample into the first case that agrees with it in all that decides its target."""
    values = {name: sample.values.get(name) for name in reads_of(target)}
    judged = {name: sample.judged.get(name) for name in judged_in(target)}
    for draft in drafts:
        agrees = (draft.as_of, draft.tags) == (sample.as_of, sample.tags) and target.id not in draft.ids
        agrees = agrees and all(draft.values.get(name, figure) == figure for name, figure in values.items())
        if agrees and all(draft.judged.get(name, verdict) is verdict for name, verdict in judged.items()):
            break
    else:
        draft = _Draft({}, {}, [], sample.as_of, sample.tags)
        drafts.append(draft)
    draft.values.update(values)
    draft.judged.update(judged)
    draft.ids.append(target.id)


def _case(ruleset: Ruleset, name: str, draft: _Draft, period: str | None = None) -> Case:
    sample = draft.sample
    figures = figures_of(sample, period or ruleset.period)
    card = evaluate(ruleset, figures, as_of=sample.as_of, decisions=signed(sample.judged, figures))
    expect = {outcome.id: Expectation(outcome.verdict, outcome.reason) for outcome in card if outcome.id in draft.ids}
    return Case(name, figures, expect, sample.judged)
