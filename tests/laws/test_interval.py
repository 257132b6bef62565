from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.exact import exact
from targets.interval import Interval
from tests.laws.strategies import FRACTIONS, INTERVALS


@given(INTERVALS, INTERVALS, INTERVALS)
def test_the_meet_is_commutative_associative_and_idempotent(a: Interval, b: Interval, c: Interval) -> None:
    assert a & b == b & a
    assert (a & b) & c == a & (b & c)
    assert a & a == a


@given(INTERVALS, INTERVALS, FRACTIONS)
def test_the_meet_admits_what_both_admit(a: Interval, b: Interval, x: Fraction) -> None:
    assert (a & b).admits(x) == (a.admits(x) and b.admits(x))


@given(INTERVALS.filter(lambda a: not a.is_empty), FRACTIONS)
def test_the_distance_is_zero_when_admitted_or_on_an_open_bound(a: Interval, x: Fraction) -> None:
    assert (a.distance(x) == 0) == (a.admits(x) or x in (a.lower, a.upper))
    assert a.distance(x) >= 0


@given(INTERVALS.filter(lambda a: not a.is_empty), FRACTIONS, FRACTIONS)
def test_the_distance_moves_no_faster_than_the_actual(a: Interval, x: Fraction, y: Fraction) -> None:
    assert abs(a.distance(x) - a.distance(y)) <= abs(x - y)


@given(INTERVALS, INTERVALS, FRACTIONS)
def test_an_empty_meet_is_a_contradiction(a: Interval, b: Interval, x: Fraction) -> None:
    meet = a & b
    assert not (meet.is_empty and a.admits(x) and b.admits(x))
    if not meet.is_empty:
        witness = meet.beyond(Interval(Fraction(1), Fraction(0)))
        assert witness is not None
        assert a.admits(witness)
        assert b.admits(witness)


@given(INTERVALS, INTERVALS, FRACTIONS)
def test_what_includes_another_admits_all_of_it(a: Interval, b: Interval, x: Fraction) -> None:
    assert not (a.includes(b) and b.admits(x) and not a.admits(x))
    assert a.includes(a & b)


@given(INTERVALS, FRACTIONS, FRACTIONS.filter(lambda f: f > 0))
def test_scaling_moves_bounds_and_numbers_alike(a: Interval, x: Fraction, factor: Fraction) -> None:
    assert a.scaled(factor).admits(x * factor) == a.admits(x)
    assert a.side(x.numerator * 7, x.denominator * 7) == a.side(x.numerator, x.denominator)


def test_a_float_is_no_bound() -> None:
    with pytest.raises(TypeError, match="exact"):
        Interval(lower=0.1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="above zero"):
        Interval().scaled(Fraction(0))


@given(st.integers(), st.integers(min_value=1), st.integers(min_value=1, max_value=10**6))
def test_an_exact_fraction_is_the_one_that_the_constructor_gives(top: int, bottom: int, more: int) -> None:
    made, given_ = exact(top * more, bottom * more), Fraction(top, bottom)
    assert (made.numerator, made.denominator, hash(made), type(made)) == (given_.numerator, given_.denominator, hash(given_), Fraction)
    assert made + 1 == given_ + 1
    assert str(made) == str(given_)
