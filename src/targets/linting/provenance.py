"""What stands around the targets: their sources, indicators that none uses, weights that leave one to decide."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.ruleset import Ruleset

__all__ = ["provenance"]


def provenance(ruleset: Ruleset, *, is_whole: bool) -> Iterator[Finding]:
    """Find targets without a source or a section, and what only a whole ruleset can tell."""
    for target in ruleset.targets:
        source = target.source
        if source.document is None and source.url is None:
            yield Finding(Code.NO_SOURCE, (target,))
        elif source.section is None:
            yield Finding(Code.NO_SECTION, (target,))
        if target.loosens is not None:
            yield Finding(Code.LOOSENED, (target,), names=(target.loosens,))
    if is_whole:
        yield from _unused(ruleset)
        yield from _deciding(ruleset)


def _unused(ruleset: Ruleset) -> Iterator[Finding]:
    used: set[str] = set()
    for target in ruleset.targets:
        clauses = () if target.applies is None else target.applies.clauses
        for part in (*(target.parts or (target,)), *clauses):
            formula = part.indicator.formula
            used.update([part.indicator.id] if formula is None else [given.indicator.id for given in formula.inputs])
    for name, indicator in ruleset.indicators.items():
        if name not in used:
            yield Finding(Code.UNUSED_INDICATOR, names=(name,), written=indicator.place)


def _deciding(ruleset: Ruleset) -> Iterator[Finding]:
    """Find the target that weighs more than all others together: the score is above a half exactly when it is reached."""
    counted = [target for target in ruleset.targets if target.is_required]
    if len(counted) > 1:
        heaviest = max(counted, key=lambda target: target.weight)
        if heaviest.weight > sum((target.weight for target in counted), Fraction(0)) - heaviest.weight:
            yield Finding(Code.DECIDES_ALL, (heaviest,))
