"""The shape of a written quantity, before it is known what its figures and units mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dualuse.quantity.messages import failure
from dualuse.quantity.numbers import Number

Ends = tuple[Fraction | None, bool, Fraction | None, bool]
"""Low end, whether it is meant too, high end, whether it is meant too; None where a side has no end."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as written.

    Attributes:
        spread: Whether it is a tolerance: five degrees either way are a difference, not a temperature.
        relative: Whether it is a share of the value it stands beside, in per cent.
    """

    number: Number
    unit: str
    spread: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Amounts, and how their values in SI units make an interval."""

    amounts: tuple[Amount, ...]
    ends: Callable[[Sequence[Fraction]], Ends]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take a text apart.

    Attributes:
        shapes: What it may be then; several where the words leave it open.
        doubt: The message that says why there are several; empty where there is one.
    """

    shapes: tuple[Shape, ...]
    doubt: str = ""


def exact(amount: Amount) -> Shape:
    """One value."""
    return Shape((amount,), lambda v: (v[0], True, v[0], True))


def bounded(amount: Amount, bound: str) -> Shape:
    """Everything on one side of a value: ``≤ 5 mm``."""
    closed = bound in ("le", "ge")
    if bound in ("le", "lt"):
        return Shape((amount,), lambda v: (None, False, v[0], closed))
    return Shape((amount,), lambda v: (v[0], closed, None, False))


def between(low: Amount, high: Amount, low_closed: bool = True, high_closed: bool = True) -> Shape:
    """Everything from one value to another."""

    def ends(v: Sequence[Fraction]) -> Ends:
        if v[0] > v[1]:
            raise failure("reversed")
        if v[0] == v[1] and not (low_closed and high_closed):
            raise failure("empty_range")
        return v[0], low_closed, v[1], high_closed

    return Shape((low, high), ends)


def tolerance(value: Amount, plus: Amount, minus: Amount) -> Shape:
    """A value and how far it may be off either way: ``10 ± 0.5 mm``, ``10 +0.2/-0.1 mm``."""

    def ends(v: Sequence[Fraction]) -> Ends:
        above = abs(v[0]) * v[1] if plus.relative else v[1]
        below = abs(v[0]) * v[2] if minus.relative else v[2]
        if above < 0 or below < 0:
            raise failure("negative_tolerance")
        return v[0] - below, True, v[0] + above, True

    return Shape((value, plus, minus), ends)


def either_way(amount: Amount, *, around_zero: bool) -> Shape:
    """``±2 µm``: the figure of a deviation is 2 µm; a temperature of ±40 °C is anything from -40 °C to 40 °C."""
    if not around_zero:
        return exact(amount)
    below = replace(amount, number=amount.number.times(Fraction(-1)))
    return Shape((amount, below), lambda v: (v[1], True, v[0], True))


def summed(amounts: Sequence[Amount], negative: bool) -> Shape:
    """Several amounts of one value: ``5 ft 3 in``, ``5° 30'``."""

    def ends(v: Sequence[Fraction]) -> Ends:
        total = -sum(v, Fraction(0)) if negative else sum(v, Fraction(0))
        return total, True, total, True

    return Shape(tuple(amounts), ends)
