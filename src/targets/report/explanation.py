"""One verdict explained: bound, figure, arithmetic, what would reach the target, and where both were written."""

from __future__ import annotations

from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.report.digits import shown
from targets.report.rows import GLYPHS, amount, bound_text, plain, share_text, warnings_of
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.outcome import Outcome
    from targets.ruleset import Source
    from targets.scorecard import Scorecard

__all__ = ["explain", "facts_of"]

_LABEL = 18


def explain(outcome: Outcome, card: Scorecard, lang: Language, width: int = 80) -> str:
    """Explain one outcome as lines of text with labels."""
    target = outcome.target
    subject = plain(card.figures.title.say(lang) or card.subject)
    head = f"{plain(target.id)}  {plain(target.title.say(lang)) or plain(target.indicator.id)}"
    lines = [head, f"{GLYPHS[outcome.verdict]} {say(lang, outcome.verdict)}" + (f" — {subject}, {plain(card.period)}" if subject else "")]
    for key, text in _facts(outcome, lang):
        lines += _labelled(say(lang, key), text, width)
    for part in outcome.parts:
        title = plain(part.target.indicator.title.say(lang)) or plain(part.target.indicator.id)
        lines += ["", f"  {GLYPHS[part.verdict]} {title}: {say(lang, part.verdict)}"]
        for key, text in _facts(part, lang, part=True):
            lines += _labelled(say(lang, key), text, width, "  ")
    return "\n".join(lines) + "\n"


def _labelled(label: str, text: str, width: int, indent: str = "") -> list[str]:
    room = max(width - _LABEL - len(indent), 20)
    first, *rest = wrap(text, room, break_long_words=True) or [""]
    return [f"{indent}{label:<{_LABEL}}{first}", *(f"{indent}{'':<{_LABEL}}{line}" for line in rest)]


def _facts(outcome: Outcome, lang: Language, *, part: bool = False) -> Iterator[tuple[str, str]]:
    target, figure = outcome.target, outcome.figure
    if not part:
        yield "bound", bound_text(target, lang)
    if outcome.reason is not None and not outcome.parts:
        yield "reason", say(lang, outcome.reason)
    if figure is not None and (written := _written(outcome)):
        yield "figure", written
    for line in _arithmetic(outcome, lang):
        yield "arithmetic", line
    if outcome.parts:
        yield "arithmetic", say(lang, "weakest-part")
    else:
        yield "to-reach", _way(outcome, lang)
    for text in [] if outcome.parts else warnings_of(outcome, lang):
        yield "warning", text
    if not part:
        yield "source", _source(target.source, lang)
        if target.note is not None:
            yield "note", plain(target.note.say(lang))
    if figure is not None:
        yield "figure-source", _source(figure.source, lang)
        if figure.note:
            yield "note", plain(figure.note)
    places = [str(place) for place in (None if part else target.place, figure.place if figure else None) if place]
    if places:
        yield "place", plain(", ".join(places))


def _written(outcome: Outcome) -> str:
    """Give the roles of the figure as they were written."""
    figure = outcome.figure
    if figure is None:
        return ""
    numbers = ("actual", "plan", "previous", "of_plan", "of_previous", "count", "total", "reported")
    found = [f"{role} {plain(q.text)}" for role in numbers if (q := getattr(figure, role)) is not None]
    if figure.raw is not None and figure.actual is None:
        found.append(plain(figure.raw))
    if figure.grade is not None:
        found.append(f"grade {plain(figure.grade)}")
    if figure.done is not None:
        found.append(f"done {plain(', '.join(figure.done)) or '—'}")
    if figure.held is not None:
        found.append(f"held {str(figure.held).lower()}")
    return "; ".join(found)


