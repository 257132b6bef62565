"""Bands of points: values that no band holds, that two hold, and bands that hold nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding, Witness
from targets.interval import Interval
from targets.linting.measures import is_beyond, reaching
from targets.linting.witnesses import judged_at
from targets.measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.ruleset import Ruleset, Target

__all__ = ["faulty_bands"]


def faulty_bands(ruleset: Ruleset) -> Iterator[Finding]:
    """Find what is wrong with the bands of each target that gives points.

    From the lowest value to the highest that some band holds or that reaches the target, each value should lie in one
    band and in no other: what lies in none earns nothing, and of two the first one written counts.
    """
    for target in ruleset.targets:
        if len(target.bands) > 1 or (target.bands and target.bands[0].interval != target.acceptable):
            yield from _faults(target)


def _faults(target: Target) -> Iterator[Finding]:
    held = [reaching(band.interval, target) for band in target.bands]
    if any(band.is_empty for band in held):
        yield Finding(Code.EMPTY_BAND, (target,))
    ordered = sorted((band for band in held if not band.is_empty), key=_start)
    if not ordered:
        return
    reach = ordered[0]
    for band in ordered[1:]:
        if not (shared := reach & band).is_empty:
            yield Finding(Code.BAND_OVERLAP, (target,), witnesses=(_seen(_value_in(shared), target),))
        reach = max(reach, band, key=_end)
    for hole in _holes(ordered, reaching(target.acceptable, target), whole=target.measure is Measure.RANK):
        value = _value_in(reaching(hole, target))
        earned = judged_at(value, target).points
        if earned:
            message = f"lint finds no band at {value} for {target.id}, and the evaluator gives {earned} points"
            raise AssertionError(message)
        yield Finding(Code.BAND_GAP, (target,), witnesses=(_seen(value, target),))


def _holes(ordered: list[Interval], acceptable: Interval, *, whole: bool) -> Iterator[Interval]:
    """Give what lies between bands, below the lowest and above the highest of them as far as the target is reached."""
    first, reach = ordered[0], ordered[0]
    if not acceptable.is_empty and _start(acceptable) < _start(first):
        yield Interval(acceptable.lower, first.lower, acceptable.lower_open, not first.lower_open) & acceptable
    for band in ordered[1:]:
        if is_beyond(band, reach) and not _touch(reach, band, whole=whole):
            yield Interval(reach.upper, band.lower, not reach.upper_open, not band.lower_open)
        reach = max(reach, band, key=_end)
    if not acceptable.is_empty and _end(acceptable) > _end(reach):
        yield Interval(reach.upper, acceptable.upper, not reach.upper_open, acceptable.upper_open) & acceptable


def _touch(one: Interval, other: Interval, *, whole: bool) -> bool:
    """Whether nothing lies between two intervals, the second above the first."""
    assert one.upper is not None
    assert other.lower is not None
    return other.lower - one.upper == 1 if whole else one.upper == other.lower and not (one.upper_open and other.lower_open)


def _start(interval: Interval) -> tuple[bool, Fraction, bool]:
    return interval.lower is not None, interval.lower or Fraction(0), interval.lower_open


def _end(interval: Interval) -> tuple[bool, Fraction, bool]:
    return interval.upper is None, interval.upper or Fraction(0), not interval.upper_open


def _value_in(interval: Interval) -> Fraction:
    """Give a value that an interval admits: an end where there is one, or one between."""
    value = interval.beyond(Interval(Fraction(0), Fraction(0), lower_open=True))
    assert value is not None
    return value


def _seen(value: Fraction, target: Target) -> Witness:
    """Show a value as it is judged."""
    reached = judged_at(value, target).verdict.is_reached
    return Witness(target, value, (target.id,) if reached else (), () if reached else (target.id,))
