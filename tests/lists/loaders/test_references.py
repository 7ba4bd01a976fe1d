from __future__ import annotations

import pytest

from dualuse.lists.loaders.references import Printed, references

PRINTED = Printed(
    [
        *("2B001", "2B002", "2B002.a", "2B003", "2B104", "2D001", "1C350", "1C350.1", "1C350.3", "1C350.11"),
        *("3A001", "3A001.a", "3A001.a.3", "3A001.a.4", "3A001.a.10", "3A001.a.11", "3A001.b", "3A002", "3A002.a"),
        *("1C450", "1C450.a", "1C450.a.4", "1C450.a.5"),
    ]
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SEE ALSO 2B001 AND 2B104.", ["2B001", "2B104"]),
        ("in 2B001 to 2B003, or 2D001", ["2B001", "2B002", "2B003", "2D001"]),
        ("3A001.a.3. to 3A001.a.10.,", ["3A001.a.3", "3A001.a.4", "3A001.a.10"]),
        ("3A001.b. to 3A002.a.", ["3A001.b", "3A002.a"]),
        ("entries 1C350.1, .3 and .11 in which", ["1C350.1", "1C350.3", "1C350.11"]),
        ("entries 1C450.a.4., .a.5. in which", ["1C450.a.4", "1C450.a.5"]),
        ("3A001.a.includes nothing", ["3A001.a"]),
        ("For the purposes of 2B002.a.:", ["2B002.a"]),
        ("For 2B002a, this", ["2B002.a"]),
        ("CAS 107-07-3, ISO 230-2 and 12B001x", []),
    ],
)
def test_codes_are_found_as_people_print_them(text: str, codes: list[str]) -> None:
    assert list(references(text, PRINTED).codes) == codes


def test_a_range_over_product_groups_is_not_invented() -> None:
    assert references("2B001 to 2D001", PRINTED).codes == ("2B001", "2D001")
    assert references("2B003 to 2B001", PRINTED).codes == ("2B003", "2B001")


def test_codes_without_their_point_or_unknown_to_the_list_are_told() -> None:
    found = references("2B002a and 2B777", PRINTED)
    assert (found.glued, found.unknown) == (("2B002a",), ("2B777",))
