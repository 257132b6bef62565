"""The commands and their options. Nothing heavy is imported here, so that `--help` answers at once."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

from targets import __version__
from targets.cli.authoring import AUTHORING
from targets.cli.batch_options import BATCH
from targets.cli.values import day, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["build_parser", "command_of", "parse"]

VERDICTS = ("exceeded", "met", "missed", "undecided", "waived", "not-applicable")
GROUPS = {"reached": ("exceeded", "met"), "problems": ("missed", "undecided")}
_FORMATS = ("table", "json", "jsonl", "html", "xlsx", "csv", "markdown", "text", "junit", "sarif", "github")
_BINARY = ("xlsx",)
_EXIT_CODES = """\
exit codes:
  0   nothing to complain about
  1   a target was missed
  2   bad usage, or a document with faults
  3   nothing missed, but something undecided
  4   nothing was evaluated
  70  a bug of this program
Where several apply, the first of 70, 2, 4, 1, 3 counts. Stretch targets never fail a run.
"""
_LINT_EXIT_CODES = """\
exit codes:
  0   no finding of the level to fail on
  1   a finding of that level
  2   bad usage, or a document that cannot be read at all
  70  a bug of this program
"""
_COMMANDS = {
    "check": "judge figures by rules",
    "batch": "judge whole tables of figures, of every subject at once",
    "explain": "explain verdicts in words",
    "what-if": "show what other figures would change",
    "list": "show rulesets and their targets",
    "form": "write an Excel form to fill in",
    "show": "print a ruleset, with everything that it extends worked in",
    "diff": "compare two rulesets, target by target",
    "lint": "find what is wrong with rules before any figure is judged",
    "schema": "print a JSON Schema",
    "verify": "run the cases that test a ruleset",
    "docs": "write a readable page of a ruleset",
    "init": "write a first ruleset, or the figures file of a ruleset to fill in",
}
_REPEATED = {"check": "figures", "explain": "words", "what-if": "figures", "list": "rules", "lint": "rules", "docs": "rules"}
_HOMES = {"list": "rulesets", "what-if": "what_if"}  # where the module bears another name


def command_of(name: str) -> Callable[[argparse.Namespace], int]:
    """Import the function behind a command."""
    run: Callable[[argparse.Namespace], int] = import_module(f"targets.cli.{_HOMES.get(name, name)}").run
    return run


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _parser(prog="targets", description="Targets as code: exact, explained verdicts.", epilog=_EXIT_CODES)
    parser.add_argument("--version", action="version", version=f"targets {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, help_ in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=help_,
            description=f"{help_[:1].upper()}{help_[1:]}.",
            epilog=_EXIT_CODES if name in ("check", "batch") else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _OPTIONS[name](command)
        command.add_argument("--debug", action="store_true", help="show the traceback of an internal error")
    return parser


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Parse a command line. What may be repeated may stand on both sides of the options, which argparse alone refuses."""
    parser = build_parser()
    args, more = parser.parse_known_args(argv)
    repeated = _REPEATED.get(args.command)
    end = more.index("--") if "--" in more else len(more)
    if more and (repeated is None or any(word.startswith("-") and word != "-" for word in more[:end])):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if repeated is not None:
        setattr(args, repeated, [*getattr(args, repeated), *more[:end], *more[end + 1 :]])
    return args


def _parser(**words: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        **words,  # type: ignore[arg-type]
    )


def _documents(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rules", metavar="FILE|NAME", help="a rules file, or a ruleset by name (default: ngo-quyen-2024)")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")
    command.add_argument(
        "--as-of", metavar="DATE", type=day, help="the day the verdicts speak of, as 2023-11-30 (default: the figures' own, or today)"
    )
    _decisions(command)
    command.add_argument("--subject", metavar="S", help="judge this subject alone")
    command.add_argument("--period", metavar="P", help="judge figures of this period alone")
    command.add_argument("--numbers", choices=("vi", "en"), help="how numbers are written where a file does not say: 1.234,5 or 1,234.5")


def _decisions(command: argparse.ArgumentParser) -> None:
    for kind, what in (("waivers", "waived targets"), ("judgements", "signed verdicts")):
        command.add_argument(f"--{kind}", metavar="FILE", action="append", default=[], help=f"a file with {what}; can be repeated")


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "figures", nargs="*", metavar="FIGURES", help="YAML, JSON, CSV or Excel files, - for standard input (default: the bundled figures)"
    )
    _documents(command)
    command.add_argument(
        "-f", "--format", dest="formats", action="append", type=one_of(_FORMATS, _BINARY), metavar="FORMAT[:PATH]",
        help=f"{', '.join(_FORMATS[:-1])} or {_FORMATS[-1]}, to standard output or into a file; can be repeated",
    )  # fmt: skip
    command.add_argument("--sarif-all", action="store_true", help="write all outcomes in SARIF, not only problems")
    command.add_argument(
        "--select", action="append", metavar="ID|GLOB", help="judge these targets alone, or a group as group:core; can be repeated"
    )
    command.add_argument(
        "--only", action="append", choices=(*GROUPS, *VERDICTS), metavar="WHICH",
        help="show these outcomes alone: reached, problems, or a verdict; can be repeated (all are judged and counted)",
    )  # fmt: skip
    models = ("share-met", "attainment", "all-or-nothing")
    command.add_argument("--score", choices=models, default=models[0], help="score model (default: share-met)")
    command.add_argument(
        "--fail-on", action="append", choices=VERDICTS, default=[], help="exit with 1 on this verdict too, not only on missed"
    )
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever the verdicts are")
    command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours in the table (default: auto)")


