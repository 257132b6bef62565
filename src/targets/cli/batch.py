"""`targets batch`: judge whole tables of figures, and sum up what came of it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, Any

from targets.cli.output import colours, one_for_stdout, spare_inputs, whole, width, writable, write
from targets.cli.progress import Progress
from targets.cli.rejects import Rejects
from targets.cli.selection import selected
from targets.errors import Place, Problem, TargetsError, quoted
from targets.outcome import Verdict
from targets.reading import load_ruleset
from targets.reading.data_files import data_files
from targets.report.batch import Summary, reached_share, render_batch

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.cli.batch_runs import Run
    from targets.columns.totals import Line, Totals
    from targets.reading.data_files import DataFile
    from targets.ruleset import Ruleset

__all__ = ["run"]

FINE, MISSED, UNDECIDED, NOTHING = 0, 1, 3, 4
_NEEDS = {
    "polars": ("frames", "polars", "pyarrow"),
    "duckdb": ("frames", "polars", "pyarrow", "duckdb"),
    "spark": ("spark", "pyspark", "polars", "pyarrow"),
}


def run(args: argparse.Namespace) -> int:
    """Judge, write outcomes and rejects, print the summary, and give the exit code."""
    formats = args.formats or [("table", None)]
    one_for_stdout(formats)
    _need(args.engine)
    if args.ids and args.columns:
        raise TargetsError(Problem("`--column` and `--ids` are given together", help="`--ids` names the columns of a wide table"))
    files = data_files(args.data)
    written = [*formats, ("outcomes", args.output), ("rejects", args.rejects)]
    one_for_stdout([pair for pair in written if pair[1] is not None])
    spare_inputs(written, [*(file.path for file in files), args.rules])
    ruleset = selected(load_ruleset(args.rules), args.select) if args.select else load_ruleset(args.rules)
    if not len(ruleset):
        return NOTHING
    summary = _judged(ruleset, files, args)
    for form, path in formats:
        colour = path is None and form == "table" and colours(args.color)
        write(render_batch(form, summary, args.lang, 100 if path else width(), colour=colour), path)
    return _exit_code(summary, {Verdict.MISSED, *map(Verdict, args.fail_on)}, exit_zero=args.exit_zero)


def _need(engine: str) -> None:
    extra, *modules = _NEEDS[engine]
    extras = "frames,spark" if extra == "spark" else extra
    if any(find_spec(module) is None for module in ("narwhals", *modules)):
        raise TargetsError(
            Problem(f"the engine {quoted(engine)} is not installed", help=f"install it with `pip install 'targets[{extras}]'`")
        )


def _judged(ruleset: Ruleset, files: Sequence[DataFile], args: argparse.Namespace) -> Summary:
    from targets.cli.batch_runs import Run, embedded, on_spark  # noqa: PLC0415 - engines are imported once it is known what for
    from targets.columns.totals import Totals  # noqa: PLC0415
    from targets.reading.data import opened  # noqa: PLC0415

    _refuse(ruleset, args.engine)
    if args.by == "group" and not ruleset.groups:
        chosen, way = ("no chosen target", "choose others, or write") if args.select else ("no target", "write")
        help_ = f"{way} `groups: [core]` beside targets; a column of the data that is to be listed by has another name"
        raise TargetsError(Problem(f"{chosen} of {quoted(ruleset.id)} stands in a group", help=help_))
    keep = () if args.by in (None, "subject", "target", "period", "section", "group") else (_readable(args.by, args.engine),)
    found = opened(files, ruleset, dict(args.columns), args.ids, keep)
    for note in found.notes:
        print(Problem(note), file=sys.stderr)
    home = Path(args.output).parent if args.output else None
    if home is not None and not home.is_dir():
        raise TargetsError(Problem("there is no such folder", Place(str(home)), "make it first"))
    with ExitStack() as stack:
        faults = None if args.rejects is None else stack.enter_context(stack.enter_context(whole(args.rejects)).open("wb"))
        rejects = Rejects([file.path for file in files], faults)
        sections = _sections(ruleset, args.lang) if args.by == "section" else None
        totals = Totals(("target", "subject", "period", *keep), sections)
        progress = stack.enter_context(Progress(args.lang))
        with writable(args.output or gettempdir()):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=".targets-batch-", dir=home, ignore_cleanup_errors=True)))
        run = Run(ruleset, found, args, rejects, progress, folder, keep, totals)
        rows = on_spark(run) if args.engine == "spark" else embedded(run)
        rejects.close()
        return _summary(run, rows)


def _refuse(ruleset: Ruleset, engine: str) -> None:
    """Refuse targets that cannot be judged on an engine, or in columns at all, with the way out of a command. Raises TargetsError."""
    from targets.columns.rules import compiled  # noqa: PLC0415 - engines are imported once it is known what for

    try:
        why, way = compiled(ruleset).why, "use `--engine polars`"
    except TargetsError as error:
        why, way, engine = error.problems, "judge it with `targets check`", ""
    if why and engine != "polars":
        raise TargetsError(*(replace(problem, help=f"{way}, or choose other targets with `--select`") for problem in why))


def _readable(column: str, engine: str) -> str:
    """Give the name of a column that an engine does not take for a pattern, or for two names. Raises TargetsError."""
    from targets.columns.engines import is_odd  # noqa: PLC0415 - engines are imported once it is known what for

    if is_odd(column, {"spark": "pyspark"}.get(engine, engine)):
        way = "" if engine == "polars" else ", or use `--engine polars`"
        message = f"the engine {quoted(engine)} takes {quoted(column)} for something else than the name of a column"
        raise TargetsError(Problem(message, help=f"give the column another name{way}"))
    return column


def _summary(run: Run, rows: int) -> Summary:
    ruleset, args, rejects, totals = run.ruleset, run.args, run.rejects, run.totals
    places = {target.id: place for place, target in enumerate(ruleset)}

    def reached_least(line: Line) -> tuple[Any, ...]:
        share = reached_share(line)
        return (share is None, share or 0, -line.counts[Verdict.MISSED], places[line.name])

    total = totals.lines()
    return Summary(
        ruleset, rows, sorted(line.name for line in totals.lines("period")), total[0] if total else None,
        sorted(totals.lines("target"), key=reached_least), totals.lines("subject"), args.by,
        _groups(totals, args.by, ruleset),
        dict(rejects.kinds), tuple(rejects.examples), args.rejects, args.output,
    )  # fmt: skip


def _groups(totals: Totals, by: str | None, ruleset: Ruleset) -> list[Line]:
    """Give periods in their order, and everything else by score; subjects and targets have their own place."""
    if by in (None, "subject", "target"):
        return []
    lines = totals.groups(ruleset.groups) if by == "group" else totals.lines(by)
    return sorted(lines, key=lambda line: line.name) if by == "period" else lines


def _sections(ruleset: Ruleset, lang: str) -> dict[str, str]:
    found = {target.id: ruleset.heading(target) for target in ruleset}
    return {name: "" if heading is None else f"{heading[0]} {heading[1].say(lang)}".strip() for name, heading in found.items()}


def _exit_code(summary: Summary, failing: set[Verdict], *, exit_zero: bool) -> int:
    found = summary.total
    if found is None or not found.targets:
        return NOTHING
    required = {target.id for target in summary.ruleset if target.is_required}
    verdicts = {verdict for line in summary.targets if line.name in required for verdict, count in line.counts.items() if count}
    if exit_zero:
        return FINE
    if verdicts & failing:
        return MISSED
    return UNDECIDED if Verdict.UNDECIDED in verdicts else FINE
