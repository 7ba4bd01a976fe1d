"""Word weights that ship with the package: what a word says does not depend on which lists a machine holds.

Counted from no list. Most words are taken for rare; how many of 100,000 names hold a common one stands in
``frequencies.tsv``, and for words that other tables know, in :data:`DEFAULTS`. Measured on the accuracy board, weights
from this table find about as much at equal alerts as weights counted from all the lists the board reads, and more than
weights counted from one short list alone.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import numpy as np

from dualuse.matching.names.language import Language
from dualuse.matching.names.neighbours import Neighbours
from dualuse.matching.names.recipe import RECIPES
from dualuse.matching.names.records import Records
from dualuse.matching.names.vocabulary import Vocabulary
from dualuse.matching.names.weights import WeightTable
from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.rewriting import rewriting
from dualuse.matching.tables.weights import weak_words

NAMES = 100_000
"""Of so many names the table says how many hold a word."""

FREQUENCIES = "frequencies.tsv"
"""The table, with the columns *names*, *kind* and *words*."""

DEFAULTS = MappingProxyType(
    {
        "given_names.tsv": (70, 25, 10, 5),
        "company_words.tsv": (100,),
        "near_words.tsv": (60,),
        "places.tsv": (30, 10, 5),
        "languages.tsv": (20,),
        "native_names.tsv": (30,),
        "nicknames.tsv": (20,),
        "name_parts.tsv": (20,),
    }
)
"""How many names hold the first word of a row, the second and so on; the last figure counts for all that follow.

Spellings stand in the tables with the usual one first. Only the canonical words of company words are counted.
"""

_WEAK = 50


@cache
def shipped_weights(recipe: str) -> WeightTable:
    """The shipped weights under a recipe; ``recipe`` is a key of :data:`dualuse.matching.names.RECIPES`.

    Made once in a process: every list is weighed by the same table.
    """
    language = Language.shipped()
    held = frequencies()
    vocabulary = Vocabulary.build(held)
    words = vocabulary.words()
    counts = np.fromiter((held[word] for word in words), np.int64, len(words))
    tokens = np.repeat(np.arange(len(words), dtype=np.int32), counts)
    offsets = np.zeros(NAMES + 1, np.uint32)
    offsets[-1] = len(tokens)
    near = Neighbours(vocabulary, language.variants, RECIPES[recipe], counts.astype(np.uint32))
    return WeightTable.build(Records(vocabulary, offsets, tokens), near, language.share)


@cache
def frequencies() -> MappingProxyType[str, int]:
    """How many of :data:`NAMES` names hold a word, for every word that some table knows."""
    found: dict[str, int] = {}
    for _, (names, _, words) in rows(FREQUENCIES):
        for word in _tokens(words):
            found.setdefault(word, int(names))
    for word in weak_words():
        found.setdefault(word, _WEAK)
    for table, figures in DEFAULTS.items():
        at = 0 if table in ("company_words.tsv", "native_names.tsv", "name_parts.tsv") else -1
        for _, cells in rows(table):
            for place, word in enumerate(_tokens(cells[at])):
                found.setdefault(word, figures[min(place, len(figures) - 1)])
    return MappingProxyType(found)


def _tokens(cell: str) -> list[str]:
    """The values of a cell as the normaliser writes them, each word once; of a value of several words, every word."""
    written = (rewriting().apply(latin(value).split()) for value in values(cell))
    return list(dict.fromkeys(word for words in written for word in words))
