"""From the unit as written (``g·mm/kg``, ``кгс/см²``, ``мм рт. ст.``, ``MPA``) to the meanings it may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, product

from dualuse.quantity.messages import NOTHING_TO_SAY, Message
from dualuse.quantity.units import Dimension, Unit, Vector, combine, dimensions, spellings, vector_of

MAX_FACTORS = 8
MAX_MEANINGS = 64

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(rf"(?:{_LETTER}|[°'\"%‰µΩ])+(?:\.(?=$|[ /·*)^.]))?")
_FALLEN = re.compile(rf"(?<={_LETTER}) ([23])(?=$|/)")  # a raised figure on the line, as in "кгс/см 2"
_POWER = re.compile(r"\^?\(?(-?[2-4]|-1)(?![0-9])\)?")
_PER = re.compile(r"(?<=\S) (?:per|на|в) (?=\S)")
_POWER_WORDS = {
    **dict.fromkeys(("sq", "square", "squared", "кв", "квадратный", "квадратных", "квадратного"), 2),
    **dict.fromkeys(("cu", "cubic", "cubed", "куб", "кубический", "кубических", "кубического"), 3),
}
_TO_LATIN = str.maketrans("АВЕКМНОРСТХаеорсухкмі", "ABEKMHOPCTXaeopcyxkmi")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXaeopcyxkm", "АВЕКМНОРСТХаеорсухкм")
_SQUEEZED = str.maketrans("", "", " .·*-")

_BETWEEN = " ·*-.()"
_BASES = {vector_of("kg"): "weight", vector_of("m3"): "volume", vector_of("mol"): "mole"}

Look = Callable[[str], tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a unit does to a figure: times ``factor``, plus ``offset``; or ten to a tenth of it, where ``decibel``.

    Attributes:
        row: The unit's name in the table; empty for products.
        label: How this reading is called where there are several.
    """

    factor: Fraction
    vector: Vector
    offset: Fraction = Fraction(0)
    decibel: bool = False
    basis: str | None = None
    row: str = ""
    label: Message = NOTHING_TO_SAY


@lru_cache(maxsize=4096)
def meanings(unit: str, dimension: str | None) -> tuple[Meaning, ...]:
    """Every meaning that a unit, as tidied, has where ``dimension`` is expected; none where it does not fit.

    The exact spelling comes first. Only where that is no unit at all, letters of the other script that look alike and
    then the other case are tried; so ``МРа`` in Cyrillic is MPa, and ``mpa`` is MPa or mPa.

    Args:
        dimension: A name of the table; None where any will do.
    """
    wanted = None if dimension is None else dimensions()[dimension]
    for spelled in dict.fromkeys((unit, _FALLEN.sub(r"\1", unit))):
        for look in (_exact, _any_script, _any_case):
            found = _fitting(_all_meanings(spelled, dimension, look), wanted)
            if found:
                return found
    return ()


def is_known(unit: str) -> bool:
    """Whether it is a unit of anything."""
    return bool(meanings(unit, None))


# -- from spelling to units


def _exact(token: str) -> tuple[Unit, ...]:
    return spellings().get(token) or spellings().get(token.rstrip(".")) or ()


def _any_script(token: str) -> tuple[Unit, ...]:
    exact = _exact(token)
    if exact:
        return exact
    return tuple(u for other in _in_other_script(token) for u in _exact(other))


def _any_case(token: str) -> tuple[Unit, ...]:
    """Also the other case: for what is no unit as it stands, and for declarations written in capitals throughout."""
    found = _any_script(token)
    if found and not token.isupper():
        return found
    spelled = [token] if found else [token, *_in_other_script(token)]
    folded = (_folded_spellings().get(s.rstrip(".").casefold(), ()) for s in spelled)
    return tuple(dict.fromkeys((*found, *(unit for units in folded for unit in units))))


def _in_other_script(token: str) -> list[str]:
    return list(dict.fromkeys(t for t in (token.translate(_TO_LATIN), token.translate(_TO_CYRILLIC)) if t != token))


@cache
def _folded_spellings() -> Mapping[str, tuple[Unit, ...]]:
    table: dict[str, list[Unit]] = {}
    for name, units in spellings().items():
        table.setdefault(name.casefold(), []).extend(units)
    return {name: tuple(units) for name, units in table.items()}


@cache
def _squeezed_spellings() -> Mapping[str, tuple[Unit, ...]]:
    """Spellings of several words without what parts them: ``ммртст`` for ``мм рт. ст.``; never a plain symbol."""
    table: dict[str, list[Unit]] = {}
    for name, units in spellings().items():
        squeezed = name.translate(_SQUEEZED)
        if squeezed != name.rstrip("."):
            table.setdefault(squeezed.casefold(), []).extend(units)
    return {name: tuple(units) for name, units in table.items()}


