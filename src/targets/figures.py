"""What a subject submitted: one figure an indicator, each with its roles as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.errors import Problem, did_you_mean, quoted
from targets.numerals import normal
from targets.ruleset import NO_SOURCE, NO_TEXT, Source, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from targets.errors import Place
    from targets.numerals import Style
    from targets.quantity import Quantity
    from targets.units import Unit

__all__ = ["AMOUNTS", "COUNTS", "Fault", "Figure", "Figures", "Plan", "split_items", "truth_of"]

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
    of a target that cannot be decided, `role` says what is not known: `as_of`, `tags`, or `when` (a clause). `others` are
    what is wrong with other figures that the same target asks for.
    """

    problem: Problem
    not_finite: bool = False
    role: str | None = None
    indicator: str | None = None
    others: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, each once, the fault's own first."""
        return tuple(dict.fromkeys((self.problem, *self.others)))


class Plan(NamedTuple):
    """One of the plans of a figure that are told apart by name: its number, and the printed share of it."""

    name: str
    amount: Quantity | None = None
    share: Quantity | None = None

    def is_called(self, name: str) -> bool:
        """Whether this is its name, however it is spelt in capitals and small letters."""
        return normal(self.name).casefold() == normal(name).casefold()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one indicator.

    Units: actual, plan and previous are in the unit they were written in (None: bare); of_plan, of_previous and
    reported are printed shares; count and total are counts. Missing values are None: nothing is zero by default.
    `plan` and `of_plan` belong to the plan without a name; `plans` are those that have one. `raw` is the scalar as text: a
    grade, yes or no, or what `actual` was read from. `places` is where each role stands.
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
    plans: tuple[Plan, ...] = ()
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
        if self.plans:
            units += [plan.amount.unit for plan in self.plans if plan.amount is not None]
            is_mixed = len(set(units)) > 1
            doubled = doubled or any(plan.share and plan.amount and self.actual for plan in self.plans)
        object.__setattr__(self, "unit", _MIXED if odd or doubled or is_mixed else unit)
        object.__setattr__(self, "doubled", doubled)
        object.__setattr__(self, "ratios", tuple([None if amount is None else amount[:2] for amount in amounts]))

    @property
    def counted_in(self) -> Unit | None:
        """The unit of count and total, where they name one that was looked up."""
        units = (given.unit for given in (self.count, self.total) if given is not None)
        return next((unit for unit in units if unit is not None and not isinstance(unit, str)), None)

    def role(self, key: str) -> Any:
        """What stands under a role as people write it: `actual`, `plan`, `plan.city`; None where nothing does."""
        role, _, name = key.partition(".")
        if not name:
            return getattr(self, role)
        plan = next((plan for plan in self.plans if plan.is_called(name)), Plan(name))
        return plan.amount if role == "plan" else plan.share

    def by_plan(self, name: str) -> Figure:
        """The figure as one sees it who knows the plan of this name alone.

        >>> Figure("blood-donation", plans=(Plan("city"),)).by_plan("council").plans
        ()
        """
        own = next((plan for plan in self.plans if plan.is_called(name)), Plan(name))
        places = {role: where for role in ("plan", "of_plan") if (where := self.places.get(f"{role}.{own.name}")) is not None}
        return replace(self, plan=own.amount, of_plan=own.share, plans=(), places={**self.places, **places})

    def lacks_plan(self, name: str | None, example: Callable[[str], str] = "100 % of plan {}".format) -> Problem:
        """Say that the plan of this name (or the one without a name) is not here, and which ones are.

        `example` shows how rules name a plan.
        """
        of, names = f"figure {quoted(self.indicator)}", [plan.name for plan in self.plans]
        listed = ", ".join(map(quoted, names))
        if name is None:
            return Problem(f"{of} has plans by name", self.place, f"name one of {listed}, as in {quoted(example(names[0]))}")
        help_ = did_you_mean(name, names, f"its plans are {listed}" if names else f"add it: `plan: {{{name}: ...}}`")
        return Problem(f"{of} has no plan {quoted(name)}", self.place, help_)

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


def split_items(cell: str) -> list[str]:
    """Part items by semicolons, or by commas where there is no semicolon."""
    return [item.strip() for item in cell.split(";" if ";" in cell else ",") if item.strip()]
