from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.reading import resolved_rules
from targets.reading.showing import with_places
from tests.conftest import run
from tests.laws.strategies import FEW, Case, cases, documents, plain

if TYPE_CHECKING:
    from pathlib import Path

LISTS = st.lists(cases(), min_size=1, max_size=4)
SIGN = {"percent": " %", "VND": " VND", "per mille": " ‰"}


@st.composite
def changes(draw: st.DrawFn, of: list[Case]) -> dict[str, Any]:
    """Draw changes of some targets: another bound, severity, weight, condition, or a field taken away."""
    found: dict[str, Any] = {}
    for number, case in enumerate(of):
        if not draw(st.booleans()):
            continue
        bound = f"{plain(draw(FEW))}{SIGN[case.unit]}"
        share = f"{plain(abs(draw(FEW)))} % of plan"
        found[f"T{number}"] = draw(
            st.sampled_from([
                {"at_least": bound}, {"at_most": bound}, {"above": bound}, {"below": bound}, {"exactly": bound},
                {"at_least": share}, {"below": "previous"}, {"at_least": "plan"}, {"severity": "stretch"}, {"severity": "required"},
                {"weight": "3"}, {"when": {"tagged": "t"}}, {"exceedable": False}, {"zero_kept": None}, {"title": "x"},
            ])
        )  # fmt: skip
    return found


def written(folder: Path, base: dict[str, Any], over: dict[str, Any]) -> Path:
    import json

    (folder / "base.json").write_text(json.dumps(base), encoding="utf-8")
    (folder / "over.json").write_text(json.dumps({"extends": "base.json", "ruleset": "over", **over}), encoding="utf-8")
    return folder / "over.json"


@settings(max_examples=300)
@given(LISTS, LISTS, st.data(), st.booleans())
def test_an_overlay_that_only_tightens_never_turns_missed_into_reached(
    tmp_path_factory: pytest.TempPathFactory, of: list[Case], others: list[Case], data: st.DataObject, tagged: bool  # noqa: FBT001
) -> None:  # fmt: skip
    base, figures = documents(of)
    _, more = documents(others)
    path = written(tmp_path_factory.mktemp("x"), base, {"change": data.draw(changes(of))})
    try:
        over = targets.load_ruleset(path)
    except targets.TargetsError:
        return  # it would loosen, or its bound does not fit
    for values in (figures["values"], {**figures["values"], **more["values"]}):
        [loaded] = targets.load_figures({**figures, "values": values, "tags": ["t"] if tagged else []})
        for one, other in zip(targets.evaluate(targets.load_ruleset(base), loaded), targets.evaluate(over, loaded), strict=True):
            if one.verdict is targets.Verdict.MISSED and one.target.is_required:
                assert other.target.is_required
                assert other.verdict is targets.Verdict.MISSED or other.verdict is targets.Verdict.UNDECIDED


@given(LISTS, st.data())
def test_a_resolved_ruleset_reads_back_as_the_same_rules(
    tmp_path_factory: pytest.TempPathFactory, of: list[Case], data: st.DataObject
) -> None:
    base, _ = documents(of)
    change = {name: {**fields, "loosens": "drawn"} for name, fields in data.draw(changes(of)).items()}
    folder = tmp_path_factory.mktemp("x")
    path = written(folder, base, {"change": change})
    try:
        over = targets.load_ruleset(path)
    except targets.TargetsError:
        return
    (folder / "shown.yaml").write_text(with_places(resolved_rules(path).node), encoding="utf-8")
    shown = targets.load_ruleset(folder / "shown.yaml")
    for one, other in zip(over, shown, strict=True):
        assert (one.id, one.acceptable, one.exceeding, one.measure, one.severity, one.weight, one.title) == (
            other.id, other.acceptable, other.exceeding, other.measure, other.severity, other.weight, other.title,
        )  # fmt: skip


