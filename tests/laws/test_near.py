"""`near` marks missed targets and changes nothing else."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.compare import Relation, compare
from targets.errors import TargetsError
from targets.numerals import read_number
from targets.outcome import Verdict, scale_by_base
from targets.report.chart import axis_of, bullet
from targets.report.explanation import explained
from targets.report.office import COLUMNS, lines_of
from targets.report.rows import row_of
from targets.report.words import say
from targets.scorecard import MODELS
from tests.laws.strategies import Case, cases, documents, plain

SHARES = st.sampled_from([Fraction(n, 1000) for n in (1, 10, 50, 100, 333, 500)])
POINTS = {"percent": "percentage points", "VND": "VND", "per mille": "per mille points"}
NUMBER = r"[−\d][\d.,]*"


@st.composite
def near_cases(draw: st.DrawFn) -> tuple[Case, str | None, Fraction, bool]:
    """Draw a case, what its target calls near, and what that is: a share of each bound, or a difference in their terms."""
    case = draw(cases().filter(lambda case: case.direction != "judged"))
    by, of_bound = draw(SHARES), draw(st.booleans()) and bool(case.low or case.high)
    unit = POINTS[case.unit if case.basis == "value" else "percent"]
    return case, f"{plain(by * 100)} %" if of_bound else f"{plain(by * 100)} {unit}", by if of_bound else by * 100, of_bound


def judged(rules: dict[str, Any], figures: dict[str, Any]) -> targets.Scorecard:
    [loaded] = targets.load_figures(figures)
    return targets.evaluate(targets.load_ruleset(rules), loaded)


def with_near(drawn: list[tuple[Case, str | None, Fraction, bool]]) -> tuple[targets.Scorecard, targets.Scorecard]:
    rules, figures = documents([case for case, *_ in drawn])
    marked = [{**rule, "near": near} for rule, (_, near, *_) in zip(rules["targets"], drawn, strict=True)]
    return judged(rules, figures), judged({**rules, "targets": marked}, figures)


def without_marks(of: Any) -> Any:
    """Give the report's data without what `near` may change: the mark itself, and rules that say it."""
    if isinstance(of, dict):
        return {key: without_marks(value) for key, value in of.items() if key != "near"}
    return [without_marks(value) for value in of] if isinstance(of, list) else of


@settings(deadline=None, max_examples=200)
@given(st.lists(near_cases(), min_size=1, max_size=4), SHARES)
def test_near_changes_no_verdict_no_number_and_no_score(drawn: list[Any], share: Fraction) -> None:
    bare, marked = with_near(drawn)
    rules, figures = documents([case for case, *_ in drawn])
    for other in (marked, judged({**rules, "near": f"{plain(share * 100)} %"}, figures)):
        assert without_marks(other.to_dict()) == without_marks(bare.to_dict())
        assert [other.score(model) for model in MODELS] == [bare.score(model) for model in MODELS]
        assert all(outcome.verdict is Verdict.MISSED for outcome in other if outcome.is_near)
    assert not any(outcome.is_near for outcome in bare)


@settings(deadline=None, max_examples=400)
@given(st.lists(near_cases(), min_size=3, max_size=5))
def test_a_missed_target_is_near_exactly_where_its_distance_to_the_crossed_bound_is_within_it(drawn: list[Any]) -> None:
    _, card = with_near(drawn)
    for outcome, (case, _, by, of_bound) in zip(card, drawn, strict=True):
        value, acceptable = outcome.value, outcome.acceptable
        if outcome.verdict is not Verdict.MISSED or value is None or acceptable is None:
            assert not outcome.is_near
            continue
        below = acceptable.lower is not None and value <= acceptable.lower
        bound, written = (acceptable.lower, case.low) if below else (acceptable.upper, case.high)
        assert bound is not None
        base = outcome.base
        whole = Fraction(1000 if case.unit == "per mille" and case.basis == "value" else 100)
        factor = Fraction(1) if base is None else abs(Fraction(*base)) / whole
        room = (abs(written) * by if of_bound else by) * factor
        assert outcome.is_near == (abs(value - bound) <= room), (outcome.target.near, value, bound, room)


