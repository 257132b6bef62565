"""Tables of figures: the traps of peers, what is missing, units, wide tables, summaries and refusals."""

from __future__ import annotations

import math
import re
import shutil
from dataclasses import dataclass, replace
from typing import Any

import pytest

import targets
from targets.ruleset import Target

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

from targets.columns import evaluate_frame, scoreboard, summarise  # noqa: E402
from tests.conftest import HOME  # noqa: E402

pytestmark = pytest.mark.extras
BASE: dict[str, Any] = {
    "ruleset": "r", "period": 1, "scales": {"g": ["yếu", "đạt", "khá"]},
    "indicators": {"m": {"unit": "VND"}, "s": {"unit": "percent"}, "n": {"unit": "VND"}, "g": {"scale": "g"}, "t": None},
}  # fmt: skip


def rules(*of: dict[str, Any]) -> targets.Ruleset:
    return targets.load_ruleset({**BASE, "targets": [{"id": f"T{number}", **rule} for number, rule in enumerate(of)]})


def judged(ruleset: targets.Ruleset, *rows: dict[str, Any], engine: str = "polars", **more: Any) -> list[dict[str, Any]]:
    frame = pl.DataFrame([{"subject": "x", "period": "1", **row} for row in rows])
    if engine == "duckdb":
        duckdb = pytest.importorskip("duckdb", reason="needs the extra targets[frames]")
        figures = frame.to_arrow()
        assert figures is not None
        frame = duckdb.sql("SELECT * FROM figures")
    found = evaluate_frame(ruleset, frame, **more)
    rows_: list[dict[str, Any]] = (found.pl() if engine == "duckdb" else found).sort("subject", "target").to_dicts()
    return rows_


TRAPS = [
    ({"indicator": "m", "at_most": "3.6"}, {"actual": 3.6}, "met"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": 73.5, "previous": 70.0}, "met"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": 1.155, "previous": 1.1}, "met"),
    ({"indicator": "m", "at_least": "105 % of previous"}, {"actual": 1.1549999999, "previous": 1.1}, "missed"),
    ({"indicator": "m", "at_least": "plan"}, {"actual": 17.384571763, "plan": 17.384571763, "unit": "tỷ đồng"}, "met"),
    ({"indicator": "m", "at_least": "17384571763 VND"}, {"actual": 17.384571763, "unit": "tỉ đồng"}, "met"),
    ({"indicator": "m", "at_least": "17384571764 VND"}, {"actual": 17.384571763, "unit": "tỷ đồng"}, "missed"),
    ({"indicator": "s", "at_least": "94.1 %"}, {"count": 941.0, "total": 1000.0}, "met"),
    ({"indicator": "s", "at_least": "94.11 %"}, {"count": 941.0, "total": 1000.0}, "missed"),
    ({"indicator": "s", "at_least": "77.8 %"}, {"count": 7.0, "total": 9.0}, "missed"),
    ({"indicator": "m", "at_least": "1"}, {"actual": math.nan}, "undecided"),
    ({"indicator": "m", "at_least": "1"}, {"actual": math.inf}, "undecided"),
    ({"indicator": "m", "at_least": "100 % of plan"}, {"actual": 5.0, "plan": 0.0}, "undecided"),
    ({"indicator": "s", "at_least": "50 %"}, {"count": 5.0, "total": 0.0}, "undecided"),
    ({"indicator": "m", "below": "previous"}, {"actual": 0.0, "previous": 0.0}, "missed"),
    ({"indicator": "m", "below": "previous", "zero_kept": True}, {"actual": 0.0, "previous": 0.0}, "met"),
    ({"indicator": "s", "at_least": "65 %"}, {"actual": 64.5}, "missed"),
    ({"indicator": "m", "exactly": "plan", "within": "5 percentage points"}, {"actual": -95.0, "plan": -100.0}, "met"),
    ({"indicator": "m", "exactly": "plan", "within": "5 percentage points"}, {"actual": -94.9, "plan": -100.0}, "missed"),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(("rule", "row", "verdict"), TRAPS)
