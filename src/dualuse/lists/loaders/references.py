"""Codes named inside a text: single ones, shortened ones (``1C350.1, .3``) and ranges (``2B001 to 2B009``)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dualuse.model.code import ControlCode

_STEPS = r"(?:\.(?:[a-z]{1,2}(?![A-Za-z])|\d{1,2}(?!\d)))*"
_CODE = re.compile(rf"(?<![\w.])(\d[A-E]\d{{3}})(?:([a-z])(?![a-z]))?({_STEPS})")
_SHORT = re.compile(r"(?:\.?,|\.?,? and|\.?,? or) (\.(?:[a-z]|\d{1,2})(?:\.(?:[a-z]|\d{1,2}))*)(?![\w])")
_TO = re.compile(r"\.? to $")


@dataclass(frozen=True, slots=True)
class References:
    """Codes named in a text, in order and once each; the ones printed without their point; the ones not printed."""

    codes: tuple[str, ...]
    glued: tuple[str, ...]
    unknown: tuple[str, ...]


class Printed:
    """The codes of a list in its order, so that a range can be written out."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._sorted = sorted(map(ControlCode, codes))
        self._known = frozenset(codes)

    def __contains__(self, code: str) -> bool:
        return code in self._known

    def between(self, first: str, last: str) -> list[str]:
        """Codes of the same depth and product group from ``first`` to ``last``; empty if that makes no range."""
        low, high = ControlCode(first), ControlCode(last)
        if low.entry[:2] != high.entry[:2] or len(low.steps) != len(high.steps) or not low < high:
            return []
        inside = self._sorted[bisect_left(self._sorted, low) : bisect_right(self._sorted, high)]
        return [str(code) for code in inside if len(code.steps) == len(low.steps)]


def references(text: str, printed: Printed) -> References:
    """The codes that ``text`` names.

    >>> references("see 2B001 to 2B003", Printed(["2B001", "2B002", "2B003", "2B004"])).codes
    ('2B001', '2B002', '2B003')
    >>> references("1C350.1, .3 and .12", Printed(["1C350.1", "1C350.3", "1C350.12"])).codes
    ('1C350.1', '1C350.3', '1C350.12')
    """
    found: dict[str, None] = {}
    glued: list[str] = []
    before, end = "", 0
    for match in _CODE.finditer(text):
        code = _closed_up(match)
        if match[2]:
            glued.append(match.group())
        if before and _TO.match(text[end : match.start()]):
            found.update(dict.fromkeys(printed.between(before, code)))
        found[code] = None
        found.update(dict.fromkeys(_shortened(code, text, match.end())))
        before, end = code, match.end()
    unknown = tuple(code for code in found if code not in printed)
    return References(tuple(found), tuple(glued), unknown)


def _closed_up(match: re.Match[str]) -> str:
    """``2E503g`` is 2E503.g with its point lost."""
    return match[1] + (f".{match[2]}" if match[2] else "") + match[3]


def _shortened(code: str, text: str, at: int) -> list[str]:
    """``.3`` after ``1C350.1`` replaces as many steps as it has itself."""
    head, *steps = code.split(".")
    found = []
    while steps and (match := _SHORT.match(text, at)):
        short = match[1].split(".")[1:]
        kept = steps[: max(0, len(steps) - len(short))]
        found.append(".".join((head, *kept, *short)))
        at = match.end()
    return found
