"""A second evaluator, written straight from the meaning of the verdicts with fractions and no cleverness."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.laws.strategies import Case

ZERO, ONE = Fraction(0), Fraction(1)


class Judged(NamedTuple):
    verdict: str
    reason: str | None = None
    shortfall: Fraction | None = None
    attainment: Fraction | None = None


def judge(case: Case) -> Judged:
    """Judge one case by what it means."""
    if case.direction == "judged":
        return Judged("undecided", "needs-judgement")
    if case.figure is None:
        return Judged("undecided", "no-figure")
    if case.fault:
        return Judged("undecided", case.fault)
    meant = case.meant
    if "count" not in meant:
        return _by_roles(case, meant)
    if meant["total"] == 0:
        return Judged("undecided", "not-finite")
    if meant["count"] > meant["total"]:
        return Judged("undecided", "unreadable")
    if case.basis == "value":
        return _counted(case)
    return _by_roles(case, {**meant, "actual": _whole(case) * meant["count"] / meant["total"]})


def _by_roles(case: Case, meant: dict[str, Fraction]) -> Judged:
    if case.basis == "value":
        return _against(case, meant["actual"], ONE) if "actual" in meant else Judged("undecided", "no-figure")
    role = case.basis.removeprefix("of ")
    if "actual" in meant and role in meant:
        base = meant[role]
        if base > 0:
            return _against(case, meant["actual"], base / 100)
        if case.basis.startswith("of "):
            return Judged("undecided", "not-finite")
        return _beside(case, meant["actual"], base)
    if f"of_{role}" in meant:
        return _against(case, meant[f"of_{role}"], ONE)
    return Judged("undecided", "no-figure" if "actual" not in meant else f"no-{role}")


def _counted(case: Case) -> Judged:
    part, scale = case.meant["count"], case.meant["total"] / _whole(case)
    found = _against(case, part, scale)
    if found.verdict != "missed" or case.thing is None or found.shortfall is None:
        return found
    way = 1 if part <= case.low * scale and case.direction not in {"at_most", "below"} else -1
    fewest = floor(found.shortfall / case.thing)
    for things in (fewest, fewest + 1):  # a narrow range may hold no whole number
        if _reached(case, part + way * things * case.thing, scale):
            return found._replace(shortfall=things * case.thing)
    return found


def _whole(case: Case) -> Fraction:
    return Fraction(100 if case.unit == "percent" else 1000)


def _reached(case: Case, value: Fraction, scale: Fraction, *, at_zero: bool = False) -> bool:
    low, high = case.low * scale, case.high * scale
    return {
        "at_least": value >= low,
        "above": value > low,
        "at_most": value <= high,
        "below": value < high or (at_zero and value == 0),
        "between": low <= value <= high,
        "exactly": low <= value <= high,
    }[case.direction]


def _exceeded(case: Case, value: Fraction, scale: Fraction) -> bool:
    if not case.exceedable or case.direction not in {"at_least", "at_most"}:
        return False
    if case.direction == "at_least":
        return value > (case.low if case.beyond is None else case.beyond) * scale
    return value < case.high * scale


def _beside(case: Case, value: Fraction, base: Fraction) -> Judged:
    """Compare a value with a base of zero or below itself; a margin beside it is a share of its size."""
    margin = abs(base) * case.margin / 100
    moved = replace(case, low=base - margin, high=base + margin)
    return _against(moved, value, ONE, at_zero=case.zero_kept and base == 0)


def _against(case: Case, value: Fraction, scale: Fraction, *, at_zero: bool = False) -> Judged:
    """Compare a value with bounds that are multiplied by a scale."""
    low, high = case.low * scale, case.high * scale
    bounded_below = case.direction in {"at_least", "above", "between", "exactly"}
    bounded_above = case.direction in {"at_most", "below", "between", "exactly"}
    reached = _reached(case, value, scale, at_zero=at_zero)
    shortfall = ZERO
    if not reached:
        shortfall = low - value if bounded_below and value <= low else value - high
    attainment = None
    if bounded_below and bounded_above and low <= value <= high:
        attainment = ONE
    elif bounded_below and (not bounded_above or value < low):
        attainment = value / low if low > 0 and value >= 0 else None
    elif bounded_above and high >= 0 and value > 0:
        attainment = high / value
    verdict = "missed" if not reached else "exceeded" if _exceeded(case, value, scale) else "met"
    return Judged(verdict, None, shortfall, attainment)


def score(of: list[Case], model: str) -> tuple[Fraction | None, Fraction | None]:
    """Give the score's value (which is its lower bound) and its upper bound."""
    counted = [(case.weight, judge(case)) for case in of if case.rule.get("severity") != "stretch"]
    whole = sum((weight for weight, _ in counted), ZERO)
    if not whole:
        return None, None

    def credit(found: Judged, unknown: Fraction) -> Fraction:
        if found.verdict == "undecided":
            return unknown
        if found.verdict in {"met", "exceeded"}:
            return ONE
        if model != "attainment" or found.attainment is None:
            return ZERO
        return min(max(found.attainment, ZERO), ONE)

    totals = [[(weight, credit(found, unknown)) for weight, found in counted] for unknown in (ZERO, ONE)]
    if model == "all-or-nothing":
        values = [ONE if all(c == ONE for w, c in total if w) else ZERO for total in totals]
    else:
        values = [sum((w * c for w, c in total), ZERO) / whole for total in totals]
    return values[0], values[1]
