"""The one place that chooses words, glyphs, colours and digits: a scorecard as rows of text for any format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Literal

from targets.decisions import Waiver
from targets.errors import clipped, nearest
from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.report.digits import EXACTLY, shown
from targets.report.words import Language, say, say_qualifier
from targets.units import ITEM, OF_PLAN, OF_PREVIOUS, PERCENT, SCORE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.figures import Figure
    from targets.interval import Interval
    from targets.outcome import Notice, Outcome
    from targets.quantity import Quantity
    from targets.ruleset import Target
    from targets.scorecard import Scorecard
    from targets.units import Unit

__all__ = [
    "COLOURS", "GLYPHS", "NEAR", "SHADES", "Mark", "Row", "amount", "amount_told", "bound_text", "by_name", "ends_of", "grouped",
    "mark_of", "near_shares", "near_text", "note_text", "own_parts", "plain", "points_text", "row_of", "rows_of", "share_text", "submitted", "warnings_of",
    "word_of",
]  # fmt: skip

NEAR: Literal["near"] = "near"
Mark = Verdict | Literal["near"]
"""How an outcome is marked: by its verdict, or as missed and near. A mark is never counted, a verdict is."""

GLYPHS: dict[Mark, str] = {
    Verdict.EXCEEDED: "▲", Verdict.MET: "✓", Verdict.MISSED: "✗",
    Verdict.UNDECIDED: "?", Verdict.WAIVED: "○", Verdict.NOT_APPLICABLE: "–", NEAR: "≈",
}  # fmt: skip
COLOURS: dict[Mark, str] = {
    Verdict.EXCEEDED: "bold green", Verdict.MET: "green", Verdict.MISSED: "bold red",
    Verdict.UNDECIDED: "yellow", Verdict.WAIVED: "cyan", Verdict.NOT_APPLICABLE: "dim", NEAR: "bold yellow",
}  # fmt: skip

SHADES: dict[Mark, tuple[str, str]] = {
    Verdict.EXCEEDED: ("0A5F33", "D4F1DF"), Verdict.MET: ("176140", "E8F6ED"), Verdict.MISSED: ("A1141C", "FDE6E6"),
    Verdict.UNDECIDED: ("6F4A00", "FDF0CF"), Verdict.WAIVED: ("0B5480", "DFF0FB"), Verdict.NOT_APPLICABLE: ("525B66", "ECEFF3"),
    NEAR: ("8A3B00", "FFE3C7"),
}  # fmt: skip
"""Ink and paper of a mark, as hexadecimal colours; a page has the same in its style sheet."""


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


def mark_of(outcome: Outcome) -> Mark:
    """Give what chooses glyph and colour of an outcome."""
    return NEAR if outcome.is_near else outcome.verdict


def word_of(outcome: Outcome, lang: Language) -> str:
    """Give the verdict in words; a near miss is missed all the same."""
    return say(lang, "near-miss" if outcome.is_near else outcome.verdict)


def own_parts(outcome: Outcome) -> tuple[Outcome, ...]:
    """Give the parts that bear the target's own id; members of a composite are targets with rows of their own."""
    return tuple(part for part in outcome.parts if part.id == outcome.id)


def share_text(share: Fraction, lang: Language, beside: tuple[Fraction | None, ...] = ()) -> str:
    """Give a share in percent that is never shown on the wrong side of 0 or 100 %, nor of the shares beside it."""
    marks = (Fraction(0), Fraction(100), *(None if other is None else other * 100 for other in beside))
    return f"{shown(share * 100, lang, marks, exact=2)} %"


def amount(value: Fraction, unit: Unit | None, lang: Language, beside: tuple[Fraction | None, ...] = (), *, exact: int = 4) -> str:
    """Give a number with its unit."""
    text = shown(value, lang, beside, exact=exact)
    if unit is None:
        return text
    label = unit.label(lang)
    if lang == "en" and value == 1:
        label = label.replace("points of", "point of") if "points of" in label else label.removesuffix("s")
    return f"{text} {label}"


# -- bounds -----------------------------------------------------------------------------------------------------------


def bound_text(target: Target, lang: Language) -> str:
    """Give a target's bound as it was meant: `≥ 95 %`, `< previous`, `giữ danh hiệu`."""
    match target.measure:
        case Measure.HELD:
            return say(lang, "hold")
        case Measure.JUDGED:
            return say(lang, "judge")
        case Measure.ITEMS:
            return say(lang, "all-of", n=len(set(target.items)))
        case Measure.COMBINED:
            need = 0 if target.acceptable.lower is None else int(target.acceptable.lower)
            return say(lang, "n-of", need=need, of=len(target.parts), ids=plain(", ".join(part.id for part in target.parts)))
        case _:
            return interval_text(target.acceptable, target, lang)


def near_text(target: Target, lang: Language) -> str:
    """Give the values at which a miss is near, with those that reach the target; nothing where no miss is."""
    if target.near is None:
        return ""
    if target.measure is Measure.ITEMS:
        return f"≥ {amount(target.near.lower or Fraction(0), ITEM, lang)}"
    return interval_text(target.near, target, lang)


def interval_text(interval: Interval, target: Target, lang: Language) -> str:
    """Give an interval in the terms of the written bounds, with signs."""
    low, high = interval.lower, interval.upper
    if low is not None and high is not None:
        if low == high:
            return f"= {_end(low, target, lang)}"
        return f"{shown(low, lang, exact=EXACTLY)} – {_end(high, target, lang)}"
    if low is not None:
        return f"{'>' if interval.lower_open else '≥'} {_end(low, target, lang)}"
    return "" if high is None else f"{'<' if interval.upper_open else '≤'} {_end(high, target, lang)}"


