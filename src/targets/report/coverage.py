"""The boundaries of a ruleset in words, and how many of them are covered."""

from __future__ import annotations

from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING

from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason
from targets.report.amounts import amount, by_name, plain, share_text
from targets.report.casefile import CIRCUMSTANCES
from targets.report.digits import shown
from targets.report.meanings import values_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.boundaries import Boundary, Coverage

__all__ = ["cell_text", "coverage_text", "folded"]


def folded(text: str, width: int) -> str:
    """Break a line where the terminal ends; what follows stands two columns further in."""
    inside = " " * (len(text) - len(text.lstrip()) + 2)
    return "\n".join(wrap(text, max(width, 40), subsequent_indent=inside, drop_whitespace=True))


def coverage_text(found: Coverage, lang: Language, width: int) -> str:
    """Say how many boundaries are covered, and which are not."""
    lines = [say(lang, "boundaries", covered=found.covered, total=found.total, share=share_text(found.share / 100, lang))]
    lacking = [_uncovered(boundary, lang) for boundary in found.uncovered]
    lacking += [] if found.other_period else [say(lang, "other-period-cell")]
    if lacking:
        lines += [say(lang, "not-covered"), *(folded(f"  {line}", width) for line in lacking)]
    return "\n".join(lines) + "\n"


def _uncovered(boundary: Boundary, lang: Language) -> str:
    part = boundary.part
    name = f" {plain(part.indicator.id)}" if part is not boundary.target else ""
    text = f"{plain(boundary.target.id)}{name}: {cell_text(boundary, lang)}"
    verdict = say(lang, boundary.outcome.verdict)
    if not isinstance(boundary.cell, Interval) or part.measure in (Measure.RANK, Measure.HELD, Measure.ITEMS, Measure.COMBINED):
        return f"{text} → {verdict}"
    return f"{text} ({say(lang, 'example', example=_example(boundary, boundary.cell, lang), verdict=verdict)})"


def cell_text(boundary: Boundary, lang: Language) -> str:
    """Say which numbers, or which lack of one, a boundary stands for."""
    cell, part = boundary.cell, boundary.part
    if cell is Reason.NOT_FINITE:
        return say(lang, "zero-base")
    if not isinstance(cell, Interval):
        return say(lang, CIRCUMSTANCES.get(cell, cell)) + (by_name(part.plan) if cell is Reason.NO_PLAN else "")
    match part.measure:
        case Measure.COMBINED:
            fewer, need = cell.lower is None, int(part.acceptable.lower or 0)
            return say(lang, "members-fewer" if fewer else "members-more" if cell.lower_open else "members-just", n=need)
        case Measure.RANK:
            return f"“{plain(part.indicator.scale[int(cell.lower or 0)])}”"
        case Measure.HELD:
            return say(lang, "yes" if cell.lower else "no")
        case Measure.ITEMS:
            return say(lang, "one-lacking") if cell.lower is None else say(lang, "all-done", n=len(set(part.items)))
        case _:
            return values_text(cell, part, lang)


def _example(boundary: Boundary, cell: Interval, lang: Language) -> str:
    outcome, measure = boundary.outcome, boundary.part.measure
    value, unit = outcome.value, outcome.unit
    assert value is not None
    base = None if outcome.base is None else Fraction(*outcome.base)
    ends = [end if base is None else end * base / 100 for end in (cell.lower, cell.upper) if end is not None]
    text = amount(value, unit, lang, tuple(ends))
    if base is None:
        return text
    if measure is Measure.POINTS:
        return f"{shown(value, lang)}/{amount(base, unit, lang)}"
    role = "plan" if measure in (Measure.PLAN, Measure.SHARE_OF_PLAN) else "previous"
    return f"{text}, {say(lang, role)}{by_name(boundary.part.plan)} {amount(base, unit, lang)}"
