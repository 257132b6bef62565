"""`targets form`: a workbook that asks for every figure of a ruleset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.cli.selection import selected
from targets.reading import EXAMPLE_RULES, load_ruleset
from targets.report.sheet_form import Holder, form

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Write the form whole or not at all."""
    loaded = load_ruleset(args.rules or EXAMPLE_RULES)
    ruleset = selected(loaded, args.select) if args.select else loaded
    period = ruleset.period if args.period is None else args.period
    write(form(ruleset, Holder(args.subject, args.title, period), args.lang), args.output)
    return 0
