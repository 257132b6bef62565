"""What went wrong, where it was written, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.codes import Code

__all__ = ["MOST_SUGGESTIONS", "Place", "Problem", "TargetsError", "clipped", "did_you_mean", "nearest", "quoted"]

MOST_SUGGESTIONS, _LONGEST = 20, 60


class Place(NamedTuple):
    """Where something was written: file, line and column, both counted from 1; in a workbook a cell of a sheet.

    >>> str(Place("rules/x.yaml", 14, 11))
    'rules/x.yaml:14:11'
    >>> str(Place("rules/x.yaml"))
    'rules/x.yaml'
    >>> str(Place("form.xlsx", 14, 5, sheet="KT-XH"))
    'form.xlsx:KT-XH!E14'
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a table, of a workbook or of CSV."""
        return self.sheet is not None or self.file.lower().endswith((".csv", ".tsv"))

    def __str__(self) -> str:
        """`file:line:column` or `file:sheet!E14`, without what is not known."""
        if self.sheet is not None:
            cell = f"{_letters(self.column or 0)}{self.line or ''}"
            return f"{self.file}:{self.sheet}" + (f"!{cell}" if cell else "")
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


def _letters(column: int) -> str:
    """Name a column as spreadsheets do: A to Z, AA to ZZ, and on; nothing for 0."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what is wrong, where, and what to do about it; `code` says which kind of fault it is.

    >>> print(Problem("unknown unit `tỉ đong`", Place("x.yaml", 3, 9), 'did you mean "tỷ đồng"?'))
    x.yaml:3:9: unknown unit `tỉ đong`
      help: did you mean "tỷ đồng"?
    """

    message: str
    place: Place | None = None
    help: str | None = None
    code: Code | None = None

    def __str__(self) -> str:
        """The place and the message, then the help on a line of its own."""
        where = f"{self.place}: " if self.place else ""
        way_out = f"\n  help: {self.help}" if self.help else ""
        return f"{where}{self.message}{way_out}"

    def inside(self, *outer: str) -> Problem:
        """Give the same problem with the names of what holds it in front, outermost first."""
        return Problem(": ".join((*outer, self.message)), self.place, self.help, self.code)


class TargetsError(Exception):
    """Every fault of a user's document or of a call, all at once.

    >>> error = TargetsError(Problem("one"), Problem("two", help="write three"))
    >>> len(error.problems)
    2
    >>> print(error)
    one
    two
      help: write three
    """

    def __init__(self, *problems: Problem | str) -> None:
        """Take one problem or many, told in the order of their places; a string is a problem without any."""
        found = [Problem(p) if isinstance(p, str) else p for p in problems]
        self.problems: tuple[Problem, ...] = tuple(sorted(found, key=_order))
        super().__init__(*self.problems)

    def __str__(self) -> str:
        """All problems, one below the other."""
        return "\n".join(map(str, self.problems))


def _order(problem: Problem) -> tuple[str, str, int, int]:
    place = problem.place
    return ("", "", 0, 0) if place is None else (place.file, place.sheet or "", place.line or 0, place.column or 0)


def quoted(text: object) -> str:
    """Put the user's own words in backticks: one line, 60 characters at the most."""
    return f"`{clipped(text)}`"


def clipped(text: object) -> str:
    """Give the user's own words as one line of 60 characters at the most, without what could steer a terminal."""
    line = " ".join(str(text).split())
    visible = "".join(character if character.isprintable() else "�" for character in line[: _LONGEST + 1])
    return visible if len(visible) <= _LONGEST else visible[: _LONGEST - 3] + "..."


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None, *, told: int = 0) -> str | None:
    """Suggest the nearest of the known words, or say something else.

    Looking for it takes long where many words are known: behind many problems (`told`) nobody reads suggestions.

    >>> did_you_mean("at_lest", ["at_least", "at_most"])
    'did you mean `at_least`?'
    """
    if told >= MOST_SUGGESTIONS:
        return otherwise
    near = nearest(word, known)
    return otherwise if near is None else f"did you mean {quoted(near)}?"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the one of the known words that is most like this one, None where none is."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a fault

    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None
