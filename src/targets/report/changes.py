"""What changed between two rulesets, as a table, as Markdown, or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from targets.compare import Relation
from targets.measure import Measure
from targets.report.amounts import amount, bound_text, by_name, plain
from targets.report.digits import EXACTLY, exact_decimal, shown
from targets.report.meanings import asked_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targets.compare import Change
    from targets.condition import Asked
    from targets.ruleset import Ruleset, Target

__all__ = ["CHANGE_FORMATS", "render_changes"]

_MARKS = {
    Relation.ADDED: "+", Relation.REMOVED: "−", Relation.STRICTER: "▲",
    Relation.LOOSER: "▼", Relation.INCOMPARABLE: "≠", Relation.SAME: "=",
}  # fmt: skip


def render_changes(form: str, changes: Sequence[Change], rulesets: tuple[Ruleset, Ruleset], lang: Language) -> str:
    """Render changes in one of `CHANGE_FORMATS`; a target that stayed as it was is only counted."""
    return CHANGE_FORMATS[form](changes, rulesets, lang)


def _table(changes: Sequence[Change], rulesets: tuple[Ruleset, Ruleset], lang: Language) -> str:
    lines = [say(lang, "changes-of", old=plain(rulesets[0].id), new=plain(rulesets[1].id)), ""]
    rows = [_cells(change, lang) for change in changes if _is_worth_a_row(change)]
    longest = max((len(row[0]) for row in rows), default=0)
    for target_id, word, old, new, detail in rows:
        bounds = " → ".join(part for part in (old, new) if part) if old != new else old
        lines.append(f"{target_id:<{longest}}  {word}: {bounds}")
        lines += [f"{'':<{longest}}  {line}" for line in detail]
    return "\n".join([*lines, *([""] if rows else []), _counts(changes, lang)]) + "\n"


def _markdown(changes: Sequence[Change], rulesets: tuple[Ruleset, Ruleset], lang: Language) -> str:
    heads = [say(lang, key) for key in ("id", "change", "old", "new", "detail")]
    lines = [f"### {_escaped(say(lang, 'changes-of', old=rulesets[0].id, new=rulesets[1].id))}", ""]
    rows = [_cells(change, lang) for change in changes if _is_worth_a_row(change)]
    if rows:
        lines += [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
        lines += [f"| {' | '.join(map(_escaped, (*row[:4], '; '.join(row[4]))))} |" for row in rows]
        lines.append("")
    return "\n".join([*lines, _escaped(_counts(changes, lang))]) + "\n"


def _json(changes: Sequence[Change], rulesets: tuple[Ruleset, Ruleset], _: Language) -> str:
    old, new = ({"id": ruleset.id, "period": ruleset.period, "digest": ruleset.digest} for ruleset in rulesets)
    found = {"schema": "targets.diff/1", "old": old, "new": new, "changes": [_as_data(change) for change in changes]}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


CHANGE_FORMATS: dict[str, Callable[[Sequence[Change], tuple[Ruleset, Ruleset], Language], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
}


def _as_data(change: Change) -> dict[str, Any]:
    witness = None if change.witness is None else exact_decimal(change.witness)
    return {
        "id": change.id,
        "relation": change.relation.value,
        "old": None if change.old is None else bound_text(change.old, "en"),
        "new": None if change.new is None else bound_text(change.new, "en"),
        "witness": None if witness is None else {"value": witness, "unit": None if change.unit is None else change.unit.name},
        "items": list(change.items),
        "conditions": [_asked(one, sign) for sign, side in (("+", change.asks), ("-", change.asked)) for one in side],
        "groups": list(change.groups),
        "texts": list(change.texts),
    }


def _asked(asked: Asked, sign: str) -> dict[str, str | None]:
    bound = None if asked.clause is None else bound_text(asked.clause, "en")
    return {"change": sign, "kind": asked.kind, "name": asked.name, "bound": bound}


def _is_worth_a_row(change: Change) -> bool:
    return change.relation is not Relation.SAME or bool(change.texts)


def _cells(change: Change, lang: Language) -> tuple[str, str, str, str, list[str]]:
    word = f"{_MARKS[change.relation]} {say(lang, change.relation)}"
    old, new = ("" if target is None else _bound(target, lang) for target in (change.old, change.new))
    return plain(change.id), word, old, new, _details(change, lang)


def _bound(target: Target, lang: Language) -> str:
    if target.measure is Measure.ITEMS:
        return f"{bound_text(target, lang)} ({plain(', '.join(target.items))})"
    return bound_text(target, lang)


def _details(change: Change, lang: Language) -> list[str]:
    found = []
    if change.witness is not None and change.new is not None:
        key = "only-new-admits" if change.gained else "only-old-admits"
        found.append(say(lang, key, amount=_witness(change, change.new, lang)))
    found += [plain(item) for item in change.items]
    found += [f"{sign} {asked_text([one], lang)}" for sign, side in (("+", change.asks), ("-", change.asked)) for one in side]
    if change.groups:
        found.append(say(lang, "in-groups", names=", ".join(map(plain, change.groups))))
    if others := [name for name in change.texts if name != "groups"]:
        found.append(say(lang, "changed-texts", names=", ".join(others)))
    return found


def _witness(change: Change, target: Target, lang: Language) -> str:
    """Give the witness in the terms of the bound."""
    number = change.witness
    assert number is not None
    match target.measure:
        case Measure.RANK:
            scale = target.indicator.scale
            return plain(scale[min(max(int(number), 0), len(scale) - 1)])
        case Measure.VALUE:
            return amount(number, change.unit, lang, exact=EXACTLY)
        case Measure.SHARE_OF_PLAN | Measure.PLAN:
            return f"{shown(number, lang, exact=EXACTLY)} % {say(lang, 'of-plan')}{by_name(target.plan)}"
        case _:
            return f"{shown(number, lang, exact=EXACTLY)} % {say(lang, 'of-previous')}"


def _counts(changes: Sequence[Change], lang: Language) -> str:
    counts = {relation: sum(change.relation is relation for change in changes) for relation in Relation}
    return " · ".join(f"{_MARKS[relation]} {count} {say(lang, relation)}" for relation, count in counts.items())


def _escaped(text: str) -> str:
    """Keep a text inside its Markdown cell."""
    return "".join(f"\\{character}" if character in r"\`*_[]<>|#" else character for character in plain(text))
