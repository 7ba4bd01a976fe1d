"""The distinct words of a list: found by spelling, by similar letters and by sound class, from plain arrays.

Words stand in order of length and then of spelling, so that words of one length are a table of fixed width: no offsets
are kept, an exact look-up is a binary search in the table of its length, and near words are found in a few neighbouring
tables. Words that are not plain ASCII (which normalised names never are) stand behind the others and are compared one
by one.
"""

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

from dualuse.matching.names.bags import CLASS_OF_BYTE, CLASSES, BagPlanes, letter_bag
from dualuse.matching.names.similarity import (
    MAX_EDITS,
    MIN_FUZZY_LENGTH,
    allowed_edits,
    is_fuzzy,
    similarities,
    skeleton,
)

PLANES = 80
"""Bits for the letter bag of a word."""

_NEVER = 1 << 20


class Vocabulary:
    """Distinct words, each with an id from 0 on.

    Attributes:
        text: The plain words, one after the other, as bytes.
        length_starts: ``length_starts[n]`` is the number of plain words shorter than ``n``.
        wide: The other words in UTF-8, each followed by a newline.
        bags: Letter bags of the plain words; that of a word that only matches itself is left empty.
        sound_hash: Hashes of the skeletons of all words that may match others, ascending.
        sound_id: The word of each hash.
    """

    __slots__ = (
        "_bases",
        "_size",
        "_starts",
        "_tables",
        "_wide",
        "_wide_ids",
        "bags",
        "length_starts",
        "sound_hash",
        "sound_id",
        "text",
        "wide",
    )

    def __init__(
        self,
        text: NDArray[np.uint8],
        length_starts: NDArray[np.int64],
        wide: NDArray[np.uint8],
        bags: BagPlanes,
        sound_hash: NDArray[np.uint32],
        sound_id: NDArray[np.int32],
    ) -> None:
        self.text, self.length_starts, self.wide, self.bags = text, length_starts, wide, bags
        self.sound_hash, self.sound_id = sound_hash, sound_id
        self._starts: list[int] = length_starts.tolist()
        sizes = np.diff(length_starts) * np.arange(len(length_starts) - 1)
        self._bases = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        bases = self._bases.tolist()
        self._tables: list[NDArray[np.bytes_]] = [
            text[start:stop].view(f"S{length}") if stop > start else np.empty(0, "S1")
            for length, (start, stop) in enumerate(pairwise(bases))
        ]
        self._wide: list[str] = wide.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
        self._wide_ids: dict[str, int] = {word: self._starts[-1] + i for i, word in enumerate(self._wide)}
        self._size: int = self._starts[-1] + len(self._wide)

    @classmethod
    def build(cls, words: Iterable[str]) -> Vocabulary:
        """The vocabulary of ``words``, each of which must be given once, and none of which may hold a newline."""
        plain: list[str] = []
        wide: list[str] = []
        for word in words:
            (plain if _is_plain(word) else wide).append(word)
        plain.sort()
        plain.sort(key=len)
        wide.sort()
        longest = len(plain[-1]) if plain else 0
        lengths = np.fromiter(map(len, plain), np.int32, len(plain))
        length_starts = lengths.searchsorted(np.arange(longest + 2, dtype=np.int32)).astype(np.int64)
        text = np.frombuffer("".join(plain).encode("ascii"), np.uint8)
        fuzzy = np.fromiter(map(is_fuzzy, plain), bool, len(plain))
        counts = _counts(text, length_starts)
        counts[~fuzzy] = 0
        bags = BagPlanes.build(lengths, lambda start, stop: counts[start:stop], PLANES)
        sounding = [*np.flatnonzero(fuzzy).tolist(), *(len(plain) + i for i, w in enumerate(wide) if is_fuzzy(w))]
        sounds = [skeleton(plain[i] if i < len(plain) else wide[i - len(plain)]) for i in sounding]
        hashes = np.fromiter(map(_sound_hash, sounds), np.uint32, len(sounds))
        order = _order_by_sound(hashes, sounds)
        wide_text = np.frombuffer("".join(word + "\n" for word in wide).encode("utf-8", "surrogatepass"), np.uint8)
        return cls(text, length_starts, wide_text, bags, hashes[order], np.array(sounding, np.int32)[order])

    def __len__(self) -> int:
        return self._size

    @property
    def is_plain(self) -> bool:
        """Whether every word is plain ASCII."""
        return not self._wide

    def words(self) -> list[str]:
        """All words, in the order of their ids."""
        plain = [word.decode("ascii") for table in self._tables for word in table.tolist()]
        return plain + self._wide

    def find(self, word: str) -> int:
        """The id of exactly this word, or -1."""
        length = len(word)
        if not _is_plain(word):
            return self._wide_ids.get(word, -1)
        if length >= len(self._tables):
            return -1
        key = word.encode("ascii")
        table = self._tables[length]
        at = int(table.searchsorted(np.bytes_(key)))
        return self._starts[length] + at if at < len(table) and bool(table[at] == key) else -1

    def word(self, number: int) -> str:
        """The word with this id."""
        if number >= self._starts[-1]:
            return self._wide[number - self._starts[-1]]
        length = bisect_right(self._starts, number) - 1
        found: bytes = self._tables[length][number - self._starts[length]]
        return found.decode("ascii")

    def letters(self) -> tuple[int, int]:
        """The ids of the single letters a to z: the first, and the one after the last."""
        if len(self._tables) < 2:
            return 0, 0
        first, last = self._tables[1].searchsorted(np.array([b"a", b"{"], "S1")).tolist()
        return self._starts[1] + first, self._starts[1] + last

    def places(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the text of plain words starts, and how long it is."""
        lengths = self.length_starts.searchsorted(ids, "right") - 1
        return self._bases[lengths] + (ids - self.length_starts[lengths]) * lengths, lengths

    def lengths(self) -> NDArray[np.int32]:
        """The number of characters of every word, by id."""
        plain = np.repeat(np.arange(len(self._starts) - 1, dtype=np.int32), np.diff(self.length_starts))
        return np.concatenate([plain, np.array([len(word) for word in self._wide], np.int32)])

    def counts(self) -> NDArray[np.uint8]:
        """The letter bag of every word as a row of counts, by id."""
        rows = np.zeros((len(self), CLASSES), np.uint8)
        rows[: self._starts[-1]] = _counts(self.text, self.length_starts)
        for i, word in enumerate(self._wide):
            for letter, count in letter_bag(word).items():
                rows[self._starts[-1] + i, letter] = min(count, 255)
        return rows

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


def _is_plain(word: str) -> bool:
    return word.isascii() and "\0" not in word and word != ""


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


def _counts(text: NDArray[np.uint8], length_starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Letter counts of plain words, 255 standing for more."""
    rows = np.zeros((int(length_starts[-1]), CLASSES), np.uint8)
    at = 0
    for length, size in enumerate(np.diff(length_starts).tolist()):
        if not size:
            continue
        letters = CLASS_OF_BYTE[text[at : at + size * length].reshape(size, length)]
        at += size * length
        block = rows[int(length_starts[length]) : int(length_starts[length + 1])]
        row = np.arange(size)
        for place in range(length):
            held = block[row, letters[:, place]]
            block[row, letters[:, place]] = held + (held < 255)
    return rows
