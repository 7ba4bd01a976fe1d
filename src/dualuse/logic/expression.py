"""Arithmetic over stated quantities: a whitelist of operations on intervals, exact, and never evaluated as Python.

Ends are fractions (or an infinity), so that a value at a limit is at the limit and one just under it is under it. Where
a result cannot be exact (a root, a logarithm, a broken power, a figure with more digits than a decimal of 15), the
interval is widened to hold the true value: then a comparison at the very limit is unknown, and never wrong.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import lru_cache

from dualuse.quantity import Quantity, read_constant

End = Fraction | float
"""A fraction; as a float only ``inf`` and ``-inf``."""
Interval = tuple[End, End]
Vector = tuple[tuple[str, Fraction], ...]
Look = Callable[[str], "Interval | None"]
Measures = Callable[[str], "Vector | None"]

MAX_TEXT = 600
MAX_NODES = 120
MAX_POWER = 12
MAX_BITS = 4096
_DIGITS = 15
_INFINITIES = (math.inf, -math.inf)
_SCALE = 10**40


class ExpressionError(ValueError):
    """The formula cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula, the names it needs, and how to work it out.

    ``evaluate(look)`` is the interval of values in SI units, or None where there is none (a name has no value; a
    division by an interval that holds zero; a root or a power of a negative number; figures out of all bounds).
    ``look(name)`` gives the interval of a name; it is asked only for :attr:`names`.

    Attributes:
        vector: Exponents of what the formula measures.
    """

    text: str
    names: tuple[str, ...]
    vector: Vector
    evaluate: Callable[[Look], Interval | None]


def parse_expression(text: str, measures: Measures) -> Expression:
    """Read a formula and check that it adds and compares only what can be added and compared.

    Args:
        text: ``+ - * / **``, ``log10 sqrt abs min max``, numbers, ``si('9.80665 m/s2')`` and names.
        measures: What a name measures; None for a name that may not stand in a formula.

    Raises:
        ExpressionError: Anything else is in it, the units do not fit together, or it has no value whatever is stated.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"a formula has at most {MAX_TEXT} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"'{text}' is not a formula") from None
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES * 2:
        raise ExpressionError("the formula is too long")
    part = _build(tree, measures)
    if not part.names:
        _value_of(part, text)
    return Expression(text.strip(), part.names, part.vector, _guarded(part.run))


def constant(text: str) -> Expression:
    """A number with its unit as a formula, e.g. ``1.7 µm``.

    Raises:
        ExpressionError: It is not one exact number with a unit of one meaning.
    """
    value, vector = _si(text)
    return Expression(text, (), vector, lambda _look: value)


def interval(value: Quantity) -> Interval | None:
    """The ends of a quantity as exact figures; None where they are no figures, or none that can be reckoned with.

    An end of at most 15 significant digits is taken as the decimal it was written as. A longer one was rounded to the
    nearest float when it was turned into SI, so everything that rounds to it is meant.
    """
    try:
        return _end(value.low)[0], _end(value.high)[1]
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4096)
def _end(value: float) -> Interval:
    if value in _INFINITIES:
        return value, value
    digits = repr(value).lstrip("-").partition("e")[0].replace(".", "").strip("0")
    if len(digits) <= _DIGITS:
        exact = Fraction(repr(value))
        return exact, exact
    middle = Fraction(value)
    below, above = Fraction(math.nextafter(value, -math.inf)), Fraction(math.nextafter(value, math.inf))
    return (middle + below) / 2, (middle + above) / 2


@lru_cache(maxsize=1024)
def _si(text: str) -> tuple[Interval, Vector]:
    try:
        value, vector = read_constant(text)
    except ValueError as error:
        raise ExpressionError(f"'{text}' is not one exact number with a known unit: {error}") from None
    return (value, value), vector


def _guarded(run: Run) -> Callable[[Look], Interval | None]:
    def evaluate(look: Look) -> Interval | None:
        try:
            return run(look)
        except (ArithmeticError, ValueError, TypeError):
            return None

    return evaluate


# -- building


Run = Callable[[Look], Interval]


@dataclass(frozen=True, slots=True)
class _Part:
    run: Run
    vector: Vector
    names: tuple[str, ...] = ()


