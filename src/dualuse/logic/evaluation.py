"""Conditions against facts: compiled to closures for the verdict, walked for the trace. Both give the same truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dualuse.logic.ast import (
    SIGNS,
    Ask,
    Calc,
    Compare,
    Const,
    Flag,
    Group,
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
)
from dualuse.logic.expression import Interval
from dualuse.logic.facts import Facts
from dualuse.logic.kind_question import kind_question
from dualuse.logic.stated_codes import STATED_CODES, listed_under
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, not_
from dualuse.logic.vocabulary import Kinds, Parameter, Vocabulary
from dualuse.quantity import Quantity, compare

MAX_LEAVES = 200_000
TOLERANCE = 1e-12
"""Relative slack of comparisons between two formulas, where rounding could part equal values."""

Default = Literal["open", "unclaimed", "claimed"]
"""What an unstated judgement counts as: unknown; or, in an exclusion, NO (under "not": YES), so that silence never
releases."""


@dataclass(slots=True)
class Context:
    """What a condition may look at beside the facts of its item.

    Attributes:
        transaction: Facts of the transaction that an entry may depend on.
        specified: ``(code, facts)`` → whether that item is specified under the code; None where the code is not held.
        any_specified: The same for one of several codes; a code that is not held does not count.
        leaves: How many leaves may still be evaluated; below zero everything is unknown.
    """

    kinds: Kinds
    transaction: Mapping[str, str] = field(default_factory=dict)
    specified: Callable[[str, Facts], Truth | None] = lambda _code, _facts: None
    any_specified: Callable[[tuple[str, ...], Facts], Truth] = lambda _codes, _facts: NO
    leaves: int = MAX_LEAVES

    def spend(self) -> bool:
        """Whether one more leaf may be evaluated."""
        self.leaves -= 1
        return self.leaves >= 0


Run = Callable[[Facts, Context], Truth]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a verdict waits for.

    Attributes:
        name: Parameter, question id, transaction fact, or ``kind``.
        facts: The item or part it is missing from; None for a transaction fact.
        kind: ``fact``, ``judgement``, ``kind``, ``transaction`` or ``restate`` (stated, but unusable or too vague).
        problem: Why the stated value cannot be used.
    """

    name: str
    kind: Literal["fact", "judgement", "kind", "transaction", "restate"]
    question: str
    where: str
    facts: Facts | None = field(default=None, compare=False, repr=False)
    parameter: Parameter | None = field(default=None, compare=False, repr=False)
    problem: str | None = None
    question_ru: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison of a trace.

    Attributes:
        about: What was looked at: a parameter, ``kind``, a fact of the transaction, the id of a judgement, or the codes
            referred to; empty where it is nothing of the item.
    """

    truth: Truth
    condition: str
    stated: str
    at: tuple[str, ...] = ()
    note: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A truth, every leaf looked at, and what would have to be known (empty unless UNKNOWN)."""

    truth: Truth
    leaves: tuple[Leaf, ...] = ()
    missing: tuple[Missing, ...] = ()


# -- leaves: the truth of one comparison


def compare_truth(facts: Facts, parameter: Parameter, op: Op, limit: Quantity) -> Truth:
    """UNKNOWN where nothing usable is stated or a stated range straddles the limit."""
    value = facts.values.get(parameter.name)
    if not isinstance(value, Quantity):
        return UNKNOWN
    held = compare(value, op, limit)
    return UNKNOWN if held is None else YES if held else NO


def _qualitative(found: Truth, stated: bool, default: Default) -> Truth:
    if found is not UNKNOWN or stated or default == "open":
        return found
    return NO if default == "unclaimed" else YES


def _stated(facts: Facts, name: str) -> bool:
    return name in facts.values or name in facts.problems


def _flag(facts: Facts, node: Flag) -> Truth:
    value = facts.values.get(node.parameter.name)
    return UNKNOWN if value is None else YES if value is True else NO


def _member(facts: Facts, node: Member) -> Truth:
    value = facts.values.get(node.parameter.name)
    if not isinstance(value, tuple):
        return UNKNOWN
    inside = [v in node.values for v in value]
    return YES if (all(inside) if node.every else any(inside)) else NO


