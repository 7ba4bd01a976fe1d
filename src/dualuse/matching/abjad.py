"""Words of the Arabic and Hebrew scripts in Latin letters, with vowels where the shape of the word suggests them.

Short vowels are not written. What is put in their place is the likeliest one (Arabic ``CāCC`` is ``CaCiC``, ``CCīC`` is
``CaCiC``, a cluster is parted by ``a``), so that a name no table knows comes near to its Latin spelling. Words that a
table knows never come here: see :mod:`dualuse.matching.native`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

Reading = Literal["arabic", "persian", "eastern", "hebrew"]
"""How letters sound: Arabic; Persian; Urdu, Pashto and Dari (*eastern*); Hebrew."""

LETTERS = "\u05d0-\u05ea\u05ef-\u05f2\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
"""The letters of both scripts, for use inside a regular expression's brackets."""

MARKS = "\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
"""Vowel signs and the like, which most people leave out, and the stroke that lengthens a word."""

_MARKS = re.compile(f"[{MARKS}]+")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېےۓئۍيې", "ي"),
        **dict.fromkeys("ةہۃۀھەہ", "ه"),
        **dict.fromkeys("ﻙکڪ", "ك"),
        **dict.fromkeys("ګ", "گ"),
        "ؤ": "و",
        **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
        **dict.fromkeys("ء'’׳״\"”", ""),
    }
)

_PERSIAN = re.compile("[پچژگکی]")
_EASTERN = re.compile("[ټډړښځڅۍېګڼټٹڈڑںےھہ]")
_HEBREW = re.compile("[\u05d0-\u05ea]")


_NOT_LETTERS = re.compile(f"[^{LETTERS}\u0370-\u03ff\u1f00-\u1fff]+")
_ANY = re.compile(f"[{LETTERS}]")
_NATIVE = re.compile(f"[{LETTERS}\u0370-\u03ff\u1f00-\u1fff]")


def is_abjad(text: str) -> bool:
    """Whether any of it is in Arabic or Hebrew script."""
    return _ANY.search(text) is not None


def is_native(text: str) -> bool:
    """Whether any of it is in a script whose words are looked up as they stand: Arabic, Hebrew or Greek."""
    return _NATIVE.search(text) is not None


def letters_of(text: str) -> str:
    """Its letters of these scripts and of Greek, without anything between them."""
    return _NOT_LETTERS.sub("", text)


@lru_cache(maxsize=30_000)
def folded(word: str) -> str:
    """The word in one spelling: kinds of alef, hamza, ya, ta marbuta and kaf, final letters and vowel signs are gone.

    A Greek word loses its accents, and its capitals.

    >>> folded("أحمد") == folded("احمد"), folded("علی") == folded("علي")
    (True, True)
    """
    word = _MARKS.sub("", word)
    if "\u0370" <= word[:1] < "\u0400" or "\u1f00" <= word[:1] < "\u2000":
        word = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if c.isalpha())
    return word.translate(_FOLDED)


def reading_of(name: str) -> Reading:
    """How the letters of a name are read, from letters that only some languages have."""
    if _HEBREW.search(name):
        return "hebrew"
    if _EASTERN.search(name):
        return "eastern"
    return "persian" if _PERSIAN.search(name) else "arabic"


def romanised(word: str, reading: Reading) -> str:
    """One word in Latin letters. Empty only if it has no letter that sounds.

    >>> [romanised(word, "arabic") for word in ("راشد", "كريم", "مجاهد", "سعد")]
    ['rashid', 'karim', 'mujahid', 'saad']
    """
    word = _MARKS.sub("", word)
    sounds = _hebrew_sounds(word) if reading == "hebrew" else _arabic_sounds(word, reading)
    return _with_short_vowels(_told_apart(sounds, reading), reading)


