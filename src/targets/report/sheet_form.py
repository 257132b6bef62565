"""A form to fill in, as a workbook: one row for each indicator that the targets of a ruleset ask for.

Whose it is, for which period and which rules travels in it unseen, with the code and the titles of each indicator, so that
rows and columns can be moved and still be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure
from targets.needs import tags_of
from targets.report.amounts import bound_text, plain
from targets.report.asked import Asked, sections_of
from targets.report.sheets import Book, Look, Sheet
from targets.report.words import Language, say
from targets.units import COUNTED_BASES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.ruleset import Ruleset

__all__ = ["FORM", "Holder", "form"]

FORM, _HIDDEN = "targets.form/1", "_targets"
_COLUMNS = (
    ("number", 5), ("id", 22), ("title", 42), ("unit", 12), ("bound", 17), ("plan-column", 16), ("actual", 20), ("previous-column", 16),
    ("of-plan-column", 11), ("of-previous-column", 11), ("count-column", 10), ("total-column", 10), ("note", 34),
)  # fmt: skip
_PLAN, _ACTUAL, _PREVIOUS, _OF_PLAN, _OF_PREVIOUS, _COUNT, _TOTAL, _NOTE = range(6, 14)
_NEEDED, _MAYBE, _NOT = Look(paper="FFF6C2", open=True), Look(open=True), Look(paper="E6EAEF", ink="8A939E")
_HEAD, _SECTION = Look(bold=True, paper="D9DEE5", middle=True), Look(bold=True, paper="F1F3F6")
_ROLES = {
    Measure.SHARE_OF_PLAN: _PLAN, Measure.PLAN: _PLAN,
    Measure.SHARE_OF_PREVIOUS: _PREVIOUS, Measure.PREVIOUS: _PREVIOUS,
}  # fmt: skip
_READ = {"actual": _ACTUAL, "plan": _PLAN, "previous": _PREVIOUS, "count": _COUNT, "total": _TOTAL}


class Holder(NamedTuple):
    """Whose form it is: the subject's id and title, and the period; what is empty is filled in by hand."""

    subject: str = ""
    title: str = ""
    period: str = ""


def form(ruleset: Ruleset, holder: Holder, lang: Language) -> bytes:
    """Give the bytes of the workbook."""
    book = Book()
    sections = sections_of(ruleset, lang)
    plans = sorted({key: name for asked in sections.values() for one in asked.values() for key, name in one.plans.items()}.items())
    sheet = book.sheet(say(lang, "sheet-form"), [width for _, width in _COLUMNS] + [16] * len(plans))
    _above(sheet, ruleset, holder, lang)
    head = 6
    named = [f"{say(lang, 'plan-column')}: {plain(name)}" for _, name in plans]
    sheet.heads(head, [*(say(lang, key) for key, _ in _COLUMNS), *named], _HEAD)
    scales = _hide(book, ruleset, holder, sections, lang)
    row, number = head, 0
    for title, asked in sections.items():
        if title:
            row += 1
            sheet.wide(row, title, _SECTION)
        for one in asked.values():
            row, number = row + 1, number + 1
            _row(sheet, row, number, one, lang)
            at = {column for column, (key, _) in enumerate(plans, _NOTE + 1) if key in one.plans}
            for column in range(_NOTE + 1, _NOTE + 1 + len(plans)):
                look = _NEEDED if column in at else _NOT
                sheet.format(row, column, look._replace(right=True), _format(_PLAN, one) if column in at else "@")
            _rules(sheet, row, one, scales, lang, at)
    sheet.checked(say(lang, "form-how"))
    sheet.protect()
    return book.content()


def _above(sheet: Sheet, ruleset: Ruleset, holder: Holder, lang: Language) -> None:
    sheet.wide(1, plain(ruleset.title.say(lang) or ruleset.id), Look(bold=True, size=14, lines=False))
    asked = {"form-subject": holder.title or holder.subject, "form-period": holder.period}
    tags = tags_of(ruleset)
    for row, (key, value) in enumerate((asked | ({"form-tags": ""} if tags else {})).items(), 2):
        sheet.put(row, 2, say(lang, key), Look(bold=True, lines=False))
        sheet.put(row, 3, plain(value), _NOT._replace(ink="1A1F26") if value else _NEEDED)
    if tags:
        sheet.validate([(4, 3)], say(lang, "form-tags-how", tags=plain(", ".join(tags))))
    sheet.wide(5 if tags else 4, say(lang, "form-help"), Look(lines=False, ink="545E6B"))


def _row(sheet: Sheet, row: int, number: int, one: Asked, lang: Language) -> None:
    indicator, title = one.indicator, one.indicator.title
    unit = "" if indicator.unit is None else plain(indicator.unit.label(lang))
    bounds = "; ".join(dict.fromkeys(bound_text(target, lang) for target in one.targets))
    texts = (str(number), indicator.id, plain(title.say(lang)) or plain(indicator.id), unit, bounds)
    for column, text in enumerate(texts, 1):
        sheet.put(row, column, text, Look(middle=column == 1, ink="545E6B" if column in {2, 5} else "1A1F26"))
    needed, maybe = _cells_of(one)
    for column in range(_PLAN, _NOTE + 1):
        look = _NEEDED if column in needed else _MAYBE if column in maybe else _NOT
        sheet.format(row, column, look._replace(right=column != _NOTE and one.kind == "number"), _format(column, one))


