"""What an explanation says in words and numbers, read back the way a reader would, and held against the verdict."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.change import least_moves
from targets.measure import Measure
from targets.numerals import read_number
from targets.report.arithmetic import move_text
from targets.report.digits import reaching
from targets.report.explanation import explain, explained
from tests.laws.strategies import FRACTIONS, Case, cases, documents
from tests.laws.test_change import formulas, things

NUMBER = r"[−\d][\d.,]*"
VERDICTS = {
    "vi": {"vượt chỉ tiêu": "exceeded", "không đạt chỉ tiêu": "missed", "đạt chỉ tiêu": "met"},
    "en": {"this exceeds the target": "exceeded", "this misses the target": "missed", "this meets the target": "met"},
}
SIDES = {
    "ít nhất": ">=", "at least": ">=", "không quá": "<=", "at most": "<=", "trên": ">", "above": ">", "cao hơn": ">",
    "dưới": "<", "below": "<", "thấp hơn": "<", "đúng": "=", "exactly": "=",
}  # fmt: skip
ANY_SIDE = "|".join(SIDES)
LANGUAGES = st.sampled_from(["vi", "en"])


def number(text: str, lang: str) -> Fraction:
    found = read_number(text.rstrip(",."), "vi" if lang == "vi" else "en")
    return Fraction(found.numerator, found.denominator)


def judged(of: list[Case], *, people: bool = False) -> targets.Scorecard:
    rules, figures = (things(part) if people else part for part in documents(of))
    for indicator in rules["indicators"].values():
        indicator["title"] = "Việc"
    [loaded] = targets.load_figures(figures)
    return targets.evaluate(targets.load_ruleset(rules), loaded)


class Read:
    """A paragraph taken apart: what happened, the verdict, the bound in words, what is missing."""

    def __init__(self, paragraph: str, lang: str) -> None:
        known = "|".join(VERDICTS[lang])
        found = re.fullmatch(rf"(.*?); ({known})(?: \(([^()]*)\))?(?:, (.*))?\.", paragraph)
        assert found, paragraph
        self.lang, self.known, self.verdict = lang, found[1], VERDICTS[lang][found[2]]
        self.bound, self.missing = found[3] or "", found[4]

    def judged(self, outcome: targets.Outcome) -> Fraction:
        """Find the number that the bound speaks of: a share of the base, or the number itself."""
        base = {Measure.SHARE_OF_PLAN: "kế hoạch|of plan", Measure.SHARE_OF_PREVIOUS: "so với cùng kỳ|of last year"}
        shares = base.get(outcome.target.measure) or {
            Measure.PLAN: base[Measure.SHARE_OF_PLAN],
            Measure.PREVIOUS: base[Measure.SHARE_OF_PREVIOUS],
        }.get(outcome.target.measure)
        if outcome.target.measure in (Measure.VALUE, Measure.POINTS):
            counted = re.search(rf"\(({NUMBER})(?:%|‰| per mille)\)", self.known) if outcome.base is not None else None
            return number(counted[1] if counted else self.first(self.known), self.lang)
        found = re.search(rf"({NUMBER})% (?:{shares})", self.known)
        if found:
            return number(found[1], self.lang)
        against = self.against(outcome)
        own = number(self.first(self.known), self.lang)
        if not against:
            return Fraction(100) + (own > 0) - (own < 0)  # only which side of the base matters
        return 100 + 100 * (own - against) / abs(against)  # beside a base below zero a margin is a share of its size

    def against(self, outcome: targets.Outcome) -> Fraction:
        plan = outcome.target.measure in (Measure.PLAN, Measure.SHARE_OF_PLAN)
        words = "kế hoạch là|against a plan of" if plan else "cùng kỳ là|against"
        found = re.search(rf"(?:{words}) ({NUMBER})", self.known)
        assert found, self.known
        return number(found[1], self.lang)

    @staticmethod
    def first(text: str) -> str:
        found = re.search(rf"(?<![\w]){NUMBER}", text)
        assert found, text
        return found[0]

    def admits(self, judged_number: Fraction) -> bool:
        """Read the bound's words as a person does."""
        bound = re.split(r", (?:vượt|exceeded|hoặc|or) ", self.bound)[0]
        if ranged := re.fullmatch(rf"(?:từ|from) ({NUMBER})\D* (?:đến|to) ({NUMBER})\D*", bound):
            low, high = (number(end, self.lang) for end in ranged.groups())
            return low <= judged_number <= high
        side = re.match(ANY_SIDE, bound)
        numbers = re.search(NUMBER, bound)
        end = number(numbers[0], self.lang) if numbers else Fraction(100)
        return {
            ">=": judged_number >= end, ">": judged_number > end, "<=": judged_number <= end,
            "<": judged_number < end, "=": judged_number == end,
        }[SIDES[side[0]] if side else ">="]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(cases(), min_size=3, max_size=6), LANGUAGES, st.booleans())
