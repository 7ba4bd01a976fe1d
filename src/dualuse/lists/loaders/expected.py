"""How much an edition must contain: falling below is a loss nobody would notice otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dualuse.errors import SourceChangedError


@dataclass(frozen=True, slots=True)
class Expected:
    """Exact counts of one edition, or the least an unknown edition may have."""

    entries: int
    exact: bool = True
    categories: Mapping[str, int] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)


PINNED: Mapping[tuple[str, str], Expected] = {
    ("eu/annex-i", "2025-11-15"): Expected(
        entries=384,
        categories={"0": 15, "1": 93, "2": 55, "3": 51, "4": 13, "5": 13, "6": 36, "7": 37, "8": 8, "9": 63},
        least={"provisions": 3434, "notes": 760, "cas": 163, "definitions": 175, "documents": 36, "authorisations": 8},
    ),
}

# The first edition of the recast regulation, 2021; no entry has been removed since.
LEAST: Mapping[str, Expected] = {
    "eu/annex-i": Expected(
        entries=366,
        exact=False,
        least={"provisions": 3300, "notes": 700, "cas": 156, "definitions": 160, "documents": 30, "authorisations": 8},
    ),
}


def expected_for(list_id: str, edition: str) -> Expected:
    """What is pinned for the edition, or the least that the list ever had."""
    return PINNED.get((list_id, edition), LEAST[list_id])


def check_counts(expected: Expected, categories: Mapping[str, int], counts: Mapping[str, int], where: str) -> None:
    """Compare what was read with what must be there.

    Raises:
        SourceChangedError: An exact count differs, or another one is too low.
    """
    found = counts["entries"]
    if found < expected.entries or (expected.exact and found != expected.entries):
        least = "" if expected.exact else "at least "
        raise SourceChangedError(f"{found} entries, {least}{expected.entries} are expected", where)
    for category, count in expected.categories.items():
        if categories.get(category, 0) != count:
            raise SourceChangedError(
                f"{categories.get(category, 0)} entries in category {category}, {count} are expected", where
            )
    for name, count in expected.least.items():
        if counts[name] < count:
            raise SourceChangedError(f"{counts[name]} {name}, at least {count} are expected", where)
