"""From a written quantity to an interval in SI units, in the dimension that is expected."""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache

from dualuse.quantity.numbers import NUMBER, NumberError, read_number
from dualuse.quantity.units import Unit, Vector, combine, dimensions, spellings
from dualuse.quantity.value import INFINITY, Ambiguous, Quantity, Reading, Unreadable

MAX_TEXT = 120
_FOLD = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\t": " ", "\n": " ",
        "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "–", "\u2014": "–", "\u03bc": "µ", "\u2126": "Ω",
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "⋅": "·", "∙": "·", "•": "·", "℃": "°C", "º": "°", "˚": "°",
        "⩽": "≤", "⩾": "≥",
    }
)  # fmt: skip
_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+")
_APPROXIMATE = re.compile(
    r"^(?:~|≈|about|approx(?:imately|\.)?|ca\.?|circa|typ(?:\.|ical(?:ly)?)?|nominally|около|ок\.|примерно|порядка)(?=[\s\d])|(?:\btyp\.?|\btypical|\(тип\.\))$",
    re.IGNORECASE,
)
_BOUNDS: tuple[tuple[str, str], ...] = (
    (r"(?:≤|<=|=<|up to|max(?:imum|\.)?|at most|not (?:more|greater) than|no more than|до|не более|не выше|макс\.?|максимум)", "le"),
    (r"(?:≥|>=|=>|from|min(?:imum|\.)?|at least|not less than|no less than|от|не менее|не ниже|мин\.?|минимум)", "ge"),
    (r"(?:<|less than|below|under|менее|меньше|ниже)", "lt"),
    (r"(?:>|more than|greater than|over|above|exceeding|более|больше|свыше|выше)", "gt"),
)  # fmt: skip
_PREFIXED = [(re.compile(rf"^{words}(?![^\W\d_])\s*(.+)$", re.IGNORECASE), op) for words, op in _BOUNDS]
_SUFFIXED = [
    (re.compile(r"^(.+?)(?<!/)\s+(?:\(?max\.?\)?|or less|and below|и менее|и ниже)$", re.IGNORECASE), "le"),
    (
        re.compile(
            r"^(.+?\D)(?<!/)\s+(?:\(min\.?\)|min\.|or more|or greater|and above|и более|и выше)$", re.IGNORECASE
        ),
        "ge",
    ),
]
_RANGE = re.compile(
    rf"^(?:from |between |от |между )?\s*({NUMBER})\s*([^\d]*?)\s*(?:…|–|-|\bto\b|\band\b|\bдо\b|\bи\b)\s*({NUMBER})\s*(.*)$",
    re.IGNORECASE,
)
_TOLERANCE = re.compile(rf"^({NUMBER})\s*([^\d±]*?)\s*(?:±|\+/-|\+-)\s*({NUMBER})\s*(.*)$")
_SYMMETRIC = re.compile(rf"^(?:±|\+/-|\+-|plus or minus )\s*({NUMBER})\s*(.*)$")
_SINGLE = re.compile(rf"^({NUMBER})\s*(.*)$")
_RATIO = re.compile(r"^(\d{1,9}(?:[.,]\d{1,9})?)\s*:\s*(\d{1,9}(?:[.,]\d{1,9})?)$")
_DN = re.compile(r"^(?:DN|Ду|ДУ|Dn|dn|ДN)\s*(\d{1,4})$")
_NPS = re.compile(r"^(?:NPS)\s*(\d{0,2})\s*[- ]?\s*(?:(\d)/(\d))?\s*(?:\"|in|inch)?$", re.IGNORECASE)
_NPS_DN = {
    "1/8": 6, "1/4": 8, "3/8": 10, "1/2": 15, "3/4": 20, "1": 25, "5/4": 32, "3/2": 40, "2": 50, "5/2": 65, "3": 80,
    "7/2": 90, "4": 100, "5": 125, "6": 150, "8": 200, "10": 250, "12": 300, "14": 350, "16": 400, "18": 450, "20": 500,
    "24": 600,
}  # fmt: skip
_GAUGE = re.compile(r"(?<=[a-zа-я])\s*(?:\(g\)|g|gauge|изб\.?|\(изб\.?\))$", re.IGNORECASE)
_BASES = {
    "weight": r"wt\.?|w/w|by weight|by mass|mass|weight|\(mass\)|\(wt\)|\(w/w\)|масс\.?|\(масс\.?\)|мас\.?|вес\.?|по массе|(?<![a-z])m/m",
    "volume": r"vol\.?|v/v|by volume|\(vol\)|\(v/v\)|об\.?|\(об\.?\)|по объ[её]му",
    "mole": r"mol\.?|mole|\(mol\)|мол\.?|\(мол\.?\)",
    "atomic": r"at\.?|atomic|\(at\)|ат\.?|\(ат\.?\)",
    "full_scale": r"fs|f\.s\.|of full[- ]scale|full[- ]scale|of fs|fso|от диапазона|ВПИ|от ВПИ|шкалы",
}  # fmt: skip
_SHARES = {"%": Fraction(1, 100), "percent": Fraction(1, 100), "per cent": Fraction(1, 100), "процент": Fraction(1, 100),
           "процента": Fraction(1, 100), "процентов": Fraction(1, 100), "‰": Fraction(1, 1000), "ppm": Fraction(1, 10**6),
           "млн-1": Fraction(1, 10**6), "ppb": Fraction(1, 10**9), "": Fraction(1)}  # fmt: skip
