"""Values on a command line: days, and formats with the file that they go into."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["day", "one_of"]


def day(text: str) -> date:
    """Read a day as `--as-of` takes it. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"`{text}` is not a date; write it as 2023-11-30"
        raise argparse.ArgumentTypeError(message) from None


def one_of(formats: Sequence[str], binary: Collection[str] = ()) -> Callable[[str], tuple[str, str | None]]:
    """Give what reads FORMAT or FORMAT:PATH, and raises ArgumentTypeError; `binary` formats go into a file."""

    def read(text: str) -> tuple[str, str | None]:
        name, colon, path = text.partition(":")
        message = ""
        if name not in formats:
            message = f"`{name}` is not a format; choose {', '.join(formats[:-1])} or {formats[-1]}"
        elif colon and not path:
            message = f"`{text}` names no file behind the colon"
        elif name in binary and not path:
            message = f"`{name}` is a workbook and goes into a file, as in `{name}:report.{name}`"
        if message:
            raise argparse.ArgumentTypeError(message)
        return name, path or None

    return read
