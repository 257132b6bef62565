"""Targets and what they stand on: indicators, scales, sources, and the ruleset that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from targets.labels import Units
from targets.measure import Measure
from targets.numerals import normal
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from targets.condition import Condition
    from targets.errors import Place
    from targets.formula import Formula
    from targets.interval import Interval
    from targets.units import Unit

__all__ = ["NO_IGNORE", "NO_SOURCE", "NO_TEXT", "Band", "Indicator", "Ruleset", "Severity", "Source", "Target", "Text"]


class Text(NamedTuple):
    """A text in Vietnamese, in English, or in both.

    >>> Text(vi="Thu ngân sách").say("en")
    'Thu ngân sách'
    """

    vi: str | None = None
    en: str | None = None

    def say(self, lang: str) -> str:
        """Give the text in this language, or in the other one where it is missing."""
        first, second = (self.vi, self.en) if lang == "vi" else (self.en, self.vi)
        return first or second or ""


@dataclass(frozen=True, slots=True)
class Source:
    """Provenance: the document, its date and issuer, the section, the figure as printed, and an address."""

    document: str | None = None
    date: str | None = None
    issuer: str | None = None
    section: str | None = None
    printed: str | None = None
    url: str | None = None


NO_TEXT, NO_SOURCE = Text(), Source()
NO_IGNORE: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """Whether a missed target fails a run."""

    REQUIRED = "required"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named quantity (with a unit), grade (with a scale), title, checklist or piece of work; it knows no target.

    Units: `unit` is the unit of its figures; `counted_in` is the unit of count and total where it is a share.
    One with a formula has no figures of its own: they are worked out from those of others.
    """

    id: str
    title: Text
    unit: Unit | None = None
    counted_in: Unit | None = None
    scale: tuple[str, ...] = ()
    formula: Formula | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def is_part(self) -> bool:
        """Whether its values are parts of a whole that is counted, so that they lie between none and all of it."""
        return self.counted_in is not None and self.unit is not None and self.unit.kind is Kind.SHARE


# A number against one bound: the figure's indicator and unit, the role of its base (0: none, 1: plan, 2: previous), two
# factors, whether the bound is open, whether it can be exceeded. With `times` and `bound`, the number n/d over the base
# p/q lies n*q*times - d*p*bound beyond the bound (n*times - d*bound without a base): 0 on it, above 0 on the good side.
# A bare tuple, for that is what Python unpacks fastest.
HalfLine = tuple[str, "Unit | None", int, int, int, bool, bool]

_ROLES = {
    Measure.VALUE: 0,
    Measure.PLAN: 1,
    Measure.SHARE_OF_PLAN: 1,
    Measure.PREVIOUS: 2,
    Measure.SHARE_OF_PREVIOUS: 2,
}


