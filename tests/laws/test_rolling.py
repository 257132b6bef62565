"""What parts add up to is judged as exact fractions are: the rate of all together, and the mean of the parts' own rates."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.figures import Figure
from targets.judging import judge
from targets.measure import Measure
from targets.quantity import Quantity
from targets.units import PERCENT, Kind

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

from targets.columns import roll_up  # noqa: E402

pytestmark = pytest.mark.extras
RULES = targets.load_ruleset({
    "ruleset": "r", "period": 1,
    "indicators": {"s": {"unit": "percent", "counted_in": "hộ"}, "m": {"unit": "VND"}, "q": {"unit": "‰"}, "n": {"unit": "VND"}},
    "targets": [
        {"id": "T1", "indicator": "s", "at_least": "50 %"}, {"id": "T2", "indicator": "s", "between": ["40 %", "77.7 %"]},
        {"id": "T3", "indicator": "m", "at_least": "100 % of plan"}, {"id": "T4", "indicator": "m", "above": "previous"},
        {"id": "T5", "indicator": "m", "at_least": "1000"}, {"id": "T6", "indicator": "q", "at_most": "500 ‰"},
        {"id": "T7", "indicator": "n", "at_least": "95 % of plan", "exceeded_above": "105 % of plan"},
        {"id": "T8", "indicators": ["s", "m"], "at_least": "50 % of plan"},
    ],
})  # fmt: skip
ROLES = ("actual", "plan", "previous", "count", "total")


def table(chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for whole in "XY":
        for part in range(chance.randint(1, 4)):
            for name in RULES.indicators:
                if chance.random() < 0.06:
                    continue
                row: dict[str, Any] = {"subject": f"{whole}{part}", "period": "1", "indicator": name, "of": whole} | dict.fromkeys(ROLES)
                if name in "sq" and chance.random() < 0.8:
                    total = chance.choice([4, 9, 10, 50, 100])
                    row |= {
                        "total": float(total),
                        "count": float(chance.choice([total / 2 if total % 2 == 0 else 1, chance.randint(0, total)])),
                    }
                elif chance.random() < 0.95:
                    base = chance.choice([100.0, 70.0, 0.1, 12.5, 1234.56, 17384571763.0, 0.3])
                    row |= {"plan": base, "previous": base}
                    row["actual"] = chance.choice([base, base, base * 1.05, round(base * 0.95, 3), 0.0, 55.5])
                rows.append(row)
    return rows


def exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(Decimal(repr(number)))


def quantity(value: Fraction | None, unit: Any) -> Quantity | None:
    return None if value is None else Quantity(value.numerator, value.denominator, unit, 0, str(value))


def pooled(rows: list[dict[str, Any]], parts: set[str], name: str) -> Figure | None:
    """Add up what every part has given."""
    own = [row for row in rows if row["indicator"] == name]
    if not own:
        return None
    unit, sums = RULES.indicators[name].unit, {}
    for role in ROLES:
        values = [value for row in own if (value := exact(row[role])) is not None]
        may = role in ("count", "total") or name == "m"
        sums[role] = sum(values, Fraction(0)) if may and len(values) == len(parts) else None
    counts = RULES.indicators[name].counted_in
    units = {"count": counts, "total": counts}
    return Figure(name, **{role: quantity(value, units.get(role, unit)) for role, value in sums.items()})  # type: ignore[arg-type]


def mean(rows: list[dict[str, Any]], parts: set[str], name: str) -> Figure | None:
    """Average the rates that every part has."""
    own = [row for row in rows if row["indicator"] == name]
    if not own:
        return None
    unit = RULES.indicators[name].unit
    assert unit is not None
    all_of = 100 / unit.scale
    found = {}
    for role in ("actual", "of_plan", "of_previous"):
        rates = [_rate(row, role, all_of, share=unit.kind is Kind.SHARE) for row in own]
        given = [rate for rate in rates if rate is not None]
        value = sum(given, Fraction(0)) / len(parts) if len(given) == len(parts) else None
        found[role] = quantity(value, unit if role == "actual" else PERCENT)
    return Figure(name, **found)  # type: ignore[arg-type]


def _rate(row: dict[str, Any], role: str, all_of: Fraction, *, share: bool) -> Fraction | None:
    actual, count, total = (exact(row[name]) for name in ("actual", "count", "total"))
    if role == "actual":
        return None if not share else count * all_of / total if count is not None and total else actual
    base = exact(row["plan" if role == "of_plan" else "previous"])
    return actual * 100 / base if actual is not None and base else None


@settings(max_examples=12)
@given(st.integers(0, 2**32))
def test_wholes_are_judged_by_exact_sums_and_means(seed: int) -> None:
    agree(seed, "polars")


@pytest.mark.parametrize("seed", [7, 1207])  # DuckDB takes seconds to plan
def test_wholes_on_duckdb_are_judged_alike(seed: int) -> None:
    agree(seed, "duckdb")


def agree(seed: int, engine: str) -> None:
    rows = table(random.Random(seed))  # noqa: S311 - random figures are no secrets
    schema = dict.fromkeys(("subject", "period", "indicator", "of"), pl.String) | dict.fromkeys(ROLES, pl.Float64)
    frame = pl.DataFrame(rows, schema=schema)
    if engine == "duckdb":
        connection = pytest.importorskip("duckdb", reason="needs the extra targets[frames]").connect()
        found = roll_up(RULES, connection.from_arrow(frame.to_arrow()), "of", sums=["m"]).pl()
    else:
        parents = frame.select("subject", pl.col("of").alias("parent")).unique()
        found = roll_up(RULES, frame.drop("of"), parents, sums=["m"])
    assert len(found) == len({row["of"] for row in rows}) * len(RULES)
    for row in found.to_dicts():
        own = [one for one in rows if one["of"] == row["subject"]]
        parts = {one["subject"] for one in own}
        assert row["parts"] == len(parts)
        _agrees(row, own, parts)


def is_long(numbers: list[float | None]) -> bool:
    """Whether whole numbers below 10^15 cannot hold a sum: in units, thousandths or millionths."""
    values = [value for number in numbers if (value := exact(number)) is not None]
    size = sum(map(abs, values), Fraction(0))
    return not any(all((value * scale).denominator == 1 for value in values) and size * scale <= 10**15 for scale in (1, 1000, 10**6))


def _agrees(row: dict[str, Any], own: list[dict[str, Any]], parts: set[str]) -> None:
    target = RULES[row["target"]]
    for side, make in (("pooled", pooled), ("mean", mean)):
        if row[f"{side}_reason"] == "not-exact":
            wanted = {part.indicator.id for part in target.parts or (target,)}
            assert side == "mean" or any(is_long([one[role] for one in own if one["indicator"] in wanted]) for role in ROLES)
            continue
        outcomes = []
        for part in target.parts or (target,):
            figure = make(own, parts, part.indicator.id)
            outcomes.append(judge(part, None if figure is None else figure, RULES.units))
        verdicts = sorted((outcome.verdict for outcome in outcomes), key=lambda verdict: verdict.strength)
        if side == "mean" and target.measure is Measure.VALUE and target.indicator.id == "m":
            assert (row["mean_verdict"], row["mean"]) == ("undecided", None)
            continue
        assert row[f"{side}_verdict"] == verdicts[0].value, (row, outcomes)
        if row[f"{side}_verdict"] == "undecided":
            assert row[f"{side}_reason"] is not None
    both = {row["pooled_verdict"], row["mean_verdict"]}
    assert (row["warning"] == "verdicts-differ") == (len(both) == 2 and "undecided" not in both)
