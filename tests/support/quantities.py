"""Spellings with what they mean, as the tables in ``tests/quantity`` write it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

from dualuse.quantity import Ambiguous, Quantity, Reading, Unreadable

_INTERVAL = re.compile(r"([\[(])(.+), (.+)([\])])")


@dataclass(frozen=True)
class Spelling:
    """One line of a table: what is written, what is expected to be measured, and what it means in SI units."""

    style: str
    text: str
    dimension: str
    means: str
    basis: str | None = None

    def __str__(self) -> str:
        return f"{self.style}: {self.text} as {self.dimension}"

    def complaint(self, reading: Reading) -> str | None:
        """What is wrong with how it was read; None where it is right."""
        got = shown(reading)
        if self.means == "refused":
            return None if not isinstance(reading, Quantity) else f"read as {got}, should be refused"
        if self.means.split(":")[0] == "unreadable":
            return None if isinstance(reading, Unreadable) else f"read as {got}, should be unreadable"
        wanted = sorted(interval(part) for part in self.means.split(" or "))
        found: list[Quantity] = [reading] if isinstance(reading, Quantity) else list(getattr(reading, "readings", ()))
        if isinstance(reading, Ambiguous) is not (len(wanted) > 1):
            return f"read as {got}, should be {self.means}"
        ends = sorted((q.low, q.low_closed, q.high, q.high_closed) for q in found)
        if ends != wanted or any(q.dimension != self.dimension for q in found):
            return f"read as {got}, should be {self.means}"
        if self.basis is not None and any(q.basis != self.basis for q in found):
            return f"read with the basis {found[0].basis}, should be {self.basis}"
        return None


def spellings_of(path: Path) -> list[Spelling]:
    """Every line of a table of spellings."""
    table = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        Spelling(style, row[0], row[1], row[2], "".join(row[3:]) or None)
        for style, rows in table.items()
        for row in rows
    ]


def interval(text: str) -> tuple[float, bool, float, bool]:
    """``"[5e-3, inf)"`` or an exact figure as (low, closed, high, closed)."""
    match = _INTERVAL.fullmatch(text.strip())
    if match is None:
        value = figure(text)
        return value, True, value, True
    return figure(match[2]), match[1] == "[", figure(match[3]), match[4] == "]"


def figure(text: str) -> float:
    """``"0.5*9.80665/60"`` worked out exactly and rounded once."""
    if text.strip() in ("inf", "-inf"):
        return math.inf if text.strip() == "inf" else -math.inf
    top, *bottoms = text.split("/")
    value = Fraction(1)
    for factor in top.split("*"):
        value *= Fraction(factor.strip())
    for bottom in bottoms:
        value /= Fraction(bottom.strip())
    return float(value)


def shown(reading: Reading) -> str:
    """A reading in one line."""
    if isinstance(reading, Quantity):
        return reading.in_si()
    if isinstance(reading, Ambiguous):
        return f"ambiguous ({' or '.join(q.in_si() for q in reading.readings)}: {reading.reason})"
    return f"unreadable ({reading.reason})"