@settings(deadline=None, max_examples=200)
@given(st.lists(near_cases(), min_size=1, max_size=4), st.sampled_from(["vi", "en"]))
def test_what_is_shown_compares_with_what_is_called_near_as_the_numbers_do(drawn: list[Any], lang: Any) -> None:
    _, card = with_near(drawn)
    for outcome in card:
        told = explained(outcome, card, lang)
        assert ("xấp xỉ" in told.word or "near" in told.word) == outcome.is_near
        said = re.search(r"(?:Như vậy là xấp xỉ|That is near) \((.*)\)\.$", told.paragraph)
        assert bool(said) == outcome.is_near
        share, low = re.search(rf"({NUMBER})% (?:kế hoạch|of plan)", told.paragraph), outcome.target.near
        if said and share and low is not None and low.lower is not None and case_of_plan(outcome):
            shown, end = (number(text, lang) for text in (share[1], (re.findall(NUMBER, said[1]) or ["100"])[0]))
            assert shown >= end, told.paragraph


@settings(deadline=None, max_examples=300)
@given(st.lists(near_cases(), min_size=1, max_size=4))
def test_the_mark_of_a_chart_stands_inside_the_amber_zone_exactly_where_it_is_near(drawn: list[Any]) -> None:
    _, card = with_near(drawn)
    for outcome in card:
        picture, near, acceptable = bullet(outcome, "vi"), outcome.near, outcome.acceptable
        if near is None or acceptable is None or outcome.verdict is not Verdict.MISSED or (near.lower is None) == (near.upper is None):
            continue
        zone = re.search(r'class="h" x="([\d.]+)" width="([\d.]+)"', picture)
        dot = re.search(r'class="d" cx="(-?[\d.]+)"', picture)
        assert dot is not None or not picture
        axis, value = axis_of(outcome), outcome.value
        if zone and dot and axis and value is not None:
            end = near.upper if near.lower is None else near.lower
            bound = acceptable.upper if near.lower is None else acceptable.lower
            assert end is not None
            assert bound is not None
            edge = float(zone[1]) + (float(zone[2]) if near.lower is None else 0)
            inside = float(dot[1]) <= edge if near.lower is None else float(dot[1]) >= edge
            assert inside == outcome.is_near or axis.at(end) == axis.at(bound), picture


def case_of_plan(outcome: targets.Outcome) -> bool:
    return outcome.target.acceptable.upper is None and outcome.target.measure.value == "share of plan"


def number(text: str, lang: str) -> Fraction:
    found = read_number(text.rstrip(",."), "vi" if lang == "vi" else "en")
    return Fraction(found.numerator, found.denominator)


@given(st.lists(st.sampled_from(["met", "near", "missed", "none"]), min_size=1, max_size=5), st.data())
def test_a_target_over_others_is_near_where_what_decides_it_is(members: list[str], data: st.DataObject) -> None:
    need = data.draw(st.integers(1, len(members)))
    names = [f"T{n}" for n in range(len(members))]
    given_ = {"met": "100 %", "near": "95 %", "missed": "90 %"}
    rules = {
        "ruleset": "r", "period": 1, "near": "5 %", "indicators": {name: {"unit": "percent"} for name in names},
        "targets": [
            *({"id": name, "indicator": name, "at_least": "100 %"} for name in names),
            {"id": "SOME", "at_least_n_of": {"n": need, "of": names}}, {"id": "EACH", "indicators": names, "at_least": "100 %"},
        ],
    }  # fmt: skip
    values = {name: given_[member] for name, member in zip(names, members, strict=True) if member != "none"}
    card = judged(rules, {"numbers": "en", "values": values})
    chain = ["missed", "near", "none", "met"]
    for target_id, wanted in (("SOME", need), ("EACH", len(members))):
        decides = sorted(members, key=chain.index, reverse=True)[wanted - 1]
        assert card[target_id].is_near == (decides == "near")
        assert (card[target_id].verdict is Verdict.MISSED) == (decides in {"near", "missed"})


def test_what_people_decide_is_never_near() -> None:
    rules = targets.load_ruleset({
        "ruleset": "r", "period": 1, "override": "allowed", "indicators": {"i": {"unit": "percent"}},
        "targets": [{"id": name, "indicator": "i", "at_least": "95 %", "near": "5 %"} for name in ("A", "B", "C")],
    })  # fmt: skip
    [figures] = targets.load_figures({"subject": "s", "period": 1, "as_of": "2024-06-01", "values": {"i": "94 %"}})
    waiver = {"target": "B", "subject": "s", "reason": "r", "approved_by": "x", "from": "2024-01-01", "until": "2024-12-31"}
    judgement = {"target": "C", "subject": "s", "period": 1, "verdict": "missed", "judged_by": "x", "on": "2024-05-01", "evidence": "e"}
    decisions = targets.load_decisions({"waivers": [waiver], "judgements": [judgement]})
    card = targets.evaluate(rules, figures, decisions=decisions)
    assert [(o.verdict.value, o.is_near) for o in card] == [("missed", True), ("waived", False), ("missed", False)]


