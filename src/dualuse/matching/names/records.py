"""Names as rows of word ids: what a channel compares, and reads back as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.wordlist import WordList

_BLOCK = 50_000
_Item = TypeVar("_Item")
_FEW = 6


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
        """From the words of each name; see :class:`RecordsBuilder`."""
        builder = RecordsBuilder()
        for block in blocks(names):
            builder.add(block)
        return builder.records()

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


class RecordsBuilder:
    """Collects names block by block, so that memory for their words is needed only once."""

    __slots__ = ("_counts", "_numbers", "_rows")

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts: list[NDArray[np.int32]] = []
        self._rows: list[NDArray[np.int32]] = []

    def add(self, names: Sequence[Sequence[str]]) -> None:
        """Add the words of each name.

        Raises:
            ValueError: A word is empty or holds a blank or a newline.
        """
        numbers = self._numbers
        words = list(chain.from_iterable(names))
        for word in dict.fromkeys(words):
            if word not in numbers:
                numbers[_checked(word)] = len(numbers)
        self._rows.append(np.fromiter(map(numbers.__getitem__, words), np.int32, len(words)))
        self._counts.append(np.fromiter(map(len, names), np.int32, len(names)))

    def records(self) -> Records:
        """The names added, in that order."""
        words = WordList.of(self._numbers)
        old_numbers = np.fromiter(map(self._numbers.__getitem__, words.words()), np.int64, len(words))
        new_number = np.empty(len(words), np.int32)
        new_number[old_numbers] = np.arange(len(words), dtype=np.int32)
        tokens = new_number[np.concatenate(self._rows)] if self._rows else np.empty(0, np.int32)
        lengths = np.concatenate(self._counts) if self._counts else np.empty(0, np.int32)
        offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.uint32)
        return Records(words, offsets, tokens)


def blocks(names: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Lists of some thousand, so that nobody needs all at once."""
    block: list[_Item] = []
    for name in names:
        block.append(name)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def _checked(word: str) -> str:
    if not word or " " in word or "\n" in word:
        raise ValueError(f"not a word: {word!r}; a word is not empty and holds no blank and no newline")
    return word
