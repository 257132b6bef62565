"""The boundary from documents to nouns: a rules document becomes a ruleset, or a list of everything wrong with it."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Problem, did_you_mean, quoted
from targets.labels import Units
from targets.numerals import normal
from targets.reading.composites import compile_composites, is_composite
from targets.reading.faults import validated_whole
from targets.reading.rule_documents import RulesDocument
from targets.reading.target import TargetCompiler, Written, ignored
from targets.reading.tree import key_place, place
from targets.ruleset import NO_SOURCE, Indicator, Ruleset, Source, Text
from targets.units import Kind, UnitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.errors import Place
    from targets.reading.documents import SourceDocument, TextDocument
    from targets.reading.rule_documents import IndicatorDocument
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["compile_rules", "source_of", "text_of"]

_SOURCE_FIELDS = tuple(field.name for field in fields(Source))


def text_of(document: TextDocument | None) -> Text:
    """Turn a written text into the noun."""
    return Text() if document is None else Text(document.vi, document.en)


def source_of(document: SourceDocument | None, base: Source = NO_SOURCE, section: str | None = None) -> Source:
    """Turn a written source into the noun; what it leaves out is the ruleset's (or the file's) own."""
    own = {} if document is None else document.model_dump(exclude_none=True)
    if section:
        own.setdefault("section", section)
    return Source(**{**_fields_of(base), **own}) if own else base


def _fields_of(source: Source) -> dict[str, str | None]:
    return {name: getattr(source, name) for name in _SOURCE_FIELDS}


def compile_rules(node: Any, text: str, problems: list[Problem], file: str | None = None) -> Ruleset | None:
    """Compile whatever is sound of one rules document; `text` is what its digest is made of, `file` is its name.

    Every problem is added to `problems`, and what is at fault is left out. None where the document is no ruleset at all.
    """
    document, sound, broken = validated_whole(RulesDocument, node, problems, file)
    return None if document is None else _Compiler(document, sound, node, broken, problems).ruleset(text)


class _Compiler:
    """Holds what all parts of one document share.

    `node` is what the document was read from, `whole` holds its faulty members too; `broken` names indicators that have been
    complained of already.
    """

    def __init__(self, document: RulesDocument, node: Any, whole: Any, broken: set[str], problems: list[Problem]) -> None:
        self.document, self.node, self.whole, self.broken, self.problems = document, node, whole, broken, problems

    def ruleset(self, text: str) -> Ruleset:
        document, nodes = self.document, self.node["targets"]
        source, units = source_of(document.source), self._units()
        indicators = {name: self._indicator(name, written, units) for name, written in document.indicators.items()}
        targets = self._targets(nodes, source, TargetCompiler(indicators, units, document, self.node, self.broken, self.problems))
        if not document.targets and not self.problems:
            self._problem("a ruleset without targets judges nothing", key_place(self.node, "targets"), "write at least one")
        sections = {number: text_of(title) for number, title in document.sections.items()}
        return Ruleset(
            id=document.ruleset,
            title=text_of(document.title),
            period=document.period,
            targets=targets,
            indicators=indicators,
            sections=sections,
            units=units,
            source=source,
            ignore=ignored(document.ignore),
            text=text,
        )

    def _targets(self, nodes: Any, source: Source, compiler: TargetCompiler) -> tuple[Target, ...]:
        """Compile those that judge figures, then those that judge targets; all stay in the order they were written in."""
        self._refuse_clashing_ids()
        written = {
            one.id: Written(one, node, place(nodes, index), source_of(one.source, source), *_titles(one))
            for index, (one, node) in enumerate(zip(self.document.targets, nodes, strict=True))
        }
        composite = {name: of for name, of in written.items() if is_composite(of.document)}
        found: dict[str, Target | None] = {name: compiler.target(of) for name, of in written.items() if name not in composite}
        found |= compile_composites(composite, found, compiler)
        return tuple(target for name in written if (target := found.get(name)) is not None)

    def _problem(self, message: str, where: Place | None, way_out: str | None = None, code: Code = Code.WRONG_SHAPE) -> None:
        self.problems.append(Problem(message, where, way_out, code))

    def _units(self) -> Units:
        units = Units()
        for label, definition in self.document.units.items():
            try:
                units = units.declaring(label, definition)
            except UnitError as error:
                self._problem(f"unit {quoted(label)}: {error}", place(self.node["units"], label), error.help, error.code)
        return units

    def _indicator(self, name: str, written: IndicatorDocument | None, units: Units) -> Indicator:
        where, before = key_place(self.node["indicators"], name), len(self.problems)
        if written is None:
            return Indicator(name, Text(), place=where)
        node, of = self.node["indicators"][name], f"indicator {quoted(name)}"
        found = {}
        for key in ("unit", "counted_in"):
            if (label := getattr(written, key)) is not None:
                try:
                    found[key] = units.get(label)
                except UnitError as error:
                    self._problem(f"{of}: {quoted(key)}: {error}", place(node, key), error.help, error.code)
        self._refuse_odd_counted_in(of, written, found, node)
        if written.scale is not None and written.unit is not None:
            self._problem(f"{of}: a grade has no unit", key_place(node, "unit"), "keep `scale` or `unit`", Code.KEYS_DISAGREE)
        scale = self._scale(of, written.scale, node)
        if len(self.problems) > before:
            self.broken.add(name)
        return Indicator(name, text_of(written.title), found.get("unit"), found.get("counted_in"), scale, place=where)

    def _refuse_odd_counted_in(self, of: str, written: IndicatorDocument, found: Mapping[str, Unit], node: Any) -> None:
        counted_in, unit = found.get("counted_in"), found.get("unit")
        if counted_in is not None and counted_in.kind is not Kind.AMOUNT:
            message = f"{of}: `counted_in`: {counted_in.kind.value} is nothing that is counted"
            self._problem(message, place(node, "counted_in"), "name the things: `counted_in: hộ`", Code.UNIT_MISFIT)
        elif counted_in is not None and (written.unit is None or (unit is not None and unit.kind is not Kind.SHARE)):
            message = f"{of}: `counted_in` is for a share of a total, and the indicator is none"
            self._problem(message, key_place(node, "counted_in"), "leave it out, or write `unit: percent`", Code.UNIT_MISFIT)

    def _scale(self, of: str, wanted: str | None, node: Any) -> tuple[str, ...]:
        if wanted is None:
            return ()
        if (grades := self.document.scales.get(wanted)) is None:
            way_out = did_you_mean(wanted, self.document.scales, "declare it under `scales:`, worst to best")
            self._problem(f"{of}: unknown scale {quoted(wanted)}", place(node, "scale"), way_out, Code.BAD_SCALE)
            return ()
        names = {normal(grade).casefold() for grade in grades}
        if len(names) < max(2, len(grades)) or "" in names:
            where = place(self.node["scales"], wanted)
            self._problem(f"{of}: scale {quoted(wanted)}: two grades or more, all different", where, "worst to best", Code.BAD_SCALE)
        return tuple(grades)

    def _refuse_clashing_ids(self) -> None:
        """Refuse names that are empty, and two that nobody can tell apart."""
        ids = [
            (str(node["id"]), place(node, "id"))
            for node in self.whole["targets"]
            if isinstance(node, dict) and isinstance(node.get("id"), str | int | Decimal)
        ]
        names = [(name, key_place(self.node["indicators"], name)) for name in self.document.indicators]
        for kind, of in (("target", ids), ("indicator", names), ("ruleset", [(self.document.ruleset, place(self.node, "ruleset"))])):
            first: dict[str, Place | None] = {}
            for name, where in of:
                if (key := normal(name)) in first:
                    way_out = f"the first one stands at {first[key]}" if first[key] else f"give each {kind} its own"
                    self._problem(f"{kind} {quoted(name)}: the id is taken", where, way_out, Code.ID_TAKEN)
                elif not key:
                    self._problem(f"{kind} {quoted(name)}: the id is empty", where, "give it a name", Code.ID_TAKEN)
                first.setdefault(key, where)


def _titles(written: Any) -> tuple[Text | None, Text | None]:
    """Give a target's own title and note, where it has them."""
    return text_of(written.title) if written.title else None, text_of(written.note) if written.note else None
