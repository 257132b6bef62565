"""`targets init`: a first ruleset, or the figures file of a ruleset to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.errors import Place, Problem, TargetsError
from targets.reading import load_ruleset
from targets.report.form import figures_csv, figures_yaml, first_ruleset

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]

_YAML, _CSV = (".yaml", ".yml"), ".csv"


def run(args: argparse.Namespace) -> int:
    """Write the file; one that is there already is kept, unless it is forced."""
    ending = ".yaml" if args.output is None else Path(args.output).suffix.lower()
    known = (*_YAML, _CSV) if args.rules else _YAML
    problems = []
    if ending not in known:
        problems.append(Problem(f"the name does not end in {' or '.join(known)}", Place(args.output), "the ending says what to write"))
    if args.output is not None and Path(args.output).exists() and not args.force:
        problems.append(Problem("exists already, and is not overwritten", Place(args.output), "choose another name, or give `--force`"))
    if problems:
        raise TargetsError(*problems)
    if args.rules is None:
        text = first_ruleset(args.lang)
    else:
        ruleset = load_ruleset(args.rules)
        text = figures_csv(ruleset, args.lang) if ending == _CSV else figures_yaml(ruleset, args.lang)
    write(text, args.output)
    return 0