def _arithmetic(outcome: Outcome, lang: Language) -> Iterator[str]:
    """Show the comparison with its numbers, and the attainment."""
    value, acceptable, unit, base = outcome.value, outcome.acceptable, outcome.unit, outcome.base
    if value is None or acceptable is None or outcome.target.measure in (Measure.RANK, Measure.HELD, Measure.ITEMS):
        return
    low, high = acceptable.lower, acceptable.upper
    number = amount(value, unit, lang, (low, high))
    if base is not None and outcome.is_counted:
        part = share_text(value / Fraction(*base), lang)
        yield f"{shown(value, lang)} / {amount(Fraction(*base), unit, lang)} = {part}"
    elif base is not None and base[0] > 0:
        part = share_text(value / Fraction(*base), lang)
        yield f"{number} / {amount(Fraction(*base), unit, lang, (value,))} = {part}"
    if low is not None:
        yield f"{number} {_sign(value, low)} {amount(low, unit, lang, (value,))}"
    if high is not None and high != low:
        yield f"{number} {_sign(value, high)} {amount(high, unit, lang, (value,))}"
    if (attainment := outcome.attainment) is not None and base is None:
        yield f"{say(lang, 'attainment')} {share_text(attainment, lang)}"


def _sign(value: Fraction, bound: Fraction) -> str:
    return ">" if value > bound else "<" if value < bound else "="


def _way(outcome: Outcome, lang: Language) -> str:
    """Say what would reach the target."""
    target = outcome.target
    if outcome.verdict is Verdict.UNDECIDED:
        match outcome.reason:
            case Reason.NO_PLAN:
                return say(lang, "needs-plan")
            case Reason.NO_PREVIOUS:
                return say(lang, "needs-previous")
            case Reason.NEEDS_JUDGEMENT:
                return say(lang, "needs-a-person")
            case Reason.UNREADABLE:
                help_ = outcome.fault.problem.help if outcome.fault else None
                return say(lang, "needs-correction") + (f": {plain(help_)}" if help_ else "")
            case Reason.NOT_FINITE:
                return say(lang, "needs-base") if outcome.fault is None else say(lang, "needs-correction")
            case _:
                return say(lang, "needs-figure", indicator=plain(target.indicator.id))
    if outcome.verdict is not Verdict.MISSED:
        return say(lang, "reached-already")
    match target.measure:
        case Measure.RANK:
            low = target.acceptable.lower
            return say(lang, "better-grade", grade=plain(target.indicator.scale[int(low)]) if low is not None else "")
        case Measure.HELD:
            return say(lang, "win-title")
        case Measure.ITEMS:
            done = {item.casefold() for item in (outcome.figure.done or ())} if outcome.figure else set()
            return say(lang, "done-items", names=plain(", ".join(item for item in target.items if item.casefold() not in done)))
        case _:
            return _change(outcome, lang)


def _change(outcome: Outcome, lang: Language) -> str:
    value, acceptable, shortfall, unit = outcome.value, outcome.acceptable, outcome.shortfall, outcome.unit
    if value is None or acceptable is None or shortfall is None or unit is None:
        return ""
    below = acceptable.lower is not None and value <= acceptable.lower
    end = acceptable.lower if below else acceptable.upper
    strict = acceptable.lower_open if below else acceptable.upper_open
    if strict and end is not None and not outcome.is_counted:
        return say(lang, "beyond", amount=amount(end, unit, lang, (value,)))
    return say(lang, "more" if below else "fewer", amount=amount(shortfall, unit.difference, lang, (Fraction(0),)))


def _source(source: Source, lang: Language) -> str:
    section = say(lang, "document-section", section=plain(source.section)) if source.section else None
    printed = say(lang, "printed", printed=plain(source.printed)) if source.printed else None
    facts = [plain(part) for part in (source.document, source.date, source.issuer) if part]
    return ", ".join(part for part in (*facts, section, printed, plain(source.url or "")) if part) or "—"


def facts_of(outcome: Outcome, lang: Language, *, part: bool = False) -> list[tuple[str, str]]:
    """Give what explains an outcome as pairs: the key of a label, and its text."""
    return list(_facts(outcome, lang, part=part))
