"""Standard output and files: width, colours, and files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from targets.errors import Place, Problem, TargetsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["colours", "one_for_stdout", "spare_inputs", "whole", "width", "writable", "write"]


def width() -> int:
    """Give the width of the terminal: COLUMNS, or what it says itself, or 80 where there is none."""
    if (columns := os.environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80


def colours(wanted: str) -> bool:
    """Whether to colour standard output: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    if wanted != "auto":
        return wanted == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def one_for_stdout(formats: Sequence[tuple[str, str | None]]) -> None:
    """Refuse two formats that would write into one another. Raises TargetsError."""
    paths = [path for _, path in formats]
    for path in paths:
        if paths.count(path) > 1:
            where = "standard output" if path is None else f"`{path}`"
            raise TargetsError(Problem(f"two formats write to {where}", help="give all but one a file of its own: `-f json:report.json`"))


def spare_inputs(formats: Sequence[tuple[str, str | None]], inputs: Sequence[str]) -> None:
    """Refuse to write over what is read. Raises TargetsError."""
    read = {Path(name).resolve() for name in inputs if name != "-" and Path(name).exists()}
    for _, path in formats:
        if path is not None and Path(path).resolve() in read:
            raise TargetsError(Problem("a report would take the place of what it is made from", Place(path), "choose another file"))


def write(content: str | bytes, path: str | None) -> None:
    """Write to standard output, or into a file that appears whole or not at all. Raises TargetsError.

    Half a surrogate pair, which a JSON file can hold, is written as its escape: no text is ever lost or refused.
    """
    if path is None:
        try:
            sys.stdout.write(content if isinstance(content, str) else content.decode())
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise TargetsError(Problem(f"standard output cannot be written: {error.strerror or error}")) from error
        return
    with whole(path) as beside, beside.open("wb") as file:
        file.write(content.encode(errors="backslashreplace") if isinstance(content, str) else content)


@contextmanager
def whole(path: str) -> Iterator[Path]:
    """Give a file beside this one, which takes its place when all went well and is removed otherwise. Raises TargetsError."""
    import tempfile  # noqa: PLC0415 - a table on a terminal needs none

    target = Path(path)
    with writable(path):
        if target.is_dir():  # which would be found out once all is done
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        try:
            yield Path(name)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


@contextmanager
def writable(path: str) -> Iterator[None]:
    """Say which file or folder it is that cannot be written. Raises TargetsError."""
    try:
        yield
    except OSError as error:
        raise TargetsError(Problem(f"cannot be written: {error.strerror or error}", Place(path))) from error
