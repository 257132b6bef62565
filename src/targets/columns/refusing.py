"""What columns have not been taught: such a rule is refused by name before any work, and never judged without it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from targets.errors import Problem, quoted
from targets.measure import Measure
from targets.needs import looked_at
from targets.ruleset import Indicator, Ruleset, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from targets.interval import Interval

__all__ = ["KINDS", "faults", "refused"]

_MOST = 10**100
_RULESET = {"id", "title", "period", "targets", "indicators", "sections", "units", "source", "ignore", "text"}
_TARGET = {
    "id", "title", "indicator", "measure", "acceptable", "exceeding", "items", "zero_kept", "severity", "weight", "source",
    "note", "parts", "bands", "near", "override", "loosens", "ignore", "groups", "place",
    "half_line",
}  # fmt: skip
_INDICATOR = {"id", "title", "unit", "counted_in", "scale", "place"}


def _usual(noun: Any) -> list[tuple[str, Any]]:
    """Give the fields of a noun, and what they are where nothing was said."""
    return [(field.name, field.default if field.default_factory is MISSING else field.default_factory()) for field in fields(noun)]


_USUAL: dict[type, list[tuple[str, Any]]] = {noun: _usual(noun) for noun in (Ruleset, Target, Indicator)}
_WHOLE = "use polars, pandas or pyarrow, where whole subjects are judged, or select other targets"
_NAMES = {"applies": "a condition", "formula": "a formula", "plan": "one of several plans, by its name,"}
KINDS = {Measure.ITEMS: "a checklist", Measure.COMBINED: "a composite of targets", Measure.POINTS: "a sum of points"}


def refused(ruleset: Ruleset) -> Iterator[Problem]:
    """Find what no engine can judge: what nobody has heard of here, and plans that are told apart by name."""
    yield from _unknown(ruleset, Ruleset, _RULESET, lambda: f"ruleset {quoted(ruleset.id)}", None)
    yield from _unheard(ruleset)
    yield from _planned(ruleset)


def _unheard(ruleset: Ruleset) -> Iterator[Problem]:
    """Refuse targets that say what neither columns nor whole subjects have been taught: they are never judged without it."""
    known = _TARGET | _NAMES.keys()
    for target in ruleset.targets:
        for one in (target, *target.parts):
            yield from _unknown(one, Target, known, partial(_named, one), one)


def _planned(ruleset: Ruleset) -> Iterator[Problem]:
    """Refuse targets that look at a plan by its name, themselves or through what they are made of."""
    for target in ruleset.targets:
        if any("." in role for role in looked_at(target)):
            what = f"target {quoted(target.id)}: one of several plans, by its name, cannot be judged in columns"
            yield Problem(what, target.place, "judge it with `targets.evaluate`, or select other targets")


def faults(target: Target, *, is_told: bool) -> Iterator[Problem]:
    """Find what a target asks that a row of a table cannot tell; `is_told` is whether its measure is one that rows have."""
    of = partial(_named, target)
    yield from _unknown(target, Target, _TARGET, of, target)
    yield from _unknown(target.indicator, Indicator, _INDICATOR, lambda: f"{of()}: indicator {quoted(target.indicator.id)}", target)
    if not is_told:
        what = KINDS.get(target.measure, f"the measure {quoted(target.measure.value)}")
        yield Problem(f"{of()}: {what} cannot be judged in columns", target.place, _WHOLE)
    ends = [end for i in (target.acceptable, target.exceeding) if i is not None for end in (i.lower, i.upper) if end is not None]
    if any(max(abs(end.numerator), end.denominator) > _MOST for end in ends):
        yield Problem(
            f"{of()}: a bound of more than 100 digits cannot be judged in columns", target.place, "round it, or use a larger unit"
        )
    if (beyond := target.exceeding) is not None and not _is_half_line(beyond):
        yield Problem(f"{of()}: only one open end that exceeds can be judged in columns", target.place)


def _named(target: Target) -> str:
    return f"target {quoted(target.id)}"


def _is_half_line(beyond: Interval) -> bool:
    return (beyond.lower is None) != (beyond.upper is None) and beyond.lower_open and beyond.upper_open


def _unknown(noun: Any, expected: type, known: Collection[str], of: Callable[[], str], target: Target | None) -> Iterator[Problem]:
    """Find whatever a noun says that this module has never heard of: such a rule is refused, never judged without it."""
    where = None if target is None else target.place
    if type(noun) is not expected:
        yield Problem(f"{of()}: {type(noun).__name__} cannot be judged in columns", where)
    for name, usual in _USUAL.get(type(noun)) or _usual(noun):
        if name not in known and getattr(noun, name) != usual:
            what = _NAMES.get(name, quoted(name))
            yield Problem(f"{of()}: {what} cannot be judged in columns", where, _WHOLE)
