"""Parquet files of figures, a batch at a time: columns by their roles, whatever order and types the files have."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from targets.columns.evaluating import evaluate_frame
from targets.columns.numbers import KEYS, NUMBERS, ROLES
from targets.columns.texts import normalised
from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from targets.ruleset import Ruleset

__all__ = ["EXACT", "TOO_LONG", "Sheet", "as_joined", "batches", "joined", "opened_sheet"]

_BATCH = 250_000
EXACT = 1e15
NEAR = 0.8
"""How alike an unknown column is to a known one that was meant: `actaul` is, `province` is not `previous`."""
TOO_LONG = "a number of more digits than a column of floats carries, beside columns of other types"


class Sheet(NamedTuple):
    """What a Parquet file holds: how many rows, the columns by role (a wide one: by indicator), and those left out.

    `schema` are the types of the rows that can be judged, `types` those of the columns as they stand in the file.
    """

    path: str
    rows: int
    columns: dict[str, str]
    wide: tuple[str, ...]
    unread: tuple[str, ...]
    schema: dict[str, Any]
    types: dict[str, Any]


def opened_sheet(path: str, ruleset: Ruleset, columns: Mapping[str, str], ids: tuple[str, str] | None, keep: Sequence[str]) -> Sheet:
    """Look at a file's columns. Raises TargetsError for a file that is no Parquet, and for columns that are missing or of a wrong type."""
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - only for Parquet

    try:
        with parquet.ParquetFile(path) as file:
            rows, empty = file.metadata.num_rows, pl.from_arrow(file.schema_arrow.empty_table())
    except (ArrowException, OSError) as error:
        line = " ".join(str(error).split())[:200]
        raise TargetsError(Problem(f"not readable as Parquet: {line}", Place(path))) from error
    assert isinstance(empty, pl.DataFrame)
    names = empty.columns
    if ids is None:
        found = {role: name for role in (*KEYS, *ROLES) if (name := columns.get(role, role)) in names or role in columns or role in KEYS}
        wide: tuple[str, ...] = ()
    else:
        found = dict(zip(KEYS, ids, strict=False))
        wide = tuple(name for name in names if name in ruleset.indicators)
    missing = [name for name in (*found.values(), *keep) if name not in names]
    problems = [
        Problem(f"column {quoted(name)} is missing", Place(path), did_you_mean(name, names, f"the file has {', '.join(names[:20])}"))
        for name in missing
    ]
    if ids is not None and not wide:
        known = ", ".join(list(ruleset.indicators)[:20])
        problems.append(Problem("no column is named as an indicator", Place(path), f"these are {known}"))
    unread = tuple(name for name in names if name not in {*found.values(), *wide, *keep})
    roles = ruleset.indicators if ids is not None else [role for role in (*KEYS, *ROLES) if role not in columns]
    problems += _misspelt(unread, [*found.values(), *roles], path)
    if problems:
        raise TargetsError(*problems)
    sheet = Sheet(path, rows, found, wide, unread, {}, dict(empty.schema))
    return sheet._replace(schema=_schema(sheet, empty, ruleset, keep))


def _misspelt(unread: Sequence[str], known: Sequence[str], path: str) -> Iterator[Problem]:
    """Find columns that are nearly, but not quite, known ones; a plan by its name is none (`of_plan.city`)."""
    names = {normal(name).casefold(): name for name in known}
    for column in unread:
        plain = normal(column).casefold()
        near = get_close_matches(plain, names, n=1, cutoff=NEAR)
        if near and not plain.startswith(("#", "plan.", "plan:", "of_plan.", "of_plan:")):
            meant = f"did you mean {quoted(names[near[0]])}? A column whose name begins with # is not read"
            yield Problem(f"unknown column {quoted(column)}", Place(path), meant)


def _schema(sheet: Sheet, empty: pl.DataFrame, ruleset: Ruleset, keep: Sequence[str]) -> dict[str, Any]:
    """Give the types of a file's roles. Raises TargetsError, naming the file, for what is no figure."""
    found = _as_roles(empty, sheet, 0, 0, keep)
    roles = [name for name in ROLES if name in found.columns]
    try:
        evaluate_frame(ruleset, found.lazy().select(*KEYS, *roles))
    except TargetsError as error:
        raise TargetsError(*(Problem(p.message, Place(sheet.path), p.help, p.code) for p in error.problems)) from error
    return dict(found.schema)


