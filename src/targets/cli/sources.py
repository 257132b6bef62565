"""What a command judges: rules and figures from its arguments, with every fault of every file in one error."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from targets.errors import Problem, TargetsError, quoted
from targets.evaluation import evaluate
from targets.reading import EXAMPLE_FIGURES, EXAMPLE_RULES, bundled, load_ruleset, merge, read_figures, read_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.figures import Figures
    from targets.numerals import Style
    from targets.ruleset import Ruleset
    from targets.scorecard import Scorecard

__all__ = ["judged", "load"]


def load(args: argparse.Namespace) -> tuple[Ruleset, list[Figures]]:
    """Load rules and figures; of several subjects and periods, those that were asked for."""
    problems: list[Problem] = []
    ruleset: Ruleset | None = None
    figures = _figures(args.figures, args.numbers, problems)
    try:
        ruleset = load_ruleset(args.rules or _named(figures) or EXAMPLE_RULES)
    except TargetsError as error:
        problems += error.problems
    if problems or ruleset is None:
        raise TargetsError(*problems)
    return ruleset, _wanted(figures, args.subject, args.period)


def judged(ruleset: Ruleset, figures: Sequence[Figures], args: argparse.Namespace) -> list[Scorecard]:
    """Evaluate each subject and period on the day that was asked for, that the figures name, or today."""
    today = datetime.now().astimezone().date()
    return [evaluate(ruleset, one, as_of=args.as_of or one.as_of or today) for one in figures]


def _figures(files: Sequence[str], numbers: Style | None, problems: list[Problem]) -> tuple[Figures, ...]:
    found: list[Figures] = []
    for name in files or [EXAMPLE_FIGURES]:
        try:
            if name == "-":
                found += read_figures(sys.stdin.buffer.read(), "<stdin>", numbers=numbers)
            elif not files:
                path = bundled("examples")[name]
                found += read_figures(read_file(path), f"examples/{path.name}", numbers=numbers)
            else:
                found += read_figures(read_file(Path(name)), name, numbers=numbers)
        except TargetsError as error:
            problems += error.problems
    try:
        return merge(found)
    except TargetsError as error:
        problems += error.problems
        return ()


def _named(figures: Sequence[Figures]) -> str | None:
    """Give the ruleset that all figures were gathered for, where they name one: a form carries its id. Raises TargetsError."""
    names = sorted({one.ruleset for one in figures if one.ruleset})
    if len(names) > 1:
        raise TargetsError(Problem(f"the figures name several rulesets: {', '.join(map(quoted, names))}", help="choose one with --rules"))
    return names[0] if names else None


def _wanted(figures: Sequence[Figures], subject: str | None, period: str | None) -> list[Figures]:
    found = [f for f in figures if subject in (None, f.subject) and period in (None, f.period)]
    if not found and figures:
        known = ", ".join(sorted({f"{quoted(f.subject)} in {f.period}" for f in figures})[:20])
        print(Problem("nothing was evaluated: no figures of this subject and period", help=f"there are {known}"), file=sys.stderr)
    return found
