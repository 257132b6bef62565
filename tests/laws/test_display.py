from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.report.digits import exact_decimal, shown
from targets.report.rows import GLYPHS, share_text
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
