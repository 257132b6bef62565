"""Columns worked out one after the other: added to a frame, or written down as the text of one expression of DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import narwhals.stable.v2 as nw

from targets.columns.terms import col, when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targets.columns.terms import Term

__all__ = ["Stages", "Table", "added", "staged"]

_ROW = "_targets_row"


class Stages(NamedTuple):
    """An expression that gives a list of one structure, to which every stage adds columns.

    In a `CASE` it is worked out in the rows of its branch alone. A column of structures would be filled in every row,
    null or not; a list that is null has nothing in it.
    """

    outside: Mapping[str, str]
    """The columns that it begins with, each with the text that it is outside."""
    inner: Mapping[str, str]
    """Columns that are fields of one of those, and of which."""
    known: Mapping[str, Term]
    """Columns that are one value in every row."""
    stages: tuple[Mapping[str, Term], ...] = ()

    @property
    def columns(self) -> list[str]:
        """Name the columns that there are."""
        return list(dict.fromkeys((*self.outside, *self.inner, *self.known, *(name for stage in self.stages for name in stage))))

    def stage(self, columns: Mapping[str, Term]) -> Stages:
        """Add columns; one that is there already is another one from here on."""
        made = {name: term.given(self.known) for name, term in columns.items()}
        rest = {name: term for name, term in made.items() if term.what != "lit"}
        known = {name: term for name, term in {**self.known, **made}.items() if name not in rest}
        return self._replace(known=known, stages=(*self.stages, rest))

    def only(self, *wanted: str) -> str:
        """Give the expression with these columns alone; each stage hands on no more than what is still asked for."""
        asked, after = {*wanted} - {*self.known}, []
        for stage in reversed(self.stages):
            after.append(asked)
            asked = {column for name in asked for column in (stage[name].columns() if name in stage else (name,))}
        holders = {name: self.inner.get(name, name) for name in asked}
        fields = _fields(sorted({*holders.values()}))
        text = f"[{_structure([self.outside[holder] for holder in fields])}]"
        for stage, there in zip(self.stages, reversed(after), strict=True):
            made = sorted(there & stage.keys())
            names = {name: fields[holder] if holder == name else f"{fields[holder]}.{name}" for name, holder in holders.items()}
            holders = {name: name if name in made else holders[name] for name in there}
            kept = sorted({*holders.values()} - {*made})
            values = [*(stage[name].text(names) for name in made), *(fields[holder] for holder in kept)]
            text, fields = f"list_transform({text}, lambda {_ROW}: {_structure(values)})", _fields([*made, *kept])
        told = ", ".join(f"{name}: {self.known[name].text({}) if name in self.known else fields[name]}" for name in wanted)
        return f"list_transform({text}, lambda {_ROW}: {{{told}}})"


def _fields(names: Sequence[str]) -> dict[str, str]:
    # Without the parentheses a query first looks for a table of that name, each time, which takes half as long again.
    return {name: f"({_ROW}).f{place}" for place, name in enumerate(names)}


def _structure(values: Sequence[str]) -> str:
    # A structure has to have a field, even where all that is asked for is known.
    return f"{{{', '.join(f'f{place}: {value}' for place, value in enumerate(values or ['NULL']))}}}"


Table = TypeVar("Table", nw.LazyFrame[Any], Stages)


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
