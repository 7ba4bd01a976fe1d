"""The consolidated list of the UN Security Council, as published in XML.

Entities keep their name in ``FIRST_NAME``; persons in four parts with stray blanks; one alias cell may hold several
names, a name in another script in brackets, or a life story. Elements nobody has seen stop the import.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from dualuse.errors import SourceChangedError
from dualuse.parties.cells import names_in
from dualuse.parties.description import PartyListInfo
from dualuse.parties.model import Alias, ListedParty, PartyList

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_READ = {"REFERENCE_NUMBER", "UN_LIST_TYPE", "LISTED_ON", "NAME_ORIGINAL_SCRIPT", *_NAME_PARTS}
_READ_PERSON = _READ | {"INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "NATIONALITY"}
_READ_ENTITY = _READ | {"ENTITY_ALIAS", "ENTITY_ADDRESS"}
# Looked at and left alone: they do not name the party. VERSIONNUM never changes in real deltas; the hash does.
_IGNORED = {
    "COMMENTS1", "DATAID", "DELISTED_ON", "DESIGNATION", "GENDER", "INDIVIDUAL_DOCUMENT", "INDIVIDUAL_PLACE_OF_BIRTH",
    "LAST_DAY_UPDATED", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD", "SUBMITTED_BY", "SUBMITTED_ON", "TITLE",
    "VERSIONNUM",
}  # fmt: skip
_WEAK = {"Good": False, "Low": True, "a.k.a.": False, "f.k.a.": False, "": False}
_ALIAS_CHILDREN = {
    "ALIAS_NAME", "QUALITY", "NOTE", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "DATE_OF_BIRTH",
}  # fmt: skip


def load(raw: bytes, source: str, info: PartyListInfo) -> PartyList:
    """Read the whole file, or nothing of it.

    Args:
        raw: The XML, not compressed.
        source: Its name in messages.
        info: What we hold about the list; its programmes are the only ones accepted.

    Raises:
        SourceChangedError: Not this list, not well-formed, an element or code nobody has seen, or too few parties.
    """
    root = _root(raw, source)
    parties: list[ListedParty] = []
    oddities: list[str] = []
    for element in _party_elements(root, source):
        parties.append(_party(element, source, info, oddities))
    _check_whole(parties, source, info)
    return PartyList(info.id, _snapshot(root, source), hashlib.sha256(raw).hexdigest(), tuple(parties), tuple(oddities))


def _root(raw: bytes, source: str) -> _Element:
    from lxml import etree

    _refuse_other_things(raw, source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise SourceChangedError(
            f"not well-formed XML: {error.msg}; download the file again", f"{source}:{line}"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceChangedError("a document type declaration, which this list never has", f"{source}:1")
    if root.tag != "CONSOLIDATED_LIST":
        raise SourceChangedError(
            f"the root element is <{root.tag}>, not <CONSOLIDATED_LIST>: another file", f"{source}:1"
        )
    return root


def _refuse_other_things(raw: bytes, source: str) -> None:
    head = raw[:200].lstrip()
    if not head:
        raise SourceChangedError("the file is empty; download it again", source)
    if head.startswith(b"version https://git-lfs"):
        raise SourceChangedError("a pointer to a file kept elsewhere (Git LFS), not the list itself", source)
    if b"<!DOCTYPE html" in head or b"<html" in head.lower():
        raise SourceChangedError("a web page, not the XML file; use the XML link of the publisher's page", source)


def _party_elements(root: _Element, source: str) -> list[_Element]:
    sections = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}
    found: list[_Element] = []
    for section in root:
        wanted = sections.pop(str(section.tag), None)
        if wanted is None:
            raise SourceChangedError(f"a section nobody reads: <{section.tag}>", f"{source}:{section.sourceline}")
        for element in section:
            if element.tag != wanted:
                raise SourceChangedError(f"<{element.tag}> among {section.tag}", f"{source}:{element.sourceline}")
            found.append(element)
    if sections:
        raise SourceChangedError(f"the sections {', '.join(sections)} are missing: a partial file", source)
    return found


def _party(element: _Element, source: str, info: PartyListInfo, oddities: list[str]) -> ListedParty:
    place = f"{source}:{element.sourceline}"
    person = element.tag == "INDIVIDUAL"
    known = (_READ_PERSON if person else _READ_ENTITY) | _IGNORED
    strange = sorted({str(child.tag) for child in element} - known)
    if strange:
        raise SourceChangedError(f"elements nobody reads: {', '.join(strange)}", place)
    name = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))
    reference = _text(element, "REFERENCE_NUMBER")
    programme = _text(element, "UN_LIST_TYPE")
    if not name or not reference:
        raise SourceChangedError("a party without a name or reference number", place)
    if programme not in info.programmes:
        raise SourceChangedError(
            f"the programme '{programme}' of {reference} is not known; add it to party_list.yaml", place
        )
    native = _text(element, "NAME_ORIGINAL_SCRIPT")
    aliases = [alias for alias in _names_of_cell(name) if alias.name != name]
    if aliases:
        oddities.append(f"line {element.sourceline}: {reference}: the name is also read as {_counted(aliases)}")
    aliases += [Alias(native)] if native else []
    for child in element.findall("INDIVIDUAL_ALIAS" if person else "ENTITY_ALIAS"):
        aliases.extend(_aliases(child, source, reference, oddities))
    return ListedParty(
        id=reference,
        name=name,
        kind="person" if person else "entity",
        programme=programme,
        aliases=tuple(dict.fromkeys(aliases)),
        listed_on=_day(_text(element, "LISTED_ON"), f"{place} {reference} LISTED_ON"),
        countries=_values(element, ("NATIONALITY/VALUE", "INDIVIDUAL_ADDRESS/COUNTRY", "ENTITY_ADDRESS/COUNTRY")),
        born=_values(element, ("INDIVIDUAL_DATE_OF_BIRTH/DATE", "INDIVIDUAL_DATE_OF_BIRTH/YEAR")),
    )


def _aliases(element: _Element, source: str, reference: str, oddities: list[str]) -> list[Alias]:
    place = f"{source}:{element.sourceline}"
    strange = sorted({str(child.tag) for child in element} - _ALIAS_CHILDREN)
    if strange:
        raise SourceChangedError(f"elements of an alias nobody reads: {', '.join(strange)}", place)
    quality = _text(element, "QUALITY")
    if quality not in _WEAK:
        raise SourceChangedError(f"the alias quality '{quality}' is not known", place)
    printed = _text(element, "ALIAS_NAME")
    names = _names_of_cell(printed, _WEAK[quality])
    if names and [name.name for name in names] != [printed]:
        oddities.append(f"line {element.sourceline}: {reference}: one alias cell read as {_counted(names)}")
    return names


def _names_of_cell(printed: str, weak: bool = False) -> list[Alias]:
    return [Alias(name.text, weak, None if name.text == printed else printed, name.exact) for name in names_in(printed)]


def _counted(names: list[Alias]) -> str:
    return f"{len(names)} name{'' if len(names) == 1 else 's'}"


def _check_whole(parties: list[ListedParty], source: str, info: PartyListInfo) -> None:
    if len(parties) < info.minimum_parties:
        raise SourceChangedError(
            f"only {len(parties)} parties; at least {info.minimum_parties} are expected. A partial download?", source
        )
    seen: set[str] = set()
    for party in parties:
        if party.id in seen:
            raise SourceChangedError(f"the reference {party.id} occurs twice", source)
        seen.add(party.id)


def _snapshot(root: _Element, source: str) -> date:
    made = root.get("dateGenerated", "")
    day = _day(made[:10], f"{source}:1 dateGenerated")
    if day is None:
        raise SourceChangedError("no dateGenerated: the age of the list is unknown", f"{source}:1")
    return day


def _day(text: str, place: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise SourceChangedError(f"'{text}' is not a day", place) from None


def _text(element: _Element, tag: str) -> str:
    """The words of a child element with single blanks; empty where it is absent or empty."""
    return " ".join((element.findtext(tag) or "").split())


def _values(element: _Element, paths: tuple[str, ...]) -> tuple[str, ...]:
    texts = (" ".join((e.text or "").split()) for path in paths for e in element.findall(path))
    return tuple(dict.fromkeys(t for t in texts if t))
