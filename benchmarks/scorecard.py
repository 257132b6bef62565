"""One scorecard of 33 targets from loaded nouns against the same comparisons by hand, by zen-engine and by rule-engine.

The loop by hand works on floats and gives verdict, shortfall and attainment: what a developer writes who does not mind
that an exactly met target may come out missed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rounds import Goal, in_turns, report

import targets

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = 33
_KINDS = ("at_least: 95 %", "100 % of plan", "at_most: 50 %", "below: previous")
_BY_HAND, _OURS, _READ = "float loop by hand", "targets.evaluate", "targets.evaluate, every fraction read"
_ZEN, _ZEN_GRAPH, _RULE_ENGINE = "zen-engine, one array expression", "zen-engine, decision graph", "rule-engine, 33 rules"

Spec = tuple[str, int, float]
Numbers = dict[str, tuple[float, float, float]]


def ours() -> tuple[targets.Ruleset, targets.Figures]:
    """Give 33 loaded targets of four kinds, and figures that decide them all."""
    bounds: list[dict[str, Any]] = [{"at_least": "95 %"}, {"at_least": "100 % of plan"}, {"at_most": "50 %"}, {"below": "previous"}]
    indicators = {f"i{i}": {"unit": "percent" if i % 2 == 0 else "VND"} for i in range(_NUMBER)}
    rules = [{"id": f"T{i}", "indicator": f"i{i}", **bounds[i % 4]} for i in range(_NUMBER)]
    values: dict[str, Any] = {
        f"i{i}": f"{90 + i / 4:.2f} %" if i % 2 == 0 else {"actual": f"{900 + i} VND", "plan": "905 VND", "previous": "920 VND"}
        for i in range(_NUMBER)
    }
    [figures] = targets.load_figures({"subject": "x", "period": "2024", "numbers": "en", "values": values})
    return targets.load_ruleset({"ruleset": "bench", "period": 2024, "indicators": indicators, "targets": rules}), figures


def prepared() -> tuple[list[Spec], Numbers]:
    """Give the same targets and figures as floats."""
    specs = [(f"i{i}", i % 4, (95.0, 100.0, 50.0, 100.0)[i % 4]) for i in range(_NUMBER)]
    return specs, {f"i{i}": (90 + i / 4 if i % 2 == 0 else 900.0 + i, 905.0, 920.0) for i in range(_NUMBER)}


def by_hand(specs: list[Spec], numbers: Numbers) -> list[tuple[str, str, float, float]]:
    """Judge with floats: verdict, shortfall, attainment."""
    found = []
    for name, kind, bound in specs:
        actual, plan, previous = numbers[name]
        value = 100 * actual / plan if kind == 1 else 100 * actual / previous if kind == 3 else actual
        if kind < 2:
            verdict = "missed" if value < bound else "exceeded" if value > bound else "met"
            found.append((name, verdict, max(0.0, bound - value), value / bound))
        elif kind == 2:
            verdict = "missed" if value > bound else "exceeded" if value < bound else "met"
            found.append((name, verdict, max(0.0, value - bound), bound / value))
        else:
            found.append((name, "met" if value < bound else "missed", max(0.0, value - bound), bound / value))
    return found


def expressions(specs: list[Spec]) -> list[str]:
    """Give each target as a comparison that rule engines read: reached or not, nothing more."""
    ways = ("{0} >= 95", "100 * {0} / 905 >= 100", "{0} <= 50", "100 * {0} / 920 < 100")
    return [ways[kind].format(name) for name, kind, _ in specs]


def zen(specs: list[Spec], numbers: Numbers) -> dict[str, Callable[[], object]]:
    """Give zen-engine's best case (one compiled array expression) and its decision graph of 33 expression nodes."""
    try:
        import zen as engine
    except ImportError:
        print("zen-engine is not installed: left out")
        return {}
    context = {name: actual for name, (actual, _, _) in numbers.items()}
    compiled = engine.compile_expression(f"[{', '.join(expressions(specs))}]")
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"}]
    edges = []
    for number, expression in enumerate(expressions(specs)):
        content = {"expressions": [{"id": f"e{number}", "key": f"r{number}", "value": expression}]}
        nodes.append({"id": f"n{number}", "name": f"n{number}", "type": "expressionNode", "content": content})
        edges += [
            {"id": f"a{number}", "sourceId": "in", "targetId": f"n{number}", "type": "edge"},
            {"id": f"b{number}", "sourceId": f"n{number}", "targetId": "out", "type": "edge"},
        ]
    decision = engine.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return {_ZEN: lambda: compiled.evaluate(context), _ZEN_GRAPH: lambda: decision.evaluate(context)}


def rule_engine(specs: list[Spec], numbers: Numbers) -> dict[str, Callable[[], object]]:
    """Give 33 compiled rules matched one after the other."""
    try:
        import rule_engine as engine
    except ImportError:
        print("rule-engine is not installed: left out")
        return {}
    context = {name: actual for name, (actual, _, _) in numbers.items()}
    rules = [engine.Rule(expression) for expression in expressions(specs)]
    return {_RULE_ENGINE: lambda: [rule.matches(context) for rule in rules]}


def main() -> None:
    """Print the ratios."""
    ruleset, figures = ours()
    specs, numbers = prepared()
    judged = [outcome.verdict.value for outcome in targets.evaluate(ruleset, figures)]
    assert judged == [verdict for _, verdict, _, _ in by_hand(specs, numbers)], "the two judge differently"
    print(f"verdicts: {', '.join(f'{judged.count(word)} {word}' for word in sorted(set(judged)))}")
    runs: dict[str, Callable[[], object]] = {
        _BY_HAND: lambda: by_hand(specs, numbers),
        _OURS: lambda: targets.evaluate(ruleset, figures),
        _READ: lambda: [(o.verdict, o.shortfall, o.attainment) for o in targets.evaluate(ruleset, figures)],
        **zen(specs, numbers),
        **rule_engine(specs, numbers),
    }
    medians = in_turns(runs, rounds=15, repeat=50)
    goals = [
        Goal(_OURS, _BY_HAND, 6),
        Goal(_READ, _BY_HAND, 6),
        Goal(_OURS, _ZEN, 2),
        Goal(_OURS, _ZEN_GRAPH, 0.1),
        Goal(_OURS, _RULE_ENGINE, 0.1),
    ]
    report(medians, goals)


if __name__ == "__main__":
    main()
