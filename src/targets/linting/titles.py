"""Titles of nearly the same name: an honour that is asked for twice, or two that are easily taken for one another."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.finding import Finding
from targets.measure import Measure
from targets.numerals import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.ruleset import Ruleset, Target

__all__ = ["similar_titles"]

_FILLERS = frozenset(["và", "của", "về", "các", "ở", "tại", "cho", "theo", "the", "of", "and", "in", "for", "a", "an"])
_COMMON = 20


class _Named(NamedTuple):
    target: Target
    words: frozenset[str]


def similar_titles(ruleset: Ruleset) -> Iterator[Finding]:
    """Find two targets on different titles whose names share three quarters of the shorter one's words.

    Only titles that are held: similar names of numbers are the rule (poor and near-poor households), and one honour
    under two names is what happens. A word of many titles tells nothing, and names with different numbers differ.
    """
    named = [
        _Named(target, words)
        for target in ruleset.targets
        if target.measure is Measure.HELD and not target.parts and len(words := _words(target)) > 2
    ]
    bearing: dict[str, list[int]] = {}
    for index, one in enumerate(named):
        for word in one.words:
            bearing.setdefault(word, []).append(index)
    seen: set[tuple[int, int]] = set()
    for indexes in bearing.values():
        if len(indexes) <= _COMMON:
            seen.update((one, other) for n, one in enumerate(indexes) for other in indexes[n + 1 :])
    for index, other in seen:
        pair = sorted((named[index], named[other]), key=lambda one: one.target.id)
        if _are_alike(*pair):
            yield Finding(Code.SIMILAR_TITLE, tuple(one.target for one in pair))


def _are_alike(one: _Named, other: _Named) -> bool:
    if one.target.indicator.id == other.target.indicator.id or _numbers(one.words) != _numbers(other.words):
        return False
    return len(one.words & other.words) >= ceil(3 * min(len(one.words), len(other.words)) / 4)


def _words(target: Target) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", normal(target.title.say("vi")).casefold())) - _FILLERS


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(character.isdecimal() for character in word))
