"""tests/refusals.txt holds documents and, below each, exactly what is said of it: rewritten by `pytest --rewrite`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import targets
from targets.reading.cases import load_cases

HERE = Path(__file__).with_name("refusals.txt")


class Refusal(NamedTuple):
    name: str
    document: str
    said: str

    def __str__(self) -> str:
        return f"=== {self.name}\n{self.document}--- is refused with\n{self.said}"


def refusals() -> list[Refusal]:
    found = []
    for block in HERE.read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        document, _, said = rest.partition("--- is refused with\n")
        found.append(Refusal(name, document, said))
    return found


def what_is_said(refusal: Refusal, folder: Path) -> str:
    """Load the document under its name: rules, or what the name says: figures, decisions, or cases of a bundled ruleset."""
    path = folder / refusal.name.replace(" ", "-")
    path.write_bytes(refusal.document.encode("latin-1" if "latin-1" in refusal.name else "utf-8"))
    try:
        if refusal.name.startswith("cases "):
            load_cases(path, path.name, targets.load_ruleset("ngo-quyen-2024"))
        elif "decisions" in refusal.name:
            targets.load_decisions(path)
        elif "figures" in refusal.name:
            targets.load_figures(path)
        else:
            targets.load_ruleset(path)
    except targets.TargetsError as error:
        return str(error).replace(str(path), path.name) + "\n\n"
    return "nothing: it was accepted\n\n"


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.name)
def test_a_bad_document_is_refused_with_place_and_way_out(refusal: Refusal, tmp_path: Path, *, rewrite: bool) -> None:
    if rewrite:
        all_of_them = [one._replace(said=what_is_said(one, tmp_path)) for one in refusals()]
        HERE.write_text("".join(map(str, all_of_them)), encoding="utf-8", newline="\n")
        return
    assert what_is_said(refusal, tmp_path) == refusal.said
