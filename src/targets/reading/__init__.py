"""Documents in, nouns out: YAML, JSON and CSV files, or plain data of a program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from targets.codes import Code
from targets.errors import Place, Problem, TargetsError
from targets.reading.bundled import EXAMPLE_FIGURES, EXAMPLE_RULES, bundled, local_rules
from targets.reading.drafts import draft_decisions, draft_ruleset, resolved_rules
from targets.reading.files import decode, format_of, is_workbook, plain_data, read_file
from targets.reading.submit import merge, submit
from targets.reading.tree import read_json, read_yaml

if TYPE_CHECKING:
    import os

    from targets.decisions import Decision
    from targets.figures import Figures
    from targets.numerals import Style
    from targets.ruleset import Ruleset

__all__ = [
    "EXAMPLE_FIGURES",
    "EXAMPLE_RULES",
    "bundled",
    "draft_decisions",
    "draft_ruleset",
    "load_decisions",
    "load_figures",
    "load_ruleset",
    "local_rules",
    "merge",
    "read_figures",
    "read_file",
    "resolved_rules",
]

_FIGURE_KEYS = {"subject", "period", "values", "numbers", "as_of", "source", "title", "claim", "tags"}


def load_ruleset(source: str | os.PathLike[str] | Mapping[str, Any]) -> Ruleset:
    """Load a ruleset from a file, by the name of a bundled or local one, or from plain data.

    Raises TargetsError with every problem of the document.

    >>> load_ruleset("ngo-quyen-2024")["T14"].acceptable
    Interval('[95, ∞)')
    """
    ruleset, problems = draft_ruleset(source)
    if ruleset is None or problems:
        raise TargetsError(*problems)
    return ruleset


def load_figures(*sources: str | os.PathLike[str] | Mapping[str, Any], numbers: Style | None = None) -> tuple[Figures, ...]:
    """Load figures from files or plain data: one Figures for each subject and period, in order of appearance.

    A mapping is a document as in a file, or just indicators and their values. `numbers` says how numbers in text are
    written where a source does not say so itself. Raises TargetsError with every problem of every source.

    >>> load_figures({"blood-donation": {"actual": 68, "plan": 100}})[0]["blood-donation"].plan.value
    Fraction(100, 1)
    """
    found: list[Figures] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            if isinstance(source, Mapping):
                found += _submit_all([_document(source)], numbers, [])
            else:
                path = Path(source)
                found += read_figures(read_file(path), str(path), numbers=numbers)
        except TargetsError as error:
            problems += error.problems
    if problems:
        raise TargetsError(*problems)
    return merge(found)


def load_decisions(*sources: str | os.PathLike[str] | Mapping[str, Any]) -> tuple[Decision, ...]:
    """Load waivers and judgements from files or plain data, in order of appearance.

    Raises TargetsError with every problem of every source.

    >>> [waiver] = load_decisions({"waivers": [{"target": "K02", "subject": "ngo-quyen", "reason": "storm",
    ...     "approved_by": "city", "from": "2023-11-01", "until": "2023-12-31"}]})
    >>> waiver.target, waiver.until.isoformat()
    ('K02', '2023-12-31')
    """
    found: list[Decision] = []
    problems: list[Problem] = []
    for source in sources:
        decisions, faults = draft_decisions(source)
        found += decisions
        problems += faults
    if problems:
        raise TargetsError(*problems)
    return tuple(found)


def read_figures(data: bytes, name: str, *, numbers: Style | None = None) -> list[Figures]:
    """Read figures from the bytes of a file; where its name does not tell the format, its beginning does."""
    problems: list[Problem] = []
    if is_workbook(data, name):
        from targets.reading.workbook import read_workbook  # noqa: PLC0415 - no other file needs openpyxl

        return _submit_all(list(read_workbook(data, name)), numbers, problems)
    text = decode(data, name)
    match format_of(name, text):
        case "csv":
            from targets.reading.tables import read_csv  # noqa: PLC0415 - YAML needs no csv module

            nodes: list[Any] = list(read_csv(text, name))
        case "json":
            nodes = list(read_json(text, name))
        case _:
            nodes = list(read_yaml(text, name, problems))
    if not nodes:
        raise TargetsError(
            *problems, Problem("the file holds no figures", Place(name), "`targets schema figures` says what it holds", Code.UNREADABLE)
        )
    return _submit_all(nodes, numbers, problems, name)


def _submit_all(nodes: list[Any], numbers: Style | None, problems: list[Problem], name: str | None = None) -> list[Figures]:
    found = [submit(node, numbers, problems, name) for node in nodes]
    if problems:
        raise TargetsError(*problems)
    return [figures for figures in found if figures is not None]


def _document(source: Mapping[str, Any]) -> Any:
    """Complete plain data: a mapping without a document's keys is the values alone."""
    plain = plain_data(source)
    if not _FIGURE_KEYS & plain.keys():
        plain = {"values": plain}
    return {"subject": "", "period": "", **plain}
