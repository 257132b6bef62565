"""Why an outcome is undecided, and who has to do what about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import Reason
from targets.report.rows import plain
from targets.report.words import Language, say
from targets.units import Kind

if TYPE_CHECKING:
    from targets.outcome import Outcome
    from targets.quantity import Quantity
    from targets.ruleset import Target
    from targets.scorecard import Scorecard

__all__ = ["what_to_do", "why"]

_AGAINST_PREVIOUS = (Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS)
_AGAINST_PLAN = (Measure.PLAN, Measure.SHARE_OF_PLAN)


def why(outcome: Outcome, lang: Language) -> str:
    """Say the reason as the rest of a sentence."""
    match outcome.reason:
        case Reason.UNREADABLE if written := _faulty(outcome):
            return say(lang, "why-unreadable-as", written=plain(written))
        case Reason.NOT_FINITE if outcome.fault is not None:
            return say(lang, "why-not-a-number")
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
    given: Quantity | None = None if role is None else getattr(figure, role)
    if given is not None:
        return given.text
    return figure.raw or figure.grade if role in (None, "actual") else None


def what_to_do(outcome: Outcome, card: Scorecard, lang: Language) -> str:
    """Say who has to do what, as a sentence."""
    if outcome.reason is Reason.NEEDS_JUDGEMENT:
        who, what = say(lang, "responsible"), say(lang, "judge-and-sign")
    else:
        who = plain(card.figures.title.say(lang) or card.subject) or say(lang, "somebody")
        what = _task(outcome, lang)
    return say(lang, "has-to", who=f"{who[:1].upper()}{who[1:]}", what=what)


def _task(outcome: Outcome, lang: Language) -> str:
    target, name = outcome.target, plain(outcome.target.indicator.id)
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
            return say(lang, "check-base", base=say(lang, f"a-{_base(target)}"), indicator=name)
        case _:
            return say(lang, "submit", indicator=name, what=_wanted(target, lang))


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
                lang, "an-actual-and", actual=_actual(target, lang), base=say(lang, f"a-{base}"), share=say(lang, f"a-share-of-{base}")
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
    return say(lang, "a-base-or-share", base=say(lang, f"a-{base}"), share=say(lang, f"a-share-of-{base}"))


def _base(target: Target) -> str:
    return "previous" if target.measure in _AGAINST_PREVIOUS else "plan"
