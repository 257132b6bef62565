"""YAML and JSON text to plain data that remembers where each node stands.

YAML is read as a stream of events: no object is ever made from a tag, no alias is followed, `1.034` and `no` stay the
text they are, and two equal keys are an error. Numbers stay text until it is known how the file writes numbers.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_BYTES", "MOST_DEPTH", "Map", "Node", "Seq", "key_place", "place", "read_json", "read_yaml", "refuse_halves"]

MOST_BYTES, MOST_DEPTH, MOST_NODES = 256 * 2**20, 50, 20_000_000
_CONSTANTS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}
_SURROGATE, _HALF = re.compile(r"\\u[dD][89a-fA-F]"), re.compile("[\ud800-\udfff]")
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Map(dict[str, Any]):
    """A mapping with the marks of its keys and values."""

    __slots__ = ("file", "keys_at", "mark", "values_at")
    file: str
    mark: Any
    keys_at: dict[str, Any]
    values_at: dict[str, Any]


class Seq(list[Any]):
    """A sequence with the marks of its items."""

    __slots__ = ("file", "mark", "values_at")
    file: str
    mark: Any
    values_at: list[Any]


_NODES = (Map, Seq)
Node = Map | Seq | str | bool | Decimal | None


def place(node: object, key: str | int | None = None) -> Place | None:
    """Where a node stands, or one of its values; None for plain data of a program."""
    if not isinstance(node, _NODES):
        return None
    mark = node.mark
    if key is not None:
        try:
            mark = node.values_at[key]  # type: ignore[index]
        except (KeyError, IndexError):
            mark = node.mark
    return _at(node.file, mark)


def key_place(node: object, key: str) -> Place | None:
    """Where a key of a mapping stands."""
    return _at(node.file, node.keys_at.get(key, node.mark)) if isinstance(node, Map) else None


def _at(file: str, mark: Any) -> Place | None:
    """Give a mark as a place; nodes that are joined from several files hold places already."""
    if mark is None or isinstance(mark, Place):
        return mark or (Place(file) if file else None)
    return Place(file, mark.line + 1, mark.column + 1, getattr(mark, "sheet", None))


class _Builder:
    """Builds plain data from events, node by node; faults that do not end the text are collected."""

    def __init__(self, text: str, file: str, scalar: Callable[[ScalarEvent], Node], problems: list[Problem]) -> None:
        self.file, self.scalar, self.problems = file, scalar, problems
        self.next: Callable[[], Any] = _Parser(text).get_event
        self.nodes = 0

    def documents(self) -> list[Node]:
        """Give all documents of the stream; one that holds nothing is left out."""
        found: list[Node] = []
        while not isinstance(event := self.next(), StreamEndEvent):
            if event is None:  # the text is at its end, and its events are of classes that nobody here has heard of
                message = "PyYAML was taken out of `sys.modules` and imported anew: its compiled part keeps the classes of the first import"
                raise RuntimeError(message)
            if isinstance(event, DocumentStartEvent):
                document = self.node(self.next(), 0)
                if document is not None:
                    found.append(document)
        return found

    def node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        self.nodes += 1
        if kind is AliasEvent or event.anchor is not None:
            self.fail("anchors and aliases are not used here", event.start_mark, "write the value out where it is needed")
        if event.tag is not None:
            self.fail(f"the tag {quoted(event.tag)} is not used here", event.start_mark, "leave the tag out")
        if kind is ScalarEvent:
            return self.scalar(event)
        if depth >= MOST_DEPTH or self.nodes > MOST_NODES:
            self.fail(f"nested deeper than {MOST_DEPTH} levels, or too large", event.start_mark, "split the file")
        return self.mapping(event, depth) if kind is MappingStartEvent else self.sequence(event, depth)

    def mapping(self, start: MappingStartEvent, depth: int) -> Map:
        found, next_event, scalar = Map(), self.next, self.scalar
        found.file, found.mark, found.keys_at, found.values_at = self.file, start.start_mark, {}, {}
        while type(key_event := next_event()) is not MappingEndEvent:
            if type(key_event) is not ScalarEvent:
                self.fail("a key is one word or text, not a list or a mapping", key_event.start_mark)
            key = key_event.value
            if key_event.anchor is not None or key_event.tag is not None:
                self.node(key_event, depth)
            event = next_event()
            if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
                self.nodes += 1
                value: Node = scalar(event)
            else:
                value = self.node(event, depth + 1)
            if key in found:
                first = _at(self.file, found.keys_at[key])
                self.problems.append(
                    Problem(
                        f"{quoted(key)} is given twice",
                        _at(self.file, key_event.start_mark),
                        f"the first one stands at {first}",
                        Code.GIVEN_TWICE,
                    )
                )
                continue
            found[key] = value
            found.keys_at[key], found.values_at[key] = key_event.start_mark, event.start_mark
        return found

    def sequence(self, start: SequenceStartEvent, depth: int) -> Seq:
        found = Seq()
        found.file, found.mark, found.values_at = self.file, start.start_mark, []
        while type(event := self.next()) is not SequenceEndEvent:
            found.append(self.node(event, depth + 1))
            found.values_at.append(event.start_mark)
        return found

    def fail(self, message: str, mark: Any, way_out: str | None = None) -> NoReturn:
        raise TargetsError(*self.problems, Problem(message, _at(self.file, mark), way_out, Code.UNREADABLE))


def _yaml_scalar(event: ScalarEvent) -> Node:
    value: str = event.value
    if len(value) < 6 and value in _CONSTANTS and event.implicit[0]:
        return _CONSTANTS[value]
    return value


def _json_scalar(event: ScalarEvent) -> Node:
    if not event.implicit[0]:
        return str(event.value)
    if event.value in _CONSTANTS:
        return _CONSTANTS[event.value]
    return str(event.value) if event.value.lstrip("-")[:1] in "NI" else _json_number(event.value)


def _json_number(text: str) -> Decimal | str:
    """Give a JSON number exactly; one that no decimal can hold stays text, for whoever reads it to refuse."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _build(text: str, file: str, scalar: Callable[[ScalarEvent], Node], problems: list[Problem]) -> list[Node]:
    builder = _Builder(text, file, scalar, problems)
    try:
        documents = builder.documents()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not readable as YAML: {error.problem or error.context}"
        raise TargetsError(*builder.problems, Problem(message, _at(file, mark), _yaml_help(error), Code.UNREADABLE)) from error
    except yaml.YAMLError as error:
        message = f"not readable as YAML: {str(error).splitlines()[0][:120]}"
        raise TargetsError(*builder.problems, Problem(message, Place(file), None, Code.UNREADABLE)) from error
    return documents


