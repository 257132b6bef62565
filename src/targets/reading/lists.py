"""A list of what is done as a cell of a row: what else such a row can say, for a separator may have parted the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.errors import quoted
from targets.figures import truth_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["IN_QUOTES", "beside_list", "too_wide"]

_WITH_LIST = ("subject", "period", "indicator", "done", "note", "vintage", "section", "tags")
IN_QUOTES = 'put the whole list in double quotes, as in `"first; second"`'


def beside_list(cells: Mapping[str, str]) -> tuple[str, str] | None:
    """Name the first cell that cannot stand beside a list, and say so; None where there is no list, or nothing to complain of.

    No indicator has both a list and a number or a grade, so nobody would ever read such a cell.

    >>> beside_list({"indicator": "houses", "done": "one; two", "note": "from the minutes"})
    >>> beside_list({"indicator": "houses", "done": "one", "plan.city": "two"})[0]
    'plan.city'
    """
    if "done" not in cells:
        return None
    odd = next((name for name in cells if name not in _WITH_LIST and not (name == "held" and truth_of(cells[name]) is not None)), None)
    if odd is None:
        return None
    return odd, f"{quoted(cells[odd])} in column {quoted(odd)} stands beside a list in `done`: did a separator part the list?"


def too_wide(row: Sequence[str], width: int, done: int | None) -> bool:
    """Whether a row has more cells than the header: some that say something, or empty ones behind a list that was parted.

    `done` is the place of the list, from 0.
    """
    more = row[width:]
    if not more or any(cell.strip() for cell in more):
        return bool(more)
    return done is not None and row[done].strip() != "" and ";" not in row[done] and row[done + 1].strip() != ""
