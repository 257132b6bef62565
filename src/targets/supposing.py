"""What if a figure were another: figures with some roles set, and which outcomes that changes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.figures import AMOUNTS, Figure, Plan
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
_MOVING = ("actual", "of_plan", "of_previous")
"""Roles that say what happened anew, so that the printed share of no plan stands."""
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
    settings = tuple((_as_known(role, figures.values.get(given.indicator)), given) for role, given in settings)
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


def _as_known(role: str, old: Figure | None) -> str:
    """Give a role with the name of its plan as the figure spells it."""
    kind, by_name, name = role.partition(".")
    plan = next((plan for plan in old.plans if plan.is_called(name)), None) if by_name and old is not None else None
    return role if plan is None else f"{kind}.{plan.name}"


def _carried(role: str, given: Figure) -> set[str]:
    if given.plans:
        return {role}
    return {field for field in _CARRIED.get(role, (role,)) if getattr(given, field) is not None}


def _with(old: Figure, role: str, given: Figure, keep: set[str]) -> tuple[Figure, tuple[str, ...]]:
    if given.plans:
        return _with_plan(old, role, given, keep)
    carried = _carried(role, given)
    changed: dict[str, Any] = {field: getattr(given, field) for field in carried}
    for field in AMOUNTS:
        if field in carried and (number := changed[field]).unit is None:
            changed[field] = number._replace(unit=_written_unit(old, field))
    telling = changed.keys() - {"raw"} or changed.keys()
    if not old.faults and all(_same(getattr(old, field), changed[field]) for field in telling):
        return old, ()
    stale = (*_STALE[role], *(_shares_of(old) if role in _MOVING else ()))
    return _changed(old, changed, _stale(old, stale, keep), {role, *carried}, given)


def _with_plan(old: Figure, role: str, given: Figure, keep: set[str]) -> tuple[Figure, tuple[str, ...]]:
    """Set one of several plans, or the printed share of it: what belongs to the other plans stays as it is."""
    [new] = given.plans
    kind = role.partition(".")[0]
    before = next((plan for plan in old.plans if plan.is_called(new.name)), Plan(new.name))
    if new.amount is not None and new.amount.unit is None:
        new = new._replace(amount=new.amount._replace(unit=_written_unit(old, role)))
    set_, was = (new.amount, before.amount) if kind == "plan" else (new.share, before.share)
    if not old.faults and _same(was, set_):
        return old, ()
    plan = before._replace(amount=set_) if kind == "plan" else before._replace(share=set_)
    plans = tuple(plan if one is before else one for one in old.plans) if before in old.plans else (*old.plans, plan)
    own = f"of_plan.{before.name}"
    names = {own} if kind == "plan" else {*_STALE["of_plan"], "of_plan", *_shares_of(old)} - {own}
    return _changed(old, {"plans": plans}, _stale(old, names, keep), {role}, given)


def _shares_of(figure: Figure) -> list[str]:
    return [f"of_plan.{plan.name}" for plan in figure.plans]


def _stale(old: Figure, roles: Iterable[str], keep: set[str]) -> set[str]:
    """Give those of some roles that the figure holds and that nobody sets."""
    return {role for role in roles if role not in keep and old.role(role) is not None}


def _changed(old: Figure, changed: dict[str, Any], stale: set[str], gone: set[str], given: Figure) -> tuple[Figure, tuple[str, ...]]:
    """Give the figure with what is set and without what is stale, and the roles that are."""
    changed |= dict.fromkeys(role for role in stale if "." not in role)
    plans: tuple[Plan, ...] = changed.get("plans", old.plans)
    plans = tuple(plan._replace(share=None) if f"of_plan.{plan.name}" in stale else plan for plan in plans)
    changed["plans"] = tuple(plan for plan in plans if plan.amount is not None or plan.share is not None)
    faults = tuple(fault for fault in old.faults if fault.role not in {*gone, *stale})
    figure = replace(old, **changed, vintage=None, faults=faults, places={**old.places, **given.places})
    order = [*(field.name for field in fields(Figure)), *_shares_of(old)]
    return figure, tuple(role for role in order if role in stale - {"raw"})


def _same(old: object, new: object) -> bool:
    """Whether two roles say the same, however they are written."""
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        return (old.value, old.unit) == (new.value, new.unit)
    return old == new


def _written_unit(old: Figure, role: str) -> Unit | str | None:
    """Give the unit that a bare number inherits from the one it replaces; a share is never read into one."""
    plans = [q for plan in old.plans if (q := plan.amount) is not None]
    written = old.role(role) or next((q for r in AMOUNTS if (q := getattr(old, r)) is not None), None) or next(iter(plans), None)
    unit = None if written is None else written.unit
    return None if isinstance(unit, Unit) and unit.kind is not Kind.AMOUNT else unit


def differences(before: Scorecard, after: Scorecard) -> tuple[Difference, ...]:
    """Give the targets whose verdict, reason or value changed, in the order of the rules."""
    return tuple(Difference(one, other) for one, other in zip(before.outcomes, after.outcomes, strict=True) if _said(one) != _said(other))


def _said(outcome: Outcome) -> tuple[object, ...]:
    fault = None if outcome.fault is None else outcome.fault.problem.message
    parts = tuple(_said(part) for part in outcome.parts if part.id == outcome.id)  # members of others tell their own changes
    return (outcome.verdict, outcome.reason, outcome.value, outcome.unit, outcome.acceptable, outcome.points, fault, parts)
