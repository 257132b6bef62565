"""Tags of subjects: what rules ask of them, spelt one way, and whatever is spelt another way is said."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import targets
from targets.compare import Relation, compare
from targets.linting import lint
from targets.notices import misspelt_tags
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

RULES: dict[str, Any] = {
    "ruleset": "t",
    "period": "2025",
    "indicators": {"forest": {"unit": "percent"}, "poor": {"unit": "hộ"}},
    "targets": [
        {"id": "A", "indicator": "forest", "at_least": "60 %", "when": {"tagged": "Miền núi"}},
        {"id": "B", "indicator": "poor", "at_most": 9, "when": {"not_tagged": ["đảo", "miền núi"]}},
        {"id": "C", "indicator": "poor", "at_most": 10},
    ],
}


def figures(*tags: str, subject: str = "s", known: bool = True) -> targets.Figures:
    document = {"subject": subject, "period": "2025", "numbers": "en", "values": {"forest": "70 %", "poor": 3}}
    return targets.load_figures({**document, **({"tags": list(tags)} if known else {})})[0]


def written(folder: Path, *tags: str, known: bool = True) -> tuple[str, str]:
    paths = (folder / "rules.json", folder / "figures.json")
    said = {"subject": "s", "period": "2025", "numbers": "en", **({"tags": list(tags)} if known else {}), "values": {"forest": "70 %"}}
    for path, document in zip(paths, (RULES, said), strict=True):
        path.write_text(json.dumps(document), encoding="utf-8")
    return str(paths[0]), str(paths[1])


# -- a tag that is misspelt in figures --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("mien nui",), {"mien nui": "miền núi"}),
        (("miền nui", "đảo"), {"miền nui": "miền núi"}),
        (("MIỀN NÚI",), {}),
        (("miền núi", "miền nui"), {}),  # what is borne already was not meant
        (("biên giới",), {}),
        ((), {}),
    ],
)
def test_a_tag_that_is_nearly_one_of_the_rules_is_noted(tags: tuple[str, ...], found: dict[str, str]) -> None:
    card = targets.evaluate(targets.load_ruleset(RULES), figures(*tags))
    assert {note.names[0]: note.names[1] for note in card.notes if note.code == "misspelt-tag"} == found


def test_a_tag_that_a_waiver_asks_about_is_spelt_as_it_is_meant() -> None:
    waiver = {"target": "C", "tag": "mien nui", "reason": "r", "approved_by": "x", "from": "2025-01-01", "until": "2025-12-31"}
    decisions = targets.load_decisions({"waivers": [waiver]})
    card = targets.evaluate(targets.load_ruleset(RULES), figures("mien nui"), decisions=decisions)
    assert "misspelt-tag" not in {note.code for note in card.notes}


def test_check_says_in_both_languages_and_in_json_what_was_meant(tmp_path: Path) -> None:
    path, given = written(tmp_path, "mien nui")
    assert "Không chỉ tiêu nào hỏi về loại đơn vị `mien nui`. Có phải là `miền núi`?" in run("check", given, "--rules", path).out
    assert "No target asks about the tag `mien nui`. Is it `miền núi`?" in run("check", given, "--rules", path, "--lang", "en").out
    report = json.loads(run("check", given, "--rules", path, "-f", "json").out)
    jsonschema.validate(report, json.loads(run("schema", "report").out))
    assert [note["code"] for note in report["scorecards"][0]["notes"]] == ["misspelt-tag"]


def test_many_odd_tags_are_looked_up_no_longer_than_anybody_reads() -> None:
    assert not misspelt_tags([f"miền nui {number}" for number in range(100)] + ["miền nui"], ["miền núi"]).get("miền nui")


# -- in columns, and in a batch ---------------------------------------------------------------------------------------


@pytest.mark.extras
def test_columns_compare_tags_as_check_does() -> None:
    pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
    pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
    from targets.columns import evaluate_frame

    ruleset = targets.load_ruleset(RULES)
    for cell in ("MIỀN NÚI", "mie\u0302\u0300n  nu\u0301i", "x; Miền Núi"):
        frame = pl.DataFrame({"subject": ["s"], "period": ["2025"], "indicator": ["forest"], "actual": [70.0], "tags": [cell]})
        found = {row["target"]: row["verdict"] for row in evaluate_frame(ruleset, frame).to_dicts()}
        assert (found["A"], found["B"]) == ("exceeded", "not-applicable"), cell


@pytest.mark.extras
def test_a_batch_lists_tags_that_are_hardly_meant_once_with_their_place(tmp_path: Path) -> None:
    for module in ("narwhals", "polars", "pyarrow"):
        pytest.importorskip(module, reason="needs the extra targets[frames]")
    path, _ = written(tmp_path)
    rows = [
        "subject;period;indicator;actual;tags",
        "a;2025;forest;70 %;Miền Núi",
        "b;2025;poor;3;Mien Nui",
        'b;2025;forest;70 %;"mien nui; biên giới"',
        "c;2025;forest;70 %;biên giới",
    ]
    (tmp_path / "data.csv").write_text("\n".join(rows), encoding="utf-8")
    given = ("batch", str(tmp_path / "data.csv"), "--rules", path, "--numbers", "vi", "--rejects", str(tmp_path / "rejects.csv"))
    report = json.loads(run(*given, "-f", "json").out)
    jsonschema.validate(report, json.loads(run("schema", "batch").out))
    assert report["rejects"] == {"count": 1, "kinds": {"misspelt-tag": 1}}
    with (tmp_path / "rejects.csv").open(encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert (row["line"], row["column"], row["subject"], row["value"]) == ("3", "tags", "b", "mien nui")
    assert row["why"] == "no condition asks about the tag `mien nui`; did you mean `miền núi`?"
    assert "loại đơn vị mà không chỉ tiêu nào biết" in run(*given).out


# -- a tag of the rules that nobody bears -----------------------------------------------------------------------------


def found_by_lint(*given: targets.Figures, **more: Any) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    first, *others = RULES["targets"]
    ruleset = targets.load_ruleset({**RULES, "targets": [{**first, **more}, *others]})
    return [(one.ids, one.names) for one in lint(ruleset, given) if one.code == "TGT054" and one.ignored is None]


def test_lint_finds_tags_of_conditions_that_no_subject_bears_with_the_likeliest_first() -> None:
    assert found_by_lint(figures("bien gioi", "mien nui")) == [
        (("A", "B"), ("miền núi", "mien nui", "bien gioi")),
        (("B",), ("đảo", "bien gioi", "mien nui")),
    ]
    assert found_by_lint(figures("miền núi"), figures("Đảo", subject="t")) == []
    assert found_by_lint(figures("miền núi"), figures(subject="t", known=False)) == [(("B",), ("đảo", "miền núi"))]


def test_lint_says_nothing_of_tags_where_no_figures_say_any() -> None:
    assert found_by_lint() == []
    assert found_by_lint(figures(known=False)) == []
    assert [ids for ids, _ in found_by_lint(figures())] == [("A", "B"), ("B",)]


def test_a_tag_that_nobody_bears_can_be_answered_and_the_answer_is_idle_with_figures_alone() -> None:
    answered = {"ignore": {"TGT054": "figures of one commune"}}
    assert [ids for ids, _ in found_by_lint(figures("đảo"), **answered)] == []
    first, *others = RULES["targets"]
    ruleset = targets.load_ruleset({**RULES, "targets": [{**first, **answered}, *others]})
    assert [[one.code for one in lint(ruleset, given) if one.code == "TGT060"] for given in ((), (figures("miền núi"),))] == [
        [],
        ["TGT060"],
    ]


def test_lint_names_the_tags_that_are_borne_and_says_where_there_are_none(tmp_path: Path) -> None:
    path, given = written(tmp_path, "mien nui")
    said = " ".join(run("lint", path, "--figures", given, "--lang", "en").out.split())
    assert "the tag `miền núi` (`A`, `B`) is borne by no subject of the figures; the tags that are borne: `mien nui`" in said
    path, given = written(tmp_path)
    assert "các loại đã ghi: không có" in " ".join(run("lint", path, "--figures", given).out.split())


# -- tags that are not known, and conditions that changed -------------------------------------------------------------


def test_a_target_that_lacks_the_tags_of_its_subject_says_so_and_asks_for_no_figure(tmp_path: Path) -> None:
    path, given = written(tmp_path, known=False)
    assert "tags not given" in run("check", given, "--rules", path, "--lang", "en").out
    assert "chưa ghi loại đơn vị" in run("check", given, "--rules", path, "-f", "html").out
    assert "Undecided (tags not given), 2: forest; poor." in run("check", given, "--rules", path, "--lang", "en", "-f", "text").out
    explained = " ".join(run("explain", "A", given, "--rules", path, "--lang", "en").out.split())
    assert "because the figures do not say which tags the subject bears. S has to say the tags (`tags`) in the figures." in explained


def turned(before: dict[str, Any], after: dict[str, Any]) -> tuple[Relation, list[tuple[str, str]], list[tuple[str, str]]]:
    common = {"id": "A", "indicator": "forest", "at_least": "60 %"}
    old, new = (targets.load_ruleset({**RULES, "targets": [{**common, **more}]}) for more in (before, after))
    [change] = compare(old, new)
    asks, asked = ([(str(one.kind), one.name) for one in side] for side in (change.asks, change.asked))
    return change.relation, asks, asked


def test_diff_names_the_tags_days_and_clauses_that_changed() -> None:
    clause = {"indicator": "poor", "above": 0}
    for before, after, relation, asks, asked in (
        ({}, {"when": {"tagged": "x"}}, Relation.LOOSER, [("tagged", "x")], []),
        ({"when": {"tagged": ["x", "y"]}}, {"when": {"tagged": ["Y"]}}, Relation.STRICTER, [], [("tagged", "x")]),
        ({"when": {"tagged": "x"}}, {"when": {"not_tagged": "x"}}, Relation.INCOMPARABLE, [("not-tagged", "x")], [("tagged", "x")]),
        ({"from": "2025-02-01"}, {"from": "2025-01-01"}, Relation.STRICTER, [("from", "2025-01-01")], [("from", "2025-02-01")]),
        ({"until": "2025-02-01"}, {}, Relation.STRICTER, [], [("until", "2025-02-01")]),
        ({"when": clause}, {"when": {**clause, "above": 1}}, Relation.INCOMPARABLE, [("when", "poor")], [("when", "poor")]),
        ({"when": [clause, {"tagged": "x"}]}, {"when": [{"tagged": "x"}, clause]}, Relation.SAME, [], []),
    ):  # fmt: skip
        assert turned(before, after) == (relation, asks, asked)
        assert turned(after, before) == (relation.mirrored, asked, asks)


def test_diff_says_what_conditions_ask_and_asked_in_every_format(tmp_path: Path) -> None:
    path, _ = written(tmp_path)
    first, *others = RULES["targets"]
    when = [{"tagged": "đảo"}, {"indicator": "poor", "above": 2}]
    changed = [{**first, "when": when, "from": "2025-03-01", "override": "allowed"}, *others]
    (tmp_path / "new.json").write_text(json.dumps({**RULES, "targets": changed}), encoding="utf-8")
    table = run("diff", path, str(tmp_path / "new.json"), "--lang", "en").out
    lines = ["from 2025-03-01 on", "only for: đảo", "only when poor > 2 households"]
    assert table.splitlines()[2:8] == [
        "A  ≠ incomparable: ≥ 60 %", *(f"   + {line}" for line in lines), "   - only for: miền núi", "   also changed: override",
    ]  # fmt: skip
    page = run("diff", path, str(tmp_path / "new.json"), "-f", "markdown").out
    assert "+ áp dụng từ 2025-03-01; + chỉ áp dụng cho: đảo; + chỉ áp dụng khi poor \\> 2 hộ; - chỉ áp dụng cho: miền núi;" in page
    [change, *_] = json.loads(run("diff", path, str(tmp_path / "new.json"), "-f", "json").out)["changes"]
    assert change["conditions"] == [
        {"change": "+", "kind": "from", "name": "2025-03-01", "bound": None},
        {"change": "+", "kind": "tagged", "name": "đảo", "bound": None},
        {"change": "+", "kind": "when", "name": "poor", "bound": "> 2 households"},
        {"change": "-", "kind": "tagged", "name": "miền núi", "bound": None},
    ]
