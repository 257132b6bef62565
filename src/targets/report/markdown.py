"""Scorecards as Markdown that fits a comment on a pull request and a README: problems first, everything else folded away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report.amounts import plain
from targets.report.marks import GLYPHS
from targets.report.noted import note_text, warnings_of
from targets.report.rows import rows_of
from targets.report.summary import counts_text, justification, score_text, subject_of
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.outcome import Outcome
    from targets.report import View
    from targets.report.rows import Row
    from targets.report.words import Language
    from targets.scorecard import Scorecard

__all__ = ["escaped", "render"]

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>#|~$&!]|^[-+=](?=\s|[-+=])|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
# A mention calls a person, a number links an issue, a name in colons is a picture: an empty comment keeps them the text they are.
_REFERENCE = re.compile(r"(@|\\#|:(?=[\w+-]+:))(?=[\w+-])")
_PROBLEMS = frozenset({Verdict.MISSED, Verdict.UNDECIDED})


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render each scorecard as a heading, its counts and score, a table of problems, and a folded table of the rest."""
    return "\n\n".join("\n".join(_card(card, view)) for card in cards) + "\n" if cards else ""


def _card(card: Scorecard, view: View) -> Iterator[str]:
    lang, shown = view.lang, view.verdicts or frozenset(Verdict)
    yield f"### {escaped(subject_of(card, lang))}"
    yield ""
    about = say(lang, "period-and-rules", period=plain(card.period), ruleset=plain(card.ruleset.title.say(lang) or card.ruleset.id))
    yield escaped(about)
    yield ""
    yield f"**{escaped(counts_text(card, lang))}**"
    yield ""
    yield escaped(score_text(card, view))
    for note in card.notes:
        yield ""
        yield f"> {escaped(note_text(note, lang, card))}"
    if problems := [row for _, rows in rows_of(card, lang, card.only(*(shown & _PROBLEMS))) for row in rows]:
        yield ""
        yield from _table(sorted(problems, key=lambda row: row.verdict.strength), lang)
    if others := [row for _, rows in rows_of(card, lang, card.only(*(shown - _PROBLEMS))) for row in rows]:
        yield ""
        yield f"<details><summary>{escaped(say(lang, 'other-targets', n=len(others)))}</summary>"
        yield ""
        yield from _table(others, lang)
        yield ""
        yield "</details>"
    if warnings := [(outcome.id, text) for outcome in card.outcomes if outcome.verdict in shown for text in _remarks(outcome, lang)]:
        yield ""
        yield from (f"- **{escaped(plain(target_id))}** {escaped(text)}" for target_id, text in warnings)


def _remarks(outcome: Outcome, lang: Language) -> list[str]:
    """Give why an outcome was waived, and its warnings."""
    waived = [f"{say(lang, Verdict.WAIVED)}: {justification(outcome, lang)}"] if outcome.verdict is Verdict.WAIVED else []
    return waived + warnings_of(outcome, lang)


def _table(rows: Sequence[Row], lang: Language) -> Iterator[str]:
    columns = ("id", "title", "target", "actual", "verdict", "shortfall")
    yield f"| {' | '.join(say(lang, key) for key in columns)} |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        for line in (row, *row.parts):
            verdict = f"{GLYPHS[line.mark]} {line.word}"
            title = line.title if line.id else f"└ {line.title}"
            cells = (line.id, title, line.target, line.actual, verdict, line.shortfall)
            yield f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    r"""Write text so that Markdown shows it and nothing in it marks anything up.

    >>> escaped("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return _REFERENCE.sub(r"\1<!-- -->", _PUNCTUATION.sub(r"\\\1", text))
