"""One module per official format of restricted-party lists."""

from __future__ import annotations

from collections.abc import Callable

from dualuse.parties.description import PartyListInfo
from dualuse.parties.loaders import un_sc_xml
from dualuse.parties.model import PartyList

LOADERS: dict[str, Callable[[bytes, str, PartyListInfo], PartyList]] = {"un-sc-xml": un_sc_xml.load}
"""Format name to ``load(raw, source, info)``."""
