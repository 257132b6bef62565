"""Findings in, text out: a table for people, JSON, SARIF 2.1.0, and annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.report.advice import title_of
from targets.report.amounts import plain
from targets.report.digits import exact_decimal
from targets.report.sentences import sentence_of, unit_name, value_text, witness_text
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from targets.errors import Place
    from targets.finding import Finding, Witness
    from targets.ruleset import Ruleset

__all__ = ["FINDING_FORMATS", "Looked", "render_findings", "whole_sentence"]


class Looked(NamedTuple):
    """One document that was looked at, as it was named, and what was found in it."""

    name: str
    ruleset: Ruleset | None
    findings: tuple[Finding, ...]


def render_findings(form: str, looked: Sequence[Looked], lang: Language, width: int = 80) -> str:
    """Render findings in one of `FINDING_FORMATS`. Raises KeyError for another."""
    return FINDING_FORMATS[form](looked, lang, width)


def _open(looked: Sequence[Looked]) -> Iterator[Finding]:
    """Give the findings that nobody has answered."""
    return (finding for one in looked for finding in one.findings if finding.ignored is None)


def _counts_of(looked: Sequence[Looked]) -> dict[str, int]:
    """Count findings by level, those that are ignored apart."""
    found = Counter(finding.code.level.value if finding.ignored is None else "ignored" for one in looked for finding in one.findings)
    return {name: found[name] for name in ("error", "warning", "ignored")}


# -- a table for people -----------------------------------------------------------------------------------------------


def _table(looked: Sequence[Looked], lang: Language, width: int) -> str:
    lines: list[str] = []
    for finding in _open(looked):
        place = f"{plain(str(finding.place))}: " if finding.place else ""
        level = say(lang, f"level-{finding.code.level}")
        lines += _wrapped(f"{place}{level} {finding.code}: {title_of(finding.code, lang)}", width, "")
        message, help_ = sentence_of(finding, lang)
        lines += _wrapped(message, width, "  ")
        for witness in finding.witnesses:
            lines += _wrapped(say(lang, "witness", text=witness_text(witness, lang)), width, "  ")
        lines += [*(_wrapped(say(lang, "way-out", text=help_), width, "  ") if help_ else ()), ""]
    counts = _counts_of(looked)
    lines += _wrapped(say(lang, "found" if counts["error"] + counts["warning"] else "found-nothing", **counts, n=len(looked)), width, "")
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(plain(text), max(width, 40), initial_indent=indent, subsequent_indent=indent or "  ", break_on_hyphens=False)


# -- JSON -------------------------------------------------------------------------------------------------------------


def _json(looked: Sequence[Looked], lang: Language, _: int) -> str:
    documents = [
        {
            "name": one.name,
            "ruleset": None if one.ruleset is None else one.ruleset.id,
            "digest": None if one.ruleset is None else one.ruleset.digest,
            "findings": [_finding(finding, lang) for finding in one.findings],
        }
        for one in looked
    ]
    found = {"schema": "targets.findings/1", "counts": _counts_of(looked), "documents": documents}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, lang: Language) -> dict[str, Any]:
    message, help_ = sentence_of(finding, lang)
    places = {target.id: target.place for target in reversed(finding.about)}
    return {
        "code": finding.code.value,
        "level": finding.code.level.value,
        "title": title_of(finding.code, lang),
        "targets": [{"id": name, "place": _place(places[name])} for name in finding.ids],
        "names": list(finding.names),
        "place": _place(finding.place),
        "message": message,
        "help": help_,
        "witnesses": [_witness(witness, lang) for witness in finding.witnesses],
        "ignored": finding.ignored,
    }


def _witness(witness: Witness, lang: Language) -> dict[str, Any]:
    text = exact_decimal(witness.value)
    return {
        "text": value_text(witness, lang),
        "value": text,
        "ratio": None if witness.value.denominator == 1 or _is_finite(witness) else str(witness.value),
        "unit": unit_name(witness),
        "total": witness.total,
        "items": list(witness.items),
        "reaches": list(witness.reaches),
        "misses": list(witness.misses),
    }


def _is_finite(witness: Witness) -> bool:
    return type(witness.value)(exact_decimal(witness.value)) == witness.value


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}


# -- GitHub -----------------------------------------------------------------------------------------------------------


def _github(looked: Sequence[Looked], lang: Language, _: int) -> str:
    """Give one workflow command a finding. Source: GitHub's manual on workflow commands, on setting an error message."""
    lines = []
    for finding in _open(looked):
        place = finding.place
        given = () if place is None else (("file", place.file), ("line", place.line), ("col", place.column))
        properties = [*given, ("title", f"{finding.code} {title_of(finding.code, lang)}")]
        said = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties if value is not None)
        lines.append(f"::{finding.code.level} {said}::{_escaped(whole_sentence(finding, lang))}")
    return "".join(f"{line}\n" for line in lines)


def whole_sentence(finding: Finding, lang: Language) -> str:
    """Give what a table says on several lines on one: the sentence, what shows it, and the way out."""
    message, help_ = sentence_of(finding, lang)
    shown = [say(lang, "witness", text=witness_text(witness, lang)) for witness in finding.witnesses]
    return ". ".join((message, *shown, *((say(lang, "way-out", text=help_),) if help_ else ())))


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + more else sign for sign in text)


def _sarif(looked: Sequence[Looked], lang: Language, _: int) -> str:
    from targets.report.sarif import sarif_log  # noqa: PLC0415 - only for those who ask for it

    return json.dumps(sarif_log([finding for one in looked for finding in one.findings], lang), ensure_ascii=False, indent=2) + "\n"


FINDING_FORMATS: dict[str, Callable[[Sequence[Looked], Language, int], str]] = {
    "table": _table,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