def _cells_of(one: Asked) -> tuple[set[int], set[int]]:
    """Say which cells have to be filled in for the targets of an indicator, and which may be."""
    if one.kind == "judged":
        return set(), {_NOTE}
    if one.kind != "number":
        return {_ACTUAL}, {_NOTE}
    needed, maybe, unit = (
        ({_ACTUAL} if one.targets else set()) | {_READ[role] for role in one.read if role in _READ},
        {_NOTE, _ACTUAL, _PLAN, _PREVIOUS, _OF_PLAN, _OF_PREVIOUS},
        one.indicator.unit,
    )
    needed |= {_ROLES[target.measure] for target in one.targets if target.measure in _ROLES and target.plan is None}
    if unit is not None and unit.kind is Kind.SHARE:
        maybe |= {_COUNT, _TOTAL}
        if one.indicator.counted_in is not None:
            needed |= {_COUNT, _TOTAL}
            maybe.add(_ACTUAL)
            needed -= set() if "actual" in one.read else {_ACTUAL}
    return needed, maybe


def _format(column: int, one: Asked) -> str:
    unit = one.indicator.unit
    if column == _NOTE or one.kind != "number":
        return "@"
    if column in {_OF_PLAN, _OF_PREVIOUS} or (column in {_PLAN, _ACTUAL, _PREVIOUS} and unit is not None and unit.label("vi") == "%"):
        return "0.0###%"
    whole = unit is not None and unit.scale == 1 and (unit.base in COUNTED_BASES or unit.base.startswith("counted:"))
    return "#,##0" if whole or column in {_COUNT, _TOTAL} else "General"


def _rules(sheet: Sheet, row: int, one: Asked, scales: dict[tuple[str, ...], str], lang: Language, plans: set[int]) -> None:
    """Say beside each cell what belongs there: a list to choose from, or a number."""
    indicator, unit = one.indicator, one.indicator.unit
    match one.kind:
        case "grade":
            sheet.validate([(row, _ACTUAL)], say(lang, "form-grade"), type="list", formula1=scales[indicator.scale])
        case "title":
            words = f'"{say(lang, "yes")},{say(lang, "no")}"'
            sheet.validate([(row, _ACTUAL)], say(lang, "form-title"), type="list", formula1=words)
        case "items":
            items = plain("; ".join(dict.fromkeys(item for target in one.targets for item in target.items)))
            sheet.validate([(row, _ACTUAL)], say(lang, "form-items", items=items))
        case "number" if unit is not None:
            amounts = [(row, column) for column in (_PLAN, _ACTUAL, _PREVIOUS, *sorted(plans))]
            shares = [(row, column) for column in (_OF_PLAN, _OF_PREVIOUS)]
            number = {"type": "decimal", "operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}
            percent = unit.label("vi") == "%"
            words = say(lang, "form-share") if percent else say(lang, "form-number", unit=plain(unit.label(lang)))
            sheet.validate(amounts, words, **number)
            sheet.validate(shares, say(lang, "form-share"), **number)
            if unit.kind is Kind.SHARE:
                counts = [(row, column) for column in (_COUNT, _TOTAL)]
                sheet.validate(counts, say(lang, "form-count"), type="whole", operator="greaterThanOrEqual", formula1="0")


def _hide(
    book: Book, ruleset: Ruleset, holder: Holder, sections: dict[str, dict[str, Asked]], lang: Language
) -> dict[tuple[str, ...], str]:
    """Write what travels unseen, and give the place of each scale's grades there."""
    rows = [list(row) for row in _about(ruleset, holder, sections, lang)]
    scales: dict[tuple[str, ...], str] = {}
    first = 8
    for asked in sections.values():
        for one in asked.values():
            if one.indicator.scale and one.indicator.scale not in scales:
                scale, letter = one.indicator.scale, Sheet.letter(first + len(scales))
                scales[scale] = f"'{_HIDDEN}'!${letter}$1:${letter}${len(scale)}"
    for number, scale in enumerate(scales):
        for at, grade in enumerate(scale):
            rows += [[]] if at >= len(rows) else []
            rows[at] += [""] * (first + number - len(rows[at]))
            rows[at][first + number - 1] = plain(grade)
    book.hidden(_HIDDEN, rows)
    return scales


def _about(ruleset: Ruleset, holder: Holder, sections: dict[str, dict[str, Asked]], lang: Language) -> Iterator[tuple[str, ...]]:
    yield ("form", FORM)
    yield ("ruleset", ruleset.id, ruleset.digest)
    yield ("period", holder.period)
    yield ("subject", holder.subject)
    yield ("title", holder.title)
    yield ("numbers", lang)
    for asked in sections.values():
        for one in asked.values():
            indicator = one.indicator
            unit = "" if indicator.unit is None else indicator.unit.label("vi")
            yield ("indicator", indicator.id, one.kind, unit, plain(indicator.title.vi or ""), plain(indicator.title.en or ""))
