"""Spellings of a bound, and the intervals that they mean: one line a spelling."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.errors import did_you_mean, quoted
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import NotANumber, normal
from targets.quantity import read_quantity
from targets.units import POINTS, Kind, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from targets.labels import Units
    from targets.numerals import Numeral, Style
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["DIRECTIONS", "BadBound", "Bound", "difference_in", "read_bound", "read_exact", "read_margin"]


class BadBound(ValueError):
    """A bound that cannot be read or does not fit; `help` is the way out, `key` is blamed where not the bound's own."""

    def __init__(self, message: str, help: str | None = None, key: str | None = None, code: Code = Code.BAD_BOUND) -> None:
        """Take the message, the way out, the key to blame and the kind of fault."""
        super().__init__(message)
        self.help, self.key, self.code = help, key, code

    def at(self, key: str) -> BadBound:
        """Give the same fault, blamed on another key."""
        return BadBound(str(self), self.help, key, self.code)


class Bound(NamedTuple):
    """What a written bound says: which measure it is about, the number there, and which plan where one is named."""

    measure: Measure
    number: Fraction
    plan: str | None = None


# One bound: the acceptable interval, and the one inside it that exceeds.
DIRECTIONS: dict[str, Callable[[Fraction], tuple[Interval, Interval | None]]] = {
    "at_least": lambda b: (Interval(lower=b), Interval(lower=b, lower_open=True)),
    "at_most": lambda b: (Interval(upper=b), Interval(upper=b, upper_open=True)),
    "above": lambda b: (Interval(lower=b, lower_open=True), None),
    "below": lambda b: (Interval(upper=b, upper_open=True), None),
}
_BASES = {
    "plan": (Measure.PLAN, Measure.SHARE_OF_PLAN),
    "previous": (Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS),
}
# `plan city`, `100 % of plan city`: one of several plans, by its name.
_BY_NAME = re.compile(r"((?:.*? of )?plan) (.+)")


def read_bound(text: Numeral, indicator: Indicator, style: Style, units: Units) -> Bound:
    """Read a quantity, a grade, `plan`, `plan NAME`, `previous`, or `N %` of one of these three. Raises BadBound."""
    plain = normal(str(text))
    if "plan " in plain and not indicator.scale and (named := _BY_NAME.fullmatch(plain)) is not None:
        return read_bound(named[1], indicator, style, units)._replace(plan=_plan_name(named[1], named[2]))
    if plain in _BASES:
        return Bound(_in_numbers(_BASES[plain][0], indicator), Fraction(100))
    share, of, base = plain.rpartition(" of ")
    if of and base in _BASES:
        return Bound(_in_numbers(_BASES[base][1], indicator), _percent(share, base, style, units))
    if of and base and read_unit(units, f"% of {base}") is None and "%" in share:
        message = f"{quoted(base)} is neither `plan` nor `previous`"
        raise BadBound(message, did_you_mean(base, _BASES, "write `100 % of plan` or `100 % of previous`"))
    if indicator.scale:
        return Bound(Measure.RANK, _rank(plain, indicator))
    if indicator.unit is None:
        message = f"indicator {quoted(indicator.id)} has no unit"
        raise BadBound(message, "give it a `unit` or a `scale`, or use `held`, `all_of` or `judged`", code=Code.UNIT_MISFIT)
    return Bound(Measure.VALUE, _quantity(text, indicator.unit, style, units))


def _plan_name(before: str, written: str) -> str:
    """Give the name of a plan, which stands bare behind `plan`."""
    name = written.removeprefix("of ")
    bare = name[1:-1] if len(name) > len('""') and name[0] == name[-1] and name[0] in "\"'" else name
    if bare != written:
        message = f"{quoted(written)} is not how a plan is named"
        raise BadBound(message, f"write the bare name: `{before} {bare}`")
    return bare


