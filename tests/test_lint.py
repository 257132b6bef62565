from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import targets
from targets.codes import Code, Level
from targets.finding import Finding
from targets.linting import lint
from targets.reading import bundled, draft_decisions, draft_ruleset, read_figures
from targets.report.advice import ADVICE, title_of
from targets.report.pages import parted
from tests.conftest import run

if TYPE_CHECKING:
    from pathlib import Path

PAGES = bundled("docs/findings", "md")


def blocks(section: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


def looked_at(section: str, folder: Path) -> list[Finding]:
    """Give what is found in the documents of an example: the rules first, then the files that it needs."""
    rules, *others = blocks(section + "\n")
    path = folder / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    ruleset, problems = draft_ruleset(path)
    figures = [one for text in others if "values:" in text for one in read_figures(text.encode(), "figures.yaml")]
    decisions: list[Any] = []
    for text in others:
        if "values:" not in text:
            (folder / "decisions.yaml").write_text(text, encoding="utf-8")
            sound, faults = draft_decisions(folder / "decisions.yaml")
            decisions += sound
            problems = (*problems, *faults)
    found = [Finding(problem.code or Code.WRONG_SHAPE, problem=problem) for problem in problems]
    more = () if ruleset is None else lint(ruleset, figures, decisions, as_of=date(2024, 12, 21), is_whole=not problems)
    return found + [finding for finding in more if finding.ignored is None]


@pytest.mark.parametrize("code", Code)
def test_the_page_of_a_code_has_an_example_that_gives_it_and_one_that_does_not(code: Code, tmp_path: Path) -> None:
    page = parted(PAGES[code].read_text(encoding="utf-8"))
    assert code in {finding.code for finding in looked_at(page.bad, tmp_path)}
    good = looked_at(page.good, tmp_path)
    assert not [finding for finding in good if finding.code is code or finding.code.level is Level.ERROR]


@pytest.mark.parametrize("code", Code)
def test_a_page_has_the_title_that_findings_have_and_says_it_in_both_languages(code: Code) -> None:
    page = parted(PAGES[code].read_text(encoding="utf-8"))
    assert (page.en[0].casefold(), page.vi[0].casefold()) == (title_of(code, "en").casefold(), title_of(code, "vi").casefold())
    assert min(len(page.en[1]), len(page.vi[1])) > 40


def test_there_is_a_page_for_every_code_and_no_other() -> None:
    assert set(PAGES) == set(Code)


@pytest.mark.parametrize("name", [*sorted(bundled("rules")), "examples/xep-loai-rules.yaml"])
def test_the_bundled_rules_lint_clean(name: str) -> None:
    assert [finding.code for finding in lint(targets.load_ruleset(name)) if finding.ignored is None] == []


def test_the_two_titles_of_nearly_one_name_are_found_and_answered() -> None:
    [finding] = [finding for finding in lint(targets.load_ruleset("ngo-quyen-2024")) if finding.ignored is not None]
    assert (finding.code, finding.ids) == (Code.SIMILAR_TITLE, ("T04", "T16"))


def test_last_years_share_of_cultural_households_is_above_its_target() -> None:
    ran = run("lint", "ngo-quyen-2024", "--figures", "examples/ngo-quyen-2023.yaml", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "target `T14` (≥ 95 %) asks for less than last year's figure (`ngo-quyen`)" in ran.out
    assert "for example 96.9 %: reaches `T14`" in ran.out
    assert run("lint", "ngo-quyen-2024", "--figures", "examples/ngo-quyen-2023.yaml", "--fail-level", "warning").code == 1
    assert run("lint", "ngo-quyen-2024", "--fail-level", "warning").code == 0


# -- single findings --------------------------------------------------------------------------------------------------


def rules(*of: dict[str, Any], **more: Any) -> targets.Ruleset:
    return targets.load_ruleset(
        {
            "ruleset": "r",
            "period": "2024",
            "source": {"document": "x", "section": "1"},
            "scales": {"grades": ["yếu", "đạt", "khá"]},
            "indicators": {"a": {"unit": "percent", "counted_in": "tổ"}, "g": {"scale": "grades"}, "m": {"unit": "VND"}},
            "targets": [{"id": f"T{n}", "indicator": "a", **target} for n, target in enumerate(of)],
            **more,
        }
    )


def codes(ruleset: targets.Ruleset, *figures: targets.Figures) -> list[tuple[str, tuple[str, ...]]]:
    quiet = {Code.UNUSED_INDICATOR}
    return [(finding.code.name, finding.ids) for finding in lint(ruleset, figures) if finding.code not in quiet and finding.ignored is None]


def submitted(period: int, **values: Any) -> targets.Figures:
    [figures] = targets.load_figures({"subject": "s", "period": period, "numbers": "en", "values": values})
    return figures


def test_three_targets_make_a_fourth_redundant_that_none_of_them_does_alone() -> None:
    found = lint(rules({"between": ["90 %", "96 %"]}, {"at_least": "91 %"}, {"at_most": "95 %"}))
    [redundant] = [finding for finding in found if finding.code is Code.REDUNDANT]
    assert redundant.ids == ("T0", "T1", "T2")


def test_targets_that_contradict_each_other_make_nothing_redundant() -> None:
    assert codes(rules({"between": ["92 %", "93 %"]}, {"at_least": "95 %"}, {"at_most": "90 %"})) == [
        ("CONTRADICTION", ("T0", "T2")),
        ("CONTRADICTION", ("T1", "T0")),
        ("CONTRADICTION", ("T1", "T2")),
    ]


def test_a_fall_from_zero_to_zero_reaches_what_keeps_zero_and_what_asks_for_last_year() -> None:
    kept = {"indicator": "m", "below": "previous", "zero_kept": True}
    assert codes(rules(kept, {"indicator": "m", "at_least": "previous"})) == []
    assert codes(rules({**kept, "zero_kept": False}, {"indicator": "m", "at_least": "previous"})) == [("CONTRADICTION", ("T1", "T0"))]
    assert ("CONTRADICTION", ("T1", "T0")) in codes(rules(kept, {"indicator": "m", "at_least": "100 % of previous"}))


@pytest.mark.parametrize(
    ("bound", "total", "expected"),
    [
        ({"at_least": "99.9 %"}, 9, "ASKS_FOR_ALL"),
        ({"at_least": "99.9 %"}, 1000, None),
        ({"at_least": "88.8 %"}, 9, None),
        ({"at_most": "5 %"}, 9, "ASKS_FOR_ALL"),
        ({"at_least": "100 %"}, 9, None),
        ({"exactly": "50 %"}, 9, "OUT_OF_REACH"),
        ({"exactly": "50 %"}, 8, None),
        ({"between": ["90 %", "95 %"]}, 9, "OUT_OF_REACH"),
    ],
)
def test_a_known_total_tells_which_shares_there_are(bound: dict[str, Any], total: int, expected: str | None) -> None:
    found = codes(rules(bound), submitted(2023, a={"count": 0 if "at_most" not in bound else total, "total": total}))
    assert found == ([(expected, ("T0",))] if expected else [])


@pytest.mark.parametrize(
    ("target", "period", "figure", "expected"),
    [
        ({"at_least": "95 %"}, 2023, "96.9 %", "ASKS_LESS"),
        ({"at_least": "95 %"}, 2023, "95 %", "REACHED_ALREADY"),
        ({"at_least": "95 %"}, 2023, "94.9 %", None),
        ({"at_least": "95 %"}, 2025, "96.9 %", None),
        ({"at_least": "95 %"}, 2024, "96.9 %", None),
        ({"at_least": "95 %"}, 2024, {"actual": "1 %", "previous": "96.9 %"}, "ASKS_LESS"),
        ({"at_least": "95 %"}, 2023, {"count": 96, "total": 100}, "ASKS_LESS"),
        ({"at_least": "100 %"}, 2023, "100 %", None),
        ({"between": ["90 %", "98 %"]}, 2023, "96.9 %", "REACHED_ALREADY"),
        ({"indicator": "g", "at_least": "đạt"}, 2023, "khá", "ASKS_LESS"),
        ({"indicator": "g", "at_least": "khá"}, 2023, "khá", None),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2024, {"plan": 90, "previous": 100}, "ASKS_LESS"),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2024, {"plan": 110, "previous": 100}, None),
        ({"indicator": "m", "at_least": "100 % of plan"}, 2023, {"actual": 100, "plan": 90}, None),
    ],
)
def test_last_years_figure_is_the_earlier_actual_or_the_previous_role(
    target: dict[str, Any], period: int, figure: Any, expected: str
) -> None:
    found = codes(rules(target), submitted(period, **{target.get("indicator", "a"): figure}))
    assert found == ([(expected, ("T0",))] if expected else [])


