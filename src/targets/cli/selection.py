"""Choosing targets of a ruleset by their ids, or by the groups that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.errors import Problem, TargetsError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.ruleset import Ruleset

__all__ = ["GROUP", "choices", "selected"]

GROUP = "group:"


def selected(ruleset: Ruleset, patterns: Sequence[str]) -> Ruleset:
    """Keep the targets that fit a pattern. Raises TargetsError for each pattern that fits none."""
    wrong = [pattern for pattern in patterns if not len(ruleset.select([pattern]))]
    if wrong:
        message = f"no target of {quoted(ruleset.id)} fits"
        raise TargetsError(*(Problem(f"{message} {quoted(pattern)}", help=choices(ruleset, pattern)) for pattern in wrong))
    return ruleset.select(patterns)


def choices(ruleset: Ruleset, pattern: str) -> str:
    """Say what could have been asked for: groups where it was a group, targets where it was not."""
    if pattern.startswith(GROUP):
        return f"its groups are {', '.join([*ruleset.groups][:40])}" if ruleset.groups else "its targets stand in no group"
    return f"its targets are {', '.join(target.id for target in ruleset.targets[:40])}"
