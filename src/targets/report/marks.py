"""How a verdict looks: its glyph, its colours, and the mark of a miss that is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from targets.outcome import Verdict
from targets.report.words import Language, say

if TYPE_CHECKING:
    from targets.outcome import Outcome

__all__ = ["COLOURS", "GLYPHS", "NEAR", "SHADES", "Mark", "mark_of", "word_of"]

NEAR: Literal["near"] = "near"


Mark = Verdict | Literal["near"]


"""How an outcome is marked: by its verdict, or as missed and near. A mark is never counted, a verdict is."""


GLYPHS: dict[Mark, str] = {
    Verdict.EXCEEDED: "▲", Verdict.MET: "✓", Verdict.MISSED: "✗",
    Verdict.UNDECIDED: "?", Verdict.WAIVED: "○", Verdict.NOT_APPLICABLE: "–", NEAR: "≈",
}  # fmt: skip


COLOURS: dict[Mark, str] = {
    Verdict.EXCEEDED: "bold green", Verdict.MET: "green", Verdict.MISSED: "bold red",
    Verdict.UNDECIDED: "yellow", Verdict.WAIVED: "cyan", Verdict.NOT_APPLICABLE: "dim", NEAR: "bold yellow",
}  # fmt: skip


SHADES: dict[Mark, tuple[str, str]] = {
    Verdict.EXCEEDED: ("0A5F33", "D4F1DF"), Verdict.MET: ("176140", "E8F6ED"), Verdict.MISSED: ("A1141C", "FDE6E6"),
    Verdict.UNDECIDED: ("6F4A00", "FDF0CF"), Verdict.WAIVED: ("0B5480", "DFF0FB"), Verdict.NOT_APPLICABLE: ("525B66", "ECEFF3"),
    NEAR: ("8A3B00", "FFE3C7"),
}  # fmt: skip


"""Ink and paper of a mark, as hexadecimal colours; a page has the same in its style sheet."""


def mark_of(outcome: Outcome) -> Mark:
    """Give what chooses glyph and colour of an outcome."""
    return NEAR if outcome.is_near else outcome.verdict


def word_of(outcome: Outcome, lang: Language) -> str:
    """Give the verdict in words; a near miss is missed all the same."""
    return say(lang, "near-miss" if outcome.is_near else outcome.verdict)
