from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.lists.loaders.flattened import mend


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("2 × 108 Hz", "2 × 10^8 Hz"),
        ("5× 103 Gy", "5× 10^3 Gy"),
        ("3,3×10-11 m/V", "3,3×10^-11 m/V"),
        ("3,18 × 106m and", "3,18 × 10^6 m and"),
        ("1,33 × 101 Pa", "1,33 × 10^1 Pa"),
        ("less than or equal to 10-4;", "less than or equal to 10^-4;"),
        ("less than 10-14 J", "less than 10^-14 J"),
        ("output of 10-8 V", "output of 10^-8 V"),
        ("Tera (1012) operations", "Tera (10^12) operations"),
        ("7 × 106 N/m2;", "7 × 10^6 N/m²;"),
        ("0,1 m3 (100 litres)", "0,1 m³ (100 litres)"),
        ("10-6 m2/V2", "10-6 m²/V²"),
        ("0,15 kg N-1 h-1 or less", "0,15 kg N⁻¹ h⁻¹ or less"),
        ("453 K (180oC)", "453 K (180°C)"),
        ("ISO 230-2:19886 or", "ISO 230-2:1988 or"),
        ("ISO 230-2:1988 (6) or", "ISO 230-2:1988 or"),
        ("ISO 230-2:1988Makers", "ISO 230-2:1988 Makers"),
        ("153K (-120 °C)", "153 K (-120 °C)"),
        ("modiﬁed", "modified"),
    ],
)
def test_what_the_surroundings_settle_is_repaired(printed: str, mended: str) -> None:
    assert mend(printed).text == mended
    assert mend(printed).repairs


@pytest.mark.parametrize(
    "printed",
    [
        "2 × 1048 Hz",
        "3 × 100 mm",
        "between 10-12 kHz",
        "a width of 10-12 mm",
        "in 109 particles",
        "units of 1012 operations",
        "K = 1,7V2,65Q",
        "√(a2+(b × d)2)",
        "the fraction [FORMULA]",
        "W/fGHz2",
        "2 × 10 Hz",
    ],
)
def test_what_is_not_settled_stays_as_printed(printed: str) -> None:
    assert mend(printed).text == printed


@pytest.mark.parametrize(
    "printed",
    [
        "2 × 1048 Hz",
        "3 × 1018 Hz",
        "10-12 kHz",
        "in 109 grains",
        "of 1012 operations",
        "W/fGHz2",
        "[FORMULA]",
        "2 × 10 Hz",
    ],
)
def test_every_suspicion_is_a_doubt(printed: str) -> None:
    assert mend(printed).doubts


@pytest.mark.parametrize(
    "printed",
    [
        "Calcium fluoride (CaF2); Er2O3; UF6; UO2; N2O4/NO2; KNH2/NH3",
        "CAS 110-63-4 and 10-100-1",
        "1273 K (1000 °C) for 100 hours",
        "(1,7 + L/1000) μm",
        "600 × L/1000",
        "20 W × 10 cm",
        "JP-10, HT-2, ABEC-9, E0,MPE, B36.10",
        "1-1/e times",
        "2B001.a.1 and 3A001.b.10.",
        "Actinium-225 (225Ac)",
    ],
)
def test_what_only_looks_like_an_exponent_is_left_alone(printed: str) -> None:
    assert mend(printed) == type(mend(printed))(printed, (), ())


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 ×-,.()mcsVK2310ABXabto^²³√", max_size=60))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = mend(text).text
    assert mend(once).text == once


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["Hz", "Gy", "m;", "pixels"]))
def test_a_power_of_one_digit_is_always_read(mantissa: int, exponent: int, unit: str) -> None:
    assert mend(f"{mantissa} × 10{exponent} {unit}").text == f"{mantissa} × 10^{exponent} {unit}"
