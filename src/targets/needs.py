"""What figures a ruleset asks for: each indicator with the roles that its targets look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.formula import Formula
    from targets.ruleset import Indicator, Ruleset, Target

__all__ = ["Need", "judged_in", "looked_at", "made_of", "needs_of", "reads_of", "roles_of", "tags_of"]

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
    Measure.COMBINED: (),
    Measure.POINTS: (),
}
_ORDER = ("actual", "count", "total", "plan", "previous", "of_plan", "of_previous", "grade", "done", "held")


class Need(NamedTuple):
    """One indicator, the roles of its figure that are looked at (`plan.city` for a plan by name), and the targets that look."""

    indicator: Indicator
    roles: tuple[str, ...]
    targets: tuple[Target, ...]


def needs_of(ruleset: Ruleset) -> tuple[Need, ...]:
    """Give what to submit, in the order of the targets; indicators that no target uses come last, without roles."""
    roles: dict[str, dict[str, str]] = {}
    users: dict[str, dict[str, Target]] = {}
    for target in ruleset:
        for name, role in _reads(target):
            roles.setdefault(name, {}).setdefault(role.casefold(), role)
            users.setdefault(name, {})[target.id] = target
    for name in ruleset.indicators:
        roles.setdefault(name, {})
    return tuple(
        Need(ruleset.indicators[name], tuple(sorted(filter(None, wanted.values()), key=_place_of)), tuple(users.get(name, {}).values()))
        for name, wanted in roles.items()
        if name in ruleset.indicators
    )


def _place_of(role: str) -> tuple[int, str]:
    kind, _, name = role.partition(".")
    return _ORDER.index(kind), name


def tags_of(ruleset: Ruleset) -> tuple[str, ...]:
    """Give the tags that some target asks about, in the order of the rules."""
    conditions = (target.applies for target in ruleset if target.applies is not None)
    return tuple(dict.fromkeys(tag for one in conditions for tag in (*one.tagged, *one.not_tagged)))


def reads_of(target: Target) -> set[str]:
    """Give the indicators that decide a target: its own, those of its formula, its condition, and its members."""
    return {name for one in made_of(target) for name, _ in _reads(one)}


def looked_at(target: Target) -> set[str]:
    """Give the roles that decide a target, whatever indicators they are of."""
    return {role for one in made_of(target) for _, role in _reads(one)}


def made_of(target: Target) -> Iterator[Target]:
    """Give a target, and all that decides it: its parts or members and the clauses of its condition, and theirs."""
    yield target
    for one in (*target.parts, *(target.applies.clauses if target.applies else ())):
        yield from made_of(one)


def judged_in(target: Target) -> set[str]:
    """Give the ids of judged targets that decide a target: itself, or those it is made of."""
    own = {target.id} if target.measure is Measure.JUDGED else set()
    return own.union(*map(judged_in, target.parts))


def _reads(target: Target) -> Iterator[tuple[str, str]]:
    """Give indicator and role of every number that a target looks at itself; its members look at their own."""
    if target.measure not in (Measure.COMBINED, Measure.POINTS):
        for part in target.parts or (target,):
            if part.indicator.formula is None:
                yield from ((part.indicator.id, role) for role in (roles_of(part) or ("",)))
            else:
                yield from _inputs(part.indicator.formula)
    if target.applies is not None:
        yield from (found for clause in target.applies.clauses for found in _reads(clause))


def _inputs(formula: Formula) -> Iterator[tuple[str, str]]:
    for wanted in formula.inputs:
        yield wanted.indicator.id, wanted.key
        if wanted.role in ("count", "total") or (wanted.role == "actual" and wanted.indicator.is_part):
            yield from ((wanted.indicator.id, role) for role in ("count", "total"))


def roles_of(part: Target) -> tuple[str, ...]:
    """Give the roles that one target looks at; a counted share is also given as a count and its total."""
    roles = _ROLES[part.measure]
    if part.plan is not None:
        return tuple(f"{role}.{part.plan}" if role in ("plan", "of_plan") else role for role in roles)
    return (*roles, "count", "total") if part.measure is Measure.VALUE and part.indicator.is_part else roles
