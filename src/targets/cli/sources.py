"""What a command judges: rules and figures from its arguments, with every fault of every file in one error."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.evaluation import evaluate
from targets.numerals import normal
from targets.reading import EXAMPLE_FIGURES, EXAMPLE_RULES, bundled, load_decisions, load_ruleset, merge, read_figures, read_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.numerals import Style
    from targets.ruleset import Ruleset
    from targets.scorecard import Scorecard

__all__ = ["Loaded", "judged", "load"]


class Loaded(NamedTuple):
    """What a command judges, and by what."""

    ruleset: Ruleset
    figures: list[Figures]
    decisions: tuple[Decision, ...]


def load(args: argparse.Namespace) -> Loaded:
    """Load rules, figures and decisions; of several subjects and periods, those that were asked for."""
    problems: list[Problem] = []
    ruleset: Ruleset | None = None
    decisions: tuple[Decision, ...] = ()
    figures = _figures(args.figures, args.numbers, problems)
    try:
        ruleset = load_ruleset((_named(figures) or EXAMPLE_RULES) if args.rules is None else args.rules)
    except TargetsError as error:
        problems += error.problems
    try:
        decisions = load_decisions(*dict.fromkeys((*args.waivers, *args.judgements)))
    except TargetsError as error:
        problems += error.problems
    if problems or ruleset is None:
        raise TargetsError(*problems)
    _name_unknown_targets(decisions, ruleset)
    return Loaded(ruleset, _wanted(figures, args.subject, args.period), decisions)


def _name_unknown_targets(decisions: Sequence[Decision], ruleset: Ruleset) -> None:
    """Say which decisions are about no target at all: they change nothing, and somebody meant something by them."""
    ids = {target.id: None for target in ruleset}
    known = f"the ids of {quoted(ruleset.id)} are {', '.join(list(ids)[:40])}"
    for told, decision in enumerate(decision for decision in decisions if decision.target not in ids):
        help_ = did_you_mean(decision.target, ids, known, told=told)
        message = f"{type(decision).__name__.lower()} of {quoted(decision.target)}: no target has this id"
        print(Problem(message, decision.place, help_), file=sys.stderr)


def judged(loaded: Loaded, ruleset: Ruleset, args: argparse.Namespace) -> list[Scorecard]:
    """Evaluate each subject and period on the day that was asked for, that the figures name, or today."""
    today = datetime.now().astimezone().date()
    return [evaluate(ruleset, one, as_of=args.as_of or one.as_of or today, decisions=loaded.decisions) for one in loaded.figures]


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
    subject, period = (None if wanted is None else normal(wanted) for wanted in (subject, period))
    found = [f for f in figures if subject in (None, f.subject) and period in (None, f.period)]
    if not found and figures:
        known = ", ".join(sorted({f"{quoted(f.subject)} in {f.period}" for f in figures})[:20])
        print(Problem("nothing was evaluated: no figures of this subject and period", help=f"there are {known}"), file=sys.stderr)
    return found
