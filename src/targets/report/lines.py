"""Outcomes as JSON lines: one object a line, each complete by itself, for tools that read streams."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from targets.report.machine import document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["SCHEMA", "render"]

SCHEMA = "targets.outcome/1"


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render every outcome as it stands in the JSON report, with whom and when it is about in front."""
    report = document(cards, view)
    lines = []
    for card in report["scorecards"]:
        about = {"schema": SCHEMA, "ruleset": report["ruleset"]["id"]} | {key: card[key] for key in ("subject", "period", "as_of")}
        lines += [json.dumps(about | outcome, ensure_ascii=False) for outcome in card["outcomes"]]
    return "".join(f"{line}\n" for line in lines)
