"""Units written beside the figures: exact factors joined as a table, and rows whose unit does not fit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.numbers import AMOUNTS, COUNTS, MOST, scaled, whole
from targets.columns.rules import class_of
from targets.columns.stages import staged
from targets.columns.terms import col, lit, when
from targets.numerals import normal
from targets.units import ITEM, Kind, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
    from targets.columns.stages import Table
    from targets.columns.terms import Term
    from targets.labels import Units
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["conversions", "converted", "with_factors"]

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


def with_factors(frame: Frame, table: dict[str, list[Any]], slow: Term | None) -> Frame:
    """Join the factors of each row's unit, by the `_class` of its indicator; `slow` is which rows ask for them, where not all do."""
    label = nw.col("unit").str.strip_chars().str.to_lowercase()
    asked = label != "" if slow is None else slow.narwhals & (label != "")
    frame = frame.with_columns(nw.when(asked).then(label).alias("_label"))
    return frame.join(beside(frame, table, _TYPES), on=["_class", "_label"], how="left")


def converted(frame: Table, roles: Sequence[str]) -> Table:
    """Turn amounts and counts into the units of their indicator; `_misfit` is whether a unit is unknown or does not fit.

    Without a unit in its row an amount is taken as it is, and a bare number for a share is a misfit, as in a file.
    """
    amounts: list[str] = [role for role in AMOUNTS if role in roles]
    named, any_amount, any_count = ~col("_label").is_null(), _present(amounts), _present([r for r in COUNTS if r in roles])
    fits, counts_fit = (col(name).fill_null(value=False) for name in ("_amounts_fit", "_counts_fit"))
    frame = staged(
        frame,
        _misfit=(any_amount & ((named & ~fits) | (~named & ~col("_bare")))) | (any_count & named & ~counts_fit),
        _times=col("_times").fill_null(1.0),
        _over=col("_over").fill_null(1.0),
        _decimal=col("_decimal").fill_null(value=True),
    )
    for role in (*amounts, *(role for role in COUNTS if role in roles)):
        frame = _convert(frame, role)
    return frame


def _present(roles: Sequence[str]) -> Term:
    present = lit(value=False)
    for role in roles:
        present = present | ~col(role).is_null()
    return present


def _convert(frame: Table, role: str) -> Table:
    """Multiply by the factor with one rounding, and say where the result is no exact stand-in for the product."""
    number, times, over, one = col(role), col("_times"), col("_over"), lit(1.0)
    rough = col(f"_rough_{role}") if f"_rough_{role}" in frame.columns else lit(value=False)
    frame, power, found = scaled(frame, role)
    frame = staged(frame, _p=power, _f=found)
    found, top, bottom, result = col("_f"), col("_top"), col("_bottom"), col("_result")
    # The power of ten and the factor are set off against each other first, so that 17.384571763 billion stays short.
    frame = staged(frame, _bottom=over * when(found).then(col("_p")).otherwise(one))
    frame = staged(frame, _up=times / bottom, _down=bottom / times)
    up, down = col("_up"), col("_down")
    short = (times <= MOST) & (bottom <= MOST)
    rises, falls = short & (up >= 1) & (whole(up) == up), short & (down >= 1) & (whole(down) == down)
    number_or_whole = when(found).then(whole(number * col("_p"))).otherwise(number)
    frame = staged(
        frame,
        _top=number_or_whole * when(rises).then(up).otherwise(when(falls).then(one).otherwise(times)),
        _bottom=when(rises).then(one).otherwise(when(falls).then(down).otherwise(bottom)),
    )
    frame = staged(frame, _result=top / bottom)
    divides = (whole(result) == result) & (result * bottom == top)
    exact = (times == over) | (found & (top.abs() <= MOST) & (bottom <= MOST) & (col("_decimal") | divides))
    # What leaves the range of float64 stays so small or so large that it comes to a second look.
    kept = when((times == over) | ((result == 0) & (number != 0))).then(number).otherwise(result)
    edge = when(number > 0).then(lit(_LARGEST)).otherwise(lit(-_LARGEST))
    return staged(
        frame,
        **{
            role: when((result.abs() > _LARGEST) & (times != over)).then(edge).otherwise(kept),
            f"_rough_{role}": (~exact).fill_null(value=False) | rough,
        },
    )
