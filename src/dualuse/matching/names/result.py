"""What a search gives back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from dualuse.matching.index import NameMatch
from dualuse.matching.names.tokens import Work

BY_WORDS, BY_LETTERS, BY_CONSONANTS = "words", "letters", "consonants"
"""The two channels that a score is made of, and the one for candidates only."""

CONSONANTS = "consonants-1"
"""The recipe of candidates: the letter comparison of :mod:`.letters`, of consonants only."""


@dataclass(frozen=True, slots=True)
class NameResult(Sequence[NameMatch]):
    """The names found, best first, then in list order; and all that is needed to find the same again.

    Attributes:
        matches: The names.
        query_key: The normalised query; empty if it had no letter or digit, and then nothing can be found.
        score_cutoff: What was asked for.
        recipe: The name of the recipe.
        tables: The version of the tables.
        weights: The version of the weights.
        total: How many names reached the cut-off, ``matches`` included.
        cuts: What was left out and why, in words; empty when nothing was.
        work: What the search cost.
    """

    matches: tuple[NameMatch, ...]
    query_key: str
    score_cutoff: float
    recipe: str
    tables: str
    weights: str
    total: int
    cuts: tuple[str, ...]
    work: Work

    @property
    def complete(self) -> bool:
        """Whether every name that reaches the cut-off is among the matches."""
        return not self.cuts

    def __len__(self) -> int:
        return len(self.matches)

    def __iter__(self) -> Iterator[NameMatch]:
        return iter(self.matches)

    @overload
    def __getitem__(self, index: int) -> NameMatch: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[NameMatch, ...]: ...
    def __getitem__(self, index: int | slice) -> NameMatch | tuple[NameMatch, ...]:
        return self.matches[index]
