"""A value for people: in the unit its dimension is usually written in, exact, so that it can be read again."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from dualuse.quantity.tidy import tidy
from dualuse.quantity.unit_expressions import meanings
from dualuse.quantity.units import Dimension, dimensions, si_symbol

_EXACT = Context(prec=400)
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
MAX_DIGITS = 25


def in_usual_unit(value: float, dimension: str, basis: str | None = None) -> str:
    """A finite value in SI, in the unit people write: ``69 MPa``, ``125 °C``, ``25 % by weight``, ``12000 rpm``.

    The figure is exact: read again, it is the same value.
    """
    exact = Decimal(repr(value)) + 0
    figure, unit = _scaled(exact, dimensions()[dimension]) if dimension in dimensions() else (exact, "")
    tail = f" {_BASES.get(basis, basis)}" if basis else ""
    return f"{_figure(figure)}{' ' if unit else ''}{unit}{tail}"


def in_si_unit(value: float, dimension: str) -> str:
    """A finite value with the SI unit of its dimension: ``6.9e+07 Pa``, with as few figures as fix the value."""
    short = f"{value:.12g}"
    unit = si_symbol(dimension)
    return f"{short if float(short) == value else repr(value)}{' ' if unit else ''}{unit}"


def _scaled(exact: Decimal, dimension: Dimension) -> tuple[Decimal, str]:
    if dimension.show is not None:
        factor, offset = _shown_unit(dimension.show, dimension.name)
        ratio = (Fraction(exact) - offset) / factor
        figure = _EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
        if len(figure.normalize(_EXACT).as_tuple().digits) <= MAX_DIGITS:  # a nanokelvin has too many in °C
            return figure, dimension.show
        return exact, dimension.si
    if not dimension.prefixed or not exact:
        return exact, dimension.si
    power = min(max(exact.adjusted() // 3 * 3, -15), 18)
    unit = _PREFIXES[power] + dimension.si
    if [m.factor for m in meanings(tidy(unit), dimension.name)] != [
        Fraction(10) ** power
    ]:  # no millibits, no petafarads
        return exact, dimension.si
    return exact.scaleb(-power, _EXACT), unit


@lru_cache(maxsize=64)
def _shown_unit(unit: str, dimension: str) -> tuple[Fraction, Fraction]:
    meaning = meanings(tidy(unit), dimension)[0]
    return meaning.factor, meaning.offset


def _figure(figure: Decimal) -> str:
    if not figure:
        return "0"
    shortest = figure.normalize(_EXACT)
    if _PLAIN_FROM <= shortest.adjusted() <= _PLAIN_TO:
        return f"{shortest:f}"
    return f"{shortest:e}".replace("E", "e")
