from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import targets
from targets.boundaries import coverage
from targets.interval import Interval
from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.reading import bundled, read_figures, read_file
from targets.reading.cases import cases_beside, load_cases
from targets.ruleset import Severity
from targets.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

RULES = targets.load_ruleset("ngo-quyen-2024")
PLAN = targets.load_ruleset("ngo-quyen-2023")
AT_LEAST_PLAN = Interval(lower=Fraction(100))


def card(name: str, rules: targets.Ruleset = RULES) -> targets.Scorecard:
    [figures] = read_figures(read_file(bundled("examples")[name]), name)
    return targets.evaluate(rules, figures)


def ids(verdict: Verdict, of: targets.Scorecard) -> str:
    return " ".join(outcome.id for outcome in of.only(verdict))


def test_every_target_of_the_report_is_there() -> None:
    assert [target.id for target in RULES] == [f"T{n:02}" for n in range(1, 31)] + ["K01", "K02", "K03"]


@pytest.mark.parametrize("rules", [RULES, PLAN], ids=["2024", "2023"])
def test_every_target_names_its_source_in_two_languages(rules: targets.Ruleset) -> None:
    for target in rules:
        assert target.source.document == "137/BC-UBND"
        assert target.source.section
        for part in (target, *target.parts):
            assert part.title.vi
            assert part.title.en
            assert part.indicator.title.vi
            assert part.indicator.title.en


def test_the_formal_meaning_of_the_targets_that_numbers_decide() -> None:
    def meaning(target_id: str) -> tuple[Measure, str, bool]:
        target = RULES[target_id]
        return target.measure, str(target.acceptable), target.exceeding is not None

    assert meaning("T01") == (Measure.PREVIOUS, "(100, ∞)", False)
    assert meaning("T02") == (Measure.SHARE_OF_PLAN, "[100, ∞)", True)
    assert meaning("T03") == (Measure.ITEMS, "[4, ∞)", False)
    assert meaning("T11") == (Measure.VALUE, "(-∞, 1]", False)
    assert meaning("T12") == (Measure.PREVIOUS, "(-∞, 100)", False)
    assert meaning("T14") == (Measure.VALUE, "[95, ∞)", True)
    assert meaning("T15") == (Measure.VALUE, "[100, ∞)", True)
    assert meaning("T22") == (Measure.SHARE_OF_PLAN, "[100, ∞)", False)
    assert meaning("T23") == (Measure.RANK, "[2, ∞)", True)
    assert [meaning(name)[:2] for name in ("K01", "K02", "K03")] == [(Measure.SHARE_OF_PLAN, "[100, ∞)")] * 3
    assert {name: len(RULES[name].parts) for name in ("T08", "T09", "T18", "T30")} == {"T08": 3, "T09": 3, "T18": 2, "T30": 3}
    assert [target.id for target in RULES if target.severity is Severity.STRETCH] == ["T08"]
    judged = "T05 T06 T07 T17 T19 T20 T21 T24 T25 T27 T28 T29"
    assert " ".join(target.id for target in RULES if target.measure is Measure.JUDGED) == judged


def test_the_ward_of_2023_by_the_targets_of_2024() -> None:
    found = card("ngo-quyen-2023")
    assert ids(Verdict.EXCEEDED, found) == "T02 T14"
    assert ids(Verdict.MET, found) == "T08 T09 T10 T11 T16 T22 K03"
    assert ids(Verdict.MISSED, found) == "T03 T15 K01 K02"
    assert len(found.only(Verdict.UNDECIDED)) == 20
    assert found["K01"].shortfall == Fraction("5.88")
    assert (found["K02"].shortfall, found["K02"].attainment) == (Fraction(32), Fraction("0.68"))
    assert (found["T15"].shortfall, found["T15"].attainment) == (Fraction(2), Fraction(7, 9))
    assert found["T15"].warnings == ()
    assert [note.code for note in found.notes] == ["other-period", "claim", "unused-figures"]


