"""Every figure of a criterion stands in the official text of its own paragraph, or in the reviewed list of rewrites.

Figures are compared by what they mean, not by how they are written: ``0,9 μm`` is 0.9 µm, ``1773 K (1500 °C)`` holds
1500 °C, ``5 × 10^3 Gy`` is 5000 Gy. A share in percent matches whatever it is a share of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isclose
from typing import Annotated, Any

from pydantic import BeforeValidator

from dualuse.documents import Document, read_checked
from dualuse.issues import Issue, Path
from dualuse.lists.catalogue import ControlList, Edition
from dualuse.lists.official import OfficialNote, OfficialText
from dualuse.logic import Entry, Node
from dualuse.logic.ast import Calc, Compare, Group, Not, Quantified, Range
from dualuse.logic.expression import Expression
from dualuse.model.base import Frozen, one_or_many
from dualuse.quantity import Quantity, dimensions, read_any, read_quantity

Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
REWRITES = "rewrites*.yaml"


class Rewrite(Frozen):
    """A figure that the text gives in another way: in words, by a definition, as a conversion.

    Attributes:
        at: Where it stands in the entry: paragraph ids, release ids, ``common`` or ``derived``.
        why: What the text says instead, in our own words.
    """

    entry: str
    at: Words
    figure: str
    why: str


class RewriteFile(Frozen):
    """A file ``rewrites*.yaml`` beside the entries of a list."""

    rewrites: tuple[Rewrite, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a criterion.

    Attributes:
        text: As our file writes it.
        dimension: What it measures; None in a formula, where any figure of the text may be meant.
        limb: Paragraph id, release id, ``common`` or ``derived``.
        at: Full codes of the paragraphs it is said to come from; empty where nothing narrower is said.
        path: Of its limb in the entry file.
    """

    text: str
    dimension: str | None
    basis: str | None
    limb: str
    at: tuple[str, ...]
    path: Path


def figure_issues(held: ControlList, edition: Edition, official: OfficialText) -> tuple[int, list[Issue]]:
    """Compare every figure of the list with the text.

    Returns:
        How many figures were compared, and the issues: a figure that is not in the text, one that is only in another
        paragraph of the entry, and a rewrite that nothing needs.
    """
    rewrites, issues = _read_rewrites(held)
    count = 0
    used: set[tuple[int, str]] = set()
    for entry in held.on(edition.start):
        if entry.code not in official.codes():
            continue  # reported with the codes
        text = _EntryText(official, entry.code)
        for figure in figures(entry):
            count += 1
            if text.near(figure):
                continue
            found = [(n, figure.limb) for n, (r, _, _) in enumerate(rewrites) if _rewrites(r, entry.code, figure)]
            used.update(found)
            if not found:
                issues.append(_issue(held, entry, figure, text))
    for number, (rewrite, document, path) in enumerate(rewrites):
        for limb in rewrite.at:
            if (number, limb) not in used:
                message = f"nothing at {rewrite.entry} {limb} needs the rewrite of '{rewrite.figure}'"
                issues.append(Issue("error", document.where(path), message))
    return count, issues


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


# -- figures in criteria


def figures(entry: Entry) -> Iterator[Figure]:
    """Every figure of the entry, limb by limb."""
    if entry.common is not None:
        yield from _in_node(entry.common, _Place(entry.code, "common", (), (*entry.path, "common")))
    for paragraph in entry.paragraphs:
        place = _Place(entry.code, paragraph.id, (paragraph.code,), paragraph.path)
        yield from _in_node(paragraph.when, place)
    for number, release in enumerate(entry.exclusions):
        yield from _in_node(release.when, _Place(entry.code, release.id, (), (*entry.path, "exclusions", number)))
    for number, derived in enumerate(entry.derived):
        place = _Place(entry.code, "derived", (), (*entry.path, "derived", number))
        for _, node in derived.classes:
            yield from _in_node(node, place)
        for part in (derived.where, derived.when, derived.only_if):
            if part is not None:
                yield from _in_node(part, place)
        if derived.expression is not None:
            yield from _in_expression(derived.expression, place)


