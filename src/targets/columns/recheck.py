"""The few rows that columns cannot tell for certain, judged again by the scalar evaluator: rows that are there, or those of a batch."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.numbers import COUNTS, NUMBERS, SHARES
from targets.columns.outcomes import OUTCOME
from targets.figures import Figure
from targets.judging import judge
from targets.labels import Units
from targets.numerals import from_python
from targets.quantity import Quantity
from targets.units import ITEM, PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.columns.rules import Rule
    from targets.outcome import Outcome
    from targets.ruleset import Indicator

__all__ = ["EVIDENCE", "one_by_one", "said_of", "settled"]

EVIDENCE = ("_rule", "_doubt", "_times", "_over")
"""Beside the numbers as they were submitted, what a second look needs of a row."""
_UNITS = Units()
_NUMBERS = ("actual", "bound", "shortfall", "attainment")


def settled(frame: nw.DataFrame[Any], rules: Sequence[Rule], keep: Sequence[str]) -> nw.DataFrame[Any]:
    """Judge the doubtful rows again by their numbers as submitted (`_given_*`), and give all rows without the evidence."""
    wanted = [*OUTCOME, *keep]
    doubtful = frame.filter(nw.col("_doubt"))
    if not len(doubtful):
        return frame.select(*wanted)
    found = one_by_one(doubtful.to_dict(as_series=False), rules)
    schema = {name: frame.schema[name] for name in found}
    again = nw.from_dict(found, schema=schema, backend=frame.implementation)
    done = nw.concat([doubtful.drop(*found), again], how="horizontal").select(*wanted)
    return nw.concat([frame.filter(~nw.col("_doubt")).select(*wanted), done], how="vertical")


def one_by_one(columns: Mapping[str, list[Any]], rules: Sequence[Rule]) -> dict[str, list[Any]]:
    """Judge rows by their numbers as submitted: the columns that judging gives. Rows that are alike are judged once."""
    keys = [name for name in columns if name.startswith(("_given_", "_rule", "_times", "_over"))]
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    found: dict[str, list[Any]] = {name: [] for name in ("verdict", "reason", *_NUMBERS)}
    for key in zip(*(columns[name] for name in keys), strict=True):
        if (outcome := known.get(key)) is None:
            row = dict(zip(keys, key, strict=True))
            outcome = known[key] = _judged(row, rules[row["_rule"]])
        for name, values in found.items():
            values.append(outcome[name])
    return found


def _judged(row: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    return said_of(judge(rule.target, _figure(row, rule.target.indicator), _UNITS))


def said_of(outcome: Outcome) -> dict[str, Any]:
    """Give what columns say of an outcome."""
    value, acceptable = outcome.value, outcome.acceptable
    bound = None
    if value is not None and acceptable is not None:
        low, high = acceptable.lower, acceptable.upper
        by_high = high is not None and (low is None or value > high or (value == high and acceptable.upper_open))
        bound = high if by_high else low
    return {
        "verdict": outcome.verdict.value,
        "reason": None if outcome.reason is None else outcome.reason.value,
        "actual": _float(value),
        "bound": _float(bound),
        "shortfall": _float(outcome.shortfall),
        "attainment": _float(outcome.attainment),
    }


def _figure(row: Mapping[str, Any], indicator: Indicator) -> Figure:
    """Make the figure of a row in the units of its indicator; floats are read as their shortest decimals."""
    ratio = Fraction(int(row.get("_times") or 1), int(row.get("_over") or 1))
    found: dict[str, Any] = {}
    for role in NUMBERS:
        if (given := row.get(f"_given_{role}")) is not None:
            number = from_python(given)
            if role in SHARES:
                found[role] = Quantity(*number[:2], PERCENT, number.decimals, str(given))
                continue
            unit = indicator.counted_in or ITEM if role in COUNTS else indicator.unit
            assert unit is not None
            bare = Quantity(*number[:2], unit, number.decimals, str(given))
            found[role] = bare if ratio == 1 else bare.turned(ratio, unit)
    return Figure(indicator.id, **found)


def _float(value: Fraction | None) -> float | None:
    """Give the nearest float; beyond the largest one there is none but infinity."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        assert value is not None
        return float("inf") if value > 0 else float("-inf")
