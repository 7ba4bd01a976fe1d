"""Conditions against facts, compiled to closures. No closure raises, whatever the facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dualuse.logic.ast import (
    Ask,
    Calc,
    Compare,
    Const,
    Flag,
    Group,
    Inherit,
    Is,
    Member,
    Node,
    Not,
    Op,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Tx,
    is_qualitative,
    walk,
)
from dualuse.logic.expression import Interval, interval
from dualuse.logic.facts import Facts
from dualuse.logic.stated_codes import STATED_CODES, is_nowhere, listed_under
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, not_
from dualuse.logic.vocabulary import Kinds
from dualuse.quantity import Quantity, compare

MAX_LEAVES = 200_000
MAX_REMEMBERED = 500
"""Combinations of kinds for which a comparison of kinds is remembered."""

Default = Literal["open", "unclaimed", "claimed"]
"""What an unstated judgement counts as: unknown; or, in an exclusion, NO (under "not": YES), so that silence never
releases."""

_FLIPPED: dict[Default, Default] = {"open": "open", "unclaimed": "claimed", "claimed": "unclaimed"}
_SILENCE: dict[Default, Truth] = {"open": UNKNOWN, "unclaimed": NO, "claimed": YES}
_TRUTHS = {True: YES, False: NO, None: UNKNOWN}


def _not_held(_code: str, _facts: Facts) -> Truth | None:
    return None


def _none_held(_codes: tuple[str, ...], _facts: Facts) -> Truth:
    return NO


def _no_status(_facts: Facts) -> Truth:
    return UNKNOWN


@dataclass(slots=True)
class Context:
    """What a condition may look at beside the facts of its item.

    Attributes:
        transaction: Facts of the transaction that an entry may depend on.
        specified: ``(code, facts)`` → whether that item is specified under the code; None where the code is not held.
        any_specified: The same for one of several codes; a code that is not held does not count.
        status: ``facts`` → whether that item is controlled by any entry held.
        leaves: How many comparisons inside lists of parts may still be made; below zero their outcome is unknown.
    """

    kinds: Kinds
    transaction: Mapping[str, str] = field(default_factory=dict)
    specified: Callable[[str, Facts], Truth | None] = _not_held
    any_specified: Callable[[tuple[str, ...], Facts], Truth] = _none_held
    status: Callable[[Facts], Truth] = _no_status
    leaves: int = MAX_LEAVES

    def spend(self, number: int = 1) -> bool:
        """Whether so many more comparisons may be made."""
        self.leaves -= number
        return self.leaves >= 0


Run = Callable[[Facts, Context], Truth]


def compile_node(node: Node, default: Default = "open") -> Run:
    """A closure that gives the truth of a condition; made once for a node and a default."""
    run: Run | None = node.cache.get(default)
    if run is None:
        run = node.cache[default] = _COMPILERS[_family(node)](node, default)
    return run


def flipped(default: Default) -> Default:
    """The default that holds under a "not"."""
    return _FLIPPED[default]


def not_held_id(code: str) -> str:
    """The id of the question whether an item is specified under a code that is not held."""
    return f"specified_in.{code}"


STATUS_ID = "controlled"
"""The id of the question whether an item that no entry held deals with is controlled."""


# -- groups


def _group(node: Group, default: Default) -> Run:
    runs = tuple(compile_node(part, default) for part in node.parts)
    decisive, neutral = (NO, YES) if node.every else (YES, NO)

    def run(facts: Facts, context: Context) -> Truth:
        result = neutral
        for part in runs:
            truth = part(facts, context)
            if truth is decisive:
                return decisive
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return run


def _not(node: Not, default: Default) -> Run:
    inner = compile_node(node.part, _FLIPPED[default])
    return lambda facts, context: not_(inner(facts, context))


def _const(node: Const, _default: Default) -> Run:
    truth = node.truth
    return lambda _facts, _context: truth


# -- quantities


def _compare(node: Compare, _default: Default) -> Run:
    name, op, limit = node.parameter.name, node.op, node.limit

    def run(facts: Facts, _context: Context) -> Truth:
        value = facts.values.get(name)
        return _held(value, op, limit) if isinstance(value, Quantity) else UNKNOWN

    return run


def _range(node: Range, _default: Default) -> Run:
    name, low, high, low_op, high_op = node.parameter.name, node.low, node.high, node.low_op, node.high_op

    def run(facts: Facts, _context: Context) -> Truth:
        value = facts.values.get(name)
        if not isinstance(value, Quantity):
            return UNKNOWN
        return all_of((_held(value, low_op, low), _held(value, high_op, high)))

    return run


def _held(value: Quantity, op: Op, limit: Quantity) -> Truth:
    try:
        return _TRUTHS[compare(value, op, limit)]
    except ValueError:  # another dimension: only facts made by hand can hold such a value
        return UNKNOWN


def _calc(node: Calc, _default: Default) -> Run:
    left, right, op = node.left, node.right, node.op

    def run(facts: Facts, _context: Context) -> Truth:
        look = interval_of(facts)
        one = left.evaluate(look)
        other = right.evaluate(look) if one is not None else None
        return UNKNOWN if one is None or other is None else compare_intervals(one, op, other)

    return run


def interval_of(facts: Facts) -> Callable[[str], Interval | None]:
    """How a formula finds its quantities: None where one is not usable."""

    def look(name: str) -> Interval | None:
        value = facts.values.get(name)
        return interval(value) if isinstance(value, Quantity) else None

    return look


def compare_intervals(left: Interval, op: Op, right: Interval) -> Truth:
    """YES where every pair of values compares so, NO where none does."""
    if op in ("lt", "le"):
        return compare_intervals(right, "gt" if op == "lt" else "ge", left)
    if op == "ge":
        return YES if left[0] >= right[1] else NO if left[1] < right[0] else UNKNOWN
    return YES if left[0] > right[1] else NO if left[1] <= right[0] else UNKNOWN


# -- features, named values, kinds, judgements: under a default, what nobody claims is not so


def _flag(node: Flag, default: Default) -> Run:
    name, silence = node.parameter.name, _SILENCE[default]

    def run(facts: Facts, _context: Context) -> Truth:
        value = facts.values.get(name)
        if value is True:
            return YES
        if value is False:
            return NO
        return silence if value is None and name not in facts.problems else UNKNOWN

    return run


def _member(node: Member, default: Default) -> Run:
    name, members, every, silence = node.parameter.name, node.values, node.every, _SILENCE[default]

    def run(facts: Facts, _context: Context) -> Truth:
        value = facts.words(name)
        if value is None:
            return UNKNOWN if name in facts.values or name in facts.problems else silence
        if not all(v in members for v in value) if every else any(v in members for v in value):
            return NO if every else YES
        if name in facts.problems:
            return UNKNOWN
        return YES if every else NO

    return run


def _is(node: Is, default: Default) -> Run:
    wanted, silence = frozenset(node.kinds), _SILENCE[default]
    known: dict[tuple[str, ...], Truth] = {}
    taxonomy: Kinds | None = None

    def run(facts: Facts, context: Context) -> Truth:
        nonlocal taxonomy
        if context.kinds is not taxonomy or len(known) > MAX_REMEMBERED:
            known.clear()
            taxonomy = context.kinds
        truth = known.get(facts.kinds)
        if truth is None:
            truth = known[facts.kinds] = _of_kinds(facts.kinds, wanted, context.kinds, silence)
        return truth

    return run


def _of_kinds(stated: tuple[str, ...], wanted: frozenset[str], kinds: Kinds, silence: Truth) -> Truth:
    found = NO if stated else UNKNOWN
    for kind in stated:
        if not wanted.isdisjoint(kinds.above(kind)):
            return YES
        if kind not in kinds.by_name or not wanted.isdisjoint(kinds.maybe(kind)):
            found = UNKNOWN
    return silence if found is UNKNOWN else found


def _ask(node: Ask, default: Default) -> Run:
    name, silence = node.id, _SILENCE[default]

    def run(facts: Facts, _context: Context) -> Truth:
        answer: object = facts.answers.get(name, silence)
        return answer if isinstance(answer, Truth) else UNKNOWN

    return run


# -- the transaction


def _tx(node: Tx, _default: Default) -> Run:
    fact, wanted = node.fact, node.value

    def run(_facts: Facts, context: Context) -> Truth:
        value = context.transaction.get(fact)
        return UNKNOWN if value is None else YES if value == wanted else NO

    return run


# -- parts


def _quantified(node: Quantified, default: Default) -> Run:
    name, where = node.over.name, compile_node(node.where, default)
    weight = sum(1 for _ in walk(node.where))
    silence = _SILENCE[default] if node.how != "count" and is_qualitative(node.where) else UNKNOWN

    def run(facts: Facts, context: Context) -> Truth:
        parts = facts.parts(name)
        if parts is None:
            return silence if name not in facts.values and name not in facts.problems else UNKNOWN
        if not context.spend(len(parts) * weight):
            return UNKNOWN
        return quantified([where(part, context) for part in parts], node, name not in facts.problems)

    return run


def quantified(truths: Sequence[Truth], node: Quantified, complete: bool) -> Truth:
    """What the truths of the parts add up to; with an incomplete list there may be more parts, of either truth."""
    if node.how == "exists":
        return any_of(truths if complete else (*truths, UNKNOWN))
    if node.how == "forall":
        return all_of(truths if complete else (*truths, UNKNOWN))
    sure = truths.count(YES)
    most = len(truths) - truths.count(NO) if complete else float("inf")
    number = node.number
    if node.op == "ge":
        return YES if sure >= number else NO if most < number else UNKNOWN
    if node.op == "gt":
        return YES if sure > number else NO if most <= number else UNKNOWN
    if node.op == "le":
        return YES if most <= number else NO if sure > number else UNKNOWN
    return YES if most < number else NO if sure >= number else UNKNOWN


# -- other entries


def specified_in(code: str, facts: Facts, context: Context) -> Truth:
    """Whether the item is specified under the code; for a code that is not held, what a person answered."""
    found = context.specified(code, facts)
    return _answer(facts, not_held_id(code)) if found is None else found


def _answer(facts: Facts, name: str) -> Truth:
    answer: object = facts.answers.get(name)
    return answer if isinstance(answer, Truth) else UNKNOWN


def specified_elsewhere(codes: tuple[str, ...], facts: Facts, context: Context) -> Truth:
    """The same for "other than" several codes.

    A code that is not held stands in the way only where somebody says that it does. The item would then be controlled
    under that code, so that silence can make no answer milder.
    """
    found = context.any_specified(codes, facts)
    if found is YES:
        return YES
    said = any(facts.answers.get(not_held_id(c)) is YES and context.specified(c, facts) is None for c in codes)
    return YES if said else found


def status_of(facts: Facts, context: Context) -> Truth:
    """Whether a thing described is controlled: by its stated codes, by an entry held, or as a person answered."""
    stated = facts.words(STATED_CODES)
    if stated is not None and STATED_CODES not in facts.problems:
        return any_of([NO if is_nowhere(code) else YES for code in stated])
    found = context.status(facts)
    return _answer(facts, STATUS_ID) if found is UNKNOWN else found


def target_specified(codes: tuple[str, ...], target: Facts, described: bool, context: Context) -> Truth:
    """Whether a thing is specified under one of the codes; one that is described, by its own codes before its data."""
    stated = target.words(STATED_CODES) if described else None
    if stated is not None:
        found = listed_under(stated, codes)
        if found is YES or (found is NO and STATED_CODES not in target.problems):
            return found
    if len(codes) == 1:
        return specified_in(codes[0], target, context)
    held = context.any_specified(codes, target)
    if held is YES:
        return YES
    said = [_answer(target, not_held_id(c)) for c in codes if context.specified(c, target) is None]
    return any_of([held, *said])


def _targets(facts: Facts, name: str | None) -> tuple[Facts, ...] | None:
    return (facts,) if name is None else facts.parts(name)


def _ref(node: Ref, default: Default) -> Run:
    name, codes, silence = node.of.name if node.of else None, node.codes, _SILENCE[default]

    def run(facts: Facts, context: Context) -> Truth:
        targets = _targets(facts, name)
        if targets is None:
            return silence if name not in facts.values and name not in facts.problems else UNKNOWN
        found = any_of([target_specified(codes, target, name is not None, context) for target in targets])
        return UNKNOWN if found is NO and name in facts.problems else found

    return run


def _other_than(node: OtherThan, default: Default) -> Run:
    name, codes, silence = node.of.name if node.of else None, node.codes, _SILENCE[default]

    def run(facts: Facts, context: Context) -> Truth:
        targets = _targets(facts, name)
        if targets is None:
            return silence if name not in facts.values and name not in facts.problems else UNKNOWN
        if name is None:
            return not_(specified_elsewhere(codes, facts, context))
        found = any_of([target_specified(codes, target, True, context) for target in targets])
        return UNKNOWN if found is NO and name in facts.problems else not_(found)

    return run


def _inherit(node: Inherit, default: Default) -> Run:
    name, silence = node.of.name, _SILENCE[default]

    def run(facts: Facts, context: Context) -> Truth:
        hosts = facts.parts(name)
        if hosts is None:
            return silence if name not in facts.values and name not in facts.problems else UNKNOWN
        found = any_of([status_of(host, context) for host in hosts])
        return UNKNOWN if found is NO and name in facts.problems else found

    return run


_COMPILERS: dict[type[Node], Callable[..., Run]] = {
    Const: _const,
    Group: _group,
    Not: _not,
    Is: _is,
    Compare: _compare,
    Range: _range,
    Flag: _flag,
    Member: _member,
    Quantified: _quantified,
    Calc: _calc,
    Ref: _ref,
    OtherThan: _other_than,
    Inherit: _inherit,
    Tx: _tx,
    Ask: _ask,
}


def _family(node: Node) -> type[Node]:
    return Group if isinstance(node, Group) else type(node)
