"""What is said of targets that nobody can have meant: the title of each finding, the sentence, and the way out."""

from __future__ import annotations

from typing import NamedTuple

from targets.codes import Code

__all__ = ["TARGETS", "Advice"]

_Pair = tuple[str, str]


class Advice(NamedTuple):
    """Vietnamese first, then English. A fault of a document brings its own sentence and way out."""

    title: _Pair
    message: _Pair = ("", "")
    help: _Pair = ("", "")


TARGETS: dict[Code, Advice] = {
    Code.CONTRADICTION: Advice(
        ("chỉ tiêu mâu thuẫn nhau", "targets that contradict each other"),
        (
            "chỉ tiêu `{id}` ({bound}) và `{other}` ({other_bound}): không giá trị nào của `{indicator}` đạt cả hai",
            "targets `{id}` ({bound}) and `{other}` ({other_bound}): no value of `{indicator}` reaches both",
        ),
        ("sửa một trong hai mốc", "correct one of the two bounds"),
    ),
    Code.OUT_OF_REACH: Advice(
        ("mốc không thể đạt", "a bound that nothing can reach"),
        (
            "chỉ tiêu `{id}` ({bound}): không giá trị nào có thể có mà đạt được{of_subjects}",
            "target `{id}` ({bound}): no value that there can be reaches it{of_subjects}",
        ),
        ("đặt mốc trong khoảng giá trị có thể có", "put the bound where values can be"),
    ),
    Code.ASKS_FOR_ALL: Advice(
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
    Code.NEVER_APPLIES: Advice(
        ("điều kiện không bao giờ xảy ra", "a condition that can never hold"),
        (
            "chỉ tiêu `{id}`: không ngày, đơn vị hay số liệu nào thỏa điều kiện áp dụng",
            "target `{id}`: no day, subject or figure fulfils its condition",
        ),
        ("sửa `when`, `from` hoặc `until`", "correct `when`, `from` or `until`"),
    ),
    Code.BAND_GAP: Advice(
        ("mức điểm bị hở", "a gap between bands of points"),
        (
            "chỉ tiêu `{id}`: có giá trị không thuộc mức điểm nào nên được 0 điểm",
            "target `{id}`: some values lie in no band, and earn nothing",
        ),
        ("nối các mức, như `at_least: 80 %, below: 95 %`", "let the bands follow one another, as in `at_least: 80 %, below: 95 %`"),
    ),
    Code.BAND_OVERLAP: Advice(
        ("mức điểm chồng nhau", "bands of points that overlap"),
        (
            "chỉ tiêu `{id}`: có giá trị thuộc hai mức điểm; mức ghi trước được tính",
            "target `{id}`: some values lie in two bands, and the one written first counts",
        ),
        ("ghi `below` ở đầu trên của mức thấp hơn", "write `below` at the upper end of the lower band"),
    ),
    Code.EMPTY_BAND: Advice(
        ("mức điểm rỗng", "a band of points that holds nothing"),
        ("chỉ tiêu `{id}`: có mức điểm mà không giá trị nào thuộc về", "target `{id}`: one of its bands holds no value that there can be"),
        ("sửa hai đầu của mức đó", "correct the ends of that band"),
    ),
    Code.DUPLICATE: Advice(
        ("chỉ tiêu trùng nhau", "targets that mean the same"),
        (
            "các chỉ tiêu {ids} ({bound}): đạt một là đạt tất cả",
            "targets {ids} ({bound}): whatever reaches one reaches all of them",
        ),
        ("giữ lại một chỉ tiêu", "keep one of them"),
    ),
    Code.REDUNDANT: Advice(
        ("chỉ tiêu thừa", "a redundant target"),
        (
            "chỉ tiêu `{id}` ({bound}) thừa: đạt {others} là đạt chỉ tiêu này",
            "target `{id}` ({bound}): whoever reaches {others} reaches it too",
        ),
        ("bỏ chỉ tiêu này, hoặc ghi `severity: stretch` cho mức cao hơn", "leave it out, or make the stricter one `severity: stretch`"),
    ),
    Code.SIMILAR_TITLE: Advice(
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
    Code.REACHED_ALREADY: Advice(
        ("năm trước đã đạt", "reached already last year"),
        (
            "chỉ tiêu `{id}` ({bound}): số liệu năm trước đã đạt{of_subjects}",
            "target `{id}` ({bound}): last year's figure reaches it already{of_subjects}",
        ),
        ("đặt mức cao hơn, hoặc ghi vào `ignore` vì sao giữ nguyên", "ask for more, or say under `ignore` why it stays"),
    ),
    Code.PLAN_NOT_NAMED: Advice(
        ("kế hoạch không nêu tên", "a plan that is not named"),
        (
            "chỉ tiêu `{id}` lấy kế hoạch của `{word}` mà không nêu tên, trong khi có nhiều kế hoạch theo tên: {names}",
            "target `{id}` takes the plan of `{word}` and names none, where there are plans by name: {names}",
        ),
        (
            'nêu tên, như `100 % of plan {last}`; trong phép tính, như `plan({word}, "{last}")`; nếu ý là kế hoạch không tên thì ghi vào `ignore`',
            'name it, as in `100 % of plan {last}`; in arithmetic, as in `plan({word}, "{last}")`; where the one without a name is meant, say so under `ignore`',
        ),
    ),
    Code.UNBORNE_TAG: Advice(
        ("loại đơn vị không ai thuộc về", "a tag that no subject bears"),
        (
            "loại đơn vị `{word}` ({ids}): không đơn vị nào trong số liệu thuộc loại này; các loại đã ghi: {tags}",
            "the tag `{word}` ({ids}) is borne by no subject of the figures; the tags that are borne: {tags}",
        ),
        (
            "viết cho khớp ở chỉ tiêu hoặc số liệu; nếu số liệu chưa đủ mọi đơn vị thì ghi vào `ignore`",
            "spell it the same way in rules and figures; where these are not the figures of all subjects, say so under `ignore`",
        ),
    ),
    Code.ASKS_LESS: Advice(
        ("mốc kém hơn năm trước", "less than last year"),
        (
            "chỉ tiêu `{id}` ({bound}) cho phép kém năm trước{of_subjects}",
            "target `{id}` ({bound}) asks for less than last year's figure{of_subjects}",
        ),
        (
            "đặt mức ít nhất bằng năm trước, hoặc ghi vào `ignore` vì sao",
            "ask for last year's figure at least, or say under `ignore` why not",
        ),
    ),
}