def test_the_traps_that_peers_fall_into(engine: str, rule: dict[str, Any], row: dict[str, Any], verdict: str) -> None:
    [found] = judged(rules(rule), {"indicator": rule["indicator"], **row}, engine=engine)
    assert found["verdict"] == verdict


def test_a_shortfall_is_the_number_a_person_would_write() -> None:
    [found] = judged(rules({"indicator": "s", "at_least": "95 %"}), {"indicator": "s", "actual": 94.9})
    assert found["shortfall"] == 0.1  # 95 - 94.9 is 0.09999999999999432 in floats
    [counted] = judged(rules({"indicator": "s", "at_least": "100 %"}), {"indicator": "s", "count": 7.0, "total": 9.0})
    assert (counted["actual"], counted["bound"], counted["shortfall"]) == (7, 9, 2)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_figure_that_was_never_submitted_is_undecided(engine: str) -> None:
    ruleset = rules({"indicator": "m", "at_least": "1"}, {"indicator": "n", "at_least": "1"}, {"indicators": ["m", "n"], "at_least": "1"})
    found = judged(ruleset, {"indicator": "m", "actual": 2.0}, {"indicator": "n", "actual": 2.0, "subject": "y"}, engine=engine)
    verdicts = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in found}
    assert verdicts == {
        ("x", "T0"): ("exceeded", None), ("x", "T1"): ("undecided", "no-figure"), ("x", "T2"): ("undecided", "no-figure"),
        ("y", "T0"): ("undecided", "no-figure"), ("y", "T1"): ("exceeded", None), ("y", "T2"): ("undecided", "no-figure"),
    }  # fmt: skip
    only = judged(ruleset.select(["T0", "T1"]), {"indicator": "m", "actual": 2.0}, engine=engine, complete=False)
    assert [row["target"] for row in only] == ["T0"]


def test_the_weakest_part_decides() -> None:
    ruleset = rules({"indicators": ["m", "n"], "at_least": "5"})
    [met] = judged(ruleset, {"indicator": "m", "actual": 5.0}, {"indicator": "n", "actual": 9.0})
    [missed] = judged(ruleset, {"indicator": "m", "actual": math.nan}, {"indicator": "n", "actual": 1.0})
    assert (met["verdict"], missed["verdict"]) == ("met", "missed")


def test_grades_titles_and_judged_targets_are_carried() -> None:
    ruleset = rules({"indicator": "g", "at_least": "đạt"}, {"indicator": "t", "held": True}, {"indicator": "m", "judged": True})
    rows: list[dict[str, Any]] = [{"indicator": "g", "grade": " Khá", "held": None}, {"indicator": "t", "grade": None, "held": False}]
    assert [(row["verdict"], row["reason"]) for row in judged(ruleset, *rows)] == [
        ("exceeded", None), ("missed", None), ("undecided", "needs-judgement"),
    ]  # fmt: skip
    [other, *_] = judged(ruleset, {"indicator": "g", "grade": "tốt", "held": False})
    assert other["reason"] == "unreadable"


def test_an_unknown_or_wrong_unit_makes_its_own_row_undecided() -> None:
    ruleset = rules({"indicator": "m", "at_least": "5"})
    for unit, reason in (("parsec", "unreadable"), ("%", "unreadable"), ("nghìn đồng", None), ("", None)):
        [found] = judged(ruleset, {"indicator": "m", "actual": 5.0, "unit": unit})
        assert found["reason"] == reason, unit
    [bare] = judged(
        rules({"indicator": "s", "at_least": "5 %"}),
        {"indicator": "s", "actual": 5.0, "unit": None},
        {"indicator": "q", "actual": 1.0, "unit": "%"},
    )
    assert bare["reason"] == "unreadable"


def test_a_wide_table_names_its_id_columns() -> None:
    ruleset = rules({"indicator": "m", "at_least": "5"}, {"indicator": "s", "at_least": "95 %"})
    wide = pl.DataFrame({"xã": ["a", "b"], "năm": [2024, 2024], "m": [5, 4], "s": [95.5, None], "other": [1, 2]})
    found = evaluate_frame(ruleset, wide, ids=["xã", "năm"]).sort("subject", "target")
    assert found["verdict"].to_list() == ["met", "exceeded", "missed", "undecided"]


