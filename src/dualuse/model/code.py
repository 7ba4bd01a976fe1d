"""Control codes: identifiers that nest and sort the way the list prints them."""

from __future__ import annotations

import re
from functools import total_ordering

_LOOKALIKES = str.maketrans("АВСЕОХавсеохМТКНР", "ABCEOXabceoxMTKHP")
_ENTRY = re.compile(r"[0-9][A-E][0-9]{3}")
_STEP = re.compile(r"[a-z]{1,3}|[0-9]{1,3}")


def folded(text: str) -> str:
    """A code or the start of one as the list writes it: Latin letters, capitals, no final point.

    >>> folded("2в.")
    '2B'
    """
    return text.strip().translate(_LOOKALIKES).rstrip(".").upper()


@total_ordering
class ControlCode:
    """A code such as ``3A001.b.2`` that sorts the way the list prints it.

    Cyrillic letters that look Latin are folded, since national lists print ``2В001`` with a Cyrillic В.

    >>> sorted(map(ControlCode, ["3A001.b.10", "3A001.b.2", "3A001"]))
    [ControlCode('3A001'), ControlCode('3A001.b.2'), ControlCode('3A001.b.10')]
    >>> ControlCode("3A001.b.2").parent
    ControlCode('3A001.b')
    >>> ControlCode("2В350.G.1.") == ControlCode("2B350.g.1")
    True
    """

    __slots__ = ("entry", "steps")

    def __init__(self, text: str) -> None:
        folded = text.strip().translate(_LOOKALIKES).rstrip(".")
        head, *rest = folded.split(".")
        steps = tuple(s.lower() for s in rest)
        if not _ENTRY.fullmatch(head.upper()):
            raise ValueError(f"not a control code: '{text}' (a code looks like 2B350 or 2B350.g.1)")
        for step in steps:
            if not _STEP.fullmatch(step):
                raise ValueError(f"not a control code: '{text}' ('{step}' is not a paragraph letter or number)")
        self.entry = head.upper()
        self.steps = steps

    @property
    def category(self) -> str:
        """The category digit, ``"2"`` for 2B350.g.1."""
        return self.entry[0]

    @property
    def group(self) -> str:
        """The product group letter, ``"B"`` for 2B350.g.1."""
        return self.entry[1]

    @property
    def parent(self) -> ControlCode | None:
        """The enclosing paragraph or entry; None for an entry."""
        return ControlCode(".".join((self.entry, *self.steps[:-1]))) if self.steps else None

    def contains(self, other: ControlCode) -> bool:
        """Whether ``other`` is this provision or one below it."""
        return self.entry == other.entry and other.steps[: len(self.steps)] == self.steps

    def _key(self) -> tuple[str, tuple[tuple[bool, int, str], ...]]:
        return self.entry, tuple((s.isdigit(), int(s) if s.isdigit() else 0, s) for s in self.steps)

    def __lt__(self, other: ControlCode) -> bool:
        return self._key() < other._key()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ControlCode) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return ".".join((self.entry, *self.steps))

    def __repr__(self) -> str:
        return f"ControlCode('{self}')"
