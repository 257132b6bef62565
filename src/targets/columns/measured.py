"""Which number of a row a rule judges, what scales its bounds, and why there is none: the scalar evaluator's order of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targets.columns.numbers import AMOUNTS, COUNTS, NUMBERS, SHARES, WORDS
from targets.columns.rules import Role
from targets.columns.stages import staged
from targets.columns.terms import Term, col, lit, when
from targets.outcome import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from targets.columns.stages import Table

__all__ = ["Source", "measured"]

NONE = "decided"
_NO, _ZERO, _ONE, _NO_FIGURE = lit(value=False), lit(0.0), lit(1.0), lit(Reason.NO_FIGURE.value)
Source = tuple[str, str | None]
"""The columns that measured number and base come from."""


def measured(frame: Table, roles: Collection[str], kinds: Collection[Role]) -> Table:
    """Add `_why` (the reason, or `decided`), `_number`, `_base`, `_based`, `_long`, `_rough` and `_again`.

    `_again` is whether more than one number and its base decide, so that only whole figures can be judged.
    Only what the table has (`roles`) and the rules ask for (`kinds`) is looked at.
    """
    cases = {kind: _cases(kind, roles) for kind in kinds}  # of each kind: when, why, from where; the first that holds counts
    sources = [(kind, holds, source) for kind, some in cases.items() for holds, _, source in some if source[0]]
    frame = staged(frame, **{f"_from_{place}": _of(kind) & holds for place, (kind, holds, _) in enumerate(sources)})
    why = _NO_FIGURE
    for kind, some in cases.items():
        first = _NO_FIGURE
        for holds, reason, _ in reversed(some):
            # What says nothing else than what holds without it needs no question.
            first = first if reason is first else when(holds).then(reason).otherwise(first)
        why = when(_of(kind)).then(first).otherwise(why)
    number, base, long, rough, based = _ZERO, _ONE, _NO, _NO, _NO
    for place, (_, _, (of, over)) in reversed(list(enumerate(sources))):
        here = col(f"_from_{place}")
        number = when(here).then(_number(of)).otherwise(number)
        if over is not None:
            base = when(here).then(col(over)).otherwise(base)
        based = when(here).then(lit(over is not None)).otherwise(based)
        long = when(here).then(_any(frame, "long", of, over) | _any(frame, "rough", of, over)).otherwise(long)
        rough = when(here).then(_any(frame, "rough", of, over)).otherwise(rough)
    return staged(
        frame,
        _why=why,
        _number=number.fill_null(0.0),
        _base=base.fill_null(1.0),
        _based=based,
        _long=long,
        _rough=rough,
        _again=_again(roles, kinds),
    )


def _again(roles: Collection[str], kinds: Collection[Role]) -> Term:
    """Find counts over totals that may contradict the share printed beside them, or are held against a plan or last year."""
    found = _NO
    if {*COUNTS} <= {*roles}:
        bases = {Role.VALUE: _NO, Role.PLAN: _has("plan", roles), Role.PREVIOUS: _has("previous", roles)}
        for kind, has_base in bases.items():
            if kind in kinds:
                found = found | (_of(kind) & (_has("actual", roles) | has_base))
        found = found & _both(roles) & (col("total") != 0).fill_null(False)
    return found


def _both(roles: Collection[str]) -> Term:
    return _has("count", roles) & _has("total", roles)


def _of(kind: Role) -> Term:
    return col("_role") == int(kind)


def _number(of: str) -> Term:
    if of == "held":
        return when(col("held")).then(_ONE).otherwise(_ZERO)
    return col(of)


def _any(frame: Table, flag: str, *roles: str | None) -> Term:
    found = _NO
    for name in (f"_{flag}_{role}" for role in roles if role is not None):
        if name in frame.columns:
            found = found | col(name)
    return found


def _cases(kind: Role, roles: Collection[str]) -> Sequence[tuple[Term, Term, Source]]:
    match kind:
        case Role.JUDGED:
            return [(~_NO, _say(Reason.NEEDS_JUDGEMENT), ("", None))]
        case Role.RANK:
            return _named("grade", "_rank", roles)
        case Role.HELD:
            return _named("held", "held", roles)
        case Role.VALUE:
            return [*_faults(roles), *_value(roles)]
        case Role.PLAN:
            return [*_faults(roles), *_against("plan", Reason.NO_PLAN, roles)]
        case Role.PREVIOUS:
            return [*_faults(roles), *_against("previous", Reason.NO_PREVIOUS, roles)]


def _say(reason: Reason | None) -> Term:
    return lit(NONE if reason is None else reason.value)


def _has(role: str, roles: Collection[str]) -> Term:
    return ~col(role).is_null() if role in roles else _NO


def _faults(roles: Collection[str]) -> list[tuple[Term, Term, Source]]:
    """One unreadable number makes all numeric targets of its figure undecided."""
    unreadable = _say(Reason.UNREADABLE)
    cases: list[tuple[Term, Term, Source]] = []
    if "fault" in roles:
        cases.append((_has("fault", roles), col("fault"), ("", None)))
    cases.append((col("_bad"), _say(Reason.NOT_FINITE), ("", None)))
    if "unit" in roles:
        cases.append((col("_misfit"), unreadable, ("", None)))
    if "count" in roles or "total" in roles:
        count, total = (col(r) if r in roles else lit(None, float) for r in ("count", "total"))
        one, both = _has("count", roles) | _has("total", roles), _both(roles)
        odd = (count < 0) | (total < 0) | ((count > total) & (total != 0))
        cases.append(((one & ~both) | (one & ~col("_share")) | (both & odd.fill_null(False)), unreadable, ("", None)))
        doubled = both & _has("actual", roles) & (total != 0).fill_null(False)
        cases.append((doubled, _say(None), ("", None)))
    return cases


def _value(roles: Collection[str]) -> list[tuple[Term, Term, Source]]:
    cases: list[tuple[Term, Term, Source]] = []
    if "count" in roles and "total" in roles:
        both = _both(roles)
        cases.append((both & (col("total") == 0).fill_null(False), _say(Reason.NOT_FINITE), ("", None)))
        cases.append((both, _say(None), ("count", "total")))
    if "actual" in roles:
        cases.append((_has("actual", roles), _say(None), ("actual", None)))
    return [*cases, *_without_actual(roles)]


def _without_actual(roles: Collection[str]) -> list[tuple[Term, Term, Source]]:
    """Tell a figure whose actual is still to come from one that says something else than a number."""
    unreadable = _say(Reason.UNREADABLE)
    cases: list[tuple[Term, Term, Source]] = [(_has(role, roles), _NO_FIGURE, ("", None)) for role in (*AMOUNTS, *SHARES) if role in roles]
    return [*cases, *((_has(role, roles), unreadable, ("", None)) for role in WORDS if role in roles)]


def _against(base: str, lacking: Reason, roles: Collection[str]) -> list[tuple[Term, Term, Source]]:
    cases: list[tuple[Term, Term, Source]] = []
    has_actual, counted = _has("actual", roles), _both(roles)
    if {*COUNTS} <= {*roles}:
        cases.append((~has_actual & counted & (col("total") == 0).fill_null(False), _say(Reason.NOT_FINITE), ("", None)))
    if "actual" in roles and base in roles:
        both = _has("actual", roles) & _has(base, roles)
        usable = (col(base) > 0).fill_null(False) | col("_itself")
        cases.append((both & usable, _say(None), ("actual", base)))
        cases.append((both, _say(Reason.NOT_FINITE), ("", None)))
    if base in roles:
        cases.append((counted & _has(base, roles), _say(None), ("", None)))
    if f"of_{base}" in roles:
        cases.append((_has(f"of_{base}", roles), _say(None), (f"of_{base}", None)))
    cases.append((has_actual | counted, _say(lacking), ("", None)))
    return [*cases, *_without_actual(roles)]


def _named(role: str, column: str, roles: Collection[str]) -> list[tuple[Term, Term, Source]]:
    """A grade or a title: what else the row says does not help, and is told apart from saying nothing."""
    unreadable = _say(Reason.UNREADABLE)
    cases: list[tuple[Term, Term, Source]] = []
    if role in roles:
        cases.append((_has(role, roles) & ~col(column).is_null(), _say(None), (column, None)))
        cases.append((_has(role, roles), unreadable, ("", None)))
    if "fault" in roles:
        cases.append((_has("fault", roles), col("fault"), ("", None)))
    cases.append((col("_bad"), _say(Reason.NOT_FINITE), ("", None)))
    said = [other for other in (*NUMBERS, *WORDS) if other in roles]
    return [*cases, *((_has(other, roles), unreadable, ("", None)) for other in said)]
