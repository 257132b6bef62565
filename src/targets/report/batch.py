"""A run over many subjects, summed up: what it adds up to, the worst targets, the worst and the best subjects, and faults."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report.amounts import plain, share_text
from targets.report.digits import shown
from targets.report.marks import GLYPHS
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from targets.columns.totals import Line
    from targets.ruleset import Ruleset

__all__ = ["FORMATS", "Block", "Summary", "blocks", "counts_line", "rejects_lines", "render_batch", "score_line", "title_line"]

FORMATS = {
    "table": "targets.report.batch_table",
    "json": "targets.report.batch_machine",
    "html": "targets.report.batch_page",
    "markdown": "targets.report.batch_markdown",
}
FEW, MOST = 10, 400


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to. `by` is what was asked to be listed in full; `groups` are its lines where it is a column of its own.

    `rejects` counts faults of rows by kind; `examples` are the first of them, with their places.
    """

    ruleset: Ruleset
    rows: int
    periods: Sequence[str]
    total: Line | None
    targets: Sequence[Line]
    subjects: Sequence[Line]
    by: str | None
    groups: Sequence[Line]
    rejects: Mapping[str, int]
    examples: Sequence[str]
    rejects_path: str | None
    out: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a summary: its heading, the names of its columns, its cells as text, and how many lines are left out.

    `name` is the column that holds what a line is about, and takes the room that is left.
    """

    title: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    left_out: int
    name: int


def render_batch(form: str, summary: Summary, lang: Language, width: int, *, colour: bool) -> str:
    """Render a summary as table, json, html or markdown. Raises KeyError for another format."""
    render: Callable[..., str] = import_module(FORMATS[form]).render
    return render(summary, lang, width, colour=colour)


# -- in words ---------------------------------------------------------------------------------------------------------


def title_line(summary: Summary, lang: Language) -> str:
    """Say what was judged."""
    subjects, periods, rows = (shown(Fraction(n), lang) for n in (len(summary.subjects), len(summary.periods), summary.rows))
    return say(lang, "batch-of", subjects=subjects, periods=periods, rows=rows, ruleset=plain(summary.ruleset.id))


def counts_line(line: Line, lang: Language) -> list[tuple[str, Verdict | None]]:
    """Count the outcomes, and each verdict."""
    head: list[tuple[str, Verdict | None]] = [(say(lang, "batch-outcomes", n=shown(Fraction(line.targets), lang)), None)]
    return head + [(f"{GLYPHS[v]} {shown(Fraction(n), lang)} {say(lang, v)}", v) for v, n in line.counts.items()]


def score_line(line: Line, lang: Language) -> str:
    """Give the score over everything, with its bounds and its completeness."""
    if line.score is None or line.upper is None or line.completeness is None:
        return say(lang, "no-score", model="share-met")
    value, upper, share = (share_text(one, lang) for one in (line.score, line.upper, line.completeness))
    return say(lang, "batch-score", value=value, lower=value, upper=upper, share=share)


def rejects_lines(summary: Summary, lang: Language) -> Iterator[str]:
    """Count the faults by kind, with the first of them."""
    found = sum(summary.rejects.values())
    if not found:
        yield say(lang, "batch-no-rejects")
        return
    yield say(lang, "batch-rejects", n=shown(Fraction(found), lang))
    for kind, count in sorted(summary.rejects.items(), key=lambda pair: -pair[1]):
        yield f"  {shown(Fraction(count), lang)} {say(lang, f'reject-{kind}')}"
    yield from (f"  {plain(example)}" for example in summary.examples)
    yield say(lang, "batch-rejects-how") if summary.rejects_path is None else say(lang, "batch-rejects-in", path=summary.rejects_path)


def blocks(summary: Summary, lang: Language) -> Iterator[Block]:
    """Give the tables: targets and subjects at both ends, or what was asked for in full."""
    by, subjects = summary.by, summary.subjects
    if by == "target":
        yield _target_block(summary, "batch-by-target", lang, summary.targets, MOST)
    elif by == "subject":
        yield _subject_block("batch-by-subject", lang, subjects, MOST)
    elif by is not None:
        yield _group_block(summary.groups, by, lang)
    else:
        yield _target_block(summary, "batch-worst-targets", lang, summary.targets[:FEW], FEW)
        scored = [line for line in subjects if line.rank is not None]
        if len(scored) <= 2 * FEW:
            yield _subject_block("batch-by-subject", lang, subjects, MOST)
            return
        yield _subject_block("batch-best-subjects", lang, scored[:FEW], FEW)
        yield _subject_block("batch-worst-subjects", lang, scored[-FEW:], FEW)


def _count_heads() -> tuple[str, ...]:
    return tuple(GLYPHS[verdict] for verdict in _SHOWN)


_SHOWN = (Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED, Verdict.UNDECIDED)


def _counts(line: Line, lang: Language) -> tuple[str, ...]:
    return tuple(shown(Fraction(line.counts[verdict]), lang) for verdict in _SHOWN)


def _share(share: Fraction | None, lang: Language) -> str:
    return "—" if share is None else share_text(share, lang)


def _target_block(summary: Summary, title: str, lang: Language, lines: Sequence[Line], most: int) -> Block:
    columns = (say(lang, "id"), say(lang, "title"), *_count_heads(), say(lang, "reached"))
    titles = {target.id: plain(target.title.say(lang)) for target in summary.ruleset}
    cells = tuple(
        (plain(line.name), titles.get(line.name) or plain(line.name), *_counts(line, lang), _share(reached_share(line), lang))
        for line in lines[:most]
    )
    return Block(say(lang, title), columns, cells, max(0, len(lines) - most), 1)


def _subject_block(title: str, lang: Language, lines: Sequence[Line], most: int) -> Block:
    heads = ("rank", "subject")
    columns = (*(say(lang, key) for key in heads), *_count_heads(), say(lang, "score-column"), say(lang, "completeness-column"))
    cells = tuple((_rank(line), *_group_cells(line, lang)) for line in lines[:most])
    return Block(say(lang, title), columns, cells, max(0, len(lines) - most), 1)


def _group_block(groups: Sequence[Line], by: str, lang: Language) -> Block:
    """Give the groups with both bounds of their scores: the score itself is the lower one."""
    heads = ("score-column", "batch-upper", "completeness-column")
    columns = (say(lang, "batch-name"), *_count_heads(), *(say(lang, key) for key in heads))
    cells = (_group_cells(line, lang) for line in groups[:MOST])
    lines = tuple((*own[:-1], _share(line.upper, lang), own[-1]) for own, line in zip(cells, groups, strict=False))
    title = say(lang, "batch-by-group") if by == "group" else say(lang, "batch-by", name=plain(by))
    return Block(title, columns, lines, max(0, len(groups) - MOST), 0)


def _group_cells(line: Line, lang: Language) -> tuple[str, ...]:
    name = plain(line.name) or say(lang, "batch-unnamed")
    return (name, *_counts(line, lang), _share(line.score, lang), _share(line.completeness, lang))


def _rank(line: Line) -> str:
    """Give a place; those who share several of them stand on all of these."""
    if line.rank is None:
        return "—"
    return str(line.rank) if line.tied == 1 else f"{line.rank}–{line.rank + line.tied - 1}"


def reached_share(line: Line) -> Fraction | None:
    """Give the share of outcomes that were reached, of those that could be: undecided ones are not, neutral ones are left out."""
    counts = line.counts
    of = line.targets - counts[Verdict.WAIVED] - counts[Verdict.NOT_APPLICABLE]
    return Fraction(counts[Verdict.MET] + counts[Verdict.EXCEEDED], of) if of else None
