from __future__ import annotations

import inspect
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import targets

RULES = {
    "ruleset": "plain",
    "period": 2024,
    "units": {"lượt": "counted", "tạ": "100 kg"},
    "indicators": {"share": {"unit": "percent"}, "rice": {"unit": "tấn"}, "visits": {"unit": "lượt"}, "kept": None},
    "targets": [
        {"id": "A", "indicator": "share", "at_least": "95 %"},
        {"id": "B", "indicator": "rice", "at_least": "94.5 tạ", "weight": 2},
        {"id": "C", "indicator": "visits", "at_most": 10},
        {"id": "D", "indicator": "kept", "held": True},
    ],
}


def judged(**values: object) -> dict[str, str]:
    [figures] = targets.load_figures({"values": values, "numbers": "en"})
    return {outcome.id: outcome.verdict.value for outcome in targets.evaluate(targets.load_ruleset(RULES), figures)}


def test_figures_can_be_a_dict_of_numbers_and_strings() -> None:
    assert judged(share="95 %", rice=9.45, visits=11, kept=True) == {"A": "met", "B": "met", "C": "missed", "D": "met"}
    assert judged(share="95.0001 %", rice="9,451 kg", visits=Decimal("9.5"), kept=False) == dict.fromkeys("ABC", "exceeded") | {
        "D": "missed"
    }
    assert judged() == dict.fromkeys("ABCD", "undecided")


def test_a_float_is_read_as_its_shortest_decimal() -> None:
    [figures] = targets.load_figures({"rice": 0.1})
    actual = figures["rice"].actual
    assert actual is not None
    assert actual.value == Fraction(1, 10)


def test_a_scorecard_answers_by_id_iterates_in_order_and_filters() -> None:
    [figures] = targets.load_figures({"share": "95 %"})
    card = targets.evaluate(targets.load_ruleset(RULES), figures)
    assert [outcome.id for outcome in card] == list("ABCD")
    assert card["A"].verdict is targets.Verdict.MET
    assert [outcome.id for outcome in card.only(targets.Verdict.UNDECIDED)] == list("BCD")
    assert sum(card.counts.values()) == len(card) == 4
    assert card.score()[1:5] == (Fraction(1, 5), Fraction(1, 5), Fraction(1), Fraction(1, 5))
    with pytest.raises(KeyError):
        card["Z"]


def test_importing_reads_nothing_prints_nothing_and_is_light() -> None:
    code = (
        "import sys; before = set(sys.modules); import targets; "
        "heavy = {'pint', 'pydantic', 'yaml', 'rich', 'numpy', 'dataclasses'} & (set(sys.modules) - before); print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_judging_the_bundled_ward_needs_no_pint() -> None:
    code = "import sys; from targets.cli import main; main(['check']); print('pint' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b"False\n"


def test_every_public_name_is_there_and_documented() -> None:
    assert set(targets.__all__) <= set(dir(targets))
    assert len(targets.__all__) <= 24
    for name in targets.__all__:
        assert inspect.getdoc(getattr(targets, name))
    with pytest.raises(AttributeError, match="no_such_name"):
        targets.no_such_name  # noqa: B018


def test_errors_carry_every_problem_with_place_and_help() -> None:
    with pytest.raises(targets.TargetsError) as caught:
        targets.load_ruleset({**RULES, "targets": [{"id": "A", "indicator": "shar", "at_least": "95 %"}, {"id": "B"}]})
    assert [problem.message for problem in caught.value.problems] == [
        "target `A`: unknown indicator `shar`",
        "target `B`: a target judges one `indicator`, several `indicators`, or a `measure`",
        "target `B`: no direction",
    ]
    assert caught.value.problems[0].help == "did you mean `share`?"


def test_no_public_name_is_hidden_by_a_module_of_the_same_name() -> None:
    code = "import pkgutil, targets; print(*sorted({m.name for m in pkgutil.iter_modules(targets.__path__)} & set(targets.__all__)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize("style", ["vi", "en"])
def test_numbers_of_json_and_of_programs_are_themselves_in_every_style(style: str) -> None:
    bounds = {"at_least": Decimal("1.034"), "weight": 1.125, "points": [{"at_least": 5e9, "points": Decimal("2.500")}]}
    rules = {"ruleset": "r", "period": 2024.0, "numbers": style, "indicators": {"a": {"unit": "VND"}}}
    ruleset = targets.load_ruleset(
        {**rules, "targets": [{"id": "A", "indicator": "a", **bounds}, {"id": "B", "indicator": "a", "exactly": 0}]}
    )
    target = ruleset["A"]
    assert (target.acceptable.lower, target.weight, ruleset.period) == (Fraction("1.034"), Fraction("1.125"), "2024")
    assert (target.bands[0].interval.lower, target.bands[0].points) == (Fraction(5 * 10**9), Fraction("2.5"))
    assert ruleset["B"].acceptable.lower == 0


def test_plain_data_that_no_file_could_hold_is_refused_cleanly() -> None:
    circle: dict[str, object] = {}
    circle["values"] = circle
    deep: object = 1
    for _ in range(3000):
        deep = {"values": deep}
    documents: list[Any] = [
        circle,
        deep,
        {"ruleset": "r", 1: 2},
        {"ruleset": 10**5000},
        {"ruleset": "\ud800"},
        {1: 1, "1": 1},
        {10**5000: 1},
    ]
    for data in documents:
        with pytest.raises(targets.TargetsError):
            targets.load_ruleset(data)
        with pytest.raises(targets.TargetsError):
            targets.load_figures({"subject": "s", "period": 1, **data})
