"""Summaries of columns are the scorecards' own: counts, score, bounds and completeness, by subject and by group."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from targets.figures import Figures
from targets.outcome import Verdict
from targets.scorecard import Scorecard
from tests.laws import tables

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")

from targets.columns import evaluate_frame, scoreboard, summarise  # noqa: E402
from targets.columns.summary import COUNTS  # noqa: E402
from targets.columns.totals import Totals  # noqa: E402

pytestmark = pytest.mark.extras
SHARES = ("score", "lower", "upper", "completeness")


def card_of(table: tables.Table, subject: str, wanted: set[str]) -> Scorecard:
    expected = tables.expected(table)
    outcomes = tuple(expected[subject, target.id] for target in table.ruleset if target.id in wanted)
    return Scorecard(table.ruleset, Figures({}, subject), outcomes)


def agrees(row: dict[str, object], card: Scorecard) -> None:
    score = card.score()
    assert [row[name] for name in COUNTS] == [card.counts[verdict] for verdict in Verdict]
    assert (row["targets"], row["counted"], row["decided"]) == (len(card), score.counted, score.decided)
    exact = (score.value, score.lower, score.upper, score.completeness)
    assert [row[name] for name in SHARES] == [None if share is None else float(share) for share in exact]


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_a_summary_of_columns_is_that_of_the_scorecards(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - random figures are no secrets
    ruleset = tables.ruleset(chance, 8)
    table = tables.Table(ruleset, tables.rows(chance, ruleset, 6))
    if not table.rows:
        return
    schema = {"subject": pl.String, "period": pl.String, "indicator": pl.String, "grade": pl.String, "held": pl.Boolean}
    schema |= dict.fromkeys(tables.NUMBERS, pl.Float64)
    outcomes = evaluate_frame(ruleset, pl.DataFrame([{name: row[name] for name in schema} for row in table.rows], schema=schema))
    ids = {target.id for target in ruleset}
    for row in summarise(outcomes, "subject").to_dicts():
        agrees(row, card_of(table, row["subject"], ids))
    groups = {target.id: chance.sample(["core", "land", "people"], chance.randint(0, 2)) for target in ruleset}
    for row in summarise(outcomes, ["subject", "group"], groups=groups).to_dicts():
        agrees(row, card_of(table, row["subject"], {name for name, of in groups.items() if row["group"] in of}))
    grouped = replace(ruleset, targets=tuple(replace(target, groups=tuple(groups[target.id])) for target in ruleset))
    totals = Totals(("target",))
    totals.add(outcomes)
    lines = {line.name: line for line in totals.groups(grouped.groups)}
    for row in summarise(outcomes, "group", groups=grouped).to_dicts():
        line = lines.pop(row["group"])
        assert (row["targets"], row["decided"]) == (line.targets, line.decided)
        exact = (line.score, line.score, line.upper, line.completeness)
        assert [row[name] for name in SHARES] == [None if share is None else float(share) for share in exact]
    assert not lines
    scores = {row["subject"]: card_of(table, row["subject"], ids).score().value for row in table.rows}
    for row in scoreboard(outcomes).to_dicts():
        own = scores[row["subject"]]
        if own is None:
            assert row["rank"] is None
            continue
        others = [score for score in scores.values() if score is not None]
        assert (row["rank"], row["tied"]) == (1 + sum(score > own for score in others), others.count(own))


@given(st.lists(st.tuples(st.sampled_from(["met", "missed", "undecided"]), st.integers(0, 3_000_000)), min_size=1, max_size=30))
def test_weights_with_decimals_give_the_nearest_score(rows: list[tuple[str, int]]) -> None:
    frame = pl.DataFrame({
        "verdict": [verdict for verdict, _ in rows], "weight": [float(Fraction(weight, 10**6)) for _, weight in rows],
        "severity": ["required"] * len(rows),
    })  # fmt: skip
    [found] = summarise(frame).to_dicts()
    whole = sum(weight for _, weight in rows)
    reached = sum(weight for verdict, weight in rows if verdict == "met")
    assert found["score"] == (float(Fraction(reached, whole)) if whole else None)
