"""JSON Schemas of the documents, for editors."""

from __future__ import annotations

import json
from typing import Literal

from targets.reading.documents import FiguresDocument
from targets.reading.rule_documents import RulesDocument

__all__ = ["schema_text"]


def schema_text(which: Literal["rules", "figures"]) -> str:
    """Give the JSON Schema of a rules file or a figures file."""
    model = RulesDocument if which == "rules" else FiguresDocument
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(mode="validation")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
