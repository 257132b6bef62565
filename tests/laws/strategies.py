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
LONG = st.builds(lambda n, e: Fraction(n, 10**e), st.integers(-(10**45), 10**45), st.integers(0, 50))
NUMBERS = st.one_of(FEW, FEW, ODD, LONG)
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
    """Write an amount of money in đồng, nghìn, triệu or tỷ đồng, in any case and Unicode form, whole ones also in parts."""
    if dong.denominator == 1 and 10**9 <= abs(dong) < 10**30 and dong % 10**9 and draw(st.booleans()):
        head, tail = divmod(abs(int(dong)), 10**9)
        word, rest = ("triệu", tail // 10**6) if tail % 10**6 == 0 else ("", tail)
        sign = draw(st.sampled_from(["-", "\u2212", "- "])) if dong < 0 else ""
        group = draw(st.sampled_from(["", "." if style == "vi" else ","]))
        numbers = (f"{number:,}".replace(",", group) for number in (head, rest))
        parts = (next(numbers), "tỷ", next(numbers), word, "đồng")
        return sign + " ".join(part for part in parts if part)
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
    margin: Fraction = Fraction(0)
    counted_in: str | None = None
    thing: Fraction | None = None

    @property
    def weight(self) -> Fraction:
        return Fraction(self.rule.get("weight", 1))


_DIRECTIONS = ("at_least", "at_most", "above", "below", "between", "exactly")
_MARGINS = {"percent": " percentage points", "VND": " VND", "per mille": " per mille points"}
# A count and its total: their units as written, what one of each makes in the unit they are judged in, and one thing there.
_THOUSANDTH, _THOUSAND, _ONE = Fraction(1, 1000), Fraction(1000), Fraction(1)
_COUNTED: dict[str | None, list[tuple[str, str, Fraction, Fraction, Fraction | None]]] = {
    "tổ": [("", "", _ONE, _ONE, _ONE), (" tổ", "", _ONE, _ONE, _ONE)],
    "nghìn hộ": [("", "", _ONE, _ONE, _THOUSANDTH), (" hộ", " nghìn hộ", _THOUSANDTH, _ONE, _THOUSANDTH)],
    "ha": [("", "", _ONE, _ONE, None), (" ha", " ha", _ONE, _ONE, None)],
    None: [
        ("", "", _ONE, _ONE, _ONE),
        (" hộ", " hộ", _ONE, _ONE, _ONE),
        (" nghìn hộ", " hộ", _THOUSAND, _ONE, _ONE),
        (" hộ", " nghìn hộ", _ONE, _THOUSAND, _ONE),
        (" nghìn hộ", " nghìn hộ", _ONE, _ONE, _THOUSANDTH),
        (" ha", " ha", _ONE, _ONE, None),
    ],
}
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
    beyond, margin = None, Fraction(0)
    match direction:
        case "between":
            rule["between"] = [bound(low), bound(high)]
        case "exactly":
            margin = draw(st.sampled_from([Fraction(0), abs(draw(FEW))]))
            rule["exactly"], low, high = bound(low), low - margin, low + margin
            if margin or draw(st.booleans()):
                rule["within"] = plain(margin) + _MARGINS[unit if basis == "value" else "percent"]
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
    counted_in = None if unit == "VND" else draw(st.sampled_from(list(_COUNTED)))
    extra |= {"margin": margin, "counted_in": counted_in}
    if unit != "VND" and draw(st.integers(0, 3)) == 0:
        counted, meant, extra["thing"] = draw(counts(unit, counted_in, low))
        return Case(rule, counted, unit, direction, basis, low, high, beyond, meant=meant, **extra)
    figure, meant, fault = draw(figures_for(unit, low, high))
    return Case(rule, figure, unit, direction, basis, low, high, beyond, meant=meant, fault=fault, **extra)


@st.composite
def counts(
    draw: st.DrawFn, unit: str, counted_in: str | None, low: Fraction
) -> tuple[dict[str, Any], dict[str, Fraction], Fraction | None]:
    """Draw a count of a total, in any units that go together, and what one thing is in the unit they are judged in."""
    one, other, part, whole, thing = draw(st.sampled_from(_COUNTED[counted_in]))
    total = Fraction(draw(st.integers(0, 120)), draw(st.sampled_from([1, 1, 10])))
    exact = low * total * whole / (100 if unit == "percent" else 1000) / part
    written = draw(st.one_of(st.integers(0, 12).map(lambda n: Fraction(n, 10) * total * whole / part), st.just(exact)))
    count = max(Fraction(0), Fraction(round(written * 1000), 1000) + draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(-1)])))
    figure: dict[str, Any] = {"count": plain(count) + one, "total": plain(total) + other}
    meant = {"count": count * part, "total": total * whole}
    for role in ("plan", "previous"):
        if draw(st.booleans()):
            meant[role] = draw(NUMBERS)
            figure[role] = plain(meant[role]) + {"percent": " %", "per mille": " ‰"}[unit]
    return figure, meant, thing


@st.composite
def figures_for(draw: st.DrawFn, unit: str, low: Fraction, high: Fraction) -> tuple[dict[str, Any] | None, dict[str, Fraction], str | None]:
    """Draw a figure: absent, silent, faulty, or with roles; often exactly on a bound or a last place beside it."""
    sign = {"percent": " %", "VND": " VND", "per mille": " ‰"}[unit]
    kind = draw(st.sampled_from(["absent", "silent", "faulty", *["roles"] * 8]))
    if kind == "absent":
        return None, {}, None
    if kind == "silent":
        return {"note": "x"}, {}, None
    if kind == "faulty":
        text, fault = draw(
            st.sampled_from([("abc", "unreadable"), ("12 kg", "unreadable"), ("NaN", "not-finite"), ("1.2.3", "unreadable")])
        )
        return {"actual": text, "plan": f"1{sign}", "previous": f"1{sign}"}, {}, fault
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
    indicators = {f"i{n}": {"unit": case.unit, **({"counted_in": case.counted_in} if case.counted_in else {})} for n, case in enumerate(of)}
    rules = [{"id": f"T{n}", "indicator": f"i{n}", **case.rule} for n, case in enumerate(of)]
    values = {f"i{n}": case.figure for n, case in enumerate(of) if case.figure is not None}
    return (
        {"ruleset": "r", "period": "2024", "indicators": indicators, "targets": rules},
        {"subject": "s", "period": "2024", "numbers": "en", "values": values},
    )
