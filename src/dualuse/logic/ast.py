"""The words of the condition language, as frozen nodes whose names are already resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from dualuse.logic.expression import Expression
from dualuse.logic.truth import Truth
from dualuse.logic.vocabulary import Parameter
from dualuse.quantity import Quantity

Op = Literal["gt", "ge", "lt", "le"]
SIGNS: dict[str, str] = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A condition.

    Attributes:
        at: The paragraphs it comes from, without the entry code.
        note: The author's.
        in_turn: Of groups; changes no truth. While the group is open only its first open part asks, so that a fact
            which matters only once another is known is not asked before it.
        cache: What was worked out about this node once: its closures and its words. Never part of its meaning.
    """

    at: tuple[str, ...] = ()
    note: str | None = None
    in_turn: bool = False
    cache: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Const(Node):
    """Always the same truth."""

    truth: Truth


@dataclass(frozen=True, slots=True)
class Group(Node):
    """All or any of its parts."""

    every: bool
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table(Group):
    """Any of several rows; a row is all of its cells, at most one for each column."""

    columns: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The mirror image of its part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Is(Node):
    """The item is of one of these kinds, or of one below them."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A quantity against a limit."""

    parameter: Parameter
    op: Op
    limit: Quantity


@dataclass(frozen=True, slots=True)
class Range(Node):
    """A quantity within two limits, each closed or open."""

    parameter: Parameter
    low: Quantity
    high: Quantity
    low_op: Op
    high_op: Op


@dataclass(frozen=True, slots=True)
class Flag(Node):
    """A yes/no feature is present."""

    parameter: Parameter


@dataclass(frozen=True, slots=True)
class Member(Node):
    """Any (or every) stated value is in the set. Every value of an empty list is; none of an empty list is in it."""

    parameter: Parameter
    values: frozenset[str]
    every: bool
    shown: str


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """Some part, every part, or a number of parts meet a condition."""

    how: Literal["exists", "forall", "count"]
    over: Parameter
    where: Node
    op: Op | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Calc(Node):
    """One formula against another."""

    left: Expression
    op: Op
    right: Expression


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """The item, or some part of it, is specified in one of these paragraphs."""

    codes: tuple[str, ...]
    of: Parameter | None


@dataclass(frozen=True, slots=True)
class OtherThan(Node):
    """The item, or every part of it, is specified in none of these paragraphs."""

    codes: tuple[str, ...]
    of: Parameter | None = None


@dataclass(frozen=True, slots=True)
class Inherit(Node):
    """The equipment that somebody named is itself controlled by an entry of the list: its status goes over."""

    of: Parameter


@dataclass(frozen=True, slots=True)
class Tx(Node):
    """A fact of the transaction has this value."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class Ask(Node):
    """A judgement that only a person can give."""

    id: str
    question: str
    question_ru: str = ""
    role: str | None = None


def inside(node: Node) -> tuple[Node, ...]:
    """The conditions directly inside a condition."""
    if isinstance(node, Group):
        return node.parts
    if isinstance(node, Not):
        return (node.part,)
    return (node.where,) if isinstance(node, Quantified) else ()


def walk(node: Node) -> Iterator[Node]:
    """The condition and every condition inside it, outermost first, in the order written."""
    yield node
    for part in inside(node):
        yield from walk(part)


def is_qualitative(node: Node) -> bool:
    """Whether no number decides it: nothing but features, named values, kinds and judgements."""
    return not any(
        isinstance(n, (Compare, Range, Calc, Tx)) or (isinstance(n, Quantified) and n.how == "count")
        for n in walk(node)
    )
