"""The groups of targets that a target stands in, as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.codes import Code
from targets.condition import tag_of
from targets.errors import Problem, quoted
from targets.reading.tree import place

if TYPE_CHECKING:
    from targets.reading.target import Written

__all__ = ["groups_of"]

_LONGEST = 60


def groups_of(of: Written, problems: list[Problem]) -> tuple[str, ...]:
    """Give the groups as they are compared, in the order they were written; faults go to `problems`.

    Names are compared as tags of subjects are: upper and lower case are one, and so are Unicode forms and kinds of space.
    """
    node = of.node.get("groups") if isinstance(of.node, dict) else None
    found: list[str] = []
    for number, text in enumerate(of.document.groups or ()):
        where = (place(node, number) if isinstance(node, list) else None) or place(of.node, "groups") or of.place
        name, at = tag_of(text), f"{of.name}: `groups`"
        if not name:
            problems.append(Problem(f"{at}: the name of a group is empty", where, "name it, or leave it out", Code.WRONG_SHAPE))
        elif len(name) > _LONGEST:
            message = f"{at}: {quoted(text)} has more than {_LONGEST} characters"
            problems.append(Problem(message, where, "a group has a short name, as `chủ yếu`; longer texts are a `note`", Code.WRONG_SHAPE))
        elif name in found:
            way_out = "name each one once; upper and lower case are one"
            problems.append(Problem(f"{at}: {quoted(text)} stands there twice", where, way_out, Code.GIVEN_TWICE))
        else:
            found.append(name)
    return tuple(found)
