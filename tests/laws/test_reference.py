from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import targets
from targets.judging import judge
from targets.scorecard import MODELS
from tests.laws import reference
from tests.laws.strategies import Case, cases, documents


@settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(cases(), min_size=1, max_size=6))
def test_the_product_agrees_with_an_evaluator_without_cleverness(of: list[Case]) -> None:
    rules, figures = documents(of)
    [loaded] = targets.load_figures(figures)
    card = targets.evaluate(targets.load_ruleset(rules), loaded)
    for case, outcome in zip(of, card, strict=True):
        assert outcome == judge(outcome.target, loaded.values.get(outcome.target.indicator.id), card.ruleset.units)
        found = (outcome.verdict.value, outcome.reason and outcome.reason.value, outcome.shortfall, outcome.attainment)
        assert found == tuple(reference.judge(case)), case
    assert sum(card.counts.values()) == len(of)
    for model in MODELS:
        score = card.score(model)
        assert (score.value, score.upper) == reference.score(of, model)
        assert score.lower == score.value
