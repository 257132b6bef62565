"""What the office's desk costs, as ratios: `python benchmarks/desk.py`.

A page and a workbook of 168 wards by 40 targets against those of one ward, and reading a form of 5,000 rows against
openpyxl alone reading the same cells.
"""

from __future__ import annotations

import gc
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
from rounds import Goal, in_turns, report

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))

import targets  # noqa: E402
from targets.reading import bundled, read_figures, read_file  # noqa: E402
from targets.report import View, render  # noqa: E402
from targets.report.sheet_form import Holder, form  # noqa: E402
from tests.wards import wards  # noqa: E402

_ROWS = 5000


def filled_form(rows: int) -> bytes:
    """Give a form of this many rows with plan, actual and last year's figure in each."""
    indicators = {f"indicator-{n}": {"title": f"Chỉ tiêu số {n}", "unit": "percent" if n % 3 else "hộ"} for n in range(rows)}
    rules = [{"id": f"T{n:05}", "indicator": f"indicator-{n}", "at_least": "100 % of plan"} for n in range(rows)]
    ruleset = targets.load_ruleset({"ruleset": "big", "period": 2024, "indicators": indicators, "targets": rules})
    book = openpyxl.load_workbook(BytesIO(form(ruleset, Holder("ward", "Ward", "2024"), "vi")))
    sheet = book.worksheets[0]
    for row in range(7, 7 + rows):
        for column, value in ((6, 0.95), (7, 0.9412), (8, 0.9)):
            sheet.cell(row, column).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def openpyxl_alone(data: bytes) -> int:
    """Read every cell with its value and its format, as anyone has to who tells 0.9412 from 94.12 %."""
    found = 0
    for sheet in openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets:
        for row in sheet.iter_rows():
            found += sum(cell.value is not None and bool(cell.number_format) for cell in row)
    return found


def main() -> None:
    """Print the ratios."""
    [figures] = read_figures(read_file(bundled("examples")["ngo-quyen-2023"]), "ngo-quyen-2023")
    ward, many = [targets.evaluate(targets.load_ruleset("ngo-quyen-2024"), figures)], wards(168, 40)
    runs = {
        f"{form_}, {name}": lambda form_=form_, cards=cards: render(form_, cards, View())
        for form_ in ("html", "xlsx")
        for name, cards in (("the bundled ward", ward), ("168 wards x 40 targets", many))
    }
    medians = in_turns(runs, rounds=5)
    report(
        medians, [Goal(f"{f}, 168 wards x 40 targets", f"{f}, the bundled ward", most) for f, most in (("html", 204), ("xlsx", 204))], "ms"
    )
    data = filled_form(_ROWS)
    [read] = read_figures(data, "form.xlsx")
    assert len(read) == _ROWS
    gc.collect()
    gc.freeze()  # the wards of the pages above are nothing that reading a form should have to look through
    medians = in_turns(
        {"openpyxl alone": lambda: openpyxl_alone(data), "targets reads the form": lambda: read_figures(data, "form.xlsx")}, 7
    )
    report(medians, [Goal("targets reads the form", "openpyxl alone", 1.5)], "ms")


if __name__ == "__main__":
    main()
