"""The door: the only place that prints, asks the clock, reads standard input and gives an exit code."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

BAD_INPUT, OUR_BUG, INTERRUPTED = 2, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (0, 1, 2, 3, 4 or 70); nothing raises but a bug under --debug."""
    from targets.cli.parser import command_of, parse  # noqa: PLC0415 - see `python -X importtime -m targets`

    gc.set_threshold(200_000)  # what is imported stays: looking through it again and again costs a tenth of a short run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        args = parse(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_INPUT
    from targets.errors import TargetsError  # noqa: PLC0415

    try:
        code = command_of(args.command)(args)
        sys.stdout.flush()
    except TargetsError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone; nothing is left to flush to
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever is left is our own bug, and says so
        return _own_bug(error, debug=args.debug)
    return code


def _own_bug(error: Exception, *, debug: bool) -> int:
    if debug:
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
    line = " ".join(str(error).split())[:200]
    hint = "" if debug else "; run again with --debug for the traceback"
    print(f"targets: internal error: {type(error).__name__}: {line}{hint}", file=sys.stderr)
    return OUR_BUG
