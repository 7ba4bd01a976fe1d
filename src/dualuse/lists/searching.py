"""Searching the vocabulary: the kinds and parameters that a word stands for, in English or Russian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dualuse.logic import Kind, Parameter, Vocabulary
from dualuse.logic.vocabulary import fold

Row = TypeVar("Row", Kind, Parameter)


def find_kinds(vocabulary: Vocabulary, word: str) -> list[Kind]:
    """Kinds whose name, label, alias or definition holds every part of ``word``, the closest first; all for no word."""
    return _ranked(vocabulary.kinds.by_name.values(), word)


def find_parameters(vocabulary: Vocabulary, word: str) -> list[Parameter]:
    """Parameters whose name, label, alias or definition holds every part of ``word``; all for no word."""
    return _ranked(vocabulary.parameters.values(), word)


def nearest(vocabulary: Vocabulary, word: str, what: str) -> list[str]:
    """Names that look like ``word``, where nothing holds it."""
    return vocabulary.nearest_kinds(word) if what == "kind" else vocabulary.nearest_parameters(word)


def _ranked(rows: Iterable[Row], word: str) -> list[Row]:
    wanted = fold(word).split()
    if not wanted:
        return list(rows)
    scored = [(score, row) for row in rows if (score := _score(row, wanted)) is not None]
    scored.sort(key=lambda pair: pair[0])
    named = [row for score, row in scored if score < _EXPLAINED]
    return named or [row for _, row in scored]


_EXPLAINED = 6


def _score(row: Kind | Parameter, wanted: Sequence[str]) -> int | None:
    """0 for the very word; then as a whole word, at the start of a word, or inside one; at last in a definition only.

    In names and labels before aliases. None where it is nowhere.
    """
    own = [fold(w) for w in (row.name, row.label, row.label_ru) if w]
    also = [fold(w) for w in row.aliases]
    if " ".join(wanted) in (*own, *also):
        return 0
    for score, (words, fits) in enumerate(
        [(own, _whole), (also, _whole), (own, _starts), (also, _starts), ([*own, *also], _inside)], start=1
    ):
        if any(all(fits(part, phrase) for part in wanted) for phrase in words):
            return score
    explained = " ".join((*own, *also, fold(row.definition)))
    return _EXPLAINED if all(part in explained for part in wanted) else None


def _whole(part: str, phrase: str) -> bool:
    return part in phrase.split()


def _starts(part: str, phrase: str) -> bool:
    return any(word.startswith(part) for word in phrase.split())


def _inside(part: str, phrase: str) -> bool:
    return part in phrase
