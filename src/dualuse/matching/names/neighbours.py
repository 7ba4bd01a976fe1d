"""Which words of a vocabulary may stand for a word: the same, nearly the same, of the same sound, or by a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.memory import Memory
from dualuse.matching.names.recipe import Recipe
from dualuse.matching.names.similarity import is_fuzzy
from dualuse.matching.names.vocabulary import Vocabulary

REMEMBERED_WORDS = 8_000
"""The neighbours of so many words are remembered."""


_NONE = np.empty(0, np.int64)


class TableVariant(Protocol):
    """A word that a table joins with another; see :class:`dualuse.matching.tables.Variant`."""

    @property
    def token(self) -> str:
        """The other word."""
        ...

    @property
    def similarity(self) -> float:
        """Above 0, below 1."""
        ...

    @property
    def reason(self) -> str:
        """For the explanation."""
        ...


Variants = Callable[[str], Iterable[TableVariant]]
"""The words a table joins with a word; symmetric."""

Count = Callable[[str], int]
"""How often a word occurs in the body of names that weights are counted from; 0 if it does not."""


class Near(NamedTuple):
    """Words of a vocabulary near to some word.

    Attributes:
        own: The id of the word itself, or -1.
        ids: Ascending.
        similarities: In per cent, 100 for the word itself.
        compared: How many words were compared letter by letter to find them.
    """

    own: int
    ids: NDArray[np.int64]
    similarities: NDArray[np.int64]
    compared: int


class Neighbours:
    """The neighbours of any word in one vocabulary, remembered.

    Attributes:
        vocabulary: The words.
        variants: The words a table joins with a word.
        recipe: The constants.
        counts: How often each word of the vocabulary occurs in the body of names that weights are counted from, 0 if it
            does not.
    """

    __slots__ = ("_count", "_memory", "counts", "recipe", "variants", "vocabulary")

    def __init__(
        self,
        vocabulary: Vocabulary,
        variants: Variants,
        recipe: Recipe,
        counts: NDArray[np.uint32],
        count: Count | None = None,
    ) -> None:
        """Take a vocabulary; without ``count``, which counts any word, no others but its own were counted."""
        self.vocabulary, self.variants, self.recipe, self.counts = vocabulary, variants, recipe, counts
        self._count = count
        self._memory: Memory[Near] = Memory(REMEMBERED_WORDS)

    def count(self, word: str) -> int:
        """How often any word occurs in the body of names that weights are counted from."""
        if self._count is not None:
            return self._count(word)
        number = self.vocabulary.find(word)
        return int(self.counts[number]) if number >= 0 else 0

    def of(self, word: str) -> Near:
        """Every word of the vocabulary with a similarity to ``word``, the best of several reasons taken."""
        found = self._memory.get(word)
        if found is None:
            found = self._search(word)
            self._memory.put(word, found)
        return found

    def forget(self) -> None:
        """Empty the memory, as a measurement of unseen words needs."""
        self._memory.clear()

    def look_up(self, words: Iterable[str]) -> None:
        """Find the neighbours of several words together, so that :meth:`of` has them ready."""
        new = [word for word in dict.fromkeys(words) if self._memory.get(word) is None and is_fuzzy(word)]
        for word, (ids, similarities, compared) in zip(new, self.vocabulary.near_many(new), strict=True):
            self._memory.put(word, self._joined(word, ids, similarities, compared))

    def _search(self, word: str) -> Near:
        return self._joined(word, *(self.vocabulary.near(word) if is_fuzzy(word) else (_NONE, _NONE, 0)))

    def _joined(self, word: str, ids: NDArray[np.int64], similarities: NDArray[np.int64], compared: int) -> Near:
        """Put what is spelt nearly the same beside what is the same, listed or sounds the same."""
        own = self.vocabulary.find(word)
        keys = [np.array([own << 7 | 100] if own >= 0 else [], np.int64)]
        if len(word) > 1:
            listed = [(v.token, percent(v.similarity)) for v in self.variants(word) if len(v.token) > 1]
            numbered = [(self.vocabulary.find(token), similarity) for token, similarity in listed]
            known = [number << 7 | similarity for number, similarity in numbered if number >= 0]
            if known:
                keys.append(np.array(known, np.int64))
        if is_fuzzy(word):
            sounds = self.vocabulary.same_sound(word)
            spelt, sounding = self.recipe.edited[similarities], np.full(len(sounds), self.recipe.same_sound, np.int64)
            if (len(ids) or len(sounds)) and self.count(word) >= self.recipe.familiar_count:
                spelt = self._among_familiar(ids, spelt, self.recipe.familiar_edits)
                sounding = self._among_familiar(sounds, sounding, self.recipe.familiar_sound)
            keys += [ids << 7 | spelt, sounds << 7 | sounding]
        key = np.concatenate(keys)
        key.sort()
        numbers = key >> 7
        best = np.empty(len(key), bool)
        best[-1:] = True
        np.not_equal(numbers[1:], numbers[:-1], out=best[:-1])
        return Near(own, numbers[best], (key & 127)[best], compared)

    def _among_familiar(self, ids: NDArray[np.int64], similarities: NDArray[np.int64], share: int) -> NDArray[np.int64]:
        """Similarities to a familiar word, lowered where the other word is familiar too."""
        familiar = self.counts[ids] >= self.recipe.familiar_count
        return np.where(familiar, np.maximum(share * similarities // 100, 1), similarities)


def percent(similarity: float) -> int:
    """A similarity from a table in whole per cent, at least 1 and at most 100."""
    return min(100, max(1, round(100 * similarity)))
