"""Text to candidates. No pydantic in the loops, no rule in sight: a score is a fact for others to weigh."""

from dualuse.matching.consonants import consonant_key
from dualuse.matching.exhaustive import RECIPE, ExhaustiveIndex
from dualuse.matching.index import NameIndex, NameMatch
from dualuse.matching.normalise import NameForms, name_key, normalise

__all__ = ["RECIPE", "ExhaustiveIndex", "NameForms", "NameIndex", "NameMatch", "consonant_key", "name_key", "normalise"]
