"""Why an outcome is undecided, and who has to do what about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import Reason
from targets.report.amounts import by_name, plain
from targets.report.decided import indicator_title
from targets.report.digits import shown
from targets.report.groups import open_members
from targets.report.lacking import lack_of, naming_task, why_lacking
from targets.report.words import Language, say
from targets.units import Kind

if TYPE_CHECKING:
    from targets.formula import Formula
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.ruleset import Target
    from targets.scorecard import Scorecard

__all__ = ["what_to_do", "why"]

_AGAINST_PREVIOUS = (Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS)
_ABSENT = (Reason.NO_FIGURE, Reason.NO_PLAN, Reason.NO_PREVIOUS)
_CONDITIONS = ("as_of", "tags", "when")
_AGAINST_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)


def why(outcome: Outcome, card: Scorecard, lang: Language) -> str:
    """Say the reason as the rest of a sentence."""
    fault, formula = outcome.fault, outcome.target.indicator.formula
    if outcome.target.measure is Measure.POINTS and (range_ := _range(outcome, lang)) is not None:
        return say(lang, "why-open-members", names=open_members(outcome), **range_)
    if fault is not None and fault.role in _CONDITIONS:
        of = {} if fault.indicator is None else {"of": indicator_title(fault.indicator, card, lang)}
        return say(lang, f"why-{fault.role}", **of)
    if (lack := lack_of(outcome, card)) is not None:
        return why_lacking(lack, lang)
    if formula is not None and fault is not None and fault.indicator is None:
        return say(lang, "why-divides-by-zero")
    if formula is not None and fault is not None and fault.indicator is not None and outcome.reason in _ABSENT:
        of_ = indicator_title(fault.indicator, card, lang)
        if fault.indicator not in card.figures.values:
            return say(lang, "why-input-figure", of=of_)
        return say(lang, "why-input", what=_role(fault.role, lang), of=of_)
    return _reason(outcome, lang)


def _range(outcome: Outcome, lang: Language) -> dict[str, str] | None:
    """Give the points between which a sum lies."""
    for notice in outcome.warnings:
        if notice.code == "points-range":
            (low, _), (high, _) = notice.numbers
            return {"low": shown(low, lang, (high,)), "high": shown(high, lang, (low,))}
    return None


def _role(role: str | None, lang: Language) -> str:
    """Name a role of a figure as the rest of a sentence has it."""
    role, _, plan = (role or "").partition(".")
    return say(lang, f"a-{role}") + by_name(plan or None) if role in ("plan", "previous", "count", "total") else say(lang, "move-actual")


def _reason(outcome: Outcome, lang: Language) -> str:
    match outcome.reason:
        case Reason.UNREADABLE if written := _faulty(outcome):
            return say(lang, "why-unreadable-as", written=plain(written))
        case Reason.NOT_FINITE if outcome.fault is not None:
            return say(lang, "why-not-a-number")
        case Reason.NOT_FINITE if outcome.target.plan is not None:
            return say(lang, "about-plan", name=by_name(outcome.target.plan), text=say(lang, "why-no-base-plan"))
        case Reason.NOT_FINITE:
            return say(lang, "why-no-total" if outcome.target.measure is Measure.VALUE else f"why-no-base-{_base(outcome.target)}")
        case None:
            return say(lang, "why-no-figure")
        case reason:
            return say(lang, f"why-{reason}")


def _faulty(outcome: Outcome) -> str | None:
    """Give what was written and cannot be read, where it is known."""
    figure, role = outcome.figure, None if outcome.fault is None else outcome.fault.role
    if figure is None:
        return None
    if role in ("count", "total"):
        return "/".join(given.text for given in (figure.count, figure.total) if given is not None)
    given: Quantity | None = None if role is None else figure.role(role)
    if given is not None:
        return given.text
    return figure.raw or figure.grade if role in (None, "actual") else None


def what_to_do(outcome: Outcome, card: Scorecard, lang: Language) -> str:
    """Say who has to do what, as a sentence."""
    if (lack := lack_of(outcome, card)) is not None and lack.wanted is None:
        who, what = say(lang, "rule-author"), naming_task(lack, outcome, lang)
    elif outcome.reason is Reason.NEEDS_JUDGEMENT:
        who, what = say(lang, "responsible"), say(lang, "judge-and-sign")
    else:
        who = plain(card.figures.title.say(lang) or card.subject) or say(lang, "somebody")
        what = _task(outcome, card, lang)
    return say(lang, "has-to", who=f"{who[:1].upper()}{who[1:]}", what=what)


def _task(outcome: Outcome, card: Scorecard, lang: Language) -> str:
    target, fault = outcome.target, outcome.fault
    name = plain((fault.indicator if fault else None) or target.indicator.id)
    if target.measure is Measure.POINTS:
        return say(lang, "decide-members", names=open_members(outcome))
    if fault is not None and fault.role in ("as_of", "tags"):
        return say(lang, f"say-{fault.role}")
    if fault is not None and fault.role == "when" and (lack := lack_of(outcome, card)) is not None:
        return say(lang, "add", what=say(lang, "a-plan") + by_name(lack.wanted), indicator=name)
    if fault is not None and fault.role == "when":
        derived = next(
            (one.indicator.formula for one in (target.applies.clauses if target.applies else ()) if one.indicator.id == fault.indicator),
            None,
        )
        if derived is not None:
            return _check_inputs(derived, lang)
        return say(lang, "correct" if outcome.reason in (Reason.UNREADABLE, Reason.NOT_FINITE) else "submit-it", indicator=name)
    if (formula := target.indicator.formula) is not None:
        return _input_task(outcome, formula, name, lang)
    match outcome.reason:
        case Reason.NO_PLAN | Reason.NO_PREVIOUS:
            return say(lang, "add", what=_base_or_share(target, lang), indicator=name)
        case Reason.UNREADABLE:
            return _correct(outcome, name, lang)
        case Reason.NOT_FINITE:
            if outcome.fault is not None:
                return _correct(outcome, name, lang)
            if target.measure is Measure.VALUE:
                return say(lang, "check-total", indicator=name)
            return say(lang, "check-base", base=say(lang, f"a-{_base(target)}") + by_name(target.plan), indicator=name)
        case _:
            return say(lang, "submit", indicator=name, what=_wanted(target, lang))


def _input_task(outcome: Outcome, formula: Formula, name: str, lang: Language) -> str:
    """Say what one input of a formula needs."""
    fault = outcome.fault
    if fault is None or fault.indicator is None:
        return _check_inputs(formula, lang)
    if outcome.reason not in _ABSENT:
        return _correct(outcome, name, lang)
    unit = next((one.unit for one in formula.inputs if (one.indicator.id, one.key) == (fault.indicator, fault.role)), None)
    what = say(lang, "an-actual", unit=unit.label(lang)) if fault.role == "actual" and unit else _role(fault.role, lang)
    return say(lang, "submit" if outcome.figure is None else "add", indicator=name, what=what)


def _check_inputs(formula: Formula, lang: Language) -> str:
    names = dict.fromkeys(f"`{plain(one.indicator.id)}`" for one in formula.inputs)
    return say(lang, "check-inputs", names=", ".join(names))


def _correct(outcome: Outcome, name: str, lang: Language) -> str:
    place = outcome.fault.problem.place if outcome.fault is not None else None
    return say(lang, "correct", indicator=name) if place is None else say(lang, "correct-at", indicator=name, place=plain(str(place)))


def _wanted(target: Target, lang: Language) -> str:
    """Say what the figure has to hold for this measure."""
    match target.measure:
        case Measure.RANK:
            return say(lang, "a-grade", grades=plain(", ".join(target.indicator.scale)))
        case Measure.ITEMS:
            return say(lang, "a-list", names=plain(", ".join(target.items)))
        case Measure.HELD:
            return say(lang, "a-title")
        case measure if measure in _AGAINST_PLAN or measure in _AGAINST_PREVIOUS:
            base = _base(target)
            return say(
                lang,
                "an-actual-and",
                actual=_actual(target, lang),
                base=say(lang, f"a-{base}") + by_name(target.plan),
                share=_share(target, lang),
            )
        case _:
            return _actual(target, lang)


def _actual(target: Target, lang: Language) -> str:
    unit, counted_in = target.indicator.unit, target.indicator.counted_in
    if unit is not None and unit.kind is Kind.SHARE and counted_in is not None and target.measure is Measure.VALUE:
        return say(lang, "an-actual-or-count", unit=counted_in.label(lang))
    return say(lang, "an-actual", unit="%" if unit is None else unit.label(lang))


def _base_or_share(target: Target, lang: Language) -> str:
    base = _base(target)
    return say(lang, "a-base-or-share", base=say(lang, f"a-{base}") + by_name(target.plan), share=_share(target, lang))


def _share(target: Target, lang: Language) -> str:
    name = by_name(target.plan)
    return say(lang, "a-share-of-plan-of-name", name=name) if name else say(lang, f"a-share-of-{_base(target)}")


def _base(target: Target) -> str:
    return "previous" if target.measure in _AGAINST_PREVIOUS else "plan"
