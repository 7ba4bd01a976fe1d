"""From the lines of one entry of Annex I to drafts of its provisions and notes, in print order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dualuse.errors import SourceChangedError
from dualuse.lists.loaders.eu_lines import (
    Kind,
    Line,
    holds_another_note,
    lettered_parts,
    read_line,
    split_notes,
    status_of,
)
from dualuse.lists.official import Doubt, Repair, Status

# The conversion lost the letter e of these paragraphs; the entry's own notes cite them as 1C010.e.1.b.
_MISPRINTED = {"1C010.1.2": "1C010.e.2", "1C010.1": "1C010.e.1"}
_MISPRINTED_NOTES = {"1C010.1": "1C010.e"}
# Entries whose paragraphs are numbers, and paragraphs whose parts are numbers where letters are the rule.
_NUMBERED_ENTRIES = frozenset({"1C350"})
_NUMBERED_PARTS = frozenset({"0B004.b.10"})

_TABLE_ROW = re.compile(r"([a-z])\. (.*\|.*)")
LABELS = {"note": "Note", "technical_note": "Technical Note", "nb": "N.B."}


@dataclass(slots=True)
class Draft:
    """A provision or note while its entry is being read."""

    code: str
    kind: Kind
    number: str | None
    body: str
    original: str
    status: Status = "text"

    @property
    def place(self) -> str:
        """How a reader finds it."""
        if self.kind == "provision":
            return self.code
        return f"{self.code} {LABELS[self.kind]}{f' {self.number}' if self.number else ''}"


@dataclass(slots=True)
class EntryDraft:
    """An entry while it is being read."""

    entry: str
    parts: list[Draft] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    seen: dict[str, None] = field(default_factory=dict)


def read_entry(entry: str, text: str, source: str) -> EntryDraft:
    """Read all lines of an entry.

    Raises:
        SourceChangedError: With the entry and the number of the line that has a shape nobody has seen.
    """
    made = EntryDraft(entry)
    for number, raw in enumerate(text.split("\n"), start=1):
        where = f"{source}: entry {entry}, line {number}"
        line = _repathed(read_line(raw, entry, where), made)
        if number == 1 and (line.code, line.kind) != (entry, "provision"):
            raise SourceChangedError("the entry does not begin with its own heading", where)
        if line.kind == "provision":
            _add_words(line, made, where)
        else:
            _add_notes(line, made, where)
    made.doubts.extend(_gaps(made))
    return made


def _repathed(line: Line, made: EntryDraft) -> Line:
    """Undo the few known misprints of a path."""
    table = _MISPRINTED if line.kind == "provision" else _MISPRINTED_NOTES | _MISPRINTED
    for wrong, right in table.items():
        if line.code == wrong or line.code.startswith(f"{wrong}."):
            if line.kind != "provision":
                right = _MISPRINTED_NOTES.get(line.code, right)
            code = right + line.code[len(wrong) :]
            made.repairs.append(Repair(code, "path", line.code, code))
            return Line(code, line.kind, line.number, line.body, line.raw)
    return line


def _add_notes(line: Line, made: EntryDraft, where: str) -> None:
    if line.code not in made.seen:
        raise SourceChangedError(f"a note on {line.code}, which is not printed before it", where)
    notes = split_notes(line)
    for note in notes:
        draft = Draft(note.code, note.kind, note.number, note.body, note.body if len(notes) > 1 else line.body)
        made.parts.append(draft)
        if len(notes) > 1:
            made.repairs.append(Repair(draft.place, "split_note", line.body[:120], f"{draft.place}: {note.body[:80]}"))
        if holds_another_note(note.body):
            reason = "another note stands inside its list and was left there"
            made.doubts.append(Doubt(draft.place, "inner_note", note.body[:80], reason))


def _add_words(line: Line, made: EntryDraft, where: str) -> None:
    """A new provision, or more words of what was printed last."""
    last = made.parts[-1] if made.parts else None
    if last is not None and _continues_list(line.code, last, made):
        _append(last, f"{line.code.rpartition('.')[2]}. {line.body}", line, made, "note_list")
    elif line.code not in made.seen:
        _add_provision(line.code, line.body, made, where)
    elif row := _TABLE_ROW.fullmatch(line.body):
        code = f"{line.code}.{row[1]}"
        words = " ".join(row[2].replace("|", " ").split())
        made.repairs.append(Repair(code, "table_row", f"{line.code} {line.body}", f"{code} {words}"))
        _add_provision(code, words, made, where, original=line.body)
    elif last is not None and line.code == last.code:
        _append(last, line.body, line, made, "continuation")
    else:
        raise SourceChangedError(f"{line.code} is printed a second time", where)


def _continues_list(code: str, last: Draft, made: EntryDraft) -> bool:
    """A list that a note announces with a colon belongs to the note, though printed with codes of its own.

    5A004.b.2.a to d are the things that 5A004.b does *not* control; taken for provisions they would reverse the answer.
    """
    if last.kind == "provision" or code.rpartition(".")[0] != last.code or code in made.seen:
        return False
    if "\n" in last.original:
        return True
    # Parts printed before the note are provisions; then what follows it continues them.
    has_parts = any(known.startswith(f"{last.code}.") for known in made.seen)
    return last.body.endswith(":") and not has_parts


def _append(last: Draft, words: str, line: Line, made: EntryDraft, kind: str) -> None:
    made.repairs.append(Repair(last.place, kind, line.raw, f"part of {last.place}"))
    last.body = f"{last.body} {words}".strip()
    last.original = f"{last.original}\n{line.raw}"


def _add_provision(code: str, body: str, made: EntryDraft, where: str, original: str | None = None) -> None:
    _check_place(code, made, where)
    made.seen[code] = None
    parts = lettered_parts(body, where)
    made.parts.append(Draft(code, "provision", None, "" if parts else body, original or body, status_of(body, where)))
    for letter, words in parts:
        part = f"{code}.{letter}"
        made.repairs.append(Repair(part, "lettered_part", f"{code} {body[:80]}", f"{part} {words}"))
        _check_place(part, made, where)
        made.seen[part] = None
        made.parts.append(Draft(part, "provision", None, words, words))


def _check_place(code: str, made: EntryDraft, where: str) -> None:
    """A provision stands below a printed one, letters and numbers taking turns."""
    parent, _, step = code.rpartition(".")
    if not parent:
        return
    if parent not in made.seen:
        raise SourceChangedError(f"{code} is printed without {parent} above it", where)
    depth = code.count(".")
    letters = depth % 2 == 1
    if made.entry in _NUMBERED_ENTRIES or parent in _NUMBERED_PARTS:
        letters = not letters
    if step.isdigit() == letters:
        raise SourceChangedError(f"{code}: a {'letter' if letters else 'number'} is expected at this level", where)


def _gaps(made: EntryDraft) -> list[Doubt]:
    """Numbers that are left out without being printed as unused."""
    doubts = []
    last: dict[str, int] = {}
    for code in made.seen:
        parent, _, step = code.rpartition(".")
        if not parent or (len(step) > 1 and not step.isdigit()):
            continue
        place = int(step) if step.isdigit() else ord(step) - ord("a") + 1
        if place != last.get(parent, 0) + 1:
            reason = f"not the next number below {parent}; what comes before it is not printed"
            doubts.append(Doubt(code, "gap", code, reason))
        last[parent] = place
    return doubts
