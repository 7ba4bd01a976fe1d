"""CAS numbers, organisms and customs codes of the glosses, and the entries they point to."""

from __future__ import annotations

from collections.abc import Iterable

from dualuse.lists.glosses import Gloss
from dualuse.matching.goods.recognise import Mention, Organisms

Key = tuple[str, str]
"""(list id, code of the entry)."""

CERTAIN_KINDS = frozenset({"code", "cas", "organism"})
"""Kinds of mention that point to an entry by themselves. A customs heading covers many things and only nudges."""

_SUBHEADING = 6


class Identifiers:
    """What the glosses know by an identifier."""

    def __init__(self, glosses: Iterable[Gloss], entries: Iterable[Key]) -> None:
        self._entries: dict[str, list[Key]] = {}
        for key in entries:
            self._entries.setdefault(key[1], []).append(key)
        self._cas: dict[str, list[Key]] = {}
        self._organism: dict[str, list[Key]] = {}
        self._hs: dict[str, list[Key]] = {}
        self.trade_words: dict[Key, tuple[str, ...]] = {}
        for gloss in glosses:
            if gloss.row.entry is None or gloss.list_id is None:
                continue
            key = (gloss.list_id, gloss.row.entry.partition(".")[0])
            self.trade_words[key] = (*self.trade_words.get(key, ()), *gloss.row.en)
            for number in gloss.row.cas:
                self._cas.setdefault(number, []).append(key)
            for name in gloss.row.organisms:
                self._organism.setdefault(name, []).append(key)
            for heading in gloss.row.hs:
                self._hs.setdefault(heading[:_SUBHEADING], []).append(key)
        self.organisms = Organisms(self._organism)

    def of(self, mention: Mention) -> list[Key]:
        """The entries an identifier points to, each once; none for a CAS number whose check digit does not fit."""
        if mention.kind == "code":
            return self._entries.get(mention.value.partition(".")[0], [])
        if mention.kind == "hs":
            starts = (mention.value[:n] for n in range(4, min(len(mention.value), _SUBHEADING) + 1))
            return list(dict.fromkeys(key for start in starts for key in self._hs.get(start, [])))
        table = {"cas": self._cas, "organism": self._organism}.get(mention.kind, {})
        return list(dict.fromkeys(table.get(mention.value, [])))
