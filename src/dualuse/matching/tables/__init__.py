"""What no algorithm knows: that ТОО is an LLP, that Sasha is Alexander and that Kiev is Kyiv. Data, not code.

Every file of this folder states its source and date. :data:`VERSION` is the hash of them all: it belongs into every
result that used them.
"""

from __future__ import annotations

from dualuse.matching.tables.families import Variant, variants
from dualuse.matching.tables.files import version
from dualuse.matching.tables.rewriting import Rewriting, rewriting
from dualuse.matching.tables.weights import WEIGHTS, weight

__all__ = ["VERSION", "Rewriting", "Variant", "WEIGHTS", "rewriting", "variants", "weight"]

VERSION: str


def __getattr__(name: str) -> str:
    if name == "VERSION":
        return version()
    raise AttributeError(name)
