"""From a written quantity to an interval in SI units, in the dimension that is expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

from dualuse.quantity.grammar import ways
from dualuse.quantity.messages import Message, NotReadError, failure, say
from dualuse.quantity.notations import nominal_diameter, nominal_pipe_size, ratio
from dualuse.quantity.numbers import customs_of, doubt_about, is_simple_fraction, scan_number
from dualuse.quantity.phrases import scale_word
from dualuse.quantity.pressures import absolute_meanings, gauge_meanings
from dualuse.quantity.shapes import Amount, Ends, Shape, Way
from dualuse.quantity.shares import agreed_basis, share_meanings
from dualuse.quantity.suggestions import WrongUnitError, unit_failure
from dualuse.quantity.tidy import tidy
from dualuse.quantity.unit_expressions import Meaning, meanings
from dualuse.quantity.units import Dimension, Vector, counted_nouns, dimensions, refusals
from dualuse.quantity.value import INFINITY, Ambiguous, Quantity, Reading, Unreadable

MAX_TEXT = 120
MAX_READINGS = 16
MAX_LEVEL = 300
_INCHES_AND_FEET = ("in", "ft")
_PURE = ("number", "fraction")
_EXACT = Context(prec=40)


def read_quantity(text: str, dimension: str, basis: str | None = None) -> Reading:
    """Read a written quantity as one of the expected dimension.

    "Up to 80 MPa" is everything to 80 MPa, "6-8 µm" everything between. "About 5 mm" is not read: it states no value.
    A bare ``%`` takes the expected basis; a stated basis must be that one.

    Args:
        text: As written, in Latin or Cyrillic.
        dimension: A name of the unit table.
        basis: For fractions, what the share is of.

    Returns:
        A :class:`Quantity`; :class:`Ambiguous` with the readings where there are several; :class:`Unreadable` with the
        reason otherwise. Never an exception, whatever the text.
    """
    if dimension not in dimensions():
        return _unreadable(text[:MAX_TEXT], say("no_dimension", name=dimension))
    return _read(text, dimension, basis)


def read_any(text: str) -> Reading:
    """Read one number with its unit where the unit alone says what is measured, for constants in formulas.

    The dimension is the first of the table that the unit fits; two meanings of a unit are two readings.
    """
    try:
        found = _constants(text)
    except NotReadError as error:
        return _unreadable(text[:MAX_TEXT], error.message)
    readings = tuple(
        Quantity(float(value), float(value), True, True, _dimension_of(vector), None, text) for value, vector in found
    )
    if len(readings) == 1:
        return readings[0]
    message = say("constant", names=" or ".join(f"{r.in_si()} ({r.dimension})" for r in readings))
    return Ambiguous(text, readings, message.en, message.ru)


def read_constant(text: str) -> tuple[Fraction, Vector]:
    """One exact number with its unit in SI, and the exponents of what it measures, for constants in formulas.

    Raises:
        ValueError: It is not one exact number with a unit of one meaning; the text says why.

    >>> read_constant("1.7 µm")
    (Fraction(17, 10000000), (('m', Fraction(1, 1)),))
    """
    found = _constants(text)
    if len(found) > 1:
        raise ValueError("its unit or its comma can be read in more than one way")
    return found[0]


# -- texts


@lru_cache(maxsize=4096)
def _read(text: str, dimension: str, basis: str | None) -> Reading:
    wanted = dimensions()[dimension]
    try:
        if len(text) > MAX_TEXT:
            raise failure("too_long", wanted.named, most=str(MAX_TEXT))
        tidied = tidy(text)
        if len(tidied) > 2 * MAX_TEXT:
            raise failure("too_long", wanted.named, most=str(MAX_TEXT))
        if not tidied:
            raise failure("nothing", wanted.named)
        notation = _in_notation(tidied, dimension)
        if notation is not None:
            return _quantity((notation, True, notation, True), dimension, basis, text)
        return _first_that_fits(tidied, wanted, basis, text)
    except NotReadError as error:
        return _unreadable(text[:MAX_TEXT], error.message)


def _unreadable(text: str, message: Message) -> Unreadable:
    return Unreadable(text, message.en, message.ru)


def _in_notation(text: str, dimension: str) -> Fraction | None:
    """The value in a notation of its own, where the dimension has one."""
    if dimension == "nominal_diameter":
        return nominal_diameter(text)
    if dimension == "nominal_pipe_size":
        return nominal_pipe_size(text)
    return ratio(text) if dimension in _PURE else None


def _first_that_fits(tidied: str, wanted: Dimension, basis: str | None, text: str) -> Reading:
    """The first way to take the text apart in which its figures and units can be read.

    Raises:
        NotReadError: There is none; of all the reasons, the most telling one.
    """
    failed: list[NotReadError] = []
    try:
        for way in ways(tidied, wanted):
            try:
                return _reading(way, wanted, basis, text)
            except NotReadError as error:
                failed.append(error)
    except NotReadError as error:
        failed.append(error)
    told = max(reversed(failed), key=lambda error: error.weight)
    raise unit_failure(told.unit, wanted) if isinstance(told, WrongUnitError) else told


# -- shapes


def _reading(way: Way, wanted: Dimension, basis: str | None, text: str) -> Reading:
    """What the shapes of a way say, in every custom of writing numbers and every meaning of their units."""
    found: dict[Quantity, None] = {}
    for shape in way.shapes:
        for ends, said in _interpretations(shape, wanted):
            found.setdefault(_quantity(ends, wanted.name, agreed_basis(said, basis), text))
    readings = tuple(found)
    if len(readings) == 1:
        return readings[0]
    message = _doubt(way, wanted)
    unnamed = tuple(Quantity(*_ends(q), q.dimension, q.basis, "") for q in readings[:MAX_READINGS])
    return Ambiguous(text, unnamed, message.en, message.ru)


def _ends(q: Quantity) -> tuple[float, float, bool, bool]:
    return q.low, q.high, q.low_closed, q.high_closed


def _interpretations(shape: Shape, wanted: Dimension) -> Iterator[tuple[Ends, set[str | None]]]:
    """The ends in SI units in each interpretation, with what the shares are of."""
    customs = customs_of([a.number for a in shape.amounts])
    choices = {(a.unit, a.spread, a.relative): amount_meanings(a, wanted) for a in shape.amounts}
    for custom in customs:
        for chosen in islice(product(*choices.values()), MAX_READINGS):
            meaning = dict(zip(choices, chosen, strict=True))
            pairs = [(a, meaning[a.unit, a.spread, a.relative]) for a in shape.amounts]
            ends = shape.ends([_in_si(a.number.values[custom], a, m, wanted) for a, m in pairs])
            if wanted.name == "temperature" and any(end is not None and end < 0 for end in (ends[0], ends[2])):
                raise failure("below_zero")
            yield ends, {m.basis for _, m in pairs}


def _quantity(ends: Ends, dimension: str, basis: str | None, text: str) -> Quantity:
    low, low_closed, high, high_closed = ends
    try:
        return Quantity(
            -INFINITY if low is None else float(low),
            INFINITY if high is None else float(high),
            low_closed,
            high_closed,
            dimension,
            basis,
            text,
        )
    except OverflowError:
        raise failure("out_of_bounds") from None


def _in_si(figure: Fraction, amount: Amount, meaning: Meaning, wanted: Dimension) -> Fraction:
    if figure < 0 and not wanted.signed and not amount.spread and not meaning.decibel:
        raise failure("negative", wanted.named, number=amount.number.text)
    if amount.number.stroke and not _is_fraction(amount, meaning, wanted):
        raise failure("stroke", number=amount.number.text)
    scaled = figure * scale_word(amount.unit)[0]
    if meaning.decibel:
        return _level(scaled, amount) * meaning.factor
    difference = amount.spread or wanted.name == "temperature_difference"
    return scaled * meaning.factor + (0 if difference else meaning.offset)


def _is_fraction(amount: Amount, meaning: Meaning, wanted: Dimension) -> bool:
    """Whether ``3/4`` is three quarters: as a plain number, or of an inch. Elsewhere it may be two values."""
    if meaning.row in _INCHES_AND_FEET:
        return is_simple_fraction(amount.number)
    return wanted.name in _PURE and not amount.unit


def _level(decibels: Fraction, amount: Amount) -> Fraction:
    """Ten to a tenth of a level: exact for tens of decibels, else to 40 figures."""
    if amount.spread:
        raise failure("several_figures")
    if abs(decibels) > MAX_LEVEL:
        raise failure("loud", most=str(MAX_LEVEL))
    tenth = _EXACT.divide(Decimal(decibels.numerator), Decimal(decibels.denominator * 10))
    return Fraction(_EXACT.power(Decimal(10), tenth))


# -- units


def amount_meanings(amount: Amount, wanted: Dimension) -> tuple[Meaning, ...]:
    """What the unit of an amount may mean in the dimension that is expected.

    Raises:
        NotReadError: It means nothing there.
    """
    unit = scale_word(amount.unit)[1].strip()
    if amount.relative:
        return (_PER_CENT,)
    found = _unit_meanings(unit, wanted)
    if found:
        return found
    if unit in refusals() and wanted.name in refusals()[unit][0]:
        raise NotReadError(refusals()[unit][1])
    raise WrongUnitError(unit)


def _unit_meanings(unit: str, wanted: Dimension) -> tuple[Meaning, ...]:
    if wanted.name == "fraction":
        return share_meanings(unit, wanted.name) if unit else _BARE_SHARE
    if wanted.name == "number":
        return (_PLAIN,) if not unit or unit.rstrip(".").casefold() in counted_nouns() else ()
    if not unit:
        return ()
    found = meanings(unit, wanted.name)
    if found or wanted.name != "pressure":
        return found
    return gauge_meanings(unit) or absolute_meanings(unit)


_PLAIN = Meaning(Fraction(1), ())
_PER_CENT = Meaning(Fraction(1, 100), ())
_BARE_SHARE = (
    Meaning(Fraction(1, 100), (), label=Message("per cent", "проценты")),
    Meaning(Fraction(1), (), label=Message("a share of one", "доля единицы")),
)


def _doubt(way: Way, wanted: Dimension) -> Message:
    """Why there are several readings."""
    for shape in way.shapes:
        if len(customs_of([a.number for a in shape.amounts])) > 1:
            return doubt_about(next(a.number for a in shape.amounts if a.number.doubtful and a.number.differs))
        for amount in shape.amounts:
            found = amount_meanings(amount, wanted)
            if len(found) > 1:
                return _doubt_about_unit(amount, found, wanted)
    return say(way.doubt)


def _doubt_about_unit(amount: Amount, found: Sequence[Meaning], wanted: Dimension) -> Message:
    unit = scale_word(amount.unit)[1].strip()
    if found is _BARE_SHARE:
        return say("bare_share", number=amount.number.text)
    if wanted.name == "pressure" and gauge_meanings(unit) == found:
        return say("gauge", unit=unit)
    labels = [m.label for m in found]
    if not all(x.en for x in labels):
        return say("unit_prefixes", unit=unit)
    names = Message(" or ".join(x.en for x in labels), " или ".join(x.ru for x in labels))
    return say("unit_meanings", unit=unit, names=names, si=wanted.si)


# -- constants


def _constants(text: str) -> tuple[tuple[Fraction, Vector], ...]:
    """Every value that one number with a unit may have, with its exponents."""
    tidied = tidy(text[: MAX_TEXT + 1])
    found = scan_number(tidied) if len(text) <= MAX_TEXT else None
    if found is None:
        raise failure("no_number")
    number, end = found
    unit = tidied[end:].strip()
    values = [number.values[custom] for custom in customs_of([number])]
    several = meanings(unit, None) if unit else (_PLAIN,)
    if not several:
        raise failure("unknown_unit", unit=unit, near="")
    offsets = [(m, offset) for m in several if not m.decibel for offset in dict.fromkeys((Fraction(0), m.offset))]
    return tuple(dict.fromkeys((v * m.factor + offset, m.vector) for v in values for m, offset in offsets))


def _dimension_of(vector: Vector) -> str:
    return next((name for name, d in dimensions().items() if d.vector == vector), "any")
