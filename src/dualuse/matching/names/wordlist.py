"""Distinct words in plain arrays: each has a number, and is found by its spelling.

Words stand in order of length and then of spelling, so that words of one length are a table of fixed width: no offsets
are kept, and a look-up is a binary search in the table of its length. Words that are not plain ASCII (which normalised
names never are) stand behind the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.bags import CLASS_OF_BYTE, CLASSES, letter_bag


class WordList:
    """Distinct words, each with an id from 0 on.

    Attributes:
        text: The plain words, one after the other, as bytes.
        length_starts: ``length_starts[n]`` is the number of plain words shorter than ``n``.
        wide: The other words in UTF-8, each followed by a newline.
    """

    __slots__ = ("_bases", "_size", "_starts", "_tables", "_wide", "_wide_ids", "length_starts", "text", "wide")

    def __init__(self, text: NDArray[np.uint8], length_starts: NDArray[np.int64], wide: NDArray[np.uint8]) -> None:
        self.text, self.length_starts, self.wide = text, length_starts, wide
        self._starts: list[int] = length_starts.tolist()
        sizes = np.diff(length_starts) * np.arange(len(length_starts) - 1)
        self._bases = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._tables: list[NDArray[np.bytes_]] = [
            text[start:stop].view(f"S{length}") if stop > start else np.empty(0, "S1")
            for length, (start, stop) in enumerate(pairwise(self._bases.tolist()))
        ]
        self._wide: list[str] = wide.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]
        self._wide_ids: dict[str, int] = {word: self._starts[-1] + i for i, word in enumerate(self._wide)}
        self._size: int = self._starts[-1] + len(self._wide)

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """A list of ``words``, each of which must be given once, and none of which may hold a newline."""
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
        wide_text = "".join(word + "\n" for word in wide).encode("utf-8", "surrogatepass")
        return WordList(text, length_starts, np.frombuffer(wide_text, np.uint8))

    def only(self, kept: NDArray[np.bool_]) -> WordList:
        """A list of those of the words that are ``kept``, in the same order."""
        plain, wide = kept[: self._starts[-1]], kept[self._starts[-1] :]
        lengths = np.repeat(np.arange(len(self._starts) - 1), np.diff(self.length_starts))
        text = self.text[np.repeat(plain, lengths)]
        starts = np.concatenate([[0], np.cumsum(plain)])[self.length_starts]
        longest = int(np.flatnonzero(np.diff(starts))[-1]) if plain.any() else 0
        wide_text = "".join(word + "\n" for word, keep in zip(self._wide, wide.tolist(), strict=True) if keep)
        encoded = np.frombuffer(wide_text.encode("utf-8", "surrogatepass"), np.uint8)
        return WordList(text, starts[: longest + 2], encoded)

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


def _is_plain(word: str) -> bool:
    return word.isascii() and "\0" not in word and word != ""


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
