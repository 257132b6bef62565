"""`targets batch --engine spark` where something is wrong with files, folders or Spark itself: one problem, and nothing half-written."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import targets
from tests.conftest import HOME, run
from tests.spark import quick, session

pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pytest.importorskip("pyarrow", reason="needs the extra targets[frames]")
pytest.importorskip("pyspark", reason="needs the extra targets[spark]")

from targets.columns import spark_session  # noqa: E402
from targets.columns.parquet import Sheet, opened_sheet  # noqa: E402
from targets.columns.spark_session import told  # noqa: E402
from targets.columns.spark_tables import sheets_on, stored_on  # noqa: E402
from targets.columns.store import Store  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

RULES = "examples/cac-xa-rules.yaml"
SPARK = ("--rules", RULES, "--engine", "spark", "--master")
FIGURES = {"subject": "An", "period": "2024", "indicator": "lua", "actual": 5.0, "previous": 5.0}
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, and there is none on the path")
pytestmark = [
    pytest.mark.extras,
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def figures(path: Path, rows: int = 5_000) -> Path:
    pl.DataFrame([FIGURES | {"subject": f"Xã {n}", "actual": n / 7} for n in range(rows)]).write_parquet(path)
    return path


def sheets(*paths: Path) -> dict[int, Sheet]:
    ruleset = targets.load_ruleset(HOME / RULES)
    return {number: opened_sheet(str(path), ruleset, {}, None, ()) for number, path in enumerate(paths)}


def table_of(found: dict[int, Sheet]) -> object:
    return sheets_on(session(), found, (), found[0].schema)


def test_a_master_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    ran = run("batch", str(figures(tmp_path / "a.parquet")), *SPARK, "spark://127.0.0.1:1", "-o", str(tmp_path / "out.parquet"))
    assert (ran.code, ran.err.splitlines()[0]) == (2, "no Spark answers at `spark://127.0.0.1:1`")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet"]


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="asks for a folder in which nobody can write")  # noqa: PTH112
@pytest.mark.parametrize("engine", ["polars", "spark"])
def test_a_folder_that_cannot_be_written_is_named_before_any_work(tmp_path: Path, engine: str) -> None:
    ran = run("batch", str(figures(tmp_path / "a.parquet")), "--rules", RULES, "--engine", engine, "-o", "/proc/out.parquet")
    assert ran.code == 2
    assert ran.err.startswith("/proc/out.parquet: cannot be written: ")


@needs_java
def test_a_spark_that_does_not_start_says_why_in_one_line(tmp_path: Path) -> None:
    path, out = figures(tmp_path / "a.parquet"), tmp_path / "out.parquet"
    ran = run("batch", str(path), *SPARK, "nonsense", "-o", str(out), env=quick(tmp_path))
    assert ran.code == 2
    first, help_ = ran.err.splitlines()
    assert first.startswith("Spark does not start: ")
    assert "must" in first
    assert help_.startswith("  help: it needs Java")
    assert not out.exists()


@needs_java
def test_one_corrupt_file_of_many_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    figures(data / "a.parquet")
    whole = figures(data / "xã b.parquet").read_bytes()
    (data / "xã b.parquet").write_bytes(whole[:100] + bytes(len(whole) // 2) + whole[100 + len(whole) // 2 :])  # its end is sound
    ran = run(
        "batch", str(data), *SPARK, "local[1]", "-o", str(tmp_path / "out.csv"), "--rejects", str(tmp_path / "r.csv"), env=quick(tmp_path)
    )
    assert (ran.code, ran.out) == (2, "")
    first, help_ = ran.err.splitlines()
    assert first.startswith(f"{data}/xã b.parquet: Spark cannot read it: ")
    assert help_ == "  help: write the file again, or leave it out"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["conf", "data"]


@needs_java
def test_a_file_that_has_gone_or_changed_meanwhile_is_named(tmp_path: Path) -> None:
    paths = [figures(tmp_path / name, 10) for name in ("a.parquet", "b [1].parquet")]
    found, names = sheets(*paths), [str(path) for path in paths]
    table = table_of(found)
    pl.DataFrame([FIGURES | {"actual": 5}]).write_parquet(paths[1])
    with pytest.raises(targets.TargetsError) as caught, told(names):
        table.collect()  # type: ignore[attr-defined]
    [problem] = caught.value.problems
    assert problem.place is not None
    assert (problem.place.file, problem.message) == (
        names[1], "Spark cannot read it: column: [actual], physicalType: INT64, logicalType: double",
    )  # fmt: skip
    paths[1].unlink()
    with pytest.raises(targets.TargetsError, match=r"b \[1\]\.parquet: Spark cannot read it: .*does not exist"), told(names):
        table.collect()  # type: ignore[attr-defined]
    with pytest.raises(targets.TargetsError, match=r"b \[1\]\.parquet: Spark cannot read it: .*does not exist"), told(names):
        table_of(found)


@pytest.mark.parametrize("name", ["a:b.parquet", "a:b/c [1].parquet"])
def test_a_file_that_spark_cannot_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    with pytest.raises(targets.TargetsError, match=f"{re.escape(name)}: Spark cannot name this file: there is a colon"):
        sheets_on(None, sheets(figures(tmp_path / name, 1)), (), {})


@needs_java
def test_files_of_text_without_a_row_are_a_table_without_a_row(tmp_path: Path) -> None:
    folder = tmp_path / "xã [1]"
    folder.mkdir()
    Store({"subject": pl.String, "actual": pl.Float64}, 0, folder, on_disk=True).close()
    table = stored_on(session(), folder)
    assert (table.dtypes, table.count()) == ([("subject", "string"), ("actual", "double")], 0)


@needs_java
def test_a_file_that_spark_takes_for_hidden_and_names_that_it_spells_otherwise_are_refused(tmp_path: Path) -> None:
    with pytest.raises(targets.TargetsError, match=r"_b\.parquet: Spark does not see this file"):
        table_of(sheets(figures(tmp_path / "a.parquet", 10), figures(tmp_path / "_b.parquet", 10)))
    pl.DataFrame([FIGURES | {"subject": 0.1}]).write_parquet(tmp_path / "c.parquet")
    with pytest.raises(targets.TargetsError, match="column `subject` is `Float64`, and Spark spells that in another way"):
        table_of(sheets(tmp_path / "c.parquet"))


def test_of_a_stack_of_java_the_innermost_cause_is_told() -> None:
    text = ": a.b.SparkException: Job aborted\n\tat a.b.C\nCaused by: a.IOException: {}error=2, No such file\n\tat a.D\nCaused by: a.Io: error=2, No such file\n\t... 9 more"
    assert spark_session._cause(text.format('Cannot run program "x": ')) == 'Cannot run program "x": error=2, No such file'
    assert spark_session._cause(text.format("a.Io: ")) == "error=2, No such file"
    assert spark_session._cause(": a.b.SparkException: Job aborted\n\tat a.b.C") == "Job aborted"
    assert spark_session._cause("nothing of the kind") is None


def test_what_is_our_own_bug_is_not_called_a_failure_of_spark() -> None:
    with pytest.raises(ValueError, match="a bug"), told(()):
        raise ValueError("a bug")  # noqa: EM101, TRY003 - nobody reads it


@needs_java
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, 2)])
def test_a_run_that_is_interrupted_or_loses_spark_leaves_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    path, out = figures(tmp_path / "a.parquet"), tmp_path / "out.parquet"
    started = subprocess.Popen(
        [sys.executable, "-m", "targets", "batch", str(path), *SPARK, "local[1]", "-o", str(out), "--rejects", str(tmp_path / "r.csv")],
        cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1", **quick(tmp_path)},
    )  # fmt: skip
    while started.poll() is None and not list(tmp_path.glob(".targets-batch-*/outcomes/_temporary")):
        time.sleep(0.01)
    assert started.poll() is None, "the run was over before it could be interrupted"
    children = subprocess.run(["pgrep", "-P", str(started.pid), "java"], capture_output=True, text=True, check=True).stdout.split()
    if number is signal.SIGINT:
        started.send_signal(number)
    else:  # Spark itself is what dies
        os.kill(int(children[0]), number)
    _, err = started.communicate(timeout=60)
    assert (started.returncode, "Traceback" in err.decode()) == (code, False)
    if code == 2:
        assert err.decode().splitlines()[0] == "Spark has stopped before it was done"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.parquet", "conf"]
    assert not os.path.exists(f"/proc/{children[0]}")  # noqa: PTH110 - Java is a process like any other
