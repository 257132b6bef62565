"""A run over many subjects on a terminal, from 60 columns on."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from targets.outcome import Verdict
from targets.report.batch import blocks, counts_line, rejects_lines, score_line, title_line
from targets.report.marks import COLOURS, GLYPHS
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.report.batch import Block, Summary

__all__ = ["render"]

_LEAST = 60
_COLOURS = {GLYPHS[verdict]: COLOURS[verdict] for verdict in Verdict}


def render(summary: Summary, lang: Language, width: int, *, colour: bool) -> str:
    """Render the summary as text of this width."""
    out, width = StringIO(), max(width, _LEAST)
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    console.print(Text(title_line(summary, lang), style="bold"))
    if summary.total is not None:
        for line in _flowed([Text(text, style=COLOURS[v] if v else "") for text, v in counts_line(summary.total, lang)], width):
            console.print(line)
        console.print(Text(score_line(summary.total, lang)))
    for block in blocks(summary, lang):
        console.print()
        console.print(Text(block.title, style="bold"))
        console.print(_table(block))
        if block.left_out:
            console.print(Text(say(lang, "batch-more", n=block.left_out), style="dim"))
    console.print()
    for text in rejects_lines(summary, lang):
        console.print(Text(text))
    if summary.out is not None:
        console.print(Text(say(lang, "batch-out", path=summary.out)))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _table(block: Block) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim", expand=True)
    for number, name in enumerate(block.columns):
        table.add_column(
            Text(name, style=_COLOURS.get(name, "")), justify="right" if number > block.name else "left", overflow="fold",
            ratio=1 if number == block.name else None, no_wrap=number != block.name,
        )  # fmt: skip
    for cells in block.lines:
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _flowed(parts: list[Text], width: int) -> Iterator[Text]:
    line: list[Text] = []
    for part in parts:
        if line and sum(one.cell_len + 3 for one in line) + part.cell_len > width:
            yield Text(" · ").join(line)
            line = []
        line.append(part)
    yield Text(" · ").join(line)
