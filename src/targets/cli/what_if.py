"""`targets what-if`: what would change if some figures were others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.cli.output import width, write
from targets.cli.sources import judged, load
from targets.errors import Problem, TargetsError, quoted
from targets.reading.setting import read_setting
from targets.report.what_if import Supposition, what_if
from targets.supposing import ROLES, suppose

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from targets.cli.sources import Loaded
    from targets.figures import Fault, Figures
    from targets.outcome import Outcome
    from targets.scorecard import Scorecard

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Show what changes, for every subject and period; 0 whatever it is, 4 where nothing was evaluated."""
    loaded = load(args)
    found = [_supposed(loaded, one, args) for one in loaded.figures]
    if found or args.format != "table":
        write(what_if(args.format, found, args.lang, width()), None)
    return 0 if found else 4


def _supposed(loaded: Loaded, figures: Figures, args: argparse.Namespace) -> Supposition:
    problems: list[Problem] = []
    settings = []
    for text in args.settings:
        try:
            role, figure = read_setting(text, loaded.ruleset.indicators, ROLES, figures.numbers or args.numbers)
        except TargetsError as error:
            problems += error.problems
            continue
        settings.append((role, figure))
        unit = loaded.ruleset.indicators[figure.indicator].unit
        if unit is not None and role == "actual" and figure.actual is None and figure.count is None:
            problems.append(
                Problem(f"{quoted(figure.raw)} is not a number", help=f"write a number in `{unit.vi}`").inside(f"`--set {text}`")
            )
    roles = [(figure.indicator, role) for role, figure in settings]
    spelt = [(name, role.casefold()) for name, role in roles]
    twice = dict.fromkeys(pair for pair, one in zip(roles, spelt, strict=True) if spelt.count(one) > 1)
    problems += [Problem(f"{quoted('--set')}: {quoted('.'.join(pair))} is set twice", help="set it once") for pair in twice]
    if problems:
        raise TargetsError(*problems)
    supposed = suppose(figures, settings)
    [before], [after] = (judged(loaded._replace(figures=[one]), loaded.ruleset, args) for one in (figures, supposed.figures))
    _refuse_unfit({figure.indicator for _, figure in settings}, before, after)
    return Supposition(before, after, roles, supposed.dropped)


def _refuse_unfit(indicators: set[str], before: Scorecard, after: Scorecard) -> None:
    """Refuse a value that its target cannot use: a wrong unit, a grade of another scale."""
    known = {fault.problem.message for _, fault in _faults(before)}
    unfit = {fault.problem.message: fault.problem for name, fault in _faults(after) if name in indicators}
    told = [Problem(problem.message, None, problem.help).inside("`--set`") for message, problem in unfit.items() if message not in known]
    if told:
        raise TargetsError(*told)


def _faults(card: Scorecard) -> Iterator[tuple[str, Fault]]:
    leaves: list[Outcome] = [leaf for outcome in card for leaf in (outcome.parts or (outcome,))]
    return ((leaf.target.indicator.id, leaf.fault) for leaf in leaves if leaf.fault is not None)
