"""The page about one kind of finding, in one language: what it is, why it matters, a bad example and the good one."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.codes import Code

__all__ = ["Page", "explained", "parted"]


class Page(NamedTuple):
    """The parts of a page: by language its title and its text, then the two examples as they are written."""

    en: tuple[str, str]
    vi: tuple[str, str]
    bad: str
    good: str


def parted(page: str) -> Page:
    """Part a page at its four headings: English, Vietnamese, the bad example, the good one."""
    parts = [part.partition("\n") for part in page.split("\n## ")[1:]]
    (english, _, en), (vietnamese, _, vi), (_, _, bad), (_, _, good) = parts
    return Page((english, en.strip()), (vietnamese, vi.strip()), bad.strip(), good.strip())


def explained(code: Code, page: str, lang: Language, width: int = 80) -> str:
    """Give the page as Markdown, in one language."""
    found = parted(page)
    title, paragraphs = found.vi if lang == "vi" else found.en
    text = "\n\n".join(fill(paragraph, max(width, 40), break_on_hyphens=False) for paragraph in paragraphs.split("\n\n"))
    examples = f"## {say(lang, 'bad-example')}\n\n{found.bad}\n\n## {say(lang, 'good-example')}\n\n{found.good}"
    return f"# {code} ({say(lang, f'level-{code.level}')}): {title}\n\n{text}\n\n{examples}\n"
