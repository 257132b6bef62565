"""One outcome as a paragraph that a council member understands: what happened, the verdict, and by which bound."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.change import least_moves
from targets.measure import Measure
from targets.outcome import Verdict, whole_of
from targets.report.amounts import by_name, plain
from targets.report.bounds import bound_words, difference_text, near_words, percent, said, title_of, unit_marks, written_marks
from targets.report.decided import decision_sentence, judged_sentence, not_applicable_sentence
from targets.report.digits import shown
from targets.report.groups import combined_sentence, parts_sentence
from targets.report.undecided import what_to_do, why
from targets.report.words import Language, say, say_qualifier
from targets.units import OF_PLAN, OF_PREVIOUS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.figures import Figure
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.scorecard import Scorecard
    from targets.units import Unit

__all__ = ["paragraph"]

_BASES = {Measure.PLAN: "plan", Measure.SHARE_OF_PLAN: "plan", Measure.PREVIOUS: "previous", Measure.SHARE_OF_PREVIOUS: "previous"}
_SHARE_UNITS = {"plan": OF_PLAN, "previous": OF_PREVIOUS}


def paragraph(outcome: Outcome, card: Scorecard, lang: Language, *, part: bool = False) -> str:
    """Explain an outcome in one paragraph. Law: the numbers in it compare as the verdict says."""
    title, decision = title_of(outcome.target, lang, part=part), outcome.decision
    if decision is None:
        return _by_figures(outcome, title, card, lang)
    if (judged := judged_sentence(outcome, decision, title, lang)) is not None:
        return judged
    computed = outcome.computed or outcome.verdict
    if computed is Verdict.UNDECIDED:
        first = say(lang, "open-by-figures", title=title)
    else:
        first = _by_figures(outcome._replace(verdict=computed, decision=None, computed=None), title, card, lang)
    return f"{first} {decision_sentence(outcome, decision, lang)}"


def _by_figures(outcome: Outcome, title: str, card: Scorecard, lang: Language) -> str:
    """Say what the figures say of a target."""
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return not_applicable_sentence(outcome, title, card, lang)
    if outcome.parts and outcome.target.measure is not Measure.POINTS:
        say_it = combined_sentence if outcome.target.measure is Measure.COMBINED else parts_sentence
        return say_it(outcome, title, lang)
    known = _what_happened(outcome, title, lang)
    if outcome.verdict is Verdict.UNDECIDED:
        because = why(outcome, card, lang)
        key = "known-but-undecided" if known else "undecided-because"
        first = say(lang, key, why=because, **({"known": known} if known else {"title": title}))
        return f"{first} {what_to_do(outcome, card, lang)}"
    clause, bound, lacking = say(lang, f"says-{outcome.verdict}"), bound_words(outcome, lang), _lacking(outcome, card, lang)
    sentence = f"{known or title}; {clause}" + (f" ({bound})" if bound else "") + (f", {lacking}" if lacking else "") + "."
    return say(lang, "so-near", sentence=sentence, near=near_words(outcome, lang)) if outcome.is_near else sentence


# -- what happened ----------------------------------------------------------------------------------------------------


def _what_happened(outcome: Outcome, title: str, lang: Language) -> str:
    """Say the judged number and its shares; the actual alone where nothing could be judged, or nothing."""
    figure, value, target = outcome.figure, outcome.value, outcome.target
    if figure is None:
        return ""
    estimate = figure.vintage == "estimate"
    if value is None:
        given = None if outcome.fault is not None else figure.actual
        return "" if given is None else _came_to(outcome, title, _written(given, lang), lang)
    aside = say(lang, "by-estimate") if estimate else ""
    match target.measure:
        case Measure.RANK:
            return say(lang, "graded", title=title, grade=plain(target.indicator.scale[int(value)])) + aside
        case Measure.HELD:
            return say(lang, "is-held" if value else "is-not-held", title=title) + aside
        case Measure.ITEMS:
            return say(lang, "done-of", title=title, count=int(value), total=len(set(target.items))) + aside
        case _:
            return ", ".join([_number(outcome, figure, value, title, lang), *_shares(outcome, figure, value, lang)])


def _number(outcome: Outcome, figure: Figure, value: Fraction, title: str, lang: Language) -> str:
    unit = outcome.unit
    if unit in (OF_PLAN, OF_PREVIOUS):
        if figure.actual is not None:
            return _came_to(outcome, title, _written(figure.actual, lang), lang)
        role = "plan" if unit == OF_PLAN else "previous"
        share = say(lang, f"share-of-{role}", share=percent(value, lang, written_marks(outcome))) + by_name(outcome.target.plan)
        return _came_to(outcome, title, share, lang)
    if outcome.base is not None and outcome.target.measure in (Measure.VALUE, Measure.POINTS):
        total = Fraction(*outcome.base)
        wanted, whole = outcome.target.indicator.unit, Fraction(whole_of(outcome.target.indicator.unit))
        share = said(whole * value / total, wanted, lang, written_marks(outcome), exact=2)
        amount = say(lang, "counted", count=shown(value, lang), total=said(total, unit, lang), share=share)
        return _came_to(outcome, title, amount, lang)
    return _came_to(outcome, title, _qualifier(figure.actual, lang) + said(value, unit, lang, unit_marks(outcome)), lang)


def _came_to(outcome: Outcome, title: str, amount: str, lang: Language) -> str:
    """Choose the verb: more is better is `đạt`, all else a plain `là`."""
    if outcome.target.measure is Measure.POINTS:
        return say(lang, "earned", title=title, amount=amount)
    estimate = "-estimate" if outcome.figure is not None and outcome.figure.vintage == "estimate" else ""
    verb = "came-to" if outcome.target.acceptable.upper is None else "stood-at"
    return say(lang, f"{verb}{estimate}", title=title, amount=amount)


def _shares(outcome: Outcome, figure: Figure, value: Fraction, lang: Language) -> Iterator[str]:
    """Say what share of the plan and of last year's figure it is: computed where both numbers are known, else as printed."""
    target = outcome.target
    own = (_BASES.get(target.measure), target.plan)
    said_already = own if outcome.unit in (OF_PLAN, OF_PREVIOUS) and figure.actual is None else None
    amounts = outcome.unit == target.indicator.unit
    for role, plan, base, printed in (
        ("plan", target.plan, figure.plan, figure.of_plan),
        *(("plan", plan.name, plan.amount, plan.share) for plan in figure.plans),
        ("previous", None, figure.previous, figure.of_previous),
    ):
        is_own = role == own[0] and plan in (own[1], None)
        beside = written_marks(outcome) if is_own else ()
        if base is not None and amounts and base.unit in (None, outcome.unit):
            yield _against(outcome, (role, plan), value, base.value, beside, lang, judged=is_own)
        elif printed is not None and (role, plan) != said_already:
            share = say(lang, f"share-of-{role}", share=percent(printed.value, lang, beside)) + by_name(plan)
            yield say(lang, "equals", share=share)


