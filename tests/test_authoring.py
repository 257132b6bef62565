"""The commands for people who write rules: verify, docs, init."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest

import targets
from targets.reading import bundled, read_figures
from targets.reading.cases import load_cases, read_cases
from targets.report.casefile import cases_text
from targets.report.rulebook import page
from tests.conftest import HOME, run

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
ruleset: small
period: 2024
indicators: {a: {unit: percent}, b: {unit: người}}
targets:
  - {id: A, indicator: a, at_least: 95 %}
  - {id: B, indicator: b, below: previous}
"""
CASES = """\
cases:
  - {name: on the bound, figures: {a: 95 %}, expect: {A: met}}
  - {name: short, figures: {a: 94 %}, expect: {A: missed}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "small.tests.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


# -- verify ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "options", "code"),
    [
        (("", ""), (), 0),
        (("A: met", "A: exceeded"), (), 1),
        (("A: met", "A: exceeded"), ("--coverage",), 1),
        (("", ""), ("--coverage",), 0),
        (("", ""), ("--fail-under", "100"), 1),
        (("", ""), ("--fail-under", "16.66"), 0),
        (("", ""), ("--fail-under", "16.67"), 1),
        (("", ""), ("--fail-under", "101"), 2),
        (("", ""), ("--fail-under", "NaN"), 2),
        (("A: met", "A: mett"), (), 2),
        (("A: met", "Z: met"), (), 2),
        (("", ""), ("--tests", "nowhere.tests.yaml"), 2),
    ],
)
def test_the_exit_code_of_verify_says_what_happened(folder: Path, change: tuple[str, str], options: tuple[str, ...], code: int) -> None:
    (folder / "small.tests.yaml").write_text(CASES.replace(*change), encoding="utf-8")
    ran = run("verify", "small.yaml", *options, cwd=folder)
    assert ran.code == code, ran
    assert "Traceback" not in ran.err


def test_a_drafted_file_beside_the_rules_covers_them_and_is_never_overwritten(folder: Path) -> None:
    (folder / "small.tests.yaml").unlink()
    assert "`targets verify RULES --write small.tests.yaml` drafts one" in run("verify", "small.yaml", cwd=folder).err
    assert run("verify", "small.yaml", "--write", "small.tests.yaml", cwd=folder).code == 0
    assert run("verify", "small.yaml", "--fail-under", "100", cwd=folder).code == 0
    before = (folder / "small.tests.yaml").read_text(encoding="utf-8")
    assert run("verify", "small.yaml", "--write", "small.tests.yaml", cwd=folder).code == 2
    assert (folder / "small.tests.yaml").read_text(encoding="utf-8") == before


def test_a_draft_holds_only_what_written_cases_do_not_cover(folder: Path) -> None:
    assert run("verify", "small.yaml", "--write", "more.yaml", "--lang", "en", cwd=folder).code == 0
    drafted = (folder / "more.yaml").read_text(encoding="utf-8")
    assert "a: 95.01 %" in drafted
    assert "a: 95 %" not in drafted
    assert "a: 94.99 %" not in drafted


def test_results_as_json_say_what_was_expected_and_what_came(folder: Path) -> None:
    (folder / "small.tests.yaml").write_text(CASES.replace("A: met", "A: {verdict: missed, shortfall: 1 %}"), encoding="utf-8")
    report = json.loads(run("verify", "small.yaml", "-f", "json", "--coverage", cwd=folder).out)
    assert [(case["name"], case["passed"]) for case in report["cases"]] == [("on the bound", False), ("short", True)]
    [difference] = report["cases"][0]["differences"]
    assert difference["expected"] == {"verdict": "missed", "reason": None, "shortfall": "1 %"}
    assert difference["got"] == {"verdict": "met", "reason": None, "shortfall": "0", "unit": "percentage points"}
    assert "95 % = 95 %" in difference["explanation"]
    assert (report["coverage"]["covered"], report["coverage"]["total"]) == (2, 12)
    assert {"target": "A", "indicator": "a", "boundary": "> 95 %", "verdict": "exceeded"} in report["coverage"]["uncovered"]


def test_a_part_that_a_weaker_one_hides_is_not_covered(folder: Path) -> None:
    rules = RULES.replace("{id: A, indicator: a,", "{id: A, indicators: [a, c],").replace("b: {unit", "c: {unit: percent}, b: {unit")
    (folder / "small.yaml").write_text(rules, encoding="utf-8")
    (folder / "small.tests.yaml").write_text("cases: [{name: x, figures: {a: 96 %, c: 94 %}, expect: {A: missed}}]", encoding="utf-8")
    uncovered = json.loads(run("verify", "small.yaml", "-f", "json", "--coverage", cwd=folder).out)["coverage"]["uncovered"]
    lacking = {(one["indicator"], one["boundary"]) for one in uncovered if one["target"] == "A"}
    assert ("a", "> 95 %") in lacking
    assert ("c", "< 95 %") not in lacking


def test_files_of_cases_are_no_rulesets(folder: Path) -> None:
    assert sorted(bundled("rules")) == ["ngo-quyen-2023", "ngo-quyen-2024"]
    (folder / "rules").mkdir()
    for name in ("small.yaml", "small.tests.yaml"):
        (folder / name).rename(folder / "rules" / name)
    ran = run("list", cwd=folder)
    assert (ran.code, ran.out.count("trong thư mục"), "tests" in ran.out) == (0, 1, False)
    assert run("verify", "small", cwd=folder).code == 0


def test_a_case_may_hold_waivers_with_or_without_days(folder: Path) -> None:
    cases = """\
