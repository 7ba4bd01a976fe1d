"""Glosses: the trade words, part families, CAS numbers and customs headings by which an entry or a kind is met.

A gloss finds candidates; it never decides. Each file says where its rows come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import field_validator, model_validator

from dualuse.documents import read_document, read_text, validate
from dualuse.errors import InputError
from dualuse.issues import Issue, Where
from dualuse.lists.loaders.cas import is_cas
from dualuse.model.base import Frozen
from dualuse.model.code import ControlCode

_CAS = re.compile(r"\d{2,7}-\d{2}-\d")
_HS = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-7])(?:\d{2}){1,4}")


class GlossRow(Frozen):
    """One row: an entry, a paragraph of it, or a kind, with the words it is traded under.

    Attributes:
        entry: Control code, of the list the file names; None for a kind.
        kind: A kind of the vocabulary; None for an entry.
        en: Words and phrases in English: what a data sheet, a catalogue or a customs declaration writes.
        ru: The same in Russian.
        families: Part numbers or model families that are typically meant, in the maker's spelling.
        organisms: Scientific names and their older or common forms.
        cas: CAS numbers with a valid check digit.
        hs: Headings or subheadings of the Harmonized System 2022, four to ten digits, without points.
    """

    entry: str | None = None
    kind: str | None = None
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    organisms: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    note: str | None = None

    @field_validator("entry")
    @classmethod
    def _code(cls, value: str | None) -> str | None:
        return None if value is None else str(ControlCode(value))

    @field_validator("cas")
    @classmethod
    def _cas(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for number in value:
            if not _CAS.fullmatch(number) or not is_cas(number):
                raise ValueError(f"'{number}' is not a CAS number (its check digit does not fit)")
        return value

    @field_validator("hs")
    @classmethod
    def _hs(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for code in value:
            if not _HS.fullmatch(code):
                raise ValueError(f"'{code}' is not a customs code of four to ten digits without points")
        return value

    @model_validator(mode="after")
    def _one_subject(self) -> GlossRow:
        if (self.entry is None) == (self.kind is None):
            raise ValueError("a gloss is about an entry or about a kind, one of the two")
        return self


class GlossFile(Frozen):
    """A file of glosses. ``list`` is needed where rows name entries."""

    list: str | None = None
    source: str
    glosses: tuple[GlossRow, ...]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A row with the list it belongs to (None for a kind) and where it stands."""

    list_id: str | None
    row: GlossRow
    where: Where


def load_glosses(root: FilePath) -> tuple[list[Gloss], list[Issue]]:
    """Every gloss under a folder of control lists, in file order, and what is wrong with them.

    Args:
        root: ``control_lists``; files stand in folders called ``glosses``.
    """
    found: list[Gloss] = []
    issues: list[Issue] = []
    for file in sorted(root.glob("**/glosses/*.yaml")):
        source = file.relative_to(root).as_posix()
        try:
            document = read_document(read_text(file), source)
            held = validate(GlossFile, document)
        except InputError as error:
            issues.append(Issue("error", Where(source), str(error)))
            continue
        for number, row in enumerate(held.glosses):
            where = document.where(("glosses", number))
            if row.entry is not None and held.list is None:
                issues.append(Issue("error", where, "a gloss of an entry needs 'list' at the top of its file"))
            found.append(Gloss(held.list if row.entry else None, row, where))
    issues += _repeated(found)
    return found, issues


def _repeated(glosses: list[Gloss]) -> Iterator[Issue]:
    seen: dict[tuple[str | None, str | None, str | None], Where] = {}
    for gloss in glosses:
        key = (gloss.list_id, gloss.row.entry, gloss.row.kind)
        if key in seen:
            yield Issue("error", gloss.where, f"{key[1] or key[2]} is glossed already at {seen[key]}")
        seen.setdefault(key, gloss.where)
