"""A quantity as an interval in SI units, and what else a text can turn out to be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from dualuse.quantity.showing import in_si_unit, in_usual_unit

INFINITY = math.inf


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a text says: an exact value, or everything between two ends.

    Attributes:
        low: Lower end in the SI unit of the dimension; ``-inf`` where the text gives none ("up to 80 MPa").
        high: Upper end; ``inf`` where the text gives none.
        low_closed: Whether the lower end itself is meant too.
        high_closed: Whether the upper end itself is meant too. An infinite end is open.
        dimension: Name in the unit table, e.g. ``pressure``.
        basis: For fractions: weight, volume, mole, atomic, full_scale or reading; None where it was not said.
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
        return self.text or self.in_usual_unit()

    def in_usual_unit(self) -> str:
        """The value in the unit people write it in, exact, so that it can be read again.

        >>> Quantity(6e7, 8e7, True, True, "pressure", None, "").in_usual_unit()
        '60 MPa to 80 MPa'
        """
        if self.is_exact:
            return in_usual_unit(self.low, self.dimension, self.basis)
        if self.low_closed and self.high_closed:
            return " to ".join(in_usual_unit(end, self.dimension, self.basis) for end in (self.low, self.high))
        return self._between(lambda end: in_usual_unit(end, self.dimension, self.basis))

    def in_si(self) -> str:
        """The value in the SI unit of its dimension, e.g. ``6.9e+07 Pa``."""
        if self.is_exact:
            return in_si_unit(self.low, self.dimension)
        return self._between(lambda end: in_si_unit(end, self.dimension))

    def _between(self, shown: Callable[[float], str]) -> str:
        low = "" if math.isinf(self.low) else f"{'≥' if self.low_closed else '>'} {shown(self.low)}"
        high = "" if math.isinf(self.high) else f"{'≤' if self.high_closed else '<'} {shown(self.high)}"
        return " and ".join(filter(None, (low, high))) or "any value"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text with several readings; none is chosen.

    Attributes:
        readings: At least two, each different.
        reason: Why there are several and what to write instead, continuing "'TEXT': …".
        reason_ru: The same in Russian.
    """

    text: str
    readings: tuple[Quantity, ...]
    reason: str
    reason_ru: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no quantity of the expected dimension.

    Attributes:
        reason: Why not, and what to write instead, continuing "'TEXT': …".
        reason_ru: The same in Russian.
    """

    text: str
    reason: str
    reason_ru: str = ""


Reading = Quantity | Ambiguous | Unreadable
