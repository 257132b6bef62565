"""The boundary for figures: documents become figures; what cannot be read becomes a fault of that figure alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.condition import tag_of
from targets.errors import Problem, TargetsError, quoted
from targets.figures import Figures
from targets.reading.compile import source_of, text_of
from targets.reading.documents import FiguresDocument
from targets.reading.faults import validated
from targets.reading.figure import FigureReader
from targets.reading.tree import place
from targets.ruleset import NO_SOURCE, NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.figures import Figure
    from targets.numerals import Style

__all__ = ["merge", "submit"]


def submit(node: Any, style: Style | None, problems: list[Problem], file: str | None = None) -> Figures | None:
    """Turn one figures document into figures. Faults of the document itself go to `problems`."""
    document = validated(FiguresDocument, node, problems, file)
    if document is None:
        return None
    numbers = document.numbers or style
    source = source_of(document.source)
    values_node = node["values"]
    values = {
        name: FigureReader(name, written, values_node, numbers, source, problems).figure() for name, written in document.values.items()
    }
    claim = None if document.claim is None else source_of(None, source, document.claim.section)
    return Figures(
        values,
        document.subject,
        document.period or None,
        text_of(document.title),
        _day(document.as_of, node, problems),
        source,
        claim,
        None if document.tags is None else tuple(dict.fromkeys(map(tag_of, document.tags))),
        place(node),
        numbers,
        document.ruleset or None,
    )


def _day(text: str | None, node: Any, problems: list[Problem]) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        message = f"`as_of`: {quoted(text)} is not a date"
        problems.append(Problem(message, place(node, "as_of"), "write year, month, day: `2023-11-30`", Code.BAD_DAY))
        return None


def merge(found: Iterable[Figures]) -> tuple[Figures, ...]:
    """Join what several files say of one subject and period. Raises TargetsError where two give the same figure."""
    groups: dict[tuple[str, str | None], list[Figures]] = {}
    for figures in found:
        groups.setdefault((figures.subject, figures.period), []).append(figures)
    problems: list[Problem] = []
    merged = tuple(group[0] if len(group) == 1 else _joined(group, problems) for group in groups.values())
    if problems:
        raise TargetsError(*problems)
    return merged


def _joined(group: list[Figures], problems: list[Problem]) -> Figures:
    """Join what is said of one subject and period; of title, day, source and claim the first that is given counts."""
    values: dict[str, Figure] = {}
    first, tags = group[0], [tag for one in group for tag in one.tags or ()]
    dated = next((one for one in group if one.as_of is not None), first)
    of = f"{quoted(first.subject)}, {first.period}"
    for figures in group:
        for name, figure in figures.values.items():
            if (other := values.setdefault(name, figure)) is not figure:
                help_ = f"the first one stands at {other.place}" if other.place else "give each figure once"
                problems.append(Problem(f"figure {quoted(name)} of {of}, is given twice", figure.place, help_, Code.GIVEN_TWICE))
        if figures.as_of is not None and figures.as_of != dated.as_of:
            help_ = f"{dated.place} says {dated.as_of}" if dated.place else "give one day"
            problems.append(Problem(f"`as_of`: {figures.as_of} is another day for {of}", figures.place, help_, Code.KEYS_DISAGREE))
    return replace(
        first,
        values=values,
        title=next((one.title for one in group if one.title != NO_TEXT), first.title),
        as_of=dated.as_of,
        source=next((one.source for one in group if one.source != NO_SOURCE), first.source),
        claim=next((one.claim for one in group if one.claim is not None), None),
        tags=tuple(dict.fromkeys(tags)) if any(one.tags is not None for one in group) else None,
    )
