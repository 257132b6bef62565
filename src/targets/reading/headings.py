"""The headings that offices write over the columns of a form, and what they mean: one line a meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["as_compared", "by_name", "heading", "headings", "is_named_plan", "joined", "label"]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("tt", "stt", "số tt", "no", "#"),
    "indicator": ("mã", "mã chỉ tiêu", "mã số", "id", "code", "indicator"),
    "title": ("chỉ tiêu", "tên chỉ tiêu", "nội dung", "nội dung chỉ tiêu", "target", "title", "indicator title"),
    "unit": ("đvt", "đơn vị tính", "đơn vị đo", "unit"),
    "plan": ("kế hoạch", "kh", "kế hoạch năm", "kế hoạch giao", "plan"),
    "actual": ("thực hiện", "th", "kết quả", "kết quả thực hiện", "số thực hiện", "actual"),
    "previous": ("cùng kỳ", "cùng kỳ năm trước", "năm trước", "previous", "last year"),
    "of_plan": ("% kh", "% kế hoạch", "% so với kế hoạch", "% so với kh", "tỷ lệ % so với kế hoạch", "% of plan"),
    "of_previous": ("% cùng kỳ", "% so với cùng kỳ", "tỷ lệ % so với cùng kỳ", "% of previous", "% of last year"),
    "count": ("đã xong", "số đã xong", "số đạt", "đã hoàn thành", "count", "done"),
    "total": ("tổng số", "tổng", "total"),
    "note": ("ghi chú", "note", "notes", "giải trình"),
}
_LABELS: dict[str, tuple[str, ...]] = {
    "subject": ("đơn vị", "đơn vị báo cáo", "tên đơn vị", "subject"),
    "period": ("kỳ", "kỳ báo cáo", "năm", "period", "year"),
    "tags": ("loại đơn vị", "đơn vị thuộc diện", "tags"),
}
_HEADINGS = {name: key for key, names in _COLUMNS.items() for name in names}
_NAMES = {name: key for key, names in _LABELS.items() for name in names}
_ROLES = ("plan", "of_plan")
_BY_NAME = re.compile(r"([^.:]+?) ?[.:] ?([.:]*[^ .:].*)")
_BRACKETS = re.compile(r" ?\([^()]*\)$")


def heading(text: object) -> str | None:
    """Give what a column's heading means: a role of a figure, or what the rows are told apart by.

    A colon parts the name of one of several plans from the heading; a full stop does behind `plan` and `of_plan` alone.

    >>> heading("Kế hoạch (năm)"), heading("TH"), heading("Phường"), heading("Kế hoạch: thành phố"), heading("KH. 2024")
    ('plan', 'actual', None, 'plan.thành phố', None)
    """
    if not isinstance(text, str):
        return None
    if (named := by_name(text)) is not None:
        kind = named[0] if named[0] in _ROLES else heading(named[0]) if ":" in text else None
        return f"{kind}.{named[1]}" if kind in _ROLES else None
    plain = normal(text).casefold().rstrip(":*").rstrip()
    return _HEADINGS.get(plain) or _HEADINGS.get(_BRACKETS.sub("", plain))


def by_name(text: str) -> tuple[str, str] | None:
    """Part a heading from the name of a plan behind it; None where it names none."""
    match = _BY_NAME.fullmatch(normal(text))
    return None if match is None else (match[1], match[2])


def is_named_plan(column: str) -> bool:
    """Whether a column holds one of several plans, by its name: `plan.city`, `plan:city`."""
    named = by_name(column.casefold())
    return named is not None and named[0] in _ROLES


def as_compared(name: str) -> str:
    """Give the name of a column as it is compared: letters in every Unicode form, upper and lower case, are one."""
    return normal(name).casefold()


def headings(row: Iterable[object], beside: Mapping[str, int]) -> dict[str, int]:
    """Give the columns of a row of headings by what they mean; `beside` are those of the row above or below it.

    What looks like the name of a plan is a title or a caption where it stands in a column of another meaning, or alone.

    >>> headings(["Mã", "Kế hoạch: thành phố"], {}), headings([None, "Kế hoạch: phát triển kinh tế"], {"title": 1})
    ({'indicator': 0, 'plan.thành phố': 1}, {})
    """
    found = {key: column for column, text in enumerate(row) if (key := heading(text))}
    for name, column in [one for one in found.items() if "." in one[0]]:
        others = {key for key, at in beside.items() if at == column and "." not in key}
        if others - {name.partition(".")[0]} or (len(found) == 1 and not others):
            del found[name]
    return found


def joined(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Join two rows of headings; what the other says counts, and a plan with a name is none without.

    >>> joined({"actual": 1, "plan": 2}, {"plan.city": 2, "plan.council": 3})
    {'actual': 1, 'plan.city': 2, 'plan.council': 3}
    """
    both = {**one, **other}
    named = {(name.partition(".")[0], column) for name, column in both.items() if "." in name}
    return {key: column for key, column in both.items() if (key, column) not in named}


def label(text: object) -> str | None:
    """Give what stands to the right of a label above the table: the subject, the period, or the tags."""
    return _NAMES.get(normal(text).casefold().rstrip(":*").rstrip()) if isinstance(text, str) else None
