"""Only how many: a wide table (one column an indicator) against constant bounds, counted without an outcome for each figure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.columns.engines import beside, opened, unpivoted
from targets.columns.rules import Role, compiled
from targets.columns.summary import COUNTS
from targets.errors import Problem, TargetsError, quoted
from targets.numerals import from_python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
    from targets.ruleset import Ruleset, Target

__all__ = ["count_frame"]

_WHAT = ("known", "missed", "exceeded")


class _Ends(NamedTuple):
    """The conditions of one target on its own column."""

    missed: list[Any]
    exceeded: Any


def count_frame(ruleset: Ruleset, frame: Any) -> Any:
    """Count exceeded, met, missed and undecided rows of a wide table for every target: one row a target, on the same engine.

    The columns are called as the indicators, in whose units they stand; floats of 64 bits and whole numbers.
    Missing values: a null, NaN or infinity is undecided.
    Raises TargetsError before any work for targets that are no constant bounds of one figure, and for missing columns.
    Law: the counts are those of `summarise(evaluate_frame(ruleset, frame, ids=...), "target")`, where every indicator has a column.
    """
    rules, others, why = compiled(ruleset)
    if others:
        raise TargetsError(*why)
    table, back = opened(frame)
    schema = table.collect_schema()
    problems = [problem for rule in rules for problem in _faults(rule, schema)]
    if problems or not rules:
        raise TargetsError(*(problems or [Problem("the ruleset has no targets")]))
    return back(_counted_on_polars(table, rules, schema) if table.implementation.is_polars() else _counted(table, rules, schema))


def _counted(table: Frame, rules: list[Rule], schema: Any) -> Frame:
    sums = [nw.len().alias(f"{len(rules)}-rows")]
    names: dict[str, list[Any]] = {"_count": [], "target": [], "_what": []}
    for number, rule in enumerate(rules):
        name = rule.target.indicator.id
        counts = _counts(nw.col(name), nw.col(f"_known_{name}"), rule.target, whole=not schema[name].is_float())
        for what, condition in zip(_WHAT, counts, strict=True):
            # Not every engine sums booleans.
            sums.append(nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(f"{number}-{what}"))
            names["_count"].append(f"{number}-{what}")
            names["target"].append(rule.owner.id)
            names["_what"].append(what)
    known = {
        f"_known_{name}": nw.col(name).is_finite() if schema[name].is_float() else ~nw.col(name).is_null()
        for name in {rule.target.indicator.id for rule in rules}
    }
    return _by_target(table.with_columns(**known).select(*sums), names)


def _counted_on_polars(table: Frame, rules: list[Rule], schema: Any) -> Frame:
    """Do the same in polars' own expressions: to make them of others takes as long as a million rows take to be counted.

    Two comparisons tell finite numbers in a third of the time of `is_finite`, and lists take the place of a join and groups.
    """
    import polars as pl  # noqa: PLC0415 - the engine is polars

    known, sums = {}, {"rows": pl.len()}
    for number, rule in enumerate(rules):
        name = rule.target.indicator.id
        column, is_float = pl.col(name), schema[name].is_float()
        known[f"_known_{name}"] = (column > -inf) & (column < inf) if is_float else column.is_not_null()
        counts = _counts(column, pl.col(f"_known_{name}"), rule.target, whole=not is_float)
        sums |= {f"{number}-{what}": condition.sum() for what, condition in zip(_WHAT, counts, strict=True)}
    row = table.to_native().with_columns(**known).select(**sums).cast(pl.Int64)
    of = {what: pl.concat_list(f"{number}-{what}" for number in range(len(rules))).explode() for what in _WHAT}
    met, every = of["known"] - of["missed"] - of["exceeded"], pl.col("rows").repeat_by(len(rules)).explode()
    found = {"targets": every, "exceeded": of["exceeded"], "met": met, "missed": of["missed"], "undecided": every - of["known"]}
    absent = {name: pl.lit(0, pl.Int64) for name in COUNTS if name not in found}
    ids = pl.Series("target", [rule.owner.id for rule in rules])
    return _wrapped(row.select(pl.lit(ids), **found, **absent).select("target", "targets", *COUNTS))


def _wrapped(native: Any) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


def _by_target(row: Frame, names: dict[str, list[Any]]) -> Frame:
    """Turn one row with all counts into one row a target, with the columns of a summary."""
    every = next(name for name in row.collect_schema().names() if name.endswith("-rows"))
    long = unpivoted(row, names["_count"], [every], ("_count", "_rows")).join(beside(row, names), on="_count", how="inner")
    split = [nw.when(nw.col("_what") == what).then(nw.col("_rows")).otherwise(nw.lit(0)).alias(what) for what in _WHAT]
    found = long.rename({every: "targets"}).with_columns(*split).group_by("target", "targets").agg(*(nw.col(what).sum() for what in _WHAT))
    met, undecided = nw.col("known") - nw.col("missed") - nw.col("exceeded"), nw.col("targets") - nw.col("known")
    absent = [nw.lit(0).alias(name) for name in COUNTS if name not in ("exceeded", "met", "missed", "undecided")]
    found = found.with_columns(met.alias("met"), undecided.alias("undecided"), *absent)
    return found.select("target", *(nw.col(name).cast(nw.Int64()) for name in ("targets", *COUNTS)))


def _counts(column: Any, known: Any, target: Target, *, whole: bool) -> tuple[Any, Any, Any]:
    """Give the conditions of _WHAT, in expressions of narwhals or of polars, as the column is."""
    ends = _ends(column, target, whole=whole)
    first, *more = ends.missed
    for end in more:
        first = first | end
    return known, first & known, known & False if ends.exceeded is None else ends.exceeded & known


def _ends(column: Any, target: Target, *, whole: bool) -> _Ends:
    acceptable, beyond = target.acceptable, target.exceeding
    missed = []
    if acceptable.lower is not None:
        missed.append(_beyond(column, acceptable.lower, -1, itself=acceptable.lower_open, whole=whole))
    if acceptable.upper is not None:
        missed.append(_beyond(column, acceptable.upper, 1, itself=acceptable.upper_open, whole=whole))
    if beyond is None:
        return _Ends(missed, None)
    end, way = (beyond.lower, 1) if beyond.lower is not None else (beyond.upper, -1)
    assert end is not None
    return _Ends(missed, _beyond(column, end, way, itself=False, whole=whole))


def _beyond(column: Any, end: Fraction, way: int, *, itself: bool, whole: bool) -> Any:
    """Compare with a bound exactly: floats stand in the order of their shortest decimals.

    Only the float nearest to a bound can stand for a decimal that is not on the bound's own side, and that is known beforehand.
    """
    if whole:
        near: float = ceil(end) if way < 0 else floor(end)
        return _outside(column, near, way, itself=itself and near == end)
    try:
        near = float(end)
    except OverflowError:
        near = inf if end > 0 else -inf
    else:
        exact = Fraction(*from_python(near)[:2])
        itself = itself if exact == end else (exact > end) == (way > 0)
    return _outside(column, near, way, itself=itself)


def _outside(column: Any, end: float, way: int, *, itself: bool) -> Any:
    if itself:
        return column >= end if way > 0 else column <= end
    return column > end if way > 0 else column < end


def _faults(rule: Rule, schema: Any) -> Iterator[Problem]:
    of, name = f"target {quoted(rule.target.id)}", rule.target.indicator.id
    help_ = "use `evaluate_frame`, which judges each figure"
    if rule.role is not Role.VALUE or rule.owner.parts:
        yield Problem(f"{of}: only constant bounds of one figure are counted here", rule.target.place, help_)
    elif name not in schema:
        yield Problem(f"{of}: the table has no column {quoted(name)}", rule.target.place)
    elif not (schema[name] == nw.Float64 or schema[name].is_integer()):
        yield Problem(f"{of}: column {quoted(name)} is {quoted(schema[name])}, and no float of 64 bits or whole number", None, help_)
