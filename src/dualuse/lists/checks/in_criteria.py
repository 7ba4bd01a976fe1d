"""The figures of an entry's criteria, each with the limb and the paragraphs it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dualuse.issues import Path
from dualuse.logic import Entry, Node
from dualuse.logic.ast import Calc, Compare, Group, Not, Quantified, Range
from dualuse.logic.expression import Expression


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
