"""How much memory and time `targets batch` takes on a table of so many million rows: `python benchmarks/batch_memory.py 5 [duckdb]`.

The table is written first, a month a file, and removed again. Prints one line: rows, seconds, peak memory of the command.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUBJECTS, INDICATORS = 3321, 40
RULES = """\
ruleset: large
period: 2024
indicators:
{indicators}
targets:
{targets}
"""


def rules() -> str:
    """Give as many targets as indicators: shares, and shares of plan."""
    names = [f"i{number:02}" for number in range(INDICATORS)]
    indicators = "\n".join(f"  {name}: {{unit: {'VND' if number % 2 else 'percent'}}}" for number, name in enumerate(names))
    bounds = ("at_least: 95 %", "at_least: 100 % of plan")
    targets = "\n".join(f"  - {{id: T{number}, indicator: {name}, {bounds[number % 2]}}}" for number, name in enumerate(names))
    return RULES.format(indicators=indicators, targets=targets)


def write(folder: Path, rows: int) -> int:
    """Write at least so many rows of figures, one file for each month."""
    import polars as pl

    chance, written = random.Random(0), 0  # noqa: S311 - random figures are no secrets
    base = pl.DataFrame({"subject": [f"Xã {number}" for number in range(SUBJECTS)]})
    names = pl.DataFrame({"indicator": [f"i{number:02}" for number in range(INDICATORS)]})
    for month in range(10**6):
        if written >= rows:
            break
        frame = base.join(names, how="cross").with_columns(
            pl.lit(f"{2000 + month // 12}-{month % 12 + 1:02}").alias("period"),
            (pl.int_range(pl.len()).hash(chance.randrange(2**32)) % 20_000 / 100).alias("actual"),
            pl.lit(100.0).alias("plan"),
        )
        frame.write_parquet(folder / f"{month:04}.parquet")
        written += len(frame)
    return written


def main() -> None:
    """Write, run, and print what it took."""
    millions, engine = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, sys.argv[2] if len(sys.argv) > 2 else "polars"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        (folder / "rules.yaml").write_text(rules(), encoding="utf-8")
        rows = write(folder / "data", int(millions * 10**6))
        before = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "targets",
            "batch",
            str(folder / "data"),
            "--rules",
            str(folder / "rules.yaml"),
            "--engine",
            engine,
        ]
        subprocess.run([*command, "-o", str(folder / "out.parquet"), "--exit-zero"], check=True, stdout=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = (folder / "out.parquet").stat().st_size / 2**20
    seconds, processor = time.perf_counter() - before, used.ru_utime + used.ru_stime
    print(
        f"{rows:,} rows on {engine}: {seconds:.1f} s ({processor:.1f} s of processor), {used.ru_maxrss / 1024:.0f} MiB, outcomes {size:.0f} MiB"
    )


if __name__ == "__main__":
    main()
