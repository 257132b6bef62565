"""Points: what members of a group earned, over the most that they could."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.figures import Figure
from targets.judging import decide
from targets.outcome import Notice, Outcome, Reason, Verdict, first_reason
from targets.quantity import Quantity
from targets.units import SCORE_POINT, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.ruleset import Target

__all__ = ["tallied"]

_NEUTRAL = (Verdict.WAIVED, Verdict.NOT_APPLICABLE)


def tallied(target: Target, members: Sequence[Outcome]) -> Outcome:
    """Judge the sum of the members' points, as points or as a share of all that can be earned.

    Waived and not applicable members are left out of both. While a member is undecided the sum lies between two numbers:
    the target is decided when both give one verdict, and the worse of the two is shown.
    """
    counted = [member for member in members if member.verdict not in _NEUTRAL]
    parts, most = tuple(members), sum((member.target.most_points for member in counted), Fraction(0))
    if not counted:
        return Outcome(target, None, Verdict.NOT_APPLICABLE, parts=parts)
    unit = target.indicator.unit
    as_share = unit is not None and unit.kind is Kind.SHARE
    if as_share and not most:
        return Outcome(target, None, Verdict.UNDECIDED, Reason.NOT_FINITE, parts=parts)
    low, high = (
        sum((member.target.most_points * best if member.points is None else member.points for member in counted), Fraction(0))
        for best in (0, 1)
    )
    base = most.as_integer_ratio() if as_share else None
    worst, best = (_at(target, points, base)._replace(parts=parts) for points in (low, high))
    if low == high:
        return worst
    between = (Notice("points-range", ((low, SCORE_POINT), (high, SCORE_POINT))),)
    if worst.verdict is best.verdict and (worst.verdict.is_reached or _side(worst) == _side(best)):
        return max(worst, best, key=lambda outcome: outcome.shortfall or Fraction(0))._replace(warnings=between)
    reason = first_reason(counted) or Reason.NO_FIGURE
    return Outcome(target, None, Verdict.UNDECIDED, reason, warnings=between, parts=parts)


def _at(target: Target, points: Fraction, base: tuple[int, int] | None) -> Outcome:
    ratio = points.as_integer_ratio()
    figure = Figure(target.indicator.id, actual=Quantity(*ratio, SCORE_POINT, 0, str(points)))
    return decide(target, figure, SCORE_POINT, ratio, base)


def _side(outcome: Outcome) -> int:
    value, acceptable = outcome.value, outcome.acceptable
    return 0 if value is None or acceptable is None else acceptable.side(*value.as_integer_ratio())
