"""What other engines than polars cost for a row, and what it costs to write outcomes down, in the same run.

Engines: the table and the rules of `columns.py`, read from Parquet by the engine itself, judged without completing what is
missing; verdict, shortfall and attainment are summed up. Spark works in local mode on all processors; its start is not counted,
its second call is measured, too. Writing: the command on the table of `batch_memory.py`, with and without `-o`. Every run is a
process of its own, and they take turns.

    python benchmarks/engines.py 1 3   # million rows, rounds
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import batch_memory
import columns

from targets.columns import evaluate_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGINES = ("polars", "pandas", "pandas with arrow types", "pyarrow", "DuckDB", "Ibis on DuckDB", "Spark", "Spark, again")
_OUTS = {"judging alone": None, "and writing Parquet": "out.parquet", "and writing CSV": "out.csv"}


def judged(engine: str, path: Path) -> tuple[Callable[[], object], Callable[[], float]]:
    """Give what judges the whole table on an engine, and what tells how many seconds processors have worked on it."""
    of, seconds = columns.ruleset(), time.process_time

    def outcomes(table: Any) -> Any:
        return evaluate_frame(of, table, complete=False)

    if engine.startswith("pandas"):
        import pandas as pd

        kind = {"dtype_backend": "pyarrow"} if "arrow" in engine else {}

        def pandas_run() -> object:
            return outcomes(pd.read_parquet(path, **kind))[["shortfall", "attainment"]].sum()

        return pandas_run, seconds
    if engine == "pyarrow":
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        def pyarrow_run() -> object:
            found = outcomes(pq.read_table(path))
            return [pc.sum(found[name]) for name in ("shortfall", "attainment")]

        return pyarrow_run, seconds
    if engine == "Ibis on DuckDB":
        import ibis

        def ibis_run() -> object:
            found = outcomes(ibis.duckdb.connect().read_parquet(path))
            return found.aggregate(v=found.verdict.length().sum(), s=found.shortfall.sum(), a=found.attainment.sum()).to_pyarrow()

        return ibis_run, seconds
    if engine.startswith("Spark"):
        return _on_spark(outcomes, path, again="again" in engine)
    name = f"targets on {engine}"
    return columns.runs(path, 100)[name], seconds


def _on_spark(outcomes: Callable[[Any], Any], path: Path, *, again: bool) -> tuple[Callable[[], object], Callable[[], float]]:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.config("spark.ui.enabled", "false").getOrCreate()
    gateway: Any = spark.sparkContext._gateway  # noqa: SLF001 - Java is a process beside this one
    java = gateway.proc.pid
    spark.range(1).collect()

    def run() -> object:
        return outcomes(spark.read.parquet(str(path))).selectExpr("sum(length(verdict))", "sum(shortfall)", "sum(attainment)").collect()

    def seconds() -> float:
        user, system = Path(f"/proc/{java}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
        return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    if again:
        run()
    return run, seconds


def one(engine: str, path: Path) -> None:
    """Judge once, and print the seconds by the clock and on processors."""
    run, busy = judged(engine, path)
    start, before = time.perf_counter(), busy()
    run()
    print(json.dumps([time.perf_counter() - start, busy() - before]))


def written(out: str | None, folder: Path) -> list[float]:
    """Run the command once; gives its seconds by the clock and on processors."""
    command = [sys.executable, "-m", "targets", "batch", str(folder / "data"), "--rules", str(folder / "rules.yaml"), "--exit-zero"]
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, *(() if out is None else ("-o", str(folder / out)))], check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return [seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime]


def printed(found: dict[str, list[list[float]]], base: str, rows: int) -> None:
    """Print medians, and ratios to the first."""
    medians = {name: [statistics.median(values) for values in zip(*times, strict=True)] for name, times in found.items()}
    print(f"{rows:,} rows                 seconds  processors  microseconds a row  of {base}")
    for name, (seconds, busy) in medians.items():
        ratio = f"{seconds / medians[base][0]:.1f}x by the clock, {busy / medians[base][1]:.1f}x on processors"
        print(f"{name:<26} {seconds:9.2f} {busy:11.2f} {busy / rows * 1e6:19.2f}  {ratio}")


def main() -> None:
    """Print figures and ratios."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
        return
    millions, rounds = float((sys.argv[1:] or ["1"])[0]), int((sys.argv[2:] or ["3"])[0])
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name) / "rows.parquet"
        columns.rows(millions, 100, path)
        found: dict[str, list[list[float]]] = {engine: [] for engine in _ENGINES}
        for _ in range(rounds):
            for engine, times in found.items():
                done = subprocess.run([sys.executable, __file__, "--one", engine, str(path)], capture_output=True, check=True, text=True)
                times.append(json.loads(done.stdout))
        printed(found, "polars", int(millions * 10**6))
        (folder / "data").mkdir()
        (folder / "rules.yaml").write_text(batch_memory.rules(), encoding="utf-8")
        rows = batch_memory.write(folder / "data", int(millions * 10**6))
        found = {what: [] for what in _OUTS}
        for _ in range(rounds):
            for what, out in _OUTS.items():
                found[what].append(written(out, folder))
        printed(found, "judging alone", rows)


if __name__ == "__main__":
    main()
