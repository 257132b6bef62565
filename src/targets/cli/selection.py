"""Choosing targets of a ruleset by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.errors import Problem, TargetsError, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targets.ruleset import Ruleset

__all__ = ["selected"]


def selected(ruleset: Ruleset, patterns: Sequence[str]) -> Ruleset:
    """Keep the targets that fit a pattern. Raises TargetsError for each pattern that fits none."""
    ids = ", ".join(target.id for target in ruleset.targets[:40])
    wrong = [pattern for pattern in patterns if not len(ruleset.select([pattern]))]
    if wrong:
        help_ = f"its targets are {ids}"
        raise TargetsError(*(Problem(f"no target of {quoted(ruleset.id)} fits {quoted(pattern)}", help=help_) for pattern in wrong))
    return ruleset.select(patterns)
