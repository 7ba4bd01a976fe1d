"""How much each word says about who is meant: a frozen table with a version, made once from many names.

A score must not depend on which other names a list happens to hold today. The table is therefore counted once, kept
with the index, and its version is recorded with every result. A word that is not in it weighs as much as the commonest
word of the table near to it: else every misspelling of a common name would look like the rarest name on earth. Not by
the sum of all near words: a short rare name has dozens of them, and *Sava* would weigh less than *trading*.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from math import log1p

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.neighbours import Neighbours
from dualuse.matching.names.recipe import MAX_WEIGHT, Scoring
from dualuse.matching.names.records import Records

Share = Callable[[str], float]
"""How much of its weight a word keeps, 0 to 1: less than 1 for legal forms, titles and particles."""


class WeightTable:
    """The words of a body of names and how often each occurs.

    Attributes:
        near: The words, how often each occurs, and what is near to them.
        weights: The weight of each word, in hundredths.
        names: How many names were counted.
        version: Changes when any count does.
    """

    __slots__ = ("_scoring", "_share", "names", "near", "version", "weights")

    def __init__(
        self,
        near: Neighbours,
        weights: NDArray[np.uint16],
        names: int,
        version: str,
        share: Share,
    ) -> None:
        self.near, self.weights, self.names, self.version = near, weights, names, version
        self._share = share
        self._scoring = Scoring.of(near.recipe, names)

    @property
    def counts(self) -> NDArray[np.uint32]:
        """How often each word occurs."""
        return self.near.counts

    @property
    def scoring(self) -> Scoring:
        """How pairs are scored with these weights."""
        return self._scoring

    @classmethod
    def build(cls, records: Records, near: Neighbours, share: Share) -> WeightTable:
        """Weigh the words of ``records``, which ``near`` must be over and must have counted."""
        vocabulary = near.vocabulary
        counts = near.counts
        plain = np.log1p(len(records) / np.maximum(counts, 0.5))
        shares = np.fromiter(map(share, vocabulary.words()), np.float64, len(vocabulary))
        weights = np.clip(np.rint(100 * shares * plain), 1, MAX_WEIGHT).astype(np.uint16)
        letter_weight = Scoring.of(near.recipe, len(records)).letter_weight
        for letter in map(vocabulary.find, "abcdefghijklmnopqrstuvwxyz"):
            if letter >= 0:
                weights[letter] = letter_weight
        digest = hashlib.sha256(b"%d" % len(records))
        for part in (vocabulary.text, vocabulary.length_starts, vocabulary.wide, counts, weights):
            digest.update(part.tobytes())
        return cls(near, weights, len(records), digest.hexdigest()[:12], share)

    def weight(self, word: str) -> int:
        """The weight of a word, in hundredths; of one that was never counted, by the commonest word near to it."""
        if len(word) == 1 and "a" <= word <= "z":
            return self._scoring.letter_weight
        found = self.near.of(word)
        if found.own >= 0:
            return int(self.weights[found.own])
        return self._of_unseen(word, int(self.counts[found.ids].max(initial=0)))

    def _of_unseen(self, word: str, count: int) -> int:
        weight = round(100 * self._share(word) * log1p(self.names / max(count, 0.5)))
        return min(max(weight, 1), MAX_WEIGHT)
