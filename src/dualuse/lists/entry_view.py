"""One code of a list as a reader wants it: what we encode, and beside it what the authority printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dualuse.errors import InputError, NotHeldError
from dualuse.lists.catalogue import Catalogue, ControlList
from dualuse.lists.official import Definition, Doubt, OfficialDocument, OfficialNote, OfficialText, Provision, Repair
from dualuse.lists.store import load_official
from dualuse.logic import Entry, Paragraph, Vocabulary, Wording, describe, in_words
from dualuse.logic.entry import Derived
from dualuse.logic.wording import formula_in_words, kinds_in_words, sets_named
from dualuse.model.code import ControlCode


@dataclass(frozen=True, slots=True)
class EncodedParagraph:
    """A paragraph with its criterion in words."""

    id: str
    code: str
    title: str
    at: tuple[str, ...]
    condition: Wording


@dataclass(frozen=True, slots=True)
class EncodedRelease:
    """A note that takes items out of the paragraphs in its scope (full codes; empty means the whole entry)."""

    id: str
    title: str
    scope: tuple[str, ...]
    condition: Wording


@dataclass(frozen=True, slots=True)
class EncodedEntry:
    """What we author for the entry, as far as it bears on the code.

    Attributes:
        until: First day on which the block no longer applies; None while it does.
        gate: Which kinds of item it deals with.
        other_than: Codes that go before it.
        common: What every paragraph asks besides its own words.
        derived: Values that are worked out where they are not stated, one sentence each.
        sets: Name of a set that a condition only names to the labels of its members.
        partial: Paragraphs are left out because a narrower code was asked for.
        file: Where it is written.
    """

    code: str
    title: str
    since: str
    until: str | None
    regimes: tuple[str, ...]
    see_also: tuple[str, ...]
    gate: str
    other_than: tuple[str, ...]
    common: Wording | None
    paragraphs: tuple[EncodedParagraph, ...]
    releases: tuple[EncodedRelease, ...]
    derived: tuple[str, ...]
    sets: dict[str, tuple[str, ...]]
    not_used: tuple[str, ...]
    partial: bool
    file: str
    line: int | None


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed paragraph or note.

    Attributes:
        context: It stands above the code that was asked for.
    """

    code: str
    kind: Literal["provision", "note", "technical_note", "nb", "see_also"]
    number: str | None
    text: str
    status: str
    context: bool


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """The official text that bears on the code, with the terms it uses and what was done to it."""

    edition: str
    title: str
    source_url: str
    attribution: str
    retrieved_at: str
    sha256: str
    lines: tuple[PrintedLine, ...]
    definitions: tuple[Definition, ...]
    see_also: tuple[str, ...]
    documents: tuple[OfficialDocument, ...]
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """Everything held about one code on one day.

    Attributes:
        encoded: None where the entry is not encoded here.
        printed: None where the official text of that day is not held; ``problem`` says why and what to do.
        notices: What a reader must know beside it.
    """

    list_id: str
    list_title: str
    code: str
    instrument: str
    provision: str
    url: str
    as_of: str
    edition: str
    amended_by: str | None
    encoded: EncodedEntry | None
    printed: PrintedEntry | None
    problem: str | None
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in a table of contents: our title where it is encoded, else how the official text begins."""

    code: str
    title: str
    encoded: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries of a category or product group on one day.

    Attributes:
        problem: Why the official text is not held; then only the encoded entries are listed.
    """

    list_id: str
    list_title: str
    under: str
    as_of: str
    edition: str
    entries: tuple[EntryLine, ...]
    problem: str | None


GROUP = re.compile(r"\d[A-E]?")
"""A category (``2``) or a product group in it (``2B``)."""


def list_contents(catalogue: Catalogue, list_id: str, under: str, day: date, folder: Path) -> Contents:
    """The entries whose code begins with a category or product group, in list order.

    Raises:
        NotHeldError: No such list, no edition of that day, or no entry is held there.
    """
    held = catalogue.get(list_id)
    edition = held.edition(day)
    text, problem = _official(list_id, folder, day)
    encoded = {e.code: e.title for e in held.on(day) if e.code.startswith(under)}
    printed = [code for code in text.entries() if code.startswith(under)] if text else []
    codes = sorted({*encoded, *printed}, key=ControlCode)
    if not codes:
        raise NotHeldError(f"no entry of {list_id} held begins with {under}{f', and {problem}' if problem else ''}")
    lines = []
    for code in codes:
        title = encoded.get(code) or _beginning(text.provision_text(code) if text else "")
        lines.append(EntryLine(code, title, code in encoded))
    return Contents(list_id, held.info.title, under, day.isoformat(), edition.id, tuple(lines), problem)


