"""Everything that can be put on the board: built from the listed names, then searched one query at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from benchmarks.names.token_scorer import TokenScorer


class Found(NamedTuple):
    """A listed name by position, and its score (0 to 100)."""

    position: int
    score: float


class HasScore(Protocol):
    """What the board reads of a match."""

    @property
    def position(self) -> int: ...

    @property
    def score(self) -> float: ...


class Matcher(Protocol):
    """What the board asks for: :class:`dualuse.matching.NameIndex` is one."""

    def search(self, name: str, score_cutoff: float) -> Sequence[HasScore]:
        """Every listed name that scores at least ``score_cutoff``."""
        ...


class _RapidFuzz:
    """Brute force with one scorer over every name, plainly prepared (ASCII letters, words sorted): no table of ours."""

    def __init__(self, names: Sequence[str], scorer: str) -> None:
        from rapidfuzz import fuzz

        self._scorer = getattr(fuzz, scorer)
        self._keys = [_plain(name) for name in names]

    def search(self, name: str, score_cutoff: float) -> list[Found]:
        from rapidfuzz import process

        query = _plain(name)
        if not query:
            return []
        scores = process.cdist([query], self._keys, scorer=self._scorer, processor=None, score_cutoff=score_cutoff)[0]
        return [Found(int(p), float(scores[p])) for p in scores.nonzero()[0]]


def _plain(name: str) -> str:
    from anyascii import anyascii
    from rapidfuzz.utils import default_process

    return " ".join(sorted(default_process(anyascii(name)).split()))


def _exhaustive(names: Sequence[str]) -> Matcher:
    from dualuse.matching import ExhaustiveIndex

    return ExhaustiveIndex(names)


def _names_2(names: Sequence[str]) -> Matcher:
    from dualuse.matching.names import NameMatcher

    return NameMatcher(names, recipe="names-2")


class _Screening:
    """As parties are screened: shipped weights, and the higher score of the names with and without legal forms."""

    def __init__(self, names: Sequence[str]) -> None:
        from dualuse.parties.index import spelling_index

        self._index = spelling_index(names)

    def search(self, name: str, score_cutoff: float) -> list[Found]:
        return [Found(found.spelling, found.score) for found in self._index.search(name, score_cutoff)[0]]


MATCHERS: dict[str, Callable[[Sequence[str]], Matcher]] = {
    "rapidfuzz ratio": lambda names: _RapidFuzz(names, "ratio"),
    "rapidfuzz token_set_ratio": lambda names: _RapidFuzz(names, "token_set_ratio"),
    "rapidfuzz WRatio": lambda names: _RapidFuzz(names, "WRatio"),
    "dualuse exhaustive": _exhaustive,
    "dualuse screening": _Screening,
    "dualuse names-2": _names_2,
    "token scorer": TokenScorer,
}
