"""`targets show RULES`: a ruleset as it was written, or with everything that it extends worked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.reading import load_ruleset, resolved_rules
from targets.reading.showing import with_places

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print the rules; --resolved says of each field where it was written."""
    if args.resolved:
        write(with_places(resolved_rules(args.rules).node), None)
    else:
        write(load_ruleset(args.rules).text.rstrip("\n") + "\n", None)
    return 0
