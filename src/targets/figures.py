"""What a subject submitted: one figure an indicator, each with its roles as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from targets.numerals import normal
from targets.ruleset import NO_SOURCE, NO_TEXT, Source, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from targets.errors import Place, Problem
    from targets.numerals import Style
    from targets.quantity import Quantity
    from targets.units import Unit

__all__ = ["AMOUNTS", "COUNTS", "Fault", "Figure", "Figures", "truth_of"]

AMOUNTS, COUNTS = ("actual", "plan", "previous"), ("count", "total")
_MIXED = "mixed"
_YES, _NO = frozenset({"có", "co", "yes", "true", "x", "1", "đạt"}), frozenset({"không", "khong", "no", "false", "0"})
_NOWHERE: Mapping[str, Place] = MappingProxyType({})


def truth_of(word: str) -> bool | None:
    """Read yes or no as people write it; None for any other word.

    >>> truth_of("Có"), truth_of("khá")
    (True, None)
    """
    plain = normal(word).casefold()
    return True if plain in _YES else False if plain in _NO else None


class Fault(NamedTuple):
    """Why a figure cannot be used: it makes its own targets undecided and disturbs no other verdict.

    `role` is the one at fault, `indicator` whose figure it is where a target asks for several. Where it is the condition
    of a target that cannot be decided, `role` says what is not known: `as_of`, `tags`, or `when` (a clause).
    """

    problem: Problem
    not_finite: bool = False
    role: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one indicator.

    Units: actual, plan and previous are in the unit they were written in (None: bare); of_plan, of_previous and
    reported are printed shares; count and total are counts. Missing values are None: nothing is zero by default.
    `raw` is the scalar as text: a grade, yes or no, or what `actual` was read from. `places` is where each role
    stands.
    """

    indicator: str
    actual: Quantity | None = None
    plan: Quantity | None = None
    previous: Quantity | None = None
    of_plan: Quantity | None = None
    of_previous: Quantity | None = None
    count: Quantity | None = None
    total: Quantity | None = None
    reported: Quantity | None = None
    grade: str | None = None
    done: tuple[str, ...] | None = None
    held: bool | None = None
    raw: str | None = None
    faults: tuple[Fault, ...] = ()
    note: str | None = None
    vintage: str | None = None
    source: Source = NO_SOURCE
    place: Place | None = field(default=None, compare=False)
    places: Mapping[str, Place] = field(default_factory=lambda: _NOWHERE, compare=False, repr=False)
    unit: Unit | str | None = field(init=False, repr=False, compare=False)
    """The one unit of all amounts (None: all bare), `mixed` where a target has to look more closely."""
    doubled: bool = field(init=False, repr=False, compare=False)
    """Whether a share is printed beside the numbers it was made of, so that the two can disagree."""
    ratios: tuple[tuple[int, int] | None, ...] = field(init=False, repr=False, compare=False)
    """Actual, plan and previous as bare integer ratios."""

    def __post_init__(self) -> None:
        """Work out once what every target would ask again."""
        amounts = (self.actual, self.plan, self.previous)
        units = [amount.unit for amount in amounts if amount is not None]
        unit = units[0] if units else None
        is_mixed = any(other is not unit and other != unit for other in units)  # most are one object: telling them so is quick
        odd = self.faults or self.count or self.total or (self.raw is not None and self.actual is None)
        odd = bool(odd) or (self.actual is not None and (self.actual.qualifier is not None or self.actual.numerator < 0))
        doubled = bool(
            (self.of_plan and self.actual and self.plan)
            or (self.of_previous and self.actual and self.previous)
            or (self.count and self.total and (self.reported or self.actual))
        )
        object.__setattr__(self, "unit", _MIXED if odd or doubled or is_mixed else unit)
        object.__setattr__(self, "doubled", doubled)
        object.__setattr__(self, "ratios", tuple([None if amount is None else amount[:2] for amount in amounts]))

    @property
    def counted_in(self) -> Unit | None:
        """The unit of count and total, where they name one that was looked up."""
        units = (given.unit for given in (self.count, self.total) if given is not None)
        return next((unit for unit in units if unit is not None and not isinstance(unit, str)), None)

    def place_of(self, role: str) -> Place | None:
        """Where a role stands, or the figure where that is not known."""
        return self.places.get(role, self.place)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one subject and period, by indicator.

    `claim` is where the submitting document states that all its main targets were reached; `ruleset` is the id of the
    rules that they were gathered for. `tags` say what kind of subject it is; None where the document does not say, which
    is not the same as none. `numbers` is how the file writes numbers, where it says so.
    """

    values: Mapping[str, Figure]
    subject: str = ""
    period: str | None = None
    title: Text = NO_TEXT
    as_of: date | None = None
    source: Source = NO_SOURCE
    claim: Source | None = None
    tags: tuple[str, ...] | None = None
    place: Place | None = field(default=None, compare=False)
    numbers: Style | None = field(default=None, compare=False)
    ruleset: str | None = None

    def __post_init__(self) -> None:
        """Freeze the mapping."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __getitem__(self, indicator: str) -> Figure:
        """The figure of this indicator. Raises KeyError."""
        return self.values[indicator]

    def __iter__(self) -> Iterator[Figure]:
        """The figures in the order they were written."""
        return iter(self.values.values())

    def __len__(self) -> int:
        """How many figures there are."""
        return len(self.values)
