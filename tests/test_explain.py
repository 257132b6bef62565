from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from targets.report.machine import schema_text
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

POINTS = ("examples/xep-loai-figures.yaml", "--rules", "examples/xep-loai-rules.yaml")


def explained(*argv: str) -> list[dict[str, Any]]:
    ran = run("explain", *argv, "-f", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads(schema_text("explanation")))
    explanations: list[dict[str, Any]] = found["explanations"]
    return explanations


def supposed(*argv: str) -> list[dict[str, Any]]:
    ran = run("what-if", *argv, "-f", "json")
    assert ran.code == 0, ran
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads(schema_text("what-if")))
    suppositions: list[dict[str, Any]] = found["suppositions"]
    return suppositions


def test_ids_patterns_and_files_are_told_apart() -> None:
    assert [one["id"] for one in explained("K02", "T15")] == ["T15", "K02"]
    assert [one["id"] for one in explained("K*")] == ["K01", "K02", "K03"]
    assert [one["subject"] for one in explained("K02", "examples/phuong-mau-2024.yaml", "examples/phuong-sai-2024.yaml")] == [
        "phuong-mau",
        "phuong-sai",
    ]
    assert len(explained("--all")) == 33
    assert len(explained("--all", *POINTS)) == 30


def test_figures_from_standard_input_are_explained() -> None:
    figures = "subject: x\nperiod: 2024\nvalues: {blood-donation: {actual: 99, plan: 100}}\n"
    ran = run("explain", "K02", "-", "--lang", "en", stdin=figures)
    assert "this misses the target (at least 100% of plan), 1 blood unit short." in ran.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "no target to explain"),
        (("examples/phuong-mau-2024.yaml",), "no target to explain"),
        (("K002",), "did you mean `K02`?"),
        (("K02", "examples/missing.yaml"), "no such file"),
    ],
)
def test_what_cannot_be_explained_is_refused_with_a_way_out(argv: tuple[str, ...], said: str) -> None:
    ran = run("explain", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_nothing_evaluated_has_its_own_exit_code() -> None:
    assert run("explain", "K02", "--subject", "nobody").code == 4
    assert run("what-if", "--subject", "nobody", "--set", "blood-donation.actual=1").code == 4


def test_the_score_counts_what_is_reached_with_a_target() -> None:
    [late] = explained("C1", *POINTS, "--subject", "xa-dao", "--judgements", "examples/xep-loai-decisions.yaml")
    assert [(move["indicator"], move["role"], move["from"], move["to"]) for move in late["least_change"]] == [
        ("late-files", "actual", "3", "2")
    ]
    assert late["score_if_reached"]["gain"] == "1/3"
    assert late["score_if_reached"]["reached_with_it"] == ["G3", "P70", "X1", "X2"]


def test_the_least_change_of_an_explanation_does_what_it_says() -> None:
    [blood] = explained("K02")
    [move] = blood["least_change"]
    [after] = supposed("--set", f"{move['indicator']}.{move['role']}={move['to']} đơn vị máu")
    assert [change["id"] for change in after["changes"]] == ["K02"]
    assert after["changes"][0]["after"]["verdict"] == "met"
    assert after["score"]["after"]["value"] == blood["score_if_reached"]["after"]


def test_a_supposition_is_made_for_every_subject_or_for_one() -> None:
    argv = (*POINTS, "--set", "late-files.actual=2")
    assert [one["subject"] for one in supposed(*argv)] == ["phuong-mau", "xa-dao"]
    assert [one["subject"] for one in supposed(*argv, "--subject", "xa-dao")] == ["xa-dao"]
    assert "Áp dụng cho cả 2 đơn vị và kỳ" in run("what-if", *argv).out
    assert "Áp dụng" not in run("what-if", *argv, "--subject", "xa-dao").out


def test_a_supposed_number_is_read_as_its_own_file_writes_numbers(tmp_path: Path) -> None:
    for style, text in (("vi", "1.034"), ("en", "1,034")):
        path = tmp_path / f"{style}.yaml"
        path.write_text(f"subject: {style}\nperiod: 2024\nnumbers: {style}\nvalues: {{}}\n", encoding="utf-8")
        [one] = supposed(str(path), "--set", f"blood-donation.actual={text}", "--set", "blood-donation.plan=1")
        assert one["changes"][0]["after"]["actual"]["value"] == "1034"
    silent = tmp_path / "silent.yaml"
    silent.write_text("subject: x\nperiod: 2024\nvalues: {}\n", encoding="utf-8")
    refused = run("what-if", str(silent), "--set", "blood-donation.actual=1.034")
    assert (refused.code, "can be read in two ways" in refused.err) == (2, True)
    assert run("what-if", str(silent), "--set", "blood-donation.actual=1.034", "--numbers", "vi").code == 0


def test_a_bare_number_takes_the_unit_of_the_one_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(
        "subject: x\nperiod: 2024\nnumbers: vi\nvalues: {budget-revenue: {actual: 5, plan: 6, unit: tỷ đồng}}\n", encoding="utf-8"
    )
    [one] = supposed(str(path), "--set", "budget-revenue.actual=7")
    assert one["set"] == [{"indicator": "budget-revenue", "role": "actual", "before": "5 tỷ đồng", "after": "7 tỷ đồng"}]
    assert [(change["id"], change["after"]["verdict"]) for change in one["changes"]] == [("T02", "exceeded")]


def test_a_supposed_value_that_is_no_number_is_refused_and_items_are_parted_as_everywhere() -> None:
    refused = run("what-if", "--set", "blood-donation.actual=abc")
    assert (refused.code, refused.out) == (2, "")
    assert "`abc` is not a number" in refused.err
    assert (
        run("what-if", "--set", "community-houses.done=tổ 1; tổ 2").out == run("what-if", "--set", "community-houses.done=tổ 1, tổ 2").out
    )


def test_a_bare_number_for_a_share_is_refused() -> None:
    ran = run("what-if", "--set", "cultural-households.actual=95")
    assert (ran.code, "did you mean `95 %`?" in ran.err) == (2, True)


def test_setting_a_faulty_figure_mends_it() -> None:
    [one] = supposed("examples/phuong-sai-2024.yaml", "--set", "trade-service-output.actual=12 tỷ đồng")
    assert [(change["id"], change["after"]["verdict"]) for change in one["changes"]] == [("K03", "met")]


def test_what_stands_below_the_line_is_given_to_an_office_and_never_asked_to_move() -> None:
    [coverage] = explained("B1", *POINTS, "--subject", "phuong-mau")
    assert [move["indicator"] for move in coverage["least_change"]] == ["insured"]


def test_roles_that_are_set_together_all_stand_in_either_order() -> None:
    settings = ("budget-revenue.of_plan=90%", "budget-revenue.actual=15 tỷ đồng")
    for order in (settings, settings[::-1]):
        [one] = supposed(*(word for text in order for word in ("--set", text)))
        assert one["dropped"] == [{"indicator": "budget-revenue", "roles": ["of_previous"]}]
        assert one["changes"][0]["after"]["actual"]["value"] == "90"
