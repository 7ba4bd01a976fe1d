"""Everything an index is: what is searched, changed and stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.language import Language
from dualuse.matching.names.recipe import Recipe
from dualuse.matching.names.segment import Segment
from dualuse.matching.names.weights import WeightTable


@dataclass(frozen=True, slots=True)
class State:
    """The parts of an index.

    Attributes:
        recipe: How names are scored.
        language: How they are prepared.
        table: The word weights.
        segments: The names, in one segment or in several; at least one.
        removed: Positions whose names are no longer held, ascending.
        size: One more than the greatest position ever used.
    """

    recipe: Recipe
    language: Language
    table: WeightTable
    segments: tuple[Segment, ...]
    removed: NDArray[np.int32]
    size: int
