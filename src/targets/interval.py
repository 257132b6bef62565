"""The one predicate of the whole program: an interval admits a number, exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import inf

from targets.exact import exact

__all__ = ["Interval"]

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Interval:
    """A convex set of numbers: two exact bounds, each closed, open or absent.

    The empty interval is allowed (two targets that contradict each other meet in it).
    Nothing here knows a unit: both bounds and every number given stand in the same one.

    >>> share = Interval(lower=Fraction(95))
    >>> share.admits(95), share.admits(Fraction("94.996"))
    (True, False)
    >>> share.distance(Fraction("94.12"))
    Fraction(22, 25)
    >>> share & Interval(upper=Fraction(90))
    Interval('[95, 90]')
    >>> (share & Interval(upper=Fraction(90))).is_empty
    True
    """

    lower: Fraction | None = None
    upper: Fraction | None = None
    lower_open: bool = False
    upper_open: bool = False
    # The bounds as integer ratios: comparing two integers is what makes exactness cheap.
    _low: tuple[int, int] | None = field(init=False, repr=False, compare=False)
    _high: tuple[int, int] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the bounds exact; an absent bound is open, so that equal sets are equal objects."""
        fix = object.__setattr__
        for side, ratio in (("lower", "_low"), ("upper", "_high")):
            bound: Fraction | None = getattr(self, side)
            if bound is None:
                fix(self, f"{side}_open", True)
                fix(self, ratio, None)
                continue
            if isinstance(bound, float):
                message = "a bound of an interval is exact: give an int, a Fraction or a Decimal, never a float"
                raise TypeError(message)
            if type(bound) is not Fraction:
                fix(self, side, Fraction(bound))
            fix(self, ratio, bound.as_integer_ratio())

    @property
    def only_end(self) -> tuple[int, int, int, bool] | None:
        """Give the one bound of a half-line: 1 (lower) or -1 (upper), the bound as an integer ratio, whether it is open."""
        if self._low is not None and self._high is None:
            return (1, *self._low, self.lower_open)
        if self._high is not None and self._low is None:
            return (-1, *self._high, self.upper_open)
        return None

    def side(self, numerator: int, denominator: int = 1) -> int:
        """Say where numerator/denominator lies: -1 below, 0 admitted, +1 above. The denominator is positive."""
        if (low := self._low) is not None:
            beyond = numerator * low[1] - low[0] * denominator
            if beyond < 0 or (beyond == 0 and self.lower_open):
                return -1
        if (high := self._high) is not None:
            beyond = numerator * high[1] - high[0] * denominator
            if beyond > 0 or (beyond == 0 and self.upper_open):
                return 1
        return 0

    def admits(self, number: Fraction | int) -> bool:
        """Whether the number lies inside."""
        return self.side(number.numerator, number.denominator) == 0

    def distance(self, number: Fraction | int) -> Fraction:
        """How far the number lies outside, 0 when it is admitted or stands on an open bound.

        Law: |distance(x) - distance(y)| <= |x - y|.
        """
        return exact(*self.gap(number.numerator, number.denominator))

    def gap(self, numerator: int, denominator: int = 1) -> tuple[int, int]:
        """Give the distance of numerator/denominator as an integer ratio. The denominator is positive."""
        if (low := self._low) is not None and (short := low[0] * denominator - numerator * low[1]) > 0:
            return short, low[1] * denominator
        if (high := self._high) is not None and (over := numerator * high[1] - high[0] * denominator) > 0:
            return over, high[1] * denominator
        return 0, 1

    def attained(self, numerator: int, denominator: int = 1) -> Fraction | None:
        """Give numerator/denominator over the lower bound, or the upper bound over it: 1 is all that is wanted.

        Between two bounds it is 1, outside it is measured against the bound that was crossed. None where a ratio would
        say nothing: a lower bound of zero or below, an upper one below zero, a number of the other sign. The
        denominator is positive.

        >>> Interval(lower=Fraction(95)).attained(9412, 100)
        Fraction(2353, 2375)
        >>> Interval(upper=Fraction(1)).attained(2)
        Fraction(1, 2)
        """
        low, high = self._low, self._high
        if low is not None and (high is None or numerator * low[1] < low[0] * denominator):
            return exact(numerator * low[1], denominator * low[0]) if low[0] > 0 and numerator >= 0 else None
        if high is None:
            return None
        if low is not None and numerator * high[1] <= high[0] * denominator:
            return _ONE
        return exact(high[0] * denominator, high[1] * numerator) if high[0] >= 0 and numerator > 0 else None

    def scaled(self, factor: Fraction) -> Interval:
        """Multiply every member by a factor above zero: 100 % of plan becomes the plan."""
        if factor <= 0:
            message = f"an interval is scaled by a factor above zero, not by {factor}"
            raise ValueError(message)
        return Interval(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_open,
            self.upper_open,
        )

    def __and__(self, other: Interval) -> Interval:
        """The meet: what both admit. Law: commutative, associative, idempotent."""
        lower, lower_open = max(self._from_below(), other._from_below())
        upper, upper_closed = min(self._from_above(), other._from_above())
        return Interval(
            None if isinstance(lower, float) else lower,
            None if isinstance(upper, float) else upper,
            lower_open,
            not upper_closed,
        )

    @property
    def is_empty(self) -> bool:
        """Whether no number at all is admitted."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open))

    def includes(self, other: Interval) -> bool:
        """Whether everything that the other admits is admitted here too."""
        if other.is_empty:
            return True
        return self._from_below() <= other._from_below() and other._from_above() <= self._from_above()

    def beyond(self, other: Interval) -> Fraction | None:
        """Give a number that is admitted here and not by the other; None when the other includes all of this.

        Law: None iff `other.includes(self)`.

        >>> Interval(lower=Fraction(90)).beyond(Interval(lower=Fraction(95)))
        Fraction(90, 1)
        """
        if other.includes(self):
            return None
        ends = [end for i in (self, other) for end in (i.lower, i.upper) if end is not None]
        for end in ends:
            if self.admits(end) and not other.admits(end):
                return end
        low, high = min(ends, default=Fraction(0)), max(ends, default=Fraction(0))
        stops = sorted({low - 1, *ends, high + 1})
        between = [(one + next_) / 2 for one, next_ in pairwise(stops)]
        return next(number for number in (*between, *stops) if self.admits(number) and not other.admits(number))

    def _from_below(self) -> tuple[Fraction | float, bool]:
        """Order lower bounds: a greater one admits less. Infinity stands for an absent bound and is only compared."""
        return (-inf if self.lower is None else self.lower, self.lower_open)

    def _from_above(self) -> tuple[Fraction | float, bool]:
        return (inf if self.upper is None else self.upper, not self.upper_open)

    def __str__(self) -> str:
        """Mathematical notation: `[95, ∞)`."""
        left = "(" if self.lower_open else "["
        right = ")" if self.upper_open else "]"
        return f"{left}{'-∞' if self.lower is None else self.lower}, {'∞' if self.upper is None else self.upper}{right}"

    def __repr__(self) -> str:
        """Name the set."""
        return f"Interval({str(self)!r})"
