"""Figures: a ceiling is no floor, a wrong or missing unit is no answer, and nothing hidden in the text changes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.checker.classification import Target, classify_item
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import ItemClassification
from dualuse.model.transaction import Item
from support.deals import DAY, press

HELD = Catalogue.load()
ANNEX = HELD.get("eu/annex-i")
TARGET = Target(ANNEX, ANNEX.edition(DAY), HELD.entry_set("eu/annex-i", DAY))


def pressure(stated: object) -> ItemClassification:
    """A wide cold press of which nothing but the pressure is open; 2B204.a begins at 69 MPa."""
    sizes = {"chamber_inside_diameter": "200 mm", "max_temperature": "80 °C", "max_working_pressure": stated}
    return classify_item(Item.model_validate(press(parameters=sizes)), 0, TARGET)


@pytest.mark.parametrize(
    ("stated", "listed"),
    [
        ("69 MPa", "yes"),
        ("68.999 MPa", "no"),
        ("up to 60 MPa", "no"),
        ("up to 80 MPa", "unknown"),
        ("at most 69 MPa", "unknown"),
        ("less than 69 MPa", "no"),
        ("at least 60 MPa", "unknown"),
        ("60 MPa or more", "unknown"),
        ("at least 69 MPa", "yes"),
        ("more than 68 MPa", "unknown"),
        ("60-80 MPa", "unknown"),
        ("70-80 MPa", "yes"),
    ],
)
def test_a_ceiling_is_not_read_as_a_floor_nor_a_floor_as_a_ceiling(stated: str, listed: str) -> None:
    """A share that must stay below in one law and above in another was carried across with its number alone."""
    assert pressure(stated).listed == listed


@pytest.mark.parametrize(
    "stated",
    [
        "60", "60 mm", "60 kg", "60 °C", "60 N", "60 MPA·s", "60 Mpax", "60 ton", "60 kN/m", "sixty MPa", "60 M Pa",
        "60 MPa (test 90 MPa)", "60 MPa working, 90 MPa burst", "60 / 80 MPa", "60; 80 MPa", "60 MPa approx.",
        "about 60 MPa", "60 MPa nominal", "TBC", "n/a", "-", "none", "see data sheet", "0", "", " ", "no", "nan MPa",
        "1e999 MPa", "10,000 psi",
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_used_is_not_a_figure_below_the_limit(stated: str) -> None:
    found = pressure(stated)
    assert found.listed == "unknown"
    assert [q.name for q in found.questions] == ["max_working_pressure"]
    assert found.questions[0].kind == "restate"
    assert found.questions[0].problem


@pytest.mark.parametrize("stated", ["-60 MPa", "- 60 MPa", "–60 MPa", "−70 MPa"])
def test_a_pressure_below_nothing_is_not_a_pressure_below_the_limit(stated: str) -> None:
    """A dash that marks a row of a table makes a negative figure, and every negative figure is under every limit."""
    assert pressure(stated).listed == "unknown"


def test_a_negative_temperature_is_a_temperature() -> None:
    sizes = {"chamber_inside_diameter": "200 mm", "max_temperature": "-20 °C", "max_working_pressure": "300 MPa"}
    assert classify_item(Item.model_validate(press(parameters=sizes)), 0, TARGET).listed == "yes"


CONTROLS = st.sampled_from([chr(c) for c in (*range(0x20), 0x7F, 0x85, 0x9B)])
INVISIBLE = st.sampled_from(["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u202e", "\u202a", "\u2066", "\u00ad"])


@given(CONTROLS, st.integers(0, 5))
def test_a_control_character_in_a_figure_never_makes_it_smaller(control: str, at: int) -> None:
    """69 with something inside must be 69 or be asked for again; 6 and 9 apart are not 69."""
    text = "69 MPa"
    assert pressure(text[:at] + control + text[at:]).listed in ("yes", "unknown")


@given(INVISIBLE, st.integers(0, 6))
def test_an_invisible_character_in_a_figure_never_makes_it_smaller(mark: str, at: int) -> None:
    text = "69 MPa"
    assert pressure(text[:at] + mark + text[at:]).listed in ("yes", "unknown")


@given(st.text(max_size=12))
def test_no_text_without_a_figure_below_the_limit_puts_an_item_outside_it(text: str) -> None:
    """Only a figure can be under a limit."""
    found = pressure(text)
    if not any(c.isnumeric() for c in text):
        assert found.listed == "unknown"


@pytest.mark.parametrize("value", [None, [], {}, ["60 MPa"], {"value": "60 MPa"}, True, 60, 60.0])
def test_a_value_of_the_wrong_shape_is_asked_for_again(value: object) -> None:
    assert pressure(value).listed == "unknown"


def test_a_figure_under_a_name_nobody_knows_is_told_and_not_used() -> None:
    sizes = {"max_working_presure": "60 MPa", "chamber_inside_diameter": "200 mm", "max_temperature": "80 °C"}
    found = classify_item(Item.model_validate(press(parameters=sizes)), 0, TARGET)
    assert found.listed == "unknown"
    assert "max_working_pressure" in found.unread[0]
