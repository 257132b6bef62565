"""What is worked out of the columns of a row, said once: as narwhals it runs on every engine, as text inside a query of DuckDB."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from targets.columns.folding import folded
from targets.columns.querying import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Term", "beside", "col", "largest", "lit", "when"]

_OPERATORS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne, "AND": operator.and_, "OR": operator.or_,
}  # fmt: skip
_CALLS: Final[dict[str, Callable[..., nw.Expr]]] = {
    "NOT": lambda one: ~one,
    "abs": lambda one: one.abs(),
    "isfinite": lambda one: one.is_finite(),
    "isnull": lambda one: one.is_null(),
    "greatest": nw.max_horizontal,
    "beside": lambda row, value: row * 0.0 + value,
}
_TYPES: Final = {float: nw.Float64(), str: nw.String(), bool: nw.Boolean(), int: nw.Int64(), "tiny": nw.Int8()}


Value = float | bool | str | None


class Term:
    """An expression: a column, a value, or an operation on other expressions. A missing value stays one, as in SQL."""

    __slots__ = ("_known", "of", "what")

    def __init__(self, what: str, *of: Any) -> None:
        """Build it of what it is made of; `col`, `lit`, `when` and the operators do so."""
        self.what, self.of = what, of
        self._known: nw.Expr | None = None

    @property
    def narwhals(self) -> nw.Expr:
        """Give it as an expression of narwhals."""
        if self._known is None:
            self._known = self._made()
        return self._known

    def text(self, columns: Mapping[str, str]) -> str:
        """Give it as text of a query, each column as it is called there."""
        return text_of(self, columns)

    @property
    def value(self) -> Value:
        """Give the value that it is in every row, if it is one."""
        value: Value = self.of[0] if self.what == "lit" else None
        return value

    def given(self, known: Mapping[str, Term]) -> Term:
        """Give it with what is known in the place of some columns."""
        if self.what == "col":
            return known.get(self.of[0], self)
        return self if self.what == "lit" else _built(self.what, *(one.given(known) for one in self.of))

    def columns(self) -> set[str]:
        """Name the columns that it asks for."""
        if self.what == "col":
            return {self.of[0]}
        return set() if self.what == "lit" else set[str]().union(*(one.columns() for one in self.of))

    def _made(self) -> nw.Expr:
        what, of = self.what, self.of
        if what == "col":
            return nw.col(of[0])
        if what == "lit":
            value, kind = of
            return nw.lit(value, None if kind is None else _TYPES[kind])
        if what == "coalesce":
            filled: nw.Expr = of[0].narwhals.fill_null(of[1].value)
            return filled
        parts = [one.narwhals for one in of]
        if what == "when":
            found = nw.when(parts[0]).then(parts[1])
            return found.otherwise(parts[2]) if parts[2:] else found
        made: nw.Expr = (_OPERATORS[what] if what in _OPERATORS else _CALLS[what])(*parts)
        return made

    def __add__(self, other: object) -> Term:
        return _built("+", self, _term(other))

    def __sub__(self, other: object) -> Term:
        return _built("-", self, _term(other))

    def __mul__(self, other: object) -> Term:
        return _built("*", self, _term(other))

    def __truediv__(self, other: object) -> Term:
        return _built("/", self, _term(other))

    def __lt__(self, other: object) -> Term:
        return _built("<", self, _term(other))

    def __le__(self, other: object) -> Term:
        return _built("<=", self, _term(other))

    def __gt__(self, other: object) -> Term:
        return _built(">", self, _term(other))

    def __ge__(self, other: object) -> Term:
        return _built(">=", self, _term(other))

    def __eq__(self, other: object) -> Term:  # type: ignore[override] # a comparison of columns, as in every library of frames
        return _built("=", self, _term(other))

    def __ne__(self, other: object) -> Term:  # type: ignore[override]
        return _built("<>", self, _term(other))

    __hash__ = object.__hash__

    def __and__(self, other: object) -> Term:
        return _built("AND", self, _term(other))

    def __or__(self, other: object) -> Term:
        return _built("OR", self, _term(other))

    def __invert__(self) -> Term:
        return _built("NOT", self)

    def abs(self) -> Term:
        """Give the size of a number."""
        return Term("abs", self)

    def is_null(self) -> Term:
        """Whether there is no value."""
        return _built("isnull", self)

    def is_finite(self) -> Term:
        """Whether a number is neither NaN nor infinite."""
        return Term("isfinite", self)

    def fill_null(self, value: Value) -> Term:
        """Give a value where there is none."""
        return _built("coalesce", self, _term(value))

    def otherwise(self, other: object) -> Term:
        """Say what holds where the condition of a `when(...).then(...)` does not; without, there is no value."""
        assert self.what == "when", self.what
        assert len(self.of) == len(("condition", "value"))
        return _built("when", *self.of, _term(other))


class _When:
    __slots__ = ("_condition",)

    def __init__(self, condition: Term) -> None:
        self._condition = condition

    def then(self, value: object) -> Term:
        return Term("when", self._condition, _term(value))


def col(name: str) -> Term:
    """Take a column."""
    return Term("col", name)


def lit(value: Value, kind: type | str | None = None) -> Term:
    """Take a value of a type: `float`, `int`, `str`, `bool` or `tiny`, a whole number of eight bits; of its own where none is said."""
    return Term("lit", value, kind)


def when(condition: Term) -> _When:
    """Begin a choice: `when(...).then(...).otherwise(...)`."""
    return _When(condition)


def beside(row: Term, value: float) -> Term:
    """Give a value in each row where there is a number: polars divides by a literal by multiplying with its rounded reciprocal."""
    return Term("beside", row, lit(value))


def largest(*of: Term) -> Term:
    """Give the largest of several numbers that are all there."""
    return Term("greatest", *of)


def _built(what: str, *of: Term) -> Term:
    """Build an operation, or what it is known to be."""
    found = folded(what, of)
    return lit(found) if isinstance(found, bool) else found or Term(what, *of)


def _term(value: Any) -> Term:
    return value if isinstance(value, Term) else lit(value)
