"""Shares: per cent, ppm and the like, with what they are a share of."""

from __future__ import annotations

import re
from functools import lru_cache

from dualuse.quantity.messages import basis_words, failure
from dualuse.quantity.phrases import bases
from dualuse.quantity.unit_expressions import Meaning, meanings

_PARTS = re.compile(r"[^\s()%‰]+|[%‰]")
_OVER = re.compile(r"[.\-]")


@lru_cache(maxsize=1024)
def share_meanings(unit: str, dimension: str) -> tuple[Meaning, ...]:
    """What a unit of a share means, each with its basis where it states one: ``wt%``, ``% (об.)``, ``ppm by weight``.

    Raises:
        NotReadError: Its unit is known, but not what it is a share of.
    """
    whole = meanings(unit, dimension)
    if whole or not unit:
        return whole
    parts = _PARTS.findall(unit.replace("per cent", "percent"))
    for at, part in enumerate(parts):
        found = meanings(part, dimension)
        if found:
            words = " ".join([*parts[:at], *parts[at + 1 :]])
            basis = bases().get(_OVER.sub("", words).casefold()) or bases().get(words.rstrip(".").casefold())
            if basis is None:
                raise failure("unknown_share", part=words)
            return tuple(m for m in (_with_basis(m, basis) for m in found) if m is not None)
    return ()


def agreed_basis(said: set[str | None], wanted: str | None) -> str | None:
    """What the share is of, as said or else as wanted.

    Raises:
        NotReadError: The ends say two things, or something else than is wanted.
    """
    stated = said - {None}
    if len(stated) > 1:
        raise failure("two_bases")
    basis = next(iter(stated), None)
    if basis and wanted and basis != wanted:
        raise failure("wrong_basis", said=basis_words(basis), wanted=basis_words(wanted))
    return basis or wanted


def _with_basis(meaning: Meaning, basis: str) -> Meaning | None:
    if meaning.basis not in (None, basis):
        return None
    return Meaning(meaning.factor, meaning.vector, basis=basis, row=meaning.row, label=meaning.label)
