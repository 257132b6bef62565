"""What people may write in a file of cases, as pydantic models; its JSON Schema is published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from targets.outcome import Reason, Verdict
from targets.reading.documents import AnyFigure, Document, Label, Numbers, Tags

__all__ = ["CaseDocument", "CasesDocument", "ExpectationDocument", "TestsDocument"]

_VERDICTS = {"enum": [verdict.value for verdict in Verdict]}
_REASONS = {"enum": [reason.value for reason in Reason]}


class ExpectationDocument(Document):
    """What a target is expected to give: a verdict, and (where they matter) why it is undecided and what is missing."""

    verdict: Annotated[Label, WithJsonSchema(_VERDICTS)]
    reason: Annotated[Label, WithJsonSchema(_REASONS)] | None = Field(None, description="why the verdict is undecided")
    shortfall: Label | None = Field(None, description="how far the number lies from the bound: 32 đơn vị máu")


def _as_expectation(value: Any) -> Any:
    """Take one word as the verdict."""
    return value if isinstance(value, dict) else {"verdict": value}


_Word = Annotated[str, WithJsonSchema({"enum": [*_VERDICTS["enum"], *_REASONS["enum"]]})]
_AnyExpectation = Annotated[ExpectationDocument, BeforeValidator(_as_expectation, json_schema_input_type=_Word | ExpectationDocument)]


class WaivedDocument(Document):
    """The days of a waiver, both included; without them it holds on any day."""

    from_: Label | None = Field(None, alias="from")
    until: Label | None = None


def _as_waived(value: Any) -> Any:
    """Take one id, or a list of ids, as waivers without days."""
    if isinstance(value, dict):
        return {name: {} if days is None else days for name, days in value.items()}
    return {name: {} for name in ([value] if isinstance(value, str) else value)} if isinstance(value, str | list) else value


_Waived = Annotated[
    dict[Label, WaivedDocument], BeforeValidator(_as_waived, json_schema_input_type=str | list[str] | dict[str, WaivedDocument | None])
]


class CaseDocument(Document):
    """Figures as in a figures file, and the verdict of each target that the case is about."""

    name: Label = Field(description="what the case shows, in a few words")
    subject: Label | None = None
    period: Label | None = Field(None, description="period of the figures (default: the ruleset's own)")
    as_of: Label | None = Field(None, description="the day the verdicts speak of, as 2024-12-31")
    numbers: Numbers | None = Field(None, description="how numbers are written here: vi (1.234,5) or en (1,234.5)")
    tags: Tags | None = Field(None, description="what kind of subject the figures describe; [] for none")
    figures: dict[str, AnyFigure] = Field({}, description="by indicator, written as in a figures file")
    judged: dict[str, Literal["exceeded", "met", "missed"]] = Field({}, description="by target id: what a person has judged")
    waived: _Waived = Field({}, description="ids of targets that may be missed, as if a waiver were given: [T02], or with its days")
    expect: dict[str, _AnyExpectation] = Field(description="by target id: a verdict, why it is undecided, or a mapping of these")


class TestsDocument(Document):
    """Cases that test a ruleset: the file NAME.tests.yaml beside NAME.yaml."""

    numbers: Numbers | None = Field(None, description="how numbers are written here: vi (1.234,5) or en (1,234.5)")
    cases: list[CaseDocument]


class CasesDocument(Document):
    """The same before its cases are looked at, so that a faulty one does not hide what is wrong with the others."""

    numbers: Numbers | None = None
    cases: list[Any]
