"""What every model at the edge shares: frozen, unknown keys refused, text in, text out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Frozen(BaseModel):
    """A value that does not change and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


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
