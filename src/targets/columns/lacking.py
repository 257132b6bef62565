"""What is plain of a row before anything is compared: that something stands beside its amount, or that nothing can be judged, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.numbers import AMOUNTS, COUNTS, SHARES, WORDS
from targets.columns.rules import Role
from targets.columns.terms import Term, col, lit, when
from targets.outcome import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from targets.columns.params import Params

__all__ = ["base_of", "lacking", "odd", "reason"]


def base_of(roles: Collection[str], rules: Params) -> Term:
    """Give what scales the bounds, null where there is nothing, and 1 where nothing does."""
    base = lit(1.0)
    for number, role in rules.bases:
        base = when(rules.of("kind") == number).then(col(role) if role in roles else lit(None, float)).otherwise(base)
    return base


def odd(roles: Collection[str], rules: Params) -> list[Term]:
    """Find what matters beside an amount: that there is a fault, a count, or a unit that is not the indicator's own."""
    found = [~col(role).is_null() for role in ("fault", *COUNTS) if role in roles]
    if "unit" in roles:
        unit = col("unit")
        own = (unit != "") & ((unit == rules.of("unit")) | (unit == rules.of("label")))
        found.append(~when(unit.is_null()).then(rules.of("bare")).otherwise(own))
    return found


def lacking(roles: Collection[str], rules: Params, base: Term, bad: Term) -> Term:
    """Whether it is plain that nothing can be judged: the first questions of the scalar evaluator, in its order."""
    kind, absent = rules.of("kind"), col("actual").is_null()
    lacks, silent = bad | absent, absent & ~bad
    if rules.bases:
        lacks = lacks | base.is_null() | ((base <= 0).fill_null(value=False) & ~rules.of("itself"))
    for role in AMOUNTS[1:]:
        silent = silent & col(role).is_null() if role in roles else silent
    more = lit(value=False)
    for other in (*odd(roles, rules), *(~col(role).is_null() for role in (*SHARES, *WORDS) if role in roles)):
        more = more | other
    numeric, named = kind <= int(Role.PREVIOUS), kind <= int(Role.HELD)
    return (kind == int(Role.JUDGED)) | (~more & ((numeric & lacks) | (named & silent)))


def reason(rules: Params, base: Term, bad: Term) -> Term:
    """Say why, where it is plain."""
    kind, why = rules.of("kind"), rules.say(Reason.NOT_FINITE)
    if rules.bases:
        without = when(kind == int(Role.PLAN)).then(rules.say(Reason.NO_PLAN)).otherwise(rules.say(Reason.NO_PREVIOUS))
        why = when(base.is_null()).then(without).otherwise(why)
    why = when(col("actual").is_null()).then(rules.say(Reason.NO_FIGURE)).otherwise(why)
    why = when(bad).then(rules.say(Reason.NOT_FINITE)).otherwise(why)
    if not rules.all("kind", int(Role.VALUE)):
        why = when(kind == int(Role.JUDGED)).then(rules.say(Reason.NEEDS_JUDGEMENT)).otherwise(why)
    return why
