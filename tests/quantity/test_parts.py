"""The parts of reading one by one: tidied texts, numbers, phrases, notations; and the examples in the docstrings."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from fractions import Fraction

import pytest

import dualuse.quantity
from dualuse.quantity import Quantity, read_quantity
from dualuse.quantity.messages import NotReadError
from dualuse.quantity.notations import nominal_diameter, nominal_pipe_size, ratio
from dualuse.quantity.numbers import COMMA, POINT, customs_of, scan_number
from dualuse.quantity.phrases import _raw, approximation, bases, bound_after, bound_before, scale_word
from dualuse.quantity.tidy import tidy

MODULES = [f"dualuse.quantity.{m.name}" for m in pkgutil.iter_modules(dualuse.quantity.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("１２．５ ｍｍ", "12.5 mm"),
        ("5\u00a0000\u2009mm", "5 000 mm"),
        ("−5…+5 ℃", "-5…+5 °C"),
        ("5 ⩽ x ≧ 3", "5 ≤ x ≥ 3"),
        ("10⁻⁶ м³·с⁻¹", "10^-6 м^3·с^-1"),
        ("10<SUP>-6</SUP>", "10^-6"),
        ("m<sup>2</sup><br/>x", "m^2 x"),
        ("H<sub>2</sub>O", "H2O"),
        ("&lt;5&nbsp;&micro;m&#8239;", "<5 µm"),
        ("½ ¼", "0 1/2 0 1/4"),
        ("1½ 2 ½", "1 1/2 2 1/2"),
        ("5‘ 3“ 2′ 1″", "5' 3\" 2' 1\""),
        ("5 +/- 1 +- 2 ± 3", "5 ± 1 ± 2 ± 3"),
        ("10**3 10^{3}", "10^3 10^3"),
        ("5 \\times 10^3 \\pm 2", "5 × 10^3 ± 2"),
        ("٣٫ ५", "3٫ 5"),
        ("и\u0306 й", "й й"),
        ("  a \n b\t", "a b"),
        ("<5 > 3", "<5 > 3"),
    ],
)
def test_a_text_has_one_spelling(written: str, tidied: str) -> None:
    assert tidy(written) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("5", 5, 5),
        ("1.5", "1.5", None),
        ("1,5", None, "1.5"),
        ("1,500", 1500, "1.5"),
        ("1.500", "1.5", 1500),
        ("1.064", "1.064", 1064),
        ("0,500", None, "0.5"),
        ("0.500", "0.5", None),
        ("1 500", 1500, 1500),
        ("1 500,5", None, "1500.5"),
        ("1 500.5", "1500.5", None),
        ("1,500.5", "1500.5", None),
        ("1.500,5", None, "1500.5"),
        ("1,500,000", 1500000, None),
        ("1.500.000", None, 1500000),
        ("12,34,567", 1234567, None),
        ("1'500", 1500, 1500),
        ("1 1/2", "1.5", "1.5"),
        ("10^3", 1000, 1000),
        ("2 x 10^3", 2000, 2000),
        ("2e3", 2000, 2000),
        (".5", "0.5", None),
        ("-5", -5, -5),
        ("- 5", -5, -5),
        ("минус 5", -5, -5),
        ("plus 5", 5, 5),
    ],
)
def test_a_number_has_a_value_in_each_custom_in_which_it_can_be_written(
    text: str, point: int | str | None, comma: int | str | None
) -> None:
    found = scan_number(text)
    assert found is not None
    number, end = found
    assert end == len(text)
    wanted = {POINT: point, COMMA: comma}
    assert number.values == {custom: Fraction(v) for custom, v in wanted.items() if v is not None}


@pytest.mark.parametrize(
    ("texts", "customs"),
    [
        (["1,500"], (POINT, COMMA)),
        (["1.500"], (POINT, COMMA)),
        (["1.064"], (POINT,)),
        (["1.064", "1,5"], (COMMA,)),
        (["1,500", "1.5"], (POINT,)),
        (["5", "6"], (POINT,)),
        (["1.500e3"], (POINT,)),
    ],
)
def test_a_text_is_read_in_one_custom_throughout(texts: list[str], customs: tuple[str, ...]) -> None:
    numbers = [found[0] for found in map(scan_number, texts) if found]
    assert customs_of(numbers) == customs


def test_two_customs_in_one_text_are_refused() -> None:
    numbers = [found[0] for found in map(scan_number, ["1,5", "1.5"]) if found]
    with pytest.raises(NotReadError, match="points and commas"):
        customs_of(numbers)


@pytest.mark.parametrize("meaning", _raw()["before"])
def test_every_limit_before_a_figure_is_one_in_any_case_and_with_a_colon(meaning: str) -> None:
    above, closed = meaning in ("ge", "gt"), meaning in ("ge", "le")
    for phrase in _raw()["before"][meaning]:
        with_colon = f"{phrase}: 5 mm" if phrase[-1].isalpha() else f"{phrase}5 mm"
        for text in (f"{phrase} 5 mm", f"{phrase.upper()} 5 mm", with_colon):
            assert bound_before(text) is not None, text
            found = read_quantity(text, "length")
            assert isinstance(found, Quantity), text
            assert (found.low if above else found.high) == 5e-3
            assert (found.low_closed if above else found.high_closed) is closed


@pytest.mark.parametrize("meaning", _raw()["after"])
def test_every_limit_behind_a_figure_is_one(meaning: str) -> None:
    for phrase in _raw()["after"][meaning]:
        found = bound_after(f"5 mm {phrase}")
        assert found is not None, phrase
        assert (found.meaning, found.rest) == (meaning, "5 mm")


@pytest.mark.parametrize("place", _raw()["approximate"])
def test_every_word_for_about_is_refused(place: str) -> None:
    for phrase in _raw()["approximate"][place]:
        text = f"{phrase} 5 mm" if place == "before" else f"5 mm {phrase}"
        assert approximation(text) is not None, text
        assert not isinstance(read_quantity(text, "length"), Quantity), text


def test_every_word_for_a_basis_is_read_behind_the_percent_sign() -> None:
    for phrase, basis in bases().items():
        found = read_quantity(f"5 % {phrase}", "fraction", basis)
        assert isinstance(found, Quantity), phrase
        assert (found.low, found.basis) == (0.05, basis)


def test_a_phrase_is_no_part_of_a_longer_word() -> None:
    assert bound_before("minute 5") is None
    assert bound_before("допуск 5") is None
    assert bound_after("5 l/min") is None
    assert scale_word("тысячелетие")[0] == 1
    assert scale_word("млн-1") == (Fraction(1), "млн-1")
    assert scale_word("тыс. об/мин") == (Fraction(1000), "об/мин")


def test_ratios_and_nominal_sizes() -> None:
    assert ratio("1:500") == Fraction(1, 500)
    assert ratio("1,5 : 3") == Fraction(1, 2)
    assert ratio("1:2:3") is None
    assert nominal_diameter("DN 50") == 50
    assert nominal_diameter("51 mm") is None
    assert nominal_pipe_size("NPS 1 1/2") == Fraction(3, 2)
    assert nominal_pipe_size("DN 40") == Fraction(3, 2)
    assert nominal_pipe_size("DN 41") is None
    with pytest.raises(NotReadError, match="to nothing"):
        ratio("1:0")
    with pytest.raises(NotReadError, match="NPS 7"):
        nominal_diameter('7"')
