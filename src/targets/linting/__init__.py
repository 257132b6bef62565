"""Lint: what is wrong with rules before any figure is judged, by operations on intervals alone."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from targets.linting.conflicts import contradictions
from targets.linting.coverage import redundancies
from targets.linting.history import old_news
from targets.linting.ignoring import answered
from targets.linting.measures import by_measure, parts_of
from targets.linting.provenance import provenance
from targets.linting.reach import out_of_reach, unattainable_counts
from targets.linting.titles import similar_titles
from targets.linting.witnesses import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targets.figures import Figures
    from targets.finding import Finding
    from targets.ruleset import Ruleset

__all__ = ["lint", "ordered"]


def lint(ruleset: Ruleset, figures: Sequence[Figures] = (), *, is_whole: bool = True) -> tuple[Finding, ...]:
    """Find what nobody can have meant in a ruleset, in the order of its places; `figures` are those of this or last year.

    `is_whole` is false for what is left of a faulty document: nothing is then said of what could lie in the other part.
    Laws: two targets are found to contradict each other exactly where no value reaches both; leaving out a redundant
    target never changes whether all are reached; the order of the targets changes nothing.
    """
    judge = Judge(ruleset.units)
    parts = parts_of(ruleset)
    possible = [part for part in parts if not part.values.is_empty]
    groups = by_measure(possible)
    found = chain(
        out_of_reach(parts, judge),
        contradictions(groups, judge),
        redundancies(possible, groups, judge),
        similar_titles(ruleset),
        provenance(ruleset, is_whole=is_whole),
        unattainable_counts(parts, ruleset, figures, judge),
        old_news(parts, ruleset, figures, judge),
    )
    return ordered(answered(ruleset, list(found), has_figures=bool(figures), is_whole=is_whole))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by their places, then by what they say."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    where = ("", 0, 0) if place is None else (place.file, place.line or 0, place.column or 0)
    return (*where, finding.code, finding.ids, finding.names, tuple(target.indicator.id for target in finding.about))
