"""Figures to outcomes: the short way for what is short, the long way for the rest, as the engine at hand can take both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.batches import batchwise, gathered, in_batches
from targets.columns.comparison import compared
from targets.columns.conversion import conversions, converted, with_factors
from targets.columns.duck import in_one_query
from targets.columns.engines import beside
from targets.columns.measured import measured
from targets.columns.numbers import NUMBERS, finite
from targets.columns.outcomes import OUTCOME, with_outcomes
from targets.columns.params import Params, turned_of
from targets.columns.quick import QUICK, quick, slow, weighed
from targets.columns.recheck import EVIDENCE, settled
from targets.columns.rules import Role, table_of
from targets.columns.stages import added
from targets.columns.terms import col, lit, when
from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.columns.batches import Ask
    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
    from targets.columns.stages import Table
    from targets.columns.terms import Term

__all__ = ["outcomes_of", "rechecks"]

_CARRIED = ("target", "weight", "severity")


def outcomes_of(figures: Frame, ask: Ask) -> Frame:
    """Judge figures by the rules of their indicators."""
    table = table_of(ask.rules)
    # Spark plans the two ways together for longer than it saves.
    if "actual" not in ask.roles or figures.implementation.is_pyspark():
        return _long_way(figures.join(beside(figures, table), on="indicator", how="inner"), ask)
    if figures.implementation.is_duckdb():
        return in_one_query(figures, ask, table, with_tables, decided)
    short = Params(turned_of(ask.rules), is_polars=rechecks(figures))
    first = {name: table[name] for name in ("indicator", "_rule", *_CARRIED)} | short.varying()
    if rechecks(figures):
        return in_batches(weighed(gathered(figures, first), ask.roles, short), ask, short, table, _long_way)
    frame = weighed(figures.join(beside(figures, first), on="indicator", how="inner"), ask.roles, short)
    frame = quick(added(frame, _slow=when(col("_s_x").is_null()).then(slow(ask.roles, short)).otherwise(lit(value=False))), short)
    # Only slow rows find what the long way needs; all others have no number to look it up by.
    rest = {name: values for name, values in table.items() if name not in ("indicator", "_rule", *_CARRIED)}
    rest["_slow_rule"] = table["_rule"]
    frame = frame.with_columns(nw.when(nw.col("_slow")).then(nw.col("_rule")).alias("_slow_rule"))
    # What the short way has left behind would be bound again at every stage of the long way.
    kept = {"subject", "period", "indicator", "_slow", "_bad", "_slow_rule", *_CARRIED, *ask.keep, *ask.roles}
    kept |= {f"_s_{name}" for name in QUICK}
    frame = frame.select(*(name for name in frame.columns if name in kept or name.startswith(("_rough_", "_long_"))))
    return _long_way(frame.join(beside(frame, rest), on="_slow_rule", how="left"), ask)


def rechecks(frame: Frame) -> bool:
    """Whether rows come by in batches that can be looked at again in Python."""
    return bool(frame.implementation.value == "polars")


def _long_way(frame: Frame, ask: Ask) -> Frame:
    """Judge whatever a row may say, by the scalar evaluator's order of questions."""
    frame = finite(with_tables(frame, ask, None), ask.roles)
    again = rechecks(frame)
    if again:
        present = frame.collect_schema()
        floats = [role for role in ask.roles if role in NUMBERS and f"_given_{role}" not in present]
        frame = frame.with_columns(*(nw.col(role).alias(f"_given_{role}") for role in floats)) if floats else frame
    frame = decided(frame, ask)
    if "_slow" in frame.columns:
        either = (nw.when(nw.col("_slow")).then(nw.col(name)).otherwise(nw.col(f"_s_{name}")).alias(name) for name in QUICK)
        frame = frame.with_columns(*either)
    if not again:
        return frame.select(*OUTCOME, *ask.keep)
    evidence = [name for name in frame.collect_schema().names() if name in EVIDENCE or name.startswith("_given_")]
    frame = frame.select(*OUTCOME, *ask.keep, *evidence)

    def once_more(some: Any) -> Any:
        return settled(nw.from_native(some, eager_only=True), ask.rules, ask.keep).to_native()

    return batchwise(frame, once_more, (*OUTCOME, *ask.keep))


def with_tables(frame: Frame, ask: Ask, slow: Term | None) -> Frame:
    """Join what is looked up for a row: the factors of its unit, and the place of its grade."""
    if "unit" in ask.roles:
        frame = with_factors(frame, conversions(ask.rules, ask.units), slow)
    if "grade" in ask.roles and any(rule.role is Role.RANK for rule in ask.rules):
        frame = _ranked(frame, ask.rules)
    return frame


def decided(frame: Table, ask: Ask) -> Table:
    """Add the outcome of finite figures beside their rules, factors and ranks."""
    frame = converted(frame, ask.roles) if "unit" in ask.roles else frame
    frame = compared(measured(frame, ask.roles, sorted({rule.role for rule in ask.rules})))
    return with_outcomes(frame, counted=any(rule.thing for rule in ask.rules))


def _ranked(frame: Frame, rules: Sequence[Rule]) -> Frame:
    """Join the place of each grade on its scale; a grade that is not on it stays without one."""
    import unicodedata  # noqa: PLC0415 - only for grades

    scales = {rule.target.indicator.id: rule.target.indicator.scale for rule in rules if rule.role is Role.RANK}
    rows = {
        (indicator, spelling): float(place)
        for indicator, scale in scales.items()
        for place, grade in enumerate(scale)
        for spelling in (normal(grade).casefold(), unicodedata.normalize("NFD", normal(grade).casefold()))
    }
    table: dict[str, list[Any]] = {"indicator": [i for i, _ in rows], "_grade": [g for _, g in rows], "_rank": list(rows.values())}
    grade = nw.col("grade").cast(nw.String()).str.strip_chars().str.to_lowercase()
    frame = frame.with_columns(grade.alias("_grade"))
    return frame.join(beside(frame, table, (str, str, float)), on=["indicator", "_grade"], how="left")
