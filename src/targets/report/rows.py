"""A scorecard as rows of text for any format: its words, marks and amounts are chosen here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from targets.errors import clipped
from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.report.amounts import amount, bound_text, by_name, ends_of, near_shares, plain, share_text, shares_of
from targets.report.digits import shown
from targets.report.lacking import reason_text
from targets.report.marks import Mark, mark_of, word_of
from targets.report.words import Language, say, say_qualifier
from targets.units import OF_PLAN, OF_PREVIOUS, SCORE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.figures import Figure
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.ruleset import Target
    from targets.scorecard import Scorecard

__all__ = ["Row", "amount_told", "grouped", "own_parts", "points_text", "row_of", "rows_of", "submitted"]


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome in words. `share` is the attainment to draw, from 0 to 1; `parts` are rows of their own.

    `shortfall` stands under a heading that says what it is, `lacking` says so itself.
    """

    id: str
    title: str
    target: str
    actual: str
    verdict: Verdict
    mark: Mark
    word: str
    attainment: str
    share: Fraction | None
    shortfall: str
    lacking: str
    parts: tuple[Row, ...] = ()


def rows_of(card: Scorecard, lang: Language, outcomes: Iterable[Outcome] | None = None) -> list[tuple[str, list[Row]]]:
    """Give the rows of all outcomes, or of these, under their section headings, in the order of the rules."""
    return [
        (title, [row_of(one, lang) for one in found])
        for title, found in _parted(card, card.outcomes if outcomes is None else outcomes, lang)
    ]


def grouped(card: Scorecard, lang: Language, verdicts: frozenset[Verdict] | None = None) -> list[tuple[str, list[Outcome]]]:
    """Give the outcomes under their section headings, in the order of the rules; a lone heading that says nothing is empty."""
    return _parted(card, [outcome for outcome in card.outcomes if verdicts is None or outcome.verdict in verdicts], lang)


def _parted(card: Scorecard, outcomes: Iterable[Outcome], lang: Language) -> list[tuple[str, list[Outcome]]]:
    sections: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        sections.setdefault(_heading(card, outcome.target, lang), []).append(outcome)
    alone = say(lang, "no-section")
    return [("", found) if len(sections) == 1 and title == alone else (title, found) for title, found in sections.items()]


def _heading(card: Scorecard, target: Target, lang: Language) -> str:
    found = card.ruleset.heading(target)
    if found is None:
        return say(lang, "no-section")
    number, title = found
    words = plain(title.say(lang))
    return f"{plain(number)} {words}" if words else say(lang, "section", number=plain(number))


def row_of(outcome: Outcome, lang: Language, *, part: bool = False) -> Row:
    """Give one outcome in words; a part of a target is named by its indicator."""
    target = outcome.target
    attainment = None if target.measure is Measure.HELD else outcome.attainment
    title = plain((target.indicator.title if part else target.title).say(lang)) or plain(target.indicator.id)
    if not part and not target.is_required:
        title = f"{title} ({say(lang, 'stretch')})"
    return Row(
        id="" if part else plain(target.id),
        title=title,
        target="" if part else bound_text(target, lang),
        actual=" · ".join(text for text in (_actual(outcome, lang) if outcome.compares else "", points_text(outcome, lang)) if text),
        verdict=outcome.verdict,
        mark=mark_of(outcome),
        word=word_of(outcome, lang),
        attainment="" if attainment is None else share_text(attainment, lang, near_shares(target)),
        share=None if attainment is None else min(max(attainment, Fraction(0)), Fraction(1)),
        shortfall=_missing(outcome, lang) if outcome.compares else "",
        lacking=_missing(outcome, lang, alone=True) if outcome.compares else "",
        parts=tuple(row_of(inner, lang, part=True) for inner in own_parts(outcome)),
    )


def own_parts(outcome: Outcome) -> tuple[Outcome, ...]:
    """Give the parts that bear the target's own id; members of a composite are targets with rows of their own."""
    return tuple(part for part in outcome.parts if part.id == outcome.id)


def points_text(outcome: Outcome, lang: Language) -> str:
    """Give the points that were earned, of those that could be."""
    most = outcome.target.most_points
    return "" if outcome.points is None else f"{shown(outcome.points, lang)}/{amount(most, SCORE_POINT, lang)}"


# -- actuals ----------------------------------------------------------------------------------------------------------


