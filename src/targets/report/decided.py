"""What stands around a verdict in sentences: that the target does not apply, and what people decided about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from targets.decisions import Waiver
from targets.measure import Measure
from targets.report.amounts import plain
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.decisions import Decision
    from targets.outcome import Outcome
    from targets.scorecard import Scorecard

__all__ = ["decision_facts", "decision_sentence", "indicator_title", "judged_sentence", "not_applicable_sentence"]

_NAMED = ("tagged", "not-tagged")
_DAYS = ("not-yet", "no-longer")


def indicator_title(name: str, card: Scorecard, lang: Language) -> str:
    """Give the title of an indicator, or its id."""
    indicator = card.ruleset.indicators.get(name)
    return plain((indicator.title.say(lang) if indicator else "") or name)


def not_applicable_sentence(outcome: Outcome, title: str, card: Scorecard, lang: Language) -> str:
    """Say which condition does not hold."""
    reasons = []
    for notice in outcome.warnings:
        if notice.code == "condition":
            reasons.append(say(lang, "na-condition", name=indicator_title(notice.names[0], card, lang)))
        elif notice.code in (*_NAMED, *_DAYS):
            name = _iso(notice.names[0], lang) if notice.code in _DAYS else plain(notice.names[0])
            reasons.append(say(lang, f"na-{notice.code}", name=name))
    if not reasons:
        return say(lang, "all-not-applicable", title=title)
    return say(lang, "not-applicable-because", title=title, why="; ".join(reasons))


def judged_sentence(outcome: Outcome, decision: Decision, title: str, lang: Language) -> str | None:
    """Say who judged a target that only a person can judge; None for any other."""
    if outcome.target.measure is not Measure.JUDGED or isinstance(decision, Waiver):
        return None
    verdict = say(lang, f"says-{outcome.verdict}") if lang == "vi" else say(lang, outcome.verdict)
    return say(lang, "judged-by-person", title=title, verdict=verdict, **_signed(decision, lang))


def decision_sentence(outcome: Outcome, decision: Decision, lang: Language) -> str:
    """Say what a person decided beside what the figures say."""
    if isinstance(decision, Waiver):
        days = {"since": _day(decision.since, lang), "until": _day(decision.until, lang)}
        return say(lang, "waived-because", reason=plain(decision.reason), who=plain(decision.approved_by), **days)
    key = "judged-likewise" if outcome.verdict is outcome.computed else "judged-instead"
    return say(lang, key, verdict=say(lang, outcome.verdict), **_signed(decision, lang))


def decision_facts(decision: Decision, lang: Language) -> str:
    """Give who decided, when, and on what grounds, on one line with its place."""
    where = f" [{plain(str(decision.place))}]" if decision.place is not None else ""
    if isinstance(decision, Waiver):
        days = {"since": _day(decision.since, lang), "until": _day(decision.until, lang)}
        return say(lang, "waiver-facts", reason=plain(decision.reason), who=plain(decision.approved_by), **days) + where
    return say(lang, "judgement-facts", **_signed(decision, lang)) + where


def _signed(decision: Decision, lang: Language) -> dict[str, str]:
    assert not isinstance(decision, Waiver)
    return {"who": plain(decision.judged_by), "on": _day(decision.on, lang), "evidence": plain(decision.evidence)}


def _day(day: date, lang: Language) -> str:
    """Write a day as the language does: 20/12/2024, or 2024-12-20; a decision of a test may have none."""
    if day in (date.min, date.max):
        return "…"
    return f"{day.day:02}/{day.month:02}/{day.year}" if lang == "vi" else day.isoformat()


def _iso(text: str, lang: Language) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}" if lang == "vi" else text
