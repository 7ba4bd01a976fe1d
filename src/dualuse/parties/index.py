"""The index over the spellings of one list: built once, kept beside the imported list, used only if it is the very one.

Scores must mean the same on every list, so every index weighs words by the table that ships with the package, and none
by its own names: see :mod:`dualuse.matching.names.frequencies`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dualuse.parties.model import PartyList

if TYPE_CHECKING:
    from dualuse.matching.names import NameMatcher

RECIPE = "names-2"
"""How names are scored; one of :data:`dualuse.matching.names.RECIPES`."""

BARE_KINDS = frozenset({"legal form", "part of a legal form", "company word", "connector"})
"""Kinds of words that a company name may have or lack and still be the same: ``LLC``, ``Holding``, ``and``."""

_PREFIX = "index-"
_BARE = "bare.json"


class SpellingIndex(NamedTuple):
    """What a list is searched with.

    Attributes:
        matcher: The spellings by likeness; positions are those of the list's spellings.
        bare: The positions of the spellings that have these bare words and no other, see :func:`bare_words`.
    """

    matcher: NameMatcher
    bare: Mapping[str, Sequence[int]]


def spelling_index(spellings: Sequence[str], folder: Path | None = None) -> SpellingIndex:
    """The index over the spellings of a list.

    Args:
        spellings: As the list prints them.
        folder: Where the list is kept. An index stored there by the same program for the same spellings is mapped,
            after every byte was read and its hash compared; any other is replaced. None: nothing is stored.
    """
    if folder is None:
        return _built(spellings)
    place = folder / f"{_PREFIX}{_key(spellings)}"
    return _stored(place, len(spellings)) or _built_and_stored(spellings, place)


def bare_words(tokens: Iterable[str]) -> str:
    """The words of a normalised name without legal forms and the like, sorted; empty if it has no other words.

    Single letters are read together: ``T.T.P.`` is ``TTP``.

    >>> bare_words(("llc", "sava")) == bare_words(("sava", "holding", "jsc")) == bare_words(("s", "a", "v", "a", "ltd"))
    True
    """
    from dualuse.matching.tables.weights import weak_words

    weak = weak_words()
    kept = [token for token in tokens if token not in weak or weak[token][1] not in BARE_KINDS]
    return "".join(kept) if max(map(len, kept), default=0) == 1 else " ".join(sorted(kept))


def store_index(parties: PartyList, folder: Path) -> None:
    """Build the index of a list just imported, so that the first screening need not."""
    spelling_index([alias.name for party in parties.parties for alias in party.names()], folder)


def _built(spellings: Sequence[str]) -> SpellingIndex:
    from dualuse.matching import normalise
    from dualuse.matching.names import NameMatcher
    from dualuse.matching.names.frequencies import shipped_weights

    forms = list(map(normalise, spellings))
    matcher = NameMatcher.from_forms(forms, recipe=RECIPE, weights=shipped_weights(RECIPE))
    bare: dict[str, list[int]] = defaultdict(list)
    for position, form in enumerate(forms):
        words = bare_words(form.tokens)
        if words:
            bare[words].append(position)
    return SpellingIndex(matcher, dict(bare))


def _built_and_stored(spellings: Sequence[str], place: Path) -> SpellingIndex:
    built = _built(spellings)
    try:
        built.matcher.save(place)
        text = json.dumps(built.bare, ensure_ascii=False, sort_keys=True)
        plain = json.dumps({"sha256": _sha256(text), "bare": text}, ensure_ascii=False)
        aside = place / f"{_BARE}.{os.getpid()}.part"
        aside.write_text(plain, "utf-8")
        aside.replace(place / _BARE)
        for old in place.parent.glob(f"{_PREFIX}*"):
            if old != place:
                shutil.rmtree(old, ignore_errors=True)
    except OSError:
        # The folder may be read-only, on a shared drive or full: then it is built in every process.
        pass
    return built


def _stored(place: Path, size: int) -> SpellingIndex | None:
    """The index stored in ``place``; None if there is none, or it is not whole."""
    if not (place / _BARE).is_file():
        return None
    from dualuse.matching.names import NameMatcher
    from dualuse.matching.names.store import IndexDamagedError

    try:
        matcher = NameMatcher.load(place, verify=True)
        kept = json.loads((place / _BARE).read_text("utf-8"))
        if _sha256(kept["bare"]) != kept["sha256"] or len(matcher) != size:
            return None
        return SpellingIndex(matcher, json.loads(kept["bare"]))
    except (IndexDamagedError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _key(spellings: Sequence[str]) -> str:
    """Changes when the spellings do, or anything of the program that makes the index out of them."""
    digest = hashlib.sha256(f"{RECIPE}\0{_program()}\0{len(spellings)}\0".encode())
    for spelling in spellings:
        digest.update(spelling.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:16]


@cache
def _program() -> str:
    """The hash of the matching code and its tables, and of this module."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    package = Path(__file__).resolve().parents[1] / "matching"
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.tsv")]):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
