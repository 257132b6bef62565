"""What lint says of intervals against a search over exact values: each bound, just beside it, between neighbours."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

import targets
from targets.codes import Code
from targets.figures import Figure, Figures
from targets.linting import lint
from targets.measure import Measure
from targets.quantity import Quantity
from targets.report.sentences import sentence_of, value_text, witness_text
from targets.report.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.finding import Finding
    from targets.ruleset import Ruleset, Target

GRADES = ["yếu", "đạt", "khá", "giỏi"]
INDICATORS: dict[str, dict[str, Any]] = {
    "counted": {"unit": "percent", "counted_in": "hộ"},
    "share": {"unit": "percent"},
    "money": {"unit": "VND"},
    "grade": {"scale": "grades"},
    "list": {},
    "title": {},
}
NUMBERS = st.sampled_from(["-1", "0", "0.5", "1", "50", "94.9", "95", "100", "100.5"])
DIRECTED = st.sampled_from(["at_least", "at_most", "above", "below"])
BASES = st.sampled_from([" % of plan", " % of previous"])


def directed(ending: str) -> st.SearchStrategy[dict[str, Any]]:
    one = st.builds(lambda key, number: {key: number + ending}, DIRECTED, NUMBERS)
    two = st.builds(lambda a, b: {"between": [f"{n}{ending}" for n in sorted((a, b), key=Fraction)]}, NUMBERS, NUMBERS)
    return one | one | two


AGAINST = st.builds(lambda key, base: {key: base}, DIRECTED, st.sampled_from(["plan", "previous"])) | st.just(
    {"below": "previous", "zero_kept": True}
)
BOUNDS = {
    "counted": directed(" %"),
    "share": directed(" %") | BASES.flatmap(directed) | AGAINST,
    "money": directed(" VND") | BASES.flatmap(directed) | AGAINST,
    "grade": st.builds(lambda key, grade: {key: grade}, DIRECTED, st.sampled_from(GRADES)),
    "list": st.lists(st.sampled_from(["a", "b", "B", "c"]), min_size=1, max_size=4).map(lambda items: {"all_of": items}),
    "title": st.just({"held": True}),
}


@st.composite
def written(draw: st.DrawFn, names: Iterable[str] = tuple(INDICATORS)) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(names)))
    found = {"indicator": name, **draw(BOUNDS[name])}
    if draw(st.integers(0, 3)) == 0:
        found["severity"] = "stretch"
    return found


@st.composite
def several(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a target over both shares; the bound has to fit both."""
    return {"indicators": ["counted", "share"], **draw(directed(" %"))}


RULES = st.lists(written() | written(["share", "counted"]) | written(["money"]) | several(), min_size=1, max_size=7)


def ruleset(of: list[dict[str, Any]]) -> Ruleset:
    return targets.load_ruleset(
        {
            "ruleset": "r",
            "period": 1,
            "source": {"document": "x", "section": "1"},
            "scales": {"grades": GRADES},
            "indicators": INDICATORS,
            "targets": [{"id": f"T{n}", **target} for n, target in enumerate(of)],
        }
    )


def parts(of: Ruleset) -> list[Target]:
    return [part for target in of for part in (target.parts or (target,))]


def around(numbers: Iterable[Fraction]) -> list[Fraction]:
    """Give each number, a little less and a little more, and what lies between neighbours."""
    ends = sorted({*numbers, Fraction(0)})
    little = Fraction(1, 10**6)
    between = [(one + other) / 2 for one, other in pairwise(ends)]
    return sorted({value for end in ends for value in (end - little, end, end + little)} | set(between) | {ends[0] - 1, ends[-1] + 1})


def quantity(value: Fraction | int) -> Quantity:
    return Quantity(*Fraction(value).as_integer_ratio(), None, 0, str(value))


def figures_of(name: str, of: Ruleset) -> list[Figure]:
    """Give figures of every kind that an indicator can have, exactly on the bounds and around them."""
    unit = of.indicators[name].unit
    match name:
        case "grade":
            return [Figure(name, grade=grade) for grade in GRADES]
        case "title":
            return [Figure(name, held=held) for held in (True, False)]
        case "list":
            return [
                Figure(name, done=tuple(item for item, done in zip("abc", chosen, strict=True) if done))
                for chosen in product((True, False), repeat=3)
            ]
    bounds = {
        end for part in parts(of) for end in (part.acceptable.lower, part.acceptable.upper) if part.indicator.id == name and end is not None
    }
    if name == "counted":
        return [Figure(name, actual=quantity(v)._replace(unit=unit)) for v in around(bounds | {Fraction(100)}) if 0 <= v <= 100]
    found = [Figure(name, actual=quantity(v)._replace(unit=unit)) for v in around(bounds)]
    for base in (Fraction(200), Fraction(0), Fraction(-1)):
        for value in around({bound * base / 100 for bound in bounds} | {base}):
            actual, whole = (quantity(number)._replace(unit=unit) for number in (value, base))
            found += [Figure(name, actual=actual, plan=whole), Figure(name, actual=actual, previous=whole)]
    return found


def reached_by(of: Ruleset, figure: Figure) -> frozenset[int]:
    """Give the parts that a figure reaches, each judged by itself."""
    alone = [part for part in parts(of) if part.indicator.id == figure.indicator]
    rules = targets.Ruleset("r", of.title, "1", tuple(alone), of.indicators, units=of.units)
    card = targets.evaluate(rules, Figures({figure.indicator: figure}))
    return frozenset(id(part) for part, outcome in zip(alone, card, strict=True) if outcome.verdict.is_reached)


