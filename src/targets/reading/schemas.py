"""JSON Schemas of the documents, for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import models_json_schema

from targets.reading.case_documents import TestsDocument
from targets.reading.documents import DecisionsDocument, FiguresDocument
from targets.reading.overlay_documents import OverlayDocument
from targets.reading.rule_documents import RulesDocument

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["schema_text"]

_ONE: dict[str, type[BaseModel]] = {"figures": FiguresDocument, "tests": TestsDocument, "decisions": DecisionsDocument}


def schema_text(which: Literal["rules", "figures", "tests", "decisions"]) -> str:
    """Give the JSON Schema of a rules file, a figures file, a file of cases, or waivers and judgements."""
    schema = _rules() if which == "rules" else _ONE[which].model_json_schema(mode="validation")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_titles(schema)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _rules() -> dict[str, Any]:
    """Describe rules of their own, and rules that extend others: the key `extends` tells which of the two."""
    refs, shared = models_json_schema([(RulesDocument, "validation"), (OverlayDocument, "validation")])
    own, overlay = (refs[model, "validation"] for model in (RulesDocument, OverlayDocument))
    return {**shared, "type": "object", "if": {"required": ["extends"]}, "then": overlay, "else": own}


def _without_titles(schema: Any) -> Any:
    """Leave out the titles that only repeat a key or name a class: an editor would show them."""
    if isinstance(schema, dict):
        return {key: _without_titles(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    return [_without_titles(value) for value in schema] if isinstance(schema, list) else schema
