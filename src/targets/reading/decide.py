"""Waivers and judgements: what people decided, with the day, the name and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.condition import tag_of
from targets.decisions import Judgement, Waiver
from targets.errors import Problem, quoted
from targets.outcome import Verdict
from targets.reading.conditions import day_of
from targets.reading.documents import DecisionsDocument
from targets.reading.faults import validated_whole
from targets.reading.tree import key_place, place

if TYPE_CHECKING:
    from targets.reading.documents import JudgementDocument, WaiverDocument

__all__ = ["decide"]


def decide(node: Any, problems: list[Problem], file: str | None = None) -> list[Waiver | Judgement]:
    """Turn one document into decisions, in the order they were written. Faults go to `problems`."""
    document, node, _ = validated_whole(DecisionsDocument, node, problems, file)
    if document is None:
        return []
    waivers = [_waiver(one, node["waivers"], n, problems) for n, one in enumerate(document.waivers)]
    judgements = [_judgement(one, node["judgements"], n, problems) for n, one in enumerate(document.judgements)]
    return [one for one in (*waivers, *judgements) if one is not None]


def _waiver(written: WaiverDocument, nodes: Any, number: int, problems: list[Problem]) -> Waiver | None:
    node, of = nodes[number], f"waiver of {quoted(written.target)}"
    if (written.subject is None) == (written.tag is None):
        message = f"{of}: it is for one `subject`, or for all with a `tag`"
        problems.append(Problem(message, place(nodes, number), "write one of the two", Code.KEYS_DISAGREE))
        return None
    _need(("reason", "approved_by"), written, node, of, problems)
    since, until = (
        day_of(text, f"{of}: `{key}`", place(node, key), problems) for key, text in (("from", written.from_), ("until", written.until))
    )
    if since is None or until is None:
        return None
    if until < since:
        problems.append(Problem(f"{of}: `until` lies before `from`", place(node, "until"), "turn the two round", Code.BAD_DAY))
        return None
    return Waiver(
        written.target,
        written.reason,
        written.approved_by,
        since,
        until,
        subject=written.subject,
        tag=None if written.tag is None else tag_of(written.tag),
        place=place(nodes, number),
    )


def _judgement(written: JudgementDocument, nodes: Any, number: int, problems: list[Problem]) -> Judgement | None:
    node, of = nodes[number], f"judgement of {quoted(written.target)}"
    _need(("judged_by", "evidence"), written, node, of, problems)
    on = day_of(written.on, f"{of}: `on`", place(node, "on"), problems)
    if on is None:
        return None
    verdict = Verdict(written.verdict)
    return Judgement(
        written.target, written.subject, written.period, verdict, written.judged_by, on, written.evidence, place=place(nodes, number)
    )


def _need(keys: tuple[str, ...], written: Any, node: Any, of: str, problems: list[Problem]) -> None:
    """Refuse an empty text where somebody has to answer for something."""
    problems += [
        Problem(f"{of}: {quoted(key)} is empty", key_place(node, key), "say who decided, and why", Code.UNSIGNED)
        for key in keys
        if not getattr(written, key).strip()
    ]
