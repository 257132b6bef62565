"""`targets batch`: many subjects at once, whatever engine, file or fault, and nothing half-written."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import chdir
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
import yaml

import targets
from targets.cli.output import whole
from targets.reading.data_files import data_files
from tests.conftest import HOME, run

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
pytest.importorskip("pyarrow", reason="needs the extra targets[frames]")
pytest.importorskip("duckdb", reason="needs the extra targets[frames]")

from targets.columns.cleaning import cleaned  # noqa: E402
from targets.columns.running import judged_indicators  # noqa: E402
from targets.columns.store import Store  # noqa: E402
from targets.columns.summary import sums  # noqa: E402
from targets.columns.totals import Totals  # noqa: E402
from tests.laws import test_batch as law  # noqa: E402
from tests.spark import quick  # noqa: E402

pytestmark = pytest.mark.extras
DATA, RULES = "examples/cac-xa-2024.csv", "examples/cac-xa-rules.yaml"
PLAIN = ("--numbers", "vi", "--rules", RULES)


def checked(path: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Ask `targets check` about each subject."""
    report = json.loads(run("check", str(path), *PLAIN, "-f", "json").out)
    return {
        (card["subject"], outcome["id"]): (outcome["verdict"], outcome["reason"])
        for card in report["scorecards"]
        for outcome in card["outcomes"]
    }


def sound(folder: Path) -> Path:
    """Write the example without the rows that `targets check` refuses as a whole."""
    lines = (HOME / DATA).read_text(encoding="utf-8").replace(";huyen\n", ";#huyen\n", 1).splitlines(keepends=True)
    path = folder / "figures.csv"
    path.write_text("".join(line for line in lines if ";lua;505;" not in line and not line.startswith(";")), encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_folder_gets_the_verdicts_of_check(tmp_path: Path, engine: str, ending: str) -> None:
    (tmp_path / "data" / "deeper").mkdir(parents=True)
    path = sound(tmp_path)
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "data" / "one.csv").write_text(header + "".join(rows[:5]), encoding="utf-8")
    (tmp_path / "data" / "deeper" / "two.csv").write_text(header + "".join(rows[5:]), encoding="utf-16")
    (tmp_path / "data" / "_notes.csv").write_text("nobody reads this", encoding="utf-8")
    out = tmp_path / f"out.{ending}"
    ran = run("batch", str(tmp_path / "data"), *PLAIN, "--engine", engine, "-o", str(out))
    assert ran.code == 1
    found = pl.read_parquet(out) if ending == "parquet" else pl.read_csv(out)
    verdicts = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in found.to_dicts()}
    assert verdicts == checked(path)
    assert len(found) == len(verdicts)


COLUMNS = (
    "subject",
    "period",
    "indicator",
    "actual",
    "plan",
    "previous",
    "of_plan",
    "of_previous",
    "count",
    "total",
    "grade",
    "done",
    "held",
    "tags",
)
WHOLE = """\
ruleset: whole
period: 2024
indicators: {a: {unit: người}, b: {unit: người}, c: {unit: percent}, list: null}
targets:
  - {id: A, indicator: a, at_least: 100 % of plan}
  - {id: share, measure: a / b, at_least: 50 %}
  - {id: list, indicator: list, all_of: [một, hai]}
  - {id: any, any_of: [A, list]}
  - {id: later, indicator: a, at_least: 1 người, from: 2024-06-01}
  - {id: rural, indicator: c, at_least: 95 %, when: {tagged: nông thôn}}
"""
FIGURES = """\
subject,period,indicator,actual,plan,done,tags
An,2024,a,6,5,,nông thôn
An,2024,b,"1.000",,,nông thôn
An,2024,list,,,một; hai,
Ba,2024,a,4 người,5,,thành thị
Ba,2024,b,0,,,thành thị
Ba,2024,c,"94,9 %",,,thành thị
Ba,2024,list,,,hai; ba,
Ca,2024,c,"94,9 %",,,
Ca,2024,b,nhiều,,,đảo; nông thôn
Ca,2024,a,7,5,,
"""


