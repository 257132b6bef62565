"""A ruleset on a table of figures, in one pass: the rules are a small table that is joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.batches import Ask
from targets.columns.engines import opened, unpivoted
from targets.columns.judged import outcomes_of, rechecks
from targets.columns.numbers import KEYS, ROLES, as_figures
from targets.columns.rules import compiled
from targets.columns.subjects import by_subject
from targets.columns.whole import completed, weakest
from targets.errors import Problem, TargetsError
from targets.needs import reads_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule
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
    as_of: date | None = None,
) -> Any:
    """Judge a table of figures (one row a subject, period and indicator) by every target: outcomes, on the same engine.

    `columns` names the table's columns where they are not called as their roles; `ids` names subject and period of a
    wide table, which has one column for each indicator; `keep` names columns to carry along. With `complete` a figure
    that a subject never submitted is an undecided outcome, too; without, only rows that are there are judged.
    Units: without a unit column, every number stands in its indicator's unit, of_plan and of_previous in percent.
    Missing values: null is not submitted; NaN and infinities are undecided (not-finite).
    Conditions, formulas, composites, sums of points and checklists need whole subjects: on polars, pandas and pyarrow they
    are judged by the scalar evaluator, subject by subject (always for every subject and period of the table); `as_of` is the
    day that conditions are asked about. SQL engines refuse them by name, and every engine refuses plans by name.
    Decisions: a table carries neither waivers nor judgements.
    Figures: a table carries neither words like `gần` nor notices; all numbers of a row share one unit; `done` and `tags` part
    items by semicolons; and counts of a share whose indicator names no `counted_in` are taken for things that come whole.
    Raises TargetsError before any work for rules, columns, types and engines that cannot be judged.
    Law: verdict and reason are those of `targets.evaluate`; shortfall and attainment are the nearest float64. SQL engines say
    undecided (not-exact) instead for what they cannot tell: ties of long numbers, a count over a total beside its printed
    share, and one that is held against a plan or last year's figure. No engine ever gives another verdict than these two.
    """
    if not len(ruleset):
        raise TargetsError(Problem("the ruleset has no targets"))
    rules = compiled(ruleset)
    table, back = opened(frame)
    if rules.others and not rechecks(table):
        raise TargetsError(*rules.why)
    if ids is not None:
        table, columns = _long(table, ids, ruleset), None
    names = {role: role for role in (*KEYS, *ROLES) if role in table.collect_schema().names()} | dict(columns or {})
    names = {role: names.get(role, role) for role in (*KEYS, *names)}
    figures, roles = as_figures(table, names, keep, given=rechecks(table)), [role for role in ROLES if role in names]
    parts = _judged(figures, rules.rules, [role for role in roles if role != "tags"], tuple(keep), ruleset.units, complete=complete)
    if rules.others:
        parts.append(by_subject(figures, replace(ruleset, targets=rules.others), roles, tuple(keep), as_of))
    return back(parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical"))


def _judged(figures: Frame, rules: list[Rule], roles: Sequence[str], keep: Sequence[str], units: Units, *, complete: bool) -> list[Frame]:
    single, several = [rule for rule in rules if not rule.owner.parts], [rule for rule in rules if rule.owner.parts]
    parts = []
    for some, whole in ((single, complete), (several, True)):
        if some:
            every = completed(figures, {rule.target.indicator.id for rule in some}, keep) if whole else figures
            outcomes = outcomes_of(every, Ask(some, roles, keep, units))
            parts.append(weakest(outcomes, keep) if some is several else outcomes)
    return parts


def _long(table: Frame, ids: Sequence[str], ruleset: Ruleset) -> Frame:
    """Turn a wide table into a long one: each column named as an indicator holds its actual figures."""
    schema = table.collect_schema()
    if len(ids) != len(("subject", "period")) or any(name not in schema for name in ids):
        raise TargetsError(
            Problem("`ids` names the columns of subject and period of a wide table", help=f"the table has {', '.join(list(schema)[:20])}")
        )
    wanted = set[str]().union(*map(reads_of, ruleset))
    on = [name for name, dtype in schema.items() if name in wanted and dtype.is_numeric()]
    if not on:
        raise TargetsError(Problem("the table has no column of numbers that is named as an indicator"))
    if len({schema[name] for name in on}) > 1:
        table = table.with_columns(*(nw.col(name).cast(nw.Float64()) for name in on))
    long = unpivoted(table, on, ids, ("indicator", "actual"))
    return long.rename(dict(zip(ids, ("subject", "period"), strict=True)))
