"""Cases as the YAML text of a file of cases."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from targets.figures import AMOUNTS
from targets.outcome import Reason, Verdict
from targets.report.digits import shown
from targets.report.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.cases import Case, Expectation
    from targets.decisions import Waiver
    from targets.figures import Figure
    from targets.quantity import Quantity
    from targets.ruleset import Ruleset

__all__ = ["CIRCUMSTANCES", "cases_text", "scalar"]

CIRCUMSTANCES = {
    "zero-kept": "zero-kept", "undecided": "undecided", "not-yet": "day-before", "first-day": "first-day", "last-day": "last-day",
    "no-longer": "day-after", "tagged": "with-tag", "not-tagged": "without-tag", "condition": "without-condition",
}  # fmt: skip
"""Kinds of cells that are neither numbers nor reasons, with the key of their words."""
_MOST = 12
_PLAIN = re.compile(r"[^\W_](?:[\w.%/]|[ -](?=[\w.%/(]))*")
_CONSTANTS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def scalar(text: str) -> str:
    """Write a text as YAML, in quotes only where it needs them.

    >>> scalar("94,99 %"), scalar("95 %"), scalar("true")
    ('"94,99 %"', '95 %', '"true"')
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _CONSTANTS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def cases_text(ruleset: Ruleset, cases: Sequence[Case], lang: Language) -> str:
    """Write cases as a file of their own; numbers are written as the language does.

    Law: what is read from it again are cases of the same meaning.
    """
    head = [f"# {say(lang, 'draft-head', ruleset=ruleset.id)}", f"numbers: {lang}", "cases:"]
    return "\n".join([*head, *(line for case in cases for line in _case(case, ruleset, lang))]) + "\n"


def _case(case: Case, ruleset: Ruleset, lang: Language) -> list[str]:
    lines = [f"  - name: {scalar(_name(case.name, lang))}"]
    if case.figures.period not in (None, ruleset.period):
        lines.append(f"    period: {scalar(str(case.figures.period))}")
    if case.figures.as_of is not None:
        lines.append(f"    as_of: {case.figures.as_of.isoformat()}")
    if case.figures.tags is not None:
        lines.append(f"    tags: [{', '.join(map(scalar, case.figures.tags))}]")
    if case.judged:
        lines.append(f"    judged: {{{', '.join(f'{scalar(name)}: {verdict.value}' for name, verdict in case.judged.items())}}}")
    if case.waivers:
        lines.append(f"    waived: {{{', '.join(map(_waiver, case.waivers))}}}")
    if len(case.figures):
        lines += ["    figures:", *(f"      {scalar(figure.indicator)}: {_figure(figure, lang)}" for figure in case.figures)]
    return [*lines, "    expect:", *(f"      {scalar(name)}: {_expectation(one)}" for name, one in case.expect.items())]


def _waiver(waiver: Waiver) -> str:
    days = {"from": waiver.since} if waiver.since != date.min else {}
    days |= {"until": waiver.until} if waiver.until != date.max else {}
    return f"{scalar(waiver.target)}: {{{', '.join(f'{key}: {day.isoformat()}' for key, day in days.items())}}}"


def _name(drafted: str, lang: Language) -> str:
    """Give a name in the reader's language to a case that has been drafted."""
    kind, _, number = drafted.rpartition(" ")
    if kind == "values":
        return say(lang, "draft-values", n=number)
    words = {reason.value: reason.value for reason in Reason} | CIRCUMSTANCES
    return say(lang, "draft-reason", reason=say(lang, words[kind]), n=number) if kind in words else drafted


def _figure(figure: Figure, lang: Language) -> str:
    roles = {role: _quantity(q, lang) for role in (*AMOUNTS, "count", "total") if (q := getattr(figure, role)) is not None}
    plans = {plan.name: _quantity(plan.amount, lang) for plan in figure.plans if plan.amount is not None}
    if figure.raw is not None and figure.actual is None:
        roles["actual"] = figure.raw
    if figure.grade is not None:
        roles["grade"] = figure.grade
    if list(roles) == ["actual"] and not plans:
        return scalar(roles["actual"])
    written = [f"{role}: {scalar(text)}" for role, text in roles.items()]
    if plans:
        plans |= {"": roles["plan"]} if "plan" in roles else {}
        written = [text for text in written if not text.startswith("plan: ")]
        written.append(f"plan: {{{', '.join(f'{scalar(name)}: {scalar(text)}' for name, text in plans.items())}}}")
    if figure.done is not None:
        written.append(f"done: [{', '.join(map(scalar, figure.done))}]")
    if figure.held is not None:
        written.append(f"held: {str(figure.held).lower()}")
    return f"{{{', '.join(written)}}}"


def _quantity(quantity: Quantity, lang: Language) -> str:
    number, unit = shown(quantity.value, lang, exact=_MOST), quantity.unit
    if unit is None:
        return number
    return f"{number} {unit if isinstance(unit, str) else unit.label(lang)}"


def _expectation(expected: Expectation) -> str:
    if expected.verdict is Verdict.UNDECIDED and expected.reason is not None:
        return expected.reason.value
    return expected.verdict.value
