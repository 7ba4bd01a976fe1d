"""The numbers of a printed text, read as an officer reads them and compared by what they mean.

``0,9 μm`` is 0.9 µm, ``1773 K (1500 °C)`` holds 1500 °C, ``5 × 10^3 Gy`` is 5000 Gy. A share in percent matches
whatever it is a share of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from dualuse.lists.checks.in_criteria import Figure
from dualuse.quantity import Quantity, dimensions, read_any, read_quantity

_NUMBER = re.compile(
    r"(?<![\w.,^/×-])(?P<sign>[-–−] ?)?"
    r"(?P<number>10\^-?\d+|\d+(?: \d{3}(?!\d))*(?:,\d+)?(?: ?× ?10\^-?\d+)?)(?!\d)"
)
_AFTER_STROKE = re.compile(r"(?<=/)(?P<number>\d+(?:,\d+)?)(?![\d-])")
# A code, a product group ("2A, 2B or 2D"), a category, a column of a table: none of them is a figure.
_CODES = re.compile(
    r"\b\d[A-E]\d{3}(?:\.[a-z0-9]{1,2})*\b|\b\d[A-E]\b|\b(?:Category|column) \d\b|\b\d(?:D|st|nd|rd|th)\b"
)
_STANDARDS = re.compile(r"\b(?:ISO|IEC|ASTM|ASME|IEEE|EN|Std) [A-Z]?\d[\w.-]*(?::\d{4})?")
_NUMBERING = re.compile(r"(?:^|(?<=[.;:] )|(?<=and )|(?<=or ))\d{1,2}\. (?=['‘\"“A-Z])")
# "(1,7 + L/1000) μm" and "from 0,9 to 23 kg": the unit belongs to both figures.
_SUM = re.compile(r"\(?(\d[\d,]*) ?\+ ?\(?([^()+]*L/\d+)\)*\)? ([^\s;,()]+)")
_PAIR = re.compile(r"(?<![\w.,])(\d[\d,]*)( (?:to|and|or|-|–) )(\d[\d,]*) ([^\d\s;,()][^\s;,()]*)")
_WORD = re.compile(r" ?[^\s;,()\"]+")
MAX_UNIT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in a text with the words that follow it, of which the first ones may be its unit."""

    number: str
    following: tuple[str, ...]

    def value(self) -> float | None:
        """The number alone."""
        return _value(self.number, "number", None)

    def shown(self) -> str:
        """The number with the word behind it, for a message."""
        return f"{self.number}{self.following[0] if self.following else ''}".rstrip(".")

    def begins(self, text: str) -> bool:
        """Whether number and following words begin with ``text``, word by word."""
        written = self.number + "".join(self.following)
        return written.startswith(text) and not written[len(text) : len(text) + 1].isalnum()

    def reads_as(self, figure: Figure) -> bool:
        """Whether number and unit mean the same as the figure."""
        if figure.dimension is None:
            return self._in_formula(figure.text)
        wanted = _value(figure.text, figure.dimension, figure.basis)
        if wanted is None:
            return False
        if figure.dimension == "number":
            return _same(_value(self.number, "number", None), wanted) and not self._is_measured()
        written = (*self._with_units(), self.number)
        return any(_same(_value(text, figure.dimension, figure.basis), wanted) for text in written)

    def _in_formula(self, text: str) -> bool:
        """The same plain number, whatever unit follows; or the same number with the same unit."""
        plain = _value(text, "number", None)
        if plain is not None:
            return _same(_value(self.number, "number", None), plain)
        return any(
            _same(_value(written, dimension, None), wanted)
            for dimension, wanted in _measures(text)
            for written in self._with_units()
        )

    def _is_measured(self) -> bool:
        """Whether a unit follows. "in" is the preposition: the list gives no lengths in inches alone."""
        return self.following[:1] != (" in",) and any(map(_is_measured, self._with_units()))

    def _with_units(self) -> Iterator[str]:
        """The number with everything that may be its unit, the longest first."""
        for length in range(len(self.following), 0, -1):
            unit = "".join(self.following[:length])
            yield f"{self.number}{unit}"
            if unit.endswith("."):
                yield f"{self.number}{unit.rstrip('.')}"
            if " per " in unit:
                yield f"{self.number}{unit.replace(' per ', '/').rstrip('.')}"


def printed_numbers(text: str) -> list[Printed]:
    """Every number in a text that is not part of a code, of the name of a standard, or the number of a sentence.

    >>> [p.number for p in printed_numbers("1. 'Bore' of 0,9 μm or 5 × 10^3 Gy in 2B001.a.1 (ISO 230-1:2012).")]
    ['0.9', '5 × 10^3']
    """
    text = _NUMBERING.sub("", _STANDARDS.sub(" ", _CODES.sub(" ", text))).replace("\n", " ; ")
    text = _PAIR.sub(r"\1 \4\2\3 \4", _SUM.sub(r"\1 \3 + \2", text))
    found = []
    for match in (*_NUMBER.finditer(text), *_AFTER_STROKE.finditer(text)):
        words: list[str] = []
        at = match.end()
        while len(words) < MAX_UNIT_WORDS and (word := _WORD.match(text, at)):
            words.append(word.group().rstrip(":"))
            at = word.end()
        number = match["number"].replace(",", ".")
        if number.startswith("10^"):
            number = f"1 × {number}"
        found.append(Printed(number, tuple(words)))
        if match.groupdict().get("sign"):
            found.append(Printed(f"-{number}", tuple(words)))
    return found


@lru_cache(maxsize=65536)
def _value(text: str, dimension: str, basis: str | None) -> float | None:
    """The value of a text in SI units; None where it is not one exact value of that dimension."""
    reading = read_quantity(text, dimension, basis)
    return reading.low if isinstance(reading, Quantity) and reading.is_exact else None


@lru_cache(maxsize=65536)
def _is_measured(text: str) -> bool:
    """Whether a unit stands behind the number, whatever it measures."""
    return isinstance(read_any(text), Quantity)


@lru_cache(maxsize=1024)
def _measures(text: str) -> tuple[tuple[str, float], ...]:
    """A constant with its unit in every dimension in which it can be read."""
    found = ((dimension, _value(text, dimension, None)) for dimension in dimensions())
    return tuple((dimension, value) for dimension, value in found if value is not None)


def _same(found: float | None, wanted: float) -> bool:
    return found is not None and isclose(found, wanted, rel_tol=1e-9, abs_tol=0.0)
