"""Which lists are held, in which dated editions, and the entries of one of them on one day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path as FilePath

from pydantic import Field

from dualuse.data import control_lists_dir
from dualuse.documents import Document, read_checked, read_plain
from dualuse.errors import NotHeldError
from dualuse.issues import Issue, Where, raise_errors
from dualuse.lists.vocabulary import read_vocabulary
from dualuse.logic import Entry, EntrySet, Vocabulary, load_entry
from dualuse.model.base import Frozen


class Edition(Frozen):
    """One dated text of a list.

    Attributes:
        start: First day on which it applies.
        end: First day on which it no longer applies; None while it does.
        entries: How many entries the official text has.
    """

    id: str
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    amended_by: str | None = None
    entries: int | None = None

    def covers(self, day: date) -> bool:
        """Whether it applies on that day."""
        return self.start <= day and (self.end is None or day < self.end)


class ListInfo(Frozen):
    """The contents of a ``list.yaml``.

    Attributes:
        covers: Category digits whose entries are encoded, all of them.
        not_covered: What is not encoded, in a sentence that every assessment repeats.
        checked_until: Last day on which somebody looked for a newer edition.
        stale_after_days: How long after that day the list may still show that an item is not on it.
    """

    id: str
    title: str
    jurisdiction: str
    instrument: str
    annex: str
    url: str
    notation: str
    domain: str = "dual_use"
    covers: tuple[str, ...]
    not_covered: str
    checked_until: date
    stale_after_days: int = Field(default=400, gt=0, description="Beyond that, what it does not catch is unknown")
    editions: tuple[Edition, ...] = Field(min_length=1)


class ControlList:
    """One list: its description, its entry blocks, and the issues found in them."""

    def __init__(self, info: ListInfo, description: Document, folder: FilePath, vocabulary: Vocabulary) -> None:
        self.info = info
        self.description = description
        self.folder = folder
        self.vocabulary = vocabulary
        self.entries, self.issues, self._documents = _entries(folder, info, vocabulary)

    def source(self, file: FilePath) -> str:
        """The file's name in messages, the same on every machine."""
        return f"control_lists/{self.info.id}/{file.relative_to(self.folder).as_posix()}"

    def document(self, entry: Entry) -> Document:
        """The file in which the entry block stands; places in it begin with :attr:`Entry.path`."""
        return self._documents[entry.code, entry.start]

    @cached_property
    def sha256(self) -> str:
        """The hash of everything we author for this list."""
        return _hash(self.folder, _entry_files(self.folder))

    def edition(self, day: date) -> Edition:
        """The edition of that day.

        Raises:
            NotHeldError: There is none; the message says which are held.
        """
        for edition in self.info.editions:
            if edition.covers(day):
                return edition
        held = ", ".join(f"{e.id} (from {e.start}{f' to {e.end}' if e.end else ''})" for e in self.info.editions)
        raise NotHeldError(f"no edition of {self.info.id} held for {day}; held: {held}")

    def on(self, day: date) -> list[Entry]:
        """The entry blocks in force on that day, in list order."""
        return [e for e in self.entries if e.covers(day)]


