"""What people may write, as pydantic models: many spellings, no meaning yet. Their JSON Schemas are published."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

__all__ = ["FigureDocument", "FiguresDocument", "IndicatorDocument", "RulesDocument", "SourceDocument", "TargetDocument"]

_NUMBER_OR_TEXT = {"anyOf": [{"type": "string"}, {"type": "number"}]}
Label = Annotated[str, WithJsonSchema(_NUMBER_OR_TEXT)]
Bound = Annotated[str, WithJsonSchema(_NUMBER_OR_TEXT)]
Written = Annotated[Any, WithJsonSchema(_NUMBER_OR_TEXT)]
Numbers = Literal["vi", "en"]


class _Document(BaseModel):
    """Unknown keys are errors; numbers that a program gives are taken as text where text is meant."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", coerce_numbers_to_str=True, defer_build=True)
    hints: ClassVar[dict[str, str]] = {}
    """What to say of an unknown key that is likely to be tried."""


def _both(value: Any) -> Any:
    return {"vi": value, "en": value} if isinstance(value, str) else value


class TextDocument(_Document):
    """A text in Vietnamese (vi), in English (en), or in both."""

    vi: str | None = None
    en: str | None = None


Titled = Annotated[TextDocument, BeforeValidator(_both, json_schema_input_type=str | TextDocument)]


class SourceDocument(_Document):
    """Where something was laid down: document, date, issuer, section, the figure as printed, address."""

    document: Label | None = None
    date: Label | None = None
    issuer: Label | None = None
    section: Label | None = None
    printed: Label | None = None
    url: Label | None = None


class IndicatorDocument(_Document):
    """A named quantity with a unit, or a grade on a scale, or (with neither) a title, a checklist, a piece of work."""

    title: Titled | None = None
    unit: Label | None = Field(None, description="unit of the figures: VND, tỷ đồng, percent, người, ...")
    counted_in: Label | None = Field(None, description="unit of count and total, where the indicator is a share")
    scale: Label | None = Field(None, description="name of a scale, for a grade")


class TargetDocument(_Document):
    """A target: an indicator (or several), exactly one bound, and where it was laid down."""

    hints: ClassVar[dict[str, str]] = dict.fromkeys(
        ("value", "target", "bound", "goal"),
        "a number alone has no direction: write `at_least: 1.0 %` or `at_most: 1.0 %` "
        "(or above, below, between, exactly, all_of, held, judged)",
    )

    id: Label
    title: Titled | None = None
    indicator: Label | None = None
    indicators: list[Label] | None = None
    at_least: Bound | None = Field(None, description="reached at the bound and above; above it is exceeded")
    at_most: Bound | None = Field(None, description="reached at the bound and below; below it is exceeded")
    above: Bound | None = Field(None, description="reached above the bound only (trên)")
    below: Bound | None = Field(None, description="reached below the bound only (dưới)")
    between: list[Bound] | None = Field(None, description="reached between two bounds, both included")
    exactly: Bound | None = Field(None, description="reached at the bound, or up to `within` beside it")
    within: Bound | None = None
    exceeded_above: Bound | None = Field(None, description="beside at_least: the upper end of a printed range")
    exceeded_below: Bound | None = Field(None, description="beside at_most: the lower end of a printed range")
    all_of: list[Label] | None = Field(None, description="a checklist: every item has to be done")
    held: StrictBool | None = Field(None, description="a title that has to be held")
    judged: StrictBool | None = Field(None, description="a person judges; no figure can decide")
    exceedable: StrictBool = True
    zero_kept: StrictBool = False
    severity: Literal["required", "stretch"] = "required"
    weight: Label | None = None
    note: Titled | None = None
    source: SourceDocument | None = None


class RulesDocument(_Document):
    """A ruleset: indicators, scales and targets that belong together."""

    ruleset: Label
    title: Titled | None = None
    period: Label
    numbers: Numbers = "en"
    source: SourceDocument | None = None
    sections: dict[str, Titled] = {}
    units: dict[str, Label] = {}
    scales: dict[str, list[Label]] = {}
    indicators: dict[str, IndicatorDocument | None]
    targets: list[TargetDocument]


def _as_mapping(value: Any) -> Any:
    """Take a scalar as the actual, true and false as a title held or not, a list as what is done."""
    if isinstance(value, dict):
        return value
    if isinstance(value, bool):
        return {"held": value}
    if isinstance(value, list | tuple):
        return {"done": value}
    return {"actual": value}


class FigureDocument(_Document):
    """One figure: what happened, what was assigned, last year's figure, and shares of them as printed."""

    actual: Written = None
    plan: Written = None
    previous: Written = None
    of_plan: Written = Field(None, description="the share of plan as printed: 94,12 %")
    of_previous: Written = Field(None, description="the share of last year's figure as printed")
    count: Written = None
    total: Written = None
    reported: Written = Field(None, description="the share of count and total as printed")
    unit: Label | None = Field(None, description="unit of bare numbers in this figure")
    grade: Label | None = None
    done: list[Label] | None = None
    held: Annotated[Any, WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "string"}]})] = None
    note: Label | None = None
    vintage: Literal["estimate", "final"] | None = None
    section: Label | None = None
    source: SourceDocument | None = None


_ANY_FIGURE = float | str | bool | list[str] | FigureDocument | None


class ClaimDocument(_Document):
    """The submitting document states that all its main targets were reached."""

    all: Literal["reached"]
    section: Label | None = None


class FiguresDocument(_Document):
    """The figures of one subject and period."""

    subject: Label
    title: Titled | None = None
    period: Label
    as_of: Label | None = None
    ruleset: Label | None = Field(None, description="the ruleset that these figures were gathered for")
    numbers: Numbers | None = Field(None, description="how numbers are written here: vi (1.234,5) or en (1,234.5)")
    source: SourceDocument | None = None
    claim: ClaimDocument | None = None
    values: dict[str, Annotated[FigureDocument, BeforeValidator(_as_mapping, json_schema_input_type=_ANY_FIGURE)]]
