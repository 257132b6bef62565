from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import targets
from targets.linting import lint
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

RULES = targets.load_ruleset(
    {
        "ruleset": "r",
        "period": "2024",
        "source": {"document": "x", "section": "1"},
        "indicators": {"a": {"unit": "percent"}, "work": {}},
        "targets": [
            {"id": "A", "indicator": "a", "at_least": "95 %"},
            {"id": "B", "indicator": "work", "judged": True},
            {
                "id": "C",
                "indicator": "a",
                "above": "10 %",
                "override": "allowed",
                "severity": "stretch",
                "ignore": {"TGT041": "a floor for all"},
            },
        ],
    }
)


def submitted(value: str, subject: str = "s") -> targets.Figures:
    [figures] = targets.load_figures({"subject": subject, "period": 2024, "numbers": "en", "tags": ["urban"], "values": {"a": value}})
    return figures


def waiver(**fields: Any) -> tuple[targets.Waiver | targets.Judgement, ...]:
    whom = {} if "tag" in fields else {"subject": "s"}
    usual = {"target": "A", "reason": "storm", "approved_by": "city", "from": "2024-01-01", "until": "2024-12-31", **whom}
    return targets.load_decisions({"waivers": [{**usual, **fields}]})


def judgement(**fields: Any) -> tuple[targets.Waiver | targets.Judgement, ...]:
    usual = {"target": "B", "subject": "s", "period": 2024, "verdict": "met", "judged_by": "x", "on": "2024-12-01", "evidence": "y"}
    return targets.load_decisions({"judgements": [{**usual, **fields}]})


def codes(decisions: Any, *figures: targets.Figures, as_of: date | None = date(2024, 12, 15)) -> list[str]:
    found = lint(RULES, figures, decisions, as_of=as_of)
    return [finding.code.name for finding in found if finding.ignored is None and finding.code.name != "ASKS_LESS"]


@pytest.mark.parametrize(
    ("fields", "as_of", "expected"),
    [
        ({}, date(2024, 12, 31), []),
        ({}, date(2025, 1, 1), ["EXPIRED_WAIVER"]),
        ({}, None, []),
        ({"target": "Z"}, date(2024, 12, 31), ["UNKNOWN_TARGET"]),
        ({"until": "2025-01-01"}, date(2024, 12, 31), ["LONG_WAIVER"]),
        ({"from": "2024-02-29", "until": "2025-02-28"}, date(2024, 12, 31), []),
        ({"from": "2024-02-29", "until": "2025-03-01"}, date(2024, 12, 31), ["LONG_WAIVER"]),
        ({"from": "2020-01-01", "until": "2023-12-31"}, date(2024, 12, 31), ["EXPIRED_WAIVER", "LONG_WAIVER"]),
    ],
)
def test_a_waiver_is_looked_at_without_any_figures(fields: dict[str, Any], as_of: date | None, expected: list[str]) -> None:
    assert codes(waiver(**fields), as_of=as_of) == expected


def test_a_waiver_is_unused_where_its_target_is_not_missed_or_nobody_is_concerned() -> None:
    assert codes(waiver(), submitted("90 %")) == []
    assert codes(waiver(), submitted("96 %")) == ["UNUSED_WAIVER"]
    assert codes(waiver(subject="t"), submitted("90 %")) == ["UNUSED_WAIVER"]
    assert codes(waiver(subject="t"), submitted("90 %"), submitted("90 %", "t")) == []
    assert codes(waiver(tag="urban"), submitted("90 %")) == []
    assert codes(waiver(tag="island"), submitted("90 %")) == ["UNUSED_WAIVER"]
    assert codes(waiver(), submitted("96 %"), as_of=date(2025, 2, 1)) == ["EXPIRED_WAIVER"]
    assert codes(waiver(**{"from": "2024-12-20"}), submitted("90 %")) == []


def test_a_judgement_counts_for_judged_targets_and_where_the_rules_allow_it() -> None:
    assert codes(judgement()) == []
    assert codes(judgement(target="C")) == []
    assert codes(judgement(target="A")) == ["IDLE_JUDGEMENT"]
    assert codes(judgement(target="Z")) == ["UNKNOWN_TARGET"]
    assert codes(judgement(), submitted("90 %")) == []
    assert codes(judgement(period=2023), submitted("90 %")) == ["IDLE_JUDGEMENT"]
    assert codes(judgement(subject="t"), submitted("90 %")) == ["IDLE_JUDGEMENT"]


def test_an_unknown_target_is_not_told_of_rules_that_lack_some() -> None:
    assert [f.code.name for f in lint(RULES, (), waiver(target="Z"), is_whole=False) if f.ignored is None] == []


def test_the_command_looks_at_sound_decisions_beside_faulty_ones(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(
        "waivers:\n"
        '  - {target: K02, subject: ngo-quyen, reason: " ", approved_by: x, from: 2023-01-01, until: 2023-12-31}\n'
        "  - {target: K03, subject: ngo-quyen, reason: storm, approved_by: x, from: 2020-01-01, until: 2022-12-31}\n"
        "  - {target: K99, subject: ngo-quyen, reason: storm, approved_by: x, from: 2023-01-01, until: 2023-12-31}\n",
        encoding="utf-8",
    )
    ran = run("lint", "ngo-quyen-2024", "--waivers", str(path), "--as-of", "2023-11-30", "-f", "json", "--lang", "en")
    assert ran.code == 1
    found = [(f["code"], f["place"]["line"]) for d in json.loads(ran.out)["documents"] for f in d["findings"] if not f["ignored"]]
    assert found == [("TGT019", 2), ("TGT070", 3), ("TGT072", 3), ("TGT015", 4)]
    assert run("lint", "ngo-quyen-2024", "--waivers", str(path), "--as-of", "2022-11-30", "-f", "github").out.count("::warning") == 1
    assert run("lint", "ngo-quyen-2024", "--waivers", "missing.yaml").code == 2
