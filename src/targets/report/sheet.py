"""Scorecards as CSV, with the columns of an office's table and the subject in front; Excel opens it as it is."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from targets.report.amounts import plain
from targets.report.office import COLUMNS, lines_of
from targets.report.rows import grouped
from targets.report.summary import subject_of
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["guarded", "render"]

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render a header and one row for each outcome and part."""
    out = StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n").writerow
    write([say(view.lang, key) for key in ("subject", "period-column", "section-column", *COLUMNS)])
    for card in cards:
        number = 1
        for title, outcomes in grouped(card, view.lang, view.verdicts):
            about = [subject_of(card, view.lang), plain(card.period), title]
            for line in lines_of(outcomes, view.lang, number):
                numbers = (cell.text if cell.number is not None else guarded(cell.text) for cell in line.cells)
                write([*map(guarded, about), *numbers])
            number += len(outcomes)
    return _BYTE_ORDER_MARK + out.getvalue()


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; one that is there already is doubled.

    Law: taking one apostrophe off the front of a text that has one gives the text back.

    >>> guarded("=1+1"), guarded("khá"), guarded("'x")
    ("'=1+1", 'khá', "''x")
    """
    return f"'{text}" if text.lstrip().startswith((*_FORMULA, "'")) else text
