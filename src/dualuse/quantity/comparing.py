"""Whether a quantity is above or below a limit: yes, no, or only in part of its range."""

from __future__ import annotations

from typing import Literal

from dualuse.quantity.value import Ambiguous, Quantity

Op = Literal["gt", "ge", "lt", "le"]


def compare(value: Quantity | Ambiguous, op: Op, limit: Quantity) -> bool | None:
    """Whether every point of the value stands so to every point of the limit.

    True where all of them do, False where none does, None where some do and some do not, where the readings of an
    ambiguous value differ in this, and where value and limit are shares of different things.

    Raises:
        ValueError: Value and limit are of different dimensions, which is a mistake of the caller.

    >>> from dualuse.quantity import read_quantity
    >>> limit = read_quantity("69 MPa", "pressure")
    >>> [compare(read_quantity(v, "pressure"), "ge", limit) for v in ("690 bar", "60-80 MPa", "< 69 MPa")]
    [True, None, False]
    """
    if isinstance(value, Ambiguous):
        found = {compare(reading, op, limit) for reading in value.readings}
        return found.pop() if len(found) == 1 else None
    if value.dimension != limit.dimension:
        raise ValueError(f"a value of {value.dimension} cannot be compared with a limit of {limit.dimension}")
    if value.basis != limit.basis and value.basis is not None and limit.basis is not None:
        return None
    if op == "ge":
        return _all_at_least(value, limit)
    if op == "le":
        return _all_at_least(limit, value)
    if op == "gt":
        return _not(_all_at_least(limit, value))
    return _not(_all_at_least(value, limit))


def _all_at_least(upper: Quantity, lower: Quantity) -> bool | None:
    """Whether every point of one is at least every point of the other."""
    if upper.low >= lower.high:
        return True
    if upper.high < lower.low or (upper.high == lower.low and not (upper.high_closed and lower.low_closed)):
        return False
    return None


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth
