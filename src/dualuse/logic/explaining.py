"""Why a condition came out as it did, and which facts an open one waits for.

The truth is that of the compiled condition; this walks only those branches that decide it. A group that is settled
shows the parts that settle it, an open one shows all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from dualuse.logic.ast import (
    SIGNS,
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
    OtherThan,
    Quantified,
    Range,
    Ref,
    Table,
    Tx,
)
from dualuse.logic.derive import inputs_missing, stated_as
from dualuse.logic.evaluation import (
    MAX_LEAVES,
    STATUS_ID,
    Context,
    Default,
    compile_node,
    flipped,
    interval_of,
    not_held_id,
    specified_elsewhere,
    specified_in,
    status_of,
    target_specified,
)
from dualuse.logic.facts import Facts
from dualuse.logic.kind_question import kind_question
from dualuse.logic.stated_codes import STATED_CODES
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, not_
from dualuse.logic.vocabulary import Parameter, Vocabulary
from dualuse.quantity import Quantity

MAX_PARTS_SHOWN = 8
"""Parts of one list whose comparisons and missing facts are told; the others are counted."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a verdict waits for.

    Attributes:
        name: Parameter, question id, transaction fact, or ``kind``.
        kind: ``fact``, ``judgement``, ``kind``, ``transaction``, ``restate`` (stated, but unusable or too vague) or
            ``data`` (the list itself must be corrected).
        where: Where in the transaction the answer is written.
        facts: The item or part it is missing from, as stated; None for a transaction fact.
        problem: Why the stated value cannot be used.
        known: The range within which the value is known to lie, where it is stated too vaguely.
    """

    name: str
    kind: Literal["fact", "judgement", "kind", "transaction", "restate", "data"]
    question: str
    where: str
    facts: Facts | None = field(default=None, compare=False, repr=False)
    parameter: Parameter | None = field(default=None, compare=False, repr=False)
    problem: str | None = None
    question_ru: str = field(default="", compare=False)
    known: Quantity | None = field(default=None, compare=False, repr=False)


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
    """A truth, the comparisons it rests on, and what would have to be known (empty unless UNKNOWN)."""

    truth: Truth
    leaves: tuple[Leaf, ...] = ()
    missing: tuple[Missing, ...] = ()


def _nothing_about(_code: str | None, _facts: Facts) -> tuple[Missing, ...]:
    return ()


@dataclass(slots=True)
class Explainer:
    """Walks a condition and tells what it saw.

    Attributes:
        about: ``(code, facts)`` → what is missing to tell whether the item is specified under the code; with None for
            the code, whether any entry held controls it.
        working_out: Parameters whose inputs are being asked for already.
    """

    vocabulary: Vocabulary
    context: Context
    default: Default = "open"
    about: Callable[[str | None, Facts], tuple[Missing, ...]] = _nothing_about
    working_out: frozenset[str] = frozenset()

    def explain(self, node: Node, facts: Facts) -> Outcome:
        """The truth with the comparisons it rests on; what is missing, unless it is settled.

        An UNKNOWN always names something that is missing.
        """
        return self._explained(node, facts, self._truth(node, facts))

    def under(self, default: Default, working_out: frozenset[str] | None = None) -> Explainer:
        """The same with another default for what nobody states."""
        names = self.working_out if working_out is None else working_out
        return Explainer(self.vocabulary, self.context, default, self.about, names)

    def _truth(self, node: Node, facts: Facts) -> Truth:
        return compile_node(node, self.default)(facts, self.context)

    def _explained(self, node: Node, facts: Facts, truth: Truth) -> Outcome:
        if isinstance(node, Const):
            return Outcome(truth, (), (_unreadable(facts),) if truth is UNKNOWN else ())
        if isinstance(node, Group):
            return self._group(node, facts, truth)
        if isinstance(node, Not):
            return self._not(node, facts, truth)
        if isinstance(node, Quantified):
            return self._quantified(node, facts, truth)
        leaf = Leaf(truth, describe(node, self.vocabulary), self._stated(node, facts), node.at, node.note, _about(node))
        return Outcome(truth, (leaf,), unique(self._missing(node, facts)) if truth is UNKNOWN else ())

    def _group(self, node: Group, facts: Facts, truth: Truth) -> Outcome:
        truths = [self._truth(part, facts) for part in node.parts]
        settled_by = NO if node.every else YES
        deciding = [p for p in zip(node.parts, truths, strict=True) if truth is not settled_by or p[1] is settled_by]
        parts = [self._explained(part, facts, found) for part, found in deciding]
        asking = [p for p in parts if p.truth is UNKNOWN and p.missing][:1] if node.in_turn else parts
        return Outcome(truth, _labelled(parts, node), _waiting(truth, asking))

    def _not(self, node: Not, facts: Facts, truth: Truth) -> Outcome:
        inside = self.under(flipped(self.default))._explained(node.part, facts, not_(truth))
        leaves = tuple(
            Leaf(not_(x.truth), f"not: {x.condition}", x.stated, x.at or node.at, x.note or node.note, x.about)
            for x in inside.leaves
        )
        return Outcome(truth, leaves, inside.missing)

    # -- lists of parts

    def _quantified(self, node: Quantified, facts: Facts, truth: Truth) -> Outcome:
        parts = facts.parts(node.over.name)
        if parts is None:
            missing = self.parameter_missing(node.over, facts) if truth is UNKNOWN else ()
            return Outcome(truth, (_of_list(node, truth, _as_stated(facts, node.over)),), missing)
        if self.context.leaves < 0:
            given_up = (too_many(facts),) if truth is UNKNOWN else ()
            return Outcome(truth, (_of_list(node, truth, f"{len(parts)} parts"),), given_up)
        seen = [(part, self._truth(node.where, part)) for part in parts]
        deciding = _deciding(seen, node, truth)
        told = [
            (f"{node.over.label} {_name_of(part, number)}", self._explained(node.where, part, found))
            for number, (part, found) in deciding[:MAX_PARTS_SHOWN]
        ]
        leaves = [
            Leaf(x.truth, f"{name}: {x.condition}", x.stated, x.at or node.at, x.note or node.note, x.about)
            for name, outcome in told
            for x in outcome.leaves
        ]
        if len(deciding) > MAX_PARTS_SHOWN or not leaves:
            leaves.append(_of_list(node, truth, f"{len(parts)} stated" if parts else "none"))
        if truth is not UNKNOWN:
            return Outcome(truth, tuple(leaves))
        missing = tuple(m for _, outcome in told if outcome.truth is UNKNOWN for m in outcome.missing)
        if node.over.name in facts.problems:
            missing += self.parameter_missing(node.over, facts)
        return Outcome(truth, tuple(leaves), unique(missing))

    # -- single comparisons

    def _stated(self, node: Node, facts: Facts) -> str:
        if isinstance(node, (Compare, Range, Flag, Member)):
            return _as_stated(facts, node.parameter)
        if isinstance(node, Is):
            return ", ".join(facts.kinds) or "kind not stated"
        if isinstance(node, Calc):
            names = dict.fromkeys((*node.left.names, *node.right.names))
            return ", ".join(f"{n} = {stated_as(facts, n) or 'not stated'}" for n in names)
        if isinstance(node, Ask):
            answer: object = facts.answers.get(node.id)
            return answer.word if isinstance(answer, Truth) else "not answered"
        if isinstance(node, Tx):
            return self.context.transaction.get(node.fact, "not stated")
        if isinstance(node, (Ref, OtherThan)):
            return self._references(node, facts)
        if isinstance(node, Inherit):
            hosts = facts.parts(node.of.name)
            if hosts is None:
                return _as_stated(facts, node.of)
            return ", ".join(f"{_kinds_of(h)}: {status_of(h, self.context).word}" for h in hosts[:MAX_PARTS_SHOWN])
        return ""

    def _references(self, node: Ref | OtherThan, facts: Facts) -> str:
        if node.of is not None:
            return _as_stated(facts, node.of)
        found = {code: self._specified(node, code, facts) for code in node.codes}
        weight = max(found.values())
        return ", ".join(f"{code}: {truth.word}" for code, truth in found.items() if truth is weight)

    def _specified(self, node: Ref | OtherThan, code: str, facts: Facts) -> Truth:
        if isinstance(node, Ref):
            return specified_in(code, facts, self.context)
        return specified_elsewhere((code,), facts, self.context)

    def _missing(self, node: Node, facts: Facts) -> Iterable[Missing]:
        if isinstance(node, (Compare, Range, Flag, Member)):
            return self.parameter_missing(node.parameter, facts)
        if isinstance(node, Is):
            return (self._kind_missing(node, facts),)
        if isinstance(node, Calc):
            return self._calc_missing(node, facts)
        if isinstance(node, Ask):
            return (_judgement(node.id, node.question, facts, node.question_ru),)
        if isinstance(node, Tx):
            return (Missing(node.fact, "transaction", f"What is {node.fact}?", f"facts.{node.fact}"),)
        if isinstance(node, (Ref, OtherThan)):
            return self._reference_missing(node, facts)
        assert isinstance(node, Inherit)
        return self._of_missing(node.of, facts, lambda host: self._status_missing(host))

    def _reference_missing(self, node: Ref | OtherThan, facts: Facts) -> Iterable[Missing]:
        """What would tell whether the item, or the thing described, is specified under the codes."""
        if node.of is None:
            return chain.from_iterable(self._code_missing(node, code, facts) for code in node.codes)
        return self._of_missing(node.of, facts, lambda target: self._target_missing(node, target))

    def _code_missing(self, node: Ref | OtherThan, code: str, facts: Facts) -> Iterable[Missing]:
        if self._specified(node, code, facts) is not UNKNOWN:
            return ()
        if self.context.specified(code, facts) is not None:
            return self.about(code, facts)
        question = f"Is it specified in {code}? (That entry is not held here.)"
        russian = f"Указано ли изделие в {code}? (Этой позиции здесь нет.)"
        return (_judgement(not_held_id(code), question, facts, russian),)

    def _target_missing(self, node: Ref | OtherThan, target: Facts) -> Iterable[Missing]:
        """The codes of the thing, where the vocabulary has a name for them; and what its data leave open."""
        if target_specified(node.codes, target, True, self.context) is not UNKNOWN:
            return ()
        codes = self.vocabulary.parameters.get(STATED_CODES)
        found = chain.from_iterable(self._code_missing(node, code, target) for code in node.codes)
        if codes is None:
            return found
        problem = None
        if target.words(STATED_CODES):
            problem = f"'{target.stated.get(STATED_CODES)}' does not say which paragraph"
        return (*self.parameter_missing(codes, target, problem), *(m for m in found if m.name != "kind"))

    def _of_missing(
        self, of: Parameter, facts: Facts, about: Callable[[Facts], Iterable[Missing]]
    ) -> Iterable[Missing]:
        targets = facts.parts(of.name)
        if targets is None:
            return self.parameter_missing(of, facts)
        found = chain.from_iterable(about(t) for t in targets[:MAX_PARTS_SHOWN])
        return (*found, *self.parameter_missing(of, facts)) if of.name in facts.problems else found

    def _status_missing(self, host: Facts) -> Iterable[Missing]:
        if status_of(host, self.context) is not UNKNOWN:
            return ()
        found = self.about(None, host)
        if found:
            return found
        question = "Is that equipment controlled? (No entry held here deals with its kind.)"
        russian = "Контролируется ли это оборудование? (Здесь нет позиций для изделий такого вида.)"
        return (_judgement(STATUS_ID, question, host, russian),)

    def _calc_missing(self, node: Calc, facts: Facts) -> Iterable[Missing]:
        names = tuple(dict.fromkeys((*node.left.names, *node.right.names)))
        look = interval_of(facts)
        vague = [n for n in names if (found := look(n)) is None or found[0] != found[1]]
        problem = None
        if not vague:
            values = node.left.evaluate(look), node.right.evaluate(look)
            problem = "too close to the limit to tell" if None not in values else "the formula has no value with it"
        for name in vague or names:
            yield from self.parameter_missing(self.vocabulary.parameters[name], facts, problem)

    def _kind_missing(self, node: Is, facts: Facts) -> Missing:
        question, russian = kind_question(facts.kinds, node.kinds, self.vocabulary.kinds)
        unknown = [k for k in facts.kinds if k not in self.vocabulary.kinds]
        problem = f"the kind '{unknown[0]}' is not in the taxonomy" if unknown else None
        where = f"{facts.home}.kind" if facts.home else "kind"
        return Missing("kind", "kind", question, where, facts.origin or facts, None, problem, russian)

    def parameter_missing(self, parameter: Parameter, facts: Facts, problem: str | None = None) -> tuple[Missing, ...]:
        """The parameter itself; before it, what it could be worked out from, where some of that is stated."""
        name = parameter.name
        problem = facts.problems.get(name) or problem
        value = facts.values.get(name)
        if problem is None and isinstance(value, Quantity):
            problem = f"'{stated_as(facts, name)}' straddles the limit; state it more exactly"
        own = Missing(
            name,
            "restate" if problem else "fact",
            parameter.question,
            facts.place(name),
            facts.origin or facts,
            parameter,
            problem,
            parameter.question_ru,
            value if isinstance(value, Quantity) else None,
        )
        rule = facts.rules.get(name)
        if rule is None or name in self.working_out:
            return (own,)
        return (*inputs_missing(rule, facts, self.under("open", self.working_out | {name})), own)


def _judgement(name: str, question: str, facts: Facts, question_ru: str = "") -> Missing:
    where = f"{facts.asked_at}.answers.{name}" if facts.asked_at else f"answers.{name}"
    return Missing(name, "judgement", question, where, facts.origin or facts, question_ru=question_ru)


def too_many(facts: Facts) -> Missing:
    """What is told where an item has so many parts that the comparisons were given up."""
    problem = f"more than {MAX_LEAVES:,} comparisons for one item; state fewer parts"
    return Missing("parts", "restate", "Which parts decide?", facts.path, facts.origin or facts, problem=problem)


def _unreadable(facts: Facts) -> Missing:
    return Missing("condition", "data", "A condition of the list could not be read.", facts.path, problem="see issues")


def unique(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Each missing fact once, in the order first met."""
    return tuple(dict.fromkeys(missing))


