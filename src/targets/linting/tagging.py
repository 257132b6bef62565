"""Tags that conditions ask about, and that no subject of the figures bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.finding import Finding
from targets.notices import misspelt_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targets.figures import Figures
    from targets.ruleset import Ruleset, Target

__all__ = ["unborne_tags"]


def unborne_tags(ruleset: Ruleset, figures: Sequence[Figures]) -> Iterator[Finding]:
    """Find them where figures say whose they are; one finding for each tag, with the tags that are borne, the likeliest first.

    Figures that say nothing of tags leave their targets undecided, which is told there.
    """
    said = [one.tags for one in figures if one.tags is not None]
    borne = sorted({tag for tags in said for tag in tags})
    asking: dict[str, list[Target]] = {}
    for target in ruleset.targets if said else ():
        condition = target.applies
        for tag in () if condition is None else dict.fromkeys((*condition.tagged, *condition.not_tagged)):
            asking.setdefault(tag, []).append(target)
    for tag, targets in asking.items():
        if tag not in borne:
            meant = misspelt_tags([tag], borne).values()
            yield Finding(Code.UNBORNE_TAG, tuple(targets), tuple(dict.fromkeys((tag, *meant, *borne))))