_TEMPERATURES = {
    "K": (Fraction(1), Fraction(0)), "К": (Fraction(1), Fraction(0)),
    "°C": (Fraction(1), Fraction("273.15")), "C": (Fraction(1), Fraction("273.15")), "°С": (Fraction(1), Fraction("273.15")),
    "С": (Fraction(1), Fraction("273.15")), "degC": (Fraction(1), Fraction("273.15")), "deg C": (Fraction(1), Fraction("273.15")),
    "° C": (Fraction(1), Fraction("273.15")), "° С": (Fraction(1), Fraction("273.15")), "град. C": (Fraction(1), Fraction("273.15")),
    "°F": (Fraction(5, 9), Fraction("459.67") * Fraction(5, 9)), "F": (Fraction(5, 9), Fraction("459.67") * Fraction(5, 9)),
    "° F": (Fraction(5, 9), Fraction("459.67") * Fraction(5, 9)),
}  # fmt: skip
_TOKEN = re.compile(r"(.+?)\^?(-?[1-9])?$")
_HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")


class _Stop(Exception):
    """The text cannot be read; the reason is the argument."""


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
        return Unreadable(text[:MAX_TEXT], f"no dimension is called '{dimension}'")
    return _read(text, dimension, basis)


@lru_cache(maxsize=4096)
def _read(text: str, dimension: str, basis: str | None) -> Reading:
    if len(text) > MAX_TEXT:
        return Unreadable(text[:MAX_TEXT], f"longer than {MAX_TEXT} characters")
    try:
        return _interval(text, clean(text), dimension, basis)
    except (_Stop, NumberError) as stop:
        return Unreadable(text, str(stop))


def read_any(text: str) -> Reading:
    """Read a number with its unit where the unit alone says what is measured, for constants in formulas."""
    cleaned = clean(text)
    match = _SINGLE.match(cleaned)
    if match is None or len(text) > MAX_TEXT:
        return Unreadable(text, "not a number with a unit")
    try:
        values = read_number(match[1])
        factor, _ = _any_unit(match[2].strip())
    except (_Stop, NumberError) as stop:
        return Unreadable(text, str(stop))
    if len(values) > 1:
        return Ambiguous(text, (), "a comma that may be a decimal sign or part thousands")
    value = float(values[0] * factor)
    return Quantity(value, value, True, True, "any", None, text)


def read_constant(text: str) -> tuple[Fraction, Vector]:
    """One exact number with its unit in SI, and the exponents of what it measures, for constants in formulas.

    Raises:
        ValueError: It is not one exact number with a unit of one meaning; the text says why.

    >>> read_constant("1.7 µm")
    (Fraction(17, 10000000), (('m', Fraction(1, 1)),))
    """
    match = _SINGLE.match(clean(text[: MAX_TEXT + 1]))
    if match is None or len(text) > MAX_TEXT:
        raise ValueError("not a number with a unit")
    try:
        values = read_number(match[1])
        factor, vector = _any_unit(match[2].strip())
    except _Stop as stop:
        raise ValueError(str(stop)) from None
    if len(values) > 1:
        raise ValueError("a comma that may be a decimal sign or part thousands")
    return values[0] * factor, vector


