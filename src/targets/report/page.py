"""Scorecards as one self-contained HTML page: no script, no request, light and dark, for a screen, a phone and paper."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from targets.report.amounts import plain
from targets.report.pieces import notes, outcome_tables, problems, score_bar, text, tiles
from targets.report.summary import heading_of, near_count, subject_of
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["fragment", "heading", "render", "style", "whole"]

_HEAD = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{scripts}">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="{classes}">
"""


@cache
def style() -> str:
    """Give the style of all pages, as short as it can be sent."""
    lines = Path(__file__).with_name("page.css").read_text(encoding="utf-8").splitlines()
    return "".join(line.strip() for line in lines if not line.strip().startswith("/*"))


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render a page of one scorecard, or a scoreboard of several."""
    if len(cards) > 1:
        from targets.report.scoreboard import scoreboard  # noqa: PLC0415 - it is built of this page's pieces

        return scoreboard(cards, view)
    if not cards:
        nothing = say(view.lang, "nothing-judged")
        return whole(nothing, f"<main><p>{escape(nothing)}</p></main>", view.lang)
    [card] = cards
    main = f"{heading(card, view)}<main>{problems(card, view)}{_choice(view.lang)}{outcome_tables(card, view)}</main>"
    return whole(heading_of(card, view.lang), main, view.lang)


def whole(title: str, body: str, lang: Language, script: str = "", digest: str = "") -> str:
    """Give a document: what is allowed to load is nothing, and the one script by its digest."""
    scripts = f"; script-src '{digest}'" if digest else ""
    head = _HEAD.format(lang=lang, title=escape(title), style=style(), scripts=scripts, classes="targets wide" if script else "targets")
    return f"{head}{body}\n{f'<script>{script}</script>' if script else ''}</body>\n</html>\n"


def heading(card: Scorecard, view: View) -> str:
    """Give subject, period and rules, the score, the counts and the notes."""
    lang, ruleset = view.lang, card.ruleset
    about = say(lang, "period-and-rules", period=plain(card.period), ruleset=plain(ruleset.title.say(lang) or ruleset.id))
    day = f" · {escape(say(lang, 'as-of', day=card.as_of.isoformat()))}" if card.as_of else ""
    return (
        f'<header><h1>{text(subject_of(card, lang))}</h1><p class="about">{text(about)}{day}</p>'
        f"{tiles(card.counts, lang, near_count(card))}{score_bar(card, view)}{notes(card, lang)}</header>"
    )


def fragment(card: Scorecard, view: View) -> str:
    """Give what a notebook shows: the same pieces, without a page around them."""
    return f'<style>{style()}</style><div class="targets nb">{heading(card, view)}{outcome_tables(card, view)}</div>'


def _choice(lang: Language) -> str:
    """Offer to show problems or reached targets alone; the style sheet does it, and without it all are shown."""
    choices = "".join(
        f'<label><input type="radio" name="show" id="show-{key}"{" checked" if key == "all" else ""}> {escape(say(lang, f"show-{key}"))}</label>'
        for key in ("all", "problems", "reached")
    )
    return f'<fieldset class="choice"><legend>{escape(say(lang, "show"))}</legend>{choices}</fieldset>'
