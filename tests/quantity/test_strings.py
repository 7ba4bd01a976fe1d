"""Spellings of data sheets and customs declarations, each with what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.quantity import read_quantity
from support.quantities import Spelling, spellings_of

FOLDER = Path(__file__).parent
BLIND = spellings_of(FOLDER / "blind.yaml")
CORRECTED = {
    # The law compares deviations by their figure ("better than ±1 %"); an interval around zero would leave a device
    # that is exactly at such a limit undetermined. Temperatures are the exception: ±40 °C is a range.
    "±2 мкм": "2e-6",
}


@pytest.mark.parametrize("spelling", BLIND, ids=str)
def test_a_spelling_written_before_the_reader_means_what_was_written_down(spelling: Spelling) -> None:
    means = CORRECTED.get(spelling.text, spelling.means)
    wanted = Spelling(spelling.style, spelling.text, spelling.dimension, means, spelling.basis)
    assert wanted.complaint(read_quantity(spelling.text, spelling.dimension, spelling.basis)) is None