def _build(node: ast.expr, measures: Measures) -> _Part:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return _number(node.value)
    if isinstance(node, (ast.Name, ast.Attribute)):
        return _name(ast.unparse(node), measures)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _build(node.operand, measures)
        return _Part(lambda look: _negative(inner.run(look)), inner.vector, inner.names)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return _power(node, _build(node.left, measures), _build(node.right, measures))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _binary(node, _build(node.left, measures), _build(node.right, measures))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        return _call(node, node.func.id, measures)
    raise ExpressionError(f"'{ast.unparse(node)}' is not allowed in a formula")


def _number(number: float) -> _Part:
    if isinstance(number, float) and not math.isfinite(number):
        raise ExpressionError("a number in the formula is out of all bounds")
    value = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    exact = (value, value)
    return _Part(lambda _look: exact, ())


def _name(name: str, measures: Measures) -> _Part:
    vector = measures(name)
    if vector is None:
        raise ExpressionError(f"'{name}' in the formula is not a known quantity")

    def get(look: Look) -> Interval:
        found = look(name)
        if found is None:
            raise ValueError(name)
        return found

    return _Part(get, vector, (name,))


def _binary(node: ast.BinOp, left: _Part, right: _Part) -> _Part:
    operation = _OPERATIONS[type(node.op)]
    names = tuple(dict.fromkeys((*left.names, *right.names)))
    if isinstance(node.op, (ast.Add, ast.Sub)):
        vector = _same(node, left, right)
    else:
        vector = _times(left.vector, right.vector, Fraction(1 if isinstance(node.op, ast.Mult) else -1))
    return _Part(lambda look: operation(left.run(look), right.run(look)), vector, names)


def _power(node: ast.BinOp, base: _Part, exponent: _Part) -> _Part:
    if exponent.names or exponent.vector:
        raise ExpressionError(f"the power in '{ast.unparse(node)}' must be a number")
    power = _value_of(exponent, ast.unparse(node))[0]
    if not isinstance(power, Fraction) or abs(power) > MAX_POWER:
        raise ExpressionError(f"the power in '{ast.unparse(node)}' is larger than {MAX_POWER}")
    fixed = power
    vector = _times((), base.vector, fixed)
    return _Part(lambda look: _raised(base.run(look), fixed), vector, base.names)


def _call(node: ast.Call, name: str, measures: Measures) -> _Part:
    several = name in ("min", "max")
    if node.keywords or not node.args or (len(node.args) != 1 and not several):
        raise ExpressionError(f"{name}() is not called like that")
    if name == "si":
        argument = node.args[0]
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise ExpressionError("si() takes a quoted number with its unit, e.g. si('9.80665 m/s2')")
        value, vector = _si(argument.value)
        return _Part(lambda _look: value, vector)
    parts = [_build(a, measures) for a in node.args]
    names = tuple(dict.fromkeys(n for p in parts for n in p.names))
    vector = parts[0].vector
    for part in parts[1:]:
        vector = _same(node, parts[0], part)
    if several:
        choose: Callable[..., End] = min if name == "min" else max
        return _Part(lambda look: _extreme(choose, [p.run(look) for p in parts]), vector, names)
    inner = parts[0].run
    if name == "abs":
        return _Part(lambda look: _absolute(inner(look)), vector, names)
    if name == "sqrt":
        return _Part(lambda look: _rooted(inner(look)), _times((), vector, Fraction(1, 2)), names)
    if vector:
        raise ExpressionError(f"a logarithm is of a plain number; divide by a unit in '{ast.unparse(node)}'")
    return _Part(lambda look: _logarithm(inner(look)), (), names)


def _same(node: ast.expr, left: _Part, right: _Part) -> Vector:
    if left.vector != right.vector:
        raise ExpressionError(
            f"'{ast.unparse(node)}' puts together {in_words(left.vector)} and {in_words(right.vector)}"
        )
    return left.vector


def _times(left: Vector, right: Vector, power: Fraction) -> Vector:
    found = dict(left)
    for base, exponent in right:
        found[base] = found.get(base, Fraction(0)) + exponent * power
    return tuple(sorted((base, exponent) for base, exponent in found.items() if exponent))


def in_words(vector: Vector) -> str:
    """What a formula measures, in base units: ``kg m-1 s-2``; ``a plain number`` where nothing is left."""
    return " ".join(f"{base}{'' if e == 1 else e}" for base, e in vector) or "a plain number"


def _value_of(part: _Part, text: str) -> Interval:
    """The value of a part without names.

    Raises:
        ExpressionError: It has none.
    """
    found = _guarded(part.run)(lambda _name: None)
    if found is None:
        raise ExpressionError(f"'{text}' has no value")
    return found


# -- operations on intervals


