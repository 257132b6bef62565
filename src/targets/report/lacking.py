"""What is lacking, in few words, and of several plans which one, why, and who has to say what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targets.cells import BY_PLAN
from targets.errors import clipped
from targets.formula import operand
from targets.outcome import Reason
from targets.report.amounts import by_name, plain
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.figures import Figure
    from targets.outcome import Outcome
    from targets.scorecard import Scorecard

__all__ = ["Lack", "lack_of", "naming_task", "reason_text", "why_lacking"]


class Lack(NamedTuple):
    """A plan that is lacking: of which indicator, its name (None: the target names none), and the plans that there are."""

    indicator: str
    wanted: str | None
    given: tuple[str, ...]


def reason_text(outcome: Outcome, lang: Language) -> str:
    """Give the reason of an undecided outcome in few words; where a condition lacks tags or a day, these and no figure."""
    if outcome.fault is not None and outcome.fault.role in ("tags", "as_of"):
        return say(lang, f"no-{outcome.fault.role}")
    return say(lang, outcome.reason or "no-figure")


def lack_of(outcome: Outcome, card: Scorecard) -> Lack | None:
    """Give the plan that is lacking; None where something else is, or where no plan has a name."""
    target, fault = outcome.target, outcome.fault
    if outcome.reason is not Reason.NO_PLAN:
        return None
    indicator, wanted = target.indicator.id, target.plan
    if fault is not None and fault.indicator is not None:
        indicator, wanted = fault.indicator, (fault.role or "").partition(".")[2] or None
    figure = card.figures.values.get(indicator)
    if fault is not None and fault.role == "when":
        clauses = target.applies.clauses if target.applies else ()
        by_plan = (one for one in clauses if one.indicator.id == indicator and one.measure in BY_PLAN)
        wanted = next((one.plan for one in by_plan if figure is None or not _holds(figure, one.plan)), None)
    given = tuple(plan.name for plan in figure.plans) if figure is not None else ()
    return Lack(indicator, wanted, given) if wanted or given else None


def _holds(figure: Figure, plan: str | None) -> bool:
    """Whether a figure gives this plan, or the share of it."""
    return any(figure.role(role if plan is None else f"{role}.{plan}") is not None for role in ("plan", "of_plan"))


def why_lacking(lack: Lack, lang: Language) -> str:
    """Say it as the rest of a sentence, with the plans that there are."""
    names = ", ".join(by_name(name).strip() for name in lack.given)
    if lack.wanted is None:
        return say(lang, "why-plan-not-named", names=names)
    others = say(lang, "other-plans", names=names) if names else ""
    return say(lang, "why-no-plan-of-name", name=by_name(lack.wanted), others=others)


def naming_task(lack: Lack, outcome: Outcome, lang: Language) -> str:
    """Say how the rules name a plan, where they name none."""
    name, first = plain(lack.indicator), plain(clipped(lack.given[0]))
    formula = outcome.target.indicator.formula
    example = f"100 % of plan {first}" if formula is None else f"plan({operand(name)}, {operand(first)})"
    return say(lang, "name-plan", indicator=name, example=example)
