"""When two words count as nearly the same: few edits, or the same consonants. Plain functions; the law for everyone.

All similarities are whole percentages, so that sums are exact and equal on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MIN_FUZZY_LENGTH = 4
"""Shorter words only match themselves: half of all three-letter words are one edit apart."""

_WITH_H = (
    ("sch", "s"), ("tch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("sh", "s"), ("ch", "c"), ("zh", "j"),
    ("th", "t"), ("dh", "d"),
)  # fmt: skip
_WITHOUT_H = (("ck", "k"), ("dj", "j"), ("ts", "s"), ("tz", "s"), ("ks", "x"))
_LETTERS = str.maketrans({"q": "k", "w": "v", "f": "v", "z": "s", "c": "k"})
_CONSONANTS = str.maketrans({"q": "k", "w": "v", "f": "v", "z": "s", "c": "k"} | dict.fromkeys("aeiouyh"))
_DOUBLED = re.compile(r"(.)\1+")


def is_fuzzy(word: str) -> bool:
    """Whether a word may match a word spelt otherwise: four letters or more, and no digit or sign in it.

    >>> [is_fuzzy(word) for word in ("werra", "ali", "plant7")]
    [True, False, False]
    """
    return len(word) >= MIN_FUZZY_LENGTH and word.isalpha()


def allowed_edits(length: int) -> int:
    """How many edits may part two words of which the longer has ``length`` letters."""
    if length < MIN_FUZZY_LENGTH:
        return 0
    return 1 if length < 6 else 2


def edit_similarity(length: int, edits: int) -> int:
    """Similarity in per cent of two words ``edits`` apart, the longer of which has ``length`` letters.

    >>> edit_similarity(8, 1), edit_similarity(8, 2)
    (88, 75)
    """
    return (200 * (length - edits) + length) // (2 * length)


MAX_EDITS = 2
"""No two words may be more edits apart."""

_TABLED = 512
_SIMILARITY = np.array(
    [
        [
            edit_similarity(length, edits) if length and edits <= allowed_edits(length) else 0
            for edits in range(MAX_EDITS + 1)
        ]
        for length in range(_TABLED)
    ],
    np.int64,
)


def similarities(lengths: NDArray[np.int64], edits: NDArray[np.uint8]) -> NDArray[np.int64]:
    """:func:`edit_similarity` of many pairs at most :data:`MAX_EDITS` apart; 0 where that is more than allowed."""
    if len(lengths) and int(lengths.max()) >= _TABLED:
        pairs = zip(lengths.tolist(), edits.tolist(), strict=True)
        return np.array([edit_similarity(n, e) if e <= allowed_edits(n) else 0 for n, e in pairs], np.int64)
    return _SIMILARITY[lengths, edits]


def skeleton(word: str) -> str:
    """The consonants by which spellings of one sound agree, with the first letter kept.

    >>> skeleton("yusuf") == skeleton("youssouf"), skeleton("tchaikovsky") == skeleton("chaikovskiy")
    (True, True)
    """
    if "h" in word:
        for spelling, sound in _WITH_H:
            if spelling in word:
                word = word.replace(spelling, sound)
    for spelling, sound in _WITHOUT_H:
        if spelling in word:
            word = word.replace(spelling, sound)
    first = "a" if word[0] in "aeiouy" else word[0].translate(_LETTERS)
    return _DOUBLED.sub(r"\1", first + word[1:].translate(_CONSONANTS))


def skeletons(words: Sequence[str]) -> list[str]:
    """:func:`skeleton` of each of many words, none of which holds a newline, in a third of the time."""
    if not words:
        return []
    text = "\n".join(words)
    for spelling, sound in (*_WITH_H, *_WITHOUT_H):
        text = text.replace(spelling, sound)
    written = text.split("\n")
    firsts = "".join([word[0] for word in written]).translate(_FIRST_LETTERS)
    rest = "\n".join([word[1:] for word in written]).translate(_CONSONANTS).split("\n")
    parts = zip(firsts, rest, strict=True)
    return _DOUBLED.sub(r"\1", "\n".join([first + others for first, others in parts])).split("\n")


_FIRST_LETTERS = _LETTERS | dict.fromkeys(map(ord, "aeiouy"), "a")