def test_what_needs_whole_subjects_is_judged_on_polars_and_refused_by_name_elsewhere(tmp_path: Path) -> None:
    for name, text in (("r.yaml", WHOLE), ("f.csv", FIGURES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    out, rejects = tmp_path / "out.parquet", tmp_path / "rejects.csv"
    options = ("--rules", str(tmp_path / "r.yaml"), "--numbers", "vi")
    ran = run("batch", str(tmp_path / "f.csv"), *options, "--as-of", "2024-05-31", "-o", str(out), "--rejects", str(rejects))
    assert ran.code == 1, ran.err
    found = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in pl.read_parquet(out).iter_rows(named=True)}
    assert found == {
        ("An", "A"): ("exceeded", None), ("An", "share"): ("missed", None), ("An", "list"): ("met", None), ("An", "any"): ("exceeded", None),
        ("An", "later"): ("not-applicable", None), ("An", "rural"): ("undecided", "no-figure"),
        ("Ba", "A"): ("missed", None), ("Ba", "share"): ("undecided", "not-finite"), ("Ba", "list"): ("missed", None),
        ("Ba", "any"): ("missed", None), ("Ba", "later"): ("not-applicable", None), ("Ba", "rural"): ("not-applicable", None),
        ("Ca", "A"): ("exceeded", None), ("Ca", "share"): ("undecided", "unreadable"), ("Ca", "list"): ("undecided", "no-figure"),
        ("Ca", "any"): ("exceeded", None), ("Ca", "later"): ("not-applicable", None), ("Ca", "rural"): ("missed", None),
    }  # fmt: skip
    assert [row["value"] for row in csv.DictReader(rejects.read_text(encoding="utf-8").splitlines())] == ["nhiều"]
    alone = run("batch", str(tmp_path / "f.csv"), *options, "--select", "rural", "-o", str(out))
    assert alone.code == 1, alone.err
    assert dict(pl.read_parquet(out).select("subject", "verdict").rows()) == {"An": "undecided", "Ba": "not-applicable", "Ca": "missed"}
    checked_too = json.loads(run("check", str(tmp_path / "f.csv"), *options, "--as-of", "2024-05-31", "-f", "json").out)
    assert found == {(c["subject"], one["id"]): (one["verdict"], one["reason"]) for c in checked_too["scorecards"] for one in c["outcomes"]}
    after = run("batch", str(tmp_path / "f.csv"), *options, "--as-of", "2024-06-01", "-f", "json")
    assert json.loads(after.out)["total"]["counts"]["not-applicable"] == 1
    other = run("batch", str(tmp_path / "f.csv"), *options, "--engine", "duckdb")
    assert other.code == 2
    assert "target `share`: indicator `a / b`: a formula cannot be judged in columns" in other.err
    assert "use `--engine polars`" in other.err


def test_the_bundled_rules_are_judged_as_check_judges_them(tmp_path: Path) -> None:
    document = yaml.safe_load((HOME / "examples/ngo-quyen-2023.yaml").read_text(encoding="utf-8"))
    path, out = tmp_path / "wards.csv", tmp_path / "out.parquet"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS[:-1], extrasaction="ignore", restval="")
        writer.writeheader()
        for subject in ("Ngô Quyền", "Lê Lợi"):
            for name, value in document["values"].items():
                given = value if isinstance(value, dict) else {"done" if isinstance(value, list) else "actual": value}
                row = {role: "; ".join(map(str, said)) if isinstance(said, list) else said for role, said in given.items()}
                if subject != "Lê Lợi" or len(name) % 3:  # the other ward has not submitted everything
                    writer.writerow({"subject": subject, "period": 2024, "indicator": name, **row})
    rules = ("--numbers", "vi", "--rules", "ngo-quyen-2024")
    ran = run("batch", str(path), *rules, "-o", str(out))
    assert ran.code == 1, ran.err
    found = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in pl.read_parquet(out).iter_rows(named=True)}
    report = json.loads(run("check", str(path), *rules, "-f", "json").out)
    assert found == {
        (card["subject"], one["id"]): (one["verdict"], one["reason"]) for card in report["scorecards"] for one in card["outcomes"]
    }


