"""Every word that a report shows, in Vietnamese and in English: one catalogue, the same keys in both."""

from __future__ import annotations

from typing import Literal

from targets.report.phrases import PHRASES
from targets.report.remarks import REMARKS
from targets.report.rule_words import RULE_WORDS

__all__ = ["LANGUAGES", "Language", "say", "say_qualifier"]

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

# Vietnamese first, then English.
_OWN: dict[str, tuple[str, str]] = {
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
    "one-target": ("{n} chỉ tiêu", "{n} target"),
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
    "taken-as-it-is": (
        "số liệu ghi “{names}”, được xét đúng bằng con số đó",
        "the figure says “{names}” and is judged as that very number",
    ),
    "impossible": ("“{names}” không thể là số liệu đúng", "“{names}” cannot be right"),
    "not-yet": ("chưa áp dụng: từ ngày {names}", "does not apply yet: from {names} on"),
    "no-longer": ("hết áp dụng sau ngày {names}", "no longer applies: until {names}"),
    "tagged": ("không áp dụng cho đơn vị loại `{names}`", "does not apply to subjects tagged `{names}`"),
    "not-tagged": ("chỉ áp dụng cho đơn vị loại `{names}`", "applies to subjects tagged `{names}` only"),
    "condition": ("không áp dụng: điều kiện về `{names}` không thỏa", "does not apply: its condition on `{names}` does not hold"),
    "points-range": (
        "còn chỉ tiêu chưa đánh giá: từ {low} đến {high} điểm",
        "some targets are undecided: between {low} and {high} points",
    ),
    "waiver-not-yet": ("miễn trừ chưa có hiệu lực: từ ngày {names}", "a waiver is not in force yet: from {names} on"),
    "waiver-expired": ("miễn trừ đã hết hiệu lực ngày {names}", "a waiver expired on {names}"),
    "waiver-unused": ("Miễn trừ không cần đến: {names}.", "Waivers that are not needed: {names}."),
    "judgement-not-yet": ("đánh giá ngày {names} là sau ngày xét", "a judgement of {names} lies after the day asked about"),
    "judgement-not-allowed": (
        "bỏ qua đánh giá của {names}: bộ chỉ tiêu không cho thay kết quả tính toán",
        "the judgement by {names} is left aside: the rules do not let it replace what was computed",
    ),
    "waived-by": ("miễn trừ: {reason} ({who} duyệt, {since} – {until})", "waived: {reason} (approved by {who}, {since} – {until})"),
    "judged-as": ("đánh giá của {who}, ngày {on}: {evidence}", "judged by {who} on {on}: {evidence}"),
    "computed-as": ("theo số liệu: {verdict}", "by the figures: {verdict}"),
    "n-of": ("{need}/{of} chỉ tiêu: {ids}", "{need} of {of}: {ids}"),
    "points": ("điểm", "points"),
    "of-points": ("tổng điểm", "of all points"),
    "left-out": ("{n} chỉ tiêu khác không hiện theo lựa chọn.", "{n} other targets are left out as was asked."),
    "not-shown": (
        "{n} chỉ tiêu không hiện ở đây; JSON (-f json) có đủ.",
        "{n} targets are not shown here; JSON (-f json) has them all.",
    ),
    "notes-not-shown": (
        "Còn {n} lưu ý không hiện ở đây; JSON (-f json) có đủ.",
        "{n} more notes are not shown; JSON (-f json) has them all.",
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
    "bad-example": ("Sai", "Not so"),
    "good-example": ("Đúng", "But so"),
    "level-error": ("lỗi", "error"),
    "level-warning": ("cảnh báo", "warning"),
    "witness": ("ví dụ: {text}", "for example {text}"),
    "way-out": ("cách sửa: {text}", "help: {text}"),
    "reaches": ("đạt {ids}", "reaches {ids}"),
    "misses": ("không đạt {ids}", "misses {ids}"),
    "and-more": ("{names} và {n} nữa", "{names} and {n} more"),
    "target-of": ("chỉ tiêu `{id}`", "target `{id}`"),
    "whole-ruleset": ("cả bộ chỉ tiêu", "the whole ruleset"),
    "found": (
        "Lỗi: {error} · cảnh báo: {warning} · bỏ qua có lý do: {ignored}. Xem `targets lint --explain MÃ`.",
        "Errors: {error} · warnings: {warning} · ignored with a reason: {ignored}. See `targets lint --explain CODE`.",
    ),
    "found-nothing": ("Không có gì sai (bỏ qua có lý do: {ignored}).", "Nothing is wrong (ignored with a reason: {ignored})."),
    "changed-texts": ("khác: {names}", "also changed: {names}"),
}
_WORDS = _OWN | PHRASES | REMARKS | RULE_WORDS


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