BASE = """\
ruleset: base
period: 2024
source: {document: 1/NQ, section: "1"}
indicators:
  x: {unit: percent}
  y: {unit: VND}
targets:
  - {id: A, indicator: x, at_least: 95 %, exceeded_above: 98 %, points: 5}
  - {id: B, indicator: y, at_least: 100 % of plan}
  - {id: S, points_of: [A], at_least: 5}
"""


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ("change: {A: {at_least: 96 %}}", None),
        ("change: {A: {at_least: 94 %}}", "over.yaml:3:10: `change`: `A` would be looser than the base's (base.yaml:8:5)"),
        ("change: {A: {at_least: 94 %, loosens: pilot}}", None),
        ("change: {A: {at_least: 96 %, loosens: pilot}}", "over.yaml:3:30: `change`: `A`: `loosens`, and nothing is looser"),
        ("change: {A: {at_most: 96 %}}", "`A` would be not comparable with the base's"),
        ("change: {A: {severity: stretch}}", "`A` would be looser"),
        ("change: {A: {when: {tagged: urban}}}", "`A` would be looser"),
        ("change: {A: {override: allowed}}", "`A` would be looser"),
        ("change: {A: {points: 6}}", "`A` would be of other points than the base's"),
        ("change: {C: {at_least: 96 %}}", "over.yaml:3:10: `change`: the base has no target `C`"),
        ("change: {A: {at_lest: 96 %}}", "over.yaml:3:14: `change`: `A`: unknown key `at_lest`"),
        ("change: {A: {id: C}}", "`id`"),
        ("change: {A: {at_least: 96 kg}}", "over.yaml:3:24: target `A`: `at_least`: `kg` is an amount, `%` is a share"),
        ("indicators: {x: {unit: VND}}", "over.yaml:3:14: `indicators`: `x` is the base's own"),
        ("targets: [{id: A, indicator: x, at_least: 96 %}]", "over.yaml:3:16: target `A`: the id is taken"),
        ("numbers: vi", "over.yaml:3:10: `numbers` differs from the base's"),
        ("indicators: {z: {unit: hộ}}\ntargets: [{id: Z, indicator: z, below: previous}]", None),
    ],
)
def test_an_overlay_tightens_or_says_why_not(over: str, said: str | None, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "over.yaml"
    path.write_text(f"extends: base.yaml\nruleset: over\n{over}\n", encoding="utf-8")
    if said is not None:
        with pytest.raises(targets.TargetsError) as refused:
            targets.load_ruleset(path)
        assert said in str(refused.value).replace(f"{tmp_path}/", "")
        return
    ruleset = targets.load_ruleset(path)
    assert ruleset.id == "over"
    assert ruleset["B"].source.document == "1/NQ"


def test_sources_and_fields_keep_the_document_that_wrote_them(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "city.yaml").write_text(
        "extends: base.yaml\nruleset: city\nsource: {document: 2/NQ}\nchange: {A: {at_least: 96 %, source: {section: '7'}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "ward.yaml").write_text("extends: city.yaml\nruleset: ward\nchange: {A: {exceeded_above: null}}\n", encoding="utf-8")
    ward = targets.load_ruleset(tmp_path / "ward.yaml")
    assert (ward["A"].source.document, ward["A"].source.section) == ("2/NQ", "7")
    assert (ward["B"].source.document, ward["B"].source.section) == ("1/NQ", "1")
    assert ward.digest != targets.load_ruleset(tmp_path / "city.yaml").digest
    shown = run("show", "ward.yaml", "--resolved", cwd=tmp_path)
    assert "at_least: 96 %" in shown.out
    [line] = [line for line in shown.out.splitlines() if "at_least: 96 %" in line]
    assert line.endswith("# city.yaml:4:14")
    assert "exceeded_above" not in shown.out


@pytest.mark.parametrize("circle", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}])
def test_rules_that_extend_each_other_in_a_circle_are_refused(circle: dict[str, str], tmp_path: Path) -> None:
    for name, base in circle.items():
        (tmp_path / f"{name}.yaml").write_text(f"extends: {base}.yaml\nruleset: {name}\n", encoding="utf-8")
    with pytest.raises(targets.TargetsError, match="leads back to it"):
        targets.load_ruleset(tmp_path / "a.yaml")
