"""Loading a ruleset of 5,000 targets against PyYAML's CSafeLoader on the same text: `python benchmarks/loading.py [TARGETS]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import yaml
from rounds import Goal, in_turns, report

import targets

_BOUNDS = ("at_least: 95 %", "at_most: 1.5 %", "between: [90 %, 95.5 %]", "below: previous", "at_least: 100 % of plan")


def text_of(number: int) -> str:
    """Write a ruleset of this many targets, each with an indicator of its own, a title and a source."""
    indicators = "".join(
        f"  indicator-{i}: {{title: {{vi: Chỉ tiêu số {i}, en: Indicator number {i}}}, unit: percent}}\n" for i in range(number)
    )
    rules = "".join(
        f"  - {{id: T{i:05}, indicator: indicator-{i}, {_BOUNDS[i % len(_BOUNDS)]}, source: {{section: I.{i % 9}, printed: 95% trở lên}}}}\n"
        for i in range(number)
    )
    return f"ruleset: big\nperiod: 2024\nsource: {{document: 1/BC, date: 2023-11-30}}\nindicators:\n{indicators}targets:\n{rules}"


def main() -> None:
    """Print the ratio."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    text = text_of(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.yaml"
        path.write_text(text, encoding="utf-8")
        assert len(targets.load_ruleset(path)) == number
        medians = in_turns(
            {
                "yaml.load, CSafeLoader": lambda: yaml.load(text, yaml.CSafeLoader),
                "targets.load_ruleset": lambda: targets.load_ruleset(path),
            },
            rounds=7,
        )
    report(medians, [Goal("targets.load_ruleset", "yaml.load, CSafeLoader", 2)], "ms")


if __name__ == "__main__":
    main()
