"""The words of a list of names: found by spelling, by similar letters and by sound class, from plain arrays."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from dualuse.matching.names.bags import BagPlanes, letter_bag
from dualuse.matching.names.similarity import (
    MAX_EDITS,
    MIN_FUZZY_LENGTH,
    allowed_edits,
    is_fuzzy,
    similarities,
    skeleton,
    skeletons,
)
from dualuse.matching.names.wordlist import WordList

PLANES = 80
"""Bits for the letter bag of a word."""

_NEVER = 1 << 20


class Vocabulary(WordList):
    """A word list in which near words are found. Words that are not plain are compared one by one.

    Attributes:
        bags: Letter bags of the plain words; that of a word that only matches itself is left empty.
        sound_hash: Hashes of the skeletons of all words that may match others, ascending.
        sound_id: The word of each hash.
    """

    __slots__ = ("bags", "sound_hash", "sound_id")

    def __init__(
        self,
        words: WordList,
        bags: BagPlanes,
        sound_hash: NDArray[np.uint32],
        sound_id: NDArray[np.int32],
    ) -> None:
        super().__init__(words.text, words.length_starts, words.wide)
        self.bags, self.sound_hash, self.sound_id = bags, sound_hash, sound_id

    @classmethod
    def build(cls, words: Iterable[str] | WordList) -> Vocabulary:
        """A vocabulary of different words, none of which may hold a newline."""
        held = words if isinstance(words, WordList) else WordList.of(words)
        spelt = held.words()
        plain = int(held.length_starts[-1])
        fuzzy = np.fromiter(map(is_fuzzy, spelt), bool, len(spelt))
        counts = held.counts()[:plain]
        counts[~fuzzy[:plain]] = 0
        bags = BagPlanes.build(held.lengths()[:plain], lambda start, stop: counts[start:stop], PLANES)
        sounding = np.flatnonzero(fuzzy)
        sounds = skeletons([spelt[i] for i in sounding.tolist()])
        hashes = np.fromiter(map(_sound_hash, sounds), np.uint32, len(sounds))
        order = _order_by_sound(hashes, sounds)
        return cls(held, bags, hashes[order], sounding[order].astype(np.int32))

    def same_sound(self, word: str) -> NDArray[np.int64]:
        """The words with the same skeleton, itself included. ``word`` must be fuzzy."""
        sound = skeleton(word)
        key = np.uint32(_sound_hash(sound))
        start, stop = self.sound_hash.searchsorted(key), self.sound_hash.searchsorted(key, "right")
        ids = self.sound_id[start:stop].astype(np.int64)
        # words of one hash stand in order of skeleton: if the first and the last agree, all do
        if len(ids) and not all(skeleton(self.word(int(i))) == sound for i in (ids[0], ids[-1])):
            ids = np.array([i for i in ids.tolist() if skeleton(self.word(i)) == sound], np.int64)
        return ids

    def near(self, word: str) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        """The words within the allowed edits. ``word`` must be fuzzy.

        Returns:
            Their ids, their similarities in per cent, and how many words were compared letter by letter.
        """
        low = max(MIN_FUZZY_LENGTH, len(word) - MAX_EDITS)
        return self._close(word, self.bags.at_least(letter_bag(word), low, _needs(len(word), low)))

    def near_many(self, words: Sequence[str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64], int]]:
        """:meth:`near` for several words, with fewer array operations a word."""
        lows = [max(MIN_FUZZY_LENGTH, len(word) - MAX_EDITS) for word in words]
        needs = [_needs(len(word), low) for word, low in zip(words, lows, strict=True)]
        found = self.bags.at_least_many(list(map(letter_bag, words)), lows, needs)
        return [self._close(word, ids) for word, ids in zip(words, found, strict=True)]

    def _close(self, word: str, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        """Those of the words ``ids`` that are within the allowed edits, and of those that are not plain."""
        length = len(word)
        plain = self._bytes_of(ids)
        query: bytes | str = word.encode("ascii") if word.isascii() else word
        candidates: list[bytes] | list[str] = plain
        if self._wide or not word.isascii():
            wide = [(self._starts[-1] + i, w) for i, w in enumerate(self._wide) if is_fuzzy(w)]
            candidates = [*(p.decode("ascii") for p in plain), *(w for _, w in wide)]
            ids = np.concatenate([ids, np.array([i for i, _ in wide], np.int64)])
            query = word
        if not candidates:
            return np.empty(0, np.int64), np.empty(0, np.int64), 0
        edits = process.cdist([query], candidates, scorer=OSA.distance, score_cutoff=MAX_EDITS, dtype=np.uint8)[0]
        close = (edits <= MAX_EDITS).nonzero()[0]
        longer = np.array([len(candidates[i]) for i in close.tolist()], np.int64)
        similarity = similarities(np.maximum(longer, length, out=longer), edits[close])
        kept = similarity > 0
        return ids[close[kept]], similarity[kept], len(candidates)

    def _bytes_of(self, ids: NDArray[np.int64]) -> list[bytes]:
        """The plain words with these ascending ids."""
        found: list[bytes] = []
        if not len(ids):
            return found
        first, last = (bisect_right(self._starts, int(i)) - 1 for i in (ids[0], ids[-1]))
        cuts = ids.searchsorted(self.length_starts[first : last + 2]).tolist()
        for length, start, stop in zip(range(first, last + 1), cuts, cuts[1:], strict=False):
            if start < stop:
                found += self._tables[length][ids[start:stop] - self._starts[length]].tolist()
        return found


def _sound_hash(sound: str) -> int:
    return zlib.crc32(sound.encode("utf-8", "surrogatepass"))


def _order_by_sound(hashes: NDArray[np.uint32], sounds: Sequence[str]) -> NDArray[np.int64]:
    """By hash; the few that share a hash without sharing the skeleton, by skeleton."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    borders = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1], [True]])).tolist()
    for start, stop in pairwise(borders):
        if stop - start > 1:
            run = order[start:stop].tolist()
            if len({sounds[i] for i in run}) > 1:
                order[start:stop] = sorted(run, key=lambda i: sounds[i])
    return order


@lru_cache(maxsize=512)
def _needs(length: int, low: int) -> tuple[int, ...]:
    """The overlap that words of ``low`` letters and more need to be within the allowed edits of one of ``length``.

    Of the longer word, all letters but one an edit.
    """
    needs = []
    for other in range(low, length + MAX_EDITS + 1):
        longer = max(length, other)
        edits = allowed_edits(longer)
        needs.append(longer - edits if abs(length - other) <= edits else _NEVER)
    return tuple(needs)
