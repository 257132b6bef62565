"""`targets form`: a workbook that asks for every figure of a ruleset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.errors import Problem, TargetsError
from targets.reading import EXAMPLE_RULES, load_ruleset
from targets.report.sheet_form import Holder, form

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Write the form whole or not at all."""
    ruleset = load_ruleset(args.rules or EXAMPLE_RULES)
    if args.select and not len(ruleset := ruleset.select(args.select)):
        raise TargetsError(Problem("nothing to ask for: no target fits", help=f"`targets list {ruleset.id}` shows its targets"))
    period = ruleset.period if args.period is None else args.period
    write(form(ruleset, Holder(args.subject, args.title, period), args.lang), args.output)
    return 0
