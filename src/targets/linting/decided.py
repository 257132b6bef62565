"""What people decided, against the rules and figures: waivers and judgements that are about nothing, or about too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.decisions import Judgement, Waiver
from targets.evaluation import evaluate
from targets.finding import Finding
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.ruleset import Ruleset, Target

__all__ = ["faulty_decisions"]


def faulty_decisions(
    ruleset: Ruleset, figures: Sequence[Figures], decisions: Sequence[Decision], day: date | None, *, is_whole: bool
) -> Iterator[Finding]:
    """Find decisions about no target, waivers that have expired or last longer than a year, and decisions that change nothing.

    `day` is the one that decides what has expired; None where nobody says. Whether a waiver is used, only figures tell.
    """
    by_id = {target.id: target for target in ruleset.targets}
    used = _used(ruleset, figures, decisions, day)
    for decision in decisions:
        target = by_id.get(decision.target)
        names = (decision.target, *_whom(decision))
        if target is None:
            if is_whole:
                yield Finding(Code.UNKNOWN_TARGET, names=names, written=decision.place)
        elif isinstance(decision, Waiver):
            for code in _waiver_faults(decision, day, is_used=not figures or id(decision) in used):
                yield Finding(code, (target,), names=names, written=decision.place)
        elif not _can_count(decision, target, figures):
            yield Finding(Code.IDLE_JUDGEMENT, (target,), names=names, written=decision.place)


def _whom(decision: Decision) -> tuple[str, ...]:
    if isinstance(decision, Judgement):
        return decision.subject, decision.period
    return (decision.subject or decision.tag or "",)


def _waiver_faults(waiver: Waiver, day: date | None, *, is_used: bool) -> Iterator[Code]:
    if _is_long(waiver):
        yield Code.LONG_WAIVER
    if day is not None and waiver.until < day:
        yield Code.EXPIRED_WAIVER
    elif not is_used and (day is None or waiver.since <= day):
        yield Code.UNUSED_WAIVER


def _is_long(waiver: Waiver) -> bool:
    """Whether it lasts longer than a year: its last day is the one on which it began, a year later, or comes after that."""
    since, until = waiver.since, waiver.until
    return (until.year, until.month, until.day) >= (since.year + 1, since.month, since.day)


def _used(ruleset: Ruleset, figures: Sequence[Figures], decisions: Sequence[Decision], day: date | None) -> set[int]:
    """Give the decisions that change a verdict of these figures, by identity."""
    if not decisions:
        return set()
    cards = [evaluate(ruleset, one, as_of=day or one.as_of, decisions=decisions) for one in figures]
    return {id(outcome.decision) for card in cards for outcome in card if outcome.decision is not None}


def _can_count(judgement: Judgement, target: Target, figures: Sequence[Figures]) -> bool:
    """Whether the rules let people judge this target, and the figures have the subject and the period."""
    allowed = target.measure is Measure.JUDGED or target.override
    return allowed and (not figures or any(judgement.concerns(one) for one in figures))
