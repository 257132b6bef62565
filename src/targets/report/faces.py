"""How a scorecard shows itself in a notebook, in a console of rich, as plain data and as a data frame."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from targets.errors import Problem, TargetsError
from targets.measure import Measure
from targets.report import View
from targets.report.machine import document
from targets.report.page import fragment
from targets.report.rows import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from targets.scorecard import Scorecard

_NAMES = ("subject", "period", "section", "id", "indicator", "title", "verdict", "near", "reason", "severity", "weight", "actual", "unit",
          "shortfall", "attainment")  # fmt: skip
__all__ = ["data", "html", "renderables", "to_pandas", "to_polars"]


def html(card: Scorecard) -> str:
    """Give the pieces of the page, without a page around them."""
    return fragment(card, View())


def renderables(card: Scorecard, width: int) -> Iterator[Any]:
    """Give what rich prints."""
    from targets.report.terminal import renderables as tables  # noqa: PLC0415 - rich is imported by those who print with it

    yield from tables([card], View(width=width))


def data(card: Scorecard) -> dict[str, Any]:
    """Give the scorecard of the JSON report."""
    found: dict[str, Any] = document([card], View())["scorecards"][0]
    return found


def to_polars(card: Scorecard) -> Any:
    """Give a polars data frame. Raises TargetsError where polars is not installed."""
    return _library("polars").DataFrame(_columns(card), schema_overrides=_numbers(_library("polars").Float64))


def to_pandas(card: Scorecard) -> Any:
    """Give a pandas data frame. Raises TargetsError where pandas is not installed."""
    return _library("pandas").DataFrame(_columns(card)).astype(_numbers("float64"))


def _numbers(kind: Any) -> dict[str, Any]:
    return dict.fromkeys(("weight", "actual", "shortfall", "attainment"), kind)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise TargetsError(Problem(f"a data frame needs {name}", help=f"install it with `pip install 'targets[{name}]'`")) from error


def _columns(card: Scorecard) -> dict[str, list[Any]]:
    sections = {id(outcome): title for title, outcomes in grouped(card, "vi") for outcome in outcomes}
    rows = [
        {
            "subject": card.subject,
            "period": card.period,
            "section": sections[id(outcome)],
            "id": outcome.id,
            "indicator": outcome.target.indicator.id if outcome.compares and outcome.target.measure is not Measure.POINTS else None,
            "title": outcome.target.title.say("vi"),
            "verdict": outcome.verdict.value,
            "near": outcome.is_near,
            "reason": None if outcome.reason is None else outcome.reason.value,
            "severity": outcome.target.severity.value,
            "weight": _double(outcome.target.weight),
            "actual": _double(outcome.value),
            "unit": None if outcome.unit is None else outcome.unit.name,
            "shortfall": _double(outcome.shortfall),
            "attainment": _double(outcome.attainment),
        }
        for outcome in card.outcomes
    ]
    return {name: [row[name] for row in rows] for name in _NAMES}


def _double(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
