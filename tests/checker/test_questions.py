"""What is asked about an ordinary item, and in which order."""

from datetime import date

import pytest

from dualuse.checker.classification import Target, classify_item
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import ItemClassification
from dualuse.model.transaction import Item

DAY = date(2026, 2, 16)


@pytest.fixture(scope="module")
def target() -> Target:
    held = Catalogue.load()
    annex = held.get("eu/annex-i")
    return Target(annex, annex.edition(DAY), held.entry_set("eu/annex-i", DAY))


def classified(target: Target, kind: str, **parameters: object) -> ItemClassification:
    item = Item.model_validate({"description": kind, "kind": kind, "parameters": parameters})
    return classify_item(item, 0, target)


def test_a_kind_that_is_too_general_is_asked_for_before_anything_else(target: Target) -> None:
    found = classified(target, "furnace", max_temperature="1300 °C", controlled_atmosphere="yes")
    assert [q.name for q in found.questions if q.settles != "with_others"] == ["kind"]
    assert found.questions[0].name == "kind"
    assert "induction_furnace" in found.questions[0].ask
    assert "arc_furnace" in found.questions[0].ask


def test_facts_of_a_data_sheet_are_asked_before_judgements(target: Target) -> None:
    found = classified(target, "end_effector")
    kinds = [q.kind for q in found.questions]
    assert kinds == sorted(kinds, key=lambda kind: kind == "judgement")
    assert kinds[0] == "fact"


def test_an_ordinary_lathe_with_its_figures_stated_is_asked_nothing(target: Target) -> None:
    axes = [
        {"name": "X", "travel": "220 mm", "positioning_accuracy_iso230_1988": "8 µm", "upr": "3 µm"},
        {"name": "Z", "travel": "600 mm", "positioning_accuracy_iso230_1988": "10 µm", "upr": "4 µm"},
    ]
    found = classified(
        target, "turning_machine", contouring_axes="2", max_machining_diameter="400 mm", linear_axes=axes
    )
    assert found.listed == "no"
    assert found.questions == ()


def test_a_robot_without_any_rating_is_asked_for_no_judgement(target: Target) -> None:
    figures = {"explosion_protected": "no", "total_dose_rating": "0 Gy", "max_operating_altitude": "2 km"}
    found = classified(target, "robot", **figures)
    assert found.listed == "no"
    assert found.questions == ()


def test_a_cold_press_with_its_figures_stated_is_asked_nothing(target: Target) -> None:
    figures = {"max_working_pressure": "300 MPa", "chamber_inside_diameter": "120 mm", "max_temperature": "40 °C"}
    for kind in ("cold_isostatic_press", "isostatic_press"):
        assert classified(target, kind, **figures).listed == "no"
