"""Names as rows of word ids: what a channel compares, and reads back as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.many import Columns, blocks
from dualuse.matching.names.wordlist import WordList

_FEW = 6
_BLOCK = 100_000


class Records:
    """Names in the order they were given; each a row of word ids in written order, possibly empty.

    Attributes:
        vocabulary: What the ids mean.
        offsets: Where the row of each name starts in ``tokens``; one more entry than names.
        tokens: All rows, one after the other.
    """

    __slots__ = ("offsets", "tokens", "vocabulary")

    def __init__(self, vocabulary: WordList, offsets: NDArray[np.uint32], tokens: NDArray[np.int32]) -> None:
        self.vocabulary, self.offsets, self.tokens = vocabulary, offsets, tokens

    @classmethod
    def build(cls, names: Iterable[Sequence[str]]) -> Records:
        """From the words of each name.

        Raises:
            ValueError: A word is empty or holds a blank or a newline.
        """
        return build_both(Columns.of([(name, name) for name in block]) for block in blocks(names))[0]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def words(self, record: int) -> list[str]:
        """The words of one name."""
        word = self.vocabulary.word
        row: list[int] = self.tokens[int(self.offsets[record]) : int(self.offsets[record + 1])].tolist()
        return [word(number) for number in row]

    def reordered(self, order: NDArray[np.int32]) -> Records:
        """The same names in another order."""
        tokens, counts = self.row_tokens(order.astype(np.int64))
        return Records(self.vocabulary, np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32), tokens)

    def replaced(self, instead: Sequence[str]) -> Records:
        """The same names with another word ``instead`` of each of the vocabulary's, or none; sorted within a name."""
        words = sorted(filter(None, set(instead)))
        rank_of = {word: rank for rank, word in enumerate(words)}
        ranks = np.fromiter((rank_of.get(word, -1) for word in instead), np.int64, len(instead))
        known = WordList.of(words)
        number = np.empty(len(words), np.int32)
        number[np.fromiter(map(rank_of.__getitem__, known.words()), np.int64, len(words))] = np.arange(len(words))
        rows, counts = [np.empty(0, np.int32)], [np.zeros(1, np.int64)]
        for start in range(0, len(self), _BLOCK):
            names = np.arange(start, min(start + _BLOCK, len(self)))
            tokens, lengths = self.row_tokens(names)
            keys = np.repeat(names - start, lengths) << 32 | ranks[tokens]
            keys = keys[ranks[tokens] >= 0]
            keys.sort()
            rows.append(number[keys & 0xFFFF_FFFF])
            counts.append(np.bincount(keys >> 32, minlength=len(names)))
        return Records(known, np.cumsum(np.concatenate(counts)).astype(np.uint32), np.concatenate(rows))

    def row_tokens(
        self, records: NDArray[np.int64], most: int | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The words of several names one after the other, at most the first ``most`` of each, and how many each has."""
        first = self.offsets[records].astype(np.int64)
        counts = self.offsets[records + 1] - first
        if most is not None:
            np.minimum(counts, most, out=counts)
        ends = np.cumsum(counts)
        if not len(ends):
            return np.empty(0, np.int32), counts
        return self.tokens[np.arange(int(ends[-1])) + np.repeat(first - ends + counts, counts)], counts

    def texts(self, records: NDArray[np.int64]) -> list[str]:
        """The words of several names, in written order, parted by single blanks."""
        if len(records) <= _FEW or not self.vocabulary.is_plain:
            return [" ".join(self.words(record)) for record in records.tolist()]
        tokens, counts = self.row_tokens(records)
        starts, lengths = self.vocabulary.places(tokens.astype(np.int64))
        ends = np.cumsum(lengths + 1)
        source = np.arange(int(ends[-1])) + np.repeat(starts - ends + lengths + 1, lengths + 1)
        text = self.vocabulary.text.take(source, mode="clip")
        text[ends - 1] = 32
        last = np.cumsum(counts)[counts > 0] - 1
        text[ends[last] - 1] = 10
        found = text.tobytes().decode("ascii").split("\n")
        return found[:-1] if counts.all() else self._with_empty(found, counts)

    @staticmethod
    def _with_empty(found: list[str], counts: NDArray[np.int64]) -> list[str]:
        each = iter(found)
        return [next(each) if count else "" for count in counts.tolist()]


def build_both(names: Iterable[Columns]) -> tuple[Records, Records]:
    """Records of the tokens and of the plain words of each name. Where both are equal they are read once.

    Raises:
        ValueError: A word is empty or holds a blank or a newline.
    """
    numbers = _Numbers()
    first, second = _Rows(), _Rows()
    for block in names:
        shared = numbers.of(block.words)
        first.add(shared, block.counts, block.tokens, numbers)
        second.add(shared, block.counts, block.plain, numbers)
    words, renumbered = numbers.in_order()
    return first.records(words, renumbered), second.records(words, renumbered)


class _Numbers(dict[str, int]):
    """Numbers every word when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if not word or " " in word or "\n" in word:
            raise ValueError(f"not a word: {word!r}; a word is not empty and holds no blank and no newline")
        self[word] = number = len(self)
        return number

    def of(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The number of each word."""
        return np.fromiter(map(self.__getitem__, words), np.int32, len(words))

    def in_order(self) -> tuple[WordList, NDArray[np.int32]]:
        """All words, and for each number, the id of its word in that list."""
        known = WordList.of(self)
        ids = np.empty(len(self), np.int32)
        ids[self.of(known.words())] = np.arange(len(self), dtype=np.int32)
        return known, ids


class _Rows:
    """Rows of numbers of words, in blocks."""

    __slots__ = ("counts", "tokens")

    def __init__(self) -> None:
        self.counts: list[NDArray[np.int32]] = []
        self.tokens: list[NDArray[np.int32]] = []

    def add(
        self,
        shared: NDArray[np.int32],
        counts: NDArray[np.int32],
        others: Mapping[int, Sequence[str]],
        numbers: _Numbers,
    ) -> None:
        """Add a row of so many of the ``shared`` numbers for each name, but for the names that have ``others``."""
        if others:
            names = np.fromiter(others.keys(), np.int64, len(others))
            instead = numbers.of(list(chain.from_iterable(others.values())))
            other_counts = np.fromiter(map(len, others.values()), np.int32, len(others))
            starts = np.cumsum(counts, dtype=np.int64) - counts
            counts = counts.copy()
            counts[names] = other_counts
            starts[names] = len(shared) + np.cumsum(other_counts, dtype=np.int64) - other_counts
            ends = np.cumsum(counts, dtype=np.int64)
            places = np.arange(int(ends[-1])) + np.repeat(starts - ends + counts, counts)
            shared = np.concatenate([shared, instead])[places]
        self.tokens.append(shared)
        self.counts.append(counts)

    def records(self, words: WordList, ids: NDArray[np.int32]) -> Records:
        """The names added, in that order, over those of the words that they use, given the id of each number."""
        tokens = ids[np.concatenate(self.tokens)] if self.tokens else np.empty(0, np.int32)
        used = np.zeros(len(words), bool)
        used[tokens] = True
        if not used.all():
            words, tokens = words.only(used), (np.cumsum(used, dtype=np.int32) - np.int32(1))[tokens]
        counts = np.concatenate(self.counts) if self.counts else np.empty(0, np.int32)
        offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.uint32)
        return Records(words, offsets, tokens)
