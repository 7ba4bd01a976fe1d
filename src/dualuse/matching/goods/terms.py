"""Trade terms of the glosses, each a short phrase: found in full, or in part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.goods.words import words

TermHits = tuple[NDArray[np.intp], NDArray[np.float64]]
"""Numbers of terms, and the share of each that a word makes up."""


class Terms:
    """Phrases with the entry each speaks for, sorted by entry.

    Attributes:
        texts: The phrases as the glosses write them.
        owners: Number of the entry of each.
        masses: How telling each is: the weights of its words added up.
    """

    def __init__(self, phrases: Iterable[tuple[int, str]], telling: Mapping[str, float]) -> None:
        held = sorted((owner, text) for owner, text in dict.fromkeys(phrases))
        rows = [(owner, text, list(dict.fromkeys(words(text)))) for owner, text in held]
        rows = [row for row in rows if row[2]]
        self.texts = [text for _, text, _ in rows]
        self.owners = np.array([owner for owner, _, _ in rows], dtype=np.intp)
        weights = [[telling.get(w, 1.0) for w in stems] for _, _, stems in rows]
        self.masses = np.array([sum(w) for w in weights], dtype=np.float64)
        self.starts = np.flatnonzero(np.diff(self.owners, prepend=-1))
        hits: dict[str, tuple[list[int], list[float]]] = {}
        for number, (_, _, stems) in enumerate(rows):
            for stem, weight in zip(stems, weights[number], strict=True):
                ids, shares = hits.setdefault(stem, ([], []))
                ids.append(number)
                shares.append(weight / float(self.masses[number]))
        self._hits: dict[str, TermHits] = {s: (np.array(i, dtype=np.intp), np.array(w)) for s, (i, w) in hits.items()}

    def __len__(self) -> int:
        return len(self.texts)

    def hits(self, stem: str) -> TermHits:
        """The terms a word stands in, and the share of each that it makes up."""
        return self._hits.get(stem, _NONE)


_NONE: TermHits = (np.empty(0, dtype=np.intp), np.empty(0))