def _is(facts: Facts, node: Is, context: Context) -> Truth:
    return any_of(context.kinds.relation(facts.kinds, kind) for kind in node.kinds)


def interval_of(facts: Facts) -> Callable[[str], Interval | None]:
    """How a formula finds its quantities: None where one is not usable."""

    def look(name: str) -> Interval | None:
        value = facts.values.get(name)
        return (value.low, value.high) if isinstance(value, Quantity) else None

    return look


def _calc(facts: Facts, node: Calc) -> Truth:
    look = interval_of(facts)
    if any(look(n) is None for n in (*node.left.names, *node.right.names)):
        return UNKNOWN
    left, right = node.left.evaluate(look), node.right.evaluate(look)
    if left is None or right is None:
        return UNKNOWN
    return _intervals(left, node.op, right)


def _intervals(left: Interval, op: Op, right: Interval) -> Truth:
    if op in ("lt", "le"):
        return _intervals(right, "gt" if op == "lt" else "ge", left)
    slack = (
        TOLERANCE * max(abs(v) for v in (*left, *right) if v not in (float("inf"), float("-inf")))
        if any(abs(v) != float("inf") for v in (*left, *right))
        else 0.0
    )
    if op == "ge":
        return YES if left[0] >= right[1] - slack else NO if left[1] < right[0] - slack else UNKNOWN
    return YES if left[0] > right[1] + slack else NO if left[1] <= right[0] + slack else UNKNOWN


def _counted(truths: list[Truth], op: Op, number: int) -> Truth:
    sure, possible = truths.count(YES), len(truths) - truths.count(NO)
    return _intervals((sure, possible), op, (number, number))


def _quantified(truths: list[Truth], node: Quantified) -> Truth:
    if node.how == "exists":
        return any_of(truths)
    if node.how == "forall":
        return all_of(truths)
    return _counted(truths, node.op or "ge", node.number)


def _tx(node: Tx, context: Context) -> Truth:
    value = context.transaction.get(node.fact)
    return UNKNOWN if value is None else YES if value == node.value else NO


# -- compiled


def compile_node(node: Node, default: Default = "open") -> Run:
    """A closure that gives the truth. It never raises, whatever the facts."""
    return _compiled(node, default)


def _flip(default: Default) -> Default:
    return {"open": "open", "unclaimed": "claimed", "claimed": "unclaimed"}[default]  # type: ignore[return-value]


def _compiled(node: Node, default: Default) -> Run:
    if isinstance(node, Const):
        truth = node.truth
        return lambda _facts, _context: truth
    if isinstance(node, Group):
        return _compiled_group([_compiled(p, default) for p in node.parts], node.every)
    if isinstance(node, Not):
        inner = _compiled(node.part, _flip(default))
        return lambda facts, context: not_(inner(facts, context))
    if isinstance(node, Quantified):
        return _compiled_quantified(node, _compiled(node.where, default))
    return lambda facts, context: leaf_truth(node, facts, context, default) if context.spend() else UNKNOWN


def _compiled_group(parts: list[Run], every: bool) -> Run:
    decisive = NO if every else YES
    start = YES if every else NO

    def run(facts: Facts, context: Context) -> Truth:
        result = start
        for part in parts:
            truth = part(facts, context)
            if truth is decisive:
                return decisive
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return run


def _compiled_quantified(node: Quantified, where: Run) -> Run:
    name = node.over.name

    def run(facts: Facts, context: Context) -> Truth:
        parts = facts.values.get(name)
        if not isinstance(parts, tuple):
            return UNKNOWN
        return _quantified([where(p, context) for p in parts], node)

    return run


