"""Every word that a report shows, in Vietnamese and in English: one catalogue, the same keys in both."""

from __future__ import annotations

from typing import Literal

__all__ = ["LANGUAGES", "Language", "say", "say_qualifier"]

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

# Vietnamese first, then English.
_WORDS: dict[str, tuple[str, str]] = {
    "exceeded": ("vượt", "exceeded"),
    "met": ("đạt", "met"),
    "missed": ("không đạt", "missed"),
    "undecided": ("chưa đánh giá", "undecided"),
    "waived": ("được miễn", "waived"),
    "not-applicable": ("không áp dụng", "not applicable"),
    "no-figure": ("chưa có số liệu", "no figure"),
    "no-plan": ("chưa có kế hoạch", "no plan"),
    "no-previous": ("chưa có số cùng kỳ", "no previous figure"),
    "unreadable": ("số liệu không đọc được", "unreadable"),
    "not-finite": ("không tính được", "not finite"),
    "needs-judgement": ("cần người đánh giá", "needs a judgement"),
    "id": ("Mã", "ID"),
    "title": ("Chỉ tiêu", "Target"),
    "target": ("Mục tiêu", "Bound"),
    "actual": ("Thực hiện", "Actual"),
    "verdict": ("Đánh giá", "Verdict"),
    "attainment": ("Tỷ lệ đạt", "Attainment"),
    "shortfall": ("Còn thiếu", "Missing"),
    "of-plan": ("KH", "of plan"),
    "of-previous": ("cùng kỳ", "of previous"),
    "plan": ("kế hoạch", "plan"),
    "previous": ("cùng kỳ", "previous"),
    "all-of": ("xong cả {n} mục", "all {n} done"),
    "hold": ("giữ danh hiệu", "held"),
    "judge": ("người đánh giá", "judged by a person"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "lacking": ("còn thiếu {amount}", "{amount} missing"),
    "over": ("quá {amount}", "{amount} over"),
    "on-the-bound": ("vừa bằng mốc", "on the bound"),
    "estimate": ("ước", "est."),
    "stretch": ("phấn đấu", "stretch"),
    "section": ("Mục {number}", "Section {number}"),
    "no-section": ("Không có mục", "No section"),
    "judged-by": ("{subject} · số liệu {period} · bộ chỉ tiêu {ruleset}", "{subject} · figures of {period} · rules {ruleset}"),
    "anonymous": ("(không ghi đơn vị)", "(no subject named)"),
    "targets": ("{n} chỉ tiêu", "{n} targets"),
    "score": ("Điểm ({model}): {value}, trong khoảng {lower} – {upper}", "Score ({model}): {value}, between {lower} and {upper}"),
    "no-score": ("Điểm ({model}): không có gì để tính", "Score ({model}): nothing counts"),
    "completeness": (
        "đã đánh giá {decided}/{counted} chỉ tiêu tính điểm ({share} trọng số)",
        "{decided} of {counted} counted targets decided ({share} of weight)",
    ),
    "missed-ids": ("Không đạt: {ids}", "Missed: {ids}"),
    "notices": ("Lưu ý", "Notes"),
    "share-disagrees": ("số in {printed}, tính ra {computed}", "{printed} is printed, {computed} follows from the numbers"),
    "not-on-list": ("đã xong nhưng không có trong danh sách: {names}", "done but not on the list: {names}"),
    "other-period": (
        "Số liệu năm {given} được xét theo chỉ tiêu {wanted}.",
        "{given} figures judged by {wanted} targets.",
    ),
    "unused-figures": ("Số liệu mà không chỉ tiêu nào dùng: {names}.", "Figures that no target uses: {names}."),
    "misspelt-figure": (
        "Không chỉ tiêu nào dùng số liệu `{name}`. Có phải là `{near}`?",
        "No target uses the figure `{name}`. Is it `{near}`?",
    ),
    "claim": (
        "Văn bản ({where}) kết luận: mọi chỉ tiêu chủ yếu đều đạt. Theo bảng này: {missed} không đạt, {undecided} chưa đánh giá.",
        "The document ({where}) concludes that all main targets were reached. Here {missed} are missed, {undecided} undecided.",
    ),
    "not-shown": (
        "{n} chỉ tiêu không hiện ở đây; JSON (-f json) có đủ.",
        "{n} targets are not shown here; JSON (-f json) has them all.",
    ),
    "bound": ("Mốc", "Bound"),
    "figure": ("Số liệu", "Figure"),
    "arithmetic": ("Cách tính", "Arithmetic"),
    "to-reach": ("Để đạt", "To reach it"),
    "source": ("Nguồn", "Source"),
    "figure-source": ("Nguồn số liệu", "Figure source"),
    "place": ("Nơi ghi", "Written at"),
    "note": ("Ghi chú", "Note"),
    "reason": ("Lý do", "Reason"),
    "warning": ("Cảnh báo", "Warning"),
    "weight": ("Trọng số", "Weight"),
    "document-section": ("mục {section}", "section {section}"),
    "printed": ("ghi “{printed}”", "printed “{printed}”"),
    "reached-already": ("đã đạt", "reached already"),
    "needs-figure": ("nộp số liệu `{indicator}`", "submit the figure `{indicator}`"),
    "needs-plan": ("ghi thêm `plan` (kế hoạch) hoặc `of_plan`", "add `plan`, or `of_plan`"),
    "needs-previous": ("ghi thêm `previous` (cùng kỳ) hoặc `of_previous`", "add `previous`, or `of_previous`"),
    "needs-a-person": ("một người có trách nhiệm đánh giá", "a responsible person has to judge it"),
    "needs-correction": ("sửa số liệu", "correct the figure"),
    "needs-base": ("mẫu số phải lớn hơn 0", "the base of the share has to be above zero"),
    "more": ("thêm {amount}", "{amount} more"),
    "fewer": ("bớt {amount}", "{amount} less"),
    "beyond": ("vượt qua {amount}", "go beyond {amount}"),
    "done-items": ("xong: {names}", "finish {names}"),
    "better-grade": ("đạt {grade}", "reach {grade}"),
    "win-title": ("được công nhận danh hiệu", "have the title recognised"),
    "weakest-part": ("phần yếu nhất quyết định", "the weakest part decides"),
    "bundled": ("có sẵn", "bundled"),
    "local": ("trong thư mục", "local"),
    "period": ("kỳ", "period"),
    "added": ("thêm", "added"),
    "removed": ("bỏ", "removed"),
    "stricter": ("chặt hơn", "stricter"),
    "looser": ("lỏng hơn", "looser"),
    "incomparable": ("không so được", "incomparable"),
    "same": ("như cũ", "same"),
    "old": ("Trước", "Before"),
    "new": ("Sau", "After"),
    "change": ("Thay đổi", "Change"),
    "detail": ("Chi tiết", "Detail"),
    "changes-of": ("{old} → {new}", "{old} → {new}"),
    "no-changes": ("Không có gì thay đổi.", "Nothing changed."),
    "only-old-admits": ("{amount} trước đạt, nay không", "{amount} reached it before, and no longer does"),
    "only-new-admits": ("{amount} trước không đạt, nay đạt", "{amount} did not reach it before, and does now"),
    "changed-texts": ("khác: {names}", "also changed: {names}"),
    # Tables, pages and paragraphs.
    "number": ("TT", "No"),
    "subject": ("Đơn vị", "Subject"),
    "period-column": ("Kỳ", "Period"),
    "section-column": ("Mục", "Section"),
    "unit": ("ĐVT", "Unit"),
    "plan-column": ("Kế hoạch", "Plan"),
    "previous-column": ("Cùng kỳ", "Previous"),
    "of-plan-column": ("% KH", "% of plan"),
    "of-previous-column": ("% cùng kỳ", "% of previous"),
    "count-column": ("Đã xong", "Count"),
    "total-column": ("Tổng số", "Total"),
    "waived-without-reason": ("không ghi lý do", "no reason is given"),
    "period-and-rules": ("Số liệu {period}, xét theo {ruleset}", "Figures of {period}, judged by {ruleset}"),
    "other-targets": ("{n} chỉ tiêu còn lại", "{n} other targets"),
    "came-to": ("đạt {amount}", "came to {amount}"),
    "came-to-about": ("ước đạt {amount}", "is estimated at {amount}"),
    "is-of-plan": ("bằng {share} kế hoạch", "{share} of plan"),
    "is-of-previous": ("bằng {share} so với cùng kỳ", "{share} of last year's figure"),
    "missed-paragraph": ("Không đạt {n} chỉ tiêu", "Missed, {n}"),
    "undecided-paragraph": ("Chưa đánh giá được {n} chỉ tiêu vì {reason}", "Undecided ({reason}), {n}"),
}


_QUALIFIERS = (
    ("gần", "nearly"), ("hơn", "more than"), ("trên", "over"), ("dưới", "under"), ("khoảng", "about"),
    ("xấp xỉ", "almost"), ("ước đạt", "estimated"), ("ước", "estimated"),
)  # fmt: skip


def say_qualifier(lang: Language, word: str) -> str:
    """Give the word before a number (gần, hơn, ...) in this language; one that nobody knows stays as it is."""
    return next((pair[lang == "en"] for pair in _QUALIFIERS if word.lower() in pair), word)


def say(lang: Language, key: str, **values: object) -> str:
    """Give a word or a sentence with its values filled in. Raises KeyError for a key that nobody wrote."""
    return _WORDS[key][lang == "en"].format(**values) if values else _WORDS[key][lang == "en"]
