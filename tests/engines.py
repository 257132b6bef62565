"""Every engine that figures can be judged on: how a polars table gets there, and outcomes come back as rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.spark import session

pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

__all__ = ["ENGINES", "SPARK", "SQL", "Make"]

Make = tuple[Callable[[Any], Any], Callable[[Any], list[dict[str, Any]]]]
_SPARK = {"String": "string", "Int64": "bigint", "Float64": "double", "Boolean": "boolean"}


def _duckdb(frame: Any) -> Any:
    duckdb = pytest.importorskip("duckdb", reason="needs the extra targets[frames]")
    connection = duckdb.connect()  # not the default one: rules have to find their way into any
    figures = frame.to_arrow()
    assert figures is not None
    return connection.sql("SELECT * FROM figures")


def _ibis(frame: Any) -> Any:
    ibis = pytest.importorskip("ibis", reason="needs ibis-framework[duckdb]")
    return ibis.memtable(frame.to_arrow())


def _pandas(frame: Any, *, arrow: bool) -> Any:
    pytest.importorskip("pandas", reason="needs pandas")
    empty = [name for name in ("held", "grade", "unit") if not arrow and name in frame.columns and frame[name].null_count() == len(frame)]
    return frame.drop(empty).to_pandas(use_pyarrow_extension_array=arrow)  # an empty column of objects has no type


def _from_pandas(found: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pl.from_pandas(found).to_dicts()
    return rows


ENGINES: dict[str, Make] = {
    "polars": (lambda frame: frame, lambda found: found.to_dicts()),
    "polars lazy": (lambda frame: frame.lazy(), lambda found: found.collect().to_dicts()),
    "pyarrow": (lambda frame: frame.to_arrow(), lambda found: found.to_pylist()),
    "pandas numpy": (lambda frame: _pandas(frame, arrow=False), _from_pandas),
    "pandas arrow": (lambda frame: _pandas(frame, arrow=True), _from_pandas),
    "duckdb": (_duckdb, lambda found: found.pl().to_dicts()),
    "ibis": (_ibis, lambda found: found.to_polars().to_dicts()),
}
SQL = {"duckdb", "ibis"}


def to_spark(frame: Any) -> Any:
    """Make a table of Spark, or skip where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on the path")
    types = ((name, _SPARK.get(str(dtype)) or f"decimal({dtype.precision},{dtype.scale})") for name, dtype in frame.schema.items())
    return session().createDataFrame(frame.rows(), ", ".join(f"`{name}` {dtype}" for name, dtype in types))


SPARK: Make = (to_spark, lambda found: [row.asDict() for row in found.collect()])