class Band(NamedTuple):
    """Values of a target's measure, in the terms of its bounds, and the points that they earn."""

    interval: Interval
    points: Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """A measure of an indicator and the values that reach it.

    Units: `acceptable` and `exceeding` stand in the indicator's unit, in percent for a measure against plan or
    last year (100 for the base itself), in ranks, items, or 0 and 1 for a title. `plan` is the name of the plan that is
    meant, None for the one without a name.
    A target over several indicators has one part for each, a composite has the other targets that it combines; neither
    compares a number itself. `bands` are the points that it can earn, `applies` says when it is judged at all,
    `override` whether a judgement may replace what was computed, `ignore` which findings it answers with which
    reason, `loosens` why it may be looser than the target that it changes. `groups` are the groups of targets that it stands
    in (chủ yếu, xã hội), as they are compared: they turn no verdict. `near` holds `acceptable` and the values
    beside it that are a near miss (xấp xỉ): they are missed like all others, and shown in amber.
    """

    id: str
    title: Text
    indicator: Indicator
    measure: Measure
    acceptable: Interval
    exceeding: Interval | None = None
    items: tuple[str, ...] = ()
    zero_kept: bool = False
    severity: Severity = Severity.REQUIRED
    weight: Fraction = Fraction(1)
    source: Source = NO_SOURCE
    note: Text | None = None
    parts: tuple[Target, ...] = ()
    bands: tuple[Band, ...] = ()
    near: Interval | None = None
    applies: Condition | None = None
    override: bool = False
    loosens: str | None = None
    plan: str | None = None
    ignore: Mapping[str, str] = field(default_factory=lambda: NO_IGNORE, hash=False)
    groups: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)
    half_line: HalfLine | None = field(init=False, repr=False, compare=False)
    """For a number against one bound that `acceptable` and `exceeding` share: all that a comparison needs."""

    def __post_init__(self) -> None:
        """Work out once what every judgement would ask again."""
        indicator = self.indicator
        plain = self.measure in _ROLES and not self.parts and self.applies is None
        plain = plain and self.plan is None and indicator.formula is None and indicator.counted_in is None
        object.__setattr__(self, "half_line", self._half_line() if plain else None)

    def _half_line(self) -> HalfLine | None:
        end = self.acceptable.only_end
        beyond = None if self.exceeding is None else self.exceeding.only_end
        if end is None or (self.exceeding is not None and (beyond is None or beyond[:3] != end[:3])):
            return None
        (side, bound, below, is_open), role = end, _ROLES[self.measure]
        times = side * below * (100 if role else 1)
        return (self.indicator.id, self.indicator.unit, role, times, side * bound, is_open, self.exceeding is not None)

    @property
    def most_points(self) -> Fraction:
        """The most points that it can earn; 0 where it gives none."""
        return max((band.points for band in self.bands), default=Fraction(0))

    @property
    def plan_key(self) -> str | None:
        """The name of its plan as names are compared: however it is spelt in capitals and small letters."""
        return None if self.plan is None else normal(self.plan).casefold()

    @property
    def is_required(self) -> bool:
        """Whether the target counts in the score and can fail a run."""
        return self.severity is Severity.REQUIRED


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Indicators, scales and targets that belong together, in the order they were written.

    `text` is what the rules were read from; `ignore` says which findings on any of its targets are answered, and why.
    """

    id: str
    title: Text
    period: str
    targets: tuple[Target, ...]
    indicators: Mapping[str, Indicator]
    sections: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    units: Units = field(default_factory=Units, compare=False)
    source: Source = NO_SOURCE
    ignore: Mapping[str, str] = field(default_factory=lambda: NO_IGNORE)
    text: str = field(default="", compare=False, repr=False)

    @property
    def digest(self) -> str:
        """Identify the text of the rules: sha256, the same for every kind of line ending."""
        import hashlib  # noqa: PLC0415 - only a report for machines asks for it

        return f"sha256:{hashlib.sha256(self.text.encode()).hexdigest()}"

    def __iter__(self) -> Iterator[Target]:
        """The targets in the order they were written."""
        return iter(self.targets)

    def __len__(self) -> int:
        """How many targets there are."""
        return len(self.targets)

    def __getitem__(self, target_id: str) -> Target:
        """The target of this id. Raises KeyError."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise KeyError(target_id)

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The groups that its targets stand in, each with the ids of its targets, both in the order they were written."""
        found: dict[str, list[str]] = {}
        for target in self.targets:
            for name in target.groups:
                found.setdefault(name, []).append(target.id)
        return {name: tuple(ids) for name, ids in found.items()}

    def select(self, patterns: Iterable[str]) -> Ruleset:
        """Keep the targets whose id fits one of the patterns (`T1*`), or one of whose groups does (`group:chủ yếu`)."""
        wanted = tuple(patterns)
        return replace(self, targets=tuple(target for target in self.targets if any(_fits(target, pattern) for pattern in wanted)))

    def heading(self, target: Target) -> tuple[str, Text] | None:
        """Give the section under which a target stands: the declared one with the longest prefix, or its own."""
        section = target.source.section
        if section is None:
            return None
        parts = section.split(".")
        for length in range(len(parts), 0, -1):
            number = ".".join(parts[:length])
            if number in self.sections:
                return number, self.sections[number]
        return section, Text()


def _fits(target: Target, pattern: str) -> bool:
    kind, colon, name = pattern.partition(":")
    if colon and kind == "group" and any(_is_like(group, normal(name).casefold()) for group in target.groups):
        return True
    return _is_like(target.id, pattern)


def _is_like(name: str, pattern: str) -> bool:
    """Whether a name fits; one that is written out fits itself, whatever its signs stand for in a pattern (`core [2024]`)."""
    return name == pattern or fnmatchcase(name, pattern)
