"""The index over the spellings of one list: built once, kept beside the imported list, used only if it is the very one.

Scores must mean the same on every list, so every index weighs words by the table that ships with the package, and none
by its own names: see :mod:`dualuse.matching.names.frequencies`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dualuse.parties.model import PartyList

if TYPE_CHECKING:
    from dualuse.matching.names import NameMatcher, NameResult

RECIPE = "names-2"
"""How names are scored; one of :data:`dualuse.matching.names.RECIPES`."""

BARE_KINDS = frozenset({"legal form", "part of a legal form", "company word", "connector"})
"""Kinds of words that a company name may have or lack and still be the same: ``LLC``, ``Holding``, ``and``.

Names are compared with these words and without them, on either side, and the highest of the scores counts: a legal form
weighs little, but beside a short name it is half of the letters.
"""

WITHOUT_FORMS = 0.95
"""What a score that was reached without legal forms is worth: they say little, but not nothing.

Measured on the accuracy board: at 1, namesakes under another legal form stand among the best; below 0.9, misspelt short
names are lost.
"""

_ROUNDING = 1e-9
_PREFIX = "index-"
_HOMES = "homes.json"


class Likeness(NamedTuple):
    """A spelling that a name is like.

    Attributes:
        spelling: Its place on the list.
        score: 0 to 100.
        text: What of the name was compared: all of it, or what is left without legal forms.
        position: The name of the matcher that it was compared with.
        whole: Whether both were compared as they are.
    """

    spelling: int
    score: float
    text: str
    position: int
    whole: bool


class SpellingIndex(NamedTuple):
    """What a list is searched with.

    Attributes:
        matcher: The spellings in list order, then those that have legal forms once more without them.
        homes: For each name of the matcher, which spelling it is.
    """

    matcher: NameMatcher
    homes: Sequence[int]

    def search(self, name: str, score_cutoff: float) -> Found:
        """Every spelling that scores at least ``score_cutoff``, in list order, and what was left out of comparing."""
        readings = [(text, share) for text, share in _readings(name) if score_cutoff <= 100 * share]
        results = [self.matcher.search(text, _needed(score_cutoff, share)) for text, share in readings]
        return self._found(readings, results, score_cutoff)

    def search_many(
        self,
        names: Sequence[str],
        score_cutoff: float,
        progress: Callable[[int, int], None] | None = None,
        processes: int = 1,
    ) -> list[Found]:
        """What :meth:`search` gives for each name, faster: equal ones once, several processes if wanted.

        Args:
            names: As somebody wrote them.
            score_cutoff: 0 to 100.
            progress: Called now and then with how many readings of names are done and how many there are.
            processes: How many processes share the work.
        """
        readings = [[(text, share) for text, share in _readings(name) if score_cutoff <= 100 * share] for name in names]
        total = sum(map(len, readings))
        found: dict[tuple[str, float], NameResult] = {}
        for share in (1.0, WITHOUT_FORMS):
            texts = list(dict.fromkeys(text for each in readings for text, of in each if of == share))
            count = _counted(progress, len(found), total)
            results = self.matcher.search_many(texts, _needed(score_cutoff, share), progress=count, processes=processes)
            found |= zip([(text, share) for text in texts], results, strict=True)
        return [self._found(each, [found[reading] for reading in each], score_cutoff) for each in readings]

    def _found(
        self, readings: Iterable[tuple[str, float]], results: Iterable[NameResult], score_cutoff: float
    ) -> Found:
        best: dict[int, Likeness] = {}
        cuts: list[str] = []
        for (text, share), found in zip(readings, results, strict=True):
            cuts += found.cuts
            for match in found:
                home = self.homes[match.position]
                whole = share == 1 and match.position == home
                score = match.score if whole else match.score * WITHOUT_FORMS
                if score >= score_cutoff and (home not in best or score > best[home].score):
                    best[home] = Likeness(home, score, text, match.position, whole)
        return [best[home] for home in sorted(best)], list(dict.fromkeys(cuts))


Found = tuple[list[Likeness], list[str]]
"""Spellings that a name is like, in list order, and what was left out of comparing."""


def _needed(score_cutoff: float, share: float) -> float:
    """What the matcher must find for a score that counts for a share only."""
    return score_cutoff if share == 1 else score_cutoff / share - _ROUNDING


def _counted(progress: Callable[[int, int], None] | None, before: int, total: int) -> Callable[[int, int], None] | None:
    return None if progress is None else lambda done, _: progress(before + done, total)


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
    return _stored(place) or _built_and_stored(spellings, place)


def without_forms(name: str) -> str | None:
    """A name without legal forms and the like, normalised; None if it has none of them, or nothing else.

    Single letters are read together: ``T.T.P.`` is ``TTP``.

    >>> [without_forms(name) for name in ("ООО «Сава Металл»", "S.A.V.A. Holding", "Sava", "LLC")]
    ['sava metal', 'sava', None, None]
    """
    from dualuse.matching import normalise

    tokens = normalise(name).tokens
    bare = _bare(_kept(tokens))
    return " ".join(bare) if bare and len(bare) < len(tokens) else None


def _readings(name: str) -> list[tuple[str, float]]:
    """A name as it is and without legal forms, with what a score is worth that was reached with it."""
    bare = without_forms(name)
    return [(name, 1.0), *([] if bare is None else [(bare, WITHOUT_FORMS)])]


def own_words(name: str) -> str:
    """The words of a name that are its own, sorted: two names with the same ones differ in legal forms at most."""
    from dualuse.matching import normalise

    return " ".join(sorted(_bare(_kept(normalise(name).tokens))))


def _bare(kept: list[str]) -> list[str]:
    """The words, single letters read together."""
    return ["".join(kept)] if len(kept) > 1 and max(map(len, kept)) == 1 else kept


def _kept(tokens: Iterable[str]) -> list[str]:
    from dualuse.matching.tables.weights import weak_words

    weak = weak_words()
    return [token for token in tokens if token not in weak or weak[token][1] not in BARE_KINDS]


def store_index(parties: PartyList, folder: Path) -> None:
    """Build the index of a list just imported, so that the first screening need not."""
    spelling_index([alias.name for party in parties.parties for alias in party.names()], folder)


def _built(spellings: Sequence[str]) -> SpellingIndex:
    from dualuse.matching.names import NameMatcher
    from dualuse.matching.names.frequencies import shipped_weights

    bare = [(position, text) for position, text in enumerate(map(without_forms, spellings)) if text is not None]
    names = [*spellings, *(text for _, text in bare)]
    matcher = NameMatcher(names, recipe=RECIPE, weights=shipped_weights(RECIPE))
    return SpellingIndex(matcher, [*range(len(spellings)), *(position for position, _ in bare)])


def _built_and_stored(spellings: Sequence[str], place: Path) -> SpellingIndex:
    built = _built(spellings)
    try:
        built.matcher.save(place)
        text = json.dumps(built.homes)
        aside = place / f"{_HOMES}.{os.getpid()}.part"
        aside.write_text(json.dumps({"sha256": _sha256(text), "homes": text}), "utf-8")
        aside.replace(place / _HOMES)
        for old in place.parent.glob(f"{_PREFIX}*"):
            if old != place:
                shutil.rmtree(old, ignore_errors=True)
    except OSError:
        # The folder may be read-only, on a shared drive or full: then it is built in every process.
        pass
    return built


def _stored(place: Path) -> SpellingIndex | None:
    """The index stored in ``place``; None if there is none, or it is not whole."""
    if not (place / _HOMES).is_file():
        return None
    from dualuse.matching.names import NameMatcher
    from dualuse.matching.names.store import IndexDamagedError

    try:
        matcher = NameMatcher.load(place, verify=True)
        kept = json.loads((place / _HOMES).read_text("utf-8"))
        homes = json.loads(kept["homes"])
        if _sha256(kept["homes"]) != kept["sha256"] or len(matcher) != len(homes):
            return None
        return SpellingIndex(matcher, homes)
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
