"""The other door: pytest collects `NAME.tests.yaml` beside a ruleset, each case an item, when it is told to.

Nothing happens without `--targets-verify` or `targets_verify = true` in the configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike
    from pathlib import Path

    from _pytest._code.code import TerminalRepr

    from targets.cases import Case
    from targets.report.words import Language
    from targets.ruleset import Ruleset

__all__ = ["CaseItem", "CasesFile", "pytest_addoption", "pytest_collect_file"]

_ENDINGS = {".tests.yaml": ".yaml", ".tests.yml": ".yml"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag and the two settings."""
    what = "collect the cases of rulesets: NAME.tests.yaml beside NAME.yaml"
    parser.getgroup("targets").addoption("--targets-verify", action="store_true", help=what)
    parser.addini("targets_verify", what, type="bool", default=False)
    parser.addini("targets_lang", "language of failed cases: vi or en (default: vi)", default="vi")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFile | None:
    """Take a file of cases, where that is wanted."""
    config = parent.config
    wanted = config.getoption("--targets-verify") or config.getini("targets_verify")
    if not wanted or not file_path.name.endswith(tuple(_ENDINGS)):
        return None
    file: CasesFile = CasesFile.from_parent(parent, path=file_path)
    return file


class CasesFile(pytest.File):
    """One file of cases; whatever is wrong with it or with its ruleset is an error of collection."""

    def collect(self) -> Iterator[CaseItem]:
        """Give an item for each case."""
        from targets.errors import TargetsError  # noqa: PLC0415 - nothing is imported where nothing is wanted
        from targets.reading import load_ruleset  # noqa: PLC0415
        from targets.reading.cases import load_cases  # noqa: PLC0415

        ending = next(ending for ending in _ENDINGS if self.path.name.endswith(ending))
        rules = self.path.with_name(self.path.name.removesuffix(ending) + _ENDINGS[ending])
        try:
            ruleset = load_ruleset(_near(self.config, rules))
            cases = load_cases(self.path, str(_near(self.config, self.path)), ruleset)
        except TargetsError as error:
            raise self.CollectError(str(error)) from error
        for case in cases:
            item: CaseItem = CaseItem.from_parent(self, name=case.name, case=case, ruleset=ruleset)
            yield item


class CaseItem(pytest.Item):
    """One case as a test."""

    def __init__(self, *, case: Case, ruleset: Ruleset, **more: object) -> None:
        """Take the case and the ruleset that it tests."""
        super().__init__(**more)  # type: ignore[arg-type]
        self.case, self.ruleset = case, ruleset

    def runtest(self) -> None:
        """Judge the case. Raises CaseFailed where it gives something else than was expected."""
        from targets.report.verification import failure_text  # noqa: PLC0415
        from targets.verification import verify  # noqa: PLC0415

        [result] = verify(self.ruleset, [self.case])
        if not result.passed:
            lang: Language = "en" if self.config.getini("targets_lang") == "en" else "vi"
            raise CaseFailed(failure_text(result, lang))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """Say what `targets verify` says, and nothing of how it was found out."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str], int | None, str]:
        """Where the case is written, and its name."""
        place = self.case.place
        return self.path, None if place is None or place.line is None else place.line - 1, f"{self.ruleset.id}: {self.case.name}"


class CaseFailed(Exception):
    """A case that gave something else than was expected; its text says what."""


def _near(config: pytest.Config, path: Path) -> Path:
    """Give the path as seen from where pytest was started, so that messages are short."""
    start = config.invocation_params.dir
    return path.relative_to(start) if path.is_relative_to(start) else path