@pytest.mark.parametrize(
    ("bound", "indicator", "figure", "is_near"),
    [
        ({"at_least": "65 %", "near": "1 %"}, "share", "64.35 %", True),
        ({"at_least": "65 %", "near": "1 %"}, "share", "64.349999999999999999 %", False),
        ({"at_least": "65 %", "near": "0.5 percentage points"}, "share", "64.5 %", True),
        ({"above": "65 %", "near": "1 %"}, "share", "65 %", True),
        ({"at_least": "100 % of plan", "near": "5.88 %"}, "share", {"of_plan": "94.12 %"}, True),
        ({"at_least": "100 % of plan", "near": "5.87 %"}, "share", {"of_plan": "94.12 %"}, False),
        ({"at_least": "100 %", "near": "25 %"}, "share", "7/9", True),
        ({"at_least": "100 %", "near": "22.22 %"}, "share", "7/9", False),
        ({"all_of": ["a", "b", "c"], "near": "1 mục"}, "list", {"done": ["a", "b"]}, True),
        ({"all_of": ["a", "b", "c"], "near": "30 %"}, "list", {"done": ["a", "b"]}, False),
        ({"at_most": "0 cases", "near": 1}, "births", 1, True),
        ({"below": "previous", "near": "10 %"}, "births", {"actual": 11, "previous": 10}, True),
        ({"below": "previous", "near": "10 %"}, "births", {"actual": 12, "previous": 10}, False),
        ({"at_least": "plan", "near": "10 %"}, "births", {"actual": -11, "plan": -10}, True),
        ({"at_least": "plan", "near": "10 %"}, "births", {"actual": -12, "plan": -10}, False),
        ({"between": ["90 %", "95 %"], "near": "2 %"}, "share", "96.9 %", True),
        ({"between": ["90 %", "95 %"], "near": "2 %"}, "share", "96.91 %", False),
    ],
)  # fmt: skip
def test_the_edge_of_what_is_near(bound: dict[str, Any], indicator: str, figure: object, is_near: bool) -> None:  # noqa: FBT001
    indicators = {"share": {"unit": "percent"}, "list": {}, "births": {"unit": "cases"}}
    rules = {"ruleset": "r", "period": 1, "indicators": indicators, "targets": [{"id": "A", "indicator": indicator, **bound}]}
    outcome = judged(rules, {"numbers": "en", "values": {indicator: figure}})["A"]
    assert (outcome.verdict, outcome.is_near) == (Verdict.MISSED, is_near)
    assert row_of(outcome, "en").word == ("missed, near" if is_near else "missed")


def test_a_sum_of_points_is_near_its_bound() -> None:
    indicators = {"a": {"unit": "percent"}, "b": {"unit": "percent"}}
    members = [{"id": name, "indicator": name.lower(), "at_least": "95 %", "points": 10} for name in "AB"]
    for bound, near, is_near in (
        ("11 điểm", "1 điểm", True),
        ("12 điểm", 1, False),
        ("55 %", "5 percentage points", True),
        ("55 %", "9 %", False),
    ):
        total = {"id": "S", "points_of": ["A", "B"], "at_least": bound, "near": near}
        rules = {"ruleset": "r", "period": 1, "indicators": indicators, "targets": [*members, total]}
        card = judged(rules, {"numbers": "en", "values": {"a": "95 %", "b": "1 %"}})
        assert card["S"].verdict is Verdict.MISSED
        assert card["S"].is_near == is_near


