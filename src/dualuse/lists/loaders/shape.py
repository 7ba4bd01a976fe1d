"""Taking a parsed file apart so that nothing in it is passed over: each key is read, named as ignored, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dualuse.errors import SourceChangedError

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffd]")


def fields(value: object, keys: Iterable[str], where: str) -> dict[str, Any]:
    """``value`` as an object with exactly these keys.

    Raises:
        SourceChangedError: Not an object; a key is missing; a key nobody reads is present.
    """
    if not isinstance(value, dict):
        raise SourceChangedError(f"an object is expected, not {type(value).__name__}", where)
    wanted = set(keys)
    if missing := sorted(wanted - value.keys()):
        raise SourceChangedError(f"missing: {', '.join(missing)}", where)
    if new := sorted(value.keys() - wanted):
        raise SourceChangedError(f"keys nobody reads: {', '.join(new)}", where)
    return value


def text(value: object, where: str) -> str:
    """``value`` as non-empty text without control characters or lost letters.

    Raises:
        SourceChangedError: It is something else.
    """
    if not isinstance(value, str):
        raise SourceChangedError(f"text is expected, not {type(value).__name__}", where)
    if not value.strip():
        raise SourceChangedError("the text is empty", where)
    if lost := _CONTROL.search(value):
        line = value.count("\n", 0, lost.start()) + 1
        raise SourceChangedError(f"a control character or lost letter {lost.group()!r} in line {line}", where)
    return value


def items(value: object, where: str) -> list[Any]:
    """``value`` as a list.

    Raises:
        SourceChangedError: It is something else.
    """
    if not isinstance(value, list):
        raise SourceChangedError(f"a list is expected, not {type(value).__name__}", where)
    return value


def number(value: object, where: str) -> int:
    """``value`` as a whole number.

    Raises:
        SourceChangedError: It is something else.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise SourceChangedError(f"a whole number is expected, not {type(value).__name__}", where)
    return value
