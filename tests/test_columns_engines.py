"""The same on every engine: the traps of peers, decimals and whole numbers, wide tables, and counts without outcomes."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import targets

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

from targets.columns import count_frame, evaluate_frame, summarise  # noqa: E402
from tests.engines import ENGINES, SPARK, SQL  # noqa: E402
from tests.test_columns import TRAPS  # noqa: E402

if TYPE_CHECKING:
    from tests.engines import Make

# PySpark leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.extras,
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
ALL: dict[str, Make] = {**ENGINES, "spark": SPARK}
ROLES = {"actual": pl.Float64, "plan": pl.Float64, "previous": pl.Float64, "count": pl.Float64, "total": pl.Float64, "unit": pl.String}
INDICATORS = {"m": {"unit": "VND"}, "s": {"unit": "percent"}}


def rules_of(*rules: dict[str, Any]) -> targets.Ruleset:
    """Give every rule an indicator of its own, called as its target."""
    return targets.load_ruleset({
        "ruleset": "r", "period": 1, "indicators": {f"T{n}": INDICATORS[rule["indicator"]] for n, rule in enumerate(rules)},
        "targets": [{**rule, "id": f"T{n}", "indicator": f"T{n}"} for n, rule in enumerate(rules)],
    })  # fmt: skip


def _row(trap: Any) -> dict[str, Any]:
    row: dict[str, Any] = trap[1]
    return row


def table_of(rows: list[dict[str, Any]], types: dict[str, Any]) -> Any:
    present = {name: dtype for name, dtype in types.items() if any(row.get(name) is not None for row in rows)}
    keys = [{"subject": "x", "period": "1", "indicator": f"T{n}"} for n in range(len(rows))]
    filled = [{**key, **{name: row.get(name) for name in present}} for key, row in zip(keys, rows, strict=True)]
    return pl.DataFrame(filled, schema={"subject": pl.String, "period": pl.String, "indicator": pl.String, **present})


def judged(engine: str, rules: list[dict[str, Any]], rows: list[dict[str, Any]], types: dict[str, Any]) -> list[Any]:
    make, rows_of = ALL[engine]
    found = {row["target"]: row for row in rows_of(evaluate_frame(rules_of(*rules), make(table_of(rows, types))))}
    return [found[f"T{n}"] for n in range(len(rows))]


@pytest.mark.parametrize("engine", ALL)
def test_what_is_nothing_has_no_sign(engine: str) -> None:
    """At most no fire: the bound is 0, and so is the attainment, and not -0 for looking down."""
    rules = [{"indicator": "m", "at_most": "0"}, {"indicator": "m", "below": "0"}, {"indicator": "m", "at_most": "0 % of plan"}]
    for row in judged(engine, rules, [{"actual": 5.0, "plan": 4.0}] * len(rules), ROLES):
        assert (row["verdict"], row["shortfall"]) == ("missed", 5)
        assert [math.copysign(1, row[name]) for name in ("bound", "attainment")] == [1, 1], row


@pytest.mark.parametrize("engine", ALL)
def test_nothing_that_is_looked_at_from_both_sides_has_no_sign(engine: str) -> None:
    """At least nothing, and at most nothing: the same bound in all rules but for where they look."""
    rules = [{"indicator": "m", "at_least": "0"}, {"indicator": "m", "at_most": "0"}]
    above, below = judged(engine, rules, [{"actual": 5.0}, {"actual": 5.0}], ROLES)
    assert (above["verdict"], below["verdict"], below["shortfall"]) == ("exceeded", "missed", 5)
    assert [math.copysign(1, number) for number in (above["bound"], below["bound"], below["attainment"])] == [1, 1, 1], (above, below)


@pytest.mark.parametrize("engine", ALL)
def test_rules_of_which_nothing_is_worked_out_are_judged_all_the_same(engine: str) -> None:
    [row] = judged(engine, [{"indicator": "m", "judged": True}], [{"actual": 5.0}], ROLES)
    assert (row["verdict"], row["reason"]) == ("undecided", "needs-judgement")


@pytest.mark.parametrize("engine", ENGINES)
def test_one_rule_divides_as_many_do(engine: str) -> None:
    """What is 35 times a hundredth, rounded, is more than 0.35: where one rule is all, polars has one value to divide by."""
    make, rows_of = ENGINES[engine]
    rows = [{"subject": f"s{n}", "period": "1", "indicator": "T0", "actual": actual} for n, actual in enumerate([35 * 0.01, 0.35, 0.7])]
    found = {
        row["subject"]: row for row in rows_of(evaluate_frame(rules_of({"indicator": "s", "at_most": "0.35 %"}), make(pl.DataFrame(rows))))
    }
    assert [found[f"s{n}"]["verdict"] for n in range(3)] == ["missed", "met", "missed"]
    assert [found[f"s{n}"]["shortfall"] for n in (1, 2)] == [0, 0.35]
    low = rows_of(
        evaluate_frame(
            rules_of({"indicator": "s", "at_least": "24.51 %"}), make(pl.DataFrame(rows).with_columns(actual=pl.Series([0.0, 12.0, 1.0])))
        )
    )
    assert sorted(row["shortfall"] for row in low) == [12.51, 23.51, 24.51]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("number", [214748.3648, 21474836.48])  # times 10^4 or 10^2 it is 2^31
def test_a_bound_that_is_turned_around_fits(engine: str, number: float) -> None:
    for name in ("m", "s"):
        bound = f"{number} %" if name == "s" else str(number)
        [row] = judged(engine, [{"indicator": name, "at_most": bound}], [{"actual": number}], ROLES)
        assert (row["verdict"], row["bound"], row["attainment"]) == ("met", number, 1)


@pytest.mark.parametrize(("engine", "units"), [*((engine, False) for engine in ALL), *((engine, True) for engine in ENGINES)])
def test_no_engine_falls_into_the_traps_of_peers(engine: str, units: bool) -> None:  # noqa: FBT001 - a parameter of the test
    rules, rows, expected = zip(*(trap for trap in TRAPS if ("unit" in _row(trap)) is units), strict=True)
    found = judged(engine, list(rules), list(rows), ROLES)
    if engine == "pandas numpy":  # NaN is how numpy says that there is nothing: undecided for another reason
        assert all(math.isnan(row["actual"] or math.nan) for row in found if row["verdict"] == "undecided")
    assert [row["verdict"] for row in found] == list(expected)


WHOLE: list[tuple[dict[str, Any], dict[str, int], str]] = [
    ({"indicator": "m", "at_least": "17384571763"}, {"actual": 17384571763}, "met"),
    ({"indicator": "m", "at_least": "17384571763"}, {"actual": 17384571762}, "missed"),
    ({"indicator": "m", "at_least": "104.4 % of plan"}, {"actual": 17384571763, "plan": 16651889620}, "missed"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": 105, "previous": 100}, "met"),
    ({"indicator": "m", "below": "previous"}, {"actual": 5, "previous": 5}, "missed"),
    ({"indicator": "m", "above": "94.5"}, {"actual": 95}, "met"),
]


@pytest.mark.parametrize("engine", ALL)
def test_whole_numbers_are_judged_exactly(engine: str) -> None:
    types = dict.fromkeys(("actual", "plan", "previous"), pl.Int64)
    found = judged(engine, [rule for rule, _, _ in WHOLE], [row for _, row, _ in WHOLE], types)
    assert [row["verdict"] for row in found] == [verdict for _, _, verdict in WHOLE]


DECIMALS: list[tuple[dict[str, Any], dict[str, str], str]] = [
    ({"indicator": "m", "at_least": "0.1"}, {"actual": "0.1"}, "met"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": "1.155", "previous": "1.1"}, "met"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": "1.154999", "previous": "1.1"}, "missed"),
    ({"indicator": "m", "at_most": "3.6"}, {"actual": "3.6"}, "met"),
    ({"indicator": "s", "at_least": "94.1 %"}, {"actual": "94.1"}, "met"),
    ({"indicator": "m", "at_least": "17384.57"}, {"actual": "17384.57"}, "met"),
    ({"indicator": "m", "at_least": "17.384571763"}, {"actual": "17.384571762"}, "missed"),
]


@pytest.mark.parametrize("engine", [engine for engine in ALL if engine != "pandas numpy"])  # numpy has no decimals
def test_decimals_are_judged_exactly(engine: str) -> None:
    types = dict.fromkeys(("actual", "plan", "previous"), pl.Decimal(18, 9))
    rows: list[dict[str, Any]] = [{name: Decimal(text) for name, text in row.items()} for _, row, _ in DECIMALS]
    found = judged(engine, [rule for rule, _, _ in DECIMALS], rows, types)
    assert [row["verdict"] for row in found] == [verdict for _, _, verdict in DECIMALS]


LONG = [("0.1234567890123456788", "missed"), ("0.1234567890123456789", "met"), ("0.1200000000000000001", "missed")]


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas numpy"])
def test_a_decimal_that_floats_cannot_hold_is_never_judged_wrong(engine: str) -> None:
    rules = [{"indicator": "m", "at_least": text} for text in ("0.1234567890123456789", "0.1234567890123456789", "0.12")]
    rules[2] = {"indicator": "m", "at_most": "0.12"}
    found = judged(engine, rules, [{"actual": Decimal(text)} for text, _ in LONG], {"actual": pl.Decimal(38, 19)})
    verdicts = [(row["verdict"], row["reason"]) for row in found]
    exact = [(verdict, None) for _, verdict in LONG]
    if engine in SQL:
        assert all(one in (other, ("undecided", "not-exact")) for one, other in zip(verdicts, exact, strict=True))
    else:
        assert verdicts == exact


@pytest.mark.parametrize("engine", ENGINES)
def test_one_figure_is_judged_by_every_target_of_its_indicator(engine: str) -> None:
    make, rows_of = ENGINES[engine]
    kinds: list[dict[str, Any]] = [{"at_least": "95"}, {"at_most": "94.9"}, {"above": "105 % of previous"}]
    ruleset = targets.load_ruleset({
        "ruleset": "r", "period": 1, "indicators": {"m": {"unit": "VND"}, "n": {"unit": "VND"}},
        "targets": [{"id": f"T{n}", "indicator": "m", **kind} for n, kind in enumerate(kinds)] + [{"id": "N", "indicator": "n", "below": "1"}],
    })  # fmt: skip
    frame = pl.DataFrame({
        "subject": ["x", "y", "x", "x"], "period": ["1"] * 4, "indicator": ["m", "m", "n", "other"],
        "actual": [94.9, 94.87654321, 0.5, 1.0], "previous": [90.0] * 4,
    })  # fmt: skip
    found = {(row["subject"], row["target"]): row["verdict"] for row in rows_of(evaluate_frame(ruleset, make(frame), complete=False))}
    assert found == {
        ("x", "T0"): "missed", ("x", "T1"): "met", ("x", "T2"): "met", ("x", "N"): "met",
        ("y", "T0"): "missed", ("y", "T1"): "exceeded", ("y", "T2"): "met",
    }  # fmt: skip


def test_outcomes_that_are_read_in_part_are_the_same_outcomes() -> None:
    ruleset = rules_of({"indicator": "m", "at_least": "95"}, {"indicator": "m", "at_least": "plan"}, {"indicator": "m", "judged": True})
    rows: list[dict[str, Any]] = [{"actual": 94.9}, {"actual": 1 / 3, "plan": 1 / 3}, {"actual": 1.0}]
    lazy = evaluate_frame(ruleset, table_of(rows, {"actual": pl.Float64, "plan": pl.Float64}).lazy())
    whole = lazy.collect().sort("target")
    for name in whole.columns:
        part = lazy.select(pl.col("target").alias("of"), name).collect(engine="streaming").sort("of")
        assert part[name].equals(whole[name])
    assert lazy.filter(pl.col("verdict") == "met").collect()["target"].to_list() == ["T1"]


COUNTED: list[dict[str, Any]] = [
    {"indicator": "m", "at_least": "0.3"},
    {"indicator": "m", "at_most": "0.3"},
    {"indicator": "m", "above": "0.3"},
    {"indicator": "m", "below": "0.1234567890123456789"},
    {"indicator": "m", "at_least": "0.1234567890123456789"},
    {"indicator": "m", "between": ["0.1", "0.3"]},
    {"indicator": "m", "exactly": "0.3"},
    {"indicator": "m", "at_least": "0.1", "exceeded_above": "0.3"},
    {"indicator": "s", "at_most": "95 %", "exceedable": False},
]
VALUES = [
    0.3, 0.1 + 0.2, 0.1, 0.0, -0.0, 0.12345678901234568, math.nextafter(0.12345678901234568, 0), 95.0, math.nextafter(95, 96),
    None, math.nan, math.inf, -math.inf, 1e308, -1e308, 5e-324,
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("whole", [True, False])
def test_counts_of_a_wide_table_are_those_of_its_outcomes(engine: str, whole: bool) -> None:  # noqa: FBT001 - a parameter of the test
    make, rows_of = ALL[engine]
    values: list[Any] = [None if v is None or not math.isfinite(v) or abs(v) > 1e17 else round(v) for v in VALUES] if whole else VALUES
    if engine == "pandas numpy":
        values = [value for value in values if value is not None and math.isfinite(value)]
    ruleset = rules_of(*COUNTED)
    dtype = pl.Int64 if whole else pl.Float64
    wide = pl.DataFrame({"x": [f"s{n}" for n in range(len(values))], "y": ["1"] * len(values)}).with_columns(
        *(pl.Series(f"T{n}", values, dtype) for n in range(len(COUNTED)))
    )
    found = sorted(rows_of(count_frame(ruleset, make(wide))), key=lambda row: str(row["target"]))
    expected = summarise(evaluate_frame(ruleset, wide, ids=["x", "y"]), "target").sort("target")
    assert found == expected.select(*found[0]).to_dicts()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_wide_table_is_judged_on_its_own_engine(engine: str) -> None:
    make, rows_of = ALL[engine]
    wide = pl.DataFrame({"xã": ["a", "b"], "năm": ["1", "1"], "T0": [5.0, 4.0], "T1": [95.5, None]})
    ruleset = rules_of({"indicator": "m", "at_least": "5"}, {"indicator": "s", "at_least": "95 %"})
    found = {(row["subject"], row["target"]): row["verdict"] for row in rows_of(evaluate_frame(ruleset, make(wide), ids=["xã", "năm"]))}
    assert found == {("a", "T0"): "met", ("a", "T1"): "exceeded", ("b", "T0"): "missed", ("b", "T1"): "undecided"}


@pytest.mark.parametrize(("rule", "columns", "message"), [
    ({"at_least": "100 % of plan"}, {"T0": [1.0]}, "target `T0`: only constant bounds of one figure are counted here"),
    ({"at_least": "5"}, {"other": [1.0]}, "target `T0`: the table has no column `T0`"),
    ({"at_least": "5"}, {"T0": ["5"]}, "target `T0`: column `T0` is `String`, and no float of 64 bits or whole number"),
])  # fmt: skip
def test_what_cannot_be_counted_is_refused_by_name(rule: dict[str, Any], columns: dict[str, list[Any]], message: str) -> None:
    with pytest.raises(targets.TargetsError) as caught:
        count_frame(rules_of({"indicator": "m", **rule}), pl.LazyFrame(columns))
    assert [problem.message for problem in caught.value.problems] == [message]


def test_two_tables_of_one_connection_are_judged_apart_and_leave_nothing_behind() -> None:
    duckdb = pytest.importorskip("duckdb")
    ruleset = targets.load_ruleset({
        "ruleset": "r", "period": 1, "indicators": {"m": {"unit": "VND"}}, "targets": [{"id": "T", "indicator": "m", "at_least": "5"}],
    })  # fmt: skip
    connection = duckdb.connect()
    tables = [connection.sql(f"SELECT '{name}' AS s, '2024' AS p, {actual}::DOUBLE AS m") for name, actual in (("a", 1), ("b", 9))]
    # Both are made before either is read.
    wide = [evaluate_frame(ruleset, table, ids=["s", "p"]) for table in tables]
    assert [[(row[0], row[3]) for row in found.fetchall()] for found in wide] == [[("a", "missed")], [("b", "exceeded")]]
    long = [table.project("s AS subject, p AS period, 'm' AS indicator, m AS actual") for table in tables]
    judged_both = [evaluate_frame(ruleset, table) for table in long]
    assert [found.fetchall()[0][3] for found in judged_both] == ["missed", "exceeded"]
    assert judged_both[0].union(judged_both[1]).aggregate("count(*)").fetchall() == [(2,)]
    assert connection.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == []


@pytest.mark.parametrize("actual", [-92233720368547758.08, 92233720368547758.08, -(2.0**63), 2.0**63, 1e200, -1e200, 5e-324])
def test_duckdb_counts_with_no_number_that_it_cannot_hold(actual: float) -> None:
    rules = [{"indicator": "m", "above": "5"}, {"indicator": "m", "below": "5"}, {"indicator": "m", "above": "95 % of plan"}]
    rows = [{"actual": actual}, {"actual": actual}, {"actual": actual, "plan": 100.0}]
    verdicts = [row["verdict"] for row in judged("duckdb", rules, rows, ROLES)]
    assert verdicts == (["met", "missed", "met"] if actual > 5 else ["missed", "met", "missed"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_sql_takes_for_another_is_not_kept(engine: str) -> None:
    make, rows_of = ENGINES[engine]
    frame = make(pl.DataFrame({"subject": ["x"], "period": ["1"], "indicator": ["T0"], "number": [5.0], "Actual": ["high"]}))
    ruleset = rules_of({"indicator": "m", "at_least": "5"})

    def kept() -> list[str]:
        return [row["Actual"] for row in rows_of(evaluate_frame(ruleset, frame, columns={"actual": "number"}, keep=["Actual"]))]

    if engine not in SQL:
        assert kept() == ["high"]
        return
    with pytest.raises(targets.TargetsError, match="column `Actual` cannot be kept under this name"):
        kept()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["T.P", 'a"b', "a`b", "*", "^x$", "tỉnh, xã", "{x}", "a'b"])
def test_a_column_is_carried_along_or_refused_by_name(engine: str, name: str) -> None:
    make, rows_of = ENGINES[engine]
    frame = make(pl.DataFrame({"subject": ["x"], "period": ["1"], "indicator": ["T0"], "actual": [5.0], name: ["high"]}))
    ruleset, refused = (
        rules_of({"indicator": "m", "at_least": "5"}),
        name in ("*", "^x$") or (engine == "duckdb" and name in ("T.P", 'a"b')),
    )
    if refused:
        with pytest.raises(targets.TargetsError, match="the engine takes its name for something else"):
            evaluate_frame(ruleset, frame, keep=[name])
        return
    outcomes = evaluate_frame(ruleset, frame, keep=[name])
    assert [row[name] for row in rows_of(outcomes)] == ["high"]
    assert [row[name] for row in rows_of(summarise(outcomes, name))] == ["high"]
