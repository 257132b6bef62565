"""Scorecards as the paragraphs of a report: one for each section, then the problems with what is missing, ready to paste.

A paragraph is one line, for whatever it is pasted into breaks lines itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import Verdict
from targets.report.amounts import by_name
from targets.report.lacking import reason_text
from targets.report.noted import note_text
from targets.report.office import COLUMNS, lines_of
from targets.report.rows import amount_told, grouped, own_parts, row_of
from targets.report.summary import counts_text, facts_text, heading_of, justification, score_text
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.outcome import Outcome
    from targets.report import View
    from targets.report.words import Language
    from targets.scorecard import Scorecard

__all__ = ["render"]

_OF_PLAN, _OF_PREVIOUS = COLUMNS.index("of-plan-column"), COLUMNS.index("of-previous-column")


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render each scorecard as paragraphs, parted by empty lines."""
    return "\n".join(f"{paragraph}\n" for card in cards for paragraph in _card(card, view))


def _card(card: Scorecard, view: View) -> Iterator[str]:
    lang, shown = view.lang, view.verdicts or frozenset(Verdict)
    yield heading_of(card, lang)
    for title, outcomes in grouped(card, lang, shown - {Verdict.MISSED, Verdict.UNDECIDED}):
        yield _paragraph(title, [_clause(outcome, lang) for outcome in outcomes])
    if Verdict.MISSED in shown and (found := card.only(Verdict.MISSED)):
        yield _paragraph(say(lang, "missed-paragraph", n=len(found)), [_problem(outcome, lang) for outcome in found])
    if Verdict.UNDECIDED in shown:
        yield from _undecided(card, lang)
    yield f"{counts_text(card, lang)}. {score_text(card, view)}."
    yield from (note_text(note, lang, card) for note in card.notes)


def _undecided(card: Scorecard, lang: Language) -> Iterator[str]:
    """Give a paragraph for each reason: people ask for figures in one letter and for judgements in another."""
    by_reason: dict[str, list[str]] = {}
    for outcome in card.only(Verdict.UNDECIDED):
        open_parts = [part for part in own_parts(outcome) if part.verdict is Verdict.UNDECIDED]
        names = ", ".join(row_of(part, lang, part=True).title for part in open_parts)
        title = row_of(outcome, lang).title + (f" ({names})" if names else "")
        by_reason.setdefault(reason_text(outcome, lang), []).append(title)
    for reason, titles in by_reason.items():
        yield _paragraph(say(lang, "undecided-paragraph", n=len(titles), reason=reason), titles)


def _paragraph(title: str, clauses: Sequence[str]) -> str:
    return (f"{title}: " if title else "") + "; ".join(clauses) + "."


def _clause(outcome: Outcome, lang: Language, *, part: bool = False) -> str:
    """Say one outcome as a report does: what it came to, then its shares of plan and of last year's figure."""
    row = row_of(outcome, lang, part=part)
    if outcome.verdict is Verdict.WAIVED:
        return f"{row.title}: {row.word} ({justification(outcome, lang)})"
    if parts := own_parts(outcome):
        inside = "; ".join(_clause(part, lang, part=True) for part in parts)
        return f"{row.title}: {row.word} ({inside})"
    line = next(lines_of([outcome], lang))
    told, figure = amount_told(outcome, lang), outcome.figure
    if outcome.target.measure is Measure.HELD or figure is None:
        return f"{row.title}: {row.word}"
    shares = [
        say(lang, key, share=line.cells[column].text) + (by_name(outcome.target.plan) if column == _OF_PLAN else "")
        for key, column in (("is-of-plan", _OF_PLAN), ("is-of-previous", _OF_PREVIOUS))
        if line.cells[column].text
    ]
    came = say(lang, "came-to-about" if figure.vintage == "estimate" else "amount-came-to", amount=told) if told else ""
    return f"{row.title} {', '.join(part for part in (came, *shares) if part)} ({row.word})"


def _problem(outcome: Outcome, lang: Language) -> str:
    title, near = row_of(outcome, lang).title, say(lang, "near").lower() if outcome.is_near else ""
    facts = "; ".join(part for part in (near, facts_text(outcome, lang)) if part)
    return f"{title} ({facts})" if facts else title
