"""One figure of a document: its roles, each with its place, and what is wrong with it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Problem, quoted
from targets.figures import AMOUNTS, COUNTS, Fault, Figure, Plan, truth_of
from targets.numerals import NotANumber, NotFinite, normal
from targets.reading.cells import Faulty, Measured
from targets.reading.compile import source_of
from targets.reading.tree import key_place, place
from targets.reading.written import printed_share, written_quantity

if TYPE_CHECKING:
    from targets.numerals import Style
    from targets.quantity import Quantity
    from targets.reading.documents import FigureDocument
    from targets.ruleset import Source

__all__ = ["FigureReader"]

_COUNT_OF_TOTAL = re.compile(r"(\d[\d., ]*+)/ ?(\d[\d., ]*+)([^\d/]*+)")
_SHARES = ("of_plan", "of_previous", "reported")
_BY_NAME = ("plan", "of_plan")
_NUMBERS = (int, float, Decimal)
_READABLE = (str, *_NUMBERS, Measured)
_ROLES = (*AMOUNTS, *COUNTS, *_SHARES)


class FigureReader:
    """Reads the roles of one figure, each with its place, and collects the faults of the figure."""

    def __init__(
        self, name: str, written: FigureDocument, values: Any, style: Style | None, source: Source, problems: list[Problem]
    ) -> None:
        """Take the figure and the mapping that holds it, how its numbers are written, and where faults of the document go."""
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
            return self._beside(role)
        inner = self.node[role]
        written = next((key for key in inner if normal(str(key)) == name), None) if isinstance(inner, dict) else None
        return place(self.node, role) if written is None else place(inner, written)

    def _beside(self, role: str) -> Any:
        """Say where a role stands that has no key of its own: `7/9` is a count and a total, and stands where the actual does."""
        return place(self.node, "actual") if role in COUNTS and isinstance(self.node, dict) and "actual" in self.node else self.scalar_at

    def _places(self) -> dict[str, Any]:
        """Say where each role stands that was read, or may be asked for."""
        node = self.node
        if isinstance(node, dict):
            found = [(role, place(node, role) if role in node else self._beside(role)) for role in (*self.roles, "actual")]
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
            quantity = written_quantity(value, self.style, self.written.unit)
            return printed_share(role, quantity) if role.partition(".")[0] in _SHARES else quantity
        except NotANumber as error:
            self._fault(role, str(error), error.help, not_finite=isinstance(error, NotFinite))
            return None

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


def _is_nan(plain: str) -> bool:
    return plain.casefold().lstrip("+-. ") in {"nan", "inf", "infinity", "∞"}
