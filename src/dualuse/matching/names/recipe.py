"""Named recipes: every constant that a score depends on. A better one is added beside the old, never in its place.

Weights are counted in hundredths of a natural logarithm (a word found in one name of a thousand weighs about 691),
similarities in whole per cent, and the two multiplied give *mass*. All sums of mass are therefore exact integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

MAX_WORDS = 24
"""So many words of a name are aligned; further ones only count in the comparison of letters."""
MAX_WEIGHT = 2700
"""No word weighs more, so that a whole name fits into 16 bits."""

LEAST_CUTOFF = 1.0
"""A lower cut-off is taken for this one: what scores less has nothing in common."""


@dataclass(frozen=True)
class Recipe:
    """How two names are scored.

    *By words*: ``100 * 2 * S / (W(query) + W(name))``, times ``(S / full evidence) ** evidence_exponent`` while that is
    below 1. S is the mass of the best one-to-one alignment, in which a pair of words is worth its similarity times the
    smaller of their weights. So common words cannot carry a match, and a short common name needs a close one.

    *By letters*: the similarity of the whole names, see :mod:`.letters`.

    *Together*: the mean of both, and 100 when all letters agree. The two fail differently, and names that are not the
    same seldom look alike to both: on real lists the mean finds far more than the higher of the two at equal alerts.

    Attributes:
        name: Recorded with every result.
        same_sound: Similarity of two words with equal skeleton.
        initial: Similarity of a single letter and a word that starts with it.
        joined: Similarity of one word and two adjacent ones of the other name that make it up.
        joined_length: A word must have so many letters to count as two joined.
        letter_share: The weight of every single letter, as a share of that of a word that occurs once.
        full_evidence: The matched weight from which evidence is not discounted, in words that occur once. The more
            names there are, the more must agree not to be a coincidence; and so much more does such a word weigh.
        evidence_exponent: How fast it is discounted below that.
    """

    name: str
    same_sound: int = 92
    initial: int = 60
    joined: int = 95
    joined_length: int = 5
    letter_share: float = 0.28
    full_evidence: float = 2.1
    evidence_exponent: float = 0.3

    def together(self, by_words: float, by_letters: float) -> float:
        """The score of a pair from its two scores."""
        return 100.0 if by_letters == 100.0 else (by_words + by_letters) / 2

    def channel_cutoffs(self, score_cutoff: float) -> tuple[float, float]:
        """Cut-offs by words and by letters, of which every pair that reaches ``score_cutoff`` reaches at least one.

        Their mean is ``score_cutoff``, so a pair below both is below it. High cut-offs are cheap for the letters and
        lower ones for the words, which is why they differ.
        """
        by_letters = min((score_cutoff + 100) / 2, 2 * score_cutoff - LEAST_CUTOFF)
        return 2 * score_cutoff - by_letters, by_letters


@dataclass(frozen=True)
class Scoring:
    """A recipe over names of which so many were counted.

    Attributes:
        recipe: The constants.
        once: The weight of a word that occurs once among the names counted.
    """

    recipe: Recipe
    once: int

    @cached_property
    def full_evidence(self) -> int:
        """The matched weight from which evidence is not discounted."""
        return max(1, round(self.recipe.full_evidence * self.once))

    @cached_property
    def letter_weight(self) -> int:
        """The weight of every single letter."""
        return max(1, round(self.recipe.letter_share * self.once))

    @cached_property
    def evidence(self) -> NDArray[np.float64]:
        """The discount by matched weight, up to :attr:`full_evidence`."""
        share = [
            (weight / self.full_evidence) ** self.recipe.evidence_exponent for weight in range(self.full_evidence + 1)
        ]
        return np.array(share, np.float64)

    def score(self, mass: int, total_weight: int) -> float:
        """0 to 100, from the aligned mass and the weight of both names together. Never falls when mass grows."""
        discount: float = self._evidence[min(mass // 100, self.full_evidence)]
        return 2.0 * mass / total_weight * discount

    def scores(self, mass: NDArray[np.int64], total_weight: NDArray[np.int64]) -> NDArray[np.float64]:
        """:meth:`score`, to the last bit, for many pairs."""
        return 2.0 * mass / total_weight * self.evidence.take(mass // 100, mode="clip")

    def mass_needed(self, total_weight: NDArray[np.int64], score_cutoff: float) -> NDArray[np.float64]:
        """A mass below which no pair of names of that total weight reaches the cut-off (the bound is a little low)."""
        plain = (score_cutoff / 2.0 - 1e-9) * total_weight
        exponent = self.recipe.evidence_exponent
        discounted = (plain * (100.0 * self.full_evidence) ** exponent) ** (1 / (1 + exponent)) * (1 - 1e-9)
        needed: NDArray[np.float64] = np.maximum(plain, discounted)
        return needed

    def weights_between(self, weight: int, most: int, score_cutoff: float) -> tuple[int, int]:
        """Between which weights a name must lie to reach the cut-off against a query.

        Args:
            weight: The weight of the query.
            most: A mass that no alignment of the query exceeds.
            score_cutoff: Above 0.

        Returns:
            The least and the greatest weight; the first is greater if no name can reach the cut-off.
        """
        least, enough = 1, most // 100 + 1
        if self.score(most, weight + most // 100) < score_cutoff:
            return 1, 0
        while least < enough:
            middle = (least + enough) // 2
            if self.score(min(100 * middle, most), weight + middle) >= score_cutoff:
                enough = middle
            else:
                least = middle + 1
        greatest = ceil(self.score(most, weight) * weight / score_cutoff) - weight + 1
        return least, greatest

    @cached_property
    def _evidence(self) -> list[float]:
        return [float(value) for value in self.evidence]


RECIPES: Mapping[str, Recipe] = MappingProxyType({recipe.name: recipe for recipe in (Recipe("names-1"),)})
"""Every recipe by name."""
