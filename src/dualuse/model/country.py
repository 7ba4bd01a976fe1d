"""Country codes: ISO 3166-1 alpha-2, plus the few codes that customs law uses beside it."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

_EXTRA = {"XK": "Kosovo", "XI": "Northern Ireland"}


@cache
def _iso() -> dict[str, str]:
    import pycountry  # its tables are read only when a country is first met

    return {c.alpha_2: getattr(c, "common_name", c.name) for c in pycountry.countries}


def country_name(code: str) -> str:
    """The English short name of a country code, or the code itself where it has none."""
    return _EXTRA.get(code) or _iso().get(code) or code


def known_countries() -> frozenset[str]:
    """Every code that a transaction may use."""
    return frozenset(_iso()) | frozenset(_EXTRA)


def _normal(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _known(code: str) -> str:
    if code in _EXTRA or code in _iso():
        return code
    if code == "FALSE":
        raise ValueError("'false' is not a country; Norway is written \"NO\" with quotation marks")
    raise ValueError(f"'{code}' is not an ISO 3166-1 alpha-2 country code (KZ is Kazakhstan)")


Country = Annotated[str, BeforeValidator(_normal), AfterValidator(_known)]
"""An upper-case alpha-2 code that exists."""
