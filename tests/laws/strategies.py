"""Strategies for intervals, numbers and their spellings, rules and figures, with what they mean."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from targets.interval import Interval

# Few numbers, so that bounds are hit exactly as often as not; and some that floats cannot hold.
FEW = st.sampled_from([Fraction(n, 10) for n in (-5, 0, 5, 9, 10, 11, 20, 36, 46, 950, 1000, 1050)])
ODD = st.builds(lambda n, e: Fraction(n, 10**e), st.integers(-(10**20), 10**20), st.integers(0, 12))
NUMBERS = st.one_of(FEW, FEW, ODD)
INTERVALS = st.builds(Interval, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.booleans())
FRACTIONS = st.one_of(NUMBERS, st.fractions(-1000, 1000))


def plain(value: Fraction) -> str:
    """Write a finite decimal with a point and nothing else."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    number = str(abs(int(value * 10**digits))).rjust(digits + 1, "0")
    text = f"{number[:-digits]}.{number[-digits:]}" if digits else number
    return f"-{text}" if value < 0 else text


@st.composite
def spellings(draw: st.DrawFn, value: Fraction, style: str) -> str:
    """Write one number in any way that its readers take for the same."""
    group, point = (".", ",") if style == "vi" else (",", ".")
    whole, _, decimals = plain(abs(value)).partition(".")
    separator = draw(st.sampled_from(["", group, " ", "\u00a0", "\u202f"]))
    head = f"{int(whole):,}".replace(",", separator) if separator else draw(st.sampled_from(["", "0", "00"])) + whole
    tail = decimals + draw(st.sampled_from(["", "0", "00"])) if decimals or draw(st.booleans()) else ""
    sign = draw(st.sampled_from(["-", "\u2212", "- "])) if value < 0 else draw(st.sampled_from(["", "+"]))
    return sign + head + (point + tail if tail else "")


@st.composite
def money(draw: st.DrawFn, dong: Fraction, style: str) -> str:
    """Write an amount of money in đồng, nghìn, triệu or tỷ đồng, in any case and Unicode form."""
    scale, words = draw(st.sampled_from([(0, ["đồng", "VND", "đ"]), (3, ["nghìn đồng"]), (6, ["triệu đồng"]), (9, ["tỷ đồng", "tỉ đồng"])]))
    label = draw(st.sampled_from(words))
    label = draw(st.sampled_from([label, label.upper(), unicodedata.normalize("NFD", label)]))
    return draw(spellings(dong / 10**scale, style)) + draw(st.sampled_from([" ", "\u00a0", ""])) + label


@dataclass(frozen=True)
class Case:
    """One target and its figure, as written and as meant; what is meant is what the reference evaluator sees."""

    rule: dict[str, Any]
    figure: dict[str, Any] | None
    unit: str
    direction: str = "judged"
    basis: str = "value"
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    beyond: Fraction | None = None
    exceedable: bool = True
    zero_kept: bool = False
    meant: dict[str, Fraction] = field(default_factory=dict)
    fault: str | None = None

    @property
    def weight(self) -> Fraction:
        return Fraction(self.rule.get("weight", 1))