def test_what_is_near_for_all_is_a_share_and_leaves_alone_what_has_no_number() -> None:
    indicators = {"i": {"unit": "percent"}, "t": {}, "g": {"scale": "s"}, "n": {"unit": "cases"}}
    rules = {
        "ruleset": "r", "period": 1, "near": "10 %", "scales": {"s": ["x", "y"]}, "indicators": indicators,
        "targets": [
            {"id": "A", "indicator": "i", "at_least": "90 %"}, {"id": "B", "indicator": "i", "at_least": "90 %", "near": "1 %"},
            {"id": "C", "indicator": "t", "held": True}, {"id": "D", "indicator": "g", "at_least": "y"}, {"id": "E", "indicator": "n", "at_most": "0 cases"},
            {"id": "F", "all_of": ["A", "B"]}, {"id": "G", "indicator": "i", "at_least": "90 %", "when": {"indicator": "i", "above": "80 %"}},
        ],
    }  # fmt: skip
    ruleset = targets.load_ruleset(rules)
    assert {target.id: str(target.near) for target in ruleset if target.near} == {"A": "[81, ∞)", "B": "[891/10, ∞)", "G": "[81, ∞)"}
    assert [clause.near for clause in ruleset["G"].applies.clauses] == [None]  # type: ignore[union-attr]
    with pytest.raises(TargetsError, match="`3 cases` is no share"):
        targets.load_ruleset({**rules, "near": "3 cases"})


@given(SHARES, SHARES, st.sampled_from([Fraction(-3), Fraction(0), Fraction(7)]))
def test_more_room_never_makes_less_near(one: Fraction, other: Fraction, base: Fraction) -> None:
    rules = {"ruleset": "r", "period": 1, "indicators": {"i": {"unit": "cases"}}}
    found = [
        targets.load_ruleset({**rules, "targets": [{"id": "A", "indicator": "i", "at_least": "plan", "near": f"{plain(share * 100)} %"}]})[
            "A"
        ]
        for share in sorted((one, other))
    ]
    narrow, wide = (scale_by_base(target.near, target, base) for target in found if target.near is not None)
    assert wide.includes(narrow)


def test_an_overlay_sets_moves_and_takes_away_what_is_near(tmp_path: Any) -> None:
    (tmp_path / "base.yaml").write_text(
        "ruleset: base\nperiod: 1\nindicators: {i: {unit: percent}, t: {}}\ntargets:\n"
        "  - {id: A, indicator: i, at_least: 90 %}\n  - {id: B, indicator: i, at_least: 90 %, near: 2 percentage points}\n"
        "  - {id: C, indicator: i, at_least: 90 %, near: 1 %}\n",
        encoding="utf-8",
    )
    over = tmp_path / "over.yaml"
    over.write_text(
        "extends: base.yaml\nruleset: over\nnear: 10 %\nchange:\n  B: {near: null}\n  C: {near: 3 percentage points}\n", encoding="utf-8"
    )
    base, made = targets.load_ruleset(tmp_path / "base.yaml"), targets.load_ruleset(over)
    assert [str(target.near) for target in base] == ["None", "[88, ∞)", "[891/10, ∞)"]
    assert [str(target.near) for target in made] == ["[81, ∞)", "[81, ∞)", "[87, ∞)"]
    assert [(change.relation, change.texts) for change in compare(base, made)] == [(Relation.SAME, ("near",))] * 3
    over.write_text(
        "extends: base.yaml\nruleset: over\nchange:\n  B: {indicator: t, held: true, loosens: x}\n  C: {at_least: 95 %}\n", encoding="utf-8"
    )
    made = targets.load_ruleset(over)
    assert [str(target.near) for target in made] == ["None", "None", "[1881/20, ∞)"]
    assert [(change.id, "near" in change.texts) for change in compare(base, made)] == [("A", False), ("B", True), ("C", False)]


@pytest.mark.parametrize("bound", ["100 ha", "100 % of plan", "plan", "100 % of previous"])
def test_a_number_just_short_of_what_is_near_is_nowhere_shown_as_near(bound: str) -> None:
    card = judged(
        {"ruleset": "r", "period": "2024", "near": "5 %", "indicators": {"a": {"unit": "ha"}}, "targets": [{"id": "T", "indicator": "a", "at_least": bound}]},
        {"subject": "s", "period": "2024", "numbers": "en", "values": {"a": {"actual": "94.9999999", "plan": 100, "previous": 100}}},
    )  # fmt: skip
    assert (card["T"].verdict, card["T"].is_near) == (Verdict.MISSED, False)
    steps = [text for key, text in explained(card["T"], card, "en").facts if key == say("en", "arithmetic")]
    assert steps
    assert not [text for text in steps if "95" in text]
    [line] = lines_of(card.outcomes, "en")
    judged_by = {"of-plan-column": "plan", "of-previous-column": "previous"}
    shown = [line.cells[COLUMNS.index(key)].text for key, base in {"actual": "", **judged_by}.items() if base in bound]
    assert [text.removesuffix(" %") for text in shown] == ["94.9999999"] * len(shown)
