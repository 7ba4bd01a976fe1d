"""From a description to entries worth looking at, with the kinds to state and the figures to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dualuse.lists.catalogue import Catalogue
from dualuse.logic import Entry
from dualuse.matching.goods import GoodsCandidate, GoodsIndex, GoodsResult, Offer, build_index, offers
from dualuse.matching.goods.passages import kinds_of, parameters_of

MAX_OFFERS = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate entry with what an officer would write into the transaction to have it decided.

    Attributes:
        title: Our title; empty where the entry is not encoded.
        traded_as: A few trade words of the entry.
        kinds: Kinds the entry is about, to state as the item's kind; empty where the entry is not encoded.
        figures: Quantities of the description that may be values of the entry's parameters, to be confirmed.
    """

    candidate: GoodsCandidate
    title: str
    traded_as: tuple[str, ...]
    kinds: tuple[str, ...]
    figures: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a description led to, and what the search was made without."""

    result: GoodsResult
    suggestions: tuple[Suggestion, ...]
    without: tuple[str, ...]


class Finder:
    """The goods index of one day, made once."""

    def __init__(self, catalogue: Catalogue, data: Path, day: date) -> None:
        self._index: GoodsIndex
        self._index, self._without = build_index(catalogue, data, day)
        self._entries = {(name, e.code): e for name, held in catalogue.lists.items() for e in held.on(day)}

    def find(self, text: str, limit: int = 5, score_cutoff: float = 0.0) -> Found:
        """Entries whose words fit the description, best first. None found says nothing about the item."""
        result = self._index.search(text, limit, score_cutoff)
        return Found(result, tuple(self._suggestion(text, result, c) for c in result.candidates), self._without)

    def _suggestion(self, text: str, result: GoodsResult, candidate: GoodsCandidate) -> Suggestion:
        entry = self._entries.get((candidate.list_id, candidate.code))
        traded = self._index.traded_as(candidate.list_id, candidate.code)
        if entry is None:
            return Suggestion(candidate, "", traded, (), ())
        figures = offers(text, result.mentions, parameters_of(entry))
        near = tuple(o for o in figures if o.near) or figures
        return Suggestion(candidate, entry.title, traded, _kinds(entry, candidate.paragraph), near[:MAX_OFFERS])


def _kinds(entry: Entry, paragraph: str) -> tuple[str, ...]:
    """Those of the paragraph that fits best, else those of the gate."""
    own = [k for p in entry.paragraphs if p.code == paragraph for k in kinds_of(p.when)]
    return tuple(dict.fromkeys(own)) or entry.gate.kinds
