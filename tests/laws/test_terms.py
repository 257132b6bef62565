"""What is known before any row is read changes nothing: with or without it, engines give the same."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("narwhals", reason="needs the extra targets[frames]")
pl = pytest.importorskip("polars", reason="needs the extra targets[frames]")
duckdb = pytest.importorskip("duckdb", reason="needs the extra targets[frames]")

import narwhals.stable.v2 as nw  # noqa: E402

from targets.columns.terms import Term, col, lit, when  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.extras
NUMBERS, TRUTHS = ("x", "y", "n"), ("a", "b", "k")
KNOWN = {"n": 2.0, "k": True, "j": False}


def terms() -> st.SearchStrategy[Term]:
    """Draw numbers and truths over columns that miss values, and columns that are one value in every row.

    A literal is compared from the right: polars 2.1 fails where one on the left meets a choice that is a literal in all rows.
    """
    numbers: st.SearchStrategy[Term] = st.deferred(
        lambda: number_leaves | st.builds(Term.__add__, numbers, numbers) | chosen(numbers) | filled
    )
    truths: st.SearchStrategy[Term] = st.deferred(
        lambda: (
            truth_leaves
            | st.builds(Term.__and__, truths, truths)
            | st.builds(Term.__or__, truths, truths)
            | st.builds(Term.__invert__, truths)
            | st.builds(Term.is_null, numbers)
            | st.builds(lambda compare, one, other: compare(one, other), comparisons, numbers, number_leaves)
            | chosen(truths)
        )
    )
    number_leaves = st.sampled_from([*map(col, NUMBERS), col("n"), lit(2.0), lit(2.0), lit(0.0)])
    truth_leaves = st.sampled_from([col(name) for name in (*TRUTHS, "j")] + [lit(value=True), lit(value=False)])
    comparisons = st.sampled_from([Term.__lt__, Term.__le__, Term.__gt__, Term.__ge__, Term.__eq__, Term.__ne__])
    filled = st.builds(Term.fill_null, number_leaves, st.sampled_from([0.0, 3.0]))

    def chosen(values: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        return st.builds(lambda condition, one, other: when(condition).then(one).otherwise(other), truths, values, values)

    return numbers | truths


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
@pytest.mark.parametrize("one", [1.0, 2.0, 3.0])
def test_values_are_compared_at_once(compare: Callable[[Any, Any], Any], one: float) -> None:
    assert compare(lit(one), lit(2.0)).value is compare(one, 2.0)


@settings(max_examples=150, deadline=None)
@given(terms())
def test_what_is_known_of_columns_changes_nothing(term: Term) -> None:
    values = [(x, y, a, b) for x in (None, 1.0, 2.0) for y in (None, 2.0) for a in (None, True, False) for b in (None, True, False)]
    frame = pl.DataFrame(values, schema={"x": pl.Float64, "y": pl.Float64, "a": pl.Boolean, "b": pl.Boolean}, orient="row")
    frame = frame.with_columns(pl.Series(name, [value] * len(values)) for name, value in KNOWN.items())
    shorter = term.given({name: lit(value) for name, value in KNOWN.items()})
    assert shorter.columns().isdisjoint(KNOWN)
    names = {name: name for name in frame.columns}
    [whole, short] = zip(*duckdb.sql(f"SELECT {term.text(names)}, {shorter.text(names)} FROM frame").fetchall(), strict=True)  # noqa: S608
    assert whole == short
    on_polars = nw.from_native(frame).with_columns(whole=term.narwhals, short=shorter.narwhals).to_native()
    assert on_polars["short"].to_list() == on_polars["whole"].to_list() == list(whole)
