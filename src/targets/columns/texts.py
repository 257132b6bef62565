"""Tables that were read from files, as rows that can be judged: text becomes numbers, and what cannot is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from targets.columns.numbers import AMOUNTS, KEYS, NUMBERS, WORDS
from targets.columns.plain import TEXTS, as_cells, plain
from targets.numerals import normal
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from targets.labels import Units
    from targets.numerals import Style
    from targets.ruleset import Indicator

__all__ = ["FIGURE", "Reject", "Wanted", "from_text", "normalised", "unreadable"]

FIGURE: dict[str, Any] = {
    "file": pl.Int32, "line": pl.Int64, **dict.fromkeys(KEYS, pl.String), **dict.fromkeys(NUMBERS, pl.Float64),
    "grade": pl.String, "held": pl.Boolean, "done": pl.String, "tags": pl.String, "fault": pl.String, "why": pl.String,
}  # fmt: skip
"""The columns of a row of text that can be judged: whose and where it is, numbers in the units of their indicators, and what is wrong.

`why` says what a fault is about; it is empty where that has been told already.
"""


class Reject(NamedTuple):
    """What of a table could not be judged: where it stands, what it says, and why. `kind` is one of a few words to count by.

    `file` is the number of a file, or its path where only that is known.
    """

    file: int | str
    line: int | None
    column: str
    subject: str | None
    period: str | None
    indicator: str | None
    value: str | None
    kind: str
    why: str


class Wanted(NamedTuple):
    """What rows are read for: the indicators that are judged, units, the style of numbers, and who reads what is no plain number.

    `names_units` is whether each row has to name its unit, since rows of other files do.
    """

    indicators: Mapping[str, Indicator]
    units: Units
    style: Style | None
    told: Callable[[Mapping[str, str]], Any]
    names_units: bool = False


def from_text(
    file: int, lines: Sequence[int], cells: Mapping[str, Sequence[str]], wanted: Wanted, keep: Sequence[str]
) -> tuple[pl.DataFrame, list[Reject]]:
    """Give rows of text as rows to judge (the columns of `FIGURE`, and those to keep), and what is wrong with some of them.

    Rows of indicators that nobody judges are kept without numbers: their subject has submitted something.
    """
    names = {name: cells[f"keep {name}"] for name in keep}
    frame = as_cells({name: column for name, column in cells.items() if name in (*KEYS, *TEXTS, "tags")}).with_columns(
        pl.lit(file, pl.Int32).alias("file"), pl.Series("line", lines, pl.Int64), *(_kept(name, column) for name, column in names.items())
    )
    frame = normalised(frame, keep)
    judged = pl.col("indicator").is_in(list(wanted.indicators)) & pl.all_horizontal(pl.col(*KEYS).is_not_null())
    frame = frame.with_columns(judged.fill_null(value=False).alias("_judged"))
    mine = frame.filter("_judged")
    numbers, is_plain = plain(
        mine.select(name for name in mine.columns if name in ("indicator", *TEXTS)), wanted.indicators, wanted.units, wanted.style
    )
    texts = [name for name in TEXTS if name in mine.columns]
    base = mine.drop(texts).with_columns(numbers.get_columns())
    odd, rejects = _odd(mine.filter(~is_plain), texts, wanted, keep)
    others = frame.filter(~pl.col("_judged"))
    whole = pl.concat([_whole(base.filter(is_plain), keep), odd, _whole(others.drop(texts), keep)], how="vertical")
    return (_with_units(whole, wanted.indicators) if wanted.names_units else whole), rejects


def unreadable(rejects: Sequence[Reject]) -> pl.DataFrame:
    """Give rows that say nothing but whose figure it would have been; what names no key is left to the list of rejects."""
    rows = [(r.file, r.line, r.subject, r.period, r.indicator, "unreadable", "") for r in rejects if r.subject and r.period and r.indicator]
    names = ("file", "line", *KEYS, "fault", "why")
    return normalised(pl.DataFrame(rows, schema={name: FIGURE[name] for name in names}, orient="row"))


def _with_units(frame: pl.DataFrame, indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """Name the unit of shares, which a bare number could be a hundred times of."""
    labels = {name: one.unit.vi for name, one in indicators.items() if one.unit is not None and one.unit.kind is not Kind.AMOUNT}
    amounts = pl.any_horizontal(pl.col(*AMOUNTS).is_not_null())
    return frame.with_columns(
        pl.when(amounts).then(pl.col("indicator").replace_strict(labels, default=None, return_dtype=pl.String)).alias("unit")
    )


def _kept(name: str, column: Sequence[str]) -> pl.Series:
    text = pl.Series(name, column, pl.String).str.strip_chars()
    return text.set(text == "", None)


def normalised(frame: pl.DataFrame, keep: Sequence[str] = ()) -> pl.DataFrame:
    """Spell subjects, periods and what is kept one way, whatever the Unicode form: each spelling is looked at once."""
    for name in (*KEYS[:2], *keep):
        spellings = [text for text in frame[name].unique().to_list() if text is not None]
        other = {text: plain_text for text in spellings if (plain_text := normal(text) or None) != text}
        if other:
            frame = frame.with_columns(pl.col(name).replace(other))
    return frame


def _whole(frame: pl.DataFrame, keep: Sequence[str]) -> pl.DataFrame:
    schema = {**FIGURE, **dict.fromkeys(keep, pl.String)}
    return frame.select((pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema.items())


def _odd(frame: pl.DataFrame, texts: Sequence[str], wanted: Wanted, keep: Sequence[str]) -> tuple[pl.DataFrame, list[Reject]]:
    """Read the other rows one by one, as the scalar evaluator reads them."""
    found: dict[str, list[Any]] = {name: [] for name in (*NUMBERS, *WORDS, "fault")}
    rejects = []
    found["why"] = [""] * len(frame)
    for row in frame.iter_rows(named=True):
        told = wanted.told({name: row[name] for name in ("indicator", *texts) if row[name] is not None})
        for role in NUMBERS:
            found[role].append(told.numbers.get(role))
        for name in (*WORDS, "fault"):
            found[name].append(getattr(told, name))
        if told.fault is not None:
            column, value = _place(row, told.role, told.why, texts)
            rejects.append(
                Reject(row["file"], row["line"], column, row["subject"], row["period"], row["indicator"], value, told.fault, told.why)
            )
    schema = {name: FIGURE[name] for name in found}
    return _whole(frame.drop(texts).hstack(pl.DataFrame(found, schema=schema)), keep), rejects


def _place(row: Mapping[str, Any], role: str | None, why: str, texts: Sequence[str]) -> tuple[str, str | None]:
    """Give the column at fault and what stands there: the unit where the reason speaks of it, else the role's own, else the first."""
    if (unit := row.get("unit")) is not None and f"`{normal(unit).casefold()}" in why.partition("; ")[0].casefold():
        return "unit", unit
    if role is not None and row.get(role) is not None:
        return role, row[role]
    return next(((name, row[name]) for name in texts if row[name] is not None), (role or "actual", None))
