"""Figures for the cells of a formula: all its inputs but one are round numbers, and that one is solved for."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from targets.cells import is_counted, stops_of
from targets.figures import Figure, Plan
from targets.interval import Interval
from targets.outcome import Reason
from targets.samples import decimals_of, misfit, quantity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.cells import Cell
    from targets.formula import Formula, Input
    from targets.ruleset import Target
    from targets.units import Unit

__all__ = ["figures_in"]

_ROUND = tuple(Fraction(10) ** power for power in (2, 3, 4, 6))
_Given = dict["Input", Fraction]


def figures_in(part: Target, cell: Cell) -> Iterator[dict[str, Figure]]:
    """Give figures that may lie in a cell, the most natural ones first: a caller looks whether they do."""
    formula = part.indicator.formula
    assert formula is not None
    inputs = formula.inputs
    if isinstance(cell, Interval):
        yield from (_figures(given) for given in _solutions(formula, cell, stops_of(part)))
        return
    given = dict.fromkeys(inputs, Fraction(100))
    for wanted in inputs:
        without = {other: number for other, number in given.items() if other != wanted}
        match cell:
            case Reason.NOT_FINITE:
                yield _figures({**given, wanted: Fraction(0)})
            case Reason.UNREADABLE:
                yield {**_figures(given), wanted.indicator.id: misfit(wanted.indicator)}
            case Reason.NO_FIGURE:
                yield {name: figure for name, figure in _figures(given).items() if name != wanted.indicator.id}
            case _:
                yield _figures(without)


def _solutions(formula: Formula, cell: Interval, stops: list[Fraction]) -> Iterator[_Given]:
    for rest, solved in product(_ROUND, formula.inputs):
        given = {wanted: rest if wanted.unit.base != "percent" else Fraction(50) for wanted in formula.inputs}
        for number in _candidates(formula, given, solved, [stop for stop in stops if stop in (cell.lower, cell.upper)]):
            found = {**given, solved: number}
            value = _try(formula, found)
            if value is not None and _is_sayable(solved, number) and cell.admits(value):
                yield found


def _candidates(formula: Formula, given: _Given, solved: Input, ends: list[Fraction]) -> Iterator[Fraction]:
    """Give where a straight line reaches the ends of a cell, one step beside them, and in the middle."""
    one, two, three = (_try(formula, {**given, solved: Fraction(x)}) for x in (1, 2, 3))
    if one is None or two is None or three is None or three - two != two - one or two == one:
        return
    exact = [1 + (end - one) / (two - one) for end in ends]
    step = _step(solved.unit)
    yield from exact
    yield from (number + beside for number in exact for beside in (-step, step))
    yield sum(exact, Fraction(0)) / (len(exact) or 1)


def _try(formula: Formula, given: _Given) -> Fraction | None:
    try:
        return formula.value(given.__getitem__)
    except ZeroDivisionError:
        return None


def _step(unit: Unit) -> Fraction:
    return 1 / unit.scale if is_counted(unit) or unit.base == "VND" else Fraction(1, 100)


def _is_sayable(wanted: Input, number: Fraction) -> bool:
    """Whether somebody can write the number down: a finite decimal, and of things counted a whole number of them."""
    if is_counted(wanted.unit):
        return number >= 0 and (number * wanted.unit.scale).denominator == 1
    return decimals_of(number) < 12


def _figures(given: _Given) -> dict[str, Figure]:
    """Join the roles of each indicator; a count without its total is a count of just so many."""
    roles: dict[str, dict[str, Fraction]] = {}
    units: dict[tuple[str, str], Unit] = {}
    plans: dict[str, list[Plan]] = {}
    for wanted, number in given.items():
        own = roles.setdefault(wanted.indicator.id, {})
        if wanted.plan is not None:
            plans.setdefault(wanted.indicator.id, []).append(Plan(wanted.plan, quantity_of(number, wanted.unit)))
            continue
        own[wanted.role] = number
        units[wanted.indicator.id, wanted.role] = wanted.unit
    found = {}
    for name, numbers in roles.items():
        of = {role: quantity_of(number, units[name, role]) for role, number in numbers.items()}
        count, total = of.get("count") or of.get("total"), of.get("total") or of.get("count")
        by_name = tuple(plans.get(name, ()))
        found[name] = Figure(name, of.get("actual"), of.get("plan"), of.get("previous"), count=count, total=total, plans=by_name)
    return found
