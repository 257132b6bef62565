"""A run over many subjects as Markdown: a heading, what it adds up to, and a table for each end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.report.batch import blocks, counts_line, rejects_lines, score_line, title_line
from targets.report.markdown import escaped
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.report.batch import Block, Summary

__all__ = ["render"]


def render(summary: Summary, lang: Language, _: int, *, colour: bool) -> str:
    """Render the summary; Markdown has neither width nor colour."""
    assert not colour
    parts = [f"# {escaped(title_line(summary, lang))}"]
    if summary.total is not None:
        parts += [" · ".join(escaped(text) for text, _ in counts_line(summary.total, lang)), escaped(score_line(summary.total, lang))]
    for block in blocks(summary, lang):
        parts += [f"## {escaped(block.title)}", _table(block)]
        if block.left_out:
            parts.append(escaped(say(lang, "batch-more", n=block.left_out)))
    first, *others = rejects_lines(summary, lang)
    parts.append("\n".join([escaped(first), *(f"- {escaped(line.strip())}" for line in others)]))
    if summary.out is not None:
        parts.append(escaped(say(lang, "batch-out", path=summary.out)))
    return "\n\n".join(parts) + "\n"


def _table(block: Block) -> str:
    rows = [block.columns, tuple("---" for _ in block.columns)]
    lines = ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in (*rows[:1], *block.lines)]
    return "\n".join([lines[0], "| " + " | ".join(rows[1]) + " |", *lines[1:]])
