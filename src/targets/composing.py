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
_MOST_SUMS = 4000
_EMPTY = Sample({})


def composed(target: Target, cell: Cell, options: Callable[[Target], _Options], pool: Iterable[Sample]) -> Iterator[Sample]:
    """Give samples that may put a composite into a cell: a caller looks whether they do."""
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
    for first in range(of):
        wanted = ["reached"] * reached + ["undecided"] * open_ + ["missed"] * (of - reached - open_)
        states = [wanted[(number - first) % of] for number in range(of)]
        chosen = [[s for s, outcome in member if _state(outcome) == state] for member, state in zip(members, states, strict=True)]
        yield from _joined(chosen, _EMPTY)


def _state(outcome: Outcome) -> str:
    return "reached" if outcome.verdict.is_reached else outcome.verdict.value


def _joined(chosen: list[list[Sample]], so_far: Sample) -> Iterator[Sample]:
    if not chosen:
        yield so_far
        return
    for sample in chosen[0]:
        if (both := so_far.joined(sample)) is not None:
            yield from _joined(chosen[1:], both)


def _summed(target: Target, cell: Cell, members: list[_Options]) -> Iterator[Sample]:
    """Let the members earn every sum that they can, those nearest to the bounds of the cell first."""
    sums: dict[tuple[Fraction, bool], Sample] = {(Fraction(0), False): _EMPTY}
    for options in members:
        following: dict[tuple[Fraction, bool], Sample] = {}
        for (total, is_open), so_far in sums.items():
            for sample, outcome in options:
                points = outcome.points
                key = (total + (points or 0), is_open or outcome.verdict is Verdict.UNDECIDED)
                neutral = outcome.verdict in (Verdict.WAIVED, Verdict.NOT_APPLICABLE)
                if not neutral and key not in following and (both := so_far.joined(sample)) is not None:
                    following[key] = both
        sums = dict(list(following.items())[:_MOST_SUMS])
    most = sum((member.most_points for member in target.parts), Fraction(0))
    whole = 100 / most if target.indicator.is_part and most else Fraction(1)
    if not isinstance(cell, Interval):
        yield from (sample for (_, is_open), sample in sorted(sums.items(), key=lambda item: -item[0][0]) if is_open)
        return
    inside = [(total * whole, sample) for (total, is_open), sample in sums.items() if not is_open and cell.admits(total * whole)]
    ends = [end for end in (cell.lower, cell.upper) if end is not None]
    yield from (sample for _, sample in sorted(inside, key=lambda item: min(abs(item[0] - end) for end in ends)))
