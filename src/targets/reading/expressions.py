"""Arithmetic on indicators: text to a tree. Python's own parser reads it, and only what stands on a short list is let through."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from targets.codes import Code
from targets.errors import did_you_mean, quoted
from targets.formula import ROLES, Formula, Input, Node, Number, Role, Sign, combine, unit_of
from targets.numerals import NotANumber, normal, read_number
from targets.reading.bounds import BadBound
from targets.units import ITEM, UnitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targets.numerals import Style
    from targets.ruleset import Indicator
    from targets.units import Unit

__all__ = ["read_formula"]

_MOST = 500
# A word holds hyphens where no space stands around them: `third-births` is a name, `a - b` a difference.
_TOKEN = re.compile(
    r""" (?P<quoted> "[^"]*" | '[^']*' )
       | (?P<role> [^\W\d]\w* (?=\ ?\() )
       | (?P<number> \d+ (?: [.,]\d+ )* )
       | (?P<name> [^\W\d][\w]* (?: -\w+ )* )
       | (?P<sign> [-+*/(),−×÷] )
       | (?P<space> \ )
       | (?P<other> . )""",
    re.VERBOSE,
)
_SIGNS: dict[type[ast.operator], Sign] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_PYTHON = {"−": "-", "×": "*", "÷": "/"}


class _Reader(NamedTuple):
    """What an expression may name, and the operands found so far: the n-th is called `_n` in what Python parses."""

    indicators: Mapping[str, Indicator]
    style: Style
    operands: list[str | Number]
    told: int


def read_formula(text: str, indicators: Mapping[str, Indicator], style: Style, told: int = 0) -> Formula:
    """Read an expression and check its units; `told` is how many problems were told already. Raises BadBound.

    Names are indicator ids, in quotes where they hold spaces; `previous(x)`, `plan(x)`, `count(x)` and `total(x)` name a
    role of a figure, `plan(x, city)` one of several plans; numbers are written as the file writes them.
    """
    plain = normal(text)
    if len(plain) > _MOST:
        message = f"an expression of more than {_MOST} characters"
        raise BadBound(message, "split it over several targets", code=Code.BAD_FORMULA)
    reader = _Reader(indicators, style, [], told)
    try:
        tree = ast.parse("".join(_tokens(plain, reader)).strip(), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        message = f"{quoted(plain)} is not an expression"
        raise BadBound(
            message, "write indicators, numbers, `+ - * /` and parentheses, as in `insured / population`", code=Code.BAD_FORMULA
        ) from error
    try:
        root = _node(tree, reader)
        unit = unit_of(root)
    except UnitError as error:
        message = f"{quoted(plain)}: {error}"
        raise BadBound(message, error.help, code=error.code) from error
    if unit is None:
        message = f"{quoted(plain)} names no indicator"
        raise BadBound(message, "a measure is worked out from figures", code=Code.BAD_FORMULA)
    return Formula(plain, root, unit)


def _tokens(plain: str, reader: _Reader) -> list[str]:
    found = []
    for match in _TOKEN.finditer(plain):
        piece, kind = match[0], match.lastgroup
        match kind:
            case "quoted":
                found.append(_operand(piece[1:-1], reader))
            case "name":
                found.append(_operand(piece, reader))
            case "number":
                try:
                    number = read_number(piece, reader.style)
                except NotANumber as error:
                    raise BadBound(str(error), error.help, code=error.code) from error
                found.append(_operand(Number(Fraction(number.numerator, number.denominator)), reader))
            case "role":
                found.append(piece)
            case "sign" | "space":
                found.append(_PYTHON.get(piece, piece))
            case _:
                message = f"{quoted(piece)} has no place in an expression"
                raise BadBound(
                    message, "write indicators, numbers, `+ - * /` and parentheses; other names go in quotes", code=Code.BAD_FORMULA
                )
    return found


def _operand(operand: str | Number, reader: _Reader) -> str:
    reader.operands.append(operand)
    return f" _{len(reader.operands) - 1} "  # apart from its neighbours, so that two never become one


def _node(tree: ast.expr, reader: _Reader) -> Node:
    match tree:
        case ast.Name(id=name) if name[:1] == "_" and name[1:].isdecimal():
            operand = reader.operands[int(name[1:])]
            return operand if isinstance(operand, Number) else _input(operand, "actual", reader)
        case ast.Call(func=ast.Name(id=role), args=[ast.Name(id=name)], keywords=[]) if name[:1] == "_":
            operand = reader.operands[int(name[1:])]
            if role not in ROLES or isinstance(operand, Number):
                message = f"{quoted(f'{role}(...)')} has no place in an expression"
                raise BadBound(
                    message, did_you_mean(role, ROLES, "write `previous(x)`, `plan(x)`, `count(x)` or `total(x)`"), code=Code.BAD_FORMULA
                )
            return _input(operand, role, reader)
        case ast.Call(func=ast.Name(id="plan"), args=[ast.Name(id=name), ast.Name(id=plan)], keywords=[]) if name[:1] == plan[:1] == "_":
            operand, which = (reader.operands[int(one[1:])] for one in (name, plan))
            if isinstance(operand, Number) or isinstance(which, Number):
                message = "`plan(...)` names an indicator and one of its plans"
                raise BadBound(message, 'a name that is a number stands in quotes, as in `plan(x, "2024")`', code=Code.BAD_FORMULA)
            return _input(operand, "plan", reader, normal(which))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return combine("*", Number(Fraction(-1)), _node(inner, reader))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            first, second = _node(left, reader), _node(right, reader)
            if isinstance(op, ast.Div) and isinstance(second, Number) and not second.value:
                message = "it divides by zero, whatever the figures are"
                raise BadBound(message, "divide by an indicator, or by another number", code=Code.BAD_FORMULA)
            return combine(_SIGNS[type(op)], first, second)
        case _:
            message = "only indicators, numbers, `+ - * /`, parentheses and roles make an expression"
            raise BadBound(message, "as in `previous(third-births) - third-births`", code=Code.BAD_FORMULA)


def _input(name: str, role: Role | str, reader: _Reader, plan: str | None = None) -> Input:
    indicator = reader.indicators.get(name)
    if indicator is None:
        parts = name.split("-")
        apart = len(parts) > 1 and all(part in reader.indicators for part in parts)
        message = f"unknown indicator {quoted(name)}"
        help_ = f"with spaces it is a difference: `{' - '.join(parts)}`" if apart else None
        way_out = help_ or did_you_mean(name, reader.indicators, "declare it under `indicators:`", told=reader.told)
        raise BadBound(message, way_out, code=Code.UNKNOWN_INDICATOR)
    known: Role = next(one for one in ROLES if one == role)
    unit: Unit | None = indicator.unit
    if unit is None:
        message = f"indicator {quoted(name)} has no unit"
        raise BadBound(message, "arithmetic needs numbers: give it a `unit`", code=Code.UNIT_MISFIT)
    return Input(indicator, known, (indicator.counted_in or ITEM) if known in ("count", "total") else unit, plan or None)
