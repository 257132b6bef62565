"""Scorecards in, text (or a workbook's bytes) out: a format is one file and one line here. No formatter prints or writes."""

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
    "jsonl": "targets.report.lines",
    "html": "targets.report.page",
    "xlsx": "targets.report.workbook",
    "csv": "targets.report.sheet",
    "markdown": "targets.report.markdown",
    "text": "targets.report.prose",
    "junit": "targets.report.junit",
    "sarif": "targets.report.sarif_outcomes",
    "github": "targets.report.github",
}


@dataclass(frozen=True, slots=True)
class View:
    """How to show scorecards: language, score model, and for a terminal its width and whether it has colours.

    `verdicts` are those to show in full (None: all); what is left out is counted all the same. `everything` makes a format
    that shows problems alone show all outcomes; `version` is the program's own.
    """

    lang: Language = "vi"
    model: ScoreModel = "share-met"
    width: int = 80
    colour: bool = False
    verdicts: frozenset[Verdict] | None = None
    everything: bool = False
    version: str | None = None


def render(form: str, cards: Sequence[Scorecard], view: View) -> str | bytes:
    """Render scorecards in one of `FORMATS`: bytes for a workbook, text for all others. Raises KeyError for another."""
    formatter: Callable[[Sequence[Scorecard], View], str | bytes] = import_module(FORMATS[form]).render
    return formatter(cards, view)