def _deciding(
    seen: Sequence[tuple[Facts, Truth]], node: Quantified, truth: Truth
) -> list[tuple[int, tuple[Facts, Truth]]]:
    """The parts that make the truth, with their numbers; of an open one those that are open."""
    numbered = list(enumerate(seen))
    if node.how == "count" and truth is not UNKNOWN:
        return numbered
    settled_by = {"exists": YES, "forall": NO, "count": UNKNOWN}[node.how]
    wanted = truth if truth in (settled_by, UNKNOWN) else None
    return [pair for pair in numbered if wanted is None or pair[1][1] is wanted] or numbered


def _of_list(node: Quantified, truth: Truth, stated: str) -> Leaf:
    return Leaf(truth, f"{node.over.label}: {_how(node)}", stated, node.at, node.note, node.over.name)


def _about(node: Node) -> str:
    """What a comparison looks at, by the name under which it is stated."""
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
    if isinstance(node, Inherit):
        return node.of.name
    return ", ".join(node.codes) if isinstance(node, (Ref, OtherThan)) else ""


def _name_of(part: Facts, number: int) -> str:
    return part.stated.get("name") or str(number + 1)


def _kinds_of(facts: Facts) -> str:
    return ", ".join(facts.kinds) or "an item of no stated kind"


def _as_stated(facts: Facts, parameter: Parameter) -> str:
    text = stated_as(facts, parameter.name)
    if text is None:
        return "not stated"
    if parameter.name not in facts.problems:
        return text
    return f"{text} ({'not complete' if parameter.name in facts.values else 'cannot be used'})"


