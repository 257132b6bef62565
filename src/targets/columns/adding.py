"""Sums over parts that are exact or said not to be, and means of their rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.engines import beside
from targets.columns.numbers import AMOUNTS, COUNTS, MOST, constant, whole
from targets.outcome import whole_of
from targets.units import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from targets.columns.engines import Frame
    from targets.ruleset import Ruleset

__all__ = ["RATES", "TOTALS", "WHOLE", "is_exact", "one", "parts_of", "sides"]

TOTALS = (*AMOUNTS, *COUNTS)
RATES = ("value", "of_plan", "of_previous")
WHOLE = ["subject", "period"]
_BASES = {"of_plan": "plan", "of_previous": "previous"}
_ADDED = (*TOTALS, *RATES)
_SCALES = (1.0, 1e3, 1e6)
_SUMMED = ("_s0_", "_s1_", "_s2_", "_x0_", "_x1_", "_x2_", "_n_", "_a_", "_v_", "_wrong")
_NOTHING = nw.lit(None, nw.Float64())


def parts_of(figures: Frame) -> Frame:
    """Count the subjects of each whole and period."""
    return figures.group_by("_whole", "period").agg(nw.col("subject").n_unique().alias("parts")).rename({"_whole": "subject"})


def sides(figures: Frame, ruleset: Ruleset, sums: Collection[str]) -> Frame:
    """Add up each indicator of each whole: exact sums, rates of all together, means of rates, and how exact these are."""
    shares = {one.id: whole_of(one.unit) for one in ruleset.indicators.values() if one.unit is not None and one.unit.kind is Kind.SHARE}
    table: dict[str, list[Any]] = {"indicator": list(shares), "_all": [float(value) for value in shares.values()]}
    figures = figures.join(beside(figures, table, (str, float)), on="indicator", how="left").with_columns(*_rates())
    figures = figures.with_columns(*(expr for name in _ADDED for expr in _scaled(name)))
    columns = [name for name in figures.collect_schema().names() if name.startswith(_SUMMED)]
    found = figures.group_by("_whole", "period", "indicator").agg(
        nw.col("subject").n_unique().alias("_subjects"), nw.len().alias("_rows"), nw.col("_all").max().alias("_all"),
        *(nw.col(name).sum().alias(name) for name in columns),
    )  # fmt: skip
    found = found.rename({"_whole": "subject"}).join(parts_of(figures), on=WHOLE, how="left")
    once = (nw.col("_rows") == nw.col("parts")) & (nw.col("_subjects") == nw.col("parts")) & (nw.col("_wrong") == 0)
    found = found.with_columns(once.alias("_once"), nw.col("parts").cast(nw.Float64()).alias("_n"))
    lost = nw.lit(value=False)
    for name in TOTALS:
        lost = lost | (_given(name, sums) & ~is_exact(name))
    found = found.with_columns(*(_sum(name, sums) for name in TOTALS), *(_mean(name) for name in RATES), lost.alias("_lost"))
    pooled = [
        ("value", "count", "total", nw.col("_all")),
        *((r, "actual", b, constant(nw.col("_sum_actual"), 100.0)) for r, b in _BASES.items()),
    ]
    return found.with_columns(
        *(
            (nw.col(f"_sum_{top}") * times / nw.when(nw.col(f"_sum_{bottom}") > 0).then(nw.col(f"_sum_{bottom}"))).alias(f"_pooled_{rate}")
            for rate, top, bottom, times in pooled
        )
    )


def _rates() -> list[nw.Expr]:
    """Give the rates of a part: its share in the indicator's unit, and its shares of plan and of last year's figure in percent."""
    count, total, actual = nw.col("count"), nw.col("total"), nw.col("actual")
    counted = ~count.is_null() & ~total.is_null()
    odd = (count < 0) | (total < 0) | ((count > total) & (total != 0)) | (count.is_null() != total.is_null())
    share = nw.when(counted & (total > 0)).then(count * nw.col("_all") / nw.when(total > 0).then(total))
    found: list[nw.Expr] = [nw.when(~nw.col("_all").is_null()).then(nw.when(counted).then(share).otherwise(actual)).alias("_r_value")]
    for rate, base in _BASES.items():
        over = nw.when(nw.col(base) > 0).then(nw.col(base))
        both = ~actual.is_null() & ~nw.col(base).is_null()
        found.append(nw.when(both).then(actual * constant(actual, 100.0) / over).otherwise(nw.col(rate)).alias(f"_r_{rate}"))
    wrong = nw.col("_bad") | odd.fill_null(value=False) | (counted & ~actual.is_null())
    return [*found, one(wrong).alias("_wrong")]


def one(condition: nw.Expr) -> nw.Expr:
    """Give 1 where it holds, and 0 elsewhere: not every engine sums booleans."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _scaled(name: str) -> list[nw.Expr]:
    """Give a number as a whole multiple of each scale (`_s1_`, ...), whether it is none (`_x1_`, ...), its size, and whether there is one."""
    number = nw.col(f"_r_{name}" if name in RATES else name)
    zero, found = nw.lit(0.0), []
    for place, scale in enumerate(_SCALES):
        times = whole(number * scale)
        exact = (times / constant(number, scale) == number) & (times.abs() <= MOST)
        if name in RATES:
            exact = exact & _divides(name, times, scale)
        found += [
            nw.when(exact).then(times).otherwise(zero).alias(f"_s{place}_{name}"),
            one(~(exact | number.is_null()).fill_null(value=False)).alias(f"_x{place}_{name}"),
        ]
    own = nw.when(~number.is_null())
    return [
        *found, own.then(nw.lit(1)).otherwise(nw.lit(0)).alias(f"_n_{name}"),
        own.then(number.abs()).otherwise(zero).alias(f"_a_{name}"), own.then(number).otherwise(zero).alias(f"_v_{name}"),
    ]  # fmt: skip


