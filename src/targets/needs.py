"""What figures a ruleset asks for: each indicator with the roles that its targets look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure

if TYPE_CHECKING:
    from targets.ruleset import Indicator, Ruleset, Target

__all__ = ["Need", "needs_of", "roles_of"]

_ROLES = {
    Measure.VALUE: ("actual",),
    Measure.PLAN: ("actual", "plan", "of_plan"),
    Measure.SHARE_OF_PLAN: ("actual", "plan", "of_plan"),
    Measure.PREVIOUS: ("actual", "previous", "of_previous"),
    Measure.SHARE_OF_PREVIOUS: ("actual", "previous", "of_previous"),
    Measure.RANK: ("grade",),
    Measure.ITEMS: ("done",),
    Measure.HELD: ("held",),
    Measure.JUDGED: (),
}
_ORDER = ("actual", "count", "total", "plan", "previous", "of_plan", "of_previous", "grade", "done", "held")


class Need(NamedTuple):
    """One indicator, the roles of its figure that are looked at, and the targets that look."""

    indicator: Indicator
    roles: tuple[str, ...]
    targets: tuple[Target, ...]


def needs_of(ruleset: Ruleset) -> tuple[Need, ...]:
    """Give what to submit, in the order of the targets; indicators that no target uses come last, without roles."""
    users: dict[str, list[Target]] = {}
    for target in ruleset:
        for part in target.parts or (target,):
            users.setdefault(part.indicator.id, []).append(part)
    for name in ruleset.indicators:
        users.setdefault(name, [])
    return tuple(
        Need(ruleset.indicators[name], tuple(role for role in _ORDER if any(role in roles_of(part) for part in parts)), tuple(parts))
        for name, parts in users.items()
    )


def roles_of(part: Target) -> tuple[str, ...]:
    """Give the roles that one target looks at; a counted share is also given as a count and its total."""
    roles = _ROLES[part.measure]
    return (*roles, "count", "total") if part.measure is Measure.VALUE and part.indicator.is_part else roles
