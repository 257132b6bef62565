"""What is wrong with a row of a table by itself: its own word, its unit, its counts, its grade, its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from targets.columns.misfit import misfit_of
from targets.columns.numbers import AMOUNTS, COUNTS, KEYS, NUMBERS
from targets.columns.texts import Reject
from targets.errors import quoted
from targets.numerals import normal
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from targets.ruleset import Indicator, Ruleset

__all__ = ["FAULTS", "UNREADABLE", "Cleaned", "Row", "Said", "faulty", "odd_grades", "reject", "told"]

Cleaned = tuple[pl.DataFrame, list[Reject]]
Row = dict[str, Any]
Said = tuple[str, str | None, str]
"""The column at fault, what stands there, and why that is a fault."""
UNREADABLE = "unreadable"
FAULTS = (UNREADABLE, "not-finite")


def faulty(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator]) -> Cleaned:
    """Mark the rows that cannot be read (`fault`), and tell the first fault of each."""
    rejects: list[Reject] = []
    for find in (_faults, _misfits, _odd_counts, _odd_grades, _not_finite):
        frame, found = find(frame, ruleset, judged)
        rejects += found
    return frame, rejects


def told(frame: pl.DataFrame, say: Callable[[Row], Said], kind: str) -> list[Reject]:
    """Tell one thing of every row."""
    return [reject(row, *say(row), kind) for row in frame.iter_rows(named=True)]


def reject(row: Row, column: str, value: object, why: str, kind: str) -> Reject:
    """Tell of one row what is wrong with it."""
    file, line = row["file"], row["line"]
    assert isinstance(file, int)
    subject, period, indicator = (None if row[name] is None else str(row[name]) for name in KEYS)
    said = None if value is None else str(value)
    return Reject(file, line if isinstance(line, int) else None, column, subject, period, indicator, said, kind, why)


def _faulted(frame: pl.DataFrame, bad: pl.Expr, fault: str = UNREADABLE) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mark the rows that are bad, and give those that no earlier fault has told of."""
    bad = bad.fill_null(value=False) & pl.col("fault").is_null()
    found = frame.filter(bad)
    return (
        (frame.with_columns(pl.when(bad).then(pl.lit(fault)).otherwise(pl.col("fault")).alias("fault")), found)
        if len(found)
        else (frame, found)
    )


def _faults(frame: pl.DataFrame, _: Ruleset, __: Mapping[str, Indicator]) -> Cleaned:
    """Tell the faults that stand in the table itself; a word that is no reason is why it cannot be read."""
    fault = pl.col("fault")
    untold = frame.filter(fault.is_not_null() & ~pl.col("why").eq_missing(""))
    found = []
    for row in untold.iter_rows(named=True):
        why = row["why"] or ("the table says that it cannot be read" if row["fault"] in FAULTS else row["fault"])
        found.append(reject(row, "fault", row["fault"], why, row["fault"] if row["fault"] in FAULTS else UNREADABLE))
    known = pl.when(fault.is_not_null() & ~fault.is_in(FAULTS)).then(pl.lit(UNREADABLE)).otherwise(fault)
    return frame.with_columns(known.alias("fault")), found


def _misfits(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator]) -> Cleaned:
    """Find labels that are no unit, or not one of this indicator; all others are spelled as the rules' units are."""
    if "unit" not in frame.columns:
        return frame, []
    pairs = frame.select("indicator", "unit").unique().rows()
    table = [(name, label, *misfit_of(judged[name], label, ruleset)) for name, label in pairs]
    schema = dict.fromkeys(("indicator", "unit", "_spelled", "_no_amount", "_no_count"), pl.String)
    fits = pl.DataFrame(table, schema=schema, orient="row")
    frame = frame.join(fits, on=["indicator", "unit"], how="left", nulls_equal=True, maintain_order="left")
    amounts, counts = (_any_of(frame, roles) for roles in (AMOUNTS, COUNTS))
    frame = frame.with_columns(
        pl.coalesce(pl.when(amounts).then("_no_amount"), pl.when(counts).then("_no_count")).alias("_why"),
        pl.col("unit").alias("_written"),
        pl.col("_spelled").alias("unit"),
    )
    frame, bad = _faulted(frame, pl.col("_why").is_not_null())
    found = [reject(row, "unit", row["_written"], row["_why"], UNREADABLE) for row in bad.iter_rows(named=True)]
    return frame.drop("_spelled", "_no_amount", "_no_count", "_why", "_written"), found


