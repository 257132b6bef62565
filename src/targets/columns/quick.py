"""The short way: figures that are short decimals, judged with few operations; whatever else a row says is left to the long way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from targets.columns.numbers import AMOUNTS, COUNTS, MOST, SHARES, whole
from targets.columns.rules import Role
from targets.numerals import normal
from targets.outcome import Reason, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from targets.columns.engines import Frame
    from targets.columns.rules import Rule

__all__ = ["QUICK", "Quick", "params_of", "quick"]

QUICK = ("verdict", "reason", "actual", "bound", "shortfall", "attainment")
"""What the short way adds to a row, each with `_s_` before its name."""
_LONG_WAY = 9
_NEVER = 1e200
_FEW, _LARGE = 1e4, 1e8
"""Numbers below the second are taken times the first; others have to be whole as they are."""
_EXACT = 2.0**53
_MOST_TIMES = 1e6
_NOTHING = nw.lit(None, nw.Float64())
_Params = dict[str, list[Any]]


def params_of(rules: Sequence[Rule]) -> _Params:
    """Give what the short way needs of each rule. All bounds look upward: what has only an upper one is turned around."""
    rows = [_param(rule) for rule in rules]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _param(rule: Rule) -> dict[str, Any]:
    acceptable, beyond, unit = rule.target.acceptable, rule.target.exceeding, rule.target.indicator.unit
    both, turned = rule.low is not None and rule.high is not None, rule.low is None
    sign = -1 if turned else 1
    is_open = acceptable.upper_open if turned else acceptable.lower_open
    towards = beyond is None or (beyond.lower is None) == turned
    ends = [abs(end or 0) for end in (rule.low, rule.high, rule.beyond)]
    by = rule.qb if rule.role in (Role.PLAN, Role.PREVIOUS) else rule.q
    fits = rule.role in (Role.VALUE, Role.PLAN, Role.PREVIOUS) and towards and not (both and (is_open or acceptable.upper_open))
    fits = fits and (rule.low is not None or rule.high is not None) and by <= _MOST_TIMES
    # A plan scales the bounds by its own size, so that they have to leave room for it.
    fits = fits and max(ends) <= (_EXACT / _FEW if rule.role is Role.VALUE else _MOST_TIMES)
    named = rule.role in (Role.RANK, Role.HELD, Role.JUDGED)
    other = rule.target.indicator.counted_in
    taken = () if other is None else (normal(other.vi).casefold(), normal(other.name).casefold())
    own = [] if unit is None else [label for label in (unit.vi, unit.name) if normal(label).casefold() not in taken]
    return {
        "_s_kind": int(rule.role) if fits or named else _LONG_WAY,
        "_s_by": float(sign * by) if fits else 1.0,
        "_s_low": float(sign * ((rule.high if turned else rule.low) or 0)) if fits else 0.0,
        "_s_high": float(rule.high or 0) if fits and both else _NEVER,
        "_s_beyond": float(sign * (rule.beyond or 0)) if fits and beyond is not None else _NEVER,
        "_s_open": float(is_open) if fits else 0.0,
        "_s_itself": rule.target.measure.is_bound,
        "_s_bare": unit is None or rule.row(0)["_bare"],
        "_s_unit": own[0] if own else "",
        "_s_label": own[-1] if own else "",
    }


class Quick(NamedTuple):
    """The parameters of all rules, and which of them are the same for all, so that no row needs them."""

    params: _Params

    def of(self, name: str) -> nw.Expr:
        """Give a parameter beside each row."""
        values = self.params[name]
        return nw.lit(values[0]) if self.all(name, values[0]) else nw.col(name)

    def all(self, name: str, value: Any) -> bool:
        """Whether a parameter is this one in every rule."""
        return all(one == value for one in self.params[name])

    def varying(self) -> _Params:
        """Give the parameters that have to stand beside the rows."""
        return {name: values for name, values in self.params.items() if not self.all(name, values[0])}

    @property
    def bases(self) -> list[tuple[int, str]]:
        """The kinds of rules whose bounds are scaled, and by what."""
        kinds = set(self.params["_s_kind"])
        return [(int(kind), role) for kind, role in ((Role.PLAN, "plan"), (Role.PREVIOUS, "previous")) if kind in kinds]

    @property
    def times(self) -> float:
        """The largest number that a base is multiplied with."""
        columns = [self.params[f"_s_{name}"] for name in ("kind", "by", "low", "high", "beyond")]
        kinds = {kind for kind, _ in self.bases}
        return max(abs(value) for kind, *values in zip(*columns, strict=True) if kind in kinds for value in values if value != _NEVER)


def quick(frame: Frame, roles: Collection[str], rules: Quick) -> Frame:
    """Add the columns of QUICK, and `_slow`: whether a row is for the long way, and nothing else of these columns counts.

    The figures stand beside the varying parameters of their rules.
    Law: what it decides, and the numbers, are those of the long way.
    """
    frame = _compared(_scaled(frame, roles, rules), rules)
    kind, base = rules.of("_s_kind"), nw.col("_s_base")
    others, odd = _others(roles, rules)
    numeric = kind <= int(Role.PREVIOUS)
    fits = numeric & ~odd & ~nw.col("_bad") & nw.col("_s_fits") & (nw.col("_s_x").abs() <= MOST)
    for role in AMOUNTS:
        if f"_rough_{role}" in frame.columns:
            fits = fits & ~nw.col(f"_rough_{role}")
    # What is said when no number can be judged: the questions of the scalar evaluator, in its order.
    bad, absent = nw.col("_bad"), nw.col("actual").is_null()
    lacking, useless = bad | absent, nw.lit(False)
    if rules.bases:
        useless = (base <= 0).fill_null(False) & ~rules.of("_s_itself")
        lacking = lacking | base.is_null() | useless
    silent = absent & ~bad & ~others
    for role in AMOUNTS[1:]:
        silent = silent & nw.col(role).is_null() if role in roles else silent
    frame = frame.with_columns(
        fits.fill_null(False).alias("_s_decided"),
        ((kind == int(Role.JUDGED)) | (numeric & ~others & lacking) | ((kind <= int(Role.HELD)) & silent)).alias("_s_lacks"),
    )
    decided = nw.col("_s_decided")
    return frame.with_columns(_verdict(decided, rules), _reason(decided, rules), *_numbers(decided, rules)).with_columns(
        (~(decided | nw.col("_s_lacks"))).alias("_slow")
    )


def _scaled(frame: Frame, roles: Collection[str], rules: Quick) -> Frame:
    """Add the number and what scales its bounds as whole numbers, and whether they are these."""
    actual, base, based = nw.col("actual"), nw.lit(1.0), rules.bases
    for kind, role in based:
        of = nw.col(role) if role in roles else _NOTHING
        base = nw.when(rules.of("_s_kind") == kind).then(of).otherwise(base)
    if based:
        frame = frame.with_columns(base.alias("_s_base"))
        base = nw.col("_s_base")
    small = (actual.abs() < _LARGE) & (base.abs() < _LARGE) if based else actual.abs() < _LARGE
    frame = frame.with_columns(nw.when(small).then(nw.lit(_FEW)).otherwise(nw.lit(1.0)).alias("_s_power"))
    power = nw.col("_s_power")
    frame = frame.with_columns(whole(actual * power).alias("_s_n"), (whole(base * power) if based else power).alias("_s_b"))
    n, b = nw.col("_s_n"), nw.col("_s_b")
    fits = n / power == actual
    fits = fits & (b / power == base) & (b > 0) & (b <= _EXACT / rules.times) if based else fits
    return frame.with_columns(fits.alias("_s_fits"))


def _compared(frame: Frame, rules: Quick) -> Frame:
    """Add both sides of the comparison, scaled alike, and what came out."""
    b, by = nw.col("_s_b"), rules.of("_s_by")
    ends = [name for name in ("low", "high", "beyond") if name == "low" or not rules.all(f"_s_{name}", _NEVER)]
    frame = frame.with_columns(
        (nw.col("_s_n") * by).alias("_s_x"),
        (by.abs() * nw.col("_s_power")).alias("_s_scale"),
        *((b * rules.of(f"_s_{name}")).alias(f"_s_y_{name}") for name in ends),
    )
    x, low = nw.col("_s_x"), nw.col("_s_y_low")
    # Both sides are whole numbers: above a bound is from the next one on.
    below = x < (low if rules.all("_s_open", 0.0) else low + rules.of("_s_open"))
    above = x > nw.col("_s_y_high") if "high" in ends else nw.lit(False)
    past = x > nw.col("_s_y_beyond") if "beyond" in ends else nw.lit(False)
    return frame.with_columns(below.alias("_s_below"), above.alias("_s_above"), past.alias("_s_past"))


def _others(roles: Collection[str], rules: Quick) -> tuple[nw.Expr, nw.Expr]:
    """Whether a row says more than amounts, and whether that matters beside an amount."""
    odd, others = nw.lit(False), nw.lit(False)
    for role in ("fault", *COUNTS):
        odd = odd | ~nw.col(role).is_null() if role in roles else odd
    if "unit" in roles:
        unit = nw.col("unit").cast(nw.String())
        own = (unit != "") & ((unit == rules.of("_s_unit")) | (unit == rules.of("_s_label")))
        odd = odd | ~nw.when(unit.is_null()).then(rules.of("_s_bare")).otherwise(own)
    for role in (*SHARES, "grade", "held"):
        others = others | ~nw.col(role).is_null() if role in roles else others
    return odd | others, odd


def _verdict(decided: nw.Expr, rules: Quick) -> nw.Expr:
    reached = nw.lit(Verdict.MET.value)
    if not rules.all("_s_beyond", _NEVER):
        reached = nw.when(nw.col("_s_past")).then(nw.lit(Verdict.EXCEEDED.value)).otherwise(reached)
    missed = nw.when(nw.col("_s_below") | nw.col("_s_above")).then(nw.lit(Verdict.MISSED.value)).otherwise(reached)
    return nw.when(decided).then(missed).otherwise(nw.lit(Verdict.UNDECIDED.value)).alias("_s_verdict")


def _reason(decided: nw.Expr, rules: Quick) -> nw.Expr:
    kind = rules.of("_s_kind")
    reason = nw.lit(Reason.NOT_FINITE.value)
    if rules.bases:
        lacking = nw.when(kind == int(Role.PLAN)).then(nw.lit(Reason.NO_PLAN.value)).otherwise(nw.lit(Reason.NO_PREVIOUS.value))
        reason = nw.when(nw.col("_s_base").is_null()).then(lacking).otherwise(reason)
    reason = nw.when(nw.col("actual").is_null()).then(nw.lit(Reason.NO_FIGURE.value)).otherwise(reason)
    reason = nw.when(nw.col("_bad")).then(nw.lit(Reason.NOT_FINITE.value)).otherwise(reason)
    reason = nw.when(kind == int(Role.JUDGED)).then(nw.lit(Reason.NEEDS_JUDGEMENT.value)).otherwise(reason)
    return nw.when(~decided).then(reason).alias("_s_reason")


def _numbers(decided: nw.Expr, rules: Quick) -> list[nw.Expr]:
    x, low, scale = nw.col("_s_x"), nw.col("_s_y_low"), nw.col("_s_scale")
    top, bottom, bound, gap = x, low, low, low - x
    if min(rules.params["_s_by"]) < 0:
        turned = rules.of("_s_by") < 0
        top, bottom = nw.when(turned).then(-low).otherwise(x), nw.when(turned).then(-x).otherwise(low)
        bound = nw.when(turned).then(-low).otherwise(low)
    gaps = [nw.lit(0.0), gap]
    if not rules.all("_s_high", _NEVER):
        high, above = nw.col("_s_y_high"), nw.col("_s_above")
        within = (rules.of("_s_high") < _NEVER) & ~nw.col("_s_below")
        top = nw.when(within).then(nw.when(above).then(high).otherwise(nw.lit(1.0))).otherwise(top)
        bottom = nw.when(within).then(nw.when(above).then(x).otherwise(nw.lit(1.0))).otherwise(bottom)
        bound = nw.when(above).then(high).otherwise(bound)
        gaps.append(x - high)
    share = nw.when(top >= 0).then(top / nw.when(bottom > 0).then(bottom))
    return [
        nw.when(decided).then(nw.col("actual")).alias("_s_actual"),
        nw.when(decided).then(bound / scale).alias("_s_bound"),
        nw.when(decided).then(nw.max_horizontal(*gaps) / scale).alias("_s_shortfall"),
        nw.when(decided).then(share).alias("_s_attainment"),
    ]
