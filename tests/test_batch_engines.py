"""One nasty folder of Parquet files, judged on every engine of `targets batch`: the same outcomes, the same faults, the same sums."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import targets
from targets.reading.data import opened, read
from targets.reading.data_files import data_files

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
pytest.importorskip("pyarrow", reason="needs the extra targets[frames]")
pytest.importorskip("duckdb", reason="needs the extra targets[frames]")

from targets.columns.running import run  # noqa: E402
from targets.columns.store import Store  # noqa: E402
from targets.columns.totals import Totals  # noqa: E402
from tests.spark import session  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.extras

RULES = targets.load_ruleset({
    "ruleset": "r", "period": 2024, "scales": {"g": ["không đạt", "đạt", "khá", "giỏi"]}, "units": {"tạ": "100 kg"},
    "indicators": {
        "thu": {"unit": "tỷ đồng"}, "tyle": {"unit": "percent"}, "ho": {"unit": "percent", "counted_in": "hộ"}, "lua": {"unit": "kg"},
        "xeploai": {"scale": "g"}, "danhhieu": None, "khac": {"unit": "kg"},
    },
    "targets": [
        {"id": "T1", "indicator": "thu", "at_least": "100 % of plan"}, {"id": "T2", "indicator": "tyle", "at_least": "94.12 %"},
        {"id": "T3", "indicator": "ho", "at_least": "77.7 %"}, {"id": "T4", "indicator": "lua", "above": "500 kg"},
        {"id": "T5", "indicator": "lua", "at_least": "previous", "weight": 0.7, "severity": "stretch"},
        {"id": "T6", "indicator": "xeploai", "at_least": "khá"}, {"id": "T7", "indicator": "danhhieu", "held": True},
    ],
})  # fmt: skip
NFD = unicodedata.normalize("NFD", "Xã Tam Đảo")
COLUMNS: dict[str, Any] = {
    "subject": pl.String, "period": pl.String, "indicator": pl.String, "actual": pl.Float64, "plan": pl.Float64, "previous": pl.Float64,
    "count": pl.Float64, "total": pl.Float64, "unit": pl.String, "grade": pl.String, "held": pl.Boolean, "fault": pl.String,
    "huyen": pl.String,
}  # fmt: skip
ROWS: list[dict[str, Any]] = [  # each is An, 2024, unless it says otherwise
    {"indicator": "thu", "actual": 17.384571763, "plan": 17.384571763, "unit": " Tỉ  Đồng", "huyen": "A"},
    {"indicator": "tyle", "actual": 94.12, "unit": "%", "huyen": "B"},
    {"indicator": "tyle", "subject": "Không đơn vị", "actual": 94.12},
    {"indicator": "tyle", "subject": "Khoảng trắng", "actual": 94.12, "unit": "  "},
    {"indicator": "ho", "count": 7.0, "total": 9.0},
    {"indicator": "ho", "subject": "Thiếu tổng", "count": 7.0},
    {"indicator": "ho", "subject": "Quá tổng", "count": 10.0, "total": 9.0},
    {"indicator": "ho", "subject": "Âm", "count": -1.0, "total": 9.0},
    {"indicator": "ho", "subject": "Không có gì", "count": 0.0, "total": 0.0},
    {"indicator": "ho", "subject": "Đếm bằng kg", "count": 7.0, "total": 9.0, "unit": "kg"},
    {"indicator": "lua", "subject": "Đếm lúa", "count": 7.0, "total": 9.0},
    {"indicator": "lua", "actual": 5.01, "previous": 5.0, "unit": "TẠ"},
    {"indicator": "lua", "subject": "Parsec", "actual": 5.0, "unit": "parsec"},
    {"indicator": "lua", "subject": "Đồng", "actual": 5.0, "unit": "đồng"},
    {"indicator": "lua", "subject": "Parsec hai lần", "actual": 5.0, "unit": "parsec", "huyen": "A"},
    {"indicator": "lua", "subject": "Parsec hai lần", "actual": 5.0, "unit": "parsec", "huyen": "B"},
    {"indicator": "lua", "subject": "NaN", "actual": float("nan"), "previous": float("inf"), "unit": "kg"},
    {"indicator": "lua", "subject": "Vô cực", "actual": 5.0, "previous": float("-inf"), "unit": "kg"},
    {"indicator": "ho", "subject": "NaN hộ", "count": float("nan"), "total": 9.0},
    {"indicator": "thu", "subject": "Không bằng không", "actual": -0.0, "plan": 0.0},
    {"indicator": "xeploai", "grade": unicodedata.normalize("NFD", "KHÁ ")},
    {"indicator": "xeploai", "subject": "Điểm lạ", "grade": "tốt"},
    {"indicator": "xeploai", "subject": "Điểm lạ và dài", "grade": "rất\n" * 40},
    {"indicator": "danhhieu", "held": True},
    {"indicator": "danhhieu", "subject": "Không giữ", "held": False},
    {"indicator": "danhhieu", "subject": "Có lời", "held": True, "fault": "không đọc được chữ ký"},
    {"indicator": "lua", "subject": "Có lỗi", "actual": float("nan"), "unit": "parsec", "fault": "not-finite"},
    {"indicator": "lua", "subject": "Có lỗi", "actual": 1.0, "unit": "kg", "fault": "unreadable", "period": "2025"},
    {"indicator": " lua ", "subject": NFD, "actual": 501.0, "unit": "kg", "huyen": "B"},
    {"indicator": "lua", "subject": "Xã\u00a0 Tam Đảo ", "actual": 501.0, "unit": "kg", "huyen": "A"},
    {"indicator": "khac", "subject": "Xã Tam Đảo", "actual": 1.0, "huyen": "C"},
    {"indicator": "khac", "subject": "Xã Tam Đảo", "actual": float("nan"), "unit": "parsec"},
    {"indicator": "khac", "subject": "Chỉ có khác", "actual": 1.0},
    {"indicator": "xep loai", "grade": "khá"},
    {"indicator": "xep loai", "subject": "Lần nữa", "huyen": "A"},
    {"indicator": "thu-chi-ngân-sách-nhà-nước-trên-địa-bàn-của-cả-xã-trong-năm-nay", "actual": float("nan")},
    {"indicator": "lua", "subject": "", "actual": 1.0},
    {"indicator": None, "subject": " \t", "actual": float("inf"), "unit": "parsec"},
    {"indicator": "lua", "period": None, "actual": 1.0, "huyen": "Z"},
    {"indicator": "lua", "subject": "Huyện viết hai cách", "actual": 1.0, "huyen": NFD},
    {"indicator": "thu", "subject": "Huyện viết hai cách", "actual": 1.0, "huyen": " Xã\u00a0 Tam Đảo"},
    {"indicator": "ho", "subject": "Huyện viết hai cách", "huyen": " "},
    {"indicator": "ho", "subject": "Huyện để trống", "huyen": ""},
]  # fmt: skip


def folder_of(path: Path) -> list[Path]:
    """Write what is nasty by hand, what is nasty by chance, and files of other types and columns."""
    chance = random.Random(20251125)  # noqa: S311 - random figures are no secrets
    numbers = [None, None, 0.0, 5.0, 94.12, 500.0, 77.7, 7.0, 9.0, 1e15, 0.1 + 0.2, float("nan"), float("inf")]
    by_chance = [
        {
            "subject": chance.choice(["Xã An", "Xã  An", NFD, "Xã Tam Đảo", "Ba", None, " "]), "period": chance.choice(["2023", "2024 "]),
            "indicator": chance.choice([*RULES.indicators, *RULES.indicators, "luá", None]),
            **{role: chance.choice(numbers) for role in ("actual", "plan", "previous")},
            **{role: chance.choice([*[None] * 6, 7.0, 9.0]) for role in ("count", "total")},
            "unit": chance.choice([None, "%", "kg", "Kg ", "tạ", "tỷ đồng", "parsec", ""]), "grade": chance.choice([None, "giỏi", "tốt"]),
            "held": chance.choice([None, True]), "fault": chance.choice([*[None] * 9, "x", "unreadable"]), "huyen": chance.choice([None, "A", "B"]),
        }
        for _ in range(150)
    ]  # fmt: skip
    key = {"period": 2024, "indicator": "thu"}
    frames = {
        "z [1] đầu.parquet": pl.DataFrame([{**dict.fromkeys(COLUMNS), "subject": "An", "period": "2024", **row} for row in ROWS], COLUMNS),
        "b.parquet": pl.DataFrame(by_chance, COLUMNS),
        "whole.parquet": pl.DataFrame(
            [
                {**key, "subject": "Nguyên", "actual": 2**53 + 1, "plan": 5, "huyen": 7}, {**key, "subject": "An", "actual": 5, "plan": 5, "huyen": 8},
                {**key, "subject": "Nguyên hai", "actual": 5, "plan": None, "huyen": None},
            ],
            {"subject": pl.Categorical, "period": pl.Int32, "indicator": pl.Categorical, "actual": pl.Int64, "plan": pl.UInt32, "huyen": pl.UInt64},
        ).with_columns(pl.lit(None).alias("previous"), pl.lit(None).alias("held")),
        "decimals.parquet": pl.DataFrame(
            [{"subject": 1, "actual": Decimal("1.10"), "count": None}, {"subject": 2, "actual": Decimal("9999999999999999.99"), "count": 3}],
            {"subject": pl.Int16, "actual": pl.Decimal(20, 2), "count": pl.UInt8},
        ).with_columns(
            pl.Series("period", [2024.0, float("nan")]), pl.lit("lua").alias("indicator"), pl.lit(True).alias("huyen"),
            pl.lit(0).cast(pl.Time).alias("nobody reads this"), pl.lit(0).cast(pl.Datetime("ns")).alias("`nor` this"),
        ),
    }  # fmt: skip
    for name, frame in frames.items():
        frame.write_parquet(path / name)
    return [path / name for name in frames]


def judged_on(engine: str, paths: list[Path], folder: Path) -> tuple[list[dict[str, Any]], Counter[Any], list[Any]]:
    found = opened(data_files([str(path) for path in paths]), RULES, {}, None, ("huyen",))
    totals, rejects, outcomes = Totals(["target", "subject", "period", "huyen"]), [], []
    if engine == "spark":
        from targets.columns.spark import judge
        from targets.columns.spark_tables import sheets_on

        table = sheets_on(session(), found.sheets, ("huyen",), found.schema)
        written, told = judge(RULES, table, found.schema, ("huyen",), folder / "out", totals)
        rejects = [reject for some in told for reject in some]
        outcomes = pl.read_parquet(folder / "out" / "*.parquet").to_dicts()
        assert len(outcomes) == written.count()
    else:
        store = Store(found.schema, found.rows, folder)
        read(found, RULES, None, store, rejects.extend, lambda _: None)
        for part in run(RULES, store, "duckdb" if engine == "duckdb" else "polars", ("huyen",)):
            rejects += part.rejects
            outcomes += part.outcomes.to_dicts()
            totals.add(part.outcomes)
    lines = [totals.lines(by) for by in totals.names()]
    return sorted(outcomes, key=lambda row: (row["subject"], row["period"], row["target"])), Counter(rejects), lines


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # PySpark leaves its sockets to the garbage collector
@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_a_nasty_folder_is_judged_and_told_alike_on_every_engine(tmp_path: Path, engine: str) -> None:
    if engine == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on the path")
    paths = folder_of(tmp_path)
    outcomes, rejects, lines = judged_on("polars", paths, tmp_path)
    assert {reject.kind for reject in rejects} == {"unreadable", "not-finite", "given-twice", "unknown-indicator", "no-key", "disagrees"}
    assert {row["verdict"] for row in outcomes} == {"exceeded", "met", "missed", "undecided"}
    assert len({row["reason"] for row in outcomes}) > 3
    others = judged_on(engine, paths, tmp_path)
    assert others[0] == outcomes
    assert (others[1] - rejects, rejects - others[1]) == (Counter(), Counter())
    assert others[2] == lines
    assert [line.name for line in lines[-1]].count("Xã Tam Đảo") == 1, lines[-1]
