"""The published JSON Schemas, looked at as an editor does: another YAML reader, another validator."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from targets.labels import Units, printed_labels
from tests.conftest import HOME, run

if TYPE_CHECKING:
    from pathlib import Path

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
BUNDLED = sorted([*(HOME / "rules").glob("*.yaml"), *(HOME / "examples").glob("*.yaml")])


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date stays text, `no` is a word, 12:30 is no number."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), first)


def documents(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=Core))


def validator(which: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((HOME / "docs" / "schemas" / f"{which}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def named_by(path: Path) -> jsonschema.Draft202012Validator:
    match = MODELINE.match(path.read_text(encoding="utf-8"))
    assert match, f"{path.name} does not begin with its schema"
    schema = (path.parent / match[1]).resolve()
    assert schema.parent == HOME / "docs" / "schemas"
    return validator(schema.name.removesuffix(".schema.json"))


@pytest.mark.parametrize("which", ["rules", "figures", "tests", "decisions"])
def test_a_committed_schema_is_the_one_that_the_program_prints(which: str) -> None:
    committed = (HOME / "docs" / "schemas" / f"{which}.schema.json").read_text(encoding="utf-8")
    assert committed == run("schema", which).out


@pytest.mark.parametrize("path", [path for path in BUNDLED if "broken" not in path.name], ids=lambda path: path.name)
def test_a_bundled_file_fits_the_schema_that_it_names(path: Path) -> None:
    found = documents(path.read_text(encoding="utf-8"))
    assert found
    for document in found:
        named_by(path).validate(document)


def test_the_broken_examples_do_not_fit() -> None:
    rules, figures = (HOME / "examples" / f"broken-{which}.yaml" for which in ("rules", "figures"))
    assert not named_by(rules).is_valid(documents(rules.read_text(encoding="utf-8"))[0])
    wrong = [named_by(figures).is_valid(document) for document in documents(figures.read_text(encoding="utf-8"))]
    assert not any(wrong)


@pytest.mark.parametrize(
    ("which", "name", "old", "new"),
    [
        ("rules", "rules/ngo-quyen-2024.yaml", "at_least: khá", "at_lest: khá"),
        ("rules", "rules/ngo-quyen-2024.yaml", "at_least: khá", "severity: required"),
        ("rules", "rules/ngo-quyen-2024.yaml", "severity: stretch", "severity: strech"),
        ("rules", "rules/ngo-quyen-2024.yaml", "held: true", "held: perhaps"),
        ("rules", "rules/ngo-quyen-2024.yaml", "at_most: 1.0 %", "at_most: [1, 2]"),
        ("rules", "rules/ngo-quyen-2024.yaml", "unit: percent", "units: percent"),
        ("rules", "rules/ngo-quyen-2024.yaml", "ruleset: ngo-quyen-2024", "rule: ngo-quyen-2024"),
        ("figures", "examples/ngo-quyen-2023.yaml", "of_plan: 68 %", "of_pln: 68 %"),
        ("figures", "examples/ngo-quyen-2023.yaml", "numbers: vi", "numbers: vn"),
        ("figures", "examples/ngo-quyen-2023.yaml", "vintage: estimate", "vintage: guess"),
        ("figures", "examples/ngo-quyen-2023.yaml", "subject: ngo-quyen", "subjct: ngo-quyen"),
        ("tests", "rules/ngo-quyen-2023.tests.yaml", "P01: exceeded", "P01: exceed"),
        ("tests", "rules/ngo-quyen-2023.tests.yaml", "verdict: missed", "verdikt: missed"),
        ("tests", "rules/ngo-quyen-2023.tests.yaml", "P06: no-figure", "P06: {verdict: undecided, reason: no-figures}"),
        ("tests", "rules/ngo-quyen-2023.tests.yaml", "  - name: số liệu in", "  - nam: số liệu in"),
        ("tests", "rules/ngo-quyen-2023.tests.yaml", "cases:", "case:"),
    ],
)
def test_one_slip_in_a_bundled_file_does_not_fit_any_more(which: str, name: str, old: str, new: str) -> None:
    text = (HOME / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    [document] = documents(text.replace(old, new, 1))
    assert not validator(which).is_valid(document)


def test_the_schemas_offer_units_and_take_those_that_a_ruleset_declares() -> None:
    units = Units()
    assert all(units.get(label) for label in printed_labels())
    offered = json.loads(run("schema", "rules").out)["$defs"]["IndicatorDocument"]["properties"]["unit"]["anyOf"][0]["enum"]
    assert offered == list(printed_labels())
    target = {"id": "A", "indicator": "a", "at_least": "1 lượt"}
    own = {"ruleset": "r", "period": 1, "units": {"lượt": "counted"}, "indicators": {"a": {"unit": "lượt"}}, "targets": [target]}
    validator("rules").validate(own)


def test_rules_that_extend_others_fit_the_same_schema() -> None:
    overlay = {"extends": "ngo-quyen-2024", "ruleset": "stricter", "change": {"T14": {"at_least": "96 %"}}}
    validator("rules").validate(overlay)
    for slip in ({"change": {"T14": {"at_lest": "96 %"}}}, {"extend": "ngo-quyen-2024"}, {"targets": [{"id": "A", "indicator": "a"}]}):
        assert not validator("rules").is_valid({**overlay, **slip})


def test_what_init_writes_fits_the_schemas() -> None:
    for lang in ("vi", "en"):
        [rules] = documents(run("init", "--lang", lang).out)
        validator("rules").validate(rules)
        [figures] = documents(run("init", "ngo-quyen-2024", "--lang", lang).out)
        validator("figures").validate(figures)
