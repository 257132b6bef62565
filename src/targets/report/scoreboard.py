"""Several scorecards as one page: a heat map of subjects by targets, ranks, a summary of each target, a section for each subject."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from targets.outcome import Verdict
from targets.report.amounts import bound_text, plain, share_text
from targets.report.marks import GLYPHS, NEAR, mark_of
from targets.report.page import heading, whole
from targets.report.pieces import outcome_tables, text, tiles
from targets.report.rows import row_of
from targets.report.summary import near_count, subject_of
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from targets.report import View
    from targets.report.marks import Mark
    from targets.report.rows import Row
    from targets.scorecard import Scorecard

__all__ = ["Ranked", "ranked", "scoreboard"]

_MOST_ROWS = 300
# One letter a mark: a page holds thousands of cells.
_CLASS: dict[Mark, str] = {
    Verdict.EXCEEDED: "e", Verdict.MET: "m", Verdict.MISSED: "x",
    Verdict.UNDECIDED: "u", Verdict.WAIVED: "w", Verdict.NOT_APPLICABLE: "n", NEAR: "a",
}  # fmt: skip


class Ranked(NamedTuple):
    """A scorecard, its score, and its rank: 1 for the best, the same for the same score, None where nothing counts."""

    card: Scorecard
    score: Fraction | None
    rank: int | None


def ranked(cards: Sequence[Scorecard], view: View) -> list[Ranked]:
    """Order scorecards by their exact scores, best first; those without a score stand last."""
    scored = [(card, card.score(view.model).value) for card in cards]
    values = sorted((score for _, score in scored if score is not None), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(values, 1)))}
    found = [Ranked(card, score, None if score is None else first[score]) for card, score in scored]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0))


def scoreboard(cards: Sequence[Scorecard], view: View) -> str:
    """Render the page; its one small script sorts and filters, and the page does without."""
    lang, order, ruleset = view.lang, ranked(cards, view), cards[0].ruleset
    title = say(lang, "board-title", ruleset=plain(ruleset.title.say(lang) or ruleset.id))
    periods = sorted({plain(card.period) for card in cards})
    about = f"{say(lang, 'board', n=len(cards), targets=len(ruleset))} · {', '.join(periods)}"
    counts: Counter[Verdict] = Counter()
    for card in cards:
        counts.update(card.counts)
    body = (
        f'<header><h1>{text(title)}</h1><p class="about">{text(about)}</p>{tiles(counts, lang, near_count(*cards))}</header>'
        f"<main>{_board(order, view, several_periods=len(periods) > 1)}{_targets(cards, lang)}{_subjects(order, view)}</main>"
    )
    script, digest = _script()
    return whole(title, body, lang, script, digest)


@cache
def _script() -> tuple[str, str]:
    lines = Path(__file__).with_name("scoreboard.js").read_text(encoding="utf-8").splitlines()
    script = "\n".join(line.strip() for line in lines if not line.strip().startswith("//"))
    return script, f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


# -- the heat map -----------------------------------------------------------------------------------------------------


def _board(order: Sequence[Ranked], view: View, *, several_periods: bool) -> str:
    lang, targets = view.lang, order[0].card.ruleset.targets
    heads = "".join(f'<th scope="col">{escape(say(lang, key))}</th>' for key in ("rank", "subject", "score-column", "reached"))
    heads += "".join(
        f'<th scope="col" title="{escape(_title(target.title.say(lang), target.id))}">{text(plain(target.id))}</th>' for target in targets
    )
    told: dict[Mark, str] = {**{verdict: say(lang, verdict) for verdict in Verdict}, NEAR: say(lang, "near-miss")}
    words = {mark: f"<td class={_CLASS[mark]}>{GLYPHS[mark]}<i>{escape(word)}</i>" for mark, word in told.items()}
    rows = "\n".join(_board_row(number, one, words, lang, several_periods=several_periods) for number, one in enumerate(order, 1))
    find = escape(say(lang, "find"))
    return (
        f'<p class="tools" hidden><label>{find} <input type="search"></label> <span role="status"></span></p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(say(lang, "by-subject"))}">'
        f'<table class="board"><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>'
    )


def _title(title: str, target_id: str) -> str:
    return plain(title) or plain(target_id)


def _board_row(number: int, one: Ranked, words: dict[Mark, str], lang: Language, *, several_periods: bool) -> str:
    card, counts = one.card, one.card.counts
    name = text(subject_of(card, lang)) + (f" {escape(plain(card.period))}" if several_periods else "")
    score = "—" if one.score is None else escape(share_text(one.score, lang))
    key = -1 if one.score is None else float(one.score)
    reached = counts[Verdict.MET] + counts[Verdict.EXCEEDED]
    cells = "".join(words[mark_of(outcome)] for outcome in card.outcomes)
    return f'<tr><td>{one.rank or "—"}<th scope=row><a href="#s{number}">{name}</a></th><td data-v={key:.17g}>{score}<td>{reached}/{len(card)}{cells}'


# -- below the heat map -----------------------------------------------------------------------------------------------


def _targets(cards: Sequence[Scorecard], lang: Language) -> str:
    """Give each target with its bound and how many subjects have which verdict of it."""
    targets = cards[0].ruleset.targets
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _target_heads(lang))
    rows = []
    for number, target in enumerate(targets):
        marks = Counter(mark_of(card.outcomes[number]) for card in cards)
        cells = "".join(_count(verdict, marks) for verdict in Verdict)
        title = _title(target.title.say(lang), target.id)
        rows.append(
            f"<tr><td>{text(plain(target.id))}<th scope=row>{text(title)}</th><td>{escape(bound_text(target, lang))}{cells}<td>{_shares(marks)}"
        )
    body = "\n".join(rows)
    return (
        f'<details class="by"><summary>{escape(say(lang, "by-target"))}</summary><table class="sums"><thead><tr>{heads}<td></td></tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></details>"
    )


def _target_heads(lang: Language) -> Iterator[str]:
    yield from (say(lang, key) for key in ("id", "title", "target"))
    yield from (f"{GLYPHS[verdict]} {say(lang, verdict)}" for verdict in Verdict)


def _count(verdict: Verdict, marks: Counter[Mark]) -> str:
    """Give how many subjects have a verdict, and of those that missed it how many are near."""
    near = marks[NEAR] if verdict is Verdict.MISSED else 0
    count = marks[verdict] + near
    return f"<td{'' if count else ' class=nil'}>{count}" + (f" ({GLYPHS[NEAR]} {near})" if near else "")


def _shares(marks: Counter[Mark]) -> str:
    """Draw how many subjects have which mark as one bar."""
    left, parts = 0, []
    order = [mark for verdict in Verdict for mark in ((NEAR, verdict) if verdict is Verdict.MISSED else (verdict,))]
    for mark in order:
        if count := marks[mark]:
            parts.append(f'<rect class="{_CLASS[mark]}" x="{left}" width="{count}" height="1"/>')
            left += count
    return f'<svg class="mix" viewBox="0 0 {left} 1" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'


def _subjects(order: Sequence[Ranked], view: View) -> str:
    """Give a section for each subject: in full where there are few outcomes, else its problems alone."""
    whole_sections = sum(len(one.card) for one in order) <= _MOST_ROWS
    found = []
    for number, one in enumerate(order, 1):
        if whole_sections:
            inside = f"{heading(one.card, view)}{outcome_tables(one.card, view, f's{number}-')}"
            inside = inside.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
        else:
            inside = _missed(one.card, view)
        found.append(f"<details><summary>{_summary(one, view.lang)}</summary><div id=s{number}>{inside}</div></details>")
    return f"<section class=by><h2>{escape(say(view.lang, 'by-subject'))}</h2>\n" + "\n".join(found) + "</section>"


def _summary(one: Ranked, lang: Language) -> str:
    score = "—" if one.score is None else share_text(one.score, lang)
    words = say(lang, "rank-and-score", rank=one.rank or "—", score=score)
    counts = " ".join(f"{GLYPHS[verdict]} {count}" for verdict, count in one.card.counts.items() if count)
    return f"<b>{text(subject_of(one.card, lang))}</b> {escape(words)} <span>{counts}</span>"


def _missed(card: Scorecard, view: View) -> str:
    """Say what was missed and by how much, and what is undecided, by id: titles stand in the summary of the targets."""
    lang, found = view.lang, []
    for verdict in (Verdict.MISSED, Verdict.UNDECIDED):
        rows = [row_of(outcome, lang) for outcome in card.only(verdict)]
        told = ((row, row.shortfall if verdict is Verdict.MISSED else "") for row in rows)
        listed = ", ".join(_near(row) + escape(row.id) + (f" ({escape(short)})" if short else "") for row, short in told)
        if listed:
            found.append(f"<p>{GLYPHS[verdict]} {escape(say(lang, verdict))}: {listed}")
    return "".join(found) or f"<p>{escape(say(lang, 'nothing-missed'))}"


def _near(row: Row) -> str:
    return f"{GLYPHS[NEAR]} " if row.mark == NEAR else ""
