"""A scorecard, and one outcome of it, in a line: headings, counts, score, and the sentence that names a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report.amounts import plain, share_text
from targets.report.marks import GLYPHS
from targets.report.rows import own_parts, row_of
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.outcome import Outcome
    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["count_text", "counts_text", "facts_text", "heading_of", "justification", "near_count", "score_text", "sentence", "subject_of"]


def subject_of(card: Scorecard, lang: Language) -> str:
    """Name the subject: its title, its id, or that none is named."""
    return plain(card.figures.title.say(lang) or card.subject) or say(lang, "anonymous")


def heading_of(card: Scorecard, lang: Language) -> str:
    """Name subject, period and ruleset."""
    return say(lang, "judged-by", subject=subject_of(card, lang), period=plain(card.period), ruleset=plain(card.ruleset.id))


def counts_text(card: Scorecard, lang: Language) -> str:
    """Count the targets and every verdict."""
    return " · ".join([say(lang, "targets", n=len(card)), *(count_text(verdict, card, lang) for verdict in Verdict)])


def count_text(verdict: Verdict, card: Scorecard, lang: Language) -> str:
    """Count one verdict, and of those that were missed the ones that are near."""
    words = f"{GLYPHS[verdict]} {card.counts[verdict]} {say(lang, verdict)}"
    near = near_count(card) if verdict is Verdict.MISSED else 0
    return f"{words} ({say(lang, 'near-count', n=near)})" if near else words


def near_count(*cards: Scorecard) -> int:
    """Count what was missed and is near."""
    return sum(outcome.is_near for card in cards for outcome in card.outcomes)


def score_text(card: Scorecard, view: View) -> str:
    """Give the score with its model, its bounds and its completeness."""
    score = card.score(view.model)
    if score.value is None or score.lower is None or score.upper is None or score.completeness is None:
        return say(view.lang, "no-score", model=view.model)
    value, lower, upper, share = (share_text(n, view.lang) for n in (score.value, score.lower, score.upper, score.completeness))
    words = say(view.lang, "score", model=view.model, value=value, lower=lower, upper=upper)
    done = say(view.lang, "completeness", decided=score.decided, counted=score.counted, share=share)
    return f"{words}; {done}"


def facts_text(outcome: Outcome, lang: Language, *, part: bool = False) -> str:
    """Give bound, actual and what is missing, parted by semicolons; parts of a target follow with their names."""
    row = row_of(outcome, lang, part=part)
    facts = [f"{say(lang, 'target').lower()} {row.target}"] if row.target else []
    facts += [f"{say(lang, 'actual').lower()} {row.actual}"] if row.actual and row.actual != "—" else []
    facts += [row.lacking] if row.lacking else []
    for inner in own_parts(outcome):
        if inner.verdict is outcome.verdict:
            told = facts_text(inner, lang, part=True)
            facts.append(f"{row_of(inner, lang, part=True).title} ({told})" if told else row_of(inner, lang, part=True).title)
    return "; ".join(facts)


def sentence(outcome: Outcome, lang: Language) -> str:
    """Say one outcome: title, verdict, bound, actual, what is missing or why it was waived."""
    row, facts = row_of(outcome, lang), facts_text(outcome, lang)
    waived = justification(outcome, lang) if outcome.verdict is Verdict.WAIVED else ""
    return f"{row.title}: {'; '.join(part for part in (row.word, facts, waived) if part)}"


def justification(outcome: Outcome, lang: Language) -> str:
    """Say by whose decision a target was waived, and why, as far as the outcome tells."""
    decision = getattr(outcome, "decision", None)
    facts = [plain(str(fact)) for name in ("reason", "approved_by") if (fact := getattr(decision, name, None))]
    return "; ".join(facts) or say(lang, "waived-without-reason")