def clean(text: str) -> str:
    """The text with one spelling of blanks, dashes, quotes and powers."""
    folded = text.translate(_FOLD).strip()
    folded = _SUPER.sub(lambda m: "^" + m[0].translate(_SUPERS), folded)
    folded = re.sub(r"\.{2,}", "…", folded)
    return re.sub(r" {2,}", " ", folded)


def _interval(text: str, cleaned: str, dimension: str, basis: str | None) -> Reading:
    if not cleaned:
        raise _Stop("nothing is stated")
    if _APPROXIMATE.search(cleaned):
        raise _Stop("an approximate value; state the exact value or a range")
    special = _special(text, cleaned, dimension, basis)
    if special is not None:
        return special
    match = _SYMMETRIC.match(cleaned)
    if match:
        return _one(text, match[1], match[2], dimension, basis)
    match = _TOLERANCE.match(cleaned)
    if match:
        return _tolerance(text, match, dimension, basis)
    match = _RANGE.match(cleaned)
    if match:
        return _range(text, match, dimension, basis)
    for pattern, op in (*_PREFIXED, *_SUFFIXED):
        match = pattern.match(cleaned)
        if match:
            return _bounded(_interval(text, match[1].strip(), dimension, basis), op)
    match = _SINGLE.match(cleaned)
    if match is None:
        raise _Stop(f"no number in '{text.strip()}'")
    return _one(text, match[1], match[2], dimension, basis)


def _special(text: str, cleaned: str, dimension: str, basis: str | None) -> Reading | None:
    """Notations without a unit behind a number: ratios, nominal sizes."""
    match = _RATIO.match(cleaned)
    if match and dimension in ("number", "fraction"):
        below = Fraction(match[2].replace(",", "."))
        if not below:
            raise _Stop("a ratio to nothing")
        return _exact(text, Fraction(match[1].replace(",", ".")) / below, dimension, basis)
    if dimension in ("nominal_diameter", "number"):
        match = _DN.match(cleaned)
        if match:
            return _exact(text, Fraction(match[1]), dimension, None)
        match = _NPS.match(cleaned)
        if match and (match[1] or match[2]):
            size = Fraction(int(match[1] or 0)) + (
                Fraction(int(match[2]), int(match[3])) if match[2] and match[3] != "0" else 0
            )
            dn = _NPS_DN.get(str(size))
            if dn is None:
                raise _Stop(f"NPS {size} is not a standard pipe size")
            return _exact(text, Fraction(dn), dimension, None)
    return None


def _exact(text: str, value: Fraction, dimension: str, basis: str | None) -> Quantity:
    number = float(value)
    return Quantity(number, number, True, True, dimension, basis, text)


def _one(text: str, number: str, unit: str, dimension: str, basis: str | None) -> Reading:
    values = [_scaled(n, unit, dimension, basis) for n in read_number(number)]
    flat = [q for several, _ in values for q in several]
    reason = next((why for _, why in values if why), "a comma that may be a decimal sign or part thousands")
    readings = tuple(dict.fromkeys(_exact(text, v, dimension, b) for v, b in flat))
    if len(readings) == 1:
        return readings[0]
    named = tuple(Quantity(q.low, q.high, True, True, q.dimension, q.basis, "") for q in readings)
    return Ambiguous(text, named, reason)


def _range(text: str, match: re.Match[str], dimension: str, basis: str | None) -> Reading:
    unit = match[4].strip() or match[2].strip()
    low = _one(text, match[1], match[2].strip() or unit, dimension, basis)
    high = _one(text, match[3], unit, dimension, basis)
    if not isinstance(low, Quantity) or not isinstance(high, Quantity):
        return Ambiguous(text, (), "an end of the range can be read in more than one way")
    if low.low > high.high:
        raise _Stop("a range whose first end is above its second")
    return Quantity(low.low, high.high, True, True, dimension, high.basis, text)


