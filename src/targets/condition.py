"""When a target applies: days, tags of the subject, and clauses on other measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from targets.interval import Interval
from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from fractions import Fraction

    from targets.ruleset import Target

__all__ = ["ALWAYS", "Asked", "Condition", "asked_by", "tag_of"]

_EVERY_DAY = Interval()


def tag_of(text: str) -> str:
    """Give a tag as it is compared: upper and lower case are one.

    >>> tag_of(" Nông  THÔN ")
    'nông thôn'
    """
    return normal(text).casefold()


@dataclass(frozen=True, slots=True)
class Condition:
    """All of this has to hold for a target to be judged at all.

    Units: `days` holds ordinals of days (`date.toordinal`), both ends included. A clause is a target of its own: it
    holds where that is reached, and is unknown where that is undecided.
    """

    days: Interval = _EVERY_DAY
    tagged: tuple[str, ...] = ()
    not_tagged: tuple[str, ...] = ()
    clauses: tuple[Target, ...] = ()


ALWAYS = Condition()


class Asked(NamedTuple):
    """One thing that a condition asks: a first or a last day, a tag that is borne or not borne, or a clause.

    `name` is the day, the tag, or the indicator of the clause.
    """

    kind: Literal["from", "until", "tagged", "not-tagged", "when"]
    name: str
    clause: Target | None = None


def asked_by(condition: Condition | None) -> dict[Hashable, Asked]:
    """Give all that a condition asks, in the order of its fields, by what tells one from another."""
    return dict(_asked(condition or ALWAYS))


def _asked(condition: Condition) -> Iterator[tuple[Hashable, Asked]]:
    ends: dict[Literal["from", "until"], Fraction | None] = {"from": condition.days.lower, "until": condition.days.upper}
    for kind, end in ends.items():
        if end is not None:
            yield (kind, end), Asked(kind, date.fromordinal(int(end)).isoformat())
    yield from ((("tagged", tag), Asked("tagged", tag)) for tag in condition.tagged)
    yield from ((("not-tagged", tag), Asked("not-tagged", tag)) for tag in condition.not_tagged)
    for clause in condition.clauses:
        key = ("when", clause.indicator.id, clause.measure, clause.plan_key, clause.acceptable)
        yield key, Asked("when", clause.indicator.id, clause)
