"""What is said of each kind of finding, in Vietnamese and in English: its title, the sentence, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code

if TYPE_CHECKING:
    from targets.report.words import Language

__all__ = ["advice_of", "title_of"]

_Pair = tuple[str, str]


class _Advice(NamedTuple):
    """Vietnamese first, then English. A fault of a document brings its own sentence and way out."""

    title: _Pair
    message: _Pair = ("", "")
    help: _Pair = ("", "")


_ADVICE: dict[Code, _Advice] = {
    Code.UNREADABLE: _Advice(("tài liệu không đọc được", "a document that cannot be read")),
    Code.UNKNOWN_KEY: _Advice(("khóa không có trong mẫu", "an unknown key")),
    Code.WRONG_SHAPE: _Advice(("thiếu khóa, hoặc giá trị sai kiểu", "a key that is missing, or a value of the wrong kind")),
    Code.GIVEN_TWICE: _Advice(("ghi hai lần", "given twice")),
    Code.ID_TAKEN: _Advice(("hai chỉ tiêu cùng một mã", "two targets with one id")),
    Code.NO_DIRECTION: _Advice(("mốc không có chiều", "a bound without a direction")),
    Code.UNKNOWN_INDICATOR: _Advice(("chỉ tiêu thống kê chưa khai báo", "an unknown indicator")),
    Code.BAD_SCALE: _Advice(("thang bậc chưa khai báo hoặc chưa đủ bậc", "an unknown or faulty scale")),
    Code.UNKNOWN_GRADE: _Advice(("bậc không có trong thang", "an unknown grade")),
    Code.UNKNOWN_UNIT: _Advice(("đơn vị tính chưa biết", "an unknown unit")),
    Code.UNIT_MISFIT: _Advice(("đơn vị tính không hợp với chỉ tiêu thống kê", "a unit that does not fit")),
    Code.BAD_NUMBER: _Advice(("số không đọc được", "a number that cannot be read")),
    Code.KEYS_DISAGREE: _Advice(("các khóa không đi cùng nhau", "keys that do not go together")),
    Code.BAD_BOUND: _Advice(("mốc hoặc trọng số vô nghĩa", "a bound or weight that means nothing")),
    Code.CONTRADICTION: _Advice(
        ("chỉ tiêu mâu thuẫn nhau", "targets that contradict each other"),
        (
            "chỉ tiêu `{id}` ({bound}) và `{other}` ({other_bound}): không giá trị nào của `{indicator}` đạt cả hai",
            "targets `{id}` ({bound}) and `{other}` ({other_bound}): no value of `{indicator}` reaches both",
        ),
        ("sửa một trong hai mốc", "correct one of the two bounds"),
    ),
    Code.OUT_OF_REACH: _Advice(
        ("mốc không thể đạt", "a bound that nothing can reach"),
        (
            "chỉ tiêu `{id}` ({bound}): không giá trị nào có thể có mà đạt được{of_subjects}",
            "target `{id}` ({bound}): no value that there can be reaches it{of_subjects}",
        ),
        ("đặt mốc trong khoảng giá trị có thể có", "put the bound where values can be"),
    ),
    Code.ASKS_FOR_ALL: _Advice(
        ("mốc chỉ đạt khi trọn vẹn", "a bound that only all of it reaches"),
        (
            "chỉ tiêu `{id}` ({bound}): chỉ {reaching}/{total} mới đạt{of_subjects}",
            "target `{id}` ({bound}): nothing but {reaching} of {total} reaches it{of_subjects}",
        ),
        (
            "ghi {instead} nếu ý là vậy, hoặc ghi một tỷ lệ có thể có",
            "write {instead} if that is meant, or a share that a count can be",
        ),
    ),
    Code.DUPLICATE: _Advice(
        ("chỉ tiêu trùng nhau", "targets that mean the same"),
        (
            "các chỉ tiêu {ids} ({bound}) giống nhau: mọi số liệu đều cho cùng kết quả",
            "targets {ids} ({bound}): whatever reaches one reaches all of them",
        ),
        ("giữ lại một chỉ tiêu", "keep one of them"),
    ),
    Code.REDUNDANT: _Advice(
        ("chỉ tiêu thừa", "a redundant target"),
        (
            "chỉ tiêu `{id}` ({bound}) thừa: đạt {others} ({other_bound}) là đạt chỉ tiêu này",
            "target `{id}` ({bound}): whoever reaches {others} ({other_bound}) reaches it too",
        ),
        ("bỏ chỉ tiêu này, hoặc ghi `severity: stretch` cho mức cao hơn", "leave it out, or make the stricter one `severity: stretch`"),
    ),
    Code.SIMILAR_TITLE: _Advice(
        ("hai danh hiệu gần trùng tên", "two titles of nearly the same name"),
        (
            "chỉ tiêu `{id}` và `{other}`: tên hai danh hiệu gần như nhau",
            "targets `{id}` and `{other}`: the two titles have nearly the same name",
        ),
        (
            "nếu là một danh hiệu thì dùng chung một chỉ tiêu thống kê; nếu không thì ghi lý do vào `ignore`",
            "use one indicator if it is one title, or say under `ignore` why it is not",
        ),
    ),
    Code.REACHED_ALREADY: _Advice(
        ("năm trước đã đạt", "reached already last year"),
        (
            "chỉ tiêu `{id}` ({bound}): số liệu năm trước đã đạt{of_subjects}",
            "target `{id}` ({bound}): last year's figure reaches it already{of_subjects}",
        ),
        ("đặt mức cao hơn, hoặc ghi vào `ignore` vì sao giữ nguyên", "ask for more, or say under `ignore` why it stays"),
    ),
    Code.ASKS_LESS: _Advice(
        ("mốc thấp hơn năm trước", "less than last year"),
        (
            "chỉ tiêu `{id}` ({bound}) cho phép kém năm trước{of_subjects}",
            "target `{id}` ({bound}) asks for less than last year's figure{of_subjects}",
        ),
        (
            "đặt mức ít nhất bằng năm trước, hoặc ghi vào `ignore` vì sao",
            "ask for last year's figure at least, or say under `ignore` why not",
        ),
    ),
    Code.NO_SOURCE: _Advice(
        ("chỉ tiêu không có nguồn", "a target without a source"),
        ("chỉ tiêu `{id}`: không ghi văn bản nào đặt ra", "target `{id}`: no document is named that sets it"),
        ("ghi `source: {{document: ..., section: ...}}`", "write `source: {{document: ..., section: ...}}`"),
    ),
    Code.NO_SECTION: _Advice(
        ("nguồn không ghi mục", "a source without a section"),
        (
            "chỉ tiêu `{id}`: nguồn không ghi ở mục nào của văn bản",
            "target `{id}`: the source does not say in which section of the document",
        ),
        ("ghi thêm `section`", "add `section`"),
    ),
    Code.UNUSED_INDICATOR: _Advice(
        ("chỉ tiêu thống kê không dùng đến", "an indicator that no target uses"),
        ("không chỉ tiêu nào dùng chỉ tiêu thống kê `{word}`", "no target uses the indicator `{word}`"),
        ("bỏ chỉ tiêu thống kê này, hoặc đặt chỉ tiêu cho nó", "leave it out, or set a target on it"),
    ),
    Code.DECIDES_ALL: _Advice(
        ("một chỉ tiêu quyết định tất cả", "one target that decides everything"),
        (
            "chỉ tiêu `{id}` nặng hơn tất cả chỉ tiêu còn lại cộng lại",
            "target `{id}` weighs more than all others together",
        ),
        ("giảm trọng số của nó", "give it less weight"),
    ),
    Code.ABOVE_WHOLE: _Advice(
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
    Code.ALWAYS_REACHED: _Advice(
        ("mốc giá trị nào cũng đạt", "a bound that everything reaches"),
        (
            "chỉ tiêu `{id}` ({bound}): giá trị nào có thể có cũng đạt",
            "target `{id}` ({bound}): every value that there can be reaches it",
        ),
        ("đặt mốc mà có thể không đạt", "put the bound where it can be missed"),
    ),
    Code.IDLE_IGNORE: _Advice(
        ("`ignore` không bỏ qua gì", "an ignore that ignores nothing"),
        ("{where}: `ignore` ghi `{word}` nhưng không có phát hiện đó", "{where}: `ignore` names `{word}`, and there is no such finding"),
        ("bỏ dòng này", "leave it out"),
    ),
    Code.UNKNOWN_IGNORE: _Advice(
        ("`ignore` với mã không có", "an ignore of an unknown code"),
        ("{where}: `ignore` ghi `{word}`, không phải mã nào", "{where}: `ignore` names `{word}`, which is no code"),
        ("mã có dạng `TGT041`; xem `targets lint --explain`", "codes look like `TGT041`; see `targets lint --explain`"),
    ),
    Code.UNREASONED_IGNORE: _Advice(
        ("`ignore` không có lý do", "an ignore without a reason"),
        ("{where}: `ignore` ghi `{word}` mà không nói vì sao", "{where}: `ignore` names `{word}` and does not say why"),
        ("ghi lý do: `ignore: {{{word}: vì ...}}`", "write the reason: `ignore: {{{word}: because ...}}`"),
    ),
}


def title_of(code: Code, lang: Language) -> str:
    """Give the short name of a kind of finding."""
    return _ADVICE[code].title[lang == "en"]


def advice_of(code: Code, lang: Language, **values: object) -> tuple[str, str]:
    """Give the sentence about a finding and the way out, with their values filled in."""
    advice, index = _ADVICE[code], lang == "en"
    return advice.message[index].format(**values), advice.help[index].format(**values)
