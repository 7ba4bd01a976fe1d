"""Names found fast and without loss: the index changes the time, never the answer.

Two channels over the same names, each exactly equal to comparing with every name: :mod:`.tokens` aligns the words,
:mod:`.letters` compares the letters of whole names. A name's score is made of both. :mod:`.reference` is the definition
in plain Python; :mod:`.matcher` is the door.
"""

from dualuse.matching.names.explain import Explanation, WordPair
from dualuse.matching.names.language import Forms, Language, Words
from dualuse.matching.names.matcher import NameMatcher
from dualuse.matching.names.recipe import RECIPES, Recipe
from dualuse.matching.names.result import NameResult

__all__ = ["RECIPES", "Explanation", "Forms", "Language", "NameMatcher", "NameResult", "Recipe", "WordPair", "Words"]
