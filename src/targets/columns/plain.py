"""Cells of text as exact floats, whole columns at once, where they say no more than a plain number and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from targets.columns.numbers import AMOUNTS, COUNTS, NUMBERS, SHARES
from targets.units import Kind, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.labels import Units
    from targets.numerals import Style
    from targets.ruleset import Indicator

__all__ = ["TEXTS", "Plain", "plain"]

TEXTS = (*NUMBERS, "unit", "grade", "held", "done", "reported")
"""The columns of a figure as text."""
_MOST, _MOST_DIGITS, _MOST_POWER = 1e15, 15, 22
_WHOLE = {"vi": r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+", "en": r"[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+", None: r"[0-9]+"}
_POINT = {"vi": r"(?:,([0-9]+))?", "en": r"(?:\.([0-9]+))?", None: "()"}
_LABEL = r"\s*([^0-9\s.,][^0-9]*)?"
_TENS = {power: float(10**power) for power in range(_MOST_POWER + 1)}


class Plain(NamedTuple):
    """Numbers in the units of their indicators, and for each row whether that is all that it says."""

    numbers: pl.DataFrame
    is_plain: pl.Series


def plain(cells: pl.DataFrame, indicators: Mapping[str, Indicator], units: Units, style: Style | None) -> Plain:
    """Read what is a number of up to fifteen digits with a known unit; whoever reads words reads all other rows.

    `cells` has `indicator` and any of `TEXTS`, stripped, null where a cell is empty. A row is plain where its amounts
    share one unit and nothing about it can be a fault.
    Law: a plain row says what the scalar reader says of it, and its floats are the nearest to the exact numbers.
    """
    roles = [role for role in NUMBERS if role in cells.columns]
    pattern = f"^(-?)({_WHOLE[style]}){_POINT[style]}{_LABEL}$"
    parts = {role: pl.col(role).str.extract_groups(pattern) for role in roles}
    frame = cells.with_columns(pl.col(role).is_null().alias(f"_no_{role}") for role in roles).with_columns(
        *(parts[role].struct.field("1").alias(f"_sign_{role}") for role in roles),
        *(
            (parts[role].struct.field("2").str.replace_all("[.,]", "") + parts[role].struct.field("3").fill_null("")).alias(f"_all_{role}")
            for role in roles
        ),
        *(parts[role].struct.field("3").fill_null("").str.len_bytes().alias(f"_decimals_{role}") for role in roles),
        *(parts[role].struct.field("4").str.strip_chars().alias(f"_label_{role}") for role in roles),
    )
    frame = _with_factors(_with_label(frame, roles), indicators, units)
    frame = frame.with_columns(expr for role in roles for expr in _number(role))
    values = [pl.when(pl.col(f"_ok_{role}")).then(pl.col(f"_value_{role}")).alias(role) for role in roles]
    return Plain(frame.select(*values), frame.select(_is_plain(frame, roles).alias("plain"))["plain"])


def _with_label(frame: pl.DataFrame, roles: Sequence[str]) -> pl.DataFrame:
    """Find the one label of a row's amounts: beside the number, else in its unit column; `_mixed` is whether there are several."""
    unit = pl.col("unit") if "unit" in frame.columns else pl.lit(None, pl.String)
    labels = [pl.coalesce(pl.col(f"_label_{role}"), unit) for role in AMOUNTS if role in roles]
    given = [~pl.col(f"_no_{role}") for role in AMOUNTS if role in roles]
    frame = frame.with_columns(
        pl.when(has).then(label).alias(f"_given_{n}") for n, (has, label) in enumerate(zip(given, labels, strict=True))
    )
    frame = frame.with_columns(pl.coalesce(*(f"_given_{n}" for n in range(len(given))), pl.lit(None, pl.String)).alias("_label"))
    mixed = [has & ~pl.col(f"_given_{n}").eq_missing(pl.col("_label")) for n, has in enumerate(given)]
    return frame.with_columns(pl.any_horizontal(pl.lit(value=False), *mixed).alias("_mixed"))