def _tolerance(text: str, match: re.Match[str], dimension: str, basis: str | None) -> Reading:
    unit = match[4].strip() or match[2].strip()
    middle = _one(text, match[1], match[2].strip() or unit, dimension, basis)
    numbers = read_number(match[3])
    if not isinstance(middle, Quantity) or len(numbers) > 1:
        return Ambiguous(text, (), "a number that can be read in more than one way")
    if unit.startswith("%") and dimension != "fraction":
        half = abs(Fraction(middle.low)) * numbers[0] / 100
    else:
        spread = "temperature_difference" if dimension == "temperature" else dimension
        half = _scaled(numbers[0], unit, spread, basis)[0][0][0]
    if half < 0:
        raise _Stop("a negative tolerance")
    low, high = float(Fraction(middle.low) - half), float(Fraction(middle.low) + half)
    return Quantity(low, high, True, True, dimension, middle.basis, text)


def _bounded(reading: Reading, op: str) -> Reading:
    if not isinstance(reading, Quantity) or not reading.is_exact:
        return reading if not isinstance(reading, Quantity) else Unreadable(reading.text, "a limit on a range")
    at, closed = reading.low, op in ("le", "ge")
    if op in ("le", "lt"):
        return Quantity(-INFINITY, at, False, closed, reading.dimension, reading.basis, reading.text)
    return Quantity(at, INFINITY, closed, False, reading.dimension, reading.basis, reading.text)


# -- units


def _scaled(
    number: Fraction, unit: str, dimension: str, basis: str | None
) -> tuple[list[tuple[Fraction, str | None]], str]:
    """Every reading of number and unit, in SI, with its basis; and why there are several."""
    unit = unit.strip()
    if unit not in spellings():
        unit = unit.rstrip(".;")
    if dimension == "fraction":
        return [_share(number, unit, basis)], ""
    if dimension in ("temperature", "temperature_difference"):
        return [(_temperature(number, unit, dimension), None)], ""
    if dimension in ("number", "nominal_diameter") and not unit:
        return [(number, None)], ""
    if dimension in ("power_level", "power") and unit.replace(" ", "") in ("dBm", "дБм", "dBW", "дБВт"):
        return [(_decibel(number, unit), None)], ""
    if dimension == "pressure" and _GAUGE.search(unit) and unit not in spellings():
        factor, _ = _fitting(_GAUGE.sub("", unit).strip(), "pressure")
        value = number * factor
        return [(value, None), (value + 101325, None)], "a gauge pressure; state the absolute pressure"
    factor, why = _fitting(unit, dimension)
    if why:
        return [(number * factor, None), (number * factor * Fraction("0.90718474"), None)], f"'{unit}' may be {why}"
    return [(number * factor, None)], ""


def _share(number: Fraction, unit: str, basis: str | None) -> tuple[Fraction, str | None]:
    words, said = unit.strip(), None
    for name, pattern in _BASES.items():
        shorter = re.sub(rf"(?:^|\s|(?<=[%\)]))(?:{pattern})(?=$|\s|%)", " ", words, flags=re.IGNORECASE)
        shorter = re.sub(rf"^(?:{pattern})\s*(?=%)", "", shorter, flags=re.IGNORECASE)
        if shorter != words:
            words, said = " ".join(shorter.split()).strip(" -()"), name
            break
    if words not in _SHARES:
        raise _Stop(f"'{unit}' is not a share; %, wt%, vol%, mol%, ppm are")
    if said and basis and said != basis:
        raise _Stop(f"the share is stated by {said.replace('_', ' ')}; one by {basis.replace('_', ' ')} is needed")
    return number * _SHARES[words], said or basis


def _temperature(number: Fraction, unit: str, dimension: str) -> Fraction:
    if unit not in _TEMPERATURES:
        if not unit:
            raise _Stop("no unit; write the temperature in °C or K")
        raise _wrong(unit, dimension)
    scale, offset = _TEMPERATURES[unit]
    value = number * scale + (offset if dimension == "temperature" else 0)
    if dimension == "temperature" and value < 0:
        raise _Stop("below absolute zero")
    return value


