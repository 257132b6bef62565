"""Make an exact fraction of two integers at two fifths of the price."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

__all__ = ["exact"]

_new = object.__new__


def exact(numerator: int, denominator: int) -> Fraction:
    """Give Fraction(numerator, denominator) for a denominator above zero.

    Fraction's own constructor spends most of its time on finding out what it was given, and a scorecard reads hundreds
    of them. Law: equal, in lowest terms and of the same hash as what the constructor gives.
    """
    if (common := gcd(numerator, denominator)) != 1:
        numerator //= common
        denominator //= common
    made = _new(Fraction)
    made._numerator, made._denominator = numerator, denominator  # type: ignore[attr-defined] # noqa: SLF001
    return made
