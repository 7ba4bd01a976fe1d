"""Words and phrases that are written in many ways and mean one thing: each becomes one canonical word, none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from dualuse.issues import Issue, Where, raise_errors
from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values

REWRITES = (
    "legal_forms.tsv",
    "abbreviations.tsv",
    "company_words.tsv",
    "ordinals.tsv",
    "name_parts.tsv",
    "han_places.tsv",
    "place_words.tsv",
)
"""Tables with the columns *canonical* (one or more words) and *spellings*, in any script."""

Words = tuple[str, ...]

MAX_PASSES = 6
"""A phrase may complete another one. The tables are tested to settle well before this."""

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

_WITH_FLEETING_VOWEL = re.compile("(?<=.{4}[^aeiouy])n$")
"""Bulgarian and Serbian say ``drzhavna`` but ``drzhaven``; shorter words of that form are names, such as ``Goren``."""


class Rewriting:
    """The rewriting tables, read and checked.

    Attributes:
        words: A single word to the canonical word.
        native: Text of a script that is written without blanks (Han, Kana, Hangul) to its canonical words.
    """

    def __init__(self, entries: Iterable[tuple[Words, str, Where]]) -> None:
        """Take ``(canonical words, spelling, where it stands)``; every contradiction is reported at once."""
        self.words: dict[str, str] = {}
        self.native: dict[str, str] = {}
        phrases: dict[Words, Words] = {}
        issues: list[Issue] = []
        for canonical, spelling, where in entries:
            if is_unspaced(spelling):
                self.native[spelling] = " ".join(canonical)
                continue
            forms = [key for key in _written(spelling) if key != canonical]
            others = dict.fromkeys(phrases[key] for key in forms if phrases.get(key, canonical) != canonical)
            for other in others:
                problem = f"'{spelling}' is both '{' '.join(other)}' and '{' '.join(canonical)}'"
                issues.append(Issue("error", where, problem))
            phrases.update(dict.fromkeys(forms, canonical))
        raise_errors(issues)
        self.words = {k[0]: c[0] for k, c in phrases.items() if len(k) == 1 == len(c)}
        self._phrases: dict[str, list[tuple[Words, Words]]] = {}
        for key, canonical in phrases.items():
            if len(key) == 1 == len(canonical):
                continue
            reached, meant = (tuple(self.words.get(word, word) for word in words) for words in (key, canonical))
            if reached != meant:
                self._phrases.setdefault(reached[0], []).append((reached, meant))
        for choices in self._phrases.values():
            choices.sort(key=lambda choice: -len(choice[0]))
        keys = [key for choices in self._phrases.values() for key, _ in choices]
        self._single = frozenset(key[0] for key in keys if len(key) == 1)
        self._openings = frozenset(key[:2] for key in keys if len(key) > 1)
        self._known = frozenset(self.words) | frozenset(self._phrases)

    def apply(self, words: list[str]) -> Words:
        """The words with every known spelling replaced: single words, then the longest phrases, until none fits."""
        if self._known.isdisjoint(words):
            return tuple(words)
        get = self.words.get
        found = [get(word, word) for word in words]
        for _ in range(MAX_PASSES):
            if self._openings.isdisjoint(pairwise(found)) and self._single.isdisjoint(found):
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
            for phrase, canonical in self._phrases.get(words[at], ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    found += canonical
                    at += len(phrase)
                    break
            else:
                found.append(words[at])
                at += 1
        return found


@cache
def rewriting() -> Rewriting:
    """The shipped tables, read when first needed."""
    return Rewriting(
        (tuple(canonical.split()), spelling, Where(name, line))
        for name in REWRITES
        for line, (canonical, spellings) in rows(name)
        for spelling in values(spellings)
    )


def _written(spelling: str) -> list[Words]:
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
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or "\u3400" <= c <= "\u4dbf" for c in text)
