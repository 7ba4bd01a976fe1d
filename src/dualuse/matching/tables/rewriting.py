"""Words and phrases that are written in many ways and mean one thing: each becomes one canonical word, none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from typing import TypeVar

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
Key = TypeVar("Key", str, Words)

MAX_PASSES = 6
"""A phrase may complete another one. The tables are tested to settle well before this."""

_REMEMBERED = 30_000
"""So many runs of words are remembered: those of all lists we know are a quarter of that."""
_SHORT_RUN = 8
"""Longer runs are not: they hardly ever occur twice, and crafted ones would fill the memory."""

ADJECTIVE, NOUN = "~", "^"
"""At the end of a spelling: it is the stem of a Slavic adjective, or of a noun, and stands for all its endings."""

_HARD = (
    "yy iy oy yi ii oi yj ij oj y i aya aia aja oye oe oje e yye yie ye ie ogo oho omu ym im om ykh ikh yh ih ymi imi "
    "uyu uiu uju u oyu oyi ae aye aga amu ay a o ata oto ite iyat iya og iego ich ych eho"
)
_SOFT = "yaya eye eee eje ee ego emu em ey ya aia"
ADJECTIVE_ENDINGS = tuple(dict.fromkeys(_HARD.split()))
"""Endings of Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Polish and Czech adjectives, as romanised."""

SOFT_ENDINGS = tuple(dict.fromkeys(_SOFT.split()))
"""More of them, after a soft consonant."""

_SOFTENED = re.compile("(?:sh|zh|ch|shch|[sz]hn|rkhn|edn|aln|etn|et)$")

_AFTER_CONSONANT = "a o u om e y i ov iv au am akh ah ami oy oi oyu ey yu iu t ta to te ata oto ite"
NOUN_ENDINGS = ("", *dict.fromkeys(_AFTER_CONSONANT.split()))
"""Endings of nouns in the same languages, the articles of Bulgarian among them; the bare stem is one of them."""

_AFTER_I = "ya a ja yu u ju i y ey ei e ye je em yem yam yakh yami yata ata eto yeto te ite"
NOUN_ENDINGS_AFTER_I = ("", *dict.fromkeys(_AFTER_I.split()))
"""Those of a stem in *i*, such as *federatsi* and *predpriyati*."""

_LIKE_A_SURNAME = re.compile("(?:[oe]v|in)$")
"""The short feminine of such an adjective (``strakhova``, insurance) is the surname of many women."""

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PASSPORT = re.compile("(?<!^)(?<! )y[au]|(?<=[aeiou])y(?![aeiou])")
"""What ICAO 9303 and the library of Congress write otherwise than BGN/PCGN."""

_NAME_LIKE = 6
"""Words no longer are given names in another spelling: *sakhar*, sugar, is not Sahar."""

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
        several_meant: set[str] = set()
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
            for before, forms in _readings(spelling):
                if before or len(canonical) > 1:
                    others = _enter(phrases, [(*before, form) for form in forms], canonical)
                    others |= {(self.words[form],) for form in forms if not before and form in self.words}
                else:
                    others = {(other,) for other in _enter(self.words, forms, canonical[0])}
                    if single := several_meant.intersection(forms):
                        others |= {phrases[form,] for form in single}
                if not before and len(canonical) > 1:
                    several_meant.update(forms)
                for other in sorted(others):
                    problem = f"'{spelling}' is both '{' '.join(other)}' and '{' '.join(canonical)}'"
                    issues.append(Issue("error", where, problem))
        raise_errors(issues)
        meanings: dict[Words, Words] = {}
        for key, canonical in phrases.items():
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
        if len(run) > _SHORT_RUN:
            return self._worked_out(run)
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


def _enter(held: dict[Key, Key], keys: Iterable[Key], meaning: Key) -> set[Key]:
    """Enter a meaning of every key that is not the meaning itself; the other meanings that some had already."""
    others = {held.setdefault(key, meaning) for key in keys if key != meaning}
    others.discard(meaning)
    return others


def written(spelling: str) -> list[Words]:
    """The words a spelling stands for: one, or one for every ending where it is a stem; Ukrainian read both ways."""
    return [(*before, last) for before, forms in _readings(spelling) for last in forms]


def _readings(spelling: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words before the last and all forms of the last, once for each way in which Cyrillic is romanised."""
    bare = spelling.rstrip(ADJECTIVE + NOUN)
    texts = [latin(bare)]
    if _UKRAINIAN.search(spelling):
        texts.append(latin(f"{bare} \u0457").rpartition(" ")[0])
    if len(bare) > _NAME_LIKE and _CYRILLIC.search(bare):
        texts += [_PASSPORT.sub(_as_in_passports, text) for text in texts]
        texts += [text.replace("kh", "h") for text in texts]
    for text in dict.fromkeys(texts):
        *before, stem = text.split()
        yield before, _inflected(stem, spelling[-1])


def _as_in_passports(found: re.Match[str]) -> str:
    """``ia`` for ``ya``, ``iu`` for ``yu``, ``i`` for ``y`` after a vowel."""
    return "i" + found[0][1:]


def _inflected(stem: str, mark: str) -> list[str]:
    """The forms of a stem, or the word alone if it is not marked as one."""
    if mark == NOUN:
        return [stem + ending for ending in (NOUN_ENDINGS_AFTER_I if stem[-1] == "i" else NOUN_ENDINGS)]
    if mark != ADJECTIVE:
        return [stem]
    endings = ADJECTIVE_ENDINGS
    if _SOFTENED.search(stem):
        endings += SOFT_ENDINGS
    if _LIKE_A_SURNAME.search(stem):
        endings = tuple(ending for ending in endings if ending not in ("a", "o", "u"))
    forms = [stem + ending for ending in endings]
    if _WITH_FLEETING_VOWEL.search(stem):
        forms += stem[:-1] + "en", stem[:-1] + "an"
    return forms


def is_unspaced(text: str) -> bool:
    """Whether the text is of a script that does not part words by blanks."""
    return bool(_UNSPACED.search(text))
