"""How a batch is judged: part by part on this machine, or as one table on Spark. Outcomes appear whole or not at all."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.cli.output import whole, writable
from targets.columns.running import run as judge_parts
from targets.columns.store import Store
from targets.columns.writing import Sink
from targets.errors import Place, Problem, TargetsError
from targets.reading.data import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.cli.progress import Progress
    from targets.cli.rejects import Rejects
    from targets.columns.totals import Totals
    from targets.reading.data import Opened
    from targets.ruleset import Ruleset

__all__ = ["Run", "embedded", "on_spark"]


class Run(NamedTuple):
    """All that a run needs once its files have been looked at; `folder` is removed behind it."""

    ruleset: Ruleset
    found: Opened
    args: argparse.Namespace
    rejects: Rejects
    progress: Progress
    folder: Path
    keep: Sequence[str]
    totals: Totals


def embedded(run: Run) -> int:
    """Judge on polars or DuckDB, and give how many rows there were."""
    args = run.args
    with ExitStack() as stack:
        sink = None
        if args.output is not None:
            sink = Sink(stack.enter_context(whole(args.output)), as_csv=args.output.lower().endswith(".csv"))
            stack.callback(sink.close)
        store = _store(run)
        run.progress.begin("batch-judging", store.rows)
        for part in judge_parts(run.ruleset, store, args.engine, run.keep, args.as_of or datetime.now().astimezone().date()):
            run.rejects.add(part.rejects)
            run.progress.step(part.rows)
            if len(part.outcomes):
                run.totals.add(part.outcomes)
                if sink is not None:
                    sink.add(part.outcomes)
        return store.rows


def _store(run: Run, *, on_disk: bool = False) -> Store:
    run.progress.begin("batch-reading", run.found.rows)
    store = Store(run.found.schema, run.found.rows, run.folder, on_disk=on_disk)
    with writable(str(run.folder.parent)):
        read(run.found, run.ruleset, run.args.numbers, store, run.rejects.add, run.progress.step)
    return store


def on_spark(run: Run) -> int:
    """Judge on Spark, and give how many rows there were; Parquet is read by Spark itself, text by this machine."""
    from targets.columns.spark import judge  # noqa: PLC0415 - only where Spark was asked for
    from targets.columns.spark_session import session, told  # noqa: PLC0415
    from targets.columns.spark_tables import uri_of  # noqa: PLC0415

    args, paths = run.args, [file.path for file in run.found.files]
    out = None if args.output is None else Path(args.output)
    if out is not None and out.exists():
        raise TargetsError(Problem("exists already, and Spark writes a folder", Place(str(out)), "name a new one, or remove it"))
    _refuse_distant(run, args.master or "local")
    with ExitStack() as stack:
        if not args.debug:
            stack.callback(logging.disable, logging.root.manager.disable)
            logging.disable()  # what becomes of Spark is said by this program, and once
        log = None if args.debug else stack.enter_context((run.folder / "spark.log").open("wb"))
        spark = stack.enter_context(session(args.master, log))
        stack.enter_context(told(paths))
        _refuse_distant(run, spark.sparkContext.master)
        rows, table = _table(run, spark)
        run.progress.begin("batch-judging", 1)
        written, rejects = judge(run.ruleset, table, run.found.schema, run.keep, run.folder / "outcomes", run.totals)
        for some in rejects:
            run.rejects.add(some)
        run.progress.step(1)
        made = run.folder / "outcomes"
        if args.output is not None and args.output.lower().endswith(".csv"):
            made = run.folder / "outcomes.csv"
            written.write.option("header", "true").csv(uri_of(made))
    if out is not None:
        with writable(str(out)):
            os.rename(made, out)  # noqa: PTH104 - the same disk, so that the folder appears whole
    return rows


def _on_this_machine(run: Run) -> bool:
    return bool(run.found.headers) or any(sheet.wide for sheet in run.found.sheets.values())


def _table(run: Run, spark: Any) -> tuple[int, Any]:
    from targets.columns.spark_tables import sheets_on, stored_on  # noqa: PLC0415 - only where Spark was asked for

    if _on_this_machine(run):
        store = _store(run, on_disk=True)
        return store.rows, stored_on(spark, run.folder)
    return sum(sheet.rows for sheet in run.found.sheets.values()), sheets_on(spark, run.found.sheets, run.keep, run.found.schema)


def _refuse_distant(run: Run, master: str) -> None:
    """Refuse what a Spark on other machines cannot reach. Raises TargetsError."""
    if master.startswith("local"):
        return
    if _on_this_machine(run):
        help_ = "give long tables in Parquet, in a place that all machines see"
        raise TargetsError(Problem("CSV and wide tables are read on this machine, where a distant Spark does not see them", help=help_))
    if run.args.output is None:
        help_ = "name a folder with `-o`, in a place that all machines see"
        raise TargetsError(Problem("a distant Spark has nowhere to put the outcomes", help=help_))
