"""Results of a ruleset's cases and the coverage of its boundaries, as text or as JSON."""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING, Any

from targets.report.amounts import amount, plain
from targets.report.coverage import cell_text, coverage_text, folded
from targets.report.digits import exact_decimal
from targets.report.explanation import explain
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.boundaries import Coverage
    from targets.cases import Expectation
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset
    from targets.verification import Difference, Result

__all__ = ["failure_text", "render_results"]


def render_results(
    form: str, ruleset: Ruleset, place: str, results: Sequence[Result], found: Coverage | None, lang: Language, width: int = 80
) -> str:
    """Render results as a table or as json; `found` is the coverage where it was asked for, `place` the file of the cases."""
    if form == "json":
        return json.dumps(_document(ruleset, results, found, width), ensure_ascii=False, indent=2) + "\n"
    failed = [result for result in results if not result.passed]
    passed = len(results) - len(failed)
    heading = say(lang, "cases-run", ruleset=plain(ruleset.id), place=plain(place), n=len(results), passed=passed, failed=len(failed))
    parts = [folded(heading, width) + "\n", *(failure_text(result, lang, width) for result in failed)]
    return "\n".join(parts) + ("" if found is None else f"\n{coverage_text(found, lang, width)}")


def failure_text(result: Result, lang: Language, width: int = 80) -> str:
    """Say of a failed case what was expected of each target, what came, and why."""
    place = f" ({plain(str(result.case.place))})" if result.case.place else ""
    lines = [folded(f"✗ {plain(result.case.name)}{place}", width)]
    for difference in result.differences:
        lines.append(folded(f"  {plain(difference.outcome.id)}: {_expected_and_got(difference, lang)}", width))
        lines.append(indent(explain("text", [(difference.outcome, result.card)], lang, max(width - 4, 40)), "    ").rstrip())
    return "\n".join(lines) + "\n"


def _expected_and_got(difference: Difference, lang: Language) -> str:
    expected, outcome = difference
    got = say(lang, outcome.verdict)
    if expected.reason is not None and outcome.reason is not None:
        got += f" ({say(lang, outcome.reason)})"
    if expected.shortfall is not None:
        got += f" ({_shortfall(outcome, lang)})"
    return say(lang, "expected-got", expected=_expected(expected, lang), got=got)


def _expected(expected: Expectation, lang: Language) -> str:
    more = [say(lang, expected.reason)] if expected.reason is not None else []
    if expected.shortfall is not None:
        more.append(say(lang, "lacking", amount=plain(expected.shortfall.text)))
    return say(lang, expected.verdict) + (f" ({', '.join(more)})" if more else "")


def _shortfall(outcome: Outcome, lang: Language) -> str:
    if outcome.shortfall is None or outcome.unit is None:
        return "—"
    return say(lang, "lacking", amount=amount(outcome.shortfall, outcome.unit.difference, lang))


# -- JSON -----------------------------------------------------------------------------------------------------------------


def _document(ruleset: Ruleset, results: Sequence[Result], found: Coverage | None, width: int) -> dict[str, Any]:
    return {
        "schema": "targets.verify/1",
        "ruleset": {"id": ruleset.id, "period": ruleset.period, "digest": ruleset.digest},
        "cases": [_case(result, width) for result in results],
        "coverage": None if found is None else _covered(found),
    }


def _case(result: Result, width: int) -> dict[str, Any]:
    place = result.case.place
    return {
        "name": result.case.name,
        "place": None if place is None else str(place),
        "passed": result.passed,
        "differences": [
            {
                "target": difference.outcome.id,
                "expected": _expectation(difference.expected),
                "got": _got(difference.outcome),
                "explanation": explain("text", [(difference.outcome, result.card)], "en", width),
            }
            for difference in result.differences
        ],
    }


def _expectation(expected: Expectation) -> dict[str, Any]:
    return {
        "verdict": expected.verdict.value,
        "reason": None if expected.reason is None else expected.reason.value,
        "shortfall": None if expected.shortfall is None else expected.shortfall.text,
    }


def _got(outcome: Outcome) -> dict[str, Any]:
    return {
        "verdict": outcome.verdict.value,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "shortfall": None if outcome.shortfall is None else exact_decimal(outcome.shortfall),
        "unit": None if outcome.unit is None else outcome.unit.difference.name,
    }


def _covered(found: Coverage) -> dict[str, Any]:
    return {
        "total": found.total,
        "covered": found.covered,
        "percent": exact_decimal(found.share),
        "other_period": found.other_period,
        "uncovered": [
            {
                "target": boundary.target.id,
                "indicator": boundary.part.indicator.id,
                "boundary": cell_text(boundary, "en"),
                "verdict": boundary.outcome.verdict.value,
            }
            for boundary in found.uncovered
        ],
    }
