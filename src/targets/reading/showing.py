"""A rules document written out again, with the place where each field was written beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from targets.reading.tree import key_place, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targets.errors import Place

__all__ = ["with_places"]

_COLUMN = 72


def with_places(document: Any) -> str:
    """Write a document as YAML that reads back as the same rules: one field a line, its place in a comment.

    `extends` and `change` are gone, for what they say has been worked in.
    """
    lines = []
    for key, value in document.items():
        if key == "targets":
            lines.append("targets:")
            for number, target in enumerate(value):
                lines += [*_target(target, place(value, number))]
        elif isinstance(value, dict) and key != "source":
            lines.append(f"{key}:")
            lines += [_line(f"  {_text(name)}: {_text(inner)}", key_place(value, name)) for name, inner in value.items()]
        else:
            lines.append(_line(f"{key}: {_text(value)}", key_place(document, key)))
    return "\n".join(lines) + "\n"


def _target(target: Any, where: Place | None) -> Iterator[str]:
    for number, (key, value) in enumerate(target.items()):
        yield _line(f"{'  - ' if number == 0 else '    '}{key}: {_text(value)}", (key_place(target, key) if number else where))


def _line(text: str, where: Place | None) -> str:
    return text if where is None else f"{text:<{_COLUMN}}  # {where}"


def _text(value: Any) -> str:
    """Write a value in one line."""
    found: str = yaml.safe_dump(_plain(value), default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return found.removesuffix("\n").removesuffix("\n...")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value
