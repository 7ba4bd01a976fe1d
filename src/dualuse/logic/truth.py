"""Three-valued truth (strong Kleene): unknown stays unknown until it cannot matter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """NO < UNKNOWN < YES, so that "and" is the least, "or" the greatest, and "not" the mirror image."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        """``no``, ``unknown`` or ``yes``."""
        return _WORDS[self]

    @staticmethod
    def of(word: str | bool | None) -> Truth:
        """The truth a word or boolean stands for; anything but yes and no is UNKNOWN."""
        if isinstance(word, str):
            word = {"yes": True, "true": True, "no": False, "false": False}.get(word.strip().lower())
        return Truth.UNKNOWN if word is None else Truth.YES if word else Truth.NO


_WORDS = ("no", "unknown", "yes")
NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


_MIRROR = (YES, UNKNOWN, NO)


def not_(truth: Truth) -> Truth:
    """YES for NO, NO for YES, UNKNOWN for UNKNOWN."""
    return _MIRROR[truth]


def all_of(truths: Iterable[Truth]) -> Truth:
    """NO if any part is NO; else UNKNOWN if any part is UNKNOWN; else YES (also of no parts)."""
    return min(truths, default=YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """YES if any part is YES; else UNKNOWN if any part is UNKNOWN; else NO (also of no parts)."""
    return max(truths, default=NO)
