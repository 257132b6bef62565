"""What is said of a run over many subjects; Vietnamese first, then English."""

from __future__ import annotations

__all__ = ["BATCH_WORDS"]

BATCH_WORDS: dict[str, tuple[str, str]] = {
    "batch-of": (
        "{subjects} đơn vị · {periods} kỳ · {rows} dòng số liệu · bộ chỉ tiêu {ruleset}",
        "Subjects: {subjects} · periods: {periods} · rows of figures: {rows} · rules {ruleset}",
    ),
    "batch-reading": ("Đọc số liệu", "Reading"),
    "batch-judging": ("Đánh giá", "Judging"),
    "batch-outcomes": ("{n} kết quả", "Outcomes: {n}"),
    "batch-score": (
        "Điểm (share-met): {value}, trong khoảng {lower} – {upper}; mức đầy đủ {share}",
        "Score (share-met): {value}, between {lower} and {upper}; completeness {share}",
    ),
    "batch-worst-targets": ("Chỉ tiêu ít đơn vị đạt nhất", "Targets that are reached least"),
    "batch-worst-subjects": ("Đơn vị điểm thấp nhất", "Lowest scores"),
    "batch-best-subjects": ("Đơn vị điểm cao nhất", "Highest scores"),
    "batch-by-subject": ("Theo đơn vị", "By subject"),
    "batch-by-target": ("Theo chỉ tiêu", "By target"),
    "batch-by": ("Theo {name}", "By {name}"),
    "batch-by-group": ("Theo nhóm chỉ tiêu", "By group of targets"),
    "batch-upper": ("Có thể đến", "Up to"),
    "batch-name": ("Nhóm", "Group"),
    "batch-unnamed": ("(để trống)", "(empty)"),
    "batch-more": (
        "Còn {n} dòng không hiện ở đây; JSON (-f json) có đủ.",
        "{n} more lines are not shown here; JSON (-f json) has them all.",
    ),
    "batch-rejects": ("Lỗi trong các dòng số liệu: {n}", "Faults in rows of figures: {n}"),
    "batch-rejects-in": ("Danh sách đầy đủ: {path}", "All of them are listed in {path}"),
    "batch-rejects-how": ("`--rejects TỆP.csv` ghi lại tất cả.", "`--rejects FILE.csv` lists all of them."),
    "batch-no-rejects": ("Mọi dòng số liệu đều đọc được.", "Every row of figures could be read."),
    "batch-out": ("Kết quả từng chỉ tiêu: {path}", "Outcomes: {path}"),
    "reject-unreadable": ("không đọc được: chưa đánh giá", "unreadable: undecided"),
    "reject-not-finite": ("không phải số hữu hạn: chưa đánh giá", "not finite: undecided"),
    "reject-given-twice": ("ghi hai lần: chưa đánh giá", "given twice: undecided"),
    "reject-cells": ("thừa ô: chưa đánh giá", "too many cells: undecided"),
    "reject-unknown-indicator": ("chỉ tiêu thống kê không có trong bộ chỉ tiêu: bỏ qua", "unknown indicator: left out"),
    "reject-no-key": ("thiếu đơn vị, kỳ hoặc chỉ tiêu: bỏ qua", "no subject, period or indicator: left out"),
    "reject-misspelt-tag": ("loại đơn vị mà không chỉ tiêu nào biết: để nguyên", "a tag that no condition asks about: left as it is"),
    "reject-item-in-note": (
        "một mục của danh sách nằm ở cột ghi chú: không được tính",
        "an item of a list that stands in a column for people: it does not count",
    ),
    "reject-disagrees": ("cột nhóm ghi khác nhau: lấy giá trị đầu", "a group column differs: the first value counts"),
}
