"""The words of tests, pages and forms of a ruleset, Vietnamese first, then English; `words` makes them part of its catalogue."""

from __future__ import annotations

__all__ = ["PHRASES"]

PHRASES: dict[str, tuple[str, str]] = {
    # tests of a ruleset
    "cases-run": (
        "{ruleset} · {place} · {n} ca: {passed} đúng, {failed} sai",
        "{ruleset} · {place} · {n} cases: {passed} passed, {failed} failed",
    ),
    "expected-got": ("mong đợi {expected}, kết quả là {got}", "expected {expected}, got {got}"),
    "boundaries": (
        "Biên: {covered}/{total} có ca kiểm tra ({share})",
        "Boundaries: {covered} of {total} covered ({share})",
    ),
    "not-covered": ("Chưa ca nào kiểm tra:", "No case covers:"),
    "example": ("ví dụ {example} → {verdict}", "as {example} → {verdict}"),
    "all-done": ("xong cả {n} mục", "all {n} items done"),
    "one-lacking": ("thiếu một mục", "one item missing"),
    "zero-kept": ("0 như cùng kỳ", "0 as in the previous period"),
    "zero-base": ("mẫu số bằng 0", "a base of 0"),
    "other-period-cell": (
        "số liệu của kỳ khác (vẫn được xét, kèm lưu ý)",
        "figures of another period (judged all the same, with a note)",
    ),
    "draft-head": (
        "Nháp các ca cho bộ chỉ tiêu {ruleset}. Kết quả do chương trình tính: đọc lại từng ca, sửa tên, rồi hãy giữ.",
        "Draft cases of the ruleset {ruleset}. The verdicts are what the program computed: confirm each, name it, then keep it.",
    ),
    "draft-values": ("các giá trị quanh mốc, loạt {n}", "values around the bounds, series {n}"),
    "draft-reason": ("{reason}, loạt {n}", "{reason}, series {n}"),
    # a target in a sentence
    "at-least": ("ít nhất {end}", "at least {end}"),
    "at-most": ("không quá {end}", "at most {end}"),
    "must-be-above": ("phải trên {end}; vừa bằng thì chưa đạt", "above {end}; {end} itself misses"),
    "must-be-below": ("phải dưới {end}; vừa bằng thì chưa đạt", "below {end}; {end} itself misses"),
    "more-exceeds": ("{sentence}; cao hơn là vượt", "{sentence}; above is exceeded"),
    "less-exceeds": ("{sentence}; thấp hơn là vượt", "{sentence}; below is exceeded"),
    "above-exceeds": ("{sentence}; trên {end} là vượt", "{sentence}; above {end} is exceeded"),
    "below-exceeds": ("{sentence}; dưới {end} là vượt", "{sentence}; below {end} is exceeded"),
    "never-exceeds": ("{sentence}; không tính vượt", "{sentence}; never exceeded"),
    "between-ends": ("từ {low} đến {end}, kể cả hai đầu", "from {low} to {end}, both included"),
    "exactly-end": ("đúng {end}", "exactly {end}"),
    "grade-or-better": ("từ {end} trở lên", "{end} or better"),
    "grade-or-worse": ("{end} trở xuống", "{end} or lower"),
    "every-item": ("xong cả {n} mục: {names}", "all {n} items done: {names}"),
    "title-held": ("được công nhận danh hiệu", "the title is held"),
    "person-judges": ("người có trách nhiệm đánh giá, không theo số liệu", "a responsible person judges it; no figure decides"),
    "none-as-before": ("{sentence}; hoặc vẫn không có, như cùng kỳ", "{sentence}; or still none, as in the previous period"),
    "each-of": (
        "{sentence}. Xét từng phần: {names}; phần yếu nhất quyết định",
        "{sentence}. Judged part by part: {names}; the weakest decides",
    ),
    "share-of-counted": ("{share} số {unit}", "{share} of {unit}"),
    "share-of-the-plan": ("{share} kế hoạch", "{share} of plan"),
    "share-of-the-previous": ("{share} số cùng kỳ", "{share} of the previous figure"),
    "the-plan": ("kế hoạch", "the plan"),
    "the-previous": ("số cùng kỳ", "the previous figure"),
    # pages of a ruleset
    "page-made": (
        "Trang này do `targets docs` viết từ bộ chỉ tiêu. Muốn đổi, hãy sửa bộ chỉ tiêu rồi chạy lại.",
        "This page is written by `targets docs` from the ruleset. To change it, change the ruleset and run it again.",
    ),
    "page-about": (
        "Bộ chỉ tiêu `{ruleset}`, kỳ {period}, {n} chỉ tiêu. Nguồn: {source}.",
        "Ruleset `{ruleset}`, period {period}, {n} targets. Source: {source}.",
    ),
    "has-to-be": ("Phải đạt", "Has to be"),
    "unit": ("Đơn vị", "Unit"),
    "kind": ("Loại", "Kind"),
    "required": ("bắt buộc", "required"),
    "grade-unit": ("xếp loại", "grade"),
    "title-unit": ("danh hiệu", "title"),
    "list-unit": ("danh mục", "checklist"),
    "figures-to-submit": ("Số liệu cần nộp", "Figures to submit"),
    "to-fill-in": ("Cần ghi", "To fill in"),
    "grades-of": ("xếp loại, từ thấp đến cao: {names}", "a grade, worst to best: {names}"),
    "role-actual": ("thực hiện", "actual"),
    "role-plan": ("kế hoạch", "plan"),
    "role-previous": ("cùng kỳ", "previous"),
    "role-of_plan": ("tỷ lệ so với kế hoạch", "share of plan"),
    "role-of_previous": ("tỷ lệ so với cùng kỳ", "share of previous"),
    "role-count": ("số {unit} đạt", "{unit} that count"),
    "role-total": ("tổng số {unit}", "{unit} in all"),
    "role-grade": ("xếp loại", "grade"),
    "role-done": ("các mục đã xong", "items done"),
    "role-held": ("có hay không", "held or not"),
    "role-none": ("không cần số liệu", "no figure"),
    "page-stale": (
        "{path}: đã cũ so với bộ chỉ tiêu {ruleset}, dòng {line}",
        "{path}: is not what the ruleset {ruleset} says today, line {line}",
    ),
    "page-absent": ("{path}: chưa có", "{path}: there is no such page"),
    "page-written": ("đã ghi {path}", "wrote {path}"),
}
