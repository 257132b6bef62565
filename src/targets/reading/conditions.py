"""When a target applies, as it was written: days, tags, and clauses on other measures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.condition import Condition, tag_of
from targets.errors import Problem, quoted
from targets.interval import Interval
from targets.reading.bounds import BadBound
from targets.reading.shapes import BOUNDS
from targets.reading.tree import place
from targets.ruleset import Target

if TYPE_CHECKING:
    from targets.reading.rule_documents import ClauseDocument, MeasureDocument
    from targets.reading.target import TargetCompiler, Written

__all__ = ["condition_of", "day_of"]


def day_of(text: str, message: str, where: Any, problems: list[Problem]) -> date | None:
    """Read a day as 2024-07-01, or complain."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(f"{message}: {quoted(text)} is not a day", where, "write year, month, day: `2024-07-01`", Code.BAD_DAY))
        return None


def condition_of(of: Written, compiler: TargetCompiler) -> Condition | None:
    """Read `from`, `until` and `when`; None where the target always applies. Faults go to the compiler's problems."""
    written = of.document
    days = _days(written, of.node, of.name, compiler.problems)
    clauses: list[Target] = []
    tagged: list[str] = []
    not_tagged: list[str] = []
    nodes = of.node.get("when") if isinstance(of.node, dict) else None
    for number, clause in enumerate(written.when or ()):
        node = nodes[number] if isinstance(nodes, list) else nodes
        name = f"{of.name}: `when`"
        where = place(node) or of.place
        empty = not any((clause.indicator, clause.measure, clause.tagged, clause.not_tagged, clause.from_, clause.until))
        if empty:
            help_ = "name an `indicator` or a `measure` with a bound, `tagged`, `not_tagged`, `from` or `until`"
            compiler.problems.append(Problem(f"{name}: a condition on nothing", where, help_, Code.KEYS_DISAGREE))
            continue
        days &= _days(clause, node, name, compiler.problems)
        tagged += map(tag_of, clause.tagged or ())
        not_tagged += map(tag_of, clause.not_tagged or ())
        if clause.indicator or clause.measure or any(getattr(clause, key, None) is not None for key in BOUNDS):
            found = _clause(of, clause, node, name, compiler)
            clauses += [found] if found else []
    if days == Interval() and not (clauses or tagged or not_tagged):
        return None
    return Condition(days, tuple(tagged), tuple(not_tagged), tuple(clauses))


def _clause(of: Written, clause: ClauseDocument, node: Any, name: str, compiler: TargetCompiler) -> Target | None:
    where, before = place(node) or of.place, len(compiler.problems)
    indicators = compiler.indicators_of(clause, node, where, name)
    key = compiler.bound_key(clause, node, where, name)
    if len(compiler.problems) > before or key is None or not indicators or any(indicator.id in compiler.broken for indicator in indicators):
        return None
    [indicator] = indicators
    try:
        shape = compiler.shapes.shape(clause, key, indicator)
    except BadBound as error:
        blamed = error.key or key
        compiler.problems.append(Problem(f"{name}: {quoted(blamed)}: {error}", place(node, blamed), error.help, error.code))
        return None
    return Target(of.document.id, indicator.title, indicator, shape.measure, shape.acceptable, plan=shape.plan, place=where)


def _days(written: MeasureDocument, node: Any, name: str, problems: list[Problem]) -> Interval:
    ends: list[Fraction | None] = []
    for key, text in (("from", written.from_), ("until", written.until)):
        day = None if text is None else day_of(text, f"{name}: `{key}`", place(node, key), problems)
        ends.append(None if day is None else Fraction(day.toordinal()))
    return Interval(ends[0], ends[1])
