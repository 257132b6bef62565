"""Samples of targets over other targets: so many members reached, so many missed, or so many points together."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.interval import Interval
from targets.measure import Measure
from targets.needs import judged_in
from targets.outcome import Verdict
from targets.samples import Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from targets.cells import Cell
    from targets.outcome import Outcome
    from targets.ruleset import Target

__all__ = ["composed"]

_Options = list[tuple[Sample, "Outcome"]]
_MOST_MEMBERS, _MOST_JOINS, _MOST_SUMS, _MOST_ALIKE, _MOST_TURNS = 200, 20_000, 5_000, 3, 8
_EMPTY = Sample({})


def composed(target: Target, cell: Cell, options: Callable[[Target], _Options], pool: Iterable[Sample]) -> Iterator[Sample]:
    """Give samples that may put a composite into a cell: a caller looks whether they do. None for very large ones."""
    if len(target.parts) > _MOST_MEMBERS:
        return
    members = [options(member) for member in target.parts]
    if target.measure is Measure.COMBINED:
        yield from _counted(target, cell, members)
    else:
        yield from _summed(target, cell, members)
    known = list(pool)
    yield from known
    signed = Sample({}, judged=dict.fromkeys(judged_in(target), Verdict.MET))
    yield from (both for sample in known if (both := sample.joined(signed)) is not None)


def _counted(target: Target, cell: Cell, members: list[_Options]) -> Iterator[Sample]:
    """Let as many members be reached as the cell wants, beginning with each of them in turn."""
    need, of = int(target.acceptable.lower or 0), len(members)
    open_ = 1 if cell == "undecided" else 0
    reached = need - 1 if cell == "undecided" or (isinstance(cell, Interval) and cell.lower is None) else need
    reached += isinstance(cell, Interval) and cell.lower_open and cell.lower is not None
    for first in range(min(of, _MOST_TURNS)):
        wanted = ["reached"] * reached + ["undecided"] * open_ + ["missed"] * (of - reached - open_)
        states = [wanted[(number - first) % of] for number in range(of)]
        chosen = [[s for s, outcome in member if _state(outcome) == state] for member, state in zip(members, states, strict=True)]
        yield from _joined([alike[:_MOST_ALIKE] for alike in chosen])


def _state(outcome: Outcome) -> str:
    return "reached" if outcome.verdict.is_reached else outcome.verdict.value


def _joined(chosen: list[list[Sample]]) -> Iterator[Sample]:
    """Take one sample of each list, such that all agree, in so many tries."""
    open_, tries = [(0, _EMPTY)], _MOST_JOINS
    while open_ and tries > 0:
        taken, so_far = open_.pop()
        if taken == len(chosen):
            yield so_far
            continue
        joins = [so_far.joined(sample) for sample in reversed(chosen[taken])]
        open_ += [(taken + 1, both) for both in joins if both is not None]
        tries -= len(joins)


def _summed(target: Target, cell: Cell, members: list[_Options]) -> Iterator[Sample]:
    """Let the members earn every sum that they can, those nearest to the bounds of the cell first."""
    sums: dict[tuple[Fraction, bool], Sample] = {(Fraction(0), False): _EMPTY}
    for options in members:
        following: dict[tuple[Fraction, bool], Sample] = {}
        earned = _by_points(options)
        for (total, is_open), so_far in sums.items():
            for (points, undecided), sample in earned:
                key = (total + points, is_open or undecided)
                if key not in following and (both := so_far.joined(sample)) is not None:
                    following[key] = both
        sums = dict(list(following.items())[: _MOST_SUMS // len(members)])
    most = sum((member.most_points for member in target.parts), Fraction(0))
    whole = 100 / most if target.indicator.is_part and most else Fraction(1)
    if not isinstance(cell, Interval):
        yield from (sample for (_, is_open), sample in sorted(sums.items(), key=lambda item: -item[0][0]) if is_open)
        return
    inside = [(total * whole, sample) for (total, is_open), sample in sums.items() if not is_open and cell.admits(total * whole)]
    ends = [end for end in (cell.lower, cell.upper) if end is not None]
    yield from (sample for _, sample in sorted(inside, key=lambda item: min(abs(item[0] - end) for end in ends)))


def _by_points(options: _Options) -> list[tuple[tuple[Fraction, bool], Sample]]:
    """Give a few samples for each number of points, and for points that are still open; what does not apply has none."""
    found: dict[tuple[Fraction, bool], list[Sample]] = {}
    for sample, outcome in options:
        if outcome.verdict not in (Verdict.WAIVED, Verdict.NOT_APPLICABLE):
            key = (outcome.points or Fraction(0), outcome.verdict is Verdict.UNDECIDED)
            found.setdefault(key, []).append(sample)
    return [(key, sample) for key, samples in found.items() for sample in samples[:_MOST_ALIKE]]
