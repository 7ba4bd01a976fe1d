"""Channel A for several queries at once: the same answers, with array operations shared by all of them.

A query alone costs some fifty short array operations, whatever it finds. Here the candidates of all queries of a block
are one array of (query, name) pairs; the words of their names are gathered once; and the worth of every word of a query
is looked up for all pairs together, one place of the queries at a time. A query with many candidates gains nothing by
that and is searched alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.alignment import best_alignment
from dualuse.matching.names.tokens import (
    FEW,
    NO_TOKEN_HITS,
    Rows,
    Slot,
    TokenHits,
    TokenIndex,
    Work,
    each_once,
    is_letter,
)

MANY = 4000
"""A query with so many postings is searched alone."""

Ids = NDArray[np.int64]
_Weighed = tuple[Sequence[str], Sequence[int]]
_Query = tuple[int, list[Slot], int, int, int, list[Slot]]


def search_block(
    index: TokenIndex,
    queries: Sequence[tuple[Sequence[str], Sequence[int]]],
    score_cutoff: float,
    works: Sequence[Work],
) -> list[TokenHits]:
    """What :meth:`TokenIndex.search` gives for each query: its words and their weights."""
    hits = [NO_TOKEN_HITS] * len(queries)
    together: list[_Query] = []
    for k, (words, weights) in enumerate(queries):
        slots = index.slots(words, weights, works[k])
        weight = sum(weights)
        low, high = index.range_of(weight, sum(slot.most for slot in slots), score_cutoff)
        if low >= high:
            continue
        essential = index.essential(slots, weight, score_cutoff)
        if sum(slot.postings + len(slot.known.joined) for slot in essential) > MANY or all(map(is_letter, words)):
            hits[k] = index.search(words, weights, score_cutoff, works[k])
        elif essential:
            together.append((k, slots, weight, low, high, essential))
    if together:
        for (k, *_), found in zip(together, _Block(index, together, score_cutoff, works).hits(), strict=True):
            hits[k] = found
    return hits


class _Block:
    """The (query, name) pairs that share an essential word, in order of query and name."""

    def __init__(
        self, index: TokenIndex, queries: Sequence[_Query], score_cutoff: float, works: Sequence[Work]
    ) -> None:
        self._index, self._queries, self._cutoff, self._works = index, queries, score_cutoff, works
        self.query, self.name = self._pairs()

    def hits(self) -> list[TokenHits]:
        """The names that reach the cut-off, for each query."""
        index = self._index
        masses = [0] * len(self.query)
        kept = self._kept() if len(self.query) else self.query
        tokens, counts = index.records.row_tokens(self.name[kept], index.max_words)
        rows = np.split(tokens.astype(np.int64), np.cumsum(counts)[:-1]) if len(kept) else []
        for at, q, name, row in zip(
            kept.tolist(), self.query[kept].tolist(), self.name[kept].tolist(), rows, strict=True
        ):
            k, slots, *_ = self._queries[q]
            self._works[k].aligned += 1
            masses[at] = best_alignment(index.edges(slots, name, row))[0]
        mass = np.array(masses, np.int64)[kept]
        query, name = self.query[kept], self.name[kept]
        scores = index.scoring.scores(mass, index.scoring.bases(self._weights[query], index.masses[name]))
        good = (scores >= self._cutoff) & (mass > 0)
        query, name, mass, scores = query[good], name[good], mass[good], scores[good]
        borders = query.searchsorted(np.arange(len(self._queries) + 1)).tolist()
        return [
            TokenHits(name[start:stop], mass[start:stop], scores[start:stop]) if start < stop else NO_TOKEN_HITS
            for start, stop in pairwise(borders)
        ]

    def _kept(self) -> Ids:
        """The pairs that may reach the cut-off: by what the query may be worth, and where many do, the name."""
        needed = self._needed()
        kept = np.flatnonzero(self._bounds() >= needed)
        borders = self.query[kept].searchsorted(np.arange(len(self._queries) + 1)).tolist()
        parts = []
        for query, (start, stop) in zip(self._queries, pairwise(borders), strict=True):
            part = kept[start:stop]
            if len(part) > FEW:
                rows = Rows(self._index.records, self.name[part])
                part = part[self._index.worth_of_names(query[1], rows) >= needed[part]]
            parts.append(part)
        return np.concatenate(parts)

    @property
    def _weights(self) -> Ids:
        return np.array([weight for _, _, weight, *_ in self._queries], np.int64)

    def _needed(self) -> NDArray[np.float64]:
        scoring = self._index.scoring
        return scoring.mass_needed(
            scoring.bases(self._weights[self.query], self._index.masses[self.name]), self._cutoff
        )

    def _pairs(self) -> tuple[Ids, Ids]:
        index = self._index
        ids = [slot.ids for query in self._queries for slot in query[5]]
        of_query = np.repeat(
            np.arange(len(self._queries)), [sum(len(slot.ids) for slot in query[5]) for query in self._queries]
        )
        numbers = np.concatenate(ids)
        starts = index.posting_starts[numbers].astype(np.int64)
        counts = index.posting_starts[numbers + 1] - starts
        ends = np.cumsum(counts)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + counts, counts)
        keys = [np.repeat(of_query, counts) << 32 | index.postings[at]]
        for q, (_, _, _, _, _, essential) in enumerate(self._queries):
            keys += [slot.known.joined | q << 32 for slot in essential if len(slot.known.joined)]
        key = np.concatenate(keys) if len(keys) > 1 else keys[0]
        low = np.array([query[3] for query in self._queries], np.int64)
        high = np.array([query[4] for query in self._queries], np.int64)
        query, name = key >> 32, key & 0xFFFF_FFFF
        key = key[(name >= low[query]) & (name < high[query])]
        read = np.bincount(key >> 32, minlength=len(self._queries)).tolist()
        key.sort()
        key = each_once(key)
        looked = np.bincount(key >> 32, minlength=len(self._queries)).tolist()
        for (k, *_), postings, candidates in zip(self._queries, read, looked, strict=True):
            self._works[k].postings += postings
            self._works[k].candidates += candidates
        return key >> 32, key & 0xFFFF_FFFF

    def _bounds(self) -> Ids:
        """For each pair, what an alignment is worth at most."""
        index = self._index
        tokens, counts = index.records.row_tokens(self.name, index.max_words)
        starts = np.cumsum(counts) - counts
        number_of = index.scratch_numbers()
        every = np.concatenate([slot.ids_with_initial for _, slots, *_ in self._queries for slot in slots])
        number_of[every] = np.arange(1, len(every) + 1, dtype=np.int32)
        different = np.flatnonzero(number_of[every] == np.arange(1, len(every) + 1))
        number_of[every[different]] = np.arange(1, len(different) + 1, dtype=np.int32)
        width = len(different) + 1
        place = number_of[tokens] + np.repeat(self.query * width, counts)
        table = np.zeros(len(self._queries) * width, np.int32)
        bounds = np.zeros(len(self.query), np.int64)
        for i in range(max(len(query[1]) for query in self._queries)):
            used = [(q, query[1][i]) for q, query in enumerate(self._queries) if i < len(query[1])]
            cells = np.concatenate([number_of[slot.ids_with_initial] + q * width for q, slot in used])
            table[cells] = np.concatenate([slot.values_with_initial for _, slot in used])
            values = table[place]
            table[cells] = 0
            self._count_initials(values, [(q, slot) for q, slot in used if slot.letter], tokens, counts)
            best = np.maximum.reduceat(values, starts)
            for q, slot in used:
                if len(slot.known.joined):
                    self._count_joined(best, q, slot)
            bounds += best
        number_of[every] = 0
        return bounds

    def _count_initials(
        self, values: NDArray[np.int32], letters: Sequence[tuple[int, Slot]], tokens: NDArray[np.int32], counts: Ids
    ) -> None:
        """Raise the values of words that a single letter of their query starts."""
        for q, slot in letters:
            first, last = (int(self.query.searchsorted(edge)) for edge in (q, q + 1))
            start, stop = int(counts[:first].sum()), int(counts[:last].sum())
            here = values[start:stop]
            np.maximum(here, self._index.worth_of_initial(slot, tokens[start:stop]), out=here)

    def _count_joined(self, best: NDArray[np.int32], q: int, slot: Slot) -> None:
        """Raise the values of names in which a word of their query is written as two."""
        first, last = (int(self.query.searchsorted(edge)) for edge in (q, q + 1))
        names = self.name[first:last]
        at = np.minimum(names.searchsorted(slot.known.joined), len(names) - 1) if len(names) else np.empty(0, np.int64)
        at = at[names[at] == slot.known.joined] if len(names) else at
        best[first + at] = np.maximum(best[first + at], self._index.recipe.joined * slot.weight)