def leaf_truth(node: Node, facts: Facts, context: Context, default: Default) -> Truth:
    """The truth of a node that has no conditions inside."""
    if isinstance(node, Compare):
        return compare_truth(facts, node.parameter, node.op, node.limit)
    if isinstance(node, Range):
        low = compare_truth(facts, node.parameter, node.low_op, node.low)
        return all_of((low, compare_truth(facts, node.parameter, node.high_op, node.high)))
    if isinstance(node, Flag):
        return _qualitative(_flag(facts, node), _stated(facts, node.parameter.name), default)
    if isinstance(node, Member):
        return _qualitative(_member(facts, node), _stated(facts, node.parameter.name), default)
    if isinstance(node, Is):
        return _qualitative(_is(facts, node, context), False, default)
    if isinstance(node, Calc):
        return _calc(facts, node)
    if isinstance(node, Ask):
        return _qualitative(facts.answers.get(node.id, UNKNOWN), node.id in facts.answers, default)
    if isinstance(node, Tx):
        return _tx(node, context)
    if isinstance(node, OtherThan):
        return not_(context.any_specified(node.codes, facts))
    if isinstance(node, Ref):
        return _qualitative(_ref(node, facts, context), node.of is None or _stated(facts, node.of.name), default)
    raise TypeError(f"no truth for {type(node).__name__}")


def _ref(node: Ref, facts: Facts, context: Context) -> Truth:
    targets: list[Facts] = [facts]
    if node.of is not None:
        parts = facts.values.get(node.of.name)
        if not isinstance(parts, tuple):
            return UNKNOWN
        targets = list(parts)
    return any_of(_target_truth(node, target, context) for target in targets)


def _target_truth(node: Ref, target: Facts, context: Context) -> Truth:
    """Whether one thing is specified in the paragraphs: by its stated codes if it has any, else by its data."""
    codes = target.values.get(STATED_CODES) if node.of is not None else None
    if isinstance(codes, tuple):
        return listed_under(codes, node.codes)
    found = [context.specified(code, target) for code in node.codes]
    return any_of(UNKNOWN if f is None else f for f in found)


# -- explained