def test_rows_that_cannot_be_read_are_listed_by_file_line_and_column(tmp_path: Path) -> None:
    path, other = tmp_path / "rejects.csv", tmp_path / "other.csv"
    other.write_text("subject;period;indicator;actual\nXã An;2024;bao-hiem;?\n", encoding="utf-8")
    ran = run("batch", DATA, str(other), *PLAIN, "--rejects", str(path), "--lang", "en")
    with path.open(encoding="utf-8") as file:
        found = [(row["file"], row["line"], row["column"], row["value"], row["kind"]) for row in csv.DictReader(file)]
    assert found == [
        (DATA, "10", "actual", "chưa có", "unreadable"), (DATA, "11", "actual", "12.34.5", "unreadable"),
        (DATA, "13", "unit", "parsec", "unreadable"), (DATA, "15", "indicator", "lua", "given-twice"),
        (DATA, "16", "indicator", "lua", "given-twice"), (DATA, "18", "indicator", "ho-ngeo", "unknown-indicator"),
        (DATA, "19", "subject", "", "no-key"), (str(other), "2", "actual", "?", "unreadable"),
    ]  # fmt: skip
    shown = [line.split(": ")[0].strip() for line in ran.out.splitlines() if line.startswith(f"  {DATA}:")]
    assert shown == [f"{DATA}:{line}" for line in (10, 11, 13, 15, 16)]


