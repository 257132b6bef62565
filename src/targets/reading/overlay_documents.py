"""What people may write of rules that extend other rules, as pydantic models; read only where a file extends one."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import ConfigDict, Field, StrictBool

from targets.reading.documents import Bound, Document, Ignored, Label, Numbers, Period, SourceDocument, Titled
from targets.reading.rule_documents import IndicatorDocument, TargetDocument

__all__ = ["ChangeDocument", "OverlayDocument"]


class ChangeDocument(TargetDocument):
    """What an overlay changes of one target of its base: the fields that it names; null takes a field away."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_extra={})  # a change needs no bound

    id: None = Field(None, exclude=True)  # type: ignore[assignment]
    exceedable: StrictBool | None = None  # type: ignore[assignment]
    zero_kept: StrictBool | None = None  # type: ignore[assignment]
    severity: Literal["required", "stretch"] | None = None  # type: ignore[assignment]
    loosens: Label | None = Field(None, description="why this may be looser than the base's")


class OverlayDocument(Document):
    """Rules that extend other rules: they change some of the base's targets and add others."""

    extends: Label = Field(description="the base: a file beside this one, or a ruleset by name")
    ruleset: Label
    title: Titled | None = None
    period: Period | None = None
    numbers: Numbers | None = None
    near: Bound | None = None
    override: Literal["allowed", "refused"] | None = None
    source: SourceDocument | None = None
    sections: dict[str, Titled] = Field({})
    units: dict[str, Label] = Field({})
    scales: dict[str, list[Label]] = Field({})
    ignore: Ignored = Field({}, description="findings of `targets lint` on any target that are meant so, each with its reason")
    indicators: dict[str, IndicatorDocument | None] = Field({})
    change: dict[str, ChangeDocument] = Field({}, description="fields to change, by the id of a target of the base")
    targets: list[TargetDocument] = Field([])