def _decibel(number: Fraction, unit: str) -> Fraction:
    if abs(number) > 300:
        raise _Stop("a level out of any reasonable range")
    watts = 10 ** (float(number) / 10) * (1e-3 if unit.strip().endswith(("m", "м")) else 1.0)
    return Fraction(f"{watts:.12g}")


def _fitting(unit: str, dimension: str) -> tuple[Fraction, str | None]:
    """The factor of a unit of the expected dimension, and what else the unit may mean."""
    wanted = dimensions()[dimension]
    if not unit and wanted.vector:
        raise _Stop(f"no unit; {wanted.en} is expected, in {wanted.si} or another unit of it")
    found = _resolved(unit, dimension)
    if not found:
        raise _wrong(unit, dimension)
    right = [f for f in found if f[1] == wanted.vector]
    if not right:
        raise _wrong(unit, dimension)
    return right[0][0], right[0][2]


def _any_unit(unit: str) -> tuple[Fraction, Vector]:
    if unit in ("%", "wt%"):
        return Fraction(1, 100), ()
    if unit == "ppm":
        return Fraction(1, 10**6), ()
    found = {(f, v) for f, v, _ in _resolved(unit, "")} if unit else {(Fraction(1), ())}
    if len(found) != 1:
        raise _Stop(f"'{unit}' is not a unit with one meaning")
    return found.pop()


def _resolved(unit: str, dimension: str) -> list[tuple[Fraction, Vector, str | None]]:
    """Every meaning of a unit expression: factor, exponents, and a doubt about it."""
    for spelled in dict.fromkeys((unit, unit.translate(_HOMOGLYPHS))):
        whole = [u for u in _lookup(spelled) if not dimension or u.fits(dimension)]
        if whole:
            return [(u.factor, u.vector, u.ambiguous) for u in whole]
        product = _product(spelled, dimension)
        if product is not None:
            return [product]
    return []


def _product(unit: str, dimension: str) -> tuple[Fraction, Vector, str | None] | None:
    """``kg/N/h``, ``g mm/kg``, ``1/s``, ``Pa·m3/s``: factors behind a stroke divide."""
    factor, vectors, doubt = Fraction(1), [], None
    for number, part in enumerate(unit.replace("(", " ").replace(")", " ").split("/")):
        tokens = re.split(r"[\s·*]+", part.strip())
        for token in tokens:
            if token in ("1", "") and number == 0:
                continue
            found = _factor(token, dimension)
            if found is None:
                return None
            unit_factor, vector, power, why = found
            power = -power if number else power
            factor *= unit_factor**power
            vectors.append((vector, power))
            doubt = doubt or why
    return (factor, combine(vectors), doubt) if vectors else None


def _factor(token: str, dimension: str) -> tuple[Fraction, Vector, int, str | None] | None:
    plain = [u for u in _lookup(token) if u.fits(dimension)]
    if plain:
        return plain[0].factor, plain[0].vector, 1, plain[0].ambiguous
    match = _TOKEN.fullmatch(token)
    if match is None or match[2] is None:
        return None
    units = [u for u in _lookup(match[1]) if not u.only]
    if not units:
        return None
    return units[0].factor, units[0].vector, int(match[2]), units[0].ambiguous


def _lookup(spelled: str) -> tuple[Unit, ...]:
    table = spellings()
    return table.get(spelled) or table.get(spelled.rstrip(".")) or ()


def _wrong(unit: str, dimension: str) -> _Stop:
    wanted = dimensions()[dimension]
    found = _resolved(unit, "")
    if found:
        names = [d for d in dimensions().values() if d.vector == found[0][1]]
        what = names[0].en if names else "something else"
        return _Stop(f"'{unit}' measures {what}; {wanted.en} is expected")
    near = get_close_matches(unit, spellings(), 3, 0.6)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return _Stop(f"unknown unit '{unit}'; {wanted.en} is expected{hint}")


def is_number(value: float) -> bool:
    """Whether the value is finite."""
    return math.isfinite(value)