_DIRECTIONS = ("at_least", "at_most", "above", "below", "between", "exactly")
_SUFFIX = {"of plan": " of plan", "of previous": " of previous"}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a target of any kind that numbers decide, or a judged one, and a figure that may lack anything."""
    unit = draw(st.sampled_from(["percent", "VND", "per mille"]))
    sign = {"percent": " %", "VND": " VND", "per mille": " ‰"}[unit]
    basis = draw(st.sampled_from(["value", "value", "of plan", "of previous", "plan", "previous"]))
    direction = draw(st.sampled_from([*_DIRECTIONS, "judged"]))
    rule: dict[str, Any] = {"weight": str(draw(st.sampled_from([0, 1, 1, 2, 3])))}
    if draw(st.booleans()):
        rule["severity"] = draw(st.sampled_from(["required", "stretch"]))
    if direction == "judged":
        return Case({**rule, "judged": True}, draw(st.none() | st.just({"note": "x"})), unit)
    low, high = sorted((draw(FEW), draw(FEW))) if basis in {"value", "of plan", "of previous"} else (Fraction(100), Fraction(100))

    def bound(number: Fraction) -> str:
        return basis if basis in {"plan", "previous"} else f"{plain(number)}{' %' if basis in _SUFFIX else sign}{_SUFFIX.get(basis, '')}"

    extra: dict[str, Any] = {"exceedable": draw(st.booleans()), "zero_kept": False}
    beyond = None
    match direction:
        case "between":
            rule["between"] = [bound(low), bound(high)]
        case "exactly":
            rule["exactly"], high = bound(low), low
        case "at_least" | "above":
            rule[direction], high = bound(low), low
        case _:
            rule[direction], low = bound(high), high
    if direction == "at_least" and basis in {"value", "of plan"} and draw(st.booleans()):
        beyond = low + abs(draw(FEW))
        rule["exceeded_above"], extra["exceedable"] = bound(beyond), True
    if direction == "below" and basis == "previous" and draw(st.booleans()):
        rule["zero_kept"] = extra["zero_kept"] = True
    if not extra["exceedable"]:
        rule["exceedable"] = False
    figure, meant, fault = draw(figures_for(unit, low, high))
    return Case(rule, figure, unit, direction, basis, low, high, beyond, meant=meant, fault=fault, **extra)


@st.composite
def figures_for(draw: st.DrawFn, unit: str, low: Fraction, high: Fraction) -> tuple[dict[str, Any] | None, dict[str, Fraction], str | None]:
    """Draw a figure: absent, silent, faulty, counted, or with roles; often exactly on a bound or a last place beside it."""
    sign = {"percent": " %", "VND": " VND", "per mille": " ‰"}[unit]
    kind = draw(st.sampled_from(["absent", "silent", "faulty", "counted", *["roles"] * 8]))
    if kind == "absent":
        return None, {}, None
    if kind == "silent":
        return {"note": "x"}, {}, None
    if kind == "faulty":
        text, fault = draw(
            st.sampled_from([("abc", "unreadable"), ("12 kg", "unreadable"), ("NaN", "not-finite"), ("1.2.3", "unreadable")])
        )
        return {"actual": text, "plan": f"1{sign}", "previous": f"1{sign}"}, {}, fault
    if kind == "counted" and unit != "VND":
        total = draw(st.integers(0, 12))
        count = draw(st.integers(0, max(total, 1)))
        return {"count": count, "total": total}, {"count": Fraction(count), "total": Fraction(total)}, None
    place = draw(st.sampled_from([Fraction(0), Fraction(1, 10**9), Fraction(-1, 10**9), Fraction(1, 10)]))
    near = st.sampled_from([low + place, high + place])
    figure: dict[str, Any] = {}
    meant: dict[str, Fraction] = {}
    for role in ("actual", "plan", "previous", "of_plan", "of_previous"):
        if draw(st.booleans()):
            value = meant[role] = draw(st.one_of(near, NUMBERS))
            figure[role] = plain(value) + (" %" if role.startswith("of_") else sign)
    scaled = draw(st.sampled_from(["plan", "previous", None]))
    if scaled in meant and draw(st.booleans()):  # exactly the bound times its base, or a last place beside it
        meant["actual"] = low * meant[scaled] / 100 + place
        figure["actual"] = plain(meant["actual"]) + sign
    return figure or {"note": "x"}, meant, None


def documents(of: list[Case]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the rules document and the figures document of these cases."""
    indicators = {f"i{n}": {"unit": case.unit, "counted_in": "tổ"} for n, case in enumerate(of)}
    rules = [{"id": f"T{n}", "indicator": f"i{n}", **case.rule} for n, case in enumerate(of)]
    values = {f"i{n}": case.figure for n, case in enumerate(of) if case.figure is not None}
    return (
        {"ruleset": "r", "period": "2024", "indicators": indicators, "targets": rules},
        {"subject": "s", "period": "2024", "numbers": "en", "values": values},
    )
