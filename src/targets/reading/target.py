"""One target: what it judges, which bound was written, what it means, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.codes import Code
from targets.errors import Place, Problem, did_you_mean, quoted
from targets.numerals import NotANumber, read_number
from targets.reading.bounds import BadBound
from targets.reading.conditions import condition_of
from targets.reading.grouping import groups_of
from targets.reading.shapes import BOUNDS, Shape, Shapes, odd_companion
from targets.reading.tree import key_place, place
from targets.ruleset import NO_IGNORE, NO_TEXT, Indicator, Severity, Source, Target, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.interval import Interval
    from targets.labels import Units
    from targets.reading.rule_documents import MeasureDocument, RulesDocument, TargetDocument

__all__ = ["TargetCompiler", "Written", "ignored"]

_NEAR = "near"


class Written(NamedTuple):
    """A target as it was written: the document, its node and place, and what was read of it already."""

    document: TargetDocument
    node: Any
    place: Place | None
    source: Source
    title: Text | None
    note: Text | None

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"target {quoted(self.document.id)}"


class TargetCompiler:
    """Compiles the targets of one document: every fault goes to `problems`, and such a target is None."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        units: Units,
        document: RulesDocument,
        node: Any,
        broken: set[str],
        problems: list[Problem],
    ) -> None:
        """Take what all targets of the document share."""
        self.indicators, self.broken, self.problems = indicators, broken, problems
        self.style, self.override = document.numbers, document.override
        self.shapes = Shapes(units, document.numbers)
        self.near = self._near(document, node)

    def target(self, of: Written) -> Target | None:
        """Compile one target that judges figures; with several indicators it gets a part for each."""
        written, before = of.document, len(self.problems)
        indicators = self.indicators_of(written, of.node, of.place, of.name)
        key = self.bound_key(written, of.node, of.place, of.name)
        if len(self.problems) > before or key is None or not indicators or any(indicator.id in self.broken for indicator in indicators):
            return None
        common = self.common(of)
        parts = []
        for indicator in indicators:
            shape = self.shape_of(of, key, indicator)
            if shape is None:
                return None
            title = indicator.title if of.title is None or len(indicators) > 1 else of.title
            parts.append(Target(title=title, indicator=indicator, **shape._asdict(), items=tuple(written.all_of or ()), **common))
        first = parts[0]
        whole = first if len(parts) == 1 else replace(first, title=of.title or first.title, parts=tuple(parts))
        return self.with_points(of, whole, first.indicator if len(parts) == 1 else None)

    def common(self, of: Written) -> dict[str, Any]:
        """Give the fields that every kind of target has."""
        written = of.document
        return {
            "id": written.id,
            "zero_kept": written.zero_kept,
            "severity": Severity(written.severity),
            "weight": self._weight(of),
            "source": of.source,
            "note": of.note,
            "applies": condition_of(of, self),
            "override": (written.override or self.override) == "allowed",
            "ignore": ignored(written.ignore),
            "groups": groups_of(of, self.problems),
            "place": of.place,
        }

    def shape_of(self, of: Written, key: str, indicator: Indicator) -> Shape | None:
        """Give the shape of the bound with what is near it, or complain."""
        try:
            shape = self.shapes.shape(of.document, key, indicator)
            return shape if of.document.near is None and self.near is None else shape._replace(near=self._near_of(of, shape, indicator))
        except BadBound as error:
            self._bad(of, error, key)
            return None

    def _near(self, document: RulesDocument, node: Any) -> Fraction | None:
        """Read what is near for all targets that do not say so themselves."""
        if document.near is None:
            return None
        from targets.reading.nearness import read_share  # noqa: PLC0415 - most rules say nothing of it

        try:
            return read_share(document.near, self.style, self.shapes.units)
        except BadBound as error:
            self.problems.append(Problem(f"`near`: {error}", place(node, "near"), error.help, error.code))
            return None

    def _near_of(self, of: Written, shape: Shape, indicator: Indicator) -> Interval | None:
        """Give the values that are near, with those that reach the target: its own, or those of the whole document."""
        from targets.reading.nearness import near_by_share, near_of  # noqa: PLC0415

        if of.document.near is None:
            return None if self.near is None else near_by_share(self.near, shape)
        try:
            return near_of(of.document.near, shape, indicator, self.style, self.shapes.units)
        except BadBound as error:
            raise error.at(_NEAR) from error

    def with_points(self, of: Written, target: Target, indicator: Indicator | None) -> Target | None:
        """Add the bands of points, where they are written."""
        if of.document.points is None:
            return target
        shape = Shape(target.measure, target.acceptable, plan=target.plan)
        try:
            return replace(target, bands=self.shapes.bands(of.document.points, shape, indicator))
        except BadBound as error:
            self._bad(of, error, "points")
            return None

    def _bad(self, of: Written, error: BadBound, key: str) -> None:
        blamed = error.key or key
        self.problems.append(Problem(f"{of.name}: {quoted(blamed)}: {error}", place(of.node, blamed), error.help, error.code))

    def _problem(self, of: str, message: str, where: Place | None, way_out: str | None = None, code: Code = Code.KEYS_DISAGREE) -> None:
        self.problems.append(Problem(f"{of}: {message}", where, way_out, code))

    def indicators_of(self, written: MeasureDocument, node: Any, where: Place | None, of: str) -> list[Indicator]:
        """Give what is judged: an indicator, several, or one that is worked out."""
        given = [key for key in ("indicator", "indicators", "measure") if getattr(written, key, None) is not None]
        if len(given) != 1 or getattr(written, given[0]) in ("", []):
            keys = "write one of the keys `indicator`, `indicators`, `measure`; over other targets, `all_of`, `any_of` or `points_of`"
            self._problem(of, "a target judges one `indicator`, several `indicators`, or a `measure`", where, keys)
            return []
        if written.measure is not None:
            return self._derived(written.measure, node, of)
        names: list[str] = getattr(written, "indicators", None) or [str(written.indicator)]
        for name in names:
            if name not in self.indicators:
                way_out = did_you_mean(name, self.indicators, "declare it under `indicators:`", told=len(self.problems))
                self._problem(of, f"unknown indicator {quoted(name)}", place(node, given[0]), way_out, Code.UNKNOWN_INDICATOR)
        if len(set(names)) < len(names):
            self._problem(of, "`indicators` names one indicator twice", place(node, given[0]), "name each one once", Code.GIVEN_TWICE)
        return [self.indicators[name] for name in names if name in self.indicators]

    def _derived(self, text: str, node: Any, of: str) -> list[Indicator]:
        from targets.reading.expressions import read_formula  # noqa: PLC0415 - most rules hold no arithmetic

        try:
            formula = read_formula(text, self.indicators, self.style, told=len(self.problems))
        except BadBound as error:
            if not any(name in text for name in self.broken):
                self._problem(of, f"`measure`: {error}", place(node, "measure"), error.help, error.code)
            return []
        return [Indicator(formula.text, NO_TEXT, formula.unit, formula=formula, place=place(node, "measure"))]

    def bound_key(self, written: MeasureDocument, node: Any, where: Place | None, of: str) -> str | None:
        """Give the key of the one bound, or complain."""
        given = [key for key in BOUNDS if getattr(written, key, None) is not None]
        if len(given) > 1:
            message = f"{' and '.join(map(quoted, given))}: a target has one bound"
            self._problem(of, message, key_place(node, given[1]) or where, "keep one; a range is `between: [low, high]`")
        elif not given:
            self._problem(of, "no direction", where, written.hints["value"], Code.NO_DIRECTION)
        elif (wrong := odd_companion(written, given[0])) is not None:
            blamed, message = wrong
            self._problem(of, message, key_place(node, blamed))
        else:
            return given[0]
        return None

    def _weight(self, of: Written) -> Fraction:
        text = of.document.weight
        if text is None:
            return Fraction(1)
        try:
            number = read_number(text, self.style)
        except NotANumber as error:
            self._problem(of.name, f"`weight`: {error}", place(of.node, "weight"), error.help, error.code)
            return Fraction(1)
        if number.numerator < 0:
            message = f"`weight`: {quoted(text)} is below zero"
            self._problem(of.name, message, place(of.node, "weight"), "0 leaves the target out of the score", Code.BAD_BOUND)
        return Fraction(number.numerator, number.denominator)


def ignored(written: Mapping[str, str | None]) -> Mapping[str, str]:
    """Give the reasons beside the codes to ignore; one that is not given is empty, and lint complains of it."""
    return MappingProxyType({code: (reason or "").strip() for code, reason in written.items()}) if written else NO_IGNORE
