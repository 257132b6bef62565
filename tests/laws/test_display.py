from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.report.amounts import share_text
from targets.report.digits import exact_decimal, shown
from targets.report.marks import GLYPHS
from tests.laws.strategies import FRACTIONS, Case, cases, documents


def number(text: str, lang: str) -> Fraction:
    group, point = (".", ",") if lang == "vi" else (",", ".")
    return Fraction(text.replace(group, "").replace(point, ".").replace("−", "-"))


@given(FRACTIONS, FRACTIONS, st.sampled_from(["vi", "en"]), st.sampled_from([-1, 0, 1]), st.integers(0, 60))
def test_two_numbers_shown_side_by_side_compare_as_they_are(one: Fraction, other: Fraction, lang: str, sign: int, digits: int) -> None:
    for left, right in ((one, other), (one, one + sign * Fraction(1, 10**digits)), (one, one + sign * Fraction(1, 3 * 10**digits))):
        texts = shown(left, lang, (right,)), shown(right, lang, (left,))  # type: ignore[arg-type]
        a, b = (number(text, lang) for text in texts)
        assert (a > b, a < b) == (left > right, left < right), texts


@given(FRACTIONS, st.sampled_from(["vi", "en"]))
def test_a_share_is_never_shown_on_the_wrong_side_of_zero_or_a_hundred(share: Fraction, lang: str) -> None:
    text = number(share_text(share, lang).removesuffix(" %"), lang)  # type: ignore[arg-type]
    for mark in (0, 100):
        assert (text > mark, text < mark) == (share * 100 > mark, share * 100 < mark)


@given(FRACTIONS)
def test_a_machine_reads_back_what_was_written(value: Fraction) -> None:
    text = exact_decimal(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        assert Fraction(text) == value
    else:
        assert abs(Fraction(text) - value) <= abs(value) / 10**28 + Fraction(1, 10**29)


@settings(deadline=None)
@given(st.lists(cases(), min_size=1, max_size=4), st.sampled_from(["vi", "en"]))
def test_a_table_names_the_verdict_of_every_target_at_every_width(of: list[Case], lang: str) -> None:
    from targets.report import View, render
    from targets.report.words import say

    rules, figures = documents(of)
    [loaded] = targets.load_figures(figures)
    card = targets.evaluate(targets.load_ruleset(rules), loaded)
    for width in (40, 60, 80, 140):
        text = render("table", [card], View(lang, width=width))  # type: ignore[arg-type]
        for verdict, count in card.counts.items():
            assert text.count(f"{GLYPHS[verdict]} {say(lang, verdict)}") >= count  # type: ignore[arg-type]
        assert all(len(line) <= width for line in text.splitlines())


@given(st.fractions(0, 200), st.integers(1, 120))
def test_a_machine_never_reads_the_wrong_side_of_none_all_or_a_hundred(value: Fraction, digits: int) -> None:
    for mark in (0, 1, 100):
        for near in (value, mark + Fraction(1, 3 * 10**digits), mark - Fraction(1, 3 * 10**digits)):
            found = Fraction(exact_decimal(near))
            assert (found > mark, found < mark) == (near > mark, near < mark)


def judged(bound: str, figure: object, **more: object) -> tuple[targets.Scorecard, str]:
    from targets.report import View, render

    rules = {"ruleset": "r", "period": "1", "indicators": {"a": {"unit": "percent", "counted_in": "hộ"}}}
    loaded = targets.load_ruleset({**rules, "targets": [{"id": "A", "indicator": "a", "at_least": bound, **more}]})
    [figures] = targets.load_figures({"values": {"a": figure}, "period": "1", "numbers": "en"})
    card = targets.evaluate(loaded, figures)
    text = render("table", [card], View("en", width=200))
    assert isinstance(text, str)
    return card, text


def test_a_counted_share_is_shown_on_its_side_of_the_bound() -> None:
    assert "94,996/100,000 hộ (94.996 %)" in judged("95 %", {"count": 94996, "total": 100000})[1].replace("households", "hộ")


def test_a_bound_is_shown_with_all_its_digits() -> None:
    for figure, mark in (("0.00004 %", "met"), ("0.00003 %", "missed")):
        text = judged("0.00004 %", figure)[1]
        assert "≥ 0.00004 %" in text
        assert mark in text
    assert "0.00004 %" in judged("0.00004 %", "0.00004 %")[1].replace("≥ 0.00004 %", "", 1)


def test_a_missed_target_never_has_a_full_bar() -> None:
    rules = {"ruleset": "r", "period": "1", "indicators": {"a": {"unit": "percent"}}}
    from targets.report import View, render

    loaded = targets.load_ruleset({**rules, "targets": [{"id": "A", "indicator": "a", "above": "5 %"}]})
    [figures] = targets.load_figures({"values": {"a": "5 %"}, "period": "1"})
    text = render("table", [targets.evaluate(loaded, figures)], View("en", width=140))
    assert "█████▉" in text
    assert "██████" not in text
    assert "on the bound" in text


def test_the_word_before_a_share_of_plan_is_shown() -> None:
    card, text = judged("100 % of plan", {"of_plan": "nearly 100 %", "vintage": "estimate"})
    assert "nearly 100 % of plan" in text
    from targets.report import View
    from targets.report.machine import document

    [outcome] = document([card], View())["scorecards"][0]["outcomes"]
    assert (outcome["qualifier"], outcome["vintage"]) == ("nearly", "estimate")


def test_no_cell_is_longer_than_anybody_reads() -> None:
    assert max(map(len, (judged("95 %", {"grade": "x" * 2_000_000})[1], judged("95 %", "1 " + "y" * 2_000_000)[1]))) < 3000
