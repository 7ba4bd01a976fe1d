"""Laws of reading: no text breaks it or keeps it long, what is shown is read again, and order is kept."""

from __future__ import annotations

import contextlib
import math
import re
import sys
from fractions import Fraction
from types import FrameType

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dualuse.quantity import (
    MAX_TEXT,
    Ambiguous,
    Quantity,
    Unreadable,
    compare,
    dimensions,
    grammar,
    notations,
    numbers,
    read_any,
    read_constant,
    read_quantity,
    reading,
    shares,
    spellings,
    tidy,
    unit_expressions,
)

NAMES = sorted(dimensions())
MAX_WORK = 60_000

PIECES = [
    "5", "10", "0.5", "1,5", "1 000", "10,000", "-40", "1/2", "½", "5e3", "10^6", "×10⁵", "x 10-6", "…", "..", "-", "–",
    "~", "÷", "±", "+", "/", "·", "(", ")", "≤", ">", "max", "не более", "от", "до", "to", "between", "and", "или",
    "mm", "мм", "MPa", "МПа", "°C", "%", "wt%", "об.", "об/мин", "g", "barg", "'", '"', "ft", "in", "рт. ст.", "²",
    "^", "тыс.", "e", "E", ".", ",", ";", " ", "  ", "\u00a0", "Ra", "DN", "typ.", "<sup>", "</sup>", "&nbsp;", "µ",
    "L/1000",
]  # fmt: skip
messy = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.lists(st.sampled_from(PIECES), max_size=9).map(
    " ".join
)


@given(st.text(max_size=MAX_TEXT + 20) | messy, st.sampled_from(NAMES), st.sampled_from([None, "weight", "full_scale"]))
@example("\ud800", "length", None)
@example("İ" * 60, "length", None)
@example("5" * MAX_TEXT, "length", None)
@example("1e60" + " km" * 20, "volume", None)
@example("10^60 EB/s", "data_rate", None)
@example("5 km^9", "length", None)
def test_no_text_makes_reading_raise(text: str, dimension: str, basis: str | None) -> None:
    found = read_quantity(text, dimension, basis)
    assert isinstance(found, Quantity | Ambiguous | Unreadable)
    if isinstance(found, Quantity):
        assert found.low <= found.high
        assert not math.isnan(found.low + 0)
        assert found.dimension == dimension
        assert found.is_exact <= (found.low_closed and found.high_closed)
    elif isinstance(found, Ambiguous):
        assert len(set(found.readings)) > 1
        assert all(r.dimension == dimension for r in found.readings)


@given(st.text(max_size=60) | messy)
def test_no_text_makes_a_constant_raise_anything_but_a_value_error(text: str) -> None:
    assert isinstance(read_any(text), Quantity | Ambiguous | Unreadable)
    with contextlib.suppress(ValueError):
        assert isinstance(read_constant(text)[0], Fraction)


def test_a_dimension_nobody_has_is_said_to_be_none() -> None:
    found = read_quantity("5 mm", "colour")
    assert isinstance(found, Unreadable)
    assert found.reason == "no dimension is called 'colour'"


# -- work


