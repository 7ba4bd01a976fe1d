"""Figures of criteria against figures of the text, both ways.

Every figure of a criterion stands in the official text of its own paragraph, or in the reviewed list of rewrites. Every
figure that the text prints is compared by a criterion of its entry, or stands in the reviewed list of those left out: a
limit that was forgotten is found as surely as one that was mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dualuse.documents import Document
from dualuse.issues import Issue, Path
from dualuse.lists.catalogue import ControlList, Edition
from dualuse.lists.checks.in_criteria import Figure, figures
from dualuse.lists.checks.in_print import Printed, printed_numbers
from dualuse.lists.checks.reviewed import LeftOut, Reviewed, Rewrite, read_reviewed
from dualuse.lists.official import OfficialNote, OfficialText
from dualuse.lists.usage import usage_in
from dualuse.logic import Entry, Vocabulary


def figure_issues(held: ControlList, edition: Edition, official: OfficialText) -> tuple[dict[str, int], list[Issue]]:
    """Compare the figures of the list with those of the text, both ways.

    Returns:
        How many figures of criteria and printed ones were compared, and the issues: a figure that is not in the text,
        or only in another paragraph; a printed one that nothing compares; a reviewed row that nothing needs.
    """
    reviewed = read_reviewed(held)
    issues = reviewed.issues
    counted = {"figures": 0, "printed figures": 0}
    rewritten: set[tuple[int, str]] = set()
    left_out: set[int] = set()
    printed_codes = set(official.codes())
    for entry in held.on(edition.start):
        if entry.code not in printed_codes:
            continue  # reported with the codes
        text = _EntryText(official, entry.code)
        own = list(figures(entry))
        counted["figures"] += len(own)
        issues += _unprinted(held, entry, own, text, reviewed, rewritten)
        printed = list(text.printed())
        counted["printed figures"] += len(printed)
        issues += _uncompared(held, entry, own, printed, reviewed, left_out)
    issues += _needless(reviewed, rewritten, left_out)
    return counted, issues


# -- from criteria to print


def _unprinted(
    held: ControlList, entry: Entry, own: list[Figure], text: _EntryText, reviewed: Reviewed, used: set[tuple[int, str]]
) -> Iterator[Issue]:
    for figure in own:
        if text.near(figure):
            continue
        rows = [n for n, (row, _, _) in enumerate(reviewed.rewrites) if _rewrites(row, entry.code, figure)]
        used.update((n, figure.limb) for n in rows)
        if not rows:
            yield _issue(held, entry, figure, text)


def _rewrites(rewrite: Rewrite, entry: str, figure: Figure) -> bool:
    return (rewrite.entry, rewrite.figure) == (entry, figure.text) and figure.limb in rewrite.at


def _issue(held: ControlList, entry: Entry, figure: Figure, text: _EntryText) -> Issue:
    document = held.document(entry)
    where = document.where(_exact_path(document, figure))
    place = f"{entry.code} {figure.limb}"
    if text.anywhere(figure):
        narrow = ", ".join(figure.at) or "the heading"
        return Issue("error", where, f"{place}: '{figure.text}' stands elsewhere in {entry.code}, not at {narrow}")
    return Issue("error", where, f"{place}: '{figure.text}' does not occur in the text of {entry.code}")


def _exact_path(document: Document, figure: Figure) -> Path:
    """The scalar in the limb that holds the figure; the limb itself where it is not found."""
    value: Any = document.value
    for step in figure.path:
        value = value[step]
    return next((p for p, scalar in _scalars(value, figure.path) if figure.text in scalar), figure.path)


def _scalars(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("note", "title", "q"):
                yield from _scalars(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _scalars(inner, (*path, number))
    elif isinstance(value, str):
        yield path, value


# -- from print to criteria


def _uncompared(
    held: ControlList,
    entry: Entry,
    own: list[Figure],
    printed: list[tuple[str, Printed, str | None]],
    reviewed: Reviewed,
    used: set[int],
) -> Iterator[Issue]:
    defined = _defined_numbers(held.vocabulary, entry)
    for code, number, twin in printed:
        if _known(number, own, defined):
            continue
        if twin and any(_known(other, own, defined) for other in printed_numbers(twin)):
            continue
        rows = [n for n, (row, _, _) in enumerate(reviewed.left_out) if _leaves_out(row, code, number)]
        used.update(rows)
        if not rows:
            where = held.document(entry).where(_paragraph_path(entry, code))
            message = f"{code} prints '{number.shown()}', which no criterion of {entry.code} and no word in it knows"
            yield Issue("error", where, message)


def _defined_numbers(vocabulary: Vocabulary, entry: Entry) -> set[float | None]:
    """Numbers that the entry's words bring along: a parameter measured over 300 mm, an alloy of more than 60 %."""
    usage = usage_in([entry])
    texts: list[str] = []
    for name in usage.parameters:
        parameter = vocabulary.parameters[name]
        texts += [parameter.label, parameter.definition, parameter.question]
        texts += [choice.label for choice in parameter.values or ()]
    for name in usage.kinds:
        kind = vocabulary.kinds.by_name[name]
        texts += [kind.label, kind.definition]
    return {n.value() for text in texts for n in printed_numbers(_POINT.sub(",", text))}


