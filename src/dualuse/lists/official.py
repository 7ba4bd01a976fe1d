"""An official control list as its authority printed it: provisions, notes, definitions, and what was done to them.

Every text keeps its untouched ``original`` beside the ``text`` in which damage was undone. What was undone is a
:class:`Repair`; what could not be decided is a :class:`Doubt`. Nothing here is our own wording, and nothing of it is
shipped: it is read from the file that the user imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from dualuse.errors import NotHeldError
from dualuse.model.code import ControlCode

Status = Literal["text", "not_used", "see_military", "see_entry"]
NoteKind = Literal["note", "technical_note", "nb", "see_also"]


@dataclass(frozen=True, slots=True)
class Repair:
    """Damage that was undone without guessing: where, of which kind, and both readings."""

    place: str
    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that the file does not settle; the text was left as it stands unless ``reason`` says otherwise."""

    place: str
    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One printed paragraph of the list.

    Attributes:
        code: Its full code, ``2B350.g.1.a``; the entry itself is ``2B350``.
        text: What it says, repaired; empty where only its lettered parts say something.
        original: The same, untouched.
        status: ``not_used`` is an unused number; ``see_military`` and ``see_entry`` are numbers that only point
            to where the thing is controlled.
        parent: Code of the enclosing provision; None for an entry.
        order: Position in print among provisions and notes.
        refs: Codes it names, ranges written out.
        cas: CAS numbers it names.
    """

    code: str
    text: str
    original: str
    status: Status
    parent: str | None
    order: int
    refs: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """The entry it belongs to."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class OfficialNote:
    """A note, technical note, N.B. or "see also", bound to the provision under which it is printed.

    Attributes:
        kind: ``see_also`` is an N.B. that says SEE ALSO.
        attached_to: Code under which it is printed.
        number: ``"2"`` for a Note 2; None when unnumbered.
        text: What it says, repaired and without its label.
        original: The same, untouched.
        does_not_control: It releases something.
        subjects: The codes about which it says so (``2B352.d`` though it is printed under ``2B352.d.1.b``).
        refs: Codes it names, ranges written out.
        military: It points to the military goods controls.
        cas: CAS numbers it names.
        order: Position in print among provisions and notes.
    """

    kind: NoteKind
    attached_to: str
    number: str | None
    text: str
    original: str
    does_not_control: bool
    subjects: tuple[str, ...]
    refs: tuple[str, ...]
    military: bool
    cas: tuple[str, ...]
    order: int

    @property
    def entry(self) -> str:
        """The entry it is printed in."""
        return self.attached_to.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and where it applies.

    Attributes:
        term: The term between its double quotation marks.
        also: Other terms given with it, usually an abbreviation.
        qualifier: What is said beside it, ``gyro`` for "Bias" (gyro).
        categories: Category digits, or GTN, NTN, GSN, GISN, NSN, All, def.
        text: The definition, repaired, with its paragraphs and notes, one a line.
        original: The same, untouched.
    """

    term: str
    also: tuple[str, ...]
    qualifier: str
    categories: tuple[str, ...]
    text: str
    original: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A text of the list that belongs to no entry: a general note, a table, the notes of a category or group.

    Attributes:
        kind: What it is, in the words of the file: ``general_technology_note``, ``section_note`` and so on.
        scope: The start of the codes it belongs to: ``2B``, ``5``; empty for the whole list.
    """

    kind: str
    title: str
    scope: str
    text: str
    original: str


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A general export authorisation: its text, and the codes named in it."""

    id: str
    title: str
    text: str
    original: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class OfficialText:
    """One edition of an official list, as read from one file."""

    list_id: str
    edition: str
    title: str
    celex: str
    source_url: str
    attribution: str
    sha256: str
    retrieved_at: str
    loader: str
    provisions: tuple[Provision, ...]
    notes: tuple[OfficialNote, ...]
    definitions: tuple[Definition, ...]
    documents: tuple[OfficialDocument, ...]
    authorisations: tuple[Authorisation, ...]
    excluded_everywhere: Authorisation | None
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]

    @property
    def effective(self) -> Date:
        """The day from which this edition applies."""
        return Date.fromisoformat(self.edition)

    def codes(self) -> list[str]:
        """Every printed code, in the order of the list, unused ones included."""
        return list(self._codes)

    def entries(self) -> list[str]:
        """The codes of the entries, in the order of the list."""
        return [code for code in self._codes if "." not in code]

    def provision(self, code: str) -> Provision:
        """The provision with this code.

        Raises:
            NotHeldError: The edition prints no such code.
        """
        wanted = str(ControlCode(code))
        try:
            return self._by_code[wanted]
        except KeyError:
            close = get_close_matches(wanted, self._by_code, 3)
            hint = f"; near it are {', '.join(close)}" if close else ""
            raise NotHeldError(f"{self.list_id} of {self.edition} prints no {wanted}{hint}") from None

    def provision_text(self, code: str) -> str:
        """What the provision says; empty where only its lettered parts say something."""
        return self.provision(code).text

    def children(self, code: str) -> list[str]:
        """Codes printed directly below ``code``, in the order of the list."""
        wanted = self.provision(code).code
        return [c for c in self._codes if self._by_code[c].parent == wanted]

    def entry_text(self, entry: str, *, original: bool = False) -> str:
        """All provisions and notes of the entry as printed, one a line, each after its code."""
        return "\n".join(_line(part, original) for part in self._printed[self.provision(entry).entry])

    def notes_for(self, code: str) -> list[OfficialNote]:
        """Notes that bear on ``code``: printed at it or above it, or releasing it though printed elsewhere."""
        wanted = self.provision(code).code
        above = set(_with_ancestors(wanted))
        entry = [part for part in self._printed[wanted.partition(".")[0]] if isinstance(part, OfficialNote)]
        return [n for n in entry if n.attached_to in above or above.intersection(n.subjects)]

    def unused(self) -> set[str]:
        """Codes printed as not used."""
        return {p.code for p in self.provisions if p.status == "not_used"}

    def see_also(self, code: str) -> list[str]:
        """Codes that "see also" lines at ``code`` or below it point to, in the order of the list."""
        wanted = ControlCode(self.provision(code).code)
        notes = [n for n in self.notes if n.kind == "see_also" and wanted.contains(ControlCode(n.attached_to))]
        return sorted({ref for note in notes for ref in note.refs}, key=ControlCode)

    def documents_for(self, code: str) -> list[OfficialDocument]:
        """Notes and tables of the category and group of ``code``, and those of the whole list."""
        entry = self.provision(code).entry
        return [d for d in self.documents if entry.startswith(d.scope)]

    def cas_numbers(self) -> dict[str, tuple[str, ...]]:
        """CAS number to the codes at which it is printed."""
        found: dict[str, dict[str, None]] = {}
        for provision in self.provisions:
            for number in provision.cas:
                found.setdefault(number, {})[provision.code] = None
        for note in self.notes:
            for number in note.cas:
                found.setdefault(number, {})[note.attached_to] = None
        return {number: tuple(codes) for number, codes in found.items()}

    def counts(self) -> dict[str, int]:
        """How much of each kind was read."""
        return {
            "entries": sum(p.parent is None for p in self.provisions),
            "provisions": len(self.provisions),
            "not_used": sum(p.status == "not_used" for p in self.provisions),
            "notes": len(self.notes),
            "cas": len(self.cas_numbers()),
            "definitions": len(self.definitions),
            "documents": len(self.documents),
            "authorisations": len(self.authorisations),
            "repairs": len(self.repairs),
            "doubts": len(self.doubts),
        }

    @cached_property
    def _by_code(self) -> dict[str, Provision]:
        return {p.code: p for p in self.provisions}

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return tuple(sorted(self._by_code, key=ControlCode))

    @cached_property
    def _printed(self) -> dict[str, list[Provision | OfficialNote]]:
        parts: dict[str, list[Provision | OfficialNote]] = {}
        for part in _in_print([*self.provisions, *self.notes]):
            parts.setdefault(part.entry, []).append(part)
        return parts


def _in_print(parts: Iterable[Provision | OfficialNote]) -> list[Provision | OfficialNote]:
    return sorted(parts, key=lambda part: part.order)


def _with_ancestors(code: str) -> Iterator[str]:
    while code:
        yield code
        code = code.rpartition(".")[0]


_LABELS = {"note": "Note", "technical_note": "Technical Note", "nb": "N.B.", "see_also": "N.B."}


def _line(part: Provision | OfficialNote, original: bool) -> str:
    text = part.original if original else part.text
    if isinstance(part, Provision):
        return f"{part.code} {text}"
    number = f" {part.number}" if part.number else ""
    return f"{part.attached_to} {_LABELS[part.kind]}{number}: {text}"