def test_the_numbers_of_a_paragraph_say_what_the_verdict_says(of: list[Case], lang: Any, people: bool) -> None:  # noqa: FBT001
    card = judged(of, people=people)
    for outcome in card:
        paragraph = explained(outcome, card, lang).paragraph
        if outcome.verdict is targets.Verdict.UNDECIDED:
            assert not any(words in paragraph for words in VERDICTS[lang])
            continue
        read = Read(paragraph, lang)
        assert read.verdict == outcome.verdict.value, paragraph
        kept = outcome.target.zero_kept and outcome.value == 0
        assert kept or read.admits(read.judged(outcome)) == outcome.verdict.is_reached, paragraph
        if read.missing and (amount := re.search(NUMBER, read.missing)):
            assert outcome.verdict is targets.Verdict.MISSED
            assert number(amount[0], lang) > 0, paragraph


@settings(deadline=None, max_examples=200)
@given(formulas(), LANGUAGES)
def test_the_numbers_of_a_formula_say_what_the_verdict_says(card: targets.Scorecard, lang: Any) -> None:
    [outcome] = card
    paragraph = explained(outcome, card, lang).paragraph
    if outcome.verdict is not targets.Verdict.UNDECIDED:
        read = Read(paragraph, lang)
        assert read.verdict == outcome.verdict.value, paragraph
        assert read.admits(read.judged(outcome)) == outcome.verdict.is_reached, paragraph


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 200)), min_size=1, max_size=5), st.integers(0, 30), st.booleans(), LANGUAGES)
def test_the_numbers_of_a_sum_of_points_say_what_the_verdict_says(
    members: list[tuple[int, int]], bound: int, as_share: bool, lang: Any  # noqa: FBT001 - drawn by hypothesis
) -> None:  # fmt: skip
    wanted = f"{bound * 100} %" if as_share and bound <= 1 else f"{bound * 3} %" if as_share else f"{bound} điểm"
    of = [{"id": f"M{n}", "indicator": f"i{n}", "at_least": "95 %", "points": points} for n, (points, _) in enumerate(members)]
    total = {"id": "S", "title": "Nhóm", "points_of": [one["id"] for one in of], "at_least": wanted}
    indicators = {f"i{n}": {"unit": "percent"} for n, _ in enumerate(members)}
    rules = targets.load_ruleset({"ruleset": "r", "period": "1", "indicators": indicators, "targets": [*of, total]})
    [figures] = targets.load_figures({"values": {f"i{n}": f"{actual} %" for n, (_, actual) in enumerate(members)}})
    card = targets.evaluate(rules, figures)
    read = Read(explained(card["S"], card, lang).paragraph, lang)
    assert read.verdict == card["S"].verdict.value
    assert read.admits(read.judged(card["S"])) == card["S"].verdict.is_reached


@settings(deadline=None, max_examples=200)
@given(st.lists(cases(), min_size=3, max_size=6), LANGUAGES, st.booleans())
def test_the_number_to_reach_reaches_the_target_as_it_is_shown(of: list[Case], lang: Any, people: bool) -> None:  # noqa: FBT001
    card = judged(of, people=people)
    for outcome in card:
        for move in least_moves(outcome, card):
            text = move_text(move, outcome.target, lang)
            words = "(?:lên|xuống|lên quá|xuống dưới|to|beyond|below)"
            found = re.search(rf" {words} ({NUMBER})", text)
            assert found, text
            end, interval = number(found[1], lang), outcome.acceptable
            assert interval is not None
            assert interval.admits(end) or move.beyond, text
            assert end >= move.end if move.rises else end <= move.end, text


@given(FRACTIONS, st.booleans(), LANGUAGES)
def test_a_number_to_reach_is_shown_exactly_or_beyond_itself(value: Fraction, up: bool, lang: Any) -> None:  # noqa: FBT001
    found = number(reaching(value, lang, up=up), lang)
    assert found >= value if up else found <= value
    assert abs(found - value) <= Fraction(1, 10**4)


@settings(deadline=None)
@given(st.lists(cases(), min_size=1, max_size=4), LANGUAGES, st.sampled_from([40, 60, 80, 140]))
def test_an_explanation_fits_its_window_and_opens_with_its_verdict(of: list[Case], lang: Any, width: int) -> None:
    card = judged(of)
    text = explain("text", [(outcome, card) for outcome in card], lang, width)
    assert all(len(line) <= width for line in text.splitlines())
    for outcome in card:
        assert explained(outcome, card, lang).word in text
