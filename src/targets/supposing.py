"""What if a figure were another: figures with some roles set, and which outcomes that changes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.figures import AMOUNTS, Figure
from targets.quantity import Quantity
from targets.units import Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targets.figures import Figures
    from targets.outcome import Outcome
    from targets.scorecard import Scorecard

__all__ = ["ROLES", "Difference", "Supposed", "differences", "suppose"]

# A number belongs to those it was made of: where one is set, what it contradicts or would hide is dropped.
_STALE: Mapping[str, tuple[str, ...]] = {
    "actual": ("raw", "of_plan", "of_previous", "count", "total", "reported", "grade", "done", "held"),
    "plan": ("of_plan",),
    "previous": ("of_previous",),
    "of_plan": ("actual", "raw", "of_previous"),
    "of_previous": ("actual", "raw", "of_plan"),
    "count": ("actual", "raw", "reported"),
    "total": ("actual", "raw", "reported"),
    "grade": ("actual", "raw", "held", "done"),
    "held": ("actual", "raw", "grade", "done"),
    "done": ("actual", "raw", "grade", "held"),
}
ROLES = tuple(_STALE)
_CARRIED = {"actual": ("actual", "raw", "count", "total", "held"), "held": ("held", "raw")}


class Supposed(NamedTuple):
    """Figures with some roles set, and for each indicator the roles that this made stale."""

    figures: Figures
    dropped: Mapping[str, tuple[str, ...]]


class Difference(NamedTuple):
    """One target before and after."""

    before: Outcome
    after: Outcome


def suppose(figures: Figures, settings: Iterable[tuple[str, Figure]]) -> Supposed:
    """Set roles of figures. Each setting names a role and brings a figure that holds nothing else.

    What a set role makes stale is dropped and named: a printed share belongs to the number it was printed with. A
    figure that is not there yet is added. Law: setting what is there already changes no verdict.
    """
    settings = tuple(settings)
    set_roles: dict[str, set[str]] = {}
    for role, given in settings:
        set_roles.setdefault(given.indicator, set()).update(_carried(role, given))
    values, dropped = dict(figures.values), dict[str, tuple[str, ...]]()
    for role, given in settings:
        name = given.indicator
        old = values.get(name) or Figure(name)
        values[name], stale = _with(old, role, given, keep=set_roles[name])
        dropped[name] = (*dropped.get(name, ()), *stale)
    return Supposed(replace(figures, values=values), {name: roles for name, roles in dropped.items() if roles})


def _carried(role: str, given: Figure) -> set[str]:
    return {field for field in _CARRIED.get(role, (role,)) if getattr(given, field) is not None}


def _with(old: Figure, role: str, given: Figure, keep: set[str]) -> tuple[Figure, tuple[str, ...]]:
    carried = _carried(role, given)
    changed: dict[str, Any] = {field: getattr(given, field) for field in carried}
    for field in AMOUNTS:
        if field in carried and (number := changed[field]).unit is None:
            changed[field] = number._replace(unit=_written_unit(old, field))
    telling = changed.keys() - {"raw"} or changed.keys()
    if not old.faults and all(_same(getattr(old, field), changed[field]) for field in telling):
        return old, ()
    stale = {field for field in _STALE[role] if field not in keep and getattr(old, field) is not None}
    changed |= dict.fromkeys(stale)
    gone = {role, *stale, *carried}
    faults = tuple(fault for fault in old.faults if fault.role not in gone)
    figure = replace(old, **changed, vintage=None, faults=faults, places={**old.places, **given.places})
    named = tuple(field.name for field in fields(Figure) if field.name in stale - {"raw"})
    return figure, named


def _same(old: object, new: object) -> bool:
    """Whether two roles say the same, however they are written."""
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        return (old.value, old.unit) == (new.value, new.unit)
    return old == new


def _written_unit(old: Figure, role: str) -> Unit | str | None:
    """Give the unit that a bare number inherits from the one it replaces; a share is never read into one."""
    written = getattr(old, role) or next((q for r in AMOUNTS if (q := getattr(old, r)) is not None), None)
    unit = None if written is None else written.unit
    return None if isinstance(unit, Unit) and unit.kind is not Kind.AMOUNT else unit


def differences(before: Scorecard, after: Scorecard) -> tuple[Difference, ...]:
    """Give the targets whose verdict, reason or value changed, in the order of the rules."""
    return tuple(Difference(one, other) for one, other in zip(before.outcomes, after.outcomes, strict=True) if _said(one) != _said(other))


def _said(outcome: Outcome) -> tuple[object, ...]:
    fault = None if outcome.fault is None else outcome.fault.problem.message
    parts = tuple(_said(part) for part in outcome.parts if part.id == outcome.id)  # members of others tell their own changes
    return (outcome.verdict, outcome.reason, outcome.value, outcome.unit, outcome.acceptable, outcome.points, fault, parts)
