"""Forms to fill in: a first ruleset, and the figures file that a ruleset asks for."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from targets.needs import needs_of, tags_of
from targets.report.amounts import plain
from targets.report.casefile import scalar
from targets.report.meanings import meaning
from targets.report.rulebook import role_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.needs import Need
    from targets.ruleset import Ruleset

__all__ = ["figures_csv", "figures_yaml", "first_ruleset"]

_COMMENT_AT = 23
_SHARES = ("of_plan", "of_previous")
_ORDER = ("actual", "unit", "plan", "previous", "of_plan", "of_previous", "count", "total", "grade", "done", "held")


def first_ruleset(lang: Language) -> str:
    """Give a commented ruleset that loads and judges as it is."""
    return Path(__file__).with_name(f"first-ruleset.{lang}.yaml").read_text(encoding="utf-8")


def figures_yaml(ruleset: Ruleset, lang: Language) -> str:
    """Give the figures file of a ruleset, every indicator with its unit and what its targets want of it.

    Law: as it is, nothing is decided by it; filled in, it says what was filled in.
    """
    lines = [
        f"# {say(lang, 'form-head', ruleset=plain(ruleset.id), period=plain(ruleset.period))}",
        _commented(f"subject: {say(lang, 'form-subject')}", say(lang, "form-subject-hint")),
        f"period: {scalar(ruleset.period)}",
        _commented(f"numbers: {lang}", say(lang, "form-numbers-hint")),
        *([_commented("tags:", say(lang, "form-tags-hint"))] if tags_of(ruleset) else []),
        "values:",
    ]
    heading = None
    for need in needs_of(ruleset):
        section = _section(ruleset, need, lang)
        if section != heading:
            lines += ["", *([f"  # {section}"] if section else [])]
        heading = section
        lines += _figure(need, lang)
    return "\n".join(lines) + "\n"


def _section(ruleset: Ruleset, need: Need, lang: Language) -> str:
    found = ruleset.heading(need.targets[0]) if need.targets else None
    return "" if found is None else f"{plain(found[0])} {plain(found[1].say(lang))}".strip()


def _figure(need: Need, lang: Language) -> Iterator[str]:
    indicator = need.indicator
    yield f"  # {plain(indicator.title.say(lang)) or plain(indicator.id)}{_wanted(need, lang)}"
    if not need.roles:
        yield _commented(f"  {scalar(indicator.id)}:", say(lang, "fill-none" if need.targets else "form-unused"))
        return
    yield f"  {scalar(indicator.id)}:"
    for role in need.roles:
        kind, _, plan = role.partition(".")
        several = [other for other in need.roles if other.startswith(f"{kind}.")]
        if several and role in (kind, several[0]) and not (plan and kind in need.roles):
            yield f"    {kind}:"
        yield _commented(f"      {scalar(plan)}:" if several else f"    {role}:", _hint(role, need, lang))
    if (unit := _unit(need, lang)) is not None:
        yield f"    unit: {scalar(unit)}"


def _wanted(need: Need, lang: Language) -> str:
    parts = (next((part for part in t.parts if part.indicator == need.indicator), t) for t in need.targets)
    wanted = (f"{plain(part.id)} {meaning(part, lang)}" for part in parts)
    return "".join(f" · {text}" for text in wanted)


def _hint(role: str, need: Need, lang: Language) -> str:
    text = role_text(role, need, lang)
    if role == "grade":
        return say(lang, "form-grade-hint", names=plain(", ".join(need.indicator.scale)))
    if role == "held":
        return say(lang, "form-held-hint")
    if role == "done":
        names = dict.fromkeys(item for part in need.targets for item in part.items)
        return say(lang, "form-list-hint", role=text, names=plain(", ".join(names)))
    if role.partition(".")[0] in _SHARES or (role == "actual" and need.indicator.is_part):
        return say(lang, "form-share-hint", role=text)
    return text


def _unit(need: Need, lang: Language) -> str | None:
    """Give the unit to fill in beforehand: not beside counts, which a unit of shares would spoil."""
    unit = need.indicator.unit
    return None if unit is None or need.indicator.is_part or "actual" not in need.roles else unit.label(lang)


def _column(role: str) -> tuple[int, str]:
    kind, _, plan = role.partition(".")
    return _ORDER.index(kind), plan


def _commented(line: str, comment: str) -> str:
    return f"{line:<{_COMMENT_AT}} # {comment}"


def figures_csv(ruleset: Ruleset, lang: Language) -> str:
    """Give the same as a table for a spreadsheet: one row a figure; columns whose name begins with # are not read."""
    needs = needs_of(ruleset)
    used = {role for need in needs for role in need.roles}
    used |= {"unit"} if "actual" in used else set()
    columns = ("subject", "period", "indicator", *sorted(used, key=_column))
    out = StringIO()
    out.write("\ufeff")  # so that a spreadsheet takes the file for Unicode
    table = csv.writer(out, delimiter=";" if lang == "vi" else ",", lineterminator="\n")
    table.writerow([*columns, "#title", "#hint"])
    for need in needs:
        cells = {
            "subject": say(lang, "my-office"),
            "period": ruleset.period,
            "indicator": need.indicator.id,
            "unit": _unit(need, lang) or "",
        }
        hint = "; ".join(f"{role}: {_hint(role, need, lang)}" for role in need.roles) or say(lang, "fill-none")
        title = plain(need.indicator.title.say(lang)) + _wanted(need, lang)
        table.writerow([*(cells.get(name, "") for name in columns), title, hint])
    return out.getvalue()
