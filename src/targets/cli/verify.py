"""`targets verify RULES`: run the cases of a ruleset, and say which of its boundaries none of them covers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from targets.boundaries import coverage
from targets.cli.output import width, write
from targets.drafting import draft_cases
from targets.errors import Place, Problem, TargetsError
from targets.reading import load_ruleset
from targets.reading.cases import cases_beside, load_cases
from targets.report.casefile import cases_text
from targets.report.verification import render_results
from targets.verification import verify

if TYPE_CHECKING:
    import argparse

    from targets.cases import Case
    from targets.ruleset import Ruleset

__all__ = ["run"]

FINE, FAILED = 0, 1


def run(args: argparse.Namespace) -> int:
    """Print the results; 1 when a case failed, or when less is covered than was asked for."""
    ruleset = load_ruleset(args.rules)
    path, name = (Path(args.tests), args.tests) if args.tests else cases_beside(args.rules)
    cases = _cases(path, name, ruleset, may_lack=bool(args.write) and not args.tests)
    results = verify(ruleset, cases)
    wanted = args.coverage or args.write or args.fail_under is not None
    found = coverage(ruleset, results) if wanted else None
    write(render_results(args.format, ruleset, name, results, found, args.lang, min(width(), 100)), None)
    if args.write and found is not None:
        if Path(args.write).exists():
            raise TargetsError(Problem("exists already, and is not overwritten", Place(args.write), "name a new file"))
        write(cases_text(ruleset, draft_cases(ruleset, found), args.lang), args.write)
    if any(not result.passed for result in results):
        return FAILED
    return FAILED if found is not None and found.share < Fraction(args.fail_under or 0) else FINE


def _cases(path: Path, name: str, ruleset: Ruleset, *, may_lack: bool) -> tuple[Case, ...]:
    if path.exists():
        return load_cases(path, name, ruleset)
    if may_lack:
        return ()
    way_out = f"`targets verify RULES --write {path.name}` drafts one"
    raise TargetsError(Problem("no cases to run: there is no such file", Place(name), way_out))