def test_one_finding_names_all_subjects_that_it_is_true_of() -> None:
    figures = [next(iter(targets.load_figures({"subject": name, "period": 2023, "values": {"a": "96 %"}}))) for name in ("b", "a")]
    [finding] = [finding for finding in lint(rules({"at_least": "95 %"}), figures) if finding.code is Code.ASKS_LESS]
    assert finding.names == ("a", "b")


def test_a_bound_below_last_year_needs_no_figures() -> None:
    assert codes(rules({"indicator": "m", "at_least": "95 % of previous"})) == [("ASKS_LESS", ("T0",))]
    assert codes(rules({"indicator": "m", "at_least": "105 % of previous"})) == []
    assert codes(rules({"indicator": "m", "at_most": "105 % of previous"})) == [("ASKS_LESS", ("T0",))]


def test_similar_names_of_numbers_are_no_finding() -> None:
    indicators = {"p": {"unit": "hộ", "title": "Số hộ nghèo"}, "n": {"unit": "hộ", "title": "Số hộ cận nghèo"}}
    both = [{"id": name, "indicator": name, "below": "previous"} for name in "pn"]
    assert codes(rules(indicators=indicators, targets=both)) == []


def test_titles_whose_numbers_differ_are_no_finding() -> None:
    indicators = {"p": {"title": "Chỉ thị số 01 của tỉnh"}, "n": {"title": "Chỉ thị số 17 của tỉnh"}}
    both = [{"id": name, "indicator": name, "held": True} for name in "pn"]
    assert codes(rules(indicators=indicators, targets=both)) == []


