"""Some names with both channels over them: the unit in which an index grows, is stored and is searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.language import Forms, Language, Words, columns
from dualuse.matching.names.letters import LetterHits, LetterIndex
from dualuse.matching.names.neighbours import Neighbours
from dualuse.matching.names.recipe import MAX_WORDS, Recipe
from dualuse.matching.names.records import build_both
from dualuse.matching.names.tokenblock import search_block
from dualuse.matching.names.tokens import TokenHits, TokenIndex, Work, each_once
from dualuse.matching.names.vocabulary import Vocabulary
from dualuse.matching.names.weights import WeightTable

Ids = NDArray[np.int64]


class Query(NamedTuple):
    """A name asked for, ready to be compared.

    Attributes:
        aligned: The first :data:`MAX_WORDS` of its words, at least one.
        weights: The weights of those.
        plain: The words whose letters are compared.
    """

    aligned: Sequence[str]
    weights: Sequence[int]
    plain: Sequence[str]

    @classmethod
    def of(cls, name: Forms, table: WeightTable) -> Query:
        """Weigh the words of a name."""
        aligned = name.tokens[:MAX_WORDS]
        return cls(aligned, [table.weight(word) for word in aligned], name.plain)


class Hits(NamedTuple):
    """Names at or above the cut-off: ascending record numbers, their scores by both channels, and together."""

    records: Ids
    by_words: NDArray[np.float64]
    by_letters: NDArray[np.float64]
    scores: NDArray[np.float64]


class Segment:
    """Names that never change.

    Attributes:
        tokens: The channel by words; its records are in order of weight.
        letters: The channel by letters, over the same records in plain words.
        positions: For each record, where its name stands in the whole index.
    """

    __slots__ = ("_consonants", "letters", "positions", "tokens")

    def __init__(self, tokens: TokenIndex, letters: LetterIndex, positions: NDArray[np.int32]) -> None:
        self.tokens, self.letters, self.positions = tokens, letters, positions
        self._consonants: LetterIndex | None = None

    @classmethod
    def build(
        cls,
        names: Iterable[Forms],
        language: Language,
        recipe: Recipe,
        table: WeightTable | None = None,
        positions: NDArray[np.int32] | None = None,
    ) -> tuple[Segment, WeightTable]:
        """Index names, weighed by ``table`` or, without one, by a table counted from these names.

        Args:
            names: Each name, normalised; fastest as :meth:`~.language.Language.normalise_all` gives them.
            language: The tables.
            recipe: The constants.
            table: Weights already in use.
            positions: Where each name stands in the whole index; without them, 0 and on.
        """
        records, plain = build_both(columns(names))
        vocabulary = Vocabulary.build(records.vocabulary)
        if table is None:
            counts = np.bincount(records.tokens, minlength=len(vocabulary)).astype(np.uint32)
            near = Neighbours(vocabulary, language.variants, recipe, counts)
            table = WeightTable.build(records, near, language.share)
            weights = table.weights
        else:
            words = vocabulary.words()
            counts = np.fromiter(map(table.near.count, words), np.uint32, len(words))
            near = Neighbours(vocabulary, language.variants, recipe, counts, table.near.count)
            weights = np.fromiter(map(table.weight, words), np.uint16, len(words))
        by_words, order = TokenIndex.build(records, near, table.scoring, weights)
        by_letters = LetterIndex.build(plain.reordered(order))
        return cls(by_words, by_letters, order if positions is None else positions[order]), table

    def __len__(self) -> int:
        return len(self.positions)

    def consonants(self, language: Language) -> LetterIndex:
        """The consonants of every name; worked out when first asked for, some microseconds a name."""
        if self._consonants is None:
            records = self.tokens.records
            keys = [language.consonant_key((word,)) for word in records.vocabulary.words()]
            self._consonants = LetterIndex.build(records.replaced(keys))
        return self._consonants

    def forms(self, record: int) -> Words:
        """A name as it is compared."""
        return Words(self.tokens.records.words(record), self.letters.records.words(record))

    def search(self, query: Query, score_cutoff: float, work: Work) -> Hits:
        """Every name that scores at least ``score_cutoff``, in list order of records."""
        words_cutoff, letters_cutoff = self.tokens.recipe.channel_cutoffs(score_cutoff)
        by_words = self.tokens.search(query.aligned, query.weights, words_cutoff, work)
        by_letters = self.letters.search(query.plain, letters_cutoff)
        return self._joined(query, score_cutoff, by_words, by_letters, work)

    def search_many(self, queries: Sequence[Query], score_cutoff: float, works: Sequence[Work]) -> list[Hits]:
        """:meth:`search` for several queries, with array operations shared by all of them."""
        words_cutoff, letters_cutoff = self.tokens.recipe.channel_cutoffs(score_cutoff)
        weighed = [(query.aligned, query.weights) for query in queries]
        by_words = search_block(self.tokens, weighed, words_cutoff, works)
        by_letters = self.letters.search_many([query.plain for query in queries], letters_cutoff)
        parts = zip(queries, by_words, by_letters, works, strict=True)
        return [self._joined(query, score_cutoff, words, letters, work) for query, words, letters, work in parts]

    def _joined(
        self, query: Query, score_cutoff: float, by_words: TokenHits, by_letters: LetterHits, work: Work
    ) -> Hits:
        """What both channels found: the score that one did not give is worked out, and both are put together."""
        work.letters_compared += by_letters.compared
        word_records, word_scores = by_words.records, by_words.scores
        letter_records, letter_scores = by_letters.records, by_letters.scores
        if not len(word_records) and not len(letter_records):
            return NO_HITS
        if np.array_equal(word_records, letter_records):
            records, words, letters = word_records, word_scores, letter_scores
        else:
            records = np.concatenate([word_records, letter_records])
            records.sort()
            records = each_once(records)
            words = np.full(len(records), -1.0)
            words[records.searchsorted(word_records)] = word_scores
            missing = words < 0
            if missing.any():
                words[missing] = self.tokens.scores_of(query.aligned, query.weights, records[missing], work)
            letters = np.full(len(records), -1.0)
            letters[records.searchsorted(letter_records)] = letter_scores
            missing = letters < 0
            if missing.any():
                letters[missing] = self.letters.scores_of(query.plain, records[missing])
        together = self.tokens.recipe.all_together(words, letters)
        kept = together >= score_cutoff
        return Hits(records[kept], words[kept], letters[kept], together[kept])


NO_HITS = Hits(np.empty(0, np.int64), *(np.empty(0, np.float64) for _ in range(3)))
