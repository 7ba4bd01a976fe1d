from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.logic import Parameter
from dualuse.matching.goods.recognise import MAX_MENTIONS, Organisms, mentions, offers

ORGANISMS = Organisms(["Bacillus anthracis", "Lassa virus", "вирус Эбола"])


def values(text: str, *kinds: str) -> list[str]:
    return [m.value for m in mentions(text, ORGANISMS) if m.kind in kinds]


def test_a_code_is_recognised_with_cyrillic_letters_too() -> None:
    assert values("насос по 2В350.i и ECCN 3A001.b.2.a", "code") == ["2B350.i", "3A001.b.2.a"]


@pytest.mark.parametrize("text", ["12B350", "2F350", "2B35", "2B3501"])
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert values(text, "code") == []


def test_a_cas_number_with_a_wrong_check_digit_is_shown_with_its_problem() -> None:
    good, bad = mentions("CAS 7664-39-3 and 7664-39-4")
    assert (good.value, good.problem) == ("7664-39-3", None)
    assert bad.problem is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [("8457.10 machining centre", "845710"), ("код ТН ВЭД 8413 70 210 0", "841370"), ("HS 845710", "845710")],
)
def test_customs_codes_are_recognised_where_they_are_written_as_such(text: str, code: str) -> None:
    assert values(text, "hs") == [code]


@pytest.mark.parametrize("text", ["price 845710", "0012.34", "in 2026.11", "9999.10"])
def test_a_number_alone_is_no_customs_code(text: str) -> None:
    assert [v for v in values(text, "hs") if v != "202611"] == []


def test_organisms_are_found_whole_and_in_any_case() -> None:
    assert values("culture of BACILLUS ANTHRACIS Sterne", "organism") == ["Bacillus anthracis"]
    assert values("Bacillus anthracisoides", "organism") == []


def test_a_genus_shortened_to_its_initial_is_recognised_but_no_initial_of_a_virus() -> None:
    assert values("B. anthracis spores, b.anthracis", "organism") == ["Bacillus anthracis", "Bacillus anthracis"]
    assert values("L. virus", "organism") == []


def test_a_russian_name_is_recognised_in_any_case() -> None:
    assert values("панель на вирус Эбола; инактивация вируса Эболы", "organism")[0] == "вирус Эбола"
    assert values("РНК ВИРУСОМ ЭБОЛА", "organism") == ["вирус Эбола"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("давление до 69 МПа", ["69 МПа"]),
        ("12 000 об/мин", ["12 000 об/мин"]),
        ("-40…125 °C", ["-40…125 °C"]),
        ("0,9 µm over 300 mm", ["0,9 µm", "300 mm"]),
        ("Matrice 300 с тепловизором, 30 с", ["30 с"]),
    ],
)
def test_numbers_with_units_are_recognised(text: str, found: list[str]) -> None:
    assert values(text, "quantity") == found


def test_a_quantity_is_offered_to_parameters_of_its_dimension_the_named_one_first() -> None:
    pressure = Parameter("max_working_pressure", "quantity", "Maximum working pressure", "?", "pressure")
    vacuum = Parameter("ultimate_vacuum", "quantity", "Ultimate vacuum", "?", "pressure")
    diameter = Parameter("diameter", "quantity", "Diameter", "?", "length")
    text = "press, working pressure 69 MPa"
    made = offers(text, mentions(text), [vacuum, diameter, pressure])
    assert [(o.parameter, o.near) for o in made] == [("max_working_pressure", True), ("ultimate_vacuum", False)]


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    found = mentions(text, ORGANISMS)
    assert len(found) <= MAX_MENTIONS
    assert [m.start for m in found] == sorted(m.start for m in found)


@given(st.text(alphabet="0123456789 .,-x10^×/ мkPa", max_size=400))
def test_endless_figures_end(text: str) -> None:
    assert len(mentions(text)) <= MAX_MENTIONS
