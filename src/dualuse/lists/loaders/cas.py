"""CAS numbers inside a text, told from other figures by their check digit."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<![\d-])(\d{2,7}) ?- ?(\d{2}) ?- ?(\d)(?![\d-])")


def is_cas(number: str) -> bool:
    """Whether the last digit is the check digit of the others.

    >>> is_cas("107-07-3"), is_cas("107-07-4")
    (True, False)
    """
    digits = [int(c) for c in number if c.isdigit()]
    weighted = sum(weight * digit for weight, digit in enumerate(reversed(digits[:-1]), start=1))
    return weighted % 10 == digits[-1]


def find_cas(text: str) -> list[tuple[str, str]]:
    """Everything that looks like a CAS number, as (printed, closed up); the check digit is not tested here.

    >>> find_cas("an invented salt (CAS 107-07- 3)")
    [('107-07- 3', '107-07-3')]
    """
    return [(m.group(), f"{m[1]}-{m[2]}-{m[3]}") for m in _NUMBER.finditer(text)]
