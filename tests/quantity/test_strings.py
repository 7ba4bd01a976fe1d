"""Spellings of data sheets and customs declarations, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable
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


def complaints(spellings: Iterable[Spelling]) -> list[str]:
    """Every line that is not read as it says."""
    read = [(s, s.complaint(read_quantity(s.text, s.dimension, s.basis))) for s in spellings]
    return [f"{spelling}: {complaint}" for spelling, complaint in read if complaint is not None]


def styles(spellings: Iterable[Spelling]) -> list[str]:
    return list(dict.fromkeys(s.style for s in spellings))


def test_the_tables_are_as_long_as_they_were() -> None:
    assert len(SPELLINGS) >= 690
    assert len(BLIND) >= 173


@pytest.mark.parametrize("style", styles(SPELLINGS))
def test_a_spelling_means_what_its_line_says(style: str) -> None:
    assert complaints(s for s in SPELLINGS if s.style == style) == []


@pytest.mark.parametrize("style", styles(BLIND))
def test_a_spelling_written_down_before_the_reader_means_what_was_written_down(style: str) -> None:
    wanted = (replace(s, means=CORRECTED.get(s.text, s.means)) for s in BLIND if s.style == style)
    assert complaints(wanted) == []


def test_every_correction_of_the_blind_table_is_of_a_line_in_it() -> None:
    assert set(CORRECTED) <= {s.text for s in BLIND}


@pytest.mark.parametrize("style", styles([*SPELLINGS, *BLIND]))
def test_what_is_no_value_says_why_in_both_languages(style: str) -> None:
    for spelling in (*SPELLINGS, *BLIND):
        reading = read_quantity(spelling.text, spelling.dimension, spelling.basis)
        if spelling.style != style or isinstance(reading, Quantity):
            continue
        assert not isinstance(reading, Ambiguous) or len(set(reading.readings)) > 1
        for reason in (reading.reason, reading.reason_ru):
            assert reason, spelling
            assert not reason.endswith("."), reason
            assert "{" not in reason, reason
        assert any("а" <= c <= "я" for c in reading.reason_ru), reading.reason_ru
