from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

HOME = Path(__file__).resolve().parents[1]

# A law is about what comes out, never about how long it takes on a busy machine.
settings.register_profile("targets", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("targets")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def run(*argv: str, stdin: str = "", columns: int = 80, cwd: Path = HOME, env: dict[str, str] | None = None) -> Ran:
    """Run the program as its users do: a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "targets", *argv],
        input=stdin.encode(),
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "COLUMNS": str(columns), "PYTHONUTF8": "1", "NO_COLOR": "", **(env or {})},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what the program says today into the golden files")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))
