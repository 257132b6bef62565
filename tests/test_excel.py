"""Forms written, filled in by people in every odd way, and read back; workbooks that are built to do harm."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import zipfile
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

import targets
from targets.outcome import Reason, Verdict
from targets.reading import bundled, read_figures, read_file
from targets.reading.headings import heading, label
from targets.reading.workbook import FORM
from targets.report import View, render
from targets.report import sheet_form as forms
from targets.report.words import say
from tests.conftest import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from targets.report.words import Language

openpyxl = pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")
pytestmark = pytest.mark.extras
RULES = targets.load_ruleset("ngo-quyen-2024")
HOLDER = forms.Holder("ngo-quyen", "Phường Ngô Quyền", "2023")


def blank(lang: Language = "vi", holder: forms.Holder = HOLDER) -> Any:
    return openpyxl.load_workbook(BytesIO(forms.form(RULES, holder, lang)))


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> targets.Figures:
    [figures] = read_figures(data, "form.xlsx")
    return figures


def verdict(figures: targets.Figures, target_id: str) -> tuple[Verdict, Fraction | int | None]:
    outcome = targets.evaluate(RULES, figures)[target_id]
    return outcome.verdict, outcome.value


def row_of(sheet: Any, indicator: str) -> int:
    return next(number for number in range(1, sheet.max_row + 1) if sheet.cell(number, 2).value == indicator)


def columns(sheet: Any, lang: Language = "vi") -> dict[str, int]:
    head = next(row for row in sheet.iter_rows() if row[0].value == say(lang, "number"))
    return {cell.value: cell.column for cell in head}


def fill(sheet: Any, values: dict[str, dict[str, Any]], lang: Language = "vi") -> None:
    at = columns(sheet, lang)
    for indicator, cells in values.items():
        for key, value in cells.items():
            sheet.cell(row_of(sheet, indicator.replace("_", "-")), at[say(lang, key)]).value = value


FILLED: dict[str, dict[str, Any]] = {
    "budget_revenue": {"plan-column": 17500000000, "actual": 18250000000, "previous-column": 17384571763},
    "community_houses": {"actual": "tổ 1; tổ 3;tổ 6 ; tổ 7"},
    "urban_order_title": {"actual": "có"},
    "kindergarten_title": {"actual": "tập thể lao động xuất sắc"},
    "natural_growth": {"actual": 0.0069},
    "cultural_households": {"actual": 0.9412},
    "cultural_groups": {"count-column": 7, "total-column": 9},
    "insurance": {"of-plan-column": 0.9412},
    "blood_donation": {"plan-column": 100, "actual": 68, "note": "ghi chú"},
}


def check(figures: targets.Figures) -> None:
    card = targets.evaluate(RULES, figures)
    assert (card.subject, card.period, figures.ruleset) == ("ngo-quyen", "2023", "ngo-quyen-2024")
    assert card["T02"].verdict is Verdict.EXCEEDED
    assert card["T04"].verdict is Verdict.MET
    assert card["T08"].parts[0].verdict is Verdict.MET
    assert (card["T11"].verdict, card["T11"].value) == (Verdict.MET, Fraction("0.69"))
    assert (card["T14"].verdict, card["T14"].value) == (Verdict.MISSED, Fraction("94.12"))
    assert card["T15"].verdict is Verdict.MISSED
    assert card["T15"].shortfall == 2
    assert (card["K01"].verdict, card["K01"].shortfall) == (Verdict.MISSED, Fraction("5.88"))
    assert card["K02"].verdict is Verdict.MISSED
    assert card["K02"].shortfall == 32
    assert figures["blood-donation"].note == "ghi chú"
    assert len(figures) == len(FILLED)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_that_was_filled_in_comes_back_as_it_was_meant(lang: Language) -> None:
    book = blank(lang)
    values = {name: {key: say(lang, "yes") if value == "có" else value for key, value in cells.items()} for name, cells in FILLED.items()}
    fill(book.worksheets[0], values, lang)
    figures = read(saved(book))
    check(figures)
    card = targets.evaluate(RULES, figures)
    assert card["T03"].verdict is Verdict.MET
    place = figures["blood-donation"].place_of("actual")
    assert str(place) == f"form.xlsx:{say(lang, 'sheet-form')}!G{row_of(book.worksheets[0], 'blood-donation')}"


@pytest.mark.parametrize(
    ("written", "tags", "verdict"),
    [
        ("Miền núi; đảo", ("miền núi", "đảo"), Verdict.MET),
        ("đảo", ("đảo",), Verdict.NOT_APPLICABLE),
        ("Không", (), Verdict.NOT_APPLICABLE),
        (None, None, Verdict.UNDECIDED),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_asks_for_tags_where_the_rules_do(
    written: str | None, tags: tuple[str, ...] | None, verdict: Verdict, lang: Language
) -> None:
    rules = targets.load_ruleset({
        "ruleset": "r", "period": 1, "indicators": {"i": {"unit": "percent"}},
        "targets": [{"id": "A", "indicator": "i", "at_least": "40 %", "when": [{"tagged": "miền núi"}, {"not_tagged": "biên giới"}]}],
    })  # fmt: skip
    book = openpyxl.load_workbook(BytesIO(forms.form(rules, HOLDER, lang)))
    sheet = book.worksheets[0]
    assert label(sheet.cell(4, 2).value) == "tags"
    assert "miền núi, biên giới" in next(check.prompt for check in sheet.data_validations.dataValidation if "C4" in str(check.sqref))
    assert not sheet.cell(4, 3).protection.locked
    sheet.cell(4, 3).value = written
    fill(sheet, {"i": {"actual": 0.4}}, lang)
    figures = read(saved(book))
    assert figures.tags == tags
    assert targets.evaluate(rules, figures)["A"].verdict is verdict


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_done_is_asked_for_in_one_column(lang: Language) -> None:
    sheet = blank(lang).worksheets[0]
    at, row = columns(sheet, lang), row_of(blank(lang).worksheets[0], "community-houses")
    asked = [check for check in sheet.data_validations.dataValidation if sheet.cell(row, at[say(lang, "actual")]).coordinate in check.sqref]
    done = {"vi": "đã xong", "en": "done"}[lang]
    assert [done in check.prompt.casefold() for check in asked] == [True]
    assert not any(done in title.casefold() for title in at)
    assert heading("Đã xong") == "count"  # as forms were headed before


def test_a_form_of_rules_without_tags_does_not_ask_for_any() -> None:
    assert label(blank().worksheets[0].cell(4, 2).value) is None
    assert read(saved(blank())).tags is None


def test_an_empty_form_gives_no_figure_and_no_zero() -> None:
    figures = read(saved(blank()))
    assert len(figures) == 0
    assert {o.reason for o in targets.evaluate(RULES, figures)} == {Reason.NO_FIGURE, Reason.NEEDS_JUDGEMENT}


def test_every_heading_that_the_form_writes_is_one_that_is_read() -> None:
    for lang in ("vi", "en"):
        sheet = blank(lang).worksheets[0]
        found = {heading(name) for name in columns(sheet, lang)} - {None}
        assert found == {
            "number", "indicator", "title", "unit", "plan", "actual", "previous", "of_plan", "of_previous", "count", "total", "note"
        }  # fmt: skip
        assert {label(sheet.cell(row, 2).value) for row in (2, 3)} == {"subject", "period"}
    assert forms.FORM == FORM


def test_a_form_marks_what_has_to_be_filled_in_and_locks_the_rest() -> None:
    book = blank()
    sheet, at = book.worksheets[0], columns(book.worksheets[0])
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "A7"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    plan, actual, title = (sheet.cell(row_of(sheet, "insurance"), at[say("vi", key)]) for key in ("plan-column", "actual", "title"))
    assert (plan.protection.locked, actual.protection.locked, title.protection.locked) == (False, False, True)
    assert plan.fill.fgColor.rgb == actual.fill.fgColor.rgb == "00FFF6C2"
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    grades = {rule.formula1 for rule in lists}
    assert '"có,không"' in grades
    column = next(rule for rule in grades if rule.startswith("'_targets'"))
    hidden = book["_targets"]
    assert hidden.sheet_state == "hidden"
    assert [cell.value for (cell,) in hidden[column.partition("!")[2].replace("$", "")]][-1] in {"giỏi", "tập thể lao động xuất sắc"}


# -- what people do to a form ---------------------------------------------------------------------------------------------


def insert_rows(sheet: Any) -> None:
    sheet.insert_rows(8)
    sheet.cell(8, 3).value = "(dòng chèn thêm)"
    sheet.insert_rows(1, 2)


def move_columns(sheet: Any) -> None:
    at = columns(sheet)
    first, second = at[say("vi", "plan-column")], at[say("vi", "actual")]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    for row in range(6, sheet.max_row + 1):
        one, other = sheet.cell(row, first), sheet.cell(row, second)
        one.value, other.value = other.value, one.value
        one.number_format, other.number_format = other.number_format, one.number_format
    sheet.insert_cols(1)


def merge_titles(sheet: Any) -> None:
    sheet.merge_cells("B5:C5")
    sheet.merge_cells(start_row=8, start_column=9, end_row=8, end_column=10)


def spaced(sheet: Any) -> None:
    at = columns(sheet)
    row = row_of(sheet, "insurance")
    for key in ("unit", "id", "title"):
        cell = sheet.cell(row, at[say("vi", key)])
        cell.value = f"\u00a0{cell.value}  "


def without_codes(sheet: Any) -> None:
    sheet.delete_cols(2)


def upper(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=6, max_row=6):
        for cell in row:
            cell.value = f" {cell.value.upper()}\n" if cell.value else None


@pytest.mark.parametrize("change", [insert_rows, move_columns, merge_titles, spaced, without_codes, upper], ids=lambda f: f.__name__)
def test_a_form_may_be_rearranged_and_still_be_read(change: Callable[[Any], None]) -> None:
    book = blank()
    fill(book.worksheets[0], FILLED)
    change(book.worksheets[0])
    check(read(saved(book)))


@pytest.mark.parametrize(
    ("written", "number_format", "value"),
    [
        ("94,12%", None, Fraction("94.12")),
        ("94,12", None, Fraction("94.12")),
        ("  94,12\u00a0% ", None, Fraction("94.12")),
        (0.9412, "0%", Fraction("94.12")),
        (0.9412, "0.00%", Fraction("94.12")),
        (94.12, "General", Fraction("94.12")),
        (0.29, "0%", Fraction(29)),
        (1, "0%", Fraction(100)),
        (94.12, '0.00"%"', Fraction("94.12")),
    ],
)
def test_a_share_is_read_exactly_however_it_was_typed(written: Any, number_format: str | None, value: Fraction) -> None:
    book = blank()
    sheet = book.worksheets[0]
    fill(sheet, {"cultural_households": {"actual": written}})
    cell = sheet.cell(row_of(sheet, "cultural-households"), columns(sheet)[say("vi", "actual")])
    if number_format:
        cell.number_format = number_format
    assert verdict(read(saved(book)), "T14")[1] == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("17.384.571.763", 17384571763),
        ("17 384 571 763 đồng", 17384571763),
        ("5 tỷ 137 triệu đồng", 5137000000),
        (17384571763, 17384571763),
    ],
)
def test_thousands_may_be_text(written: Any, value: int) -> None:
    book = blank()
    fill(book.worksheets[0], {"budget_revenue": {"actual": written, "plan-column": "1.000.000"}})
    assert verdict(read(saved(book)), "T02") == (Verdict.EXCEEDED, value)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("=1/0", "a formula without a result"),
        (dt.date(2024, 3, 5), "a date where a number belongs"),
        ("đang tổng hợp", "is not a number"),
        ("94.12", "is not a number as `numbers: vi` writes it"),
        (True, None),
    ],
)
def test_a_cell_that_holds_no_number_is_a_fault_of_its_own_figure_alone(written: Any, message: str | None) -> None:
    book = blank()
    sheet = book.worksheets[0]
    fill(sheet, FILLED)
    fill(sheet, {"cultural_households": {"actual": written}})
    card = targets.evaluate(RULES, read(saved(book)))
    outcome = card["T14"]
    assert outcome.verdict is Verdict.UNDECIDED
    if message:
        assert outcome.reason is Reason.UNREADABLE
        assert outcome.fault
        assert message in outcome.fault.problem.message
        assert str(outcome.fault.problem.place) == f"form.xlsx:KT-XH!G{row_of(sheet, 'cultural-households')}"
    assert card["K02"].shortfall == 32


def test_a_row_that_nobody_asked_for_is_told_and_not_skipped() -> None:
    book = blank()
    sheet, at = book.worksheets[0], columns(book.worksheets[0])
    last = sheet.max_row + 1
    sheet.cell(last, at[say("vi", "title")]).value = "Chỉ tiêu tự thêm"
    sheet.cell(last, at[say("vi", "actual")]).value = 5
    figures = read(saved(book))
    assert [note.names for note in targets.evaluate(RULES, figures).notes if note.code == "unused-figures"] == [("chỉ tiêu tự thêm",)] or (
        "Chỉ tiêu tự thêm" in figures.values
    )
    sheet.cell(last, at[say("vi", "title")]).value = None
    with pytest.raises(targets.TargetsError, match="names no indicator") as caught:
        read(saved(book))
    assert str(caught.value.problems[0].place) == f"form.xlsx:KT-XH!G{last}"


def test_an_indicator_that_stands_twice_is_refused_with_both_places() -> None:
    book = blank()
    sheet, at = book.worksheets[0], columns(book.worksheets[0])
    fill(sheet, FILLED)
    last = sheet.max_row + 1
    sheet.cell(last, 2).value, sheet.cell(last, at[say("vi", "actual")]).value = "blood-donation", 5
    with pytest.raises(targets.TargetsError) as caught:
        read(saved(book))
    [problem] = caught.value.problems
    assert str(problem.place) == f"form.xlsx:KT-XH!B{last}"
    assert problem.help == f"the first one stands at form.xlsx:KT-XH!B{row_of(sheet, 'blood-donation')}"


def test_a_form_without_a_subject_says_where_it_is_to_be_written() -> None:
    book = blank(holder=forms.Holder())
    fill(book.worksheets[0], FILLED)
    with pytest.raises(targets.TargetsError) as caught:
        read(saved(book))
    assert [str(problem.place) for problem in caught.value.problems] == ["form.xlsx:KT-XH!C2", "form.xlsx:KT-XH!C3"]
    book.worksheets[0].cell(2, 3).value, book.worksheets[0].cell(3, 3).value = "phuong-mau", 2024
    figures = read(saved(book))
    assert (figures.subject, figures.period) == ("phuong-mau", "2024")


@pytest.mark.parametrize("two_rows", [False, True])
def test_a_table_that_no_form_of_ours_was_is_read_by_its_headings(two_rows: bool) -> None:  # noqa: FBT001 - a parameter
    book = openpyxl.Workbook()
    sheet = book.active
    heads = ["STT", "Mã chỉ tiêu", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "TH", "% so với KH", "Ghi chú"]
    above = [head if column < 4 or column == 7 else "Năm 2024" for column, head in enumerate(heads)]
    below = [None if column < 4 or column == 7 else head for column, head in enumerate(heads)]
    rows: list[list[Any]] = [
        ["UBND PHƯỜNG MẪU"], ["Đơn vị:", "phuong-mau"], ["Năm", 2024], [],
        *([above, below] if two_rows else [heads]),
        ["I", None, "Kinh tế"],
        [1, "blood-donation", "Hiến máu", "đơn vị máu", 100, 68, None, None],
        [2, "insurance", "Bảo hiểm", "người", None, None, 0.9412, "tạm tính"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet.cell(len(rows), 7).number_format = "0.00%"
    if two_rows:
        sheet.merge_cells("E5:G5")
    figures = read(saved(book))
    assert (figures.subject, figures.period) == ("phuong-mau", "2024")
    assert verdict(figures, "K02") == (Verdict.MISSED, 68)
    assert verdict(figures, "K01") == (Verdict.MISSED, Fraction("94.12"))


def test_checking_a_form_needs_no_rules_named_for_it_names_them(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    made = run("form", "ngo-quyen-2023", "-o", str(path), "--subject", "ngo-quyen", "--lang", "en")
    assert (made.code, made.out, made.err) == (0, "", "")
    ran = run("check", str(path), "--lang", "en", "-f", "json")
    assert '"id": "P01"' in ran.out
    assert ran.code == 3


# -- files of other programs, and files that do harm ----------------------------------------------------------------------


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


EXCEL_SHEET = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>
<row r="1" spans="1:7"><c r="A1" t="inlineStr"><is><t>\xc4\x90\xc6\xa1n v\xe1\xbb\x8b</t></is></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>N\xc4\x83m</t></is></c><c r="B2"><v>2024</v></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>M\xc3\xa3</t></is></c><c r="B4" t="inlineStr"><is><t>\xc4\x90VT</t></is></c>
<c r="C4" t="inlineStr"><is><r><t>K\xe1\xba\xbf </t></r><r><rPr><b/></rPr><t>ho\xe1\xba\xa1ch</t></r></is></c>
<c r="E4" t="inlineStr"><is><t>Th\xe1\xbb\xb1c hi\xe1\xbb\x87n</t></is></c></row>
<row r="9"><c r="A9" t="inlineStr"><is><t>cultural-households</t></is></c><c r="B9" t="inlineStr"><is><t>%</t></is></c><c r="E9" s="1"><v>0.94120000000000004</v></c></row>
<row r="10"><c r="A10" t="str"><f>"blood-"&amp;"donation"</f><v>blood-donation</v></c><c r="C10"><v>100</v></c><c r="E10"><f>34*2</f><v>68</v></c></row>
<row r="11"><c r="A11" t="inlineStr"><is><t>insurance</t></is></c><c r="C11"><v>8.9E+3</v></c><c r="E11" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
<row r="12"><c r="A12" t="inlineStr"><is><t>third-births</t></is></c><c r="E12"><f>NOW()</f></c></row>
</sheetData></worksheet>"""


