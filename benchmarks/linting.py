"""Lint of 5,000 targets against loading them: one indicator each, and all on a few: `python benchmarks/linting.py [TARGETS]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from loading import text_of
from rounds import Goal, in_turns, report

import targets
from targets.linting import lint

_BOUNDS = ("at_least: {} %", "above: {}.5 %", "at_least: {} % of plan", "below: previous", "at_least: {} % of previous")


def crowded(number: int) -> str:
    """Write a ruleset of this many targets on ten indicators, so that nearly every one is redundant to another."""
    indicators = "".join(f"  i{n}: {{unit: percent, counted_in: hộ}}\n" for n in range(10))
    rules = "".join(
        f"  - {{id: T{n:05}, indicator: i{n % 10}, {_BOUNDS[n // 10 % 5].format(n % 97)}, source: {{section: I.{n % 9}}}}}\n"
        for n in range(number)
    )
    return f"ruleset: crowded\nperiod: 2024\nsource: {{document: 1/BC, date: 2023-11-30}}\nindicators:\n{indicators}targets:\n{rules}"


def main() -> None:
    """Print the ratios."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        paths = {"plain": Path(folder) / "plain.yaml", "crowded": Path(folder) / "crowded.yaml"}
        paths["plain"].write_text(text_of(number), encoding="utf-8")
        paths["crowded"].write_text(crowded(number), encoding="utf-8")
        rules = {name: targets.load_ruleset(path) for name, path in paths.items()}
        for name, ruleset in rules.items():
            print(f"{name}: {len(ruleset)} targets, {len(lint(ruleset))} findings")
        medians = in_turns(
            {
                "load, plain": lambda: targets.load_ruleset(paths["plain"]),
                "lint, plain": lambda: lint(rules["plain"]),
                "load, crowded": lambda: targets.load_ruleset(paths["crowded"]),
                "lint, crowded": lambda: lint(rules["crowded"]),
            },
            rounds=7,
        )
    report(medians, [Goal("lint, plain", "load, plain", 1), Goal("lint, crowded", "load, crowded", 1)], "ms")


if __name__ == "__main__":
    main()
