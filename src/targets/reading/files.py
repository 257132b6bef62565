"""Files to text, and text to plain data: whatever a document holds, and whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.reading.bundled import bundled, local_rules
from targets.reading.tree import MOST_BYTES, MOST_DEPTH, read_json, read_yaml, refuse_halves

__all__ = ["OLD_WORKBOOK", "decode", "find_rules", "format_of", "is_workbook", "nodes_of", "plain_data", "read_file"]

_MOST_BITS = 8192
_ZIP, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks begin: those of today, and those of Excel 2003 or with a password."""


def find_rules(source: str) -> tuple[Path, str]:
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
    raise TargetsError(Problem(f"no ruleset is called {quoted(source)}", None, help_, Code.UNREADABLE))


def read_file(path: Path) -> bytes:
    """Give the bytes of a file. Raises TargetsError where there is none, or too many."""
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise TargetsError(Problem(f"larger than {MOST_BYTES // 2**20} MiB", Place(str(path)), "split the file", Code.UNREADABLE))
        return path.read_bytes()
    except FileNotFoundError as error:
        folder = path.parent
        near = [str(other) for other in folder.glob("*.*")] if folder.is_dir() else []
        otherwise = (
            "look at its name and at the folder that the command runs in"
            if folder.is_dir()
            else f"there is no folder {quoted(folder)} either"
        )
        help_ = did_you_mean(str(path), near, otherwise)
        raise TargetsError(Problem("no such file", Place(str(path)), help_, Code.UNREADABLE)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        help_ = "give the files in it, one by one" if isinstance(error, IsADirectoryError) else "look at its name and its permissions"
        message = f"cannot be read: {reason[:1].lower()}{reason[1:]}"
        raise TargetsError(Problem(message, Place(str(path)), help_, Code.UNREADABLE)) from error


def decode(data: bytes, name: str) -> str:
    """Give the text of a file, its lines ending alike. Raises TargetsError where it is no text in UTF-8 or UTF-16."""
    if len(data) > MOST_BYTES:
        raise TargetsError(Problem(f"larger than {MOST_BYTES // 2**20} MiB", Place(name), "split the file", Code.UNREADABLE))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        help_ = "save the file as UTF-8 (in Excel: `CSV UTF-8`)"
        raise TargetsError(
            Problem(f"not written in UTF-8: byte {data[error.start]:#04x}", Place(name, line), help_, Code.UNREADABLE)
        ) from error


def format_of(name: str, text: str) -> str:
    """Tell csv, json or yaml by the name, or where that does not tell, by the beginning."""
    suffix = Path(name).suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return "csv"
    if suffix in {".yaml", ".yml"}:
        return "yaml"
    if suffix == ".json" or text.lstrip()[:1] in {"{", "["}:
        return "json"
    first = text.lstrip().partition("\n")[0].casefold()
    columns = sum(column in first for column in ("subject", "period", "indicator"))
    return "csv" if first.startswith("sep=") or (columns > 1 and ":" not in first) else "yaml"


def is_workbook(data: bytes, name: str) -> bool:
    """Whether the bytes are a workbook's, or the name promises one."""
    return data.startswith((_ZIP, OLD_WORKBOOK)) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def nodes_of(data: bytes, name: str, problems: list[Problem]) -> list[Any]:
    """Give the documents of a YAML or JSON file. Raises TargetsError where it cannot be read on."""
    text = decode(data, name)
    return list(read_json(text, name) if format_of(name, text) == "json" else read_yaml(text, name, problems))


def plain_data(data: Any) -> Any:
    """Copy plain data of a program, so that every kind of mapping is read alike. Raises TargetsError."""
    plain = _copied(data, 0)
    refuse_halves(plain, None)
    return plain


def _copied(data: Any, depth: int) -> Any:
    if depth > MOST_DEPTH:
        raise TargetsError(Problem(f"nested deeper than {MOST_DEPTH} levels", None, "does it hold itself?", Code.UNREADABLE))
    if isinstance(data, Mapping):
        found = {key if isinstance(key, str) else str(_copied(key, depth)): _copied(value, depth + 1) for key, value in data.items()}
        if len(found) < len(data):
            names = ", ".join(quoted(key) for key in list(data)[:20])
            raise TargetsError(Problem(f"two keys are the same as text: {names}", None, "give each key once", Code.GIVEN_TWICE))
        return found
    if isinstance(data, list | tuple):
        return [_copied(item, depth + 1) for item in data]
    # Python writes out no integer of thousands of digits; as a decimal it can be refused in words.
    return Decimal(data) if isinstance(data, int) and data.bit_length() > _MOST_BITS else data
