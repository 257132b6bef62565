"""Arithmetic on indicators: a tree whose units were checked when it was built, and that gives one exact number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from targets.numerals import normal
from targets.units import PERCENT, Kind, Unit, UnitError, factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from targets.ruleset import Indicator

__all__ = ["ROLES", "Formula", "Input", "Node", "Number", "Operation", "Role", "Sign", "combine", "operand", "unit_of"]

Role = Literal["actual", "plan", "previous", "count", "total"]
Sign = Literal["+", "-", "*", "/"]
_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")
ROLES: tuple[Role, ...] = ("actual", "plan", "previous", "count", "total")


def operand(name: str) -> str:
    """Give a name as an expression holds it: in quotes where it is more than one word.

    >>> operand("third-births"), operand("thành phố")
    ('third-births', '"thành phố"')
    """
    return name if _NAME.fullmatch(name) else f'"{name}"'


@dataclass(frozen=True, slots=True)
class Number:
    """A number without a unit."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Input:
    """One role of an indicator's figure, in `unit`; `plan` is the name of the plan where it means one that has a name.

    Law: inputs that differ in the capitals of that name alone are equal.
    """

    indicator: Indicator
    role: Role
    unit: Unit
    plan: str | None = field(default=None, compare=False)
    plan_key: str | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out once how the name of the plan is compared."""
        object.__setattr__(self, "plan_key", None if self.plan is None else normal(self.plan).casefold())

    @property
    def key(self) -> str:
        """The role as people write it: `actual`, `plan`, `plan.city`."""
        return self.role if self.plan is None else f"{self.role}.{self.plan}"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands; `ratio` turns what their bare numbers give (right operand or result) into `unit`."""

    sign: Sign
    left: Node
    right: Node
    ratio: Fraction
    unit: Unit | None


Node = Number | Input | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as it was written, its tree, and the unit of what it gives."""

    text: str
    root: Node
    unit: Unit

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What it reads, each once, from left to right."""
        return tuple(dict.fromkeys(_inputs(self.root)))

    @property
    def divides(self) -> bool:
        """Whether it divides by an indicator, which may be zero."""
        return _divides(self.root)

    def value(self, given: Callable[[Input], Fraction]) -> Fraction:
        """Work it out exactly, in `unit`. Raises ZeroDivisionError."""
        return _value(self.root, given)


def _inputs(node: Node) -> Iterator[Input]:
    match node:
        case Input():
            yield node
        case Operation():
            yield from _inputs(node.left)
            yield from _inputs(node.right)


def _divides(node: Node) -> bool:
    if not isinstance(node, Operation):
        return False
    return (node.sign == "/" and any(_inputs(node.right))) or _divides(node.left) or _divides(node.right)


def _value(node: Node, given: Callable[[Input], Fraction]) -> Fraction:
    match node:
        case Number():
            return node.value
        case Input():
            return given(node)
        case Operation():
            left, right = _value(node.left, given), _value(node.right, given)
            match node.sign:
                case "+":
                    return left + right * node.ratio
                case "-":
                    return left - right * node.ratio
                case "*":
                    return left * right * node.ratio
                case "/":
                    return left / right * node.ratio


def unit_of(node: Node) -> Unit | None:
    """Give the unit of a node, None for a bare number."""
    return None if isinstance(node, Number) else node.unit


def combine(sign: Sign, left: Node, right: Node) -> Operation:
    """Join two operands. Raises UnitError where their units do not allow it.

    A sum needs one kind and dimension; the difference of two shares is in percentage points. The quotient of two amounts
    of one dimension is a share, and a share of an amount is an amount.

    >>> from targets.labels import Units
    >>> from targets.ruleset import Indicator, Text
    >>> people = Units().get("người")
    >>> insured, population = (Input(Indicator(name, Text(), people), "actual", people) for name in ("insured", "population"))
    >>> combine("/", insured, population).unit.name
    'percent'
    """
    ratio, unit = _RULES[sign](unit_of(left), unit_of(right))
    return Operation(sign, left, right, ratio, unit)


_Result = tuple[Fraction, Unit | None]
_SAME, _HUNDRED = Fraction(1), Fraction(100)


def _sum(one: Unit | None, other: Unit | None, *, minus: bool = False) -> _Result:
    if one is None and other is None:
        return _SAME, None
    if one is None or other is None:
        known = one or other
        message = f"a bare number and {known.kind.value if known else ''} are neither added nor subtracted"
        raise UnitError(message, "only numbers of one unit are added")
    kinds = {one.kind, other.kind}
    if kinds == {Kind.SHARE, Kind.POINTS}:
        if one.kind is Kind.POINTS and minus:
            message = "a share is not taken from a difference of shares"
            raise UnitError(message, "write the share first")
        share = one if one.kind is Kind.SHARE else other
        return other.scale / one.scale, Unit(share.name, share.vi, share.base, one.scale, Kind.SHARE)
    ratio = factor(other, one)
    return ratio, one.difference if minus and one.kind is Kind.SHARE else one


def _product(one: Unit | None, other: Unit | None) -> _Result:
    if one is None or other is None:
        return _SAME, one or other
    if Kind.SHARE in (one.kind, other.kind) and {one.kind, other.kind} <= {Kind.SHARE, Kind.AMOUNT}:
        share, kept = (one, other) if one.kind is Kind.SHARE else (other, one)
        return share.scale / 100, kept
    _need_amounts(one, other, "multiplied")
    return _SAME, Unit(f"{one.name}·{other.name}", f"{one.vi}·{other.vi}", f"{one.base} * {other.base}", one.scale * other.scale)


def _quotient(one: Unit | None, other: Unit | None) -> _Result:
    if other is None:
        return _SAME, one
    if one is None:
        message = f"a bare number is not divided by {other.kind.value}"
        raise UnitError(message, "divide one indicator by another")
    if one.kind is other.kind is Kind.SHARE:
        return _HUNDRED * factor(one, other), PERCENT
    if one.kind is Kind.AMOUNT and other.kind is Kind.SHARE:
        return _HUNDRED / other.scale, one
    _need_amounts(one, other, "divided")
    try:
        return _HUNDRED * factor(one, other), PERCENT
    except UnitError:
        under = f"({other.base})" if " " in other.base else other.base
        return _SAME, Unit(f"{one.name}/{other.name}", f"{one.vi}/{other.vi}", f"{one.base} / {under}", one.scale / other.scale)


def _need_amounts(one: Unit, other: Unit, done: str) -> None:
    if not one.kind is other.kind is Kind.AMOUNT:
        message = f"{one.kind.value} and {other.kind.value} are not {done}"
        raise UnitError(message, "only amounts and shares of a whole are")


_RULES: dict[Sign, Callable[[Unit | None, Unit | None], _Result]] = {
    "+": _sum,
    "-": lambda one, other: _sum(one, other, minus=True),
    "*": _product,
    "/": _quotient,
}