def test_lazy_stays_lazy() -> None:
    def fails(_: object) -> object:
        pytest.fail("the table was collected")

    lazy = pl.LazyFrame({"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": [1.0]})
    lazy = lazy.map_batches(fails, schema=lazy.collect_schema())
    outcomes = evaluate_frame(rules({"indicator": "m", "at_least": "5"}), lazy)
    assert isinstance(summarise(outcomes, "subject"), pl.LazyFrame)


def test_five_thousand_targets_are_one_pass() -> None:
    indicators = {f"i{n}": {"unit": "VND"} for n in range(5000)}
    ruleset = targets.load_ruleset({
        "ruleset": "r", "period": 1, "indicators": indicators,
        "targets": [{"id": f"T{n}", "indicator": f"i{n}", "at_least": n} for n in range(5000)],
    })  # fmt: skip
    frame = pl.DataFrame({"subject": ["x"] * 5000, "period": ["1"] * 5000, "indicator": list(indicators), "actual": [2500] * 5000})
    counts = summarise(evaluate_frame(ruleset, frame)).to_dicts()
    assert [counts[0][name] for name in ("targets", "exceeded", "met", "missed")] == [5000, 2500, 1, 2499]


def test_a_summary_is_the_scorecards_own() -> None:
    ruleset = rules(
        {"indicator": "m", "at_least": "5", "weight": 2},
        {"indicator": "n", "at_least": "5"},
        {"indicator": "s", "at_least": "5 %", "severity": "stretch"},
    )
    outcomes = evaluate_frame(
        ruleset, pl.DataFrame({"subject": ["x", "x"], "period": ["1", "1"], "indicator": ["m", "s"], "actual": [5.0, 1.0]})
    )
    [found] = summarise(outcomes, ["subject", "period"]).to_dicts()
    [figures] = targets.load_figures({"m": 5, "s": "1 %"})
    card = targets.evaluate(ruleset, figures)
    score = card.score()
    assert [found[name] for name in ("exceeded", "met", "missed", "undecided", "waived", "not_applicable")] == list(card.counts.values())
    assert found["targets"] == len(card)
    assert (found["counted"], found["decided"]) == (score.counted, score.decided)
    assert (found["score"], found["upper"], found["completeness"]) == tuple(
        map(float, (score.value or 0, score.upper or 0, score.completeness or 0))
    )


def test_equal_scores_share_a_place() -> None:
    frame = pl.DataFrame({"subject": list("abcd"), "period": ["1"] * 4, "indicator": ["m"] * 4, "actual": [9.0, 1.0, 9.0, 1.0]})
    board = scoreboard(evaluate_frame(rules({"indicator": "m", "at_least": "5"}), frame)).sort("subject")
    assert board.select("subject", "rank", "tied").rows() == [("a", 1, 2), ("b", 3, 2), ("c", 1, 2), ("d", 3, 2)]