def _pairs(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


# lower case: a consonant, or ' for a guttural that has no Latin letter; capital: a letter that is a long vowel, W and Y
# also a consonant; <i> and the like: a vowel that is written
_ARABIC = {
    **_pairs("بپتثجچحخدذرزژسشصضطظغفقكکگلمنه", "b p t th j ch h kh d dh r z zh s sh s d t z gh f q k k g l m n h"),
    **_pairs("ټٹډڈړڑښځڅڼںګڪھہەۀةۃ", "t t d d r r sh z ts n n g k h h A A A A"),
    **dict.fromkeys("اآٱ", "A"),
    **dict.fromkeys("يیېےۍى", "Y"),
    **_pairs("أإئوؤءع", "<a> <i> <i> W <u> ' '"),
}
_READ_AS: dict[Reading, dict[str, str]] = {
    "arabic": {},
    "persian": {"ث": "s", "ذ": "z", "ض": "z", "ق": "gh"},
    "eastern": {"ث": "s", "ذ": "z", "ض": "z"},
    "hebrew": {},
}
_HEBREW_SOUNDS = {
    **_pairs("אבגדהוזחטיכךלמםנןסעפףצץקרשתװױײ", "A b g d h W z h t Y k kh l m m n n s ' p f ts ts k r sh t v W Y"),
}
_HEBREW_STROKED = {"ג": "j", "ז": "zh", "צ": "ch", "ץ": "ch", "ת": "t"}
_STROKES = "'’׳"
_ONSETS_TOGETHER = "br bl dr gr gl kr kl pr pl tr fr fl shp shm shl shn shv shr st sp sk sl sm"
_ONSETS = frozenset(_ONSETS_TOGETHER.split())


_VOWELS = frozenset("aeiou")


class _Sound(NamedTuple):
    text: str
    vowel: bool = False
    long: bool = False


def _arabic_sounds(word: str, reading: Reading) -> list[str]:
    read = _READ_AS[reading]
    sounds = [read.get(letter) or _ARABIC.get(letter) or _other(letter) for letter in word]
    if len(word) > 3 and word[-1] == "ى":
        sounds[-1] = "A"
    if reading != "arabic":
        silent = [i for i in range(1, len(sounds) - 1) if sounds[i - 1 : i + 2] == ["kh", "W", "A"]]
        sounds = [sound for i, sound in enumerate(sounds) if i not in silent]
        if len(sounds) > 2 and sounds[-1] == "h" and sounds[-2] not in ("A", "W", "Y"):
            sounds[-1] = "A"
    return [sound for sound in sounds if sound]


@cache
def _other(letter: str) -> str:
    """A letter of a language that is not told apart here, such as Uyghur, which writes its vowels."""
    from anyascii import anyascii

    plain = "".join(c for c in anyascii(letter).lower() if c.isalnum()) or f"u{ord(letter):x}"
    return f"<{plain}>" if plain in _VOWELS else plain


def _hebrew_sounds(word: str) -> list[str]:
    sounds: list[str] = []
    last = len(word) - 1
    for at, letter in enumerate(word):
        before = word[at - 1 : at]
        if letter in _STROKES:
            if before and before in _HEBREW_STROKED:
                sounds[-1] = _HEBREW_STROKED[before]
        elif letter == before and letter in "וי":
            sounds[-1] = "v" if letter == "ו" else "Y"
        elif letter == "ה" and at == last > 1:
            sounds.append("A")
        elif letter == "ב" and at == last > 0:
            sounds.append("v")
        elif letter == "א" and not at and word[1:2] in ("ו", "י"):
            continue
        else:
            sounds.append(_HEBREW_SOUNDS.get(letter) or _other(letter))
    if word[:1] == "א" and word[1:2] in ("ו", "י") and sounds:
        sounds[0] = "<o>" if word[1] == "ו" else "<i>"
    return sounds


def _told_apart(sounds: list[str], reading: Reading) -> list[_Sound]:
    """Each sound as a consonant or a vowel, the two letters that may be either decided by what stands around them."""
    as_vowel = {"A": "a", "W": "o" if reading == "hebrew" else "u", "Y": "i"}
    as_consonant = {"W": "v" if reading in ("persian", "hebrew") else "w", "Y": "y"}
    found: list[_Sound] = []
    for at, sound in enumerate(sounds):
        after_vowel = bool(found) and found[-1].vowel
        before = sounds[at + 1] if at + 1 < len(sounds) else ""
        if sound == "A":
            found.append(_Sound("a", True, bool(found)))
        elif sound.startswith("<"):
            if before not in ("W", "Y") or before != {"<u>": "W", "<i>": "Y"}.get(sound):
                found.append(_Sound(sound[1], True))
        elif sound not in as_consonant:
            found.append(_Sound("" if sound == "'" else sound))
        elif found and not after_vowel and before not in ("A", "W", "Y"):
            found.append(_Sound(as_vowel[sound], True, True))
        elif after_vowel and not before:
            found.append(_Sound(as_vowel[sound], True))
        else:
            if found and not after_vowel and sound == "Y" and before == "A":
                found.append(_Sound("i", True))
            elif found and not after_vowel and before == "Y":
                found.append(_Sound("a", True))
            found.append(_Sound(as_consonant[sound]))
            spoken = sound == "W" or reading in ("arabic", "hebrew")
            if after_vowel and spoken and before not in ("A", "W", "Y") and not before.startswith("<"):
                found.append(_Sound("u" if sound == "W" else "i", True))
    return found


def _with_short_vowels(sounds: list[_Sound], reading: Reading) -> str:
    """The sounds joined, consonants parted so that each syllable starts with one of them and ends with one at most."""
    out: list[str] = []
    closed = True  # whether a syllable must begin here: no vowel yet, or a consonant has ended the last one
    for at, sound in enumerate(sounds):
        following = sounds[at + 1] if at + 1 < len(sounds) else None
        out.append(sound.text)
        if sound.vowel:
            closed = False
        elif following is None or following.vowel:
            closed = True
        elif closed:
            if at or not _may_begin(sounds, reading):
                out.append(_short_vowel(sounds, at, reading))
                closed = False
        elif at + 2 == len(sounds):
            long = sounds[at - 1].long and sounds[at - 1].text == "a"
            out.append("i" if long and reading != "hebrew" else "a")
        else:
            closed = True
    return "".join(out)


def _may_begin(sounds: list[_Sound], reading: Reading) -> bool:
    """Whether the first two consonants of a word of foreign origin, as many in Hebrew are, begin it together."""
    return reading == "hebrew" and len(sounds) > 3 and sounds[0].text + sounds[1].text in _ONSETS


def _short_vowel(sounds: list[_Sound], at: int, reading: Reading) -> str:
    """The likeliest vowel after a consonant: ``u`` after the ``m`` of a participle, ``a`` after any other."""
    if at or sounds[0].text != "m" or reading == "hebrew":
        return "a"
    consonants = sum(not sound.vowel for sound in sounds)
    return "u" if consonants > 3 and all(s.text == "a" or not s.vowel for s in sounds) else "a"
