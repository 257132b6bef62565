"""A whole run on one machine: parts of a store are cleaned, judged on an engine, added up and handed on, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import polars as pl

from targets.columns.cleaning import cleaned
from targets.columns.evaluating import evaluate_frame
from targets.columns.numbers import KEYS, ROLES
from targets.columns.outcomes import OUTCOME
from targets.columns.store import MOST_ROWS
from targets.needs import reads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from targets.columns.texts import Reject
    from targets.ruleset import Indicator, Ruleset

__all__ = ["Embedded", "Judged", "judged_indicators", "run"]

Embedded = Literal["polars", "duckdb"]


class Judged(NamedTuple):
    """Some of the outcomes of a run, and what was wrong with the rows that they come from."""

    outcomes: pl.DataFrame
    rejects: list[Reject]
    rows: int


def judged_indicators(ruleset: Ruleset) -> dict[str, Indicator]:
    """Give the indicators that decide targets, by id."""
    wanted = set[str]().union(*map(reads_of, ruleset.targets))
    return {name: indicator for name, indicator in ruleset.indicators.items() if name in wanted}


def run(
    ruleset: Ruleset, parts: Iterable[pl.DataFrame], engine: Embedded, keep: Sequence[str], day: date | None = None
) -> Iterator[Judged]:
    """Judge part after part, as of a day. A part holds its subjects whole, and comes as no more than a million outcomes at a time."""
    wanted = judged_indicators(ruleset)
    for part in parts:
        frame, rejects = cleaned(part, ruleset, wanted, keep)
        rows = len(part)
        for some in _slices(frame, max(1, MOST_ROWS // max(1, len(ruleset)))):
            yield Judged(_evaluated(ruleset, some, engine, keep, day), rejects, rows)
            rejects, rows = [], 0
        if rejects or rows:
            yield Judged(pl.DataFrame(), rejects, rows)


def _slices(frame: pl.DataFrame, pairs: int) -> Iterator[pl.DataFrame]:
    """Part rows so that each part holds as many subjects and periods at the most, in the order in which they first appear."""
    if not len(frame):
        return
    known = frame.select("subject", "period").unique(maintain_order=True)
    if len(known) <= pairs:
        yield frame
        return
    numbered = known.with_row_index("_pair").with_columns(pl.col("_pair") // pairs)
    found = frame.join(numbered, on=["subject", "period"], how="left", maintain_order="left")
    for part in found.partition_by("_pair", maintain_order=True):
        yield part.drop("_pair")


def _evaluated(ruleset: Ruleset, frame: pl.DataFrame, engine: Embedded, keep: Sequence[str], day: date | None) -> pl.DataFrame:
    """Judge one slice; columns that are empty throughout are left out, for every column costs."""
    roles = [name for name in ROLES if name in frame.columns]
    said = [name for name in roles if frame[name].null_count() < len(frame)]
    figures = [name for name in roles if name not in ("unit", "fault", "tags")]
    frame = frame.select(*KEYS, *keep, *(said if {*said} & {*figures} else [figures[0], *said]))
    if engine == "polars":
        found: pl.DataFrame = evaluate_frame(ruleset, frame, keep=keep, as_of=day)
    else:
        found = _on_duckdb(ruleset, frame, keep)
    places = {target.id: place for place, target in enumerate(ruleset.targets)}
    order = pl.col("target").replace_strict(places, return_dtype=pl.Int32)
    return found.select(*OUTCOME, *keep).sort("subject", "period", order)


def _on_duckdb(ruleset: Ruleset, frame: pl.DataFrame, keep: Sequence[str]) -> pl.DataFrame:
    import duckdb  # noqa: PLC0415 - only where it is the engine that was asked for

    with duckdb.connect() as connection:
        relation: Any = connection.from_arrow(frame.to_arrow())
        found: pl.DataFrame = evaluate_frame(ruleset, relation, keep=keep).pl()
        return found
