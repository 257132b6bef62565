"""Drafts: whatever is sound of a document, beside everything that is wrong with it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError
from targets.reading.compile import compile_rules
from targets.reading.decide import decide
from targets.reading.files import decode, find_rules, nodes_of, plain_data, read_file
from targets.reading.tree import read_json, read_yaml

if TYPE_CHECKING:
    from targets.decisions import Decision
    from targets.ruleset import Ruleset

__all__ = ["draft_decisions", "draft_ruleset"]


def draft_ruleset(source: str | os.PathLike[str] | Mapping[str, Any]) -> tuple[Ruleset | None, tuple[Problem, ...]]:
    """Load whatever is sound of a ruleset, and give everything that is wrong with the document.

    None in place of the ruleset where nothing can be read.

    >>> ruleset, problems = draft_ruleset({"ruleset": "r", "period": 1, "indicators": {"a": {"unit": "percent"}}, "targets": [
    ...     {"id": "A", "indicator": "a", "at_least": "95 %"}, {"id": "B", "indicator": "b", "at_least": "95 %"}]})
    >>> [target.id for target in ruleset], [problem.message for problem in problems]
    (['A'], ['target `B`: unknown indicator `b`'])
    """
    problems: list[Problem] = []
    try:
        node, text, name = _rules_node(source, problems)
    except TargetsError as error:
        return None, error.problems
    ruleset = compile_rules(node, text, problems, name)
    return ruleset, TargetsError(*problems).problems


def _rules_node(source: str | os.PathLike[str] | Mapping[str, Any], problems: list[Problem]) -> tuple[Any, str, str | None]:
    """Give the plain data of a ruleset, its text, and the name of its file. Raises TargetsError where there is none."""
    if isinstance(source, Mapping):
        return plain_data(source), json.dumps(source, sort_keys=True, default=str, ensure_ascii=False), None
    path, name = find_rules(os.fspath(source))
    text = decode(read_file(path), name)
    nodes = read_json(text, name) if path.suffix.lower() == ".json" else read_yaml(text, name, problems)
    if len(nodes) != 1:
        message = f"a rules file holds one ruleset, this one holds {len(nodes)} documents"
        raise TargetsError(*problems, Problem(message, Place(name), "write each ruleset in a file of its own", Code.UNREADABLE))
    return nodes[0], text, name


def draft_decisions(source: str | os.PathLike[str] | Mapping[str, Any]) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Load whatever is sound of waivers and judgements, and give everything that is wrong with the document."""
    problems: list[Problem] = []
    found: list[Decision] = []
    try:
        nodes = [plain_data(source)] if isinstance(source, Mapping) else nodes_of(read_file(Path(source)), str(source), problems)
        for node in nodes:
            found += decide(node, problems, None if isinstance(source, Mapping) else str(source))
    except TargetsError as error:
        problems = list(error.problems)
    return tuple(found), TargetsError(*problems).problems
