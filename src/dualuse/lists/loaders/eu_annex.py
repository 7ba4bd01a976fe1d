"""Annex I of Regulation (EU) 2021/821 from the JSON form of its consolidated text.

One object with the entries, their index, the general texts and the Union general export authorisations. An entry is
one text, one provision or note a line, each line beginning with its full path. Superscripts are lost in this form;
see :mod:`dualuse.lists.loaders.flattened`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import date
from typing import Any

from dualuse.errors import SourceChangedError
from dualuse.lists.loaders import shape
from dualuse.lists.loaders.cas import find_cas, is_cas
from dualuse.lists.loaders.eu_definitions import read_definitions
from dualuse.lists.loaders.eu_entries import Draft, EntryDraft, read_entry
from dualuse.lists.loaders.expected import Expected, check_counts, expected_for
from dualuse.lists.loaders.flattened import mend
from dualuse.lists.loaders.reading import read_json
from dualuse.lists.loaders.references import Printed, references
from dualuse.lists.official import (
    Authorisation,
    Doubt,
    NoteKind,
    OfficialDocument,
    OfficialNote,
    OfficialText,
    Provision,
    Repair,
)

LIST_ID = "eu/annex-i"
LOADER = "eu-annex-json/1"
TITLE = "Regulation (EU) 2021/821, Annex I"

_CELEX = "02021R0821"
_TOP = (
    *("corpus_version", "celex", "valid_from", "retrieved_at", "sha256", "source_url", "attribution"),
    *("entry_count", "index", "entries", "docs", "geas", "gea_common_list"),
)
_DOCUMENTS = frozenset(
    {
        *("acronyms", "article_4", "article_5", "category_note", "definitions", "definitions_annex"),
        *("editorial_practices", "general_notes", "general_software_note", "general_technology_note"),
        *("information_security_note", "nuclear_software_note", "nuclear_technology_note", "section_note"),
    }
)
_ENTRY_CODE = re.compile(r"\d[A-E]\d{3}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SCOPE = re.compile(r"Category (\d)(?: — (\d[A-E]))?")
_AUTHORISATION = re.compile(r"EU\d{3}")
_MILITARY = re.compile(r"military goods controls", re.IGNORECASE)
_SEE_ALSO = re.compile(r"\bsee also\b", re.IGNORECASE)
_CODE = r"\d[A-E]\d{3}[\w.]*"
_RELEASES = re.compile(
    rf"(?P<about>{_CODE}(?:(?:,? and |,? or | to |, ){_CODE})*)(?: above)? do(?:es)? not "
    r"(?:control|apply (?:to|for)|include|specify)\b"
)
_RELEASES_SOMETHING = re.compile(r"\bdo(?:es)? not (?:control|apply (?:to|for))\b")


def load(raw: bytes, source: str, expected: Expected | None = None) -> OfficialText:
    """Read the file completely, or say why not.

    Args:
        raw: The bytes of the file, plain JSON or gzip.
        source: Its name in messages.
        expected: Counts to hold it to; None takes those pinned for its edition.

    Raises:
        InputError: It is no JSON file that can be read.
        SourceChangedError: It is not this list, not whole, or holds a shape nobody has seen.
    """
    return _Reading(source).read(read_json(raw, source), hashlib.sha256(raw).hexdigest(), expected)


class _Reading:
    """One file being read: where we are, and what was repaired and doubted so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.repairs: list[Repair] = []
        self.doubts: list[Doubt] = []
        self.printed = Printed([])
        self.order = 0

    def read(self, value: dict[str, Any], sha256: str, expected: Expected | None) -> OfficialText:
        top = shape.fields(value, _TOP, self.source)
        edition = self._edition(top)
        drafts = self._entries(top)
        self.printed = Printed([code for draft in drafts for code in draft.seen])
        provisions, notes = self._parts(drafts)
        documents = self._documents(top["docs"])
        definitions = [
            definition
            for document in documents
            if document.kind == "definitions_annex"
            for definition in read_definitions(document.original, self._mended, f"{self.source}: {document.title}")
        ]
        text = OfficialText(
            list_id=LIST_ID,
            edition=edition,
            title=TITLE,
            celex=top["celex"],
            source_url=shape.text(top["source_url"], f"{self.source}: source_url"),
            attribution=shape.text(top["attribution"], f"{self.source}: attribution"),
            sha256=sha256,
            retrieved_at=shape.text(top["retrieved_at"], f"{self.source}: retrieved_at"),
            loader=LOADER,
            provisions=tuple(provisions),
            notes=tuple(notes),
            definitions=tuple(definitions),
            documents=tuple(documents),
            authorisations=tuple(self._authorisations(top["geas"])),
            excluded_everywhere=self._section_i(top["gea_common_list"]),
            repairs=tuple(self.repairs),
            doubts=tuple(self.doubts),
        )
        categories = Counter(draft.entry[0] for draft in drafts)
        check_counts(expected or expected_for(LIST_ID, edition), categories, text.counts(), self.source)
        return text

    def _edition(self, top: dict[str, Any]) -> str:
        """The day from which it applies; every place that states act and day must agree."""
        edition = shape.text(top["valid_from"], f"{self.source}: valid_from")
        try:
            day = date.fromisoformat(edition)
        except ValueError:
            raise SourceChangedError(f"not a date: '{edition}'", f"{self.source}: valid_from") from None
        if top["celex"] != _CELEX:
            raise SourceChangedError(f"another act: {top['celex']!r}, not {_CELEX}", f"{self.source}: celex")
        version = f"{_CELEX}-{day:%Y%m%d}"
        if top["corpus_version"] != version:
            problem = f"{top['corpus_version']!r} does not agree with celex and valid_from ({version})"
            raise SourceChangedError(problem, f"{self.source}: corpus_version")
        # The hash of the page this file was made from cannot be checked here; ours is of the file itself.
        if not _HASH.fullmatch(shape.text(top["sha256"], f"{self.source}: sha256")):
            raise SourceChangedError("not a sha256", f"{self.source}: sha256")
        return day.isoformat()

    def _entries(self, top: dict[str, Any]) -> list[EntryDraft]:
        entries = shape.items(top["entries"], f"{self.source}: entries")
        index = shape.items(top["index"], f"{self.source}: index")
        stated = shape.number(top["entry_count"], f"{self.source}: entry_count")
        if not stated == len(entries) == len(index):
            problem = f"entry_count says {stated}, there are {len(entries)} entries and {len(index)} in the index"
            raise SourceChangedError(problem, self.source)
        drafts = [self._entry(entry, pointer, n) for n, (entry, pointer) in enumerate(zip(entries, index, strict=True))]
        twice = [code for code, times in Counter(draft.entry for draft in drafts).items() if times > 1]
        if twice:
            raise SourceChangedError(f"entries given twice: {', '.join(twice)}", self.source)
        return drafts

    def _entry(self, value: object, pointer: object, number: int) -> EntryDraft:
        where = f"{self.source}: entries[{number}]"
        keys = ("entry_code", "category", "verbatim_text", "parameters", "applicable_notes")
        entry = shape.fields(value, keys, where)
        code = shape.text(entry["entry_code"], where)
        if not _ENTRY_CODE.fullmatch(code) or entry["category"] != code[0]:
            raise SourceChangedError(f"entry_code {code!r} in category {entry['category']!r}", where)
        verbatim = shape.text(entry["verbatim_text"], f"{where} ({code})")
        self._check_copies(entry, verbatim, f"{where} ({code})")
        listed = shape.fields(pointer, ("code", "first_line"), f"{self.source}: index[{number}]")
        if (listed["code"], listed["first_line"]) != (code, verbatim.partition("\n")[0]):
            raise SourceChangedError(f"does not agree with the entry {code}", f"{self.source}: index[{number}]")
        return read_entry(code, verbatim, self.source)

    def _check_copies(self, entry: dict[str, Any], verbatim: str, where: str) -> None:
        """``parameters`` and ``applicable_notes`` repeat lines of the text; they are not read, only compared."""
        lines = set(verbatim.split("\n"))
        bodies = {line.partition(" ")[2] for line in lines}
        for key, known in (("parameters", lines), ("applicable_notes", bodies)):
            for copy in shape.items(entry[key], f"{where}.{key}"):
                if shape.text(copy, f"{where}.{key}") not in known:
                    raise SourceChangedError(f"{key} holds what the text does not: '{copy[:60]}'", where)

    def _parts(self, drafts: list[EntryDraft]) -> tuple[list[Provision], list[OfficialNote]]:
        provisions: list[Provision] = []
        notes: list[OfficialNote] = []
        for entry in drafts:
            self.repairs.extend(entry.repairs)
            self.doubts.extend(entry.doubts)
            for draft in entry.parts:
                self.order += 1
                if draft.kind == "provision":
                    provisions.append(self._provision(draft))
                else:
                    notes.append(self._note(draft))
        return provisions, notes

    def _provision(self, draft: Draft) -> Provision:
        text, cas = self._cas(self._mended(draft.body, draft.place), draft.place)
        parent = draft.code.rpartition(".")[0] or None
        refs = self._refs(text, draft.place)
        return Provision(draft.code, text, draft.original, draft.status, parent, self.order, refs, cas)

    def _note(self, draft: Draft) -> OfficialNote:
        text, cas = self._cas(self._mended(draft.body, draft.place), draft.place)
        if not text:
            raise SourceChangedError(f"{draft.place} says nothing", f"{self.source}: entry {draft.code[:5]}")
        kind: NoteKind = "note"
        if draft.kind == "technical_note":
            kind = "technical_note"
        elif draft.kind == "nb":
            kind = "see_also" if _SEE_ALSO.search(text) else "nb"
        about = [match["about"] for match in _RELEASES.finditer(text)]
        subjects = dict.fromkeys(code for words in about for code in references(words, self.printed).codes)
        return OfficialNote(
            kind=kind,
            attached_to=draft.code,
            number=draft.number,
            text=text,
            original=draft.original,
            does_not_control=bool(about) or _RELEASES_SOMETHING.search(text) is not None,
            subjects=tuple(subjects),
            refs=self._refs(text, draft.place),
            military=_MILITARY.search(text) is not None,
            cas=cas,
            order=self.order,
        )

    def _mended(self, text: str, place: str) -> str:
        mended = mend(text)
        self.repairs.extend(Repair(place, *repair) for repair in mended.repairs)
        self.doubts.extend(Doubt(place, *doubt) for doubt in mended.doubts)
        return mended.text

    def _cas(self, text: str, place: str) -> tuple[str, tuple[str, ...]]:
        """The text with its CAS numbers closed up, and those whose check digit is right."""
        found = find_cas(text) if "-" in text else []
        good: dict[str, None] = {}
        for printed, number in found:
            if not is_cas(number):
                if "CAS" in text:
                    self.doubts.append(Doubt(place, "cas", printed, "the check digit of this CAS number is wrong"))
                continue
            good[number] = None
            if printed != number:
                self.repairs.append(Repair(place, "cas", printed, number))
                text = text.replace(printed, number)
        return text, tuple(good)

    def _refs(self, text: str, place: str) -> tuple[str, ...]:
        found = references(text, self.printed)
        for glued in found.glued:
            reason = "a point is missing in this code; read as if it were there"
            self.doubts.append(Doubt(place, "reference", glued, reason))
        for unknown in found.unknown:
            self.doubts.append(Doubt(place, "reference", unknown, "this code is named but not printed in the list"))
        return found.codes

    def _documents(self, value: object) -> list[OfficialDocument]:
        documents = []
        for number, item in enumerate(shape.items(value, f"{self.source}: docs")):
            where = f"{self.source}: docs[{number}]"
            document = shape.fields(item, ("doc_type", "title", "verbatim_text"), where)
            kind, title = shape.text(document["doc_type"], where), shape.text(document["title"], where)
            if kind not in _DOCUMENTS:
                raise SourceChangedError(f"a kind of text nobody has seen: '{kind}' ({title[:50]})", where)
            original = shape.text(document["verbatim_text"], where)
            scope = _SCOPE.match(title)
            # The definitions are repaired term by term.
            text = original if kind == "definitions_annex" else self._mended(original, title)
            documents.append(OfficialDocument(kind, title, (scope[2] or scope[1]) if scope else "", text, original))
        return documents

    def _authorisations(self, value: object) -> list[Authorisation]:
        made = []
        for number, item in enumerate(shape.items(value, f"{self.source}: geas")):
            where = f"{self.source}: geas[{number}]"
            authorisation = shape.fields(item, ("id", "title", "verbatim_text"), where)
            name = shape.text(authorisation["id"], where)
            if not _AUTHORISATION.fullmatch(name):
                raise SourceChangedError(f"an authorisation nobody has seen: '{name}'", where)
            original = shape.text(authorisation["verbatim_text"], where)
            made.append(self._authorisation(name, shape.text(authorisation["title"], where), original))
        return made

    def _section_i(self, value: object) -> Authorisation:
        """The items that no Union general authorisation covers."""
        original = shape.text(value, f"{self.source}: gea_common_list")
        return self._authorisation("Section I", "Items excluded from the general authorisations", original)

    def _authorisation(self, name: str, title: str, original: str) -> Authorisation:
        text = self._mended(original, name)
        return Authorisation(name, title, text, original, self._refs(text, name))
