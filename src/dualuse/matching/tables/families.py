"""Words that stand for each other without being the same: spellings of a given name, nicknames, near synonyms."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import header, rows, values
from dualuse.matching.tables.rewriting import rewriting

FAMILIES = ("given_names.tsv", "languages.tsv", "nicknames.tsv", "places.tsv", "near_words.tsv")
"""Tables with the columns *similarity* (0 to 1) and *members*; ``nicknames.tsv`` has the formal name first."""


class Variant(NamedTuple):
    """Another word that may stand for a word.

    Attributes:
        token: As :func:`dualuse.matching.normalise.normalise` writes it.
        similarity: Above 0, below 1: how much of a match the pair is worth.
        reason: For the explanation, such as ``spelling of a given name``.
    """

    token: str
    similarity: float
    reason: str


def variants(token: str) -> tuple[Variant, ...]:
    """Every other word the tables join with this one, best first; empty for a word they do not know.

    Symmetric: if ``b`` is a variant of ``a``, then ``a`` is one of ``b``, equally similar.

    >>> [v.similarity for v in variants("yusuf") if v.token == "joseph"] == [
    ...     v.similarity for v in variants("joseph") if v.token == "yusuf"]
    True
    """
    return _all().get(token, ())


def known_tokens() -> frozenset[str]:
    """Every token that has variants."""
    return frozenset(_all())


@cache
def _all() -> dict[str, tuple[Variant, ...]]:
    found: dict[str, dict[str, Variant]] = {}
    families: dict[str, set[str]] = {}
    for name in FAMILIES:
        reason = header(name)["reason"]
        for _, (similarity, members) in rows(name):
            tokens = _tokens(members)
            if name == "nicknames.tsv":
                formal = {tokens[0]} | families.get(tokens[0], set())
                pairs = [(a, b) for a in sorted(formal) for b in tokens[1:]]
            else:
                pairs = [(a, b) for i, a in enumerate(tokens) for b in tokens[i + 1 :]]
                if name == "given_names.tsv":
                    for token in tokens:
                        families.setdefault(token, set()).update(tokens)
            for a, b in pairs:
                for one, other in ((a, b), (b, a)):
                    variant = Variant(other, float(similarity), reason)
                    held = found.setdefault(one, {}).setdefault(other, variant)
                    if one != other and held.similarity < variant.similarity:
                        found[one][other] = variant
    return {
        one: tuple(sorted((v for v in others.values() if v.token != one), key=lambda v: (-v.similarity, v.token)))
        for one, others in found.items()
    }


def _tokens(members: str) -> list[str]:
    """The members as the normaliser writes them, each once; a member of several words is not a token and left out."""
    written = (rewriting().apply(latin(member).split()) for member in values(members))
    return list(dict.fromkeys(words[0] for words in written if len(words) == 1))
