"""Each folder of tests/golden holds a command, and what it prints: rewritten by `pytest --rewrite`, read by a person."""

from __future__ import annotations

import json
import shlex
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from targets.report.machine import schema_text
from tests.conftest import run

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/command"))
LACKING = [module for module in ("narwhals", "polars", "pyarrow", "duckdb") if find_spec(module) is None]
ON_TABLES = [pytest.mark.extras, pytest.mark.skipif(bool(LACKING), reason="needs the extra targets[frames]")]
CASES = [pytest.param(case, id=case.name, marks=ON_TABLES if case.name.startswith("batch") else []) for case in FOLDERS]


@pytest.mark.parametrize("case", CASES)
def test_a_command_prints_what_it_printed(case: Path, *, rewrite: bool) -> None:
    words = shlex.split((case / "command").read_text(encoding="utf-8"))
    assert case.name.startswith("batch") or words[words.index("targets") + 1] != "batch"
    settings = dict(word.split("=", 1) for word in words[: words.index("targets")])
    ran = run(*words[words.index("targets") + 1 :], columns=int(settings.pop("COLUMNS", "80")), env=settings)
    found = f"{ran.out}--- stderr\n{ran.err}--- exit code {ran.code}\n"
    today = datetime.now().astimezone().date().isoformat()
    assert f'"as_of": "{today}"' not in found, "what is printed changes every day: say `--as-of`"
    expected = case / "expected"
    if rewrite:
        expected.write_bytes(found.encode())
    assert found == expected.read_bytes().decode()
    if ran.out.startswith("{") and "sarif" not in words and "jsonl" not in words:
        report = json.loads(ran.out)
        schema = json.loads(schema_text(report["schema"].removeprefix("targets.").partition("/")[0]))
        jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
    if "-f" not in words:
        columns = int(dict(word.split("=", 1) for word in words if "=" in word).get("COLUMNS", "80"))
        assert all(len(line) <= columns for line in _lines(ran.out))


def _lines(out: str) -> list[str]:
    """Give the lines of a table; JSON and colours have no width."""
    return [] if out.startswith("{") or "\x1b" in out else out.splitlines()
