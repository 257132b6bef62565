"""Documents in, nouns out: YAML, JSON and CSV files, or plain data of a program."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.reading.archive import is_workbook
from targets.reading.bundled import EXAMPLE_FIGURES, EXAMPLE_RULES, bundled, local_rules
from targets.reading.compile import compile_rules
from targets.reading.submit import merge, submit
from targets.reading.tree import MOST_BYTES, read_json, read_yaml

if TYPE_CHECKING:
    from targets.figures import Figures
    from targets.numerals import Style
    from targets.ruleset import Ruleset

__all__ = [
    "EXAMPLE_FIGURES",
    "EXAMPLE_RULES",
    "bundled",
    "load_figures",
    "load_ruleset",
    "local_rules",
    "merge",
    "read_figures",
    "read_file",
]

_FIGURE_KEYS = {"subject", "period", "values", "numbers", "as_of", "source", "title", "claim"}


def load_ruleset(source: str | os.PathLike[str] | Mapping[str, Any]) -> Ruleset:
    """Load a ruleset from a file, by the name of a bundled or local one, or from plain data.

    Raises TargetsError with every problem of the document.

    >>> load_ruleset("ngo-quyen-2024")["T14"].acceptable
    Interval('[95, ∞)')
    """
    if isinstance(source, Mapping):
        return compile_rules(_plain(source), json.dumps(source, sort_keys=True, default=str, ensure_ascii=False))
    path, name = _find_rules(os.fspath(source))
    text = _decode(read_file(path), name)
    problems: list[Problem] = []
    nodes = read_json(text, name) if path.suffix.lower() == ".json" else read_yaml(text, name, problems)
    if len(nodes) != 1:
        message = f"a rules file holds one ruleset, this one holds {len(nodes)} documents"
        raise TargetsError(*problems, Problem(message, Place(name), "write each ruleset in a file of its own"))
    return compile_rules(nodes[0], text, problems)


def load_figures(*sources: str | os.PathLike[str] | Mapping[str, Any], numbers: Style | None = None) -> tuple[Figures, ...]:
    """Load figures from files or plain data: one Figures for each subject and period, in order of appearance.

    A mapping is a document as in a file, or just indicators and their values. `numbers` says how numbers in text are
    written where a source does not say so itself. Raises TargetsError with every problem of every source.

    >>> load_figures({"blood-donation": {"actual": 68, "plan": 100}})[0]["blood-donation"].plan.value
    Fraction(100, 1)
    """
    found: list[Figures] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            if isinstance(source, Mapping):
                found += _submit_all([_document(source)], numbers, [])
            else:
                path = Path(source)
                found += read_figures(read_file(path), str(path), numbers=numbers)
        except TargetsError as error:
            problems += error.problems
    if problems:
        raise TargetsError(*problems)
    return merge(found)


def read_figures(data: bytes, name: str, *, numbers: Style | None = None) -> list[Figures]:
    """Read figures from the bytes of a file; where its name does not tell the format, its beginning does."""
    problems: list[Problem] = []
    if is_workbook(data, name):
        from targets.reading.workbook import read_workbook  # noqa: PLC0415 - no other file needs openpyxl

        return _submit_all(list(read_workbook(data, name)), numbers, problems)
    text = _decode(data, name)
    match _format(name, text):
        case "csv":
            from targets.reading.tables import read_csv  # noqa: PLC0415 - YAML needs no csv module

            nodes: list[Any] = list(read_csv(text, name))
        case "json":
            nodes = list(read_json(text, name))
        case _:
            nodes = list(read_yaml(text, name, problems))
    if not nodes:
        raise TargetsError(*problems, Problem("the file holds no figures", Place(name), "`targets schema figures` says what it holds"))
    return _submit_all(nodes, numbers, problems)


def _submit_all(nodes: list[Any], numbers: Style | None, problems: list[Problem]) -> list[Figures]:
    found = [submit(node, numbers, problems) for node in nodes]
    if problems:
        raise TargetsError(*problems)
    return [figures for figures in found if figures is not None]


def _format(name: str, text: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix in {".csv", ".tsv", ".txt"}:
        return "csv"
    if suffix in {".yaml", ".yml"}:
        return "yaml"
    if suffix == ".json" or text.lstrip()[:1] in {"{", "["}:
        return "json"
    first = text.lstrip().partition("\n")[0].casefold()
    return "csv" if all(column in first for column in ("subject", "period", "indicator")) and ":" not in first else "yaml"


def _document(source: Mapping[str, Any]) -> Any:
    """Complete plain data: a mapping without a document's keys is the values alone."""
    plain = _plain(source)
    if not _FIGURE_KEYS & plain.keys():
        plain = {"values": plain}
    return {"subject": "", "period": "", **plain}


def _plain(data: Any) -> Any:
    """Copy mappings into dicts, so that every kind of mapping is read alike."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    return [_plain(item) for item in data] if isinstance(data, list | tuple) else data


def _find_rules(source: str) -> tuple[Path, str]:
    """Find a rules file, and how to name it in messages: a bundled one without the path of the machine."""
    path, own, local = Path(source), bundled("rules"), local_rules()
    if source in local:
        return local[source], local[source].as_posix()
    if source in own:
        return own[source], f"rules/{own[source].name}"
    if path.suffix or path.exists():
        return path, source
    known = sorted({*local, *own})
    help_ = did_you_mean(source, known, f"known are {', '.join(known)}; or give the path of a file")
    raise TargetsError(Problem(f"no ruleset is called {quoted(source)}", None, help_))


def read_file(path: Path) -> bytes:
    """Give the bytes of a file. Raises TargetsError where there is none, or too many."""
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise TargetsError(Problem(f"larger than {MOST_BYTES // 2**20} MiB", Place(str(path)), "split the file"))
        return path.read_bytes()
    except FileNotFoundError as error:
        near = [str(other) for other in path.parent.glob("*.*")] if path.parent.is_dir() else []
        raise TargetsError(Problem("no such file", Place(str(path)), did_you_mean(str(path), near))) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TargetsError(Problem(f"cannot be read: {reason}", Place(str(path)))) from error


def _decode(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise TargetsError(Problem(f"larger than {MOST_BYTES // 2**20} MiB", Place(name), "split the file"))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        help_ = "save the file as UTF-8 (in Excel: `CSV UTF-8`)"
        raise TargetsError(Problem(f"not written in UTF-8: byte {data[error.start]:#04x}", Place(name, line), help_)) from error
