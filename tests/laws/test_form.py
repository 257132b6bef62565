from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.needs import needs_of
from targets.reading import read_figures
from targets.report.form import figures_csv, figures_yaml
from tests.laws.strategies import cases, documents

LANGS = st.sampled_from(["vi", "en"])
MORE: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "grade": ({"at_least": "khá"}, "grade", ["giỏi", "khá", "đạt", "xuất sắc"]),
    "title": ({"held": True}, "held", ["true", "false", "maybe"]),
    "list": ({"all_of": ["tổ 1", "tổ 2"]}, "done", ["tổ 1", "tổ 1; tổ 2", "tổ 3"]),
}
Given = dict[str, dict[str, Any]]


@st.composite
def filled(draw: st.DrawFn) -> tuple[targets.Ruleset, Given]:
    """Draw a ruleset, and what somebody has to fill in for it."""
    of = draw(st.lists(cases(), min_size=1, max_size=3))
    rules, figures = documents(of)
    rules["scales"] = {"training": ["không đạt", "đạt", "khá", "giỏi"]}
    rules["indicators"] |= {"grade": {"scale": "training"}, "title": {"title": "Danh hiệu: #1"}, "list": None, "unused": {"unit": "kg"}}
    rules["targets"] += [{"id": name.upper(), "indicator": name, **bound} for name, (bound, _, _) in MORE.items()]
    rules["indicators"] |= {"insured": {"unit": "người"}, "population": {"unit": "người"}}
    rules["targets"] += [
        {"id": "M", "measure": "insured / population", "at_least": "95 %", "when": {"tagged": "urban"}},
        {"id": "N", "measure": "previous(insured) - insured", "at_most": "0 người"},
        {"id": "A", "all_of": ["TITLE", "N"]},
    ]
    given: Given = {name: {key: value for key, value in roles.items() if key != "note"} for name, roles in figures["values"].items()}
    for name, (_, role, answers) in MORE.items():
        if draw(st.booleans()):
            given[name] = {role: draw(st.sampled_from(answers))}
    people = st.sampled_from(["94 người", "95 người", "100 người"])
    if draw(st.booleans()):
        given["insured"] = {"actual": draw(people), "previous": draw(people)}
        given["population"] = {"actual": "100 người"}
    loaded = targets.load_ruleset(rules)
    asked = {need.indicator.id: need.roles for need in needs_of(loaded)}
    return loaded, {name: {role: text for role, text in roles.items() if role in asked[name]} for name, roles in given.items()}


def verdicts(rules: targets.Ruleset, figures: targets.Figures) -> dict[str, tuple[str, str | None]]:
    return {outcome.id: (outcome.verdict.value, outcome.reason) for outcome in targets.evaluate(rules, figures)}


def as_submitted(given: Given) -> targets.Figures:
    values = {name: dict(roles) for name, roles in given.items()}
    for roles in values.values():
        if "done" in roles:
            roles["done"] = roles["done"].split("; ")
    [figures] = targets.load_figures({"values": values, "numbers": "en", "tags": ["urban"]})
    return figures


def fill_yaml(text: str, given: Given) -> str:
    lines, indicator = [], ""
    for line in text.split("\n"):
        key = line.split("#")[0].strip().removesuffix(":")
        if line.startswith("  ") and not line.startswith("   "):
            indicator = key
        value = given.get(indicator, {}).get(key) if line.startswith("    ") else None
        if value is None:
            lines.append("numbers: en" if line.startswith("numbers:") else "tags: [urban]" if line.startswith("tags:") else line)
        elif key == "done":
            lines.append(f"    {key}: [{', '.join(value.split('; '))}]")
        else:
            lines.append(f"    {key}: {value if value in ('true', 'false') else json.dumps(str(value))}")
    return "\n".join(lines)


def fill_csv(text: str, given: Given, lang: str) -> str:
    sign = ";" if lang == "vi" else ","
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=sign))
    for row in rows:
        row.update({role: str(value) for role, value in given.get(row["indicator"], {}).items()})
    out = StringIO()
    table = csv.DictWriter(out, list(rows[0]), delimiter=sign)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


@settings(max_examples=60)
@given(filled(), LANGS)
def test_an_empty_form_decides_nothing_and_names_every_indicator(drawn: tuple[targets.Ruleset, Given], lang: Literal["vi", "en"]) -> None:
    rules, _ = drawn
    for text, name in ((figures_yaml(rules, lang), "form.yaml"), (figures_csv(rules, lang), "form.csv")):
        [figures] = read_figures(text.encode(), name, numbers=lang)
        assert set(figures.values) == set(rules.indicators)
        assert {verdict for verdict, _ in verdicts(rules, figures).values()} == {"undecided"}
        assert {reason for _, reason in verdicts(rules, figures).values()} <= {"no-figure", "no-previous", "needs-judgement"}


@settings(max_examples=60)
@given(filled(), LANGS)
def test_a_form_that_is_filled_in_says_what_was_filled_in(drawn: tuple[targets.Ruleset, Given], lang: Literal["vi", "en"]) -> None:
    rules, given = drawn
    wanted = verdicts(rules, as_submitted({name: given.get(name, {}) for name in rules.indicators}))
    [from_yaml] = read_figures(fill_yaml(figures_yaml(rules, lang), given).encode(), "form.yaml")
    assert verdicts(rules, from_yaml) == wanted
    [from_csv] = read_figures(fill_csv(figures_csv(rules, lang), given, lang).encode(), "form.csv", numbers="en")
    assert verdicts(rules, replace(from_csv, tags=("urban",))) == wanted


def test_a_bare_number_in_a_form_stands_in_the_unit_that_the_form_names() -> None:
    written = {"ruleset": "r", "period": 1, "indicators": {"money": {"unit": "tỷ đồng"}}}
    rules = targets.load_ruleset({**written, "targets": [{"id": "A", "indicator": "money", "at_least": "5 tỷ đồng"}]})
    for text, name in (
        (fill_yaml(figures_yaml(rules, "vi"), {"money": {"actual": "5"}}), "form.yaml"),
        (fill_csv(figures_csv(rules, "vi"), {"money": {"actual": "5"}}, "vi"), "form.csv"),
    ):
        [figures] = read_figures(text.encode(), name, numbers="en")
        assert targets.evaluate(rules, figures)["A"].verdict is targets.Verdict.MET
