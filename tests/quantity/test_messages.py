"""What is said of a text that is no value: a plain sentence with what to write instead, in English and Russian."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

import dualuse.quantity
from dualuse.quantity import Ambiguous, Quantity, dimensions, read_quantity
from dualuse.quantity.messages import NotReadError, basis_words, failure
from dualuse.quantity.phrases import bases

FOLDER = Path(dualuse.quantity.__file__).parent
TABLE = tomllib.loads((FOLDER / "messages.toml").read_text("utf-8"))
SENTENCES = {key: row for key, row in TABLE.items() if key != "basis"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages_say_the_same_things(key: str) -> None:
    row = SENTENCES[key]
    assert set(row) <= {"en", "ru", "weight"}
    assert fields(row["en"]) - {"mark"} == fields(row["ru"]) - {"mark"}
    assert row.get("weight", 3) in (0, 1, 2, 3)
    assert re.search("[а-я]", row["ru"])
    assert not re.search("[а-я]", row["en"])


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_continues_one_and_tells_what_to_write(key: str) -> None:
    row = SENTENCES[key]
    for text in (row["en"], row["ru"]):
        assert not text.endswith((".", " "))
        assert not text[0].isupper()
    if key not in ("near", "as_product", "something_else", "no_dimension"):
        assert ";" in row["en"]
        assert ";" in row["ru"]


def test_every_sentence_is_used_and_every_one_used_is_there() -> None:
    code = "\n".join(f.read_text("utf-8") for f in FOLDER.glob("*.py"))
    used = {*re.findall(r"(?:failure|say)\(\s*\"(\w+)\"", code), *re.findall(r"Way\(.*\), \"(\w+)\"\)", code)}
    assert used == set(SENTENCES)


def test_every_basis_has_words() -> None:
    assert {basis_words(b).en for b in bases().values()}
    assert set(TABLE["basis"]) == set(bases().values())


def test_an_error_carries_its_sentence() -> None:
    error = failure("reversed")
    assert isinstance(error, NotReadError)
    assert str(error) == error.message.en == SENTENCES["reversed"]["en"]


SAID = [
    ("", "pressure", "nothing is stated; write a pressure, for example '69 MPa'"),
    (
        "по запросу",
        "length",
        "there is no figure in it; write a length as a figure with its unit, for example '0.9 µm'",
    ),
    ("70", "pressure", "the unit is missing; write a pressure with its unit, for example '69 MPa'"),
    ("5 kg", "length", "'kg' measures a mass; write a length, for example '0.9 µm'"),
    ("5 шт", "mass", "'шт' measures a plain number; write a mass, for example '12 kg'"),
    ("5 C", "length", "'C' measures a temperature or a charge; write a length, for example '0.9 µm'"),
    ("5 МПаа", "pressure", "'МПаа' is not a known unit; write a pressure, for example '69 MPa' (did you mean 'МПа'?)"),
    ("5 mm nominal", "length", "'nominal' is not understood; write only the figure and its unit, for example '0.9 µm'"),
    ("5 mm @ 20 °C", "length", "there are several figures in it; write one, for example '0.9 µm', or a range"),
    ("5 blorp max", "length", "'blorp' is not a known unit; write a length, for example '0.9 µm'"),
    ("5 blorp-7 blorp", "length", "'blorp' is not a known unit; write a length, for example '0.9 µm'"),
    ("5 x 10-6 m", "length", "the power of ten seems to have lost its raised figure; write 5 x 10^-6 if that is meant"),
    (
        "5 x 103 Gy",
        "absorbed_dose",
        (
            "the power of ten seems to have lost its raised figure; "
            "write 5 x 10^3 if that is meant, or 515 if a product is"
        ),
    ),
    ("100 кг", "force", "a mass is no force; write it in N, or in kgf if kilograms of force are meant"),
    ("5 mm or better", "length", "'or better' goes up for some quantities and down for others; write ≤ or ≥"),
    ("10,000 psi", "pressure", "in '10,000' the comma may mark decimals or part thousands; write 10 or 10000"),
    ("-10,000 V", "voltage", "in '-10,000' the comma may mark decimals or part thousands; write -10 or -10000"),
    (
        "5 hp",
        "power",
        "'hp' may be a metric horsepower (735.49875 W) or a mechanical horsepower (745.7 W); write it in W",
    ),
]


@pytest.mark.parametrize(("text", "dimension", "reason"), SAID, ids=[f"{t} as {d}" for t, d, _ in SAID])
def test_the_reason_is_the_most_telling_one(text: str, dimension: str, reason: str) -> None:
    reading = read_quantity(text, dimension)
    assert not isinstance(reading, Quantity)
    assert reading.reason == reason


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("10,000 psi", "pressure"),
        ("1.500 mm", "length"),
        ("5 hp", "power"),
        ("5 mpa", "pressure"),
        ("50 Гб/с", "data_rate"),
    ],
)
def test_every_reading_of_an_ambiguous_text_can_be_written_so_that_it_is_the_only_one(
    text: str, dimension: str
) -> None:
    reading = read_quantity(text, dimension)
    assert isinstance(reading, Ambiguous)
    for each in reading.readings:
        again = read_quantity(str(each), dimension)
        assert isinstance(again, Quantity)
        assert (again.low, again.high) == (each.low, each.high)


@pytest.mark.parametrize("name", dimensions())
def test_a_unit_slightly_misspelt_is_suggested(name: str) -> None:
    """The example of the dimension with a letter too many."""
    example = dimensions()[name].named.eg
    figure, _, unit = example.rpartition(" ")
    if len(unit) < 3 or not unit.isalpha() or name.startswith("nominal"):
        return
    reading = read_quantity(f"{figure} {unit}q", name)
    assert not isinstance(reading, Quantity)
    assert f"'{unit}'" in reading.reason
