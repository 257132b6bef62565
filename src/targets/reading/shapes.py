"""What a written bound means: the measure, the acceptable and the exceeding interval."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.errors import quoted
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import NotANumber, normal, read_number
from targets.reading.bounds import DIRECTIONS, BadBound, Bound, read_bound, read_margin
from targets.ruleset import Band

if TYPE_CHECKING:
    from targets.labels import Units
    from targets.numerals import Numeral, Style
    from targets.reading.rule_documents import BandDocument, HalfLinesDocument, MeasureDocument
    from targets.ruleset import Indicator

__all__ = ["BOUNDS", "COMPANIONS", "Shape", "Shapes", "odd_companion"]

BOUNDS = (*DIRECTIONS, "between", "exactly", "all_of", "any_of", "at_least_n_of", "held", "judged")
COMPANIONS = ("within", "exceeded_above", "exceeded_below", "zero_kept", "near")
_WITHOUT_NUMBERS = ("all_of", "any_of", "at_least_n_of", "held", "judged")
_MARGIN, _POINTS = "within", "points"
_REACHED = Interval(lower=Fraction(1))
_BESIDE = {"within": "exactly", "exceeded_above": "at_least", "exceeded_below": "at_most"}
_ONE_BASE = {Measure.PLAN: Measure.SHARE_OF_PLAN, Measure.PREVIOUS: Measure.SHARE_OF_PREVIOUS}


class Shape(NamedTuple):
    """What decides a target: its measure, the values that reach it, exceed it and are near it, and the plan that is meant."""

    measure: Measure
    acceptable: Interval
    exceeding: Interval | None = None
    plan: str | None = None
    near: Interval | None = None


class Shapes:
    """Reads bounds in the units and the style of one document. All methods raise BadBound."""

    def __init__(self, units: Units, style: Style) -> None:
        """Take the document's units and how it writes numbers."""
        self.units, self.style = units, style

    def shape(self, written: MeasureDocument, key: str, indicator: Indicator) -> Shape:
        """Give the shape of the one bound that stands under `key`."""
        if indicator.formula is not None and key in _WITHOUT_NUMBERS:
            message = "arithmetic gives a number"
            raise BadBound(message, "bound it with `at_least`, `at_most`, `above`, `below`, `between` or `exactly`")
        if key in ("held", "all_of") and (indicator.unit is not None or indicator.scale):
            message = (
                f"indicator {quoted(indicator.id)} has a {'scale' if indicator.scale else 'unit'}, so it is neither a title nor a list"
            )
            raise BadBound(message, "bound it in its own terms, or take that away")
        match key:
            case "held":
                return Shape(Measure.HELD, _REACHED)
            case "judged":
                return Shape(Measure.JUDGED, _REACHED)
            case "all_of":
                return self._items(getattr(written, key))
            case "between":
                return self._between(written.between or [], indicator)
            case "exactly":
                return self._exactly(written, indicator)
            case _:
                return self._directed(written, key, indicator)

    @staticmethod
    def _items(written: list[str]) -> Shape:
        found: dict[str, str] = {}
        for item in written:
            key = normal(item).casefold()
            if not key:
                message = "an item without a name"
                raise BadBound(message, "name each item, as in `all_of: [tổ 1, tổ 3]`")
            if key in found:
                message = f"{quoted(item)} and {quoted(found[key])} are one item"
                raise BadBound(message, "name each item once")
            found[key] = item
        return Shape(Measure.ITEMS, Interval(lower=Fraction(len(found))))

    def _bound(self, text: Numeral, indicator: Indicator) -> Bound:
        return read_bound(text, indicator, self.style, self.units)

    def _between(self, ends: list[Numeral], indicator: Indicator) -> Shape:
        low, high = (self._bound(end, indicator) for end in ends)
        _refuse_mixed(low, high)
        if low.number > high.number:
            message = "the lower end stands first"
            raise BadBound(message, "turn the two round")
        return Shape(low.measure, Interval(low.number, high.number), plan=low.plan)

    def _exactly(self, written: MeasureDocument, indicator: Indicator) -> Shape:
        bound, margin = self._bound("" if written.exactly is None else written.exactly, indicator), Fraction(0)
        if written.within is not None:
            try:
                margin = read_margin(written.within, bound, indicator, self.style, self.units)
            except BadBound as error:
                raise error.at(_MARGIN) from error
        return Shape(bound.measure, Interval(bound.number - margin, bound.number + margin), plan=bound.plan)

    def _directed(self, written: MeasureDocument, key: str, indicator: Indicator) -> Shape:
        bound = self._bound(getattr(written, key), indicator)
        acceptable, exceeding = DIRECTIONS[key](bound.number)
        for beyond in ("exceeded_above", "exceeded_below"):
            if (text := getattr(written, beyond, None)) is not None:
                try:
                    end = self._bound(text, indicator)
                    _refuse_mixed(bound, end)
                except BadBound as error:
                    raise error.at(beyond) from error
                exceeding = DIRECTIONS[key](end.number)[1]
                if exceeding is None or not acceptable.includes(exceeding):
                    message = "what exceeds has to reach the target first"
                    raise BadBound(message, f"give the end of the range that lies beyond {quoted(key)}", beyond)
        return Shape(bound.measure, acceptable, exceeding if getattr(written, "exceedable", True) else None, bound.plan)

    # -- points ---------------------------------------------------------------------------------------------------

    def bands(self, written: list[BandDocument], shape: Shape, indicator: Indicator | None) -> tuple[Band, ...]:
        """Give the bands of a target; one without a bound holds all that reaches it. `indicator` is None for a composite."""
        found = []
        for band in written:
            keys = [key for key in DIRECTIONS if getattr(band, key) is not None]
            if not keys and len(written) > 1:
                message = "a band without a bound"
                raise BadBound(message, "give each band its values, as in `{at_least: 80 %, below: 95 %, points: 7}`", "points")
            if keys and (indicator is None or shape.measure in (Measure.HELD, Measure.JUDGED, Measure.ITEMS)):
                message = "bands need one number"
                raise BadBound(message, "write the points alone: `points: 10`", "points")
            interval = shape.acceptable
            if keys:
                assert indicator is not None
                try:
                    interval = self._band(band, keys, shape, indicator)
                except BadBound as error:
                    raise error.at(_POINTS) from error
            found.append(Band(interval, self._points(band.points)))
        return tuple(found)

    def _band(self, band: HalfLinesDocument, keys: list[str], shape: Shape, indicator: Indicator) -> Interval:
        interval, measure = Interval(), shape.measure
        for key in keys:
            bound = self._bound(getattr(band, key), indicator)
            if _ONE_BASE.get(bound.measure, bound.measure) is not _ONE_BASE.get(measure, measure):
                message = f"{bound.measure.value} in a band, and the target is about {measure.value}"
                raise BadBound(message, "bound both in the same measure")
            _refuse_two_plans(bound.plan, shape.plan)
            interval &= DIRECTIONS[key](bound.number)[0]
        return interval

    def _points(self, text: Numeral) -> Fraction:
        try:
            number = read_number(text, self.style)
        except NotANumber as error:
            raise BadBound(str(error), error.help, "points", error.code) from error
        if number.numerator < 0:
            message = f"{quoted(text)} is below zero"
            raise BadBound(message, "points are zero or more", "points")
        return Fraction(number.numerator, number.denominator)


