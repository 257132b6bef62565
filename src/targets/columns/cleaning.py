"""What of a table cannot be judged, row by row, before it is: nothing is given twice, unknown or misfitting without being told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from targets.columns.misfit import misfit_of
from targets.columns.numbers import AMOUNTS, COUNTS, KEYS, NUMBERS, WORDS
from targets.columns.tagging import tagged
from targets.columns.texts import Reject
from targets.errors import did_you_mean, quoted
from targets.needs import tags_of
from targets.numerals import normal
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from targets.ruleset import Indicator, Ruleset

__all__ = ["Cleaned", "cleaned", "unknown_why"]

Cleaned = tuple[pl.DataFrame, list[Reject]]
Row = dict[str, Any]
Said = tuple[str, str | None, str]
"""The column at fault, what stands there, and why that is a fault."""
_UNREADABLE = "unreadable"
_FAULTS = (_UNREADABLE, "not-finite")


def cleaned(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator], keep: Sequence[str] = ()) -> Cleaned:
    """Give each figure once, faults and all, and what was wrong with rows.

    A figure that is given twice says nothing, whether or not the two agree: it is unreadable. `judged` are the indicators
    that targets ask for; another one that the rules declare is no fault.
    """
    rejects: list[Reject] = []
    keyless = pl.any_horizontal(pl.col(*KEYS).is_null())
    rejects += _told(frame.filter(keyless), _keyless, "no-key")
    frame, odd = tagged(frame.filter(~keyless), tags_of(ruleset))
    rejects += [_reject(row, "tags", row["_tag"], row["_why"], "misspelt-tag") for row in odd]
    frame, found = alike(frame, keep)
    rejects += found
    unknown = frame.filter(~pl.col("indicator").is_in(list(ruleset.indicators)))
    rejects += _told(unknown, _unknown(ruleset), "unknown-indicator")
    mine = pl.col("indicator").is_in(list(judged))
    others, frame = frame.filter(~mine), frame.filter(mine)
    for find in (_faults, _misfits, _odd_counts, _odd_grades, _not_finite):
        frame, found = find(frame, ruleset, judged)
        rejects += found
    frame, found = _doubled(frame)
    # Rows that nobody judges say that their subject has submitted something; once is enough.
    others = others.unique(["subject", "period"]).join(frame.select("subject", "period").unique(), on=["subject", "period"], how="anti")
    return pl.concat([frame, others.select(frame.columns)], how="vertical"), [*rejects, *found]


def _told(frame: pl.DataFrame, say: Callable[[Row], Said], kind: str) -> list[Reject]:
    return [_reject(row, *say(row), kind) for row in frame.iter_rows(named=True)]


def _reject(row: Row, column: str, value: object, why: str, kind: str) -> Reject:
    file, line = row["file"], row["line"]
    assert isinstance(file, int)
    subject, period, indicator = (None if row[name] is None else str(row[name]) for name in KEYS)
    said = None if value is None else str(value)
    return Reject(file, line if isinstance(line, int) else None, column, subject, period, indicator, said, kind, why)


def _keyless(row: Row) -> Said:
    empty = [name for name in KEYS if row[name] is None]
    return empty[0], None, f"{' and '.join(map(quoted, empty))} {'is' if len(empty) == 1 else 'are'} empty"


def unknown_why(ruleset: Ruleset) -> str:
    """Say that the rules have no such indicator."""
    return f"no indicator of {quoted(ruleset.id)} has this name"


def _unknown(ruleset: Ruleset) -> Callable[[Row], Said]:
    known: dict[str, str] = {}

    def say(row: Row) -> Said:
        name = str(row["indicator"])
        if name not in known:
            near = did_you_mean(name, ruleset.indicators, told=len(known))
            known[name] = unknown_why(ruleset) + (f"; {near}" if near else "")
        return "indicator", name, known[name]

    return say


def _faulted(frame: pl.DataFrame, bad: pl.Expr, fault: str = _UNREADABLE) -> tuple[pl.DataFrame, pl.DataFrame]:
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
        why = row["why"] or ("the table says that it cannot be read" if row["fault"] in _FAULTS else row["fault"])
        found.append(_reject(row, "fault", row["fault"], why, row["fault"] if row["fault"] in _FAULTS else _UNREADABLE))
    known = pl.when(fault.is_not_null() & ~fault.is_in(_FAULTS)).then(pl.lit(_UNREADABLE)).otherwise(fault)
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
    found = [_reject(row, "unit", row["_written"], row["_why"], _UNREADABLE) for row in bad.iter_rows(named=True)]
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
        _reject(row, "count", f"{row.get('count')} of {row.get('total')}", row["_why"], _UNREADABLE) for row in bad.iter_rows(named=True)
    ]
    return frame.drop("_why"), found


def _odd_grades(frame: pl.DataFrame, _: Ruleset, judged: Mapping[str, Indicator]) -> Cleaned:
    scales = {name: {normal(grade).casefold() for grade in indicator.scale} for name, indicator in judged.items() if indicator.scale}
    if "grade" not in frame.columns or not scales:
        return frame, []
    graded = frame.filter(pl.col("indicator").is_in(list(scales)) & pl.col("grade").is_not_null())
    pairs = [
        (name, grade) for name, grade in graded.select("indicator", "grade").unique().rows() if normal(grade).casefold() not in scales[name]
    ]
    wrong = pl.DataFrame(pairs, schema={"indicator": pl.String, "grade": pl.String}, orient="row").with_columns(
        pl.lit(value=True).alias("_wrong")
    )
    frame, bad = _faulted(frame.join(wrong, on=["indicator", "grade"], how="left", maintain_order="left"), pl.col("_wrong"))
    found = [
        _reject(row, "grade", row["grade"], f"{quoted(row['grade'])} is not a grade of its scale", _UNREADABLE)
        for row in bad.iter_rows(named=True)
    ]
    return frame.drop("_wrong"), found


def _not_finite(frame: pl.DataFrame, _: Ruleset, __: Mapping[str, Indicator]) -> Cleaned:
    found: list[Reject] = []
    for role in NUMBERS:
        if role in frame.columns and frame.schema[role].is_float():
            frame, bad = _faulted(frame, ~pl.col(role).is_finite(), "not-finite")
            found += [
                _reject(row, role, row[role], f"`{row[role]}` is not a finite number", "not-finite") for row in bad.iter_rows(named=True)
            ]
    return frame, found


def _doubled(frame: pl.DataFrame) -> Cleaned:
    if not frame.select(KEYS).is_duplicated().any():
        return frame, []
    key = pl.struct(*KEYS)
    doubled = key.is_duplicated()
    bad = frame.filter(doubled)
    found = [
        _reject(row, "indicator", row["indicator"], "the figure is given twice, so none of the two counts", "given-twice")
        for row in bad.iter_rows(named=True)
    ]
    empty = [pl.when(doubled).then(None).otherwise(pl.col(name)).alias(name) for name in (*NUMBERS, *WORDS) if name in frame.columns]
    frame = frame.with_columns(*empty, pl.when(doubled).then(pl.lit(_UNREADABLE)).otherwise(pl.col("fault")).alias("fault"))
    return frame.unique(KEYS, keep="first", maintain_order=True), found


def alike(frame: pl.DataFrame, keep: Sequence[str]) -> Cleaned:
    """Give every row of a subject and period the first value that a kept column has there, and tell which rows have another."""
    found: list[Reject] = []
    for name in keep:
        first = pl.col(name).drop_nulls().first().over("subject", "period")
        frame = frame.with_columns(first.alias("_first"))
        for row in frame.filter(pl.col(name).is_not_null() & (pl.col(name) != pl.col("_first"))).iter_rows(named=True):
            why = f"{quoted(row['subject'])}, {row['period']}, stands elsewhere with {quoted(row['_first'])}, which counts"
            found.append(_reject(row, name, row[name], why, "disagrees"))
        frame = frame.with_columns(pl.col("_first").alias(name)).drop("_first")
    return frame, found
