"""The lines below an explanation's paragraph: bound, figure, arithmetic, what would reach it, score, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.change import least_moves
from targets.decisions import Judgement
from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.report.amounts import amount, bound_text, near_text, plain
from targets.report.arithmetic import arithmetic, gain_text, move_text
from targets.report.bounds import difference_text
from targets.report.decided import decision_facts
from targets.report.formulas import input_title, role_word
from targets.report.groups import deciding, member_names, members_to_reach, points_to_earn
from targets.report.noted import note_text, problem_text
from targets.report.words import Language, say
from targets.units import SCORE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.change import Move
    from targets.errors import Place
    from targets.figures import Figure
    from targets.gain import Gains
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.ruleset import Source
    from targets.scorecard import Scorecard

__all__ = ["facts_of", "source_text"]

_NUMBERS = ("actual", "plan", "previous", "of_plan", "of_previous", "count", "total", "reported")
_OF_OTHERS = (Measure.COMBINED, Measure.POINTS)
_SAID_ABOVE = ("not-yet", "no-longer", "tagged", "not-tagged", "condition")


def facts_of(outcome: Outcome, gains: Gains, lang: Language, *, part: bool = False) -> Iterator[tuple[str, str]]:
    """Give key and text of each line; a part of a target says only what is its own."""
    card = gains.card
    target, figures = outcome.target, _figures(outcome, card, lang)
    if not part:
        yield "bound", bound_text(target, lang)
        if near := near_text(target, lang):
            yield "near", near
    for title, figure in figures:
        if written := _written(figure, lang):
            yield "figure", f"{title}: {written}" if title else written
    if outcome.verdict is not Verdict.NOT_APPLICABLE:
        yield from (("arithmetic", line) for line in arithmetic(outcome, card, lang))
    if outcome.points is not None:
        yield "earned-points", f"{amount(outcome.points, None, lang)}/{amount(target.most_points, SCORE_POINT, lang)}"
    yield from _way(outcome, card, lang)
    if not part:
        yield from _score(outcome, gains, lang)
    yield from _decision(outcome, lang)
    yield from (("warning", text) for text in _warnings(outcome, lang))
    if not part:
        yield "rule-source", _source(target.source, target.place, lang)
        if target.note is not None:
            yield "note", plain(target.note.say(lang))
    for title, figure in figures:
        source = _source(figure.source, figure.place, lang)
        yield "figure-source", f"{title}: {source}" if title else source
        if figure.note:
            yield "note", plain(figure.note)


def _figures(outcome: Outcome, card: Scorecard, lang: Language) -> list[tuple[str, Figure]]:
    """Give the figures that it was judged by: its own, or those of its formula with their titles."""
    if outcome.target.measure in _OF_OTHERS:
        return []
    if (formula := outcome.target.indicator.formula) is None:
        # A target that names a plan was judged by that one alone; the figure as it was submitted tells of all.
        whole = card.figures.values.get(outcome.target.indicator.id) if outcome.target.plan is not None else None
        return [] if outcome.figure is None else [("", whole or outcome.figure)]
    titles = {one.indicator.id: input_title(one, lang) for one in reversed(formula.inputs)}
    actuals = {one.indicator.id: input_title(one, lang) for one in formula.inputs if one.role == "actual"}
    names = dict.fromkeys(one.indicator.id for one in formula.inputs)
    found = ((actuals.get(name, titles[name]), card.figures.values.get(name)) for name in names)
    return [(title, figure) for title, figure in found if figure is not None]


def _way(outcome: Outcome, card: Scorecard, lang: Language) -> Iterator[tuple[str, str]]:
    """Say which part decides, what is missing, and what would reach the target."""
    measure, is_missed = outcome.target.measure, outcome.verdict in (Verdict.MISSED, Verdict.WAIVED)
    if (found := deciding(outcome)) and outcome.computed is None:
        combines = measure is Measure.COMBINED
        yield "deciding-members" if combines else "deciding", member_names(found, lang, part=not combines)
    if not is_missed or isinstance(outcome.decision, Judgement):
        return
    if measure is Measure.COMBINED:
        yield "to-reach", members_to_reach(outcome, lang)
    elif outcome.compares:
        moves = least_moves(outcome, card)
        yield from _distance(outcome, moves, lang)
        if measure is Measure.POINTS:
            yield "to-reach", points_to_earn(outcome, lang)
        else:
            ways = [move_text(move, outcome.target, lang) for move in moves]
            yield from (("to-reach", way) for way in ways or [say(lang, "no-way")])


def _distance(outcome: Outcome, moves: tuple[Move, ...], lang: Language) -> Iterator[tuple[str, str]]:
    """Say how far the number lies outside, in whole things where it counts them, under a label that says on which side."""
    value, acceptable, unit, shortfall = outcome.value, outcome.acceptable, outcome.unit, outcome.shortfall
    if value is None or acceptable is None or unit is None or shortfall is None or outcome.target.measure is Measure.HELD:
        return
    if moves and outcome.target.indicator.formula is None:
        shortfall = moves[0].difference
    text = difference_text(shortfall, unit, lang, outcome.target.plan) if shortfall else say(lang, "on-the-bound")
    yield "excess" if acceptable.side(value.numerator, value.denominator) > 0 else "shortfall", text


def _score(outcome: Outcome, gains: Gains, lang: Language) -> Iterator[tuple[str, str]]:
    gain = gains.of(outcome) if outcome.verdict.is_problem else None
    if gain is None:
        return
    if gain.difference or gain.others:
        yield "score-if", gain_text(gain, lang)
    else:
        yield "score-if", say(lang, "score-weightless" if outcome.target.is_required else "score-stretch")


def _decision(outcome: Outcome, lang: Language) -> Iterator[tuple[str, str]]:
    if outcome.computed is not None:
        yield "computed", say(lang, outcome.computed)
    if outcome.decision is not None:
        yield "decided-by", decision_facts(outcome.decision, lang)


def _warnings(outcome: Outcome, lang: Language) -> list[str]:
    """Give what the paragraph does not say: shares that disagree, decisions left aside, the fault in the words of the reader."""
    said = (*_SAID_ABOVE, *(["points-range"] if outcome.verdict is Verdict.UNDECIDED else []))
    found = [note_text(notice, lang) for notice in outcome.warnings if notice.code not in said]
    if outcome.fault is not None and outcome.reason in (Reason.UNREADABLE, Reason.NOT_FINITE):
        found += map(problem_text, outcome.fault.problems)
    return found


def _written(figure: Figure, lang: Language) -> str:
    """Give the roles of the figure as they were written."""
    found = [(role, plain(q.text)) for role in _NUMBERS for role, q in _by_name(figure, role) if q is not None]
    if figure.raw is not None and figure.actual is None:
        found.append(("raw", plain(figure.raw)))
    if figure.grade is not None:
        found.append(("grade", plain(figure.grade)))
    if figure.done is not None:
        found.append(("done", plain(", ".join(figure.done)) or "—"))
    if figure.held is not None:
        found.append(("held", say(lang, "yes" if figure.held else "no")))
    estimate = f" ({say(lang, 'estimate')})" if found and figure.vintage == "estimate" else ""
    return "; ".join(f"{role_word(role, lang)} {text}" for role, text in found) + estimate


def _by_name(figure: Figure, role: str) -> list[tuple[str, Quantity | None]]:
    """Give a number of a figure, and those of its plans by name behind that of the plan without one."""
    plans = figure.plans if role in ("plan", "of_plan") else ()
    return [(key, figure.role(key)) for key in (role, *(f"{role}.{plan.name}" for plan in plans))]


def _source(source: Source, place: Place | None, lang: Language) -> str:
    return f"{source_text(source, lang)} {f'[{plain(str(place))}]' if place is not None else ''}".rstrip()


def source_text(source: Source, lang: Language) -> str:
    """Give a source in one line: document, date, issuer, section, what is printed there, address."""
    section = say(lang, "document-section", section=plain(source.section)) if source.section else None
    printed = say(lang, "printed", printed=plain(source.printed)) if source.printed else None
    facts = [plain(part) for part in (source.document, source.date, source.issuer) if part]
    return ", ".join(part for part in (*facts, section, printed, plain(source.url or "")) if part) or "—"
