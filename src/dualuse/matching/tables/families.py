"""Words that stand for each other without being the same: spellings of a given name, nicknames, near synonyms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, product
from typing import NamedTuple

from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import header, rows, values
from dualuse.matching.tables.rewriting import rewriting

SPELLINGS, TRANSLATIONS, SHORT_FORMS = "given_names.tsv", "languages.tsv", "nicknames.tsv"
FAMILIES = (
    SPELLINGS,
    TRANSLATIONS,
    SHORT_FORMS,
    "korean_names.tsv",
    "chinese_names.tsv",
    "places.tsv",
    "near_words.tsv",
    "native_near.tsv",
)
"""Tables with the columns *similarity* (0 to 1) and *members*, in the order they are read.

A member of :data:`TRANSLATIONS`, and the first one of a row of :data:`SHORT_FORMS`, stands for all its spellings.
"""

EXPANDED = (TRANSLATIONS, SHORT_FORMS)


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
    for one, other, variant in _pairs():
        held = found.setdefault(one, {})
        if one != other and (other not in held or held[other].similarity < variant.similarity):
            held[other] = variant
    return {
        one: tuple(sorted(others.values(), key=lambda v: (-v.similarity, v.token)))
        for one, others in found.items()
        if others
    }


def _pairs() -> Iterator[tuple[str, str, Variant]]:
    """Every pair of every table, in both directions."""
    spellings: dict[str, set[str]] = {}
    for name in FAMILIES:
        reason = header(name)["reason"]
        for _, (similarity, members) in rows(name):
            groups = [{token} for token in _tokens(members)]
            if name == SPELLINGS:
                family = set().union(*groups)
                for token in family:
                    spellings.setdefault(token, set()).update(family)
            elif name in EXPANDED:
                last = 1 if name == SHORT_FORMS else len(groups)
                groups[:last] = [
                    {s for token in group for s in spellings.get(token, {token})} for group in groups[:last]
                ]
            firsts = groups[:1] if name == SHORT_FORMS else groups
            for at, group in enumerate(firsts):
                for one, other in product(group, chain(*groups[at + 1 :])):
                    yield one, other, Variant(other, float(similarity), reason)
                    yield other, one, Variant(one, float(similarity), reason)


def _tokens(members: str) -> list[str]:
    """The members as the normaliser writes them, each once; a member of several words is not a token and left out."""
    written = (rewriting().apply(latin(member).split()) for member in values(members))
    return list(dict.fromkeys(words[0] for words in written if len(words) == 1))
