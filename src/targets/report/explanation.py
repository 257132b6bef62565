"""One verdict explained: a paragraph, then bound, figure, arithmetic, least change, score, and where both were written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from targets.change import gain_of, least_moves
from targets.outcome import Verdict
from targets.report.arithmetic import arithmetic, gain_text, move_text
from targets.report.bounds import title_of
from targets.report.digits import exact_decimal
from targets.report.rows import GLYPHS, bound_text, missing_text, plain, warnings_of
from targets.report.sentence import deciding_parts, paragraph
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from targets.change import Move
    from targets.errors import Place
    from targets.outcome import Outcome
    from targets.ruleset import Source
    from targets.scorecard import Scorecard

__all__ = ["EXPLANATION_FORMATS", "SCHEMA", "Explanation", "explain", "explained"]

SCHEMA = "targets.explanation/1"
EXPLANATION_FORMATS = ("text", "json")
_LABEL, _NARROW, _WIDEST = 18, 60, 100


@dataclass(frozen=True, slots=True)
class Explanation:
    """An outcome in words: one paragraph, then facts as label and text, then the parts explained the same way."""

    outcome: Outcome
    title: str
    word: str
    paragraph: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Explanation, ...] = ()


def explained(outcome: Outcome, card: Scorecard, lang: Language, *, part: bool = False) -> Explanation:
    """Put one outcome into words."""
    return Explanation(
        outcome,
        title_of(outcome.target, lang, part=part),
        say(lang, outcome.verdict),
        paragraph(outcome, card, lang, part=part),
        tuple((say(lang, key), text) for key, text in _facts(outcome, card, lang, part=part)),
        tuple(explained(inner, card, lang, part=True) for inner in outcome.parts),
    )


def explain(form: str, found: Iterable[tuple[Outcome, Scorecard]], lang: Language, width: int = 80) -> str:
    """Explain outcomes in one of `EXPLANATION_FORMATS`."""
    wanted = [(explained(outcome, card, lang), card) for outcome, card in found]
    if form == "json":
        data = {"schema": SCHEMA, "lang": lang, "explanations": [_as_data(one, card) for one, card in wanted]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "\n".join("\n".join(_lines(one, card, lang, min(width, _WIDEST))) + "\n" for one, card in wanted)


# -- facts ------------------------------------------------------------------------------------------------------------


def _facts(outcome: Outcome, card: Scorecard, lang: Language, *, part: bool) -> Iterator[tuple[str, str]]:
    target, figure = outcome.target, outcome.figure
    if not part:
        yield "bound", bound_text(target, lang)
    if figure is not None and (written := _written(outcome, lang)):
        yield "figure", written
    for line in arithmetic(outcome, lang):
        yield "arithmetic", line
    if outcome.parts and len(deciding_parts(outcome)) < len(outcome.parts):
        names = [f"{title_of(inner.target, lang, part=True)} ({say(lang, inner.verdict)})" for inner in deciding_parts(outcome)]
        yield "deciding", "; ".join(names)
    elif not outcome.parts:
        yield from _way(outcome, lang)
    if not part:
        yield from _score(outcome, card, lang)
    for text in [] if outcome.parts else warnings_of(outcome, lang):
        yield "warning", text
    if not part:
        yield "rule-source", _source(target.source, target.place, lang)
        if target.note is not None:
            yield "note", plain(target.note.say(lang))
    if figure is not None:
        yield "figure-source", _source(figure.source, figure.place, lang)
        if figure.note:
            yield "note", plain(figure.note)


def _way(outcome: Outcome, lang: Language) -> Iterator[tuple[str, str]]:
    """Say what is missing, and what would reach the target."""
    if outcome.verdict not in (Verdict.MISSED, Verdict.WAIVED):
        return
    if missing := missing_text(outcome, lang):
        yield "shortfall", missing
    moves = least_moves(outcome)
    for move in moves:
        yield "to-reach", move_text(move, outcome.target, lang)
    if not moves:
        yield "to-reach", say(lang, "no-way")


def _score(outcome: Outcome, card: Scorecard, lang: Language) -> Iterator[tuple[str, str]]:
    if not outcome.verdict.is_problem:
        return
    if not outcome.target.is_required:
        yield "score-if", say(lang, "score-stretch")
    elif not outcome.target.weight:
        yield "score-if", say(lang, "score-weightless")
    elif (gain := gain_of(card, outcome)) is not None:
        yield "score-if", gain_text(gain, lang)


def _written(outcome: Outcome, lang: Language) -> str:
    """Give the roles of the figure as they were written."""
    figure = outcome.figure
    if figure is None:
        return ""
    numbers = ("actual", "plan", "previous", "of_plan", "of_previous", "count", "total", "reported")
    found = [(role, plain(q.text)) for role in numbers if (q := getattr(figure, role)) is not None]
    if figure.raw is not None and figure.actual is None:
        found.append(("raw", plain(figure.raw)))
    if figure.grade is not None:
        found.append(("grade", plain(figure.grade)))
    if figure.done is not None:
        found.append(("done", plain(", ".join(figure.done)) or "—"))
    if figure.held is not None:
        found.append(("held", say(lang, "yes" if figure.held else "no")))
    estimate = f" ({say(lang, 'estimate')})" if found and figure.vintage == "estimate" else ""
    return "; ".join(f"{say(lang, f'role-{role}')} {text}" for role, text in found) + estimate


def _source(source: Source, place: Place | None, lang: Language) -> str:
    section = say(lang, "document-section", section=plain(source.section)) if source.section else None
    printed = say(lang, "printed", printed=plain(source.printed)) if source.printed else None
    facts = [plain(part) for part in (source.document, source.date, source.issuer) if part]
    where = f"[{plain(str(place))}]" if place is not None else ""
    text = ", ".join(part for part in (*facts, section, printed, plain(source.url or "")) if part) or "—"
    return f"{text} {where}".rstrip()


# -- formats ----------------------------------------------------------------------------------------------------------


def _lines(one: Explanation, card: Scorecard, lang: Language, width: int) -> Iterator[str]:
    outcome = one.outcome
    subject = plain(card.figures.title.say(lang) or card.subject)
    yield from wrap(f"{plain(outcome.id)}  {one.title}", width, subsequent_indent="  ")
    about = f" — {subject}, {plain(card.period)}" if subject else ""
    yield from wrap(f"{GLYPHS[outcome.verdict]} {one.word}{about}", width, subsequent_indent="  ")
    yield from ("", *_wrapped(one.paragraph, width), "")
    yield from _listed(one.facts, width)
    for part in one.parts:
        yield from ("", *_wrapped(f"{GLYPHS[part.outcome.verdict]} {part.paragraph}", width, "  "))
        yield from _listed(part.facts, width, "  ")


def _listed(facts: Iterable[tuple[str, str]], width: int, indent: str = "") -> Iterator[str]:
    """List facts; a label that was just said is not repeated."""
    last = ""
    for label, text in facts:
        yield from _labelled("" if label == last else label, text, width, indent)
        last = label


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(text, max(width, 20), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _labelled(label: str, text: str, width: int, indent: str = "") -> list[str]:
    """Put the label beside its text, or above it where the window is narrow."""
    if width < _NARROW:
        return [*([f"{indent}{label}:"] if label else []), *_wrapped(text, width, f"{indent}  ")]
    first, *rest = _wrapped(text, width - _LABEL - len(indent)) or [""]
    return [f"{indent}{label:<{_LABEL}}{first}", *(f"{indent}{'':<{_LABEL}}{line}" for line in rest)]


def _as_data(one: Explanation, card: Scorecard) -> dict[str, Any]:
    outcome, gain = one.outcome, gain_of(card, one.outcome)
    score = (
        None if gain is None else {"before": exact_decimal(gain.before), "after": exact_decimal(gain.after), "gain": str(gain.difference)}
    )
    return {"id": outcome.id, "subject": card.subject, "period": card.period, **_part_as_data(one), "score_if_reached": score} | (
        {"deciding": [part.target.indicator.id for part in deciding_parts(outcome)], "parts": [_part_as_data(part) for part in one.parts]}
        if one.parts
        else {}
    )


def _part_as_data(one: Explanation) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "indicator": None if outcome.parts else outcome.target.indicator.id,
        "title": one.title,
        "verdict": outcome.verdict.value,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "paragraph": one.paragraph,
        "least_change": [_move_as_data(move) for move in least_moves(outcome)],
        "facts": [{"label": label, "text": text} for label, text in one.facts],
    }


def _move_as_data(move: Move) -> dict[str, Any]:
    return {
        "role": move.role,
        "from": exact_decimal(move.start),
        "to": exact_decimal(move.end),
        "beyond": move.beyond,
        "difference": exact_decimal(move.difference),
        "unit": move.unit.name,
        "items": list(move.items),
    }
