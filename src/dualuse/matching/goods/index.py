"""Descriptions of goods to candidate entries: which entries to look at, and which words spoke for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dualuse.lists.glosses import Gloss
from dualuse.matching.goods.bm25 import Bm25
from dualuse.matching.goods.evidence import (
    CERTAIN,
    WORTH_A_LOOK,
    Measures,
    logit,
    measured,
    part_of_term,
    score,
    whole_term,
)
from dualuse.matching.goods.identifiers import CERTAIN_KINDS, Identifiers, Key
from dualuse.matching.goods.passages import Passage, Source
from dualuse.matching.goods.recognise import Mention, identifiers, mentions
from dualuse.matching.goods.resemble import Resemblance
from dualuse.matching.goods.terms import Terms
from dualuse.matching.goods.words import stem_of, tokens, words

RECIPE = "goods-evidence-2"
"""Words of the best passage and of the whole entry (BM25), share explained, trade terms, identifiers, and words of
everyday goods against; weights of ``evidence.py``."""

BLOCK = 16
"""Descriptions scored together; their arrays stay within the cache of a core."""

_RESEMBLING = 0.7
"""A word that only resembles a known one counts for so much of it, times the likeness."""

_NEVER_SEEN = 4.0
"""How telling a word is that the index does not know. Most are names and misspellings, hence not the most telling."""

_TRADE_WORDS = 4
_MOST_CACHED = 20_000
_NOWHERE = (np.empty(0, dtype=np.intp), np.empty(0))
_DIGITS = 6

Progress = Callable[[int, int], None]
"""Called with (descriptions done, of how many)."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """A word of the description that spoke for a candidate, and whose text it was found in.

    Attributes:
        like: The word of that text which it only resembles; None where it is that word.
    """

    word: str
    weight: float
    source: Source | str
    like: str | None = None


@dataclass(frozen=True, slots=True)
class GoodsCandidate:
    """An entry that a person should look at. The score orders candidates and decides nothing.

    Attributes:
        code: The entry.
        paragraph: The paragraph whose words fit best; the entry itself where none stands out.
        score: 0 to 100: of candidates with such evidence on the development half of the goods board, about so many in
            a hundred were entries to look at.
        words: What spoke for it, the strongest first.
        terms: Trade terms of its glosses that the description holds in full.
        weak: Its score is below :data:`~dualuse.matching.goods.evidence.WORTH_A_LOOK`.
    """

    list_id: str
    code: str
    paragraph: str
    score: float
    words: tuple[Spoke, ...]
    terms: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class GoodsResult:
    """What a description led to.

    Attributes:
        candidates: Best first, none below the cut-off; possibly none at all, which says nothing about the item.
        mentions: Codes, CAS numbers, customs codes, organisms and quantities recognised in the text.
        cut: How many more reached the cut-off but were left off by the limit.
        worth_a_look: How many reached the cut-off and are not weak, shown or not.
        below: How many entries some word speaks for that did not reach the cut-off.
        everyday: Words of everyday goods in the description; they lowered the scores.
        recipe: Name of the scoring, recorded with the result.
    """

    candidates: tuple[GoodsCandidate, ...]
    mentions: tuple[Mention, ...]
    cut: int
    worth_a_look: int = 0
    below: int = 0
    everyday: tuple[str, ...] = ()
    recipe: str = RECIPE


@dataclass(frozen=True, slots=True)
class _Term:
    """A stem of a description: where it speaks, and how loud.

    Attributes:
        known: It occurs as such; else what stands here is that of words it resembles.
        everyday: It marks everyday goods.
        telling: How much of the description's telling weight it is.
        held: That weight at every passage with the very word.
    """

    known: bool
    everyday: bool
    telling: float
    held: tuple[NDArray[np.intp], Measures]
    passages: tuple[NDArray[np.intp], Measures]
    entries: tuple[NDArray[np.intp], Measures]
    terms: tuple[NDArray[np.intp], Measures]


class GoodsIndex:
    """Passages of one or more lists, ready to be searched any number of times.

    Args:
        passages: What there is to find entries by.
        glosses: For identifiers and trade terms.
        everyday: Stems of words that mark everyday goods.
    """

    def __init__(
        self, passages: Iterable[Passage], glosses: Iterable[Gloss] = (), everyday: Iterable[str] = ()
    ) -> None:
        glosses = tuple(glosses)
        self.passages: Sequence[Passage] = sorted(passages, key=lambda p: (p.list_id, p.entry))
        self.entries = list(dict.fromkeys((p.list_id, p.entry) for p in self.passages))
        self._number = {key: n for n, key in enumerate(self.entries)}
        owner = [self._number[p.list_id, p.entry] for p in self.passages]
        self._starts = np.flatnonzero(np.diff(np.array(owner, dtype=np.intp), prepend=-1))
        spoken = [words(p.text) for p in self.passages]
        merged: list[list[str]] = [[] for _ in self.entries]
        for number, document in zip(owner, spoken, strict=True):
            merged[number] += document
        self._words, self._whole = Bm25(spoken), Bm25(merged)
        self._terms = Terms(self._phrases(glosses), self._whole.idfs())
        self._resemblance = Resemblance(self._words.terms())
        self._known = Identifiers(glosses, self.entries)
        self._everyday = frozenset(everyday)
        self._cache: dict[str, _Term] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def forget(self) -> None:
        """Empty the store of words met before; only a benchmark needs that."""
        self._cache.clear()

    def traded_as(self, list_id: str, entry: str) -> tuple[str, ...]:
        """The first trade words that glosses give the entry, in English; none where it has no gloss."""
        return self._known.trade_words.get((list_id, entry), ())[:_TRADE_WORDS]

    def search(self, text: str, limit: int = 10, score_cutoff: float = 0.0) -> GoodsResult:
        """Entries whose words fit the description.

        Args:
            text: A description in English or Russian, as a declaration or data sheet has it.
            limit: At most so many candidates; how many more there were is told.
            score_cutoff: 0 to 100; how many stayed below is told.
        """
        return next(self._searched([text], limit, score_cutoff))

    def search_many(
        self, texts: Sequence[str], limit: int = 10, score_cutoff: float = 0.0, progress: Progress | None = None
    ) -> list[GoodsResult]:
        """What :meth:`search` says of each text, in their order. Repeated texts are searched once."""
        unique = list(dict.fromkeys(texts))
        found: dict[str, GoodsResult] = {}
        for result, text in zip(self._searched(unique, limit, score_cutoff, progress), unique, strict=True):
            found[text] = result
        return [found[text] for text in texts]

    def rank(self, text: str) -> list[Key]:
        """Every entry that any word speaks for, as (list, code), best first; without explanations."""
        return self.rank_many([text])[0]

    def rank_many(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[Key]]:
        """What :meth:`rank` says of each text, in their order. Repeated texts are ranked once."""
        unique = list(dict.fromkeys(texts))
        found: dict[str, list[Key]] = {}
        for block in _blocks(unique):
            scored = self._scored(block, [identifiers(text, self._known.organisms) for text in block])
            for text, row in zip(block, scored, strict=True):
                found[text] = [self.entries[n] for n in _order(row)]
            if progress is not None:
                progress(len(found), len(unique))
        return [found[text] for text in texts]

    def best_passages(self, texts: Sequence[str]) -> list[NDArray[np.float64]]:
        """For each text the best passage of every entry by its words alone (BM25): what the speed target is about."""
        return [row for block in _blocks(texts) for row in self._best(self._spoken(block))]

    def measures(self, text: str) -> NDArray[np.float64]:
        """The measures of every entry as columns, in the order of ``MEASURES``: what the weights are fitted on."""
        measures, _ = self._measured([text], [identifiers(text, self._known.organisms)])
        return np.stack([np.broadcast_to(m[0], (len(self.entries),)) for m in measures], axis=1)

    def _searched(
        self, texts: Sequence[str], limit: int, score_cutoff: float, progress: Progress | None = None
    ) -> Iterator[GoodsResult]:
        done = 0
        for block in _blocks(texts):
            found = [mentions(text, self._known.organisms) for text in block]
            for text, row, named in zip(block, self._scored(block, found), found, strict=True):
                yield self._result(text, row, named, limit, score_cutoff)
            done += len(block)
            if progress is not None:
                progress(done, len(texts))

    def _result(
        self, text: str, row: Measures, found: tuple[Mention, ...], limit: int, score_cutoff: float
    ) -> GoodsResult:
        scores = score(row)
        spoken_for = _order(row)
        order = [n for n in spoken_for if scores[n] >= score_cutoff]
        kept = tuple(self._candidate(n, float(scores[n]), text, found) for n in order[:limit])
        return GoodsResult(
            kept,
            found,
            max(0, len(order) - limit),
            sum(bool(scores[n] >= WORTH_A_LOOK) for n in order),
            len(spoken_for) - len(order),
            tuple(dict.fromkeys(t for t in tokens(text) if stem_of(t) in self._everyday)),
        )

    def _scored(self, texts: Sequence[str], found: Sequence[tuple[Mention, ...]]) -> Measures:
        """A row of sums for each text; minus infinity where nothing speaks for the entry."""
        measures, certain = self._measured(texts, found)
        passage, _, _, term, _, customs, _ = measures
        silent = (passage <= 0) & (term <= 0) & (customs <= 0) & (certain <= 0)
        rounded: Measures = np.round(logit(measures, certain), _DIGITS)
        return np.where(silent, -np.inf, rounded)

    def _measured(
        self, texts: Sequence[str], found: Sequence[tuple[Mention, ...]]
    ) -> tuple[tuple[Measures, ...], Measures]:
        rows = self._spoken(texts)
        shape = (len(texts), len(self.entries))
        certain, customs = np.zeros(shape), np.zeros(shape)
        for number, named in enumerate(found):
            for mention in named:
                table = certain if mention.kind in CERTAIN_KINDS else customs
                for key in self._known.of(mention):
                    if key in self._number:
                        table[number, self._number[key]] = 1.0
        if not self.passages:
            return tuple(np.zeros(shape) for _ in range(7)), certain
        everyday = np.array([float(sum(t.everyday for t in row)) for row in rows])
        return (
            measured(
                self._best(rows),
                _summed([[t.entries for t in row] for row in rows], len(self.entries)),
                self._explained(rows),
                *self._told(rows),
                customs,
                everyday[:, None],
            ),
            certain,
        )

    def _spoken(self, texts: Sequence[str]) -> list[list[_Term]]:
        return [[self._term(stem) for stem in dict.fromkeys(words(text))] for text in texts]

    def _best(self, rows: Sequence[Sequence[_Term]]) -> Measures:
        scores = _summed([[t.passages for t in row] for row in rows], len(self.passages))
        best: Measures = np.maximum.reduceat(scores, self._starts, axis=1)
        return best

    def _explained(self, rows: Sequence[Sequence[_Term]]) -> Measures:
        """The share of the description's telling weight that the best passage holds word for word."""
        parts = [[t.held for t in row if t.known] for row in rows]
        held = np.maximum.reduceat(_summed(parts, len(self.passages)), self._starts, axis=1)
        totals = np.array([max(sum(t.telling for t in row), 1e-9) for row in rows])
        shares: Measures = held / totals[:, None]
        return shares

    def _told(self, rows: Sequence[Sequence[_Term]]) -> tuple[Measures, Measures]:
        """The mass of each entry's best trade term as far as it was found, and of its best one found in full."""
        partly, full = np.zeros((len(rows), len(self.entries))), np.zeros((len(rows), len(self.entries)))
        if len(self._terms):
            shares = np.minimum(_summed([[t.terms for t in row] for row in rows], len(self._terms)), 1.0)
            owners = self._terms.owners[self._terms.starts]
            masses = self._terms.masses * part_of_term(shares)
            partly[:, owners] = np.maximum.reduceat(masses, self._terms.starts, axis=1)
            masses = np.where(whole_term(shares), self._terms.masses, 0.0)
            full[:, owners] = np.maximum.reduceat(masses, self._terms.starts, axis=1)
        return partly, full

    def _term(self, stem: str) -> _Term:
        held = self._cache.get(stem)
        if held is None:
            if len(self._cache) >= _MOST_CACHED:
                self._cache.clear()
            held = self._cache[stem] = self._made(stem)
        return held

    def _made(self, stem: str) -> _Term:
        everyday = stem in self._everyday
        if stem in self._words:
            telling, passages = self._whole.idf(stem), self._words.postings(stem)
            held = (passages[0], np.full(len(passages[0]), telling))
            return _Term(True, everyday, telling, held, passages, self._whole.postings(stem), self._terms.hits(stem))
        near = [(word, _RESEMBLING * likeness) for word, likeness in self._resemblance.near(stem)]
        return _Term(
            False, everyday, _NEVER_SEEN, _NOWHERE,
            _loudest([(self._words.postings(w), f) for w, f in near]),
            _loudest([(self._whole.postings(w), f) for w, f in near]),
            _loudest([(self._terms.hits(w), f) for w, f in near]),
        )  # fmt: skip

    def _phrases(self, glosses: Iterable[Gloss]) -> Iterator[tuple[int, str]]:
        for gloss in glosses:
            entry = gloss.row.entry
            number = self._number.get((gloss.list_id or "", entry.partition(".")[0])) if entry else None
            if number is not None:
                for text in (*gloss.row.en, *gloss.row.ru, *gloss.row.families):
                    yield number, text

    def _candidate(self, number: int, value: float, text: str, found: Sequence[Mention]) -> GoodsCandidate:
        key = list_id, code = self.entries[number]
        first = int(self._starts[number])
        last = int(self._starts[number + 1]) if number + 1 < len(self._starts) else len(self.passages)
        row = self._spoken([text])
        within = _summed([[t.passages for t in row[0]]], len(self.passages))[0][first:last]
        paragraph = self.passages[first + int(within.argmax())].code if within.any() else code
        spoke = [Spoke(m.text, _weight(m), m.kind) for m in found if key in self._known.of(m)]
        spoke += self._spoke(text, first, last)
        shares = _summed([[t.terms for t in row[0]]], len(self._terms))[0]
        full = np.flatnonzero(whole_term(shares) & (self._terms.owners == number))
        terms = sorted(full, key=lambda n: -self._terms.masses[n])
        return GoodsCandidate(
            list_id, code, paragraph, round(value, 1), tuple(spoke),
            tuple(self._terms.texts[n] for n in terms), value < WORTH_A_LOOK,
        )  # fmt: skip

    def _spoke(self, text: str, first: int, last: int) -> list[Spoke]:
        """Every word of the text that some passage of the entry has or resembles, where it weighs most."""
        found: dict[str, Spoke] = {}
        for token in tokens(text):
            stem = stem_of(token)
            if stem in found:
                continue
            if stem in self._words:
                weight, number = self._heaviest(stem, first, last)
                if weight > 0:
                    found[stem] = Spoke(token, round(weight, 2), self.passages[number].source)
                continue
            like = [
                (_RESEMBLING * likeness * weight, number, word)
                for word, likeness in self._resemblance.near(stem)
                for weight, number in [self._heaviest(word, first, last)]
            ]
            weight, number, word = max(like, key=lambda x: x[0], default=(0.0, first, ""))
            if weight > 0:
                shown = next((t for t in tokens(self.passages[number].text) if stem_of(t) == word), word)
                found[stem] = Spoke(token, round(weight, 2), self.passages[number].source, shown)
        return sorted(found.values(), key=lambda s: -s.weight)

    def _heaviest(self, stem: str, first: int, last: int) -> tuple[float, int]:
        return max(((self._words.weight(stem, n), n) for n in range(first, last)), key=lambda w: w[0])