cases:
  - {name: waived, figures: {a: 94 %}, waived: A, expect: {A: waived, B: no-figure}}
  - {name: only missed targets are waived, figures: {a: 95 %}, waived: [A, B], expect: {A: met}}
  - {name: in force, as_of: 2024-06-30, figures: {a: 94 %}, waived: {A: {until: 2024-06-30}}, expect: {A: {verdict: waived, shortfall: 1 percentage points}}}
  - {name: expired, as_of: 2024-07-01, figures: {a: 94 %}, waived: {A: {until: 2024-06-30}, B: }, expect: {A: missed}}
  - {name: on no day, figures: {a: 94 %}, waived: {A: {until: 2024-06-30}}, expect: {A: missed}}
"""
    (folder / "small.tests.yaml").write_text(cases, encoding="utf-8")
    ran = run("verify", "small.yaml", "--lang", "en", cwd=folder)
    assert (ran.code, "5 cases: 5 passed" in ran.out) == (0, True), ran.out
    ruleset = targets.load_ruleset(folder / "small.yaml")
    loaded = load_cases(folder / "small.tests.yaml", "small.tests.yaml", ruleset)
    again = read_cases(cases_text(ruleset, loaded, "en"), "again.yaml", ruleset)
    assert [case.waivers for case in again] == [case.waivers for case in loaded]
    (folder / "small.tests.yaml").write_text(cases.replace("A: waived", "A: met"), encoding="utf-8")
    said = run("verify", "small.yaml", "--lang", "en", cwd=folder).out
    assert "expected met, got waived" in said
    assert "0001" not in said
    assert "9999" not in said


def test_the_schema_of_what_verify_prints_is_published(folder: Path) -> None:
    schema = json.loads(run("schema", "verify").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    (folder / "small.tests.yaml").write_text(CASES.replace("A: met", "A: {verdict: undecided, reason: no-plan}"), encoding="utf-8")
    for options in ((), ("--coverage",)):
        report = json.loads(run("verify", "small.yaml", "-f", "json", *options, cwd=folder).out)
        jsonschema.validate(report, schema)
        for key in report:
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate({name: value for name, value in report.items() if name != key}, schema)


# -- docs -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_committed_pages_of_the_bundled_rules_are_not_stale(lang: str) -> None:
    ran = run("docs", *sorted(bundled("rules")), "-o", "docs/rules", "--check", "--lang", lang)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_stale_page_is_named_with_its_first_line_that_differs(folder: Path) -> None:
    assert run("docs", "small.yaml", "-o", "pages", cwd=folder).code == 0
    assert run("docs", "small.yaml", "-o", "pages", "--check", cwd=folder).code == 0
    (folder / "small.yaml").write_text(RULES.replace("95 %", "96 %"), encoding="utf-8")
    ran = run("docs", "small.yaml", "-o", "pages", "--check", "--lang", "vi", cwd=folder)
    line = next(n for n, text in enumerate((folder / "pages/small.vi.md").read_text(encoding="utf-8").splitlines(), 1) if "95 %" in text)
    assert (ran.code, ran.out) == (1, f"pages/small.vi.md: đã cũ so với bộ chỉ tiêu small, dòng {line}\n")
    ran = run("docs", "small.yaml", "-o", "pages", "--check", "--lang", "en", cwd=folder)
    assert (ran.code, ran.out) == (1, "pages/small.en.md: there is no such page\n")
    assert run("docs", "small.yaml", "--check", cwd=folder).code == 2
    assert run("docs", "small.yaml", "small.yaml", "-o", "one.md", cwd=folder).code == 2


def test_a_page_names_every_target_and_indicator_and_keeps_texts_inside_their_cells() -> None:
    rules = targets.load_ruleset({
        "ruleset": "r|x", "period": 1, "scales": {"s": ["a|b", "c"]},
        "indicators": {"i": {"title": "<b>x</b> | `y`\n# z", "scale": "s"}, "j": None},
        "targets": [{"id": "A|1", "indicator": "i", "at_least": "a|b", "note": "[x](y)"}, {"id": "B", "indicator": "j", "all_of": ["p | q"]}],
    })  # fmt: skip
    for lang in ("vi", "en"):
        text = page(rules, lang)
        rows = [line for line in text.split("\n") if line.startswith("|")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8, 5}
        assert r"A\|1" in text
        assert r"\<b\>x\</b\> \| \`y\` \# z" in text
        assert r"p \| q" in text
        assert r"\[x\](y)" in text


def test_every_kind_of_bound_is_said_with_its_direction() -> None:
    from targets.report.meanings import meaning

    bounds = {
        "at_least: 95 %": "at least 95 % of households; above is exceeded",
        "at_least: 95 %, exceedable: false": "at least 95 % of households; never exceeded",
        "at_least: 6 %, exceeded_above: 6.5 %": "at least 6 % of households; above 6.5 % of households is exceeded",
        "at_least: 100 %": "all 100 % of households",
        "at_most: 1 %": "at most 1 % of households; below is exceeded",
        "at_most: 2 %, exceeded_below: 1 %": "at most 2 % of households; below 1 % of households is exceeded",
        "above: previous": "above the previous figure; the previous figure itself misses",
        "below: previous, zero_kept: true": "below the previous figure, or still none as then",
        "between: [90 %, 95 %]": "from 90 % of households to 95 % of households, both included",
        "exactly: 50 %": "exactly 50 % of households",
        "at_least: plan": "at least the plan; above is exceeded",
        "at_most: 90 % of previous": "at most 90 % of the previous figure; below is exceeded",
    }
    for bound, sentence in bounds.items():
        written = targets.reading.tree.read_yaml(f"{{id: A, indicator: i, {bound}}}", "x", [])[0]
        document = {"ruleset": "r", "period": 1, "indicators": {"i": {"unit": "percent", "counted_in": "hộ"}}, "targets": [written]}
        assert meaning(targets.load_ruleset(document)["A"], "en") == sentence


def test_every_kind_of_target_over_others_says_what_it_is_made_of_and_when_it_applies() -> None:
    from targets.report.meanings import meaning

    written = """
      - {id: A, measure: p / q, at_least: 95 %, points: [{at_least: 95 %, points: 10}, {at_least: 80 %, below: 95 %, points: 7}]}
      - {id: B, indicator: p, above: previous, points: 5, from: 2024-02-01, until: 2024-12-31}
      - {id: C, indicator: p, at_most: 3 người, exceedable: false, when: [{tagged: urban, not_tagged: island}, {indicator: q, above: 0 người}]}
      - {id: D, all_of: [A, B], override: allowed}
      - {id: E, any_of: [A, B]}
      - {id: F, at_least_n_of: {n: 2, of: [A, B, C]}}
      - {id: G, points_of: [A, B], at_least: 60 %}
      - {id: H, points_of: [A, B], at_least: 15 điểm}
      - {id: I, indicator: g, at_least: giỏi}
      - {id: J, indicator: g, at_least: khá}
      - {id: K, indicator: t, held: true}
    """
    rules = targets.load_ruleset({
        "ruleset": "r", "period": 1, "scales": {"s": ["đạt", "khá", "giỏi"]},
        "indicators": {"p": {"unit": "người"}, "q": {"title": {"en": "Residents"}, "unit": "người"}, "g": {"scale": "s"}, "t": None},
        "targets": targets.reading.tree.read_yaml(written, "x", [])[0],
    })  # fmt: skip
    assert {target.id: meaning(target, "en") for target in rules} == {
        "A": "p / q: at least 95 %; above is exceeded; 10 points when ≥ 95 %; 7 points when ≥ 80 % and < 95 %",
        "B": "above the previous figure; the previous figure itself misses; 5 points when reached; from 2024-02-01 on; until 2024-12-31",
        "C": "at most 3 people; never exceeded; only for: urban; not for: island; only when Residents > 0 people",
        "D": "all of A, B are reached; a signed judgement may replace it",
        "E": "at least one of A, B is reached",
        "F": "at least 2 of A, B, C are reached",
        "G": "the points of A, B together: at least 60 %; above is exceeded",
        "H": "the points of A, B together: all 15 points",
        "I": "giỏi, the best grade",
        "J": "khá or better; better is exceeded",
        "K": "the title is held",
    }


def test_cases_say_day_tags_and_what_a_person_judged(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(
        RULES.replace("at_least: 95 %}", "at_least: 95 %, from: 2024-07-01, when: {tagged: urban}}")
        + "  - {id: C, indicator: b, judged: true}\n  - {id: D, all_of: [A, C]}\n",
        encoding="utf-8",
    )
    (tmp_path / "small.tests.yaml").write_text(
        """\
