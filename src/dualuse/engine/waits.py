"""What an open condition waits for: the same walk as its truth, told fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dualuse.logic import NO, UNKNOWN, YES, Context, Facts, Node, Truth, compile_node, not_
from dualuse.logic.ast import Ask, Flag, Group, Member, Not, Quantified
from dualuse.logic.evaluation import quantified


@dataclass(frozen=True, slots=True)
class Wait:
    """One fact or judgement that an open condition waits for.

    Attributes:
        facts: The facts, or the part of them, that it is missing from.
    """

    kind: str
    name: str
    facts: Facts = field(compare=False, repr=False)


Waiting = tuple[Truth, tuple[Wait, ...]]
Waits = Callable[[Facts, Context], Waiting]


def compile_waits(node: Node) -> Waits:
    """A condition as a function of facts: its truth and, while that is unknown, everything that it waits for.

    Its truth is that of the compiled condition, by test. Unknown with nothing to wait for is settled by no fact.
    """
    if isinstance(node, Group):
        return _group([compile_waits(p) for p in node.parts], node.every, node.in_turn)
    if isinstance(node, Not):
        return _not(compile_waits(node.part))
    if isinstance(node, Quantified):
        return _quantified(node, compile_waits(node.where))
    return _leaf(node)


def _leaf(node: Node) -> Waits:
    run = compile_node(node)
    kind = "judgement" if isinstance(node, Ask) else "fact"
    name = node.id if isinstance(node, Ask) else node.parameter.name if isinstance(node, (Flag, Member)) else ""

    def waits(facts: Facts, context: Context) -> Waiting:
        truth = run(facts, context)
        return truth, ((Wait(kind, name, facts),) if truth is UNKNOWN and name else ())

    return waits


def _not(part: Waits) -> Waits:
    def waits(facts: Facts, context: Context) -> Waiting:
        truth, found = part(facts, context)
        return not_(truth), found

    return waits


def _group(parts: Sequence[Waits], every: bool, in_turn: bool) -> Waits:
    """In turn: only the first open part says what it waits for, so that a question is not asked before it matters."""
    decisive = NO if every else YES

    def waits(facts: Facts, context: Context) -> Waiting:
        result = YES if every else NO
        found: tuple[Wait, ...] = ()
        for part in parts:
            truth, more = part(facts, context)
            if truth is decisive:
                return decisive, ()
            if truth is UNKNOWN:
                result = UNKNOWN
                found = found if in_turn and found else found + more
        return result, found

    return waits


def _quantified(node: Quantified, where: Waits) -> Waits:
    name = node.over.name

    def waits(facts: Facts, context: Context) -> Waiting:
        parts = facts.parts(name)
        if parts is None:
            return UNKNOWN, (Wait("fact", name, facts),)
        seen = [where(p, context) for p in parts]
        truth = quantified([t for t, _ in seen], node, name not in facts.problems)
        if truth is not UNKNOWN:
            return truth, ()
        return truth, tuple(w for t, found in seen if t is UNKNOWN for w in found)

    return waits