REFUSED = [
    ({"subject": ["x"]}, "the table has no column `period` for `period`"),
    ({"subject": ["x"], "period": ["1"], "indicator": ["m"]}, "the table has no column of figures"),
    ({"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": ["5"]}, "column `actual` is `String`, and `actual` is a number"),
    (
        {"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": [1.0], "held": ["có"]},
        "column `held` is `String`, and `held` is a boolean",
    ),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_a_table_that_cannot_be_judged_is_refused_by_name(data: dict[str, list[Any]], message: str) -> None:
    with pytest.raises(targets.TargetsError) as caught:
        evaluate_frame(rules({"indicator": "m", "at_least": "5"}), pl.LazyFrame(data))
    assert message in [problem.message for problem in caught.value.problems]


def test_numbers_of_32_bits_and_unknown_engines_are_refused() -> None:
    ruleset = rules({"indicator": "m", "at_least": "5"})
    frame = pl.DataFrame({"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": [1.0]}, schema_overrides={"actual": pl.Float32})
    with pytest.raises(targets.TargetsError, match="`actual` is a number of 64 bits"):
        evaluate_frame(ruleset, frame)
    with pytest.raises(targets.TargetsError, match="`list` is not an engine"):
        evaluate_frame(ruleset, [1])


@dataclass(frozen=True, slots=True)
class Unheard(Target):
    """A target of a kind that columns have never heard of."""

    unless: str | None = None


NOT_CARRIED: list[tuple[dict[str, Any], str]] = [
    ({"indicator": "t", "all_of": ["một", "hai"]}, "target `T0`: a checklist cannot be judged in columns"),
    ({"title": "sum", "measure": "m + n", "at_least": "5 VND"}, "target `T0`: indicator `m + n`: a formula cannot be judged in columns"),
    ({"title": "both", "all_of": ["T1", "T2"]}, "target `T0`: a composite of targets cannot be judged in columns"),
    ({"title": "one", "any_of": ["T1", "T2"]}, "target `T0`: a composite of targets cannot be judged in columns"),
    ({"title": "points", "points_of": ["T1", "T2"], "at_least": "5 points"}, "target `T0`: a sum of points cannot be judged in columns"),
    ({"indicator": "m", "at_least": "5", "when": {"tagged": "island"}}, "target `T0`: a condition cannot be judged in columns"),
    ({"indicators": ["m", "n"], "at_least": "5", "when": {"from": "2024-06-01"}}, "target `T0`: a condition cannot be judged in columns"),
]


@pytest.mark.parametrize(("rule", "message"), NOT_CARRIED)
def test_what_needs_whole_subjects_is_refused_by_name_where_rows_pass_one_by_one(rule: dict[str, Any], message: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs the extra targets[frames]")
    ruleset = rules(rule, {"indicator": "m", "at_least": "5", "points": 5}, {"indicator": "n", "at_least": "5", "points": 5})
    frame = pl.DataFrame({"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": [1.0]})
    with duckdb.connect() as connection, pytest.raises(targets.TargetsError) as caught:
        evaluate_frame(ruleset, connection.from_arrow(frame.to_arrow()))
    assert {problem.message for problem in caught.value.problems} == {message}


def test_what_changes_no_verdict_is_carried() -> None:
    plain, more = (
        {"indicator": "m", "at_least": "5"},
        {"points": 5, "near": "5 %", "note": "a note", "override": "allowed", "ignore": {"L201": "why"}},
    )
    row = {"indicator": "m", "actual": 5.0}
    assert judged(rules({**plain, **more}), row) == judged(rules(plain), row)


@pytest.mark.parametrize(("counted_in", "shortfall"), [("hộ", 3), ("nghìn hộ", 2.7), ("kg", 2.699999), ("tá", 2.75)])
def test_things_that_come_whole_are_rounded_up_and_others_are_not(counted_in: str, shortfall: float) -> None:
    ruleset = targets.load_ruleset({
        "ruleset": "r", "period": 1, "units": {"tá": "12 hộ"}, "indicators": {"s": {"unit": "percent", "counted_in": counted_in}},
        "targets": [{"id": "T", "indicator": "s", "at_least": "86.99999 %"}],
    })  # fmt: skip
    [found] = judged(ruleset, {"indicator": "s", "count": 6.0, "total": 10.0})
    [figures] = targets.load_figures({"s": {"count": 6, "total": 10}})
    assert found["shortfall"] == float(targets.evaluate(ruleset, figures)["T"].shortfall or 0) == shortfall


@pytest.mark.parametrize(("actual", "reason"), [(94.1, None), (94.2, "unreadable")])
def test_a_share_that_contradicts_its_count_is_unreadable_and_sql_does_not_guess(actual: float, reason: str | None) -> None:
    ruleset, row = rules({"indicator": "s", "at_least": "94 %"}), {"indicator": "s", "actual": actual, "count": 941.0, "total": 1000.0}
    [found] = judged(ruleset, row)
    assert (found["reason"], found["actual"]) == (reason, None if reason else 941)
    [asked] = judged(ruleset, row, engine="duckdb")
    assert (asked["verdict"], asked["reason"]) == ("undecided", "not-exact")


def test_a_count_over_a_total_is_held_against_the_plan() -> None:
    ruleset, row = rules({"indicator": "s", "at_least": "plan"}), {"indicator": "s", "count": 941.0, "total": 1000.0, "plan": 94.1}
    assert [found["verdict"] for found in judged(ruleset, row)] == ["met"]
    assert [found["reason"] for found in judged(ruleset, row, engine="duckdb")] == ["not-exact"]


def test_a_figure_of_another_kind_is_unreadable_and_one_that_is_still_to_come_is_missing() -> None:
    ruleset = rules({"indicator": "m", "at_least": "5"}, {"indicator": "n", "at_least": "5"}, {"indicator": "g", "at_least": "khá"})
    rows: list[dict[str, Any]] = [
        {"indicator": "m", "grade": "khá", "plan": None}, {"indicator": "n", "grade": None, "plan": 5.0}, {"indicator": "g", "plan": 5.0},
    ]  # fmt: skip
    assert [row["reason"] for row in judged(ruleset, *rows)] == ["unreadable", "no-figure", "unreadable"]


def test_of_several_reasons_the_first_in_their_order_is_told() -> None:
    ruleset = rules({"indicators": ["m", "n"], "at_least": "100 % of plan"})
    rows = [{"indicator": "m", "actual": 1.0, "plan": None}, {"indicator": "n", "actual": 1.0, "plan": 0.0}]
    assert [row["reason"] for row in judged(ruleset, *rows)] == ["not-finite"]


def test_the_python_in_the_document_runs_and_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = (HOME / "docs" / "scale.md").read_text(encoding="utf-8")
    [(code, printed)] = re.findall(r"^```python\n(.*?)^```\n+```text\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    exec(compile(code, "scale.md", "exec"), {})
    assert capsys.readouterr().out == printed


# PySpark leaves its sockets to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, and there is none on the path")
def test_spark_judges_as_polars_does() -> None:
    from tests.spark import session

    ruleset = rules(
        {"indicator": "m", "at_least": "105 % of previous"},
        {"indicator": "n", "at_most": "3.6"},
    )
    rows = [("x", "1", "m", 73.5, 70.0), ("x", "1", "n", 3.6, None), ("y", "1", "m", 73.4999, 70.0)]
    names = ["subject", "period", "indicator", "actual", "previous"]
    schema = "subject string, period string, indicator string, actual double, previous double"
    found = [tuple(row) for row in evaluate_frame(ruleset, session().createDataFrame(rows, schema)).collect()]
    expected = evaluate_frame(ruleset, pl.DataFrame(rows, schema=names, orient="row")).rows()
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert {row[3] for row in found} == {"met", "missed", "undecided"}


def test_a_target_of_a_kind_that_nobody_has_taught_is_refused_by_name() -> None:
    frame = pl.LazyFrame({"subject": ["x"], "period": ["1"], "indicator": ["m"], "actual": [1.0]})
    plain = rules({"indicator": "m", "at_least": "5"})
    [target] = plain.targets
    fields = {name: getattr(target, name) for name in Target.__dataclass_fields__ if name != "half_line"}
    unheard = replace(plain, targets=(Unheard(**fields, unless="urban"),))
    with pytest.raises(targets.TargetsError, match="target `T0`: `unless` cannot be judged in columns"):
        evaluate_frame(unheard, frame)


def test_decimals_and_long_whole_numbers_are_exact() -> None:
    from decimal import Decimal

    ruleset = rules({"indicator": "m", "at_least": "9007199254740993"}, {"indicator": "n", "at_least": "0.1234567890123456789"})
    rows = [{"indicator": "m", "actual": Decimal(9007199254740993)}, {"indicator": "n", "actual": Decimal("0.1234567890123456788")}]
    assert [row["verdict"] for row in judged(ruleset, *rows)] == ["met", "missed"]
    assert [row["verdict"] for row in judged(ruleset, {"indicator": "m", "actual": 9007199254740992}, {"indicator": "n", "actual": 1})] == [
        "missed",
        "exceeded",
    ]
