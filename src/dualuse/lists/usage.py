"""Which entries name which words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dualuse.logic import Entry, Node
from dualuse.logic.ast import Calc, Compare, Flag, Inherit, Is, Member, OtherThan, Quantified, Range, Ref, walk
from dualuse.logic.stated_codes import STATED_CODES


@dataclass(frozen=True, slots=True)
class Usage:
    """Kind, parameter and set names to the codes of the entries that name them, in list order, each once."""

    kinds: dict[str, list[str]] = field(default_factory=dict)
    parameters: dict[str, list[str]] = field(default_factory=dict)
    sets: dict[str, list[str]] = field(default_factory=dict)


def usage_in(entries: Iterable[Entry]) -> Usage:
    """What the entries name in gates, criteria, releases and derived values."""
    usage = Usage()
    for entry in entries:
        for node in conditions(entry):
            _note(usage, node, entry.code)
        for derived in entry.derived:
            names = [derived.parameter.name, *(derived.expression.names if derived.expression else ())]
            _add(usage.parameters, [*names, *([derived.over.name] if derived.over else [])], entry.code)
    return usage


def conditions(entry: Entry) -> Iterator[Node]:
    """Every condition of the entry, gate first."""
    yield entry.gate
    if entry.common is not None:
        yield entry.common
    yield from (p.when for p in entry.paragraphs)
    yield from (x.when for x in entry.exclusions)
    for derived in entry.derived:
        yield from (node for _, node in derived.classes)
        yield from (node for node in (derived.where, derived.when, derived.only_if) if node is not None)


def _note(usage: Usage, condition: Node, code: str) -> None:
    for node in walk(condition):
        if isinstance(node, Is):
            _add(usage.kinds, node.kinds, code)
        elif isinstance(node, (Compare, Range, Flag, Member)):
            _add(usage.parameters, (node.parameter.name,), code)
            if isinstance(node, Member) and node.shown.startswith("@"):
                _add(usage.sets, (node.shown[1:],), code)
        elif isinstance(node, Quantified):
            _add(usage.parameters, (node.over.name,), code)
        elif isinstance(node, Calc):
            _add(usage.parameters, (*node.left.names, *node.right.names), code)
        elif isinstance(node, (Ref, OtherThan, Inherit)) and node.of is not None:
            _add(usage.parameters, (node.of.name, STATED_CODES), code)


def _add(table: dict[str, list[str]], names: Iterable[str], code: str) -> None:
    for name in names:
        codes = table.setdefault(name, [])
        if code not in codes:
            codes.append(code)
