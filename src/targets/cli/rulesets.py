"""`targets list`: bundled and local rulesets with their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from targets.cli.output import width, write
from targets.errors import TargetsError
from targets.reading import bundled, load_ruleset, local_rules
from targets.report.listing import listing

if TYPE_CHECKING:
    import argparse

    from targets.errors import Problem

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Show each ruleset; one that cannot be read does not hide the others."""
    problems: list[Problem] = []
    parts: list[str] = []
    local, own = local_rules(), bundled("rules")
    for name in args.rules or sorted({*local, *own}):
        same = name in own and (name not in local or local[name].resolve() == own[name])
        where: Literal["bundled", "local"] = "bundled" if same else "local"
        try:
            parts.append(listing(load_ruleset(name), where, args.lang, width()))
        except TargetsError as error:
            problems += error.problems
    write("\n".join(parts), None)
    if problems:
        raise TargetsError(*problems)
    return 0