def test_a_figure_that_is_given_twice_has_no_verdict_of_its_own_not_even_where_both_agree(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("subject,period,indicator,actual\nAn,2024,bao-hiem,96 %\nA\u006e,2024,bao-hiem,96 %\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    run("batch", str(path), str(path), *PLAIN, "--select", "X3", "-o", str(out))
    assert [(row["verdict"], row["reason"]) for row in pl.read_csv(out).to_dicts()] == [("undecided", "unreadable")]


def test_a_row_of_too_many_cells_makes_its_figure_undecided_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cells.csv"
    path.write_text("subject,period,indicator,actual\nAn,2024,bao-hiem,94,12 %\nBa,2024,bao-hiem,96\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    run("batch", str(path), *PLAIN, "--select", "X3", "-o", str(out))
    assert [row["reason"] for row in pl.read_csv(out).to_dicts()] == ["unreadable", "unreadable"]


def test_a_row_of_too_many_cells_in_a_wide_table_leaves_its_subject_undecided_and_not_out(tmp_path: Path) -> None:
    path, out, rejects = tmp_path / "wide.csv", tmp_path / "out.csv", tmp_path / "rejects.csv"
    path.write_text("xa;nam;bao-hiem;ho-ngheo\nAn;2024;96 %;1 %\nBa;2024;94;12 %;1 %\n", encoding="utf-8")
    run("batch", str(path), *PLAIN, "--ids", "xa,nam", "--select", "X3", "--select", "X4", "-o", str(out), "--rejects", str(rejects))
    found = [(row["subject"], row["target"], row["reason"]) for row in pl.read_csv(out).to_dicts()]
    assert found == [("An", "X3", None), ("An", "X4", None), ("Ba", "X3", "unreadable"), ("Ba", "X4", "unreadable")]
    assert pl.read_csv(rejects).select("line", "subject", "kind").rows() == [(3, "Ba", "cells")]  # the row is told once


def test_parts_of_a_large_table_add_up_to_the_whole(tmp_path: Path) -> None:
    ruleset, path = targets.load_ruleset(HOME / RULES), sound(tmp_path)
    whole, _ = law.judged(ruleset, [path], "vi")
    parted, _ = law.judged(ruleset, [path], "vi", rows=3_000_000)
    assert sorted(map(str, parted)) == sorted(map(str, whole))
    totals = Totals(["subject"])
    for row in whole:
        totals.add(pl.DataFrame([row], schema=pl.DataFrame(whole).schema))
    together = Totals(["subject"])
    together.add(pl.DataFrame(whole))
    assert totals.lines("subject") == together.lines("subject")
    assert totals.lines() == together.lines()


@pytest.mark.parametrize("name", ["xã: [1]", "xã: *", "{a,b}?"])
def test_parts_are_found_again_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    with chdir(tmp_path):
        for folder in (Path("xã: b"), Path(name)):  # one of the names would find both, as a pattern
            folder.mkdir()
            store = Store({"subject": pl.String, "period": pl.String}, 0, folder, on_disk=True)
            store.add(pl.DataFrame({"subject": [str(folder)], "period": ["2024"]}))
            assert [part["subject"].to_list() for part in store] == [[str(folder)]]


def test_parquet_is_judged_as_it_stands_beside_text_or_alone(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"subject": "Xã An", "period": 2024, "indicator": "thu-ngan-sach", "actual": 17.384571763, "plan": 17.384571763, "unit": "tỷ đồng"},
        {"subject": "Xã An", "period": 2024, "indicator": "bao-hiem", "actual": 96.0, "plan": None, "unit": None},
        {"subject": "Xã An", "period": 2024, "indicator": "ho-ngheo", "actual": float("nan"), "plan": None, "unit": "%"},
        {"subject": "Xã Ba", "period": 2024, "indicator": "lua", "actual": 5.0, "plan": None, "unit": "parsec"},
        {"subject": "Xã Ba", "period": 2024, "indicator": "khac", "actual": 5.0, "plan": None, "unit": None},
    ]
    data, out, rejects = tmp_path / "data", tmp_path / "out.parquet", tmp_path / "rejects.csv"
    data.mkdir()
    pl.DataFrame(rows).write_parquet(data / "a.parquet")
    alone = run("batch", str(data), *PLAIN, "-o", str(out), "--rejects", str(rejects))
    assert alone.code == 3, alone.err
    first = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in pl.read_parquet(out).to_dicts()}
    assert first["Xã An", "X1"] == ("met", None)
    assert first["Xã An", "X3"] == ("undecided", "unreadable")  # a bare number for a share, where others name their unit
    assert first["Xã An", "X4"] == ("undecided", "not-finite")
    assert first["Xã Ba", "X2"] == ("undecided", "unreadable")
    with rejects.open(encoding="utf-8") as file:
        told = {(row["line"], row["column"], row["kind"]) for row in csv.DictReader(file)}
    assert told == {
        ("2", "unit", "unreadable"),
        ("3", "actual", "not-finite"),
        ("4", "unit", "unreadable"),
        ("5", "indicator", "unknown-indicator"),
    }
    shutil.copy(HOME / DATA, data / "b.csv")
    run("batch", str(data), *PLAIN, "-o", str(out))
    both = {(row["subject"], row["target"]): (row["verdict"], row["reason"]) for row in pl.read_parquet(out).to_dicts()}
    assert {key: both[key] for key in first} == first
    assert both["Xã Cẩm Giang", "X3"] == ("met", None)
    assert both["Xã Hồng Lạc", "X3"] == ("met", None)


def test_whole_numbers_keep_their_digits_beside_floats_or_say_that_they_do_not(tmp_path: Path) -> None:
    key = {"subject": "An", "period": "2024", "indicator": "thu-ngan-sach", "plan": 2**53 + 1}
    pl.DataFrame([key | {"actual": 2**53}]).write_parquet(tmp_path / "a.parquet")
    out = tmp_path / "out.csv"
    run("batch", str(tmp_path / "a.parquet"), *PLAIN, "--select", "X1", "-o", str(out))
    assert pl.read_csv(out)["verdict"].to_list() == ["missed"]
    pl.DataFrame([key | {"subject": "Ba", "actual": 0.5, "plan": 1.0}]).write_parquet(tmp_path / "b.parquet")
    run("batch", str(tmp_path / "*.parquet"), *PLAIN, "--select", "X1", "-o", str(out))
    assert dict(pl.read_csv(out).select("subject", "reason").rows()) == {"An": "unreadable", "Ba": None}


def test_a_group_that_differs_within_a_subject_is_told_and_gives_no_second_verdict() -> None:
    ruleset = targets.load_ruleset(HOME / RULES)
    frame = pl.DataFrame(
        [(0, 1, "An", "1", "lua", "A"), (0, 2, "An", "1", "bao-hiem", "B")], orient="row",
        schema={"file": pl.Int32, "line": pl.Int64, "subject": pl.String, "period": pl.String, "indicator": pl.String, "huyen": pl.String},
    ).with_columns(pl.lit(1.0).alias("actual"), *(pl.lit(None, pl.String).alias(name) for name in ("fault", "why")))  # fmt: skip
    found, rejects = cleaned(frame, ruleset, judged_indicators(ruleset), ["huyen"])
    assert found["huyen"].to_list() == ["A", "A"]
    assert [(reject.kind, reject.line, reject.value) for reject in rejects] == [("disagrees", 2, "B")]


def test_the_group_that_stands_first_in_the_file_counts_even_on_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    lines = ("subject,period,indicator,actual,huyen", "An,2024,khac,1,A", "An,2024,lua,nhiều,B", "An,2024,bao-hiem,96 %,C")
    (tmp_path / "f.csv").write_text("\n".join(lines), encoding="utf-8")
    run("batch", str(tmp_path / "f.csv"), *PLAIN, "--by", "huyen", "-o", str(tmp_path / "out.csv"))
    assert set(pl.read_csv(tmp_path / "out.csv")["huyen"]) == {"A"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_columns_are_found_in_every_unicode_form(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    path = tmp_path / "a.csv"
    rows = "Xã;Kỳ;Chỉ tiêu;Thực hiện;Tỉnh\nAn;2024;bao-hiem;96 %;Vĩnh Phúc\n"
    path.write_text(normalize(form, rows), encoding="utf-8")
    columns = ("subject=xã", "period=Kỳ", "indicator=Chỉ tiêu", f"actual={normalize('NFD', 'Thực hiện')}")
    ran = run("batch", str(path), *PLAIN, "--select", "X3", *(word for one in columns for word in ("--column", one)), "--by", "tỉnh")
    assert (ran.code, ran.err) == (0, "")
    wide = tmp_path / "wide.csv"
    wide.write_text(normalize(form, "Xã;Kỳ;bao-hiem\nAn;2024;96 %\n"), encoding="utf-8")
    assert run("batch", str(wide), *PLAIN, "--select", "X3", "--ids", "Xã,Kỳ").code == 0


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_group_is_one_in_every_spelling(tmp_path: Path, ending: str) -> None:
    names = [normalize("NFD", "Vĩnh Phúc"), "Vĩnh  Phúc ", "Vĩnh\u00a0Phúc", "", " "]
    rows = [
        {"subject": f"Xã {number // 2}", "period": "2024", "indicator": ("bao-hiem", "lua")[number % 2], "actual": "96 %", "tinh": name}
        for number, name in enumerate(names)
    ]
    frame, path = pl.DataFrame(rows), tmp_path / f"a.{ending}"
    if ending == "csv":
        frame.write_csv(path)
    else:
        frame.with_columns(pl.lit(96.0).alias("actual"), pl.lit("%").alias("unit")).write_parquet(path)
    ran = run("batch", str(path), *PLAIN, "--select", "X3", "--by", "tinh", "-f", "json")
    found = json.loads(ran.out)
    assert sorted(line["name"] for line in found["groups"]["lines"]) == ["", "Vĩnh Phúc"]
    assert "disagrees" not in ran.out


@pytest.mark.parametrize(
    ("engine", "name", "said"),
    [
        ("polars", "T.P", None), ("duckdb", "T.P", "T.P"), ("spark", "T.P", "T.P"), ("duckdb", 'a"b', 'a"b'), ("spark", "a`b", "a`b"),
        ("polars", "*", "*"), ("polars", "^T.*$", "^T.*$"),
    ],
)  # fmt: skip
def test_a_group_whose_name_an_engine_takes_for_something_else_is_refused(tmp_path: Path, engine: str, name: str, said: str | None) -> None:
    if engine == "spark":
        pytest.importorskip("pyspark", reason="needs the extra targets[spark]")
    path = tmp_path / "a.parquet"
    pl.DataFrame([{"subject": "An", "period": "2024", "indicator": "bao-hiem", "actual": 96.0, "unit": "%", name: "x"}]).write_parquet(path)
    ran = run("batch", str(path), *PLAIN, "--select", "X3", "--by", name, "--engine", engine)
    told = [] if said is None else [f"the engine `{engine}` takes `{said}` for something else than the name of a column"]
    assert (ran.code, ran.err.splitlines()[:1]) == (0 if said is None else 2, told)


def test_an_item_that_a_separator_put_into_a_column_for_people_is_told(tmp_path: Path) -> None:
    path, rules, rejects = tmp_path / "a.csv", tmp_path / "rules.json", tmp_path / "rejects.csv"
    listed = {"id": "L", "indicator": "houses", "all_of": ["tổ 1", "tổ 3", "tổ 6"]}
    rules.write_text(json.dumps({"ruleset": "r", "period": 2024, "indicators": {"houses": None}, "targets": [listed]}), encoding="utf-8")
    rows = ["An;2024;houses;tổ 1;TỔ  3;tổ 6", "Ba;2024;houses;tổ 1, tổ 3, tổ 6;tổ 3;1.2", "Ca;2024;houses;;tổ 3;"]
    path.write_text("\n".join(["subject;period;indicator;done;note;section", *rows]), encoding="utf-8")
    ran = run("batch", str(path), "--rules", str(rules), "--numbers", "vi", "--rejects", str(rejects), "-f", "json")
    assert json.loads(ran.out)["rejects"]["kinds"] == {"item-in-note": 2}  # what is also in the list, or stands alone, is a note
    assert pl.read_csv(rejects).select("line", "column", "subject", "value").rows() == [
        (2, "note", "An", "TỔ  3"),
        (2, "section", "An", "tổ 6"),
    ]


def test_a_folder_in_the_place_of_a_file_is_told_before_any_work(tmp_path: Path) -> None:
    begun = []
    with pytest.raises(targets.TargetsError, match="cannot be written: Is a directory"), whole(str(tmp_path)):
        begun.append(tmp_path)
    assert not begun


@pytest.mark.parametrize("name", ["Actual", "actaul"])
def test_a_misspelt_column_of_parquet_is_refused_as_one_of_text_is(tmp_path: Path, name: str) -> None:
    row = {"subject": "An", "period": "2024", "indicator": "bao-hiem", name: 96.0, "previous": 95.0, "of_plan.city": 1.0, "province": "x"}
    path = tmp_path / "a.parquet"
    pl.DataFrame([row]).write_parquet(path)
    ran = run("batch", str(path), *PLAIN, "--select", "X3")
    assert (ran.code, ran.err.splitlines()[:2]) == (
        2, [f"{path}: unknown column `{name}`", "  help: did you mean `actual`? A column whose name begins with # is not read"],
    )  # fmt: skip
    renamed = ("--column", f"actual={name}")
    assert run("batch", str(path), *PLAIN, "--select", "X3", *renamed).code != 2


def test_weights_add_up_exactly_in_any_order() -> None:
    import narwhals.stable.v2 as nw

    outcomes = pl.DataFrame({"verdict": ["met", "missed", "met"] * 7, "weight": [0.1, 0.7, 0.2] * 7, "severity": ["required"] * 21})
    [row] = sums(nw.from_native(outcomes.lazy()), ()).to_native().collect().to_dicts()
    assert (row["_reached"], row["_whole"]) == (2_100_000, 7_000_000)


def test_what_is_missing_and_what_is_no_data_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 is not all of it")
    (tmp_path / "latin.csv").write_bytes("subject,period,indicator,actual\nXã,2024,lua,1".encode("cp1258", "replace") + b"\xe3")
    pl.DataFrame({"subject": ["a"], "period": ["1"], "actual": ["5"]}).write_parquet(tmp_path / "text.parquet")
    ran = run("batch", str(tmp_path / "*.parquet"), *PLAIN)
    assert ran.code == 2
    assert "broken.parquet: not readable as Parquet" in ran.err
    assert "text.parquet: column `indicator` is missing" in ran.err
    ran = run("batch", str(tmp_path / "latin.csv"), *PLAIN, "-o", str(tmp_path / "out.csv"))
    assert (ran.code, "not written in UTF-8" in ran.err, (tmp_path / "out.csv").exists()) == (2, True, False)
    with pytest.raises(targets.TargetsError, match="the folder holds no CSV"):
        data_files([str(HOME / "rules")])


def test_plans_by_name_are_left_to_check_and_what_needs_them_is_refused_with_that_way_out(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("subject,period,indicator,actual,plan.x,of_plan: x,notes\nAn,2024,lua,5,5,1 %,-\n", encoding="utf-8")
    ran = run("batch", str(tmp_path / "f.csv"), *PLAIN)
    assert (ran.code, ran.err.splitlines()) == (3, [
        "columns that are not read: `notes`",
        "plans by name are not read in a batch, `targets check` judges by them: `plan.x`, `of_plan: x`",
    ])  # fmt: skip
    rules = yaml.safe_load((HOME / RULES).read_text(encoding="utf-8"))
    rules["targets"] = [
        {"id": "P", "indicator": "lua", "at_least": "100 % of plan x"},
        {"id": "Q", "indicator": "lua", "at_least": "5 tấn"},
    ]
    (tmp_path / "r.yaml").write_text(yaml.safe_dump(rules, allow_unicode=True), encoding="utf-8")
    for engine in ("polars", "duckdb"):
        ran = run("batch", str(tmp_path / "f.csv"), "--rules", str(tmp_path / "r.yaml"), "--engine", engine)
        assert ran.code == 2
        assert "target `P`: one of several plans, by its name, cannot be judged in columns\n" in ran.err
        assert ran.err.endswith("  help: judge it with `targets check`, or choose other targets with `--select`\n")
    assert run("batch", str(tmp_path / "f.csv"), "--rules", str(tmp_path / "r.yaml"), "--select", "Q").code == 0


LARGE = 400


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_half_written_file(tmp_path: Path, number: signal.Signals) -> None:
    path, out = tmp_path / "large.csv", tmp_path / "out.parquet"
    out.write_text("of yesterday", encoding="utf-8")
    lines = (HOME / DATA).read_text(encoding="utf-8").splitlines()
    subjects = (f"Xã {n};{line.split(';', 1)[1]}" for n in range(LARGE * 20) for line in lines[1:18])
    path.write_text("\n".join([lines[0], *subjects]), encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, "-m", "targets", "batch", str(path), *PLAIN, "-o", str(out), "--rejects", str(tmp_path / "rejects.csv")],
        cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    while started.poll() is None and not list(tmp_path.glob(".out.parquet.*")):
        time.sleep(0.01)
    assert started.poll() is None, "the run was over before it could be interrupted"
    started.send_signal(number)
    assert started.wait(60) != 0
    assert out.read_text(encoding="utf-8") == "of yesterday"
    assert not (tmp_path / "rejects.csv").exists()
    if number is signal.SIGINT:
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_nothing_is_drawn_where_nobody_looks() -> None:
    assert run("batch", DATA, *PLAIN).err == "columns that are not read: `huyen`\n"


# PySpark leaves its sockets to the garbage collector.
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, and there is none on the path")
def test_spark_gives_the_same_outcomes_and_the_same_faults(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs the extra targets[spark]")
    twice = {"subject": "Xã Ba", "period": "2024", "indicator": "lua", "actual": 6.0, "previous": 6.0, "unit": "tấn"}
    rows: list[dict[str, Any]] = [
        {"subject": "Xã An", "period": "2024", "indicator": "thu-ngan-sach", "actual": 17.5, "previous": None, "unit": "tỷ đồng"},
        {"subject": "Xã An", "period": "2024", "indicator": "ho-ngheo", "actual": float("nan"), "previous": None, "unit": "%"},
        {"subject": "Xã An", "period": "2024", "indicator": "lua", "actual": 5.0, "previous": 4.0, "unit": "parsec"},
        twice, twice, {**twice, "indicator": "khac"}, {**twice, "subject": None}, {**twice, "indicator": "bao-hiem", "actual": 95.0, "unit": "%"},
    ]  # fmt: skip
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    found = []
    for engine in ("polars", "spark"):
        out, rejects = tmp_path / f"{engine}.parquet", tmp_path / f"{engine}.csv"
        ran = run(
            "batch", str(tmp_path / "a.parquet"), *PLAIN, "--engine", engine, "--master", "local[2]", "-o", str(out), "--rejects", str(rejects), "--lang", "en",
            env=quick(tmp_path / engine),
        )  # fmt: skip
        assert ran.code == 3, ran.err
        outcomes = pl.read_parquet(out if engine == "polars" else f"{out}/*.parquet").sort("subject", "target").to_dicts()
        with rejects.open(encoding="utf-8") as file:
            told = sorted((row["file"], row["line"], row["kind"]) for row in csv.DictReader(file))
        found.append((outcomes, told, ran.out.split("Faults")[0]))
    assert found[0] == found[1]