def odd_companion(written: Any, key: str) -> tuple[str, str] | None:
    """Find a key that says nothing beside this bound, and say where it belongs."""
    for companion, bound in _BESIDE.items():
        if getattr(written, companion, None) is not None and key != bound:
            return companion, f"`{companion}` stands beside `{bound}`"
    if getattr(written, "zero_kept", False) and (key, written.below) != ("below", "previous"):
        return "zero_kept", "`zero_kept` stands beside `below: previous`"
    if key in ("held", "judged") and not getattr(written, key):
        return key, f"`{key}` is true, or is left out"
    if key in ("all_of", "any_of") and not getattr(written, key):
        return key, "a checklist has at least one item" if key == "all_of" else "`any_of` names at least one target"
    if key == "between" and len(written.between or ()) != len(("low", "high")):
        return key, "`between` has two ends, as in `between: [90 %, 95 %]`; a number that holds a comma stands in quotes"
    exceeded = any(getattr(written, beyond, None) is not None for beyond in ("exceeded_above", "exceeded_below"))
    if exceeded and not written.exceedable:
        return "exceedable", "a target with an exceeding end can be exceeded"
    return None


def _refuse_mixed(one: Bound, other: Bound) -> None:
    if one.measure is not other.measure:
        message = f"{one.measure.value} and {other.measure.value} in one target"
        raise BadBound(message, "give both ends in the same measure")
    _refuse_two_plans(one.plan, other.plan)


def _refuse_two_plans(one: str | None, other: str | None) -> None:
    if (one or "").casefold() != (other or "").casefold():
        names = " and ".join("the plan without a name" if name is None else f"the plan {quoted(name)}" for name in (one, other))
        message = f"{names} in one target"
        raise BadBound(message, "name one plan in all of its bounds, or write a target for each plan")
