"""The gate runs everything: what is skipped without an extra is run once more with it."""

from __future__ import annotations

import re

from tests.conftest import HOME


def test_every_file_that_is_skipped_without_an_extra_is_marked_for_the_run_with_the_extras() -> None:
    files = {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for path in (HOME / "tests").rglob("test_*.py")}
    skipped = [name for name, text in files.items() if re.search(r"^(\w+ = )?pytest\.importorskip\(", text, flags=re.MULTILINE)]
    assert len(skipped) > 5
    assert [name for name in skipped if "pytestmark" not in files[name] or "pytest.mark.extras" not in files[name]] == []
    assert " -m extras tests\n" in (HOME / ".ci" / "run").read_text(encoding="utf-8")
