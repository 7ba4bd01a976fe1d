"""The plainest index: one scorer, every name against every query. What better ones are measured against."""

from __future__ import annotations

from collections.abc import Iterable

from dualuse.matching.index import NameMatch
from dualuse.matching.normalise import name_key

RECIPE = "sorted-tokens-indel-1"
"""Indel similarity (0 to 100) of the sorted-word keys of :func:`dualuse.matching.normalise.name_key`."""


class ExhaustiveIndex:
    """All names, normalised once; a query is compared with each of them.

    >>> index = ExhaustiveIndex(["Saryarka Turbine Repair", "Werra Maschinenbau"])
    >>> [(m.position, round(m.score)) for m in index.search("Turbine Repair Saryarka", score_cutoff=85)]
    [(0, 100)]
    """

    recipe = RECIPE

    def __init__(self, names: Iterable[str]) -> None:
        self._keys = [name_key(name) for name in names]

    def __len__(self) -> int:
        return len(self._keys)

    def search(self, name: str, score_cutoff: float) -> list[NameMatch]:
        """Every name scoring at least ``score_cutoff``, best first, then in list order. An empty key finds nothing."""
        from rapidfuzz import fuzz, process

        query = name_key(name)
        if not query:
            return []
        scores = process.cdist([query], self._keys, scorer=fuzz.ratio, processor=None, score_cutoff=score_cutoff)[0]
        found = [
            NameMatch(int(position), float(scores[position]), query, self._keys[position])
            for position in scores.nonzero()[0]
            if self._keys[position] and scores[position] >= score_cutoff
        ]
        return sorted(found, key=lambda match: (-match.score, match.position))