def _all_meanings(unit: str, dimension: str | None, look: Look) -> Iterator[Meaning]:
    whole = [u for u in look(unit) if dimension is None or u.fits(dimension)]
    yield from map(_alone, whole)
    if whole:
        return
    factors = _factors(unit)
    if factors:
        yield from _products(factors, dimension, look)
    several = _squeezed_spellings().get(unit.translate(_SQUEEZED).casefold(), ())
    yield from (_alone(u) for u in several if dimension is None or u.fits(dimension))


def _alone(unit: Unit) -> Meaning:
    return Meaning(unit.factor, unit.vector, unit.offset, unit.decibel, unit.basis, unit.row, unit.label)


def _fitting(found: Iterator[Meaning], wanted: Dimension | None) -> tuple[Meaning, ...]:
    """Those with the exponents that are wanted, in its SI unit, each once."""
    fitting: dict[tuple[object, ...], Meaning] = {}
    for meaning in found:
        scale = Fraction(1) if wanted is None else wanted.factor_of(meaning.vector)
        if scale is not None:
            scaled = replace(meaning, factor=meaning.factor * scale)
            vector = meaning.vector if wanted is None else ()
            fitting.setdefault((scaled.factor, vector, meaning.offset, meaning.decibel, meaning.basis), scaled)
    return tuple(fitting.values())


# -- products and quotients


def _products(factors: tuple[tuple[str, int], ...], dimension: str | None, look: Look) -> Iterator[Meaning]:
    """Every product of the meanings of its factors. A temperature in a product is a difference."""
    choices = []
    for token, power in factors:
        units = [u for u in look(token) if (dimension is None or u.fits(dimension)) and not u.decibel]
        choices.append([(u, power) for u in units])
    for chosen in islice(product(*choices), MAX_MEANINGS):
        factor = Fraction(1)
        for unit, power in chosen:
            factor *= unit.factor**power
        vector = combine([(unit.vector, power) for unit, power in chosen])
        yield Meaning(factor, vector, basis=_basis(chosen), label=_label(chosen))


def _basis(chosen: tuple[tuple[Unit, int], ...]) -> str | None:
    """A share of masses is by weight, one of volumes by volume, one of amounts by mole: ``mg/kg``, ``ml/l``."""
    if len(chosen) != 2 or (chosen[0][1], chosen[1][1]) != (1, -1) or chosen[0][0].vector != chosen[1][0].vector:
        return None
    return _BASES.get(chosen[0][0].vector)


def _label(chosen: tuple[tuple[Unit, int], ...]) -> Message:
    labels = [unit.label for unit, _ in chosen if unit.label.en]
    return Message(", ".join(x.en for x in labels), ", ".join(x.ru for x in labels))


@lru_cache(maxsize=4096)
def _factors(unit: str) -> tuple[tuple[str, int], ...]:
    """``g·mm/kg`` as (("g", 1), ("mm", 1), ("kg", -1)); empty where it is no product.

    What stands behind a stroke divides, up to the next stroke: ``kg/N h`` is kg/(N·h).
    """
    top, *bottoms = _PER.sub("/", unit).split("/")
    found = [] if top.strip() == "1" and bottoms else _words(top)
    for bottom in bottoms:
        words = _words(bottom)
        if not words or found is None:
            return ()
        found += [(word, -power) for word, power in words]
    return tuple(found) if found and len(found) <= MAX_FACTORS else ()


def _words(text: str) -> list[tuple[str, int]] | None:
    """The symbols of a product with their powers; None where something else stands in it."""
    found: list[tuple[str, int]] = []
    at, modifier = 0, 1
    while at < len(text):
        if text[at] in _BETWEEN:
            at += 1
            continue
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        word = token[0].rstrip(".")
        power = None if word in spellings() else _POWER_WORDS.get(word.casefold())  # кВ is no кв
        if power is None:
            word, power, at = _raised(text, word, token.end())
            found.append((word, power * modifier))
            modifier = 1
        elif found and not text[token.end() :].strip(_BETWEEN):
            found[-1] = (found[-1][0], found[-1][1] * power)
            at = len(text)
        else:
            modifier, at = power, token.end()
    return found if modifier == 1 else None


def _raised(text: str, word: str, at: int) -> tuple[str, int, int]:
    """The symbol, its power, and where both end; a digit that belongs to the symbol (``Nm3``) is no power."""
    power = _POWER.match(text, at)
    if power is None:
        return word, 1, at
    if word + power[0] in spellings():
        return word + power[0], 1, power.end()
    return word, int(power[1]), power.end()