def excel_file() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"].number_format = "0.00%"
    members = parts(saved(book))
    members["xl/worksheets/sheet1.xml"] = EXCEL_SHEET
    return packed(members)


def test_a_file_of_the_shape_that_excel_writes_is_read() -> None:
    [figures] = read_figures(excel_file(), "form.xlsx", numbers="vi")
    assert (figures.subject, figures.period) == ("x", "2024")
    card = targets.evaluate(RULES, figures)
    assert card["T14"].value == Fraction("94.12")
    assert card["K02"].value == 68
    assert card["K02"].shortfall == 32
    faults = {target: card[target].fault for target in ("K01", "T12")}
    assert [fault.problem.message.partition(": ")[2] for fault in faults.values() if fault] == [
        "`actual`: the cell holds `#DIV/0!`",
        "`actual`: a formula without a result",
    ]
    assert str(faults["K01"].problem.place if faults["K01"] else "") == "form.xlsx:Sheet!E11"


def resaved(data: bytes, folder: Path, *through: str) -> bytes:
    """Let LibreOffice open a workbook and save it, in one format after the other."""
    path = folder / "workbook.xlsx"
    path.write_bytes(data)
    for number, form in enumerate(through):
        out = folder / str(number)
        argv = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            form,
            "--outdir",
            str(out),
            str(path),
        ]
        subprocess.run(argv, check=True, capture_output=True, timeout=120)
        path = out / f"workbook.{form}"
    return path.read_bytes()


LIBREOFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


@LIBREOFFICE
@pytest.mark.parametrize("through", [["xlsx"], ["ods", "xlsx"]], ids=["xlsx", "ods"])
def test_a_form_that_libreoffice_saved_is_read(tmp_path: Path, through: list[str]) -> None:
    book = blank()
    fill(book.worksheets[0], FILLED)
    fill(book.worksheets[0], {"third_births": {"actual": "=1+1", "previous-column": "=2*2"}, "iso_9001": {"actual": "=1/0"}})
    figures = read(resaved(saved(book), tmp_path, *through))
    card = targets.evaluate(RULES, figures)
    assert card["T12"].verdict is Verdict.MET
    assert card["T12"].value == 2
    assert card["T26"].reason is Reason.UNREADABLE
    check(targets.Figures({k: v for k, v in figures.values.items() if k in {n.replace("_", "-") for n in FILLED}}, figures.subject,
                          figures.period, ruleset=figures.ruleset))  # fmt: skip


@LIBREOFFICE
def test_libreoffice_reads_a_scorecard_as_it_was_written(tmp_path: Path) -> None:
    data = render("xlsx", list(cards()), View())
    assert isinstance(data, bytes)
    books = [openpyxl.load_workbook(BytesIO(content)) for content in (data, resaved(data, tmp_path, "xlsx"))]
    assert books[0].sheetnames == books[1].sheetnames
    for one, other in zip(*(book.worksheets for book in books), strict=True):
        assert {c.coordinate: c.value for row in one for c in row if c.value is not None} == {
            c.coordinate: c.value for row in other for c in row if c.value is not None
        }
        assert not any(c.data_type == "f" for row in other for c in row)
        assert (other.print_title_rows, other.page_setup.orientation) == (one.print_title_rows, "landscape")


