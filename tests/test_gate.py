"""The gate runs everything: what is skipped without an extra is run once more with it."""

from __future__ import annotations

import ast

from tests.conftest import HOME


def skips(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "importorskip" for one in ast.walk(node))


def test_every_test_that_is_skipped_without_an_extra_is_marked_for_the_run_with_the_extras() -> None:
    found, marked = [], "pytest.mark.extras"
    for path in (HOME / "tests").rglob("test_*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        if any(
            isinstance(node, ast.Assign) and ast.unparse(node).startswith("pytestmark") and marked in ast.unparse(node) for node in body
        ):
            found.append((path.name, True))
            continue
        plain = [node for node in body if not isinstance(node, ast.FunctionDef)]
        found += [(path.name, False) for node in plain if skips(node)]
        tests = [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and skips(node)]
        found += [(f"{path.name}: {node.name}", any(marked in ast.unparse(one) for one in node.decorator_list)) for node in tests]
    assert len(found) > 10
    assert [name for name, is_marked in found if not is_marked] == []
    assert " -m extras tests\n" in (HOME / ".ci" / "run").read_text(encoding="utf-8")
