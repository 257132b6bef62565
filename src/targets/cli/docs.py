"""`targets docs RULES`: one readable page of a ruleset, or whether a committed one is stale."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from targets.cli.output import write
from targets.errors import Place, Problem, TargetsError
from targets.reading import load_ruleset
from targets.report.rulebook import page
from targets.report.words import say

if TYPE_CHECKING:
    import argparse

    from targets.ruleset import Ruleset

__all__ = ["run"]

FINE, STALE = 0, 1


def run(args: argparse.Namespace) -> int:
    """Write the page of each ruleset; under --check, 1 when a written one is not what the rules say today."""
    problems: list[Problem] = []
    rulesets: list[Ruleset] = []
    for name in args.rules:
        try:
            rulesets.append(load_ruleset(name))
        except TargetsError as error:
            problems += error.problems
    if args.output is None and args.check:
        problems.append(Problem("`--check` needs the pages that it is to look at", help="say where they are: `-o docs/`"))
    if problems:
        raise TargetsError(*problems)
    pages = _pages(rulesets, args)
    if args.check:
        stale = [line for path, text in pages.items() if (line := _stale(path, text, args)) is not None]
        write("".join(f"{line}\n" for line in stale), None)
        return STALE if stale else FINE
    for path, (_, text) in pages.items():
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        write(text, None if path is None else str(path))
    return FINE


def _pages(rulesets: list[Ruleset], args: argparse.Namespace) -> dict[Path | None, tuple[Ruleset, str]]:
    """Give each page with where it goes: a file that ends in .md, a folder, or standard output."""
    if args.output is None:
        return {None: (rulesets[0], "\n".join(page(ruleset, args.lang) for ruleset in rulesets))}
    output = Path(args.output)
    if output.suffix == ".md":
        if len(rulesets) > 1:
            raise TargetsError(Problem("several rulesets do not go into one file", Place(args.output), "name a folder"))
        return {output: (rulesets[0], page(rulesets[0], args.lang))}
    return {output / f"{ruleset.id}.{args.lang}.md": (ruleset, page(ruleset, args.lang)) for ruleset in rulesets}


def _stale(path: Path | None, wanted: tuple[Ruleset, str], args: argparse.Namespace) -> str | None:
    ruleset, text = wanted
    if path is None or not path.exists():
        return say(args.lang, "page-absent", path=path)
    found = path.read_text(encoding="utf-8")
    if found == text:
        return None
    pairs = zip_longest(found.splitlines(), text.splitlines())
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
    return say(args.lang, "page-stale", path=path, ruleset=ruleset.id, line=line)