# Our own words write a decimal point.
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def _known(number: Printed, own: list[Figure], defined: set[float | None]) -> bool:
    return number.value() in defined or any(number.reads_as(figure) for figure in own)


def _leaves_out(row: LeftOut, code: str, number: Printed) -> bool:
    return row.code == code and number.begins(row.figure)


def _paragraph_path(entry: Entry, code: str) -> Path:
    """The narrowest paragraph that speaks of the code; the entry itself where none does."""
    own = [p for p in entry.paragraphs if p.stands_under(code) or code.startswith(f"{p.code}.")]
    return max(own, key=lambda p: len(p.code)).path if own else entry.path


def _needless(reviewed: Reviewed, rewritten: set[tuple[int, str]], left_out: set[int]) -> Iterator[Issue]:
    for number, (rewrite, document, path) in enumerate(reviewed.rewrites):
        for limb in rewrite.at:
            if (number, limb) not in rewritten:
                message = f"nothing at {rewrite.entry} {limb} needs the rewrite of '{rewrite.figure}'"
                yield Issue("error", document.where(path), message)
    for number, (row, document, path) in enumerate(reviewed.left_out):
        if number not in left_out:
            message = f"{row.code} prints no '{row.figure}' that the criteria leave out"
            yield Issue("error", document.where(path), message)


# -- the text

# "1773 K (1500 °C)": one figure in two units.
_TWINS = re.compile(r"(\d[\d,]* K) \(\s?([-–]?\d[\d,]* ?°C)\)")


class _EntryText:
    """The text of one entry, in the portions in which figures are looked for."""

    def __init__(self, official: OfficialText, entry: str) -> None:
        self.official = official
        self.entry = entry
        self.notes = [n for n in official.notes if n.entry == entry]
        self._numbers: dict[str, list[Printed]] = {}

    def printed(self) -> Iterator[tuple[str, Printed, str | None]]:
        """Every figure of a provision or of a note that releases something: code, figure, and its other unit."""
        parts = [(p.code, p.text) for p in self.official.provisions if p.entry == self.entry and p.status == "text"]
        parts += [(n.attached_to, n.text) for n in self.notes if n.does_not_control]
        for code, text in parts:
            twins = {a: b for one, other in _TWINS.findall(text) for a, b in ((one, other), (other, one))}
            for number in self._numbers_of(text):
                yield code, number, next((twins[t] for t in twins if number.begins(t.replace(",", "."))), None)

    def near(self, figure: Figure) -> bool:
        """Whether the figure stands where it is said to come from, or in a note there."""
        if figure.limb == "derived":
            return self.anywhere(figure)
        codes = figure.at or (self.entry,)
        texts = list(dict.fromkeys(t for code in codes for t in self._around(code)))
        if not figure.at:  # a release, or what all paragraphs share
            texts += [n.text for n in self.notes]
        return self._holds(texts, figure)

    def anywhere(self, figure: Figure) -> bool:
        """Whether the figure stands anywhere in the entry."""
        return self._holds([self.official.entry_text(self.entry)], figure)

    def _around(self, code: str) -> Iterator[str]:
        """The paragraph, what stands above and below it, and the notes that bear on any of these."""
        if code not in self.official.codes():
            return
        below = _below(self.official, code)
        above = [c for c in _upwards(code) if c != code]
        for each in (*above, *below):
            yield self.official.provision(each).text
        for note in self._notes((*above, *below)):
            yield note.text

    def _notes(self, codes: Iterable[str]) -> list[OfficialNote]:
        wanted = set(codes)
        return [n for n in self.notes if n.attached_to in wanted or wanted.intersection(n.subjects)]

    def _holds(self, texts: Iterable[str], figure: Figure) -> bool:
        return any(p.reads_as(figure) for text in texts for p in self._numbers_of(text))

    def _numbers_of(self, text: str) -> list[Printed]:
        if text not in self._numbers:
            self._numbers[text] = printed_numbers(text)
        return self._numbers[text]


def _below(official: OfficialText, code: str) -> list[str]:
    return [code, *(c for child in official.children(code) for c in _below(official, child))]


def _upwards(code: str) -> Iterator[str]:
    while code:
        yield code
        code = code.rpartition(".")[0]
