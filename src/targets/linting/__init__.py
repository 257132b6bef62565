"""Lint: what is wrong with rules before any figure is judged, by operations on intervals alone."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from targets.linting.bands import faulty_bands
from targets.linting.conditions import can_hold, never_applying
from targets.linting.conflicts import contradictions
from targets.linting.coverage import redundancies
from targets.linting.decided import faulty_decisions
from targets.linting.history import old_news
from targets.linting.ignoring import answered
from targets.linting.measures import by_measure, parts_of
from targets.linting.plans import unnamed_plans
from targets.linting.provenance import provenance
from targets.linting.reach import out_of_reach, unattainable_counts
from targets.linting.sums import impossible_sums
from targets.linting.tagging import unborne_tags
from targets.linting.titles import similar_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.finding import Finding
    from targets.ruleset import Ruleset

__all__ = ["lint", "ordered"]


def lint(
    ruleset: Ruleset,
    figures: Sequence[Figures] = (),
    decisions: Sequence[Decision] = (),
    *,
    as_of: date | None = None,
    is_whole: bool = True,
) -> tuple[Finding, ...]:
    """Find what nobody can have meant in a ruleset, in the order of its places.

    `figures` are those of this year or of last year, `decisions` waivers and judgements, `as_of` the day on which waivers
    have expired or not. `is_whole` is false for what is left of a faulty document: nothing is then said of what could lie
    in the other part.
    Laws: two targets are found to contradict each other exactly where no value reaches both; leaving out a redundant
    target never changes whether all are reached; the order of the targets changes nothing.
    """
    parts = parts_of(ruleset)
    possible = [part for part in parts if not part.values.is_empty and can_hold(part.owner.applies)]
    groups = by_measure(possible)
    found = chain(
        out_of_reach(parts),
        never_applying(ruleset),
        contradictions(ruleset.targets, groups),
        faulty_bands(ruleset),
        redundancies(ruleset.targets, possible, groups),
        impossible_sums(possible, groups),
        similar_titles(ruleset),
        provenance(ruleset, is_whole=is_whole),
        unattainable_counts(parts, ruleset, figures),
        old_news(parts, ruleset, figures),
        unnamed_plans(ruleset, figures),
        unborne_tags(ruleset, figures),
        faulty_decisions(ruleset, figures, decisions, as_of, is_whole=is_whole),
    )
    looked_at = (bool(figures), bool(decisions))
    return ordered(answered(ruleset, list(found), looked_at, is_whole=is_whole))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by their places, then by what they say."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    where = ("", 0, 0) if place is None else (place.file, place.line or 0, place.column or 0)
    return (*where, finding.code, finding.ids, finding.names, tuple(target.indicator.id for target in finding.about))