def test_the_ward_of_2023_by_its_own_plan() -> None:
    found = card("ngo-quyen-2023", PLAN)
    assert [outcome.verdict.value for outcome in found] == ["exceeded", "met", "missed", "missed", "met", "undecided"]
    assert found["P06"].reason is Reason.NO_FIGURE


def test_the_invented_ward_reaches_all_that_figures_can_decide() -> None:
    found = card("phuong-mau-2024")
    assert {outcome.reason for outcome in found.only(Verdict.UNDECIDED)} == {Reason.NEEDS_JUDGEMENT}
    assert not found.only(Verdict.MISSED)
    assert not [outcome.id for outcome in found if outcome.warnings]


def test_each_fault_of_the_wrong_ward_stays_with_its_own_target() -> None:
    found = card("phuong-sai-2024")
    parts = [part for outcome in found for part in (outcome.parts or (outcome,))]

    def because(reason: Reason) -> str:
        return " ".join(part.id for part in parts if part.reason is reason)

    assert because(Reason.UNREADABLE) == "T01 T04 T08 T08 T11 T14 T18 T23 T30 T30 K02 K03"
    assert because(Reason.NOT_FINITE) == "T12 T15"
    assert because(Reason.NO_PLAN) == "T22"
    assert because(Reason.NO_PREVIOUS) == "T18"
    assert found["T02"].verdict is Verdict.MET
    assert [warning.code for warning in found["K01"].warnings] == ["share-disagrees"]


def test_nothing_in_the_bundled_rules_is_unused() -> None:
    used = {part.indicator.id for target in RULES for part in (target.parts or (target,))}
    assert used == set(RULES.indicators)


@pytest.mark.parametrize("name", sorted(bundled("rules")))
def test_the_cases_of_a_bundled_ruleset_pass_and_cover_every_boundary(name: str) -> None:
    rules = targets.load_ruleset(name)
    results = verify(rules, load_cases(*cases_beside(name), rules))
    assert [result.case.name for result in results if not result.passed] == []
    found = coverage(rules, results)
    assert [boundary.key for boundary in found.uncovered] == []
    assert found.other_period


def test_a_target_that_is_moved_by_one_last_place_fails_a_case_of_the_bundled_rules(tmp_path: Path) -> None:
    cases, _ = cases_beside("ngo-quyen-2024")
    text = bundled("rules")["ngo-quyen-2024"].read_text(encoding="utf-8")
    for old, new, target_id in (
        ("at_least: 95 %", "at_least: 94.95 %", "T14"),
        ("at_most: 1.0 %", "at_most: 0.99 %", "T11"),
        ("at_most: 1.0 %", "below: 1.0 %", "T11"),
        ("at_least: khá", "at_least: giỏi", "T23"),
        ("at_least: khá", "at_least: khá, exceedable: false", "T23"),
        ("all_of: [tổ 1, tổ 3, tổ 6, tổ 7]", "all_of: [tổ 1, tổ 3, tổ 6]", "T03"),
        ("recruitment, at_least: 100 % of plan, exceedable: false", "recruitment, at_least: 100 % of plan", "T22"),
        ("insurance, at_least: 100 % of plan", "insurance, at_least: 99.99 % of plan", "K01"),
    ):
        assert text.count(old) == 1 or old.startswith("at_least: khá")
        path = tmp_path / "moved.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        rules = targets.load_ruleset(path)
        failed = {difference.outcome.id for result in verify(rules, load_cases(cases, "x", rules)) for difference in result.differences}
        assert failed == {target_id}, (old, new)


def test_the_cases_of_the_scale_of_points_pass() -> None:
    home = bundled("examples")
    rules = targets.load_ruleset(home["xep-loai-rules"])
    results = verify(rules, load_cases(home["xep-loai-rules"].with_name("xep-loai-rules.tests.yaml"), "x", rules))
    assert [(result.case.name, [d.outcome.id for d in result.differences]) for result in results if not result.passed] == []
    assert len(results) >= 5
