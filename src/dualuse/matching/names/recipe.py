"""Named recipes: every constant that a score depends on. A better one is added beside the old, never in its place.

Weights are counted in hundredths of a natural logarithm (a word found in one name of a thousand weighs about 691),
similarities in whole per cent, and the two multiplied give *mass*. All sums of mass are therefore exact integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log1p
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

MAX_WORDS = 24
"""So many words of a name are aligned; further ones only count in the comparison of letters."""
MAX_WEIGHT = 2700
"""No word weighs more, so that a whole name fits into 16 bits."""

_ROUNDING = 1e-9

LEAST_CUTOFF = 1.0
"""A lower cut-off is taken for this one: what scores less has nothing in common."""


@dataclass(frozen=True)
class Recipe:
    """How two names are scored.

    *By words*: ``100 * S / (q * W(query) + (1 - q) * W(name))``, q being :attr:`query_share`, times ``(S / full
    evidence) ** evidence_exponent`` while that is below 1. S is the mass of the best one-to-one alignment, in which a
    pair of words is worth its similarity times the smaller of their weights. So common words cannot carry a match, and
    a short common name needs a close one.

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
        query_share: Per cent of the weight by which agreement is measured that is the query's. Above 50, what the query
            says and the list does not counts for more than what only the list says: applicants leave out middle names
            and shorten companies more often than they add to them.
        words_share: Per cent of the score that is the score by words.
        edit_cost: What every edit costs, in per cent of its share of the letters.
        familiar_count: A word counted so often is a word of its own: another such word nearby is hardly ever the same
            word misspelt, as *Smirnov* is no slip for *Mironov*.
        familiar_edits: What edits between two such words leave of their similarity, in per cent.
        familiar_sound: What a common skeleton of two such words leaves of it.
    """

    name: str
    same_sound: int = 92
    initial: int = 60
    joined: int = 95
    joined_length: int = 5
    letter_share: float = 0.28
    full_evidence: float = 3.15
    evidence_exponent: float = 0.3
    query_share: int = 60
    words_share: int = 50
    edit_cost: int = 125
    familiar_count: int = 3
    familiar_edits: int = 30
    familiar_sound: int = 80

    def together(self, by_words: float, by_letters: float) -> float:
        """The score of a pair from its two scores."""
        if by_letters == 100.0:
            return 100.0
        return (self.words_share * by_words + (100 - self.words_share) * by_letters) / 100

    def all_together(self, by_words: NDArray[np.float64], by_letters: NDArray[np.float64]) -> NDArray[np.float64]:
        """:meth:`together`, to the last bit, for many pairs."""
        mean = (self.words_share * by_words + (100 - self.words_share) * by_letters) / 100
        return np.where(by_letters == 100.0, 100.0, mean)

    def channel_cutoffs(self, score_cutoff: float) -> tuple[float, float]:
        """Cut-offs by words and by letters, of which every pair that reaches ``score_cutoff`` reaches at least one.

        Their mean is a hair below ``score_cutoff``, so a pair below both is below it. High cut-offs are cheap for the
        letters and lower ones for the words, which is why they differ.
        """
        words, letters = self.words_share / 100, 1 - self.words_share / 100
        by_letters = min((score_cutoff + 100) / 2, (score_cutoff - words * LEAST_CUTOFF) / letters)
        return (score_cutoff - letters * by_letters) / words - _ROUNDING, by_letters - _ROUNDING

    @cached_property
    def edited(self) -> NDArray[np.int64]:
        """What a similarity by edits counts for, by per cent: 0 and 100 stay, all others fall by :attr:`edit_cost`."""
        plain = np.arange(101)
        return np.where(plain > 0, np.maximum(100 - (self.edit_cost * (100 - plain) + 50) // 100, 1), 0)


@dataclass(frozen=True)
class Scoring:
    """A recipe over names of which so many were counted.

    Attributes:
        recipe: The constants.
        once: The weight of a word that occurs once among the names counted.
    """

    recipe: Recipe
    once: int

    @classmethod
    def of(cls, recipe: Recipe, names: int) -> Scoring:
        """A recipe over so many names."""
        return cls(recipe, min(round(100 * log1p(names)), MAX_WEIGHT))

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

    def basis(self, query_weight: int, name_weight: int) -> int:
        """The weight by which agreement of two names is measured, times 100."""
        return self.recipe.query_share * query_weight + (100 - self.recipe.query_share) * name_weight

    def bases(
        self, query_weight: int | NDArray[np.int64], name_weights: NDArray[np.uint16] | NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """:meth:`basis` for many names."""
        share = self.recipe.query_share
        return share * query_weight + np.int64(100 - share) * name_weights.astype(np.int64)

    def score(self, mass: int, basis: int) -> float:
        """0 to 100, from the aligned mass and :meth:`basis`. Never falls when mass grows."""
        discount: float = self._evidence[min(mass // 100, self.full_evidence)]
        return 100.0 * mass / basis * discount

    def scores(self, mass: NDArray[np.int64], bases: NDArray[np.int64]) -> NDArray[np.float64]:
        """:meth:`score`, to the last bit, for many pairs."""
        return 100.0 * mass / bases * self.evidence.take(mass // 100, mode="clip")

    def mass_needed(self, bases: NDArray[np.int64], score_cutoff: float) -> NDArray[np.float64]:
        """A mass below which no pair of names with that basis reaches the cut-off (the bound is a little low)."""
        plain = (score_cutoff / 100.0 - 1e-11) * bases
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
        if self.score(most, self.basis(weight, most // 100)) < score_cutoff:
            return 1, 0
        while least < enough:
            middle = (least + enough) // 2
            if self.score(min(100 * middle, most), self.basis(weight, middle)) >= score_cutoff:
                enough = middle
            else:
                least = middle + 1
        allowed = ceil(self.score(most, 100) * 100 / score_cutoff) + 1
        greatest = (allowed - self.recipe.query_share * weight) // (100 - self.recipe.query_share) + 1
        return least, greatest

    @cached_property
    def _evidence(self) -> list[float]:
        return [float(value) for value in self.evidence]


RECIPES: Mapping[str, Recipe] = MappingProxyType({recipe.name: recipe for recipe in (Recipe("names-2"),)})
"""Every recipe by name."""
