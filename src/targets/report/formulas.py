"""A formula with its titles and with its numbers, as a reader would write it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.deriving import number_of
from targets.formula import Input, Number, Operation
from targets.report.amounts import amount, by_name, plain
from targets.report.digits import shown
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from targets.formula import Formula, Node
    from targets.scorecard import Scorecard

__all__ = ["in_numbers", "in_titles", "input_title", "role_word"]

_RANKS = {"+": 1, "-": 1, "*": 2, "/": 2}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "/"}


def in_titles(formula: Formula, lang: Language) -> str:
    """Write the formula with the titles of its indicators."""
    return _written(formula.root, lambda wanted: input_title(wanted, lang), lang)


def in_numbers(formula: Formula, card: Scorecard, lang: Language) -> str:
    """Write the formula with its numbers in it; a question mark stands where one is missing."""

    def number(wanted: Input) -> str:
        found = number_of(wanted, card.figures.values.get(wanted.indicator.id), card.ruleset.units)
        return amount(found, wanted.unit, lang) if isinstance(found, Fraction) else "?"

    return _written(formula.root, number, lang)


def input_title(wanted: Input, lang: Language) -> str:
    """Name an input: the title of its indicator, and which role of it where that is not the actual."""
    title = plain(wanted.indicator.title.say(lang)) or plain(wanted.indicator.id)
    return title if wanted.role == "actual" else say(lang, "of-input", title=title, role=role_word(wanted.key, lang))


def role_word(key: str, lang: Language) -> str:
    """Name a role of a figure; a plan by its name, where it has one."""
    role, _, plan = key.partition(".")
    return say(lang, f"role-{role}") + by_name(plan or None)


def _written(node: Node, name: Callable[[Input], str], lang: Language) -> str:
    match node:
        case Number():
            return shown(node.value, lang)
        case Input():
            return name(node)
        case Operation():
            rank = _RANKS[node.sign]
            left = _inside(node.left, name, lang, least=rank)
            right = _inside(node.right, name, lang, least=rank + (node.sign in "-/"))
            return f"{left} {_SIGNS[node.sign]} {right}"


def _inside(node: Node, name: Callable[[Input], str], lang: Language, *, least: int) -> str:
    """Put an operand into parentheses where it would bind less than what stands around it."""
    text = _written(node, name, lang)
    return f"({text})" if isinstance(node, Operation) and _RANKS[node.sign] < least else text
