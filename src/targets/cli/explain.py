"""`targets explain ID`: one verdict with its arithmetic, source, bound and what would make it pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import width, write
from targets.cli.sources import judged, load
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.report.explanation import explain

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Explain the target's outcome for every subject and period."""
    loaded = load(args)
    ruleset = loaded.ruleset
    ids = [target.id for target in ruleset]
    if args.id not in ids:
        help_ = did_you_mean(args.id, ids, f"its targets are {', '.join(ids[:40])}")
        raise TargetsError(Problem(f"ruleset {quoted(ruleset.id)} has no target {quoted(args.id)}", help=help_))
    cards = judged(loaded, ruleset.select([args.id]), args)
    write("\n".join(explain(card[args.id], card, args.lang, min(width(), 100)) for card in cards), None)
    return 0 if cards else 4
