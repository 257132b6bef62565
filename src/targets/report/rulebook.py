"""A ruleset as one Markdown page that a person reads."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from targets.cells import COMPOSITES
from targets.needs import needs_of
from targets.report.amounts import by_name, plain
from targets.report.digits import shown
from targets.report.meanings import meaning, unit_text
from targets.report.words import Language, say
from targets.ruleset import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.needs import Need
    from targets.ruleset import Ruleset, Target

__all__ = ["page", "role_text"]

_SOURCE_FIELDS = tuple(field.name for field in fields(Source))


def page(ruleset: Ruleset, lang: Language) -> str:
    """Write the page: every target under its section, then the figures that they ask for.

    Law: a page names every target and every indicator of its ruleset.
    """
    source = _cell(_source_text(ruleset.source, lang))
    about = say(lang, "page-about", ruleset=plain(ruleset.id), period=_cell(ruleset.period), n=len(ruleset), source=source)
    parts = [
        f"# {_cell(ruleset.title.say(lang)) or _cell(ruleset.id)}",
        about,
        *(block for heading, targets in _sections(ruleset, lang).items() for block in _section(heading, targets, ruleset, lang)),
        f"## {say(lang, 'figures-to-submit')}",
        _needs(ruleset, lang),
        f"*{say(lang, 'page-made')}*",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sections(ruleset: Ruleset, lang: Language) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for target in ruleset:
        heading = ruleset.heading(target)
        number, title = ("", "") if heading is None else (plain(heading[0]), plain(heading[1].say(lang)))
        text = f"{number} {title}" if title else say(lang, "section", number=number) if number else say(lang, "no-section")
        found.setdefault(text, []).append(target)
    return found


def _section(heading: str, targets: list[Target], ruleset: Ruleset, lang: Language) -> list[str]:
    columns = ("id", "title", "has-to-be", "unit-head", "weight", "kind", "source")
    notes = [f"* **{_cell(t.id)}**: {_cell(t.note.say(lang))}" for t in targets if t.note is not None]
    return [f"## {_cell(heading)}", _table((say(lang, c) for c in columns), [_row(t, ruleset, lang) for t in targets]), "\n".join(notes)]


def _row(target: Target, ruleset: Ruleset, lang: Language) -> tuple[str, ...]:
    sentence = meaning(target, lang)
    parts = (target,) if target.measure in COMPOSITES else target.parts or (target,)
    return (
        target.id,
        target.title.say(lang) or target.indicator.id,
        sentence if target.indicator.formula else sentence[:1].upper() + sentence[1:],
        ", ".join(dict.fromkeys(unit_text(part, lang) for part in parts)),
        shown(target.weight, lang),
        _kind(target, lang),
        _short_source(target.source, ruleset.source, lang),
    )


def _kind(target: Target, lang: Language) -> str:
    kind = say(lang, "required" if target.is_required else "stretch")
    return f"{kind}; {say(lang, 'in-groups', names=', '.join(target.groups))}" if target.groups else kind


def _short_source(source: Source, common: Source, lang: Language) -> str:
    """Give what a target's source adds to its ruleset's own."""
    kept = {name: value for name in _SOURCE_FIELDS if (value := getattr(source, name)) != getattr(common, name)}
    return _source_text(Source(**kept), lang)


def _source_text(source: Source, lang: Language) -> str:
    section = say(lang, "document-section", section=source.section) if source.section else None
    printed = say(lang, "printed", printed=source.printed) if source.printed else None
    return ", ".join(part for part in (source.document, source.date, source.issuer, section, printed, source.url) if part) or "—"


def _needs(ruleset: Ruleset, lang: Language) -> str:
    heads = (say(lang, "figure"), say(lang, "title"), say(lang, "unit-head"), say(lang, "to-fill-in"))
    return _table(heads, [_need(need, lang) for need in needs_of(ruleset)])


def _need(need: Need, lang: Language) -> tuple[str, ...]:
    indicator = need.indicator
    unit = "—" if indicator.unit is None else indicator.unit.label(lang)
    if indicator.scale:
        unit = say(lang, "grades-of", names=", ".join(indicator.scale))
    roles = ", ".join(role_text(role, need, lang) for role in need.roles) or say(lang, "fill-none")
    return indicator.id, indicator.title.say(lang) or indicator.id, unit, roles


def role_text(role: str, need: Need, lang: Language) -> str:
    """Say what a role of a figure is: the plan, the number of households that count."""
    counted_in = need.indicator.counted_in
    role, _, plan = role.partition(".")
    return say(lang, f"fill-{role}", unit="" if counted_in is None else counted_in.label(lang)) + by_name(plan or None)


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    names = list(heads)
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return "\n".join([*lines, *(f"| {' | '.join(map(_cell, row))} |" for row in rows)])


def _cell(text: str) -> str:
    """Keep a text inside its cell, as the text it is."""
    return "".join(f"\\{character}" if character in r"\`*_[]<>|#" else character for character in plain(text))
