"""Numbers of a printed text are read as an officer reads them, and compared by what they mean."""

from __future__ import annotations

import pytest

from dualuse.lists.checks.in_criteria import Figure
from dualuse.lists.checks.in_print import printed_numbers


def figure(text: str, dimension: str | None, basis: str | None = None) -> Figure:
    return Figure(text, dimension, basis, "a", (), ())


def stands_in(text: str, wanted: Figure) -> bool:
    return any(p.reads_as(wanted) for p in printed_numbers(text))


@pytest.mark.parametrize(
    ("printed", "text", "dimension"),
    [
        ("equal to or less than 0,9 μm along an axis", "0.9 µm", "length"),
        ("a length of 1250 mm or more", "1.25 m", "length"),
        ("1773 K (1500 °C); or", "1500 °C", "temperature"),
        ("1773 K (1500 °C); or", "1773 K", "temperature"),
        ("a dose of 5 × 10^3 Gy (silicon)", "5000 Gy", "absorbed_dose"),
        ("less than 10^-4 in any case", "0.0001", "number"),
        ("from 0,9 to 23 kg; and", "0.9 kg", "mass"),
        ("between 12 mm and 50 mm", "50 mm", "length"),
        ("(1,7 + L/1000) μm (L in mm)", "1.7 µm", "length"),
        ("(800 + (600 × L/1000)) nm", "800 nm", "length"),
        ("flow greater than 100 litres per hour, as follows", "100 l/h", "flow_volume"),
        ("unbalance of 0,2 g mm per kg of rotor mass", "0.2 g mm/kg", "specific_unbalance"),
        ("greater than 5000 r.p.m.;", "5000 rpm", "rotation_rate"),
        ("better than 0,003°;", "0.003°", "angle"),
        ("less than 2 seconds of arc, TIR", "2 arcsec", "angle"),
        ("more than 40 % nickel by weight", "40 wt%", "fraction"),
        ("over 12 or more rodents", "12", "number"),
        ("below - 40 °C", "-40 °C", "temperature"),
    ],
)
def test_a_figure_is_found_however_the_text_writes_it(printed: str, text: str, dimension: str) -> None:
    assert stands_in(printed, figure(text, dimension, "weight" if dimension == "fraction" else None))


@pytest.mark.parametrize(
    ("printed", "text", "dimension"),
    [
        ("equal to or less than 0,9 μm", "0.9 mm", "length"),
        ("equal to or less than 0,9 μm", "9 µm", "length"),
        ("as in 2B001.a.2 and 2B350", "2", "number"),
        ("ISO 230-2:1988", "1988", "number"),
        ("ISO 230-2:1988", "2", "number"),
        ("1. 'Bore' is a hole. 2. 'Rod' is none", "2", "number"),
        ("a volume of 20 litres", "20", "number"),
        ("calcium fluoride (CaF2)", "2", "number"),
        ("two or more axes", "2", "number"),
        ("40 % nickel", "40", "number"),
        ("1773 K (1500 °C)", "1773 °C", "temperature"),
    ],
)
def test_a_figure_is_not_found_where_something_else_stands(printed: str, text: str, dimension: str) -> None:
    assert not stands_in(printed, figure(text, dimension))


def test_a_plain_number_of_a_formula_is_found_whatever_unit_follows_it() -> None:
    printed = "(1,7 + L/1000) μm"
    assert stands_in(printed, figure("1000", None))
    assert stands_in(printed, figure("1.7 µm", None))
    assert not stands_in(printed, figure("1 µm", None))
    assert not stands_in(printed, figure("100", None))
