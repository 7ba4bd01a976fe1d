"""A token scorer straight from its definition, slow and short: the yardstick while tables are tuned.

A pair of tokens is worth ``similarity x min(weight)``: 1 if equal, the table's figure if a table joins them, ``1 -
edits / length`` for one edit in 4 to 5 letters or two in more, 0.6 for an initial. The score of two names is
``100 x 2 S / (W(query) + W(name))`` with S the best one-to-one assignment (greedy here), times
``min(1, S / 20) ** 0.3`` so that common words cannot carry a match. Weights are log inverse frequencies times
:func:`dualuse.matching.tables.weight`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log1p
from typing import NamedTuple

from dualuse.matching import normalise
from dualuse.matching.tables import variants, weight

_ENOUGH = 20.0
_INITIAL = 0.6
_JOINED = 0.95


class Score(NamedTuple):
    """A listed name by position, and its score (0 to 100)."""

    position: int
    score: float


class TokenScorer:
    """Every listed name that shares a token, or something close to one, with the query is scored."""

    def __init__(self, names: Sequence[str]) -> None:
        self._records = [normalise(name).tokens for name in names]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for position, tokens in enumerate(self._records):
            for token in set(tokens):
                self._holding[token].append(position)
        count = len(self._records)
        self._weights = {t: log1p(count / len(held)) * weight(t) for t, held in self._holding.items()}
        self._rarest = log1p(count)
        self._mass = [sum(self._weights[t] for t in tokens) for tokens in self._records]
        self._near: dict[str, dict[str, float]] = {}
        self._joined: dict[str, list[int]] = defaultdict(list)
        for position, tokens in enumerate(self._records):
            for a, b in pairwise(tokens):
                self._joined[a + b].append(position)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for token in self._holding:
            found[len(token)].append(token)
        return found

    def near(self, token: str) -> dict[str, float]:
        """Every token of the list that this one may stand for, with the similarity."""
        held = self._near.get(token)
        if held is None:
            held = self._near[token] = self._edited(token)
            for variant in variants(token):
                if variant.token in self._holding:
                    held[variant.token] = max(held.get(variant.token, 0.0), variant.similarity)
            if token in self._holding:
                held[token] = 1.0
        return held

    def _edited(self, token: str) -> dict[str, float]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = {}
        length = len(token)
        if length >= 4 and token.isalpha():
            for other in range(max(4, length - 2), length + 3):
                allowed = 1 if max(length, other) < 6 else 2
                choices = self._by_length.get(other, [])
                distances = process.cdist([token], choices, scorer=OSA.distance, score_cutoff=allowed)[0]
                for at in (distances <= allowed).nonzero()[0].tolist():
                    found[choices[at]] = 1 - int(distances[at]) / max(length, other)
        return found

    def search(self, name: str, score_cutoff: float) -> list[Score]:
        """Every name scoring at least ``score_cutoff``."""
        query = normalise(name).tokens[:24]
        best = self._search(query, score_cutoff)
        for at in range(len(query) - 1):
            joined = query[at] + query[at + 1]
            if joined in self._holding:
                for position, score in self._search((*query[:at], joined, *query[at + 2 :]), score_cutoff).items():
                    best[position] = max(best.get(position, 0.0), score)
        return [Score(position, score) for position, score in best.items()]

    def _search(self, query: Sequence[str], cutoff: float) -> dict[int, float]:
        near = [self.near(token) for token in query]
        weights = [self._weight(token, found) for token, found in zip(query, near, strict=True)]
        mass = sum(weights)
        bound: dict[int, float] = defaultdict(float)
        for found, own in zip(near, weights, strict=True):
            reached: dict[int, float] = {}
            for token, similarity in sorted(found.items(), key=lambda item: item[1] * self._weights[item[0]]):
                reached.update(dict.fromkeys(self._holding[token], similarity * min(own, self._weights[token])))
            for position, worth in reached.items():
                bound[position] += worth
        for at, token in enumerate(query):
            for position in self._joined.get(token, ()):
                bound[position] += _JOINED * weights[at]
        initials = sum(w * _INITIAL for w in weights)
        found_scores = {}
        for position, worth in bound.items():
            if self._score(worth + initials, mass, position) >= cutoff:
                score = self._score(self._assigned(query, near, weights, position), mass, position)
                if score >= cutoff:
                    found_scores[position] = score
        return found_scores

    def _weight(self, token: str, found: dict[str, float]) -> float:
        own = self._weights.get(token)
        if own is not None:
            return own
        return max((self._weights[t] for t in found), default=self._rarest * weight(token))

    def _score(self, worth: float, mass: float, position: int) -> float:
        worth = min(worth, mass, self._mass[position])
        evidence: float = min(1.0, worth / _ENOUGH) ** 0.3
        return 200 * worth / (mass + self._mass[position]) * evidence

    def _assigned(self, query: Sequence[str], near: list[dict[str, float]], own: list[float], position: int) -> float:
        record = self._records[position][:24]
        pairs: list[tuple[float, int, tuple[int, ...], bool]] = []
        for at, token in enumerate(query):
            for place, other in enumerate(record):
                similarity = near[at].get(other, 0.0)
                if (
                    not similarity
                    and token[0] == other[0]
                    and (len(token) == 1 or len(other) == 1)
                    and token[0].isalpha()
                ):
                    similarity = _INITIAL
                if similarity:
                    pairs.append((similarity * min(own[at], self._weights[other]), at, (place,), similarity > _INITIAL))
            for place in range(len(record) - 1):
                if record[place] + record[place + 1] == token:
                    both = self._weights[record[place]] + self._weights[record[place + 1]]
                    pairs.append((_JOINED * min(own[at], both), at, (place, place + 1), True))
        used_query: set[int] = set()
        used_record: set[int] = set()
        total, full = 0.0, False
        for worth, at, places, whole in sorted(pairs, reverse=True):
            if at not in used_query and used_record.isdisjoint(places):
                used_query.add(at)
                used_record.update(places)
                total += worth
                full = full or whole
        return total if full else 0.0
