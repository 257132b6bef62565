"""What targets cost in columns that need whole subjects, against `targets.evaluate` on the same figures: `python benchmarks/subjects.py`."""

from __future__ import annotations

import polars as pl
from rounds import in_turns

import targets
from targets.columns import evaluate_frame

_SUBJECTS = 5000
_OURS, _SCALAR = "evaluate_frame on polars", "targets.evaluate, subject by subject"


def main() -> None:
    """Print the ratio, and what one target of one subject takes."""
    rules = [
        {"id": "A", "indicator": "a", "at_least": "100 % of plan"},
        {"id": "share", "measure": "a / b", "at_least": "50 %"},
        {"id": "fall", "measure": "previous(a) - a", "at_least": "1 người"},
        {"id": "any", "any_of": ["A", "share"]},
        {"id": "late", "indicator": "b", "at_least": "2 người", "when": {"indicator": "a", "above": "3 người"}},
    ]
    indicators = {"a": {"unit": "người"}, "b": {"unit": "người"}}
    ruleset = targets.load_ruleset({"ruleset": "r", "period": 2024, "indicators": indicators, "targets": rules})
    whole = ruleset.select(["share", "fall", "any", "late"])
    numbers = {"a": {"actual": 9.0, "plan": 8.0, "previous": 10.5}, "b": {"actual": 12.0, "plan": 1.0, "previous": 2.0}}
    rows = [{"subject": f"s{n}", "period": "2024", "indicator": name, **of} for n in range(_SUBJECTS) for name, of in numbers.items()]
    frame = pl.DataFrame(rows)
    [figures] = targets.load_figures({"subject": "s", "period": "2024", "values": numbers})
    medians = in_turns(
        {_OURS: lambda: evaluate_frame(whole, frame), _SCALAR: lambda: [targets.evaluate(whole, figures) for _ in range(_SUBJECTS)]}, 5
    )
    each = medians[_OURS] / _SUBJECTS / len(whole) * 1e6
    print(f"{_OURS} / {_SCALAR}: {medians[_OURS] / medians[_SCALAR]:.2f}x, {each:.0f} microseconds for each target and subject")


if __name__ == "__main__":
    main()
