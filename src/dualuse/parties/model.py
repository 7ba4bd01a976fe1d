"""A listed party and a list of them, as light objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name. ``weak`` is the publisher's word for a name too common or doubtful to rely on.

    Attributes:
        name: The spelling that is compared.
        weak: Marked as low quality on the list.
        printed: The cell it was taken from, where one cell holds several names; None where it is the cell itself.
        exact: An abbreviation that the cell gives beside the name: too short for anything but itself to be like it.
    """

    name: str
    weak: bool = False
    printed: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of a restricted-party list, under the publisher's own reference."""

    id: str
    name: str
    kind: Literal["person", "entity"]
    programme: str
    aliases: tuple[Alias, ...] = ()
    listed_on: date | None = None
    countries: tuple[str, ...] = ()
    born: tuple[str, ...] = ()

    def names(self) -> tuple[Alias, ...]:
        """The main name first, then every alias."""
        return (Alias(self.name), *self.aliases)


@dataclass(frozen=True, slots=True)
class PartyList:
    """One snapshot of a list.

    Attributes:
        snapshot: The day the publisher made the file.
        sha256: Of the file's bytes as imported.
        oddities: What the loader met and dealt with, one line each, for the import report.
    """

    id: str
    snapshot: date
    sha256: str
    parties: tuple[ListedParty, ...]
    oddities: tuple[str, ...] = ()
