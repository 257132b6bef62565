"""Scorecards as JUnit XML: a suite for each scorecard, a test case for each target.

Source: the schema that Jenkins reads (junit-10.xsd). It has no properties in a test case, so verdicts and warnings are
properties of the suite, named by the target's id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from targets.outcome import Reason, Verdict
from targets.report.amounts import plain
from targets.report.explanation import explain
from targets.report.noted import warnings_of
from targets.report.summary import heading_of, score_text, sentence, subject_of
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.outcome import Outcome
    from targets.report import View
    from targets.scorecard import Scorecard

__all__ = ["render"]


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render test suites; characters that XML cannot hold are shown as �."""
    root = ET.Element("testsuites", name="targets")
    for card in cards:
        root.append(_suite(card, view))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(card: Scorecard, view: View) -> ET.Element:
    suite = ET.Element("testsuite", name=heading_of(card, view.lang))
    if card.as_of is not None:
        suite.set("timestamp", f"{card.as_of.isoformat()}T00:00:00")
    shown = [o for o in card.outcomes if view.verdicts is None or o.verdict in view.verdicts]
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(card, shown, view):
        ET.SubElement(properties, "property", name=name, value=value)
    for outcome in shown:
        suite.append(_case(outcome, card, view))
    found = [child.tag for case in suite.iter("testcase") for child in case]
    suite.set("tests", str(len(shown)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(found.count(tag)))
    return suite


def _properties(card: Scorecard, shown: Sequence[Outcome], view: View) -> list[tuple[str, str]]:
    found = [("subject", plain(card.subject)), ("period", plain(card.period)), ("ruleset", plain(card.ruleset.id))]
    found.append(("score", score_text(card, view)))
    for outcome in shown:
        found.append((f"verdict of {plain(outcome.id)}", outcome.verdict.value))
        found += [(f"near of {plain(outcome.id)}", "true")] if outcome.is_near else []
        found += [(f"warning of {plain(outcome.id)}", text) for text in warnings_of(outcome, view.lang)]
    return found


def _case(outcome: Outcome, card: Scorecard, view: View) -> ET.Element:
    case = ET.Element("testcase", name=plain(outcome.id), classname=subject_of(card, view.lang), time="0")
    if (tag := _tag(outcome)) is None:
        return case
    kind = outcome.verdict.value if outcome.reason is None else f"{outcome.verdict.value}: {outcome.reason.value}"
    child = ET.SubElement(case, tag, type=kind, message=_message(outcome, view))
    child.text = "\n" + explain("text", [(outcome, card)], view.lang, 100)
    return case


def _tag(outcome: Outcome) -> str | None:
    """A stretch target never fails a run, so a missed one is skipped with its reason."""
    match outcome.verdict:
        case Verdict.EXCEEDED | Verdict.MET:
            return None
        case Verdict.MISSED if outcome.target.is_required:
            return "failure"
        case Verdict.UNDECIDED if outcome.reason is Reason.UNREADABLE:
            return "error"
        case _:
            return "skipped"


def _message(outcome: Outcome, view: View) -> str:
    said = sentence(outcome, view.lang)
    return said if outcome.target.is_required or outcome.verdict is not Verdict.MISSED else f"{said}; {say(view.lang, 'stretch')}"