def _any_of(frame: pl.DataFrame, roles: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(value=False), *(pl.col(role).is_not_null() for role in roles if role in frame.columns))


def _odd_counts(frame: pl.DataFrame, _: Ruleset, judged: Mapping[str, Indicator]) -> Cleaned:
    if not {*COUNTS} & {*frame.columns}:
        return frame, []
    count, total = (pl.col(name) if name in frame.columns else pl.lit(None, pl.Float64) for name in COUNTS)
    one, both = count.is_not_null() | total.is_not_null(), count.is_not_null() & total.is_not_null()
    shares = [name for name, indicator in judged.items() if indicator.unit is not None and indicator.unit.kind is Kind.SHARE]
    numeric = [name for name, indicator in judged.items() if indicator.unit is not None]
    why = (
        pl.when(one & ~pl.col("indicator").is_in(shares) & pl.col("indicator").is_in(numeric)).then(pl.lit("a count over a total is a share, and the indicator is none"))
        .when(one & ~both & pl.col("indicator").is_in(numeric)).then(pl.lit("a count needs its total, and a total its count"))
        .when(both & ((count < 0) | (total < 0) | ((count > total) & (total != 0)))).then(pl.lit("a count lies between 0 and its total"))
    )  # fmt: skip
    frame, bad = _faulted(frame.with_columns(why.alias("_why")), pl.col("_why").is_not_null())
    found = [
        reject(row, "count", f"{row.get('count')} of {row.get('total')}", row["_why"], UNREADABLE) for row in bad.iter_rows(named=True)
    ]
    return frame.drop("_why"), found


def _odd_grades(frame: pl.DataFrame, _: Ruleset, judged: Mapping[str, Indicator]) -> Cleaned:
    if "grade" not in frame.columns:
        return frame, []
    pairs = odd_grades(frame.select("indicator", "grade").unique().rows(), judged)
    if not pairs:
        return frame, []
    wrong = pl.DataFrame(pairs, schema={"indicator": pl.String, "grade": pl.String}, orient="row").with_columns(
        pl.lit(value=True).alias("_wrong")
    )
    frame, bad = _faulted(frame.join(wrong, on=["indicator", "grade"], how="left", maintain_order="left"), pl.col("_wrong"))
    found = [
        reject(row, "grade", row["grade"], f"{quoted(row['grade'])} is not a grade of its scale", UNREADABLE)
        for row in bad.iter_rows(named=True)
    ]
    return frame.drop("_wrong"), found


def odd_grades(pairs: Iterable[tuple[str | None, str | None]], judged: Mapping[str, Indicator]) -> list[tuple[str, str]]:
    """Give the pairs of an indicator and a grade that is none of its scale."""
    scales = {name: {normal(grade).casefold() for grade in indicator.scale} for name, indicator in judged.items() if indicator.scale}
    return [
        (name, grade) for name, grade in pairs
        if name in scales and grade is not None and normal(grade).casefold() not in scales[name]
    ]  # fmt: skip


def _not_finite(frame: pl.DataFrame, _: Ruleset, __: Mapping[str, Indicator]) -> Cleaned:
    found: list[Reject] = []
    for role in NUMBERS:
        if role in frame.columns and frame.schema[role].is_float():
            frame, bad = _faulted(frame, ~pl.col(role).is_finite(), "not-finite")
            found += [
                reject(row, role, row[role], f"`{row[role]}` is not a finite number", "not-finite") for row in bad.iter_rows(named=True)
            ]
    return frame, found
