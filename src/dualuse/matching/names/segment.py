"""Some names with both channels over them: the unit in which an index grows, is stored and is searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.language import Language
from dualuse.matching.names.letters import LetterHits, LetterIndex
from dualuse.matching.names.neighbours import Neighbours
from dualuse.matching.names.recipe import MAX_WORDS, Recipe
from dualuse.matching.names.records import Records
from dualuse.matching.names.tokenblock import search_block
from dualuse.matching.names.tokens import TokenHits, TokenIndex, Work, each_once
from dualuse.matching.names.weights import WeightTable

Ids = NDArray[np.int64]


class Query(NamedTuple):
    """A name asked for, ready to be compared.

    Attributes:
        words: All its words in written order, at least one.
        aligned: The first :data:`MAX_WORDS` of them.
        weights: The weights of those.
    """

    words: Sequence[str]
    aligned: Sequence[str]
    weights: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[str], table: WeightTable) -> Query:
        """Weigh the words of a name."""
        aligned = words[:MAX_WORDS]
        return cls(words, aligned, [table.weight(word) for word in aligned])


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
        letters: The channel by letters, over the same records.
        positions: For each record, where its name stands in the whole index.
    """

    __slots__ = ("letters", "positions", "tokens")

    def __init__(self, tokens: TokenIndex, letters: LetterIndex, positions: NDArray[np.int32]) -> None:
        self.tokens, self.letters, self.positions = tokens, letters, positions

    @classmethod
    def build(
        cls,
        names: Iterable[Sequence[str]],
        language: Language,
        recipe: Recipe,
        table: WeightTable | None = None,
        positions: NDArray[np.int32] | None = None,
    ) -> tuple[Segment, WeightTable]:
        """Index the words of names, weighed by ``table`` or, without one, by a table counted from these names.

        Args:
            names: The words of each name.
            language: The tables.
            recipe: The constants.
            table: Weights already in use.
            positions: Where each name stands in the whole index; without them, 0 and on.
        """
        records = Records.build(names)
        near = Neighbours(records.vocabulary, language.variants, recipe)
        if table is None:
            table = WeightTable.build(records, near, language.share)
            weights = table.weights
        else:
            words = records.vocabulary.words()
            weights = np.fromiter(map(table.weight, words), np.uint16, len(words))
        tokens, order = TokenIndex.build(records, near, weights)
        letters = LetterIndex.build(tokens.records)
        return cls(tokens, letters, order if positions is None else positions[order]), table

    def __len__(self) -> int:
        return len(self.positions)

    def search(self, query: Query, score_cutoff: float, work: Work) -> Hits:
        """Every name that scores at least ``score_cutoff``, in list order of records."""
        words_cutoff, letters_cutoff = self.tokens.recipe.channel_cutoffs(score_cutoff)
        by_words = self.tokens.search(query.aligned, query.weights, words_cutoff, work)
        by_letters = self.letters.search(query.words, letters_cutoff)
        return self._joined(query, score_cutoff, by_words, by_letters, work)

    def search_many(self, queries: Sequence[Query], score_cutoff: float, works: Sequence[Work]) -> list[Hits]:
        """:meth:`search` for several queries, with array operations shared by all of them."""
        words_cutoff, letters_cutoff = self.tokens.recipe.channel_cutoffs(score_cutoff)
        weighed = [(query.aligned, query.weights) for query in queries]
        by_words = search_block(self.tokens, weighed, words_cutoff, works)
        by_letters = self.letters.search_many([query.words for query in queries], letters_cutoff)
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
                letters[missing] = self.letters.scores_of(query.words, records[missing])
        together = np.where(letters == 100.0, 100.0, (words + letters) / 2)
        kept = together >= score_cutoff
        return Hits(records[kept], words[kept], letters[kept], together[kept])


NO_HITS = Hits(np.empty(0, np.int64), *(np.empty(0, np.float64) for _ in range(3)))
