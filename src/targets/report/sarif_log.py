"""What every SARIF 2.1.0 log of this program has: one run, rules by index, places as locations.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from targets.report.amounts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.errors import Place

__all__ = ["log_of", "physical_location"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log_of(rules: Sequence[dict[str, Any]], results: Sequence[dict[str, Any]], version: str | None = None, **more: Any) -> dict[str, Any]:
    """Give the log of one run as plain data; `more` are properties of the run."""
    driver = {"name": "targets", **({"semanticVersion": version} if version else {}), "rules": list(rules)}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", **more, "results": list(results)}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def physical_location(place: Place) -> dict[str, Any]:
    """Give file and region; in a workbook the row is the line, and the cell stands in words."""
    file = place.file.encode(errors="replace").decode()
    uri = PurePath(file).as_uri() if PurePath(file).is_absolute() else quote(file.replace("\\", "/"), safe="/._-~")
    region: dict[str, Any] = {} if place.line is None else {"startLine": place.line}
    if region and place.column is not None:
        region["startColumn"] = place.column
    if place.sheet is not None:
        region["message"] = {"text": plain(str(place))}
    return {"artifactLocation": {"uri": uri}} | ({"region": region} if region else {})