# -- ignores ----------------------------------------------------------------------------------------------------------


def test_an_ignore_with_a_reason_silences_its_finding_alone() -> None:
    loose: dict[str, Any] = {"at_least": "90 %"}
    strict: dict[str, Any] = {"at_least": "95 %"}
    assert codes(rules(loose, strict)) == [("REDUNDANT", ("T0", "T1"))]
    for ignoring in (0, 1):
        two = [loose, strict]
        two[ignoring] = {**two[ignoring], "ignore": {"TGT041": "both are in the letter"}}
        assert codes(rules(*two)) == []
        assert codes(rules(*two, source={"document": "x"}))[0] == ("NO_SECTION", ("T0",))
    assert codes(rules(loose, strict, ignore={"TGT041": "both are in the letter"})) == []


def test_an_ignore_that_ignores_nothing_is_a_finding_where_all_was_looked_at() -> None:
    assert codes(rules({"at_least": "95 %", "ignore": {"TGT041": "x"}})) == [("IDLE_IGNORE", ("T0",))]
    assert codes(rules({"at_least": "95 %"}, ignore={"TGT041": "x"})) == [("IDLE_IGNORE", ())]
    needs_figures = rules({"at_least": "95 %", "ignore": {"TGT044": "x"}})
    assert codes(needs_figures) == []
    assert codes(needs_figures, submitted(2023, a="96 %")) == []
    assert codes(needs_figures, submitted(2023, a="90 %")) == [("IDLE_IGNORE", ("T0",))]
    assert [f.code for f in lint(needs_figures, [submitted(2023, a="90 %")], is_whole=False)] == []


def test_an_ignore_of_an_ignore_ignores_nothing() -> None:
    found = codes(rules({"at_least": "95 %", "ignore": {"TGT061": "hush", "TGT999": "x"}}))
    assert found == [("IDLE_IGNORE", ("T0",)), ("UNKNOWN_IGNORE", ("T0",))]


# -- the command ------------------------------------------------------------------------------------------------------


def test_faults_of_a_document_come_as_findings_beside_what_could_be_analysed() -> None:
    ran = run("lint", "examples/broken-rules.yaml", "-f", "json", "--lang", "en")
    assert ran.code == 1
    report = json.loads(ran.out)
    jsonschema.validate(report, json.loads(run("schema", "findings").out))
    [document] = report["documents"]
    count = Counter(finding["code"] for finding in document["findings"])
    assert document["ruleset"] == "broken-rules"
    assert report["counts"] == {"error": 24, "warning": 4, "ignored": 0}
    assert {"TGT002", "TGT006", "TGT007", "TGT008", "TGT009", "TGT010", "TGT011", "TGT040"} <= count.keys()
    assert "TGT047" not in count
    places = [finding["place"]["line"] for finding in document["findings"]]
    assert places == sorted(places)


