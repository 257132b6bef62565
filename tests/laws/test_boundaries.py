from __future__ import annotations

from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.boundaries import boundaries_of, coverage
from targets.cells import COMPOSITES, Circumstance, cell_of, cells_of, circumstances_of, circumstances_seen
from targets.drafting import draft_cases
from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason
from targets.reading.cases import read_cases
from targets.report.casefile import cases_text
from targets.verification import verify
from tests.laws.strategies import Case, cases, documents

CIRCUMSTANCES = get_args(Circumstance)
OTHERS = st.lists(
    st.sampled_from([
        {"indicator": "grade", "at_least": "khá"}, {"indicator": "grade", "below": "khá"}, {"indicator": "grade", "exactly": "đạt"},
        {"indicator": "title", "held": True}, {"indicator": "list", "all_of": ["tổ 1", "tổ 2"]}, {"indicator": "list", "all_of": ["a"]},
        {"indicators": ["title", "kept"], "held": True}, {"indicators": ["i0", "share"], "at_least": "95 %"},
        {"indicator": "people", "at_most": "0 người"}, {"indicator": "people", "between": ["3 người", "4 người"]},
        {"indicator": "thousands", "at_least": "1.5 nghìn người", "exceeded_above": "1.501 nghìn người"},
    ]),
    max_size=4,
)  # fmt: skip
NEWER = st.lists(
    st.sampled_from([
        [{"measure": "people / thousands", "at_least": "95 %"}],
        [{"measure": "previous(people) - people", "at_least": "1 người", "zero_kept": False}],
        [{"measure": "plan(people) - 2 * people", "between": ["0 người", "3 người"]}],
        [{"measure": "people * share", "below": "10 người"}],
        [{"measure": "share - previous(share)", "above": "0.5 percentage points"}],
        [{"indicator": "people", "at_least": "5 người", "from": "2024-01-01", "until": "2024-12-31"}],
        [{"indicator": "people", "at_least": "5 người", "when": {"tagged": "urban"}}],
        [{"indicator": "title", "held": True, "when": {"not_tagged": ["island", "border"]}}],
        [{"indicator": "share", "at_least": "95 %", "when": [{"indicator": "people", "above": "0 người"}, {"tagged": "urban"}]}],
        [{"indicator": "people", "at_least": "5 người", "id": "M"}, {"indicator": "title", "held": True, "id": "N"},
         {"all_of": ["M", "N"]}, {"any_of": ["M", "N"]}],
        [{"indicator": "grade", "at_least": "khá", "id": "U"}, {"indicator": "kept", "judged": True, "id": "V"},
         {"indicators": ["title", "list"], "judged": True, "id": "W"}, {"at_least_n_of": {"n": 2, "of": ["U", "V", "W"]}}],
        [{"indicator": "people", "at_least": "5 người", "points": 10, "id": "P"},
         {"indicator": "share", "at_least": "80 %", "points": [{"at_least": "95 %", "points": 10}, {"at_least": "80 %", "below": "95 %", "points": 7}],
          "id": "Q"},
         {"points_of": ["P", "Q"], "at_least": "85 %"}, {"points_of": ["P", "Q"], "at_least": "17 điểm"}],
    ]),
    max_size=2, unique_by=str,
)  # fmt: skip
LANGS = st.sampled_from(["vi", "en"])


def ruleset(written: list[Case], others: list[dict[str, Any]], newer: list[list[dict[str, Any]]]) -> targets.Ruleset:
    rules, _ = documents(written)
    rules["scales"] = {"training": ["không đạt", "đạt", "khá", "giỏi"]}
    rules["indicators"] |= {"grade": {"scale": "training"}, "title": None, "kept": None, "list": None, "share": {"unit": "percent"}}
    rules["indicators"] |= {"people": {"unit": "người"}, "thousands": {"unit": "nghìn người"}}
    others = [*others, *(target for group in newer for target in group)]
    rules["targets"] += [{"id": f"O{n}", **other} for n, other in enumerate(others)]
    return targets.load_ruleset(rules)


def rulesets() -> st.SearchStrategy[targets.Ruleset]:
    return st.builds(ruleset, st.lists(cases().filter(lambda case: case.unit == "percent"), min_size=1, max_size=3), OTHERS, NEWER)