@dataclass(slots=True)
class Explainer:
    """Walks a condition and keeps what it saw. Its truth is the compiled one's, by test."""

    vocabulary: Vocabulary
    context: Context
    default: Default = "open"
    language: str = "en"

    def explain(self, node: Node, facts: Facts) -> Outcome:
        """The truth with its leaves; what is missing, unless it is settled."""
        if isinstance(node, Const):
            return Outcome(node.truth)
        if isinstance(node, Group):
            return self._group(node, facts)
        if isinstance(node, Not):
            return self._not(node, facts)
        if isinstance(node, Quantified):
            return self._quantified(node, facts)
        return self._leaf(node, facts)

    def _group(self, node: Group, facts: Facts) -> Outcome:
        parts = [self.explain(p, facts) for p in node.parts]
        truth = (all_of if node.every else any_of)(p.truth for p in parts)
        return Outcome(truth, _labelled(parts, node), _waiting(truth, _first_open(parts) if node.in_turn else parts))

    def _not(self, node: Not, facts: Facts) -> Outcome:
        inside = Explainer(self.vocabulary, self.context, _flip(self.default)).explain(node.part, facts)
        leaves = tuple(
            replace(x, truth=not_(x.truth), condition=f"not: {x.condition}", at=x.at or node.at) for x in inside.leaves
        )
        return Outcome(not_(inside.truth), leaves, inside.missing)

    def _quantified(self, node: Quantified, facts: Facts) -> Outcome:
        parts = facts.values.get(node.over.name)
        if not isinstance(parts, tuple):
            missing = self._parameter_missing(node.over, facts)
            words = f"{node.over.label}: {_HOW[node.how]}"
            return Outcome(
                UNKNOWN,
                (Leaf(UNKNOWN, words, _as_stated(facts, node.over), node.at, node.note, node.over.name),),
                (missing,),
            )
        seen = [self.explain(node.where, part) for part in parts if isinstance(part, Facts)]
        truth = _quantified([s.truth for s in seen], node)
        if not seen:
            leaf = Leaf(truth, f"{node.over.label}: {_HOW[node.how]}", "none", node.at, node.note, node.over.name)
            return Outcome(truth, (leaf,))
        kept = [s for s in seen if s.truth is truth] or seen if node.how != "count" else seen
        return Outcome(truth, _labelled(kept, node), _waiting(truth, seen))

    def _leaf(self, node: Node, facts: Facts) -> Outcome:
        if not self.context.spend():
            return Outcome(UNKNOWN, (Leaf(UNKNOWN, "too many comparisons for one item", "", node.at),))
        truth = leaf_truth(node, facts, self.context, self.default)
        leaf = Leaf(truth, describe(node, self.vocabulary), self._stated(node, facts), node.at, node.note, _about(node))
        return Outcome(truth, (leaf,), self._missing(node, facts) if truth is UNKNOWN else ())

    def _stated(self, node: Node, facts: Facts) -> str:
        if isinstance(node, (Compare, Range, Flag, Member)):
            return _as_stated(facts, node.parameter)
        if isinstance(node, Is):
            return ", ".join(facts.kinds) or "kind not stated"
        if isinstance(node, Calc):
            names = dict.fromkeys((*node.left.names, *node.right.names))
            return ", ".join(f"{n} = {facts.stated.get(n, 'not stated')}" for n in names) or "nothing"
        if isinstance(node, Ask):
            return facts.answers[node.id].word if node.id in facts.answers else "not answered"
        if isinstance(node, Tx):
            return self.context.transaction.get(node.fact, "not stated")
        if isinstance(node, Ref) and node.of is not None:
            return _as_stated(facts, node.of)
        return ""

    def _missing(self, node: Node, facts: Facts) -> tuple[Missing, ...]:
        if isinstance(node, (Compare, Range, Flag, Member)):
            return (self._parameter_missing(node.parameter, facts),)
        if isinstance(node, Is):
            return (self._kind_missing(node, facts),)
        if isinstance(node, Calc):
            names = dict.fromkeys((*node.left.names, *node.right.names))
            look = interval_of(facts)
            open_ = [n for n in names if look(n) is None or not _exact(facts, n)]
            return tuple(
                self._parameter_missing(self.vocabulary.parameters[n], facts)
                for n in open_ or names
                if n in self.vocabulary.parameters
            )
        if isinstance(node, Ask):
            return (
                Missing(
                    node.id,
                    "judgement",
                    node.question,
                    f"{_item_path(facts)}.answers.{node.id}",
                    facts,
                    question_ru=node.question_ru,
                ),
            )
        if isinstance(node, Tx):
            return (Missing(node.fact, "transaction", f"What is {node.fact}?", f"facts.{node.fact}"),)
        if isinstance(node, Ref) and node.of is not None:
            return self._reference_missing(node, node.of, facts)
        return ()

    def _reference_missing(self, node: Ref, of: Parameter, facts: Facts) -> tuple[Missing, ...]:
        """The thing referred to; or, where it is described and still open, the codes it is listed under."""
        targets = facts.values.get(of.name)
        if not isinstance(targets, tuple):
            return (self._parameter_missing(of, facts),)
        codes = self.vocabulary.parameters.get(STATED_CODES)
        if codes is None:
            return ()
        open_ = [t for t in targets if _target_truth(node, t, self.context) is UNKNOWN]
        return tuple(self._parameter_missing(codes, t) for t in open_)

    def _kind_missing(self, node: Is, facts: Facts) -> Missing:
        question, russian = kind_question(facts.kinds, node.kinds, self.vocabulary.kinds)
        unknown = [k for k in facts.kinds if k not in self.vocabulary.kinds]
        problem = f"the kind '{unknown[0]}' is not in the taxonomy" if unknown else None
        where = f"{_item_path(facts)}.kind"
        return Missing("kind", "kind", question, where, facts, problem=problem, question_ru=russian)

    def _parameter_missing(self, parameter: Parameter, facts: Facts) -> Missing:
        problem = facts.problems.get(parameter.name)
        value = facts.values.get(parameter.name)
        if problem is None and isinstance(value, Quantity):
            problem = f"'{facts.stated.get(parameter.name, value.text)}' straddles the limit; state it more exactly"
        return Missing(
            parameter.name,
            "restate" if problem else "fact",
            parameter.question,
            facts.place(parameter.name),
            facts,
            parameter,
            problem,
            parameter.question_ru,
        )


def _about(node: Node) -> str:
    """What a leaf looks at, by the name under which it is stated."""
    if isinstance(node, (Compare, Range, Flag, Member)):
        return node.parameter.name
    if isinstance(node, Is):
        return "kind"
    if isinstance(node, Calc):
        return ", ".join(dict.fromkeys((*node.left.names, *node.right.names)))
    if isinstance(node, Ask):
        return node.id
    if isinstance(node, Tx):
        return node.fact
    return ", ".join(node.codes) if isinstance(node, (Ref, OtherThan)) else ""


