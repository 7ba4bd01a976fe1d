"""Words that say little about who is meant: how much of their weight they keep."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.rewriting import rewriting

WEIGHTS = "weights.tsv"
"""The table, with the columns *weight* (0 to 1), *kind* and *words*."""


def weight(token: str) -> float:
    """How much of its weight a word keeps: 1 for an ordinary word, less for legal forms, titles and particles."""
    return weak_words().get(token, (1.0, ""))[0]


@cache
def weak_words() -> MappingProxyType[str, tuple[float, str]]:
    """Every weak word with its weight and kind, such as ``honorific``."""
    found: dict[str, tuple[float, str]] = {}
    for _, (value, kind, words) in rows(WEIGHTS):
        for word in values(words):
            tokens = rewriting().apply(latin(word).split())
            if len(tokens) == 1:
                found.setdefault(tokens[0], (float(value), kind))
    return MappingProxyType(found)