def test_every_fault_that_is_refused_anywhere_has_a_code() -> None:
    from tests.test_refusals import refusals

    for refusal in refusals():
        if "figures" not in refusal.name and "latin" not in refusal.name:
            assert _problems(refusal.document, refusal.name) == []


def _problems(document: str, name: str) -> list[str]:
    from targets.reading.compile import compile_rules
    from targets.reading.tree import read_json, read_yaml

    problems: list[targets.Problem] = []
    try:
        nodes = read_json(document, name) if "json" in name else read_yaml(document, name, problems)
        for node in nodes:
            compile_rules(node, document, problems)
    except targets.TargetsError as error:
        problems += error.problems
    return [problem.message for problem in problems if problem.code is None]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("ngo-quyen-2024", "ngo-quyen-2023"), 0),
        (("missing.yaml",), 2),
        (("ngo-quyen-2024", "missing.yaml"), 2),
        (("ngo-quyen-2024", "--figures", "missing.yaml"), 2),
        (("ngo-quyen-2024", "--figures", "examples/broken-figures.yaml"), 1),
        ((), 2),
        (("--explain", "TGT020"), 0),
        (("--explain", "TGT999"), 2),
        (("ngo-quyen-2024", "-f", "xml"), 2),
    ],
)
def test_the_exit_code_of_lint_says_what_happened(arguments: tuple[str, ...], code: int) -> None:
    ran = run("lint", *arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err


def test_an_unreadable_file_is_a_finding_too(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: [\n", encoding="utf-8")
    ran = run("lint", str(path), "-f", "json")
    assert ran.code == 2
    [document] = json.loads(ran.out)["documents"]
    assert [(finding["code"], finding["place"]["line"]) for finding in document["findings"]] == [("TGT001", 2)]


def test_github_gets_one_command_a_finding_and_nothing_that_could_end_it_early(tmp_path: Path) -> None:
    path = tmp_path / "x,y.yaml"
    path.write_text(
        'ruleset: r\nperiod: 1\nindicators: {a: {unit: percent}}\ntargets:\n  - {id: "A\\n::error::x", indicator: a, at_least: 95 %}\n',
        encoding="utf-8",
    )
    ran = run("lint", path.name, "-f", "github", "--lang", "en", cwd=tmp_path)
    [line] = ran.out.splitlines()
    assert line.startswith("::warning file=x%2Cy.yaml,line=5,col=5,title=TGT045 a target without a source::target `A")


def test_sarif_points_at_the_line_and_keeps_what_is_ignored_as_suppressed() -> None:
    log = json.loads(run("lint", "ngo-quyen-2024", "examples/broken-rules.yaml", "-f", "sarif", "--lang", "en").out)
    assert log["version"] == "2.1.0"
    [run_] = log["runs"]
    names = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    assert names == sorted(set(names))
    for result in run_["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
        location = result["locations"][0]["physicalLocation"]
        assert location["artifactLocation"]["uri"] in {"rules/ngo-quyen-2024.yaml", "examples/broken-rules.yaml"}
        assert location["region"]["startLine"] > 0
    [suppressed] = [result for result in run_["results"] if "suppressions" in result]
    assert (suppressed["ruleId"], suppressed["suppressions"][0]["kind"]) == ("TGT042", "inSource")
    assert suppressed["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] > 98


def test_the_sentences_have_the_same_blanks_in_both_languages() -> None:
    class Blanks(dict[str, str]):
        def __missing__(self, key: str) -> str:
            self[key] = f"<{key}>"
            return self[key]

    for code in Code:
        said = []
        for lang in ("vi", "en"):
            seen = Blanks()
            for text in ADVICE[code][1:]:
                text[lang == "en"].format_map(seen)
            said.append(set(seen))
        assert said[0] == said[1], code


def test_the_library_finds_the_same_as_the_command() -> None:
    found = targets.lint(targets.load_ruleset("ngo-quyen-2024"))
    assert [finding.ids for finding in found] == [("T04", "T16")]