def _labelled(parts: Sequence[Outcome], node: Node) -> tuple[Leaf, ...]:
    """The leaves inside, each with the paragraph and the note of the node around it where it has none of its own."""
    return tuple(
        leaf
        if leaf.at or not node.at
        else Leaf(leaf.truth, leaf.condition, leaf.stated, node.at, leaf.note or node.note, leaf.about)
        for part in parts
        for leaf in part.leaves
    )


def _waiting(truth: Truth, parts: Sequence[Outcome]) -> tuple[Missing, ...]:
    """What the open parts wait for, each once; nothing where the whole is settled."""
    if truth is not UNKNOWN:
        return ()
    return unique(m for p in parts if p.truth is UNKNOWN for m in p.missing)


# -- in words


def _how(node: Quantified) -> str:
    if node.how == "count":
        return f"{SIGNS[node.op or 'ge']} {node.number} of them"
    return "at least one that meets the condition" if node.how == "exists" else "every one meets the condition"


MAX_MEMBERS = 24
"""A set with more members is told by its name."""


def _members(node: Member, vocabulary: Vocabulary) -> str:
    """The values of a set by their labels; a table of countries, or a long set, by its name."""
    name = node.shown.removeprefix("@")
    values = vocabulary.sets.get(name, ()) if node.shown.startswith("@") else node.shown.split(", ")
    if not node.parameter.values or len(values) > MAX_MEMBERS:
        return f"the {len(values)} of the table {name}" if node.shown.startswith("@") else node.shown
    labels = {c.value: c.label or c.value for c in node.parameter.values}
    return "; ".join(labels.get(v, v) for v in values)


