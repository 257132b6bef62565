"""Whole subjects on columns: what needs several figures is what the scalar evaluator says of the same figures in a file."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

import targets  # noqa: E402
from targets.columns import evaluate_frame, roll_up, scoreboard, summarise  # noqa: E402
from targets.errors import TargetsError  # noqa: E402

pytestmark = pytest.mark.extras
RULES: dict[str, Any] = {
    "ruleset": "r",
    "period": 2024,
    "scales": {"g": ["yếu", "đạt", "khá"]},
    "indicators": {
        "a": {"unit": "người"}, "b": {"unit": "người"}, "c": {"unit": "percent"}, "d": {"unit": "triệu đồng"}, "g": {"scale": "g"},
        "t": None, "list": None,
    },
    "targets": [
        {"id": "A", "indicator": "a", "at_least": "5 người", "weight": 2},
        {"id": "B", "indicator": "b", "at_most": "100 % of plan"},
        {"id": "C", "indicator": "c", "at_least": "95 %", "points": [{"at_least": "95 %", "points": 10}, {"at_least": "50 %", "below": "95 %", "points": 5}, {"below": "50 %", "points": 0}]},
        {"id": "G", "indicator": "g", "at_least": "đạt"},
        {"id": "T", "indicator": "t", "held": True},
        {"id": "J", "indicator": "t", "judged": True},
        {"id": "L", "indicator": "list", "all_of": ["một", "hai"]},
        {"id": "S", "measure": "a / b", "at_least": "50 %"},
        {"id": "D", "measure": "previous(a) - a", "at_least": "0.1 người"},
        {"id": "all", "all_of": ["A", "B", "S"]},
        {"id": "any", "any_of": ["A", "L", "G"]},
        {"id": "two", "at_least_n_of": {"n": 2, "of": ["A", "B", "G", "T"]}},
        {"id": "P", "points_of": ["C"], "at_least": "50 %"},
        {"id": "when", "indicator": "c", "at_least": "90 %", "when": {"indicator": "a", "above": "3 người"}},
        {"id": "tag", "indicator": "d", "at_least": "1 tỷ đồng", "when": {"tagged": "nông thôn"}},
        {"id": "day", "indicator": "a", "at_least": "1 người", "from": "2024-06-01"},
        {"id": "both", "indicators": ["a", "b"], "at_least": "2 người", "when": {"indicator": "g", "at_least": "khá"}},
    ],
}  # fmt: skip
NUMBERS = ("actual", "plan", "previous", "count", "total")


def drawn(chance: random.Random) -> list[dict[str, Any]]:
    """Draw the rows of five subjects."""
    rows = []
    for subject in range(5):
        tags = chance.choice([None, "nông thôn", "thành thị; biên giới", "nông thôn; đảo"])
        for name in RULES["indicators"]:
            if chance.random() < 0.2:
                continue
            row: dict[str, Any] = {"subject": f"s{subject}", "period": "2024", "indicator": name, "tags": tags}
            row |= dict.fromkeys((*NUMBERS, "unit", "grade", "held", "done"))
            if name in "abcd":
                for role in ("actual", "plan", "previous"):
                    row[role] = chance.choice([None, 0.0, 2.5, 5.0, 94.9, 95.0, float(chance.randint(-2, 1200)), float("nan"), 0.1, 0.2])
                row["unit"] = chance.choice(
                    ["%", "%", "%", None] if name == "c" else [None, None, "tỷ đồng" if name == "d" else "người", "hộ"]
                )
            if name == "c" and chance.random() < 0.4:
                row |= {"actual": None, "count": float(chance.randint(0, 9)), "total": 9.0, "unit": None}
            row["grade"] = chance.choice([None, "khá", "Đạt", "tốt"]) if name == "g" else None
            row["held"] = chance.choice([None, True, False]) if name == "t" else None
            row["done"] = chance.choice([None, "một", "một; hai", "hai, một", "ba"]) if name == "list" else None
            rows.append(row)
    chance.shuffle(rows)
    return rows


def in_files(rows: list[dict[str, Any]]) -> dict[str, targets.Figures]:
    """Give the same figures as files hold them."""
    found = {}
    for subject in dict.fromkeys(row["subject"] for row in rows):
        mine = [row for row in rows if row["subject"] == subject]
        values = {}
        for row in mine:
            given = {role: row[role] for role in NUMBERS if row[role] is not None}
            value = {
                role: number if row["unit"] is None or math.isnan(number) else f"{number!r} {row['unit']}" for role, number in given.items()
            }
            value |= {role: row[role] for role in ("grade", "held") if row[role] is not None}
            if row["done"] is not None:
                value["done"] = [item.strip() for item in row["done"].replace(",", ";").split(";")]
            values[row["indicator"]] = value
        document = {"subject": subject, "period": "2024", "numbers": "en", "values": values}
        if mine[0]["tags"] is not None:
            document["tags"] = [tag.strip() for tag in mine[0]["tags"].split(";")]
        [found[subject]] = targets.load_figures(document)
    return found


SCHEMA = {"subject": pl.String, "period": pl.String, "indicator": pl.String, "tags": pl.String, **dict.fromkeys(NUMBERS, pl.Float64),
          "unit": pl.String, "grade": pl.String, "held": pl.Boolean, "done": pl.String}  # fmt: skip


@settings(max_examples=25, deadline=None, database=None, phases=[Phase.generate])
@given(st.integers(0, 2**32), st.sampled_from([None, dt.date(2024, 5, 31), dt.date(2024, 6, 1)]))
def test_whole_subjects_are_judged_as_in_files(seed: int, day: dt.date | None) -> None:
    rows, ruleset = drawn(random.Random(seed)), targets.load_ruleset(RULES)  # noqa: S311 - random figures are no secrets
    frame = pl.DataFrame(rows, schema=SCHEMA)
    outcomes = evaluate_frame(ruleset, frame, as_of=day)
    lazy = evaluate_frame(ruleset, frame.lazy(), as_of=day)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect(engine="streaming").sort("subject", "target").equals(outcomes.sort("subject", "target"))
    found = {(row["subject"], row["target"]): row for row in outcomes.iter_rows(named=True)}
    scores = {row["subject"]: row for row in summarise(outcomes, "subject").iter_rows(named=True)}
    files = in_files(rows)
    assert len(found) == len(outcomes) == len(files) * len(ruleset)
    for subject, figures in files.items():
        card = targets.evaluate(ruleset, figures, as_of=day)
        for one in card:
            row = found[subject, one.id]
            assert (row["verdict"], row["reason"]) == (one.verdict.value, one.reason and one.reason.value), (subject, one.id, figures)
            if not one.target.parts or one.target.measure.value == "points":
                assert row["shortfall"] == (None if one.shortfall is None else float(one.shortfall)), (subject, one.id)
                assert row["attainment"] == (None if one.attainment is None else float(one.attainment)), (subject, one.id)
        score, line = card.score(), scores[subject]
        assert line["score"] == (None if score.value is None else float(score.value))
        assert line["not_applicable"] == card.counts[targets.Verdict.NOT_APPLICABLE]


def test_a_figure_given_twice_decides_nothing_that_needs_whole_subjects() -> None:
    ruleset = targets.load_ruleset(RULES).select(["S", "all"])
    rows = [{"subject": "s", "period": 1, "indicator": name, "actual": number} for name, number in (("a", 9.0), ("b", 9.0), ("a", 9.0))]
    found = evaluate_frame(ruleset, pl.DataFrame(rows)).sort("target")
    assert found.select("verdict", "reason").rows() == [("undecided", "unreadable")] * 2


def test_sql_engines_refuse_what_needs_whole_subjects_by_name() -> None:
    duckdb = pytest.importorskip("duckdb")
    frame = pl.DataFrame({"subject": ["s"], "period": [1], "indicator": ["a"], "actual": [9.0]})
    with duckdb.connect() as connection, pytest.raises(TargetsError) as refused:
        evaluate_frame(targets.load_ruleset(RULES), connection.from_arrow(frame.to_arrow()))
    said = str(refused.value)
    assert all(f"target `{name}`" in said for name in ("L", "S", "all", "any", "two", "P", "when", "tag", "day", "both"))
    assert "target `A`" not in said


def test_a_table_and_its_ranks_hold_what_does_not_apply() -> None:
    ruleset = targets.load_ruleset(RULES).select(["A", "day"])
    frame = pl.DataFrame({"subject": ["s"], "period": [1], "indicator": ["a"], "actual": [9.0]})
    outcomes = evaluate_frame(ruleset, frame, as_of=dt.date(2024, 5, 31))
    assert dict(outcomes.select("target", "verdict").rows()) == {"A": "exceeded", "day": "not-applicable"}
    assert scoreboard(outcomes).select("subject", "score", "rank").rows() == [("s", 1.0, 1)]


def test_wholes_of_what_needs_whole_subjects_are_refused_by_name() -> None:
    ruleset = targets.load_ruleset(RULES).select(["A", "S", "all"])
    frame = pl.DataFrame({"subject": ["x"], "city": ["c"], "period": [1], "indicator": ["a"], "actual": [9.0]})
    with pytest.raises(TargetsError, match="target `S`") as refused:
        roll_up(ruleset, frame, "city", sums=["a"])
    assert len(refused.value.problems) == 2
