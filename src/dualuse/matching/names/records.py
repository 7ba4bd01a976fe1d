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
        """From the words of each name.

        Raises:
            ValueError: A word is empty or holds a blank or a newline.
        """
        return build_both((name, name) for name in names)[0]

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


def build_both(names: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[Records, Records]:
    """Records of the first words and of the second words of each name. Where both are equal they are read once.

    Names are taken in blocks, so that memory for their words is needed only once.

    Raises:
        ValueError: A word is empty or holds a blank or a newline.
    """
    numbers = _Numbers()
    first, second = _Rows(), _Rows()
    for block in blocks(names):
        differs = [one != other for one, other in block]
        counts = first.add([one for one, _ in block], numbers)
        if any(differs):
            other = _Rows()
            other_counts = other.add(
                [name for (_, name), differ in zip(block, differs, strict=True) if differ], numbers
            )
            second.merge(first, counts, other, other_counts, np.array(differs))
        else:
            second.tokens.append(first.tokens[-1])
            second.counts.append(counts)
    words = list(numbers)
    return first.records(words), second.records(words)


class _Numbers(dict[str, int]):
    """Numbers every word when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if not word or " " in word or "\n" in word:
            raise ValueError(f"not a word: {word!r}; a word is not empty and holds no blank and no newline")
        self[word] = number = len(self)
        return number


class _Rows:
    """Rows of numbers of words, in blocks."""

    __slots__ = ("counts", "tokens")

    def __init__(self) -> None:
        self.counts: list[NDArray[np.int32]] = []
        self.tokens: list[NDArray[np.int32]] = []

    def add(self, names: Sequence[Sequence[str]], numbers: _Numbers) -> NDArray[np.int32]:
        """Add the words of each name, and return how many each has."""
        counts = np.fromiter(map(len, names), np.int32, len(names))
        words = map(numbers.__getitem__, chain.from_iterable(names))
        self.tokens.append(np.fromiter(words, np.int32, int(counts.sum())))
        self.counts.append(counts)
        return counts

    def merge(
        self,
        first: _Rows,
        counts: NDArray[np.int32],
        other: _Rows,
        other_counts: NDArray[np.int32],
        differs: NDArray[np.bool_],
    ) -> None:
        """Add the last block of ``first``, but the names that differ from ``other``."""
        source = np.concatenate([first.tokens[-1], other.tokens[-1]])
        starts = np.cumsum(counts, dtype=np.int64) - counts
        merged = counts.copy()
        merged[differs] = other_counts
        starts[differs] = len(first.tokens[-1]) + np.cumsum(other_counts, dtype=np.int64) - other_counts
        ends = np.cumsum(merged, dtype=np.int64)
        self.tokens.append(source[np.arange(int(ends[-1])) + np.repeat(starts - ends + merged, merged)])
        self.counts.append(merged)

    def records(self, words: Sequence[str]) -> Records:
        """The names added, in that order, over those of the numbered words that they use."""
        tokens = np.concatenate(self.tokens) if self.tokens else np.empty(0, np.int32)
        used = np.zeros(len(words), bool)
        used[tokens] = True
        old_numbers = np.flatnonzero(used).tolist()
        held = [words[number] for number in old_numbers]
        known = WordList.of(held)
        at = dict(zip(held, old_numbers, strict=True))
        new_number = np.empty(len(words), np.int32)
        new_number[np.fromiter(map(at.__getitem__, known.words()), np.int64, len(held))] = np.arange(
            len(held), dtype=np.int32
        )
        counts = np.concatenate(self.counts) if self.counts else np.empty(0, np.int32)
        offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.uint32)
        return Records(known, offsets, new_number[tokens])


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
