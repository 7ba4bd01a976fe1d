"""The unit table: complete, consistent, and readable in every spelling it lists."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dualuse.quantity import Ambiguous, Quantity, Unit, dimensions, read_constant, read_quantity, spellings
from dualuse.quantity.tidy import tidy
from dualuse.quantity.unit_expressions import meanings
from dualuse.quantity.units import counted_nouns, exact_factor, refusals, vector_of

NOMINAL = ("nominal_diameter", "nominal_pipe_size")
UNITS = [(name, unit) for name, units in spellings().items() for unit in units]


def fitting(unit: Unit) -> list[str]:
    """The dimensions in which the unit is meant."""
    return [n for n, d in dimensions().items() if unit.fits(n) and d.factor_of(unit.vector) is not None]


@pytest.mark.parametrize("name", dimensions())
def test_the_example_of_a_dimension_is_read_in_both_languages(name: str) -> None:
    named = dimensions()[name].named
    english, russian = read_quantity(named.eg, name), read_quantity(named.eg_ru, name)
    assert isinstance(english, Quantity), english
    assert isinstance(russian, Quantity), russian
    assert english.is_exact
    assert (english.low, english.high) == (russian.low, russian.high)


@pytest.mark.parametrize("name", [n for n in dimensions() if n not in NOMINAL])
def test_one_si_unit_of_a_dimension_is_read_as_one(name: str) -> None:
    dimension = dimensions()[name]
    reading = read_quantity(f"1 {dimension.si}".strip() if name != "fraction" else "100 %", name)
    assert isinstance(reading, Quantity), reading
    assert reading.low == reading.high == 1


def test_every_unit_is_meant_somewhere_by_itself_or_only_in_products() -> None:
    alone = {unit.row for _, unit in UNITS if fitting(unit)}
    assert {unit.row for _, unit in UNITS} - alone == {"Nm3", "rev", "n", "S", "frame", "op"}


def test_every_dimension_a_unit_is_kept_to_exists() -> None:
    assert {dimension for _, unit in UNITS for dimension in unit.only} <= set(dimensions())


def test_every_spelling_is_read_with_its_own_factor_or_reported_as_ambiguous() -> None:
    wrong = []
    for name, unit in UNITS:
        for dimension in fitting(unit):
            scale = dimensions()[dimension].factor_of(unit.vector)
            assert scale is not None
            if unit.factor * scale not in {m.factor for m in meanings(tidy(name), dimension)}:
                wrong.append((name, dimension))
    assert wrong == []


def test_where_a_spelling_has_two_meanings_in_one_dimension_both_are_called_by_name() -> None:
    unnamed = set()
    for name, unit in UNITS:
        for dimension in fitting(unit):
            found = meanings(tidy(name), dimension)
            if len(found) > 1 and not all(m.label.en and m.label.ru for m in found):
                unnamed.add((name, dimension))
    assert unnamed == set()


def test_what_is_ambiguous_is_known_by_name() -> None:
    """Every plain spelling with two meanings in one dimension; a new one here is a decision, not an accident."""
    doubtful = {
        (unit.row, dimension)
        for name, unit in UNITS
        for dimension in fitting(unit)
        if name == unit.name and len(meanings(tidy(name), dimension)) > 1
    }
    assert doubtful == {
        ("Mm", "length"),
        ("NM", "length"),
        ("MF", "capacitance"),
        ("gal", "volume"),
        ("gr", "mass"),
        ("ton", "mass"),
        ("ton", "atomic_mass"),
        ("cal", "energy"),
        ("cal", "torque"),
        ("hp", "power"),
        ("hp", "apparent_power"),
        ("hp", "power_level"),
        ("mil", "angle"),
        ("gpm", "flow_volume"),
        ("gpm", "volume_rate_time"),
        ("ppt", "fraction"),
        ("bit", "information"),
        ("B", "information"),
    }


@pytest.mark.parametrize(
    ("latin", "cyrillic", "dimension"),
    [
        ("m", "м", "length"),
        ("g", "г", "mass"),
        ("s", "с", "time"),
        ("Pa", "Па", "pressure"),
        ("N", "Н", "force"),
        ("J", "Дж", "energy"),
        ("W", "Вт", "power"),
        ("V", "В", "voltage"),
        ("A", "А", "current"),
        ("Ω", "Ом", "resistance"),
        ("F", "Ф", "capacitance"),
        ("H", "Гн", "inductance"),
        ("Hz", "Гц", "frequency"),
        ("Gy", "Гр", "absorbed_dose"),
        ("T", "Тл", "magnetic_flux_density"),
        ("mol", "моль", "amount"),
        ("bar", "бар", "pressure"),
        ("l", "л", "volume"),
        ("eV", "эВ", "energy"),
        ("Bq", "Бк", "activity"),
        ("bit", "бит", "information"),
    ],
)
def test_a_prefix_means_the_same_in_both_scripts(latin: str, cyrillic: str, dimension: str) -> None:
    prefixes = {"p": "п", "n": "н", "µ": "мк", "u": "мк", "m": "м", "c": "с", "k": "к", "M": "М", "G": "Г", "T": "Т"}
    powers = {"p": -12, "n": -9, "µ": -6, "u": -6, "m": -3, "c": -2, "k": 3, "M": 6, "G": 9, "T": 12}
    (plain,) = {u.factor for u in spellings()[latin] if dimension in fitting(u)}
    tried = 0
    for short, russian in prefixes.items():
        ours = {u.factor for u in spellings().get(short + latin, ()) if dimension in fitting(u)}
        if not ours or short + latin in ("Mm", "MF", "Tl"):  # ambiguous; and Тл is the tesla
            continue
        tried += 1
        assert ours == {plain * Fraction(10) ** powers[short]}
        assert ours <= {u.factor for u in spellings()[russian + cyrillic]}
    assert tried >= 4


@pytest.mark.parametrize(
    ("word", "symbol"),
    [
        ("kilometres", "km"),
        ("megapascals", "MPa"),
        ("microfarads", "µF"),
        ("nanoseconds", "ns"),
        ("milliradians", "mrad"),
        ("gigahertz", "GHz"),
        ("килоньютонов", "кН"),
        ("микрометра", "мкм"),
        ("мегапаскаль", "МПа"),
    ],
)
def test_words_take_long_prefixes(word: str, symbol: str) -> None:
    assert {u.factor for u in spellings()[word]} <= {u.factor for u in spellings()[symbol]}


@pytest.mark.parametrize(("spelling", "row"), [("min", "min"), ("ft", "ft"), ("мин", "min"), ("Pa", "Pa"), ("мл", "l")])
def test_a_spelling_of_its_own_is_never_read_as_a_prefix_with_a_unit(spelling: str, row: str) -> None:
    assert {u.row for u in spellings()[spelling]} == {row}


def test_a_counted_noun_stands_behind_a_plain_number_only() -> None:
    for word in counted_nouns():
        reading = read_quantity(f"5 {word}", "number")
        assert isinstance(reading, Quantity), word
        assert reading.low == 5


def test_what_looks_like_a_unit_and_fixes_no_value_says_so() -> None:
    for name, (where, message) in refusals().items():
        for dimension in where:
            reading = read_quantity(f"5 {name}", dimension)
            assert getattr(reading, "reason", None) == message.en, (name, dimension)
            assert getattr(reading, "reason_ru", None) == message.ru


def test_the_table_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(TypeError):
        spellings()["m"] = ()  # type: ignore[index]
    with pytest.raises(TypeError):
        del dimensions()["length"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "value", "exponents"),
    [
        ("1.7 µm", Fraction(17, 10**7), "m"),
        ("9.80665 m/s2", Fraction("9.80665"), "m s-2"),
        ("500 Gb/s", Fraction(5 * 10**11), "bit s-1"),
        ("1 MeV", Fraction("1.602176634e-13"), "kg m2 s-2"),
        ("1 A*s", Fraction(1), "A s"),
        ("13 kPa", Fraction(13000), "kg m-1 s-2"),
        ("1 %", Fraction(1, 100), ""),
        ("0.25", Fraction(1, 4), ""),
    ],
)
def test_a_constant_of_a_formula_is_exact_with_its_exponents(text: str, value: Fraction, exponents: str) -> None:
    assert read_constant(text) == (value, vector_of(exponents))


@pytest.mark.parametrize("text", ["20 °C", "5 rad", "20 C", "1,500 m", "5 blorp", "", "m", "5 hp", "1-2 m"])
def test_a_constant_of_two_meanings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_constant(text)


def test_factors_are_exact_fractions() -> None:
    assert exact_factor("2*pi/60") == exact_factor("pi/30")
    assert exact_factor("4.4482216152605/0.0254/0.0254") == Fraction("4.4482216152605") / Fraction("0.0254") ** 2
    assert isinstance(read_quantity("5 hp", "power"), Ambiguous)
