"""Figures as tables of Spark: Parquet files by the roles of their columns, whatever types each of them has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

import polars as pl

from targets.columns.numbers import NUMBERS, ROLES
from targets.columns.parquet import EXACT, TOO_LONG
from targets.errors import Place, Problem, TargetsError, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.columns.parquet import Sheet

__all__ = ["path_of", "read_of", "sheets_on", "small", "stored_on", "uri_of"]

_FILE = "_file"
_SIGNS = re.compile(r"([\\*?{}\[\]])")
"""What stands for other characters in a path, to Spark."""
_DDL = {
    pl.String: "string", pl.Categorical: "string", pl.Enum: "string", pl.Boolean: "boolean", pl.Date: "date",
    pl.Int8: "tinyint", pl.Int16: "smallint", pl.Int32: "int", pl.Int64: "bigint", pl.UInt8: "smallint", pl.UInt16: "int",
    pl.UInt32: "bigint", pl.UInt64: "decimal(20,0)", pl.Float64: "double",
}  # fmt: skip


def uri_of(path: str | Path) -> str:
    """Name a file or folder of this machine, whatever the file system is that Spark looks at first."""
    return f"file://{Path(path).resolve()}"


def path_of(uri: str) -> str:
    """Give the path of a file as Spark names it."""
    return unquote(urlparse(uri).path)


def stored_on(spark: Any, folder: Path) -> Any:
    """Read what a store has written of files of text."""
    return spark.read.parquet(*(read_of(path) for path in sorted(folder.glob("*.parquet"))))


def read_of(path: str | Path) -> str:
    """Name a file to be read, where some signs stand for others."""
    return _SIGNS.sub(r"\\\1", uri_of(path))


def small(spark: Any, rows: Sequence[tuple[Any, ...]], types: Mapping[str, str]) -> Any:
    """Make a small table that is joined to large ones, without a Python beside each worker."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - only where Spark was asked for

    text = f.lit(json.dumps([dict(zip(types, row, strict=True)) for row in rows]))
    fields = ", ".join(f"{name}: {kind}" for name, kind in types.items())
    return f.broadcast(spark.range(1).select(f.inline(f.from_json(text, f"array<struct<{fields}>>"))))


def sheets_on(spark: Any, sheets: Mapping[int, Sheet], keep: Sequence[str], schema: Mapping[str, Any]) -> Any:
    """Read Parquet files, by their numbers, as one table of the columns of `schema`; each row knows its file and its number there.

    Files of the same columns and types are read together. Raises TargetsError for a file that Spark does not see or cannot
    name, and for names of a type that Spark and polars spell differently.
    """
    if odd := [sheet.path for sheet in sheets.values() if _is_odd_path(Path(sheet.path).resolve())]:
        why, way_out = "Spark cannot name this file: there is a colon in its path", "give it another name, or use `--engine polars`"
        raise TargetsError(*(Problem(why, Place(path), way_out) for path in odd))
    groups: dict[tuple[Any, ...], dict[int, Sheet]] = {}
    for number, sheet in sheets.items():
        alike = tuple((role, name, sheet.types[name]) for role, name in _wanted(sheet, keep))
        groups.setdefault(alike, {})[number] = sheet
    if problems := [problem for some in groups.values() if (problem := _odd_names(next(iter(some.values())), keep)) is not None]:
        raise TargetsError(*problems)
    found = None
    for some in groups.values():
        table = _group(spark, some, keep, schema)
        found = table if found is None else found.unionByName(table, allowMissingColumns=True)
    return found


def _is_odd_path(path: Path) -> bool:
    """Whether Spark takes what stands before a colon for the kind of a file system: in a file's own name, or where signs are looked up."""
    return ":" in path.name or (":" in str(path) and _SIGNS.search(str(path)) is not None)


def _wanted(sheet: Sheet, keep: Sequence[str]) -> list[tuple[str, str]]:
    return [*sheet.columns.items(), *((name, name) for name in keep)]


