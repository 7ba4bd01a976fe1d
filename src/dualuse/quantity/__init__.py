"""Numbers and units as traders and data sheets write them, in Latin and Cyrillic; ambiguity is a value.

``tidy`` gives a text one spelling; ``grammar`` cuts it into the shapes it may have; ``numbers`` and
``unit_expressions`` say what its figures and units may mean; ``reading`` puts them together. What changes without a
program, and what a translator adds to, is in ``units.toml``, ``phrases.toml`` and ``messages.toml``.
"""

from dualuse.quantity.comparing import Op, compare
from dualuse.quantity.reading import MAX_TEXT, read_any, read_constant, read_quantity
from dualuse.quantity.units import Dimension, Unit, dimensions, spellings
from dualuse.quantity.value import Ambiguous, Quantity, Reading, Unreadable

__all__ = [
    "MAX_TEXT",
    "Ambiguous",
    "Dimension",
    "Op",
    "Quantity",
    "Reading",
    "Unit",
    "Unreadable",
    "compare",
    "dimensions",
    "read_any",
    "read_constant",
    "read_quantity",
    "spellings",
]
