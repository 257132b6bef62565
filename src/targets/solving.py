"""Solve a formula for one of its inputs: by how much does that one figure have to change?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.formula import Input, Number, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from targets.formula import Formula, Node

__all__ = ["Curve", "curve_of", "movable"]

Polynomial = tuple["Fraction | int", ...]
_LINEAR = 2


class Curve(NamedTuple):
    """The values of a formula as one input x changes: (a x + b) / (c x + d). Each side of its pole is monotone."""

    a: Fraction | int
    b: Fraction | int
    c: Fraction | int
    d: Fraction | int

    def at(self, x: Fraction) -> Fraction:
        """Give the value at x. Raises ZeroDivisionError at the pole."""
        return (self.a * x + self.b) / (self.c * x + self.d)

    @property
    def slope(self) -> int:
        """The direction of the value as x grows: 1, 0 or -1."""
        turn = self.a * self.d - self.b * self.c
        return (turn > 0) - (turn < 0)

    def x_of(self, value: Fraction) -> Fraction | None:
        """Give the x of this value; None where no x has it.

        >>> from fractions import Fraction
        >>> Curve(1, 0, 0, 4).x_of(Fraction(1, 2))
        Fraction(2, 1)
        """
        below = self.a - self.c * value
        return (self.d * value - self.b) / below if below and self.slope else None

    def joins(self, one: Fraction, other: Fraction) -> bool:
        """Whether two numbers lie on the same side of the pole."""
        return (self.c * one + self.d) * (self.c * other + self.d) > 0


def movable(formula: Formula) -> tuple[Input, ...]:
    """Give the inputs that an office can move: what happened, and not what it is measured by.

    Plans, last year's figures and totals are given, and so is whatever stands only below a line of division.
    """
    return tuple(dict.fromkeys(found for found in _above(formula.root) if found.role in ("actual", "count")))


def _above(node: Node) -> Iterator[Input]:
    match node:
        case Input():
            yield node
        case Operation():
            yield from _above(node.left)
            yield from () if node.sign == "/" else _above(node.right)


def curve_of(formula: Formula, wanted: Input, given: Callable[[Input], Fraction], factor: Fraction | int = 1) -> Curve | None:
    """Give the formula as a curve of one input, which is `factor` times what moves; None where it is not of this shape."""

    def ratio(node: Node) -> tuple[Polynomial, Polynomial]:
        match node:
            case Number():
                return (node.value,), (1,)
            case Input():
                return ((0, factor) if node == wanted else (given(node),)), (1,)
            case Operation():
                (top, bottom), (other_top, other_bottom), scale = ratio(node.left), ratio(node.right), (node.ratio,)
                match node.sign:
                    case "*":
                        return _times(_times(top, other_top), scale), _times(bottom, other_bottom)
                    case "/":
                        return _times(_times(top, other_bottom), scale), _times(bottom, other_top)
                    case sign:
                        more = _times(other_top, (node.ratio if sign == "+" else -node.ratio,))
                        if bottom == other_bottom:
                            return _plus(top, more), bottom
                        return _plus(_times(top, other_bottom), _times(more, bottom)), _times(bottom, other_bottom)

    top, bottom = (_trimmed(side) for side in ratio(formula.root))
    if len(top) > _LINEAR or len(bottom) > _LINEAR:
        return None
    (b, a), (d, c) = ((*side, 0, 0)[:_LINEAR] for side in (top, bottom))
    return Curve(a, b, c, d)


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    found: list[Fraction | int] = [0] * (len(one) + len(other) - 1)
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            found[i + j] += left * right
    return _trimmed(tuple(found))


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    size = max(len(one), len(other))
    padded = ((*side, *(0,) * (size - len(side))) for side in (one, other))
    return _trimmed(tuple(left + right for left, right in zip(*padded, strict=True)))


def _trimmed(one: Polynomial) -> Polynomial:
    size = len(one)
    while size > 1 and not one[size - 1]:
        size -= 1
    return one[:size]
