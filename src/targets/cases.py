"""Written cases of a ruleset: figures, and the verdicts that a person expects of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from targets.decisions import Judgement, Waiver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.errors import Place
    from targets.figures import Figures
    from targets.outcome import Reason, Verdict
    from targets.quantity import Quantity

__all__ = ["Case", "Expectation", "signed"]


class Expectation(NamedTuple):
    """What one target is expected to give. A reason or a shortfall that is None is not looked at.

    Units: a bare shortfall stands in the unit of the outcome's own.
    """

    verdict: Verdict
    reason: Reason | None = None
    shortfall: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Figures and the verdicts expected of them, by target id.

    `judged` are verdicts that a person signed before, `waivers` those that were given to the case's subject.
    """

    name: str
    figures: Figures
    expect: Mapping[str, Expectation]
    judged: Mapping[str, Verdict] = field(default_factory=lambda: MappingProxyType({}))
    waivers: tuple[Waiver, ...] = ()
    place: Place | None = field(default=None, compare=False)


def signed(judged: Mapping[str, Verdict], figures: Figures) -> tuple[Judgement, ...]:
    """Give the judgements of a case, as if they had always been signed."""
    return tuple(
        Judgement(target_id, figures.subject, figures.period or "", verdict, "-", date.min, "-") for target_id, verdict in judged.items()
    )
