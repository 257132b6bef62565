"""On DuckDB: one query, whose short way counts in whole numbers; the long way is an expression that is worked out in slow rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from targets.columns.counting import EXACT, LOWER, MOST, RANGE, RANGE_FROM_ABOVE_ZERO, UPPER, counted_of
from targets.columns.engines import Asking, named
from targets.columns.lacking import base_of, lacking, odd, reason
from targets.columns.numbers import AMOUNTS, SHARES, finite, unfinite
from targets.columns.params import SCALED, Params
from targets.columns.querying import quoted
from targets.columns.quick import QUICK
from targets.columns.rules import Role
from targets.columns.stages import Stages
from targets.columns.terms import Term, col, lit, when
from targets.outcome import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from targets.columns.batches import Ask
    from targets.columns.engines import Frame

__all__ = ["in_one_query"]

_NONE = -(2**53)
"""What stands for no number: further down than any that is judged."""
_CARRIED = ("target", "weight", "severity")


def in_one_query(
    figures: Frame,
    ask: Ask,
    table: Mapping[str, list[Any]],
    with_tables: Callable[[Frame, Ask, Term], Frame],
    decided: Callable[[Stages, Ask], Stages],
) -> Frame:
    """Judge figures by the rules of their indicators.

    Law: what the short way decides, and its numbers, are those of the long way.
    """
    import polars as pl  # noqa: PLC0415 - makes the small tables that figures of DuckDB stand beside

    rules = Params(counted_of(ask.rules), is_polars=False)
    first = {name: table[name] for name in ("indicator", "_rule", "_class", *_CARRIED)} | rules.varying()
    late, whole = _late({name: values for name, values in table.items() if name not in ("indicator", "_rule", "_class", *_CARRIED)})
    small = {"_rule": pl.Int32} | {name: pl.Int8 for name in ("_s_kind", "_s_way") if name in first}
    native = figures.to_native()
    asking = Asking(native)
    beside = _floats_beside(figures.columns, ask)
    weighed: Any = nw.from_native(
        asking(_weighed(figures.columns, ask, rules, beside), native, pl.DataFrame(first, schema_overrides=small).to_arrow())
    )
    joined = with_tables(weighed, ask, col("_off"))
    outside = {name: named(name) for name in joined.columns}
    bad = (col("_unfit") if beside else lit(value=False)) | unfinite([role for role in ask.roles if role not in beside])
    outside["_bad"] = bad.text(outside)
    late = late._replace(outside={**outside, **late.outside})
    way = decided(finite(late, ask.roles), ask).only(*QUICK)
    small_table = pl.DataFrame({"_rules": [whole]}).to_arrow()
    found: Frame = nw.from_native(asking(_told(ask, rules, way, outside), joined.to_native(), small_table))
    return found


def _late(table: Mapping[str, list[Any]]) -> tuple[Stages, list[float]]:
    """Begin the long way, and give what it looks up of a rule: the numbers of all rules, one rule after the other.

    A list of numbers costs less to hand from batch to batch than one of structures, and a structure less from stage to stage.
    No part of the list is cut out, for DuckDB copies all of it then.
    """
    known = {name: lit(values[0]) for name, values in table.items() if len({*values}) == 1}
    rest = {name: values for name, values in table.items() if name not in known}
    fields = (
        f"{name}: _rules[_rule * {len(rest)} + {place}]{' = 1' if isinstance(values[0], bool) else ''}"
        for place, (name, values) in enumerate(rest.items(), 1)
    )
    numbers = [float(value) for row in zip(*rest.values(), strict=True) for value in row]
    return Stages({"_own": f"{{{', '.join(fields)}}}"}, dict.fromkeys(rest, "_own"), known), numbers


def _floats_beside(columns: Collection[str], ask: Ask) -> list[str]:
    """Name the numbers beside an amount that may be NaN or infinite, which makes the row one of the long way."""
    return [role for role in (*AMOUNTS[1:], *SHARES) if role in ask.roles and not {f"_long_{role}", f"_rough_{role}"} & {*columns}]


def _weighed(columns: Sequence[str], ask: Ask, rules: Params, beside: Collection[str]) -> str:
    """Put each figure beside its rule: whole numbers, their bounds, on which side they lie, and whether the short way leaves them (`_off`)."""
    names = {name: named(name) for name in (*columns, *rules.varying())}

    def of(name: str) -> str:
        return rules.of(name).text(names)

    p, most = of("p"), min(MOST, EXACT // max(1, *(abs(end) for end in _scaling(rules))))
    alike = "1::BIGINT"  # the least number of 32 bits has no other one to be turned around into
    scales = [f"WHEN {of('kind')} = {int(Role.VALUE)} THEN {alike}"]
    for kind, role in rules.bases:
        number = f"TRY_CAST({role} * {of('pb')} AS BIGINT)"
        fits = f"{number} BETWEEN 1 AND {most} AND {number}::DOUBLE / {of('pb')} = {role}"
        scales += [f"WHEN {of('kind')} = {kind} THEN CASE WHEN {fits} THEN {number} ELSE 0 END"] if role in ask.roles else []
    base = alike if rules.all("kind", int(Role.VALUE)) else f"CASE {' '.join(scales)} ELSE 0 END"
    alone = [f"NOT {one.text(names)}" for one in odd(ask.roles, rules)]
    alone += [f'NOT "_rough_{role}"' for role in AMOUNTS if f"_rough_{role}" in columns]
    alone += ["NOT _unfit"] if beside else []
    fits = " AND ".join((
        f"_n BETWEEN -{MOST} AND {MOST}", f"_n::DOUBLE / {p} IS NOT DISTINCT FROM actual", "_b > 0", *alone
    ))  # fmt: skip
    # Before the join no row is looked up by its place.
    unfit = f", {unfinite(beside).text(names)} AS _unfit" if beside else ""
    missed = f"_lt OR (_gt AND {of('way')} >= {RANGE})" if rules.any("way", RANGE, RANGE_FROM_ABOVE_ZERO) else "_lt"
    below = f"_n < _low OR ({of('open')} AND _n = _low)" if rules.any("open", True) else "_n < _low"
    beyond = f"{of('exceeds')} AND _gt" if rules.any("exceeds", True) else "FALSE"
    # A null would be asked for again in every operation that follows: a number that is no figure's stands for it.
    return f"""
        SELECT *, {missed} AS _missed, {beyond} AS _beyond
        FROM (SELECT *, {below} AS _lt, _n > _high AS _gt
        FROM (SELECT *, _b * {of("low")} AS _low, _b * {of("high")} AS _high
        FROM (SELECT *, NOT ({fits}) AS _off
        FROM (SELECT *, coalesce(TRY_CAST(actual * {p} AS BIGINT), {_NONE}) AS _n, {base} AS _b
        FROM (SELECT *{unfit} FROM targets_figures) JOIN targets_rules USING (indicator)))))
    """  # noqa: S608 - names of columns are ours


def _scaling(rules: Params) -> list[int]:
    ends = zip(rules.params["kind"], rules.params["low"], rules.params["high"], strict=True)
    return [0, *(end for kind, *both in ends if kind in SCALED for end in both)]


def _told(ask: Ask, rules: Params, way: str, outside: Mapping[str, str]) -> str:
    """Say the outcome: of slow rows what the long way found, `_late[1]`."""
    undecided, base, bad = quoted(Verdict.UNDECIDED.value), base_of(ask.roles, rules), col("_bad")
    p, looks = rules.of("p").text(outside), rules.of("way").text(outside)
    missed, met, exceeded = (quoted(verdict.value) for verdict in (Verdict.MISSED, Verdict.MET, Verdict.EXCEEDED))
    # Words that are the same in all rows are copied faster than those of a column.
    words = " ".join(f"WHEN {word} THEN {word}" for word in (missed, met, exceeded))
    verdict = f"""CASE WHEN _off THEN CASE WHEN _late IS NOT NULL THEN CASE _late[1].verdict {words} ELSE {undecided} END ELSE {undecided} END
        WHEN _missed THEN {missed} WHEN _beyond THEN {exceeded} ELSE {met} END"""
    turned = rules.any_turned
    size, end = (f"abs({p})", f"WHEN {p} < 0 THEN -_low ELSE _low") if turned else (p, "ELSE _low")
    numbers = {
        "actual": "ELSE actual",
        "bound": f"ELSE (CASE WHEN _gt AND {looks} >= {RANGE} THEN _high {end} END)::DOUBLE / {size}",
        "shortfall": f"WHEN _lt THEN (_low - _n)::DOUBLE / {size} WHEN _missed THEN (_n - _high)::DOUBLE / {p} ELSE 0e0",
        "attainment": f"{_shares(rules, looks)} ELSE NULL",
    }
    told = [
        f"CASE WHEN _off THEN CASE WHEN _late IS NOT NULL THEN _late[1].{name} END {text} END AS {name}" for name, text in numbers.items()
    ]
    why = (
        when(col("_off")).then(when(col("_late").is_null()).then(reason(rules, base, bad)).otherwise(col("_why"))).otherwise(lit(None, str))
    )
    reasons = why.text({**outside, "_late": "_late", "_why": "_late[1].reason"})
    lacks = lacking(ask.roles, rules, base, bad).text(outside)
    # Most rows that lack anything lack the number itself: that is asked first where nothing stands beside it.
    plain = all(kind <= Role.PREVIOUS for kind in rules.params["kind"]) and {*ask.roles} <= {*AMOUNTS}
    slow = f"_off{' AND isfinite(actual)' if plain else ''} AND NOT {lacks}"
    kept = "".join(f", {named(name)}" for name in ask.keep)
    return f"""
        SELECT subject, period, target, {verdict} AS verdict, {reasons} AS reason, {", ".join(told)}, weight, severity{kept}
        FROM (SELECT *, CASE WHEN {slow} THEN {way} END AS _late FROM targets_figures, targets_rules)
    """  # noqa: S608 - names of columns are ours or quoted


def _shares(rules: Params, looks: str) -> str:
    """Say the attainment of each kind of rule; what lies below nothing has none, but inside a range."""
    by_low, by_high = "_n::DOUBLE / _low::DOUBLE", "_high::DOUBLE / _n::DOUBLE"
    shares = {
        LOWER: f"_n >= 0 THEN {by_low}",
        UPPER: "_n < 0 THEN abs(_low::DOUBLE / _n::DOUBLE)",  # both are turned around, and nothing has to stay without a sign
        RANGE: f"NOT _lt THEN CASE WHEN _gt THEN {by_high} ELSE 1e0 END",
        RANGE_FROM_ABOVE_ZERO: f"(NOT _lt OR _n >= 0) THEN CASE WHEN _lt THEN {by_low} WHEN _gt THEN {by_high} ELSE 1e0 END",
    }
    return " ".join(f"WHEN {looks} = {way} AND {share}" for way, share in shares.items() if rules.any("way", way))
