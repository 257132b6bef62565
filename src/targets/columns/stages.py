"""Columns worked out one after the other: added to a frame, or written down as the text of one expression of DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import narwhals.stable.v2 as nw

from targets.columns.terms import col, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targets.columns.terms import Term

__all__ = ["Stages", "Table", "added", "begun", "staged"]

_ROW = "_targets_row"


class Stages(NamedTuple):
    """An expression that gives a list of one structure, which every stage adds its columns to.

    In a `CASE` it is worked out in the rows of its branch alone. A column of structures would be filled in every row,
    null or not; a list that is null has nothing in it.
    """

    text: str
    names: Mapping[str, str]

    @property
    def columns(self) -> list[str]:
        """Name the columns that there are."""
        return list(self.names)

    def stage(self, columns: Mapping[str, Term]) -> Stages:
        """Add columns; one that is there already is another one from here on, under its old name."""
        fields = {name: f"f{len(self.names) + place}_{self.text.count(':=')}" for place, name in enumerate(columns)}
        told = ", ".join(f"{fields[name]} := {term.text(self.names)}" for name, term in columns.items())
        names = {name: f"{_ROW}.{field}" for name, field in fields.items()}
        return Stages(f"list_transform({self.text}, lambda {_ROW}: struct_insert({_ROW}, {told}))", {**self.names, **names})

    def opened(self, column: str, names: Iterable[str]) -> Stages:
        """Let the fields of a column that is a structure itself be columns."""
        return self._replace(names={**self.names, **{name: f"{self.names[column]}.{name}" for name in names}})

    def only(self, *wanted: str) -> str:
        """Give the expression with these columns alone, under their own names."""
        told = ", ".join(f"{name}: {self.names[name]}" for name in wanted)
        return f"list_transform({self.text}, lambda {_ROW}: {{{told}}})"


Table = TypeVar("Table", nw.LazyFrame[Any], Stages)


def begun(columns: Mapping[str, str]) -> Stages:
    """Begin with columns, each with the text that it is outside."""
    told = ", ".join(f"f{place}: {text}" for place, text in enumerate(columns.values()))
    return Stages(f"[{{{told}}}]", {name: f"{_ROW}.f{place}" for place, name in enumerate(columns)})


def added(frame: nw.LazyFrame[Any], **columns: Term) -> nw.LazyFrame[Any]:
    """Add columns to a frame, in all of its rows."""
    return frame.with_columns(*(term.narwhals.alias(name) for name, term in columns.items()))


def staged(frame: Table, **columns: Term) -> Table:
    """Add columns, worked out in slow rows alone where the frame says which rows are slow (`_slow`)."""
    if not columns:
        return frame
    if isinstance(frame, Stages):
        return frame.stage(columns)
    if "_slow" in frame.columns:
        columns = {name: when(col("_slow")).then(term) for name, term in columns.items()}
    return added(frame, **columns)
