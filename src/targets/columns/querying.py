"""Terms as the text of a query of DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.columns.terms import Term, Value

__all__ = ["quoted", "text_of"]

_BETWEEN: Final = ("+", "-", "*", "/", "<", "<=", ">", ">=", "=", "<>", "AND", "OR")
_TYPES: Final = {float: "DOUBLE", str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", "tiny": "TINYINT"}


def text_of(term: Term, columns: Mapping[str, str]) -> str:
    """Give an expression as text, each column as it is called in the query."""
    what, of = term.what, term.of
    if what == "col":
        return columns[of[0]]
    if what == "lit":
        return _literal(*of)
    parts: list[str] = [text_of(one, columns) for one in of]
    if what == "beside":
        return parts[1]
    if what in _BETWEEN:
        return f"({parts[0]} {what} {parts[1]})"
    if what == "when":
        otherwise = f" ELSE {parts[2]}" if parts[2:] else ""
        return f"CASE WHEN {parts[0]} THEN {parts[1]}{otherwise} END"
    return f"({parts[0]} IS NULL)" if what == "isnull" else f"{what}({', '.join(parts)})"


def quoted(text: str) -> str:
    """Write a text as SQL does."""
    return "'" + text.replace("'", "''") + "'"


def _literal(value: Value, kind: type | str | None) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = "NULL" if value is None else repr(value)
    if isinstance(value, float) and "e" not in text:
        text += "e0"  # so that it is read as the nearest double at once, and never as a decimal
    return text if kind is None else f"{text}::{_TYPES[kind]}"
