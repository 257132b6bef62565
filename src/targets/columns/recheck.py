"""The few rows that floats cannot tell apart, judged again with integers: rows that are there, or those of a batch."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.outcomes import OUTCOME
from targets.measure import Measure
from targets.outcome import Outcome, Verdict
from targets.units import ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.columns.rules import Rule

__all__ = ["EVIDENCE", "settled"]

EVIDENCE = ("_rule", "_doubt", "_from", "_times", "_over")
"""Beside the numbers as they were submitted, what a second look needs of a row."""
_NUMBERS = ("actual", "bound", "shortfall", "attainment")


def settled(frame: nw.DataFrame[Any], rules: Sequence[Rule], keep: Sequence[str]) -> nw.DataFrame[Any]:
    """Judge the doubtful rows again by their numbers as submitted (`_given_*`), and give all rows without the evidence."""
    wanted = [*OUTCOME, *keep]
    doubtful = frame.filter(nw.col("_doubt"))
    if not len(doubtful):
        return frame.select(*wanted)
    columns = doubtful.to_dict(as_series=False)
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    found: dict[str, list[Any]] = {name: [] for name in ("verdict", "reason", *_NUMBERS)}
    for number in range(len(doubtful)):
        row = {name: values[number] for name, values in columns.items()}
        key = tuple(row[name] for name in row if name.startswith(("_given_", "_rule", "_from", "_times", "_over")))
        if (outcome := known.get(key)) is None:
            outcome = known[key] = _judged(row, rules[row["_rule"]])
        for name, values in found.items():
            values.append(outcome[name])
    schema = {name: frame.schema[name] for name in found}
    again = nw.from_dict(found, schema=schema, backend=frame.implementation)
    done = nw.concat([doubtful.drop(*found), again], how="horizontal").select(*wanted)
    return nw.concat([frame.filter(~nw.col("_doubt")).select(*wanted), done], how="vertical")


def _judged(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    target = rule.target
    of, _, over = row["_from"].partition("/")
    ratio = Fraction(int(row.get("_times") or 1), int(row.get("_over") or 1)) if of == "actual" else Fraction(1)
    measured = _exact(row[f"_given_{of}"]) * ratio
    base = _exact(row[f"_given_{over}"]) * ratio if over else None
    unit = ITEM if over == "total" else target.indicator.unit
    bare = Outcome(target, None, Verdict.MISSED, None, measured.as_integer_ratio(), unit, None if base is None else base.as_integer_ratio())
    acceptable, exceeding = bare.acceptable, bare.exceeding
    assert acceptable is not None
    if not acceptable.admits(measured):
        verdict = Verdict.MISSED
    else:
        verdict = Verdict.MET if exceeding is None or not exceeding.admits(measured) else Verdict.EXCEEDED
    outcome = bare._replace(verdict=verdict)
    high = acceptable.upper is not None and (
        acceptable.lower is None or measured > acceptable.upper or (measured == acceptable.upper and acceptable.upper_open)
    )
    shortfall, attainment = outcome.shortfall, outcome.attainment
    return {
        "verdict": verdict.value,
        "reason": None,
        "actual": _float(measured),
        "bound": _float(acceptable.upper if high else acceptable.lower),
        "shortfall": _float(shortfall),
        "attainment": None if target.measure is Measure.RANK else _float(attainment),
    }


def _exact(value: Any) -> Fraction:
    """Read a float as its shortest decimal; whole numbers and decimals are what they are."""
    return Fraction(Decimal(repr(value)) if isinstance(value, float) else value)


def _float(value: Fraction | None) -> float | None:
    """Give the nearest float; beyond the largest one there is none but infinity."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        assert value is not None
        return float("inf") if value > 0 else float("-inf")
