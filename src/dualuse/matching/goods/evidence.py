"""What speaks for a candidate, measured, and the one number made of it.

The score is 100 times a logistic sum of the measures. Its weights were fitted by ``benchmarks/goods_fit.py`` on the
development half of the goods board, so that a score says how often candidates with such evidence were entries to look
at on that board. They are frozen with the name of the recipe: a list that grows changes no weight. They were fitted
before the glosses were extended with an eye on that half: afterwards it is too well explained to fit anything on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Measures = NDArray[np.float64]

MEASURES = ("passage", "entry", "explained", "term", "whole_term", "customs", "everyday")
"""In order: telling words of the best passage, of the entry as a whole, the share of the description's telling weight
that one passage explains, the best trade term even in part, the best trade term in full, the customs heading, and
words of everyday goods, which speak against."""

WEIGHTS = (0.32, 0.75, 8.24, 1.11, 0.65, 2.34, -1.67)
INTERCEPT = -7.64

CERTAIN = 8.0
"""What a code, CAS number or organism adds to the sum. Chosen, not fitted: such identifiers are too rare on the board.
It lifts a candidate that nothing else speaks for to the cut-off and above."""

WORTH_A_LOOK = 20.0
"""Candidates below this score are called weak. Chosen on the development half: at most about 15 in 100 innocent lines
have a candidate that is not."""

_LEAST_PART = 0.3
_FULL = 0.95


def measured(
    passage: Measures, entry: Measures, explained: Measures, term: Measures, whole: Measures, customs: Measures,
    everyday: Measures,
) -> tuple[Measures, ...]:  # fmt: skip
    """The measures on the scale on which they are weighed; sums of weights count by their logarithm."""
    return (
        np.log1p(passage), np.log1p(entry), explained, np.log1p(term), np.log1p(whole), customs, np.log1p(everyday),
    )  # fmt: skip


def part_of_term(share: Measures) -> Measures:
    """What counts of a term of which this share was found: nothing up to a third or so, all of it when whole."""
    return np.clip((share - _LEAST_PART) / (1 - _LEAST_PART), 0.0, 1.0)


def whole_term(share: Measures) -> NDArray[np.bool_]:
    """Whether a term was found in full."""
    return share > _FULL


def logit(measures: tuple[Measures, ...], certain: Measures) -> Measures:
    """The weighted sum. An identifier outweighs words of everyday goods, which then do not count."""
    total = np.full_like(measures[0], INTERCEPT)
    for weight, measure in zip(WEIGHTS[:-1], measures[:-1], strict=True):
        total += weight * measure
    return total + CERTAIN * certain + np.where(certain > 0, 0.0, WEIGHTS[-1] * measures[-1])


def score(total: Measures) -> Measures:
    """0 to 100."""
    return 100.0 / (1.0 + np.exp(-total))