def _yaml_help(error: yaml.MarkedYAMLError) -> str:
    if "tab" in (error.problem or "") or "cannot start any token" in (error.problem or ""):
        return "indent with spaces, not with tabs; text that begins with a sign such as `%`, `@` or a backtick stands in quotes"
    return "put text that holds `: `, `#` or begins with a sign such as `%`, `@`, `[` or `{` in quotes"


def read_yaml(text: str, file: str, problems: list[Problem]) -> list[Node]:
    """Read the documents of a YAML text. A key that is given twice goes to `problems`, its first value stands.

    Raises TargetsError, with all problems so far, where the text cannot be read on.
    """
    return _build(text, file, _yaml_scalar, problems)


def read_json(text: str, file: str) -> list[Node]:
    """Read one JSON document (a list gives its items). Numbers are exact, NaN and Infinity stay text.

    Places are those of the same text read as YAML, which nearly all JSON is; where it is not, only the file is named.
    """
    try:
        data = json.loads(text, parse_float=_json_number, parse_int=_json_number, parse_constant=str, object_pairs_hook=_once(file))
    except json.JSONDecodeError as error:
        message = f"not readable as JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        help_ = "keys and texts stand in double quotes, with a comma between two values and none behind the last"
        raise TargetsError(Problem(message, Place(file, error.lineno, error.colno), help_, Code.UNREADABLE)) from error
    except RecursionError as error:
        raise TargetsError(Problem(f"nested deeper than {MOST_DEPTH} levels", Place(file), "split the file", Code.UNREADABLE)) from error
    if _SURROGATE.search(text):
        refuse_halves(data, file)
    try:
        placed = _build(text, file, _json_scalar, [])
    except (TargetsError, ArithmeticError):
        placed = []
    found: Node = placed[0] if placed and placed[0] == data else data
    return list(found) if isinstance(found, list) else [found]


def refuse_halves(data: Any, file: str | None) -> None:
    """Refuse text with a lone surrogate, half a character that no file can hold. Raises TargetsError."""
    if isinstance(data, str) and _HALF.search(data):
        message = f"{quoted(data)} holds half a character (a lone surrogate)"
        raise TargetsError(Problem(message, Place(file) if file else None, "write the character itself", Code.UNREADABLE))
    if isinstance(data, dict):
        for key, value in data.items():
            refuse_halves(key, file)
            refuse_halves(value, file)
    elif isinstance(data, list):
        for value in data:
            refuse_halves(value, file)


def _once(file: str) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise TargetsError(Problem(f"{quoted(twice)} is given twice", Place(file), "keep one of them", Code.GIVEN_TWICE))
        return found

    return build
