"""Results of a ruleset's cases and the coverage of its boundaries, as text or as JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Any

from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason
from targets.report.casefile import CIRCUMSTANCES
from targets.report.digits import exact_decimal, shown
from targets.report.explanation import explain
from targets.report.meanings import values_text
from targets.report.rows import amount, plain, share_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.boundaries import Boundary, Coverage
    from targets.cases import Expectation
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset
    from targets.verification import Difference, Result

__all__ = ["VERIFY_FORMATS", "failure_text", "render_results"]

VERIFY_FORMATS = ("table", "json")


def render_results(
    form: str, ruleset: Ruleset, place: str, results: Sequence[Result], found: Coverage | None, lang: Language, width: int = 80
) -> str:
    """Render results in one of `VERIFY_FORMATS`; `found` is the coverage where it was asked for, `place` the file of the cases."""
    if form == "json":
        return json.dumps(_document(ruleset, results, found, width), ensure_ascii=False, indent=2) + "\n"
    failed = [result for result in results if not result.passed]
    passed = len(results) - len(failed)
    heading = say(lang, "cases-run", ruleset=plain(ruleset.id), place=plain(place), n=len(results), passed=passed, failed=len(failed))
    parts = [_folded(heading, width) + "\n", *(failure_text(result, lang, width) for result in failed)]
    return "\n".join(parts) + ("" if found is None else f"\n{_coverage(found, lang, width)}")


def failure_text(result: Result, lang: Language, width: int = 80) -> str:
    """Say of a failed case what was expected of each target, what came, and why."""
    place = f" ({plain(str(result.case.place))})" if result.case.place else ""
    lines = [_folded(f"✗ {plain(result.case.name)}{place}", width)]
    for difference in result.differences:
        lines.append(_folded(f"  {plain(difference.outcome.id)}: {_expected_and_got(difference, lang)}", width))
        lines.append(indent(explain(difference.outcome, result.card, lang, max(width - 4, 40)), "    ").rstrip())
    return "\n".join(lines) + "\n"


def _folded(text: str, width: int) -> str:
    inside = " " * (len(text) - len(text.lstrip()) + 2)
    return "\n".join(wrap(text, max(width, 40), subsequent_indent=inside, drop_whitespace=True))


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


# -- boundaries ---------------------------------------------------------------------------------------------------------


def _coverage(found: Coverage, lang: Language, width: int) -> str:
    lines = [say(lang, "boundaries", covered=found.covered, total=found.total, share=share_text(found.share / 100, lang))]
    lacking = [_uncovered(boundary, lang) for boundary in found.uncovered]
    lacking += [] if found.other_period else [say(lang, "other-period-cell")]
    if lacking:
        lines += [say(lang, "not-covered"), *(_folded(f"  {line}", width) for line in lacking)]
    return "\n".join(lines) + "\n"


def _uncovered(boundary: Boundary, lang: Language) -> str:
    part = boundary.part
    name = f" {plain(part.indicator.id)}" if part is not boundary.target else ""
    text = f"{plain(boundary.target.id)}{name}: {_cell(boundary, lang)}"
    verdict = say(lang, boundary.outcome.verdict)
    if not isinstance(boundary.cell, Interval) or part.measure in (Measure.RANK, Measure.HELD, Measure.ITEMS, Measure.COMBINED):
        return f"{text} → {verdict}"
    return f"{text} ({say(lang, 'example', example=_example(boundary, boundary.cell, lang), verdict=verdict)})"


def _cell(boundary: Boundary, lang: Language) -> str:
    cell, part = boundary.cell, boundary.part
    if cell is Reason.NOT_FINITE:
        return say(lang, "zero-base")
    if not isinstance(cell, Interval):
        return say(lang, CIRCUMSTANCES.get(cell, cell))
    match part.measure:
        case Measure.COMBINED:
            fewer, need = cell.lower is None, int(part.acceptable.lower or 0)
            return say(lang, "members-fewer" if fewer else "members-more" if cell.lower_open else "members-just", n=need)
        case Measure.RANK:
            return f"“{plain(part.indicator.scale[int(cell.lower or 0)])}”"
        case Measure.HELD:
            return say(lang, "yes" if cell.lower else "no")
        case Measure.ITEMS:
            return say(lang, "one-lacking") if cell.lower is None else say(lang, "all-done", n=len(set(part.items)))
        case _:
            return values_text(cell, part, lang)


def _example(boundary: Boundary, cell: Interval, lang: Language) -> str:
    outcome, measure = boundary.outcome, boundary.part.measure
    value, unit = outcome.value, outcome.unit
    assert value is not None
    base = None if outcome.base is None else Fraction(*outcome.base)
    ends = [end if base is None else end * base / 100 for end in (cell.lower, cell.upper) if end is not None]
    text = amount(value, unit, lang, tuple(ends))
    if base is None:
        return text
    if measure is Measure.POINTS:
        return f"{shown(value, lang)}/{amount(base, unit, lang)}"
    role = "plan" if measure in (Measure.PLAN, Measure.SHARE_OF_PLAN) else "previous"
    return f"{text}, {say(lang, role)} {amount(base, unit, lang)}"


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
                "explanation": explain(difference.outcome, result.card, "en", width),
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
                "boundary": _cell(boundary, "en"),
                "verdict": boundary.outcome.verdict.value,
            }
            for boundary in found.uncovered
        ],
    }
