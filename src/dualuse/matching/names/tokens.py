"""Channel A: names word by word. Exactly what aligning the query with every name gives, without reading every name.

The score is defined in :mod:`.recipe`, and once more, independently and without any short cut, in :mod:`.reference`.
Two things keep the work small, and neither can lose a name:

*Weight.* No alignment is worth more than either name weighs, so a name must weigh within certain bounds to reach the
cut-off. Names are numbered in order of weight: the bounds are a range of numbers, and every posting list is cut by two
binary searches.

*Essential words.* A name that shares no essential word of the query can only match by the others. While all those
together could not reach the cut-off, a further word is left out; the ones with the longest posting lists first.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dualuse.matching.names.alignment import Edge, best_alignment
from dualuse.matching.names.memory import Memory
from dualuse.matching.names.neighbours import REMEMBERED_WORDS, Neighbours
from dualuse.matching.names.recipe import MAX_WORDS, Scoring
from dualuse.matching.names.records import Records

MAX_ALIGNED = 20_000
"""So many names are aligned one by one in a search; if more are left, the result says so."""
MAX_JOINED_READ = 500_000
"""So many postings are read to find a word of the query written as two; if there are more, the result says so."""

_NOT_ALIGNED = "{} names that may match were not aligned"
_BLOCK = 1 << 16
_LONG_LIST = 512
_SMALL = 400
FEW = 10
"""So few names are aligned without another look."""

Ids = NDArray[np.int64]
_NONE: Ids = np.empty(0, np.int64)


def is_letter(word: str) -> bool:
    """Whether a word is an initial: a single letter a to z."""
    return len(word) == 1 and "a" <= word <= "z"


@dataclass(slots=True)
class Work:
    """What a search cost, in things counted rather than timed.

    Attributes:
        words_compared: Words of the vocabulary compared letter by letter.
        postings: Entries of posting lists read.
        candidates: Names whose words were looked at.
        aligned: Names aligned one by one.
        letters_compared: Names compared letter by letter.
        cuts: What a budget left out, in words; empty when nothing was.
    """

    words_compared: int = 0
    postings: int = 0
    candidates: int = 0
    aligned: int = 0
    letters_compared: int = 0
    cuts: list[str] = field(default_factory=list)
    _left_out: int = field(default=0, init=False, repr=False, compare=False)

    def leave_out(self, names: int) -> None:
        """Say that so many more names were not aligned; however often that happens, it is one cut."""
        if self._left_out:
            self.cuts.remove(_NOT_ALIGNED.format(self._left_out))
        self._left_out += names
        self.cuts.append(_NOT_ALIGNED.format(self._left_out))


class TokenHits(NamedTuple):
    """Names whose words agree with the query: ascending record numbers, the mass aligned, and scores 0 to 100."""

    records: Ids
    masses: Ids
    scores: NDArray[np.float64]


class _Word(NamedTuple):
    """What a word may match, whatever else stands in the query.

    Attributes:
        ids: Words of the vocabulary that may stand for it.
        values: What each would be worth, at most.
        joined: The names that hold it written as two words, ascending.
        joined_complete: Whether all of them could be looked for.
        most: The greatest value of all that.
        postings: How many names ``ids`` have.
    """

    ids: Ids
    values: Ids
    joined: Ids
    joined_complete: bool
    most: int
    postings: int

    def values_of(self, numbers: Ids) -> list[int]:
        """What each of some words would be worth for it, 0 if nothing."""
        if not len(self.ids):
            return [0] * len(numbers)
        at = self.ids.searchsorted(numbers)
        at[at == len(self.ids)] = 0
        worth: list[int] = np.where(self.ids[at] == numbers, self.values[at], 0).tolist()
        return worth

    def value_of(self, number: int) -> int:
        """What a word would be worth for it, 0 if nothing."""
        return self.values_of(np.array([number], np.int64))[0]


NO_TOKEN_HITS = TokenHits(_NONE, _NONE, np.empty(0, np.float64))


@dataclass(slots=True)
class Slot:
    """One word of the query, and what it may be worth in a name.

    Attributes:
        weight: Its weight.
        letter: Its number, 1 to 26, if it is an initial that may stand for a word; else 0.
        text: The word.
        known: What it may match alone.
        ids: Words of the vocabulary that may stand for it, alone or joined with the word before or after it.
        values: Its share of what each is worth, at most.
        initial: The id of the single letter it starts with, or -1.
        light: What an initial for a word is worth, either way round.
        pairs: The value of each word that may stand for it and the next word together.
        most: What it can be worth at most.
        postings: How many names ``ids`` have.
    """

    weight: int
    letter: int
    text: str
    known: _Word
    ids: Ids
    values: Ids
    initial: int
    light: int
    pairs: dict[int, int]
    most: int = 0
    postings: int = 0

    @property
    def ids_with_initial(self) -> Ids:
        """``ids``, and the single letter it starts with."""
        return self.ids if self.initial < 0 else np.append(self.ids, self.initial)

    @property
    def values_with_initial(self) -> Ids:
        """``values``, and what that letter is worth."""
        return self.values if self.initial < 0 else np.append(self.values, self.light)


class TokenIndex:
    """Posting lists over names that are numbered in order of weight.

    Attributes:
        records: The names, in order of weight.
        weights: The weight of each word.
        masses: The weight of each name, ascending.
        posting_starts: Where the posting list of each word starts.
        postings: The names that hold the word, ascending.
        firsts: For each word that a to z starts, that letter, 1 to 26; 0 for all others and for single letters.
    """

    max_words = MAX_WORDS
    __slots__ = (
        "_letters",
        "_local",
        "_starts",
        "_words",
        "firsts",
        "masses",
        "near",
        "posting_starts",
        "postings",
        "recipe",
        "records",
        "scoring",
        "weights",
    )

    def __init__(
        self,
        records: Records,
        near: Neighbours,
        scoring: Scoring,
        weights: NDArray[np.uint16],
        masses: NDArray[np.uint16],
        posting_starts: NDArray[np.uint32],
        postings: NDArray[np.int32],
        firsts: NDArray[np.uint8],
    ) -> None:
        self.records, self.near, self.recipe, self.scoring = records, near, near.recipe, scoring
        self.weights, self.masses, self.firsts = weights, masses, firsts
        self.posting_starts, self.postings = posting_starts, postings
        self._letters = {letter: records.vocabulary.find(letter) for letter in "abcdefghijklmnopqrstuvwxyz"}
        self._words: Memory[_Word] = Memory(REMEMBERED_WORDS)
        self._local = threading.local()

    @classmethod
    def build(
        cls, records: Records, near: Neighbours, scoring: Scoring, weights: NDArray[np.uint16]
    ) -> tuple[TokenIndex, NDArray[np.int32]]:
        """Number the names by weight and invert them.

        Returns:
            The index, whose records are ``records`` in order of weight, and the old number of each.
        """
        vocabulary = near.vocabulary
        masses = name_weights(records, weights)
        order = np.argsort(masses, kind="stable").astype(np.int32)
        records = records.reordered(order)
        sorted_masses = masses[order].astype(np.uint16)
        posting_starts, postings = _inverted(records)
        return cls(
            records, near, scoring, weights, sorted_masses, posting_starts, postings, _firsts(vocabulary.words())
        ), order

    def search(self, words: Sequence[str], weights: Sequence[int], score_cutoff: float, work: Work) -> TokenHits:
        """Every name whose words score at least ``score_cutoff`` against the query.

        Args:
            words: The words of the query, in written order; at most :data:`MAX_WORDS`.
            weights: Their weights.
            score_cutoff: Above 0, to 100.
            work: Is added to; says so if a budget ran out.
        """
        slots = self.slots(words, weights, work)
        weight = sum(weights)
        low, high = self.range_of(weight, sum(slot.most for slot in slots), score_cutoff)
        if low >= high:
            return NO_TOKEN_HITS
        candidates = self._candidates(slots, weight, score_cutoff, low, high, work)
        parts = [
            self._scored(slots, weight, score_cutoff, candidates[start : start + _BLOCK], work)
            for start in range(0, len(candidates), _BLOCK)
        ]
        if not parts:
            return NO_TOKEN_HITS
        records, masses = (np.concatenate(column) for column in zip(*parts, strict=True))
        scores = self.scoring.scores(masses, self.scoring.bases(weight, self.masses[records]))
        kept = (scores >= score_cutoff) & (masses > 0)
        return TokenHits(records[kept], masses[kept], scores[kept])

    def scores_of(self, words: Sequence[str], weights: Sequence[int], records: Ids, work: Work) -> NDArray[np.float64]:
        """The scores of given names, whatever they are; ``records`` ascending."""
        scores = np.zeros(len(records), np.float64)
        has_words = self.masses[records] > 0
        records = records[has_words]
        if len(records):
            found, masses = self._aligned(self.slots(words, weights, work), Rows(self.records, records), work)
            bases = self.scoring.bases(sum(weights), self.masses[found])
            scores[np.flatnonzero(has_words)[records.searchsorted(found)]] = self.scoring.scores(masses, bases)
        return scores

    def forget(self) -> None:
        """Empty the memory of words, as a measurement of unseen words needs."""
        self._words.clear()
        self.near.forget()

    # what the words of a query may match

    def slots(self, words: Sequence[str], weights: Sequence[int], work: Work) -> list[Slot]:
        """What each word of a query may be worth."""
        only_letters = all(map(is_letter, words))
        slots = []
        for word, weight in zip(words, weights, strict=True):
            known = self._word(word, weight, work)
            letter = ord(word) - 96 if is_letter(word) else 0
            initial = -1 if letter or not word.isalpha() else self._letters.get(word[0], -1)
            light = 0
            if not only_letters and (letter or initial >= 0):
                light = self.recipe.initial * min(weight, self.scoring.letter_weight)
            slot = Slot(weight, 0 if only_letters else letter, word, known, known.ids, known.values, initial, light, {})
            slot.most, slot.postings = max(light, known.most), known.postings
            slots.append(slot)
        self._join_adjacent(slots)
        return slots

    def _join_adjacent(self, slots: Sequence[Slot]) -> None:
        """Two words of the query that are one word of the vocabulary: its value is shared out between their slots."""
        for one, two in pairwise(slots):
            text = one.text + two.text
            number = self.near.vocabulary.find(text) if len(text) >= self.recipe.joined_length else -1
            if number < 0:
                continue
            both = one.weight + two.weight
            value = self.recipe.joined * min(both, int(self.weights[number]))
            one.pairs[number] = value
            share = value * one.weight // both
            for slot, part in ((one, share), (two, value - share)):
                slot.values = np.append(slot.values, max(part, slot.known.value_of(number)))
                slot.ids = np.append(slot.ids, number)
                slot.most = max(slot.most, part)
                slot.postings += len(self._posting_list(number))

    def _word(self, word: str, weight: int, work: Work) -> _Word:
        found = self._words.get(word)
        if found is None:
            near = self.near.of(word)
            work.words_compared += near.compared
            values = near.similarities * np.minimum(self.weights[near.ids], np.uint16(weight))
            joined, complete = self._written_apart(word, work)
            most = max(int(values.max()) if len(values) else 0, self.recipe.joined * weight if len(joined) else 0)
            postings = self._posting_count(near.ids)
            found = _Word(near.ids, values, joined, complete, most, postings)
            self._words.put(word, found)
        if not found.joined_complete:
            work.cuts.append(f"not every name with '{word}' written as two words was looked for")
        return found

    def _written_apart(self, word: str, work: Work) -> tuple[Ids, bool]:
        """The names in which two adjacent words make up ``word``."""
        if len(word) < self.recipe.joined_length:
            return _NONE, True
        find = self.near.vocabulary.find
        found: list[Ids] = []
        left = MAX_JOINED_READ
        for cut in range(1, len(word)):
            first = find(word[:cut])
            second = find(word[cut:]) if first >= 0 else -1
            if second < 0:
                continue
            names = min(self._posting_list(first), self._posting_list(second), key=len)
            left -= len(names)
            work.postings += len(names)
            if left < 0:
                return _sorted_set(found), False
            found.append(self._with_adjacent(names, first, second))
        return _sorted_set(found), True

    def _with_adjacent(self, names: NDArray[np.int32], first: int, second: int) -> Ids:
        ids = names.astype(np.int64)
        tokens, counts = self.records.row_tokens(ids, MAX_WORDS)
        adjacent = (tokens[:-1] == first) & (tokens[1:] == second)
        at = np.flatnonzero(adjacent)
        if not len(at):
            return _NONE
        ends = np.cumsum(counts)
        row = ends.searchsorted(at, "right")
        return ids[row[at + 1 < ends[row]]]

    # which names may reach the cut-off

    def range_of(self, weight: int, most: int, score_cutoff: float) -> tuple[int, int]:
        """The names whose weight does not rule them out."""
        least, greatest = self.scoring.weights_between(weight, most, score_cutoff)
        if least > greatest or least > 65535:
            return 0, 0
        low = int(self.masses.searchsorted(np.uint16(least)))
        high = len(self.masses)
        if greatest < 65535:
            high = int(self.masses.searchsorted(np.uint16(greatest), "right"))
        return low, high

    def _candidates(
        self, slots: Sequence[Slot], weight: int, score_cutoff: float, low: int, high: int, work: Work
    ) -> Ids:
        """The names from ``low`` to ``high`` that share an essential word with the query."""
        essential = self.essential(slots, weight, score_cutoff)
        if not essential:
            return _NONE
        parts = self._postings_between(np.concatenate([slot.ids for slot in essential]), low, high)
        for slot in essential:
            joined = slot.known.joined
            if len(joined):
                parts.append(joined[joined.searchsorted(low) : joined.searchsorted(high)])
        read = sum(map(len, parts))
        work.postings += read
        if not read:
            return _NONE
        if read < 2000:
            found = (np.concatenate(parts) if len(parts) > 1 else parts[0]).astype(np.int64)
            found.sort()
            return each_once(found)
        marked = self._scratch().marked
        for part in parts:
            marked[part] = True
        found = np.flatnonzero(marked[low:high])
        found += low
        marked[found] = False
        return found

    def essential(self, slots: Sequence[Slot], weight: int, score_cutoff: float) -> list[Slot]:
        """Words of which a name must share at least one. An initial is only essential if there is nothing else."""
        words = [slot for slot in slots if not slot.letter]
        mass = sum(slot.most if slot.letter else slot.light for slot in slots)
        essential = []
        for slot in sorted(words, key=lambda slot: -slot.postings):
            more = mass + slot.most - slot.light
            if self.scoring.score(more, self.scoring.basis(weight, more // 100)) < score_cutoff:
                mass = more
            else:
                essential.append(slot)
        return essential

    def _posting_list(self, number: int) -> NDArray[np.int32]:
        return self.postings[int(self.posting_starts[number]) : int(self.posting_starts[number + 1])]

    def _posting_count(self, ids: Ids) -> int:
        return int((self.posting_starts[ids + 1] - self.posting_starts[ids]).sum())

    def _postings_between(self, ids: Ids, low: int, high: int) -> list[NDArray[np.int32] | Ids]:
        """The names from ``low`` to ``high`` that hold any of the words; a long list is cut before it is read."""
        starts = self.posting_starts[ids].astype(np.int64)
        counts = self.posting_starts[ids + 1] - starts
        found: list[NDArray[np.int32] | Ids] = []
        if len(counts) and counts.max() > _LONG_LIST:
            is_long = counts > _LONG_LIST
            for number in ids[is_long].tolist():
                names = self._posting_list(number)
                first, last = names.searchsorted(np.int32(low)), names.searchsorted(np.int32(high))
                if first < last:
                    found.append(names[first:last])
            starts, counts = starts[~is_long], counts[~is_long]
        if len(counts):
            ends = np.cumsum(counts)
            names = self.postings[np.arange(int(ends[-1])) + np.repeat(starts - ends + counts, counts)]
            found.append(names[(names >= low) & (names < high)])
        return found

    # how much they match

    def _scored(
        self, slots: Sequence[Slot], weight: int, score_cutoff: float, candidates: Ids, work: Work
    ) -> tuple[Ids, Ids]:
        """The candidates that may reach the cut-off and the exact mass of each."""
        work.candidates += len(candidates)
        rows = Rows(self.records, candidates)
        needed = self.scoring.mass_needed(self.scoring.bases(weight, self.masses[candidates]), score_cutoff)
        rest = sum(slot.most for slot in slots)
        bound = np.zeros(len(candidates), np.int64)
        step_by_step = len(candidates) > _SMALL
        if step_by_step:
            slots_in_turn = sorted(slots, key=lambda slot: (slot.letter > 0, -slot.most))
        for slot in slots_in_turn if step_by_step else slots:
            best = rows.most(self._values(slot, rows.tokens))
            if len(slot.known.joined):
                apart = _among(rows.records, slot.known.joined)
                best[apart] = np.maximum(best[apart], self.recipe.joined * slot.weight)
            bound += best
            if step_by_step:
                rest -= slot.most
                kept = bound + rest >= needed
                count = int(np.count_nonzero(kept))
                if not count:
                    return _NONE, _NONE
                if count < 0.7 * len(kept):
                    rows.keep(kept)
                    bound, needed = bound[kept], needed[kept]
        kept = bound >= needed
        rows.keep(kept)
        if len(rows.records) > FEW:
            rows.keep(self.worth_of_names(slots, rows) >= needed[kept])
        return self._aligned(slots, rows, work) if len(rows.records) else (_NONE, _NONE)

    def worth_of_names(self, slots: Sequence[Slot], rows: Rows) -> Ids:
        """What the words of each name are worth at most, each counted once however many words of the query want it.

        This is what keeps a query of one common word, said over and over, from being aligned with all names that hold
        it: to the query alone, each of its words looks as if it were met.
        """
        best = np.zeros(len(rows.tokens), np.int64)
        apart = np.zeros(len(rows.records), np.int64)
        for slot in slots:
            np.maximum(best, self._values(slot, rows.tokens), out=best)
            for number, value in slot.pairs.items():
                here = rows.tokens == number
                best[here] = np.maximum(best[here], value)
            if len(slot.known.joined):
                apart[_among(rows.records, slot.known.joined)] += self.recipe.joined * slot.weight
        apart += np.add.reduceat(best, rows.starts)
        return apart

    def _values(self, slot: Slot, tokens: Ids) -> NDArray[np.int32]:
        """What the word of a slot may be worth against each of many words of names."""
        by_word = self._scratch().values
        by_word[slot.ids] = slot.values
        if slot.initial >= 0:
            by_word[slot.initial] = slot.light
        values: NDArray[np.int32] = by_word.take(tokens)
        by_word[slot.ids] = 0
        if slot.initial >= 0:
            by_word[slot.initial] = 0
        if slot.letter:
            np.maximum(values, self.worth_of_initial(slot, tokens), out=values)
        return values

    def worth_of_initial(self, slot: Slot, tokens: Ids | NDArray[np.int32]) -> NDArray[np.int32]:
        """What the single letter of a slot is worth against each of many words of names: 0 unless it starts them."""
        started = self.firsts.take(tokens) == slot.letter
        worth = np.minimum(self.weights.take(tokens), np.uint16(self.scoring.letter_weight)).astype(np.int32)
        worth *= started
        worth *= self.recipe.initial
        return worth

    def scratch_numbers(self) -> NDArray[np.int32]:
        """A zero for each word of the vocabulary; to be left zeroed."""
        return self._scratch().values

    def _aligned(self, slots: Sequence[Slot], rows: Rows, work: Work) -> tuple[Ids, Ids]:
        """The exact mass of each candidate: at once where no two words want the same, else one by one."""
        if all(is_letter(slot.text) for slot in slots):
            first, last = self.near.vocabulary.letters()
            rows.keep(rows.least(((rows.tokens >= first) & (rows.tokens < last)).astype(np.int32)) > 0)
        masses = np.zeros(len(rows.records), np.int64)
        settled = np.zeros(len(rows.records), bool)
        if len(masses) > FEW:
            masses, settled = self._settled(slots, rows)
        left = np.flatnonzero(~settled)
        if work.aligned + len(left) > MAX_ALIGNED:
            kept = max(0, MAX_ALIGNED - work.aligned)
            work.leave_out(len(left) - kept)
            settled[left[kept:]] = True
            masses[left[kept:]] = 0
            left = left[:kept]
        work.aligned += len(left)
        starts = rows.starts[left].tolist()
        stops = (rows.starts + rows.counts)[left].tolist()
        for at, record, start, stop in zip(left.tolist(), rows.records[left].tolist(), starts, stops, strict=True):
            edges = self.edges(slots, record, rows.tokens[start:stop])
            masses[at] = best_alignment(edges)[0]
        return rows.records, masses

    def _settled(self, slots: Sequence[Slot], rows: Rows) -> tuple[Ids, NDArray[np.bool_]]:
        """The sum of the best value of each word, and where that is exact.

        It is where the best are different words of the name, and one of them is certain to be more than an initial.
        """
        masses = np.zeros(len(rows.records), np.int64)
        taken = np.zeros(len(rows.records), np.int64)
        settled = np.ones(len(rows.records), bool)
        agrees = np.zeros(len(rows.records), bool)
        place = rows.places()
        for slot in slots:
            best = rows.most(self._values(slot, rows.tokens).astype(np.int64) << 5 | place)
            value = best >> 5
            bit = np.where(value > 0, np.int64(1) << (best & 31), 0)
            settled &= (taken & bit) == 0
            taken |= bit
            masses += value
            if not slot.letter:
                agrees |= (value > 0) & (value != slot.light)
            if len(slot.known.joined):
                settled &= ~_among(rows.records, slot.known.joined)
            for number in slot.pairs:
                settled &= rows.most((rows.tokens == number).astype(np.int32)) == 0
        return masses, settled & (agrees | (masses == 0))

    def edges(self, slots: Sequence[Slot], record: int, row_ids: Ids) -> list[Edge]:
        """Everything that words of the query may stand for in one name; nothing if only initials agree."""
        edges = []
        agrees = False
        row: list[int] = row_ids.tolist()
        for i, slot in enumerate(slots):
            for j, (number, value) in enumerate(zip(row, slot.known.values_of(row_ids), strict=True)):
                if value:
                    agrees |= not slot.letter
                elif slot.letter and self.firsts[number] == slot.letter:
                    value = self.recipe.initial * min(int(self.weights[number]), self.scoring.letter_weight)
                elif number == slot.initial:
                    value = slot.light
                if value:
                    edges.append(Edge(value, i, 1 << i, 1 << j))
                if number in slot.pairs:
                    agrees = True
                    edges.append(Edge(slot.pairs[number], i, 3 << i, 1 << j))
            if len(slot.known.joined):
                apart = self._edges_to_two(slot, i, record, row)
                agrees |= bool(apart)
                edges += apart
        return edges if agrees else []

    def _edges_to_two(self, slot: Slot, i: int, record: int, row: Sequence[int]) -> list[Edge]:
        """Where one word of the query is written as two in the name."""
        joined = slot.known.joined
        at = int(joined.searchsorted(record))
        if at == len(joined) or joined[at] != record:
            return []
        word = self.near.vocabulary.word
        edges = []
        for j, (one, two) in enumerate(pairwise(row)):
            if word(one) + word(two) == slot.text:
                both = int(self.weights[one]) + int(self.weights[two])
                edges.append(Edge(self.recipe.joined * min(slot.weight, both), i, 1 << i, 3 << j))
        return edges

    def _scratch(self) -> _Scratch:
        scratch: _Scratch | None = getattr(self._local, "scratch", None)
        if scratch is None:
            values = np.zeros(len(self.near.vocabulary), np.int32)
            scratch = self._local.scratch = _Scratch(values, np.zeros(len(self.records), bool))
        return scratch


class _Scratch(NamedTuple):
    """Zeroed arrays of one thread, left zeroed by whoever uses them: a value for each word, a mark for each name."""

    values: NDArray[np.int32]
    marked: NDArray[np.bool_]


class Rows:
    """The words of some names, one name after the other. Every name has at least one word."""

    __slots__ = ("counts", "records", "starts", "tokens")

    def __init__(self, held: Records, records: Ids) -> None:
        tokens, self.counts = held.row_tokens(records, MAX_WORDS)
        self.records, self.tokens = records, tokens.astype(np.int64)
        self.starts = np.cumsum(self.counts) - self.counts

    def most(self, values: NDArray[np.int32] | Ids) -> Ids:
        """The greatest value among the words of each name."""
        return np.maximum.reduceat(values, self.starts) if len(values) else _NONE

    def least(self, values: NDArray[np.int32]) -> Ids:
        """The least value among the words of each name."""
        return np.minimum.reduceat(values, self.starts) if len(values) else _NONE

    def places(self) -> Ids:
        """For each word, its place in its name."""
        return np.arange(len(self.tokens)) - np.repeat(self.starts, self.counts)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Forget the other names."""
        if kept.all():
            return
        self.tokens = self.tokens[np.repeat(kept, self.counts)]
        self.records, self.counts = self.records[kept], self.counts[kept]
        self.starts = np.cumsum(self.counts) - self.counts


