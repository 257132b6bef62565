from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.outcome import Verdict
from tests.laws.strategies import Case, cases, documents

DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
LISTS = st.lists(cases(), min_size=1, max_size=5)


def waiver(target: str, **more: Any) -> dict[str, Any]:
    return {"target": target, "reason": "storm", "approved_by": "city", "from": "2024-03-01", "until": "2024-09-30", **more}


def judgement(target: str, verdict: str, **more: Any) -> dict[str, Any]:
    signed = {"judged_by": "council", "on": "2024-05-02", "evidence": "minutes 3"}
    return {"target": target, "subject": "s", "period": "2024", "verdict": verdict, **signed, **more}


@settings(deadline=None)
@given(LISTS, st.data(), DAYS)
def test_a_waiver_turns_missed_into_waived_and_nothing_else(of: list[Case], data: st.DataObject, day: date) -> None:
    rules, figures = documents(of)
    ruleset = targets.load_ruleset(rules)
    [loaded] = targets.load_figures(figures)
    ids = data.draw(st.lists(st.sampled_from([target.id for target in ruleset]), unique=True))
    decisions = targets.load_decisions({"waivers": [waiver(name, subject="s") for name in ids]})
    before, after = (targets.evaluate(ruleset, loaded, as_of=day, decisions=found) for found in ((), decisions))
    in_force = date(2024, 3, 1) <= day <= date(2024, 9, 30)
    for one, other in zip(before, after, strict=True):
        waived = one.id in ids and one.verdict is Verdict.MISSED and in_force
        assert other.verdict is (Verdict.WAIVED if waived else one.verdict)
        assert (other.reason, other.measured, other.shortfall, other.attainment) == (
            one.reason, one.measured, one.shortfall, one.attainment,
        )  # fmt: skip
        assert other.computed is (Verdict.MISSED if waived else None)
        expired = [notice.code for notice in other.warnings if notice.code.startswith("waiver")]
        assert bool(expired) == (one.id in ids and one.verdict is Verdict.MISSED and not in_force)
    unused = {name for note in after.notes if note.code == "waiver-unused" for name in note.names}
    assert unused == {o.id for o in before if o.id in ids and o.verdict is not Verdict.MISSED and in_force}


@settings(deadline=None)
@given(LISTS, st.sampled_from(["exceeded", "met", "missed"]), st.booleans(), DAYS)
def test_a_judgement_decides_judged_targets_and_others_only_where_the_rules_allow(
    of: list[Case], verdict: str, allowed: bool, day: date  # noqa: FBT001 - drawn by hypothesis
) -> None:  # fmt: skip
    rules, figures = documents(of)
    ruleset = targets.load_ruleset({**rules, "override": "allowed" if allowed else "refused"})
    [loaded] = targets.load_figures(figures)
    decisions = targets.load_decisions({"judgements": [judgement(target.id, verdict) for target in ruleset]})
    before, after = (targets.evaluate(ruleset, loaded, as_of=day, decisions=found) for found in ((), decisions))
    for case, one, other in zip(of, before, after, strict=True):
        counts = day >= date(2024, 5, 2) and (case.direction == "judged" or allowed)
        assert other.verdict.value == (verdict if counts else one.verdict.value)
        assert (other.decision is not None) == counts
        assert other.computed is (one.verdict if counts and case.direction != "judged" else None)
        assert counts or other.warnings, "a judgement that does not count says why"


RULES: dict[str, Any] = {
    "ruleset": "r",
    "period": "2024",
    "indicators": {"x": {"unit": "percent"}, "poor": {"unit": "hộ"}},
    "targets": [
        {"id": "DAYS", "indicator": "x", "at_least": "95 %", "from": "2024-03-01", "until": "2024-09-30"},
        {"id": "TAG", "indicator": "x", "at_least": "95 %", "when": {"tagged": "Urban"}},
        {"id": "NOT", "indicator": "x", "at_least": "95 %", "when": {"not_tagged": ["island", "border"]}},
        {"id": "CLAUSE", "indicator": "x", "at_least": "95 %", "when": {"indicator": "poor", "above": "0 hộ"}},
        {"id": "BOTH", "indicator": "x", "at_least": "95 %", "when": [{"tagged": "urban"}, {"measure": "poor / 2", "above": "5 hộ"}]},
    ],
}


