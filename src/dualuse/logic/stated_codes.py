"""Control codes that somebody has already established for a thing described, held against the codes of a reference."""

from __future__ import annotations

from functools import lru_cache

from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, any_of
from dualuse.model.code import ControlCode

STATED_CODES = "specified_in"
"""The parameter in which a described thing (a subject, a host) carries its own control codes."""

_NOWHERE = frozenset({"none", "no", "not listed", "нет", "не указано"})


@lru_cache(maxsize=8192)
def listed_under(stated: tuple[str, ...], wanted: tuple[str, ...]) -> Truth:
    """Whether a thing with the stated codes is specified in one of the wanted ones.

    A stated code at or below a wanted one is YES. One above it is UNKNOWN, for it does not say which paragraph is
    meant; so is a text that is no control code.

    >>> listed_under(("2B001.b.2",), ("2B001",))
    <Truth.YES: 2>
    >>> listed_under(("2B350",), ("2B350.a",))
    <Truth.UNKNOWN: 1>
    >>> listed_under(("none",), ("2B350",))
    <Truth.NO: 0>
    """
    return any_of(_one(text, wanted) for text in stated)


def is_nowhere(text: str) -> bool:
    """Whether a stated code says that the thing is on no list."""
    return text.strip().casefold() in _NOWHERE


def _one(text: str, wanted: tuple[str, ...]) -> Truth:
    if is_nowhere(text):
        return NO
    try:
        own = ControlCode(text)
    except ValueError:
        return UNKNOWN
    codes = [ControlCode(w) for w in wanted]
    if any(c.contains(own) for c in codes):
        return YES
    return UNKNOWN if any(own.contains(c) for c in codes) else NO
