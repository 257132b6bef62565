"""The boundary for cases: a `NAME.tests.yaml` document becomes cases, or a list of everything wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from targets.cases import Case, Expectation
from targets.decisions import Waiver
from targets.errors import Place, Problem, TargetsError, did_you_mean, quoted
from targets.measure import Measure
from targets.numerals import NotANumber
from targets.outcome import Reason, Verdict
from targets.quantity import Quantity, read_quantity
from targets.reading.bundled import TESTS
from targets.reading.case_documents import CaseDocument, CasesDocument
from targets.reading.conditions import day_of
from targets.reading.faults import validated
from targets.reading.files import decode, find_rules, read_file
from targets.reading.submit import submit
from targets.reading.tree import Map, key_place, place, read_yaml
from targets.units import UnitError

if TYPE_CHECKING:
    from targets.numerals import Style
    from targets.reading.case_documents import ExpectationDocument, WaivedDocument
    from targets.ruleset import Ruleset

__all__ = ["cases_beside", "load_cases"]

_REASONS = [reason.value for reason in Reason]
_Word = TypeVar("_Word", Verdict, Reason)


def cases_beside(rules: str) -> tuple[Path, str]:
    """Give where the cases of a rules file (or of a ruleset by name) lie, and how to name that place in messages."""
    path, name = find_rules(rules)
    ending = path.suffix if path.suffix in {".yaml", ".yml"} else ".yaml"
    return path.with_suffix(TESTS + ending), str(Path(name).with_suffix(TESTS + ending).as_posix())


def load_cases(path: Path, name: str, ruleset: Ruleset) -> tuple[Case, ...]:
    """Load the cases of a ruleset. Raises TargetsError with every problem of the file."""
    return read_cases(decode(read_file(path), name), name, ruleset)


def read_cases(text: str, name: str, ruleset: Ruleset) -> tuple[Case, ...]:
    """Read cases from a text. Raises TargetsError with every problem."""
    problems: list[Problem] = []
    nodes = read_yaml(text, name, problems)
    if len(nodes) != 1:
        message = f"a file of cases is one document, this one holds {len(nodes)}"
        raise TargetsError(*problems, Problem(message, Place(name), "begin with `cases:` and write each case below it"))
    node: Any = nodes[0]
    document = validated(CasesDocument, node, problems)
    written = node.get("cases") if isinstance(node, dict) else None
    reader = _Reader(ruleset, None if document is None else document.numbers, problems)
    found = [reader.case(written, index) for index in range(len(written))] if isinstance(written, list) else []
    if written == []:
        problems.append(Problem("no cases", key_place(node, "cases"), "write at least one, or delete the file"))
    if problems:
        raise TargetsError(*problems)
    return tuple(case for case in found if case is not None)


class _Reader:
    """Reads the cases of one file; whatever is wrong in any of them goes to `problems`."""

    def __init__(self, ruleset: Ruleset, numbers: Style | None, problems: list[Problem]) -> None:
        self.ruleset, self.numbers, self.problems = ruleset, numbers, problems
        self.targets = {target.id: target for target in ruleset}
        self.names: dict[str, Place | None] = {}

    def case(self, nodes: Any, index: int) -> Case | None:
        found: list[Problem] = []
        node = nodes[index]
        written = validated(CaseDocument, node, found)
        case = None if written is None else self._read(written, node, place(nodes, index), found)
        name = node.get("name") if isinstance(node, dict) else None
        label = f"case {quoted(name)}" if isinstance(name, str) else f"case #{index + 1}"
        where = place(nodes, index)
        self.problems += [replace(problem, place=problem.place or where).inside(label) for problem in found]
        return case

    def _read(self, written: CaseDocument, node: Any, where: Place | None, problems: list[Problem]) -> Case | None:
        if written.name in self.names:
            problems.append(Problem("the name is taken", place(node, "name"), f"the first one stands at {self.names[written.name]}"))
        self.names.setdefault(written.name, where)
        self._refuse_unknown(written, node, problems)
        figures = submit(_as_figures(node, self.ruleset), written.numbers or self.numbers, problems)
        waivers = [self._waiver(name, days, written, node["waived"], problems) for name, days in written.waived.items()]
        expected = {name: self._expectation(name, one, written, node["expect"], problems) for name, one in written.expect.items()}
        if figures is None or problems:
            return None
        judged = {name: Verdict(word) for name, word in written.judged.items()}
        return Case(written.name, figures, expected, judged, tuple(one for one in waivers if one is not None), where)

    def _waiver(self, name: str, days: WaivedDocument, case: CaseDocument, node: Any, problems: list[Problem]) -> Waiver | None:
        inner, of = node.get(name) if isinstance(node, dict) else None, f"waived {quoted(name)}"
        since = date.min if days.from_ is None else day_of(days.from_, f"{of}: `from`", place(inner, "from"), problems)
        until = date.max if days.until is None else day_of(days.until, f"{of}: `until`", place(inner, "until"), problems)
        if since is None or until is None:
            return None
        if until < since:
            problems.append(Problem(f"{of}: `until` lies before `from`", place(inner, "until"), "turn the two round"))
        return Waiver(name, case.name, "-", since, until, subject=case.subject or "")

    def _refuse_unknown(self, written: CaseDocument, node: Any, problems: list[Problem]) -> None:
        indicators, ids = self.ruleset.indicators, list(self.targets)
        for name in written.figures:
            if name not in indicators:
                help_ = did_you_mean(name, indicators, "the ruleset has no such indicator, and no verdict could come of it")
                problems.append(Problem(f"unknown indicator {quoted(name)}", key_place(node["figures"], name), help_))
        for key, names in (("expect", written.expect), ("judged", written.judged), ("waived", written.waived)):
            for name in names:
                if name not in self.targets:
                    help_ = did_you_mean(name, ids, f"its targets are {', '.join(ids[:40])}")
                    problems.append(Problem(f"unknown target {quoted(name)}", key_place(node[key], name) or place(node, key), help_))
                elif key == "judged" and not (self.targets[name].override or self.targets[name].measure is Measure.JUDGED):
                    message = f"target {quoted(name)} is decided by figures, and no judgement may override them"
                    problems.append(
                        Problem(message, key_place(node[key], name), "give it figures, or write `override: allowed` in the rules")
                    )
        if not written.expect:
            where = key_place(node, "expect")
            problems.append(Problem("a case that expects nothing tests nothing", where, "name at least one target and its verdict"))

    def _expectation(self, name: str, written: ExpectationDocument, case: CaseDocument, node: Any, problems: list[Problem]) -> Expectation:
        found: list[Problem] = []
        inner = node[name]
        word, why = written.verdict, written.reason
        if word in _REASONS and why is None:  # a reason alone says that the verdict is undecided
            word, why = Verdict.UNDECIDED.value, word
        verdict = _word(Verdict, word, "verdict", _place(node, name, "verdict"), found)
        reason = None if why is None else _word(Reason, why, "reason", _place(node, name, "reason"), found)
        if reason is not None and verdict not in (None, Verdict.UNDECIDED):
            message = f"{quoted(word)} has no reason"
            found.append(Problem(message, _place(node, name, "reason"), "a reason says why a verdict is `undecided`"))
        shortfall = None
        if written.shortfall is not None:
            shortfall = self._shortfall(written.shortfall, case.numbers or self.numbers, place(inner, "shortfall"), found)
        problems += [problem.inside(f"expected {quoted(name)}") for problem in found]
        return Expectation(Verdict.UNDECIDED if verdict is None else verdict, reason, shortfall)

    def _shortfall(self, text: str, style: Style | None, where: Place | None, problems: list[Problem]) -> Quantity | None:
        try:
            given = read_quantity(text, style, self.ruleset.units)
            unit = self.ruleset.units.get(given.unit) if isinstance(given.unit, str) else given.unit
        except (NotANumber, UnitError) as error:
            problems.append(Problem(f"`shortfall`: {error}", where, error.help))
            return None
        return given._replace(unit=unit)


def _place(node: Any, name: str, key: str) -> Place | None:
    """Where a verdict or its reason is written: in a mapping of its own, or as one word."""
    inner = node[name]
    return place(inner, key) if isinstance(inner, dict) and key in inner else place(node, name)


def _word(words: type[_Word], word: str, what: str, where: Place | None, problems: list[Problem]) -> _Word | None:
    known: dict[str, _Word] = {member.value: member for member in words}
    if word in known:
        return known[word]
    help_ = did_you_mean(word, (*known, *_REASONS), f"the {what}s are {', '.join(known)}")
    problems.append(Problem(f"unknown {what} {quoted(word)}", where, help_))
    return None


def _as_figures(node: Any, ruleset: Ruleset) -> Any:
    """Give a case as the figures document that it holds, every part at its place."""
    names = {"figures": "values", "subject": "subject", "period": "period", "as_of": "as_of", "tags": "tags"}
    found: Any = Map() if isinstance(node, Map) else {}
    if isinstance(node, Map):
        found.file, found.mark = node.file, node.mark
        found.keys_at = {new: node.keys_at[old] for old, new in names.items() if old in node}
        found.values_at = {new: node.values_at[old] for old, new in names.items() if old in node}
    found |= {new: node[old] for old, new in names.items() if node.get(old) is not None}
    for key, value in (("subject", ""), ("period", ruleset.period), ("values", {})):
        found.setdefault(key, value)
    return found
