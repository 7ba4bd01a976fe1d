"""Why two names score as they do: which words stand for which, how alike they are, what that is worth, and why.

Built only for what is shown. The pairs are those of the best alignment, so that their worth adds up to the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from rapidfuzz.distance import OSA

from dualuse.matching.names.alignment import Edge, best_alignment
from dualuse.matching.names.neighbours import Count, Variants, percent
from dualuse.matching.names.recipe import MAX_WORDS, Recipe
from dualuse.matching.names.similarity import allowed_edits, edit_similarity, is_fuzzy, skeleton
from dualuse.matching.names.tokens import is_letter
from dualuse.matching.names.weights import WeightTable

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class WordPair:
    """Words of the query and of the name that stand for each other.

    Attributes:
        query: One word of the query, or two adjacent ones.
        name: One word of the name, or two adjacent ones.
        similarity: How alike they are, in per cent.
        weight: How much they say about who is meant: the smaller weight of the two, in natural logarithms.
        reason: Why they count as alike, such as ``one letter differs`` or ``nickname``.
    """

    query: tuple[str, ...]
    name: tuple[str, ...]
    similarity: int
    weight: float
    reason: str

    def __str__(self) -> str:
        """In one line: ``werra = wera: one letter differs (80 %, weight 7.3)``."""
        words = f"{' '.join(self.query)} = {' '.join(self.name)}"
        return f"{words}: {self.reason} ({self.similarity} %, weight {self.weight:.1f})"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score taken apart.

    Attributes:
        pairs: The words that stand for each other, in the order of the query.
        only_in_query: Words of the query without a counterpart.
        only_in_name: Words of the name without a counterpart.
        alike: How much of both names agrees, 0 to 100, before it is asked how much that says.
        evidence: What the words that agree say about who is meant, 0 to 1; 1 is enough not to be a coincidence.
        by_words: The score by words: the product of both.
        by_letters: The score by letters.
        score: The score of the match.
    """

    pairs: tuple[WordPair, ...]
    only_in_query: tuple[str, ...]
    only_in_name: tuple[str, ...]
    alike: float
    evidence: float
    by_words: float
    by_letters: float
    score: float

    def lines(self) -> list[str]:
        """The explanation for a person to read, a line each."""
        found = [str(pair) for pair in self.pairs]
        if self.only_in_query:
            found.append(f"only asked for: {' '.join(self.only_in_query)}")
        if self.only_in_name:
            found.append(f"only on the list: {' '.join(self.only_in_name)}")
        found.append(
            f"by words {self.by_words:.0f} ({self.alike:.0f} alike, evidence {self.evidence:.2f}), "
            f"by letters {self.by_letters:.0f}, together {self.score:.0f}"
        )
        return found


def explain(
    query: Sequence[str], name: Sequence[str], by_letters: float, table: WeightTable, variants: Variants
) -> Explanation:
    """Take the score of two names apart; ``by_letters`` is their score by letters."""
    scoring, weigh = table.scoring, table.weight
    recipe = scoring.recipe
    one, other = query[:MAX_WORDS], name[:MAX_WORDS]
    left, right = list(map(weigh, one)), list(map(weigh, other))
    reasons: dict[Edge, tuple[int, str]] = {}
    for edge, similarity, reason in _edges(one, other, left, right, table, variants):
        reasons.setdefault(edge, (similarity, reason))
    mass, chosen = best_alignment(list(reasons))
    basis = scoring.basis(sum(left), sum(right))
    by_words = scoring.score(mass, basis) if mass else 0.0
    alike = 100.0 * mass / basis if basis else 0.0
    pairs = []
    for edge in chosen:
        similarity, reason = reasons[edge]
        weight = min(sum(_under(left, edge.left)), sum(_under(right, edge.right))) / 100
        pairs.append(
            WordPair(tuple(_under(one, edge.left)), tuple(_under(other, edge.right)), similarity, weight, reason)
        )
    used_left, used_right = sum(edge.left for edge in chosen), sum(edge.right for edge in chosen)
    return Explanation(
        pairs=tuple(pairs),
        only_in_query=tuple(word for i, word in enumerate(one) if not used_left >> i & 1),
        only_in_name=tuple(word for i, word in enumerate(other) if not used_right >> i & 1),
        alike=alike,
        evidence=by_words / alike if alike else 0.0,
        by_words=by_words,
        by_letters=by_letters,
        score=recipe.together(by_words, by_letters),
    )


