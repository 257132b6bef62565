"""Findings that the authors of the rules have answered, and answers that answer nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.ruleset import Ruleset

__all__ = ["answered"]

_KNOWN = frozenset(Code)
_NEED_FIGURES = frozenset({
    Code.ASKS_FOR_ALL, Code.REACHED_ALREADY, Code.ASKS_LESS, Code.UNUSED_WAIVER, Code.PLAN_NOT_NAMED, Code.UNBORNE_TAG,
})  # fmt: skip
_NEED_DECISIONS = frozenset({Code.EXPIRED_WAIVER, Code.UNUSED_WAIVER, Code.LONG_WAIVER, Code.IDLE_JUDGEMENT})


def answered(ruleset: Ruleset, findings: Sequence[Finding], looked_at: tuple[bool, bool], *, is_whole: bool) -> Iterator[Finding]:
    """Mark findings that a target concerned, or the ruleset, ignores with a reason; then tell what is wrong with ignores.

    One that ignores nothing is told where everything was looked at that it could have been meant for: `looked_at` says
    whether there were figures, and whether there were decisions.
    """
    used: set[tuple[str | None, str]] = set()
    by_id = {target.id: target.ignore for target in ruleset.targets if target.ignore}
    for finding in findings:
        reasons = [(name, by_id.get(name, {}).get(finding.code)) for name in finding.ids]
        given = [(name, reason) for name, reason in (*reasons, (None, ruleset.ignore.get(finding.code))) if reason is not None]
        used.update((name, finding.code) for name, _ in given)
        yield finding._replace(ignored=next((reason for _, reason in given if reason), None)) if given else finding
    for target in (None, *ruleset.targets):
        for code, reason in (ruleset.ignore if target is None else target.ignore).items():
            about = () if target is None else (target,)
            if code not in _KNOWN:
                yield Finding(Code.UNKNOWN_IGNORE, about, (code,))
            elif not reason:
                yield Finding(Code.UNREASONED_IGNORE, about, (code,))
            elif (None if target is None else target.id, code) not in used and is_whole and _was_looked_for(code, looked_at):
                yield Finding(Code.IDLE_IGNORE, about, (code,))


def _was_looked_for(code: str, looked_at: tuple[bool, bool]) -> bool:
    has_figures, has_decisions = looked_at
    return (has_figures or code not in _NEED_FIGURES) and (has_decisions or code not in _NEED_DECISIONS)
