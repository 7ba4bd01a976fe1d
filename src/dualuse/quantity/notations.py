"""Notations that are more, or less, than a number with a unit: 5 ft 3 in, 5° 30', 1:500, DN 50, NPS 1½."""

from __future__ import annotations

import re
from fractions import Fraction

from dualuse.quantity.messages import failure
from dualuse.quantity.numbers import POINT, scan_number
from dualuse.quantity.shapes import Amount, Shape, summed
from dualuse.quantity.unit_expressions import Meaning, meanings

MAX_PARTS = 4

# What may follow what in one value, largest first, by the name of the unit's row in the table.
_CHAINS = (("ft", "in"), ("deg", "'", '"'), ("d", "h", "min", "s"), ("lb", "oz"))

_UNIT = re.compile(r"(?: ?(?:[^\W\d]|[°'\".]))+")
_RATIO = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,9})?) ?: ?([0-9]{1,9}(?:[.,][0-9]{1,9})?)")
_DN = re.compile(
    r"(DN|D[уy]|ДN|Ду|условный проход|номинальный диаметр)?[ .:=]*([0-9]{1,4})( ?(?:mm|мм))?", re.IGNORECASE
)
_NPS = re.compile(r"(?:NPS)?[ .:=]*([0-9][0-9 /-]{0,6}?) ?(?:\"|''|in(?:\.|ch|ches)?|дюйм(?:а|ов)?)?", re.IGNORECASE)
_NPS_TO_DN = {
    Fraction(1, 8): 6, Fraction(1, 4): 8, Fraction(3, 8): 10, Fraction(1, 2): 15, Fraction(3, 4): 20, Fraction(1): 25,
    Fraction(5, 4): 32, Fraction(3, 2): 40, Fraction(2): 50, Fraction(5, 2): 65, Fraction(3): 80, Fraction(7, 2): 90,
    Fraction(4): 100, Fraction(5): 125, Fraction(6): 150, Fraction(8): 200, Fraction(10): 250, Fraction(12): 300,
    Fraction(14): 350, Fraction(16): 400, Fraction(18): 450, Fraction(20): 500, Fraction(24): 600, Fraction(28): 700,
    Fraction(30): 750, Fraction(32): 800, Fraction(36): 900, Fraction(40): 1000,
}  # fmt: skip


def compound(text: str) -> Shape | None:
    """Several amounts of one value, each less than one of the unit before it; None where it is no such thing."""
    negative = text.startswith("-")
    amounts: list[Amount] = []
    at = 1 if negative else 0
    while at < len(text):
        found = scan_number(text, at)
        unit = _UNIT.match(text, found[1]) if found else None
        if found is None or unit is None or len(amounts) >= MAX_PARTS:
            return None
        amounts.append(Amount(found[0], unit[0].strip()))
        at = unit.end()
        while at < len(text) and text[at] == " ":
            at += 1
    return summed(amounts, negative) if len(amounts) > 1 and _is_chain(amounts) else None


def _is_chain(amounts: list[Amount]) -> bool:
    """Whether the units follow each other, the figures are whole but the last, and each stays under one of the last."""
    values = [next(iter(a.number.values.values())) for a in amounts]
    if any(v.denominator != 1 for v in values[:-1]) or any(v < 0 for v in values):
        return False
    for chain in _CHAINS:
        units = [m for m in (_in_chain(a, chain) for a in amounts) if m is not None]
        if len(units) == len(amounts):
            places = [chain.index(unit.row) for unit in units]
            fits = (v * low.factor < high.factor for v, high, low in zip(values[1:], units, units[1:], strict=False))
            return places == sorted(set(places)) and all(fits)
    return False


def _in_chain(amount: Amount, chain: tuple[str, ...]) -> Meaning | None:
    for dimension in ("length", "angle", "time", "mass"):
        for meaning in meanings(amount.unit, dimension):
            if meaning.row in chain:
                return meaning
    return None


def ratio(text: str) -> Fraction | None:
    """``1:500`` as a fraction; None where it is none.

    Raises:
        NotReadError: It is a ratio to nothing.
    """
    match = _RATIO.fullmatch(text)
    if match is None:
        return None
    top, bottom = (Fraction(part.replace(",", ".")) for part in match.groups())
    if not bottom:
        raise failure("to_nothing")
    return top / bottom


def nominal_diameter(text: str) -> Fraction | None:
    """``DN 50``, ``Ду50``, ``50`` and, by the table of standard sizes, ``NPS 2`` or ``2"``; None where it is none.

    Raises:
        NotReadError: It is an NPS that is no standard size.
    """
    diameter = _dn(text)
    if diameter is not None:
        return Fraction(diameter)
    size = _nps(text)
    if size is None:
        return None
    if size not in _NPS_TO_DN:
        raise failure("pipe_size", size=str(size))
    return Fraction(_NPS_TO_DN[size])


def nominal_pipe_size(text: str) -> Fraction | None:
    """``NPS 1 1/2``, ``1½"``, ``2`` and, by the table of standard sizes, ``DN 50``; None where it is none."""
    size = _nps(text)
    if size is not None:
        return size
    diameter = _dn(text)
    return next((nps for nps, dn in _NPS_TO_DN.items() if dn == diameter), None)


def _dn(text: str) -> int | None:
    """A DN; in millimetres without the letters DN only where it is a standard size."""
    match = _DN.fullmatch(text)
    if match is None:
        return None
    diameter = int(match[2])
    return None if match[3] and not match[1] and diameter not in _NPS_TO_DN.values() else diameter


def _nps(text: str) -> Fraction | None:
    match = _NPS.fullmatch(text)
    found = scan_number(match[1].strip()) if match else None
    if match is None or found is None or found[1] != len(match[1].strip()):
        return None
    return found[0].values.get(POINT)
