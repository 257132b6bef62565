"""The boundary for figures: documents become figures; what cannot be read becomes a fault of that figure alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.condition import tag_of
from targets.errors import Problem, TargetsError, quoted
from targets.figures import AMOUNTS, COUNTS, Fault, Figure, Figures, Plan, truth_of
from targets.labels import Units
from targets.numerals import NotANumber, NotFinite, normal
from targets.quantity import Quantity, read_quantity
from targets.reading.cells import Faulty, Measured
from targets.reading.compile import source_of, text_of
from targets.reading.documents import FiguresDocument
from targets.reading.faults import validated
from targets.reading.tree import key_place, place
from targets.ruleset import NO_SOURCE, NO_TEXT
from targets.units import PERCENT, Kind, UnitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.numerals import Style
    from targets.reading.documents import FigureDocument
    from targets.ruleset import Source
    from targets.units import Unit

__all__ = ["merge", "submit"]

_UNITS = Units()
_COUNT_OF_TOTAL = re.compile(r"(\d[\d., ]*+)/ ?(\d[\d., ]*+)([^\d/]*+)")
_SHARES = ("of_plan", "of_previous", "reported")
_BY_NAME = ("plan", "of_plan")
_NUMBERS = (int, float, Decimal)
_READABLE = (str, *_NUMBERS, Measured)
_ROLES = (*AMOUNTS, *COUNTS, *_SHARES)


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
        numbers,
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
    groups: dict[tuple[str, str | None], list[Figures]] = {}
    for figures in found:
        groups.setdefault((figures.subject, figures.period), []).append(figures)
    problems: list[Problem] = []
    merged = tuple(group[0] if len(group) == 1 else _joined(group, problems) for group in groups.values())
    if problems:
        raise TargetsError(*problems)
    return merged


def _joined(group: list[Figures], problems: list[Problem]) -> Figures:
    """Join what is said of one subject and period; of title, day, source and claim the first that is given counts."""
    values: dict[str, Figure] = {}
    first, tags = group[0], [tag for one in group for tag in one.tags or ()]
    dated = next((one for one in group if one.as_of is not None), first)
    of = f"{quoted(first.subject)}, {first.period}"
    for figures in group:
        for name, figure in figures.values.items():
            if (other := values.setdefault(name, figure)) is not figure:
                help_ = f"the first one stands at {other.place}" if other.place else "give each figure once"
                problems.append(Problem(f"figure {quoted(name)} of {of}, is given twice", figure.place, help_, Code.GIVEN_TWICE))
        if figures.as_of is not None and figures.as_of != dated.as_of:
            help_ = f"{dated.place} says {dated.as_of}" if dated.place else "give one day"
            problems.append(Problem(f"`as_of`: {figures.as_of} is another day for {of}", figures.place, help_, Code.KEYS_DISAGREE))
    return replace(
        first,
        values=values,
        title=next((one.title for one in group if one.title != NO_TEXT), first.title),
        as_of=dated.as_of,
        source=next((one.source for one in group if one.source != NO_SOURCE), first.source),
        claim=next((one.claim for one in group if one.claim is not None), None),
        tags=tuple(dict.fromkeys(tags)) if any(one.tags is not None for one in group) else None,
    )


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
        self.roles: dict[str, Any] = {"grade": written.grade}

    def figure(self) -> Figure:
        """Give the figure, whatever could be read of it."""
        written = self.written
        self._scalars()
        self._plans()
        given = written.model_fields_set
        for role in _ROLES:
            if role in given and role not in self.roles and (value := getattr(written, role)) is not None and value != "":
                self.roles[role] = self._read(role, value)
        self._held()
        self._refuse_contradictions()
        places = self._places()
        return Figure(
            indicator=self.name,
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
        role, _, name = role.partition(".")
        if not isinstance(self.node, dict) or role not in self.node:
            return self.scalar_at
        inner = self.node[role]
        written = next((key for key in inner if normal(str(key)) == name), None) if isinstance(inner, dict) else None
        return place(self.node, role) if written is None else place(inner, written)

    def _places(self) -> dict[str, Any]:
        """Say where each role stands that was read, or may be asked for."""
        node = self.node
        if isinstance(node, dict):
            found = [(role, place(node, role) if role in node else self.scalar_at) for role in (*self.roles, "actual")]
            found += [
                (role, self._place(role)) for plan in self.roles.get("plans", ()) for role in (f"plan.{plan.name}", f"of_plan.{plan.name}")
            ]
        else:
            found = [(role, self.scalar_at) for role in (*self.roles, "actual")]
        return {role: where for role, where in found if where is not None}

    def _plans(self) -> None:
        """Read plans that are told apart by name; the empty name is that of the plan without one."""
        found: dict[str, Plan] = {}
        for role in _BY_NAME:
            if not isinstance(written := getattr(self.written, role), dict):
                continue
            self.roles[role] = None
            seen: dict[str, str] = {}
            for name, value in ((normal(str(name)), value) for name, value in written.items() if value is not None and value != ""):
                key = name.casefold()
                if key in seen:
                    message, help_ = f"{quoted(seen[key])} and {quoted(name)} name one plan", "give each plan one name of its own"
                    at = place(self.node[role], name) if isinstance(self.node, dict) else None
                    problem = Problem(message, at, help_, Code.GIVEN_TWICE)
                    self.problems.append(problem.inside(f"figure {quoted(self.name)}", quoted(role)))
                seen[key] = name
                quantity = self._read(f"{role}.{name}" if name else role, value)
                if name:
                    plan = found.get(key, Plan(name))
                    found[key] = plan._replace(amount=quantity) if role == "plan" else plan._replace(share=quantity)
                else:
                    self.roles[role] = quantity
        if found:
            self.roles["plans"] = tuple(found.values())

    def _scalars(self) -> None:
        """Read `7/9` as a count of a total, true as a title held, other text as a grade that may be asked for."""
        actual = self.written.actual
        if isinstance(actual, bool):
            self.roles |= {"held": actual, "actual": None}
        elif isinstance(actual, str):
            plain = normal(actual)
            if (match := _COUNT_OF_TOTAL.fullmatch(plain)) and self.written.count is None and self.written.total is None:
                count, total = (self._read(role, f"{match[n]} {match[3]}") for n, role in enumerate(COUNTS, 1))
                self.roles |= {"count": count, "total": total, "actual": None}
            elif plain and not any(character.isdecimal() for character in plain) and not _is_nan(plain):
                self.roles |= {"raw": actual, "actual": None}
            elif plain:
                self.roles["raw"] = actual
        elif isinstance(actual, _NUMBERS):
            self.roles["raw"] = str(actual)  # a title may be given as 1, in every format

    def _held(self) -> None:
        held = self.written.held
        if isinstance(held, bool):
            self.roles["held"] = held
        elif isinstance(held, (str, *_NUMBERS)) and str(held).strip():
            self.roles["raw"] = str(held)
        elif held is not None and held != "":
            self._misplaced("held", held, "true or false")

    def _refuse_contradictions(self) -> None:
        """Refuse two values for one thing: nobody can tell which of the two is meant."""
        actual, held, grade = self.written.actual, self.written.held, self.written.grade
        if held is not None and (said := _truth(actual)) is not None and said is not _truth(held):
            self._contradiction("held", held, actual)
        worded = isinstance(actual, str) and self.roles.get("raw") == actual and self.roles.get("actual") is None
        if grade is not None and worded and normal(grade).casefold() != normal(actual).casefold():
            self._contradiction("grade", grade, actual)

    def _contradiction(self, role: str, one: object, other: object) -> None:
        """Neither of the two values stands."""
        where = self._place("actual")
        message = f"{_shown(one)} contradicts `actual`, {_shown(other)}" + (f" ({where})" if where else "")
        self._fault(role, message, "keep the one that is right")
        self.roles |= {role: None, "raw": None}

    def _read(self, role: str, value: Any) -> Quantity | None:
        if isinstance(value, Faulty):
            self._fault(role, value.message, value.help)
            return None
        if isinstance(value, bool) or not isinstance(value, _READABLE):
            self._misplaced(role, value, "a number or a text")
            return None
        try:
            quantity = self._quantity(value)
            return self._share(role, quantity) if role.partition(".")[0] in _SHARES else quantity
        except NotANumber as error:
            self._fault(role, str(error), error.help, not_finite=isinstance(error, NotFinite))
            return None

    def _quantity(self, value: str | float | Decimal | Measured) -> Quantity:
        value, unit = value if isinstance(value, Measured) else (value, self.written.unit)
        quantity = read_quantity(value, self.style, _UNITS)
        if quantity.unit is None and unit is not None:
            # `_replace` takes several times as long.
            return Quantity(
                quantity.numerator, quantity.denominator, _named(unit), quantity.decimals, quantity.text, quantity.qualifier, quantity.times
            )
        return quantity

    def _share(self, role: str, quantity: Quantity) -> Quantity:
        """Give a printed share in percent; a bare number could be a share or a hundred times one."""
        unit = quantity.unit
        if unit is None:
            message = "a bare number for a share"
            raise NotANumber(message, f"did you mean `{quantity.text} %`?")
        kinds = {"of_plan": (Kind.SHARE, Kind.OF_PLAN), "of_previous": (Kind.SHARE, Kind.OF_PREVIOUS)}
        wanted = kinds.get(role.partition(".")[0], (Kind.SHARE,))
        if isinstance(unit, str) or unit.kind not in wanted:
            message = f"{quoted(quantity.text)} is not a share"
            raise NotANumber(message, "write it as printed, in percent: `94,12 %`")
        return quantity.turned(unit.scale, PERCENT)

    def _fault(self, role: str, message: str, way_out: str | None, *, not_finite: bool = False) -> None:
        problem = Problem(message, self._place(role), way_out).inside(f"figure {quoted(self.name)}", quoted(role))
        self.faults.append(Fault(problem, not_finite, role))

    def _misplaced(self, role: str, value: Any, expected: str) -> None:
        kind = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else quoted(value)
        problem = Problem(f"expected {expected}, found {kind}", self._place(role), None, Code.WRONG_SHAPE)
        self.problems.append(problem.inside(f"figure {quoted(self.name)}", quoted(role)))


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else truth_of(str(value)) if isinstance(value, (str, *_NUMBERS)) else None


def _shown(value: object) -> str:
    return quoted(str(value).lower() if isinstance(value, bool) else value)


@lru_cache(maxsize=1000)
def _named(label: str) -> Unit | str:
    """Look up the unit that a column or a key names; one that nobody knows here may be declared by a ruleset."""
    try:
        return _UNITS.get(label)
    except UnitError as error:
        if normal(label)[:1].isdecimal():
            message = f"`unit`: {quoted(label)} holds a number"
            raise NotANumber(message, "write thousands in words, as in `nghìn đồng`") from error
        return normal(label)


def _is_nan(plain: str) -> bool:
    return plain.casefold().lstrip("+-. ") in {"nan", "inf", "infinity", "∞"}
