"""One role of one figure as it is set on a command line: `blood-donation.actual=100`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.figures import split_items
from targets.reading.submit import submit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from targets.figures import Figure
    from targets.numerals import Style

__all__ = ["read_setting"]

_BY_NAME = ("plan", "of_plan")
_CONSTANTS = {"true": True, "false": False}


def read_setting(text: str, indicators: Collection[str], roles: Iterable[str], style: Style | None) -> tuple[str, Figure]:
    """Read `INDICATOR.ROLE=VALUE`: give the role, and a figure that holds nothing else. Raises TargetsError.

    A plan that has a name is the role `plan.NAME`, its printed share `of_plan.NAME`.

    >>> role, figure = read_setting("blood-donation.actual=1.034", ["blood-donation"], ["actual"], "vi")
    >>> role, figure.actual.value
    ('actual', Fraction(1034, 1))
    """
    key, equals, value = text.partition("=")
    indicator, role = _parted(key.strip(), indicators)
    if not equals or not indicator:
        raise _refused(text, "no figure is set", "write INDICATOR.ROLE=VALUE, as in `blood-donation.actual=100`")
    if indicator not in indicators:
        known = f"its indicators are {', '.join(list(indicators)[:40])}"
        raise _refused(text, f"the rules have no indicator {quoted(indicator)}", did_you_mean(indicator, indicators, known))
    kind, by_name, plan = (part.strip() for part in role.partition("."))
    if (by_name and (kind not in _BY_NAME or not plan.strip())) or kind not in (roles := tuple(roles)):
        raise _refused(text, f"a figure has no role {quoted(role)}", did_you_mean(role, roles, f"the roles are {', '.join(roles)}"))
    written: Any = _CONSTANTS.get(value.strip(), value.strip())
    if role == "done":
        written = split_items(value)
    problems: list[Problem] = []
    figures = submit({"subject": "", "period": "", "values": {indicator: {kind: {plan: written} if plan else written}}}, style, problems)
    found = None if figures is None else figures[indicator]
    problems += [] if found is None else [fault.problem for fault in found.faults]
    if problems or found is None:
        raise TargetsError(*(problem.inside(f"`--set {text}`") for problem in problems))
    if written == "":
        raise _refused(text, "no value", "write it behind the equals sign")
    return f"{kind}.{found.plans[0].name}" if found.plans else role, found


def _parted(key: str, indicators: Collection[str]) -> tuple[str, str]:
    """Part indicator and role; a role with a name of its own (`plan.city`) follows an indicator that is known."""
    indicator, _, role = key.rpartition(".")
    for name in sorted(indicators, key=len, reverse=True) if indicator not in indicators else ():
        if key.startswith(f"{name}.") and key[len(name) + 1 :].partition(".")[0] in _BY_NAME:
            return name, key[len(name) + 1 :]
    return indicator, role


def _refused(text: str, message: str, help: str | None) -> TargetsError:
    return TargetsError(Problem(message, help=help).inside(quoted(f"--set {text}")))