def relation(a: str, b: str, recipe: Recipe, variants: Variants, count: Count) -> tuple[int, str]:
    """How alike two words are, in per cent, and why; 0 if they are not. Initials aside."""
    if a == b:
        return 100, "same word"
    found: list[tuple[int, str]] = [(0, "")]
    if len(a) > 1 and len(b) > 1:
        found += [(percent(variant.similarity), variant.reason) for variant in variants(a) if variant.token == b]
    if is_fuzzy(a) and is_fuzzy(b):
        familiar = min(count(a), count(b)) >= recipe.familiar_count
        longer, edits = max(len(a), len(b)), OSA.distance(a, b)
        if edits <= allowed_edits(longer):
            similarity = int(recipe.edited[edit_similarity(longer, edits)])
            reason = "one letter differs" if edits == 1 else "two letters differ"
            found.append(_of_familiar(similarity, reason, recipe.familiar_edits if familiar else 100))
        if skeleton(a) == skeleton(b):
            share = recipe.familiar_sound if familiar else 100
            found.append(_of_familiar(recipe.same_sound, "same consonants, written another way", share))
    return max(found, key=lambda pair: pair[0])


def _of_familiar(similarity: int, reason: str, share: int) -> tuple[int, str]:
    """A similarity of which two words that are both words of their own keep only a share."""
    if share == 100:
        return similarity, reason
    return max(share * similarity // 100, 1), f"{reason}, though both are words of their own"


_Reasoned = tuple[Edge, int, str]


def _edges(
    one: Sequence[str],
    other: Sequence[str],
    left: Sequence[int],
    right: Sequence[int],
    table: WeightTable,
    variants: Variants,
) -> list[_Reasoned]:
    """Everything that may stand for something, as the definition has it."""
    recipe, count = table.scoring.recipe, table.near.count
    only_letters = all(map(is_letter, one)) and all(map(is_letter, other))
    full: list[_Reasoned] = []
    beside: list[_Reasoned] = []
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            least = min(left[i], right[j])
            if is_letter(a) or is_letter(b):
                if a == b:
                    target = full if only_letters else beside
                    target.append((Edge(100 * least, i, 1 << i, 1 << j), 100, "same initial"))
                elif not only_letters and a[0] == b[0] and a.isalpha() and b.isalpha():
                    beside.append((Edge(recipe.initial * least, i, 1 << i, 1 << j), recipe.initial, "initial"))
                continue
            similarity, reason = relation(a, b, recipe, variants, count)
            if similarity:
                full.append((Edge(similarity * least, i, 1 << i, 1 << j), similarity, reason))
    for (i, j), edge in _joined(one, other, left, right, recipe):
        full.append((Edge(edge, i, 1 << i, 3 << j), recipe.joined, "written as two words"))
    for (j, i), edge in _joined(other, one, right, left, recipe):
        full.append((Edge(edge, i, 3 << i, 1 << j), recipe.joined, "written as one word"))
    return full + beside if full else []


def _joined(
    one: Sequence[str], other: Sequence[str], left: Sequence[int], right: Sequence[int], recipe: Recipe
) -> Iterator[tuple[tuple[int, int], int]]:
    """Where a word of ``one`` is two adjacent words of ``other``: the places of both, and what it is worth."""
    for i, word in enumerate(one):
        if len(word) >= recipe.joined_length:
            for j, (first, second) in enumerate(pairwise(other)):
                if first + second == word:
                    yield (i, j), recipe.joined * min(left[i], right[j] + right[j + 1])


def _under(items: Sequence[_Item], mask: int) -> list[_Item]:
    return [item for i, item in enumerate(items) if mask >> i & 1]
