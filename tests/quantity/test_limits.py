"""At a limit: the same value in any unit is the same value, and one just under it is under it."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import pytest

from dualuse.quantity import Dimension, Quantity, compare, dimensions, read_quantity, spellings
from dualuse.quantity.tidy import tidy
from dualuse.quantity.unit_expressions import Meaning, meanings

EXACT = Context(prec=90)
COMMON = {
    "temperature": ("K", "°C", "°F", "°R"),  # a thermometer is not read in nanokelvin
    "area": ("m2", "cm²", "mm²", "sq ft", "sq in", "ha", "кв. м"),
    "volume": ("m3", "l", "л", "cm³", "ml", "cu ft", "US gal", "dm3"),
    "torque": ("N·m", "Нм", "kgf·m", "kN·m", "ft-lb", "N·mm"),
    "rotation_rate": ("rpm", "об/мин", "1/s", "min-1", "Hz", "krpm", "r/min", "rev/s"),
    "angular_rate": ("deg/s", "°/h", "rad/s", "rpm", "град/с", "mrad/s"),
    "speed": ("m/s", "km/h", "mph", "kn", "м/с", "mm/min", "м/мин", "ft/s", "mm/µs"),
    "deposition_rate": ("m/s", "µm/h", "nm/s", "мкм/мин"),
    "acceleration": ("m/s2", "g", "cm/s²", "ft/s²", "mg"),
    "density": ("kg/m³", "g/cm3", "г/см³", "g/l", "lb/ft3", "t/m3"),
    "concentration": ("kg/m³", "mg/m3", "g/l", "мг/л", "µg/l"),
    "linear_density": ("kg/m", "g/m", "tex", "den", "г/м", "lb/ft"),
    "flow_volume": ("m3/h", "l/min", "л/ч", "cm³/s", "cfm", "sccm", "US gpm", "Nm3/h"),
    "flow_mass": ("kg/s", "kg/h", "г/ч", "t/d", "lb/h"),
    "current_density": ("A/m²", "mA/mm2", "A/cm²"),
    "voltage_rate": ("V/s", "kV/µs", "V/ns"),
    "resistivity": ("ohm·m", "ohm cm", "Ω·mm²/m", "кОм·см"),
    "magnetic_field": ("A/m", "kA/m", "Oe"),
    "specific_energy": ("J/kg", "Wh/kg", "kJ/kg", "Вт·ч/кг"),
    "specific_power": ("W/kg", "kW/kg", "мВт/г"),
    "specific_unbalance": ("g·mm/kg", "m", "µm", "г·мм/кг"),
    "specific_impulse": ("N·s/kg", "kNs/kg", "m/s", "s"),
    "specific_fuel_consumption": ("kg/(N·s)", "kg/N/h", "lb/lbf/h", "кг/(кгс·ч)"),
    "impulse": ("N·s", "kNs", "МН·с", "kgf·s"),
    "data_rate": ("bit/s", "Gbps", "GB/s", "Гбит/с", "MB/s"),
    "sample_rate": ("S/s", "GS/s", "MSPS", "GHz"),
    "frame_rate": ("fps", "Hz", "кадр/с"),
    "computing_rate": ("TFLOPS", "op/s", "GFLOP/s"),
    "weighted_computing_rate": ("WT", "TFLOPS"),
    "volume_rate_time": ("l/h", "ml/min", "м3/ч"),
    "neutron_rate": ("n/s", "1/s", "s-1", "n/min"),
    "impact_rate": ("1/s", "Hz", "min-1"),
}
NOTHING_TO_COMPARE = ("number", "level", "nominal_diameter", "nominal_pipe_size")


def units_of(dimension: Dimension) -> dict[Fraction, tuple[str, Meaning]]:
    """One spelling for every factor with which figures of the dimension can be written, without ambiguous ones."""
    alone = (
        []
        if dimension.name == "temperature"
        else [n for n, us in spellings().items() if any(u.fits(dimension.name) for u in us)]
    )
    found: dict[Fraction, tuple[str, Meaning]] = {}
    for name in (*COMMON.get(dimension.name, ()), *alone):
        several = meanings(tidy(name), dimension.name)
        if len(several) == 1 and not several[0].decibel:
            found.setdefault(several[0].factor, (name, several[0]))
    return found


def written(value: Fraction) -> str | None:
    """A fraction as a decimal; None where it has no end within ninety figures."""
    figure = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{figure:f}" if Fraction(figure) == value and len(f"{figure:f}") < 100 else None


def in_unit(si: Fraction, meaning: Meaning, dimension: str) -> Fraction:
    return (si - (meaning.offset if dimension == "temperature" else 0)) / meaning.factor


def read(text: str, dimension: str) -> Quantity:
    reading = read_quantity(text, dimension)
    assert isinstance(reading, Quantity), (text, reading)
    return reading


@pytest.mark.parametrize("name", [n for n in dimensions() if n not in NOTHING_TO_COMPARE])
def test_a_value_at_a_limit_is_at_it_whatever_unit_either_is_written_in(name: str) -> None:
    units = units_of(dimensions()[name])
    assert len(units) >= 2, units
    compared = 0
    for unit, meaning in units.values():
        limit = read(f"69 {unit}", name)
        si = 69 * meaning.factor + (meaning.offset if name == "temperature" else 0)
        for other, their in units.values():
            figure = written(in_unit(si, their, name))
            if figure is None:
                continue
            compared += 1
            value = read(f"{figure} {other}", name)
            truths = [compare(value, op, limit) for op in ("ge", "le", "gt", "lt")]
            assert truths == [True, True, False, False], (figure, other, unit)
    assert compared >= len(units)


@pytest.mark.parametrize("name", [n for n in dimensions() if n not in NOTHING_TO_COMPARE])
def test_a_value_just_under_a_limit_is_under_it_and_one_just_over_is_over(name: str) -> None:
    """Each unit against the next of its dimension, so that every one is once the limit's and once the value's."""
    units = list(units_of(dimensions()[name]).values())
    for (unit, meaning), (other, their) in zip(units, [*units[1:], units[0]], strict=True):
        limit = read(f"69 {unit}", name)
        figure = in_unit(69 * meaning.factor + (meaning.offset if name == "temperature" else 0), their, name)
        step = abs(figure) / 10**9
        for nudged, over in ((figure - step, False), (figure + step, True)):
            text = f"{Context(prec=14).divide(Decimal(nudged.numerator), Decimal(nudged.denominator)):e}"
            found = [compare(read(f"{text} {other}", name), op, limit) for op in ("ge", "le", "gt", "lt")]
            assert found == [over, not over, over, not over], (text, other, unit)


@pytest.mark.parametrize(
    ("texts", "dimension"),
    [
        (("69 MPa", "690 bar", "69e6 Pa", "69 N/mm2", "0,069 ГПа", "69 000 кПа", "690 000 000 дин/см2"), "pressure"),
        (("0.9 µm", "900 nm", "0,9 мкм", "9000 Å", "0.0009 mm", "9×10⁻⁷ m"), "length"),
        (("125 °C", "398.15 K", "257 °F"), "temperature"),
        (("-40 °C", "-40 °F", "233.15 K"), "temperature"),
        (("1 ksi", "1000 psi", "1000 lbf/in2"), "pressure"),
        (("1 atm", "760 Torr", "101325 Pa", "1013.25 mbar"), "pressure"),
        (("180 °", "10800'", '648000"', "180 град"), "angle"),
        (("1 rpm", "6 °/s", "21600 °/h"), "angular_rate"),
        (("20 dBm", "-10 dBW", "100 mW", "0.1 W"), "power"),
        (("25.4 mm", "1 in", "1000 mil", '1"'), "length"),
    ],
)
def test_spellings_of_one_value_are_one_value(texts: tuple[str, ...], dimension: str) -> None:
    values = [read(text, dimension) for text in texts]
    assert len({(v.low, v.high) for v in values}) == 1, [v.in_si() for v in values]


@pytest.mark.parametrize("decibels", range(-120, 121, 7))
def test_a_level_at_a_limit_in_decibels_is_at_it(decibels: int) -> None:
    limit = read(f"{decibels} dBm", "power_level")
    over, under = Decimal(decibels) + Decimal("1e-6"), Decimal(decibels) - Decimal("1e-6")
    assert compare(read(f"{decibels - 30} dBW", "power_level"), "ge", limit) is True
    assert compare(read(f"{decibels - 30} dBW", "power_level"), "le", limit) is True
    assert compare(read(f"{over:f} dBm", "power_level"), "gt", limit) is True
    assert compare(read(f"{under:f} dBm", "power_level"), "lt", limit) is True
