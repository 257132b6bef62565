"""Random rulesets and tables of figures: floats that sit on bounds or a last place beside them, nulls, and all that is no number."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import targets
from targets.errors import Problem
from targets.figures import Fault, Figure
from targets.judging import judge
from targets.numerals import NotFinite, from_python
from targets.outcome import combined
from targets.quantity import Quantity
from targets.units import PERCENT

if TYPE_CHECKING:
    import random

    from targets.outcome import Outcome
    from targets.ruleset import Indicator, Ruleset

NUMBERS = ("actual", "plan", "previous", "of_plan", "of_previous", "count", "total")
UNITS = {"percent": " %", "VND": " VND", "per mille": " ‰", "kg": " kg"}
GRADES = ["không đạt", "đạt", "khá", "giỏi"]
LABELS = ["kg", "hộ", "nghìn hộ", "tạ", "tấn", "Tỷ đồng", "tỉ đồng", "VND", "triệu đồng", "%", "‰", "parsec", "", None, None]
Row = dict[str, Any]


class Table(NamedTuple):
    """A ruleset, and the figures of several subjects as rows."""

    ruleset: Ruleset
    rows: list[Row]


def ruleset(chance: random.Random, size: int) -> Ruleset:
    """Draw a ruleset of every kind of target that a table can carry."""
    indicators: dict[str, Any] = {}
    rules: list[dict[str, Any]] = []
    for number in range(size):
        name, unit = f"i{number}", chance.choice(list(UNITS))
        kind = chance.choice(["number"] * 8 + ["grade", "held", "judged", "parts"])
        indicators[name] = {"scale": "g"} if kind == "grade" else None if kind in {"held", "judged"} else _number_of(chance, unit)
        names: dict[str, Any] = {"indicator": name}
        if kind == "parts":
            others = [f"{name}-{part}" for part in range(chance.randint(1, 3))]
            indicators |= dict.fromkeys(others, indicators[name])
            names = {"indicators": [name, *others]}
        bounds: dict[str, dict[str, Any]] = {
            "grade": {chance.choice(["at_least", "at_most", "above"]): chance.choice(GRADES)},
            "held": {"held": True},
            "judged": {"judged": True},
        }
        bound = bounds.get(kind) or _bound(chance, UNITS[unit])
        more = {"severity": "stretch"} if chance.random() < 0.2 else {}
        rules.append({"id": f"T{number}", **names, **bound, **more, "weight": chance.choice([0, 1, 1, 2, 3])})
    return targets.load_ruleset({
        "ruleset": "r", "period": 1, "units": {"tạ": "100 kg"}, "scales": {"g": GRADES}, "indicators": indicators, "targets": rules,
    })  # fmt: skip


def _number_of(chance: random.Random, unit: str) -> dict[str, str]:
    things = chance.choice(["hộ", "nghìn hộ", "kg", ""])
    return {"unit": unit, **({"counted_in": things} if things and unit in {"percent", "per mille"} else {})}


def _bound(chance: random.Random, sign: str) -> dict[str, Any]:
    basis = chance.choice(["value", "value", " of plan", " of previous", "plan", "previous"])
    if basis in {"plan", "previous"}:
        key = chance.choice(["at_least", "at_most", "above", "below", "exactly"])
        kept = {"zero_kept": True} if (key, basis) == ("below", "previous") and chance.random() < 0.5 else {}
        margin = (
            {"within": chance.choice(["0.5 percentage points", "0 percentage points", "5 percentage points"])}
            if key == "exactly" and chance.random() < 0.5
            else {}
        )
        return {key: basis, **kept, **margin}
    ends = sorted(chance.choice(_BOUNDS) for _ in range(2))
    if basis != "value":
        ends = [abs(end) for end in ends]
        ends.sort()

    def say(number: Decimal) -> str:
        return f"{number:f}{sign if basis == 'value' else ' %' + basis}"

    key = chance.choice(["at_least", "at_least", "at_most", "above", "below", "between", "exactly"])
    if key == "between":
        return {key: [say(end) for end in ends]}
    extra: dict[str, Any] = {}
    if key in {"at_least", "at_most"}:
        extra = {"exceedable": False} if chance.random() < 0.2 else {}
        if key == "at_least" and not extra and chance.random() < 0.3:
            return {key: say(ends[0]), "exceeded_above": say(ends[1])}
    return {key: say(ends[0]), **extra}


_BOUNDS = [Decimal(text) for text in (
    "95", "3.6", "94.12", "100", "105", "50", "0", "1", "0.3", "-0.5", "1.0", "17384571763", "77.7", "33.333333333", "0.1234567",
    "1000000000000000000", "0.000000000001", "94.11", "66.6", "12345678901234567",
)]  # fmt: skip


def rows(chance: random.Random, of: Ruleset, subjects: int, *, whole: bool = False, units: bool = False) -> list[Row]:
    """Draw figures; `whole` ones are integers, as an integer column holds them."""
    found = []
    for subject in range(subjects):
        for name, indicator in of.indicators.items():
            if chance.random() < 0.1:
                continue
            row: Row = dict.fromkeys((*NUMBERS, "grade", "held", "unit"))
            row |= {"subject": f"s{subject}", "period": "1", "indicator": name}
            _fill(chance, row, [t for o in of.targets for t in (o.parts or (o,)) if t.indicator.id == name], whole=whole)
            if indicator.scale and chance.random() < 0.8:
                row["grade"] = chance.choice([*GRADES, "Khá", " giỏi", "tốt"])
            if indicator.unit is None and chance.random() < 0.8:
                row["held"] = chance.choice([True, False, None])
            row["unit"] = chance.choice(LABELS) if units and chance.random() < 0.7 else None
            found.append(row)
    chance.shuffle(found)
    return found


def _fill(chance: random.Random, row: Row, of: list[Any], *, whole: bool) -> None:
    for role in NUMBERS[:5]:
        if chance.random() < (0.8 if role in {"actual", "plan", "previous"} else 0.2):
            row[role] = _number(chance, whole=whole)
    if chance.random() < 0.2:
        total = chance.choice([0, 9, 12, 1000, 7])
        row["count"], row["total"] = float(chance.randint(0, max(total, 1))), float(total)
        if chance.random() < 0.2:
            row[chance.choice(["count", "total"])] = chance.choice([None, 7.5, -1.0, 941.0])
        if chance.random() < 0.6:  # alone, or beside its share, as people print it
            row["actual"] = chance.choice([None, _share(chance, row["count"], row["total"], whole=whole)])
    ends = [end for t in of for end in (t.acceptable.lower, t.acceptable.upper) if end is not None]
    if ends and chance.random() < 0.6 and not whole:  # on a bound, scaled or not, or a last place beside it
        end = chance.choice(ends)
        base = chance.choice([row["plan"], row["previous"], 100.0, 100.0])
        if base is not None and math.isfinite(base):
            exact = Fraction(Decimal(repr(base))) * end / 100
            value = float(exact) if abs(exact) < 10**300 else 1.0
            row["actual"] = chance.choice(
                [value, value, math.nextafter(value, 1e308), math.nextafter(value, -1e308), base * (float(end) / 100)]
            )


def _share(chance: random.Random, count: float | None, total: float | None, *, whole: bool) -> float:
    share = 100 * (count or 0) / (total or 1)
    return round(share) if whole else round(share, chance.randint(0, 3))


def _number(chance: random.Random, *, whole: bool) -> float:
    if whole:
        return chance.choice(
            [chance.randint(-5, 120), chance.randint(0, 10**6), 2**53 + chance.randint(0, 3), 10**18 + chance.randint(0, 2)]
        )
    return chance.choice([
        round(chance.uniform(-5, 200), 2),
        round(chance.uniform(0, 1e10), 1),
        float(chance.randint(0, 120)),
        chance.uniform(0, 200),
        chance.choice([70.0, 4.6, 3.6, 1.1, 0.1, 0.3, 941.0, 17.384571763, 0.0, -0.0, -3.0]),
        chance.choice([math.nan, math.inf, -math.inf, 1e308, 5e-324, 1e-300, 1e22, 123456789012345680.0]),
    ])  # fmt: skip


def expected(table: Table, *, units: bool = False) -> dict[tuple[str, str], Outcome]:
    """Judge each target of each subject that has a row by the scalar evaluator."""
    found = {}
    given = {(row["subject"], row["indicator"]): row for row in table.rows}
    for subject in {row["subject"] for row in table.rows}:
        for target in table.ruleset:
            parts = []
            for part in target.parts or (target,):
                row = given.get((subject, part.indicator.id))
                figure = None if row is None else _figure(row, part.indicator, units=units)
                parts.append(judge(part, figure, table.ruleset.units))
            found[subject, target.id] = combined(target, parts, len(parts)) if target.parts else parts[0]
    return found


def _figure(row: Row, indicator: Indicator, *, units: bool) -> Figure:
    faults: list[Fault] = []
    roles: dict[str, Any] = {}
    for role in NUMBERS:
        if (value := row[role]) is None:
            continue
        try:
            number = from_python(value)
        except NotFinite as error:
            faults.append(Fault(Problem(str(error)), not_finite=True))
            continue
        unit: Any = {"of_plan": PERCENT, "of_previous": PERCENT, "count": None, "total": None}.get(role, indicator.unit)
        if units and not role.startswith("of_"):
            unit = row["unit"] or None
        roles[role] = Quantity(number.numerator, number.denominator, unit, number.decimals, str(value))
    return Figure(indicator.id, grade=row["grade"], held=row["held"], faults=tuple(faults), **roles)
