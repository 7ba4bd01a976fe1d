from __future__ import annotations

import json

import pytest

from support.running import Run


def test_a_russian_description_leads_to_an_entry_a_kind_and_figures_to_confirm(run: Run) -> None:
    ran = run("find", "Насос вакуумный турбомолекулярный, входной диаметр 400 мм, предельное давление 10 мПа")
    assert ran.status == 0
    assert "2B231" in ran.out
    assert "kind to state: vacuum_pump" in ran.out
    assert "throat_size = 400 мм" in ran.out
    assert "Candidates decide nothing" in ran.out


def test_the_json_form_names_words_mentions_and_what_was_missing(run: Run) -> None:
    ran = run("find", "hot isostatic press 200 MPa", "--format", "json", "--limit", "2")
    found = json.loads(ran.out)
    assert len(found["suggestions"]) == 2
    first = found["suggestions"][0]
    assert first["candidate"]["words"]
    assert {"parameter": "max_working_pressure", "text": "200 MPa", "near": True} in first["figures"]
    assert [m["value"] for m in found["result"]["mentions"]] == ["200 MPa"]


def test_words_that_no_entry_knows_are_no_answer_about_the_item(run: Run) -> None:
    ran = run("find", "§§§")
    assert ran.status == 0
    assert "says nothing about the item" in ran.out


@pytest.mark.parametrize("arguments", [["find"], ["find", "x", "--limit", "0"], ["find", "x", "--as-of", "soon"]])
def test_a_wrong_call_is_one_message_and_status_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
