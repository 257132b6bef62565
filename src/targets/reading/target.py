"""One target: which bound was written, what it means, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Place, Problem, did_you_mean, quoted
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import NotANumber, read_number
from targets.reading.bounds import DIRECTIONS, BadBound, Bound, read_bound, read_margin
from targets.reading.tree import key_place, place
from targets.ruleset import NO_IGNORE, Indicator, Severity, Source, Target, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.labels import Units
    from targets.numerals import Style
    from targets.reading.documents import TargetDocument

__all__ = ["TargetCompiler", "ignored"]

_BOUNDS = (*DIRECTIONS, "between", "exactly", "all_of", "held", "judged")
_MARGIN = "within"
_REACHED = Interval(lower=Fraction(1))
_BESIDE = {"within": "exactly", "exceeded_above": "at_least", "exceeded_below": "at_most"}
Shape = tuple[Measure, Interval, Interval | None]


class TargetCompiler:
    """Compiles the targets of one document: every fault goes to `problems`, and such a target is None."""

    def __init__(self, indicators: Mapping[str, Indicator], units: Units, style: Style, broken: set[str], problems: list[Problem]) -> None:
        """Take what all targets of the document share."""
        self.indicators, self.units, self.style, self.broken, self.problems = indicators, units, style, broken, problems

    def target(
        self, written: TargetDocument, node: Any, where: Place | None, source: Source, titles: tuple[Text | None, Text | None]
    ) -> Target | None:
        """Compile one target; with several indicators it gets a part for each."""
        before = len(self.problems)
        of = f"target {quoted(written.id)}"
        indicators = self._indicators(written, node, where, of)
        key = self._bound_key(written, node, where, of)
        if len(self.problems) > before or key is None or any(indicator.id in self.broken for indicator in indicators):
            return None
        (title, note), weight = titles, self._weight(written, node, of)
        try:
            parts = tuple(
                Target(
                    written.id,
                    indicator.title if title is None or len(indicators) > 1 else title,
                    indicator,
                    *self._shape(written, key, indicator),
                    items=tuple(written.all_of or ()),
                    zero_kept=written.zero_kept,
                    severity=Severity(written.severity),
                    weight=weight,
                    source=source,
                    note=note,
                    ignore=ignored(written.ignore),
                    place=where,
                )
                for indicator in indicators
            )
        except BadBound as error:
            blamed = error.key or key
            self.problems.append(Problem(f"{of}: {quoted(blamed)}: {error}", place(node, blamed), error.help, error.code))
            return None
        return parts[0] if len(parts) == 1 else replace(parts[0], title=title or parts[0].title, parts=parts)

    def _problem(self, of: str, message: str, where: Place | None, way_out: str | None = None, code: Code = Code.KEYS_DISAGREE) -> None:
        self.problems.append(Problem(f"{of}: {message}", where, way_out, code))

    def _indicators(self, written: TargetDocument, node: Any, where: Place | None, of: str) -> list[Indicator]:
        if (written.indicator is None) == (not written.indicators):
            self._problem(of, "a target names one `indicator`, or several `indicators`", where, "write one of the two keys")
            return []
        key = "indicators" if written.indicators else "indicator"
        names = written.indicators or [written.indicator or ""]
        for name in names:
            if name not in self.indicators:
                way_out = did_you_mean(name, self.indicators, "declare it under `indicators:`")
                self._problem(of, f"unknown indicator {quoted(name)}", place(node, key), way_out, Code.UNKNOWN_INDICATOR)
        if len(set(names)) < len(names):
            self._problem(of, "`indicators` names one indicator twice", place(node, key), "name each one once", Code.GIVEN_TWICE)
        return [self.indicators[name] for name in names if name in self.indicators]

    def _bound_key(self, written: TargetDocument, node: Any, where: Place | None, of: str) -> str | None:
        given = [key for key in _BOUNDS if getattr(written, key) is not None]
        if len(given) > 1:
            message = f"{' and '.join(map(quoted, given))}: a target has one bound"
            self._problem(of, message, key_place(node, given[1]) or where, "keep one; a range is `between: [low, high]`")
        elif not given:
            self._problem(of, "no direction", where, written.hints["value"], Code.NO_DIRECTION)
        elif (wrong := _odd_companion(written, given[0])) is not None:
            blamed, message = wrong
            self._problem(of, message, key_place(node, blamed))
        else:
            return given[0]
        return None

    def _weight(self, written: TargetDocument, node: Any, of: str) -> Fraction:
        if written.weight is None:
            return Fraction(1)
        try:
            number = read_number(written.weight, self.style)
        except NotANumber as error:
            self._problem(of, f"`weight`: {error}", place(node, "weight"), error.help, error.code)
            return Fraction(1)
        if number.numerator < 0:
            message = f"`weight`: {quoted(written.weight)} is below zero"
            self._problem(of, message, place(node, "weight"), "0 leaves the target out of the score", Code.BAD_BOUND)
        return Fraction(number.numerator, number.denominator)

    # -- bounds to intervals --------------------------------------------------------------------------------------

    def _shape(self, written: TargetDocument, key: str, indicator: Indicator) -> Shape:
        """Give the measure, the acceptable and the exceeding interval."""
        match key:
            case "held":
                return Measure.HELD, _REACHED, None
            case "judged":
                return Measure.JUDGED, _REACHED, None
            case "all_of":
                return Measure.ITEMS, Interval(lower=Fraction(len(set(written.all_of or ())))), None
            case "between":
                return self._between(written.between or [], indicator)
            case "exactly":
                return self._exactly(written, indicator)
            case _:
                return self._directed(written, key, indicator)

    def _bound(self, text: str, indicator: Indicator) -> Bound:
        return read_bound(text, indicator, self.style, self.units)

    def _between(self, ends: list[str], indicator: Indicator) -> Shape:
        low, high = (self._bound(end, indicator) for end in ends)
        _refuse_mixed(low, high)
        if low.number > high.number:
            message = "the lower end stands first"
            raise BadBound(message, "turn the two round")
        return low.measure, Interval(low.number, high.number), None

    def _exactly(self, written: TargetDocument, indicator: Indicator) -> Shape:
        bound, margin = self._bound(written.exactly or "", indicator), Fraction(0)
        if written.within is not None:
            try:
                margin = read_margin(written.within, bound, indicator, self.style, self.units)
            except BadBound as error:
                raise error.at(_MARGIN) from error
        return bound.measure, Interval(bound.number - margin, bound.number + margin), None

    def _directed(self, written: TargetDocument, key: str, indicator: Indicator) -> Shape:
        bound = self._bound(getattr(written, key), indicator)
        acceptable, exceeding = DIRECTIONS[key](bound.number)
        for beyond in ("exceeded_above", "exceeded_below"):
            if (text := getattr(written, beyond)) is not None:
                try:
                    end = self._bound(text, indicator)
                    _refuse_mixed(bound, end)
                except BadBound as error:
                    raise error.at(beyond) from error
                exceeding = DIRECTIONS[key](end.number)[1]
                if exceeding is None or not acceptable.includes(exceeding):
                    message = "what exceeds has to reach the target first"
                    raise BadBound(message, f"give the end of the range that lies beyond {quoted(key)}", beyond)
        return bound.measure, acceptable, exceeding if written.exceedable else None


def ignored(written: Mapping[str, str | None]) -> Mapping[str, str]:
    """Give the reasons beside the codes to ignore; one that is not given is empty, and lint complains of it."""
    return MappingProxyType({code: (reason or "").strip() for code, reason in written.items()}) if written else NO_IGNORE


def _odd_companion(written: TargetDocument, key: str) -> tuple[str, str] | None:
    """Find a key that says nothing beside this bound, and say where it belongs."""
    for companion, bound in _BESIDE.items():
        if getattr(written, companion) is not None and key != bound:
            return companion, f"`{companion}` stands beside `{bound}`"
    if written.zero_kept and (key, written.below) != ("below", "previous"):
        return "zero_kept", "`zero_kept` stands beside `below: previous`"
    if key in ("held", "judged") and not getattr(written, key):
        return key, f"`{key}` is true, or is left out"
    if key == "all_of" and not written.all_of:
        return key, "a checklist has at least one item"
    if key == "between" and len(written.between or ()) != len(("low", "high")):
        return key, "`between` has two ends, as in `between: [90 %, 95 %]`"
    if not written.exceedable and any(getattr(written, beyond) is not None for beyond in ("exceeded_above", "exceeded_below")):
        return "exceedable", "a target with an exceeding end can be exceeded"
    return None


def _refuse_mixed(one: Bound, other: Bound) -> None:
    if one.measure is not other.measure:
        message = f"{one.measure.value} and {other.measure.value} in one target"
        raise BadBound(message, "give both ends in the same measure")