def _explain(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "words", nargs="*", metavar="ID|FIGURES",
        help="ids of targets (or patterns such as 'K*', or group:core), then YAML, JSON or CSV files, - for standard input (default: the bundled figures)",
    )  # fmt: skip
    _documents(command)
    command.add_argument("--all", action="store_true", help="explain every target")
    command.add_argument("-f", "--format", choices=("text", "json"), default="text", help="how to print it (default: text)")


def _what_if(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "figures", nargs="*", metavar="FIGURES", help="YAML, JSON, CSV or Excel files, - for standard input (default: the bundled figures)"
    )
    _documents(command)
    command.add_argument(
        "--set", dest="settings", action="append", required=True, metavar="INDICATOR.ROLE=VALUE",
        help="suppose this value, written as the figures write numbers: blood-donation.actual=100; can be repeated",
    )  # fmt: skip
    command.add_argument("-f", "--format", choices=("table", "json"), default="table", help="how to print it (default: table)")


def _list(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", nargs="*", metavar="FILE|NAME", help="rulesets to show (default: all bundled and local ones)")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")


def _form(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", nargs="?", metavar="FILE|NAME", help="the ruleset to ask figures for (default: ngo-quyen-2024)")
    command.add_argument("-o", "--output", metavar="FORM.XLSX", required=True, help="the workbook to write")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the form (default: vi)")
    command.add_argument("--subject", metavar="S", default="", help="whose form it is; left out, it is filled in by hand")
    command.add_argument("--title", metavar="T", default="", help="the subject's name, as it is shown")
    command.add_argument("--period", metavar="P", help="the period (default: the ruleset's own)")
    command.add_argument(
        "--select", action="append", metavar="ID|GLOB", help="ask for these targets alone, or a group as group:core; can be repeated"
    )


def _show(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", metavar="FILE|NAME", help="a rules file, or a ruleset by name")
    command.add_argument("--resolved", action="store_true", help="work in what it extends, and say where each field was written")


def _diff(command: argparse.ArgumentParser) -> None:
    relations = ("added", "removed", "stricter", "looser", "incomparable")
    command.add_argument("old", metavar="OLD", help="the rules before: a file or a ruleset by name")
    command.add_argument("new", metavar="NEW", help="the rules after")
    command.add_argument("-f", "--format", choices=("table", "json", "markdown"), default="table", help="how to print it (default: table)")
    command.add_argument("--fail-on", action="append", choices=relations, default=[], help="exit with 1 when a target changed like this")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")


def _lint(command: argparse.ArgumentParser) -> None:
    command.epilog = _LINT_EXIT_CODES
    command.add_argument("rules", nargs="*", metavar="RULES", help="rules files, or rulesets by name")
    command.add_argument(
        "--figures", action="append", default=[], metavar="FILE",
        help="figures of this year or last year: find also what they show of the rules; can be repeated",
    )  # fmt: skip
    _decisions(command)
    command.add_argument(
        "--as-of", metavar="DATE", type=day, help="the day on which waivers have expired or not (default: the figures' own, or today)"
    )
    command.add_argument("--numbers", choices=("vi", "en"), help="how numbers are written where a file does not say: 1.234,5 or 1,234.5")
    command.add_argument(
        "-f", "--format", choices=("table", "json", "sarif", "github"), default="table", help="how to print it (default: table)"
    )
    command.add_argument(
        "--fail-level", choices=("error", "warning"), default="error", help="exit with 1 on findings of this level (default: error)"
    )
    command.add_argument("--explain", metavar="CODE", help="print the page about one kind of finding, as TGT020")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")


def _schema(command: argparse.ArgumentParser) -> None:
    which = ("report", "batch", "explanation", "what-if", "findings", "verify", "rules", "figures", "tests", "decisions")
    command.add_argument("which", choices=which, help="what to describe")


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "check": _check,
    "explain": _explain,
    "what-if": _what_if,
    "list": _list,
    "form": _form,
    "show": _show,
    "diff": _diff,
    "lint": _lint,
    "schema": _schema,
    **AUTHORING,
    **BATCH,
}
