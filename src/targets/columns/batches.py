"""On polars: rules found by the place of their indicator, and the long way for what is slow in each batch of rows that comes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.numbers import AMOUNTS, NUMBERS
from targets.columns.outcomes import OUTCOME
from targets.columns.params import WORDS
from targets.columns.quick import QUICK, quick, slow
from targets.columns.recheck import one_by_one
from targets.columns.rules import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targets.columns.engines import Frame
    from targets.columns.params import Params
    from targets.columns.rules import Rule
    from targets.labels import Units

__all__ = ["Ask", "batchwise", "gathered", "in_batches"]


_FEW = 500


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
    columns = {
        name: pl.Series(name, values, pl.UInt32 if name == "_rule" else None) for name, values in table.items() if name != "indicator"
    }
    if len(places) == len(table["indicator"]):
        # The place of an indicator is the number of its rule. What is gathered of one value stays one, by whose reciprocal polars divides.
        twice = {name: values if len(values) > 1 else values.new_from_index(0, 2) for name, values in columns.items() if name != "_rule"}
        gathered = [pl.lit(values).gather(pl.col("_place")).alias(name) for name, values in twice.items()]
        lazy = lazy.with_columns(pl.col("_place").alias("_rule"), *gathered)
    else:
        place_of = pl.Series("_place", [places[name] for name in table["indicator"]], pl.UInt32)
        lazy = lazy.join(pl.LazyFrame([place_of, *columns.values()]), on="_place")
    found: Frame = nw.from_native(lazy)
    return found


def in_batches(weighed: Frame, ask: Ask, short: Params, table: dict[str, list[Any]], long_way: Callable[[Frame, Ask], Frame]) -> Frame:
    """Give outcomes: of slow rows by the long way, in each batch; of all others by the short one, and only what is read of it."""
    import polars as pl  # noqa: PLC0415 - the engine is polars

    lazy = weighed.to_native()
    said = [
        name for name in lazy.collect_schema() if name in (*ask.roles, "_rule", "_bad") or name.startswith(("_long_", "_rough_", "_given_"))
    ]
    types = {name: pl.Int8 if name in ("verdict", "reason") else pl.Float64 for name in QUICK}
    none = pl.Series([None], dtype=pl.Struct(types))
    places = {word: place for place, word in enumerate(WORDS)}
    asked, is_slow = {name: pl.Series(name, values) for name, values in short.varying().items()}, slow(ask.roles, short).narwhals
    # Most rows that lack anything lack the number itself; where nothing stands beside it, that is the one question to all rows.
    amounts = _is_plain(ask) and {*ask.roles} <= {*AMOUNTS}
    lazy = nw.from_native(lazy).with_columns(
        (nw.col("_s_x").is_null() & (nw.col("actual").is_finite() if amounts else is_slow)).alias("_slow")
    )
    lazy = lazy.to_native()

    def function(columns: Sequence[Any]) -> Any:
        late, *others = columns
        if not late.any():
            return none.new_from_index(0, len(late))
        rows = pl.DataFrame([*others, pl.int_range(len(late), eager=True).alias("_at")]).filter(late)
        if amounts:
            beside_rows = rows.with_columns(*(values.gather(rows["_rule"]) for values in asked.values()))
            asked_rows = nw.from_native(beside_rows, eager_only=True).with_columns(is_slow.alias("_late")).filter(nw.col("_late"))
            rows = asked_rows.to_native().select(rows.columns)
        found = _judged(rows, ask, table, long_way)
        coded = [pl.col(name).replace_strict(places, return_dtype=pl.Int8) for name in ("verdict", "reason")]
        found = found.with_columns(coded).select("_at", pl.struct(*QUICK).alias("_l")).collect()
        every = pl.DataFrame(pl.int_range(len(late), eager=True).alias("_at"))
        return every.join(found, on="_at", how="left", maintain_order="left")["_l"]

    long = pl.map_batches(["_slow", *said], function, return_dtype=pl.Struct(types), is_elementwise=True)
    lazy = quick(nw.from_native(lazy.with_columns(long.alias("_l"))), short).to_native()
    # Where the long way was taken the short one has no number, and a reason that does not count.
    words, late = pl.lit(pl.Series(WORDS)), pl.col("_l").struct
    columns = [pl.coalesce(late.field(name), f"_s_{name}").alias(name) for name, dtype in types.items() if dtype == pl.Float64]
    columns.append(words.gather(pl.coalesce(late.field("verdict"), "_s_verdict")).alias("verdict"))
    why = pl.when(late.field("verdict").is_not_null()).then(late.field("reason")).otherwise("_s_reason")
    done: Frame = nw.from_native(lazy.with_columns(*columns, words.gather(why).alias("reason")).select(*OUTCOME, *ask.keep))
    return done


def _is_plain(ask: Ask) -> bool:
    return all(role in NUMBERS for role in ask.roles) and all(rule.role <= Role.PREVIOUS for rule in ask.rules)


def _judged(rows: Any, ask: Ask, table: dict[str, list[Any]], long_way: Callable[[Frame, Ask], Frame]) -> Any:
    """Judge slow rows: lazily their outcomes beside `_at`, where each of them stands."""
    import polars as pl  # noqa: PLC0415 - the engine is polars

    # To plan the long way takes as long as some hundred figures take one by one, which is open to plain numbers.
    if _is_plain(ask) and len(rows) <= _FEW and not rows["_bad"].any():
        names = [f"_given_{role}" for role in ask.roles]
        numbers = (name if name in rows.columns else pl.col(role).alias(name) for role, name in zip(ask.roles, names, strict=True))
        said = one_by_one(rows.select("_rule", *numbers).to_dict(as_series=False), ask.rules)
        types = {name: pl.String if name in ("verdict", "reason") else pl.Float64 for name in QUICK}
        return pl.DataFrame({"_at": rows["_at"], **said}, {"_at": pl.Int64, **types}).lazy()
    rows = rows.with_columns(pl.col("_rule").cast(pl.Int64), subject=pl.lit(""), period=pl.lit(""))
    some: Frame = nw.from_native(rows.lazy())
    return long_way(some.join(beside(some, table), on="_rule", how="inner"), ask._replace(keep=("_at",))).to_native()


def batchwise(frame: Frame, function: Callable[[Any], Any], wanted: Sequence[str]) -> Frame:
    """Run a function on each batch of rows that comes by; it gives these columns."""
    lazy = frame.to_native()
    schema = lazy.collect_schema()
    found: Frame = nw.from_native(lazy.map_batches(function, streamable=True, schema={name: schema[name] for name in wanted}))
    return found
