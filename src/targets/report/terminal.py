"""Scorecards as coloured tables for a terminal of any width from 40 columns on."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from targets.outcome import Verdict
from targets.report.amounts import plain
from targets.report.marks import COLOURS, GLYPHS
from targets.report.noted import note_text, warnings_of
from targets.report.rows import rows_of
from targets.report.summary import count_text, heading_of, score_text
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.outcome import Outcome
    from targets.report import View
    from targets.report.rows import Row
    from targets.scorecard import Scorecard

__all__ = ["render", "renderables"]

_WIDE, _MEDIUM, _MOST_ROWS = 126, 72, 400
_BAR, _VERDICT = 6, 16
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render all scorecards; beyond 400 rows only problems are written out, the first 400; what is not shown is counted."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(view.width, 40),
        force_terminal=view.colour,
        no_color=not view.colour,
        color_system="standard" if view.colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for renderable in renderables(cards, view):
        console.print(renderable)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def renderables(cards: Sequence[Scorecard], view: View) -> Iterator[RenderableType]:
    """Give what rich prints: for each scorecard its heading, its tables and its summary."""
    for number, (card, shown) in enumerate(zip(cards, _chosen(cards, view), strict=True)):
        if number:
            yield Text()
        yield _heading(card, view)
        header = True
        for title, rows in rows_of(card, view.lang, shown):
            yield Text(f"\n{title}" if title else "", style="bold")
            yield _table(rows, view, header=header)
            header = False
        yield Text()
        yield Group(*_summary(card, view, shown))


def _chosen(cards: Sequence[Scorecard], view: View) -> list[list[Outcome]]:
    """Choose what is written out: what was asked for; of too much of it problems, then missed targets, then the first of them."""
    wanted = frozenset(Verdict) if view.verdicts is None else view.verdicts
    for fewer in ({Verdict.MISSED, Verdict.UNDECIDED}, {Verdict.MISSED}):
        if sum(outcome.verdict in wanted for card in cards for outcome in card) > _MOST_ROWS and wanted & fewer:
            wanted &= fewer
    found, left = [], _MOST_ROWS
    for card in cards:
        chosen = [outcome for outcome in card if outcome.verdict in wanted][:left]
        found.append(chosen)
        left -= len(chosen)
    return found


def _heading(card: Scorecard, view: View) -> Text:
    return Text(heading_of(card, view.lang), style="bold")


# -- rows, at three widths --------------------------------------------------------------------------------------------


def _table(rows: list[Row], view: View, *, header: bool) -> Table:
    wide, medium = view.width >= _WIDE, view.width >= _MEDIUM
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=header, header_style="dim", expand=True)
    extra = max(0, view.width - 140) // 3
    layouts: tuple[tuple[str, int | None], ...] = (
        (
            ("id", 6),
            ("title", None),
            ("target", 18),
            ("actual", 24 + extra),
            ("verdict", _VERDICT),
            ("attainment", 15),
            ("shortfall", 18 + extra),
        )
        if wide
        else (("id", 5), ("title", None), ("target", 16), ("actual", 20), ("verdict", _VERDICT))
        if medium
        else (("id", 5), ("title", None), ("verdict", _VERDICT))
    )
    for key, width in layouts:
        table.add_column(Text(say(view.lang, key)), width=width, ratio=None if width else 1, overflow="fold")
    cells = _wide if wide else _medium if medium else _narrow
    for row in rows:
        table.add_row(*cells(row, view))
        for part in row.parts:
            table.add_row(*cells(part, view))
    return table


def _wide(row: Row, _: View) -> list[RenderableType]:
    return [_id(row), _title(row), Text(row.target), Text(row.actual), _verdict(row), _attainment(row), _shortfall(row)]


def _medium(row: Row, _: View) -> list[RenderableType]:
    actual = Text("\n").join([Text(row.actual), *_lacking(row)])
    return [_id(row), _title(row), Text(row.target), actual, _stacked(row)]


def _narrow(row: Row, _: View) -> list[RenderableType]:
    both = " → ".join(part for part in (row.target, row.actual) if part)
    return [_id(row), Text("\n").join([_title(row), Text(both, style="dim"), *_lacking(row)]), _stacked(row)]


def _id(row: Row) -> Text:
    return Text(row.id or " └", style="bold" if row.verdict is Verdict.MISSED else "")


def _title(row: Row) -> Text:
    return Text(row.title, style="bold" if row.verdict is Verdict.MISSED and row.id else "")


def _verdict(row: Row) -> Text:
    words = f"{GLYPHS[row.mark]} {row.word}"
    return Text(words if len(words) <= _VERDICT else words.replace(", ", ",\n  "), style=COLOURS[row.mark])


def _attainment(row: Row) -> Text:
    if row.share is None:
        return Text("")
    full = _BAR * 8
    eighths = min(int(row.share * full), full if row.verdict.is_reached else full - 1)
    bar = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return Text.assemble((bar.ljust(_BAR, "·"), COLOURS[row.mark]), f" {row.attainment}")


def _stacked(row: Row) -> Text:
    return Text("\n").join([_verdict(row), _attainment(row)]) if row.share is not None else _verdict(row)


def _shortfall(row: Row) -> Text:
    return Text(row.shortfall, style=COLOURS[row.mark])


def _lacking(row: Row) -> list[Text]:
    return [Text(row.lacking, style=COLOURS[row.mark])] if row.lacking else []


# -- summary ----------------------------------------------------------------------------------------------------------


def _summary(card: Scorecard, view: View, shown: Sequence[Outcome]) -> Iterator[RenderableType]:
    lang = view.lang
    notes = [(plain(o.id), text) for o in card.outcomes for text in warnings_of(o, lang)]
    unsaid, notes = max(0, len(notes) - _MOST_ROWS), notes[:_MOST_ROWS]
    if notes:
        yield Text(say(lang, "notices"), style="bold")
        for target_id, text in notes:
            yield Padding(Text.assemble((target_id, "bold"), f" {text}"), (0, 0, 0, 2))
        if unsaid:
            yield Text(say(lang, "notes-not-shown", n=unsaid), style="dim")
        yield Text()
    counts = card.counts
    parts = [Text(say(lang, "targets" if len(card) != 1 else "one-target", n=len(card)), style="bold")]
    parts += [Text(count_text(verdict, card, lang), style=COLOURS[verdict] if count else "dim") for verdict, count in counts.items()]
    yield from _flowed(parts, view.width)
    if counts[Verdict.MISSED]:
        ids = ", ".join(plain(outcome.id) for outcome in card.only(Verdict.MISSED))
        yield Text(say(lang, "missed-ids", ids=ids), style=COLOURS[Verdict.MISSED])
    yield Text(score_text(card, view))
    yield from (Text(note_text(note, lang, card), style="yellow" if note.code == "claim" else "dim") for note in card.notes)
    if hidden := len(card) - len(shown):
        asked = view.verdicts is not None and len(shown) == sum(outcome.verdict in view.verdicts for outcome in card)
        yield Text(say(lang, "left-out" if asked else "not-shown", n=hidden), style="dim")


def _flowed(parts: list[Text], width: int) -> Iterator[Text]:
    """Join texts with dots and break the line between them, never inside one."""
    line: list[Text] = []
    for part in parts:
        if line and sum(one.cell_len + 3 for one in line) + part.cell_len > max(width, 40):
            yield Text(" · ").join(line)
            line = []
        line.append(part)
    yield Text(" · ").join(line)
