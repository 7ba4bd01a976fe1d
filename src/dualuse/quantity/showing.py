"""A value for people: in the unit its dimension is usually written in, exact, so that it can be read again."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from dualuse.quantity.tidy import tidy
from dualuse.quantity.unit_expressions import meanings
from dualuse.quantity.units import Dimension, dimensions, si_symbol

MAX_DIGITS = 25
_PREFIXES = {-15: "f", -12: "p", -9: "n", -6: "µ", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T", 15: "P", 18: "E"}
_BASES = {
    "weight": "by weight",
    "volume": "by volume",
    "mole": "by mole",
    "atomic": "by atoms",
    "full_scale": "of full scale",
    "reading": "of reading",
}
_PLAIN_FROM, _PLAIN_TO = -6, 15


def in_usual_unit(value: float, dimension: str, basis: str | None = None) -> str:
    """A finite value in SI, in the unit people write: ``69 MPa``, ``125 °C``, ``25 % by weight``, ``12000 rpm``.

    It has as few figures as make it the same value when it is read again.
    """
    unit, factor, offset = "", Fraction(1), Fraction(0)
    if dimension in dimensions():
        unit, factor, offset = _usual_unit(value, dimensions()[dimension])
    figure = _shortest(value, factor, offset)
    if figure is None:
        unit, figure = si_symbol(dimension), Decimal(repr(value))
    return " ".join(filter(None, (_written(figure), unit, _BASES.get(basis, basis) if basis else "")))


def in_si_unit(value: float, dimension: str) -> str:
    """A finite value with the SI unit of its dimension: ``6.9e+07 Pa``, with as few figures as fix the value."""
    short = f"{value:.12g}"
    unit = si_symbol(dimension)
    return f"{short if float(short) == value else repr(value)}{' ' if unit else ''}{unit}"


def _usual_unit(value: float, dimension: Dimension) -> tuple[str, Fraction, Fraction]:
    """The unit, and the factor and offset that turn a figure in it into SI."""
    if dimension.show is not None:
        return dimension.show, *_meaning_of(dimension.show, dimension.name)
    if dimension.prefixed and value:
        power = min(max(Decimal(repr(value)).adjusted() // 3 * 3, -15), 18)
        unit, factor = _PREFIXES[power] + dimension.si, Fraction(10) ** power
        if [m.factor for m in meanings(tidy(unit), dimension.name)] == [factor]:  # no millibits, no petafarads
            return unit, factor, Fraction(0)
    return dimension.si, Fraction(1), Fraction(0)


@lru_cache(maxsize=64)
def _meaning_of(unit: str, dimension: str) -> tuple[Fraction, Fraction]:
    meaning = meanings(tidy(unit), dimension)[0]
    return meaning.factor, meaning.offset


def _shortest(value: float, factor: Fraction, offset: Fraction) -> Decimal | None:
    """The shortest figure that means the value; None where that takes too many: a nanokelvin has no figure in °C."""
    exact = (Fraction(repr(value)) - offset) / factor
    for digits in range(1, MAX_DIGITS + 1):
        figure = Context(prec=digits).divide(Decimal(exact.numerator), Decimal(exact.denominator))
        if float(Fraction(figure) * factor + offset) == value:
            return figure
    return None


def _written(figure: Decimal) -> str:
    if not figure:
        return "0"
    shortest = figure.normalize()
    plain = _PLAIN_FROM <= shortest.adjusted() <= _PLAIN_TO
    return f"{shortest:f}" if plain else f"{shortest:e}".replace("E", "e")
