"""The headings that offices write over the columns of a form, and what they mean: one line a meaning."""

from __future__ import annotations

import re

from targets.numerals import normal

__all__ = ["heading", "label"]

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
_BRACKETS = re.compile(r" ?\([^()]*\)$")


def heading(text: object) -> str | None:
    """Give what a column's heading means: a role of a figure, or what the rows are told apart by.

    >>> heading("Kế hoạch (năm)"), heading("TH"), heading("Phường")
    ('plan', 'actual', None)
    """
    if not isinstance(text, str):
        return None
    plain = normal(text).casefold().rstrip(":*").rstrip()
    return _HEADINGS.get(plain) or _HEADINGS.get(_BRACKETS.sub("", plain))


def label(text: object) -> str | None:
    """Give what stands to the right of a label above the table: the subject, the period, or the tags."""
    return _NAMES.get(normal(text).casefold().rstrip(":*").rstrip()) if isinstance(text, str) else None
