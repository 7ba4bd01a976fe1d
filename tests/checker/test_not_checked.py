"""What was not checked is told for the case at hand, and nothing of it is left to be understood."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse import Checker
from support.checking import checker_with_list, stated

ITEM = {"id": "press", "description": "x", "kind": "cold_isostatic_press"}


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return checker_with_list(tmp_path_factory.mktemp("not-checked") / "data")


def lines(checker: Checker, **changes: Any) -> list[str]:
    return list(checker.assess({**stated(), "items": [ITEM], **changes}).not_checked)


def about(found: list[str], start: str) -> str:
    return next((line for line in found if line.startswith(start)), "")


def test_each_country_of_the_case_is_named_with_how_it_is_touched(checker: Checker) -> None:
    found = lines(checker, route=["DE", "TR", "KZ"])
    assert "destination" in about(found, "Kazakhstan (")
    assert "no rules of its law are held here" in about(found, "Kazakhstan (")
    assert "on the route" in about(found, "Türkiye (")
    assert "its national law beside that of the Union" in about(found, "Germany (")


def test_items_of_united_states_origin_are_followed_by_a_law_that_is_not_held(checker: Checker) -> None:
    found = lines(checker, items=[{**ITEM, "origin": "US"}])
    assert "press is of United States origin" in about(found, "United States:")


def test_an_origin_that_is_not_stated_is_told(checker: Checker) -> None:
    assert about(lines(checker), "Origin of press: not stated")
    assert not about(lines(checker, items=[{**ITEM, "origin": "DE"}]), "Origin of")


def test_lists_and_articles_that_are_not_encoded_are_named(checker: Checker) -> None:
    found = lines(checker)
    assert "Categories 0, 1 and 3 to 9" in about(found, "Dual-use list of the European Union")
    assert "Articles 5 (cyber-surveillance), 6 (brokering)" in about(found, "European Union: Articles")
    assert about(found, "Military lists")


def test_duties_of_states_are_not_taken_for_checked(checker: Checker) -> None:
    assert "operative paragraph 3(d)" in about(lines(checker), "United Nations: duties of States")


def test_parties_that_were_not_screened_are_named(checker: Checker, tmp_path: Any) -> None:
    empty = Checker.load(tmp_path)
    assert "Saryarka Ceramics LLP not reliably screened" in " ".join(lines(empty))
    assert "not reliably screened" not in " ".join(lines(checker))
    assert about(lines(checker, parties=None), "Parties: none are stated")
    assert about(lines(checker, parties=[{"role": "carrier", "name": "B"}]), "Parties: no end-user")
    assert about(lines(checker, parties=[{"role": "end_user", "name": "B"}]), "Parties: the country of B")


def test_papers_are_named_and_not_read(checker: Checker) -> None:
    papers = [{"kind": "end_use_certificate", "number": "14/26"}]
    assert "end_use_certificate 14/26 were not read" in about(lines(checker, documents=papers), "Documents:")
    assert "there are none" in about(lines(checker, documents=[]), "Documents:")
    assert "none is stated" in about(lines(checker), "Documents:")


def test_a_route_that_nobody_states_is_not_looked_at(checker: Checker) -> None:
    assert about(lines(checker, route=None), "Route: not stated")
    assert not about(lines(checker), "Route:")


def test_an_item_that_no_entry_settles_is_named(checker: Checker) -> None:
    assert "press" in about(
        lines(checker, items=[{"id": "press", "description": "x"}]), "press: no entry of a list settles it"
    )


@pytest.mark.parametrize(
    ("changes", "notice"),
    [
        ({"route": ["DE", "TR"]}, "The route ends in Türkiye"),
        ({"end_use": {"statement": "x", "location": "RU"}}, "The place of use is Russia"),
        ({"facts": {"arms_embargo.XX": "yes"}}, "facts.arms_embargo.XX: no rule held asks for it"),
        ({"facts": {"un1540.suspicion_borne_out": "maybe"}}, "'maybe' is neither yes nor no"),
        ({"date": "2026-12-24"}, "was last checked for changes on"),
        ({"date": "2026-02-01"}, "the copy searched is of 2026-02-10, later than the day"),
    ],
)
def test_what_does_not_fit_together_is_noticed(changes: dict[str, Any], notice: str, checker: Checker) -> None:
    assessment = checker.assess({**stated(), "items": [ITEM], **changes})
    assert any(notice in n for n in assessment.notices), assessment.notices


def test_a_declared_code_is_held_against_what_was_found(checker: Checker) -> None:
    caught = {"max_working_pressure": "70 MPa", "chamber_inside_diameter": "200 mm", "max_temperature": "80 °C"}
    none = checker.assess({**stated(), "items": [{**ITEM, "parameters": caught, "declared_code": "none"}]})
    assert any("declared as not listed, caught by 2B204.a" in n for n in none.notices)
    free = {**caught, "max_working_pressure": "50 MPa"}
    told = checker.assess({**stated(), "items": [{**ITEM, "parameters": free, "declared_code": "2B204"}]})
    assert any("declared as 2B204, and no entry held catches it" in n for n in told.notices)
