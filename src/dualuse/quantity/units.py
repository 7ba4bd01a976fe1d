"""The unit table: names in several scripts, factors, and the exponents that dimensions are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

Vector = tuple[tuple[str, Fraction], ...]

_PREFIXES = {
    "da": 1, "h": 2, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
    "d": -1, "c": -2, "m": -3, "µ": -6, "u": -6, "n": -9, "p": -12, "f": -15,
}  # fmt: skip
_CYRILLIC_PREFIXES = {"к": 3, "М": 6, "Г": 9, "Т": 12, "м": -3, "мк": -6, "н": -9, "п": -12, "с": -2, "д": -1, "г": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """One spelling of a unit.

    Attributes:
        only: Dimensions in which alone this meaning holds; empty for any that fits.
        barred: Dimensions in which it never holds.
        ambiguous: What else the spelling may mean, in words; None where it is plain.
    """

    name: str
    factor: Fraction
    vector: Vector
    only: frozenset[str]
    barred: frozenset[str]
    ambiguous: str | None

    def fits(self, dimension: str) -> bool:
        """Whether this meaning may be had where ``dimension`` is expected."""
        return dimension not in self.barred and (not self.only or dimension in self.only)


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is measured: its exponents, its SI unit, and how messages call it."""

    name: str
    vector: Vector
    si: str
    en: str
    ru: str


def vector_of(text: str) -> Vector:
    """``"kg m-1 s-2"`` as sorted (base, exponent) pairs."""
    found: dict[str, Fraction] = {}
    for token in text.split():
        cut = next((i for i, c in enumerate(token) if c in "-0123456789"), len(token))
        found[token[:cut]] = found.get(token[:cut], Fraction(0)) + Fraction(token[cut:] or "1")
    return tuple(sorted(found.items()))


def combine(parts: Mapping[Vector, Fraction] | list[tuple[Vector, int]]) -> Vector:
    """The product of vectors, each to a power."""
    found: dict[str, Fraction] = {}
    for vector, power in parts if isinstance(parts, list) else parts.items():
        for base, exponent in vector:
            found[base] = found.get(base, Fraction(0)) + exponent * power
    return tuple(sorted((b, e) for b, e in found.items() if e))


@cache
def dimensions() -> dict[str, Dimension]:
    """Every dimension by name."""
    raw = _raw()["dimensions"]
    return {n: Dimension(n, vector_of(d["v"]), d["si"], d["en"], d["ru"]) for n, d in raw.items()}


@cache
def spellings() -> dict[str, tuple[Unit, ...]]:
    """Every spelling, with prefixes, and the units it may stand for."""
    table: dict[str, list[Unit]] = {}
    plain: set[str] = set()
    rows = _raw()["unit"]
    for row in rows:
        for name in (*row.get("n", ()), *row.get("c", ())):
            plain.add(name)
            table.setdefault(name, []).append(_unit(row, name, 0))
    for row in rows:
        if not row.get("p"):
            continue
        for name, prefixes in [(n, _PREFIXES) for n in row.get("n", ())] + [
            (n, _CYRILLIC_PREFIXES) for n in row.get("c", ())
        ]:
            for prefix, power in prefixes.items():
                if prefix + name not in plain:
                    table.setdefault(prefix + name, []).append(_unit(row, prefix + name, power))
    return {k: tuple(v) for k, v in table.items()}


def si_symbol(dimension: str) -> str:
    """The SI unit of a dimension as a symbol; empty for plain numbers."""
    found = dimensions().get(dimension)
    return found.si if found else ""


_PI = Fraction("3.14159265358979323846264338327950288")


def _factor(text: str) -> Fraction:
    """``"1/60"``, ``"pi/180"`` or a decimal."""
    top, _, bottom = text.partition("/")
    return (_PI if top == "pi" else Fraction(top)) / Fraction(bottom or "1")


def _unit(row: dict[str, Any], name: str, power: int) -> Unit:
    only, barred = frozenset(row.get("only", ())), frozenset(row.get("not_in", ()))
    factor = _factor(row["f"]) * Fraction(10) ** power
    return Unit(name, factor, vector_of(row["v"]), only, barred, row.get("ambiguous"))


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("dualuse.quantity").joinpath("units.toml").read_text("utf-8"))
