"""How many reached it: a wide table against constant bounds, ours against polars by hand and against tools that check tables.

Every run counts, for each column, how many values lie inside; nulls and NaN do not. By hand is one expression a column,
in floats. A tool that is not installed is left out, and said to be. Numbers: millions of values (ten columns), rounds.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from rounds import Goal, in_turns, report

import targets
from targets.columns import count_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS = 10
_BY_HAND, _OURS = "polars by hand", "targets.columns.count_frame"


def _frame(millions: float) -> pl.DataFrame:
    """Give numbers with two decimals, two in a hundred null and one NaN, a tenth of them exactly on the bound."""
    chance, size = np.random.default_rng(20240131), int(millions * 1_000_000 / _COLUMNS)
    columns = {}
    for number in range(_COLUMNS):
        values = np.round(chance.normal(95, 10, size), 2)
        values[chance.random(size) < 0.1] = 95.0
        values[chance.random(size) < 0.01] = np.nan
        gone = pl.Series(chance.random(size) < 0.02)
        columns[f"i{number}"] = pl.select(pl.when(~gone).then(pl.Series(values))).to_series()
    return pl.DataFrame(columns)


def _names() -> list[str]:
    return [f"i{number}" for number in range(_COLUMNS)]


def _by_hand(frame: pl.DataFrame) -> Any:
    inside = [((pl.col(name) >= 95) & pl.col(name).is_finite()).sum() for name in _names()]
    return frame.lazy().select(inside).collect(engine="streaming").row(0)


def _ours() -> Callable[[pl.DataFrame], Any]:
    ruleset = targets.load_ruleset({
        "ruleset": "bench", "period": 2024, "indicators": {name: {"unit": "VND"} for name in _names()},
        "targets": [{"id": name, "indicator": name, "at_least": "95"} for name in _names()],
    })  # fmt: skip

    def run(frame: pl.DataFrame) -> Any:
        found = count_frame(ruleset, frame).sort("target")
        return tuple((found["met"] + found["exceeded"]).to_list())

    return run


def _dataframely() -> Callable[[pl.DataFrame], Any]:
    import dataframely as dy

    fields = {name: dy.Float64(nullable=False, min=95, allow_inf=False, allow_nan=False) for name in _names()}
    schema: Any = type("Bench", (dy.Schema,), fields)
    return lambda frame: schema.filter(frame, cast=False)[1].counts()


def _cuallee() -> Callable[[pl.DataFrame], Any]:
    from cuallee import Check, CheckLevel

    def run(frame: pl.DataFrame) -> Any:
        check = Check(CheckLevel.WARNING, "bench")
        for name in _names():
            check.is_greater_or_equal_than(name, 95)
        return check.validate(frame)

    return run


def _pointblank() -> Callable[[pl.DataFrame], Any]:
    import pointblank as pb

    return lambda frame: pb.Validate(frame).col_vals_ge(columns=_names(), value=95).interrogate(collect_extracts=False).n_passed()


def _pandera() -> Callable[[pl.DataFrame], Any]:
    import pandera.polars as pa

    schema = pa.DataFrameSchema({name: pa.Column(float, pa.Check.ge(95), nullable=True) for name in _names()})

    def run(frame: pl.DataFrame) -> Any:
        try:
            return schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as error:
            return len(error.failure_cases)

    return run


_PEERS = {"dataframely": _dataframely, "cuallee": _cuallee, "pointblank": _pointblank, "pandera": _pandera}


def main() -> None:
    """Print the ratios."""
    millions, rounds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    frame, ours = _frame(millions), _ours()
    assert _by_hand(frame) == ours(frame), "the counts by hand are others"
    runs: dict[str, Callable[[], object]] = {_BY_HAND: lambda: _by_hand(frame), _OURS: lambda: ours(frame)}
    for name, make in _PEERS.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: left out")
            continue
        runs[name] = partial(make(), frame)
    medians = in_turns(runs, rounds)
    print(f"{millions:g} million values, {_COLUMNS} columns, median of {rounds}")
    report(medians, [Goal(_OURS, _BY_HAND, 3), *(Goal(_OURS, name, 1) for name in _PEERS)], "ms")
    for name in _PEERS:
        if name in medians:
            print(f"{name} / {_BY_HAND}: {medians[name] / medians[_BY_HAND]:.1f}x")


if __name__ == "__main__":
    main()
