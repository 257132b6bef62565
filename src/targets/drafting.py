"""Draft cases for boundaries that no written case covers, with the verdicts that are computed today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.cases import Case, Expectation
from targets.evaluation import evaluate
from targets.figures import Figure, Figures
from targets.interval import Interval
from targets.outcome import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.boundaries import Boundary, Coverage
    from targets.ruleset import Ruleset

__all__ = ["draft_cases"]


class _Draft(NamedTuple):
    """What goes into one case: figures by indicator, and the targets it is about."""

    values: dict[str, Figure | None]
    ids: list[str]


def draft_cases(ruleset: Ruleset, found: Coverage) -> tuple[Case, ...]:
    """Give cases that cover what is uncovered, few and large: each names only what kind of figures it holds.

    The name is a reason, or `values` with a number: a person is to give it a better one.
    Law: they pass, and together with the cases that were written they cover every boundary.
    """
    drafts: dict[str, list[_Draft]] = {}
    for target_id, alike in _series(found.uncovered):
        _place(drafts.setdefault(_kind(alike[0]), []), target_id, {b.part.indicator.id: b.outcome.figure for b in alike})
    cases = [_case(ruleset, f"{kind} {number}", draft) for kind, of_kind in drafts.items() for number, draft in enumerate(of_kind, 1)]
    if not found.other_period and ruleset.targets:
        first = ruleset.targets[0].id
        cases.append(_case(ruleset, "other-period", _Draft({}, [first]), f"{ruleset.period} (?)"))
    return tuple(cases)


def _series(uncovered: Iterable[Boundary]) -> list[tuple[str, list[Boundary]]]:
    """Join the parts of a target whose figures lie in the same cell, so that none hides another."""
    found: dict[tuple[str, object], list[Boundary]] = {}
    for boundary in uncovered:
        found.setdefault((boundary.target.id, boundary.cell), []).append(boundary)
    return [(target_id, alike) for (target_id, _), alike in found.items()]


def _kind(boundary: Boundary) -> str:
    cell = boundary.cell
    return cell.value if isinstance(cell, Reason) else "values" if isinstance(cell, Interval) else cell


def _place(drafts: list[_Draft], target_id: str, values: dict[str, Figure | None]) -> None:
    """Put figures into the first case whose indicators are free, or already have just these figures."""
    for draft in drafts:
        if target_id not in draft.ids and all(draft.values.get(name, figure) == figure for name, figure in values.items()):
            break
    else:
        draft = _Draft({}, [])
        drafts.append(draft)
    draft.values.update(values)
    draft.ids.append(target_id)


def _case(ruleset: Ruleset, name: str, draft: _Draft, period: str | None = None) -> Case:
    figures = Figures({name: figure for name, figure in draft.values.items() if figure is not None}, period=period or ruleset.period)
    card = evaluate(ruleset, figures)
    expect = {outcome.id: Expectation(outcome.verdict, outcome.reason) for outcome in card if outcome.id in draft.ids}
    return Case(name, figures, expect)
