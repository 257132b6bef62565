"""Targets as code: what an office set itself, what it submitted, and an exact, explained verdict on each.

    >>> import targets
    >>> rules = targets.load_ruleset("ngo-quyen-2024")
    >>> [figures] = targets.load_figures({"blood-donation": {"actual": "68 đơn vị máu", "plan": "100 đơn vị máu"}})
    >>> outcome = targets.evaluate(rules, figures)["K02"]
    >>> outcome.verdict, outcome.shortfall, outcome.unit.name
    (<Verdict.MISSED: 'missed'>, Fraction(32, 1), 'blood units')

Importing this package reads no file and imports nothing heavy: each name comes when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from targets.decisions import Judgement, Waiver
    from targets.errors import Place, Problem, TargetsError
    from targets.evaluation import evaluate
    from targets.figures import Figure, Figures
    from targets.interval import Interval
    from targets.linting import lint
    from targets.outcome import Outcome, Reason, Verdict
    from targets.reading import load_decisions, load_figures, load_ruleset
    from targets.ruleset import Ruleset, Target
    from targets.scorecard import Score, Scorecard

__all__ = [
    "Figure",
    "Figures",
    "Interval",
    "Judgement",
    "Outcome",
    "Place",
    "Problem",
    "Reason",
    "Ruleset",
    "Score",
    "Scorecard",
    "Target",
    "TargetsError",
    "Verdict",
    "Waiver",
    "evaluate",
    "lint",
    "load_decisions",
    "load_figures",
    "load_ruleset",
]
__version__ = "0.1.0"

_HOMES = {
    "decisions": ("Judgement", "Waiver"),
    "errors": ("Place", "Problem", "TargetsError"),
    "evaluation": ("evaluate",),
    "figures": ("Figure", "Figures"),
    "interval": ("Interval",),
    "linting": ("lint",),
    "reading": ("load_decisions", "load_figures", "load_ruleset"),
    "ruleset": ("Ruleset", "Target"),
    "outcome": ("Outcome", "Reason", "Verdict"),
    "scorecard": ("Score", "Scorecard"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `targets --help` starts at once."""
    if name not in _HOME_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
