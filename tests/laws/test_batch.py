"""Large tables give the verdicts of `targets check`: the same text, read in columns and read one figure at a time."""

from __future__ import annotations

import csv
import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import targets

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pytest.importorskip("polars", reason="needs the extra targets[frames]")
pytest.importorskip("pyarrow", reason="needs the extra targets[frames]")

from targets.columns.running import Embedded, run
from targets.columns.store import Store
from targets.reading.data import opened, read
from targets.reading.data_files import data_files

if TYPE_CHECKING:
    from targets.columns.texts import Reject
    from targets.numerals import Style

pytestmark = pytest.mark.extras
RULES = targets.load_ruleset({
    "ruleset": "r", "period": 2024, "scales": {"g": ["không đạt", "đạt", "khá", "giỏi"]}, "units": {"tạ": "100 kg"},
    "indicators": {
        "thu": {"unit": "tỷ đồng"}, "tyle": {"unit": "percent"}, "ho": {"unit": "percent", "counted_in": "hộ"}, "lua": {"unit": "kg"},
        "gio": {"unit": "giờ"}, "xeploai": {"scale": "g"}, "danhhieu": None, "tot": None, "tang": {"unit": "‰"},
    },
    "targets": [
        {"id": "T1", "indicator": "thu", "at_least": "100 % of plan"}, {"id": "T2", "indicator": "thu", "at_least": "7,6 tỷ đồng".replace(",", ".")},
        {"id": "T3", "indicator": "tyle", "at_least": "94.12 %"}, {"id": "T4", "indicator": "ho", "at_least": "77.7 %"},
        {"id": "T5", "indicator": "lua", "above": "500 kg"}, {"id": "T6", "indicator": "lua", "at_least": "previous"},
        {"id": "T7", "indicator": "xeploai", "at_least": "khá"}, {"id": "T8", "indicator": "danhhieu", "held": True},
        {"id": "T9", "indicator": "tot", "judged": True}, {"id": "T10", "indicators": ["thu", "tyle"], "at_least": "100 % of plan"},
        {"id": "T11", "indicator": "tyle", "at_most": "plan"}, {"id": "T12", "indicator": "gio", "at_most": "0.5 giờ"},
        {"id": "T13", "indicator": "tang", "at_most": "10 ‰", "severity": "stretch"},
    ],
})  # fmt: skip
INDICATORS = [*RULES.indicators, "khac"]
CELLS = [
    "", "", "", "94,12 %", "94.12", "94,12", "94,12%", "17.384.571.763", "17.384.571.763 đồng", "7,6 tỷ đồng", "7,6 tỉ", "gần 7,6 tỷ đồng",
    "5 tỷ 137 triệu", "abc", "khá", "Khá ", "có", "không", "7/9", "7", "9", "0", "-3", "−0,5", "12.34.5", "1e5", "NaN", "∞", "1/2/2024", "100",
    "100 %", "500", "500 kg", "5 tạ", "0,5 tấn", "500.000 g", "30 phút", "20 phút", "0,5", "0.5 giờ", "941 ‰", "940 ‰", "10 ‰", "77,7 %", "=1+1",
    "１２", "1 234", "0.950", "7.600", "1.000.000.000.000.000.000", "0,12345678901234567", "123456789012345678", "7 hộ", "9 hộ", "7 parsec", "5,",
    "7.6", "0,0000000001", "999999999999999", "7,60",
]  # fmt: skip
UNITS = ["", "", "", "", "đồng", "tỷ đồng", "Tỉ đồng", "%", "kg", "tạ", "hộ", "parsec", "‰", "nghìn đồng", "giờ", "phút"]
COLUMNS = ["subject", "period", "indicator", "actual", "plan", "previous", "of_plan", "count", "total", "unit", "grade", "held", "reported"]


SANE = {
    "thu": ["", "tỷ đồng", "đồng", "triệu đồng", " tỷ đồng"], "tyle": ["%", " %", "‰"], "ho": ["%"], "lua": ["", "kg", "tạ", "tấn"],
    "gio": ["", "giờ"], "tang": ["‰", " %"], "khac": [""], "xeploai": [""], "danhhieu": [""], "tot": [""],
}  # fmt: skip


def number(chance: random.Random, style: Style | None) -> str:
    """Write a number as the file does: of many sizes, and with some of the bounds."""
    value = chance.choice(
        [chance.uniform(0, 200), chance.uniform(0, 1e11), chance.choice([94.12, 500, 7.6, 10, 0.5, 5, 0, 77.7, 100, 7600, 7600000000])]
    )
    text = f"{value:.{chance.choice([0, 0, 1, 2, 5]) if value not in (94.12, 7.6, 0.5, 77.7) else 2}f}"
    whole, _, decimals = text.partition(".")
    if style is None:
        return whole
    group, point = (".", ",") if style == "vi" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", group) if chance.random() < 0.5 else whole
    return grouped + (point + decimals if decimals else "")


