"""Regenerate what the documents show of the program: README's blocks, the picture, the schemas, the pages of the bundled rules.

`python docs/build.py` writes them; `python docs/build.py --check` says which are not what the program prints today.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from targets.cli.parser import build_parser
from targets.cli.sources import judged, load
from targets.reading import bundled
from targets.report import View
from targets.report.terminal import renderables

HOME = Path(__file__).resolve().parents[1]
README, PICTURE = HOME / "README.md", HOME / "docs" / "check.svg"
SCHEMAS, PAGES = HOME / "docs" / "schemas", HOME / "docs" / "rules"
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed(*argv: str) -> str:
    """Give what a command prints, 80 columns wide."""
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-m", "targets", *argv], capture_output=True, env=env, cwd=HOME, check=False)
    if done.returncode not in (0, 1):  # 1 only says what was found
        raise SystemExit(done.stderr.decode())
    return done.stdout.decode()


def readme() -> str:
    """Give the README with its blocks as the program prints them."""
    text = README.read_text(encoding="utf-8")
    blocks = {
        "help": printed("check", "--help"),
        "output": printed("check", "--lang", "en", "--select", "K*"),
    }
    for name, block in blocks.items():
        before, _, rest = text.partition(f"<!-- {name} -->")
        after = rest.partition(f"<!-- /{name} -->")[2]
        text = f"{before}<!-- {name} -->\n```text\n{block.rstrip()}\n```\n<!-- /{name} -->{after}"
    return text


def picture() -> str:
    """Give the bundled ward's table as an SVG that loads nothing from anywhere."""
    console = Console(width=132, record=True, file=StringIO(), highlight=False, force_terminal=True, legacy_windows=False)
    args = build_parser().parse_args(["check"])
    loaded = load(args)
    for renderable in renderables(judged(loaded, loaded.ruleset, args), View(lang="en", width=132)):
        console.print(renderable)
    return console.export_svg(title="targets check", code_format=_SVG, unique_id="targets")


def schemas() -> dict[Path, str]:
    """Give the JSON Schemas of what people write, by file."""
    return {SCHEMAS / f"{which}.schema.json": printed("schema", which) for which in ("rules", "figures", "tests", "decisions")}


def pages() -> dict[Path, str]:
    """Give the pages of the bundled rules in both languages, by file."""
    return {PAGES / f"{name}.{lang}.md": printed("docs", name, "--lang", lang) for name in bundled("rules") for lang in ("vi", "en")}


def main() -> int:
    """Write them all, or tell which differ."""
    wanted = {README: readme(), PICTURE: picture(), **schemas(), **pages()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(HOME)} is not what the program prints today: run `python docs/build.py`")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(HOME)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
