"""What is known of an operation before any row is read, so that no engine is asked for it."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targets.columns.terms import Term

__all__ = ["folded"]

_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DECIDES: Final = {"AND": False, "OR": True}


def folded(what: str, of: Sequence[Term]) -> Term | bool | None:
    """Give what an operation is for certain: one of its parts, or a truth; None where that depends on the row.

    Law: it is what the operation gives in every row, one from which a value is missing among them.
    """
    if what in _DECIDES:
        decides = _DECIDES[what]
        for one, other in (of, reversed(of)):
            if _is(one, decides):
                return one
            if _is(one, not decides):
                return other
        return None
    if what == "when":
        return _chosen(*of) if len(of) == len(("condition", "value", "otherwise")) else None
    values = [one.value for one in of]
    if any(value is None for value in values):
        return None
    if what in _COMPARISONS:
        return _COMPARISONS[what](*values)
    return not values[0] if what == "NOT" else False if what == "isnull" else of[0] if what == "coalesce" else None


def _chosen(condition: Term, value: Term, otherwise: Term) -> Term | None:
    if _is(condition, True) or (value.what == otherwise.what == "lit" and _same(value, otherwise)):
        return value
    return otherwise if _is(condition, False) else None


def _same(one: Term, other: Term) -> bool:
    return one.of == other.of and type(one.value) is type(other.value)


def _is(term: Term, truth: object) -> bool:
    return term.value is truth
