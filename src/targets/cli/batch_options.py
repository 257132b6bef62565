"""The options of `targets batch`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from targets.cli.values import day, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BATCH"]

_ENGINES = ("polars", "duckdb", "spark")
_FORMATS = ("table", "json", "html", "markdown")
_ENDINGS = (".parquet", ".csv")
_ROLES = (
    "subject", "period", "indicator", "actual", "plan", "previous", "of_plan", "of_previous", "count", "total", "unit", "grade", "held",
    "reported", "done", "fault", "tags",
)  # fmt: skip
_TAKEN = (*_ROLES[2:], "file", "line", "why", "reason", "verdict", "bound", "shortfall", "attainment", "weight", "severity")
"""What no group can be called: columns of figures and of outcomes."""
_FAILING = ("exceeded", "met", "missed", "undecided")


def _batch(command: argparse.ArgumentParser) -> None:
    command.add_argument("data", nargs="+", metavar="DATA", help="CSV and Parquet files, folders of them, patterns such as '2024/*.csv'")
    command.add_argument("--rules", metavar="FILE|NAME", required=True, help="a rules file, or a ruleset by name")
    command.add_argument("--engine", choices=_ENGINES, default="polars", help="what judges the columns (default: polars)")
    command.add_argument(
        "--master", metavar="URL", default=None, help="the Spark to work on, as local[2] (default: that of the machine, or local[*])"
    )
    command.add_argument("-o", "--output", metavar="OUT", type=_out, help="write every outcome into this file: .parquet or .csv")
    command.add_argument("--rejects", metavar="FILE", type=_csv, help="write a CSV of all that could not be read, with file and line")
    command.add_argument(
        "--by", metavar="BY", type=_by, help="list in full: subject, target, period, section, group (of targets), or a column of the data"
    )
    command.add_argument(
        "--ids", type=_ids, metavar="SUBJECT,PERIOD", help="the tables are wide: these two columns, and one for each indicator"
    )
    command.add_argument(
        "--column", dest="columns", action="append", default=[], type=_column, metavar="ROLE=NAME",
        help="what a column of the data is called, as actual=thuc_hien; can be repeated",
    )  # fmt: skip
    command.add_argument("--numbers", choices=("vi", "en"), help="how numbers in text are written: 1.234,5 or 1,234.5")
    command.add_argument(
        "--select", action="append", metavar="ID|GLOB", help="judge these targets alone, or a group as group:core; can be repeated"
    )
    command.add_argument(
        "--as-of", metavar="DATE", type=day, help="the day the verdicts speak of, which conditions ask about (default: today)"
    )
    command.add_argument(
        "-f", "--format", dest="formats", action="append", type=one_of(_FORMATS), metavar="FORMAT[:PATH]",
        help=f"the summary as {', '.join(_FORMATS[:-1])} or {_FORMATS[-1]}, to standard output or into a file; can be repeated",
    )  # fmt: skip
    command.add_argument(
        "--fail-on", action="append", choices=_FAILING, default=[], help="exit with 1 on this verdict too, not only on missed"
    )
    command.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever the verdicts are")
    command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours in the table (default: auto)")
    command.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the output (default: vi)")


def _out(text: str) -> str:
    if not text.lower().endswith(_ENDINGS):
        message = f"`{text}` does not say what to write; outcomes go into a file that ends in {' or '.join(_ENDINGS)}"
        raise argparse.ArgumentTypeError(message)
    return text


def _by(text: str) -> str:
    if text.casefold() in _TAKEN or text.startswith("_"):
        message = f"`{text}` is nothing to group by; choose subject, target, period, section, group, or a column such as province"
        raise argparse.ArgumentTypeError(message)
    return text


def _csv(text: str) -> str:
    if not text.lower().endswith(".csv"):
        message = f"`{text}` does not end in .csv"
        raise argparse.ArgumentTypeError(message)
    return text


def _ids(text: str) -> tuple[str, str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) != len(("subject", "period")) or not all(names):
        message = f"`{text}` is not two columns; write that of the subject and that of the period, as in `ward,year`"
        raise argparse.ArgumentTypeError(message)
    return names[0], names[1]


def _column(text: str) -> tuple[str, str]:
    role, equals, name = text.partition("=")
    if role not in _ROLES or not equals or not name.strip():
        message = f"`{text}` names no column of a role; write `actual=NAME`, with one of {', '.join(_ROLES)}"
        raise argparse.ArgumentTypeError(message)
    return role, name.strip()


BATCH: dict[str, Callable[[argparse.ArgumentParser], None]] = {"batch": _batch}
