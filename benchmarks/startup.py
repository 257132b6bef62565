"""CPU time of whole commands against `python -c pass`, in turns: `python benchmarks/startup.py [ROUNDS]`."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys

from rounds import Goal, report

_NOTHING = "python -c pass"
_LIBRARIES = (
    "import yaml, rich.console, rich.table; from pydantic import BaseModel; type('A', (BaseModel,), {'__annotations__': {'x': int}})"
)


def cpu_seconds(command: list[str]) -> float:
    """Give user and system time of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    commands = {
        _NOTHING: [sys.executable, "-c", "pass"],
        "targets --help": [sys.executable, "-m", "targets", "--help"],
        "targets check": [sys.executable, "-m", "targets", "check"],
        "PyYAML, pydantic and rich alone": [sys.executable, "-c", _LIBRARIES],
    }
    beside = os.path.join(os.path.dirname(sys.executable), "pb")  # noqa: PTH118, PTH120 - beside this very interpreter
    if peer := shutil.which(beside):
        commands["pb --help"] = [peer, "--help"]
    else:
        print("pointblank is not installed: `pb --help` is left out")
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds = cpu_seconds(command)
            if turn:  # the first turn writes bytecode
                found[name].append(seconds)
    medians = {name: statistics.median(times) for name, times in found.items()}
    report(medians, [Goal("targets check", _NOTHING, 25), Goal("targets --help", _NOTHING, 5)], "ms")
    for name in (_NOTHING, "pb --help"):
        if name in medians:
            print(f"targets check costs {medians['targets check'] / medians[name]:.2f}x the CPU of `{name}`")


if __name__ == "__main__":
    main()
