"""Loaders of official lists, one module per format, and which format each list comes in.

A loader takes the bytes of a file and gives the whole :class:`~dualuse.lists.official.OfficialText`, or raises. It
never guesses and never drops anything: every element is read, ignored by name, or refused with its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from dualuse.lists.loaders import eu_annex
from dualuse.lists.loaders.expected import Expected
from dualuse.lists.official import OfficialText


class Loader(Protocol):
    """What every loader is."""

    def __call__(self, raw: bytes, source: str, expected: Expected | None = None) -> OfficialText:
        """Read a whole file."""


LOADERS: Mapping[str, Loader] = {"eu-annex-json": eu_annex.load}
FORMATS: Mapping[str, str] = {"eu/annex-i": "eu-annex-json"}

__all__ = ["FORMATS", "LOADERS", "Expected", "Loader"]
