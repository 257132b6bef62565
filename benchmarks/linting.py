"""Lint of 5,000 targets against loading them: `python benchmarks/linting.py [TARGETS]`.

One indicator each; all on a few indicators; all on one, each for two days of its own.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
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


def seasonal(number: int) -> str:
    """Write a ruleset of this many targets on one indicator, two of them on each day and none on two others."""
    rules = "".join(
        f"  - {{id: T{n:05}, indicator: i, {'at_most' if n % 2 else 'at_least'}: {n * 7919 % number} người, from: {day}, until: {day}, source: {{section: I.{n % 9}}}}}\n"
        for n in range(number)
        for day in (date(2000, 1, 1) + timedelta(days=n // 2),)
    )
    return f"ruleset: seasonal\nperiod: 2024\nsource: {{document: 1/BC, date: 2023-11-30}}\nindicators:\n  i: {{unit: người}}\ntargets:\n{rules}"


def main() -> None:
    """Print the ratios."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        texts = {"plain": text_of(number), "crowded": crowded(number), "seasonal": seasonal(number)}
        paths = {name: Path(folder) / f"{name}.yaml" for name in texts}
        for name, text in texts.items():
            paths[name].write_text(text, encoding="utf-8")
        rules = {name: targets.load_ruleset(path) for name, path in paths.items()}
        for name, ruleset in rules.items():
            print(f"{name}: {len(ruleset)} targets, {len(lint(ruleset))} findings")
        medians = in_turns(
            {
                "load, plain": lambda: targets.load_ruleset(paths["plain"]),
                "lint, plain": lambda: lint(rules["plain"]),
                "load, crowded": lambda: targets.load_ruleset(paths["crowded"]),
                "lint, crowded": lambda: lint(rules["crowded"]),
                "load, seasonal": lambda: targets.load_ruleset(paths["seasonal"]),
                "lint, seasonal": lambda: lint(rules["seasonal"]),
            },
            rounds=7,
        )
    report(medians, [Goal(f"lint, {name}", f"load, {name}", 1) for name in paths], "ms")


if __name__ == "__main__":
    main()
