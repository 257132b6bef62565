"""What one number a target judges."""

from __future__ import annotations

from enum import Enum

__all__ = ["Measure"]


class Measure(Enum):
    """The number that is compared with the acceptable interval, and how it is found in a figure."""

    VALUE = "value"
    """The actual, in the indicator's unit; for a share also a count over a total."""
    SHARE_OF_PLAN = "share of plan"
    """The actual over the plan, in percent (`95 % of plan`)."""
    SHARE_OF_PREVIOUS = "share of previous"
    """The actual over last year's, in percent (`95 % of previous`)."""
    PLAN = "against plan"
    """The actual against the plan itself (`plan`): 100 % of it, and defined for a plan of zero or below too."""
    PREVIOUS = "against previous"
    """The actual against last year's figure itself (`previous`)."""
    RANK = "rank"
    """The place of a grade on its scale, the worst being 0."""
    ITEMS = "items"
    """How many items of a list are done."""
    HELD = "held"
    """1 for a title that is held, 0 for one that is not."""
    JUDGED = "judged"
    """Nothing that a figure says: a person judges, 1 for reached."""

    COMBINED = "combined"
    """How many other targets are reached, by the chain of their verdicts."""
    POINTS = "points"
    """The points that other targets earned, bare or over all that they could."""

    # Members are equal only to themselves; Enum's own hash runs in Python, and every judgement looks a measure up.
    __hash__ = object.__hash__

    @property
    def is_bound(self) -> bool:
        """Whether the base itself is the bound, so that no division is needed."""
        return self in (Measure.PLAN, Measure.PREVIOUS)
