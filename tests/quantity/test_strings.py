"""Spellings of data sheets and customs declarations, each with what it means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dualuse.quantity import Ambiguous, Quantity, read_quantity
from support.quantities import Spelling, spellings_of

FOLDER = Path(__file__).parent
BLIND = spellings_of(FOLDER / "blind.yaml")
SPELLINGS = spellings_of(FOLDER / "strings.yaml")

# Lines of blind.yaml that are held for wrong since, each with the reason.
CORRECTED = {
    # The law compares deviations by their figure ("better than ±1 %"); an interval around zero would leave a device
    # that is exactly at such a limit undetermined. Temperatures are the exception: ±40 °C is a range.
    "±2 мкм": "2e-6",
}


@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
def test_a_spelling_means_what_its_line_says(spelling: Spelling) -> None:
    assert spelling.complaint(read_quantity(spelling.text, spelling.dimension, spelling.basis)) is None


@pytest.mark.parametrize("spelling", BLIND, ids=str)
def test_a_spelling_written_down_before_the_reader_means_what_was_written_down(spelling: Spelling) -> None:
    wanted = replace(spelling, means=CORRECTED.get(spelling.text, spelling.means))
    assert wanted.complaint(read_quantity(spelling.text, spelling.dimension, spelling.basis)) is None


def test_every_correction_of_the_blind_table_is_of_a_line_in_it() -> None:
    assert set(CORRECTED) <= {s.text for s in BLIND}


REFUSED = [s for s in (*SPELLINGS, *BLIND) if s.means in ("unreadable", "refused") or " or " in s.means]


@pytest.mark.parametrize("spelling", REFUSED, ids=str)
def test_what_is_no_value_says_why_in_both_languages(spelling: Spelling) -> None:
    reading = read_quantity(spelling.text, spelling.dimension, spelling.basis)
    assert not isinstance(reading, Quantity)
    assert not isinstance(reading, Ambiguous) or len(set(reading.readings)) > 1
    for reason in (reading.reason, reading.reason_ru):
        assert reason
        assert not reason.endswith(".")
        assert "{" not in reason
    assert any("а" <= c <= "я" for c in reading.reason_ru)
