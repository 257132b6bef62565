"""Scorecards as an Excel workbook with the columns of an office's table: numbers as numbers, verdicts in words and colours."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report.amounts import plain, share_text
from targets.report.marks import GLYPHS, SHADES
from targets.report.noted import note_text
from targets.report.office import COLUMNS, lines_of
from targets.report.rows import grouped
from targets.report.sheets import Book, Look
from targets.report.summary import counts_text, score_text, subject_of
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.report import View
    from targets.report.office import Line
    from targets.report.sheets import Sheet
    from targets.scorecard import Scorecard

__all__ = ["render"]

_WIDTHS = (5, 7, 38, 12, 18, 16, 20, 11, 11, 18, 22, 40)
_HEAD = Look(bold=True, paper="E6EAEF", middle=True)
_SECTION = Look(bold=True, paper="F6F7F9")
_BARE = Look(lines=False)
_VERDICT_COLUMN, _MISSING_COLUMN = COLUMNS.index("verdict"), COLUMNS.index("shortfall")


def render(cards: Sequence[Scorecard], view: View) -> bytes:
    """Render one sheet for one scorecard; for several a summary, and one sheet with a column for the subject."""
    book = Book()
    if len(cards) == 1:
        _single(book, cards[0], view)
    else:
        _summary(book, cards, view)
        _details(book, cards, view)
    return book.content()


def _single(book: Book, card: Scorecard, view: View) -> None:
    lang, ruleset = view.lang, card.ruleset
    sheet = book.sheet(say(lang, "sheet-verdicts"), _WIDTHS)
    about = say(lang, "period-and-rules", period=plain(card.period), ruleset=plain(ruleset.title.say(lang) or ruleset.id))
    above = [subject_of(card, lang), about, counts_text(card, lang), score_text(card, view)]
    above += [note_text(note, lang, card) for note in card.notes]
    for row, text in enumerate(above, 1):
        sheet.wide(row, text, Look(lines=False, bold=row == 1, size=14 if row == 1 else 11))
    row, number = len(above) + 2, 1
    sheet.heads(row, [say(lang, key) for key in COLUMNS], _HEAD)
    for title, outcomes in grouped(card, lang, view.verdicts):
        if title:
            row += 1
            sheet.wide(row, title, _SECTION)
        for line in lines_of(outcomes, lang, number):
            row += 1
            _line(sheet, row, 1, line)
        number += len(outcomes)
    _totals(sheet, row + 1, card, view)


def _line(sheet: Sheet, row: int, first: int, line: Line) -> None:
    ink, paper = SHADES[line.mark]
    for column, cell in enumerate(line.cells):
        text, look = cell.text, Look()
        if column == _VERDICT_COLUMN:
            text, look = f"{GLYPHS[line.mark]} {cell.text}", Look(ink=ink, paper=paper, bold=True)
        elif column == _MISSING_COLUMN:
            look = Look(ink=ink)
        elif column == 0:
            look = Look(middle=True)
        elif cell.number is not None:
            look = Look(right=True)
        sheet.put(row, first + column, text, look, cell.number, share=cell.is_share)


def _totals(sheet: Sheet, row: int, card: Scorecard, view: View) -> None:
    """Write the count of each verdict as a number, and the number of targets below: the first add up to the last."""
    at = _VERDICT_COLUMN
    for verdict, count in card.counts.items():
        ink, paper = SHADES[verdict]
        sheet.put(row, 3, f"{GLYPHS[verdict]} {say(view.lang, verdict)}", Look(ink=ink, paper=paper, bold=True))
        sheet.put(row, at + 1, "", Look(right=True), Fraction(count))
        row += 1
    sheet.put(row, 3, say(view.lang, "total"), _SECTION)
    sheet.put(row, at + 1, "", Look(right=True, bold=True), Fraction(len(card)))


def _summary(book: Book, cards: Sequence[Scorecard], view: View) -> None:
    lang = view.lang
    sheet = book.sheet(say(lang, "sheet-summary"), (34, 10, *(13 for _ in Verdict), 10, 12, 14))
    heads = [say(lang, "subject"), say(lang, "period-column"), *(f"{GLYPHS[verdict]} {say(lang, verdict)}" for verdict in Verdict)]
    sheet.heads(1, [*heads, say(lang, "total"), say(lang, "score-column"), say(lang, "completeness-column")], _HEAD)
    for row, card in enumerate(cards, 2):
        sheet.put(row, 1, subject_of(card, lang), Look())
        sheet.put(row, 2, plain(card.period), Look())
        counts = [*card.counts.values(), len(card)]
        for column, count in enumerate(counts, 3):
            sheet.put(row, column, "", Look(right=True), Fraction(count))
        score = card.score(view.model)
        for column, share in enumerate((score.value, score.completeness), 3 + len(counts)):
            number = None if share is None else share * 100
            sheet.put(row, column, "—" if share is None else share_text(share, lang), Look(right=True), number, share=True)
    sheet.filtered(1, len(cards) + 1)


def _details(book: Book, cards: Sequence[Scorecard], view: View) -> None:
    lang = view.lang
    sheet = book.sheet(say(lang, "sheet-verdicts"), (26, 8, 24, *_WIDTHS))
    heads = ("subject", "period-column", "section-column", *COLUMNS)
    sheet.heads(1, [say(lang, key) for key in heads], _HEAD)
    row = 1
    for card in cards:
        number = 1
        for title, outcomes in grouped(card, lang, view.verdicts):
            about = (subject_of(card, lang), plain(card.period), title)
            for line in lines_of(outcomes, lang, number):
                row += 1
                for column, text in enumerate(about, 1):
                    sheet.put(row, column, text, Look())
                _line(sheet, row, len(about) + 1, line)
            number += len(outcomes)
    sheet.filtered(1, row)
