"""Drafts: whatever is sound of a document, beside everything that is wrong with it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError
from targets.reading.compile import compile_rules
from targets.reading.decide import decide
from targets.reading.files import decode, find_rules, nodes_of, plain_data, read_file
from targets.reading.tree import place, read_json, read_yaml

if TYPE_CHECKING:
    from targets.decisions import Decision
    from targets.ruleset import Ruleset

__all__ = ["RulesText", "draft_decisions", "draft_ruleset", "resolved_rules"]


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
        _, ruleset = _drafted(source, problems, ())
    except TargetsError as error:
        return None, error.problems
    return ruleset, TargetsError(*problems).problems


def resolved_rules(source: str | os.PathLike[str] | Mapping[str, Any]) -> RulesText:
    """Give the document of a ruleset with everything that it extends worked in; each node knows where it was written.

    Raises TargetsError with every problem.
    """
    problems: list[Problem] = []
    document, _ = _drafted(source, problems, ())
    if problems:
        raise TargetsError(*problems)
    return document


class RulesText(NamedTuple):
    """A rules document: its plain data, its text with that of all that it extends, how messages name it, its folder."""

    node: Any
    text: str
    name: str | None
    home: Path


def _drafted(
    source: str | os.PathLike[str] | Mapping[str, Any], problems: list[Problem], above: tuple[str, ...]
) -> tuple[RulesText, Ruleset | None]:
    """Compile a document, after those that it extends. Raises TargetsError where there is nothing to compile."""
    document = _rules_text(source, problems)
    over = document.node
    if not isinstance(over, dict) or "extends" not in over:
        return document, compile_rules(over, document.text, problems, document.name)
    from targets.reading.overlay import merged, refuse_loosening, with_reasons  # noqa: PLC0415 - most rules extend none

    beside = document.home / str(over["extends"])
    wanted = str(beside) if beside.exists() else str(over["extends"])
    if str(beside.resolve()) in above or wanted == document.name:
        circle = "it extends itself, or what it extends leads back to it"
        raise TargetsError(*problems, Problem(f"`extends`: {circle}", place(over, "extends"), "name another base", Code.CIRCLE))
    base, base_rules = _drafted(wanted, problems, (*above, str(beside.resolve())))
    if problems or base_rules is None:
        raise TargetsError(*problems)
    node = merged(base.node, over, problems, document.name)
    if node is None:
        raise TargetsError(*problems)
    document = document._replace(node=node, text=f"{document.text}\n{base.text}")
    ruleset = compile_rules(node, document.text, problems, document.name)
    if ruleset is not None and not problems:
        problems += refuse_loosening(base_rules, ruleset, over)
        ruleset = with_reasons(base_rules, ruleset, over)
    return document, ruleset


def _rules_text(source: str | os.PathLike[str] | Mapping[str, Any], problems: list[Problem]) -> RulesText:
    """Read the plain data of a ruleset. Raises TargetsError where there is none."""
    if isinstance(source, Mapping):
        plain = plain_data(source)
        return RulesText(plain, json.dumps(plain, sort_keys=True, default=str, ensure_ascii=False), None, Path())
    path, name = find_rules(os.fspath(source))
    text = decode(read_file(path), name)
    nodes = read_json(text, name) if path.suffix.lower() == ".json" else read_yaml(text, name, problems)
    if len(nodes) != 1:
        message = f"a rules file holds one ruleset, this one holds {len(nodes)} documents"
        raise TargetsError(*problems, Problem(message, Place(name), "write each ruleset in a file of its own", Code.UNREADABLE))
    return RulesText(nodes[0], text, name, path.parent)


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
