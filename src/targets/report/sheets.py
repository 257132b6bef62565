"""Workbooks to write: the one address of openpyxl in this wing. A text never becomes a formula, a number is exact or a text."""

from __future__ import annotations

from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.errors import Problem, TargetsError
from targets.report.digits import finite_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction


__all__ = ["Book", "Look", "Sheet"]

_MOST_TEXT, _MOST_DIGITS = 32_767, 15
_LINE = "C9CFD6"


class Look(NamedTuple):
    """How a cell looks: ink and paper as hexadecimal colours, weight, side, borders; `open` cells can be filled in."""

    ink: str = "1A1F26"
    paper: str | None = None
    bold: bool = False
    size: int = 11
    right: bool = False
    middle: bool = False
    lines: bool = True
    open: bool = False


class Book:
    """A workbook with its looks; `_openpyxl` is imported when the first one is made."""

    def __init__(self) -> None:
        """Start an empty workbook. Raises TargetsError where openpyxl is not installed."""
        try:
            import openpyxl  # noqa: PLC0415 - only a workbook needs it
            from openpyxl import styles  # noqa: PLC0415
        except ImportError as error:
            help_ = "install it with `pip install 'targets[excel]'`"
            raise TargetsError(Problem("writing a workbook needs openpyxl", help=help_)) from error
        self.styles = styles
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        self._known: dict[tuple[Look, str], Any] = {}
        self._arrays: dict[tuple[Look, str], Any] = {}

    def sheet(self, title: str, widths: Sequence[float]) -> Sheet:
        """Add a sheet with columns of these widths."""
        return Sheet(self, self.book.create_sheet(title), widths)

    def hidden(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """Add a sheet that nobody sees, of texts alone."""
        sheet = self.book.create_sheet(title)
        sheet.sheet_state = "hidden"
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if text:
                    _write_text(sheet.cell(number, column), text)

    def dress(self, cell: Any, look: Look, number_format: str) -> None:
        """Give a cell its look; looking a style up by name takes longer than everything else about a cell."""
        if (array := self._arrays.get((look, number_format))) is None:
            cell.style = self._style(look, number_format)
            self._arrays[look, number_format] = copy(cell._style)  # noqa: SLF001 - openpyxl has no public copy of a look
        else:
            cell._style = copy(array)  # noqa: SLF001

    def _style(self, look: Look, number_format: str) -> Any:
        """Give the name of a style of this look, made once."""
        if (found := self._known.get((look, number_format))) is None:
            made, styles = self.styles.NamedStyle(name=f"look{len(self._known)}"), self.styles
            made.font = styles.Font(name="Times New Roman", size=look.size, bold=look.bold, color=look.ink)
            if look.paper:
                made.fill = styles.PatternFill("solid", fgColor=look.paper)
            side = "center" if look.middle else "right" if look.right else "left"
            made.alignment = styles.Alignment(horizontal=side, vertical="top" if look.lines else "center", wrap_text=True)
            if look.lines:
                line = styles.Side(style="thin", color=_LINE)
                made.border = styles.Border(left=line, right=line, top=line, bottom=line)
            made.protection = styles.Protection(locked=not look.open)
            made.number_format = number_format
            self.book.add_named_style(made)
            found = self._known[look, number_format] = made.name
        return found

    def content(self) -> bytes:
        """Give the bytes of the workbook."""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


class Sheet:
    """One sheet, written from the top row down or cell by cell."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float]) -> None:
        """Set the columns' widths and the paper: A4, landscape, as wide as the table."""
        self.book, self.sheet, self.columns, self.widths = book, sheet, len(widths), widths
        self.lines: dict[int, int] = {}
        self.checks: dict[tuple[str, tuple[tuple[str, str], ...]], list[tuple[int, int]]] = {}
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[self.letter(number)].width = width
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.oddFooter.center.text = "&P/&N"

    @staticmethod
    def letter(column: int) -> str:
        """Give the name of a column."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        return str(get_column_letter(column))

    def put(self, row: int, column: int, text: str, look: Look, number: Fraction | None = None, *, share: bool = False) -> None:
        """Write a number where it is one that a spreadsheet holds exactly, and the text otherwise; a share stands in percent."""
        cell = self.sheet.cell(row, column)
        value, number_format = (None, "General") if number is None else _number(number, share=share)
        self.book.dress(cell, look if value is None else look._replace(right=not look.middle), number_format)
        if value is not None:
            cell.value = value
        elif text:
            _write_text(cell, text)
            self._fit(row, text, self.widths[column - 1], look)

    def _fit(self, row: int, text: str, width: float, look: Look) -> None:
        """Make a row as high as its longest text needs: no program does it for rows that another one wrote."""
        lines = min(-(-len(text) * look.size // int(width * 11)), 25)
        if lines > self.lines.get(row, 1) or look.size > 11:
            self.lines[row] = lines
            self.sheet.row_dimensions[row].height = max(lines, 1) * look.size * 1.36

    def wide(self, row: int, text: str, look: Look) -> None:
        """Write a text over all columns."""
        self.put(row, 1, "", look)
        if text:
            _write_text(self.sheet.cell(row, 1), text)
            self._fit(row, text, sum(self.widths), look)
        if self.columns > 1:
            self.sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=self.columns)

    def heads(self, row: int, texts: Sequence[str], look: Look) -> None:
        """Write headings, keep them in sight, and repeat them on every page."""
        for column, text in enumerate(texts, 1):
            self.put(row, column, text, look)
        self.sheet.freeze_panes = f"A{row + 1}"
        self.sheet.print_title_rows = f"{row}:{row}"

    def filtered(self, first: int, last: int) -> None:
        """Let people filter the rows."""
        self.sheet.auto_filter.ref = f"A{first}:{self.letter(self.columns)}{last}"

    def format(self, row: int, column: int, look: Look, number_format: str) -> None:
        """Give an empty cell its look and the format of the number that will be written into it."""
        self.book.dress(self.sheet.cell(row, column), look, number_format)

    def protect(self) -> None:
        """Lock everything that is not open; columns and rows may still be made wider."""
        guard = self.sheet.protection
        guard.sheet, guard.formatColumns, guard.formatRows, guard.formatCells = True, False, False, False

    def validate(self, cells: Sequence[tuple[int, int]], prompt: str, **rule: str) -> None:
        """Say what belongs into cells when one of them is chosen, and warn where something else is written."""
        self.checks.setdefault((prompt, tuple(rule.items())), []).extend(cells)

    def checked(self, title: str) -> None:
        """Write down what was said of cells, once for each thing that was said."""
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

        for (prompt, rule), cells in self.checks.items():
            shown = {"allow_blank": True, "showErrorMessage": bool(rule), "showInputMessage": True, "errorStyle": "warning"}
            check = DataValidation(**shown, **dict(rule), sqref=" ".join(self._areas(cells)))
            check.promptTitle, check.prompt, check.error = title[:32], prompt[:255], prompt[:255]
            self.sheet.add_data_validation(check)

    def _areas(self, cells: Sequence[tuple[int, int]]) -> Iterator[str]:
        """Join cells that stand below one another: a check of many single cells takes long to write and to open."""
        rest = sorted(set(cells), key=lambda cell: (cell[1], cell[0]))
        while rest:
            (first, column), length = rest[0], 1
            while length < len(rest) and rest[length] == (first + length, column):
                length += 1
            yield f"{self.letter(column)}{first}:{self.letter(column)}{first + length - 1}"
            rest = rest[length:]


def _number(number: Fraction, *, share: bool) -> tuple[float | int | None, str]:
    """Give the number and its format where the shortest decimal of a double is the number itself."""
    held = number / 100 if share else number
    decimals, shown = finite_decimals(held), finite_decimals(number)
    if decimals is None or shown is None or len(str(abs(held.numerator * 10**decimals // held.denominator))) > _MOST_DIGITS:
        return None, "General"
    places = "." + "0" * shown if shown else ""
    value = int(held) if held.denominator == 1 else float(held)
    return value, f"0{places}%" if share else f"#,##0{places}"


def _write_text(cell: Any, text: str) -> None:
    """Write a text as text: openpyxl would take one that begins with = for a formula."""
    cell.value = text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
    cell.data_type = "s"
    if text.lstrip()[:1] in {"=", "+", "-", "@", "'"}:
        cell.quotePrefix = True
