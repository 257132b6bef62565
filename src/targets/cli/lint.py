"""`targets lint`: what is wrong with rules, all at once, with a value that shows it; or the page about one code."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from targets.cli.output import width, write
from targets.codes import Code, Level
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.finding import Finding
from targets.linting import lint, ordered
from targets.reading import bundled, draft_decisions, draft_ruleset, merge, read_figures, read_file
from targets.report.findings import Looked, render_findings
from targets.report.pages import explained

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from targets.decisions import Decision
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
    figures, looked = _figures(args)
    decisions = _decisions(args, looked)
    day = args.as_of or max((one.as_of for one in figures if one.as_of), default=None) or datetime.now().astimezone().date()
    unreadable = False
    for name in args.rules:
        ruleset, problems = draft_ruleset(name)
        unreadable |= ruleset is None
        found = () if ruleset is None else lint(ruleset, figures, decisions, as_of=day, is_whole=not problems)
        looked.append(Looked(name, ruleset, ordered((*_faults(problems), *found))))
    write(render_findings(args.format, looked, args.lang, width()), None)
    return _exit_code([finding for one in looked for finding in one.findings], Level(args.fail_level), unreadable=unreadable)


def _exit_code(findings: Sequence[Finding], wanted: Level, *, unreadable: bool) -> int:
    if unreadable or any(finding.code is Code.UNREADABLE for finding in findings):
        return UNREADABLE
    return FOUND if any(f.ignored is None and f.code.level.is_at_least(wanted) for f in findings) else FINE


def _faults(problems: Iterable[Problem]) -> list[Finding]:
    """Give what was found as a document was read; a fault of its shape where nobody said which kind it is."""
    return [Finding(problem.code or Code.WRONG_SHAPE, problem=problem) for problem in problems]


def _figures(args: argparse.Namespace) -> tuple[Sequence[Figures], list[Looked]]:
    """Load the figures; those of a faulty document say nothing, and its faults are findings."""
    found: list[Figures] = []
    faulty = []
    for name in args.figures:
        try:
            found += read_figures(read_file(Path(name)), name, numbers=args.numbers)
        except TargetsError as error:
            faulty.append(Looked(name, None, ordered(_faults(error.problems))))
    try:
        return merge(found), faulty
    except TargetsError as error:
        return (), [*faulty, Looked(", ".join(args.figures), None, ordered(_faults(error.problems)))]


def _decisions(args: argparse.Namespace, looked: list[Looked]) -> tuple[Decision, ...]:
    """Load what is sound of waivers and judgements; what is not are findings."""
    found: list[Decision] = []
    for name in dict.fromkeys((*args.waivers, *args.judgements)):
        decisions, problems = draft_decisions(name)
        found += decisions
        if problems:
            looked.append(Looked(name, None, ordered(_faults(problems))))
    return tuple(found)


def _code(written: str) -> Code:
    if written not in set(Code):
        help_ = did_you_mean(written, list(Code), f"the codes are {', '.join(Code)}")
        raise TargetsError(Problem(f"no finding has the code {quoted(written)}", help=help_))
    return Code(written)


def _page(code: str) -> str:
    return bundled("docs/findings", "md")[code].read_text(encoding="utf-8")
