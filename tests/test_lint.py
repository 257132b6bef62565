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
        (("--figures", "examples/ngo-quyen-2023.yaml", "ngo-quyen-2024"), 0),
        (("--figures", "examples/ngo-quyen-2023.yaml", "ngo-quyen-2024", "--figures", "examples/broken-figures.yaml"), 1),
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
