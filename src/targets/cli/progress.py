"""A bar on standard error that says how far a long run is; there is none where nobody looks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from targets.report.words import Language, say

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Progress"]


class Progress:
    """Steps of work, one kind after the other. Nothing is shown, and rich is not imported, unless standard error is a terminal."""

    def __init__(self, lang: Language) -> None:
        """Take the language of its words."""
        self.lang = lang
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        """Begin to draw."""
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            from rich.console import Console  # noqa: PLC0415
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
            from rich.progress import Progress as Bar  # noqa: PLC0415

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True).__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def begin(self, what: str, rows: int) -> None:
        """Begin a kind of work on about so many rows."""
        if self._bar is not None:
            if self._task is not None:
                self._bar.update(self._task, visible=False)
            self._task = self._bar.add_task(say(self.lang, what), total=max(rows, 1))

    def step(self, rows: int) -> None:
        """Say that so many rows more are done."""
        if self._bar is not None:
            self._bar.advance(self._task, rows)