def with_sheet(sheet: bytes) -> bytes:
    members = parts(saved(openpyxl.Workbook()))
    members["xl/worksheets/sheet1.xml"] = sheet
    return packed(members)


def with_rows(rows: bytes) -> bytes:
    head, tail = EXCEL_SHEET.split(b"</sheetData>")
    return with_sheet(head + rows + b"</sheetData>" + tail)


def bomb() -> bytes:
    return with_sheet(b"<worksheet>" + b" " * (300 * 2**20) + b"</worksheet>")


def dense() -> bytes:
    return with_sheet(b"<worksheet>" + b" " * (20 * 2**20) + b"</worksheet>")


def entities() -> bytes:
    return with_sheet(b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + EXCEL_SHEET.partition(b"?>")[2])


def macros() -> bytes:
    return packed({**parts(excel_file()), "xl/vbaProject.bin": b"x"})


def many_members() -> bytes:
    return packed({**parts(excel_file()), **{f"xl/media/{n}.png": b"" for n in range(3000)}})


def far_row() -> bytes:
    return with_rows(b'<row r="1999999999"><c r="A1999999999"><v>1</v></c></row>')


def empty_rows() -> bytes:
    return with_rows(b"".join(b'<row r="%d" ht="1%d" x="%d"/>' % (n, n % 7, n * 7919 % 100003) for n in range(13, 300_000)))


