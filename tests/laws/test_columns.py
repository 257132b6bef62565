"""The verdicts of columns are the verdicts of the scalar evaluator, on every engine."""

from __future__ import annotations

import math
import random
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

from targets.columns import evaluate_frame  # noqa: E402
from tests.engines import ENGINES, SPARK, SQL  # noqa: E402
from tests.laws import tables  # noqa: E402

if TYPE_CHECKING:
    from targets.outcome import Outcome


pytestmark = pytest.mark.extras
EXAMPLES = {"polars": 20, "duckdb": 8, "ibis": 2}


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_judge_as_the_scalar_evaluator_does(engine: str) -> None:
    size = {"ibis": 20}.get(engine, 12)

    @settings(
        max_examples=EXAMPLES.get(engine, 4),
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32), st.booleans(), st.booleans())
    def law(seed: int, units: bool, whole: bool) -> None:  # noqa: FBT001 - drawn
        whole &= engine != "pandas numpy"  # a null makes floats of its whole numbers
        chance = random.Random(seed)  # noqa: S311 - random figures are no secrets
        ruleset = tables.ruleset(chance, chance.choice([1, size, size]))  # of one rule all parameters are known beforehand
        rows = tables.rows(chance, ruleset, size, units=units, whole=whole)
        if engine == "pandas numpy":  # NaN is how numpy says that there is nothing
            rows = [{k: None if isinstance(v, float) and math.isnan(v) else v for k, v in row.items()} for row in rows]
        agree(tables.Table(ruleset, rows), engine, units=units, whole=whole)

    law()


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "duckdb"])
def test_tables_of_nothing_but_numbers_are_judged_as_the_scalar_evaluator_does(engine: str) -> None:
    @settings(max_examples=8, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32), st.booleans())
    def law(seed: int, whole: bool) -> None:  # noqa: FBT001 - drawn
        chance = random.Random(seed)  # noqa: S311 - random figures are no secrets
        ruleset = tables.ruleset(chance, 12)
        rows = tables.rows(chance, ruleset, 12, whole=whole)
        plain = [t.id for t in ruleset if all(one.indicator.unit is not None for one in t.parts or (t,))]
        numeric = {one.indicator.id for t in ruleset if t.id in plain for one in t.parts or (t,)}
        rows = [row for row in rows if row["indicator"] in numeric]
        agree(tables.Table(ruleset.select(plain), rows), engine, units=False, whole=whole, only_numbers=True)

    law()


# PySpark leaves its sockets to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_judges_as_the_scalar_evaluator_does() -> None:
    """Planning takes Spark seconds, and rows nothing: few tables, and many rows in each."""

    @settings(max_examples=2, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32), st.booleans(), st.booleans())
    def law(seed: int, units: bool, whole: bool) -> None:  # noqa: FBT001 - drawn
        chance = random.Random(seed)  # noqa: S311 - random figures are no secrets
        ruleset = tables.ruleset(chance, 40)
        agree(tables.Table(ruleset, tables.rows(chance, ruleset, 20, units=units, whole=whole)), "spark", units=units, whole=whole)

    law()


def frame_of(rows: list[dict[str, Any]], *, units: bool, whole: bool) -> Any:
    schema = {"subject": pl.String, "period": pl.String, "indicator": pl.String, "grade": pl.String, "held": pl.Boolean}
    schema |= {name: pl.Int64 if whole and name not in {"count", "total"} else pl.Float64 for name in tables.NUMBERS}
    schema |= {"unit": pl.String} if units else {}
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)


def agree(table: tables.Table, engine: str, *, units: bool, whole: bool, only_numbers: bool = False) -> None:
    """Compare each outcome with the scalar evaluator's."""
    if not table.rows:
        return
    make, rows_of = SPARK if engine == "spark" else ENGINES[engine]
    expected = tables.expected(table, units=units)
    frame = frame_of(table.rows, units=units, whole=whole)
    found = rows_of(evaluate_frame(table.ruleset, make(frame.drop("grade", "held") if only_numbers else frame)))
    found = [{k: None if isinstance(v, float) and math.isnan(v) else v for k, v in row.items()} for row in found]
    assert len(found) == len(expected)
    for row in found:
        outcome = expected[row["subject"], row["target"]]
        numbers = _numbers(table, row["subject"], outcome)
        if row["reason"] == "not-exact":
            assert engine in {*SQL, "spark"}
            assert any(map(_is_long, numbers)) or units or _is_doubled(table, row["subject"], outcome), (row, numbers)
            continue
        assert (row["verdict"], row["reason"]) == (outcome.verdict.value, outcome.reason and outcome.reason.value), (row, outcome)
        subnormal = any(isinstance(number, float) and 0 < abs(number) < 1e-290 for number in numbers)  # few digits, so no nearest
        if not outcome.target.parts and not subnormal:
            # Nothing has no sign, unless a figure was submitted with one.
            signed = any(str(number) == "-0.0" for number in numbers)
            _numbers_agree(row, outcome, exactly=not (units or any(map(_is_long, numbers))), signed=signed)


def _numbers_agree(row: dict[str, Any], outcome: Outcome, *, exactly: bool, signed: bool) -> None:
    for name, exact in (("actual", outcome.value), ("shortfall", outcome.shortfall), ("attainment", outcome.attainment)):
        number, nearest = row[name], _nearest(exact)
        if nearest == math.inf or (nearest and abs(nearest) < 1e-300):
            continue  # beyond what float64 holds
        assert (number is None) == (nearest is None), (name, row, outcome)
        if number is None or nearest is None or number == nearest:
            assert number != 0 or signed or str(number) == "0.0", (name, row, outcome)
            continue
        assert not exactly, (name, number, nearest, outcome)
        size = max(abs(row["actual"]), abs(row["bound"])) if name == "shortfall" else max(abs(number), abs(nearest))
        assert abs(number - nearest) <= 2.0**-49 * size + 1e-300, (name, number, nearest, outcome)


def _is_doubled(table: tables.Table, subject: str, outcome: Outcome) -> bool:
    """Whether a count over a total stands beside its share, or is held against a plan or last year's figure."""
    wanted = {part.indicator.id for part in outcome.target.parts or (outcome.target,)}
    rows = [row for row in table.rows if row["subject"] == subject and row["indicator"] in wanted]
    return any(row["count"] is not None and any(row[role] is not None for role in ("actual", "plan", "previous")) for row in rows)


def _nearest(exact: Fraction | None) -> float | None:
    try:
        return None if exact is None else float(exact)
    except OverflowError:
        return math.inf


def _numbers(table: tables.Table, subject: str, outcome: Outcome) -> list[Any]:
    wanted = {part.indicator.id for part in outcome.target.parts or (outcome.target,)}
    rows = [row for row in table.rows if row["subject"] == subject and row["indicator"] in wanted]
    ends = [end for t in outcome.target.parts or (outcome.target,) for end in (t.acceptable.lower, t.acceptable.upper) if end is not None]
    beyond = [end for i in (outcome.target.exceeding,) if i is not None for end in (i.lower, i.upper) if end is not None]
    return [row[name] for row in rows for name in tables.NUMBERS] + ends + beyond


def _is_long(number: Any) -> bool:
    """Whether a number needs more than nine decimals, more than nine digits before them, or is a long fraction."""
    if number is None or (isinstance(number, float) and not math.isfinite(number)):
        return False
    if isinstance(number, Fraction):
        return number.denominator > 10**4 or abs(number.numerator) > 10**6
    digits = Decimal(repr(number)).normalize()
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent > 2 or abs(number) > 1e6