def describe(node: Node, vocabulary: Vocabulary) -> str:
    """A condition in plain words."""
    words: str | None = node.cache.get("words")
    if words is None:
        words = node.cache["words"] = _described(node, vocabulary)
    return words


def _described(node: Node, vocabulary: Vocabulary) -> str:
    if isinstance(node, Const):
        return node.truth.word
    if isinstance(node, Table):
        return "; or ".join(describe(row, vocabulary) for row in node.parts)
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
        return f"{node.over.label}, {_how(node)}: {describe(node.where, vocabulary)}"
    if isinstance(node, Calc):
        return f"{node.left.text} {SIGNS[node.op]} {node.right.text}"
    if isinstance(node, Ask):
        return node.question
    if isinstance(node, Tx):
        return f"{node.fact} is {node.value}"
    if isinstance(node, Ref):
        return f"{f'{node.of.label}: ' if node.of else ''}specified in {_codes(node.codes)}"
    if isinstance(node, OtherThan):
        return f"{f'{node.of.label}: ' if node.of else ''}not specified in {_codes(node.codes)}"
    if isinstance(node, Inherit):
        return f"{node.of.label}: controlled itself"
    raise TypeError(type(node).__name__)


def _codes(codes: tuple[str, ...]) -> str:
    return " or ".join(codes) if len(codes) < 6 else f"{', '.join(codes[:4])} or another of {len(codes)} codes"
