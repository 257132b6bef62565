"""Every format read back by a parser that knows nothing of this project: what it says of each target."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

from targets.outcome import Verdict
from targets.report.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {say("vi", verdict): (verdict.value, False) for verdict in Verdict} | {say("vi", "near-miss"): ("missed", True)}


class Told(NamedTuple):
    """One target as a format tells it."""

    id: str
    title: str
    verdict: str
    near: bool


def of_json(text: str) -> list[Told]:
    return [Told(o["id"], o["title"]["vi"], o["verdict"], o["near"]) for card in json.loads(text)["scorecards"] for o in card["outcomes"]]


def of_lines(text: str) -> list[Told]:
    return [Told(o["id"], o["title"]["vi"], o["verdict"], o["near"]) for o in map(json.loads, text.split("\n")[:-1])]


def of_csv(text: str) -> list[Told]:
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(StringIO(text[1:], newline=""), strict=True)
    at = [head.index(say("vi", key)) for key in ("id", "title", "verdict", "number")]
    cells = [[row[column] for column in at] for row in rows]
    assert not any(cell.lstrip()[:1] in tuple("=+-@") for row in rows for cell in row)
    return [Told(_bare(name), _bare(title), *WORDS[word]) for name, title, word, number in cells if number]


def _bare(text: str) -> str:
    return text.removeprefix("'")


def of_xlsx(content: bytes) -> list[Told]:
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[-1]
    assert not any(cell.data_type == "f" for row in sheet for cell in row)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if say("vi", "verdict") in row)
    at = [rows[head].index(say("vi", key)) for key in ("number", "id", "title", "verdict")]
    found = [[row[column] for column in at] for row in rows[head + 1 :]]
    told = [(name or "", title or "", word) for number, name, title, word in found if isinstance(number, int)]
    return [Told(name, title, *WORDS[word[2:]]) for name, title, word in told]


def of_junit(text: str) -> list[Told]:
    found = []
    for suite in ET.fromstring(text):  # noqa: S314 - the text is our own
        said = {p.get("name", ""): p.get("value", "") for p in suite.iter("property")}
        for case in suite.iter("testcase"):
            name = case.get("name", "")
            verdict = said[f"verdict of {name}"]
            child = case[0] if len(case) else None
            assert (child is None) == (verdict in {"met", "exceeded"})
            title = "" if child is None else child.get("message", "").partition(f": {say('vi', verdict)}")[0]
            found.append(Told(name, title, verdict, said.get(f"near of {name}") == "true"))
    return found


def of_sarif(text: str) -> list[Told]:
    [run] = json.loads(text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    titles = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert ("suppressions" in result) == (result["properties"]["verdict"] == "waived")
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert not result["properties"]["near"] or (result["kind"], result["level"]) == ("fail", "warning")
    return [Told(r["ruleId"], titles[r["ruleId"]], r["properties"]["verdict"], r["properties"]["near"]) for r in run["results"]]


_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def of_github(text: str) -> list[Told]:
    found: list[Told] = []
    for line in text.split("\n")[:-1]:
        match = _COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        name, message = (_unescaped(part) for part in (properties["title"], match[3]))
        word = next((word for word in sorted(WORDS, key=len, reverse=True) if f": {word}" in message), None)
        if " · " in name and word and not message.startswith(f"{len(found)} "):
            title, _, _ = message.partition(f": {word}")
            found.append(Told(name.partition(" · ")[0], title, *WORDS[word]))
    return found


def _unescaped(text: str) -> str:
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def of_markdown(text: str) -> list[Told]:
    rows: list[list[str]] = []
    inside = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tbody_open":
            inside = True
        elif token.type == "tbody_close":
            inside = False
        elif token.type == "tr_open" and inside:
            rows.append([])
        elif token.type == "inline" and inside:
            kinds = {child.type for child in token.children or ()}
            assert kinds <= {"text", "html_inline", "text_special"}, (kinds, token.content)
            rows[-1].append("".join(child.content for child in token.children or () if child.type != "html_inline"))
    return [Told(row[0], row[1], *WORDS[row[4][2:]]) for row in rows if not row[1].startswith("└")]


class _Page(HTMLParser):
    """Collects, for each table body of a section, the text of its id and title and the verdict that its badge names."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, str]] = []
        self.cell: str | None = None
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        self.scripts += tag == "script"
        if tag == "tbody":
            self.told.append({"verdict": next((name[2:] for name in names if name.startswith("v-")), "")})
        elif tag in {"td", "th"} and self.told and f"{names[0] if names else ''}" not in self.told[-1]:
            self.cell = names[0] if names else None
            if self.cell:
                self.told[-1][self.cell] = ""
        elif tag == "tr" and "inner" in names:
            self.cell = None

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell and self.told:
            self.told[-1][self.cell] += data


def of_html(text: str) -> list[Told]:
    page = _Page()
    page.feed(text)
    page.close()
    assert page.scripts == 0
    found = [Told(body["c-id"], body["c-title"], *WORDS[body["c-verdict"][2:]]) for body in page.told]
    assert all(body["verdict"] == ("near" if told.near else told.verdict) for body, told in zip(page.told, found, strict=True))
    return found


READERS: dict[str, Callable[[str], list[Told]]] = {
    "json": of_json, "jsonl": of_lines, "csv": of_csv, "junit": of_junit, "sarif": of_sarif, "github": of_github, "markdown": of_markdown,
    "html": of_html,
}  # fmt: skip
