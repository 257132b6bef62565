"""What a run added up to, in few rows: overall, by target, by subject, and by one thing more."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw
import polars as pl

from targets.columns.engines import beside
from targets.columns.summary import COUNTS, SUMS, sums
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targets.columns.engines import Frame

__all__ = ["Line", "Totals", "lines"]


class Line(NamedTuple):
    """Outcomes of one subject, target or group: counts, and exact shares, None where nothing counts.

    `rank` is 1 for the best score and the same for the same score; `tied` is how many stand on it.
    """

    name: str
    targets: int
    counts: dict[Verdict, int]
    counted: int
    decided: int
    score: Fraction | None
    upper: Fraction | None
    completeness: Fraction | None
    rank: int | None = None
    tied: int = 0


class Totals:
    """Sums of outcomes, added to part by part: as many rows as there are subjects, targets and groups, and no outcome."""

    def __init__(self, by: Iterable[str], sections: Mapping[str, str] | None = None) -> None:
        """Take the columns to add up by, beside nothing at all; `sections` names the section of each target, to add up by."""
        self._sums: dict[str, pl.DataFrame | None] = {"": None, **dict.fromkeys(by), **({} if sections is None else {"section": None})}
        self.sections = sections

    def add(self, outcomes: pl.DataFrame) -> None:
        """Add the outcomes of one part."""
        frame = self.prepared(nw.from_native(outcomes.lazy()))
        for by, held in self._sums.items():
            found = sums(frame, (by,) if by else ()).to_native().collect()
            self.take(by, found if held is None else pl.concat([held, found.select(held.columns)], how="vertical_relaxed"))

    def names(self) -> tuple[str, ...]:
        """Give what is added up by; nothing at all is the empty name."""
        return tuple(self._sums)

    def prepared(self, outcomes: Frame) -> Frame:
        """Add the section of each target, where sections are added up."""
        if self.sections is None:
            return outcomes
        table = {"target": list(self.sections), "section": list(self.sections.values())}
        return outcomes.join(beside(outcomes, table, (str, str)), on="target", how="inner")

    def take(self, by: str, found: pl.DataFrame) -> None:
        """Take sums as they are; several rows of one name are added up."""
        found = found if by else found.with_columns(pl.lit("").alias("_all")).select("_all", *SUMS)
        name = by or "_all"
        grouped = found.group_by(name, maintain_order=True).agg(pl.col(*SUMS).sum())
        self._sums[by] = grouped.with_columns(pl.col(name).cast(pl.String))

    def lines(self, by: str = "") -> list[Line]:
        """Give the lines of one column, best score first; of equal scores by name."""
        found = self._sums[by]
        return [] if found is None else lines(found.rows(named=True), by or "_all")

    def groups(self, members: Mapping[str, Sequence[str]]) -> list[Line]:
        """Give a line for each group of targets: what its targets add up to, best score first; targets are among what is added up by."""
        found = self._sums["target"]
        if found is None:
            return []
        pairs = [(name, target) for name, targets in members.items() for target in targets]
        table = pl.DataFrame(pairs, schema={"group": pl.String, "target": pl.String}, orient="row")
        return lines(table.join(found, on="target").group_by("group").agg(pl.col(*SUMS).sum()).rows(named=True), "group")


def lines(rows: Sequence[dict[str, Any]], by: str) -> list[Line]:
    """Make lines of sums, best first; what has no score stands last."""
    found = [_line(row, by) for row in rows]
    scores = sorted((line.score for line in found if line.score is not None), reverse=True)
    first: dict[Fraction, int] = {}
    held: dict[Fraction, int] = {}
    for place, score in enumerate(scores, 1):
        first.setdefault(score, place)
        held[score] = held.get(score, 0) + 1
    ranked = [line if line.score is None else line._replace(rank=first[line.score], tied=held[line.score]) for line in found]
    return sorted(ranked, key=lambda line: (line.rank is None, line.rank or 0, line.name))


def _line(row: dict[str, Any], by: str) -> Line:
    whole = Fraction(row["_whole"])
    score, upper, known = (Fraction(row[part]) / whole if whole else None for part in ("_reached", "_best", "_known"))
    counts = {verdict: int(row[name]) for name, verdict in zip(COUNTS, Verdict, strict=True)}
    name = "" if row[by] is None else str(row[by])
    return Line(name, int(row["targets"]), counts, int(row["counted"]), int(row["decided"]), score, upper, known)
