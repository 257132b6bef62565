"""Targets over other targets: all, any or some of them, or the points that they earn."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.codes import Code
from targets.errors import Problem, did_you_mean, quoted
from targets.interval import Interval
from targets.measure import Measure
from targets.numerals import NotANumber, read_number
from targets.quantity import read_quantity
from targets.reading.shapes import BOUNDS, Shape, odd_companion
from targets.reading.tree import key_place, place
from targets.ruleset import NO_TEXT, Indicator, Target
from targets.units import PERCENT, SCORE_POINT, Kind, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.reading.rule_documents import TargetDocument
    from targets.reading.target import TargetCompiler, Written

__all__ = ["compile_composites", "is_composite"]

_KEYS = ("any_of", "at_least_n_of", "points_of")
_DEEPEST = 8


def is_composite(written: TargetDocument) -> bool:
    """Whether a target is about other targets: `all_of` without an indicator is, too."""
    alone = not (written.indicator or written.indicators or written.measure)
    return any(getattr(written, key) is not None for key in _KEYS) or (written.all_of is not None and alone)


def compile_composites(written: Mapping[str, Written], plain: Mapping[str, Target | None], compiler: TargetCompiler) -> dict[str, Target]:
    """Compile all composites, each after its members. Those that name each other in a circle, or too deep, are refused."""
    found: dict[str, Target | None] = {}

    def resolve(name: str, above: tuple[str, ...]) -> Target | None:
        if name in plain:
            return plain[name]
        if name not in found:
            found[name] = _composite(written[name], above)
        return found[name]

    def _composite(of: Written, above: tuple[str, ...]) -> Target | None:
        key, members = _members(of.document)
        before = len(compiler.problems)
        for member in members:
            if member not in plain and member not in written:
                help_ = did_you_mean(member, [*plain, *written], "name ids of targets of this ruleset", told=len(compiler.problems))
                compiler.problems.append(
                    Problem(f"{of.name}: {quoted(key)}: no target {quoted(member)}", place(of.node, key), help_, Code.UNKNOWN_TARGET)
                )
            elif member == of.document.id or member in above or len(above) >= _DEEPEST:
                circle = " → ".join((*above, of.document.id, member))
                message = f"{of.name}: {quoted(key)}: {quoted(circle)} goes round in a circle, or deeper than {_DEEPEST} levels"
                compiler.problems.append(Problem(message, place(of.node, key), "a target is made of others, not of itself", Code.CIRCLE))
        if len(set(members)) < len(members):
            message = f"{of.name}: {quoted(key)} names one target twice"
            compiler.problems.append(Problem(message, place(of.node, key), "name each one once", Code.GIVEN_TWICE))
        if len(compiler.problems) > before:
            return None
        parts = [resolve(member, (*above, of.document.id)) for member in members]
        if any(part is None for part in parts) or len(compiler.problems) > before:
            return None
        return _target(of, key, tuple(part for part in parts if part is not None), compiler)

    for name in written:
        resolve(name, ())
    return {name: target for name, target in found.items() if target is not None}


def _members(written: TargetDocument) -> tuple[str, list[str]]:
    if written.at_least_n_of is not None:
        return "at_least_n_of", written.at_least_n_of.of
    key = next(key for key in ("points_of", "any_of", "all_of") if getattr(written, key) is not None)
    return key, getattr(written, key)


def _target(of: Written, key: str, parts: tuple[Target, ...], compiler: TargetCompiler) -> Target | None:
    written, before = of.document, len(compiler.problems)
    for other in ("indicator", "indicators", "measure"):
        if getattr(written, other) is not None:
            message = f"{of.name}: {quoted(key)} is about other targets, {quoted(other)} is not"
            compiler.problems.append(Problem(message, key_place(of.node, other), "keep one of the two", Code.KEYS_DISAGREE))
    if key != "points_of" and written.near is not None:
        message = f"{of.name}: `near`: other targets decide, and no number"
        compiler.problems.append(Problem(message, key_place(of.node, "near"), "write it beside those targets", Code.KEYS_DISAGREE))
    bounds = [bound for bound in BOUNDS if bound != key and getattr(written, bound) is not None]
    if not parts:
        compiler.problems.append(
            Problem(f"{of.name}: {quoted(key)} names no target", place(of.node, key), "name at least one", Code.BAD_BOUND)
        )
    if key != "points_of" and bounds:
        message = f"{of.name}: {quoted(key)} and {quoted(bounds[0])}: a target has one bound"
        compiler.problems.append(Problem(message, key_place(of.node, bounds[0]), "keep one of the two", Code.KEYS_DISAGREE))
    if parts and key != "points_of" and (wrong := odd_companion(written, key)) is not None:
        compiler.problems.append(Problem(f"{of.name}: {wrong[1]}", key_place(of.node, wrong[0]), None, Code.KEYS_DISAGREE))
    if len(compiler.problems) > before:
        return None
    shape = _tally(of, parts, compiler) if key == "points_of" else _chain(of, key, len(parts), compiler)
    if shape is None:
        return None
    unit = None if key != "points_of" else _unit(of.document, compiler)
    indicator = Indicator(written.id, of.title or NO_TEXT, unit, SCORE_POINT if unit is PERCENT else None, place=of.place)
    target = Target(title=of.title or NO_TEXT, indicator=indicator, **shape._asdict(), parts=parts, **compiler.common(of))
    return compiler.with_points(of, target, None)


def _chain(of: Written, key: str, members: int, compiler: TargetCompiler) -> Shape | None:
    if key != "at_least_n_of":
        return Shape(Measure.COMBINED, Interval(lower=Fraction(1 if key == "any_of" else members)))
    some = of.document.at_least_n_of
    assert some is not None
    try:
        number = read_number(some.n, compiler.style)
    except NotANumber as error:
        message = f"{of.name}: `at_least_n_of`: `n`: {error}"
        compiler.problems.append(Problem(message, place(of.node, "at_least_n_of"), error.help, error.code))
        return None
    if number.denominator != 1 or not 1 <= number.numerator <= members:
        message = f"{of.name}: `at_least_n_of`: {quoted(some.n)} of {members} targets"
        compiler.problems.append(
            Problem(message, place(of.node, "at_least_n_of"), f"`n` is a whole number from 1 to {members}", Code.BAD_BOUND)
        )
        return None
    return Shape(Measure.COMBINED, Interval(lower=Fraction(number.numerator)))


def _tally(of: Written, parts: tuple[Target, ...], compiler: TargetCompiler) -> Shape | None:
    for part in parts:
        if not part.bands:
            message = f"{of.name}: `points_of`: target {quoted(part.id)} gives no points"
            compiler.problems.append(Problem(message, place(of.node, "points_of"), "give it `points`, or leave it out", Code.KEYS_DISAGREE))
            return None
    bound = compiler.bound_key(of.document, of.node, of.place, of.name)
    indicator = Indicator(of.document.id, NO_TEXT, _unit(of.document, compiler))
    shape = None if bound is None else compiler.shape_of(of, bound, indicator)
    if shape is None:
        return None
    if shape.measure is not Measure.VALUE:
        message = f"{of.name}: {quoted(bound)}: points have no plan, no last year's figure and no grade"
        compiler.problems.append(
            Problem(message, place(of.node, bound), "bound them in points or in percent: `at_least: 60 %`", Code.UNIT_MISFIT)
        )
        return None
    return shape._replace(measure=Measure.POINTS)


def _unit(written: TargetDocument, compiler: TargetCompiler) -> Unit:
    """Take a bound in percent as a share of all points, any other as points."""
    for key in ("at_least", "at_most", "above", "below", "exactly"):
        text = getattr(written, key)
        text = written.between[0] if text is None and written.between else text
        if text is not None:
            try:
                unit = read_quantity(text, compiler.style, compiler.shapes.units).unit
            except NotANumber:
                continue
            return PERCENT if isinstance(unit, Unit) and unit.kind is Kind.SHARE else SCORE_POINT
    return SCORE_POINT
