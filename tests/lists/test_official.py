from __future__ import annotations

from datetime import date

import pytest

from dualuse.errors import NotHeldError
from dualuse.lists.loaders.eu_annex import load
from dualuse.lists.official import OfficialText
from support.hand_made_annex import SMALL, annex_bytes


@pytest.fixture(scope="module")
def text() -> OfficialText:
    return load(annex_bytes(), "small.json", SMALL)


def test_an_entry_is_printed_with_its_provisions_and_notes_in_order(text: OfficialText) -> None:
    lines = text.entry_text("1C350").split("\n")
    assert [line.split(" ")[0] for line in lines] == ["1C350", "1C350.1", "1C350.2", "1C350.3", "1C350"]
    assert lines[-1].startswith("1C350 Note 1: 1C350 does not control")


def test_the_untouched_text_is_there_on_request(text: OfficialText) -> None:
    assert "× 10^6 m" in text.entry_text("1C010")
    assert "× 106 m" in text.entry_text("1C010", original=True)


def test_a_code_may_be_written_as_people_write_it(text: OfficialText) -> None:
    assert text.provision("1С010.A.").code == "1C010.a"  # a Cyrillic С and a closing point


def test_a_code_that_is_not_printed_names_its_neighbours(text: OfficialText) -> None:
    with pytest.raises(NotHeldError, match=r"eu/annex-i of 2099-12-31 prints no 1C350\.9; near it are 1C350"):
        text.provision_text("1C350.9")


def test_notes_of_an_entry_bear_on_everything_in_it(text: OfficialText) -> None:
    assert [n.number for n in text.notes_for("1C350.2")] == ["1"]
    assert [n.number for n in text.notes_for("1C350")] == ["1"]


def test_see_also_gathers_what_is_below(text: OfficialText) -> None:
    assert text.see_also("1C010") == ["1C350", "2B001"]
    assert text.see_also("1C010.a") == []


def test_the_edition_is_a_day(text: OfficialText) -> None:
    assert text.effective == date(2099, 12, 31)


def test_counts_are_those_of_what_is_there(text: OfficialText) -> None:
    counts = text.counts()
    assert counts["entries"] == len(text.entries()) == 5
    assert counts["provisions"] == len(text.codes())
    assert counts["not_used"] == len(text.unused())
