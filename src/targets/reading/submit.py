"""The boundary for figures: documents become figures; what cannot be read becomes a fault of that figure alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Problem, TargetsError, quoted
from targets.figures import AMOUNTS, Fault, Figure, Figures
from targets.labels import Units
from targets.numerals import NotANumber, NotFinite, from_python, normal
from targets.quantity import Quantity, read_quantity
from targets.reading.cells import Faulty, Measured
from targets.reading.compile import source_of, text_of
from targets.reading.conditions import tag_of
from targets.reading.documents import FiguresDocument
from targets.reading.faults import validated
from targets.reading.tree import key_place, place
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from targets.numerals import Style
    from targets.reading.documents import FigureDocument
    from targets.ruleset import Source
    from targets.units import Unit

__all__ = ["merge", "submit"]

_UNITS = Units()
_COUNT_OF_TOTAL = re.compile(r"(\d[\d., ]*?) ?/ ?(\d[\d., ]*?)( [^\d/]+)?")
_SHARES = ("of_plan", "of_previous", "reported")
_COUNTS = ("count", "total")


def submit(node: Any, style: Style | None, problems: list[Problem], file: str | None = None) -> Figures | None:
    """Turn one figures document into figures. Faults of the document itself go to `problems`."""
    document = validated(FiguresDocument, node, problems, file)
    if document is None:
        return None
    numbers = document.numbers or style
    source = source_of(document.source)
    values_node = node["values"]
    values = {name: _Reader(name, written, values_node, numbers, source, problems).figure() for name, written in document.values.items()}
    claim = None if document.claim is None else source_of(None, source, document.claim.section)
    return Figures(
        values,
        document.subject,
        document.period or None,
        text_of(document.title),
        _day(document.as_of, node, problems),
        source,
        claim,
        None if document.tags is None else tuple(dict.fromkeys(map(tag_of, document.tags))),
        place(node),
        document.ruleset or None,
    )


def _day(text: str | None, node: Any, problems: list[Problem]) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        message = f"`as_of`: {quoted(text)} is not a date"
        problems.append(Problem(message, place(node, "as_of"), "write year, month, day: `2023-11-30`", Code.BAD_DAY))
        return None


def merge(found: Iterable[Figures]) -> tuple[Figures, ...]:
    """Join what several files say of one subject and period. Raises TargetsError where two give the same figure."""
    merged: dict[tuple[str, str | None], Figures] = {}
    problems: list[Problem] = []
    for figures in found:
        key = (figures.subject, figures.period)
        if (first := merged.get(key)) is None:
            merged[key] = figures
            continue
        for name in figures.values.keys() & first.values.keys():
            where = first.values[name].place
            help_ = f"the first one stands at {where}" if where else "give each figure once"
            message = f"figure {quoted(name)} of {quoted(figures.subject)}, {figures.period}, is given twice"
            problems.append(Problem(message, figures.values[name].place, help_, Code.GIVEN_TWICE))
        merged[key] = replace(
            first, values={**first.values, **figures.values}, claim=first.claim or figures.claim, tags=_tags_of(first, figures)
        )
    if problems:
        raise TargetsError(*problems)
    return tuple(merged.values())


def _tags_of(one: Figures, other: Figures) -> tuple[str, ...] | None:
    """Join the tags of two files about one subject; None where neither says any."""
    if one.tags is None or other.tags is None:
        return one.tags if other.tags is None else other.tags
    return tuple(dict.fromkeys((*one.tags, *other.tags)))


class _Reader:
    """Reads the roles of one figure, each with its place, and collects the faults of the figure."""

    def __init__(
        self, name: str, written: FigureDocument, values: Any, style: Style | None, source: Source, problems: list[Problem]
    ) -> None:
        self.name, self.written, self.style, self.problems = name, written, style, problems
        self.node = values[name]
        self.where = key_place(values, name)
        self.scalar_at = place(values, name)
        self.source = source_of(written.source, source, written.section)
        self.faults: list[Fault] = []
        self.roles: dict[str, Any] = {}

    def figure(self) -> Figure:
        """Give the figure, whatever could be read of it."""
        written = self.written
        self._scalars()
        for role in (*AMOUNTS, *_COUNTS, *_SHARES):
            if role not in self.roles and (value := getattr(written, role)) is not None and value != "":
                self.roles[role] = self._read(role, value)
        self._held()
        places = {role: where for role in (*self.roles, "actual") if (where := self._place(role)) is not None}
        return Figure(
            indicator=self.name,
            grade=written.grade,
            done=None if written.done is None else tuple(written.done),
            faults=tuple(self.faults),
            note=written.note,
            vintage=written.vintage,
            source=self.source,
            place=self.where,
            places=places,
            **self.roles,
        )

    def _place(self, role: str) -> Any:
        return place(self.node, role) if isinstance(self.node, dict) and role in self.node else self.scalar_at

    def _scalars(self) -> None:
        """Read `7/9` as a count of a total, true as a title held, other text as a grade that may be asked for."""
        actual = self.written.actual
        if isinstance(actual, bool):
            self.roles |= {"held": actual, "actual": None}
        elif isinstance(actual, str):
            plain = normal(actual)
            if (match := _COUNT_OF_TOTAL.fullmatch(plain)) and self.written.count is None and self.written.total is None:
                unit = match[3] or ""
                self.roles |= {"count": self._read("count", match[1] + unit), "total": self._read("total", match[2] + unit), "actual": None}
            elif plain and not any(character.isdecimal() for character in plain) and not _is_nan(plain):
                self.roles |= {"raw": actual, "actual": None}
            elif plain:
                self.roles["raw"] = actual

    def _held(self) -> None:
        held = self.written.held
        if isinstance(held, bool):
            self.roles["held"] = held
        elif isinstance(held, str) and held.strip():
            self.roles["raw"] = held
        elif held is not None and held != "":
            self._misplaced("held", held, "true or false")

    def _read(self, role: str, value: Any) -> Quantity | None:
        if isinstance(value, Faulty):
            self._fault(role, value.message, value.help)
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | Measured):
            self._misplaced(role, value, "a number or a text")
            return None
        try:
            quantity = self._quantity(value)
            return self._share(role, quantity) if role in _SHARES else quantity
        except NotANumber as error:
            self._fault(role, str(error), error.help, not_finite=isinstance(error, NotFinite))
            return None

    def _quantity(self, value: str | float | Decimal | Measured) -> Quantity:
        value, unit = value if isinstance(value, Measured) else (value, self.written.unit)
        quantity = read_quantity(value, self.style, _UNITS) if isinstance(value, str) else Quantity(*_plain(value))
        if quantity.unit is None and unit is not None:
            quantity = quantity._replace(unit=_named(unit))
        return quantity

    def _share(self, role: str, quantity: Quantity) -> Quantity:
        """Give a printed share in percent; a bare number could be a share or a hundred times one."""
        unit = quantity.unit
        if unit is None:
            message = "a bare number for a share"
            raise NotANumber(message, f"did you mean `{quantity.text} %`?")
        wanted = {"of_plan": (Kind.SHARE, Kind.OF_PLAN), "of_previous": (Kind.SHARE, Kind.OF_PREVIOUS)}.get(role, (Kind.SHARE,))
        if isinstance(unit, str) or unit.kind not in wanted:
            message = f"{quoted(quantity.text)} is not a share"
            raise NotANumber(message, "write it as printed, in percent: `94,12 %`")
        scale: Fraction = unit.scale
        return quantity._replace(
            numerator=quantity.numerator * scale.numerator, denominator=quantity.denominator * scale.denominator, unit=_UNITS.get("percent")
        )

    def _fault(self, role: str, message: str, way_out: str | None, *, not_finite: bool = False) -> None:
        problem = Problem(message, self._place(role), way_out).inside(f"figure {quoted(self.name)}", quoted(role))
        self.faults.append(Fault(problem, not_finite))

    def _misplaced(self, role: str, value: Any, expected: str) -> None:
        kind = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else quoted(value)
        problem = Problem(f"expected {expected}, found {kind}", self._place(role), None, Code.WRONG_SHAPE)
        self.problems.append(problem.inside(f"figure {quoted(self.name)}", quoted(role)))


@lru_cache(maxsize=1000)
def _named(label: str) -> Unit | str | None:
    """Look up the unit that a column or a key names; the same few stand beside thousands of numbers."""
    return read_quantity(f"1 {label}", "en", _UNITS).unit


def _plain(value: float | Decimal) -> tuple[int, int, None, int, str]:
    number = from_python(value)
    return number.numerator, number.denominator, None, number.decimals, str(value)


def _is_nan(plain: str) -> bool:
    return plain.casefold().lstrip("+-. ") in {"nan", "inf", "infinity", "∞"}
