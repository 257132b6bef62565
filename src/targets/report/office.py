"""Outcomes in the columns of an office's table: TT, chỉ tiêu, ĐVT, KH, TH, % KH, % cùng kỳ, đánh giá, còn thiếu, ghi chú."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.cells import BY_PLAN, BY_PREVIOUS
from targets.measure import Measure
from targets.outcome import Verdict
from targets.report.amounts import amount, by_name, ends_of, plain, share_text
from targets.report.digits import shown
from targets.report.noted import warnings_of
from targets.report.rows import own_parts, points_text, row_of, submitted
from targets.report.summary import justification
from targets.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.figures import Figure
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.report.marks import Mark
    from targets.report.words import Language
    from targets.ruleset import Target

__all__ = ["COLUMNS", "Cell", "Line", "lines_of"]

COLUMNS = ("number", "id", "title", "unit", "bound", "plan-column", "actual", "of-plan-column", "of-previous-column", "verdict",
           "shortfall", "note")  # fmt: skip
"""The keys of the columns' headings, in their order."""


class Cell(NamedTuple):
    """A text, and the exact number in it where it is one; `is_share` says that the number is in percent."""

    text: str = ""
    number: Fraction | None = None
    is_share: bool = False


class Line(NamedTuple):
    """One outcome, or one part of it (without number and id), as the cells of `COLUMNS`."""

    cells: tuple[Cell, ...]
    mark: Mark
    is_part: bool = False


_NONE = Cell()


def lines_of(outcomes: Sequence[Outcome], lang: Language, start: int = 1) -> Iterator[Line]:
    """Give a line for each outcome and one for each part, numbered from `start`."""
    for number, outcome in enumerate(outcomes, start):
        yield _line(outcome, lang, Cell(str(number), Fraction(number)))
        yield from (_line(part, lang, _NONE, part=True) for part in own_parts(outcome))


def _line(outcome: Outcome, lang: Language, number: Cell, *, part: bool = False) -> Line:
    row, target, figure = row_of(outcome, lang, part=part), outcome.target, outcome.figure
    unit = target.indicator.unit if outcome.compares else None
    notes = [plain(figure.note)] if figure is not None and figure.note else []
    notes += [points] if (points := points_text(outcome, lang)) else []
    notes += [] if part else warnings_of(outcome, lang)
    if outcome.verdict is Verdict.WAIVED:
        notes.append(justification(outcome, lang))
    cells = (
        number,
        Cell(row.id),
        Cell(f"– {row.title}" if part else row.title),
        Cell("" if unit is None else plain(unit.label(lang))),
        Cell(row.target),
        _NONE if figure is None else _plans(figure, outcome.target, unit, lang),
        _actual(outcome, row.actual, unit, lang),
        _share(outcome, "plan", lang),
        _share(outcome, "previous", lang),
        Cell(row.word),
        Cell(row.lacking),
        Cell("; ".join(notes)),
    )
    return Line(cells, row.mark, part)


def _plans(figure: Figure, target: Target, unit: Unit | None, lang: Language) -> Cell:
    """Give the plan that the target means, as a number; where it means none of several, all of them as text."""
    if not figure.plans or (target.measure in BY_PLAN and figure.plan is not None):
        return _amount(figure.plan, unit, lang)
    given = ((None, figure.plan), *((plan.name, plan.amount) for plan in figure.plans))
    texts = (f"{by_name(name)} {_amount(quantity, unit, lang).text}".strip() for name, quantity in given if quantity is not None)
    return Cell("; ".join(texts))


def _amount(given: Quantity | None, unit: Unit | None, lang: Language, beside: tuple[Fraction | None, ...] = ()) -> Cell:
    """Give a number in the indicator's unit as a number, and anything else as it was written."""
    if given is None:
        return _NONE
    if unit is None or (given.unit is not None and given.unit != unit):
        return Cell(plain(given.text) if not isinstance(given.unit, Unit) else amount(given.value, given.unit, lang))
    return Cell(shown(given.value, lang, beside), given.value, unit.label(lang) == "%")


def _actual(outcome: Outcome, words: str, unit: Unit | None, lang: Language) -> Cell:
    figure = outcome.figure
    if outcome.target.measure is Measure.POINTS:
        return Cell(words)
    if figure is None or not outcome.compares:
        return _NONE
    if outcome.target.measure in (Measure.RANK, Measure.HELD, Measure.ITEMS) or outcome.value is None:
        return Cell(words if outcome.value is not None else submitted(figure))
    if figure.count is not None and figure.total is not None:
        return Cell(words)
    return _amount(figure.actual, unit, lang, ends_of(outcome) if outcome.unit == unit else ())


def _share(outcome: Outcome, role: str, lang: Language) -> Cell:
    """Give the actual over plan or last year's figure, worked out where both are there and printed otherwise."""
    figure = outcome.figure
    if figure is None:
        return _NONE
    actual, base, printed = figure.actual, getattr(figure, role), getattr(figure, f"of_{role}")
    share = None
    if actual is not None and base is not None and actual.unit == base.unit and base.numerator > 0:
        share = 100 * actual.value / base.value
    elif printed is not None:
        share = printed.value
    judged = BY_PLAN if role == "plan" else BY_PREVIOUS
    ends = ends_of(outcome.target) if outcome.target.measure in judged else ()
    return _NONE if share is None else Cell(share_text(share / 100, lang, tuple(end and end / 100 for end in ends)), share, is_share=True)
