"""For tests of others: an assertion whose failure is the table of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.outcome import Verdict
from targets.report import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targets.report.words import Language
    from targets.scorecard import Scorecard

__all__ = ["assert_reached"]


def assert_reached(scorecard: Scorecard, *, allow: Iterable[str] = (), lang: Language = "en") -> None:
    """Fail unless every required target was met or exceeded, or is waived or not applicable.

    `allow` names verdicts that are fine too, as in `allow=["undecided"]`. A scorecard without targets fails: it shows
    nothing. Raises AssertionError with the table of what is not reached.

    >>> import targets
    >>> rules = targets.load_ruleset("ngo-quyen-2024").select(["K02"])
    >>> [figures] = targets.load_figures({"blood-donation": {"actual": 100, "plan": 100}})
    >>> assert_reached(targets.evaluate(rules, figures))
    """
    __tracebackhide__ = True
    if not len(scorecard):
        message = "nothing was evaluated: the scorecard has no targets"
        raise AssertionError(message)
    failing = frozenset({Verdict.MISSED, Verdict.UNDECIDED}) - frozenset(map(Verdict, allow))
    wrong = [outcome for outcome in scorecard if outcome.target.is_required and outcome.verdict in failing]
    if wrong:
        from targets.report.terminal import render  # noqa: PLC0415 - rich is imported for a failure alone

        table = render([scorecard], View(lang=lang, width=100, verdicts=failing))
        message = f"{len(wrong)} of {len(scorecard)} targets are not reached\n\n{table}"
        raise AssertionError(message)