def base_of(target: Target) -> tuple[str, Measure]:
    whole = {Measure.SHARE_OF_PLAN: Measure.PLAN, Measure.SHARE_OF_PREVIOUS: Measure.PREVIOUS}
    return target.indicator.id, whole.get(target.measure, target.measure)


def found_by(of: Ruleset) -> list[Finding]:
    return list(lint(of))


@settings(deadline=None)
@given(RULES)
def test_lint_says_out_of_reach_and_contradictory_exactly_where_no_value_is_found(of: list[dict[str, Any]]) -> None:
    rules = ruleset(of)
    searched = [reached_by(rules, figure) for name in INDICATORS for figure in figures_of(name, rules)]
    possible = [part for part in parts(rules) if any(id(part) in reached for reached in searched)]
    unreachable = {part.id for part in parts(rules) if not any(part is one for one in possible)}
    apart = {
        one.id
        for one in possible
        for other in possible
        if one is not other and base_of(one) == base_of(other) and not any({id(one), id(other)} <= reached for reached in searched)
    }
    found = found_by(rules)
    assert {name for finding in found if finding.code is Code.OUT_OF_REACH for name in finding.ids} == unreachable
    assert {name for finding in found if finding.code is Code.CONTRADICTION for name in finding.ids} == apart


@settings(deadline=None)
@given(RULES)
def test_leaving_out_a_redundant_target_never_changes_whether_all_are_reached(of: list[dict[str, Any]]) -> None:
    rules = ruleset(of)
    searched = {name: [reached_by(rules, figure) for figure in figures_of(name, rules)] for name in INDICATORS}
    for finding in found_by(rules):
        if finding.code in {Code.REDUNDANT, Code.ALWAYS_REACHED}:
            gone = rules[finding.ids[0]]
            others = [t for t in rules if t is not gone and t.is_required]
            assert not _is_missed_alone(gone, others, searched)
        if finding.code is Code.DUPLICATE:
            first, *more = (rules[name] for name in finding.ids)
            assert all(not _is_missed_alone(one, [other], searched) for other in more for one, other in ((first, other), (other, first)))


@settings(deadline=None)
@given(RULES)
def test_a_target_that_is_not_redundant_decides_some_figures(of: list[dict[str, Any]]) -> None:
    rules = ruleset(of)
    found = found_by(rules)
    troubled = {name for f in found if f.code in {Code.REDUNDANT, Code.DUPLICATE, Code.ALWAYS_REACHED} for name in f.ids}
    searched = {name: [reached_by(rules, figure) for figure in figures_of(name, rules)] for name in INDICATORS}
    if any(f.code in {Code.CONTRADICTION, Code.OUT_OF_REACH} for f in found):
        return
    for target in rules:
        if target.id not in troubled:
            others = [other for other in rules if other is not target and other.is_required]
            assert _is_missed_alone(target, others, searched)


def _is_missed_alone(target: Target, others: list[Target], searched: dict[str, list[frozenset[int]]]) -> bool:
    """Whether some figures reach all others and not the target; measures that share an indicator are taken one by one."""
    for part in target.parts or (target,):
        same = {id(other) for one in others for other in (one.parts or (one,)) if base_of(other) == base_of(part)}
        exact = {
            id(other)
            for one in others
            for other in (one.parts or (one,))
            if other.indicator == part.indicator and other.measure is part.measure
        }
        if any(
            id(part) not in reached and (exact if part.measure in _SCALED else same) <= reached for reached in searched[part.indicator.id]
        ):
            return True
    return False


_SCALED = (Measure.PLAN, Measure.SHARE_OF_PLAN, Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS)


@settings(deadline=None)
@given(RULES, st.randoms(use_true_random=False))
def test_the_order_of_the_targets_changes_no_finding(of: list[dict[str, Any]], random: Any) -> None:
    rules = ruleset(of)
    shuffled = list(rules.targets)
    random.shuffle(shuffled)
    other = targets.Ruleset(rules.id, rules.title, rules.period, tuple(shuffled), rules.indicators, units=rules.units)
    assert [_said(finding) for finding in lint(rules)] == [_said(finding) for finding in lint(other)]


def _said(finding: Finding) -> tuple[Any, ...]:
    return finding.code, finding.ids, finding.names, [witness[1:] for witness in finding.witnesses]


@settings(deadline=None)
@given(RULES)
def test_every_witness_is_judged_as_it_is_shown(of: list[dict[str, Any]]) -> None:
    for finding in lint(ruleset(of)):
        if finding.code in {Code.CONTRADICTION, Code.OUT_OF_REACH}:
            assert finding.witnesses
        for witness in finding.witnesses:
            for part in finding.about:
                if part.measure is Measure.ITEMS or part.id not in (*witness.reaches, *witness.misses):
                    continue
                assert part.acceptable.admits(witness.value) == (part.id in witness.reaches)


@settings(deadline=None)
@given(RULES)
def test_every_finding_is_said_whole_in_both_languages(of: list[dict[str, Any]]) -> None:
    for finding in lint(ruleset(of)):
        for lang in LANGUAGES:
            message, help_ = sentence_of(finding, lang)
            assert all(f"`{name}`" in message for name in finding.ids[:5])
            assert help_
            for witness in finding.witnesses:
                assert all(f"`{name}`" in witness_text(witness, lang) for name in (*witness.reaches, *witness.misses))
                assert value_text(witness, lang)
