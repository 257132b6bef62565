"""JSON Schemas of the documents, for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from targets.reading.case_documents import TestsDocument
from targets.reading.documents import DecisionsDocument, FiguresDocument
from targets.reading.rule_documents import RulesDocument

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["SCHEMAS", "schema_text"]

SCHEMAS: dict[str, type[BaseModel]] = {
    "rules": RulesDocument, "figures": FiguresDocument, "tests": TestsDocument, "decisions": DecisionsDocument,
}  # fmt: skip


def schema_text(which: Literal["rules", "figures", "tests", "decisions"]) -> str:
    """Give the JSON Schema of a rules file, a figures file, a file of cases, or waivers and judgements."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[which].model_json_schema(mode="validation")}
    return json.dumps(_without_titles(schema), ensure_ascii=False, indent=2) + "\n"


def _without_titles(schema: Any) -> Any:
    """Leave out the titles that only repeat a key or name a class: an editor would show them."""
    if isinstance(schema, dict):
        return {key: _without_titles(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    return [_without_titles(value) for value in schema] if isinstance(schema, list) else schema
