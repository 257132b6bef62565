"""What differs between engines: which are supported, and how a small table gets beside a large one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.errors import Problem, TargetsError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["ENGINES", "Asking", "Frame", "Opened", "beside", "is_odd", "named", "opened", "unpivoted", "worked_out"]

Frame = nw.LazyFrame[Any]
ENGINES = ("polars", "pandas", "pyarrow", "duckdb", "ibis", "pyspark")
_SIGNS = {"duckdb": '."', "pyspark": ".`"}
"""What stands between two names, or around one, in the name of a column on some engines."""
_VIEW = "_targets_unused"
"""The view that duckdb makes of a relation that is asked; it is dropped at once."""
_NARWHALS = {str: nw.String(), float: nw.Float64(), bool: nw.Boolean(), int: nw.Int64()}
_SPARK = {str: "string", float: "double", bool: "boolean", int: "bigint"}


class Opened(NamedTuple):
    """A table as a lazy frame, and what turns a lazy frame of its engine back into its own kind."""

    frame: Frame
    back: Callable[[Frame], Any]


def opened(native: Any) -> Opened:
    """Open a table of a supported engine. Raises TargetsError naming what it was given otherwise.

    Tables of pandas and pyarrow are judged by polars, which shares their memory where it can, and come back as they were.
    """
    try:
        frame = nw.from_native(native)
        engine = frame.implementation.value
    except TypeError:
        frame, engine = None, ""
    if engine not in ENGINES:
        message = f"{quoted(engine or type(native).__name__)} is not an engine that figures can be judged on"
        raise TargetsError(Problem(message, help=f"give a table of {', '.join(ENGINES)}"))
    if isinstance(frame, nw.LazyFrame):
        return Opened(frame, lambda done: done.to_native())
    import polars as pl  # noqa: PLC0415 - only for rows that are there already

    if engine == "polars":
        return Opened(frame.lazy(), lambda done: done.to_native().collect(engine="streaming"))
    try:
        table: Any = pl.from_pandas(native) if engine == "pandas" else pl.from_arrow(native)
    except Exception as error:
        line = " ".join(str(error).split())[:200]
        raise TargetsError(Problem(f"the {engine} table cannot be read: {line}", help="give each column one type")) from error
    arrow = engine == "pandas" and any("[pyarrow]" in str(dtype) for dtype in native.dtypes)

    def back(done: Frame) -> Any:
        found = done.to_native().collect(engine="streaming")
        return found.to_arrow() if engine == "pyarrow" else found.to_pandas(use_pyarrow_extension_array=arrow)

    return Opened(_wrapped(table.lazy()), back)


def beside(frame: Frame, columns: Mapping[str, list[Any]], types: Sequence[type] = ()) -> Frame:
    """Make a small table on the engine, and in the session or connection, of a large one; types are told where it may be empty."""
    kinds = dict(zip(columns, types or [type(values[0]) for values in columns.values()], strict=True))
    match frame.implementation.value:
        case "duckdb":
            return _wrapped(_duckdb(frame.to_native(), _arrow(columns, kinds)))
        case "ibis":
            import ibis  # noqa: PLC0415 - only beside an ibis table

            return _wrapped(ibis.memtable(_arrow(columns, kinds)))
        case "pyspark":
            return _wrapped(_spark(frame.to_native(), columns, kinds))
        case engine:
            return nw.from_dict(columns, schema={name: _NARWHALS[kind] for name, kind in kinds.items()}, backend=engine).lazy()


def unpivoted(frame: Frame, on: Sequence[str], index: Sequence[str], names: tuple[str, str]) -> Frame:
    """Turn columns into rows: `names` are those of the column of their names and of the column of their values."""
    if not frame.implementation.is_duckdb():
        return frame.unpivot(on=list(on), index=list(index), variable_name=names[0], value_name=names[1])
    # The relation itself is asked: narwhals asks the default connection, which knows no other one's tables.
    one, other = map(named, names)
    columns, every = (", ".join(map(named, some)) for some in (on, (*index, *names)))
    wide = frame.select(*index, *on).to_native()
    query = f"SELECT {every} FROM targets_figures UNPIVOT INCLUDE NULLS ({other} FOR {one} IN ({columns}))"  # noqa: S608 - names are quoted
    return _wrapped(Asking(wide)(query, wide))


def is_odd(column: str, engine: str) -> bool:
    """Whether an engine takes the name of a column for a pattern, or for two names."""
    return column == "*" or (column.startswith("^") and column.endswith("$")) or any(sign in column for sign in _SIGNS.get(engine, ""))


def named(column: str) -> str:
    """Write the name of a column as SQL does."""
    return '"' + column.replace('"', '""') + '"'


def worked_out(frame: Frame) -> Frame:
    """Work a small table out at once where it is DuckDB's, which would do so, and plan it, each time that it is used."""
    if frame.implementation.value != "duckdb":
        return frame
    relation = frame.to_native()
    return _wrapped(_duckdb(relation, relation.to_arrow_table()))


def _wrapped(native: Any) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


def _arrow(columns: Mapping[str, list[Any]], kinds: Mapping[str, type]) -> Any:
    """Make a table of Arrow, by polars: pyarrow would look for pandas first, which takes longer to import than many queries run."""
    import polars as pl  # noqa: PLC0415 - only where a small table is made for DuckDB or Ibis

    types = {str: pl.String(), float: pl.Float64(), bool: pl.Boolean(), int: pl.Int64()}
    return pl.DataFrame(dict(columns), schema={name: types[kinds[name]] for name in columns}).to_arrow()


class Asking:
    """A connection of DuckDB, known by one of its relations alone, and what it is asked.

    A query finds `targets_figures` and `targets_rules`, a relation and a small table, by the names that they have here, when it
    is made and not when it runs: a view that is called the same in the next query would be another one by then.
    """

    def __init__(self, relation: Any) -> None:
        """Find the connection; duckdb makes a view of a relation that is asked, so one that is quickly bound is asked instead."""
        self._here = relation.query(_VIEW, "SELECT 1")
        self._here.query(_VIEW, f"DROP VIEW {_VIEW}")

    def __call__(self, query: str, targets_figures: Any, targets_rules: Any = None) -> Any:
        """Make a relation of a query."""
        assert targets_figures is not targets_rules
        found = self._here.query(_VIEW, query)
        self._here.query(_VIEW, f"DROP VIEW {_VIEW}")
        return found


def _duckdb(relation: Any, table: Any) -> Any:
    """Make a table one of the relation's connection: a table of another connection could not be joined."""
    return Asking(relation)("SELECT * FROM targets_rules", relation, table)


def _spark(table: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, type]) -> Any:
    from pyspark.sql import functions  # noqa: PLC0415 - only beside a Spark table

    schema = ", ".join(f"`{name}` {_SPARK[kind]}" for name, kind in kinds.items())
    return functions.broadcast(table.sparkSession.createDataFrame(list(zip(*columns.values(), strict=True)), schema))
