"""Which of many stretches of days share a day with another one, the first in a given order first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Calendar"]

Stretch = tuple[float, float]


class Calendar:
    """Stretches of days, from the first to the last, kept under the blocks of a binary tree over all first days.

    Two stretches share a day exactly where one of them holds the first day of the other, so first days are all that has to be
    looked at. A stretch is a few whole blocks; nobody is compared with everybody.
    """

    def __init__(self, stretches: Iterable[Stretch], firsts: Iterable[float]) -> None:
        """Take stretches in the order in which they are to be found; `firsts` are the first days of all that is asked for too."""
        self.firsts: Sequence[float] = sorted({*firsts})
        self.size = 1 << len(self.firsts).bit_length()
        self.whole: defaultdict[int, list[int]] = defaultdict(list)  # those that hold all of a block
        self.within: defaultdict[int, list[int]] = defaultdict(list)  # those that hold some of it
        for position, stretch in enumerate(stretches):
            reached: set[int] = set()
            for block in self._blocks(stretch):
                self.whole[block].append(position)
                above = block
                while above and above not in reached:
                    reached.add(above)
                    self.within[above].append(position)
                    above >>= 1

    def sharing(self, stretch: Stretch) -> Iterator[int]:
        """Give the positions of those that share a day with this one, in their order; one may come twice.

        >>> list(Calendar([(3, 9), (1, 2), (2, 4)], [1, 2, 3]).sharing((1, 2)))
        [1, 2]
        """
        blocks = list(self._blocks(stretch))
        above = {block >> step for block in blocks for step in range(1, block.bit_length())}
        lists = [found for block in blocks if (found := self.within.get(block))]
        lists += [found for block in above if (found := self.whole.get(block))]
        last = -1
        for position in merge(*lists):
            if position != last:
                yield position
            last = position

    def _blocks(self, stretch: Stretch) -> Iterator[int]:
        """Give the largest blocks that make up a stretch; the halves of block n are 2 n and 2 n + 1."""
        low = bisect_left(self.firsts, stretch[0]) + self.size
        high = bisect_right(self.firsts, stretch[1]) + self.size
        while low < high:
            if low & 1:
                yield low
                low += 1
            if high & 1:
                high -= 1
                yield high
            low, high = low >> 1, high >> 1
