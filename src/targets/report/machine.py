"""Scorecards as JSON for machines: `targets.report/1`, described by `report.schema.json` beside this file."""

from __future__ import annotations

import json
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from targets.decisions import Waiver
from targets.measure import Measure
from targets.report.digits import exact_decimal
from targets.report.noted import note_text, warnings_of
from targets.ruleset import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.decisions import Decision
    from targets.errors import Place
    from targets.interval import Interval
    from targets.outcome import Outcome
    from targets.report import View
    from targets.ruleset import Ruleset, Text
    from targets.scorecard import Scorecard
    from targets.units import Unit

__all__ = ["SCHEMA", "document", "render", "schema_text"]

SCHEMA = "targets.report/1"
_SOURCE_FIELDS = tuple(field.name for field in fields(Source))


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render scorecards of one ruleset as JSON text."""
    return json.dumps(document(cards, view), ensure_ascii=False, indent=2) + "\n"


def schema_text(which: str = "report") -> str:
    """Give the JSON Schema of what a command prints: report, findings, explanation, what-if, verify."""
    return Path(__file__).with_name(f"{which}.schema.json").read_text(encoding="utf-8")


def document(cards: Sequence[Scorecard], view: View) -> dict[str, Any]:
    """Give the report as plain data. Numbers are decimal strings, absent ones None."""
    return {
        "schema": SCHEMA,
        "ruleset": _ruleset(cards[0].ruleset) if cards else None,
        "scorecards": [_scorecard(card, view) for card in cards],
    }


def _ruleset(ruleset: Ruleset) -> dict[str, Any]:
    return {"id": ruleset.id, "title": _text(ruleset.title), "period": ruleset.period, "digest": ruleset.digest}


def _scorecard(card: Scorecard, view: View) -> dict[str, Any]:
    shown = [o for o in card.outcomes if view.verdicts is None or o.verdict in view.verdicts]
    found = {
        "subject": card.subject,
        "title": _text(card.figures.title),
        "period": card.period,
        "as_of": None if card.as_of is None else card.as_of.isoformat(),
        **_sums(card, view),
        "notes": [{"code": note.code, "message": note_text(note, view.lang, card)} for note in card.notes],
        "outcomes": [_outcome(outcome, view) for outcome in shown],
    }
    if groups := card.groups:
        found["groups"] = [{"name": name, **_sums(group, view)} for name, group in groups.items()]
    return found


def _sums(card: Scorecard, view: View) -> dict[str, Any]:
    score = card.score(view.model)
    return {
        "score": {
            "model": score.model,
            "value": _decimal(score.value),
            "lower": _decimal(score.lower),
            "upper": _decimal(score.upper),
            "completeness": _decimal(score.completeness),
            "decided": score.decided,
            "counted": score.counted,
        },
        "counts": {verdict.value: count for verdict, count in card.counts.items()},
    }


def _outcome(outcome: Outcome, view: View) -> dict[str, Any]:
    target, figure = outcome.target, outcome.figure
    difference = None if outcome.unit is None else outcome.unit.difference
    found: dict[str, Any] = {
        "id": target.id,
        "indicator": target.indicator.id if outcome.compares and target.measure is not Measure.POINTS else None,
        "title": _text(target.title),
        "verdict": outcome.verdict.value,
        "near": outcome.is_near,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "severity": target.severity.value,
        "weight": _decimal(target.weight),
        "actual": _number(outcome.value, outcome.unit),
        "qualifier": None if outcome.given is None else outcome.given.qualifier,
        "vintage": None if figure is None else figure.vintage,
        "bound": _bound(outcome.acceptable, outcome.unit),
        "shortfall": _number(outcome.shortfall, difference),
        "attainment": _decimal(outcome.attainment),
        "warnings": warnings_of(outcome, view.lang),
        "source": {name: getattr(target.source, name) for name in _SOURCE_FIELDS},
        "place": {"rule": _place(target.place), "figure": None if figure is None else _place(figure.place)},
    }
    if target.plan is not None:
        found["plan"] = target.plan
    if target.groups:
        found["groups"] = list(target.groups)
    if target.bands:
        found["points"] = {"value": _decimal(outcome.points), "most": _decimal(target.most_points)}
    if outcome.decision is not None:
        found["decision"] = _decision(outcome.decision)
        found["computed"] = None if outcome.computed is None else outcome.computed.value
    if target.measure in (Measure.COMBINED, Measure.POINTS):
        found["members"] = [part.id for part in target.parts]
    elif outcome.parts:
        found["parts"] = [_outcome(part, view) for part in outcome.parts]
    return found


def _decision(decision: Decision) -> dict[str, str | None]:
    if isinstance(decision, Waiver):
        who, why, first, last = decision.approved_by, decision.reason, decision.since, decision.until.isoformat()
    else:
        who, why, first, last = decision.judged_by, decision.evidence, decision.on, None
    kind = type(decision).__name__.lower()
    return {"kind": kind, "reason": why, "by": who, "from": first.isoformat(), "until": last, "place": _place(decision.place)}


def _number(value: Fraction | None, unit: Unit | None) -> dict[str, str | None]:
    """Give a number with its unit; `ratio` is the exact value where no finite decimal exists."""
    text = _decimal(value)
    endless = value is not None and Fraction(text or 0) != value
    return {"value": text, "unit": None if unit is None or value is None else unit.name, "ratio": str(value) if endless else None}


def _bound(interval: Interval | None, unit: Unit | None) -> dict[str, Any] | None:
    if interval is None or unit is None:
        return None
    return {
        "lower": _decimal(interval.lower),
        "upper": _decimal(interval.upper),
        "lower_open": interval.lower is not None and interval.lower_open,
        "upper_open": interval.upper is not None and interval.upper_open,
        "unit": unit.name,
    }


def _decimal(value: Fraction | None) -> str | None:
    return None if value is None else exact_decimal(value)


def _text(text: Text) -> dict[str, str | None]:
    return {"vi": text.vi, "en": text.en}


def _place(place: Place | None) -> str | None:
    return None if place is None else str(place)