def _with_factors(frame: pl.DataFrame, indicators: Mapping[str, Indicator], units: Units) -> pl.DataFrame:
    """Join what a number of each label is multiplied by: a whole number and a power of ten."""
    pairs = frame.select("indicator", "_label").unique().rows()
    rows = [(name, label, *found) for name, label in pairs if (found := _factor(indicators.get(name), label, units)) is not None]
    schema = {"indicator": pl.String, "_label": pl.String, "_share": pl.Boolean, "_times": pl.Float64, "_power": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.join(table, on=["indicator", "_label"], how="left", nulls_equal=True, maintain_order="left")


def _factor(indicator: Indicator | None, label: str | None, units: Units) -> tuple[bool, float, int] | None:
    """Give whether the indicator is a share, and the factor as a whole number times a power of ten; None where there is none."""
    if indicator is None or indicator.unit is None:
        return None
    share = indicator.unit.kind is Kind.SHARE
    if label is None:
        return (share, 1.0, 0) if share or indicator.unit.kind is Kind.AMOUNT else None
    try:
        ratio, power = factor(units.get(label), indicator.unit), 0
    except (UnitError, ValueError):
        return None
    while ratio.denominator > 1 and power > -_MOST_DIGITS:
        ratio, power = ratio * 10, power - 1
    while ratio.numerator % 10 == 0 and ratio:
        ratio, power = ratio / 10, power + 1
    return (share, float(ratio), power) if ratio.denominator == 1 and 0 < ratio < _MOST else None


def _number(role: str) -> list[pl.Expr]:
    """Work out the number in one rounding: whole digits times a whole factor, then one power of ten."""
    amount = role in AMOUNTS
    digits = pl.col(f"_all_{role}")
    times, power = (pl.col("_times"), pl.col("_power")) if amount else (pl.lit(1.0), pl.lit(0))
    short = digits.str.len_bytes() <= _MOST_DIGITS
    whole = pl.when(short).then(digits).cast(pl.Int64).cast(pl.Float64) * times
    shift = power - pl.col(f"_decimals_{role}").cast(pl.Int64)
    tens = shift.abs().clip(0, _MOST_POWER).replace_strict(_TENS, return_dtype=pl.Float64)
    value = pl.when(shift >= 0).then(whole * tens).otherwise(whole / tens)
    value = pl.when(pl.col(f"_sign_{role}") == "-").then(-value).otherwise(value)
    # Fifteen digits are told apart by float64 wherever the point stands, and more are not.
    short_still = (whole <= _MOST) & (shift.abs() <= _MOST_POWER)
    if amount:
        labelled = pl.lit(value=True)
    elif role in SHARES:
        labelled = pl.col(f"_label_{role}") == "%"
    else:
        labelled = pl.col(f"_label_{role}").is_null()
    fits = (labelled & short & short_still & (pl.col("_times").is_not_null() if amount else pl.lit(value=True))).fill_null(value=False)
    return [value.alias(f"_value_{role}"), (fits & ~pl.col(f"_no_{role}")).alias(f"_ok_{role}")]


def _is_plain(frame: pl.DataFrame, roles: Sequence[str]) -> pl.Expr:
    whole = [pl.col(f"_no_{role}") | pl.col(f"_ok_{role}") for role in roles]
    silent = [pl.col(role).is_null() for role in ("grade", "held", "done", "reported") if role in frame.columns]
    amounts = pl.any_horizontal(pl.lit(value=False), *(~pl.col(f"_no_{role}") for role in AMOUNTS if role in roles))
    counts = pl.any_horizontal(pl.lit(value=False), *(~pl.col(f"_no_{role}") for role in COUNTS if role in roles))
    bare_share = amounts & pl.col("_share") & pl.col("_label").is_null()
    counted = pl.lit(value=False)
    if set(COUNTS) <= set(roles):
        count, total = pl.col("_value_count"), pl.col("_value_total")
        unlabelled = pl.col("unit").is_null() if "unit" in frame.columns else pl.lit(value=True)
        counted = pl.col("_share") & ~amounts & unlabelled & (count >= 0) & (count <= total)
    known = pl.col("_times").is_not_null() | (~amounts & counts)
    return pl.all_horizontal(*whole, *silent, ~pl.col("_mixed"), known, ~bare_share, ~counts | counted).fill_null(value=False)


def as_cells(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """Make columns of stripped text, null where a cell is empty."""
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    stripped = pl.all().str.strip_chars()
    return frame.select(pl.when(stripped != "").then(stripped).name.keep()) if columns else frame
