"""A run over many subjects as one self-contained page, without a script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from targets.report.amounts import plain
from targets.report.batch import blocks, rejects_lines, score_line, title_line
from targets.report.page import whole
from targets.report.pieces import text, tiles
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.report.batch import Block, Summary

__all__ = ["render"]


def render(summary: Summary, lang: Language, _: int, *, colour: bool) -> str:
    """Render the page; a style sheet chooses its width and its colours."""
    assert not colour
    ruleset = summary.ruleset
    title = say(lang, "board-title", ruleset=plain(ruleset.title.say(lang) or ruleset.id))
    total = (
        "" if summary.total is None else f'{tiles(summary.total.counts, lang)}<p class="about">{text(score_line(summary.total, lang))}</p>'
    )
    tables = "".join(_table(block, lang) for block in blocks(summary, lang))
    faults = "".join(f"<p>{text(line)}</p>" for line in rejects_lines(summary, lang))
    body = (
        f'<header><h1>{text(title)}</h1><p class="about">{text(title_line(summary, lang))}</p>{total}</header><main>{tables}{faults}</main>'
    )
    return whole(title, body, lang)


def _table(block: Block, lang: Language) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.columns)
    rows = "\n".join("<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in cells) + "</tr>" for cells in block.lines)
    more = f'<p class="note">{escape(say(lang, "batch-more", n=block.left_out))}</p>' if block.left_out else ""
    return (
        f'<section class="part"><h2>{text(block.title)}</h2><div class="scroll" tabindex="0" role="region" aria-label="{escape(block.title)}">'
        f'<table class="sums"><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>{more}</section>'
    )
