"""From parts to the whole: what wards add up to, beside the mean of what they reached, and where the two disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.adding import RATES, TOTALS, WHOLE, is_exact, one, parts_of, sides
from targets.columns.engines import beside, opened, worked_out
from targets.columns.evaluating import evaluate_frame
from targets.columns.numbers import KEYS, NUMBERS, ROLES, as_figures
from targets.columns.outcomes import NOT_EXACT
from targets.columns.rules import compiled
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.measure import Measure
from targets.outcome import Reason, Verdict
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from targets.columns.engines import Frame, Opened
    from targets.ruleset import Ruleset, Target

__all__ = ["NOT_ADDITIVE", "roll_up"]

NOT_ADDITIVE = "not-additive"
"""Why nothing is added up: a grade, a title, a share without its count, or an amount that nobody said is a sum."""
DIFFER = "verdicts-differ"
_SIDES = ("pooled", "mean")
_FAR = 1e300
_RATES = {
    Measure.VALUE: "value", Measure.SHARE_OF_PLAN: "of_plan", Measure.PLAN: "of_plan",
    Measure.SHARE_OF_PREVIOUS: "of_previous", Measure.PREVIOUS: "of_previous",
}  # fmt: skip
_BASES = {"of_plan": "plan", "of_previous": "previous"}
_NOTHING = nw.lit(None, nw.Float64())


def roll_up(
    ruleset: Ruleset,
    frame: Any,
    parents: Any,
    *,
    sums: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
) -> Any:
    """Judge wholes by the figures of their parts: one row for each whole, period and target.

    `parents` names the column that holds each subject's whole, or is a table with the columns `subject` and `parent` on
    the same engine. Counts and totals of shares are added up always; amounts (actual, plan, previous) only of the
    indicators named in `sums`, since nobody else knows that an income per head is none. A whole is judged only by what
    every one of its parts has given, once.

    Gives `parts` (how many there are); `pooled` (the rate of all together, in the target's terms), `pooled_verdict` and
    `pooled_reason`; `mean` (of the parts' own rates), `mean_verdict` and `mean_reason`; and `warning`:
    `verdicts-differ` where both are decided, and not alike. A mean of amounts is no rate,
    so it is null and undecided. Reasons are those of outcomes, and `not-additive`.
    DuckDB works the sums of wholes out at once; everything else stays as lazy as the table is.
    Units: numbers stand in their indicators' units; a unit column is refused.
    Raises TargetsError for rules, columns and types that cannot be judged, and for `sums` that are no amounts.
    Law: both verdicts are those of exact fractions, or `not-exact` where floats cannot tell: numbers of more than six
    decimals, sums beyond 10^15 whole numbers, thousandths or millionths, and means that come too close to a bound.
    """
    _refuse(ruleset, sums)
    table = opened(frame)
    figures = _figures(table, parents, columns)
    targets, added_up = _targets(table.frame, ruleset, sums), worked_out(sides(figures, ruleset, sums))
    keys = [*WHOLE, "target"]
    added = added_up.select(*WHOLE, "indicator", *(nw.col(f"_sum_{name}").alias(name) for name in TOTALS))
    means = added_up.select(*WHOLE, "indicator", nw.col("_mean_value").alias("actual"), *(nw.col(f"_mean_{r}").alias(r) for r in _BASES))
    found = _verdicts(ruleset, added, "pooled").join(_verdicts(ruleset, means, "mean"), on=keys, how="left")
    for side in _SIDES:
        found = found.join(_numbers(targets, added_up, side), on=keys, how="left")
    return table.back(_told(found.join(parts_of(figures), on=WHOLE, how="left")))


def _refuse(ruleset: Ruleset, sums: Iterable[str]) -> None:
    problems = [replace(problem, help="roll up other targets, and judge these part by part") for problem in compiled(ruleset).why]
    for name in sums:
        indicator = ruleset.indicators.get(name)
        if indicator is None:
            problems.append(Problem(f"`sums`: no indicator is called {quoted(name)}", help=did_you_mean(name, ruleset.indicators)))
        elif indicator.unit is None or indicator.unit.kind is not Kind.AMOUNT:
            problems.append(Problem(f"`sums`: {quoted(name)} is no amount", help="shares are added up by their counts and totals"))
    if problems:
        raise TargetsError(*problems)


def _figures(table: Opened, parents: Any, columns: Mapping[str, str] | None) -> Frame:
    """Give figures with their whole in `_whole`, numbers as float64, and `_bad` rows that hold what is no number."""
    frame = table.frame
    names = {role: role for role in (*KEYS, *ROLES) if role in frame.collect_schema().names()} | dict(columns or {})
    if "unit" in names:
        raise TargetsError(
            Problem("a table with a unit column cannot be added up", help="turn its numbers into their indicators' units first")
        )
    names = {role: names.get(role, role) for role in (*KEYS, *names)}
    parent = parents if isinstance(parents, str) else "parent"
    if not isinstance(parents, str):
        small = opened(parents).frame.select(nw.col("subject").alias(names["subject"]), "parent")
        frame = frame.join(small, on=names["subject"], how="left")
    frame = as_figures(frame, names, [parent], given=False)
    missing = [nw.lit(None, nw.Float64()).alias(role) for role in NUMBERS if role not in names]
    fault = nw.col("_bad") | (~nw.col("fault").is_null() if "fault" in names else nw.lit(value=False))
    frame = frame.with_columns(*missing, nw.col(parent).alias("_whole"), fault.alias("_bad")).filter(~nw.col("_whole").is_null())
    return frame.with_columns(*(nw.when(~nw.col("_bad")).then(nw.col(role)).alias(role) for role in NUMBERS))


def _targets(frame: Frame, ruleset: Ruleset, sums: Collection[str]) -> Frame:
    """Give a small table: each part of each target with the rate that it judges, its bounds, and whether parts can be added up."""
    rows = [(target.id, part) for target in ruleset.targets for part in (target.parts or (target,))]
    ends = [[float(end) for end in _ends(part)] for _, part in rows]
    rates = [_rate_of(part) for _, part in rows]
    table: dict[str, list[Any]] = {
        "target": [name for name, _ in rows],
        "indicator": [part.indicator.id for _, part in rows],
        "_rate": rates,
        "_adds": [
            rate == "value" or (part.measure in _RATES and part.indicator.id in sums) for rate, (_, part) in zip(rates, rows, strict=True)
        ],
        "_fine": [all((end * 10**6).denominator == 1 and abs(end) <= 10**9 for end in _ends(part)) for _, part in rows],
        **{f"_end{n}": [own[n] if n < len(own) else _FAR for own in ends] for n in range(4)},
    }
    return beside(frame, table, (str, str, str, bool, bool, *[float] * 4))


def _rate_of(part: Target) -> str:
    unit = part.indicator.unit
    if part.measure is Measure.VALUE:
        return "value" if unit is not None and unit.kind is Kind.SHARE else ""
    return _RATES.get(part.measure, "")


def _ends(part: Target) -> list[Any]:
    return [end for i in (part.acceptable, part.exceeding) if i is not None for end in (i.lower, i.upper) if end is not None]


def _verdicts(ruleset: Ruleset, figures: Frame, side: str) -> Frame:
    found: Frame = nw.from_native(evaluate_frame(ruleset, figures.to_native()))
    return found.select(*WHOLE, "target", nw.col("verdict").alias(f"{side}_verdict"), nw.col("reason").alias(f"{side}_reason"))


def _numbers(targets: Frame, added_up: Frame, side: str) -> Frame:
    """Give the number of each target, and whether it cannot be made (`_none_`) or told from a bound (`_close_`)."""
    joined = targets.join(added_up, on="indicator", how="inner")
    number, exact, size, rate_is = _NOTHING, nw.lit(value=False), nw.lit(0.0), nw.col("_rate")
    for rate in RATES:
        own = rate_is == rate
        number = nw.when(own).then(nw.col(f"_{side}_{rate}")).otherwise(number)
        exact = nw.when(own).then(is_exact(rate)).otherwise(exact)
        size = nw.when(own).then(nw.col(f"_a_{rate}") / nw.col("_n")).otherwise(size)
    joined = joined.with_columns(number.alias("_number"), exact.alias("_exact"), size.alias("_size"))
    if side == "mean":
        near = nw.lit(value=False)
        for n in range(4):
            end = nw.col(f"_end{n}")
            near = near | ((nw.col("_number") - end).abs() <= (nw.col("_n") + 8.0) * (nw.col("_size") + end.abs()) * 2.0**-52)
        close = near.fill_null(value=False) & ~(nw.col("_exact") & nw.col("_fine"))
        none = rate_is == ""
    else:
        joined = joined.with_columns(
            nw.when((rate_is == "") & nw.col("_adds")).then(nw.col("_sum_actual")).otherwise(nw.col("_number")).alias("_number")
        )
        none = ~nw.col("_adds") | ((rate_is == "value") & (nw.col("_n_count") == 0) & (nw.col("_n_value") > 0))
        close = nw.col("_lost") & ~none
    joined = joined.with_columns(one(close).alias(f"_close_{side}"), one(none).alias(f"_none_{side}"))
    found = joined.group_by(*WHOLE, "target").agg(
        nw.col("_number").max().alias(side), nw.len().alias("_of"), nw.col(f"_close_{side}").max(), nw.col(f"_none_{side}").max()
    )
    # A target over several indicators has no number of its own.
    return found.with_columns(nw.when(nw.col("_of") == 1).then(nw.col(side)).otherwise(_NOTHING).alias(side)).drop("_of")


def _told(found: Frame) -> Frame:
    """Say why there is no verdict, and where two verdicts differ."""
    undecided, nothing = nw.lit(Verdict.UNDECIDED.value), nw.lit(None, nw.String())
    for side in ("pooled", "mean"):
        verdict, reason = nw.col(f"{side}_verdict"), nw.col(f"{side}_reason")
        close, none = ((nw.col(f"_{word}_{side}") == 1).fill_null(value=False) for word in ("close", "none"))
        lacking = (reason == Reason.NO_FIGURE.value).fill_null(value=False)
        told = nw.when(lacking & none).then(nw.lit(NOT_ADDITIVE)).otherwise(reason)
        lost = close & (lacking | (verdict != Verdict.UNDECIDED.value))
        found = found.with_columns(
            nw.when(lost).then(undecided).otherwise(verdict).alias(f"{side}_verdict"),
            nw.when(lost).then(nw.lit(NOT_EXACT)).otherwise(told).alias(f"{side}_reason"),
        )
    pooled, mean = nw.col("pooled_verdict"), nw.col("mean_verdict")
    decided = (pooled != Verdict.UNDECIDED.value) & (mean != Verdict.UNDECIDED.value)
    warning = nw.when(decided & (pooled != mean)).then(nw.lit(DIFFER)).otherwise(nothing)
    found = found.with_columns(warning.alias("warning"))
    return found.select(*WHOLE, "target", "parts", *(f"{side}{end}" for side in _SIDES for end in ("", "_verdict", "_reason")), "warning")
