"""When a target applies: days, tags of the subject, and clauses on other measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targets.interval import Interval

if TYPE_CHECKING:
    from targets.ruleset import Target

__all__ = ["ALWAYS", "Condition"]

_EVERY_DAY = Interval()


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
