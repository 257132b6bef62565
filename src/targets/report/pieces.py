"""The pieces of a page: badges, tiles, the score, and outcomes as rows of a table. Every text is escaped here."""

from __future__ import annotations

import re
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from targets.gain import Gains
from targets.outcome import Verdict
from targets.report.amounts import plain, share_text
from targets.report.chart import bullet
from targets.report.digits import shown
from targets.report.facts import facts_of
from targets.report.lacking import reason_text
from targets.report.marks import GLYPHS, NEAR, mark_of, word_of
from targets.report.noted import note_text
from targets.report.rows import grouped, own_parts, row_of
from targets.report.summary import justification, score_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targets.outcome import Outcome
    from targets.report import View
    from targets.report.marks import Mark
    from targets.report.rows import Row
    from targets.scorecard import Scorecard

__all__ = ["anchor", "badge", "notes", "outcome_tables", "problems", "score_bar", "text", "tiles"]

_COLUMNS = ("id", "title", "target", "actual", "verdict", "shortfall")
_PLAIN_ID = re.compile(r"[\w.-]{1,40}")


def text(words: str) -> str:
    """Write text that a browser shows as it is, whatever its direction."""
    return f"<bdi>{escape(words)}</bdi>"


def anchor(prefix: str, outcome: Outcome, number: int) -> str:
    """Give the address of an outcome inside its page: the target's id, or its number where the id is no plain word."""
    return prefix + (outcome.id if _PLAIN_ID.fullmatch(outcome.id) else f"n{number}")


def badge(verdict: Verdict, lang: Language) -> str:
    """Give a verdict as a sign and a word."""
    return _badge(verdict, say(lang, verdict))


def badge_of(outcome: Outcome, lang: Language) -> str:
    """Give the verdict of an outcome as a sign and a word."""
    return _badge(mark_of(outcome), word_of(outcome, lang))


def _badge(mark: Mark, word: str) -> str:
    return f'<span class="badge v-{mark}"><span aria-hidden="true">{GLYPHS[mark]}</span> {escape(word)}</span>'


def tiles(counts: Mapping[Verdict, int], lang: Language, near: int = 0) -> str:
    """Give the count of each verdict as a list of tiles; beside what was missed, how much of it is near."""
    beside = {Verdict.MISSED: f" <span>({GLYPHS[NEAR]} {escape(say(lang, 'near-count', n=near))})</span>"} if near else {}
    items = "".join(
        f'<li class="tile v-{verdict.value}{"" if counts[verdict] else " none"}"><b>{shown(Fraction(counts[verdict]), lang)}</b>'
        f'<span><span aria-hidden="true">{GLYPHS[verdict]}</span> {escape(say(lang, verdict))}</span>{beside.get(verdict, "")}</li>'
        for verdict in Verdict
    )
    return f'<ul class="tiles" aria-label="{escape(say(lang, "counts-of", n=sum(counts.values())))}">{items}</ul>'


def score_bar(card: Scorecard, view: View) -> str:
    """Give the score as a number, a bar of what is sure and what is still open, and the words for both."""
    score = card.score(view.model)
    words = f"<p>{escape(score_text(card, view))}</p>"
    if score.value is None or score.lower is None or score.upper is None:
        return f'<div class="score">{words}</div>'
    sure, open_ = (float(round(share * 100, 2)) for share in (score.lower, score.upper - score.lower))
    return (
        f'<div class="score"><b>{escape(share_text(score.value, view.lang))}</b>'
        f'<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="t" width="100" height="4"/>'
        f'<rect class="sure" width="{sure:g}" height="4"/><rect class="open" x="{sure:g}" width="{open_:g}" height="4"/></svg>{words}</div>'
    )


def notes(card: Scorecard, lang: Language) -> str:
    """Give what is worth saying beside the verdicts."""
    return "".join(f'<p class="note n-{note.code}">{text(note_text(note, lang, card))}</p>' for note in card.notes)


def problems(card: Scorecard, view: View, prefix: str = "") -> str:
    """List what was missed, with what is missing, and what is undecided by reason; each leads to its row."""
    lang = view.lang
    numbered = [(n, o) for n, o in enumerate(card.outcomes) if view.verdicts is None or o.verdict in view.verdicts]
    missed = [(n, o) for n, o in numbered if o.verdict is Verdict.MISSED]
    open_ = [(n, o) for n, o in numbered if o.verdict is Verdict.UNDECIDED]
    if not missed and not open_:
        return ""
    items = "".join(f"<li>{_link(prefix, o, n, lang)}{_what(row_of(o, lang))}</li>" for n, o in missed)
    by_reason: dict[str, list[str]] = {}
    for n, o in open_:
        by_reason.setdefault(reason_text(o, lang), []).append(f'<a href="#{escape(anchor(prefix, o, n))}">{text(o.id)}</a>')
    undecided = "".join(
        f"<li>{badge(Verdict.UNDECIDED, lang)} {escape(reason)} ({len(ids)}): {', '.join(ids)}</li>" for reason, ids in by_reason.items()
    )
    title = escape(say(lang, "problems-first", n=len(missed) + len(open_)))
    return f'<details class="problems" open><summary>{title}</summary><ul>{items}{undecided}</ul></details>'


