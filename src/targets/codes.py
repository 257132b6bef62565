"""The stable codes of findings: one for each kind of fault, with its level. docs/findings has a page on each."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Code", "Level"]


class Level(StrEnum):
    """How bad a finding is: errors make rules mean something that nobody can have meant."""

    ERROR = "error"
    WARNING = "warning"

    def is_at_least(self, other: Level) -> bool:
        """Whether this is as bad as the other one, or worse."""
        return self is Level.ERROR or self is other


class Code(StrEnum):
    """A kind of finding. Codes are never given a second meaning; TGT040 and above are warnings."""

    # What is wrong with a document as it is read.
    UNREADABLE = "TGT001"
    UNKNOWN_KEY = "TGT002"
    WRONG_SHAPE = "TGT003"
    GIVEN_TWICE = "TGT004"
    ID_TAKEN = "TGT005"
    NO_DIRECTION = "TGT006"
    UNKNOWN_INDICATOR = "TGT007"
    BAD_SCALE = "TGT008"
    UNKNOWN_GRADE = "TGT009"
    UNKNOWN_UNIT = "TGT010"
    UNIT_MISFIT = "TGT011"
    BAD_NUMBER = "TGT012"
    KEYS_DISAGREE = "TGT013"
    BAD_BOUND = "TGT014"
    UNKNOWN_TARGET = "TGT015"
    BAD_FORMULA = "TGT016"
    CIRCLE = "TGT017"
    BAD_DAY = "TGT018"
    UNSIGNED = "TGT019"

    # What no figure can ever satisfy.
    CONTRADICTION = "TGT020"
    OUT_OF_REACH = "TGT021"
    ASKS_FOR_ALL = "TGT022"
    NEVER_APPLIES = "TGT023"
    BAND_GAP = "TGT024"
    BAND_OVERLAP = "TGT025"
    EMPTY_BAND = "TGT026"

    # What is worth a second look.
    DUPLICATE = "TGT040"
    REDUNDANT = "TGT041"
    SIMILAR_TITLE = "TGT042"
    REACHED_ALREADY = "TGT043"
    ASKS_LESS = "TGT044"
    NO_SOURCE = "TGT045"
    NO_SECTION = "TGT046"
    UNUSED_INDICATOR = "TGT047"
    DECIDES_ALL = "TGT048"
    ABOVE_WHOLE = "TGT049"
    ALWAYS_REACHED = "TGT050"
    PARTS_DO_NOT_ADD = "TGT051"
    LOOSENED = "TGT052"
    PLAN_NOT_NAMED = "TGT053"
    UNBORNE_TAG = "TGT054"

    # What is wrong with an `ignore`.
    IDLE_IGNORE = "TGT060"
    UNKNOWN_IGNORE = "TGT061"
    UNREASONED_IGNORE = "TGT062"

    # What is wrong with what people decided.
    EXPIRED_WAIVER = "TGT070"
    UNUSED_WAIVER = "TGT071"
    LONG_WAIVER = "TGT072"
    IDLE_JUDGEMENT = "TGT073"

    @property
    def level(self) -> Level:
        """How bad it is.

        >>> Code("TGT020").level.value, Code("TGT040").level.value
        ('error', 'warning')
        """
        return Level.ERROR if self < "TGT040" else Level.WARNING
