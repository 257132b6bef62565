"""What is said beside verdicts: warnings, decisions of people, and notes, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.decisions import Waiver
from targets.errors import clipped, nearest
from targets.outcome import Verdict
from targets.report.amounts import by_name, plain
from targets.report.digits import shown
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.errors import Problem
    from targets.outcome import Notice, Outcome
    from targets.scorecard import Scorecard

__all__ = ["decision_text", "note_text", "problem_text", "warnings_of"]


def warnings_of(outcome: Outcome, lang: Language) -> list[str]:
    """Give the warnings and the fault of an outcome and of its parts, one sentence each."""
    found = decision_text(outcome, lang)
    found += [note_text(notice, lang) for notice in outcome.warnings]
    if outcome.fault is not None:
        found += map(problem_text, outcome.fault.problems)
    return found + [text for part in outcome.parts if part.id == outcome.id for text in warnings_of(part, lang)]


def problem_text(problem: Problem) -> str:
    """Give a fault on one line: where it is, what it is, and the way out."""
    where = f"{problem.place}: " if problem.place else ""
    return plain(f"{where}{problem.message}" + (f" ({problem.help})" if problem.help else ""))


def decision_text(outcome: Outcome, lang: Language) -> list[str]:
    """Give who decided, when and why, and what the figures say where that is something else."""
    decision = outcome.decision
    if decision is None:
        return []
    if isinstance(decision, Waiver):
        days = {"since": decision.since.isoformat(), "until": decision.until.isoformat()}
        found = [say(lang, "waived-by", reason=plain(decision.reason), who=plain(decision.approved_by), **days)]
    else:
        on = decision.on.isoformat()
        found = [say(lang, "judged-as", who=plain(decision.judged_by), on=on, evidence=plain(decision.evidence))]
    if outcome.computed is not None:
        found.append(say(lang, "computed-as", verdict=say(lang, outcome.computed)))
    return found


def note_text(notice: Notice, lang: Language, card: Scorecard | None = None) -> str:
    """Give a notice as a sentence."""
    match notice.code:
        case "share-disagrees":
            (printed, _), (computed, _) = notice.numbers
            one, other = (f"{shown(a, lang, (b,))} %" for a, b in ((printed, computed), (computed, printed)))
            text = say(lang, "share-disagrees", printed=one, computed=other)
            return say(lang, "about-plan", name=by_name(notice.names[0]), text=text) if notice.names else text
        case "plan-not-named":
            return say(lang, "plan-not-named", names=_plans(notice.names), first=plain(clipped(notice.names[0])))
        case "plan-not-given":
            wanted, *given = notice.names
            near = [name for name in (nearest(wanted, given),) if name]
            return (
                say(lang, "plan-not-given", name=by_name(wanted))
                + (say(lang, "plans-are", names=_plans(given)) if given else "")
                + "".join(say(lang, "did-you-mean", name=by_name(name).strip()) for name in near)
            )
        case "item-in-note":
            note, *at = map(plain, notice.names)
            return say(lang, "item-in-note", note=note) + "".join(f" ({place})" for place in at)
        case "points-range":
            (low, _), (high, _) = notice.numbers
            return say(lang, "points-range", low=shown(low, lang, (high,)), high=shown(high, lang, (low,)))
        case "other-period":
            return say(lang, "other-period", given=plain(notice.names[0]), wanted=plain(notice.names[1]))
        case "misspelt-figure" | "misspelt-tag":
            return say(lang, notice.code, name=plain(notice.names[0]), near=plain(notice.names[1]))
        case "claim":
            counts = dict.fromkeys(Verdict, 0) if card is None else card.counts
            where = plain(", ".join(notice.names)) or "—"
            return say(lang, "claim", where=where, missed=counts[Verdict.MISSED], undecided=counts[Verdict.UNDECIDED])
        case _:
            return say(lang, notice.code, names=", ".join(map(clipped, notice.names)))


def _plans(names: Iterable[str]) -> str:
    return ", ".join(by_name(name).strip() for name in names)