def _actual(outcome: Outcome, lang: Language) -> str:
    figure, value = outcome.figure, outcome.value
    if figure is None:
        return "—"
    if value is None:
        return submitted(figure)
    match outcome.target.measure:
        case Measure.RANK:
            return plain(outcome.target.indicator.scale[int(value)])
        case Measure.HELD:
            return say(lang, "yes" if value else "no")
        case Measure.ITEMS:
            return f"{int(value)}/{len(set(outcome.target.items))}"
        case _:
            estimate = f" ({say(lang, 'estimate')})" if figure.vintage == "estimate" else ""
            return _number(outcome, figure, value, lang) + estimate


def _number(outcome: Outcome, figure: Figure, value: Fraction, lang: Language) -> str:
    ends = ends_of(outcome)
    if outcome.unit in (OF_PLAN, OF_PREVIOUS):
        word = say(lang, "of-plan") + by_name(outcome.target.plan) if outcome.unit == OF_PLAN else say(lang, "of-previous")
        share = f"{_qualifier(outcome.given, lang)}{shown(value, lang, ends)} % {word}"
        given = figure.actual
        return share if given is None else f"{_qualified(given, lang)}, {share}"
    if outcome.base is not None and (outcome.is_counted or outcome.target.measure is Measure.POINTS):
        unit = outcome.unit
        share = share_text(value / Fraction(*outcome.base), lang, shares_of(outcome.target))
        return f"{_qualifier(outcome.given, lang)}{shown(value, lang)}/{amount(Fraction(*outcome.base), unit, lang)} ({share})"
    return _qualifier(outcome.given, lang) + amount(value, outcome.unit, lang, ends)


def amount_told(outcome: Outcome, lang: Language) -> str:
    """Give the actual as an amount alone, without its share and without the word for an estimate."""
    figure, value = outcome.figure, outcome.value
    if figure is None or value is None or outcome.target.measure in (Measure.RANK, Measure.HELD, Measure.ITEMS):
        return _actual(outcome, lang) if value is not None else ""
    if outcome.unit in (OF_PLAN, OF_PREVIOUS):
        return "" if figure.actual is None else _qualified(figure.actual, lang)
    return _number(outcome, figure, value, lang)


def _qualified(given: Quantity, lang: Language) -> str:
    unit = given.unit
    return _qualifier(given, lang) + (
        f"{shown(given.value, lang)} {clipped(unit)}" if isinstance(unit, str) else amount(given.value, unit, lang)
    )


def _qualifier(given: Quantity | None, lang: Language) -> str:
    return f"{say_qualifier(lang, given.qualifier)} " if given is not None and given.qualifier else ""


def submitted(figure: Figure) -> str:
    """Give what was written, where nothing could be judged by it."""
    for given in (figure.actual, figure.of_plan, figure.of_previous):
        if given is not None:
            return clipped(given.text)
    if figure.count is not None and figure.total is not None:
        return f"{clipped(figure.count.text)}/{clipped(figure.total.text)}"
    return clipped(figure.raw or figure.grade or "—")


def _missing(outcome: Outcome, lang: Language, *, alone: bool = False) -> str:
    """Give what is missing: the shortfall of a missed target, the reason of an undecided one."""
    if outcome.verdict is Verdict.UNDECIDED:
        name = by_name(outcome.target.plan) if outcome.reason is Reason.NO_PLAN else ""
        return reason_text(outcome, lang) + name
    if outcome.verdict not in (Verdict.MISSED, Verdict.WAIVED):
        return ""
    shortfall, value, acceptable = outcome.shortfall, outcome.value, outcome.acceptable
    if shortfall is None or value is None or acceptable is None or outcome.unit is None:
        return ""
    if not shortfall:
        return say(lang, "on-the-bound")
    if outcome.unit.is_whole and value.denominator == 1:
        shortfall = Fraction(ceil(shortfall))  # nobody wins over 0,95 of a person
    text = amount(shortfall, outcome.unit.difference, lang, (Fraction(0),))
    text += by_name(outcome.target.plan) if outcome.unit == OF_PLAN else ""
    above = acceptable.upper is not None and value >= acceptable.upper
    if above:
        return say(lang, "over", amount=text)
    return say(lang, "lacking", amount=text) if alone else text


# -- notices ----------------------------------------------------------------------------------------------------------
