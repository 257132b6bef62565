"""`targets lint`: what is wrong with rules, all at once, with a value that shows it; or the page about one code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from targets.cli.output import width, write
from targets.codes import Code, Level
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.finding import Finding
from targets.linting import lint, ordered
from targets.reading import bundled, draft_ruleset, merge, read_figures, read_file
from targets.report.findings import Looked, render_findings
from targets.report.pages import explained

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from targets.figures import Figures

__all__ = ["run"]

FINE, FOUND, UNREADABLE = 0, 1, 2


def run(args: argparse.Namespace) -> int:
    """Print the findings of every document; 1 where one is as bad as asked, 2 where a document cannot be read."""
    if args.explain is not None:
        write(explained(_code(args.explain), _page(args.explain), args.lang, width()), None)
        return FINE
    if not args.rules:
        raise TargetsError(Problem("no rules to look at", help=f"give a file, or one of {', '.join(bundled('rules'))}"))
    figures, unreadable = _figures(args)
    looked = [*unreadable]
    for name in args.rules:
        ruleset, problems = draft_ruleset(name)
        found = lint(ruleset, figures, is_whole=not problems) if ruleset is not None else ()
        looked.append(Looked(name, ruleset, ordered((*_faults(problems), *found))))
    write(render_findings(args.format, looked, args.lang, width()), None)
    if unreadable or any(one.ruleset is None for one in looked):
        return UNREADABLE
    wanted = Level(args.fail_level)
    bad = any(f.ignored is None and f.code.level.is_at_least(wanted) for one in looked for f in one.findings)
    return FOUND if bad else FINE


def _faults(problems: Iterable[Problem]) -> list[Finding]:
    """Give what was found as a document was read; a fault of its shape where nobody said which kind it is."""
    return [Finding(problem.code or Code.WRONG_SHAPE, problem=problem) for problem in problems]


def _figures(args: argparse.Namespace) -> tuple[Sequence[Figures], list[Looked]]:
    """Load the figures; those of a faulty document say nothing, and its faults are findings."""
    found: list[Figures] = []
    unreadable = []
    for name in args.figures:
        try:
            found += read_figures(read_file(Path(name)), name, numbers=args.numbers)
        except TargetsError as error:
            unreadable.append(Looked(name, None, ordered(_faults(error.problems))))
    try:
        return merge(found), unreadable
    except TargetsError as error:
        return (), [*unreadable, Looked(", ".join(args.figures), None, ordered(_faults(error.problems)))]


def _code(written: str) -> Code:
    if written not in set(Code):
        help_ = did_you_mean(written, list(Code), f"the codes are {', '.join(Code)}")
        raise TargetsError(Problem(f"no finding has the code {quoted(written)}", help=help_))
    return Code(written)


def _page(code: str) -> str:
    return bundled("docs/findings", "md")[code].read_text(encoding="utf-8")
