"""What outcomes add up to: counts of each verdict, score with its bounds, and the order of subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.engines import beside, opened
from targets.columns.numbers import constant, whole
from targets.errors import Problem, TargetsError, did_you_mean, quoted
from targets.outcome import Verdict
from targets.ruleset import Ruleset, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targets.columns.engines import Frame

__all__ = ["COUNTS", "SUMS", "scoreboard", "summarise", "sums", "with_shares"]

COUNTS = tuple(verdict.value.replace("-", "_") for verdict in Verdict)
SUMS = ("targets", *COUNTS, "counted", "decided", "_whole", "_reached", "_known", "_best")
_MILLION = 1e6
_NEEDED = ("verdict", "weight", "severity")


def summarise(outcomes: Any, by: str | Sequence[str] = (), *, groups: Ruleset | Mapping[str, Iterable[str]] | None = None) -> Any:
    """Count outcomes by subject, period, target or any column that was kept; without `by`, all of them in one row.

    Gives `targets` (how many outcomes), one count for each verdict (they add up to it), `counted` and `decided` (of
    those in the score), and `score`, `lower`, `upper` and `completeness` by the model share-met: float64, null where
    nothing counts. The score itself is its lower bound, and `upper` the score if all that is undecided were met.
    With `groups` (the ruleset, or the groups of each target by its id, not `Ruleset.groups`, the ids of each group) `by` may name the column `group`: a target in several
    groups counts in each of them, one in none nowhere. Raises TargetsError for a column that the outcomes do not have.
    Law: counts, score and bounds of one subject and period are those of its scorecard.
    """
    frame, back = opened(outcomes)
    names = (by,) if isinstance(by, str) else tuple(by)
    if groups is not None and "group" in names:
        frame = _grouped(frame, {target.id: target.groups for target in groups} if isinstance(groups, Ruleset) else groups)
    return back(_summary(frame, names))


def _grouped(frame: Frame, groups: Mapping[str, Iterable[str]]) -> Frame:
    """Repeat each outcome for every group of its target, so only where groups are what is summed up by."""
    if "group" in frame.collect_schema().names():
        raise TargetsError(Problem("the outcomes have a column `group` of their own", help="keep it under another name"))
    pairs = list(dict.fromkeys((target, group) for target, of in groups.items() for group in ((of,) if isinstance(of, str) else of)))
    table = {"target": [target for target, _ in pairs], "group": [group for _, group in pairs]}
    return frame.join(beside(frame, table, (str, str)), on="target", how="inner")


def scoreboard(outcomes: Any, by: str | Sequence[str] = "subject") -> Any:
    """Rank subjects by score: equal scores share a place (`rank`), and `tied` says how many stand on it.

    A subject without a score (nothing counts) has no rank. The rows come in no order: sort by `rank` to print them.
    """
    frame, back = opened(outcomes)
    summary = _summary(frame, (by,) if isinstance(by, str) else tuple(by))
    held = summary.filter(~nw.col("score").is_null()).group_by("score").agg(nw.len().alias("tied"))
    above = held.select(nw.col("score").alias("_higher"), nw.col("tied").alias("_others"))
    pairs = held.join(above, how="cross")
    ahead = nw.when(nw.col("_higher") > nw.col("score")).then(nw.col("_others")).otherwise(nw.lit(0))
    ranks = pairs.with_columns(ahead.alias("_ahead")).group_by("score", "tied").agg(nw.col("_ahead").sum())
    ranks = ranks.select("score", "tied", (nw.col("_ahead") + 1).alias("rank"))
    return back(summary.join(ranks, on="score", how="left"))


def _summary(frame: Frame, by: Sequence[str]) -> Frame:
    found = with_shares(sums(frame, by))
    return found.select(*by, "targets", *COUNTS, "counted", "decided", "score", "lower", "upper", "completeness")


def sums(frame: Frame, by: Sequence[str]) -> Frame:
    """Add up outcomes: counts, and weights in millionths (`SUMS`). Sums of parts of a table add up to those of the whole.

    Weights with up to six decimals are added as whole numbers, so that their order changes nothing.
    """
    names = frame.collect_schema().names()
    missing = [name for name in (*by, *_NEEDED) if name not in names]
    if missing:
        raise TargetsError(
            *(
                Problem(f"the outcomes have no column {quoted(n)}", help=did_you_mean(n, names, f"they have {', '.join(names)}"))
                for n in missing
            )
        )
    verdict = nw.col("verdict")
    neutral = (verdict == Verdict.WAIVED.value) | (verdict == Verdict.NOT_APPLICABLE.value)
    counted = (nw.col("severity") == Severity.REQUIRED.value) & ~neutral
    undecided = verdict == Verdict.UNDECIDED.value
    reached = (verdict == Verdict.MET.value) | (verdict == Verdict.EXCEEDED.value)
    millionths = nw.col("weight") * _MILLION
    weight = nw.when(whole(millionths) / constant(millionths, _MILLION) == nw.col("weight")).then(whole(millionths)).otherwise(millionths)
    frame = frame.with_columns(weight.alias("_weight"))
    # Elementary sums only: not every engine sums booleans.
    found = {
        "targets": _one(verdict == verdict),  # noqa: PLR0124 - true on every row
        **{name: _one(verdict == one.value) for name, one in zip(COUNTS, Verdict, strict=True)},
        "counted": _one(counted),
        "decided": _one(counted & ~undecided),
        "_whole": _of(counted),
        "_reached": _of(counted & reached),
        "_known": _of(counted & ~undecided),
        "_best": _of(counted & (reached | undecided)),
    }
    frame = frame.with_columns(*(expr.alias(name) for name, expr in found.items()), nw.lit(1).alias("_all"))
    return frame.group_by(*(by or ("_all",))).agg(*(nw.col(name).sum() for name in SUMS))


def with_shares(found: Frame) -> Frame:
    """Add score, its bounds and completeness to sums: each is the float64 nearest to the exact share, null where nothing counts."""
    all_ = nw.when(nw.col("_whole") > 0).then(nw.col("_whole"))
    shares = {"score": "_reached", "lower": "_reached", "upper": "_best", "completeness": "_known"}
    return found.with_columns(*((nw.col(part) / all_).alias(name) for name, part in shares.items()))


def _one(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _of(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.col("_weight")).otherwise(nw.lit(0.0))
