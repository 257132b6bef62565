"""What no column tells, judged subject by subject: whole figures, by the scalar evaluator, in the batches that polars hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.numbers import COUNTS, NUMBERS, SHARES
from targets.columns.outcomes import OUTCOME
from targets.columns.recheck import said_of
from targets.condition import tag_of
from targets.errors import Problem
from targets.evaluation import evaluate
from targets.figures import Fault, Figure, Figures, split_items
from targets.needs import reads_of
from targets.numerals import NotFinite, from_python
from targets.quantity import Quantity
from targets.units import PERCENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targets.columns.engines import Frame
    from targets.ruleset import Indicator, Ruleset

__all__ = ["by_subject"]

Row = dict[str, Any]
_TOLD = OUTCOME[2:]
_FLOATS = {"actual", "bound", "shortfall", "attainment", "weight"}


def by_subject(figures: Frame, ruleset: Ruleset, roles: Sequence[str], keep: Sequence[str], day: date | None) -> Frame:
    """Judge every target of a ruleset for every subject and period of a table on polars; lazy stays lazy.

    The rows of a subject and period are brought together: their numbers as submitted, their words, and all of their tags.
    A figure that stands there twice is unreadable, for nobody can tell which of the two is meant.
    """
    import polars as pl  # noqa: PLC0415 - the engine is polars

    wanted = set[str]().union(*map(reads_of, ruleset))
    given = {role: f"_given_{role}" for role in roles if f"_given_{role}" in figures.collect_schema()}
    mine = pl.col("indicator").is_in(sorted(wanted))
    told = [name for name in ("indicator", *roles) if name != "tags"]
    columns = [pl.col(given.get(name, name)).filter(mine).alias(f"_all_{name}") for name in told]
    tagged = [pl.col("tags").drop_nulls().unique().sort().alias("_all_tags")] if "tags" in roles else []
    lazy = figures.to_native().group_by("subject", "period").agg(*(pl.col(name).first() for name in keep), *columns, *tagged)
    names = [f"_all_{name}" for name in (*told, *(["tags"] if tagged else []))]
    dtype = pl.List(pl.Struct({name: pl.Float64 if name in _FLOATS else pl.String for name in _TOLD}))

    def function(batch: Sequence[Any]) -> Any:
        rows = pl.DataFrame([series.alias(name.removeprefix("_all_")) for name, series in zip(names, batch, strict=True)])
        return pl.Series([_judged(row, ruleset, day) for row in rows.iter_rows(named=True)], dtype=dtype)

    judged = pl.map_batches(names, function, return_dtype=dtype, is_elementwise=True)
    lazy = lazy.select("subject", "period", *keep, judged.alias("_o")).explode("_o").unnest("_o")
    done: Frame = nw.from_native(lazy.select(*OUTCOME, *keep))
    return done


def _judged(row: Mapping[str, list[Any]], ruleset: Ruleset, day: date | None) -> list[Row]:
    names = row["indicator"]
    columns = {name: values for name, values in row.items() if name not in ("indicator", "tags")}
    values: dict[str, Figure] = {}
    for place, name in enumerate(names):
        if (indicator := ruleset.indicators.get(name)) is None:
            continue
        one = {role: given[place] for role, given in columns.items()}
        values[name] = _twice(indicator) if name in values else _figure(one, indicator)
    card = evaluate(ruleset, Figures(values, tags=_tags(row.get("tags"))), as_of=day)
    return [{"target": one.id, **said_of(one), "weight": float(one.target.weight), "severity": one.target.severity.value} for one in card]


def _tags(cells: Sequence[str] | None) -> tuple[str, ...] | None:
    """Give the tags of all rows of a subject; None where no row says any."""
    return tuple(dict.fromkeys(tag_of(item) for cell in cells for item in split_items(cell))) if cells else None


def _twice(indicator: Indicator) -> Figure:
    return Figure(indicator.id, faults=(Fault(Problem(f"figure `{indicator.id}` is given twice")),))


def _figure(row: Mapping[str, Any], indicator: Indicator) -> Figure:
    """Make the figure of a row; floats are read as their shortest decimals, a label as the unit of all of its numbers.

    Where the table has labels, a number without one is bare.
    """
    faults: list[Fault] = []
    found: dict[str, Any] = {}
    if (fault := row.get("fault")) is not None:
        faults.append(Fault(Problem(str(fault)), not_finite=fault == "not-finite"))
    for role in NUMBERS:
        if (given := row.get(role)) is None:
            continue
        try:
            number = from_python(given)
        except NotFinite as error:
            faults.append(Fault(Problem(str(error)), not_finite=True))
            continue
        unit = PERCENT if role in SHARES else row["unit"] or None if "unit" in row else None if role in COUNTS else indicator.unit
        found[role] = Quantity(*number[:2], unit, number.decimals, str(given))
    done = row.get("done")
    return Figure(
        indicator.id,
        grade=row.get("grade"),
        held=row.get("held"),
        done=None if done is None else tuple(split_items(done)),
        faults=tuple(faults),
        **found,
    )