def _beginning(text: str) -> str:
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]} …"


BEGINNING = 100
"""Characters of an official text that a table of contents shows."""


def view_entry(catalogue: Catalogue, list_id: str, code: str, day: date, folder: Path) -> EntryView:
    """What is held about ``code`` on that day.

    Args:
        catalogue: The lists we ship.
        list_id: Which list.
        code: An entry or a paragraph of it, as people write it.
        day: The day whose edition is wanted.
        folder: The user's data folder.

    Raises:
        InputError: It is no control code.
        NotHeldError: No such list, no edition of that day, or nothing held is called so.
    """
    held = catalogue.get(list_id)
    edition = held.edition(day)
    try:
        wanted = ControlCode(code)
    except ValueError as error:
        raise InputError(str(error)) from None
    text, problem = _official(list_id, folder, day)
    entry = next((e for e in held.on(day) if e.code == wanted.entry), None)
    encoded = _encoded(held, entry, str(wanted), catalogue.vocabulary) if entry else None
    printed = _printed(text, wanted) if text else None
    if printed is None and (encoded is None or not encoded.paragraphs):
        raise NotHeldError(_nothing(held, wanted, entry, problem))
    return EntryView(
        list_id=list_id,
        list_title=held.info.title,
        code=str(wanted),
        instrument=held.info.instrument,
        provision=f"{held.info.annex}, {wanted}",
        url=held.info.url,
        as_of=day.isoformat(),
        edition=edition.id,
        amended_by=edition.amended_by,
        encoded=encoded if encoded and encoded.paragraphs else None,
        printed=printed,
        problem=problem,
        notices=tuple(_notices(held, day, edition.id, entry, text)),
    )


def _official(list_id: str, folder: Path, day: date) -> tuple[OfficialText | None, str | None]:
    try:
        return load_official(list_id, folder, as_of=day), None
    except (NotHeldError, InputError) as error:
        return None, str(error)


def _nothing(held: ControlList, wanted: ControlCode, entry: Entry | None, problem: str | None) -> str:
    if entry is not None:
        codes = ", ".join(dict.fromkeys(p.code for p in entry.paragraphs))
        return f"{entry.code} as encoded has no {wanted}; it has: {codes}. Not looked up in print: {problem}"
    covered = ", ".join(held.info.covers)
    return f"{wanted} is not encoded in {held.info.id} (categories encoded: {covered}), and {problem}"


def _notices(held: ControlList, day: date, edition: str, entry: Entry | None, text: OfficialText | None) -> list[str]:
    notices = []
    if entry is None:
        notices.append(
            "This entry is not encoded here: its text can be read, but no item is held against it. "
            + held.info.not_covered
        )
    if text is not None and text.edition != edition:
        notices.append(f"The official text held is the edition of {text.edition}; the one of {edition} applies.")
    if day > held.info.checked_until:
        notices.append(f"A newer edition was last looked for on {held.info.checked_until}.")
    return notices


# -- what we encode


def _encoded(held: ControlList, entry: Entry, code: str, vocabulary: Vocabulary) -> EncodedEntry:
    shown = [p for p in entry.paragraphs if _bears_on(p, code)]
    names = [p.code.partition(".")[2] or p.id for p in shown]
    releases = [
        EncodedRelease(x.id, x.title, tuple(f"{entry.code}.{s}" for s in x.scope), in_words(x.when, vocabulary))
        for x in entry.exclusions
        if any(x.covers(name) or x.covers(p.id) for name, p in zip(names, shown, strict=True))
    ]
    where = held.document(entry).where(entry.path)
    paragraphs = tuple(EncodedParagraph(p.id, p.code, p.title, p.at, in_words(p.when, vocabulary)) for p in shown)
    common = in_words(entry.common, vocabulary) if entry.common is not None else None
    conditions = [p.condition for p in paragraphs] + [r.condition for r in releases] + ([common] if common else [])
    named = dict.fromkeys(name for condition in conditions for name in sets_named(condition))
    return EncodedEntry(
        code=entry.code,
        title=entry.title,
        since=entry.start.isoformat(),
        until=entry.end.isoformat() if entry.end else None,
        regimes=entry.regimes,
        see_also=entry.see_also,
        gate=kinds_in_words(entry.gate, vocabulary),
        other_than=entry.other_than,
        common=common,
        paragraphs=paragraphs,
        releases=tuple(releases),
        derived=tuple(_derived(d, vocabulary) for d in entry.derived),
        sets={name: _members(name, vocabulary) for name in named},
        not_used=tuple(f"{entry.code}.{step}" for step in entry.not_used),
        partial=len(shown) < len(entry.paragraphs),
        file=where.source,
        line=where.line,
    )