def _odd_names(sheet: Sheet, keep: Sequence[str]) -> Problem | None:
    """Refuse what becomes another text on Spark than on polars: floats (but years), times, bytes."""
    for role, name in _wanted(sheet, keep):
        dtype = sheet.types[name]
        if role not in ROLES and (not _is_known(dtype) or (dtype.is_float() and role != "period")):
            message = f"column {quoted(name)} is {quoted(dtype)}, and Spark spells that in another way"
            return Problem(message, Place(sheet.path), "write it as text, or use `--engine polars`")
    return None


def _group(spark: Any, sheets: Mapping[int, Sheet], keep: Sequence[str], schema: Mapping[str, Any]) -> Any:
    """Read files of the same columns and types."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - only where Spark was asked for

    first = next(iter(sheets.values()))
    wanted = _wanted(first, keep)
    names = [name for name in dict.fromkeys(name for _, name in wanted) if first.types[name] != pl.Null]
    # Columns that nobody reads may have types that Spark does not know: it is told which to look at.
    fields = ", ".join(f"{_named(name)} {_ddl(first.types[name])}" for name in names)
    table = spark.read.schema(fields).parquet(*(read_of(sheet.path) for sheet in sheets.values()))
    columns = {role: _column(role, name, first.types[name], schema[role]) for role, name in wanted}
    nothing, long = f.lit(None).cast("string"), _too_long(first, schema)
    columns["fault"] = f.coalesce(columns.get("fault", nothing), f.when(long, f.lit("unreadable")))
    columns["why"] = f.when(long, f.lit(TOO_LONG))
    columns["line"] = f.col("_metadata.row_index") + 1
    chosen = [column.alias(role) for role, column in columns.items()]
    path = f.regexp_replace("_metadata.file_path", "^file:/+", "file:///")  # there are two ways to write it
    found = table.select(path.alias(_FILE), *chosen)
    return found.join(_numbers(spark, table, sheets), _FILE).drop(_FILE)


def _numbers(spark: Any, table: Any, sheets: Mapping[int, Sheet]) -> Any:
    """Give the number of each file as Spark names it. Raises TargetsError for files that it leaves out, as it does hidden ones."""
    known = {str(Path(sheet.path).resolve()): number for number, sheet in sheets.items()}
    seen = {uri: known[path_of(uri)] for uri in table.inputFiles()}
    if missing := [sheets[number] for number in sheets.keys() - set(seen.values())]:
        help_ = "a name that begins with `_` or `.` is hidden from it; and every machine has to see the file in the same place"
        raise TargetsError(*(Problem("Spark does not see this file", Place(sheet.path), help_) for sheet in missing))
    return small(spark, list(seen.items()), {_FILE: "string", "file": "int"})


def _column(role: str, name: str, dtype: Any, wanted: Any) -> Any:
    """Keys and what is kept are text, all other columns have the type of all files together."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    if dtype == pl.Null:
        return f.lit(None).cast(_ddl(wanted))
    column = f.col(_named(name))
    if role == "period" and dtype.is_float():
        column = f.when(f.abs(column) < 2.0**63, column.cast("bigint"))
    return column.cast(_ddl(wanted))


def _too_long(sheet: Sheet, schema: Mapping[str, Any]) -> Any:
    """Whether a number loses digits, where other files have floats."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    found = f.lit(False)
    for role, name in sheet.columns.items():
        dtype = sheet.types[name]
        if role in NUMBERS and dtype != schema[role] and (dtype.is_integer() or dtype.is_decimal()):
            size = f.abs(f.col(_named(name)).cast("double")) * 10.0 ** (getattr(dtype, "scale", 0) or 0)
            found = found | f.coalesce(size > EXACT, f.lit(False))
    return found


def _is_known(dtype: Any) -> bool:
    return dtype == pl.Null or dtype.is_decimal() or dtype.base_type() in _DDL


def _ddl(dtype: Any) -> str:
    """Give the type of Spark that a column of this type is read as."""
    return f"decimal({dtype.precision},{dtype.scale})" if dtype.is_decimal() else _DDL[dtype.base_type()]


def _named(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"