def _weight(mention: Mention) -> float:
    return CERTAIN if mention.kind in CERTAIN_KINDS else 1.0


def _order(row: Measures) -> list[int]:
    """Numbers of the entries that something speaks for, best first."""
    numbers: list[int] = np.argsort(-row, kind="stable")[: np.count_nonzero(row > -np.inf)].tolist()
    return numbers


def _blocks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), BLOCK):
        yield texts[start : start + BLOCK]


def _summed(rows: Sequence[Sequence[tuple[NDArray[np.intp], Measures]]], size: int) -> Measures:
    """The weights of each row added up by number: one sparse product for the whole block."""
    parts = [(ids, weights, number) for number, row in enumerate(rows) for ids, weights in row]
    if not parts or not size:
        return np.zeros((len(rows), size))
    ids = np.concatenate([i for i, _, _ in parts])
    if len(rows) > 1:
        ids = ids + np.repeat([n * size for _, _, n in parts], [len(i) for i, _, _ in parts])
    weights = np.concatenate([w for _, w, _ in parts])
    total = np.bincount(ids, weights, minlength=len(rows) * size).astype(np.float64, copy=False)
    return total.reshape(len(rows), size)


def _loudest(
    parts: Sequence[tuple[tuple[NDArray[np.intp], Measures], float]],
) -> tuple[NDArray[np.intp], Measures]:
    """Postings of several words as of one: where more than one occurs, the heaviest counts."""
    if not parts:
        return _NOWHERE
    ids = np.concatenate([i for (i, _), _ in parts])
    weights = np.concatenate([w * factor for (_, w), factor in parts])
    order = np.argsort(ids, kind="stable")
    ids, weights = ids[order], weights[order]
    starts = np.flatnonzero(np.diff(ids, prepend=-1))
    return (ids[starts], np.maximum.reduceat(weights, starts)) if len(ids) else (ids, weights)
