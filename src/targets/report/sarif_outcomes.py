"""Problems as SARIF 2.1.0, the format that code scanners and editors show: a rule for each target, a result for each outcome.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0. `kind` and `level` follow its section 3.27.9 and 3.27.10: a
level other than none goes with fail alone.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from targets.outcome import Verdict
from targets.report.amounts import bound_text, plain
from targets.report.sarif_log import log_of, physical_location
from targets.report.summary import justification, sentence, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.outcome import Outcome
    from targets.report import View
    from targets.report.words import Language
    from targets.ruleset import Target
    from targets.scorecard import Scorecard

__all__ = ["render"]

_SHOWN = frozenset({Verdict.MISSED, Verdict.UNDECIDED, Verdict.WAIVED})
_KINDS = {
    Verdict.EXCEEDED: "pass", Verdict.MET: "pass", Verdict.MISSED: "fail",
    Verdict.UNDECIDED: "open", Verdict.WAIVED: "fail", Verdict.NOT_APPLICABLE: "notApplicable",
}  # fmt: skip


def render(cards: Sequence[Scorecard], view: View) -> str:
    """Render one run: problems and what was waived, or all outcomes where everything is wanted."""
    shown = frozenset(Verdict) if view.everything else _SHOWN if view.verdicts is None else view.verdicts
    targets = list(cards[0].ruleset) if cards else []
    index = {target.id: number for number, target in enumerate(targets)}
    rules = [_rule(target, view.lang) for target in targets]
    results = [_result(outcome, index, card, view) for card in cards for outcome in card.outcomes if outcome.verdict in shown]
    about = [
        {"subject": card.subject, "period": card.period, "counts": {verdict.value: n for verdict, n in card.counts.items()}}
        for card in cards
    ]
    more = {"automationDetails": {"id": f"targets/{plain(cards[0].ruleset.id)}/"}} if cards else {}
    log = log_of(rules, results, view.version, properties={"scorecards": about}, **more)
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(target: Target, lang: Language) -> dict[str, Any]:
    title = plain(target.title.say(lang)) or plain(target.indicator.id)
    source = target.source
    facts = [bound_text(target, lang), target.note.say(lang) if target.note else "", source.document, source.section, source.printed]
    rule: dict[str, Any] = {
        "id": target.id,
        "shortDescription": {"text": title},
        "help": {"text": "; ".join(plain(fact) for fact in (title, *facts) if fact)},
        "defaultConfiguration": {"level": _level(target)},
        "properties": {"severity": target.severity.value},
    }
    if target.groups:
        rule["properties"]["tags"] = [plain(name) for name in target.groups]  # the word of SARIF for such names
    if target.place is not None:
        rule["properties"]["place"] = str(target.place)
    return rule


def _level(target: Target) -> str:
    return "error" if target.is_required else "note"


def _result(outcome: Outcome, index: dict[str, int], card: Scorecard, view: View) -> dict[str, Any]:
    kind, target = _KINDS[outcome.verdict], outcome.target
    result: dict[str, Any] = {
        "ruleId": target.id,
        "ruleIndex": index[target.id],
        "kind": kind,
        "level": "none" if kind != "fail" else "warning" if outcome.is_near and target.is_required else _level(target),
        "message": {"text": sentence(outcome, view.lang)},
        "locations": [_location(outcome, card, view)],
        "partialFingerprints": {"targets/v1": _fingerprint(card, target)},
        "properties": {
            "verdict": outcome.verdict.value,
            "near": outcome.is_near,
            "reason": None if outcome.reason is None else outcome.reason.value,
            "subject": card.subject,
            "period": card.period,
        },
    }
    if outcome.verdict is Verdict.WAIVED:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification(outcome, view.lang)}]
    return result


def _fingerprint(card: Scorecard, target: Target) -> str:
    """Tell the same target of the same subject and period from run to run, whatever line it moves to."""
    parts = json.dumps([card.ruleset.id, card.subject, card.period, target.id])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _location(outcome: Outcome, card: Scorecard, view: View) -> dict[str, Any]:
    """Where the figure stands; where there is none, the rule that asks for it."""
    figure = outcome.figure or next((part.figure for part in outcome.parts if part.figure is not None), None)
    place = (figure.place_of("actual") if figure else None) or card.figures.place or outcome.target.place
    found: dict[str, Any] = {"logicalLocations": [{"name": subject_of(card, view.lang), "fullyQualifiedName": card.subject or "-"}]}
    if place is not None:
        found["physicalLocation"] = physical_location(place)
    return found
