"""Take the pictures of the pages that the documents show: `python docs/screenshots.py` (needs Chromium and the extra `browser`).

Chromium and its fonts differ from machine to machine, so no test compares these pictures; the pages themselves are tested.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))

import targets  # noqa: E402
from docs.browser import chromium, emulate, picture  # noqa: E402
from targets.reading import EXAMPLE_FIGURES, EXAMPLE_RULES, bundled, read_figures, read_file  # noqa: E402
from targets.report import View, render  # noqa: E402
from tests.wards import wards  # noqa: E402


def main() -> None:
    """Write ward.png, ward-dark.png, ward-phone.png and scoreboard.png."""
    path = bundled("examples")[EXAMPLE_FIGURES]
    [figures] = read_figures(read_file(path), f"examples/{path.name}")
    pages = {"ward": [targets.evaluate(targets.load_ruleset(EXAMPLE_RULES), figures)], "scoreboard": wards(168, 40)}
    shots = (
        ("ward", "ward", 1120, 1180, False),
        ("ward", "ward-dark", 1120, 1180, True),
        ("ward", "ward-phone", 390, 1180, False),
        ("scoreboard", "scoreboard", 1280, 860, False),
    )
    with tempfile.TemporaryDirectory() as folder, chromium() as driver:
        for name, cards in pages.items():
            text = render("html", cards, View(lang="en"))
            Path(folder, f"{name}.html").write_text(str(text), encoding="utf-8")
        for page, name, width, height, dark in shots:
            emulate(driver, width=width, height=height, dark=dark)
            driver.get(Path(folder, f"{page}.html").as_uri())
            picture(driver, HOME / "docs" / f"{name}.png")
            print(f"wrote docs/{name}.png")


if __name__ == "__main__":
    main()
