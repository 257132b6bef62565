"""A ruleset as a list of its targets."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from targets.report.amounts import bound_text, plain
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.ruleset import Ruleset

__all__ = ["listing"]


def listing(ruleset: Ruleset, where: Literal["bundled", "local"], lang: Language, width: int = 80) -> str:
    """List id, bound and title of every target under a heading."""
    heading = f"{plain(ruleset.id)}  {plain(ruleset.title.say(lang))}".rstrip()
    about = f"{say(lang, 'period')} {plain(ruleset.period)}, {say(lang, 'targets', n=len(ruleset))}, {say(lang, where)}"
    lines = [heading, f"  {about}"]
    longest = max((len(target.id) for target in ruleset), default=0)
    for target in ruleset:
        title = plain(target.title.say(lang)) or plain(target.indicator.id)
        stretch = "" if target.is_required else f" ({say(lang, 'stretch')})"
        text = f"{bound_text(target, lang):<22} {title}{stretch}"
        first, *rest = wrap(text, max(width - longest - 4, 30), drop_whitespace=True) or [""]
        lines.append(f"  {plain(target.id):<{longest}}  {first}")
        lines += [f"  {'':<{longest}}  {'':<22} {line}" for line in rest]
    return "\n".join(lines) + "\n"
