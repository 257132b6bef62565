"""What people decided about one target of one subject: waivers of missed targets, and judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from targets.errors import Place
    from targets.figures import Figures
    from targets.outcome import Verdict

__all__ = ["Decision", "Judgement", "Waiver"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A dated, reasoned, approved permission to miss one target: for one subject, or for all that bear a tag.

    Both days are included.
    """

    target: str
    reason: str
    approved_by: str
    since: date
    until: date
    subject: str | None = None
    tag: str | None = None
    place: Place | None = field(default=None, compare=False)

    def concerns(self, figures: Figures) -> bool:
        """Whether it was given for the subject of these figures."""
        return figures.subject == self.subject if self.tag is None else self.tag in (figures.tags or ())

    def is_in_force(self, day: date | None) -> bool:
        """Whether it holds on this day; on an unknown day only one without ends does."""
        if day is None:
            return self.since == date.min and self.until == date.max
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Judgement:
    """A signed verdict on one target of one subject and period: who, when, on which evidence."""

    target: str
    subject: str
    period: str
    verdict: Verdict
    judged_by: str
    on: date
    evidence: str
    place: Place | None = field(default=None, compare=False)

    def concerns(self, figures: Figures) -> bool:
        """Whether it was given for the subject and period of these figures."""
        return figures.subject == self.subject and figures.period == self.period

    def is_in_force(self, day: date | None) -> bool:
        """Whether it had been given by this day; without a day it has."""
        return day is None or self.on <= day


Decision = Waiver | Judgement
