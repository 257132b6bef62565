"""`targets check`: judge figures by rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets import __version__
from targets.cli.output import colours, one_for_stdout, spare_inputs, width, write
from targets.cli.parser import GROUPS
from targets.cli.selection import selected
from targets.cli.sources import judged, load
from targets.outcome import Verdict
from targets.report import View, render

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from targets.scorecard import Scorecard

__all__ = ["run"]

FINE, MISSED, UNDECIDED, NOTHING = 0, 1, 3, 4


def run(args: argparse.Namespace) -> int:
    """Judge, write every format, and give the exit code."""
    formats = args.formats or [("table", None)]
    one_for_stdout(formats)
    spare_inputs(formats, [*args.figures, *args.waivers, *args.judgements, *([args.rules] if args.rules else [])])
    loaded = load(args)
    ruleset = selected(loaded.ruleset, args.select) if args.select else loaded.ruleset
    cards = judged(loaded, ruleset, args) if len(ruleset) else []
    verdicts = _verdicts(args.only)
    for form, path in formats:
        colour = path is None and colours(args.color)
        room, everything = 100 if path else width(), form == "sarif" and args.sarif_all
        view = View(args.lang, args.score, room, colour, verdicts, everything, __version__)
        if cards or form != "table":
            write(render(form, cards, view), path)
    return _exit_code(cards, {Verdict.MISSED, *map(Verdict, args.fail_on)}, exit_zero=args.exit_zero)


def _verdicts(only: Sequence[str] | None) -> frozenset[Verdict] | None:
    if not only:
        return None
    return frozenset(Verdict(name) for word in only for name in GROUPS.get(word, (word,)))


def _exit_code(cards: Sequence[Scorecard], failing: set[Verdict], *, exit_zero: bool) -> int:
    found = {outcome.verdict for card in cards for outcome in card if outcome.target.is_required}
    if not any(len(card) for card in cards):
        return NOTHING
    if exit_zero:
        return FINE
    if found & failing:
        return MISSED
    return UNDECIDED if Verdict.UNDECIDED in found else FINE
