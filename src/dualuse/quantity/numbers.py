"""Numbers as people write them: grouped by blanks, commas, points or apostrophes, with powers of ten."""

from __future__ import annotations

import re
from fractions import Fraction

MAX_EXPONENT = 60
PLAIN = r"[-+]?(?:\d[\d .,']*\d|\d)"
POWER = r"(?:\s*[x×·*]\s*10\s*(?:\^|\*\*)\s*[-+]?\d{1,3}|[eE][-+]?\d{1,3})?(?![eE][-+]?\d)"
NUMBER = PLAIN + POWER
_SPLIT = re.compile(rf"({PLAIN})(?:\s*[x×·*]\s*10\s*(?:\^|\*\*)\s*([-+]?\d{{1,3}})|[eE]([-+]?\d{{1,3}}))?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*")


class NumberError(ValueError):
    """Not a number; the text says why."""


def read_number(text: str) -> tuple[Fraction, ...]:
    """Every reading of a written number: one, or two where a comma may be a decimal sign or part thousands.

    Raises:
        NumberError: There is none.

    >>> [float(n) for n in read_number("1 950")], [float(n) for n in read_number("1,95")]
    ([1950.0], [1.95])
    >>> [float(n) for n in read_number("10,000")]
    [10.0, 10000.0]
    """
    match = _SPLIT.fullmatch(text.strip())
    if match is None:
        raise NumberError(f"'{text.strip()}' is not a number")
    exponent = int(match[2] or match[3] or 0)
    if abs(exponent) > MAX_EXPONENT:
        raise NumberError("the power of ten is out of any reasonable range")
    return tuple(n * Fraction(10) ** exponent for n in _plain(match[1]))


def _plain(text: str) -> tuple[Fraction, ...]:
    signs = {c for c in text if c in " ,.'"}
    if not signs:
        return (Fraction(text),)
    if " " in signs or "'" in signs:
        return (_with_groups(text, " " if " " in signs else "'", signs),)
    if signs == {",", "."}:
        last = max(text.rfind(","), text.rfind("."))
        whole, decimals = text[:last], text[last + 1 :]
        group = "." if text[last] == "," else ","
        if text.count(text[last]) > 1 or not _grouped(whole, group):
            raise NumberError(f"'{text}' mixes commas and points")
        return (Fraction(f"{whole.replace(group, '')}.{decimals}"),)
    sign = signs.pop()
    if text.count(sign) > 1:
        if not _grouped(text, sign):
            raise NumberError(f"'{text}' is not one number")
        return (Fraction(text.replace(sign, "")),)
    decimal = Fraction(text.replace(",", "."))
    if sign == "," and _grouped(text, ",") and not text.lstrip("+-").startswith("0"):
        return decimal, Fraction(text.replace(",", ""))
    return (decimal,)


def _with_groups(text: str, group: str, signs: set[str]) -> Fraction:
    decimal = (signs - {group}) or {"."}
    if len(decimal) > 1:
        raise NumberError(f"'{text}' is not one number")
    whole, mark, decimals = text.partition(decimal.pop())
    if not _grouped(whole, group) or group in decimals:
        raise NumberError(f"'{text}' is not one number, or its groups of three are broken")
    return Fraction(f"{whole.replace(group, '')}{'.' if mark else ''}{decimals}")


def _grouped(text: str, group: str) -> bool:
    match = _GROUPED.fullmatch(text)
    return match is not None and match[1] == group