def work(text: str, dimension: str) -> int:
    """How many calls one reading takes: steps, not time."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    reading._read.cache_clear()
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_quantity(text, dimension)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("dimension", ["length", "fraction", "pressure", "temperature", "nominal_diameter"])
def test_the_longest_text_is_read_in_bounded_work(dimension: str) -> None:
    read_quantity("5 blorp", dimension)  # the tables are built once
    for piece in (*PIECES, "1-", "5 mm-", "> 5 ", "5 < ", "5 ft ", "5'3\" ", "1,", "m·", "5 (5 mm) "):
        longest = (piece * MAX_TEXT)[:MAX_TEXT]
        assert work(longest, dimension) < MAX_WORK, piece
        assert work(longest[:-6] + " blorp", dimension) < MAX_WORK, piece


def test_a_longer_text_is_not_looked_at() -> None:
    found = read_quantity("5" + " " * MAX_TEXT + "mm", "length")
    assert isinstance(found, Unreadable)
    assert str(MAX_TEXT) in found.reason


PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in (grammar, notations, numbers, shares, tidy, unit_expressions)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


def test_no_pattern_can_backtrack_without_bound() -> None:
    """No repetition holds another that can match the same text in two ways: each round starts with one character."""
    assert len(PATTERNS) > 20
    for name, compiled in PATTERNS.items():
        for group in re.findall(r"\(\?:([^()]*)\)[*+]", compiled.pattern):
            assert not re.match(r"(?:\\w|\.|\[\^[^\]]*\])[*+]", group), (name, group)
        assert not re.search(r"\.[*+][^?]*\.[*+]", compiled.pattern), name


# -- what is shown is read again


finite = st.floats(min_value=-1e20, max_value=1e20, allow_nan=False).map(lambda x: x + 0.0)
usual = st.builds(lambda mantissa, power: mantissa * 10.0**power, st.integers(-99_999, 99_999), st.integers(-15, 12))


@given(st.sampled_from(NAMES), finite | usual, st.sampled_from([None, "weight", "volume", "mole", "atomic"]))
@example("power", 1e-7, None)
@example("temperature", 398.15, None)
@example("pressure", 69e6, None)
@example("flow_volume", 5 / 3600, None)
@example("length", 5e-324, None)
@example("capacitance", 1e15, None)
@example("temperature", 3e-235, None)
def test_a_value_that_is_shown_is_read_as_itself(dimension: str, value: float, basis: str | None) -> None:
    assume(value >= 0 or (dimensions()[dimension].signed and dimension != "temperature"))
    assume(not dimension.startswith("nominal") or (0 < value < 1000 and value.is_integer()))
    basis = basis if dimension == "fraction" else None
    shown = Quantity(value, value, True, True, dimension, basis, "").in_usual_unit()
    found = read_quantity(shown, dimension)
    assume(not isinstance(found, Unreadable) or "power of ten is larger" not in found.reason)  # than 10^60
    assert isinstance(found, Quantity), (shown, found)
    assert (found.low, found.high, found.basis) == (value, value, basis), shown


@given(
    st.sampled_from(["pressure", "length", "temperature", "power", "fraction", "frequency", "flow_volume"]), st.data()
)
def test_an_interval_that_is_shown_is_read_as_itself(dimension: str, data: st.DataObject) -> None:
    low, high = sorted(data.draw(st.lists(st.integers(1, 10**6), min_size=2, max_size=2, unique=True)))
    closed = data.draw(st.tuples(st.booleans(), st.booleans()))
    ends = data.draw(st.sampled_from([(low / 8, high / 8), (-math.inf, high / 8), (low / 8, math.inf)]))
    closed = (closed[0] and ends[0] != -math.inf, closed[1] and ends[1] != math.inf)
    shown = Quantity(*ends, *closed, dimension, None, "").in_usual_unit()
    found = read_quantity(shown, dimension)
    assert isinstance(found, Quantity), (shown, found)
    assert (found.low, found.high, found.low_closed, found.high_closed) == (*ends, *closed), shown


# -- figures, prefixes and scripts


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_order_of_figures_is_the_order_of_values(one: int, other: int) -> None:
    small, large = (read_quantity(f"{n} nm", "length") for n in sorted((one, other)))
    assert isinstance(small, Quantity)
    assert isinstance(large, Quantity)
    assert compare(large, "ge", small) is True
    assert compare(small, "lt", large) is (one != other)


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(st.integers(1_000, 10**12), st.integers(1, 99), st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "'", "’"]))
def test_groups_and_decimals_do_not_change_a_figure(whole: int, hundredths: int, group: str) -> None:
    wanted = float(Fraction(whole * 100 + hundredths, 100))
    plain = f"{hundredths:02d}"
    texts = [
        f"{whole}.{plain}",
        f"{whole},{plain}",
        f"{grouped(whole, group)}.{plain}",
        f"{grouped(whole, group)},{plain}",
    ]
    texts += [f"{grouped(whole, ',')}.{plain}", f"{grouped(whole, '.')},{plain}"]
    for text in texts:
        found = read_quantity(f"{text} kg", "mass")
        assert isinstance(found, Quantity), (text, found)
        assert found.low == found.high == wanted, text


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_comma_before_three_figures_is_never_silently_read(thousands: int, rest: int) -> None:
    found = read_quantity(f"{thousands},{rest:03d} kg", "mass")
    assert isinstance(found, Ambiguous)
    assert {r.low for r in found.readings} == {
        float(Fraction(thousands * 1000 + rest, 1000)),
        thousands * 1000.0 + rest,
    }


@given(st.integers(1, 99), st.integers(1, 15), st.sampled_from(["×", "x", "х", "·", "*"]), st.booleans())
def test_a_power_of_ten_is_read_raised_and_never_flattened(figure: int, power: int, times: str, negative: bool) -> None:
    sign = "-" if negative else ""
    raised = read_quantity(f"{figure} {times} 10^{sign}{power} m", "length")
    assert isinstance(raised, Quantity)
    assert raised.low == float(figure * Fraction(10) ** (-power if negative else power))
    assert isinstance(read_quantity(f"{figure} {times} 10{sign}{power} m", "length"), Unreadable)


CYRILLIC = {
    "M": "М",
    "P": "Р",
    "a": "а",
    "k": "к",
    "H": "Н",
    "B": "В",
    "T": "Т",
    "c": "с",
    "m": "м",
    "K": "К",
    "A": "А",
}


@given(st.sampled_from(["MPa", "kPa", "mm", "cm", "kHz", "kT", "mA", "mT", "kA", "MHz"]), st.data())
def test_letters_of_the_other_script_that_look_alike_do_not_change_a_unit(unit: str, data: st.DataObject) -> None:
    dimension = next(n for n, d in dimensions().items() if any(d.factor_of(u.vector) for u in spellings()[unit]))
    mixed = "".join(CYRILLIC[c] if c in CYRILLIC and data.draw(st.booleans()) else c for c in unit)
    plain, found = read_quantity(f"5 {unit}", dimension), read_quantity(f"5 {mixed}", dimension)
    assert isinstance(plain, Quantity)
    assert isinstance(found, Quantity), (mixed, found)
    assert (found.low, found.high) == (plain.low, plain.high)
