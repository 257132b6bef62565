from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

HOME = Path(__file__).resolve().parents[1]

# A law is about what comes out, never about how long it takes on a busy machine. In CI the same examples are drawn every
# time: a gate tells whether a change is sound, and luck is for the runs at a desk.
settings.register_profile(
    "targets", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI")), database=None
)
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


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite") and config.getoption("numprocesses", None):
        message = "--rewrite writes files that several tests read: leave out -n"
        raise pytest.UsageError(message)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share what takes seconds to start on one worker: with `-n 2 --dist loadgroup` it starts once."""
    for item in items:
        for shared in ("spark", "browser"):
            if shared in item.nodeid:
                item.add_marker(pytest.mark.xdist_group(shared))


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite"))
