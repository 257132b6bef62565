"""A bullet chart as inline SVG: the zones that reach the target, exceed it, and are near, the bound, and the actual.

Law: the actual stands on a bound when it is equal and visibly beside it when not, however close the two are; between two
bounds that are drawn in one place it stands there with them.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure
from targets.report.amounts import bound_text
from targets.report.rows import row_of
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.interval import Interval
    from targets.outcome import Outcome

__all__ = ["Axis", "axis_of", "bullet"]

WIDTH, _HEIGHT, _APART = 180, 14, 3
_ROOM = Fraction(9, 8)


class Axis(NamedTuple):
    """The numbers at both ends of a chart that is `WIDTH` wide."""

    low: Fraction
    high: Fraction

    def at(self, value: Fraction) -> Fraction:
        """Give the place of a value, from 0 to `WIDTH`, in hundredths."""
        place = (value - self.low) * WIDTH / (self.high - self.low)
        return Fraction(round(min(max(place, Fraction(0)), Fraction(WIDTH)) * 100), 100)

    def beside(self, value: Fraction, ends: list[Fraction]) -> Fraction:
        """Give the place of a value, a little apart from the ends that it does not equal and on the right side of each.

        Beside an end that stands where the chart ends that is a little outside; pages let what is outside be seen.
        """
        place = self.at(value)
        if value in ends:
            return place
        left = max((self.at(end) for end in ends if end < value), default=None)
        right = min((self.at(end) for end in ends if end > value), default=None)
        if left is not None and right is not None and right - left < 2 * _APART:
            return (left + right) / 2
        place = place if left is None else max(place, left + _APART)
        return place if right is None else min(place, right - _APART)


def axis_of(outcome: Outcome) -> Axis | None:
    """Choose an axis that holds zero, the actual and all bounds with room beyond them; None where there is nothing to draw."""
    value, acceptable = outcome.value, outcome.acceptable
    if value is None or acceptable is None or outcome.target.measure is Measure.HELD:
        return None
    if outcome.target.measure is Measure.RANK:
        return Axis(Fraction(-1, 2), Fraction(2 * len(outcome.target.indicator.scale) - 1, 2))
    points = [Fraction(0), value, *_ends(acceptable), *_ends(outcome.exceeding), *_ends(outcome.near)]
    low, high = min(points), max(points)
    return Axis(low * _ROOM, high * _ROOM) if low < high else None


def _ends(interval: Interval | None) -> list[Fraction]:
    return [] if interval is None else [end for end in (interval.lower, interval.upper) if end is not None]


def bullet(outcome: Outcome, lang: Language) -> str:
    """Draw one outcome, with all that is drawn in words; an empty text where there is nothing to draw."""
    axis, value, acceptable = axis_of(outcome), outcome.value, outcome.acceptable
    if axis is None or value is None or acceptable is None:
        return ""
    exceeding, near = outcome.exceeding, outcome.near
    ends = sorted({*_ends(acceptable), *_ends(exceeding), *_ends(near)})
    place = axis.beside(value, ends)
    start = axis.at(axis.low if outcome.target.measure is Measure.RANK else Fraction(0))
    left, right = sorted((start, place))
    marks = "".join(f'<path class="b" d="M{_n(axis.at(end))} 0v{_HEIGHT}"/>' for end in _ends(acceptable))
    return (
        f'<svg class="bullet" viewBox="0 0 {WIDTH} {_HEIGHT}" preserveAspectRatio="xMinYMid" role="img" aria-label="{escape(_words(outcome, lang))}">'
        f'<rect class="t" width="{WIDTH}" height="{_HEIGHT}" rx="2"/>{_zone(axis, near, "h") if near else ""}{_zone(axis, acceptable, "z")}'
        f"{_zone(axis, exceeding, 'x') if exceeding else ''}"
        f'<rect class="a" x="{_n(left)}" y="4" width="{_n(max(right - left, Fraction(1)))}" height="6"/>{marks}'
        f'<circle class="d" cx="{_n(place)}" cy="7" r="3.5"/></svg>'
    )


def _zone(axis: Axis, interval: Interval, name: str) -> str:
    left = axis.at(axis.low if interval.lower is None else interval.lower)
    right = axis.at(axis.high if interval.upper is None else interval.upper)
    return f'<rect class="{name}" x="{_n(left)}" width="{_n(right - left)}" height="{_HEIGHT}"/>' if right > left else ""


def _words(outcome: Outcome, lang: Language) -> str:
    row = row_of(outcome, lang)
    facts = [f"{say(lang, 'actual')} {row.actual}", f"{say(lang, 'target')} {bound_text(outcome.target, lang)}"]
    return "; ".join((*facts, row.word, row.lacking) if row.lacking else (*facts, row.word))


def _n(number: Fraction) -> str:
    return f"{round(float(number), 2):g}"