def sane(chance: random.Random, indicator: str, style: Style | None) -> dict[str, str]:
    """Write a figure that says what its indicator asks for."""
    unit, apart = chance.choice(SANE[indicator]), chance.random() < 0.3
    beside = "" if apart else unit
    row = {role: number(chance, style) + beside if chance.random() < 0.7 else "" for role in ("actual", "plan", "previous")}
    row |= {"unit": unit.strip() if apart else "", "of_plan": f"{number(chance, style)} %" if chance.random() < 0.2 else ""}
    if indicator == "ho" and chance.random() < 0.6:
        row |= {
            "actual": "",
            "plan": "",
            "previous": "",
            "unit": "",
            "count": str(chance.randint(0, 9)),
            "total": chance.choice(["9", "10", "0"]),
        }
    if indicator == "xeploai":
        row |= {"actual": "", chance.choice(["actual", "grade"]): chance.choice(["khá", "Giỏi", "không đạt"])}
    if indicator == "danhhieu":
        row |= {"actual": "", chance.choice(["actual", "held"]): chance.choice(["có", "không", "x"])}
    return row


def rows_of(chance: random.Random, style: Style | None) -> list[dict[str, str]]:
    found = []
    for subject in ("Xã Tam Đảo", "Phường Hội Hợp", "  xã A  ")[: chance.randint(1, 3)]:
        for indicator in INDICATORS:
            if chance.random() < 0.15:
                continue
            row = dict.fromkeys(COLUMNS, "") | {"subject": subject, "period": "2024", "indicator": indicator}
            if chance.random() < 0.7:
                found.append(row | sane(chance, indicator, style))
                continue
            row["actual"] = chance.choice(CELLS)
            for role in COLUMNS[4:9]:
                row[role] = chance.choice(CELLS) if chance.random() < 0.25 else ""
            if chance.random() < 0.3:
                row |= {"actual": chance.choice(["", "", "77,7 %", "77,8 %"]), "count": chance.choice(["7", "7 hộ", "10"]), "total": "9"}
            row["unit"] = chance.choice(UNITS)
            row["grade"] = chance.choice(["", "", "", "giỏi", "tốt"])
            row["held"] = chance.choice(["", "", "", "có", "maybe"])
            row["reported"] = chance.choice([""] * 9 + ["77,7 %", "x"])
            found.append(row)
    return found


def written(folder: Path, rows: list[dict[str, str]], separator: str = ";") -> Path:
    path = folder / "figures.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(
    ruleset: targets.Ruleset, paths: list[Path], style: Style | None, engine: Embedded = "polars", rows: int = 0
) -> tuple[list[dict[str, Any]], list[Reject]]:
    rejects: list[Reject] = []
    outcomes: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        found = opened(data_files([str(path) for path in paths]), ruleset, {}, None, ())
        store = Store(found.schema, rows or found.rows, Path(folder))
        read(found, ruleset, style, store, rejects.extend, lambda _: None)
        for part in run(ruleset, store, engine, ()):
            rejects += part.rejects
            outcomes += part.outcomes.to_dicts()
    return outcomes, rejects


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.sampled_from(["vi", "en", None]))
def test_a_table_of_text_gives_the_verdicts_of_check(seed: int, style: Style | None) -> None:
    chance = random.Random(seed)  # noqa: S311 - random figures are no secrets
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), rows_of(chance, style), chance.choice(";\t,"))
        figures = targets.load_figures(path, numbers=style)
        outcomes, rejects = judged(RULES, [path], style)
    found = {(row["subject"], row["target"]): row for row in outcomes}
    assert len(found) == len(outcomes) == len(figures) * len(RULES)
    carried = {(reject.subject, reject.indicator) for reject in rejects if "carri" in reject.why}
    listed = {(reject.subject, reject.indicator) for reject in rejects}
    for one in figures:
        for outcome in targets.evaluate(RULES, one):
            row = found[one.subject, outcome.id]
            names = [part.indicator.id for part in outcome.target.parts or (outcome.target,)]
            if row["reason"] == "unreadable" and any((one.subject, name) in carried for name in names):
                continue
            told = (row["verdict"], row["reason"])
            assert told == (outcome.verdict.value, outcome.reason and outcome.reason.value), (row, outcome, one.values.get(names[0]))
            if row["reason"] == "unreadable":
                assert any((one.subject, name) in listed for name in names), (row, outcome)
            whole = outcome.base is None or outcome.target.indicator.counted_in is not None or not outcome.is_counted
            if outcome.shortfall is not None and row["shortfall"] is not None and not outcome.target.parts and whole:
                size = max(abs(row["actual"]), abs(row["bound"]))  # numbers of many digits are near, all others the nearest
                assert abs(row["shortfall"] - float(outcome.shortfall)) <= 2.0**-49 * size, (row, outcome)
