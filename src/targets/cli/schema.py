"""`targets schema`: the JSON Schemas of the files that people write and of the report for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import write

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    if args.which in ("rules", "figures", "tests", "decisions"):
        from targets.reading.schemas import schema_text as text_of  # noqa: PLC0415 - each schema has its own home
    else:
        from targets.report.machine import schema_text as text_of  # noqa: PLC0415
    write(text_of(args.which), None)
    return 0