def _divides(name: str, times: nw.Expr, scale: float) -> nw.Expr:
    """Whether a rate that was divided out is exactly that multiple."""
    if name == "value":
        divided, top, bottom = ~nw.col("count").is_null() & ~nw.col("total").is_null(), nw.col("count") * nw.col("_all"), nw.col("total")
    else:
        divided = ~nw.col("actual").is_null() & ~nw.col(_BASES[name]).is_null()
        top, bottom = nw.col("actual") * 100.0, nw.col(_BASES[name])
    left, right = times * bottom, top * scale
    integers = (whole(bottom) == bottom) & (whole(top) == top) & (left.abs() <= MOST) & (right.abs() <= MOST)
    return ~divided | (integers & (left == right)).fill_null(value=False)


def _given(name: str, sums: Collection[str]) -> nw.Expr:
    """Whether every part has given this number once, and it may be added."""
    given = nw.col("_once") & (nw.col(f"_n_{name}") == nw.col("parts"))
    return given if name in ("count", "total") else given & nw.col("indicator").is_in(list(sums) or [""])


def is_exact(name: str) -> nw.Expr:
    """Whether one of the scales holds all of a group's numbers and their sum."""
    found = nw.lit(value=False)
    for place, scale in enumerate(_SCALES):
        found = found | _fits(name, place, scale)
    return found


def _fits(name: str, place: int, scale: float) -> nw.Expr:
    return (nw.col(f"_x{place}_{name}") == 0) & (nw.col(f"_a_{name}") * scale <= MOST)


def _exactly(name: str, over: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
    """Divide a sum of whole multiples once; where no scale holds all of them, give something else."""
    found = otherwise
    for place, scale in reversed(list(enumerate(_SCALES))):
        found = nw.when(_fits(name, place, scale)).then(nw.col(f"_s{place}_{name}") / (over * scale)).otherwise(found)
    return found


def _sum(name: str, sums: Collection[str]) -> nw.Expr:
    one = constant(nw.col("_n"), 1.0)
    return nw.when(_given(name, sums)).then(_exactly(name, one, _NOTHING)).otherwise(_NOTHING).alias(f"_sum_{name}")


def _mean(rate: str) -> nw.Expr:
    given = nw.col("_once") & (nw.col(f"_n_{rate}") == nw.col("parts"))
    mean = _exactly(rate, nw.col("_n"), nw.col(f"_v_{rate}") / nw.col("_n"))
    return nw.when(given).then(mean).otherwise(_NOTHING).alias(f"_mean_{rate}")
