"""The numbers of a table as float64 that stand for exact decimals, and what cannot stand for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from targets.columns.engines import is_odd
from targets.columns.stages import staged
from targets.columns.terms import Term, beside, col, lit, when
from targets.errors import Problem, TargetsError, did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targets.columns.engines import Frame
    from targets.columns.stages import Table

__all__ = ["KEYS", "MOST", "NUMBERS", "ROLES", "WORDS", "as_figures", "constant", "finite", "scaled", "unfinite", "whole"]

_Number = TypeVar("_Number", nw.Expr, Term)
KEYS = ("subject", "period", "indicator")
AMOUNTS, COUNTS, SHARES = ("actual", "plan", "previous"), ("count", "total"), ("of_plan", "of_previous")
NUMBERS = (*AMOUNTS, *SHARES, *COUNTS)
WORDS = ("grade", "held", "done")
ROLES = (*NUMBERS, "unit", *WORDS, "fault", "tags")
MOST = 1e15
"""Whole numbers up to here, and decimals of up to fifteen digits, are told apart by float64 without exception."""
_INTEGERS = 2.0**53
_SHIFT = 1.5 * 2.0**52
_POWERS = (1e2, 1e6, 1e9)
_OUTPUT = ("target", "verdict", "reason", "bound", "shortfall", "attainment", "weight", "severity")


def constant(beside: nw.Expr, value: float) -> nw.Expr:
    """Give a column of one value: polars divides by a literal by multiplying with its rounded reciprocal."""
    return beside * 0.0 + value


def whole(number: _Number) -> _Number:
    """Round to the nearest whole number, by addition alone: `round` goes through int64 on some engines.

    What is larger than 2^51 comes out as something of that size, which no caller takes for whole.
    """
    return (number + _SHIFT) - _SHIFT


def scaled(frame: Table, *names: str) -> tuple[Table, Term, Term]:
    """Find the power of ten (2, 6 or 9 decimals) that makes all of these columns whole: the power, and whether there is one.

    A number n/10^k with fifteen digits at the most is the shortest decimal of the float nearest to it, and no other; so
    a float that equals the quotient of two such whole numbers, rounded once, stands for exactly that decimal.
    """
    frame = staged(frame, **{f"_w{name}_{power:g}": whole(col(name) * power) for name in names for power in _POWERS})
    frame = staged(frame, **{f"_whole_{power:g}": _all(_is_whole(name, power) for name in names) for power in _POWERS})
    power, found = lit(1.0), lit(value=False)
    for value in reversed(_POWERS):
        power = when(col(f"_whole_{value:g}")).then(lit(value)).otherwise(power)
        found = found | col(f"_whole_{value:g}")
    return frame, power, found


def _is_whole(name: str, power: float) -> Term:
    times = col(f"_w{name}_{power:g}")
    return (times / beside(col(name), power) == col(name)) & (times.abs() <= MOST)


def _all(conditions: Iterable[Term]) -> Term:
    found, *others = conditions
    for other in others:
        found = found & other
    return found


def as_figures(frame: Frame, columns: Mapping[str, str], keep: Sequence[str], *, given: bool) -> Frame:
    """Select the keys, the roles and the columns to keep under their own names, numbers as float64.

    `_bad` is whether a number is NaN or infinite, `_long_*` (whole numbers) and `_rough_*` (decimals, whose conversion
    is no ordinary rounding) whether the float64 is no exact stand-in;
    with `given` there is a `_given_*` beside each number that was no float64.
    Raises TargetsError naming every missing column and every type that is not a number.
    """
    schema = frame.collect_schema()
    _refuse(schema, columns, keep, frame.implementation.value)
    chosen = [nw.col(columns[name]).alias(name) for name in KEYS[:2]]
    chosen.append(nw.col(columns["indicator"]).cast(nw.String()).alias("indicator"))
    chosen += [nw.col(name) for name in keep]
    present = [role for role in ROLES if role in columns]
    for role in present:
        column, dtype = nw.col(columns[role]), schema[columns[role]]
        as_text = role == "unit" and dtype != nw.String
        chosen.append((column.cast(nw.Float64()) if role in NUMBERS else column.cast(nw.String()) if as_text else column).alias(role))
        if role in NUMBERS and not dtype.is_float():
            chosen.append(
                (_size(column, dtype) >= _INTEGERS).fill_null(False).alias(f"_{'rough' if dtype.is_decimal() else 'long'}_{role}")
            )
            chosen += [column.alias(f"_given_{role}")] if given else []
    bad = unfinite([role for role in present if role in NUMBERS and schema[columns[role]].is_float()])
    return frame.select(*chosen).with_columns(bad.narwhals.alias("_bad"))


def unfinite(roles: Iterable[str]) -> Term:
    """Whether a number among these roles is NaN or infinite, which what was no float64 is not."""
    fine = lit(value=True)
    for role in roles:
        if role in NUMBERS:
            fine = fine & (col(role).is_null() | col(role).is_finite())
    return ~fine


def finite(frame: Table, roles: Sequence[str]) -> Table:
    """Make null what is no number; `_bad` has said so."""
    return staged(frame, **{role: when(col(role).is_finite()).then(col(role)) for role in roles if role in NUMBERS})


def _size(column: nw.Expr, dtype: Any) -> nw.Expr:
    size = column.cast(nw.Float64()).abs()
    return size * 10.0**dtype.scale if dtype.is_decimal() else size


def _refuse(schema: Mapping[str, Any], columns: Mapping[str, str], keep: Sequence[str], engine: str) -> None:
    odd = [name for name in dict.fromkeys((*columns.values(), *keep)) if name in schema and is_odd(name, engine)]
    message = "column {} cannot be read: the engine takes its name for something else"
    problems = [Problem(message.format(quoted(name)), help="give it another name first") for name in odd]
    for role, name in columns.items():
        if role not in (*KEYS, *ROLES):
            known = (*KEYS, *ROLES)
            problems.append(
                Problem(f"{quoted(role)} is not a role of a column", help=did_you_mean(role, known, f"roles are {', '.join(known)}"))
            )
        elif name not in schema:
            help_ = did_you_mean(name, schema, f"the table has {', '.join(list(schema)[:20])}")
            problems.append(Problem(f"the table has no column {quoted(name)} for {quoted(role)}", help=help_))
        elif (wrong := _wrong(role, schema[name])) is not None:
            problems.append(Problem(f"column {quoted(name)} is {quoted(schema[name])}, and {quoted(role)} is {wrong[0]}", help=wrong[1]))
    for name in keep:
        if name not in schema:
            problems.append(Problem(f"the table has no column {quoted(name)} to keep", help=did_you_mean(name, schema)))
        elif (name if engine == "polars" else name.lower()) in (*KEYS, *ROLES, *_OUTPUT) or name.startswith(
            "_"
        ):  # SQL knows no capital letters
            problems.append(Problem(f"column {quoted(name)} cannot be kept under this name", help="give it another name first"))
    if not any(role in columns for role in (*NUMBERS, *WORDS)):
        problems.append(Problem("the table has no column of figures", help=f"figures stand in {', '.join((*NUMBERS, *WORDS))}"))
    if problems:
        raise TargetsError(*problems)


def _wrong(role: str, dtype: Any) -> tuple[str, str] | None:
    """Say what a column of this role holds, and the way out, where the type is another."""
    if role in NUMBERS:
        if dtype in (nw.Float32, nw.Float16):
            return "a number of 64 bits", "cast it to Float64 or to a decimal, so that it is clear which decimal is meant"
        if not dtype.is_numeric():
            return "a number", "cast it to Float64 or to a decimal"
    elif role == "held" and dtype != nw.Boolean:
        return "a boolean", "cast it to Boolean: whether the title is held"
    elif role in ("unit", "grade", "done", "fault", "tags") and not _is_text(dtype):
        return "a text", "cast it to String"
    return None


def _is_text(dtype: Any) -> bool:
    return dtype in (nw.String, nw.Categorical, nw.Enum)
