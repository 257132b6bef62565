"""The options of the commands for people who write rules: verify, docs, init."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

__all__ = ["AUTHORING"]


def _lang(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")


def _verify(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", metavar="RULES", help="a rules file, or a ruleset by name")
    command.add_argument("--tests", metavar="FILE", help="the cases (default: NAME.tests.yaml beside the rules)")
    command.add_argument("--coverage", action="store_true", help="say which boundaries of the targets no case covers")
    command.add_argument("--fail-under", metavar="N", type=_percentage, help="exit with 1 when less than N percent are covered")
    command.add_argument("--write", metavar="FILE", help="draft the missing cases, with the verdicts of today, into a new file")
    command.add_argument("-f", "--format", choices=("table", "json"), default="table", help="how to print it (default: table)")
    _lang(command)


def _docs(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", nargs="+", metavar="RULES", help="rules files, or rulesets by name")
    command.add_argument("-o", "--output", metavar="DIR|FILE", help="a folder, or a file that ends in .md (default: standard output)")
    command.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a page is not what the rules say today")
    _lang(command)


def _init(command: argparse.ArgumentParser) -> None:
    command.add_argument("rules", nargs="?", metavar="RULES", help="write the figures file of these rules (default: write a first ruleset)")
    command.add_argument("-o", "--output", metavar="FILE", help="a file that ends in .yaml or .csv (default: YAML to standard output)")
    command.add_argument("--force", action="store_true", help="overwrite the file where there is one")
    _lang(command)


def _percentage(text: str) -> Decimal:
    from decimal import Decimal  # noqa: PLC0415 - `--help` needs none

    try:
        number = Decimal(text)
    except ArithmeticError:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 100:
        message = f"`{text}` is not a number from 0 to 100"
        raise argparse.ArgumentTypeError(message)
    return number


AUTHORING: dict[str, Callable[[argparse.ArgumentParser], None]] = {"verify": _verify, "docs": _docs, "init": _init}
