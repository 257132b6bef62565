"""The pages in a real browser: Chromium of this machine, driven by Selenium."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

import targets
from targets.outcome import Verdict
from targets.reading import bundled, read_figures, read_file
from targets.report import View, render
from targets.report.amounts import plain
from targets.report.words import say
from tests.wards import wards

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("selenium", reason="the extra `browser` is not installed")
from docs.browser import BROWSER, DRIVER, chromium, emulate, pdf

if not (BROWSER and DRIVER):
    pytest.skip("neither chromium nor its driver is installed", allow_module_level=True)

pytestmark = pytest.mark.extras
RULES = targets.load_ruleset("ngo-quyen-2024")
WIDTHS = [pytest.param(1280, id="desktop"), pytest.param(390, id="phone")]
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked=1'>\u202eabc" + "x" * 10_000


def card(name: str, rules: targets.Ruleset = RULES) -> targets.Scorecard:
    [figures] = read_figures(read_file(bundled("examples")[name]), name)
    return targets.evaluate(rules, figures)


def hostile() -> targets.Scorecard:
    rules = targets.load_ruleset({
        "ruleset": HOSTILE, "period": HOSTILE, "title": HOSTILE, "indicators": {"i": {"title": HOSTILE, "unit": "percent"}},
        "targets": [{"id": HOSTILE, "indicator": "i", "at_least": "95 %", "note": HOSTILE, "source": {"printed": HOSTILE, "url": HOSTILE}}],
    })  # fmt: skip
    [figures] = targets.load_figures(
        {"subject": HOSTILE, "title": HOSTILE, "period": 1, "values": {"i": {"actual": "1 %", "note": HOSTILE}}}
    )
    return targets.evaluate(rules, figures)


def near() -> targets.Scorecard:
    return card("ngo-quyen-2023", targets.load_ruleset(bundled("examples")["ngo-quyen-xap-xi"]))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    cards = {
        "ward": [card("ngo-quyen-2023")],
        "few": [card(name) for name in ("ngo-quyen-2023", "phuong-mau-2024", "phuong-sai-2024")],
        "many": wards(168, 40),
        "board": wards(12, 40),  # what axe looks at: it takes a second for every thousand cells, and they are all alike
        "near": [near()],
        "hostile": [hostile()],
        "hostile-board": [hostile()] * 2,
    }
    addresses = {}
    for name, of in cards.items():
        text = render("html", of, View())
        assert isinstance(text, str)
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
        addresses[name] = (folder / f"{name}.html").as_uri()
    return addresses


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with chromium() as one:
        yield one


def opened(driver: Any, address: str, width: int = 1280, *, dark: bool = False) -> Any:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    emulate(driver, width=width, dark=dark)
    driver.get(address)
    return driver


def all_text(driver: Any, selector: str) -> list[str]:
    found: list[str] = driver.execute_script("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)
    return found


@pytest.mark.parametrize("name", ["ward", "few", "many", "hostile", "hostile-board"])
def test_a_page_loads_nothing_and_complains_of_nothing(driver: Any, pages: dict[str, str], name: str) -> None:
    driver.get_log("performance")
    driver.get_log("browser")
    opened(driver, pages[name])
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    requests = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert requests == [pages[name]]
    assert driver.get_log("browser") == []


def test_the_tiles_count_what_the_scorecard_counts(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["ward"])
    assert all_text(driver, ".tile b") == [str(count) for count in card("ngo-quyen-2023").counts.values()]


def test_every_chart_is_drawn_with_its_numbers(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["ward"])
    drawn = "const s = document.querySelector(arguments[0] + ' svg.bullet'); const a = s.querySelector('.a').getBoundingClientRect(),"
    drawn += (
        "b = s.querySelector('.b').getBoundingClientRect(); return [s.getAttribute('aria-label'), a.width, b.left + b.width / 2 - a.left]"
    )
    for target, share in (("#K02", 0.68), ("#K01", 0.9412), ("#T15", 7 / 9)):
        label, bar, bound = driver.execute_script(drawn, target)
        assert abs(bar / bound - share) < 0.02
        assert say("vi", "missed") in label
    assert "68 đơn vị máu" in driver.execute_script(drawn, "#K02")[0]
    charts = driver.execute_script("return document.querySelectorAll('svg.bullet').length")
    shown = [part for outcome in card("ngo-quyen-2023") for part in (outcome.parts or (outcome,))]
    assert charts == sum(part.value is not None and part.target.measure.value != "held" for part in shown)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["ward", "many", "hostile", "few", "near"])
def test_no_page_is_wider_than_its_window(driver: Any, pages: dict[str, str], name: str, width: int) -> None:
    opened(driver, pages[name], width)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_light_is_light(driver: Any, pages: dict[str, str]) -> None:
    script = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b) / 765"
    assert opened(driver, pages["ward"]).execute_script(script) > 0.9
    assert opened(driver, pages["ward"], dark=True).execute_script(script) < 0.1


def test_a_near_miss_has_a_sign_words_and_a_colour_of_its_own(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["near"])
    wanted = [outcome.id for outcome in near() if outcome.is_near]
    assert wanted == ["K01"]
    assert all_text(driver, "tbody.v-near .badge") == ["≈ không đạt, xấp xỉ"]
    assert "(≈ 1 xấp xỉ)" in all_text(driver, ".tile.v-missed")[0]
    papers = driver.execute_script(
        "return ['near', 'missed', 'undecided'].map(v => getComputedStyle(document.querySelector(`tbody.v-${v} .badge`)).backgroundColor)"
    )
    assert len(set(papers)) == 3
    opened(driver, pages["many"])
    cells = all_text(driver, ".board td.a")
    assert {cell.strip() for cell in cells} == {"≈không đạt, xấp xỉ"}
    assert len(cells) == sum(outcome.is_near for one in wards(168, 40) for outcome in one)


def test_problems_can_be_shown_alone_without_a_script(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["ward"])
    shown = "return [...document.querySelectorAll('.part tbody')].filter(e => e.offsetParent || e.getClientRects().length).length"
    counts = card("ngo-quyen-2023").counts
    assert driver.execute_script(shown) == 33
    driver.find_element("id", "show-problems").click()
    assert driver.execute_script(shown) == counts[Verdict.MISSED] + counts[Verdict.UNDECIDED]
    driver.find_element("id", "show-reached").click()
    assert driver.execute_script(shown) == counts[Verdict.MET] + counts[Verdict.EXCEEDED]


def test_the_keyboard_alone_opens_an_explanation(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["ward"])
    driver.execute_script("document.querySelector('#K02 summary').focus()")
    driver.switch_to.active_element.send_keys("\ue007")
    assert driver.execute_script("return document.querySelector('#K02 details').open")
    assert "68 đơn vị máu / 100 đơn vị máu = 68 %" in driver.find_element("css selector", "#K02 dl").text
    assert "137/BC-UBND" in driver.find_element("css selector", "#K02 dl").text


def test_a_problem_leads_to_its_row(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["ward"])
    driver.find_element("css selector", ".problems a[href='#T15']").click()
    assert driver.execute_script("return document.querySelector('tbody:target').id") == "T15"


@pytest.mark.parametrize("name", ["hostile", "hostile-board"])
def test_a_hostile_title_is_text_and_nothing_else(driver: Any, pages: dict[str, str], name: str) -> None:
    opened(driver, pages[name])
    assert driver.execute_script("return window.hacked === undefined")
    assert driver.execute_script("return document.images.length") == 0
    assert any(plain(HOSTILE) in text for text in all_text(driver, "h1"))
    assert any(plain(HOSTILE) in text for text in all_text(driver, "th"))


def test_the_scoreboard_sorts_and_filters(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["many"])
    names = "return [...document.querySelectorAll('.board tbody tr')].filter(r => !r.hidden).map(r => r.cells[1].textContent)"
    first = driver.execute_script(names)
    head = driver.find_elements("css selector", ".board thead button")[1]
    head.click()
    assert sorted(driver.execute_script(names)) == sorted(first)
    assert driver.execute_script(names) != first
    assert driver.execute_script("return document.querySelector('[aria-sort]').cellIndex") == 1
    driver.find_elements("css selector", ".board thead button")[0].click()
    assert driver.execute_script(names) == first
    driver.find_element("css selector", "input[type=search]").send_keys("ngo quyen")
    found = driver.execute_script(names)
    assert found == [name for name in first if "Ngô Quyền" in name]
    assert driver.find_element("css selector", "[role=status]").text == f"{len(found)}/168"


def test_the_scoreboard_is_whole_without_its_script(driver: Any, pages: dict[str, str]) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(pages["many"])
    tools = driver.find_element("css selector", ".tools")
    assert not tools.is_displayed()
    assert len(driver.find_elements("css selector", ".board tbody tr")) == 168
    assert not driver.find_elements("css selector", ".board button")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_headings_stay_in_sight_while_the_scoreboard_scrolls(driver: Any, pages: dict[str, str]) -> None:
    opened(driver, pages["many"])
    script = (
        "const s = document.querySelector('.scroll'); s.scrollTop = 900; s.scrollLeft = 500; const o = s.getBoundingClientRect(),"
        "h = document.querySelector('.board thead th:nth-child(9)').getBoundingClientRect(),"
        "n = document.querySelector('.board tbody tr:nth-child(60) th').getBoundingClientRect(); return [h.top - o.top, n.left - o.left]"
    )
    assert all(abs(distance) <= 2 for distance in driver.execute_script(script))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_the_printed_page_keeps_rows_whole_and_repeats_headings(driver: Any, pages: dict[str, str], tmp_path: Path) -> None:
    opened(driver, pages["ward"])
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    pdf(driver, tmp_path / "ward.pdf")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "ward.pdf", "-"], check=True, capture_output=True, text=True).stdout
    sheets = text.split("\f")[:-1]
    assert 2 <= len(sheets) <= 6
    for outcome in card("ngo-quyen-2023"):
        lines = [line for sheet in sheets for line in sheet.splitlines() if line.split()[:1] == [outcome.id]]
        assert any(say("vi", outcome.verdict) in line for line in lines), outcome.id
    with_rows = [
        sheet for sheet in sheets if any(line.split()[:1] in ([o.id] for o in card("ngo-quyen-2023")) for line in sheet.splitlines())
    ]
    assert all(f"{say('vi', 'id')} " in sheet and say("vi", "target") in sheet for sheet in with_rows)


def test_the_board_that_axe_looks_at_has_every_kind_of_part_that_a_large_one_has(pages: dict[str, str]) -> None:
    many, few = (Path(url2pathname(urlsplit(pages[name]).path)).read_text(encoding="utf-8") for name in ("many", "board"))
    parts = [set(re.findall(r'<([a-z0-9]+)(?:[^>]* class="([^"]*)")?', text)) for text in (many, few)]
    assert parts[0] == parts[1]


AXE = find_spec("axe_playwright_python")


@pytest.mark.skipif(AXE is None, reason="axe-core is not installed (it comes with axe-playwright-python)")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["ward", "few", "board", "near"])
def test_axe_finds_nothing_serious(driver: Any, pages: dict[str, str], name: str, width: int, dark: bool) -> None:  # noqa: FBT001 - a parameter
    assert AXE
    assert AXE.origin
    opened(driver, pages[name], width, dark=dark)
    driver.execute_script("document.querySelectorAll('details').forEach((d, n) => { d.open = n < 12 })")
    driver.execute_script((Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    driver.set_script_timeout(120)
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run({resultTypes: ['violations']}).then(r => done(r.violations.map("
        "v => [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary])))"
    )
    assert [one for one in found if one[1] in {"serious", "critical", "moderate"}] == []
