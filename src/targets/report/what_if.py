"""What other figures would change, as text or as JSON: only the targets that change, the score, and the counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from targets.outcome import Verdict
from targets.quantity import Quantity
from targets.report import View
from targets.report.amounts import amount, plain, share_text
from targets.report.machine import document
from targets.report.marks import GLYPHS
from targets.report.rows import rows_of
from targets.report.words import Language, say
from targets.supposing import differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from targets.figures import Figure
    from targets.report.rows import Row
    from targets.scorecard import Scorecard

__all__ = ["SCHEMA", "WHAT_IF_FORMATS", "Supposition", "what_if"]

SCHEMA = "targets.what-if/1"
WHAT_IF_FORMATS = ("table", "json")
_LABEL = 18


@dataclass(frozen=True, slots=True)
class Supposition:
    """One subject's scorecards before and after, the roles that were set, and what that made stale."""

    before: Scorecard
    after: Scorecard
    roles: Sequence[tuple[str, str]]
    dropped: Mapping[str, tuple[str, ...]]


def what_if(form: str, found: Sequence[Supposition], lang: Language, width: int = 80) -> str:
    """Render suppositions in one of `WHAT_IF_FORMATS`."""
    if form == "json":
        data = {"schema": SCHEMA, "suppositions": [_as_data(one, lang) for one in found]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    parts = ["\n".join(_lines(one, lang, min(width, 100))) + "\n" for one in found]
    if len(found) > 1:
        names = ", ".join(_name(one.before, lang) for one in found)
        parts.insert(0, "\n".join(_wrapped(say(lang, "applied-to-all", n=len(found), names=names), width)) + "\n")
    return "\n".join(parts)


def _name(card: Scorecard, lang: Language) -> str:
    return f"{plain(card.figures.title.say(lang) or card.subject) or say(lang, 'anonymous')} ({plain(card.period)})"


def _lines(one: Supposition, lang: Language, width: int) -> Iterator[str]:
    before, after = one.before, one.after
    subject = plain(before.figures.title.say(lang) or before.subject) or say(lang, "anonymous")
    yield from _wrapped(say(lang, "judged-by", subject=subject, period=plain(before.period), ruleset=plain(before.ruleset.id)), width)
    for indicator, role in one.roles:
        yield from _labelled(say(lang, "suppose"), _supposed(one, indicator, role, lang), width)
    for indicator, roles in one.dropped.items():
        names = ", ".join(f"{plain(indicator)}.{role}" for role in roles)
        yield from _labelled(say(lang, "no-longer-used"), say(lang, "stale", roles=names), width)
    changed = {difference.before.id for difference in differences(before, after)}
    olds, news = _rows(before, lang), _rows(after, lang)
    yield ""
    for target_id in (outcome.id for outcome in before if outcome.id in changed):
        yield from _change(olds[target_id], news[target_id], width)
    yield from () if changed else _wrapped(say(lang, "nothing-changes"), width)
    yield ""
    for label, text in _summary(one, lang):
        yield from _labelled(label, text, width)


def _supposed(one: Supposition, indicator: str, role: str, lang: Language) -> str:
    old, new = (_text(card.figures.values.get(indicator), role, lang) for card in (one.before, one.after))
    name = f"{plain(indicator)}.{role}"
    return say(lang, "supposed-instead", role=name, before=old, after=new) if old else say(lang, "supposed", role=name, after=new)


def _text(figure: Figure | None, role: str, lang: Language) -> str:
    """Give a role with its unit, or as it was written; the text of a scalar stands for what was read from it."""
    value = None if figure is None else figure.role(role)
    if figure is None or (value is None and role not in ("actual", "held")):
        return ""
    if value is None:
        return plain(figure.raw or "")
    if isinstance(value, bool):
        return say(lang, "yes" if value else "no")
    if isinstance(value, Quantity):
        return plain(value.text) if isinstance(value.unit, str) else amount(value.value, value.unit, lang)
    if isinstance(value, str):
        return plain(value)
    return plain(", ".join(value)) or "—"


def _rows(card: Scorecard, lang: Language) -> dict[str, Row]:
    return {row.id: row for _, rows in rows_of(card, lang) for row in rows}


def _change(old: Row, new: Row, width: int) -> Iterator[str]:
    """Say what became of one target, and of each of its parts that changed."""
    yield from _wrapped(f"{new.id}  {new.title}", width, "", "  ")
    yield from _both(old, new, width, "  ")
    for one, other in zip_longest(old.parts, new.parts):
        if one != other and one is not None and other is not None:
            yield from _wrapped(f"└ {other.title}", width, "  ", "    ")
            yield from _both(one, other, width, "    ")


def _both(old: Row, new: Row, width: int, indent: str) -> Iterator[str]:
    verdicts = dict.fromkeys(f"{GLYPHS[row.mark]} {row.word}" for row in (old, new))
    yield from _wrapped(" → ".join(verdicts), width, indent, f"{indent}  ")
    if old.actual != new.actual:
        yield from _wrapped(f"{old.actual or '—'} → {new.actual or '—'}", width, indent, f"{indent}  ")
    if new.lacking and old.lacking != new.lacking:
        yield from _wrapped(" → ".join(part for part in (old.lacking, new.lacking) if part), width, indent, f"{indent}  ")


def _summary(one: Supposition, lang: Language) -> Iterator[tuple[str, str]]:
    """Give score, bounds, completeness and the counts that change: before and after."""
    old, new = one.before.score(), one.after.score()

    def both(before: str, after: str) -> str:
        return say(lang, "unchanged", what=after) if before == after else say(lang, "from-into", before=before, after=after)

    none = say(lang, "nothing-counts")
    value, bounds, done = (
        [none if text is None else text for text in pair]
        for pair in (
            [None if s.value is None else share_text(s.value, lang) for s in (old, new)],
            [
                None if s.lower is None or s.upper is None else f"{share_text(s.lower, lang)} – {share_text(s.upper, lang)}"
                for s in (old, new)
            ],
            [
                None
                if s.completeness is None
                else say(lang, "decided-share", decided=s.decided, counted=s.counted, share=share_text(s.completeness, lang))
                for s in (old, new)
            ],
        )
    )
    yield say(lang, "score-now", model=new.model), both(*value)
    yield say(lang, "score-bounds"), both(*bounds)
    yield say(lang, "decided-of"), both(*done)
    before, after = one.before.counts, one.after.counts
    moved = [verdict for verdict in Verdict if before[verdict] != after[verdict]]
    if moved:
        words = (f"{GLYPHS[verdict]} {say(lang, verdict)} {before[verdict]} → {after[verdict]}" for verdict in moved)
        yield say(lang, "counts"), " · ".join(words)


def _labelled(label: str, text: str, width: int) -> list[str]:
    if width < 60:
        return _wrapped(f"{label}: {text}", width, "", "  ")
    return _wrapped(f"{label:<{_LABEL}}{text}", width, "", " " * _LABEL)


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return wrap(text, max(width, 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, drop_whitespace=True)


def _as_data(one: Supposition, lang: Language) -> dict[str, Any]:
    view = View(lang)
    before, after = (document([card], view)["scorecards"][0] for card in (one.before, one.after))
    changed = {difference.before.id for difference in differences(one.before, one.after)}
    pairs = zip(before["outcomes"], after["outcomes"], strict=True)
    return {
        "subject": one.before.subject,
        "period": one.before.period,
        "ruleset": one.before.ruleset.id,
        "set": [_set_as_data(one, indicator, role, lang) for indicator, role in one.roles],
        "dropped": [{"indicator": indicator, "roles": list(roles)} for indicator, roles in one.dropped.items()],
        "changes": [{"id": old["id"], "before": old, "after": new} for old, new in pairs if old["id"] in changed],
        "score": {"before": before["score"], "after": after["score"]},
        "counts": {"before": before["counts"], "after": after["counts"]},
    }


def _set_as_data(one: Supposition, indicator: str, role: str, lang: Language) -> dict[str, str | None]:
    old, new = (_text(card.figures.values.get(indicator), role, lang) for card in (one.before, one.after))
    return {"indicator": indicator, "role": role, "before": old or None, "after": new}
