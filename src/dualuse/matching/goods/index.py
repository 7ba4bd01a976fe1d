"""Descriptions of goods to candidate entries: which entries to look at, and which words spoke for each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dualuse.lists.glosses import Gloss
from dualuse.matching.goods.bm25 import Bm25
from dualuse.matching.goods.passages import Passage, Source
from dualuse.matching.goods.recognise import Mention, mentions
from dualuse.matching.goods.words import grams, stem_of, tokens, words

RECIPE = "goods-bm25-1"
"""Words of the best passage, words of the whole entry and letter groups of the best passage, scaled and added."""

SCALE = 18.0
"""The raw sum at which the score is 63 of 100. It only stretches the scale: the order does not depend on it."""

BOOST_CODE, BOOST_CAS, BOOST_ORGANISM, BOOST_HS = 40.0, 30.0, 20.0, 3.0
"""What a recognised identifier adds to the raw sum. A customs subheading covers many things, so it only nudges."""

_TRADE_WORDS = 4

Raw = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spoke:
    """A word of the description that spoke for a candidate, and whose text it was found in."""

    word: str
    weight: float
    source: Source | str


@dataclass(frozen=True, slots=True)
class GoodsCandidate:
    """An entry that a person should look at. The score orders candidates; it is no probability and decides nothing.

    Attributes:
        code: The entry.
        paragraph: The paragraph whose words fit best; the entry itself where none stands out.
        score: 0 to 100.
        words: What spoke for it, the strongest first.
    """

    list_id: str
    code: str
    paragraph: str
    score: float
    words: tuple[Spoke, ...]


@dataclass(frozen=True, slots=True)
class GoodsResult:
    """What a description led to.

    Attributes:
        candidates: Best first, none below the cut-off; possibly none at all, which says nothing about the item.
        mentions: Codes, CAS numbers, customs codes, organisms and quantities recognised in the text.
        cut: How many more reached the cut-off but were left off by the limit.
        recipe: Name of the scoring, recorded with the result.
    """

    candidates: tuple[GoodsCandidate, ...]
    mentions: tuple[Mention, ...]
    cut: int
    recipe: str = RECIPE


class GoodsIndex:
    """Passages of one or more lists, ready to be searched; :meth:`search` may be called any number of times."""

    def __init__(self, passages: Iterable[Passage], glosses: Iterable[Gloss] = ()) -> None:
        self.passages: Sequence[Passage] = sorted(passages, key=lambda p: (p.list_id, p.entry))
        self.entries = list(dict.fromkeys((p.list_id, p.entry) for p in self.passages))
        self._number = {key: n for n, key in enumerate(self.entries)}
        self._owner = np.array([self._number[p.list_id, p.entry] for p in self.passages], dtype=np.intp)
        self._starts = np.flatnonzero(np.diff(self._owner, prepend=-1))
        spoken = [words(p.text) for p in self.passages]
        self._words = Bm25(spoken)
        self._grams = Bm25([grams(p.text) for p in self.passages])
        merged: list[list[str]] = [[] for _ in self.entries]
        for owner, document in zip(self._owner, spoken, strict=True):
            merged[owner] += document
        self._whole = Bm25(merged)
        self._known = _Identifiers(glosses)

    def __len__(self) -> int:
        return len(self.entries)

    def traded_as(self, list_id: str, entry: str) -> tuple[str, ...]:
        """The first trade words that glosses give the entry, in English; none where it has no gloss."""
        return self._known.trade_words.get((list_id, entry), ())[:_TRADE_WORDS]

    def search(self, text: str, limit: int = 10, score_cutoff: float = 0.0) -> GoodsResult:
        """Entries whose words fit the description.

        Args:
            text: A description in English or Russian, as a declaration or data sheet has it.
            limit: At most so many candidates; how many more there were is told.
            score_cutoff: 0 to 100.
        """
        found = mentions(text, self._known.organisms)
        raw = self._raw(text) + self._boosts(found)
        scores = 100 * (1 - np.exp(-raw / SCALE))
        order = [int(n) for n in np.argsort(-scores, kind="stable") if scores[n] > 0 and scores[n] >= score_cutoff]
        kept = tuple(self._candidate(n, float(scores[n]), text, found) for n in order[:limit])
        return GoodsResult(kept, found, max(0, len(order) - limit))

    def rank(self, text: str) -> list[tuple[str, str]]:
        """Every entry that any word speaks for, as (list, code), best first; without explanations."""
        raw = self._raw(text) + self._boosts(mentions(text, self._known.organisms))
        return [self.entries[int(n)] for n in np.argsort(-raw, kind="stable") if raw[n] > 0]

    def _raw(self, text: str) -> Raw:
        spoken, letters = words(text), grams(text)
        if not spoken or not self.passages:
            return np.zeros(len(self.entries))
        best = np.maximum.reduceat(self._words.scores(spoken), self._starts).astype(np.float64)
        whole = self._whole.scores(spoken).astype(np.float64)
        groups = np.maximum.reduceat(self._grams.scores(letters), self._starts).astype(np.float64)
        top = float(best.max())
        return best + _scaled(whole, top) + _scaled(groups, top) * math.sqrt(self._share(spoken))

    def _share(self, spoken: list[str]) -> float:
        """How much of the description's telling weight the index knows as whole words; letters alone prove little."""
        total = sum(self._words.idf(w) for w in dict.fromkeys(spoken))
        known = sum(self._words.idf(w) for w in dict.fromkeys(spoken) if self._words.scores([w]).any())
        return max(0.1, known / total) if total else 0.1

    def _boosts(self, found: Iterable[Mention]) -> Raw:
        raw = np.zeros(len(self.entries))
        for mention in found:
            for key, boost in self._named(mention):
                if key in self._number:
                    raw[self._number[key]] += boost
        return raw

    def _named(self, mention: Mention) -> list[tuple[tuple[str, str], float]]:
        if mention.kind == "code":
            entry = mention.value.partition(".")[0]
            return [(key, BOOST_CODE) for key in self.entries if key[1] == entry]
        boost = {"cas": BOOST_CAS, "organism": BOOST_ORGANISM, "hs": BOOST_HS}.get(mention.kind, 0.0)
        return [(key, boost) for key in self._known.of(mention)]

    def _candidate(self, number: int, score: float, text: str, found: Sequence[Mention]) -> GoodsCandidate:
        list_id, code = self.entries[number]
        first = int(self._starts[number])
        last = int(self._starts[number + 1]) if number + 1 < len(self._starts) else len(self.passages)
        spoken = words(text)
        within = self._words.scores(spoken)[first:last]
        place = first + int(within.argmax()) if within.any() else None
        paragraph = self.passages[place].code if place is not None else code
        spoke = [Spoke(m.text, boost, m.kind) for m in found for key, boost in self._named(m) if key == (list_id, code)]
        spoke += self._spoke(text, first, last)
        return GoodsCandidate(list_id, code, paragraph, round(score, 1), tuple(spoke))

    def _spoke(self, text: str, first: int, last: int) -> list[Spoke]:
        """Every word of the text that some passage of the entry has, with the passage where it weighs most."""
        found: dict[str, Spoke] = {}
        for token in tokens(text):
            stem = stem_of(token)
            weights = [(self._words.weight(stem, n), self.passages[n].source) for n in range(first, last)]
            weight, source = max(weights, key=lambda w: w[0])
            if weight > 0 and stem not in found:
                found[stem] = Spoke(token, round(weight, 2), source)
        return sorted(found.values(), key=lambda s: -s.weight)


