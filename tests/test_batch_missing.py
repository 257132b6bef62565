from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.conftest import run

RULES = ("--rules", "examples/cac-xa-rules.yaml")


@pytest.mark.skipif(find_spec("polars") is not None, reason="the engine is installed here")
def test_an_engine_that_is_not_installed_is_named_with_what_installs_it() -> None:
    for engine, extras in (("polars", "frames"), ("duckdb", "frames"), ("spark", "frames,spark")):
        ran = run("batch", "examples/cac-xa-2024.csv", *RULES, "--engine", engine)
        assert (ran.code, ran.err) == (
            2,
            f"the engine `{engine}` is not installed\n  help: install it with `pip install 'targets[{extras}]'`\n",
        )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "actual"), "`actual` is nothing to group by"),
        (("--by", "subject", "--by", "target"), "`subject` and `target` are two lists; ask for one at a time"),
        (("--ids", "ward"), "`ward` is not two columns"),
        (("--column", "actaul=x"), "`actaul=x` names no column of a role"),
        (("--rejects", "r.txt"), "`r.txt` does not end in .csv"),
        (("-f", "pdf"), "`pdf` is not a format"),
        (("--as-of", "soon"), "`soon` is not a date"),
        ((), "the following arguments are required: DATA"),
    ],
)
def test_what_the_options_cannot_mean_is_said(words: tuple[str, ...], said: str) -> None:
    ran = run("batch", *(("examples/cac-xa-2024.csv",) if words else ()), *RULES, *words)
    assert ran.code == 2
    assert said in ran.err
