"""Spark itself: started quietly, stopped behind whoever asked for it, and its failures told in one line each."""

from __future__ import annotations

import re
import signal
import socket
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from targets.errors import Place, Problem, TargetsError, clipped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["session", "told"]

_SECONDS = 5
_SETTINGS = {
    "spark.ui.showConsoleProgress": "false",
    # Verdicts must not depend on how a machine is set up: nothing is skipped, guessed or spelled in another way.
    "spark.sql.files.ignoreCorruptFiles": "false", "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.ansi.enabled": "false", "spark.sql.caseSensitive": "true",
}  # fmt: skip
_CAUSE = re.compile(r"^(Caused by: |: |Exception in thread \"[^\"]+\" )?(?:[\w$]+\.)+(\w+): *(.*)$", re.MULTILINE)
_WAYS = {
    r"No space left|quota exceeded|File too large":
        "make room where the outcomes go and where Spark keeps its work (`spark.local.dir`)",
    r"OutOfMemory|heap space|GC overhead": "give Spark more memory (`spark.driver.memory`, `spark.executor.memory`)",
    r"Permission denied|AccessControl|Read-only file system|Mkdirs failed": "choose a folder that all machines of Spark may write into",
    r"does not exist|FileNotFound|NoSuchFile": "all machines have to see the files in the same place, and nobody may change them meanwhile",
}  # fmt: skip
_GONE = ("Py4JNetworkError", "ConnectionRefusedError", "ConnectionResetError", "EOFError")


@contextmanager
def session(master: str | None, log: BinaryIO | None) -> Iterator[Any]:
    """Start Spark, and stop it in the end; what it prints goes into `log`, or where this program prints.

    Raises TargetsError where it does not start, as without Java.
    """
    _reach(master)
    try:
        spark = _started(master, log)
    except Exception as error:
        said = _text(error) if log is None else Path(log.name).read_text("utf-8", "replace")
        lines = [line for line in said.splitlines() if line.strip()] or [_text(error)]
        line = _cause(said) or lines[-1]
        raise TargetsError(
            Problem(f"Spark does not start: {_line(line)}", help="it needs Java 17, and `--master` an address that answers")
        ) from error
    try:
        yield spark
        spark.stop()
    except BaseException:
        _end(spark)
        raise


def _end(spark: Any) -> None:
    """End a Spark that is in the middle of something: nothing is written any more once this is over."""
    process = getattr(spark.sparkContext._gateway, "proc", None)  # noqa: SLF001 - it answers to nobody while it works
    if process is None:
        with suppress(Exception):  # it may be gone already
            spark.stop()
        return
    process.terminate()
    try:
        process.wait(_SECONDS)
    except TimeoutExpired:
        process.kill()
        process.wait()


def _started(master: str | None, log: BinaryIO | None) -> Any:
    from pyspark import SparkConf, SparkContext, java_gateway  # noqa: PLC0415 - only where Spark was asked for
    from pyspark.sql import SparkSession  # noqa: PLC0415

    conf = SparkConf().setAppName("targets").setAll(list(_SETTINGS.items()))
    conf = conf.setMaster(master) if master else conf
    launch: Any = java_gateway.launch_gateway
    interrupt = signal.getsignal(signal.SIGINT)
    context = SparkContext(conf=conf, gateway=launch(conf, {} if log is None else {"stdout": log, "stderr": log}))
    if signal.getsignal(signal.SIGINT) is not interrupt:  # PySpark's own asks Spark to cancel in the middle of another question
        signal.signal(signal.SIGINT, interrupt)
    # Nobody reads what the server of PySpark says of a Spark that has gone: that is told once.
    server: Any = context._accumulatorServer  # noqa: SLF001
    server.handle_error = lambda *_: None
    context.setLogLevel("ERROR")
    return SparkSession.builder.getOrCreate()


def _reach(master: str | None) -> None:
    """Ask whether anybody listens where a master should be: Spark itself asks for a minute. Raises TargetsError."""
    if master is None or not master.startswith("spark://"):
        return
    for one in master.removeprefix("spark://").split(","):
        host, _, port = one.rpartition(":")
        with suppress(OSError, ValueError), socket.create_connection((host, int(port)), _SECONDS):
            return
    raise TargetsError(Problem(f"no Spark answers at {quoted(master)}", help="look at its address, or leave `--master` out to work here"))


@contextmanager
def told(files: Sequence[str]) -> Iterator[None]:
    """Turn a failure of Spark into a problem: which of the files it speaks of, one line of its cause, and a way out."""
    try:
        yield
    except Exception as error:
        if not _is_failure(error):
            raise
        raise TargetsError(_problem(error, files)) from error


def _is_failure(error: Exception) -> bool:
    """Whether Spark has failed at its work; what it says of a question that was put wrongly is our own bug."""
    of, name = type(error).__module__, type(error).__name__
    if name == "AnalysisException":
        return "[PATH_NOT_FOUND]" in _text(error)
    return of.startswith(("py4j", "pyspark.errors.exceptions.captured")) or name in _GONE


def _problem(error: Exception, files: Sequence[str]) -> Problem:
    text = _text(error)
    cause = _line(_cause(text) or text)
    if type(error).__name__ in _GONE or ("SparkContext" in cause and ("shut down" in cause or "stopped" in cause)):
        return Problem("Spark has stopped before it was done", help="look at its own log; it may have run out of memory, or been stopped")
    said = "\n".join((text, unquote(text), re.sub(r"\\(.)", r"\1", text)))  # a file is named as it is, encoded, or as it was asked for
    ways = (way for pattern, way in _WAYS.items() if re.search(pattern, text))
    way = next(ways, None)
    of = next((file for file in files if re.search(rf"file:(//)?{re.escape(str(Path(file).resolve()))}(?!\w)", said)), None)
    if of is not None:
        return Problem(f"Spark cannot read it: {cause}", Place(of), way or "write the file again, or leave it out")
    return Problem(f"Spark has failed: {cause}", help=way or "`--engine polars` judges the same files on this machine")


def _text(error: Exception) -> str:
    with suppress(Exception):  # some ask Spark what to say, which may be gone
        return str(error)
    return type(error).__name__


def _cause(text: str) -> str | None:
    """Give the innermost cause that a stack of Java names, without the stack."""
    found = [(lead, kind, said) for lead, kind, said in _CAUSE.findall(text)]
    inner = [said or kind for lead, kind, said in found if lead == "Caused by: "] or [said or kind for _, kind, said in found[:1]]
    # `Cannot run program X: error=2` says more than the `error=2` in it, but for the name of a class in front.
    told = [said for said in inner if said.endswith(inner[-1]) and not _CAUSE.match(said)]
    return max(told or inner[-1:], key=len, default=None)


def _line(text: str) -> str:
    line = " ".join(text.split())
    return clipped(line) if not line.isprintable() else line[:200]
