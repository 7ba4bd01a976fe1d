"""Words that say little about who is meant: how much of their weight they keep."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.rewriting import rewriting

WEIGHTS = "weights.tsv"
"""The table, with the columns *weight* (0 to 1), *kind* and *words*; a word that begins with ``-`` is an ending."""

ENDING = "-"
COMPANY_WORDS, COMPANY_WORD_WEIGHT = "company_words.tsv", 0.8
"""Every canonical word of this table keeps so much, unless the other table says otherwise."""


def weight(token: str) -> float:
    """How much of its weight a word keeps: 1 for an ordinary word, less for legal forms, titles and particles."""
    held = weak_words().get(token)
    if held is not None:
        return held[0]
    endings, shares = _endings()
    if not token.endswith(endings):
        return 1.0
    return next(share for ending, share in zip(endings, shares, strict=True) if token.endswith(ending))


@cache
def weak_words() -> MappingProxyType[str, tuple[float, str]]:
    """Every weak word with its weight and kind, such as ``honorific``."""
    found: dict[str, tuple[float, str]] = {}
    for _, (value, kind, words) in rows(WEIGHTS):
        for word in values(words):
            tokens = rewriting().apply(latin(word).split())
            if not word.startswith(ENDING) and len(tokens) == 1:
                found.setdefault(tokens[0], (float(value), kind))
    for _, (canonical, _) in rows(COMPANY_WORDS):
        for token in canonical.split():
            found.setdefault(token, (COMPANY_WORD_WEIGHT, "trade word"))
    return MappingProxyType(found)


@cache
def _endings() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The endings, and in the same order how much of its weight a word with one keeps."""
    found = {
        word.removeprefix(ENDING): float(value)
        for _, (value, _, words) in rows(WEIGHTS)
        for word in values(words)
        if word.startswith(ENDING)
    }
    return tuple(found), tuple(found.values())
