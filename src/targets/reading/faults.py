"""pydantic's errors in the words of the user: place, what holds the fault, what is wrong, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from targets.codes import Code
from targets.errors import Place, Problem, did_you_mean, quoted
from targets.reading.rule_documents import MeasureDocument
from targets.reading.tree import Map, Seq, key_place, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

__all__ = ["validated", "validated_whole"]

_Model = TypeVar("_Model", bound=BaseModel)
_SINGULAR = {
    "targets": "target",
    "indicators": "indicator",
    "values": "figure",
    "scales": "scale",
    "sections": "section",
    "units": "unit",
    "waivers": "waiver",
    "judgements": "judgement",
    "figures": "figure",
    "expect": "expected",
}


def validated(model: type[_Model], node: Any, problems: list[Problem], file: str | None = None) -> _Model | None:
    """Read plain data as a document; every fault goes to `problems`, and None comes back when there is one."""
    document, errors = _validate(model, node, problems, file)
    problems += [_problem(model, node, details) for details in errors]
    return document


def validated_whole(
    model: type[_Model], node: Any, problems: list[Problem], file: str | None = None
) -> tuple[_Model | None, Any, set[str]]:
    """Read a document with its faulty members left out, so that the faults of all others are told as well.

    Gives the document (None when nothing can be read), the node it was read from, and the indicators left out.
    """
    document, errors = _validate(model, node, problems, file)
    if document is not None or not errors:
        return document, node, set()
    problems += [_problem(model, node, details) for details in errors]
    paths = {_path(details)[:2] for details in errors}
    broken = {str(path[1]) for path in paths if path[0] == "indicators" and len(path) > 1}
    sound = _without(node, paths, [key for key in ("ruleset", "period") if key in model.model_fields])
    return _validate(model, sound, [])[0], sound, broken


def _validate(model: type[_Model], node: Any, problems: list[Problem], file: str | None = None) -> tuple[_Model | None, list[ErrorDetails]]:
    if not isinstance(node, dict):
        first = next(iter(model.model_fields))
        where = place(node) or (Place(file) if file else None)
        message = f"expected a mapping of keys and values, found {_kind(node)}"
        problems.append(Problem(message, where, f"begin with `{first}: name`", Code.WRONG_SHAPE))
        return None, []
    try:
        return model.model_validate(node), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _path(details: ErrorDetails) -> tuple[str | int, ...]:
    return tuple(step for step in details["loc"] if step != "[key]")


def _without(node: Any, paths: set[tuple[str | int, ...]], needed: list[str]) -> Any:
    """Copy a document without the members at these paths; an indicator stays known by its name alone."""
    sound = _copy(node, [key for key in node if (key,) not in paths])
    for key in needed:
        sound.setdefault(key, "?")
    for key, members in node.items():
        if key not in sound or not isinstance(members, dict | list):
            continue
        dropped = {path[1] for path in paths if path[0] == key and len(path) > 1}
        if key == "indicators":
            sound[key] = _copy(members, list(members)) | dict.fromkeys(dropped)
        elif dropped:
            kept = members if isinstance(members, dict) else range(len(members))
            sound[key] = _copy(members, [member for member in kept if member not in dropped])
    return sound


def _copy(node: Any, keys: list[Any]) -> Any:
    """Copy a mapping or a list with some of its members, and their places."""
    found = type(node)({key: node[key] for key in keys} if isinstance(node, dict) else [node[key] for key in keys])
    if isinstance(node, Map):
        found.file, found.mark, found.keys_at, found.values_at = node.file, node.mark, node.keys_at, node.values_at
    elif isinstance(node, Seq):
        found.file, found.mark, found.values_at = node.file, node.mark, [node.values_at[key] for key in keys]
    return found


def _problem(model: type[BaseModel], root: Any, details: ErrorDetails) -> Problem:
    path = _path(details)
    unknown = details["type"] == "extra_forbidden"
    message, way_out = _say(model, path, details)
    inside = path[:-1] if unknown or details["type"] == "missing" else path
    code = Code.WRONG_SHAPE
    if unknown:
        code = Code.NO_DIRECTION if way_out is not None and way_out == MeasureDocument.hints.get(str(path[-1])) else Code.UNKNOWN_KEY
    return Problem(message, _place(root, path, as_key=unknown), way_out, code).inside(*_names(root, inside))


def _place(root: Any, path: tuple[str | int, ...], *, as_key: bool) -> Place | None:
    where, node = place(root), root
    for depth, step in enumerate(path):
        if step == 0 and isinstance(node, Map):
            continue  # one mapping stands where a list of them may stand
        if not isinstance(node, Map | Seq) or not _has(node, step):
            break
        last = depth == len(path) - 1
        where = key_place(node, str(step)) if as_key and last else place(node, step)
        node = node[step]  # type: ignore[index]
    return where


def _has(node: Map | Seq, step: str | int) -> bool:
    return step in node if isinstance(node, Map) else isinstance(step, int) and 0 <= step < len(node)


def _names(root: Any, path: tuple[str | int, ...]) -> list[str]:
    """Give the path as people name it: ``target `T02` ``, then `` `at_least` ``."""
    names, node = [], root
    steps = iter(path)
    for step in steps:
        node = node[step] if isinstance(node, dict) and step in node else None
        if step in _SINGULAR and (member := next(steps, None)) is not None:
            child = _member(node, member)
            own = child.get("id") if isinstance(child, dict) else None
            label = quoted(own) if own is not None else quoted(member) if isinstance(member, str) else f"#{member + 1}"
            names.append(f"{_SINGULAR[str(step)]} {label}")
            node = child
        else:
            names.append(quoted(step) if isinstance(step, str) else f"item {step + 1}")
    return names


def _member(node: Any, member: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(member)
    return node[member] if isinstance(node, list) and isinstance(member, int) and member < len(node) else None


def _say(model: type[BaseModel], path: tuple[str | int, ...], details: ErrorDetails) -> tuple[str, str | None]:
    kind, given = details["type"], details["input"]
    if kind == "extra_forbidden":
        here = _model_at(model, path[:-1])
        known, key = [field.alias or name for name, field in here.model_fields.items()], str(path[-1])
        if key[:1].isdecimal():
            return (
                f"unknown key {quoted(key)}",
                'in braces a comma parts keys: put a number that holds a comma in quotes, as in `"5,137 tỷ"`',
            )
        hints: dict[str, str] = getattr(here, "hints", {})
        return f"unknown key {quoted(key)}", hints.get(key) or did_you_mean(key, known, f"the keys here are {', '.join(known)}")
    if kind == "missing":
        return f"{quoted(path[-1])} is missing", f"add the key {quoted(path[-1])}"
    if kind == "literal_error":
        expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "`")
        return f"{quoted(given)} is not {expected}", f"write {expected}"
    for ending, expected in _EXPECTED.items():
        if kind.startswith(ending):
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            texts = _TEXTS.get(key) if ending in ("string", "list") else None
            return f"expected {expected}, found {_kind(given)}", texts or _EXAMPLES.get(ending)
    return f"{details['msg'][:1].lower()}{details['msg'][1:]}", None


_EXPECTED = {
    "string": "text or a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "a mapping of keys and values",
    "model": "a mapping of keys and values",
}
_EXAMPLES = {
    "bool": "write `true` or `false`",
    "list": "write `[first, second]`",
}
_TEXTS = {
    "groups": "write one text or several: `[chủ yếu, xã hội]`",
    "tags": "write one text or several: `[urban, border]`",
}
_KINDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: str(value).lower()),
    (str, quoted),
    (dict, lambda _: "a mapping"),
    (list, lambda _: "a list"),
)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    return next((say(value) for kind, say in _KINDS if isinstance(value, kind)), quoted(value))


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    """Find the model of the mapping at a path, by walking the models' fields."""
    from typing import get_args  # noqa: PLC0415 - only for a fault

    def models(annotation: Any) -> list[type[BaseModel]]:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return [annotation]
        return [found for inner in get_args(annotation) for found in models(inner)]

    here = model
    for step in path:
        if isinstance(step, str) and step in here.model_fields:
            inner = models(here.model_fields[step].annotation)
            here = inner[0] if inner else here
    return here
