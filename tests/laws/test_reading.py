from __future__ import annotations

import contextlib
import csv
import json
import tempfile
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import targets
from targets.numerals import NotANumber, from_python, read_number
from tests.conftest import HOME
from tests.laws.strategies import NUMBERS, Case, cases, documents, plain, spellings

LISTS = st.lists(cases(), min_size=1, max_size=5)
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
SHIPPED = [path.read_text(encoding="utf-8") for folder in ("rules", "examples") for path in sorted((HOME / folder).glob("*.yaml"))]
HOSTILE = st.sampled_from(
    [
        "- " * 9000,
        "[" * 9000,
        "{" * 9000,
        "a: &b [*b]",
        "!!python/name:os.system x",
        "\x00",
        "9" * 9000,
        "a: 1e999999999",
        "? [a]\n: b",
        "%",
    ]
)


def loads_or_refuses(name: str, data: bytes) -> None:
    """Load as rules and as figures: success, or a clean refusal."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        with contextlib.suppress(targets.TargetsError):
            targets.load_ruleset(path)
        try:
            loaded = targets.load_figures(path)
        except targets.TargetsError:
            return
        for figures in loaded:
            targets.evaluate(RULES, figures)


RULES = targets.load_ruleset("ngo-quyen-2024")


@SLOW
@given(
    st.sampled_from(["x.yaml", "x.json", "x.csv", "x"]),
    st.one_of(HOSTILE, st.text(max_size=200)).map(lambda t: t.encode("utf-8", "replace")),
)
def test_hostile_text_is_refused_cleanly(name: str, data: bytes) -> None:
    loads_or_refuses(name, data)


@SLOW
@given(st.sampled_from(["x.yaml", "x.json", "x.csv", "x"]), st.binary(max_size=200))
def test_hostile_bytes_are_refused_cleanly(name: str, data: bytes) -> None:
    loads_or_refuses(name, data)


@SLOW
@given(st.sampled_from(SHIPPED), st.integers(0, 10**6), st.integers(0, 40), st.text(max_size=6))
def test_a_damaged_document_is_refused_cleanly(text: str, start: int, length: int, patch: str) -> None:
    start %= len(text)
    damaged = text[:start] + patch + text[start + length :]
    loads_or_refuses("x.yaml", damaged.encode("utf-8", "replace"))


@SLOW
@given(st.dictionaries(st.sampled_from(["ruleset", "period", "indicators", "targets", "units", "scales", "sections", "title"]), PLAIN))
def test_plain_data_of_any_shape_is_refused_cleanly(data: dict[str, Any]) -> None:
    with contextlib.suppress(targets.TargetsError):
        targets.load_ruleset(data)
    with contextlib.suppress(targets.TargetsError):
        targets.load_figures({"values": data})


@SLOW
@given(st.dictionaries(st.sampled_from(list(RULES.indicators)), PLAIN))
def test_figures_of_any_shape_are_judged_or_refused(values: dict[str, Any]) -> None:
    with contextlib.suppress(targets.TargetsError):
        for figures in targets.load_figures({"values": values}):
            assert len(targets.evaluate(RULES, figures)) == len(RULES)


@SLOW
@given(LISTS)
def test_yaml_json_and_plain_data_give_the_same_nouns(of: list[Case]) -> None:
    rules, figures = documents(of)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in (("rules", rules), ("figures", figures)):
            (Path(folder) / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            (Path(folder) / f"{name}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        loaded = [targets.load_ruleset(source) for source in (rules, Path(folder) / "rules.json", Path(folder) / "rules.yaml")]
        given_ = [targets.load_figures(source) for source in (figures, Path(folder) / "figures.json", Path(folder) / "figures.yaml")]
    assert loaded[0].targets == loaded[1].targets == loaded[2].targets
    judged = [[(o.id, *o[2:7]) for o in targets.evaluate(loaded[0], one)] for [one] in given_]
    assert judged[0] == judged[1] == judged[2]


@SLOW
@given(LISTS)
def test_csv_gives_the_same_verdicts_as_yaml(of: list[Case]) -> None:
    rules, figures = documents(of)
    out = StringIO()
    names = ["subject", "period", "indicator", "actual", "plan", "previous", "of_plan", "of_previous", "count", "total", "note"]
    writer = csv.DictWriter(out, names, delimiter=";")
    writer.writeheader()
    writer.writerows({"subject": "s", "period": "2024", "indicator": name, **figure} for name, figure in figures["values"].items())
    ruleset = targets.load_ruleset(rules)
    [expected] = targets.load_figures(figures)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text(out.getvalue(), encoding="utf-8")
        found = targets.load_figures(path, numbers="en") if figures["values"] else (expected,)
    assert [o[2:7] for o in targets.evaluate(ruleset, found[0])] == [o[2:7] for o in targets.evaluate(ruleset, expected)]


@given(st.data(), NUMBERS, st.sampled_from(["vi", "en"]))
def test_every_spelling_reads_as_the_number_it_spells(data: st.DataObject, value: Fraction, style: Any) -> None:
    found = read_number(data.draw(spellings(value, style)), style)
    assert Fraction(found.numerator, found.denominator) == value


@given(st.text(alphabet="0123456789., \u00a0-+eE_x²½%", max_size=14))
def test_what_both_styles_accept_without_a_style_they_read_alike(text: str) -> None:
    def read(style: Any) -> Fraction | None:
        try:
            found = read_number(text, style)
        except NotANumber:
            return None
        return Fraction(found.numerator, found.denominator)

    neither, vi, en = read(None), read("vi"), read("en")
    assert neither is None or neither == vi == en


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_as_its_shortest_decimal(value: float) -> None:
    found = from_python(value)
    assert Fraction(found.numerator, found.denominator) == Fraction(repr(value))


@given(NUMBERS, st.booleans())
def test_a_decimal_is_read_digit_by_digit(value: Fraction, shifted: bool) -> None:  # noqa: FBT001 - what hypothesis draws
    given_ = Decimal(plain(value)).as_tuple()
    decimal = Decimal((given_.sign, given_.digits, int(given_.exponent) + 9 * shifted))
    found = from_python(decimal)
    assert Fraction(found.numerator, found.denominator) == value * 10 ** (9 * shifted)
