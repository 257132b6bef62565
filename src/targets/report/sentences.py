"""One finding in words: the sentence about it, the way out, and what a witness shows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.errors import quoted
from targets.measure import Measure
from targets.report.advice import advice_of
from targets.report.amounts import amount, bound_text, by_name, plain
from targets.report.digits import shown
from targets.report.words import Language, say
from targets.units import OF_PLAN, OF_PREVIOUS

if TYPE_CHECKING:
    from targets.finding import Finding, Witness
    from targets.ruleset import Target

__all__ = ["sentence_of", "unit_name", "value_text", "witness_text"]

_MOST_NAMES = 5


def sentence_of(finding: Finding, lang: Language) -> tuple[str, str | None]:
    """Give the sentence about a finding, and the way out. Faults of documents speak English, as their readers do."""
    if (problem := finding.problem) is not None:
        return problem.message, problem.help
    about, ids = finding.about, finding.ids
    bounds = [bound_text(target, lang) for target in about[:2]]
    message, help_ = advice_of(
        finding.code,
        lang,
        id=ids[0] if ids else "",
        other=ids[-1] if ids else "",
        ids=_listed(ids, lang),
        others=_others(about[1:], lang),
        bound=bounds[0] if bounds else "",
        other_bound=bounds[-1] if bounds else "",
        indicator=about[0].indicator.id if about else "",
        word=finding.names[0] if finding.names else "",
        subject=finding.names[1] if len(finding.names) > 1 else "",
        last=finding.names[-1] if finding.names else "",
        names=_listed(finding.names[1:], lang),
        tags=_listed(finding.names[1:], lang) or say(lang, "none-borne"),
        where=say(lang, "target-of", id=ids[0]) if ids else say(lang, "whole-ruleset"),
        of_subjects=f" ({_listed(finding.names, lang)})" if any(finding.names) else "",
        **_counted(finding, lang),
    )
    return plain(message), plain(help_)


def _counted(finding: Finding, lang: Language) -> dict[str, object]:
    """Give what a bound between two counts really asks for: all of the total, or nothing of it."""
    witness = next(iter(finding.witnesses), None)
    if witness is None or witness.total is None:
        return {"reaching": "", "total": "", "instead": ""}
    is_all = witness.value == witness.total - 1
    unit = witness.target.indicator.unit
    share = amount(Fraction(0 if not is_all or unit is None else 100 / unit.scale), unit, lang)
    return {"reaching": witness.total if is_all else 0, "total": witness.total, "instead": f"`{share}`"}


def _others(targets: tuple[Target, ...], lang: Language) -> str:
    said = [f"{quoted(target.id)} ({bound_text(target, lang)})" for target in targets[:_MOST_NAMES]]
    return ", ".join(said) + (f" +{len(targets) - _MOST_NAMES}" if len(targets) > _MOST_NAMES else "")


def _listed(names: tuple[str, ...], lang: Language) -> str:
    listed = ", ".join(quoted(name) for name in names[:_MOST_NAMES])
    return listed if len(names) <= _MOST_NAMES else say(lang, "and-more", names=listed, n=len(names) - _MOST_NAMES)


def witness_text(witness: Witness, lang: Language) -> str:
    """Say what a value shows: which targets it reaches and which it misses."""
    said = [say(lang, key, ids=_listed(ids, lang)) for key, ids in (("reaches", witness.reaches), ("misses", witness.misses)) if ids]
    return f"{value_text(witness, lang)}: {', '.join(said)}"


def value_text(witness: Witness, lang: Language) -> str:
    """Give a witness's value as people write it."""
    target, value = witness.target, witness.value
    if witness.total is not None:
        return f"{shown(value, lang)}/{amount(Fraction(witness.total), target.indicator.counted_in, lang)}"
    match target.measure:
        case Measure.RANK:
            return plain(target.indicator.scale[int(value)])
        case Measure.ITEMS:
            return plain(", ".join(witness.items))
        case Measure.HELD:
            return say(lang, "yes" if value else "no")
        case Measure.VALUE | Measure.POINTS:
            return amount(value, target.indicator.unit, lang, _ends(target))
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return f"{shown(value, lang, _ends(target))} % {say(lang, 'of-plan')}{by_name(target.plan)}"
        case _:
            return f"{shown(value, lang, _ends(target))} % {say(lang, 'of-previous')}"


def _ends(target: Target) -> tuple[Fraction | None, Fraction | None]:
    return target.acceptable.lower, target.acceptable.upper


def unit_name(witness: Witness) -> str | None:
    """Name the unit of a witness's value for a machine."""
    indicator = witness.target.indicator
    if witness.total is not None:
        return None if indicator.counted_in is None else indicator.counted_in.name
    match witness.target.measure:
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return OF_PLAN.name
        case Measure.SHARE_OF_PREVIOUS | Measure.PREVIOUS:
            return OF_PREVIOUS.name
        case _:
            return None if indicator.unit is None else indicator.unit.name
