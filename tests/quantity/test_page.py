"""The page for officers says what the reader does: every row of its tables is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dualuse.quantity import Ambiguous, Quantity, dimensions, read_quantity

PAGE = Path(__file__).resolve().parents[2] / "docs/quantities.md"
BASES = {"by weight": "weight", "of full scale": "full_scale"}
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_the_page_has_rows_of_every_kind() -> None:
    assert len(ROWS) > 80
    assert sum(meant.startswith("either ") for _, _, meant in ROWS) > 10


@pytest.mark.parametrize(("text", "measured", "meant"), ROWS, ids=[f"{t} as {m}" for t, m, _ in ROWS])
def test_a_row_of_the_page_is_read_as_it_says(text: str, measured: str, meant: str) -> None:
    dimension, _, words = measured.partition(" ")
    assert dimension in dimensions()
    reading = read_quantity(text, dimension, BASES[words] if words else None)
    if isinstance(reading, Quantity):
        assert reading.in_usual_unit() == meant
    elif isinstance(reading, Ambiguous):
        assert f"either {' or '.join(map(str, reading.readings))}" == meant
    else:
        assert reading.reason == meant