def _scaled(scores: Raw, top: float) -> Raw:
    """The scores stretched so that their best equals ``top``: no channel outweighs another by its units."""
    best = float(scores.max()) if scores.size else 0.0
    return scores * (top / best) if best > 0 and top > 0 else scores


class _Identifiers:
    """CAS numbers, organisms and customs codes of the glosses, and the entries they point to."""

    def __init__(self, glosses: Iterable[Gloss]) -> None:
        self._cas: dict[str, list[tuple[str, str]]] = {}
        self._organism: dict[str, list[tuple[str, str]]] = {}
        self._hs: dict[str, list[tuple[str, str]]] = {}
        self.trade_words: dict[tuple[str, str], tuple[str, ...]] = {}
        for gloss in glosses:
            if gloss.row.entry is None or gloss.list_id is None:
                continue
            key = (gloss.list_id, gloss.row.entry.partition(".")[0])
            self.trade_words[key] = (*self.trade_words.get(key, ()), *gloss.row.en)
            for table, values in (
                (self._cas, gloss.row.cas),
                (self._organism, gloss.row.organisms),
                (self._hs, gloss.row.hs),
            ):
                for value in values:
                    table.setdefault(value, []).append(key)
        self.organisms = tuple(self._organism)

    def of(self, mention: Mention) -> list[tuple[str, str]]:
        """The entries an identifier points to, each once."""
        if mention.kind == "hs":
            digits = mention.value
            hits = [key for code, keys in self._hs.items() if digits.startswith(code[:6]) for key in keys]
            return list(dict.fromkeys(hits))
        table = self._cas if mention.kind == "cas" else self._organism
        return list(dict.fromkeys(table.get(mention.value, [])))
