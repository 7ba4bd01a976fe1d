"""Every factor of the unit table against an independent library, and where the two mean different things, why."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from dualuse.quantity import Unit, spellings

pint = pytest.importorskip("pint")

RELATIVE = 1e-9
BASES = {"m": "m", "kg": "kg", "s": "s", "A": "A", "K": "kelvin", "mol": "mol", "bit": "bit"}

# (row of the table, its factor as a float) to the library's words for it, where the library does not know the spelling.
IN_WORDS = {
    ("MPA", 1e6): "megapascal",
    ("MHZ", 1e6): "megahertz",
    ("MM", 1e-3): "millimeter",
    ("Mm", 1e-3): "millimeter",
    ("MF", 1e-3): "millifarad",
    ("MF", 1e-6): "microfarad",
    ("mil", 1e-3): "milliradian",
    ("mil", 0.0009817477042468104): "turn/6400",
    ("NM", 1852.0): "nautical_mile",
    ("NM", 1e-9): "nanometer",
    ("cbm", 1.0): "m**3",
    ("Nm3", 1.0): "m**3",
    ("gal", 0.00454609): "imperial_gallon",
    ("kgs", 1.0): "kilogram",
    ("gr", 0.001): "gram",
    ("ton", 1000.0): "metric_ton",
    ("ton", 1016.0469088): "long_ton",
    ("ц", 100.0): "100*kilogram",
    ("°C", 1.0): "delta_degC",
    ("°F", 5 / 9): "delta_degF",
    ("kg/cm2", 98066.5): "technical_atmosphere",
    ("kg/mm2", 9806650.0): "kilogram_force/mm**2",
    ("Nm", 1.0): "newton*meter",
    ("Ncm", 0.01): "newton*centimeter",
    ("ft-lb", 1.3558179483314003): "foot*pound_force",
    ("in-lb", 0.1129848290276167): "inch*pound_force",
    ("cal", 4.1868): "international_calorie",
    ("BTU", 1055.05585262): "2.326*joule/gram*pound/1.0",
    ("hp", 735.49875): "metric_horsepower",
    ("PS", 735.49875): "metric_horsepower",
    ("dBm", 0.001): "milliwatt",
    ("dBW", 1.0): "watt",
    ("ipm", 0.0254 / 60): "inch/minute",
    ("G", 0.0001): "1e-4*tesla",
    ("lpm", 1e-3 / 60): "liter/minute",
    ("lph", 1e-3 / 3600): "liter/hour",
    ("sccm", 1e-6 / 60): "cm**3/minute",
    ("slm", 1e-3 / 60): "liter/minute",
    ("cfm", 0.0004719474432): "foot**3/minute",
    ("cfh", 7.86579072e-06): "foot**3/hour",
    ("gpm", 6.30901964e-05): "US_liquid_gallon/minute",
    ("gpm", 7.576816666666667e-05): "imperial_gallon/minute",
    ("VDC", 1.0): "volt",
    ("Oe", 79.57747154594767): "79.57747154594767*ampere/meter",
    ("Ns", 1.0): "newton*second",
    ("ppmw", 1e-6): "ppm",
    ("ppmv", 1e-6): "ppm",
    ("ppma", 1e-6): "ppm",
    ("ppb", 1e-9): "1e-9",
    ("ppt", 1e-12): "1e-12",
    ("ppt", 0.001): "1e-3",
    ("Bps", 8.0): "byte/second",
    ("rpm", 1 / 60): "1/minute",
    ("rps", 1.0): "1/second",
    ("rev", 1.0): "1",
    ("n", 1.0): "1",
}

# Rows that count things the library does not have.
OURS = {"dB", "fps", "S", "SPS", "frame", "op", "FLOPS", "WT", "nt", "kb"}

# Rows of which the library reads a spelling as something else, and why ours is the one in trade.
CLASHES = {
    "MM": "millimetres in capitals; there a million molar",
    "MF": "a capacitance in capitals, ambiguous here; there the megafarad",
    "mil": "of an inch; there an angle as well",
    "cc": "'cu cm' is a cubic centimetre; there copper units times centimetres",
    "Nm3": "a normal cubic metre; there newtons cubed below",
    "gal": "'U.S. gal'",
    "kgs": "a plural of kilo; there thousands of seconds",
    "t": "'MT', 'mt' are metric tons on invoices; there megatesla and millitonnes",
    "K": "'deg K'; there degrees of angle",
    "°C": "a thermometer reading; there a coulomb, or a reading that cannot be turned into a factor",
    "°F": "a thermometer reading; there a farad",
    "°R": "'deg R'; there a gas constant",
    "kg/cm2": "a pressure, with the kilogram as a force; there a mass per area",
    "kg/mm2": "the same",
    "psi": "'lb/in2', with the pound as a force",
    "mmHg": "'mm QS', German for mercury column",
    "Nm": "a newton metre; there a number of metres per newton",
    "ft-lb": "a torque, with the pound as a force",
    "in-lb": "the same",
    "BTU": "of the International Table; there rounded in the seventh figure",
    "PS": "a metric horsepower; there a petasiemens",
    "dBm": "a level, which has no factor",
    "dBW": "the same",
    "rev": "'U' is a turn on German motors; there enzyme units",
    "g": "'G' as an acceleration, 'g's' as a plural; there gauss and gram-seconds",
    "slm": "a standard litre a minute; there a lumen",
    "cfm": "cubic feet a minute; there centifemtometres",
    "A": "'amps'; there an attometre per second",
    "VDC": "'V dc'; there volts times the speed of light",
    "ohm": "'R' for ohm on drawings; there the gas constant",
    "G": "in SI; there in the CGS system, and 'Gs' as gigaseconds",
    "Oe": "in SI; there in the CGS system",
    "%": "'pct'; there a picotonne",
    "ppt": "a share, ambiguous here; there a pint",
    "bit": "'Gb' is gigabits; there the gilbert and the barn",
    "rad": "a dose in Mrad; there an angle as well",
    "S": "a sample in MS/s; there siemens",
    "nt": "a nucleotide; there the nit",
    "kb": "a kilobase; there the kilobarn",
    "fps": "frames a second; there feet a second",
    "dB": "a level; there a factor",
}


@cache
def registry() -> Any:
    return pint.UnitRegistry()


def factor_there(words: str, unit: Unit) -> float | None:
    """What the library makes of the words, in SI; None where it does not know them or they measure something else."""
    if any(base not in BASES for base, _ in unit.vector):
        return None
    wanted = "*".join(f"{BASES[base]}**({power})" for base, power in unit.vector) or "dimensionless"
    try:
        found = registry().Quantity(1.0, words) if is_known(words) else registry().Quantity(registry()(words))
        return float(found.to(wanted).magnitude)
    except Exception:  # the library raises what its parser raises
        return None


def is_known(words: str) -> bool:
    try:
        registry().Quantity(1, words)
    except Exception:
        return False
    return True


def agrees(found: float | None, unit: Unit) -> bool:
    return found is not None and abs(found - float(unit.factor)) <= RELATIVE * abs(found)


ROWS = sorted({(u.row, float(u.factor)): u for us in spellings().values() for u in us if u.name == u.row}.items())


def is_confirmed(row: tuple[str, float], unit: Unit) -> bool:
    """Whether the library has the same factor, under the words given here or under a spelling of the row."""
    if unit.row in OURS and any(base not in BASES for base, _ in unit.vector):
        return True
    if row in IN_WORDS:
        return agrees(factor_there(IN_WORDS[row], unit), unit)
    names = (n for n, us in spellings().items() for u in us if (u.row, float(u.factor)) == row)
    return any(agrees(factor_there(name, unit), unit) for name in names)


def test_the_factor_of_every_row_is_the_one_of_an_independent_library() -> None:
    assert len(ROWS) > 150
    assert [row for row, unit in ROWS if not is_confirmed(row, unit)] == []


def test_every_spelling_that_the_library_reads_otherwise_is_a_known_clash() -> None:
    compared, otherwise = 0, set()
    for name, units in spellings().items():
        if not name.isascii() or not is_known(name):
            continue
        if any(agrees(factor_there(name, unit), unit) for unit in units):
            compared += 1
        else:
            otherwise.add(units[0].row)
    assert compared > 900
    assert otherwise == set(CLASHES)


def test_what_is_said_in_words_is_all_needed() -> None:
    assert set(IN_WORDS) <= {row for row, _ in ROWS}