def _link(prefix: str, outcome: Outcome, number: int, lang: Language) -> str:
    title = f"{text(plain(outcome.id))} {text(row_of(outcome, lang).title)}"
    return f'{badge_of(outcome, lang)} <a href="#{escape(anchor(prefix, outcome, number))}">{title}</a>'


def _what(row: Row) -> str:
    return f" — {text(row.lacking)}" if row.lacking else ""


def outcome_tables(card: Scorecard, view: View, prefix: str = "") -> str:
    """Give each section as a heading and a table; every outcome is a table body of its own, so that it prints whole."""
    lang, numbers = view.lang, {id(o): n for n, o in enumerate(card.outcomes)}
    heads = "".join(f'<th scope="col" role="columnheader" class="c-{key}">{escape(say(lang, key))}</th>' for key in _COLUMNS)
    found, gains = [], Gains(card)
    for title, outcomes in grouped(card, lang, view.verdicts):
        bodies = "".join(_body(o, gains, lang, anchor(prefix, o, numbers[id(o)])) for o in outcomes)
        name = title or say(lang, "all-targets")
        found.append(
            f'<section class="part"><h2>{text(name)}</h2><table role="table" aria-label="{escape(name)}">'
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>{bodies}</table></section>'
        )
    return "".join(found)


def _body(outcome: Outcome, gains: Gains, lang: Language, name: str) -> str:
    rows = _row(outcome, row_of(outcome, lang), lang)
    rows += "".join(_row(part, row, lang) for part, row in zip(own_parts(outcome), row_of(outcome, lang).parts, strict=True))
    group = "reached" if outcome.verdict.is_reached else "problem" if outcome.verdict.is_problem else "neutral"
    return f'<tbody role="rowgroup" id="{escape(name)}" class="{group} v-{mark_of(outcome)}">{rows}{_why(outcome, gains, lang)}</tbody>'


def _row(outcome: Outcome, row: Row, lang: Language) -> str:
    part, chart, void = not row.id, bullet(outcome, lang), " void" if row.actual == "—" else ""
    cells = (
        f'<td role="cell" class="c-id">{text(row.id) if row.id else ""}</td>',
        f'<th scope="row" role="rowheader" class="c-title">{text(row.title)}</th>',
        f'<td role="cell" class="c-target">{escape(row.target)}</td>',
        f'<td role="cell" class="c-actual{void}">{text(row.actual) if row.actual else ""}{chart}</td>',
        f'<td role="cell" class="c-verdict">{badge_of(outcome, lang)}</td>',
        f'<td role="cell" class="c-shortfall">{text(row.lacking) if row.lacking else ""}</td>',
    )
    return f'<tr role="row"{" class=inner" if part else ""}>{"".join(cells)}</tr>'


def _why(outcome: Outcome, gains: Gains, lang: Language) -> str:
    """Fold away the explanation: arithmetic, source, what would reach the target, where it was written."""
    facts = _facts(outcome, gains, lang)
    for part in outcome.parts:
        own = part.id == outcome.id
        title = row_of(part, lang, part=own).title if own else f"{plain(part.id)} {row_of(part, lang).title}"
        facts += f'<dt class="inner">{text(title)}</dt><dd>{badge_of(part, lang)}</dd>{_facts(part, gains, lang, part=True)}'
    return (
        f'<tr role="row" class="why"><td role="cell" colspan="{len(_COLUMNS)}"><details><summary>{escape(say(lang, "why"))}'
        f'<span class="for"> {text(plain(outcome.id))}</span></summary><dl>{facts}</dl></details></td></tr>'
    )


def _facts(outcome: Outcome, gains: Gains, lang: Language, *, part: bool = False) -> str:
    facts: Iterable[tuple[str, str]] = facts_of(outcome, gains, lang, part=part)
    if outcome.verdict is Verdict.WAIVED:
        facts = [("reason", justification(outcome, lang)), *facts]
    return "".join(f"<dt>{escape(say(lang, key))}</dt><dd>{text(words)}</dd>" for key, words in facts if words and words != "—")
