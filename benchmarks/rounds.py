"""Time things in turns, so that a noisy machine is noisy for all of them, and print ratios of medians."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Goal", "in_turns", "report"]


class Goal(NamedTuple):
    """A ratio that is aimed at: `name` costs at most `most` times what `base` costs."""

    name: str
    base: str
    most: float


def in_turns(runs: Mapping[str, Callable[[], object]], rounds: int, repeat: int = 1) -> dict[str, float]:
    """Give the median seconds of one run of each; `repeat` runs make one round."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            start = time.perf_counter()
            for _ in range(repeat):
                run()
            found[name].append((time.perf_counter() - start) / repeat)
    return {name: statistics.median(times) for name, times in found.items()}


def report(medians: Mapping[str, float], goals: Sequence[Goal], unit: str = "us") -> None:
    """Print medians, and each goal with the ratio that was found."""
    scale = {"us": 1e6, "ms": 1e3}[unit]
    longest = max(map(len, medians))
    for name, seconds in medians.items():
        print(f"{name:<{longest}}  {seconds * scale:12.1f} {unit}")
    for goal in goals:
        if goal.name in medians and goal.base in medians:
            ratio = medians[goal.name] / medians[goal.base]
            word = "holds" if ratio <= goal.most else "DOES NOT HOLD"
            print(f"{goal.name} / {goal.base}: {ratio:.2f}x, goal at most {goal.most:g}x: {word}")
