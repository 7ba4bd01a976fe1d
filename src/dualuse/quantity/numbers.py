"""Numbers as people write them: grouped by blanks, commas, points or apostrophes, with powers of ten and fractions.

Whether a comma marks decimals or parts thousands is seldom said. So a number has up to two values, one for each
*custom* (:data:`POINT`: 1,234.5, :data:`COMMA`: 1.234,5), and a text is read in one custom throughout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd

from dualuse.quantity.messages import NOTHING_TO_SAY, Message, failure, say

POINT, COMMA = "point", "comma"
MAX_POWER = 60

_SIGN = re.compile(r"(?:(?:plus|плюс|\+)|(minus|минус|-))? ?", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9]+(?:[ '][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*")
_DECIMALS = re.compile(r"[.,][0-9]+")
_FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})(?![0-9.,])")
_MIXED = re.compile(r"([0-9]{1,6})[ -]([0-9]{1,3})/([0-9]{1,3})(?![0-9.,])")
_TIMES_TEN = re.compile(r" ?[x×·*хХX] ?10 ?\^ ?\(?([+-]? ?[0-9]{1,4})\)?(?![0-9])")
_E_POWER = re.compile(r" ?[eEеЕ]([+-][0-9]{1,4})(?![0-9]|[.,][0-9])|[eEеЕ]([1-9][0-9]{0,3}|0)(?![0-9]|[.,][0-9])")
_TEN_TO = re.compile(r"10 ?\^ ?\(?([+-]? ?[0-9]{1,4})\)?(?![0-9])")
_FLATTENED = re.compile(r" ?[x×·*хХX] ?10(?: ?([+-]) ?([0-9]{1,3})|( ?)([1-9][0-9]?))(?![0-9])")
_TIMES = re.compile(r" ?[x×*хХX·] ?[+-]?[0-9]")
_STROKES = frozenset((2, 3, 4, 5, 6, 8, 16, 32, 64, 128))


@dataclass(frozen=True, slots=True)
class Number:
    """A written number.

    Attributes:
        values: Custom to value; a custom in which it cannot be written so is absent.
        doubtful: Whether both customs are likely where they differ: ``10,000`` and ``1.500``, but not ``1.064``.
        stroke: Whether it is written ``3/4``, which may also be two values.
        power: The power of ten it is written with, as in ``5 × 10^3``; 1 where there is none.
    """

    text: str
    values: Mapping[str, Fraction]
    doubtful: bool = False
    stroke: bool = False
    power: Fraction = Fraction(1)

    def times(self, factor: Fraction) -> Number:
        """The same number, so many times as large."""
        return replace(self, values={custom: value * factor for custom, value in self.values.items()})

    @property
    def differs(self) -> bool:
        """Whether the customs give two values."""
        return len(set(self.values.values())) > 1


def scan_number(text: str, start: int = 0) -> tuple[Number, int] | None:
    """The number that begins at ``start``, with where it ends; None where none begins there.

    >>> number, end = scan_number("1 950,5 MPa")
    >>> float(number.values["comma"]), end
    (1950.5, 7)

    Raises:
        NotReadError: It is no number anybody can read, or its power of ten has lost its form.
    """
    sign = _SIGN.match(text, start)
    assert sign is not None  # every part of it may be absent
    at = sign.end()
    found = _unsigned(text, at)
    if found is None:
        return None
    number, end = found
    written = text[start:end].strip()
    return replace(number.times(Fraction(-1)) if sign[1] else number, text=written), end


def customs_of(numbers: Sequence[Number]) -> tuple[str, ...]:
    """The customs in which all the numbers of a text can be read; more than one only where that leaves a doubt.

    Raises:
        NotReadError: There is none.
    """
    possible = [c for c in (POINT, COMMA) if all(c in n.values for n in numbers)]
    if not possible:
        raise failure("mixed_marks")
    if len(possible) == 1 or not any(n.differs for n in numbers):
        return (possible[0],)
    return (POINT, COMMA) if any(n.doubtful and n.differs for n in numbers) else (POINT,)


def doubt_about(number: Number) -> Message:
    """Why a number has two values, with both."""
    mark = Message("the comma", "запятая") if "," in number.text else Message("the point", "точка")
    low, high = sorted(number.values.values(), key=abs)
    return say("comma", number=number.text, mark=mark, decimal=_plain(low), grouped=_plain(high))


def _plain(value: Fraction) -> str:
    return f"{float(value):.12g}"


def _unsigned(text: str, at: int) -> tuple[Number, int] | None:
    power = _TEN_TO.match(text, at)
    if power is not None:
        value = _power_of_ten(power[1])
        return Number(power[0], {POINT: value, COMMA: value}), power.end()
    mixed = _MIXED.match(text, at) if "/" in text else None
    if mixed is not None and 0 < int(mixed[2]) < int(mixed[3]) and int(mixed[3]) in _STROKES:
        value = int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3]))
        return Number(mixed[0], {POINT: value, COMMA: value}), mixed.end()
    fraction = _FRACTION.match(text, at) if "/" in text else None
    if fraction is not None and int(fraction[2]):
        value = Fraction(int(fraction[1]), int(fraction[2]))
        return Number(fraction[0], {POINT: value, COMMA: value}, stroke=True), fraction.end()
    figures = _FIGURES.match(text, at) or (_DECIMALS.match(text, at) if text[at : at + 1] in (".", ",") else None)
    return None if figures is None else _with_power(text, figures[0], figures.end())


def is_simple_fraction(number: Number) -> bool:
    """Whether a number with a stroke is one as rulers are divided: in lowest terms, below one."""
    value = next(iter(number.values.values()))
    written = _FRACTION.search(number.text)
    assert written is not None
    top, bottom = int(written[1]), int(written[2])
    return abs(value) < 1 and bottom in _STROKES and gcd(top, bottom) == 1


def _with_power(text: str, figures: str, end: int) -> tuple[Number, int]:
    times = _TIMES_TEN.match(text, end)
    power = times or _E_POWER.match(text, end)
    if power is None:
        _refuse_products(text, figures, end)
        values = _readings(figures)
        return Number(figures, values, _is_doubtful(figures)), end
    scale = _power_of_ten(next(g for g in power.groups() if g))
    doubtful = "," in figures and _is_doubtful(figures)
    number = Number(figures, _readings(figures), doubtful, power=scale if times else Fraction(1))
    return number.times(scale), power.end()


def _refuse_products(text: str, figures: str, end: int) -> None:
    """``5 x 10-6`` and ``5 x 103`` have lost a raised figure; ``640 x 512`` is two figures."""
    flat = _FLATTENED.match(text, end)
    if flat is not None:
        sign, digits = ("-" if flat[1] == "-" else "", flat[2]) if flat[1] else ("", flat[4])
        whole = not flat[1] and not flat[3] and figures.isdecimal()
        product = say("as_product", product=str(int(figures) * int(f"10{digits}"))) if whole else NOTHING_TO_SAY
        raise failure("flattened_power", power=f"{figures} x 10^{sign}{digits}", product=product)
    if _TIMES.match(text, end):
        raise failure("multiplied")


def _power_of_ten(written: str) -> Fraction:
    power = int(written.replace(" ", ""))
    if abs(power) > MAX_POWER:
        raise failure("huge_power", most=str(MAX_POWER))
    return Fraction(10) ** power


def _readings(text: str) -> dict[str, Fraction]:
    """The values of figures without sign and power, by custom."""
    if text.isdecimal():
        return dict.fromkeys((POINT, COMMA), Fraction(int(text)))
    found = {}
    for custom, mark, group in ((POINT, ".", ","), (COMMA, ",", ".")):
        value = _in_custom(text, mark, group)
        if value is not None:
            found[custom] = value
    if not found:
        raise failure("broken_number", number=text)
    return found


def _in_custom(text: str, mark: str, group: str) -> Fraction | None:
    whole, _, decimals = text.partition(mark)
    if decimals and not decimals.isdecimal():
        return None
    groups = {c for c in whole if not c.isdecimal()}
    if len(groups) > 1 or (groups and not groups <= {group, " ", "'"}):
        return None
    if groups and not _is_grouped(whole.split(groups.pop())):
        return None
    figures = "".join(c for c in whole if c.isdecimal())
    return Fraction(int(f"{figures}{decimals}"), 10 ** len(decimals))


def _is_grouped(parts: Sequence[str]) -> bool:
    """Thousands (1 234 567), or lakhs and crores (12,34,567)."""
    first, *middle, last = parts
    if len(last) != 3 or first.startswith("0") or not first:
        return False
    return (len(first) <= 3 and all(len(p) == 3 for p in middle)) or (
        len(first) <= 2 and bool(middle) and all(len(p) == 2 for p in middle)
    )


def _is_doubtful(text: str) -> bool:
    """Whether the other custom is likely as well.

    A comma before three figures always leaves a doubt. A point does where the third figure is a zero, which a decimal
    seldom ends with and thousands mostly do: ``1.500`` of a German or Turkish paper is 1500, but ``1.064`` a decimal.
    """
    return "," in text or text.endswith("0")
