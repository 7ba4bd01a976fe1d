"""The words around a figure, from their table: limits, ranges, approximations, what a share is of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A phrase at one end of a text, and the rest of the text."""

    meaning: str
    phrase: str
    rest: str


def bound_before(text: str) -> Found | None:
    """The limit that a text begins with: ``≤ 5 mm``, ``не более 5 мм``; its meaning is ``le ge lt gt``."""
    return _at_start(text, _table("before"))


def bound_after(text: str) -> Found | None:
    """The limit that a text ends with: ``5 mm max.``, ``5 мм и более``; or ``inclusive``."""
    return _at_end(text, _table("after"))


def approximation(text: str) -> str | None:
    """The word by which a text is only about right; None where there is none."""
    found = _at_start(text, _table("approximate", "before")) or _at_end(text, _table("approximate", "after"))
    return found.phrase if found else None


def better_or_worse(text: str) -> str | None:
    """A word such as ``or better``, whose direction depends on the quantity; None where there is none."""
    found = _at_start(text, _table("better", "before")) or _at_end(text, _table("better", "after"))
    return found.phrase if found else None


def range_opening(text: str) -> Found | None:
    """``from``, ``between``, ``от`` before a range."""
    return _at_start(text, _table("range", "open"))


def joined(text: str, *, opened: bool) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two at ``to``, ``…``, ``-`` or another word that joins the ends of a range.

    Args:
        opened: Whether ``between`` or the like stood before it, behind which ``and`` joins a range as well.
    """
    table = _joins(opened)
    for at in range(1, len(text)):
        if text[at - 1].isalpha() and text[at].isalpha():
            continue
        found = _at_start(text[at:], table)
        if found is not None:
            left = text[:at].rstrip()
            if left:
                yield left, found.rest


@cache
def _joins(opened: bool) -> tuple[tuple[str, str], ...]:
    return _table("range", "join") + (_table("range", "join_opened") if opened else ())


def second_bound(text: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two before a second limit: ``> 5 mm`` and ``≤ 7 mm``."""
    for at in range(1, len(text)):
        if text[at - 1].isalnum() and text[at].isalnum():
            continue
        if bound_before(text[at:]) is not None:
            left = text[:at].rstrip()
            while True:
                shorter = _at_end(left, _table("and", "words"))
                if shorter is None:
                    break
                left = shorter.rest
            if left:
                yield left, text[at:]


@lru_cache(maxsize=1024)
def scale_word(text: str) -> tuple[Fraction, str]:
    """What a word such as ``тыс.`` before the unit multiplies by, and the unit; 1 where there is none."""
    found = _at_start(text, _table("scale"))
    if found is None or found.rest.startswith(("-", "^")):  # млн-1 is a unit: parts per million
        return Fraction(1), text
    return Fraction(found.meaning), found.rest


@cache
def bases() -> dict[str, str]:
    """Phrase to what a share is of."""
    return dict(_table("basis"))


@cache
def _table(section: str, only: str | None = None) -> tuple[tuple[str, str], ...]:
    """(phrase, meaning) pairs, the longest phrase first."""
    rows = _raw()[section]
    pairs = [(p, meaning) for meaning, phrases in rows.items() if only in (None, meaning) for p in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _by_letter(table: tuple[tuple[str, str], ...], place: int) -> dict[str, tuple[tuple[str, str], ...]]:
    """The pairs by the first (0) or last (-1) letter of the phrase, in their order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, meaning in table:
        found.setdefault(phrase[place], []).append((phrase, meaning))
    return {letter: tuple(pairs) for letter, pairs in found.items()}


def _at_start(text: str, table: tuple[tuple[str, str], ...]) -> Found | None:
    low = _lower(text[:40])
    for phrase, meaning in _by_letter(table, 0).get(low[:1], ()):
        if not low.startswith(phrase):
            continue
        word = phrase[-1].isalpha()
        if word and low[len(phrase) : len(phrase) + 1].isalpha():
            continue
        rest = text[len(phrase) :]
        return Found(meaning, phrase, rest.removeprefix(".").lstrip(" :=") if word else rest.lstrip())
    return None


def _at_end(text: str, table: tuple[tuple[str, str], ...]) -> Found | None:
    low = _lower(text[-40:])
    endings = [(low, 0)]
    if low.endswith("."):
        endings.append((low[:-1], 1))
    elif low.endswith(".)"):
        endings.append((low[:-2] + ")", 1))
    for ending, shorter in endings:
        for phrase, meaning in _by_letter(table, -1).get(ending[-1:], ()):
            if not ending.endswith(phrase):
                continue
            rest = text[: len(text) - shorter - len(phrase)]
            if phrase[0].isalpha() and rest and (rest[-1].isalnum() or rest[-1] in "/·*^"):
                continue
            return Found(meaning, phrase, rest.rstrip(" ,;"))
    return None


def _lower(text: str) -> str:
    """In lower case and as long as before, so that places in it are places in the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("dualuse.quantity").joinpath("phrases.toml").read_text("utf-8"))
