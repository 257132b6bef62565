"""What is worth saying beside the verdicts: printed shares that disagree, figures that no target uses, other periods."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

from targets.decisions import Waiver
from targets.errors import MOST_SUGGESTIONS
from targets.needs import tags_of
from targets.outcome import Notice, Verdict
from targets.units import OF_PLAN, OF_PREVIOUS, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from targets.decisions import Decision
    from targets.figures import Figure, Figures
    from targets.formula import Formula
    from targets.outcome import Outcome
    from targets.ruleset import Ruleset, Target
    from targets.units import Unit

__all__ = ["disagreements", "misspelt_tags", "notes_on"]


def remarks(figure: Figure, target: Target, unit: Unit) -> tuple[Notice, ...]:
    """Say what is odd about a figure that was judged as it stands: nothing here changes a verdict.

    A word such as `gần` before it, a thing counted below zero, a share of a counted whole outside 0 to 100 %, a printed
    share that its numbers do not give.
    """
    found = disagreements(figure, target.plan) if figure.doubled else ()
    judged = {OF_PLAN: figure.of_plan, OF_PREVIOUS: figure.of_previous}.get(unit, figure.actual or figure.count)
    if judged is None:
        return found
    if judged.qualifier:
        found = (*found, Notice("taken-as-it-is", names=(judged.text,)))
    whole = Fraction(100) / target.indicator.unit.scale if target.indicator.counted_in and target.indicator.unit else None
    if (
        judged is figure.actual
        and unit not in (OF_PLAN, OF_PREVIOUS)
        and ((unit.is_whole and judged.numerator < 0) or (whole is not None and not 0 <= judged.value <= whole))
    ):
        found = (*found, Notice("impossible", names=(judged.text,)))
    return found


def impossible_inputs(formula: Formula, figures: Figures) -> tuple[Notice, ...]:
    """Name the things counted below zero that a formula reads: two of them make a ratio that looks sound."""
    read = ((one.unit, figures.values[one.indicator.id].role(one.key)) for one in formula.inputs if one.indicator.id in figures.values)
    names = tuple(given.text for unit, given in read if given is not None and unit.is_whole and given.numerator < 0)
    return (Notice("impossible", names=names),) if names else ()


def disagreements(figure: Figure, plan: str | None = None) -> tuple[Notice, ...]:
    """Compare printed shares with the numbers they were made of: one unit in the last printed place is rounding.

    `plan` is the name of the figure's plan, where it has one.
    """
    pairs = (
        (figure.of_plan, figure.actual, figure.plan, OF_PLAN, plan),
        *((one.share, figure.actual, one.amount, OF_PLAN, one.name) for one in figure.plans),
        (figure.of_previous, figure.actual, figure.previous, OF_PREVIOUS, None),
        (figure.reported, figure.count, figure.total, PERCENT, None),
    )
    found = []
    for printed, part, whole, unit, name in pairs:
        if printed is None or part is None or whole is None or not whole.numerator:
            continue
        computed = 100 * part.value / whole.value
        if abs(computed - printed.value) >= printed.last_place:
            found.append(Notice("share-disagrees", ((printed.value, unit), (computed, unit)), () if name is None else (name,)))
    return tuple(found)


def notes_on(ruleset: Ruleset, figures: Figures) -> tuple[Notice, ...]:
    """Note another period than the ruleset's, the document's own claim, and figures that no target uses."""
    notes = []
    if figures.period is not None and figures.period != ruleset.period:
        notes.append(Notice("other-period", names=(figures.period, ruleset.period)))
    if figures.claim is not None:
        claim = figures.claim
        notes.append(Notice("claim", names=tuple(part for part in (claim.document, claim.section) if part)))
    if not figures.values.keys() <= ruleset.indicators.keys():
        names = [name for name in figures.values if name not in ruleset.indicators]
        unused = {name: _near(name, ruleset, figures) if n < MOST_SUGGESTIONS else [] for n, name in enumerate(names)}
        notes += [Notice("misspelt-figure", names=(name, *near)) for name, near in unused.items() if near]
        others = tuple(name for name, near in unused.items() if not near)
        notes += [Notice("unused-figures", names=others)] if others else []
    return tuple(notes)


def odd_tags(ruleset: Ruleset, figures: Figures, decisions: Iterable[Decision]) -> tuple[Notice, ...]:
    """Note tags that are nearly, but not quite, what some condition asks about: they take targets out, or leave them in."""
    if not figures.tags:
        return ()
    waived = {decision.tag for decision in decisions if isinstance(decision, Waiver)}
    found = misspelt_tags(figures.tags, tags_of(ruleset))
    return tuple(Notice("misspelt-tag", names=(tag, near)) for tag, near in found.items() if tag not in waived)


def misspelt_tags(tags: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Give what was meant by each tag that nobody asks about: one that is known, not borne, and nearly the same.

    >>> misspelt_tags(["do thi", "iland", "rich"], ["đô thị", "island"])
    {'do thi': 'đô thị', 'iland': 'island'}
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only for a tag that nobody asks about

    others = {tag: _letters(tag) for tag in known if tag not in tags}
    found: dict[str, str] = {}
    for tag in [tag for tag in tags if tag not in known][:MOST_SUGGESTIONS] if others else ():
        alike = [other for other, letters in others.items() if letters == _letters(tag)]
        near = alike or get_close_matches(tag, others, n=1, cutoff=0.8)
        found |= {tag: near[0]} if near else {}
    return found


def _letters(text: str) -> str:
    """Give the letters without their marks, for many type Vietnamese without them."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text).replace("đ", "d") if not unicodedata.combining(sign))


def unused_waivers(decisions: Iterable[Decision], outcomes: Iterable[Outcome], day: date | None) -> tuple[Notice, ...]:
    """Note waivers that are in force for targets that were not missed, so that nobody keeps them for nothing."""
    verdicts = {outcome.target.id: outcome.verdict for outcome in outcomes}
    names = tuple(
        dict.fromkeys(
            waiver.target
            for waiver in decisions
            if isinstance(waiver, Waiver) and waiver.is_in_force(day) and verdicts.get(waiver.target, Verdict.WAIVED) is not Verdict.WAIVED
        )
    )
    return (Notice("waiver-unused", names=names),) if names else ()


def _near(name: str, ruleset: Ruleset, figures: Figures) -> list[str]:
    """Find the indicator that was meant: spelled nearly the same, and without a figure of its own."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a figure that no target uses

    return get_close_matches(name, [known for known in ruleset.indicators if known not in figures.values], n=1, cutoff=0.8)
