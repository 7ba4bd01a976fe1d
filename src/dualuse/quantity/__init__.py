"""Numbers and units as traders and data sheets write them, in Latin and Cyrillic; ambiguity is a value."""

from dualuse.quantity.reading import read_any, read_constant, read_quantity
from dualuse.quantity.units import dimensions
from dualuse.quantity.value import Ambiguous, Quantity, Reading, Unreadable, compare

__all__ = [
    "Ambiguous",
    "Quantity",
    "Reading",
    "Unreadable",
    "compare",
    "dimensions",
    "read_any",
    "read_constant",
    "read_quantity",
]