@given(rulesets())
def test_every_boundary_lies_in_its_own_cell_and_the_verdict_turns_nowhere_else(rules: targets.Ruleset) -> None:
    for boundary in boundaries_of(rules):
        outcome = boundary.outcome
        if boundary.cell in CIRCUMSTANCES:
            assert boundary.cell in circumstances_seen(outcome, boundary.sample.as_of)
            assert (outcome.verdict is targets.Verdict.NOT_APPLICABLE) == (boundary.cell not in ("first-day", "last-day"))
        else:
            assert cell_of(outcome) == boundary.cell
            undecided = isinstance(boundary.cell, Reason) or boundary.cell == "undecided"
            assert undecided == (outcome.verdict is targets.Verdict.UNDECIDED)


@given(rulesets())
def test_figures_are_found_for_every_cell(rules: targets.Ruleset) -> None:
    found = {boundary.key for boundary in boundaries_of(rules)}
    for target in rules:
        for part in (target,) if target.measure in COMPOSITES else target.parts or (target,):
            assert {(target.id, part.indicator.id, cell) for cell in cells_of(part)} <= found
        assert {(target.id, target.indicator.id, name) for name in circumstances_of(target)} <= found


@given(cases(), st.data())
def test_two_figures_in_one_cell_have_one_verdict(case: Case, data: st.DataObject) -> None:
    rules, _ = documents([case])
    loaded = targets.load_ruleset(rules)
    by_cell = {boundary.cell: boundary.outcome.verdict for boundary in boundaries_of(loaded)}
    other = data.draw(cases().filter(lambda one: one.unit == case.unit))
    for figure in (case.figure, other.figure):
        [figures] = targets.load_figures({"values": {"i0": figure} if figure else {}, "numbers": "en"})
        [outcome] = targets.evaluate(loaded, figures)
        if (cell := cell_of(outcome)) in by_cell:
            assert outcome.verdict is by_cell[cell]


@given(rulesets())
def test_the_number_of_a_strict_or_closed_bound_decides_which_side_it_belongs_to(rules: targets.Ruleset) -> None:
    for boundary in boundaries_of(rules):
        cell, part = boundary.cell, boundary.part
        if isinstance(cell, Interval) and not part.zero_kept and part.measure is not Measure.COMBINED:
            assert part.acceptable.includes(cell) == boundary.outcome.verdict.is_reached
            assert part.acceptable.includes(cell) or (part.acceptable & cell).is_empty


@settings(max_examples=40)
@given(rulesets(), LANGS)
def test_drafted_cases_read_again_pass_and_cover_everything(rules: targets.Ruleset, lang: Any) -> None:
    nothing = coverage(rules, ())
    assert nothing.share == 0
    written = read_cases(cases_text(rules, draft_cases(rules, nothing), lang), "drafted", rules)
    results = verify(rules, written)
    assert all(result.passed for result in results)
    assert coverage(rules, results).share == 100


@settings(max_examples=40)
@given(rulesets(), st.data())
def test_a_case_more_never_covers_less_and_what_is_left_out_is_named(rules: targets.Ruleset, data: st.DataObject) -> None:
    results = verify(rules, draft_cases(rules, coverage(rules, ())))
    some = data.draw(st.lists(st.sampled_from(results), unique_by=lambda result: result.case.name))
    found = coverage(rules, some)
    assert found.share <= coverage(rules, results).share
    assert found.covered + len(found.uncovered) + (not found.other_period) == found.total
    drafted = verify(rules, draft_cases(rules, found))
    assert coverage(rules, (*some, *drafted)).share == 100


@settings(max_examples=40)
@given(rulesets(), st.data())
def test_a_wrong_expectation_fails_and_nothing_else_does(rules: targets.Ruleset, data: st.DataObject) -> None:
    drafts = draft_cases(rules, coverage(rules, ()))
    case = data.draw(st.sampled_from(drafts))
    name = data.draw(st.sampled_from(sorted(case.expect)))
    other = data.draw(st.sampled_from([verdict for verdict in targets.Verdict if verdict is not case.expect[name].verdict]))
    case.expect[name] = case.expect[name]._replace(verdict=other)  # type: ignore[index]
    failed = [(result.case.name, [d.outcome.id for d in result.differences]) for result in verify(rules, drafts) if not result.passed]
    assert failed == [(case.name, [name])]
