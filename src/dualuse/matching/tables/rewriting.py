"""Words and phrases that are written in many ways and mean one thing: each becomes one canonical word, none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import cache

from dualuse.issues import Issue, Where, raise_errors
from dualuse.matching.abjad import is_native
from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values

REWRITES = (
    "legal_forms.tsv",
    "abbreviations.tsv",
    "company_words.tsv",
    "ordinals.tsv",
    "name_parts.tsv",
    "native_names.tsv",
    "native_words.tsv",
    "han_places.tsv",
    "japanese_names.tsv",
    "place_words.tsv",
)
"""Tables with the columns *canonical* (one or more words) and *spellings*, in any script."""

Words = tuple[str, ...]

MAX_PASSES = 6
"""A phrase may complete another one. The tables are tested to settle well before this."""

_REMEMBERED = 30_000
"""So many runs of words are remembered: those of all lists we know are a quarter of that."""

ADJECTIVE, NOUN = "~", "^"
"""At the end of a spelling: it is the stem of a Slavic adjective, or of a noun, and stands for all its endings."""

_EAST_SLAVIC = (
    "yy iy oy yi ii oi yj ij oj y i ya aya aia aja yaya oye oe oje eye ee eje yye yie ye ie ogo ego omu emu ym im om "
    "em ykh ikh yh ih ymi imi uyu uiu uju yu oyu oyi ey ae aye aga amu ay e a"
)
_OTHER_SLAVIC = "o ata oto ite iyat iya u og iego ich ych eho ij ija ije"
ADJECTIVE_ENDINGS = tuple(dict.fromkeys(f"{_EAST_SLAVIC} {_OTHER_SLAVIC}".split()))
"""Endings of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Polish and Czech adjectives, as romanised."""

_NOUN_ENDINGS = "a o u om e y i ov iv au am akh ah ami oy oi oyu ey ya ia ja yu iu yem iem ye ie je ii iy yi ij"
NOUN_ENDINGS = ("", *dict.fromkeys(f"{_NOUN_ENDINGS} t ta to te ata oto ite yata eto iya iyu iyi iye".split()))
"""Endings of nouns in the same languages, the articles of Bulgarian among them; the bare stem is one of them."""

_LIKE_A_SURNAME = re.compile("(?:[oe]v|in)$")
"""The short feminine of such an adjective (``strakhova``, insurance) is the surname of many women."""

_UKRAINIAN = re.compile("\u0456|[сцз]ьк")
"""What tells that the letters г and и may have to be read as in Ukrainian: the rest of a name decides."""

_UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")

_WITH_FLEETING_VOWEL = re.compile("(?<=.{4}[^aeiouy])n$")
"""Bulgarian and Serbian say ``drzhavna`` but ``drzhaven``; shorter words of that form are names, such as ``Goren``."""


class Rewriting:
    """The rewriting tables, read and checked.

    Attributes:
        words: A single word to the canonical word.
        known: Words of which every name that is rewritten holds at least one.
        native: Text of a script that is written without blanks (Han, Kana, Hangul) to its canonical words.
    """

    def __init__(self, entries: Iterable[tuple[Words, str, Where]]) -> None:
        """Take ``(canonical words, spelling, where it stands)``; every contradiction is reported at once."""
        self.words: dict[str, str] = {}
        self.native: dict[str, str] = {}
        phrases: dict[Words, Words] = {}
        issues: list[Issue] = []
        for canonical, spelling, where in entries:
            if is_native(spelling):
                continue
            if is_unspaced(spelling):
                known = self.native.setdefault(spelling, " ".join(canonical))
                if known != " ".join(canonical):
                    problem = f"'{spelling}' is both '{known}' and '{' '.join(canonical)}'"
                    issues.append(Issue("error", where, problem))
                continue
            forms = [key for key in written(spelling) if key != canonical]
            others = dict.fromkeys(phrases[key] for key in forms if phrases.get(key, canonical) != canonical)
            for other in others:
                problem = f"'{spelling}' is both '{' '.join(other)}' and '{' '.join(canonical)}'"
                issues.append(Issue("error", where, problem))
            phrases.update(dict.fromkeys(forms, canonical))
        raise_errors(issues)
        self.words = {k[0]: c[0] for k, c in phrases.items() if len(k) == 1 == len(c)}
        meanings: dict[Words, Words] = {}
        for key, canonical in phrases.items():
            if len(key) == 1 == len(canonical):
                continue
            spelt, meant = (tuple(self.words.get(word, word) for word in words) for words in (key, canonical))
            if spelt != meant:
                meanings.setdefault(spelt, meant)
        reached = sorted(meanings.items(), key=lambda phrase: -len(phrase[0]))
        self._single = {spelt[0]: meant for spelt, meant in reversed(reached) if len(spelt) == 1}
        self._longer: dict[Words, list[tuple[Words, Words]]] = {}
        for spelt, meant in reached:
            if len(spelt) > 1:
                self._longer.setdefault(spelt[:2], []).append((spelt, meant))
        self._telling = _telling_words((spelt for spelt, _ in reached), set(self.words.values()))
        self.known = self._telling | self.words.keys()
        self._vocabulary = self.known.union(*(spelt for spelt, _ in reached))
        self._settled: dict[Words, Words] = {}

    def apply(self, words: Sequence[str]) -> Words:
        """The words with every known spelling replaced: single words, then the longest phrases, until none fits.

        No phrase reaches over a word that occurs in none. Hence the runs of other words are settled one by one, and as
        companies are named by the same few words, what each became is remembered.
        """
        if self.known.isdisjoint(words):
            return tuple(words)
        vocabulary = self._vocabulary
        found: list[str] = []
        run: list[str] = []
        for word in words:
            if word in vocabulary:
                run.append(word)
            else:
                if run:
                    found += self._settle(tuple(run))
                    run = []
                found.append(word)
        if run:
            found += self._settle(tuple(run))
        return tuple(found)

    def _settle(self, run: Words) -> Words:
        settled = self._settled.get(run)
        if settled is None:
            if len(self._settled) >= _REMEMBERED:
                self._settled.clear()
            settled = self._settled[run] = self._worked_out(run)
        return settled

    def _worked_out(self, run: Words) -> Words:
        get = self.words.get
        found = [get(word, word) for word in run]
        for _ in range(MAX_PASSES):
            if self._telling.isdisjoint(found):
                break
            again = self._joined(found)
            if again == found:
                break
            found = again
        return tuple(found)

    def _joined(self, words: list[str]) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(words):
            for phrase, canonical in self._longer.get(tuple(words[at : at + 2]), ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    found += canonical
                    at += len(phrase)
                    break
            else:
                found += self._single.get(words[at]) or (words[at],)
                at += 1
        return found


def _telling_words(phrases: Iterable[Words], common: Set[str]) -> frozenset[str]:
    """A word of each phrase, so that where none of these words is, no phrase is: the longest one that is not common.

    Many names hold a common word such as *company*, and few the others; so most names are done with after one look.
    """
    return frozenset(max(phrase, key=lambda word: (word not in common, len(word))) for phrase in phrases)


@cache
def rewriting() -> Rewriting:
    """The shipped tables, read when first needed."""
    return Rewriting(
        (tuple(canonical.split()), spelling, Where(name, line))
        for name in REWRITES
        for line, (canonical, spellings) in rows(name)
        for spelling in values(spellings)
    )


def written(spelling: str) -> list[Words]:
    """The words a spelling stands for: one, or one for every ending where it is a stem; Ukrainian read both ways."""
    mark = spelling[-1]
    texts = [latin(spelling.rstrip(ADJECTIVE + NOUN))]
    if _UKRAINIAN.search(spelling):
        texts.append(latin(f"{spelling.rstrip(ADJECTIVE + NOUN)} \u0457").rpartition(" ")[0])
    found: dict[Words, None] = {}
    for text in texts:
        *before, stem = text.split()
        for word in _inflected(stem, mark):
            found[(*before, word)] = None
    return list(found)


def _inflected(stem: str, mark: str) -> list[str]:
    """The forms of a stem, or the word alone if it is not marked as one."""
    if mark == NOUN:
        return [stem + ending for ending in NOUN_ENDINGS]
    if mark != ADJECTIVE:
        return [stem]
    endings = [e for e in ADJECTIVE_ENDINGS if e not in ("a", "o", "u") or not _LIKE_A_SURNAME.search(stem)]
    short = [stem[:-1] + "en", stem[:-1] + "an"] if _WITH_FLEETING_VOWEL.search(stem) else []
    return [stem + ending for ending in endings] + short


def is_unspaced(text: str) -> bool:
    """Whether the text is of a script that does not part words by blanks."""
    return bool(_UNSPACED.search(text))
