"""`targets diff OLD NEW`: what became stricter and what looser between two rulesets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.compare import Relation, compare
from targets.errors import Problem, TargetsError
from targets.reading import load_ruleset
from targets.report.changes import render_changes

if TYPE_CHECKING:
    import argparse

    from targets.ruleset import Ruleset

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print the changes; 1 when one of the relations to fail on was found."""
    rulesets: list[Ruleset] = []
    problems: list[Problem] = []
    for name in (args.old, args.new):
        try:
            rulesets.append(load_ruleset(name))
        except TargetsError as error:
            problems += error.problems
    if problems:
        raise TargetsError(*problems)
    old, new = rulesets
    changes = compare(old, new)
    write(render_changes(args.format, changes, (old, new), args.lang), None)
    return 1 if {change.relation for change in changes} & set(map(Relation, args.fail_on)) else 0
