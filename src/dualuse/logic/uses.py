"""What a set of conditions looks at: enough to know which answers could make a difference, and which cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dualuse.logic.ast import (
    Ask,
    Calc,
    Compare,
    Flag,
    Inherit,
    Is,
    Member,
    Node,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Tx,
    walk,
)
from dualuse.logic.entry import Derived, Entry
from dualuse.logic.evaluation import STATUS_ID, not_held_id
from dualuse.logic.stated_codes import STATED_CODES


@dataclass(slots=True)
class Uses:
    """Everything that some conditions compare.

    Attributes:
        limits: Parameter to every limit that it is held against, in SI units.
        sets: Parameter to every set of words that it is looked up in.
        formulas: Parameters that stand in a formula: what their values do is not told by limits.
        transaction: Fact of the transaction to every value that it is compared with.
        kinds: Every kind that is asked about.
        names: Every name under which something is stated that they look at: parameters, question ids, facts of the
            transaction, and ``kind``.
        inherits: Whether the status of named equipment is asked, and so any entry may matter.
        codes: Codes referred to: the item's own, and those asked of a part or of named equipment.
        codes_of_things: Those asked of a part or of named equipment, each group of codes as it is asked.
    """

    limits: dict[str, set[float]] = field(default_factory=dict)
    sets: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    formulas: set[str] = field(default_factory=set)
    transaction: dict[str, set[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    inherits: bool = False
    codes: set[str] = field(default_factory=set)
    codes_of_things: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, nodes: Iterable[Node]) -> None:
        """Note what these conditions, and those inside them, look at."""
        for outer in nodes:
            for node in walk(outer):
                self._note(node)

    def _note(self, node: Node) -> None:
        self.names.update(names_in(node))
        if isinstance(node, Compare):
            self.limits.setdefault(node.parameter.name, set()).add(node.limit.low)
        elif isinstance(node, Range):
            self.limits.setdefault(node.parameter.name, set()).update((node.low.low, node.high.low))
        elif isinstance(node, Member):
            self.sets.setdefault(node.parameter.name, set()).add(node.values)
        elif isinstance(node, Calc):
            self.formulas.update((*node.left.names, *node.right.names))
        elif isinstance(node, Is):
            self.kinds.update(node.kinds)
        elif isinstance(node, Tx):
            self.transaction.setdefault(node.fact, set()).add(node.value)
        elif isinstance(node, (Ref, OtherThan)):
            self.codes.update(node.codes)
            self.names.update(map(not_held_id, node.codes))
            if node.of is not None:
                self.codes_of_things.add(node.codes)
                self.names.add(STATED_CODES)
        elif isinstance(node, Inherit):
            self.inherits = True
            self.names.update((STATED_CODES, STATUS_ID))

    def add_entry(self, entry: Entry) -> None:
        """Note what an entry looks at."""
        self.add(entry_nodes(entry))
        self.codes.update(entry.other_than)
        self.names.update(map(not_held_id, entry.other_than))
        for rule in entry.derived:
            self.names |= {rule.parameter.name, *inputs(rule)}
            if rule.expression is not None:
                self.formulas.update(rule.expression.names)

    def include(self, other: Uses) -> None:
        """Note all that another notes."""
        for name, limits in other.limits.items():
            self.limits.setdefault(name, set()).update(limits)
        for name, sets in other.sets.items():
            self.sets.setdefault(name, set()).update(sets)
        for name, values in other.transaction.items():
            self.transaction.setdefault(name, set()).update(values)
        self.formulas |= other.formulas
        self.kinds |= other.kinds
        self.names |= other.names
        self.codes |= other.codes
        self.codes_of_things |= other.codes_of_things
        self.inherits = self.inherits or other.inherits


def rule_nodes(rule: Derived) -> Iterator[Node]:
    """The conditions of a rule that works a value out."""
    for node in (rule.only_if, rule.where, rule.when, *(node for _, node in rule.classes)):
        if node is not None:
            yield node


def entry_nodes(entry: Entry) -> Iterator[Node]:
    """Every outermost condition of an entry."""
    yield entry.gate
    if entry.common is not None:
        yield entry.common
    for paragraph in entry.paragraphs:
        yield paragraph.when
    for exclusion in entry.exclusions:
        yield exclusion.when
    for rule in entry.derived:
        yield from rule_nodes(rule)


def claims(entry: Entry) -> set[str]:
    """Names of the features, named values, parts and judgements by which a release from the entry could be claimed.

    Stating one of them can turn a YES of the entry into something else; stating any other fact cannot.
    """
    found: set[str] = set()
    for exclusion in entry.exclusions:
        for node in walk(exclusion.when):
            if not isinstance(node, (Compare, Range, Calc, Tx)):
                found.update(names_in(node))
    for rule in reversed(entry.derived):
        if rule.parameter.name in found:
            found |= inputs(rule)
    return found


def inputs(rule: Derived) -> set[str]:
    """Names of everything that a rule works a value out from."""
    found = set(rule.expression.names) if rule.expression is not None else set()
    if rule.over is not None:
        found.add(rule.over.name)
    return found.union(*(names_in(node) for outer in rule_nodes(rule) for node in walk(outer)))


def rules_for(nodes: Iterable[Node], rules: Sequence[Derived]) -> tuple[Derived, ...]:
    """Those of the rules whose values these conditions read, or that those rules read in turn."""
    needed = {name for outer in nodes for node in walk(outer) for name in names_in(node)}
    found: list[Derived] = []
    for rule in reversed(rules):
        if rule.parameter.name in needed:
            found.append(rule)
            needed |= inputs(rule)
    return tuple(reversed(found))


def names_in(node: Node) -> tuple[str, ...]:
    """The names under which what a condition itself looks at is stated; not those of the conditions inside."""
    if isinstance(node, (Compare, Range, Flag, Member)):
        return (node.parameter.name,)
    if isinstance(node, Is):
        return ("kind",)
    if isinstance(node, Calc):
        return (*node.left.names, *node.right.names)
    if isinstance(node, Quantified):
        return (node.over.name,)
    if isinstance(node, Ask):
        return (node.id,)
    if isinstance(node, Tx):
        return (node.fact,)
    if isinstance(node, (Ref, OtherThan, Inherit)) and node.of is not None:
        return (node.of.name,)
    return ()
