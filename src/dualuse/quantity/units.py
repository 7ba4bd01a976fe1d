"""The unit table: names in several scripts, factors, and the exponents that dimensions are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from dualuse.quantity.messages import Message, Named

Vector = tuple[tuple[str, Fraction], ...]
"""Exponents of base units, sorted by name; empty for a plain number."""

PI = Fraction("3.14159265358979323846264338327950288")

_SHORT = {
    "f": -15, "p": -12, "n": -9, "µ": -6, "u": -6, "m": -3, "c": -2, "d": -1,
    "da": 1, "h": 2, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
}  # fmt: skip
_SHORT_CYRILLIC = {
    "ф": -15, "п": -12, "н": -9, "мк": -6, "м": -3, "с": -2, "д": -1,
    "да": 1, "г": 2, "к": 3, "К": 3, "М": 6, "Г": 9, "Т": 12, "П": 15,
}  # fmt: skip
_LONG = {
    "femto": -15, "pico": -12, "nano": -9, "micro": -6, "milli": -3, "centi": -2, "deci": -1,
    "hecto": 2, "kilo": 3, "mega": 6, "giga": 9, "tera": 12,
}  # fmt: skip
_LONG_CYRILLIC = {
    "фемто": -15, "пико": -12, "нано": -9, "микро": -6, "милли": -3, "санти": -2, "деци": -1,
    "гекто": 2, "кило": 3, "мега": 6, "гига": 9, "тера": 12,
}  # fmt: skip
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40}
_COLUMNS: tuple[tuple[str, dict[str, int]], ...] = (
    ("n", _SHORT), ("c", _SHORT_CYRILLIC), ("w", _LONG), ("wc", _LONG_CYRILLIC), ("a", {}),
)  # fmt: skip


class Unit(NamedTuple):
    """One meaning of one spelling.

    Attributes:
        name: The spelling.
        row: The first spelling of the unit without its prefix: what it is called in the table.
        factor: Turns a figure into SI.
        offset: Added after the factor where a temperature, and not a difference, is meant.
        decibel: Whether the figure is ten times a decimal logarithm.
        basis: What a share in this unit is of; None where the unit does not say.
        only: Dimensions in which alone this meaning holds; empty for any that fits.
        label: How this reading is called where the spelling has several; empty for most.
    """

    name: str
    row: str
    factor: Fraction
    vector: Vector
    offset: Fraction = Fraction(0)
    decibel: bool = False
    basis: str | None = None
    only: frozenset[str] = frozenset()
    label: Message = Message("", "")

    def fits(self, dimension: str) -> bool:
        """Whether this meaning may be had where ``dimension`` is expected."""
        return not self.only or dimension in self.only


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is measured.

    Attributes:
        vector: Its exponents.
        si: Its SI unit.
        also: Further exponents that are accepted, each with the factor that turns them into the SI unit.
        show: The unit a worked-out value is shown in; None for the SI unit.
        prefixed: Whether the SI unit is shown with metric prefixes.
        signed: Whether a figure below zero makes sense.
    """

    name: str
    vector: Vector
    si: str
    named: Named
    also: tuple[tuple[Vector, Fraction], ...] = ()
    show: str | None = None
    prefixed: bool = False
    signed: bool = False

    @property
    def en(self) -> str:
        """How an English sentence calls it, with its article."""
        return self.named.en

    @property
    def ru(self) -> str:
        """How a Russian sentence calls it."""
        return self.named.ru

    def factor_of(self, vector: Vector) -> Fraction | None:
        """What turns a figure with these exponents into this dimension's SI unit; None where they do not fit."""
        if vector == self.vector:
            return Fraction(1)
        return next((factor for other, factor in self.also if other == vector), None)


def vector_of(text: str) -> Vector:
    """``"kg m-1 s-2"`` as sorted (base, exponent) pairs."""
    found: dict[str, Fraction] = {}
    for token in text.split():
        cut = next((i for i, c in enumerate(token) if c in "-0123456789"), len(token))
        found[token[:cut]] = found.get(token[:cut], Fraction(0)) + Fraction(token[cut:] or "1")
    return tuple(sorted(found.items()))