@dataclass(frozen=True, slots=True)
class _Place:
    entry: str
    limb: str
    at: tuple[str, ...]
    path: Path

    def within(self, labels: tuple[str, ...]) -> _Place:
        """The same place, narrowed to the paragraphs that a condition names."""
        full = tuple(self.entry if label == "all" else f"{self.entry}.{label}" for label in labels)
        return _Place(self.entry, self.limb, full, self.path) if full else self

    def figure(self, text: str, dimension: str | None, basis: str | None = None) -> Figure:
        return Figure(text, dimension, basis, self.limb, self.at, self.path)


def _in_node(node: Node, place: _Place) -> Iterator[Figure]:
    place = place.within(node.at)
    if isinstance(node, Group):
        for part in node.parts:
            yield from _in_node(part, place)
    elif isinstance(node, Not):
        yield from _in_node(node.part, place)
    elif isinstance(node, Quantified):
        if node.how == "count":
            yield place.figure(str(node.number), "number")
        yield from _in_node(node.where, place)
    elif isinstance(node, Compare):
        yield place.figure(node.limit.text, node.parameter.dimension, node.parameter.basis)
    elif isinstance(node, Range):
        for limit in (node.low, node.high):
            yield place.figure(limit.text, node.parameter.dimension, node.parameter.basis)
    elif isinstance(node, Calc):
        yield from _in_expression(node.left, place)
        yield from _in_expression(node.right, place)


_SI = re.compile(r"si\('([^']+)'\)")
_BARE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


def _in_expression(expression: Expression, place: _Place) -> Iterator[Figure]:
    text = expression.text
    if not expression.names and not _SI.search(text):
        yield place.figure(text, None)
        return
    for match in _SI.finditer(text):
        yield place.figure(match[1], None)
    for match in _BARE.finditer(_SI.sub("", text)):
        yield place.figure(match.group(), None)


# -- figures in the text


