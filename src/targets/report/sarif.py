"""Findings as a SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code hosts show beside the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targets.report.advice import title_of
from targets.report.findings import whole_sentence
from targets.report.sarif_log import log_of, physical_location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.codes import Code
    from targets.errors import Place
    from targets.finding import Finding
    from targets.report.words import Language

__all__ = ["sarif_log"]


def sarif_log(findings: Sequence[Finding], lang: Language) -> dict[str, Any]:
    """Give the log as plain data: one run, the kinds of findings that occur as its rules, ignored ones suppressed."""
    codes = sorted({finding.code for finding in findings})
    results = [_result(finding, codes.index(finding.code), lang) for finding in findings]
    return log_of([_rule(code, lang) for code in codes], results, language=lang)


def _rule(code: Code, lang: Language) -> dict[str, Any]:
    return {
        "id": code.value,
        "name": "".join(word.capitalize() for word in code.name.split("_")),
        "shortDescription": {"text": title_of(code, lang)},
        "defaultConfiguration": {"level": code.level.value},
    }


def _result(finding: Finding, index: int, lang: Language) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.code.value,
        "ruleIndex": index,
        "level": finding.code.level.value,
        "message": {"text": whole_sentence(finding, lang)},
    }
    if finding.place is not None:
        found["locations"] = [_location(finding.place)]
    others = dict.fromkeys(target.place for target in finding.about if target.place is not None and target.place != finding.place)
    if others:
        found["relatedLocations"] = [_location(place) for place in others]
    if finding.ignored is not None:
        found["suppressions"] = [{"kind": "inSource", "justification": finding.ignored}]
    return found


def _location(place: Place) -> dict[str, Any]:
    return {"physicalLocation": physical_location(place)}
