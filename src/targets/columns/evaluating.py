"""A ruleset on a table of figures, in one pass: the rules are a small table that is joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.comparison import compared
from targets.columns.conversion import conversions, converted
from targets.columns.engines import beside, opened
from targets.columns.measured import measured
from targets.columns.numbers import KEYS, NUMBERS, ROLES, as_figures
from targets.columns.outcomes import OUTCOME, with_outcomes
from targets.columns.recheck import EVIDENCE, settled
from targets.columns.rules import Role, Rule, compiled, table_of
from targets.columns.whole import completed, weakest
from targets.errors import Problem, TargetsError
from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from targets.columns.engines import Frame
    from targets.labels import Units
    from targets.ruleset import Ruleset

__all__ = ["evaluate_frame"]


def evaluate_frame(
    ruleset: Ruleset,
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    ids: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    complete: bool = True,
) -> Any:
    """Judge a table of figures (one row a subject, period and indicator) by every target: outcomes, on the same engine.

    `columns` names the table's columns where they are not called as their roles; `ids` names subject and period of a
    wide table, which has one column for each indicator; `keep` names columns to carry along. With `complete` a figure
    that a subject never submitted is an undecided outcome, too; without, only rows that are there are judged.
    Units: without a unit column, every number stands in its indicator's unit, of_plan and of_previous in percent.
    Missing values: null is not submitted; NaN and infinities are undecided (not-finite).
    Decisions: a table carries neither waivers nor judgements. Days: no verdict here depends on one.
    Figures: a table carries neither lists of what is done, nor words like `gần`, nor notices; all numbers of a row share one
    unit; and counts of a share whose indicator names no `counted_in` are taken for things that come whole.
    Raises TargetsError before any work for rules (conditions, formulas, composites, sums of points, checklists), columns,
    types and engines that cannot be judged.
    Law: verdict and reason are those of `targets.evaluate`; shortfall and attainment are the nearest float64. SQL engines say
    undecided (not-exact) instead for what they cannot tell: ties of long numbers, a count over a total beside its printed
    share, and one that is held against a plan or last year's figure. No engine ever gives another verdict than these two.
    """
    rules = compiled(ruleset)
    if not rules:
        raise TargetsError(Problem("the ruleset has no targets"))
    table, back = opened(frame)
    if ids is not None:
        table, columns = _long(table, ids, rules), None
    names = {role: role for role in (*KEYS, *ROLES) if role in table.collect_schema().names()} | dict(columns or {})
    names = {role: names.get(role, role) for role in (*KEYS, *names)}
    return back(_judged(table, rules, names, tuple(keep), ruleset.units, complete=complete))


def _judged(table: Frame, rules: list[Rule], names: Mapping[str, str], keep: Sequence[str], units: Units, *, complete: bool) -> Frame:
    figures = as_figures(table, names, keep, given=_rechecks(table))
    roles = [role for role in ROLES if role in names]
    single, several = [rule for rule in rules if not rule.owner.parts], [rule for rule in rules if rule.owner.parts]
    parts = []
    for some, whole in ((single, complete), (several, True)):
        if some:
            small = beside(table, table_of(some), _types(some))
            every = completed(figures, small, keep) if whole else figures
            outcomes = _outcomes(every.join(small, on="indicator", how="inner"), some, roles, keep, units)
            parts.append(weakest(outcomes, keep) if some is several else outcomes.select(*OUTCOME, *keep))
    return parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")


def _outcomes(frame: Frame, rules: list[Rule], roles: Sequence[str], keep: Sequence[str], units: Units) -> Frame:
    if _rechecks(frame):
        present = frame.collect_schema()
        floats = [role for role in roles if role in NUMBERS and f"_given_{role}" not in present]
        frame = frame.with_columns(*(nw.col(role).alias(f"_given_{role}") for role in floats)) if floats else frame
    if "unit" in roles:
        frame = converted(frame, conversions(rules, units), roles)
    kinds = sorted({rule.role for rule in rules})
    if Role.RANK in kinds and "grade" in roles:
        frame = _ranked(frame, rules)
    frame = compared(measured(frame, roles, kinds))
    if not _rechecks(frame):
        return with_outcomes(frame, keep)
    evidence = [name for name in frame.collect_schema().names() if name in EVIDENCE or name.startswith("_given_")]
    frame = with_outcomes(frame, (*keep, *evidence))

    def again(some: Any) -> Any:
        return settled(nw.from_native(some, eager_only=True), rules, keep).to_native()

    return _batchwise(frame, again)


def _rechecks(frame: Frame) -> bool:
    """Whether rows come by in batches that can be looked at again in Python."""
    return bool(frame.implementation.value == "polars")


def _batchwise(frame: Frame, function: Callable[[Any], Any]) -> Frame:
    lazy = frame.to_native()
    schema = {name: dtype for name, dtype in lazy.collect_schema().items() if name not in EVIDENCE and not name.startswith("_given_")}
    found: Frame = nw.from_native(lazy.map_batches(function, streamable=True, schema=schema))
    return found


def _types(rules: list[Rule]) -> list[type]:
    return [type(value) for value in rules[0].row(0).values()]


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


def _long(table: Frame, ids: Sequence[str], rules: Sequence[Rule]) -> Frame:
    """Turn a wide table into a long one: each column named as an indicator holds its actual figures."""
    schema = table.collect_schema()
    if len(ids) != len(("subject", "period")) or any(name not in schema for name in ids):
        raise TargetsError(
            Problem("`ids` names the columns of subject and period of a wide table", help=f"the table has {', '.join(list(schema)[:20])}")
        )
    wanted = {rule.target.indicator.id for rule in rules}
    on = [name for name, dtype in schema.items() if name in wanted and dtype.is_numeric()]
    if not on:
        raise TargetsError(Problem("the table has no column of numbers that is named as an indicator"))
    if len({schema[name] for name in on}) > 1:
        table = table.with_columns(*(nw.col(name).cast(nw.Float64()) for name in on))
    long = table.unpivot(on=on, index=list(ids), variable_name="indicator", value_name="actual")
    return long.rename(dict(zip(ids, ("subject", "period"), strict=True)))