def combine(parts: list[tuple[Vector, int]]) -> Vector:
    """The product of vectors, each to a power."""
    found: dict[str, Fraction] = {}
    for vector, power in parts:
        for base, exponent in vector:
            found[base] = found.get(base, Fraction(0)) + exponent * power
    return tuple(sorted((b, e) for b, e in found.items() if e))


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Every dimension by name."""
    return MappingProxyType({name: _dimension(name, row) for name, row in _raw()["dimensions"].items()})


@cache
def spellings() -> Mapping[str, tuple[Unit, ...]]:
    """Every spelling of a unit, with prefixes and in all scripts, and the units it may stand for.

    A spelling of its own is never also read as a prefix with a unit: ``min`` is a minute, not a milli-inch.
    """
    table: dict[str, list[Unit]] = {}
    rows = [(row, _unit(row)) for row in _raw()["unit"]]
    for row, unit in rows:
        for name in _plain_names(row):
            table.setdefault(name, []).append(Unit(name, *unit[1:]))
    own = frozenset(table)
    for row, unit in rows:
        for scale, names in _prefixed_names(row):
            scaled = Unit(unit.name, unit.row, unit.factor * scale, *unit[3:])
            for name in names:
                if name not in own:
                    table.setdefault(name, []).append(Unit(name, *scaled[1:]))
    return MappingProxyType({name: _distinct(units) for name, units in table.items()})


@cache
def counted_nouns() -> frozenset[str]:
    """What may stand behind a plain number, folded: ``pcs``, ``axes``, ``осей``."""
    return frozenset(word.casefold() for words in _raw()["counted"].values() for word in words)


@cache
def refusals() -> Mapping[str, tuple[frozenset[str], Message]]:
    """What looks like a unit and fixes no value: the dimensions in which to say so, and what to say."""
    return MappingProxyType(
        {
            name: (frozenset(row["dimensions"]), Message(row["en"], row["ru"]))
            for row in _raw()["refused"]
            for name in (*row.get("n", ()), *row.get("c", ()))
        }
    )


def si_symbol(dimension: str) -> str:
    """The SI unit of a dimension as a symbol; empty for plain numbers."""
    found = dimensions().get(dimension)
    return found.si if found else ""


def exact_factor(text: str) -> Fraction:
    """``"2*pi/60"``, ``"5/9"`` or a decimal, as a fraction.

    >>> exact_factor("0.001/60")
    Fraction(1, 60000)
    """
    top, *bottoms = text.split("/")
    value = Fraction(1)
    for factor in top.split("*"):
        value *= PI if factor == "pi" else Fraction(factor)
    for factor in bottoms:
        value /= PI if factor == "pi" else Fraction(factor)
    return value


def _plain_names(row: dict[str, Any]) -> Iterator[str]:
    for column, _ in _COLUMNS:
        yield from row.get(column, ())


def _prefixed_names(row: dict[str, Any]) -> Iterator[tuple[Fraction, list[str]]]:
    """What each prefix that the row takes multiplies by, and the spellings with it."""
    kind = row.get("p")
    if kind is None:
        return
    columns = [(row.get(column, ()), prefixes) for column, prefixes in _COLUMNS]
    if kind == "binary":
        for prefix, power in _BINARY.items():
            yield Fraction(2) ** power, [prefix + name for name in row["n"]]
        return
    least, most = (_SHORT[end] for end in kind.split(".."))
    for power in (*range(least, most + 1, 3), *(_SHORT[prefix] for prefix in row.get("px", ()))):
        names = [
            prefix + name for own, prefixes in columns for prefix, p in prefixes.items() if p == power for name in own
        ]
        if power:
            yield Fraction(10) ** power, names


def _unit(row: dict[str, Any]) -> Unit:
    """The unit of a row, under its first spelling."""
    first = next(_plain_names(row))
    return Unit(
        name=first,
        row=first,
        factor=exact_factor(row["f"]),
        vector=vector_of(row["v"]),
        offset=exact_factor(row.get("o", "0")),
        decibel=row.get("db", False),
        basis=row.get("b"),
        only=frozenset(row.get("only", ())),
        label=Message(row.get("en", ""), row.get("ru", "")),
    )


def _distinct(units: list[Unit]) -> tuple[Unit, ...]:
    return tuple(units) if len(units) == 1 else tuple(dict.fromkeys(units))


def _dimension(name: str, row: dict[str, Any]) -> Dimension:
    return Dimension(
        name=name,
        vector=vector_of(row["v"]),
        si=row["si"],
        named=Named(row["en"], row["ru"], row["eg"], row["eg_ru"]),
        also=tuple((vector_of(v), exact_factor(f)) for v, f in row.get("also", ())),
        show=row.get("show"),
        prefixed=not row.get("plain", False),
        signed=row.get("signed", False),
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("dualuse.quantity").joinpath("units.toml").read_text("utf-8"))
