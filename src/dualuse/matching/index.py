"""What every name index promises, so that a faster one can stand behind the same door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class NameMatch(NamedTuple):
    """A name of the index that scored at or above the cut-off.

    Attributes:
        position: Where the name stood in the sequence the index was built from.
        score: 0 to 100.
        query_key: The normalised query that was compared.
        name_key: The normalised name it was compared with.
        by_words: The score word by word; None if the index does not compare words.
        by_letters: The score of the letters of the whole name; None if the index does not compare them apart.
        channels: Which of the two found it by itself: ``words``, ``letters``, or both.
    """

    position: int
    score: float
    query_key: str
    name_key: str
    by_words: float | None = None
    by_letters: float | None = None
    channels: tuple[str, ...] = ()


class NameIndex(Protocol):
    """Names that can be searched. ``recipe`` names the scoring, and is recorded with every result."""

    @property
    def recipe(self) -> str:
        """The name of the scoring."""
        ...

    def __len__(self) -> int:
        """How many names are held, those without a key included."""
        ...

    def search(self, name: str, score_cutoff: float) -> Sequence[NameMatch]:
        """Every name scoring at least ``score_cutoff`` (0 to 100), best first, then in list order; none is cut off."""
        ...
