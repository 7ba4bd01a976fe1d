"""Many names normalised at once: what :func:`dualuse.matching.normalise.normalise` gives, in a third of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.normalise import MAX_CHARACTERS, UNCUT, aligned, normalise
from dualuse.matching.scripts import latin_of_ascii_lines
from dualuse.matching.tables.rewriting import rewriting

Words = Sequence[str]

_BLOCK = 50_000
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Columns:
    """The words of many names, by column: most names are read alike by words and by letters, and share a row.

    Attributes:
        words: The words of all names, one after the other.
        counts: How many of them each name has.
        tokens: By number of the name: the words to be aligned, where they are others.
        plain: By number of the name: the words whose letters are compared, where they are others.
    """

    words: Sequence[str]
    counts: NDArray[np.int32]
    tokens: Mapping[int, Words]
    plain: Mapping[int, Words]

    @classmethod
    def of(cls, names: Sequence[tuple[Words, Words]]) -> Columns:
        """From both kinds of words of each name."""
        counts = np.fromiter((len(plain) for _, plain in names), np.int32, len(names))
        tokens = {i: tokens for i, (tokens, plain) in enumerate(names) if tokens != plain}
        return cls(list(chain.from_iterable(plain for _, plain in names)), counts, tokens, {})

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[tuple[Words, Words]]:
        """Both kinds of words of each name."""
        start = 0
        for i, count in enumerate(self.counts.tolist()):
            shared = tuple(self.words[start : start + count])
            start += count
            yield self.tokens.get(i, shared), self.plain.get(i, shared)


def normalise_many(names: Sequence[str]) -> Columns:
    """The tokens and the plain words of each name, as :func:`~dualuse.matching.normalise.normalise` gives them.

    >>> list(normalise_many(["ТОО «Сарыарка»", "Werra GmbH"]))
    [(('llp', 'saryarka'), ('llp', 'saryarka')), (('werra', 'llc'), ('werra', 'gmbh'))]
    """
    odd = [i for i, name in enumerate(names) if not name.isascii() or "\n" in name or len(name) > MAX_CHARACTERS]
    spelt = names
    if odd:
        spelt = list(names)
        for i in odd:
            spelt[i] = ""
    text = latin_of_ascii_lines("\n".join(spelt))
    starts, first, digits = _bounds(np.frombuffer(text, np.uint8), len(names))
    words = text.decode("ascii").split()
    long = np.flatnonzero(np.diff(starts) > UNCUT)
    alone = {i: normalise(names[i]) for i in (*odd, *long.tolist(), *_rows_of(digits, starts))}
    tokens: dict[int, Words] = {i: forms.tokens for i, forms in alone.items()}
    known = np.fromiter(map(rewriting().known.__contains__, words), bool, len(words))
    rows = np.array([i for i in _rows_of(np.flatnonzero(known), first) if i not in alone], np.int64)
    lengths = (starts[rows + 1] - starts[rows]).tolist()
    for i, start, stop, length in zip(
        rows.tolist(), first[rows].tolist(), first[rows + 1].tolist(), lengths, strict=True
    ):
        written = tuple(words[start:stop])
        found = aligned(written, length)
        if found != written:
            tokens[i] = found
    counts = np.diff(first).astype(np.int32)
    return Columns(words, counts, tokens, {i: forms.plain for i, forms in alone.items()})


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


def _bounds(text: NDArray[np.uint8], lines: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Where each line starts and the last one ends, in characters and in words; and where the digits are."""
    starts = np.concatenate([[0], np.flatnonzero(text == _NEWLINE) + 1, [len(text) + 1]])[-lines - 1 :]
    inside = text > _BLANK
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    return starts, np.flatnonzero(begins).searchsorted(starts), np.flatnonzero(text - _ZERO < 10)


def _rows_of(places: NDArray[np.int64], starts: NDArray[np.int64]) -> list[int]:
    """The different rows that ascending places lie in."""
    found: list[int] = np.unique(starts.searchsorted(places, "right") - 1).tolist()
    return found


_NEWLINE, _BLANK, _ZERO = np.frombuffer(b"\n 0", np.uint8)
