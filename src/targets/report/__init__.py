"""Scorecards in, text out: a format is one file and one line here. A formatter returns a string and prints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targets.outcome import Verdict
    from targets.report.words import Language
    from targets.scorecard import Scorecard, ScoreModel

__all__ = ["FORMATS", "View", "render"]

FORMATS: dict[str, str] = {
    "table": "targets.report.terminal",
    "json": "targets.report.machine",
}


@dataclass(frozen=True, slots=True)
class View:
    """How to show scorecards: language, score model, and for a terminal its width and whether it has colours.

    `verdicts` are those to show in full (None: all); what is left out is counted all the same.
    """

    lang: Language = "vi"
    model: ScoreModel = "share-met"
    width: int = 80
    colour: bool = False
    verdicts: frozenset[Verdict] | None = None


def render(form: str, cards: Sequence[Scorecard], view: View) -> str:
    """Render scorecards in one of `FORMATS`. Raises KeyError for another."""
    formatter: Callable[[Sequence[Scorecard], View], str] = import_module(FORMATS[form]).render
    return formatter(cards, view)
