"""Words that the index does not know, and the known words whose letters they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LIKENESS = 0.5
"""Least share of common letter groups (twice those shared, over those of both) at which two words resemble."""

MOST = 12
"""At most so many known words stand for an unknown one, the most alike first; part of the recipe."""

_SIZES = (3, 4)
_SHORTEST = 4


class Resemblance:
    """A vocabulary that can be asked which of its words another one resembles.

    >>> Resemblance(["centrifug", "centrif", "valv"]).near("centrifugal")
    [('centrifug', 0.78), ('centrif', 0.59)]
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._words = [w for w in vocabulary if _comparable(w)]
        groups = [letter_groups(w) for w in self._words]
        self._sizes = np.array([len(g) for g in groups], dtype=np.float64)
        holders: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            for letters in sorted(group):
                holders.setdefault(letters, []).append(number)
        self._holders: dict[str, NDArray[np.intp]] = {g: np.array(n, dtype=np.intp) for g, n in holders.items()}

    def near(self, word: str) -> list[tuple[str, float]]:
        """Known words and their likeness from 0 to 1, the most alike first; none for short words and part numbers."""
        if not _comparable(word):
            return []
        groups = letter_groups(word)
        hits = [self._holders[g] for g in groups if g in self._holders]
        if not hits:
            return []
        shared = np.bincount(np.concatenate(hits), minlength=len(self._words))
        likeness = 2 * shared / (len(groups) + self._sizes)
        found = [(self._words[n], round(float(likeness[n]), 2)) for n in np.flatnonzero(likeness >= LIKENESS)]
        return sorted(found, key=lambda f: (-f[1], f[0]))[:MOST]


def letter_groups(word: str) -> frozenset[str]:
    """Three and four letters in a row, word ends marked by a blank."""
    marked = f" {word} "
    return frozenset(marked[i : i + size] for size in _SIZES for i in range(len(marked) - size + 1))


def _comparable(word: str) -> bool:
    """Part numbers are the same or they are not: one digit more is another thing."""
    return len(word) >= _SHORTEST and not any(c.isdigit() for c in word)
