"""Groups of targets: counted, scored and chosen apart, in every way in, and without any effect on a verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import targets
from targets.compare import Relation, compare
from tests.conftest import HOME, run

if TYPE_CHECKING:
    from pathlib import Path

RULES: dict[str, Any] = {
    "ruleset": "g",
    "period": "2025",
    "indicators": {"forest": {"unit": "percent"}, "poor": {"unit": "hộ"}, "roads": {"unit": "km"}},
    "targets": [
        {"id": "A", "indicator": "forest", "at_least": "40 %", "groups": ["Chủ  yếu", "Môi trường"]},
        {"id": "B", "indicator": "poor", "at_most": 9, "weight": 3, "groups": "chủ yếu"},
        {"id": "C", "indicator": "roads", "at_least": 5, "groups": []},
        {"id": "D", "any_of": ["A", "B"], "weight": 0, "groups": ["xã hội"]},
    ],
}
FIGURES = {"subject": "s", "period": "2025", "numbers": "en", "values": {"forest": "40 %", "poor": 10, "roads": 5}}


def rules(**of: Any) -> targets.Ruleset:
    """Give the ruleset with the groups of some targets put into the place of theirs."""
    changed = [{**target, "groups": of[target["id"]]} if target["id"] in of else target for target in RULES["targets"]]
    return targets.load_ruleset({**RULES, "targets": changed})


def written(folder: Path) -> tuple[str, str]:
    paths = (folder / "rules.json", folder / "figures.json")
    for path, document in zip(paths, (RULES, FIGURES), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def test_groups_are_compared_as_tags_are() -> None:
    ruleset = rules(C=["CHỦ YẾU", "mo\u0302i tru\u031bo\u031b\u0300ng"])  # the same letters, each with marks of its own
    assert [target.groups for target in ruleset] == [("chủ yếu", "môi trường"), ("chủ yếu",), ("chủ yếu", "môi trường"), ("xã hội",)]
    assert ruleset.groups == {"chủ yếu": ("A", "B", "C"), "môi trường": ("A", "C"), "xã hội": ("D",)}


def test_groups_turn_no_verdict_and_each_has_a_scorecard() -> None:
    [figures] = targets.load_figures(FIGURES)
    card, plain = (targets.evaluate(ruleset, figures) for ruleset in (rules(), rules(A=[], B=[], D=[])))
    assert [outcome.verdict for outcome in card] == [outcome.verdict for outcome in plain]
    assert {name: [outcome.id for outcome in group] for name, group in card.groups.items()} == {
        "chủ yếu": ["A", "B"], "môi trường": ["A"], "xã hội": ["D"],
    }  # fmt: skip
    assert {name: group.score().value for name, group in card.groups.items()} == {"chủ yếu": 1 / 4, "môi trường": 1, "xã hội": None}
    assert not plain.groups


def test_the_json_report_sums_up_each_group(tmp_path: Path) -> None:
    path, figures = written(tmp_path)
    report = json.loads(run("check", figures, "--rules", path, "-f", "json").out)
    jsonschema.validate(report, json.loads(run("schema", "report").out))
    [card] = report["scorecards"]
    assert [(group["name"], group["score"]["value"], group["counts"]["missed"]) for group in card["groups"]] == [
        ("chủ yếu", "0.25", 1), ("môi trường", "1", 0), ("xã hội", None, 0),
    ]  # fmt: skip
    assert [outcome.get("groups") for outcome in card["outcomes"]] == [["chủ yếu", "môi trường"], ["chủ yếu"], None, ["xã hội"]]


def test_a_group_is_chosen_by_its_name_or_a_pattern(tmp_path: Path) -> None:
    path, figures = written(tmp_path)
    for patterns, ids in (
        (["group:CHỦ yếu"], ["A", "B"]), (["group:*"], ["A", "B", "D"]), (["group:xã*", "C"], ["C", "D"]), (["group:môi trường"], ["A"]),
    ):  # fmt: skip
        assert [target.id for target in rules().select(patterns)] == ids
        report = json.loads(run("check", figures, "--rules", path, "-f", "json", *(w for p in patterns for w in ("--select", p))).out)
        assert [outcome["id"] for outcome in report["scorecards"][0]["outcomes"]] == ids
    refused = run("check", figures, "--rules", path, "--select", "group:chu yeu")
    assert (refused.code, refused.err) == (
        2, "no target of `g` fits `group:chu yeu`\n  help: its groups are chủ yếu, môi trường, xã hội\n",
    )  # fmt: skip


def test_a_name_that_is_written_out_is_chosen_whatever_its_signs_mean_in_a_pattern() -> None:
    ruleset = rules(A=["KT-XH [2024]"], B=["kt-xh 2"])
    assert [target.id for target in ruleset.select(["group:kt-xh [2024]"])] == ["A", "B"]  # the second as a pattern
    ruleset = targets.load_ruleset({**RULES, "targets": [{"id": "A[1]", "indicator": "roads", "at_least": 5}]})
    assert [target.id for target in ruleset.select(["A[1]"])] == ["A[1]"]


def test_explanations_take_a_group_and_refuse_one_that_there_is_not(tmp_path: Path) -> None:
    path, figures = written(tmp_path)
    explained = json.loads(run("explain", "group:xã*", "C", figures, "--rules", path, "-f", "json").out)
    assert [one["id"] for one in explained["explanations"]] == ["C", "D"]
    refused = run("explain", "group:không có", figures, "--rules", path)
    assert (refused.code, refused.err.splitlines()) == (
        2, ["ruleset `g` has no target `group:không có`", "  help: its groups are chủ yếu, môi trường, xã hội"],
    )  # fmt: skip


@pytest.mark.extras
def test_a_form_asks_for_a_group_and_refuses_every_pattern_that_fits_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra targets[excel]")
    path, _ = written(tmp_path)
    form = tmp_path / "form.xlsx"
    assert run("form", path, "-o", str(form), "--select", "group:môi trường").code == 0
    sheet = openpyxl.load_workbook(form).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "forest" in cells
    assert not {"poor", "roads"} & cells
    refused = run("form", path, "-o", str(form), "--select", "A", "--select", "group:không có")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "no target of `g` fits `group:không có`")


def test_an_id_that_looks_like_a_group_is_still_chosen_by_its_id() -> None:
    first, *others = RULES["targets"][:2]
    ruleset = targets.load_ruleset({**RULES, "targets": [{**first, "id": "group:A"}, *others]})
    assert [target.id for target in ruleset.select(["group:A"])] == ["group:A"]


def test_an_overlay_sets_groups_and_takes_them_away(tmp_path: Path) -> None:
    path, _ = written(tmp_path)
    over = {"extends": path, "ruleset": "o", "change": {"A": {"groups": ["mới"]}, "B": {"groups": None}, "C": {"groups": "chủ yếu"}}}
    (tmp_path / "over.json").write_text(json.dumps(over), encoding="utf-8")
    made = targets.load_ruleset(tmp_path / "over.json")
    assert [target.groups for target in made] == [("mới",), (), ("chủ yếu",), ("xã hội",)]
    shown = run("show", str(tmp_path / "over.json"), "--resolved").out
    assert "groups: [mới]" in shown
    assert "groups: chủ yếu" in shown


def test_diff_names_the_groups_that_came_and_went_as_a_change_that_turns_no_verdict(tmp_path: Path) -> None:
    old, new = rules(), rules(A=["môi trường", "chủ yếu"], B=["xã hội"])
    turned, changed, *_ = compare(old, new)
    assert (turned.relation, turned.texts, turned.groups) == (Relation.SAME, (), ())
    assert (changed.relation, changed.texts, changed.groups) == (Relation.SAME, ("groups",), ("+ xã hội", "- chủ yếu"))
    path, _ = written(tmp_path)
    after = tmp_path / "after.json"
    after.write_text(json.dumps({**RULES, "targets": [RULES["targets"][0], {**RULES["targets"][1], "groups": ["mới"]}]}), encoding="utf-8")
    said = run("diff", path, str(after), "--lang", "en").out
    assert "B  = same: ≤ 9 households\n   groups: + mới, - chủ yếu\n" in said
    assert "also changed" not in said


def test_pages_and_sarif_name_groups(tmp_path: Path) -> None:
    path, figures = written(tmp_path)
    page = run("docs", path).out
    assert "| bắt buộc; nhóm: chủ yếu, môi trường |" in page
    log = json.loads(run("check", figures, "--rules", path, "-f", "sarif", "--sarif-all").out)
    found = {rule["id"]: rule["properties"].get("tags") for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert found == {"A": ["chủ yếu", "môi trường"], "B": ["chủ yếu"], "C": None, "D": ["xã hội"]}


def test_the_schema_of_rules_offers_groups() -> None:
    schema = json.loads((HOME / "docs" / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    assert checker.is_valid(RULES)
    assert not checker.is_valid({**RULES, "targets": [{**RULES["targets"][0], "groups": [["a"]]}]})


# -- in columns -------------------------------------------------------------------------------------------------------


def outcomes(ruleset: targets.Ruleset) -> Any:
    pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
    pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
    from targets.columns import evaluate_frame

    rows = [("s", "2025", "forest", 40.0), ("s", "2025", "poor", 10.0), ("t", "2025", "forest", 39.0), ("t", "2025", "roads", 5.0)]
    return evaluate_frame(ruleset, pl.DataFrame(rows, schema=["subject", "period", "indicator", "actual"], orient="row"))


@pytest.mark.extras
def test_a_ruleset_says_the_groups_of_a_summary() -> None:
    found = outcomes(rules())
    from targets.columns import summarise

    rows = {
        row["group"]: (row["targets"], row["met"], row["score"], row["upper"])
        for row in summarise(found, "group", groups=rules()).to_dicts()
    }
    assert rows == {"chủ yếu": (4, 1, 1 / 8, 1 / 2), "môi trường": (2, 1, 1 / 2, 1 / 2), "xã hội": (2, 1, None, None)}
    by_hand = summarise(found, ["subject", "group"], groups={"A": ["core", "core"], "B": ["core"]}).sort("subject").to_dicts()
    assert [(row["subject"], row["group"], row["targets"], row["score"]) for row in by_hand] == [
        ("s", "core", 2, 0.25),
        ("t", "core", 2, 0),
    ]
    one = summarise(found, "group", groups={"A": "core", "B": ["core"]})  # as in `groups: core`
    assert one.select("group", "targets").rows() == [("core", 4)]


@pytest.mark.extras
def test_groups_that_are_not_asked_for_repeat_no_outcome() -> None:
    found = outcomes(rules())
    from targets.columns import summarise

    assert {row["target"]: row["targets"] for row in summarise(found, "target", groups=rules()).to_dicts()} == dict.fromkeys("ABCD", 2)
    with pytest.raises(targets.TargetsError, match="the outcomes have no column `group`"):
        summarise(found, "group")
    with pytest.raises(targets.TargetsError, match="have a column `group` of their own"):
        summarise(found.with_columns(group=found["target"]), "group", groups=rules())


@pytest.mark.extras
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_batch_lists_groups_with_both_bounds(engine: str) -> None:
    for module in ("narwhals", "polars", "pyarrow", "duckdb"):
        pytest.importorskip(module, reason="needs the extra targets[frames]")
    given = ("batch", "examples/cac-xa-2024.csv", "--rules", "examples/cac-xa-rules.yaml", "--numbers", "vi", "--engine", engine)
    report = json.loads(run(*given, "--by", "group", "-f", "json").out)
    jsonschema.validate(report, json.loads(run("schema", "batch").out))
    found = {line["name"]: line for line in report["groups"]["lines"]}
    assert {name: (line["outcomes"], line["score"]["lower"], line["score"]["upper"]) for name, line in found.items()} == {
        "xã hội": (8, "0.75", "0.75"), "chủ yếu": (8, "0.583333333333333333333333333333", "0.75"),
        "kinh tế": (8, "0.416666666666666666666666666667", "0.75"),
    }  # fmt: skip
    for name, line in found.items():
        alone = json.loads(run(*given, "--select", f"group:{name}", "-f", "json").out)["total"]
        assert {**alone, "name": name} == line


@pytest.mark.extras
def test_a_batch_by_groups_needs_groups(tmp_path: Path) -> None:
    for module in ("narwhals", "polars", "pyarrow"):
        pytest.importorskip(module, reason="needs the extra targets[frames]")
    refused = run("batch", "examples/cac-xa-2024.csv", "--rules", "ngo-quyen-2024", "--numbers", "vi", "--by", "group")
    assert refused.code == 2
    assert refused.err.startswith("no target of `ngo-quyen-2024` stands in a group\n  help: write `groups: [core]` beside targets;")
    path, _ = written(tmp_path)
    refused = run("batch", "examples/cac-xa-2024.csv", "--rules", path, "--numbers", "vi", "--by", "group", "--select", "C")
    assert refused.err.startswith("no chosen target of `g` stands in a group\n  help: choose others, or write `groups: [core]` beside")


def test_a_change_of_groups_needs_no_reason_in_an_overlay(tmp_path: Path) -> None:
    path, _ = written(tmp_path)
    over = {"extends": path, "ruleset": "o", "change": {"A": {"groups": []}}}
    (tmp_path / "over.json").write_text(json.dumps(over), encoding="utf-8")
    base, made = targets.load_ruleset(path), targets.load_ruleset(tmp_path / "over.json")
    assert replace(made["A"], groups=base["A"].groups) == base["A"]