cases:
  - {name: a, tags: [Urban], as_of: 2024-07-01, judged: {C: met}, figures: {a: 95 %}, expect: {A: met, C: met, D: met}}
  - {name: b, tags: [urban], as_of: 2024-06-30, judged: {C: met}, figures: {a: 95 %}, expect: {A: not-applicable, D: met}}
  - {name: c, tags: [], as_of: 2024-07-01, judged: {C: missed}, figures: {a: 95 %}, expect: {A: not-applicable, D: missed}}
  - {name: d, as_of: 2024-07-01, figures: {a: 95 %}, expect: {A: no-figure, C: needs-judgement, D: undecided}}
""",
        encoding="utf-8",
    )
    ran = run("verify", "small.yaml", "--coverage", "--lang", "en", cwd=tmp_path)
    assert ran.code == 0, ran.out
    assert not [line for line in ran.out.splitlines() if "A: the first day" in line or "A: the day before" in line or "D: " in line]
    text = (tmp_path / "small.tests.yaml").read_text(encoding="utf-8").replace("judged: {C: met}", "judged: {B: met}", 1)
    (tmp_path / "small.tests.yaml").write_text(text, encoding="utf-8")
    assert "no judgement may override them" in run("verify", "small.yaml", cwd=tmp_path).err


# -- init -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_first_ruleset_loads_lints_and_judges_the_figures_that_are_written_for_it(tmp_path: Path, lang: str) -> None:
    assert run("init", "-o", "rules.yaml", "--lang", lang, cwd=tmp_path).code == 0
    assert run("lint", "rules.yaml", "--fail-level", "warning", cwd=tmp_path).code == 0
    for name in ("figures.yaml", "figures.csv"):
        assert run("init", "rules.yaml", "-o", name, "--lang", lang, cwd=tmp_path).code == 0
        ran = run("check", name, "--rules", "rules.yaml", "--numbers", lang, "-f", "json", cwd=tmp_path)
        assert ran.code == 3
        [card] = json.loads(ran.out)["scorecards"]
        assert {(o["verdict"], o["reason"]) for o in card["outcomes"]} == {("undecided", "no-figure")}


def test_init_never_overwrites_unless_it_is_forced(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    ran = run("init", "-o", "mine.yaml", cwd=tmp_path)
    assert (ran.code, path.read_text(encoding="utf-8")) == (2, "mine")
    assert "exists already" in ran.err
    assert run("init", "-o", "mine.yaml", "--force", cwd=tmp_path).code == 0
    assert path.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("arguments", [("-o", "rules.csv"), ("ngo-quyen-2024", "-o", "figures.txt"), ("ngo-quyen-2042",)])
def test_init_refuses_what_it_cannot_write(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = run("init", *arguments, cwd=tmp_path)
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "help: " in ran.err


def test_the_form_of_the_bundled_rules_asks_for_all_that_their_figures_give() -> None:
    [asked] = read_figures(run("init", "ngo-quyen-2024").out.encode(), "form.yaml")
    given = read_figures((HOME / "examples" / "phuong-mau-2024.yaml").read_bytes(), "mau.yaml")[0]
    assert set(given.values) <= set(asked.values)
