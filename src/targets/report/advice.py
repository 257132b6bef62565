"""What is said of each kind of finding, in Vietnamese and in English: its title, the sentence, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.report.advice_targets import TARGETS, Advice

if TYPE_CHECKING:
    from targets.report.words import Language

__all__ = ["ADVICE", "advice_of", "title_of"]

ADVICE: dict[Code, Advice] = {
    **TARGETS,
    Code.UNREADABLE: Advice(("tài liệu không đọc được", "a document that cannot be read")),
    Code.UNKNOWN_KEY: Advice(("khóa không có trong mẫu", "an unknown key")),
    Code.WRONG_SHAPE: Advice(("thiếu khóa, hoặc giá trị sai kiểu", "a key that is missing, or a value of the wrong kind")),
    Code.GIVEN_TWICE: Advice(("ghi hai lần", "given twice")),
    Code.ID_TAKEN: Advice(("hai chỉ tiêu cùng một mã", "two targets with one id")),
    Code.NO_DIRECTION: Advice(("mốc không có chiều", "a bound without a direction")),
    Code.UNKNOWN_INDICATOR: Advice(("chỉ tiêu thống kê chưa khai báo", "an unknown indicator")),
    Code.BAD_SCALE: Advice(("thang bậc chưa khai báo hoặc chưa đủ bậc", "an unknown or faulty scale")),
    Code.UNKNOWN_GRADE: Advice(("bậc không có trong thang", "an unknown grade")),
    Code.UNKNOWN_UNIT: Advice(("đơn vị tính chưa biết", "an unknown unit")),
    Code.UNIT_MISFIT: Advice(("đơn vị tính không hợp với chỉ tiêu thống kê", "a unit that does not fit")),
    Code.BAD_NUMBER: Advice(("số không đọc được", "a number that cannot be read")),
    Code.KEYS_DISAGREE: Advice(("các khóa không đi cùng nhau", "keys that do not go together")),
    Code.BAD_BOUND: Advice(("mốc hoặc trọng số vô nghĩa", "a bound or weight that means nothing")),
    Code.UNKNOWN_TARGET: Advice(
        ("chỉ tiêu không có", "an unknown target"),
        ("{names}: không chỉ tiêu nào có mã `{word}`", "{names}: no target has the id `{word}`"),
        ("sửa mã, hoặc bỏ quyết định này", "correct the id, or take the decision out"),
    ),
    Code.BAD_FORMULA: Advice(
        ("biểu thức không đọc được", "arithmetic that cannot be read"),
    ),
    Code.CIRCLE: Advice(
        ("chỉ tiêu gộp đi vòng quanh", "targets made of themselves"),
    ),
    Code.BAD_DAY: Advice(
        ("ngày không hợp lệ", "a day that is none"),
    ),
    Code.UNSIGNED: Advice(
        ("quyết định không ai chịu trách nhiệm", "a decision that nobody answers for"),
    ),
    Code.NO_SOURCE: Advice(
        ("chỉ tiêu không có nguồn", "a target without a source"),
        ("chỉ tiêu `{id}`: không ghi văn bản nào đặt ra", "target `{id}`: no document is named that sets it"),
        ("ghi `source: {{document: ..., section: ...}}`", "write `source: {{document: ..., section: ...}}`"),
    ),
    Code.NO_SECTION: Advice(
        ("nguồn không ghi mục", "a source without a section"),
        (
            "chỉ tiêu `{id}`: nguồn không ghi ở mục nào của văn bản",
            "target `{id}`: the source does not say in which section of the document",
        ),
        ("ghi thêm `section`", "add `section`"),
    ),
    Code.LOOSENED: Advice(
        ("lỏng hơn bộ chỉ tiêu gốc", "looser than what it extends"),
        ("chỉ tiêu `{id}` lỏng hơn bản gốc: {word}", "target `{id}` is looser than the one it changes: {word}"),
        ("xem lý do có còn đúng không", "see whether the reason still holds"),
    ),
    Code.UNUSED_INDICATOR: Advice(
        ("chỉ tiêu thống kê không dùng đến", "an indicator that no target uses"),
        ("không chỉ tiêu nào dùng chỉ tiêu thống kê `{word}`", "no target uses the indicator `{word}`"),
        ("bỏ chỉ tiêu thống kê này, hoặc đặt chỉ tiêu cho nó", "leave it out, or set a target on it"),
    ),
    Code.DECIDES_ALL: Advice(
        ("một chỉ tiêu quyết định tất cả", "one target that decides everything"),
        (
            "chỉ tiêu `{id}` nặng hơn tất cả chỉ tiêu còn lại cộng lại",
            "target `{id}` weighs more than all others together",
        ),
        ("giảm trọng số của nó", "give it less weight"),
    ),
    Code.ABOVE_WHOLE: Advice(
        ("tỷ lệ trên 100 %", "a share above 100 %"),
        (
            "chỉ tiêu `{id}` ({bound}): phần của một tổng thể không thể vượt quá tổng thể",
            "target `{id}` ({bound}): a part of a whole is never more than all of it",
        ),
        (
            "nếu là tỷ lệ đếm được thì khai `counted_in` và sửa mốc; nếu là chỉ số giá hay tốc độ tăng thì ghi lý do vào `ignore`",
            "if things are counted, declare `counted_in` and correct the bound; if it is an index or a growth rate, say so under `ignore`",
        ),
    ),
    Code.ALWAYS_REACHED: Advice(
        ("mốc giá trị nào cũng đạt", "a bound that everything reaches"),
        (
            "chỉ tiêu `{id}` ({bound}): giá trị nào có thể có cũng đạt",
            "target `{id}` ({bound}): every value that there can be reaches it",
        ),
        ("đặt mốc mà có thể không đạt", "put the bound where it can be missed"),
    ),
    Code.PARTS_DO_NOT_ADD: Advice(
        ("các phần không cộng thành tổng", "parts that cannot add up"),
        (
            "chỉ tiêu `{id}` ({bound}): mốc của {others} không cho tổng nào đạt",
            "target `{id}` ({bound}): what {others} ask for leaves no sum that reaches it",
        ),
        ("sửa mốc của các phần, hoặc của tổng", "correct the bounds of the parts, or that of the sum"),
    ),
    Code.IDLE_IGNORE: Advice(
        ("`ignore` không bỏ qua gì", "an ignore that ignores nothing"),
        ("{where}: `ignore` ghi `{word}` nhưng không có phát hiện đó", "{where}: `ignore` names `{word}`, and there is no such finding"),
        ("bỏ dòng này", "leave it out"),
    ),
    Code.UNKNOWN_IGNORE: Advice(
        ("`ignore` với mã không có", "an ignore of an unknown code"),
        ("{where}: `ignore` ghi `{word}`, không phải mã nào", "{where}: `ignore` names `{word}`, which is no code"),
        ("mã có dạng `TGT041`; xem `targets lint --explain`", "codes look like `TGT041`; see `targets lint --explain`"),
    ),
    Code.UNREASONED_IGNORE: Advice(
        ("`ignore` không có lý do", "an ignore without a reason"),
        ("{where}: `ignore` ghi `{word}` mà không nói vì sao", "{where}: `ignore` names `{word}` and does not say why"),
        ("ghi lý do: `ignore: {{{word}: vì ...}}`", "write the reason: `ignore: {{{word}: because ...}}`"),
    ),
    Code.EXPIRED_WAIVER: Advice(
        ("miễn trừ đã hết hạn", "a waiver that has expired"),
        ("miễn trừ chỉ tiêu `{word}` cho `{last}` đã hết hạn", "the waiver of `{word}` for `{last}` has expired"),
        ("gia hạn, hoặc bỏ đi", "have it renewed, or take it out"),
    ),
    Code.UNUSED_WAIVER: Advice(
        ("miễn trừ không dùng đến", "a waiver that nobody needs"),
        (
            "miễn trừ chỉ tiêu `{word}` cho `{last}`: trong số liệu này không có gì phải miễn",
            "the waiver of `{word}` for `{last}`: nothing was missed that it would excuse",
        ),
        ("bỏ đi, hoặc sửa tên đơn vị", "take it out, or correct whom it is for"),
    ),
    Code.LONG_WAIVER: Advice(
        ("miễn trừ dài hơn một năm", "a waiver for more than a year"),
        ("miễn trừ chỉ tiêu `{word}` cho `{last}` kéo dài hơn một năm", "the waiver of `{word}` for `{last}` lasts longer than a year"),
        ("miễn từng năm một, hoặc sửa chỉ tiêu", "waive one year at a time, or change the target"),
    ),
    Code.IDLE_JUDGEMENT: Advice(
        ("đánh giá không có tác dụng", "a judgement that changes nothing"),
        (
            "đánh giá chỉ tiêu `{word}` của `{subject}`, kỳ {last}: bộ chỉ tiêu không cho phép, hoặc không có số liệu của đơn vị và kỳ đó",
            "the judgement of `{word}` for `{subject}`, {last}: the rules do not allow it, or there are no such figures",
        ),
        (
            "ghi `override: allowed` cho chỉ tiêu, hoặc sửa tên đơn vị và kỳ",
            "write `override: allowed` on the target, or correct subject and period",
        ),
    ),
}


def title_of(code: Code, lang: Language) -> str:
    """Give the short name of a kind of finding."""
    return ADVICE[code].title[lang == "en"]


def advice_of(code: Code, lang: Language, **values: object) -> tuple[str, str]:
    """Give the sentence about a finding and the way out, with their values filled in."""
    advice, index = ADVICE[code], lang == "en"
    return advice.message[index].format(**values), advice.help[index].format(**values)
