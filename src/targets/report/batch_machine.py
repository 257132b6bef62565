"""A run over many subjects as JSON for machines: `targets.batch/1`, described by `batch.schema.json` beside this file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from targets.report.digits import exact_decimal

if TYPE_CHECKING:
    from fractions import Fraction

    from targets.columns.totals import Line
    from targets.report.batch import Summary
    from targets.report.words import Language

__all__ = ["SCHEMA", "document", "render"]

SCHEMA = "targets.batch/1"


def render(summary: Summary, _: Language, __: int, *, colour: bool) -> str:
    """Render the summary: no word of it is in any language."""
    assert not colour
    return json.dumps(document(summary), ensure_ascii=False, indent=2) + "\n"


def document(summary: Summary) -> dict[str, Any]:
    """Give the summary as plain data. Shares are decimal strings, absent ones None."""
    ruleset = summary.ruleset
    return {
        "schema": SCHEMA,
        "ruleset": {
            "id": ruleset.id,
            "title": {"vi": ruleset.title.vi, "en": ruleset.title.en},
            "period": ruleset.period,
            "digest": ruleset.digest,
        },
        "rows": summary.rows,
        "periods": list(summary.periods),
        "total": None if summary.total is None else _line(summary.total, named=False),
        "targets": [_line(line) for line in summary.targets],
        "subjects": [_line(line) | {"rank": line.rank, "tied": line.tied} for line in summary.subjects],
        "groups": None
        if summary.by in (None, "subject", "target")
        else {"by": summary.by, "lines": [_line(line) for line in summary.groups]},
        "rejects": {"count": sum(summary.rejects.values()), "kinds": dict(summary.rejects)},
    }


def _line(line: Line, *, named: bool = True) -> dict[str, Any]:
    return ({"name": line.name} if named else {}) | {
        "outcomes": line.targets,
        "counts": {verdict.value: count for verdict, count in line.counts.items()},
        "counted": line.counted,
        "decided": line.decided,
        "score": {"model": "share-met", "value": _decimal(line.score), "lower": _decimal(line.score), "upper": _decimal(line.upper)},
        "completeness": _decimal(line.completeness),
    }


def _decimal(share: Fraction | None) -> str | None:
    return None if share is None else exact_decimal(share)