def batches(sheet: Sheet, file: int, keep: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Give the rows of a file; their `line` is the number of the row, from 1."""
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - only for Parquet

    row = 0
    wanted = [*sheet.columns.values(), *sheet.wide, *keep]
    try:
        with parquet.ParquetFile(sheet.path) as opened:
            for batch in opened.iter_batches(_BATCH, columns=list(dict.fromkeys(wanted))):
                frame = pl.from_arrow(batch)
                assert isinstance(frame, pl.DataFrame)
                yield normalised(_as_roles(frame, sheet, file, row, keep), keep)
                row += len(frame)
    except (ArrowException, OSError) as error:
        line = " ".join(str(error).split())[:200]
        raise TargetsError(Problem(f"not readable as Parquet: {line}", Place(sheet.path))) from error


def _as_roles(frame: pl.DataFrame, sheet: Sheet, file: int, before: int, keep: Sequence[str]) -> pl.DataFrame:
    frame = frame.with_columns(
        pl.lit(file, pl.Int32).alias("_file"), pl.int_range(before + 1, before + 1 + pl.len(), dtype=pl.Int64).alias("_line")
    )
    if sheet.wide:
        return _long(frame, sheet, keep)
    roles = [_role(role, name, frame.schema[name]) for role, name in sheet.columns.items()]
    fault = [pl.lit(None, pl.String).alias(name) for name in ("fault", "why") if name not in sheet.columns]
    return frame.select(
        pl.col("_file").alias("file"), pl.col("_line").alias("line"), *roles, *fault, *(pl.col(name).cast(pl.String) for name in keep)
    )


def _role(role: str, name: str, dtype: Any) -> pl.Expr:
    """Keys are text, empty ones none; numbers keep their type, so that whoever judges can refuse it."""
    column = pl.col(name)
    if role in KEYS:
        text = (column.cast(pl.Int64, strict=False) if dtype.is_float() and role == "period" else column).cast(pl.String).str.strip_chars()
        return pl.when(text != "").then(text).alias(role)
    if role in ("unit", "grade", "done", "tags", "fault") and dtype in (pl.Categorical, pl.Enum, pl.Null):
        return column.cast(pl.String).alias(role)
    if dtype == pl.Null:
        return column.cast(pl.Boolean if role == "held" else pl.Float64).alias(role)
    return column.alias(role)


def _long(frame: pl.DataFrame, sheet: Sheet, keep: Sequence[str]) -> pl.DataFrame:
    """Turn columns into rows: numbers are actual figures, text is a grade, yes and no a title that is held or not."""
    kinds = {"actual": pl.Float64, "held": pl.Boolean, "grade": pl.String}
    keys = [_role(key, sheet.columns[key], frame.schema[sheet.columns[key]]) for key in KEYS[:2]]
    parts = []
    for name in sheet.wide:
        dtype, column = frame.schema[name], pl.col(name)
        role = "held" if dtype == pl.Boolean else "grade" if dtype in (pl.String, pl.Categorical, pl.Enum) else "actual"
        if role == "actual" and not dtype.is_numeric() and dtype != pl.Null:
            message = f"column {quoted(name)} is {quoted(dtype)}, and a figure is a number, a text or a boolean"
            raise TargetsError(Problem(message, Place(sheet.path)))
        long = _is_long(column, dtype) if role == "actual" else pl.lit(value=False)
        kept_type = dtype if dtype == pl.Float32 else kinds[role]  # which is refused by name
        cells = [(column.cast(kept_type) if one == role else pl.lit(None, kind)).alias(one) for one, kind in kinds.items()]
        parts.append(frame.select(
            pl.col("_file").alias("file"), pl.col("_line").alias("line"), *keys, pl.lit(name).alias("indicator"), *cells, *_fault_of(long),
            *(pl.col(one).cast(pl.String) for one in keep),
        ))  # fmt: skip
    return pl.concat(parts, how="vertical")


def _is_long(column: pl.Expr, dtype: Any) -> pl.Expr:
    """Whether a whole number or a decimal loses digits as a float."""
    if not dtype.is_integer() and not dtype.is_decimal():
        return pl.lit(value=False)
    size = column.cast(pl.Float64).abs() * (10.0 ** (getattr(dtype, "scale", 0) or 0))
    return (size > EXACT).fill_null(value=False)


def _fault_of(long: pl.Expr) -> list[pl.Expr]:
    return [
        pl.when(long).then(pl.lit(word)).otherwise(pl.lit(None, pl.String)).alias(name)
        for name, word in (("fault", "unreadable"), ("why", TOO_LONG))
    ]


def as_joined(frame: pl.DataFrame, schema: Mapping[str, Any]) -> pl.DataFrame:
    """Turn a batch into the types of all files together; a number that would lose digits is a fault."""
    long = pl.any_horizontal(pl.lit(value=False), *(
        _is_long(pl.col(name), dtype) for name, dtype in frame.schema.items() if name in NUMBERS and schema[name] != dtype
    ))  # fmt: skip
    fault, why = _fault_of(long)
    return frame.with_columns(pl.coalesce("fault", fault), pl.coalesce("why", why)).cast({n: schema[n] for n in frame.columns})


def joined(schemas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the columns of several files together: numbers of different types become floats, as those of text are."""
    found: dict[str, Any] = {}
    for schema in schemas:
        for name, dtype in schema.items():
            if found.setdefault(name, dtype) != dtype:
                found[name] = pl.Float64 if name in NUMBERS else pl.String
    return found
