"""Text to candidates. No pydantic in the loops, no rule in sight: a score is a fact for others to weigh."""

from dualuse.matching.exhaustive import RECIPE, ExhaustiveIndex
from dualuse.matching.index import NameIndex, NameMatch
from dualuse.matching.normalise import name_key

__all__ = ["RECIPE", "ExhaustiveIndex", "NameIndex", "NameMatch", "name_key"]
