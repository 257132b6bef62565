"""On polars: rules found by the place of their indicator, and the long way for what is slow in each batch of rows that comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.outcomes import OUTCOME
from targets.columns.params import WORDS
from targets.columns.quick import QUICK, quick
from targets.columns.rules import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targets.columns.engines import Frame
    from targets.columns.params import Quick
    from targets.columns.rules import Rule
    from targets.labels import Units

__all__ = ["Ask", "batchwise", "gathered", "in_batches"]


class Ask(NamedTuple):
    """What is asked of figures: these rules, by these roles of the table, with these columns carried along."""

    rules: list[Rule]
    roles: Sequence[str]
    keep: Sequence[str]
    units: Units


def gathered(figures: Frame, table: dict[str, list[Any]]) -> Frame:
    """Put each figure beside its rules, found by the place of its indicator: no join where no indicator has two rules."""
    import polars as pl  # noqa: PLC0415 - the engine is polars

    places = {name: place for place, name in enumerate(dict.fromkeys(table["indicator"]))}
    place = pl.col("indicator").cast(pl.Enum(list(places)), strict=False).to_physical().cast(pl.UInt32).alias("_place")
    lazy = figures.to_native().with_columns(place).filter(pl.col("_place").is_not_null())
    columns = {name: pl.Series(name, values) for name, values in table.items() if name != "indicator"}
    if len(places) == len(table["indicator"]):
        lazy = lazy.with_columns(*(pl.lit(values).gather(pl.col("_place")).alias(name) for name, values in columns.items()))
    else:
        place_of = pl.Series("_place", [places[name] for name in table["indicator"]], pl.UInt32)
        lazy = lazy.join(pl.LazyFrame([place_of, *columns.values()]), on="_place")
    found: Frame = nw.from_native(lazy)
    return found


def in_batches(weighed: Frame, ask: Ask, short: Quick, long_way: Callable[[Frame, Ask], Frame]) -> Frame:
    """Give outcomes: of slow rows by the long way, in each batch; of all others by the short one, and only what is read of it."""
    import polars as pl  # noqa: PLC0415 - the engine is polars

    lazy = weighed.to_native()
    schema = lazy.collect_schema()
    said = [
        name for name in schema if name in (*ask.roles, "_rule", "_bad", "indicator") or name.startswith(("_long_", "_rough_", "_given_"))
    ]
    table = {name: values for name, values in table_of(ask.rules).items() if name != "indicator"}
    types = {name: pl.Int8 if name in ("verdict", "reason") else pl.Float64 for name in QUICK}
    places = {word: place for place, word in enumerate(WORDS)}

    def function(batch: Any) -> Any:
        slow = batch["_slow"]
        if not slow.any():
            return batch.with_columns(*(pl.lit(None, dtype).alias(f"_l_{name}") for name, dtype in types.items()))
        batch = batch.with_row_index("_at")
        some = nw.from_native(batch.lazy().filter(pl.col("_slow")).select("subject", "period", "_at", *said))
        found = long_way(some.join(beside(some, table), on="_rule", how="inner"), ask._replace(keep=("_at",))).to_native()
        words_ = [pl.col(name).replace_strict(places, return_dtype=pl.Int8) for name, dtype in types.items() if dtype == pl.Int8]
        found = found.with_columns(words_).select("_at", *(pl.col(name).alias(f"_l_{name}") for name in QUICK)).collect()
        return batch.join(found, on="_at", how="left", maintain_order="left").drop("_at")

    told = {**schema, **{f"_l_{name}": dtype for name, dtype in types.items()}}
    frame: Frame = nw.from_native(lazy.map_batches(function, streamable=True, schema=told))
    words = pl.lit(pl.Series(WORDS))
    columns = []
    for name, dtype in types.items():
        either = pl.when("_slow").then(f"_l_{name}").otherwise(f"_s_{name}")
        columns.append((words.gather(either) if dtype == pl.Int8 else either).alias(name))
    outcomes = quick(frame, short).to_native().with_columns(*columns).select(*OUTCOME, *ask.keep)
    found: Frame = nw.from_native(outcomes)
    return found


def batchwise(frame: Frame, function: Callable[[Any], Any], wanted: Sequence[str]) -> Frame:
    """Run a function on each batch of rows that comes by; it gives these columns."""
    lazy = frame.to_native()
    schema = lazy.collect_schema()
    found: Frame = nw.from_native(lazy.map_batches(function, streamable=True, schema={name: schema[name] for name in wanted}))
    return found
