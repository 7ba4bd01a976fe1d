"""A quantity as an interval in SI units, and what else a text can turn out to be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Op = Literal["gt", "ge", "lt", "le"]
INFINITY = math.inf


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a text says: an exact value, or everything between two ends.

    Attributes:
        low: Lower end in the SI unit of the dimension; ``-inf`` where the text gives none ("up to 80 MPa").
        high: Upper end; ``inf`` where the text gives none.
        low_closed: Whether the lower end itself is meant too.
        high_closed: Whether the upper end itself is meant too.
        dimension: Name in the unit table, e.g. ``pressure``.
        basis: For fractions: weight, volume, mole, atomic or full_scale; None where it was not said.
        text: As written; empty for a value that was worked out.
    """

    low: float
    high: float
    low_closed: bool
    high_closed: bool
    dimension: str
    basis: str | None
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high

    def __str__(self) -> str:
        return self.text or self.in_si()

    def in_si(self) -> str:
        """The value in the SI unit of its dimension, e.g. ``6.9e+07 Pa``."""
        from dualuse.quantity.units import si_symbol

        unit = si_symbol(self.dimension)
        tail = f" {unit}" if unit else ""
        if self.is_exact:
            return f"{self.low:.12g}{tail}"
        low = "" if self.low == -INFINITY else f"{'≥' if self.low_closed else '>'} {self.low:.12g}{tail}"
        high = "" if self.high == INFINITY else f"{'≤' if self.high_closed else '<'} {self.high:.12g}{tail}"
        return " and ".join(filter(None, (low, high))) or "any value"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text with several readings; none is chosen."""

    text: str
    readings: tuple[Quantity, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no quantity of the expected dimension, and why."""

    text: str
    reason: str


Reading = Quantity | Ambiguous | Unreadable


def compare(value: Quantity, op: Op, limit: Quantity) -> bool | None:
    """Whether the value is above or below an exact limit; None where only part of its range is.

    >>> from dualuse.quantity import read_quantity
    >>> compare(read_quantity("60-80 MPa", "pressure"), "ge", read_quantity("69 MPa", "pressure")) is None
    True
    """
    at = limit.low
    if op == "ge":
        return (
            True
            if value.low >= at
            else False
            if value.high < at or (value.high == at and not value.high_closed)
            else None
        )
    if op == "gt":
        return (
            True
            if value.low > at or (value.low == at and not value.low_closed)
            else False
            if value.high <= at
            else None
        )
    if op == "le":
        return (
            True
            if value.high <= at
            else False
            if value.low > at or (value.low == at and not value.low_closed)
            else None
        )
    return (
        True if value.high < at or (value.high == at and not value.high_closed) else False if value.low >= at else None
    )
