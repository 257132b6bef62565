"""Invented wards and targets, as many as are asked for: the same every time."""

from __future__ import annotations

import random

import targets

__all__ = ["wards"]

_NAMES = ("Ngô Quyền", "Trần Phú", "Lê Lợi", "Hoàng Văn Thụ", "Trần Nguyên Hãn", "Thọ Xương", "Mỹ Độ", "Đa Mai", "Dĩnh Kế", "Xương Giang")


def wards(subjects: int, number: int) -> list[targets.Scorecard]:
    """Judge invented wards by invented targets, shares and amounts against plan in turns."""
    chance = random.Random(7)  # noqa: S311 - a picture, no secret
    indicators = {
        f"i{j}": {"title": {"vi": f"Chỉ tiêu thứ {j + 1} của đơn vị", "en": f"Target number {j + 1}"}, "unit": "percent" if j % 2 else "hộ"}
        for j in range(number)
    }
    rules = [
        {"id": f"C{j + 1:02}", "indicator": f"i{j}", "at_least": "95 %" if j % 2 else "100 % of plan", "exceedable": j % 3 > 0}
        for j in range(number)
    ]
    title = {"vi": "Bộ chỉ tiêu cấp xã 2024", "en": "Commune targets, 2024"}
    ruleset = targets.load_ruleset(
        {"ruleset": "communes-2024", "title": title, "period": 2024, "near": "5 %", "indicators": indicators, "targets": rules}
    )
    return [targets.evaluate(ruleset, _ward(k, number, chance)) for k in range(subjects)]


def _ward(place: int, number: int, chance: random.Random) -> targets.Figures:
    skill, values = chance.random(), {}
    for j in range(number):
        if chance.random() < 0.12:
            continue
        good = chance.random() < 0.35 + 0.6 * skill
        if j % 2:
            values[f"i{j}"] = {"actual": f"{95 + chance.random() * 4 if good else 95 - chance.random() * 20:.2f} %"}
        else:
            plan = chance.randint(20, 300)
            more = chance.choice([0, 0, chance.randint(1, 20)]) if good else -chance.randint(1, plan // 3)
            values[f"i{j}"] = {"actual": f"{plan + more}", "plan": f"{plan}"}
    title = f"Phường {_NAMES[place % len(_NAMES)]} {place // len(_NAMES) + 1}"
    [figures] = targets.load_figures({"subject": f"ward-{place + 1}", "title": title, "period": 2024, "numbers": "en", "values": values})
    return figures
