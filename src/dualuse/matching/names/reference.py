"""The definition of both scores in plain Python, pair by pair: no index, no bound, no array.

Whatever the fast paths do, they must give what this gives. It is shipped so that anyone can check an answer
(``search(…, reference=True)``), and it shares nothing with the fast paths but the constants of the recipe, the
similarity of two words, the weight table's counts, and rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log1p

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dualuse.matching.names.alignment import TANGLE
from dualuse.matching.names.neighbours import Variants, percent
from dualuse.matching.names.recipe import MAX_WEIGHT, MAX_WORDS, Recipe
from dualuse.matching.names.similarity import allowed_edits, edit_similarity, is_fuzzy, skeleton
from dualuse.matching.names.weights import Share, WeightTable


def letter_score(one: Sequence[str], other: Sequence[str]) -> float:
    """The better of two whole-name comparisons: words sorted and parted by blanks, and written without blanks."""
    if not one or not other:
        return 0.0
    by_words = fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other)))
    return max(by_words, fuzz.ratio("".join(one), "".join(other)))


class TokenReference:
    """Scores two names word by word, as defined."""

    def __init__(self, recipe: Recipe, table: WeightTable, variants: Variants, share: Share) -> None:
        self._recipe, self._variants, self._share = recipe, variants, share
        words = table.near.vocabulary.words()
        self._weights = dict(zip(words, table.weights.tolist(), strict=True))
        self._counts = dict(zip(words, table.counts.tolist(), strict=True))
        self._names = table.names
        self._once = min(round(100 * log1p(table.names)), MAX_WEIGHT)
        self.weight = lru_cache(maxsize=None)(self._weight)

    def score(self, one: Sequence[str], other: Sequence[str]) -> float:
        """0 to 100; 0 when nothing of the names agrees."""
        one, other = one[:MAX_WORDS], other[:MAX_WORDS]
        mass = self.mass(one, other)
        if not mass:
            return 0.0
        share = self._recipe.query_share
        basis = share * sum(map(self.weight, one)) + (100 - share) * sum(map(self.weight, other))
        alike = 100.0 * mass / basis
        full = max(1, round(self._recipe.full_evidence * self._once))
        return float(alike * (min(mass // 100, full) / full) ** self._recipe.evidence_exponent)

    def similarity(self, a: str, b: str) -> int:
        """How alike two words are, in per cent; initials aside."""
        if a == b:
            return 100
        found = 0
        if is_fuzzy(a) and is_fuzzy(b):
            recipe = self._recipe
            both_familiar = min(self._counts.get(a, 0), self._counts.get(b, 0)) >= recipe.familiar_count
            longer, edits = max(len(a), len(b)), OSA.distance(a, b)
            if edits <= allowed_edits(longer):
                found = max(1, 100 - (recipe.edit_cost * (100 - edit_similarity(longer, edits)) + 50) // 100)
                if both_familiar:
                    found = max(1, recipe.familiar_edits * found // 100)
            if _sound(a) == _sound(b):
                share = recipe.familiar_sound if both_familiar else 100
                found = max(found, max(1, share * recipe.same_sound // 100))
        if len(a) > 1 and len(b) > 1:
            found = max([found, *(percent(v.similarity) for v in self._variants(a) if v.token == b)])
        return found

    def mass(self, one: Sequence[str], other: Sequence[str]) -> int:
        """The greatest worth of a one-to-one alignment.

        Single letters count beside a word that agrees; two names of nothing but single letters agree in equal letters.
        """
        if all(map(_is_letter, one)) and all(map(_is_letter, other)):
            return sum(100 * self.weight(a) * min(one.count(a), other.count(a)) for a in set(one))
        pairs: list[_Pair] = []
        beside: list[_Pair] = []
        for i, a in enumerate(one):
            for j, b in enumerate(other):
                least = min(self.weight(a), self.weight(b))
                if (len(a) > 1 and len(b) > 1) or not (_is_letter(a) or _is_letter(b)):
                    pairs.append((self.similarity(a, b) * least, (i,), (j,)))
                elif a == b:
                    beside.append((100 * least, (i,), (j,)))
                elif (_is_letter(a) and b.isalpha() and b[0] == a) or (_is_letter(b) and a.isalpha() and a[0] == b):
                    beside.append((self._recipe.initial * least, (i,), (j,)))
        pairs += self._joined(one, other)
        pairs += [(value, left, right) for value, right, left in self._joined(other, one)]
        pairs = [pair for pair in pairs if pair[0]]
        return _best_sum(pairs + beside) if pairs else 0

    def _joined(self, one: Sequence[str], other: Sequence[str]) -> list[_Pair]:
        """Words of ``one`` that are two adjacent words of ``other``."""
        found: list[_Pair] = []
        for i, a in enumerate(one):
            for j in range(len(other) - 1):
                if len(a) >= self._recipe.joined_length and a == other[j] + other[j + 1]:
                    both = self.weight(other[j]) + self.weight(other[j + 1])
                    found.append((self._recipe.joined * min(self.weight(a), both), (i,), (j, j + 1)))
        return found

    def _weight(self, word: str) -> int:
        if _is_letter(word):
            return max(1, round(self._recipe.letter_share * self._once))
        held: int | None = self._weights.get(word)
        if held is not None:
            return held
        count = max((count for other, count in self._counts.items() if self.similarity(word, other)), default=0)
        return min(max(round(100 * self._share(word) * log1p(self._names / max(count, 0.5))), 1), MAX_WEIGHT)


_Pair = tuple[int, tuple[int, ...], tuple[int, ...]]

_sound = lru_cache(maxsize=1 << 14)(skeleton)


def _is_letter(word: str) -> bool:
    return word in "abcdefghijklmnopqrstuvwxyz" and len(word) == 1


def _best_sum(pairs: Sequence[_Pair]) -> int:
    """The greatest sum of pairs that share no word, part by part of those that hang together."""
    total = 0
    for part in _parts(pairs):
        left = {i for _, one, _ in part for i in one}
        right = {j for _, _, other in part for j in other}
        if max(len(left), len(right)) > TANGLE:
            part = [pair for pair in part if len(pair[1]) == 1 == len(pair[2])]
        total += _best_of(tuple(sorted(part, key=lambda pair: pair[1])))
    return total


def _parts(pairs: Iterable[_Pair]) -> list[list[_Pair]]:
    parts: list[list[_Pair]] = []
    for pair in pairs:
        touching = [part for part in parts if any(set(p[1]) & set(pair[1]) or set(p[2]) & set(pair[2]) for p in part)]
        parts = [part for part in parts if part not in touching] + [[pair, *(p for part in touching for p in part)]]
    return parts


def _best_of(pairs: tuple[_Pair, ...]) -> int:
    known: dict[tuple[int, frozenset[int], frozenset[int]], int] = {}

    def best(at: int, left: frozenset[int], right: frozenset[int]) -> int:
        if at == len(pairs):
            return 0
        word = pairs[at][1][0]
        key = at, frozenset(i for i in left if i >= word), right
        if key not in known:
            value, one, other = pairs[at]
            known[key] = best(at + 1, left, right)
            if left.isdisjoint(one) and right.isdisjoint(other):
                known[key] = max(known[key], value + best(at + 1, left | set(one), right | set(other)))
        return known[key]

    return best(0, frozenset(), frozenset())