class Catalogue:
    """Every list under ``control_lists/`` with the vocabulary they share; loaded once, compiled on first use."""

    def __init__(self, root: FilePath) -> None:
        self.root = root
        files = read_vocabulary(root / "vocabulary")
        self.vocabulary, self.vocabulary_issues, self.places = files.vocabulary, files.issues, files.places
        self.lists: dict[str, ControlList] = {}
        self.description_issues: list[Issue] = []
        for file in sorted(root.rglob("list.yaml")):
            source = f"control_lists/{file.relative_to(root).as_posix()}"
            read = read_checked(ListInfo, file, source)
            if isinstance(read, tuple):
                info, description = read
                self.lists[info.id] = ControlList(info, description, file.parent, self.vocabulary)
            else:
                self.description_issues += read
        self._sets: dict[tuple[str, str], EntrySet] = {}

    @classmethod
    def load(cls, root: FilePath | None = None) -> Catalogue:
        """The shipped lists, or those under ``root``.

        Raises:
            InvalidDataError: Something in them is wrong; all of it is told.
        """
        catalogue = cls(root or control_lists_dir())
        raise_errors(catalogue.issues())
        return catalogue

    def issues(self) -> list[Issue]:
        """Everything wrong with the vocabulary, the descriptions of the lists and the entries."""
        entries = (i for held in self.lists.values() for i in held.issues)
        return [*self.vocabulary_issues, *self.description_issues, *entries]

    @cached_property
    def vocabulary_sha256(self) -> str:
        """The hash of the vocabulary files."""
        return _hash(self.root, sorted((self.root / "vocabulary").rglob("*.yaml")))

    def get(self, list_id: str) -> ControlList:
        """The list of that id.

        Raises:
            NotHeldError: There is none.
        """
        if list_id not in self.lists:
            raise NotHeldError(f"no control list called '{list_id}'; there are: {', '.join(self.lists)}")
        return self.lists[list_id]

    def entry_set(self, list_id: str, day: date) -> EntrySet:
        """The entries of that day, compiled."""
        held = self.get(list_id)
        key = (list_id, held.edition(day).id)
        if key not in self._sets:
            self._sets[key] = EntrySet(held.on(day), self.vocabulary)
        return self._sets[key]


def _entry_files(folder: FilePath) -> list[FilePath]:
    return [f for f in sorted(folder.glob("*.yaml")) if f.name != "list.yaml" and not f.name.startswith("rewrites")]


_Documents = dict[tuple[str, date], Document]


def _entries(folder: FilePath, info: ListInfo, vocabulary: Vocabulary) -> tuple[list[Entry], list[Issue], _Documents]:
    entries: list[Entry] = []
    documents: _Documents = {}
    issues: list[Issue] = []
    places: dict[str, list[tuple[Entry, Where]]] = {}
    for file in _entry_files(folder):
        source = f"control_lists/{info.id}/{file.name}"
        document = read_plain(file, source)
        if not isinstance(document, Document):
            issues += document
            continue
        value = document.value
        rows = value.get("entries") if isinstance(value, dict) else None
        if not isinstance(value, dict) or value.get("list") != info.id or not isinstance(rows, list):
            issues.append(Issue("error", document.where(), f"'list: {info.id}' and 'entries' are expected at the top"))
            continue
        for key in sorted(value.keys() - {"list", "entries"}):
            issues.append(Issue("error", document.where((key,)), f"unknown key '{key}'"))
        for number, row in enumerate(rows):
            path = ("entries", number)
            entry, found = load_entry(row, document, path, vocabulary)
            issues += found
            if entry is not None:
                entries.append(entry)
                documents[entry.code, entry.start] = document
                places.setdefault(entry.code, []).append((entry, document.where(path)))
    issues += _overlaps(places)
    issues += [Issue("error", places[e.code][0][1], f"{e.code} {text}") for e, text in _cycles(entries, vocabulary)]
    return sorted(entries, key=lambda e: (e.code, e.start)), issues, documents


def _overlaps(places: dict[str, list[tuple[Entry, Where]]]) -> Iterable[Issue]:
    for code, blocks in places.items():
        dated = sorted(blocks, key=lambda b: b[0].start)
        for (this, _), (following, where) in pairwise(dated):
            if this.end is None or this.end > following.start:
                yield Issue("error", where, f"{code} is encoded twice for {following.start}")


def _cycles(entries: list[Entry], vocabulary: Vocabulary) -> list[tuple[Entry, str]]:
    return EntrySet(entries, vocabulary).issues()


def _hash(root: FilePath, files: Iterable[FilePath]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(root).as_posix().encode() + b"\0")
        total.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
