"""Targets that other targets decide, in sentences: parts of one target, composites, and sums of points."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.measure import Measure
from targets.outcome import Verdict
from targets.report.amounts import amount, plain
from targets.report.bounds import title_of
from targets.report.digits import shown
from targets.report.marks import word_of
from targets.report.words import Language, say
from targets.units import SCORE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targets.outcome import Outcome

__all__ = [
    "combined_sentence",
    "deciding",
    "member_names",
    "members_to_reach",
    "open_members",
    "parts_sentence",
    "points_sum",
    "points_to_earn",
]


def deciding(outcome: Outcome) -> tuple[Outcome, ...]:
    """Give the parts or members that decide, where not all do: those with the verdict of the whole, which is not reached."""
    if outcome.target.measure is Measure.POINTS or (outcome.verdict.is_reached and outcome.target.measure is Measure.COMBINED):
        return ()
    found = tuple(part for part in outcome.parts if part.verdict is outcome.verdict)
    return found if len(found) < len(outcome.parts) else ()


def member_names(members: Iterable[Outcome], lang: Language, *, part: bool) -> str:
    """Name parts by the titles of their indicators, members by id and title, each with its verdict."""
    if part:
        return ", ".join(f"“{title_of(member.target, lang, part=True)}” ({word_of(member, lang)})" for member in members)
    found = ({"id": plain(one.id), "title": title_of(one.target, lang), "verdict": word_of(one, lang)} for one in members)
    return ", ".join(say(lang, "member", **names) for names in found)


def parts_sentence(outcome: Outcome, title: str, lang: Language) -> str:
    """Say which of its indicators decide a target over several."""
    verdict = word_of(outcome, lang)
    if not (found := deciding(outcome)):
        return say(lang, "all-parts-alike", title=title, verdict=verdict, n=len(outcome.parts))
    names = ", ".join(f"“{title_of(part.target, lang, part=True)}”" for part in found)
    return say(lang, "because-of-parts", title=title, verdict=verdict, names=names)


# -- composites -------------------------------------------------------------------------------------------------------


def _applying(outcome: Outcome) -> tuple[list[Outcome], list[Outcome], int]:
    """Give the members that apply, those of them that are not reached, and how many have to be."""
    members = [member for member in outcome.parts if member.verdict is not Verdict.NOT_APPLICABLE]
    need = outcome.target.acceptable.lower
    wanted = len(members) if need is None else min(int(need), len(members))
    return members, [member for member in members if not member.verdict.is_reached], wanted


def combined_sentence(outcome: Outcome, title: str, lang: Language) -> str:
    """Say how many members have to be reached, how many are, and what became of the others."""
    members, others, need = _applying(outcome)
    key = ("needs-all" if need == len(members) else "needs-some") + ("-but" if others else "")
    said = {"title": title, "verdict": word_of(outcome, lang), "of": len(members), "n": len(members) - len(others)}
    if need < len(members):
        said["need"] = need
    if others:
        said["names"] = member_names(others, lang, part=False)
    return say(lang, key, **said)


def members_to_reach(outcome: Outcome, lang: Language) -> str:
    """Say which members would reach the composite: all of those named, or so many of them."""
    members, others, need = _applying(outcome)
    missing, names = need - (len(members) - len(others)), ", ".join(plain(other.id) for other in others)
    return say(lang, "move-members", names=names) if missing >= len(others) else say(lang, "move-some-members", n=missing, names=names)


# -- points -----------------------------------------------------------------------------------------------------------


def _counted(outcome: Outcome) -> Sequence[Outcome]:
    return [part for part in outcome.parts if part.verdict not in (Verdict.WAIVED, Verdict.NOT_APPLICABLE)]


def open_members(outcome: Outcome) -> str:
    """Name the members that are undecided."""
    return ", ".join(plain(part.id) for part in outcome.parts if part.verdict is Verdict.UNDECIDED)


def points_sum(outcome: Outcome, lang: Language) -> str:
    """Write the sum: what each member earned of what it could."""
    terms = [
        f"{plain(m.id)} {'?' if m.points is None else shown(m.points, lang)}/{shown(m.target.most_points, lang)}" for m in _counted(outcome)
    ]
    total = "" if outcome.value is None else f" = {amount(outcome.value, SCORE_POINT, lang)}"
    return " + ".join(terms) + total


def points_to_earn(outcome: Outcome, lang: Language) -> str:
    """Say how many points are missing, and which members have some left; nothing where all of them are too few."""
    shortfall = outcome.shortfall
    left = [(m.id, m.target.most_points - (m.points or 0)) for m in _counted(outcome)]
    if not shortfall or sum((points for _, points in left), Fraction(0)) < shortfall:
        return say(lang, "points-too-few")
    names = ", ".join(
        say(lang, "points-open", id=plain(member), amount=amount(points, SCORE_POINT, lang)) for member, points in left if points
    )
    return say(lang, "move-points", amount=amount(shortfall, SCORE_POINT, lang), names=names)
