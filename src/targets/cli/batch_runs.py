"""How a batch is judged: part by part on this machine, or as one table on Spark. Outcomes appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from targets.cli.output import whole
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
    read(run.found, run.ruleset, run.args.numbers, store, run.rejects.add, run.progress.step)
    return store


def on_spark(run: Run) -> int:
    """Judge on Spark, and give how many rows there were; Parquet is read by Spark itself, text by this machine."""
    from targets.columns.spark import judge, session, sheets_on, stored_on  # noqa: PLC0415 - only where Spark was asked for

    args, found = run.args, run.found
    out = None if args.output is None else Path(args.output)
    if out is not None and out.exists():
        raise TargetsError(Problem("exists already, and Spark writes a folder", Place(str(out)), "name a new one, or remove it"))
    here = bool(found.headers) or any(sheet.wide for sheet in found.sheets.values())
    if here and args.master is not None and not args.master.startswith("local"):
        help_ = "give long tables in Parquet, in a place that all machines see"
        raise TargetsError(Problem("CSV and wide tables are read on this machine, where a distant Spark does not see them", help=help_))
    if out is None and args.master is not None and not args.master.startswith("local"):
        help_ = "name a folder with `-o`, in a place that all machines see"
        raise TargetsError(Problem("a distant Spark has nowhere to put the outcomes", help=help_))
    spark = session(args.master)
    if here:
        store = _store(run, on_disk=True)
        rows, table = store.rows, stored_on(spark, run.folder)
    else:
        rows, table = sum(sheet.rows for sheet in found.sheets.values()), sheets_on(spark, list(found.sheets.values()), run.keep)
    run.progress.begin("batch-judging", 1)
    written, rejects = judge(run.ruleset, table, run.keep, run.folder / "outcomes", run.totals)
    numbers = {str(Path(file.path).resolve()): number for number, file in enumerate(found.files)}
    for reject in rejects:
        run.rejects.add([reject if isinstance(reject.file, int) else reject._replace(file=numbers[reject.file])])
    run.progress.step(1)
    if out is not None:
        made = run.folder / "outcomes"
        if args.output.lower().endswith(".csv"):
            made = run.folder / "outcomes.csv"
            written.write.option("header", "true").csv(str(made))
        os.rename(made, out)  # noqa: PTH104 - the same disk, so that the folder appears whole
    return rows