def _exact(facts: Facts, name: str) -> bool:
    value = facts.values.get(name)
    return isinstance(value, Quantity) and value.is_exact


def _item_path(facts: Facts) -> str:
    """The path of the item a part belongs to."""
    return facts.path.split(".parameters")[0]


def _as_stated(facts: Facts, parameter: Parameter) -> str:
    text = facts.stated.get(parameter.name)
    if text is None:
        return "not stated"
    return f"{text} (cannot be used)" if parameter.name in facts.problems else text


def _labelled(parts: list[Outcome], node: Node) -> tuple[Leaf, ...]:
    """The leaves inside, each with the paragraph of the node where it has none of its own."""
    return tuple(
        leaf if leaf.at or not node.at else replace(leaf, at=node.at, note=leaf.note or node.note)
        for part in parts
        for leaf in part.leaves
    )


def _waiting(truth: Truth, parts: list[Outcome]) -> tuple[Missing, ...]:
    """What the open parts wait for, each once; nothing where the whole is settled."""
    if truth is not UNKNOWN:
        return ()
    return tuple(dict.fromkeys(m for p in parts if p.truth is UNKNOWN for m in p.missing))


def _first_open(parts: list[Outcome]) -> list[Outcome]:
    return [p for p in parts if p.truth is UNKNOWN and p.missing][:1]


_HOW = {
    "exists": "at least one that meets the condition",
    "forall": "every one meets the condition",
    "count": "enough of them",
}


MAX_SHOWN = 24


def _members(node: Member, vocabulary: Vocabulary) -> str:
    """The values of a set by their labels; a table of countries, or a long set, by its name."""
    name = node.shown.removeprefix("@")
    values = vocabulary.sets.get(name, ()) if node.shown.startswith("@") else node.shown.split(", ")
    if not node.parameter.values or len(values) > MAX_SHOWN:
        return f"the {len(values)} of the table {name}" if node.shown.startswith("@") else node.shown
    labels = {c.value: c.label or c.value for c in node.parameter.values}
    return "; ".join(labels.get(v, v) for v in values)


def describe(node: Node, vocabulary: Vocabulary) -> str:
    """A condition in plain words."""
    if isinstance(node, Const):
        return node.truth.word
    if isinstance(node, Group):
        return (" and " if node.every else " or ").join(f"({describe(p, vocabulary)})" for p in node.parts)
    if isinstance(node, Not):
        return f"not ({describe(node.part, vocabulary)})"
    if isinstance(node, Compare):
        return f"{node.parameter.label} {SIGNS[node.op]} {node.limit.text}"
    if isinstance(node, Range):
        return f"{node.parameter.label} {SIGNS[node.low_op]} {node.low.text} and {SIGNS[node.high_op]} {node.high.text}"
    if isinstance(node, Flag):
        return node.parameter.label
    if isinstance(node, Member):
        how = "nothing but" if node.every else "one of"
        return f"{node.parameter.label}: {how} {_members(node, vocabulary)}"
    if isinstance(node, Is):
        return f"kind is {' or '.join(vocabulary.kinds.by_name[k].label or k for k in node.kinds)}"
    if isinstance(node, Quantified):
        how = _HOW[node.how] if node.how != "count" else f"{SIGNS[node.op or 'ge']} {node.number} of them"
        return f"{node.over.label}, {how}: {describe(node.where, vocabulary)}"
    if isinstance(node, Calc):
        return f"{node.left.text} {SIGNS[node.op]} {node.right.text}"
    if isinstance(node, Ask):
        return node.question
    if isinstance(node, Tx):
        return f"{node.fact} is {node.value}"
    if isinstance(node, Ref):
        of = f"{node.of.label} " if node.of else ""
        return f"{of}specified in {' or '.join(node.codes)}"
    if isinstance(node, OtherThan):
        return f"not specified in {' or '.join(node.codes)}"
    raise TypeError(type(node).__name__)
