"""Channel B: names of nearly the same letters, by whole-name comparison. Exactly what comparing with every name gives.

Two keys of the plain words of each name are compared with those of the query by normalised Indel similarity
(``rapidfuzz.fuzz.ratio``, 0 to 100): the words sorted and parted by blanks, and the words in written order without
blanks. The higher of the two is the score. Joined, split, dropped and added words, and letters moved over a word
boundary, are found here.

No name is lost, because a score needs common letters: ``ratio >= cutoff`` is ``2 * LCS >= cutoff / 100 * (length of
one + length of the other)``, and LCS is at most the overlap of the letter bags, plus the smaller number of blanks for
the sorted keys. The overlap of a query with every name of a fitting length is bounded in :mod:`.bags`; only names that
pass are read and compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from dualuse.matching.names.bags import BagPlanes, letter_bag
from dualuse.matching.names.records import Records

PLANES = 128
"""Bits for the letter bag of a name: 16 bytes."""

_ROUNDING = 1e-7
_BLOCK = 100_000
_FEW = 40


_NO_RECORDS = np.empty(0, np.int64)
_NO_SCORES = np.empty(0, np.float64)


class LetterHits(NamedTuple):
    """Names whose letters agree with the query.

    Attributes:
        records: Ascending record numbers.
        scores: The higher similarity of the two keys, 0 to 100.
        compared: How many names were compared letter by letter.
    """

    records: NDArray[np.int64]
    scores: NDArray[np.float64]
    compared: int


class LetterIndex:
    """The letter bags of all names, in order of length.

    Attributes:
        records: The names.
        bags: Their letter bags.
        order: The record of each bag.
    """

    __slots__ = ("bags", "order", "records")

    def __init__(self, records: Records, bags: BagPlanes, order: NDArray[np.int32]) -> None:
        self.records, self.bags, self.order = records, bags, order

    @classmethod
    def build(cls, records: Records) -> LetterIndex:
        """Add up the letters of the words of each name. A name without words is not held."""
        word_lengths = records.vocabulary.lengths()
        word_counts = records.vocabulary.counts()
        lengths = _sums(records, word_lengths)
        order = np.argsort(lengths, kind="stable").astype(np.int32)
        lengths = lengths[order]
        order = order[int(lengths.searchsorted(np.int32(1))) :]

        def counts_of(start: int, stop: int) -> NDArray[np.uint16]:
            tokens, counts = records.row_tokens(order[start:stop].astype(np.int64))
            first = np.cumsum(counts) - counts
            return np.add.reduceat(word_counts[tokens], first, axis=0, dtype=np.uint16)

        return cls(records, BagPlanes.build(lengths[len(lengths) - len(order) :], counts_of, PLANES), order)

    def search(self, words: Sequence[str], score_cutoff: float) -> LetterHits:
        """Every name with a key at or above ``score_cutoff``, and above 0."""
        flat_key = "".join(words)
        blanks = max(0, len(words) - 1)
        low, needs = needed_overlaps(len(flat_key), blanks, score_cutoff, self.bags.longest)
        bag = letter_bag(flat_key)
        indices = self._within_reach(self.bags.at_least(bag, low, needs), bag, len(flat_key), blanks, score_cutoff)
        found = self.order[indices].astype(np.int64)
        found.sort()
        return self._hits(found, _Keys.of(words), score_cutoff)

    def search_many(self, names: Sequence[Sequence[str]], score_cutoff: float) -> list[LetterHits]:
        """:meth:`search` for several names, with fewer array operations a name where there are few to find."""
        flat_keys = ["".join(words) for words in names]
        windows = [
            needed_overlaps(len(flat), max(0, len(words) - 1), score_cutoff, self.bags.longest)
            for flat, words in zip(flat_keys, names, strict=True)
        ]
        bags = [letter_bag(flat) for flat in flat_keys]
        found = self.bags.at_least_many(bags, [low for low, _ in windows], [needs for _, needs in windows])
        for i, (words, flat, bag) in enumerate(zip(names, flat_keys, bags, strict=True)):
            found[i] = self._within_reach(found[i], bag, len(flat), len(words) - 1, score_cutoff)
        few = [len(indices) <= _FEW for indices in found]
        records = [self.order[indices].astype(np.int64) for indices in found]
        short = [_NO_RECORDS, *(recs for recs, is_few in zip(records, few, strict=True) if is_few)]
        texts = iter(self.records.texts(np.concatenate(short)))
        hits = []
        for words, recs, is_few in zip(names, records, few, strict=True):
            if not is_few:
                recs.sort()
                hits.append(self._hits(recs, _Keys.of(words), score_cutoff))
                continue
            keys = _Keys.of(words)
            scored = [(record, keys.ratio(next(texts))) for record in recs.tolist()]
            kept = sorted((record, score) for record, score in scored if score >= score_cutoff and score > 0)
            hits.append(
                LetterHits(
                    np.array([record for record, _ in kept], np.int64),
                    np.array([score for _, score in kept], np.float64),
                    len(scored),
                )
                if kept
                else LetterHits(_NO_RECORDS, _NO_SCORES, len(scored))
            )
        return hits

    def scores_of(self, words: Sequence[str], records: NDArray[np.int64]) -> NDArray[np.float64]:
        """The scores of given names."""
        return self._scores(records, _Keys.of(words))

    def _within_reach(
        self, indices: NDArray[np.int64], bag: Mapping[int, int], letters: int, blanks: int, score_cutoff: float
    ) -> NDArray[np.int64]:
        """Without names that only passed because they might have had as many blanks as the query.

        That matters for a query of many short words, for which the scan has to suppose the most. It is scanned again
        for the keys without blanks; for the sorted keys, the names found are asked how many blanks they have.
        """
        share = score_cutoff / 100
        if (1 - share) * blanks < 1:
            return indices
        low, needs = needed_overlaps(letters, 0, score_cutoff, self.bags.longest)
        others = self.order[indices].astype(np.int64)
        other_blanks = self.records.offsets[others + 1].astype(np.int64) - self.records.offsets[others] - 1
        other_letters = self.bags.starts.searchsorted(indices, "right") - 1
        most = np.minimum(other_letters, letters) + np.minimum(other_blanks, blanks)
        reach = 2 * most >= share * (letters + blanks + other_letters + other_blanks) - _ROUNDING
        return np.union1d(indices[reach], self.bags.at_least(bag, low, needs))

    def _hits(self, found: NDArray[np.int64], keys: _Keys, score_cutoff: float) -> LetterHits:
        """Those of the ascending records that reach the cut-off."""
        parts = [
            self._scored(found[start : start + _BLOCK], keys, score_cutoff) for start in range(0, len(found), _BLOCK)
        ]
        if not parts:
            return LetterHits(_NO_RECORDS, _NO_SCORES, 0)
        records, scores = (np.concatenate(column) for column in zip(*parts, strict=True))
        return LetterHits(records, scores, len(found))

    def _scored(
        self, found: NDArray[np.int64], keys: _Keys, score_cutoff: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        scores = self._scores(found, keys)
        kept = (scores >= score_cutoff) & (scores > 0)
        return found[kept], scores[kept]

    def _scores(self, records: NDArray[np.int64], keys: _Keys) -> NDArray[np.float64]:
        texts = self.records.texts(records)
        if len(texts) <= _FEW:
            return np.array([keys.ratio(text) for text in texts], np.float64)
        by_words = _ratios(keys.sorted_key, [" ".join(sorted(text.split(" "))) for text in texts])
        return np.maximum(by_words, _ratios(keys.flat_key, [text.replace(" ", "") for text in texts]))


class _Keys(NamedTuple):
    """What a query is compared with names by."""

    sorted_key: str
    flat_key: str

    @classmethod
    def of(cls, words: Sequence[str]) -> _Keys:
        return cls(" ".join(sorted(words)), "".join(words))

    def ratio(self, text: str) -> float:
        """The score of one name, from its words in written order."""
        by_words = fuzz.ratio(self.sorted_key, " ".join(sorted(text.split(" "))))
        return max(by_words, fuzz.ratio(self.flat_key, text.replace(" ", "")))


@lru_cache(maxsize=1 << 14)
def needed_overlaps(letters: int, blanks: int, score_cutoff: float, longest: int) -> tuple[int, tuple[int, ...]]:
    """How many letters a name must share with a query to reach the cut-off by either key, by its number of letters.

    Args:
        letters: The letters of the query.
        blanks: The blanks of its sorted key.
        score_cutoff: 0 to 100.
        longest: The letters of the longest name.

    Returns:
        The fewest letters a name can have, and the need for that many letters, one more, and so on. The sorted keys
        need least when the name has as many blanks as the query; the flat keys never need less than that.
    """
    share = score_cutoff / 100
    fixed = share * letters / 2 - (1 - share) * blanks - _ROUNDING
    fitting = [
        (other, need)
        for other, need in ((other, ceil(fixed + share / 2 * other)) for other in range(1, longest + 1))
        if need <= letters and need <= other
    ]
    if not fitting:
        return 1, ()
    # the need grows by at most one a letter, so that the fitting numbers of letters follow one another
    return fitting[0][0], tuple(need for _, need in fitting)


def _ratios(key: str, others: Sequence[str]) -> NDArray[np.float64]:
    scores: NDArray[np.float64] = process.cdist([key], others, scorer=fuzz.ratio, processor=None, dtype=np.float64)[0]
    return scores


def _sums(records: Records, values: NDArray[np.int32]) -> NDArray[np.int32]:
    """The sum of the values of the words of each name."""
    sums = np.zeros(len(records), np.int32)
    for start in range(0, len(records), _BLOCK):
        stop = min(start + _BLOCK, len(records))
        tokens, counts = records.row_tokens(np.arange(start, stop))
        total = np.concatenate([[0], np.cumsum(values[tokens])])
        ends = np.cumsum(counts)
        sums[start:stop] = total[ends] - total[ends - counts]
    return sums
