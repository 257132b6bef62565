"""Exact numbers as text: as few digits as possible, as many as the truth needs."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.report.words import Language

__all__ = ["EXACTLY", "exact_decimal", "finite_decimals", "reaching", "shown"]

_FEW, _EXACT, _MOST = 2, 4, 500
_SIGNIFICANT = 30
EXACTLY = _MOST - 1
"""For `shown`: all decimals that there are, as a bound is written."""


def shown(value: Fraction, lang: Language, beside: Iterable[Fraction | None] = (), *, exact: int = _EXACT) -> str:
    """Write a number for a reader, grouped as the language does.

    Up to `exact` decimals are written out, and all of a number that stands beside itself; longer ones are rounded to two,
    or to as many as it takes for the number to stand on the same side of every number shown beside it, be that rounded
    as well or not.
    Law: the number shown compares with each number shown beside it as the exact ones do.

    >>> shown(Fraction("94.996001"), "vi", [Fraction(95)])
    '94,996'
    >>> shown(Fraction(700, 9), "en")
    '77.78'
    >>> shown(Fraction(17384571763), "vi")
    '17.384.571.763'
    """
    digits = _decimals(value)
    others = [other for other in beside if other is not None]
    if digits > exact and (digits >= _MOST or value not in others):
        digits = next((d for d in range(_FEW, _MOST) if _agrees(value, others, d)), _MOST)
    text = _rounded(value, digits)
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    group, point = (".", ",") if lang == "vi" else (",", ".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(whole):,}".replace(",", group) + (f"{point}{decimals}" if decimals else "")


def reaching(value: Fraction, lang: Language, *, up: bool, narrow: bool = False) -> str:
    """Write a number that has to be reached: exact where a finite decimal exists, else rounded to the far side of it.

    Where what lies beyond may be too far (`narrow`), one without an end is written as the fraction that it is.
    Law: the number shown is the exact one or lies beyond it.

    >>> reaching(Fraction(100, 3), "en", up=True), reaching(Fraction("94.99999"), "en", up=True)
    ('33.3334', '94.99999')
    >>> reaching(Fraction(100, 3), "en", up=True, narrow=True)
    '100/3'
    """
    if _decimals(value) < _MOST:
        return shown(value, lang, exact=_MOST)
    if narrow:
        return str(value)
    steps = value * 10**_EXACT
    return shown(Fraction(ceil(steps) if up else floor(steps), 10**_EXACT), lang)


def finite_decimals(value: Fraction) -> int | None:
    """Count the decimals of a finite decimal; None where there is none.

    >>> finite_decimals(Fraction("94.12")), finite_decimals(Fraction(7, 9))
    (2, None)
    """
    found = _decimals(value)
    return None if found >= _MOST else found


def _agrees(value: Fraction, others: list[Fraction], digits: int) -> bool:
    rounded = Fraction(_rounded(value, digits))
    return all(_order(rounded, Fraction(_shown_exactly(other, digits))) == _order(value, other) for other in others)


def _shown_exactly(other: Fraction, digits: int) -> str:
    own = _decimals(other)
    return _rounded(other, own if own <= _EXACT else digits)


def _order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)


def _decimals(value: Fraction) -> int:
    """Count the decimals of a finite decimal; more than can be written where there is none."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else _MOST


def _rounded(value: Fraction, digits: int) -> str:
    """Round half away from zero, as people do by hand."""
    scaled = abs(value) * 10**digits
    number = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and number else ""
    text = str(number).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else sign + text


def exact_decimal(value: Fraction) -> str:
    """Write a number for a machine: exact where a finite decimal exists, else 30 digits that keep its side of 0, 1 and 100.

    >>> exact_decimal(Fraction(9412, 100)), exact_decimal(Fraction(1, 3))
    ('94.12', '0.333333333333333333333333333333')
    """
    digits = _decimals(value)
    if digits >= _MOST:
        digits = max(_SIGNIFICANT - len(str(abs(int(value)))) + (abs(value) < 1), 0)
        nearest = min(abs(value - mark) for mark in (0, 1, 100))
        digits = max(digits, len(str(int(1 / nearest)))) if nearest else digits
    text = _rounded(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
