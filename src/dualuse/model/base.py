"""What every model at the edge shares: frozen, unknown keys refused, text in, text out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Frozen(BaseModel):
    """A value that does not change and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


MAX_DEPTH = 40
MAX_PARTS = 400_000
"""What one statement may hold; a document is held to the same."""


def readable(value: Any) -> Any:
    """The value as it is, unless it is nested too deep (a list inside itself is), too large, or holds broken text.

    Values that come from a program, not from a document, have been through no reader that bounds them.

    Raises:
        ValueError: Which of these it is.
    """
    held: list[tuple[Any, int]] = [(value, 0)]
    parts = 0
    while held:
        at, depth = held.pop()
        parts += 1
        if depth > MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
        if parts > MAX_PARTS:
            raise ValueError(f"more than {MAX_PARTS:,} parts")
        if isinstance(at, str):
            _whole(at)
        elif isinstance(at, Mapping):
            held += [(inner, depth + 1) for pair in at.items() for inner in pair]
        elif isinstance(at, (list, tuple)):
            held += [(inner, depth + 1) for inner in at]
    return value


def _whole(text: str) -> None:
    """Half of a surrogate pair can be neither hashed nor written, and no person has typed it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"no text that can be written: {text[:40]!a} breaks at character {error.start + 1}") from None


def as_text(value: Any) -> Any:
    """Numbers and booleans from JSON or Python as the text a person would have written; containers alike."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [as_text(v) for v in value]
    if isinstance(value, dict):
        return {str(k): as_text(v) for k, v in value.items()}
    raise ValueError(f"text, a number, yes/no, a list or a mapping is expected, not {type(value).__name__}")


Text = Annotated[str, BeforeValidator(as_text)]
"""Text that also accepts a bare number or boolean from JSON or Python."""


def one_or_many(value: Any) -> Any:
    """A single value where a list is expected is a list of one; nothing is an empty list."""
    if value is None:
        return []
    return value if isinstance(value, (list, tuple)) else [value]
