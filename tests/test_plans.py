"""Several plans for one indicator, each by its name: how they are written, read, filled in, and told apart everywhere."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import targets
from targets.codes import Code
from targets.linting import lint
from targets.outcome import Reason, Verdict
from targets.reading import read_figures
from targets.report.form import figures_csv, figures_yaml
from targets.report.machine import schema_text
from targets.report.office import COLUMNS, lines_of
from targets.report.sentence import paragraph
from tests.conftest import HOME, run

if TYPE_CHECKING:
    from pathlib import Path

RULES = HOME / "tests" / "golden" / "plans-check" / "rules.yaml"
FIGURES = RULES.with_name("figures.yaml")


def rules(*of: dict[str, Any], **indicators: Any) -> targets.Ruleset:
    return targets.load_ruleset(
        {
            "ruleset": "r",
            "period": "2024",
            "source": {"document": "x", "section": "1"},
            "scales": {"s": ["yếu", "khá"]},
            "indicators": {"a": {"unit": "người"}, "m": {"unit": "VND"}, **indicators},
            "targets": [
                {"id": f"T{n}", **({} if target.keys() & {"measure", "indicators"} else {"indicator": "a"}), **target}
                for n, target in enumerate(of)
            ],
        }
    )


def figures(**values: Any) -> targets.Figures:
    [found] = targets.load_figures({"subject": "s", "period": "2024", "numbers": "vi", "values": values})
    return found


def read(text: str, name: str) -> list[targets.Figures]:
    return read_figures(text.encode(), name, numbers="vi")


def verdict(bound: str, figure: Any, key: str = "at_least") -> tuple[Verdict, Reason | None]:
    [outcome] = targets.evaluate(rules({key: bound}), figures(a=figure))
    return outcome.verdict, outcome.reason


TWO = {"actual": 105, "plan": {"thành phố": 100, "hội đồng": 110}}
NO_PLAN = (Verdict.UNDECIDED, Reason.NO_PLAN)


@pytest.mark.parametrize(
    ("bound", "figure", "expected"),
    [
        ("100 % of plan thành phố", TWO, (Verdict.EXCEEDED, None)),
        ("100 % of plan  Thành Phố", TWO, (Verdict.EXCEEDED, None)),
        ("plan hội đồng", TWO, (Verdict.MISSED, None)),
        ("plan", TWO, NO_PLAN),
        ("100 % of plan", TWO, NO_PLAN),
        ("100 % of plan tỉnh", TWO, NO_PLAN),
        ("100 % of plan", {"actual": 105, "plan": {"thành phố": 100}}, NO_PLAN),  # the only plan is not the plan either
        ("100 % of plan thành phố", {"actual": 105, "plan": 100}, NO_PLAN),
        ("100 % of plan", {"actual": 105, "plan": {"": 100, "hội đồng": 110}}, (Verdict.EXCEEDED, None)),
        ("100 % of plan thành phố", {"of_plan": {"thành phố": "99 %", "hội đồng": "101 %"}}, (Verdict.MISSED, None)),
        ("100 % of plan hội đồng", {"of_plan": {"thành phố": "99 %", "hội đồng": "101 %"}}, (Verdict.EXCEEDED, None)),
        ("100 % of plan thành phố", {"of_plan": "101 %"}, (Verdict.UNDECIDED, Reason.NO_FIGURE)),
        ("100 % of plan x", {"actual": 1, "plan": {"x": 0}}, (Verdict.UNDECIDED, Reason.NOT_FINITE)),
        ("plan x", {"actual": 1, "plan": {"x": 0}}, (Verdict.EXCEEDED, None)),
        ("100 % of plan x", {"actual": 1, "plan": {"x": 1, "y": "1 kg"}}, (Verdict.UNDECIDED, Reason.UNREADABLE)),
        ("100 % of plan x", {"actual": 1, "plan": {"x": 1, "y": "?"}}, (Verdict.UNDECIDED, Reason.UNREADABLE)),
        ("100 % of plan x", {"plan": {"x": 1}}, (Verdict.UNDECIDED, Reason.NO_FIGURE)),
    ],
)
def test_a_target_is_judged_by_the_plan_that_it_names_and_by_no_other(bound: str, figure: Any, expected: object) -> None:
    assert verdict(bound, figure) == expected


def test_a_bare_plan_beside_one_in_billions_is_refused_whatever_its_name() -> None:
    ruleset = rules({"indicator": "m", "at_least": "100 % of plan city"})
    [outcome] = targets.evaluate(ruleset, figures(m={"actual": "4 tỷ đồng", "plan": {"city": "5 tỷ đồng", "council": "6"}}))
    assert outcome.reason is Reason.UNREADABLE


def test_each_plan_is_held_against_its_own_printed_share() -> None:
    figure = {"actual": 105, "plan": {"x": 100, "y": 110}, "of_plan": {"x": "105 %", "y": "90 %"}}
    by_x, by_y, plainly = targets.evaluate(
        rules({"at_least": "plan x"}, {"at_least": "plan y"}, {"at_least": "1 người"}), figures(a=figure)
    )
    assert not by_x.warnings
    assert [(notice.code, notice.names) for notice in by_y.warnings] == [("share-disagrees", ("y",))]
    assert by_y.warnings == plainly.warnings


def test_what_a_ruleset_of_one_plan_says_is_what_it_said_before() -> None:
    target = rules({"at_least": "100 % of plan"})["T0"]
    assert (target.plan, target.half_line is None) == (None, False)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ({"between": ["90 % of plan x", "110 % of plan y"]}, "the plan `x` and the plan `y` in one target"),
        ({"between": ["90 % of plan", "110 % of plan y"]}, "the plan without a name and the plan `y` in one target"),
        ({"at_least": "90 % of plan x", "exceeded_above": "99 % of plan y"}, "the plan `x` and the plan `y` in one target"),
        (
            {"at_least": "90 % of plan x", "points": [{"at_least": "90 % of plan y", "points": 1}]},
            "the plan `y` and the plan `x` in one target",
        ),
        ({"measure": "plan(a, 2024)", "at_least": "1 người"}, "names an indicator and one of its plans"),
        ({"measure": "previous(a, x)", "at_least": "1 người"}, "only indicators, numbers"),
        ({"indicator": "g", "at_least": "plan x"}, "`plan x` is not a grade of its scale"),
        ({"indicator": "t", "at_least": "plan x"}, "has no unit"),
        ({"measure": "a / plan(a, x)", "at_least": "plan x"}, "arithmetic has no plan"),
    ],
)
def test_one_target_means_one_plan(target: dict[str, Any], message: str) -> None:
    with pytest.raises(targets.TargetsError, match=message):
        rules(target, g={"scale": "s"}, t=None)


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ({"x": 1, "X": 2}, "`x` and `X` name one plan"),
        ({"x": {"y": 1}}, "`plan.x`: expected a number or a text, found a mapping"),
        ([1, 2], "expected a number or a text, found a list"),
    ],
)
def test_plans_that_cannot_be_told_apart_are_refused(plan: object, message: str) -> None:
    with pytest.raises(targets.TargetsError, match=message):
        figures(a={"actual": 1, "plan": plan})


def test_a_fault_of_a_plan_stands_where_the_plan_stands(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("subject: s\nperiod: 2024\nvalues:\n  a:\n    actual: 1\n    plan:\n      x: 1\n      y: một\n", encoding="utf-8")
    [found] = targets.load_figures(path)
    [fault] = found["a"].faults
    assert (str(fault.problem.place).endswith(":8:10"), fault.role) == (True, "plan.y")


def test_arithmetic_and_conditions_name_plans_and_so_do_their_members() -> None:
    ruleset = rules(
        {"measure": 'plan(a, "hội đồng") - plan(a, "thành phố")', "at_least": "10 người"},
        {"at_least": "1 người", "when": {"indicator": "a", "at_least": "100 % of plan thành phố"}},
        {"at_least": "1 người", "when": {"indicator": "a", "at_least": "100 % of plan hội đồng"}},
    )
    assert [outcome.verdict for outcome in targets.evaluate(ruleset, figures(a=TWO))] == [
        Verdict.MET,
        Verdict.EXCEEDED,
        Verdict.NOT_APPLICABLE,
    ]


# -- tables ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("actual,plan.thành phố,plan:Hội đồng,of_plan.thành phố", "105,100,110,105 %"),
        ('"PLAN : Hội đồng",actual,Plan.thành phố,of_plan:thành phố', "110,105,100,105 %"),
    ],
)
def test_columns_of_a_table_are_named_after_their_plans(heads: str, row: str) -> None:
    [found] = read(f"subject,period,indicator,{heads}\ns,2024,a,{row}\n", "f.csv")
    plans = {plan.name: (plan.amount and plan.amount.text, plan.share and plan.share.text) for plan in found["a"].plans}
    assert plans == {"thành phố": ("100", "105 %"), "Hội đồng": ("110", None)}


def test_a_table_holds_the_plan_without_a_name_beside_the_others() -> None:
    [found] = read("subject,period,indicator,actual,plan,plan.x\ns,2024,a,5,6,7\ns,2024,m,5,,\n", "f.csv")
    assert (found["a"].plan, [plan.amount for plan in found["a"].plans]) != (None, [])
    assert (found["m"].plan, found["m"].plans) == (None, ())


@pytest.mark.parametrize("head", ["plan.x,PLAN:X", "plan.", "previous.x", "plan x"])
def test_a_column_that_names_no_plan_of_its_own_is_refused(head: str) -> None:
    with pytest.raises(targets.TargetsError, match=r"unknown column|given twice"):
        read(f"subject,period,indicator,{head}\ns,2024,a,1,1\n", "f.csv")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_asks_for_each_plan_by_its_name_and_is_read_as_it_was_filled_in(lang: Any) -> None:
    ruleset = rules(
        {"at_least": "100 % of plan thành phố"}, {"at_least": "plan Hội đồng"}, {"at_least": "plan"}, {"below": "plan Thành Phố"}
    )
    form = figures_yaml(ruleset, lang)
    assert {outcome.reason for outcome in targets.evaluate(ruleset, read(form, "f.yaml")[0])} == {Reason.NO_FIGURE}
    lines = iter(form.splitlines())
    answers = {"actual:": "105", 'plan "":': "90", "plan thành phố:": "100", "plan Hội đồng:": "110"}
    filled, above = [], ""
    for line in lines:
        key = line.partition("#")[0].strip()
        above = key if line.startswith("    ") and not line.startswith("     ") else above
        name = f"{above.rstrip(':')} {key}" if line.startswith("      ") else key
        filled.append(f"{line.partition('#')[0].rstrip()} {answers[name]}" if name in answers else line)
    assert len([line for line in filled if line.rsplit(" ", 1)[-1] in answers.values()]) == 4
    [found] = read("\n".join(filled), "f.yaml")
    assert [outcome.verdict.value for outcome in targets.evaluate(ruleset, found)] == ["exceeded", "missed", "exceeded", "missed"]
    head = figures_csv(ruleset, lang).splitlines()[0].lstrip("\ufeff").replace(";", ",").split(",")
    assert head[3:10] == ["actual", "unit", "plan", "plan.Hội đồng", "plan.thành phố", "of_plan", "of_plan.Hội đồng"]


@pytest.mark.extras
def test_a_workbook_asks_for_each_plan_by_its_name_and_is_read_as_it_was_filled_in(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra targets[excel]")
    assert run("form", str(RULES), "-o", "form.xlsx", "--subject", "quan-1", cwd=tmp_path).code == 0
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[6]}
    assert "Kế hoạch: tỉnh giao" in columns
    for head, number in {"Thực hiện": 105, "Kế hoạch": 90, "Kế hoạch: Thành phố": 100, "Kế hoạch: hội đồng": 110}.items():
        sheet.cell(8, columns[head]).value = number
    book.save(tmp_path / "filled.xlsx")
    [found] = targets.load_figures(tmp_path / "filled.xlsx")
    figure = found["blood-donation"]
    given = {plan.name: plan.amount.value for plan in figure.plans if plan.amount is not None}
    assert (given, figure.plan and figure.plan.value) == ({"Thành phố": Fraction(100), "hội đồng": Fraction(110)}, Fraction(90))


# -- commands ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html", "csv", "markdown", "text", "junit", "sarif", "github"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_format_says_which_plan_is_meant(form: str, lang: str) -> None:
    ran = run("check", "--rules", str(RULES), str(FIGURES), "--select", "B2", "-f", form, "--lang", lang, columns=200)
    assert (ran.code, "council" in ran.out, ran.err) == (1, True, "")


@pytest.mark.parametrize("setting", ["blood-donation.plan.hội đồng=104", "blood-donation.plan.HỘI ĐỒNG = 104 đơn vị máu"])
def test_what_if_sets_one_plan_and_leaves_the_others(setting: str) -> None:
    ran = run("what-if", "--rules", str(RULES), str(FIGURES), "--set", setting, "-f", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads(schema_text("what-if")))
    [supposed] = found["suppositions"]
    assert [change["id"] for change in supposed["changes"]] == ["A2"]
    assert supposed["set"][0]["before"] == "110 đơn vị máu"
    assert supposed["changes"][0]["after"]["plan"] == "hội đồng"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("revenue.plan.=1", "a figure has no role `plan.`"),
        ("revenue.previous.x=1", "no indicator `revenue.previous`"),
        ("revenue.plan.city=1 hộ", "cannot be turned into"),
        ("revenue.of_plan.city=94", "a bare number for a share"),
    ],
)
def test_a_setting_that_names_no_plan_is_refused(setting: str, message: str) -> None:
    ran = run("what-if", "--rules", str(RULES), str(FIGURES), "--set", setting)
    assert (ran.code, message in ran.err) == (2, True), ran.err


def test_an_indicator_whose_name_looks_like_a_plan_is_set_by_its_own_name() -> None:
    from targets.reading.setting import read_setting
    from targets.supposing import ROLES

    known = ["a", "a.plan"]
    assert read_setting("a.plan.actual=1", known, ROLES, "vi")[1].indicator == "a.plan"
    role, figure = read_setting("a.plan.x.y=1", known, ROLES, "vi")
    assert (role, figure.indicator, figure.plans[0].name) == ("plan.x.y", "a", "x.y")


def test_an_overlay_that_takes_another_plan_has_to_say_why(tmp_path: Path) -> None:
    overlay = f"extends: {RULES}\nruleset: o\nchange:\n  A1: {{at_least: 200 % of plan hội đồng{{}}}}\n"
    path = tmp_path / "o.yaml"
    path.write_text(overlay.replace("{}", ""), encoding="utf-8")
    with pytest.raises(targets.TargetsError, match="not comparable"):
        targets.load_ruleset(path)
    path.write_text(overlay.replace("{}", ", loosens: đổi kế hoạch"), encoding="utf-8")
    assert targets.load_ruleset(path)["A1"].plan == "hội đồng"
    path.write_text(overlay.replace("{}", "").replace("hội đồng", "thành phố"), encoding="utf-8")
    assert targets.load_ruleset(path)["A1"].plan == "thành phố"


def test_a_draft_of_cases_covers_targets_of_several_plans(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(RULES.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("verify", "r.yaml", "--write", "r.tests.yaml", cwd=tmp_path).code == 0
    assert "plan: {Thành phố: 100 đơn vị máu}" in (tmp_path / "r.tests.yaml").read_text(encoding="utf-8")
    ran = run("verify", "r.yaml", "--fail-under", "100", "-f", "json", cwd=tmp_path)
    assert ran.code == 0
    jsonschema.validate(json.loads(ran.out), json.loads(schema_text("verify")))


@pytest.mark.extras
def test_columns_refuse_a_plan_by_name() -> None:
    pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
    from targets.columns.rules import compiled

    with pytest.raises(targets.TargetsError, match="target `T0`: one of several plans, by its name, cannot be judged in columns"):
        compiled(rules({"at_least": "100 % of plan x"}))


# -- lint --------------------------------------------------------------------------------------------------------------------


def test_a_plan_that_is_not_named_is_found_where_figures_or_other_targets_name_some() -> None:
    from targets.linting import lint

    def found(ruleset: targets.Ruleset, *given: targets.Figures) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        return [(f.code.value, f.ids, f.names) for f in lint(ruleset, given) if f.code == "TGT053" and f.ignored is None]

    alone = rules({"at_least": "100 % of plan"})
    assert found(alone) == found(alone, figures(a={"actual": 1, "plan": 1})) == []
    assert found(alone, figures(a=TWO)) == [("TGT053", ("T0",), ("a", "hội đồng", "thành phố"))]
    beside = rules({"at_least": "100 % of plan"}, {"measure": "plan(a, x) / a", "at_most": "200 %"})
    assert found(beside) == [("TGT053", ("T0", "T1"), ("a", "x"))]
    inside = rules(
        {"at_least": "1 người", "when": {"indicator": "a", "at_least": "plan"}},
        {"measure": "a / plan(a)", "at_least": "1 %"},
        {"indicators": ["a", "m"], "at_least": "100 % of plan"},
    )
    assert [ids for _, ids, _ in found(inside, figures(a=TWO))] == [("T0",), ("T1",), ("T2",)]
    answered = rules({"at_least": "100 % of plan", "ignore": {"TGT053": "kế hoạch không tên"}})
    assert found(answered, figures(a=TWO)) == []
    assert [f.code.value for f in lint(answered)] == ["TGT047"]  # nothing to hold it against without figures


def test_the_finding_shows_a_plan_by_which_the_figure_reaches_it_and_one_by_which_it_does_not() -> None:
    from targets.linting import lint

    [finding] = [f for f in lint(rules({"at_least": "100 % of plan"}), [figures(a=TWO)]) if f.code == "TGT053"]
    assert [(w.target.plan, w.value, w.reaches, w.misses) for w in finding.witnesses] == [
        ("thành phố", 105, ("T0",), ()),
        ("hội đồng", finding.witnesses[1].value, (), ("T0",)),
    ]


def test_the_capitals_of_a_plan_in_arithmetic_make_no_other_measure() -> None:
    one, other = ({"measure": f"a / plan(a, {plan})", "at_least": "100 %"} for plan in ("City", "city"))
    assert Code.REDUNDANT in {finding.code for finding in lint(rules(one, {**other, "at_least": "90 %"}))}


def test_the_column_of_the_plan_holds_the_one_that_the_target_means_as_a_number() -> None:
    of = rules({"at_least": "100 % of plan"}, {"at_least": "100 % of plan city"}, {"at_least": 1})
    [figures] = read("subject: s\nperiod: 2024\nnumbers: en\nvalues: {a: {actual: 3, plan: {'': 4, city: 5}}}", "f.yaml")
    cells = [line.cells[COLUMNS.index("plan-column")] for line in lines_of(targets.evaluate(of, figures).outcomes, "en")]
    assert [(cell.text, cell.number) for cell in cells] == [("4", 4), ("5", 5), ("4; “city” 5", None)]


def test_a_condition_on_two_plans_asks_for_the_one_that_is_lacking() -> None:
    clauses = [{"indicator": "m", "at_least": f"plan {plan}"} for plan in ("city", "council")]
    of = rules({"at_least": 1, "when": clauses})
    [figures] = read("subject: s\nperiod: 2024\nvalues: {a: 3, m: {actual: 7, plan: {city: 5}}}", "f.yaml")
    card = targets.evaluate(of, figures)
    text = paragraph(card["T0"], card, "en")
    assert "add the plan “council” to the figure `m`" in text
    assert "city" not in text


def test_a_condition_on_arithmetic_asks_for_figures_that_can_be_submitted() -> None:
    of = rules({"at_least": 1, "when": {"measure": "m / plan(m, council)", "at_least": "50 %"}})
    [figures] = read("subject: s\nperiod: 2024\nvalues: {a: 3, m: {actual: 7, plan: {city: 5}}}", "f.yaml")
    card = targets.evaluate(of, figures)
    assert paragraph(card["T0"], card, "en").endswith("S has to check the figures `m`.")