def _in_numbers(measure: Measure, indicator: Indicator) -> Measure:
    if indicator.formula is not None:
        message = "arithmetic has no plan and no last year's figure of its own"
        raise BadBound(message, "name them in the `measure`, as in `plan(x)` or `previous(x)`")
    if indicator.unit is None:
        message = f"indicator {quoted(indicator.id)} has no unit, so it has no plan and no last year's figure in numbers"
        raise BadBound(message, "give it a `unit`", code=Code.UNIT_MISFIT)
    return measure


def read_unit(units: Units, label: str) -> Unit | None:
    """Look a label up without complaint."""
    try:
        return units.get(label)
    except UnitError:
        return None


def _rank(plain: str, indicator: Indicator) -> Fraction:
    grades = [normal(grade).casefold() for grade in indicator.scale]
    if plain.casefold() not in grades:
        message = f"{quoted(plain)} is not a grade of its scale"
        raise BadBound(
            message, did_you_mean(plain, indicator.scale, f"the grades are {', '.join(indicator.scale)}"), code=Code.UNKNOWN_GRADE
        )
    return Fraction(grades.index(plain.casefold()))


def _quantity(text: Numeral, wanted: Unit, style: Style, units: Units) -> Fraction:
    try:
        number, unit = read_exact(text, style, units)
        if unit is None and wanted.kind is not Kind.AMOUNT:
            message = f"{quoted(text)} is a bare number, and the indicator is {wanted.kind.value}"
            raise BadBound(message, f"did you mean `{normal(str(text))} {wanted.label('vi')}`?", code=Code.UNIT_MISFIT)
        return number if unit is None else number * factor(unit, wanted)
    except (NotANumber, UnitError) as error:
        raise BadBound(str(error), error.help or _other_bound(str(text)), code=error.code) from error


def read_exact(text: Numeral, style: Style, units: Units) -> tuple[Fraction, Unit | None]:
    """Read a number with its unit; a word such as `trên` before it is no part of a bound.

    Raises BadBound, NotANumber, UnitError.
    """
    given = read_quantity(text, style, units)
    if given.qualifier:
        message = f"{quoted(given.qualifier)} in a bound"
        raise BadBound(message, "a bound is exact: leave the word out, and say the direction with the key")
    return given.value, units.get(given.unit) if isinstance(given.unit, str) else given.unit


def _other_bound(text: str) -> str:
    """Say what a text that is no number could have been."""
    return (
        did_you_mean(text, _BASES, "a bound is a number with its unit, `plan`, `previous`, or a grade where the indicator has a `scale`")
        or ""
    )


def _percent(share: str, base: str, style: Style, units: Units) -> Fraction:
    try:
        number, unit = read_exact(share, style, units)
    except (NotANumber, UnitError) as error:
        raise BadBound(str(error), error.help, code=error.code) from error
    if unit is None or unit.kind is not Kind.SHARE:
        message = f"{quoted(share)} is not a share"
        raise BadBound(message, f"did you mean `{share.split(maxsplit=1)[0]} % of {base}`?", code=Code.UNIT_MISFIT)
    return number * unit.scale


def difference_in(measure: Measure, indicator: Indicator) -> Unit | None:
    """Give the unit of a difference of two bounds: percentage points beside a share, of whatever it is."""
    by_base = measure not in (Measure.VALUE, Measure.POINTS)
    return POINTS if by_base else None if indicator.unit is None else indicator.unit.difference


def read_margin(text: Numeral, bound: Bound, indicator: Indicator, style: Style, units: Units) -> Fraction:
    """Read `within`: a difference, so percentage points beside a share. Raises BadBound."""
    if bound.measure is Measure.RANK or indicator.unit is None:
        message = "a grade has no `within`"
        raise BadBound(message, "leave it out")
    wanted = difference_in(bound.measure, indicator)
    assert wanted is not None
    margin = _quantity(text, wanted, style, units)
    if margin < 0:
        message = f"{quoted(text)} is below zero"
        raise BadBound(message, "give how far the figure may lie from the bound, on either side")
    return margin