def _bounded(low: End, high: End) -> Interval:
    for end in (low, high):
        if isinstance(end, Fraction) and end.numerator.bit_length() + end.denominator.bit_length() > MAX_BITS:
            raise OverflowError
        if end != end:
            raise ValueError
    return low, high


def _negative(a: Interval) -> Interval:
    return -a[1], -a[0]


def _add(a: Interval, b: Interval) -> Interval:
    return _bounded(a[0] + b[0], a[1] + b[1])


def _subtract(a: Interval, b: Interval) -> Interval:
    return _bounded(a[0] - b[1], a[1] - b[0])


def _product(x: End, y: End) -> End:
    """Zero times anything is zero, however large the other: an infinite end is never reached."""
    return Fraction(0) if x == 0 or y == 0 else x * y


def _multiply(a: Interval, b: Interval) -> Interval:
    if a[0] == a[1] and b[0] == b[1]:
        only = _product(a[0], b[0])
        return _bounded(only, only)
    corners = [_product(x, y) for x in a for y in b]
    return _bounded(min(corners), max(corners))


def _divide(a: Interval, b: Interval) -> Interval:
    if b[0] <= 0 <= b[1]:
        raise ZeroDivisionError
    return _multiply(a, (_inverse(b[1]), _inverse(b[0])))


def _inverse(x: End) -> End:
    return Fraction(0) if x in _INFINITIES else 1 / Fraction(x)


def _raised(a: Interval, power: Fraction) -> Interval:
    if a[0] < 0:
        raise ValueError("a power of a number that may be negative")
    if power == 0:
        return Fraction(1), Fraction(1)
    if power < 0:
        return _divide((Fraction(1), Fraction(1)), _raised(a, -power))
    if power.denominator == 1:
        return _bounded(_whole(a[0], power.numerator), _whole(a[1], power.numerator))
    if power.denominator == 2:
        return _rooted(_raised(a, power * 2))
    exponent = Decimal(power.numerator) / Decimal(power.denominator)
    return _outward(a, lambda x, context: context.power(x, exponent))


def _whole(x: End, power: int) -> End:
    if isinstance(x, Fraction) and (x.numerator.bit_length() + x.denominator.bit_length()) * power > MAX_BITS:
        raise OverflowError
    return x**power


def _rooted(a: Interval) -> Interval:
    if a[0] < 0:
        raise ValueError("a root of a number that may be negative")
    return _root_below(a[0]), _root_above(a[1])


def _root_below(x: End) -> End:
    """The root rounded down to 40 digits; a root that is a fraction of few digits is met exactly."""
    if not isinstance(x, Fraction):
        return x
    return Fraction(math.isqrt(x.numerator * _SCALE**2 // x.denominator), _SCALE)


def _root_above(x: End) -> End:
    """The root rounded up."""
    below = _root_below(x)
    if not isinstance(x, Fraction) or below * below == x:
        return below
    return below + Fraction(1, _SCALE)


def _logarithm(a: Interval) -> Interval:
    if a[0] <= 0:
        raise ValueError("a logarithm of a number that may not be above zero")
    return _outward(a, lambda x, context: context.log10(x))


def _outward(a: Interval, function: Callable[[Decimal, Context], Decimal]) -> Interval:
    """A rising function at both ends, to 40 digits, each end moved out where it is not exact."""
    return _bounded(_at(a[0], function, ROUND_FLOOR), _at(a[1], function, ROUND_CEILING))


def _at(x: End, function: Callable[[Decimal, Context], Decimal], rounding: str) -> End:
    if not isinstance(x, Fraction):
        return x
    context = Context(prec=40, rounding=rounding, traps=[InvalidOperation, DivisionByZero, Overflow])
    value = function(context.divide(Decimal(x.numerator), Decimal(x.denominator)), context)
    if context.flags[Inexact]:
        outwards = Decimal("-Infinity") if rounding == ROUND_FLOOR else Decimal("Infinity")
        value = context.next_toward(context.next_toward(value, outwards), outwards)
    return Fraction(value)


def _absolute(a: Interval) -> Interval:
    if a[0] >= 0:
        return a
    return _negative(a) if a[1] <= 0 else (Fraction(0), max(-a[0], a[1]))


def _extreme(choose: Callable[..., End], parts: list[Interval]) -> Interval:
    return choose(p[0] for p in parts), choose(p[1] for p in parts)


_FUNCTIONS = frozenset({"log10", "sqrt", "abs", "min", "max", "si"})
_OPERATIONS: Mapping[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: _divide,
}
