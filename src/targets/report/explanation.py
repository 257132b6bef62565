"""One verdict explained: a paragraph, then bound, figure, arithmetic, least change, score, and where both were written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from targets.change import least_moves
from targets.gain import Gains
from targets.report.amounts import plain
from targets.report.bounds import title_of
from targets.report.digits import exact_decimal
from targets.report.facts import facts_of
from targets.report.groups import deciding
from targets.report.marks import GLYPHS, mark_of, word_of
from targets.report.sentence import paragraph
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from targets.change import Move
    from targets.outcome import Outcome
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


def explained(outcome: Outcome, card: Scorecard, lang: Language, *, part: bool = False, gains: Gains | None = None) -> Explanation:
    """Put one outcome into words; whoever explains many outcomes of a card brings its gains along."""
    gains = gains or Gains(card)
    return Explanation(
        outcome,
        title_of(outcome.target, lang, part=part),
        word_of(outcome, lang),
        paragraph(outcome, card, lang, part=part),
        tuple((say(lang, key), text) for key, text in facts_of(outcome, gains, lang, part=part)),
        tuple(explained(inner, card, lang, part=inner.id == outcome.id, gains=gains) for inner in outcome.parts),
    )


def explain(form: str, found: Iterable[tuple[Outcome, Scorecard]], lang: Language, width: int = 80) -> str:
    """Explain outcomes in one of `EXPLANATION_FORMATS`."""
    gains: dict[int, Gains] = {}
    pairs = [(outcome, gains.setdefault(id(card), gains.get(id(card)) or Gains(card))) for outcome, card in found]
    wanted = [(explained(outcome, of.card, lang, gains=of), of) for outcome, of in pairs]
    if form == "json":
        data = {"schema": SCHEMA, "lang": lang, "explanations": [_as_data(one, of) for one, of in wanted]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "\n".join("\n".join(_lines(one, of.card, lang, min(width, _WIDEST))) + "\n" for one, of in wanted)


# -- formats ----------------------------------------------------------------------------------------------------------


def _lines(one: Explanation, card: Scorecard, lang: Language, width: int) -> Iterator[str]:
    outcome = one.outcome
    subject = plain(card.figures.title.say(lang) or card.subject)
    yield from wrap(f"{plain(outcome.id)}  {one.title}", width, subsequent_indent="  ")
    about = f" — {subject}, {plain(card.period)}" if subject else ""
    yield from wrap(f"{GLYPHS[mark_of(outcome)]} {one.word}{about}", width, subsequent_indent="  ")
    yield from ("", *_wrapped(one.paragraph, width), "")
    yield from _listed(one.facts, width)
    for part in one.parts:
        own = part.outcome.id == outcome.id
        yield from ([""] if own or part is one.parts[0] else [])
        words = part.paragraph if own else _member(part, lang)
        yield from _wrapped(f"{GLYPHS[mark_of(part.outcome)]} {words}", width, "  ", "    ")
        yield from _listed(part.facts, width, "    ") if own else ()


def _member(part: Explanation, lang: Language) -> str:
    """Tell of a member that is explained elsewhere: in full where it is not reached, else its verdict."""
    name = plain(part.outcome.id)
    if part.outcome.verdict.is_problem:
        return f"{name} {part.paragraph}"
    return say(lang, "member-line", id=name, title=part.title, verdict=part.word)


def _listed(facts: Iterable[tuple[str, str]], width: int, indent: str = "") -> Iterator[str]:
    """List facts; a label that was just said is not repeated."""
    last = ""
    for label, text in facts:
        yield from _labelled("" if label == last else label, text, width, indent)
        last = label


def _wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap between words, never between a number and its sign of percent."""
    lines = wrap(
        text.replace(" %", "\u00a0%"),
        max(width, 20),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0%", " %") for line in lines]


def _labelled(label: str, text: str, width: int, indent: str = "") -> list[str]:
    """Put the label beside its text, or above it where the window is narrow."""
    if width < _NARROW:
        return [*([f"{indent}{label}:"] if label else []), *_wrapped(text, width, f"{indent}  ")]
    first, *rest = _wrapped(text, width - _LABEL - len(indent)) or [""]
    return [f"{indent}{label:<{_LABEL}}{first}", *(f"{indent}{'':<{_LABEL}}{line}" for line in rest)]


def _as_data(one: Explanation, gains: Gains) -> dict[str, Any]:
    card, outcome = gains.card, one.outcome
    gain = gains.of(outcome) if outcome.verdict.is_problem else None
    score = (
        None
        if gain is None
        else {
            "before": exact_decimal(gain.before),
            "after": exact_decimal(gain.after),
            "gain": str(gain.difference),
            "reached_with_it": list(gain.others),
        }
    )
    found = {"id": outcome.id, "subject": card.subject, "period": card.period, **_part_as_data(one, card), "score_if_reached": score}
    if one.parts:
        found["deciding"] = [_name(part, outcome) for part in deciding(outcome)]
        found["parts"] = [{"id": part.outcome.id, **_part_as_data(part, card)} for part in one.parts]
    return found


def _name(part: Outcome, outcome: Outcome) -> str:
    return part.target.indicator.id if part.id == outcome.id else part.id


def _part_as_data(one: Explanation, card: Scorecard) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "indicator": outcome.target.indicator.id if outcome.compares and not outcome.parts else None,
        "title": one.title,
        "verdict": outcome.verdict.value,
        "near": outcome.is_near,
        "computed": None if outcome.computed is None else outcome.computed.value,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "paragraph": one.paragraph,
        "least_change": [_move_as_data(move) for move in least_moves(outcome, card)],
        "facts": [{"label": label, "text": text} for label, text in one.facts],
    }


def _move_as_data(move: Move) -> dict[str, Any]:
    return {
        "indicator": move.indicator.id,
        "role": move.role,
        "from": exact_decimal(move.start),
        "to": exact_decimal(move.end),
        "beyond": move.beyond,
        "difference": exact_decimal(move.difference),
        "unit": move.unit.name,
        "items": list(move.items),
    }
