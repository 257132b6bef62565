"""Units written beside the figures: exact factors joined as a table, and rows whose unit does not fit."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.numbers import AMOUNTS, MOST, scaled
from targets.columns.rules import class_of
from targets.numerals import normal
from targets.units import ITEM, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
    from targets.labels import Units
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["conversions", "converted"]

_LARGEST = 1e308
_TYPES = (str, str, float, float, bool, bool, bool)


def conversions(rules: Sequence[Rule], units: Units) -> dict[str, list[Any]]:
    """Give the factor of every known label for every kind of indicator: numerator over denominator."""
    kinds: dict[str, Indicator] = {class_of(rule.target.indicator): rule.target.indicator for rule in rules}
    rows: list[tuple[Any, ...]] = []
    for name, indicator in kinds.items():
        labels = dict(units)
        for own in (indicator.unit, indicator.counted_in):
            if own is not None:
                labels |= {normal(label).casefold(): own for label in (own.vi, own.name)}
        for label, unit in labels.items():
            rows += [(name, spelling, *_factor(unit, indicator)) for spelling in _spellings(label)]
    names = ("_class", "_label", "_times", "_over", "_decimal", "_amounts_fit", "_counts_fit")
    columns = {name: list(values) for name, values in zip(names, zip(*dict.fromkeys(rows), strict=True), strict=True)} if rows else {}
    return columns or {name: [] for name in names}


def _factor(unit: Unit, indicator: Indicator) -> tuple[float, float, bool, bool, bool]:
    counted = indicator.counted_in or ITEM
    counts_fit = counted is ITEM or _between(unit, counted) == 1
    ratio = None if indicator.unit is None else _between(unit, indicator.unit)
    if ratio is None:
        return 1.0, 1.0, True, False, counts_fit
    digits = next((k for k in range(13) if (ratio * 10**k).denominator == 1), None)
    times, over = ratio.as_integer_ratio() if digits is None else (int(ratio * 10**digits), 10**digits)
    return float(times), float(over), digits is not None, True, counts_fit


def _between(given: Unit, wanted: Unit) -> Fraction | None:
    try:
        return factor(given, wanted)
    except UnitError:
        return None


def _spellings(label: str) -> set[str]:
    """Give a label as tables write it: in composed and in decomposed letters, with both ways to spell tỷ."""
    ways = {label, label.replace("tỷ", "tỉ")}
    return ways | {unicodedata.normalize("NFD", way) for way in ways}


def converted(frame: Frame, table: dict[str, list[Any]], roles: Sequence[str]) -> Frame:
    """Turn amounts into the unit of their indicator; `_misfit` is whether a unit is unknown or does not fit.

    Without a unit in its row an amount is taken as it is, and a bare number for a share is a misfit, as in a file.
    """
    label = nw.col("unit").cast(nw.String()).str.strip_chars().str.to_lowercase()
    frame = frame.with_columns(nw.when(label != "").then(label).alias("_label"))
    amounts = [role for role in AMOUNTS if role in roles]
    frame = frame.join(beside(frame, table, _TYPES), on=["_class", "_label"], how="left")  # type: ignore[arg-type]
    named, any_amount, any_count = ~nw.col("_label").is_null(), _present(amounts), _present([r for r in ("count", "total") if r in roles])
    fits, counts_fit = (nw.col(name).fill_null(False) for name in ("_amounts_fit", "_counts_fit"))
    misfit = (any_amount & ((named & ~fits) | (~named & ~nw.col("_bare")))) | (any_count & named & ~counts_fit)
    frame = frame.with_columns(
        misfit.alias("_misfit"),
        nw.col("_times").fill_null(1.0),
        nw.col("_over").fill_null(1.0),
        nw.col("_decimal").fill_null(True),
    )
    return frame.with_columns(*(expr for role in amounts for expr in _convert(role)))


def _present(roles: Sequence[str]) -> nw.Expr:
    present = nw.lit(False)  # noqa: FBT003 - a literal of the table
    for role in roles:
        present = present | ~nw.col(role).is_null()
    return present


def _convert(role: str) -> tuple[nw.Expr, nw.Expr]:
    """Multiply by the factor with one rounding, and say where the result is no exact stand-in for the product."""
    number, times, over = nw.col(role), nw.col("_times"), nw.col("_over")
    power, found = scaled(number)
    top, bottom = nw.when(found).then((number * power).round(0)).otherwise(number) * times, over * nw.when(found).then(power).otherwise(nw.lit(1.0))
    result = top / bottom
    divides = (result.round(0) == result) & (result * bottom == top)
    exact = (times == over) | (found & (top.abs() <= MOST) & (bottom <= MOST) & (nw.col("_decimal") | divides))
    # What leaves the range of float64 stays so small or so large that it comes to a second look.
    result = nw.when((result == 0) & (number != 0)).then(number).otherwise(result)
    result = nw.when(result.abs() > _LARGEST).then(nw.when(number > 0).then(nw.lit(_LARGEST)).otherwise(nw.lit(-_LARGEST))).otherwise(result)
    return (
        nw.when(times == over).then(number).otherwise(result).alias(role),
        (~exact).fill_null(False).alias(f"_converted_{role}"),
    )
