"""Rows of text as rows of numbers in the units of their indicators; what cannot be one is a fault of its own row."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.errors import did_you_mean, quoted
from targets.figures import AMOUNTS, COUNTS, Fault, Figure, split_items, truth_of
from targets.fitting import fitted
from targets.measure import Measure
from targets.needs import made_of, reads_of
from targets.numerals import normal
from targets.reading.lists import IN_QUOTES, beside_list
from targets.reading.submit import submit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.errors import Problem
    from targets.numerals import Style
    from targets.ruleset import Indicator, Ruleset

__all__ = ["NUMBERS", "Readings", "Told"]

NUMBERS = (*AMOUNTS, "of_plan", "of_previous", *COUNTS)
_MOST_KNOWN = 100_000
_PLANNED = {Measure.PLAN, Measure.SHARE_OF_PLAN, Measure.PREVIOUS, Measure.SHARE_OF_PREVIOUS}


class Told(NamedTuple):
    """What a row says: its numbers, grade, title or finished items; or `fault` (a reason), the role at fault, and why in words."""

    numbers: dict[str, float]
    grade: str | None = None
    held: bool | None = None
    done: str | None = None
    fault: str | None = None
    role: str | None = None
    why: str = ""


class Readings:
    """Reads figures as the scalar evaluator does, each kind of row once."""

    def __init__(self, ruleset: Ruleset, style: Style | None) -> None:
        """Take what the figures are meant for, and how numbers in text are written."""
        self.ruleset, self.style = ruleset, style
        parts = [part for target in ruleset.targets for part in made_of(target)]
        self.planned = {part.indicator.id for part in parts if part.measure in _PLANNED}
        self.held = {part.indicator.id for part in parts if part.measure is Measure.HELD}
        self.listed: dict[str, set[str]] = {}
        for part in parts:
            if part.measure is Measure.ITEMS:
                self.listed.setdefault(part.indicator.id, set()).update(normal(item).casefold() for item in part.items)
        wanted = set[str]().union(*map(reads_of, ruleset.targets))
        self.indicators = {name: one for name, one in ruleset.indicators.items() if name in wanted}
        self._known: dict[tuple[tuple[str, str], ...], Told] = {}

    def told(self, cells: Mapping[str, str]) -> Told:
        """Give what a row says, by its cells that are not empty. Law: a verdict on it is the verdict on the figure in a file."""
        key = tuple(cells.items())
        if (found := self._known.get(key)) is None:
            found = self._read(cells)
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found

    def _read(self, cells: Mapping[str, str]) -> Told:
        indicator = self.indicators[cells["indicator"]]
        figure = self._figure(cells)
        if isinstance(figure, Told):
            return figure
        if indicator.unit is not None:
            return self._numbers(figure, indicator)
        if indicator.scale:
            return _graded(figure, indicator)
        if indicator.id in self.listed:
            return _lacking(figure, "does not say which items are done") if figure.done is None else Told({}, done="; ".join(figure.done))
        if indicator.id not in self.held:
            return Told({})  # a person judges it, whatever the figure says
        held = figure.held if figure.held is not None or figure.raw is None else truth_of(figure.raw)
        if held is not None:
            return Told({}, held=held)
        return _lacking(
            figure, "does not say whether the title is held" if figure.raw is None else f"{quoted(figure.raw)} is neither yes nor no"
        )

    def _figure(self, cells: Mapping[str, str]) -> Figure | Told:
        name = cells["indicator"]
        if (odd := beside_list(cells)) is not None:
            return Told({}, fault="unreadable", role=odd[0], why=f"{odd[1]} {IN_QUOTES}")
        written = {role: split_items(cell) if role == "done" else cell for role, cell in cells.items() if role != "indicator"}
        problems: list[Problem] = []
        found = submit({"subject": "-", "period": "-", "values": {name: written}}, self.style, problems)
        if problems or found is None:
            return Told({}, fault="unreadable", why=problems[0].message if problems else "not a figure")
        return found[name]

    def _numbers(self, figure: Figure, indicator: Indicator) -> Told:
        fit = fitted(figure, indicator, self.ruleset.units)
        if isinstance(fit, Fault):
            return _faulty(fit)
        exact: dict[str, Fraction] = {role: given.value for role in NUMBERS if (given := getattr(fit, role)) is not None}
        if {*COUNTS} <= exact.keys() and "actual" in exact and exact["total"]:
            # The reader has found that the two agree, by the digits that were printed; floats do not know these any more.
            if indicator.id in self.planned:
                return Told(
                    {}, fault="unreadable", role="count", why="a count over a total beside its share and a plan is not carried in columns"
                )
            del exact["actual"]
        numbers = {role: _float(value) for role, value in exact.items()}
        long = next((role for role, value in exact.items() if Fraction(Decimal(repr(numbers[role]))) != value), None)
        if long is not None:
            return Told({}, fault="unreadable", role=long, why="more digits than a column of numbers carries")
        if not exact and (figure.raw or figure.grade or figure.done or figure.held is not None or figure.reported is not None):
            return Told({}, fault="unreadable", role="actual", why=f"gives no number in `{getattr(indicator.unit, 'vi', '')}`")
        return Told(numbers)


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return 0.0  # no number of this size is carried, and 0 is not the one that was meant


def _graded(figure: Figure, indicator: Indicator) -> Told:
    written = figure.grade if figure.grade is not None else figure.raw
    if written is None:
        return _lacking(figure, "gives no grade")
    name = normal(written)
    if name.casefold() in {normal(grade).casefold() for grade in indicator.scale}:
        return Told({}, grade=name)
    known = did_you_mean(written, indicator.scale, f"the grades are, from worst to best: {', '.join(indicator.scale)}")
    return Told({}, fault="unreadable", role="grade", why=f"{quoted(written)} is not a grade of its scale; {known}")


def _lacking(figure: Figure, message: str) -> Told:
    """Tell a figure that says nothing from one that says something else, as the scalar evaluator does."""
    if figure.faults and figure.raw is None:
        return _faulty(figure.faults[0])
    said = any(getattr(figure, role) is not None for role in (*NUMBERS, "reported", "grade", "done", "held", "raw"))
    return Told({}, fault="unreadable", why=message) if said else Told({})


def _faulty(fault: Fault) -> Told:
    problem = fault.problem
    named = "" if fault.role is None else f"{quoted(fault.role)}: "
    message = (problem.message.partition(": ")[2] or problem.message).removeprefix(named)
    why = f"{message}; {problem.help}" if problem.help else message
    return Told({}, fault="not-finite" if fault.not_finite else "unreadable", role=fault.role, why=why)
