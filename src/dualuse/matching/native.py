"""Names in Arabic and Hebrew script written in Latin letters: known words by the tables, the others by their sound.

Of Greek only the words that tables know are replaced; its letters say how a name sounds.

A word is looked up without the blanks around it, longest first, since ``عبد الله`` and ``عبدالله`` are one name. What
stays unknown is taken apart (article, *servant of*, *of the faith*, two names written as one, a nisba) before it is
spelt by sound.
"""

from __future__ import annotations

import re

from dualuse.matching.abjad import LETTERS, MARKS, Reading, folded, reading_of, romanised
from dualuse.matching.tables.native import NativeWords, native_words, persian_words

MOST_WORDS = 6
"""So many words at most are looked up as one."""

_STROKES = "'’׳\"”״"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_WORD = re.compile(f"(?<!\\w)[{_GREEK}]+(?!\\w)|[{LETTERS}{MARKS}]+(?:[{_STROKES}][{LETTERS}{MARKS}]+)*[{_STROKES}]?")
_GREEK_LETTERS = frozenset(map(chr, (*range(0x370, 0x400), *range(0x1F00, 0x2000))))
_PARTED = re.compile(f"(?<=[{LETTERS}{MARKS}])\u200c+(?=[{LETTERS}])")
_ARTICLE, _SERVANT, _FAITH, _GOD = "ال", "عبد", "الدين", "الله"
_PERSIAN_ENDINGS = (
    *(("زاده", "zada"), ("نژاد", "nejad"), ("نيا", "nia"), ("پور", "pour"), ("خاني", "khani"), ("خان", "khan")),
    *(("يان", "ian"), ("دوست", "dust"), ("خواه", "khah"), ("خيل", "khel"), ("زي", "zai"), ("جان", "jan")),
    *(("اوغلو", "oghlu"), ("لو", "lu"), ("فر", "far"), ("چي", "chi"), ("وند", "vand")),
)
_SURE_ENDINGS = frozenset(("زاده", "نژاد", "وند", "پور", "خواه"))
"""Endings of family names that hardly any other word has, so that what stands before them need not be known."""
_LEAST = 3
"""A name inside a longer word has at least so many letters."""


def in_latin(name: str) -> str:
    """The name with its Arabic and Hebrew words in Latin letters, everything else as it was.

    >>> in_latin("عبد الرحمن الراشد").split(), in_latin("(مركز)").split()
    (['abdul', 'rahman', 'al', 'rashid'], ['(', 'center', ')'])
    """
    pieces: list[str] = []
    held: list[str] = []
    end = 0
    reading = reading_of(name)
    for found in _WORD.finditer(name):
        between = name[end : found.start()]
        if any(c.isalnum() for c in between):
            pieces += _spelt(held, reading)
            held = []
        pieces.append(between)  # signs between words part nothing that is looked up
        held.append(found[0])
        end = found.end()
    return " ".join((*pieces, *_spelt(held, reading), name[end:]))


def parted(name: str) -> str:
    """A blank wherever Persian words are written side by side with a mark that keeps their letters from joining."""
    return _PARTED.sub(" ", name) if "\u200c" in name else name


def _spelt(words: list[str], reading: Reading) -> list[str]:
    known = persian_words() if reading == "persian" else native_words()
    keys = [folded(word) for word in words]
    found: list[str] = []
    at = 0
    while at < len(words):
        servant = keys[at] == _SERVANT and "".join(keys[at + 1 : at + 2]).startswith(_ARTICLE)
        for count in range(min(MOST_WORDS, len(words) - at), int(servant), -1):
            meant = known.get("".join(keys[at : at + count]))
            if meant:
                found.append(meant)
                at += count
                break
        else:
            if servant:
                found += ["abdul", _name(words[at + 1][2:], keys[at + 1][2:], known, reading)]
            else:
                found.append(_one(words[at], keys[at], known, reading))
            at += 1 + servant
    return found


def _one(word: str, key: str, known: NativeWords, reading: Reading) -> str:
    """A single word, of which only parts are known."""
    if not key:
        return ""
    meant = known.get(key)
    if meant:
        return meant
    if word[0] in _GREEK_LETTERS:
        return word
    return _hebrew(word, key, known) if reading == "hebrew" else _arabic(word, key, known, reading)


def _hebrew(word: str, key: str, known: NativeWords) -> str:
    if key[0] in "הולב" and len(key) > _LEAST:
        meant = known.words.get(key[1:])
        if meant:
            return f"and {meant}" if key[0] == "ו" else meant
    return romanised(word, "hebrew")


def _arabic(word: str, key: str, known: NativeWords, reading: Reading) -> str:
    least = len(_ARTICLE) + _LEAST
    if key.startswith("و" + _ARTICLE) and len(key) > least:
        return "and " + _one(word[1:], key[1:], known, reading)
    if key.startswith(_ARTICLE) and len(key) >= least:
        return _after_article(word[2:], key[2:], known, reading)
    if key.startswith(("لل", "بال", "كال")) and len(key) >= least:
        cut = 2 if key.startswith("لل") else 3
        meant = known.words.get(key[cut:])
        if meant:
            return meant
    if key.startswith(_SERVANT + _ARTICLE) and len(key) >= least + 3:
        return "abdul " + _name(word[5:], key[5:], known, reading)
    for ending, latin in ((_FAITH, "al din"), (_GOD, "ullah")):
        if key.endswith(ending) and len(key) >= len(ending) + _LEAST:
            before = len(ending)
            return f"{_name(word[:-before], key[:-before], known, reading)} {latin}"
    return _compound(word, key, known, reading)


def _name(word: str, key: str, known: NativeWords, reading: Reading) -> str:
    """A part of a personal name, which is never a word of company names."""
    return known.names.get(key) or _compound(word, key, known, reading)


def _after_article(word: str, key: str, known: NativeWords, reading: Reading) -> str:
    name = known.names.get(key)
    if not name and key in known.words:
        return known.words[key]
    if not name and reading == "persian":
        return romanised("ال" + word, reading)  # as in Alvand: Persian has no article
    return "al " + (name or _compound(word, key, known, reading))


def _compound(word: str, key: str, known: NativeWords, reading: Reading) -> str:
    """A word by its sound, or by the names it is made of: a nisba, a Persian family name, two given names."""
    names = known.names
    if key.endswith("ي") and len(key) > _LEAST and names.get(key[:-1], "").isalpha():
        return names[key[:-1]].rstrip("aei") + "i"
    for ending, latin in _PERSIAN_ENDINGS if reading != "arabic" else ():
        if key.endswith(ending) and len(key) >= len(ending) + _LEAST:
            stem = names.get(key[: -len(ending)], "")
            if not stem and ending in _SURE_ENDINGS:
                stem = romanised(word[: -len(ending)], reading)
            if stem.isalpha():
                return stem + latin
    for cut in range(_LEAST, len(key) - _LEAST + 1):
        one, other = names.get(key[:cut]), names.get(key[cut:])
        if one and other:
            return f"{one} {other}"
    return romanised(word, reading)
