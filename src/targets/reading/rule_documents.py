"""What people may write of rules, as pydantic models: many spellings, no meaning yet."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool

from targets.reading.documents import Bound, Document, Ignored, Label, Numbers, Period, SourceDocument, Tags, Titled, UnitLabel, offering

__all__ = [
    "BandDocument", "ClauseDocument", "HalfLinesDocument", "IndicatorDocument", "MeasureDocument",
    "RulesDocument", "TargetDocument",
]  # fmt: skip


class IndicatorDocument(Document):
    """A named quantity with a unit, or a grade on a scale, or (with neither) a title, a checklist, a piece of work."""

    title: Titled | None = None
    unit: UnitLabel | None = Field(None, description="unit of the figures: VND, tỷ đồng, percent, người, ...")
    counted_in: UnitLabel | None = Field(None, description="unit of count and total, where the indicator is a share")
    scale: Label | None = Field(None, description="name of a scale, for a grade")


class HalfLinesDocument(Document):
    """Bounds that can stand alone or side by side."""

    at_least: Bound | None = Field(None, description="reached at the bound and above; above it is exceeded")
    at_most: Bound | None = Field(None, description="reached at the bound and below; below it is exceeded")
    above: Bound | None = Field(None, description="reached above the bound only (trên)")
    below: Bound | None = Field(None, description="reached below the bound only (dưới)")


class BandDocument(HalfLinesDocument):
    """Values that earn points: one bound, or a lower and an upper one."""

    points: Bound


class MeasureDocument(HalfLinesDocument):
    """What is judged, and exactly one bound."""

    hints: ClassVar[dict[str, str]] = dict.fromkeys(
        ("value", "target", "bound", "goal"),
        "a number alone has no direction: write `at_least: 1.0 %` or `at_most: 1.0 %` "
        "(or above, below, between, exactly, all_of, held, judged)",
    )

    indicator: Label | None = None
    measure: Label | None = Field(None, description="arithmetic on indicators: `insured / population`, `previous(births) - births`")
    between: list[Bound] | None = Field(None, description="reached between two bounds, both included")
    exactly: Bound | None = Field(None, description="reached at the bound, or up to `within` beside it")
    within: Bound | None = None
    held: StrictBool | None = Field(None, description="a title that has to be held")
    from_: Label | None = Field(None, alias="from", description="the first day on which this applies: 2024-07-01")
    until: Label | None = Field(None, description="the last day on which this applies")


class ClauseDocument(MeasureDocument):
    """A condition: a measure with a bound, tags of the subject, or days."""

    tagged: Tags | None = Field(None, description="the subject bears this tag, or all of these")
    not_tagged: Tags | None = Field(None, description="the subject bears none of these tags")


class SomeDocument(Document):
    """At least n of other targets."""

    n: Bound
    of: list[Label]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


When = Annotated[list[ClauseDocument], BeforeValidator(_listed, json_schema_input_type=ClauseDocument | list[ClauseDocument])]


def _as_bands(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [{"points": value}]


Bands = Annotated[list[BandDocument], BeforeValidator(_as_bands, json_schema_input_type=float | str | list[BandDocument])]


_DIRECTIONS = (
    "at_least", "at_most", "above", "below", "between", "exactly", "held", "judged", "all_of", "any_of", "at_least_n_of",
)  # fmt: skip


class TargetDocument(MeasureDocument):
    """A target: what is judged (an indicator, several, arithmetic, or other targets), one bound, and where it was laid down."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in _DIRECTIONS]})

    hints: ClassVar[dict[str, str]] = {
        **MeasureDocument.hints,
        **dict.fromkeys(
            ("tag", "tags", "tagged", "not_tagged"),
            "subjects have tags: a target for some of them says `when: {tagged: mountain}`; the target itself stands in `groups: [core]`",
        ),
    }

    id: Label
    title: Titled | None = None
    groups: Tags | None = Field(
        None, description="groups of targets that it stands in, to count and score them apart: [chủ yếu, xã hội]; they turn no verdict"
    )
    indicators: list[Label] | None = None
    near: Bound | None = Field(
        None, description="how far beside its bound a missed target is a near miss: `5 %` of the bound, or a difference"
    )
    exceeded_above: Bound | None = Field(None, description="beside at_least: the upper end of a printed range")
    exceeded_below: Bound | None = Field(None, description="beside at_most: the lower end of a printed range")
    all_of: list[Label] | None = Field(
        None, description="with `indicator`, a checklist whose items have to be done; without, other targets that have to be reached"
    )
    any_of: list[Label] | None = Field(None, description="other targets, one of which has to be reached")
    at_least_n_of: SomeDocument | None = Field(None, description="other targets, some of which have to be reached")
    points_of: list[Label] | None = Field(None, description="other targets, whose points are added up")
    judged: StrictBool | None = Field(None, description="a person judges; no figure can decide")
    points: Bands | None = Field(None, description="points that it earns: when reached, or by bands of values")
    when: When | None = Field(None, description="judged only where this holds")
    override: Literal["allowed", "refused"] | None = Field(None, description="whether a judgement may replace what was computed")
    ignore: Ignored = Field({}, description="findings of `targets lint` that stand for a reason: {TGT021: why}")
    exceedable: StrictBool = True
    zero_kept: StrictBool = False
    severity: Literal["required", "stretch"] = "required"
    weight: Bound | None = None
    note: Titled | None = None
    source: SourceDocument | None = None


class RulesDocument(Document):
    """A ruleset: indicators, scales and targets that belong together."""

    ruleset: Label
    title: Titled | None = None
    period: Period
    numbers: Numbers = "en"
    near: Bound | None = Field(None, description="for all targets that do not say so themselves: a share of each bound, as in `5 %`")
    override: Literal["allowed", "refused"] = Field("refused", description="for all targets that do not say so themselves")
    source: SourceDocument | None = None
    sections: dict[str, Titled] = Field({})
    units: dict[str, Annotated[str, offering("counted", "100 kg")]] = Field({}, description="units of the ruleset's own")
    scales: dict[str, list[Label]] = Field({})
    ignore: Ignored = Field({}, description="findings of `targets lint` on any target that stand for a reason")
    indicators: dict[str, IndicatorDocument | None]
    targets: list[TargetDocument]