def _among(records: Ids, sorted_set: Ids) -> NDArray[np.bool_]:
    """Which of the records are in a set that is not empty."""
    at = np.minimum(sorted_set.searchsorted(records), len(sorted_set) - 1)
    among: NDArray[np.bool_] = sorted_set[at] == records
    return among


def name_weights(records: Records, weights: NDArray[np.uint16]) -> NDArray[np.int64]:
    """The weight of each name: that of its first :data:`MAX_WORDS` words together."""
    sums = np.zeros(len(records), np.int64)
    for start in range(0, len(records), _BLOCK):
        stop = min(start + _BLOCK, len(records))
        tokens, counts = records.row_tokens(np.arange(start, stop), MAX_WORDS)
        total = np.concatenate([[0], np.cumsum(weights[tokens], dtype=np.int64)])
        ends = np.cumsum(counts)
        sums[start:stop] = total[ends] - total[ends - counts]
    return sums


def _inverted(records: Records) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Posting lists of all words: where each starts, and the names in ascending order, each once a word."""
    parts = []
    for start in range(0, len(records), _BLOCK):
        names = np.arange(start, min(start + _BLOCK, len(records)))
        tokens, counts = records.row_tokens(names, MAX_WORDS)
        parts.append(tokens.astype(np.uint64) << np.uint64(32) | np.repeat(names, counts).astype(np.uint64))
    keys = np.concatenate(parts) if parts else np.empty(0, np.uint64)
    del parts
    keys.sort()
    if len(keys):
        fresh = np.empty(len(keys), bool)
        fresh[0] = True
        np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
        if not fresh.all():
            keys = keys[fresh]
    words = np.arange(len(records.vocabulary) + 1, dtype=np.uint64) << np.uint64(32)
    return keys.searchsorted(words).astype(np.uint32), (keys & np.uint64(0xFFFF_FFFF)).astype(np.int32)


def _firsts(words: Sequence[str]) -> NDArray[np.uint8]:
    letters = {letter: number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1)}
    numbers = (letters.get(word[0], 0) if len(word) > 1 and word.isalpha() else 0 for word in words)
    return np.fromiter(numbers, np.uint8, len(words))


def each_once(ascending: Ids) -> Ids:
    """The different ones of ascending numbers."""
    fresh = np.empty(len(ascending), bool)
    fresh[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=fresh[1:])
    return ascending[fresh]


def _sorted_set(parts: Sequence[Ids]) -> Ids:
    if not parts:
        return _NONE
    found = np.concatenate(parts)
    found.sort()
    return each_once(found)
