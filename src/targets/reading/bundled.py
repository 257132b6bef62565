"""Rules and figures that travel with the package, and those that lie in the current folder."""

from __future__ import annotations

from pathlib import Path

__all__ = ["EXAMPLE_FIGURES", "EXAMPLE_RULES", "TESTS", "bundled", "local_rules"]

EXAMPLE_RULES, EXAMPLE_FIGURES = "ngo-quyen-2024", "ngo-quyen-2023"
TESTS = ".tests"
"""What stands before the ending of a file of cases: `NAME.tests.yaml` beside `NAME.yaml`."""
_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(folder: str, suffix: str = "yaml") -> dict[str, Path]:
    """Give the bundled files of `rules`, `examples` or `docs/findings` by name: from the wheel, or from its checkout."""
    home = _PACKAGE / folder
    if not home.is_dir():
        home = _PACKAGE.parents[1] / folder
    return _by_name(home, f"*.{suffix}")


def local_rules() -> dict[str, Path]:
    """Give the rules files in `rules/` of the current folder, by name."""
    return _by_name(Path("rules"), "*.y*ml")


def _by_name(folder: Path, pattern: str) -> dict[str, Path]:
    """Give the files of a folder by name; cases that test a ruleset are no ruleset."""
    return {path.stem: path for path in sorted(folder.glob(pattern)) if not path.stem.endswith(TESTS)}
