"""Names and words in Arabic, Hebrew and Greek script that the rewriting tables know, by their folded spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dualuse.issues import Issue, Where, raise_errors
from dualuse.matching.abjad import folded, is_native, letters_of
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.rewriting import REWRITES

NAMES = frozenset(("native_names.tsv", "name_parts.tsv"))
"""Tables of names, before which an article stays: of any other table, the translation has none."""

PERSIAN = "persian_names.tsv"
"""Names as Persian speakers write them in Latin letters, where that differs."""


@dataclass(frozen=True, slots=True)
class NativeWords:
    """What is known, by :func:`~dualuse.matching.abjad.folded` letters without the blanks between words.

    Attributes:
        names: Personal names and their parts, to canonical words.
        words: Words of company names, legal forms and places, to canonical words.
    """

    names: Mapping[str, str]
    words: Mapping[str, str]

    def get(self, letters: str) -> str | None:
        """The canonical words, of a name first."""
        return self.names.get(letters) or self.words.get(letters)


def native_words_of(entries: Iterable[tuple[str, str, Where]]) -> NativeWords:
    """Take ``(canonical words, spelling, where it stands)``; every contradiction is reported at once."""
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    issues = []
    for canonical, spelling, where in entries:
        letters = folded(letters_of(spelling))
        held = names if where.source in NAMES else words
        known = names.get(letters) or words.get(letters)
        if known is not None and known != canonical:
            problem = f"'{spelling}' is both '{known}' and '{canonical}'"
            issues.append(Issue("error", where, problem))
        held[letters] = canonical
    raise_errors(issues)
    return NativeWords(names, words)


@cache
def native_words() -> NativeWords:
    """The shipped tables, read when first needed."""
    return native_words_of(
        (canonical, spelling, Where(name, line))
        for name in REWRITES
        for line, (canonical, spellings) in rows(name)
        for spelling in values(spellings)
        if is_native(spelling)
    )


@cache
def persian_words() -> NativeWords:
    """The same for a name that Persian letters tell: what :data:`PERSIAN` has comes first."""
    known = native_words()
    persian = {
        folded(letters_of(spelling)): canonical
        for _, (canonical, spellings) in rows(PERSIAN)
        for spelling in values(spellings)
    }
    return NativeWords({**known.names, **persian}, known.words)
