"""Files of figures by their names: CSV and Parquet, folders of them, and patterns."""

from __future__ import annotations

import os
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["DataFile", "data_files"]

_KINDS: dict[str, Literal["csv", "parquet"]] = {".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet"}
_HIDDEN = (".", "_")
"""How the names of files begin that Spark and others leave beside their data."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of figures, and how large it is in bytes."""

    path: str
    kind: Literal["csv", "parquet"]
    size: int


def data_files(names: Sequence[str]) -> list[DataFile]:
    """Find the files that are meant: files, all CSV and Parquet files of a folder and its folders, patterns such as `2024/*.csv`.

    Raises TargetsError with every name that leads to none, and every file whose ending tells no format.
    """
    found: dict[Path, DataFile] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            for path in _paths(name):
                if os.access(path, os.R_OK):
                    found.setdefault(path.resolve(), DataFile(str(path), _kind(path), path.stat().st_size))
                else:
                    problems.append(Problem("cannot be read", Place(str(path)), "look at its permissions", Code.UNREADABLE))
        except TargetsError as error:
            problems += error.problems
    if problems:
        raise TargetsError(*problems)
    return list(found.values())


def _kind(path: Path) -> Literal["csv", "parquet"]:
    if (kind := _KINDS.get(path.suffix.lower())) is None:
        help_ = "data ends in .csv, .tsv or .parquet; other figures are read by `targets check`"
        raise TargetsError(Problem("neither CSV nor Parquet by its name", Place(str(path)), help_, Code.UNREADABLE))
    return kind


def _paths(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        found = sorted(_inside(path))
        if not found:
            raise TargetsError(Problem("the folder holds no CSV and no Parquet file", Place(name), None, Code.UNREADABLE))
        return found
    if path.exists():
        return [path]
    if has_magic(name):
        matches = [Path(match) for match in sorted(glob(name, recursive=True))]  # noqa: PTH207 - the pattern may be absolute
        files = [file for match in matches for file in (sorted(_inside(match)) if match.is_dir() else [match])]
        if not files:
            raise TargetsError(
                Problem("no file fits this pattern", Place(name), "put it in quotes, and look at its folder", Code.UNREADABLE)
            )
        return files
    near = [str(other) for other in path.parent.glob("*")] if path.parent.is_dir() else []
    raise TargetsError(Problem("no such file", Place(name), did_you_mean(name, near), Code.UNREADABLE))


def _inside(folder: Path) -> Iterator[Path]:
    """Give the data files below a folder; what is hidden, or a file of notes, is none."""
    for path in folder.rglob("*"):
        below = path.relative_to(folder).parts
        if path.suffix.lower() in _KINDS and path.is_file() and not any(part.startswith(_HIDDEN) for part in below):
            yield path
