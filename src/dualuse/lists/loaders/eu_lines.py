"""One printed line of Annex I: its code, whether it is a provision or a note, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dualuse.errors import SourceChangedError
from dualuse.lists.official import Status

Kind = Literal["provision", "note", "technical_note", "nb"]

_LINE = re.compile(r"(?P<code>\d[A-E]\d{3}(?:\.(?:[a-z]{1,2}|\d{1,3}))*)(?: (?P<body>\S.*))?")
_LABEL = re.compile(
    r"(?:(?P<technical_note>Technical Notes?)|(?P<note>Notes?)|(?P<nb>N\.B))\b\.?"
    r" ?(?:(?P<number>\d{1,2})(?![\w]))?[.:]{0,2}(?: |$)"
)
_LABEL_WORD = re.compile(r"(?:Technical Notes?|Notes?|N\.? ?B)\b", re.IGNORECASE)
# Inside another note a label counts only after a full stop; after a semicolon the outer note's list goes on.
_INNER_LABEL = re.compile(
    r"(?<=\. )(?:(?P<technical_note>Technical Notes?)(?: (?P<tn>\d{1,2}))?:|(?P<note>Note)(?: (?P<n>\d{1,2}))?:"
    r"|(?P<nb>N\.B\.)(?:(?P<b>\d)\.?)?) (?!\d+\.[a-z])"
)
_CITED = re.compile(r"\d[A-E]\d{3}[\w.]*\. $")
_KEPT_INSIDE = re.compile(r"(?<=[;)] )(?:Technical Notes?|Note)(?: \d{1,2})?: ")
_NUMBERED = re.compile(r"(?:^|(?<=\. ))(\d)\. ")
_LETTERED = re.compile(r"(?:^|(?<=; )|(?<=; and )|(?<=; or ))([a-z])\. ")
_SEE_MILITARY = re.compile(r"see military goods controls\b.* for ", re.IGNORECASE)
_SEE_ENTRY = re.compile(r"see \d[A-E]\d{3}[\w.]* for ", re.IGNORECASE)
_SEE = re.compile(r"see\b", re.IGNORECASE)
_UNUSED = re.compile(r"not used\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart; ``body`` is without code and label."""

    code: str
    kind: Kind
    number: str | None
    body: str
    raw: str


def read_line(raw: str, entry: str, where: str) -> Line:
    """Take a line apart.

    Raises:
        SourceChangedError: No code at its start, a code of another entry, nothing after it, or a label nobody knows.
    """
    match = _LINE.fullmatch(raw.rstrip())
    if match is None:
        raise SourceChangedError(f"a line without a code at its start: {_shown(raw)}", where)
    code, body = match["code"], match["body"]
    if code != entry and not code.startswith(f"{entry}."):
        raise SourceChangedError(f"a line of another entry stands in {entry}: {_shown(raw)}", where)
    if not body:
        raise SourceChangedError(f"nothing is printed after {code}", where)
    if not _LABEL_WORD.match(body):
        return Line(code, "provision", None, body, raw)
    label = _LABEL.match(body)
    if label is None:
        raise SourceChangedError(f"a note whose label cannot be read: {_shown(raw)}", where)
    return Line(code, _kind(label), label["number"], body[label.end() :], raw)


def split_notes(line: Line) -> list[Line]:
    """The notes that stand in one line: further ones after a full stop, or the numbered parts of "Notes: 1. … 2. …"."""
    parts: list[Line] = []
    kind, number, start = line.kind, line.number, 0
    for inner in _inner_labels(line.body):
        parts.append(Line(line.code, kind, number, line.body[start : inner.start()].strip(), line.raw))
        kind, number, start = _kind(inner), inner["tn"] or inner["n"] or inner["b"], inner.end()
    parts.append(Line(line.code, kind, number, line.body[start:].strip(), line.raw))
    return [single for part in parts for single in _numbered(part)]


def holds_another_note(body: str) -> bool:
    """Whether a note stands in the middle of this one's list, or is only cited, and was therefore not cut out."""
    return _KEPT_INSIDE.search(body) is not None or _INNER_LABEL.search(body) is not None


def _inner_labels(body: str) -> list[re.Match[str]]:
    """Labels of further notes; ``4A003.g. Note 1:`` cites a note and begins none."""
    found = _INNER_LABEL.finditer(body)
    return [label for label in found if not (label["note"] and _CITED.search(body, 0, label.start()))]


def lettered_parts(body: str, where: str) -> list[tuple[str, str]]:
    """The parts of a provision printed as ``a. … b. …`` in one line; empty when it is not.

    Raises:
        SourceChangedError: It begins so but the letters do not follow each other.
    """
    if not re.match(r"[a-z]\. ", body):
        return []
    marks = list(_LETTERED.finditer(body))
    letters = [m[1] for m in marks]
    if letters != [chr(ord("a") + n) for n in range(len(marks))] or len(marks) < 2:
        raise SourceChangedError(f"lettered parts that do not follow each other: {_shown(body)}", where)
    ends = [m.start() for m in marks[1:]] + [len(body)]
    return [(m[1], body[m.end() : end].strip()) for m, end in zip(marks, ends, strict=True)]


def status_of(body: str, where: str) -> Status:
    """What kind of provision this is.

    Raises:
        SourceChangedError: It begins like an unused number or a pointer, but goes on in a way nobody has seen.
    """
    if _UNUSED.match(body):
        if body.rstrip(" ;.").lower() != "not used":
            raise SourceChangedError(f"an unused number with more behind it: {_shown(body)}", where)
        return "not_used"
    if _SEE_MILITARY.match(body):
        return "see_military"
    if _SEE_ENTRY.match(body):
        return "see_entry"
    if _SEE.match(body):
        raise SourceChangedError(f"a pointer of a kind nobody has seen: {_shown(body)}", where)
    return "text"


def _numbered(line: Line) -> list[Line]:
    """Only plain notes are cut at their numbers; in a technical note the numbers are its paragraphs."""
    if not (line.kind == "note" and line.number is None and line.body.startswith("1. ")):
        return [line]
    marks = list(_NUMBERED.finditer(line.body))
    if [m[1] for m in marks] != [str(n + 1) for n in range(len(marks))]:
        return [line]
    ends = [m.start() for m in marks[1:]] + [len(line.body)]
    return [
        Line(line.code, "note", m[1], line.body[m.end() : end].strip(), line.raw)
        for m, end in zip(marks, ends, strict=True)
    ]


def _kind(label: re.Match[str]) -> Kind:
    if label["technical_note"]:
        return "technical_note"
    return "note" if label["note"] else "nb"


def _shown(text: str) -> str:
    return f"'{text[:77]}…'" if len(text) > 78 else f"'{text}'"
