"""BM25 over a fixed set of short documents, as plain arrays (Robertson and Zaragoza, 2009)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

K1, B = 1.2, 0.6
"""Saturation of repeats, and how far length counts. Passages are short and of like length, hence B below the usual."""

Scores = NDArray[np.float64]


class Bm25:
    """Documents as lists of terms; :meth:`scores` gives every document's score for a query.

    >>> index = Bm25([["press"], ["press", "hot"], ["valve"]])
    >>> [round(float(s), 2) > 0 for s in index.scores(["hot"])]
    [False, True, False]
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        lengths = np.array([len(d) for d in documents], dtype=np.float64)
        self._postings = _postings(documents)
        mean = float(lengths.mean()) if self.size else 0.0
        norm = K1 * (1 - B + B * lengths / mean) if mean else np.full(self.size, K1, dtype=np.float64)
        self._ids: dict[str, NDArray[np.intp]] = {}
        self._weights: dict[str, Scores] = {}
        self._idf: dict[str, float] = {}
        for term, (ids, counts) in self._postings.items():
            idf = math.log(1 + (self.size - len(ids) + 0.5) / (len(ids) + 0.5))
            self._ids[term], self._idf[term] = ids, idf
            self._weights[term] = idf * counts * (K1 + 1) / (counts + norm[ids])
        del self._postings

    def scores(self, query: Iterable[str]) -> Scores:
        """One score for each document, 0 where no term of the query occurs. A repeated term counts once."""
        terms = [t for t in dict.fromkeys(query) if t in self._ids]
        if not terms:
            return np.zeros(self.size, dtype=np.float64)
        ids = np.concatenate([self._ids[t] for t in terms])
        weights = np.concatenate([self._weights[t] for t in terms])
        return np.bincount(ids, weights, minlength=self.size).astype(np.float64, copy=False)

    def __contains__(self, term: object) -> bool:
        return term in self._ids

    def terms(self) -> list[str]:
        """Every term, in the order of first occurrence."""
        return list(self._ids)

    def postings(self, term: str) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The documents with the term, and what it adds to the score of each; empty for one never seen."""
        ids = self._ids.get(term)
        return _NOWHERE if ids is None else (ids, self._weights[term])

    def idfs(self) -> dict[str, float]:
        """How telling each term is."""
        return dict(self._idf)

    def idf(self, term: str) -> float:
        """How telling a term is; that of a term in one document for one never seen."""
        return self._idf.get(term, math.log(1 + (self.size + 0.5) / 0.5) if self.size else 0.0)

    def weight(self, term: str, document: int) -> float:
        """What the term adds to the document's score; 0 where it does not occur."""
        ids = self._ids.get(term)
        if ids is None:
            return 0.0
        place = int(np.searchsorted(ids, np.intp(document)))
        return float(self._weights[term][place]) if place < len(ids) and ids[place] == document else 0.0


_NOWHERE = (np.empty(0, dtype=np.intp), np.empty(0))


def _postings(documents: Sequence[Sequence[str]]) -> dict[str, tuple[NDArray[np.intp], Scores]]:
    rows: dict[str, tuple[list[int], list[int]]] = {}
    for number, document in enumerate(documents):
        for term, count in Counter(document).items():
            ids, counts = rows.setdefault(term, ([], []))
            ids.append(number)
            counts.append(count)
    return {t: (np.array(i, dtype=np.intp), np.array(c, dtype=np.float64)) for t, (i, c) in rows.items()}