def _bears_on(paragraph: Paragraph, code: str) -> bool:
    """The paragraph is the code, stands below it, speaks of it, or is the one above it that is encoded as a whole."""
    return paragraph.stands_under(code) or code.startswith(f"{paragraph.code}.")


def _derived(derived: Derived, vocabulary: Vocabulary) -> str:
    sentence = _worked_out(derived, vocabulary)
    return sentence if derived.only_if is None else f"{sentence}; only if {describe(derived.only_if, vocabulary)}"


def _worked_out(derived: Derived, vocabulary: Vocabulary) -> str:
    name = derived.parameter.label
    if derived.when is not None:
        return f"{name}: yes where {describe(derived.when, vocabulary)}"
    of = f" of {derived.over.label}" if derived.over is not None else ""
    if derived.expression is not None:
        aggregate = f"{derived.aggregate} of " if derived.aggregate else ""
        return f"{name}: {aggregate}{formula_in_words(derived.expression.text, vocabulary)}{of}"
    labels = {c.value: c.label or c.value for c in derived.parameter.values or ()}
    cases = [(labels.get(value, value), describe(node, vocabulary)) for value, node in derived.classes]
    classes = "; ".join(f"{label} where {condition}" for label, condition in cases)
    otherwise = f"; otherwise {labels.get(derived.otherwise, derived.otherwise)}" if derived.otherwise else ""
    return f"{name}{of}: {classes}{otherwise}"


def _members(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The members of a set, by the labels of the first parameter that has all of them as values."""
    members = vocabulary.sets[name]
    for parameter in vocabulary.parameters.values():
        labels = {c.value: c.label for c in parameter.values or ()}
        if all(m in labels for m in members):
            return tuple(labels[m] or m for m in members)
    return members


# -- what is printed

_TERM = re.compile(r'"([^"]+)"')


def _printed(text: OfficialText, wanted: ControlCode) -> PrintedEntry | None:
    provision = text.provision(str(wanted))
    code = provision.code
    above = set(_upwards(code)) - {code}
    notes = {id(n) for n in text.notes_for(code)}
    parts: list[Provision | OfficialNote] = [
        p for p in text.provisions if p.code in above or wanted.contains(ControlCode(p.code))
    ]
    parts += [n for n in text.notes if id(n) in notes or wanted.contains(ControlCode(n.attached_to))]
    parts.sort(key=lambda part: part.order)
    lines = tuple(_line(part, above) for part in parts)
    codes = {line.code for line in lines}
    shown = [line.text for line in lines]
    return PrintedEntry(
        edition=text.edition,
        title=text.title,
        source_url=text.source_url,
        attribution=text.attribution,
        retrieved_at=text.retrieved_at,
        sha256=text.sha256,
        lines=lines,
        definitions=tuple(_definitions(text, shown, wanted.category)),
        see_also=tuple(text.see_also(code)),
        documents=tuple(d for d in text.documents_for(code) if _bears(d, wanted)),
        repairs=tuple(r for r in text.repairs if r.place.partition(" ")[0] in codes),
        doubts=tuple(d for d in text.doubts if d.place.partition(" ")[0] in codes),
    )


def _bears(document: OfficialDocument, wanted: ControlCode) -> bool:
    """Notes of its category and group, and the general note on software or technology where it is that."""
    if document.text.strip(" .").casefold() == "none":
        return False
    return bool(document.scope) or document.kind in _GENERAL.get(wanted.group, ())


_GENERAL = {"D": ("general_software_note",), "E": ("general_technology_note",)}


def _line(part: Provision | OfficialNote, above: set[str]) -> PrintedLine:
    if isinstance(part, Provision):
        return PrintedLine(part.code, "provision", None, part.text, part.status, part.code in above)
    return PrintedLine(part.attached_to, part.kind, part.number, part.text, "text", False)


def _definitions(text: OfficialText, shown: Iterable[str], category: str) -> list[Definition]:
    """The defined terms that stand in double quotes in what is shown, once each, in the order of the list."""
    used = {_fold(term) for line in shown for term in _TERM.findall(line)}
    found = []
    for definition in text.definitions:
        names = {_fold(name) for name in (definition.term, *definition.also)}
        applies = category in definition.categories or not any(c.isdigit() for c in definition.categories)
        if applies and names & used:
            found.append(definition)
    return found


def _fold(term: str) -> str:
    """A term without case and plural, so that "Composites" finds "Composite"."""
    folded = " ".join(term.casefold().split())
    return folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded


def _upwards(code: str) -> list[str]:
    steps = code.split(".")
    return [".".join(steps[: n + 1]) for n in range(len(steps))]
