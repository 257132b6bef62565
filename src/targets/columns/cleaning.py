"""What of a table cannot be judged, row by row, before it is: nothing is given twice, unknown or misfitting without being told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from targets.columns.faults import UNREADABLE, Cleaned, Row, Said, faulty, reject, told
from targets.columns.numbers import KEYS, NUMBERS, WORDS
from targets.columns.tagging import tagged
from targets.errors import did_you_mean, quoted
from targets.needs import tags_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from targets.columns.texts import Reject
    from targets.ruleset import Indicator, Ruleset

__all__ = ["FIRST", "TIMES", "cleaned", "told_of"]

TIMES, FIRST = "_times", "_first_"
"""How often a row's figure is given, and what a kept column (its name follows) says first of the row's subject and period."""


def cleaned(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator], keep: Sequence[str] = ()) -> Cleaned:
    """Give each figure once, faults and all, and what was wrong with rows.

    A figure that is given twice says nothing, whether or not the two agree: it is unreadable. `judged` are the indicators
    that targets ask for; another one that the rules declare is no fault.
    """
    keyless = pl.any_horizontal(pl.col(*KEYS).is_null())
    rejects = told(frame.filter(keyless), _keyless, "no-key")
    frame, odd_tags = tagged(frame.filter(~keyless), tags_of(ruleset))
    rejects += [reject(row, "tags", row["_tag"], row["_why"], "misspelt-tag") for row in odd_tags]
    if keep:  # the first value is the first of the files, whatever has been read apart
        frame = frame.sort("file", "line", maintain_order=True)
    frame, found = alike(frame, keep)
    frame, others, odd = _own(frame, ruleset, judged)
    rejects += found + odd
    frame, found = _doubled(frame)
    # Rows that nobody judges say that their subject has submitted something; once is enough.
    others = others.unique(["subject", "period"]).join(frame.select("subject", "period").unique(), on=["subject", "period"], how="anti")
    return pl.concat([frame, others.select(frame.columns)], how="vertical"), [*rejects, *found]


def told_of(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator], keep: Sequence[str]) -> list[Reject]:
    """Tell what is wrong with rows of a table that is elsewhere, in the words of `cleaned`.

    What the other rows of the table say of a row stands beside it: in `TIMES`, and in `FIRST` and the name of each kept column.
    """
    keyless = pl.any_horizontal(pl.col(*KEYS).is_null())
    rejects = told(frame.filter(keyless), _keyless, "no-key")
    frame = frame.filter(~keyless)
    for name in keep:
        rejects += _disagreeing(frame, name, FIRST + name)
    frame, _, odd = _own(frame, ruleset, judged)
    return rejects + odd + _given_twice(frame.filter(pl.col(TIMES) > 1))


def _own(frame: pl.DataFrame, ruleset: Ruleset, judged: Mapping[str, Indicator]) -> tuple[pl.DataFrame, pl.DataFrame, list[Reject]]:
    """Part rows into those that are judged, marked where they are faulty, and the others; and tell what is wrong with each by itself."""
    unknown = frame.filter(~pl.col("indicator").is_in(list(ruleset.indicators)))
    mine = pl.col("indicator").is_in(list(judged))
    found, rejects = faulty(frame.filter(mine), ruleset, judged)
    return found, frame.filter(~mine), told(unknown, _unknown(ruleset), "unknown-indicator") + rejects


def _keyless(row: Row) -> Said:
    empty = [name for name in KEYS if row[name] is None]
    return empty[0], None, f"{' and '.join(map(quoted, empty))} {'is' if len(empty) == 1 else 'are'} empty"


def _unknown(ruleset: Ruleset) -> Callable[[Row], Said]:
    known: dict[str, str] = {}

    def say(row: Row) -> Said:
        name = str(row["indicator"])
        if name not in known:
            near = did_you_mean(name, ruleset.indicators, told=len(known))
            known[name] = f"no indicator of {quoted(ruleset.id)} has this name" + (f"; {near}" if near else "")
        return "indicator", name, known[name]

    return say


def _doubled(frame: pl.DataFrame) -> Cleaned:
    if not frame.select(KEYS).is_duplicated().any():
        return frame, []
    key = pl.struct(*KEYS)
    doubled = key.is_duplicated()
    found = _given_twice(frame.filter(doubled))
    empty = [pl.when(doubled).then(None).otherwise(pl.col(name)).alias(name) for name in (*NUMBERS, *WORDS) if name in frame.columns]
    frame = frame.with_columns(*empty, pl.when(doubled).then(pl.lit(UNREADABLE)).otherwise(pl.col("fault")).alias("fault"))
    return frame.unique(KEYS, keep="first", maintain_order=True), found


def _given_twice(frame: pl.DataFrame) -> list[Reject]:
    why = "the figure is given twice, so none of the two counts"
    return told(frame, lambda row: ("indicator", row["indicator"], why), "given-twice")


def alike(frame: pl.DataFrame, keep: Sequence[str]) -> Cleaned:
    """Give every row of a subject and period the first value that a kept column has there, and tell which rows have another."""
    found: list[Reject] = []
    for name in keep:
        frame = frame.with_columns(pl.col(name).drop_nulls().first().over("subject", "period").alias(FIRST))
        found += _disagreeing(frame, name, FIRST)
        frame = frame.with_columns(pl.col(FIRST).alias(name)).drop(FIRST)
    return frame, found


def _disagreeing(frame: pl.DataFrame, name: str, first: str) -> list[Reject]:
    def say(row: Row) -> Said:
        why = f"{quoted(row['subject'])}, {row['period']}, stands elsewhere with {quoted(row[first])}, which counts"
        return name, row[name], why

    return told(frame.filter(pl.col(name).is_not_null() & (pl.col(name) != pl.col(first))), say, "disagrees")
