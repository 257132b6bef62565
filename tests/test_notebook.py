"""A scorecard in a notebook, as data, as a data frame, in rich, and in the tests of others."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console

import targets
from targets.outcome import Verdict
from targets.reading import bundled, read_figures, read_file
from targets.report import View
from targets.report.machine import document
from targets.testing import assert_reached
from tests.parsed import of_html

RULES = targets.load_ruleset("ngo-quyen-2024")


def card(name: str = "ngo-quyen-2023") -> targets.Scorecard:
    [figures] = read_figures(read_file(bundled("examples")[name]), name)
    return targets.evaluate(RULES, figures)


def test_a_notebook_shows_every_verdict_and_runs_no_script() -> None:
    html = card()._repr_html_()
    assert [told.verdict for told in of_html(html)] == [outcome.verdict.value for outcome in card()]
    assert html.startswith("<style>.targets")
    assert "<html" not in html
    rules = html.partition("<style>")[2].partition("</style>")[0]
    assert all(rule.lstrip("}").startswith((".targets", "@", "body.", "--")) for rule in rules.split("}") if rule.strip())


def test_to_dict_is_the_scorecard_of_the_json_report() -> None:
    assert card().to_dict() == document([card()], View())["scorecards"][0]


@pytest.mark.extras
@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_data_frame_has_a_row_for_each_outcome(library: str) -> None:
    pytest.importorskip(library, reason=f"the extra `{library}` is not installed")
    found = card()
    frame = found.to_polars() if library == "polars" else found.to_pandas()
    rows = frame.to_dicts() if library == "polars" else frame.to_dict("records")
    assert [(row["id"], row["verdict"]) for row in rows] == [(outcome.id, outcome.verdict.value) for outcome in found]
    blood = next(row for row in rows if row["id"] == "K02")
    assert (blood["actual"], blood["unit"], blood["shortfall"], blood["attainment"]) == (68.0, "blood units", 32.0, 0.68)
    empty = targets.evaluate(RULES.select([]), found.figures)
    assert len(empty.to_polars() if library == "polars" else empty.to_pandas()) == 0


def test_rich_prints_a_scorecard_as_the_terminal_does() -> None:
    out = StringIO()
    Console(file=out, width=100).print(card())
    assert "Hiến máu tình nguyện" in out.getvalue()
    assert "33 chỉ tiêu" in out.getvalue()


def test_an_assertion_fails_with_the_table_of_what_is_not_reached() -> None:
    with pytest.raises(AssertionError) as caught:
        assert_reached(card(), allow=["undecided"])
    message = str(caught.value)
    assert message.startswith("4 of 33 targets are not reached")
    for outcome in card():
        assert (f"\n{outcome.id} " in message) == (outcome.verdict is Verdict.MISSED)
    with pytest.raises(AssertionError, match="nothing was evaluated"):
        assert_reached(targets.evaluate(RULES.select([]), card().figures))
    assert_reached(card("phuong-mau-2024"), allow=["undecided"])
    with pytest.raises(AssertionError, match="12 of 33"):
        assert_reached(card("phuong-mau-2024"))
    assert_reached(targets.evaluate(RULES.select(["T08"]), targets.load_figures({"x": 1})[0]))


def test_the_nouns_know_no_report_until_one_is_asked_for() -> None:
    code = "import sys, targets; targets.Scorecard; targets.evaluate; print(*[m for m in sys.modules if 'targets.report' in m])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