def _against(
    outcome: Outcome,
    of: tuple[str, str | None],
    value: Fraction,
    base: Fraction,
    beside: tuple[Fraction | None, ...],
    lang: Language,
    *,
    judged: bool,
) -> str:
    unit, (role, plan) = outcome.unit, of
    amount = said(base, unit, lang, unit_marks(outcome))
    by_share = judged and not outcome.target.measure.is_bound
    if base <= 0 or (not by_share and (value < 0 or (unit is not None and unit.kind is not Kind.AMOUNT))):
        return say(lang, f"{role}-is" if plan is None else "plan-of-name-is", amount=amount, name=by_name(plan))
    share = say(lang, f"share-of-{role}", share=percent(100 * value / base, lang, beside)) + by_name(plan)
    return say(lang, "equals-of", share=share, base=amount)


def _written(given: Quantity, lang: Language) -> str:
    unit = given.unit
    number = f"{shown(given.value, lang)} {plain(unit)}" if isinstance(unit, str) else said(given.value, unit, lang)
    return _qualifier(given, lang) + number


def _qualifier(given: Quantity | None, lang: Language) -> str:
    return f"{say_qualifier(lang, given.qualifier)} " if given is not None and given.qualifier else ""


# -- what is missing --------------------------------------------------------------------------------------------------


def _lacking(outcome: Outcome, card: Scorecard, lang: Language) -> str:
    """Say how far it is to the target: for a figure of its own by the least change, else by the distance."""
    unit, measure = outcome.unit, outcome.target.measure
    if outcome.verdict is not Verdict.MISSED or unit is None or measure in (Measure.RANK, Measure.HELD):
        return ""
    if measure is Measure.POINTS or outcome.target.indicator.formula is not None:
        return _distance(outcome, unit, lang)
    for move in least_moves(outcome, card):
        if move.items:
            return say(lang, "items-left", names=plain(", ".join(move.items)))
        difference = difference_text(move.difference, unit, lang, outcome.target.plan)
        return _short_or_over(move.difference, difference, lang, rises=move.rises, beyond=move.beyond)
    return ""


def _distance(outcome: Outcome, unit: Unit, lang: Language) -> str:
    value, acceptable = outcome.value, outcome.acceptable
    if value is None or acceptable is None:
        return ""
    below = acceptable.side(value.numerator, value.denominator) < 0
    beyond = acceptable.lower_open if below else acceptable.upper_open
    distance = acceptable.distance(value)
    return _short_or_over(distance, difference_text(distance, unit, lang), lang, rises=below, beyond=beyond)


def _short_or_over(difference: Fraction, text: str, lang: Language, *, rises: bool, beyond: bool) -> str:
    if beyond and not difference:
        return say(lang, "just-on-bound")
    key = ("short" if rises else "over") + ("-beyond" if beyond else "-by")
    return say(lang, key, amount=text)