_NUMBER = re.compile(
    r"(?<![\w.,^/×-])(?P<sign>[-–−] ?)?"
    r"(?P<number>10\^-?\d+|\d+(?: \d{3}(?!\d))*(?:,\d+)?(?: ?× ?10\^-?\d+)?)(?!\d)"
)
_AFTER_STROKE = re.compile(r"(?<=/)(?P<number>\d+(?:,\d+)?)(?![\d-])")
_CODES = re.compile(r"\b\d[A-E]\d{3}(?:\.[a-z0-9]{1,2})*\b")
_STANDARDS = re.compile(r"\b(?:ISO|IEC|ASTM|ASME|IEEE|EN) [A-Z]?\d[\w.-]*(?::\d{4})?")
_NUMBERING = re.compile(r"(?:(?<=^)|(?<=[.;:] ))\d{1,2}\. (?=['‘\"“A-Z])")
# "(1,7 + L/1000) μm" and "from 0,9 to 23 kg": the unit belongs to both figures.
_SUM = re.compile(r"\(?(\d[\d,]*) ?\+ ?\(?([^()+]*L/\d+)\)*\)? ([^\s;,()]+)")
_PAIR = re.compile(r"(?<![\w.,])(\d[\d,]*)( (?:to|and|or|-|–) )(\d[\d,]*) ([^\d\s;,()][^\s;,()]*)")
_WORD = re.compile(r" ?[^\s;,()\"]+")
MAX_UNIT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in a text with the words that follow it, of which the first ones may be its unit."""

    number: str
    following: tuple[str, ...]

    def reads_as(self, figure: Figure) -> bool:
        """Whether number and unit mean the same as the figure."""
        if figure.dimension is None:
            return self._in_formula(figure.text)
        wanted = _value(figure.text, figure.dimension, figure.basis)
        if wanted is None:
            return False
        if figure.dimension == "number":
            return _same(_value(self.number, "number", None), wanted) and not self._is_measured()
        written = (*self._with_units(), self.number)
        return any(_same(_value(text, figure.dimension, figure.basis), wanted) for text in written)

    def _in_formula(self, text: str) -> bool:
        """The same plain number, whatever unit follows; or the same number with the same unit."""
        plain = _value(text, "number", None)
        if plain is not None:
            return _same(_value(self.number, "number", None), plain)
        return any(
            _same(_value(written, dimension, None), wanted)
            for dimension, wanted in _measures(text)
            for written in self._with_units()
        )

    def _is_measured(self) -> bool:
        """Whether a unit follows. "in" is the preposition: the list gives no lengths in inches alone."""
        return self.following[:1] != (" in",) and any(map(_is_measured, self._with_units()))

    def _with_units(self) -> Iterator[str]:
        """The number with everything that may be its unit, the longest first."""
        for length in range(len(self.following), 0, -1):
            unit = "".join(self.following[:length])
            yield f"{self.number}{unit}"
            if unit.endswith("."):
                yield f"{self.number}{unit.rstrip('.')}"
            if " per " in unit:
                yield f"{self.number}{unit.replace(' per ', '/').rstrip('.')}"


def printed_numbers(text: str) -> list[Printed]:
    """Every number in a text that is not part of a code, of the name of a standard, or the number of a sentence.

    >>> [p.number for p in printed_numbers("1. 'Bore' of 0,9 μm or 5 × 10^3 Gy in 2B001.a.1 (ISO 230-1:2012).")]
    ['0.9', '5 × 10^3']
    """
    text = _NUMBERING.sub("", _STANDARDS.sub(" ", _CODES.sub(" ", text))).replace("\n", " ; ")
    text = _PAIR.sub(r"\1 \4\2\3 \4", _SUM.sub(r"\1 \3 + \2", text))
    found = []
    for match in (*_NUMBER.finditer(text), *_AFTER_STROKE.finditer(text)):
        words: list[str] = []
        at = match.end()
        while len(words) < MAX_UNIT_WORDS and (word := _WORD.match(text, at)):
            words.append(word.group().rstrip(":"))
            at = word.end()
        number = match["number"].replace(",", ".")
        if number.startswith("10^"):
            number = f"1 × {number}"
        found.append(Printed(number, tuple(words)))
        if match.groupdict().get("sign"):
            found.append(Printed(f"-{number}", tuple(words)))
    return found


@lru_cache(maxsize=65536)
def _value(text: str, dimension: str, basis: str | None) -> float | None:
    """The value of a text in SI units; None where it is not one exact value of that dimension."""
    reading = read_quantity(text, dimension, basis)
    return reading.low if isinstance(reading, Quantity) and reading.is_exact else None


@lru_cache(maxsize=65536)
def _is_measured(text: str) -> bool:
    """Whether a unit stands behind the number, whatever it measures."""
    return isinstance(read_any(text), Quantity)


@lru_cache(maxsize=1024)
def _measures(text: str) -> tuple[tuple[str, float], ...]:
    """A constant with its unit in every dimension in which it can be read."""
    found = ((dimension, _value(text, dimension, None)) for dimension in dimensions())
    return tuple((dimension, value) for dimension, value in found if value is not None)


def _same(found: float | None, wanted: float) -> bool:
    return found is not None and isclose(found, wanted, rel_tol=1e-9, abs_tol=0.0)


class _EntryText:
    """The text of one entry, in the portions in which figures are looked for."""

    def __init__(self, official: OfficialText, entry: str) -> None:
        self.official = official
        self.entry = entry
        self.notes = [n for n in official.notes if n.entry == entry]
        self._numbers: dict[str, list[Printed]] = {}

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


# -- rewrites


def _rewrites(rewrite: Rewrite, entry: str, figure: Figure) -> bool:
    return (rewrite.entry, rewrite.figure) == (entry, figure.text) and figure.limb in rewrite.at


def _read_rewrites(held: ControlList) -> tuple[list[tuple[Rewrite, Document, Path]], list[Issue]]:
    found: list[tuple[Rewrite, Document, Path]] = []
    issues: list[Issue] = []
    for file in sorted(held.folder.glob(REWRITES)):
        read = read_checked(RewriteFile, file, held.source(file))
        if isinstance(read, list):
            issues += read
            continue
        rows, document = read[0].rewrites, read[1]
        found += [(row, document, ("rewrites", number)) for number, row in enumerate(rows)]
    return found, issues
