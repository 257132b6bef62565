"""`targets explain`: verdicts in words, with their arithmetic, sources and what would reach the target."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from targets.cli.output import width, write
from targets.cli.selection import GROUP, choices
from targets.cli.sources import judged, load
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.report.explanation import explain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.ruleset import Ruleset

__all__ = ["run"]

_DOCUMENTS = {".yaml", ".yml", ".json", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}


def run(args: argparse.Namespace) -> int:
    """Explain the outcomes that were asked for, for every subject and period."""
    ids, args.figures = _parted(args.words)
    loaded = load(args)
    wanted = _wanted(ids, loaded.ruleset, every=args.all)
    cards = judged(loaded, loaded.ruleset, args)
    found = [(outcome, card) for card in cards for outcome in card if outcome.id in wanted]
    if found or args.format != "text":
        write(explain(args.format, found, args.lang, width()), None)
    return 0 if found else 4


def _parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell ids from files: `-`, what ends like a document, and a path to a file are files."""
    ids, files = list[str](), list[str]()
    for word in words:
        path = Path(word)
        is_file = word == "-" or path.suffix.lower() in _DOCUMENTS or (path.name != word and path.is_file())
        (files if is_file else ids).append(word)
    return ids, files


def _wanted(ids: Sequence[str], ruleset: Ruleset, *, every: bool) -> set[str]:
    known = [target.id for target in ruleset]
    unknown = [name for name in ids if not len(ruleset.select([name]))]
    if unknown:
        told = [
            Problem(
                f"ruleset {quoted(ruleset.id)} has no target {quoted(name)}",
                help=did_you_mean(name, () if name.startswith(GROUP) else known, choices(ruleset, name)),
            )
            for name in unknown
        ]
        raise TargetsError(*told)
    if not ids and not every:
        raise TargetsError(Problem("no target to explain", help=f"name one, or write `--all`; {choices(ruleset, '')}"))
    return set(known) if every else {target.id for target in ruleset.select(ids)}
