"""Arithmetic over stated quantities: a whitelist of operations on intervals, never evaluated as Python."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dualuse.quantity import Quantity, read_any

Interval = tuple[float, float]
Vector = tuple[tuple[str, float], ...]
Look = Callable[[str], "Interval | None"]
MAX_NODES = 60
MAX_POWER = 12.0
_FUNCTIONS = {"log10": 1, "sqrt": 1, "abs": 1, "min": 2, "max": 2, "si": 1}


class ExpressionError(ValueError):
    """The formula cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula, the names it needs, and how to work it out.

    ``evaluate(look)`` is the interval of values in SI units, or None where it has none (a division by zero, a root of
    a negative number, an overflow). ``look(name)`` gives the interval of a name; it is asked only for :attr:`names`.
    """

    text: str
    names: tuple[str, ...]
    evaluate: Callable[[Look], Interval | None]


def parse_expression(text: str, known: Callable[[str], bool]) -> Expression:
    """Read a formula.

    Args:
        text: ``+ - * / **``, ``log10 sqrt abs min max``, numbers, ``si('9.80665 m/s2')`` and names.
        known: Whether a name may stand in it.

    Raises:
        ExpressionError: Anything else is in it.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"'{text}' is not a formula") from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES * 3:
        raise ExpressionError("the formula is too long")
    names: list[str] = []
    run = _build(tree, known, names)
    return Expression(text.strip(), tuple(dict.fromkeys(names)), _guarded(run))


def constant(text: str) -> Expression:
    """A number with its unit as a formula, e.g. ``1.7 µm``."""
    value = _si(text)
    return Expression(text, (), lambda _look: value)


def _si(text: str) -> Interval:
    reading = read_any(text)
    if not isinstance(reading, Quantity) or not reading.is_exact:
        raise ExpressionError(f"'{text}' is not one exact number with a known unit")
    return reading.low, reading.high


def _guarded(run: Callable[[Look], Interval]) -> Callable[[Look], Interval | None]:
    def evaluate(look: Look) -> Interval | None:
        try:
            low, high = run(look)
        except (ArithmeticError, ValueError, TypeError):
            return None
        return None if math.isnan(low) or math.isnan(high) else (low, high)

    return evaluate


def _build(node: ast.expr, known: Callable[[str], bool], names: list[str]) -> Callable[[Look], Interval]:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        value = float(node.value)
        return lambda _look: (value, value)
    if isinstance(node, (ast.Name, ast.Attribute)):
        name = ast.unparse(node)
        if not known(name):
            raise ExpressionError(f"'{name}' in the formula is not a known quantity")
        names.append(name)

        def get(look: Look) -> Interval:
            found = look(name)
            if found is None:
                raise ValueError(name)
            return found

        return get
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _build(node.operand, known, names)
        return lambda look: _negative(inner(look))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        operation = _OPERATIONS[type(node.op)]
        left, right = _build(node.left, known, names), _build(node.right, known, names)
        return lambda look: operation(left(look), right(look))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        return _call(node, node.func.id, known, names)
    raise ExpressionError(f"'{ast.unparse(node)}' is not allowed in a formula")


def _call(node: ast.Call, name: str, known: Callable[[str], bool], names: list[str]) -> Callable[[Look], Interval]:
    if node.keywords or (len(node.args) != _FUNCTIONS[name] and name not in ("min", "max")) or not node.args:
        raise ExpressionError(f"{name}() is not called like that")
    if name == "si":
        argument = node.args[0]
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise ExpressionError("si() takes a quoted number with its unit, e.g. si('9.80665 m/s2')")
        value = _si(argument.value)
        return lambda _look: value
    parts = [_build(a, known, names) for a in node.args]
    if name in ("min", "max"):
        choose: Callable[..., float] = min if name == "min" else max
        return lambda look: _extreme(choose, [p(look) for p in parts])
    functions: dict[str, Callable[[float], float]] = {"log10": math.log10, "sqrt": math.sqrt, "abs": abs}
    single, inner = functions[name], parts[0]
    return lambda look: _monotone(single, name, inner(look))


def _negative(a: Interval) -> Interval:
    return -a[1], -a[0]


def _add(a: Interval, b: Interval) -> Interval:
    return a[0] + b[0], a[1] + b[1]


def _subtract(a: Interval, b: Interval) -> Interval:
    return a[0] - b[1], a[1] - b[0]


def _corners(values: list[float]) -> Interval:
    if any(math.isnan(v) for v in values):
        raise ValueError("undefined")
    return min(values), max(values)


def _multiply(a: Interval, b: Interval) -> Interval:
    return _corners([x * y for x in a for y in b])


def _divide(a: Interval, b: Interval) -> Interval:
    if b[0] <= 0 <= b[1]:
        raise ZeroDivisionError
    return _corners([x / y for x in a for y in b])


def _power(a: Interval, b: Interval) -> Interval:
    if b[0] != b[1] or abs(b[0]) > MAX_POWER or a[0] < 0:
        raise ValueError("only a fixed small power of a number that is not negative")
    return _corners([x ** b[0] for x in a])


def _extreme(choose: Callable[..., float], parts: list[Interval]) -> Interval:
    return choose(p[0] for p in parts), choose(p[1] for p in parts)


def _monotone(function: Callable[[float], float], name: str, a: Interval) -> Interval:
    if name == "abs":
        low = 0.0 if a[0] <= 0 <= a[1] else min(abs(a[0]), abs(a[1]))
        return low, max(abs(a[0]), abs(a[1]))
    return function(a[0]), function(a[1])


_OPERATIONS: Mapping[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: _divide,
    ast.Pow: _power,
}
