"""One sheet of a workbook as a figures document: what stands above the table, its headings, its rows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.codes import Code
from targets.errors import Place, Problem, quoted
from targets.figures import split_items
from targets.numerals import normal
from targets.reading.cells import Faulty, Measured, read_cell, without_result
from targets.reading.headings import heading, headings, joined, label
from targets.reading.tree import Map

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.read_only import ReadOnlyCell

__all__ = ["FormFacts", "Known", "Row", "TableReader", "plain_name"]

_HEADER_ROWS, _NO_TAGS = 60, (["không"], ["none"], ["[]"])
_SHARES, _COUNTS = ("of_plan", "of_previous"), ("count", "total")
Row = tuple["ReadOnlyCell", ...]


_normal = lru_cache(maxsize=1000)(normal)  # one unit stands in many rows


class Known(NamedTuple):
    """An indicator as the form knows it: what kind of figure it takes, and the unit that stands in its row."""

    id: str
    kind: str
    unit: str | None


class FormFacts(NamedTuple):
    """What travels unseen in a form: whose it is, for which rules, and which indicator each title names."""

    about: dict[str, str]
    by_name: dict[str, Known]


def plain_name(text: str) -> str:
    """Give a code or a title as it is looked up by."""
    return normal(text).casefold()


class TableReader:
    """Reads one sheet: what stands above the table, its headings, its rows."""

    def __init__(self, file: str, sheet: str, form: FormFacts, empty: frozenset[tuple[int, int]], problems: list[Problem]) -> None:
        """Take what the sheet is read by; `empty` are cells whose formulas nobody may have worked out."""
        self.file, self.sheet, self.form, self.empty, self.problems = file, sheet, form, empty, problems
        self.columns: dict[str, int] = {}
        self.above: dict[str, int] = {}
        self.texts_above: list[object] = []
        self.figures_at: list[tuple[str, int]] | None = None
        self.labels: dict[str, tuple[str, Place]] = {}
        self.values = self._map(0)

    def document(self, rows: Iterator[Row]) -> list[Map]:
        """Give the figures document of the sheet; none where the sheet has no headings or no figures."""
        for number, row in enumerate(rows, 1):
            if not row or (row[-1].value is None and all(cell.value is None for cell in row)):
                continue
            if not self.columns or not self.values:
                if number <= _HEADER_ROWS and self._take_headings(number, row):
                    continue
                if not self.columns:
                    self._take_labels(number, row)
                    continue
            self._take(number, row)
        if not self.columns:
            return []
        found = self._map(0)
        for key in ("subject", "period"):
            self._about(found, key)
        if (written := self.labels.get("tags", ("", found.mark)))[0]:
            items = split_items(written[0])
            _put(found, "tags", [] if [item.casefold() for item in items] in _NO_TAGS else items, written[1])
        for key in ("numbers", "ruleset"):
            if key in self.form.about:
                _put(found, key, self.form.about[key], found.mark)
        _put(found, "values", self.values, found.mark)
        return [found]

    # -- above the table ----------------------------------------------------------------------------------------------

    def _take_headings(self, number: int, row: Row) -> bool:
        """Take a row of headings, or two: the second one often parts a wide heading into columns."""
        texts = [cell.value for cell in row]
        found = headings(texts, self.columns or self.above)
        if not self.columns:
            found, self.above = joined(headings(self.texts_above, found), found), found
            self.texts_above = texts
            if not ("actual" in found and found.keys() & {"title", "indicator"}):
                return False
        if self.columns and (len(found) == 0 or any(isinstance(text, int | float) for text in texts)):
            return False
        self.columns, self.figures_at = joined(found, self.columns), None
        self._refuse_twice(number, texts)
        return True

    def _refuse_twice(self, number: int, texts: Sequence[object]) -> None:
        """Complain of a plan whose name heads two columns: the numbers of one would be lost."""
        for column, text in enumerate(texts):
            name = heading(text) or ""
            if "." in name and self.columns.get(name, column) != column:
                message = f"column {quoted(normal(str(text)))} is given twice"
                self.problems.append(Problem(message, self._place(number, column), "give each plan one column", Code.GIVEN_TWICE))

    def _take_labels(self, number: int, row: Row) -> None:
        for column, cell in enumerate(row):
            if (key := label(cell.value)) and key not in self.labels:
                right = ((at, other.value) for at, other in enumerate(row[column + 1 :], column + 1) if other.value not in (None, ""))
                at, value = next(right, (column + 1, ""))
                self.labels[key] = (normal(str(value)), self._place(number, at))

    def _about(self, document: Map, key: str) -> None:
        """Name subject or period: what people wrote into the form, or what travels in it unseen."""
        about = self.form.about
        written, where = self.labels.get(key, ("", self._place(1, 0)))
        known = about.get(key, "")
        if written and key == "subject" and known and plain_name(written) == plain_name(about.get("title", "")):
            written = known
        if not (value := written or known):
            self.problems.append(Problem(f"the sheet does not name its {key}", where, "fill the cell in beside `Đơn vị` or `Kỳ`"))
            return
        _put(document, key, value, where)
        if key == "subject" and value == known and "title" in about:
            _put(document, "title", about["title"], where)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _take(self, number: int, row: Row) -> None:
        wide, empty = len(row), self.empty
        given = [
            (role, column)
            for role, column in self._roles()
            if column < wide and (row[column].value is not None or (empty and (number, column + 1) in empty))
        ]
        if not given:
            return
        code, title = self._text(row, "indicator"), ""
        if (known := self.form.by_name.get(code.casefold())) is None:
            title = self._text(row, "title")
            known = self.form.by_name.get(title.casefold())
        unit = self._text(row, "unit") or (known.unit if known else None)
        read = [(role, column, self._value(row, number, column, role, unit)) for role, column in given]
        roles = [one for one in read if one[2] is not None]
        if not roles:
            return
        name = known.id if known else code or title
        if not name:
            help_ = "write the indicator's code or title into the row, or empty it"
            self.problems.append(
                Problem("a row with a figure names no indicator", self._place(number, min(column for _, column, _ in roles)), help_)
            )
            return
        self._add(name, known.kind if known else "", number, row, roles)

    def _roles(self) -> list[tuple[str, int]]:
        """Give the columns that hold figures."""
        if self.figures_at is None:
            others = {"number", "indicator", "title", "unit", "note"}
            self.figures_at = [(role, column) for role, column in self.columns.items() if role not in others]
        return self.figures_at

    def _value(self, row: Row, number: int, column: int, role: str, unit: str | None) -> Any:
        cell = row[column]
        if cell.value is None:
            return without_result() if (number, column + 1) in self.empty else None
        return read_cell(cell, "%" if role.partition(".")[0] in _SHARES else None if role in _COUNTS else unit)

    def _add(self, name: str, kind: str, number: int, row: Row, roles: list[tuple[str, int, Any]]) -> None:
        at = self.columns.get("indicator", self.columns.get("title", 0))
        if name in self.values:
            first = self.values.keys_at[name]
            self.problems.append(
                Problem(f"figure {quoted(name)} is given twice", self._place(number, at), f"the first one stands at {first}")
            )
            return
        figure = self._map(number, at)
        named = {role.partition(".")[0] for role, _, _ in roles if "." in role}
        for role, column, value in roles:
            where, (kept, _, plan) = self._place(number, column), role.partition(".")
            if kept in named:
                if not isinstance(figure.get(kept), Map):
                    _put(figure, kept, self._map(number, column), where)
                _put(figure[kept], plan, value, where)
                continue
            key, written = _as_kind(kind, role, value) if kind else (role, value)
            _put(figure, key, written, where)
        if note := self._text(row, "note"):
            _put(figure, "note", note, self._place(number, self.columns["note"]))
        _put(self.values, name, figure, figure.mark)

    def _text(self, row: Sequence[ReadOnlyCell], key: str) -> str:
        column = self.columns.get(key)
        value = None if column is None or column >= len(row) else row[column].value
        return "" if value is None else _normal(str(value))

    # -- nodes with places --------------------------------------------------------------------------------------------

    def _place(self, number: int, column: int) -> Place:
        return Place(self.file, number, column + 1, self.sheet)

    def _map(self, number: int, column: int = 0) -> Map:
        found = Map()
        found.file, found.mark = self.file, self._place(max(number, 1), column)
        found.keys_at = found.values_at = {}  # in a table a key stands where its value does
        return found


def _put(node: Map, key: str, value: Any, where: Place) -> None:
    node[key] = value
    node.values_at[key] = where


def _as_kind(kind: str, role: str, value: Any) -> tuple[str, Any]:
    """Say what the cell under `Thực hiện` is for this kind of indicator; a fault stays one whatever was expected."""
    if role != "actual" or isinstance(value, Faulty):
        return role, value
    text = str(value.value) if isinstance(value, Measured) else value
    match kind:
        case "grade":
            return "grade", str(text)
        case "title":
            return "held", text
        case "items":
            return "done", split_items(str(text))
        case _:
            return role, value