def verdicts(values: dict[str, Any], day: str | None = None, tags: list[str] | None = None) -> dict[str, str]:
    more = {} if tags is None else {"tags": tags}
    [figures] = targets.load_figures({"subject": "s", "period": "2024", "values": {"x": "96 %", **values}, **more})
    card = targets.evaluate(targets.load_ruleset(RULES), figures, as_of=None if day is None else date.fromisoformat(day))
    return {outcome.id: outcome.verdict.value for outcome in card}


@pytest.mark.parametrize(
    ("target", "values", "day", "tags", "verdict"),
    [
        ("DAYS", {}, "2024-03-01", None, "exceeded"),
        ("DAYS", {}, "2024-09-30", None, "exceeded"),
        ("DAYS", {}, "2024-02-29", None, "not-applicable"),
        ("DAYS", {}, "2024-10-01", None, "not-applicable"),
        ("DAYS", {}, None, None, "undecided"),
        ("TAG", {}, None, ["URBAN"], "exceeded"),
        ("TAG", {}, None, [], "not-applicable"),
        ("TAG", {}, None, None, "undecided"),
        ("NOT", {}, None, [], "exceeded"),
        ("NOT", {}, None, ["border"], "not-applicable"),
        ("NOT", {}, None, None, "undecided"),
        ("CLAUSE", {"poor": 1}, None, None, "exceeded"),
        ("CLAUSE", {"poor": 0}, None, None, "not-applicable"),
        ("CLAUSE", {}, None, None, "undecided"),
        ("CLAUSE", {"poor": "many"}, None, None, "undecided"),
        ("BOTH", {"poor": 11}, None, ["urban"], "exceeded"),
        ("BOTH", {"poor": 10}, None, ["urban"], "not-applicable"),
        ("BOTH", {}, None, ["rural"], "not-applicable"),
        ("BOTH", {}, None, ["urban"], "undecided"),
        ("BOTH", {"poor": 11}, None, None, "undecided"),
    ],
)
def test_a_condition_decides_whether_a_target_applies(
    target: str, values: dict[str, Any], day: str | None, tags: list[str] | None, verdict: str
) -> None:
    assert verdicts(values, day, tags)[target] == verdict


def test_a_waiver_by_tag_reaches_those_that_bear_it_and_composites_follow_their_members() -> None:
    rules = {
        "ruleset": "r", "period": "2024", "indicators": {"x": {"unit": "percent"}},
        "targets": [{"id": "A", "indicator": "x", "at_least": "95 %"}, {"id": "B", "all_of": ["A"]}],
    }  # fmt: skip
    decisions = targets.load_decisions({"waivers": [waiver("A", tag="Flooded")]})
    for tags, expected in ((["flooded"], ["waived", "waived"]), ([], ["missed", "missed"])):
        [figures] = targets.load_figures({"subject": "s", "period": "2024", "tags": tags, "values": {"x": "1 %"}})
        card = targets.evaluate(targets.load_ruleset(rules), figures, as_of=date(2024, 5, 5), decisions=decisions)
        assert [outcome.verdict.value for outcome in card] == expected


def test_the_latest_judgement_counts_and_a_waiver_may_follow_it() -> None:
    rules = {"ruleset": "r", "period": "2024", "indicators": {"x": None}, "targets": [{"id": "A", "indicator": "x", "judged": True}]}
    [figures] = targets.load_figures({"subject": "s", "period": "2024", "values": {}})
    late, early = judgement("A", "missed", on="2024-06-01"), judgement("A", "met", on="2024-05-01")
    written = {"judgements": [late, early], "waivers": [waiver("A", subject="s")]}
    for day, expected in ((date(2024, 5, 15), "met"), (date(2024, 6, 1), "waived"), (date(2024, 12, 1), "missed")):
        card = targets.evaluate(targets.load_ruleset(rules), figures, as_of=day, decisions=targets.load_decisions(written))
        assert card["A"].verdict.value == expected
