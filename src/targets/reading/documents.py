"""What people may write of figures and decisions, as pydantic models: many spellings, no meaning yet."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from targets.labels import printed_labels
from targets.numerals import Numeral, normal

__all__ = [
    "AnyFigure", "Bound", "DecisionsDocument", "Document", "FigureDocument", "FiguresDocument", "JudgementDocument", "Label", "Name",
    "Numbers", "Period", "SourceDocument", "Tags", "TextDocument", "Titled", "UnitLabel", "WaiverDocument", "offering",
]  # fmt: skip

_NUMBER_OR_TEXT = {"anyOf": [{"type": "string"}, {"type": "number"}]}


def offering(*words: str) -> WithJsonSchema:
    """Describe text of which an editor offers some, and takes any."""
    return WithJsonSchema({"anyOf": [{"enum": list(words)}, {"type": "string"}, {"type": "number"}]})


Label = Annotated[str, WithJsonSchema(_NUMBER_OR_TEXT)]
UnitLabel = Annotated[str, offering(*printed_labels())]


def _numeral(value: Any) -> Numeral:
    if isinstance(value, str) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    kind, message = "string_type", "text or a number"
    raise PydanticCustomError(kind, message)


def _whole(value: Any) -> Any:
    """Take the year 2024.0 of a program or of JSON for 2024."""
    if isinstance(value, float | Decimal) and -(10**6) < value < 10**6 and value == int(value):
        return int(value)
    return value


# A number keeps its value: `numbers` says how text is written, and nothing about the numbers of JSON or of a program.
Bound = Annotated[Numeral, PlainValidator(_numeral), offering("100 % of plan", "plan", "previous", "100 % of previous")]
# Names that are compared: one spelling for one name, whatever the Unicode form.
Name = Annotated[str, AfterValidator(normal), WithJsonSchema(_NUMBER_OR_TEXT)]
Period = Annotated[str, BeforeValidator(_whole), AfterValidator(normal), WithJsonSchema(_NUMBER_OR_TEXT)]
Written = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]})]
_SCALAR = [{"type": "string"}, {"type": "number"}, {"type": "null"}]
ByName = Annotated[Any, WithJsonSchema({"anyOf": [*_SCALAR, {"type": "object", "additionalProperties": {"anyOf": _SCALAR}}]})]
"""One number, or several under the names that tell them apart."""
Numbers = Literal["vi", "en"]
Ignored = dict[str, Label | None]


class Document(BaseModel):
    """Unknown keys are errors; numbers that a program gives are taken as text where text is meant."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", coerce_numbers_to_str=True, defer_build=True)
    hints: ClassVar[dict[str, str]] = {}
    """What to say of an unknown key that is likely to be tried."""


def _both(value: Any) -> Any:
    return {"vi": value, "en": value} if isinstance(value, str) else value


class TextDocument(Document):
    """A text in Vietnamese (vi), in English (en), or in both."""

    vi: str | None = None
    en: str | None = None


Titled = Annotated[TextDocument, BeforeValidator(_both, json_schema_input_type=str | TextDocument)]


class SourceDocument(Document):
    """Where something was laid down: document, date, issuer, section, the figure as printed, address."""

    document: Label | None = None
    date: Label | None = None
    issuer: Label | None = None
    section: Label | None = None
    printed: Label | None = None
    url: Label | None = None


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Tags = Annotated[list[Label], BeforeValidator(_one_or_many, json_schema_input_type=str | list[str])]


def _as_mapping(value: Any) -> Any:
    """Take a scalar as the actual, true and false as a title held or not, a list as what is done."""
    if isinstance(value, dict):
        return value
    if isinstance(value, bool):
        return {"held": value}
    if isinstance(value, list | tuple):
        return {"done": value}
    return {"actual": value}


class FigureDocument(Document):
    """One figure: what happened, what was assigned, last year's figure, and shares of them as printed."""

    actual: Written = None
    plan: ByName = Field(None, description="the plan, or several by name: {city: 100, council: 110}")
    previous: Written = None
    of_plan: ByName = Field(None, description="the share of plan as printed: 94,12 %; by name where there are several plans")
    of_previous: Written = Field(None, description="the share of last year's figure as printed")
    count: Written = None
    total: Written = None
    reported: Written = Field(None, description="the share of count and total as printed")
    unit: UnitLabel | None = Field(None, description="unit of bare numbers in this figure")
    grade: Label | None = None
    done: list[Label] | None = None
    held: Annotated[Any, WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "null"}]})] = None
    note: Label | None = None
    vintage: Literal["estimate", "final"] | None = None
    section: Label | None = None
    source: SourceDocument | None = None


_ANY_FIGURE = float | str | bool | list[str] | FigureDocument | None
AnyFigure = Annotated[FigureDocument, BeforeValidator(_as_mapping, json_schema_input_type=_ANY_FIGURE)]


class ClaimDocument(Document):
    """The submitting document states that all its main targets were reached."""

    all: Literal["reached"]
    section: Label | None = None


class FiguresDocument(Document):
    """The figures of one subject and period."""

    subject: Name
    title: Titled | None = None
    period: Period
    as_of: Label | None = None
    ruleset: Label | None = Field(None, description="the ruleset that these figures were gathered for")
    numbers: Numbers | None = Field(None, description="how numbers are written here: vi (1.234,5) or en (1,234.5)")
    source: SourceDocument | None = None
    claim: ClaimDocument | None = None
    tags: Tags | None = Field(None, description="what kind of subject this is: [urban, border]; write [] for none")
    values: dict[str, AnyFigure]


class WaiverDocument(Document):
    """Permission to miss one target: for a subject, or for all that bear a tag."""

    target: Label
    subject: Name | None = None
    tag: Label | None = None
    reason: Label
    approved_by: Label
    from_: Label = Field(alias="from")
    until: Label


class JudgementDocument(Document):
    """A signed verdict on one target of one subject and period."""

    target: Label
    subject: Name
    period: Period
    verdict: Literal["exceeded", "met", "missed"]
    judged_by: Label
    on: Label
    evidence: Label


class DecisionsDocument(Document):
    """What people decided: waivers, judgements, or both."""

    waivers: list[WaiverDocument] = []
    judgements: list[JudgementDocument] = []
