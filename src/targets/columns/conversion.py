"""Units written beside the figures: exact factors joined as a table, and rows whose unit does not fit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.engines import beside, staged
from targets.columns.numbers import AMOUNTS, COUNTS, MOST, scaled, whole
from targets.columns.rules import class_of
from targets.numerals import normal
from targets.units import ITEM, Kind, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
    from targets.labels import Units
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["conversions", "converted"]

_LARGEST = 1e308
_TYPES = (str, str, float, float, bool, bool, bool)


def conversions(rules: Sequence[Rule], units: Units) -> dict[str, list[Any]]:
    """Give the factor of every known label for every kind of indicator: numerator over denominator.

    A label of things turns counts, any other one amounts: none is of both kinds.
    """
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
    amounts = None if indicator.unit is None else _between(unit, indicator.unit)
    counts = _between(unit, indicator.counted_in or (unit if unit.kind is Kind.AMOUNT else ITEM))
    ratio = counts if amounts is None else amounts
    if ratio is None:
        return 1.0, 1.0, True, False, False
    digits = next((k for k in range(13) if (ratio * 10**k).denominator == 1), None)
    times, over = ratio.as_integer_ratio() if digits is None else (int(ratio * 10**digits), 10**digits)
    return float(times), float(over), digits is not None, amounts is not None, counts is not None


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
    """Turn amounts and counts into the units of their indicator; `_misfit` is whether a unit is unknown or does not fit.

    Without a unit in its row an amount is taken as it is, and a bare number for a share is a misfit, as in a file.
    """
    label = nw.col("unit").cast(nw.String()).str.strip_chars().str.to_lowercase()
    frame = staged(frame, nw.when(label != "").then(label).alias("_label"))
    amounts = [role for role in AMOUNTS if role in roles]
    frame = frame.join(beside(frame, table, _TYPES), on=["_class", "_label"], how="left")
    named, any_amount, any_count = ~nw.col("_label").is_null(), _present(amounts), _present([r for r in COUNTS if r in roles])
    fits, counts_fit = (nw.col(name).fill_null(False) for name in ("_amounts_fit", "_counts_fit"))
    misfit = (any_amount & ((named & ~fits) | (~named & ~nw.col("_bare")))) | (any_count & named & ~counts_fit)
    frame = staged(
        frame,
        misfit.alias("_misfit"),
        nw.col("_times").fill_null(1.0),
        nw.col("_over").fill_null(1.0),
        nw.col("_decimal").fill_null(True),
    )
    for role in (*amounts, *(role for role in COUNTS if role in roles)):
        frame = _convert(frame, role)
    return frame


def _present(roles: Sequence[str]) -> nw.Expr:
    present = nw.lit(False)
    for role in roles:
        present = present | ~nw.col(role).is_null()
    return present


def _convert(frame: Frame, role: str) -> Frame:
    """Multiply by the factor with one rounding, and say where the result is no exact stand-in for the product."""
    number, times, over, one = nw.col(role), nw.col("_times"), nw.col("_over"), nw.lit(1.0)
    rough = nw.col(f"_rough_{role}") if f"_rough_{role}" in frame.columns else nw.lit(False)
    power, found = scaled(number)
    frame = staged(frame, power.alias("_p"), found.alias("_f"))
    found, top, bottom, result = nw.col("_f"), nw.col("_top"), nw.col("_bottom"), nw.col("_result")
    # The power of ten and the factor are set off against each other first, so that 17.384571763 billion stays short.
    frame = staged(frame, (over * nw.when(found).then(nw.col("_p")).otherwise(one)).alias("_bottom"))
    frame = staged(frame, (times / bottom).alias("_up"), (bottom / times).alias("_down"))
    up, down = nw.col("_up"), nw.col("_down")
    short = (times <= MOST) & (bottom <= MOST)
    rises, falls = short & (up >= 1) & (whole(up) == up), short & (down >= 1) & (whole(down) == down)
    number_or_whole = nw.when(found).then(whole(number * nw.col("_p"))).otherwise(number)
    frame = staged(
        frame,
        (number_or_whole * nw.when(rises).then(up).otherwise(nw.when(falls).then(one).otherwise(times))).alias("_top"),
        nw.when(rises).then(one).otherwise(nw.when(falls).then(down).otherwise(bottom)).alias("_bottom"),
    )
    frame = staged(frame, (top / bottom).alias("_result"))
    divides = (whole(result) == result) & (result * bottom == top)
    exact = (times == over) | (found & (top.abs() <= MOST) & (bottom <= MOST) & (nw.col("_decimal") | divides))
    # What leaves the range of float64 stays so small or so large that it comes to a second look.
    kept = nw.when((times == over) | ((result == 0) & (number != 0))).then(number).otherwise(result)
    edge = nw.when(number > 0).then(nw.lit(_LARGEST)).otherwise(nw.lit(-_LARGEST))
    return staged(
        frame,
        nw.when((result.abs() > _LARGEST) & (times != over)).then(edge).otherwise(kept).alias(role),
        ((~exact).fill_null(False) | rough).alias(f"_rough_{role}"),
    )
