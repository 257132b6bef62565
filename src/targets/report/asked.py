"""What a form asks for: each indicator that the targets of a ruleset need, once, under its section."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.measure import Measure
from targets.report.amounts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.report.words import Language
    from targets.ruleset import Indicator, Ruleset, Target

__all__ = ["Asked", "sections_of"]

_KINDS = {Measure.RANK: "grade", Measure.HELD: "title", Measure.ITEMS: "items", Measure.JUDGED: "judged"}


class Asked(NamedTuple):
    """An indicator, the targets that judge it, and the roles that formulas read of it (`plan.city` for a plan by name)."""

    indicator: Indicator
    targets: list[Target]
    read: set[str]

    @property
    def kind(self) -> str:
        """What is filled in: number, grade, title, items or (nothing) judged."""
        kinds = [_KINDS.get(target.measure, "number") for target in self.targets] + ["number"] * bool(self.read)
        return next((kind for kind in kinds if kind != "judged"), "judged")

    @property
    def plans(self) -> dict[str, str]:
        """The plans that are asked for by name, by their names as they are compared."""
        named = [target.plan for target in self.targets if target.plan is not None]
        named += [role.partition(".")[2] for role in sorted(self.read) if "." in role]
        return {name.casefold(): name for name in reversed(named)}


def sections_of(ruleset: Ruleset, lang: Language) -> dict[str, dict[str, Asked]]:
    """Give each indicator once, under the section of the first target that asks for it."""
    sections: dict[str, dict[str, Asked]] = {}
    first: dict[str, Asked] = {}
    for target in ruleset:
        heading = ruleset.heading(target)
        title = "" if heading is None else f"{plain(heading[0])} {plain(heading[1].say(lang))}".strip()
        for part in _judged(target):
            formula = part.indicator.formula
            asked = [(part.indicator, None)] if formula is None else [(one.indicator, one.key) for one in formula.inputs]
            for indicator, role in asked:
                name = indicator.id
                if name not in first:
                    first[name] = sections.setdefault(title, {})[name] = Asked(indicator, [], set())
                if role is None:
                    first[name].targets.append(part)
                else:
                    first[name].read.add(role)
    return sections


def _judged(target: Target) -> Iterator[Target]:
    """Give what is judged of a target: itself, or its parts and members, and the clauses of its condition."""
    for clause in target.applies.clauses if target.applies else ():
        yield from _judged(clause)
    if target.parts:
        for part in target.parts:
            yield from _judged(part)
    else:
        yield target