REFUSED = {
    bomb: "unpacks to more than 64 MiB",
    dense: "more than 200 times its size",
    entities: "declares entities",
    macros: "holds macros",
    many_members: "unpacks to more than",
    far_row: "more than 200,000 rows",
    empty_rows: "more than 200,000 rows",
    lambda: b"PK\x03\x04 and nothing": "a broken zip",
    lambda: packed({"a.txt": b"x"}): "not an Excel workbook",
    lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an encrypted workbook",
    lambda: with_sheet(b"<worksheet><sheetData><row><c"): "not readable as a workbook",
    lambda: saved(openpyxl.Workbook()): "no sheet holds a table of figures",
}


@pytest.mark.parametrize(("made", "message"), REFUSED.items(), ids=REFUSED.values())
def test_a_workbook_that_cannot_be_trusted_is_refused_soon_and_in_little_memory(
    made: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(made())
    limited = 'ulimit -v 700000 2>/dev/null; exec "$0" -m targets check "$1" --numbers vi'
    done = subprocess.run(["bash", "-c", limited, sys.executable, str(path)], capture_output=True, text=True, timeout=60, check=False)
    assert message in done.stderr
    assert done.stderr.startswith(f"{path}: ") or done.stderr.startswith(f"{path}:Sheet")
    assert "Traceback" not in done.stderr
    assert done.returncode == 2


def test_a_cell_in_the_last_column_is_survived_and_one_in_the_last_row_refused() -> None:
    [figures] = read_figures(with_rows(b'<row r="14"><c r="XFD14"><v>1</v></c></row>'), "form.xlsx", numbers="vi")
    assert len(figures) == 4
    with pytest.raises(targets.TargetsError, match="more than 200,000 rows"):
        read_figures(with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "form.xlsx", numbers="vi")


def test_a_format_that_the_workbook_does_not_hold_is_a_fault_of_its_figure() -> None:
    [figures] = read_figures(with_rows(b""), "form.xlsx", numbers="vi")
    outcome = targets.evaluate(RULES, figures)["T14"]
    assert outcome.reason is Reason.UNREADABLE


def test_links_to_other_files_are_not_followed() -> None:
    members = parts(excel_file())
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    [figures] = read_figures(packed({**members, "xl/externalLinks/externalLink1.xml": link}), "form.xlsx", numbers="vi")
    assert len(figures) == 4


# -- the scorecard as a workbook ------------------------------------------------------------------------------------------


def cards() -> Iterator[targets.Scorecard]:
    for name in ("ngo-quyen-2023", "phuong-mau-2024", "phuong-sai-2024"):
        for figures in read_figures(read_file(bundled("examples")[name]), name):
            yield targets.evaluate(RULES, figures)


def test_numbers_in_the_workbook_are_numbers_and_totals_add_up() -> None:
    card = next(cards())
    content = render("xlsx", [card], View())
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    at = columns(sheet)
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    revenue, households, blood = rows["T02"], rows["T14"], rows["K02"]
    assert revenue[at[say("vi", "actual")] - 1].value == 17384571763
    assert (households[at[say("vi", "actual")] - 1].value, households[at[say("vi", "actual")] - 1].number_format) == (0.969, "0.0%")
    assert [blood[at[say("vi", key)] - 1].value for key in ("plan-column", "actual", "of-plan-column")] == [100, 68, 0.68]
    assert blood[at[say("vi", "shortfall")] - 1].value == "còn thiếu 32 đơn vị máu"
    totals = [row[at[say("vi", "verdict")] - 1].value for row in sheet.iter_rows(min_row=sheet.max_row - 6)]
    assert totals == [*card.counts.values(), len(card)]
    assert sum(totals[:-1]) == totals[-1]


def test_several_scorecards_get_a_summary_and_one_sheet_of_all_outcomes() -> None:
    several = list(cards())
    content = render("xlsx", several, View(lang="en"))
    assert isinstance(content, bytes)
    summary, details = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert [row[0].value for row in summary.iter_rows(min_row=2)] == ["Ngô Quyền ward", "Model ward", "Wrong ward"]
    assert summary["J2"].value == 0.25
    numbered = [row for row in details.iter_rows(min_row=2, values_only=True) if row[3] is not None]
    assert len(numbered) == sum(map(len, several))


# -- names of plans among the headings ------------------------------------------------------------------------------------


def sheet_of(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in (["Đơn vị", "phuong-mau"], ["Năm", 2024], *rows):
        book.active.append(row)
    return saved(book)


@pytest.mark.parametrize(
    "rows",
    [
        (["Mã", "Chỉ tiêu", "TH", "KH"], [None, "Kế hoạch: phát triển kinh tế"]),
        ([None, "Kế hoạch: giao năm 2024"], ["Mã", "Chỉ tiêu", "TH", "KH"]),
        ([None, None, None, None, "Kế hoạch: giao năm 2024"], ["Mã", "Chỉ tiêu", "TH", "KH", "Mốc"]),
    ],
)
def test_a_title_or_caption_that_begins_like_the_name_of_a_plan_names_none(rows: tuple[list[Any], ...]) -> None:
    figure = read(sheet_of(*rows, ["blood-donation", "Hiến máu", 68, 100, "≥ 100 %"]))["blood-donation"]
    assert (figure.plan and figure.plan.value) == Fraction(100)
    assert not figure.plans
    assert not figure.faults


@pytest.mark.parametrize("below", [True, False])
def test_a_wide_heading_that_is_parted_into_plans_by_name_holds_none_without(below: bool) -> None:  # noqa: FBT001 - a parameter
    wide, parted = ["Mã", "TH", "Kế hoạch", None], [None, None, "Kế hoạch: thành phố", "KH: .hội đồng"]
    if not below:
        wide, parted = [None, None, *parted[2:]], ["Mã", "TH", "KH", None]
    figure = read(sheet_of(wide, parted, ["blood-donation", 68, 100, 90]))["blood-donation"]
    assert figure.plan is None
    given = {plan.name: plan.amount and plan.amount.value for plan in figure.plans}
    assert given == {"thành phố": Fraction(100), ".hội đồng": Fraction(90)}


def test_two_columns_of_one_plan_are_refused_and_no_number_is_lost() -> None:
    with pytest.raises(targets.TargetsError) as caught:
        read(sheet_of(["Mã", "TH", "Kế hoạch: city", "Kế hoạch: city"], ["blood-donation", 68, 100, None]))
    assert str(caught.value) == "form.xlsx:Sheet!C3: column `Kế hoạch: city` is given twice\n  help: give each plan one column"


def test_explain_reads_a_workbook_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(sheet_of(["Mã", "TH", "KH"], ["blood-donation", 68, 100]))
    assert "68 " in run("explain", "K02", "form.xlsx", "--lang", "en", cwd=tmp_path).out