def _end(bound: Fraction, target: Target, lang: Language) -> str:
    match target.measure:
        case Measure.RANK:
            return plain(target.indicator.scale[int(bound)])
        case Measure.PLAN if bound == 100:
            return say(lang, "plan") + by_name(target.plan)
        case Measure.PREVIOUS if bound == 100:
            return say(lang, "previous")
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-plan')}{by_name(target.plan)}"
        case Measure.SHARE_OF_PREVIOUS | Measure.PREVIOUS:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-previous')}"
        case Measure.POINTS if target.indicator.unit == PERCENT:
            return f"{shown(bound, lang, exact=EXACTLY)} % {say(lang, 'of-points')}"
        case _:
            return amount(bound, target.indicator.unit, lang, exact=EXACTLY)


def by_name(plan: str | None) -> str:
    """Give what follows the word for a plan where it is one of several: its name."""
    return "" if plan is None else f" “{plain(clipped(plan))}”"


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
        share = share_text(value / Fraction(*outcome.base), lang, _shares(outcome.target))
        return f"{_qualifier(outcome.given, lang)}{shown(value, lang)}/{amount(Fraction(*outcome.base), unit, lang)} ({share})"
    return _qualifier(outcome.given, lang) + amount(value, outcome.unit, lang, ends)


def ends_of(judged: Outcome | Target) -> tuple[Fraction | None, ...]:
    """Give all bounds: of an outcome in its unit, of a target as they were written."""
    return tuple(end for i in (judged.acceptable, judged.exceeding, judged.near) if i is not None for end in (i.lower, i.upper))


def _shares(target: Target) -> tuple[Fraction | None, ...]:
    """Give the ends of a target on a share of a total, as shares: 95 % is 0.95."""
    scale = Fraction(1) if target.indicator.unit is None else target.indicator.unit.scale
    intervals = (target.acceptable, target.exceeding, target.near)
    return tuple(end * scale / 100 for i in intervals if i is not None for end in (i.lower, i.upper) if end is not None)


def near_shares(target: Target) -> tuple[Fraction | None, ...]:
    """Give the attainments at which a miss begins to be near."""
    if target.near is None:
        return ()
    low, high = target.acceptable.lower, target.acceptable.upper
    return (low and target.near.lower and target.near.lower / low, high and target.near.upper and high / target.near.upper)


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
        return say(lang, outcome.reason or "no-figure") + name
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


def warnings_of(outcome: Outcome, lang: Language) -> list[str]:
    """Give the warnings and the fault of an outcome and of its parts, one sentence each."""
    found = decision_text(outcome, lang)
    found += [note_text(notice, lang) for notice in outcome.warnings]
    if outcome.fault is not None:
        problem = outcome.fault.problem
        where = f"{problem.place}: " if problem.place else ""
        found.append(plain(f"{where}{problem.message}" + (f" ({problem.help})" if problem.help else "")))
    return found + [text for part in outcome.parts if part.id == outcome.id for text in warnings_of(part, lang)]


def decision_text(outcome: Outcome, lang: Language) -> list[str]:
    """Give who decided, when and why, and what the figures say where that is something else."""
    decision = outcome.decision
    if decision is None:
        return []
    if isinstance(decision, Waiver):
        days = {"since": decision.since.isoformat(), "until": decision.until.isoformat()}
        found = [say(lang, "waived-by", reason=plain(decision.reason), who=plain(decision.approved_by), **days)]
    else:
        on = decision.on.isoformat()
        found = [say(lang, "judged-as", who=plain(decision.judged_by), on=on, evidence=plain(decision.evidence))]
    if outcome.computed is not None:
        found.append(say(lang, "computed-as", verdict=say(lang, outcome.computed)))
    return found


def note_text(notice: Notice, lang: Language, card: Scorecard | None = None) -> str:
    """Give a notice as a sentence."""
    match notice.code:
        case "share-disagrees":
            (printed, _), (computed, _) = notice.numbers
            one, other = (f"{shown(a, lang, (b,))} %" for a, b in ((printed, computed), (computed, printed)))
            text = say(lang, "share-disagrees", printed=one, computed=other)
            return say(lang, "about-plan", name=by_name(notice.names[0]), text=text) if notice.names else text
        case "plan-not-named":
            return say(lang, "plan-not-named", names=_plans(notice.names), first=plain(clipped(notice.names[0])))
        case "plan-not-given":
            wanted, *given = notice.names
            near = [name for name in (nearest(wanted, given),) if name]
            return (
                say(lang, "plan-not-given", name=by_name(wanted))
                + (say(lang, "plans-are", names=_plans(given)) if given else "")
                + "".join(say(lang, "did-you-mean", name=by_name(name).strip()) for name in near)
            )
        case "points-range":
            (low, _), (high, _) = notice.numbers
            return say(lang, "points-range", low=shown(low, lang, (high,)), high=shown(high, lang, (low,)))
        case "other-period":
            return say(lang, "other-period", given=plain(notice.names[0]), wanted=plain(notice.names[1]))
        case "misspelt-figure":
            return say(lang, "misspelt-figure", name=plain(notice.names[0]), near=plain(notice.names[1]))
        case "claim":
            counts = dict.fromkeys(Verdict, 0) if card is None else card.counts
            where = plain(", ".join(notice.names)) or "—"
            return say(lang, "claim", where=where, missed=counts[Verdict.MISSED], undecided=counts[Verdict.UNDECIDED])
        case _:
            return say(lang, notice.code, names=", ".join(map(clipped, notice.names)))


def _plans(names: Iterable[str]) -> str:
    return ", ".join(by_name(name).strip() for name in names)


def plain(text: str) -> str:
    """Take out what could move a terminal's cursor or turn the direction of a line."""
    return "".join(character if character.isprintable() else " " if character.isspace() else "�" for character in text)
