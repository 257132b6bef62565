"""Problems as annotations that GitHub shows beside the line where the figure, or else the rule, was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report.amounts import plain
from targets.report.summary import counts_text, heading_of, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.errors import Place
    from targets.outcome import Outcome
    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["render"]

_SHOWN = frozenset({Verdict.MISSED, Verdict.UNDECIDED, Verdict.WAIVED})


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render one command a line: missed is an error, near and undecided a warning, waived and stretch a notice, then the counts."""
    shown = frozenset(Verdict) if view.everything else _SHOWN if view.verdicts is None else view.verdicts
    lines = []
    for card in cards:
        lines += [_annotation(outcome, card, view) for outcome in card.outcomes if outcome.verdict in shown]
        lines.append(f"::notice title={_property(heading_of(card, view.lang))}::{_data(counts_text(card, view.lang))}")
    return "".join(f"{line}\n" for line in lines)


def _annotation(outcome: Outcome, card: Scorecard, view: View) -> str:
    properties = {**_where(_place(outcome)), "title": f"{plain(outcome.id)} · {heading_of(card, view.lang)}"}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_level(outcome)} {listed}::{_data(sentence(outcome, view.lang))}"


def _level(outcome: Outcome) -> str:
    match outcome.verdict:
        case Verdict.MISSED if outcome.target.is_required:
            return "warning" if outcome.is_near else "error"
        case Verdict.UNDECIDED:
            return "warning"
        case _:
            return "notice"


def _place(outcome: Outcome) -> Place | None:
    figure = outcome.figure or next((part.figure for part in outcome.parts if part.figure is not None), None)
    return (figure.place if figure else None) or outcome.target.place


def _where(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    found = {"file": plain(place.file), "line": place.line, "col": place.column}
    return {name: value for name, value in found.items() if value is not None and (place.sheet is None or name == "file")}


def _data(text: str) -> str:
    """Escape what would end a command. Source: the runner of GitHub Actions reads %25, %0D and %0A back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
