"""Items that meet a condition with one figure at its limit, so that this limit alone decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from random import Random

from dualuse.logic import NO, YES, Context, Node, Parameter, Truth, compile_node
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
    Not,
    Op,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Tx,
    inside,
)
from dualuse.quantity import Quantity
from support.shipped import shipped
from support.things import Thing, Things, Value, Words, build, exact

FLIPPED: Mapping[Op, Op] = {"gt": "ge", "ge": "gt", "lt": "le", "le": "lt"}
AT = "the figure at the limit"


@dataclass(frozen=True)
class Spot:
    """A limit in a condition: the steps that lead to the comparison, and which of its limits is meant."""

    steps: tuple[int, ...]
    node: Compare | Range | Calc
    side: str

    @property
    def limit(self) -> tuple[str, str, str]:
        """What is compared, how, and with what: the same for two comparisons that mean the same."""
        if isinstance(self.node, Calc):
            return self.node.left.text, self.node.op, self.node.right.text
        if isinstance(self.node, Compare):
            return self.node.parameter.name, self.node.op, f"{self.node.limit.low!r}"
        if self.side == "low":
            return self.node.parameter.name, self.node.low_op, f"{self.node.low.low!r}"
        return self.node.parameter.name, self.node.high_op, f"{self.node.high.low!r}"

    def __str__(self) -> str:
        if isinstance(self.node, Calc):
            return f"{self.node.left.text} {self.node.op}"
        if isinstance(self.node, Compare):
            return f"{self.node.parameter.name} {self.node.op} {self.node.limit.text}"
        return f"{self.node.parameter.name} {self.side} {getattr(self.node, self.side).text}"


def spots(node: Node, steps: tuple[int, ...] = ()) -> Iterator[Spot]:
    """Every limit in a condition."""
    if isinstance(node, (Compare, Calc)):
        yield Spot(steps, node, node.op)
    elif isinstance(node, Range):
        yield Spot(steps, node, "low")
        yield Spot(steps, node, "high")
    for number, part in enumerate(inside(node)):
        yield from spots(part, (*steps, number))


def flipped(node: Node, spot: Spot, steps: tuple[int, ...] | None = None) -> Node:
    """The condition with the strictness of one limit turned: "more than" for "or more", and so on."""
    left = spot.steps if steps is None else steps
    if left:
        first, rest = left[0], left[1:]
        if isinstance(node, Group):
            parts = [flipped(p, spot, rest) if n == first else p for n, p in enumerate(node.parts)]
            return Group(node.every, tuple(parts))
        if isinstance(node, Not):
            return Not(flipped(node.part, spot, rest))
        assert isinstance(node, Quantified)
        return Quantified(node.how, node.over, flipped(node.where, spot, rest), node.op, node.number)
    if isinstance(node, Compare):
        return Compare(node.parameter, FLIPPED[node.op], node.limit)
    if isinstance(node, Calc):
        return Calc(node.left, FLIPPED[node.op], node.right)
    assert isinstance(node, Range)
    ops = (FLIPPED[node.low_op], node.high_op) if spot.side == "low" else (node.low_op, FLIPPED[node.high_op])
    return Range(node.parameter, node.low, node.high, *ops)


class ContradictionError(Exception):
    """The item cannot be made so beside what it already is; another way may do."""


@dataclass
class Draft:
    """An item in the making: what it has, and of which kinds it must and must not be."""

    chance: Random
    values: dict[str, Value] = field(default_factory=dict)
    answers: dict[str, Truth] = field(default_factory=dict)
    transaction: dict[str, str] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    unwanted: set[str] = field(default_factory=set)

    def put(self, name: str, value: Value) -> None:
        """State a value that is not stated yet, or is stated just so."""
        if name in self.values and self.values[name] != value:
            raise ContradictionError(name)
        self.values[name] = value

    def thing(self, item: bool = True) -> Thing:
        """The item, of a kind that fits; a part is of no kind where none is asked of it."""
        if not item and not self.wanted and not self.unwanted:
            return Thing((), self.values, self.answers, own_answers=False)
        kinds = shipped().vocabulary.kinds
        fitting = [
            k
            for k in kinds.by_name
            if self.wanted <= kinds.above(k) and not self.unwanted & (kinds.above(k) | kinds.maybe(k))
        ]
        if not fitting:
            raise ContradictionError("kind")
        return Thing((self.chance.choice(fitting),), self.values, self.answers, own_answers=item)


def stand_at(draft: Draft, node: Node, spot: Spot, steps: tuple[int, ...] | None = None) -> None:
    """Give the item the figure at the limit, and what else makes this limit decide.

    Raises:
        ContradictionError: Not this way.
    """
    left = spot.steps if steps is None else steps
    if not left:
        _put_at(draft, spot)
    elif isinstance(node, Group):
        stand_at(draft, node.parts[left[0]], spot, left[1:])
        for number, part in enumerate(node.parts):
            if number != left[0] and (node.every or draft.chance.random() < 0.6):
                make(draft, part, node.every)
    elif isinstance(node, Not):
        stand_at(draft, node.part, spot, left[1:])
    else:
        assert isinstance(node, Quantified)
        inner = Draft(draft.chance)
        stand_at(inner, node.where, spot, left[1:])
        _put_parts(draft, node, inner, node.how == "count")


def _put_at(draft: Draft, spot: Spot) -> None:
    node = spot.node
    if isinstance(node, Calc):
        _make_formula(draft, node)
        return
    limit = node.limit if isinstance(node, Compare) else node.low if spot.side == "low" else node.high
    draft.put(node.parameter.name, _marked(limit.low, node.parameter))


def _marked(figure: float, parameter: Parameter) -> Quantity:
    return replace(exact(figure, parameter.dimension or "number", parameter.basis), text=AT)


def beside(thing: Thing, shift: int) -> Thing:
    """The item with the figure at the limit moved just below (-1) or just above it (1)."""
    values: dict[str, Value] = {}
    for name, value in thing.values.items():
        values[name] = value
        if isinstance(value, Quantity) and value.text == AT:
            figure = value.low + shift * (abs(value.low) / 1000 or 0.001)
            values[name] = exact(figure, value.dimension, value.basis)
        elif isinstance(value, Things):
            values[name] = replace(value, things=tuple(beside(t, shift) for t in value.things))
    return replace(thing, values=values)


def make(draft: Draft, node: Node, truth: bool) -> None:
    """Give the item what makes the condition true, or false.

    Raises:
        ContradictionError: Not this way.
    """
    if isinstance(node, Const):
        if (node.truth is YES) is not truth:
            raise ContradictionError("constant")
    elif isinstance(node, Group):
        parts = draft.chance.sample(node.parts, len(node.parts) if node.every is truth else 1)
        for part in parts:
            make(draft, part, truth)
    elif isinstance(node, Not):
        make(draft, node.part, not truth)
    elif isinstance(node, Is) and truth:
        draft.wanted.add(draft.chance.choice(node.kinds))
    elif isinstance(node, Is):
        draft.unwanted |= set(node.kinds)
    elif isinstance(node, (Compare, Range)):
        _make_figure(draft, node, truth)
    elif isinstance(node, Flag):
        draft.put(node.parameter.name, truth)
    elif isinstance(node, Member):
        _make_words(draft, node, truth)
    elif isinstance(node, Ask):
        draft.answers[node.id] = YES if truth else NO
    elif isinstance(node, Tx):
        draft.transaction[node.fact] = node.value if truth else "another"
    elif isinstance(node, Quantified):
        if node.over.name in draft.values:
            _accept(draft, node, truth)
            return
        some = Draft(draft.chance)
        make(some, node.where, truth)
        _put_parts(draft, node, some, node.how == "count" and truth)
    elif isinstance(node, Calc):
        _make_formula(draft, node)
    elif isinstance(node, (Ref, OtherThan, Inherit)) and node.of is not None:
        codes = node.codes if isinstance(node, (Ref, OtherThan)) else ("2B001",)
        code = draft.chance.choice(codes) if truth is not isinstance(node, OtherThan) else "none"
        draft.put(node.of.name, Things((Thing((), {"specified_in": Words((code.casefold(),))}),)))


def _make_figure(draft: Draft, node: Compare | Range, truth: bool) -> None:
    parameter = node.parameter
    limits = [node.limit.low] if isinstance(node, Compare) else [node.low.low, node.high.low]
    tried = [draft.values[parameter.name]] if parameter.name in draft.values else []
    if not tried:
        figures = [*limits, sum(limits) / len(limits), min(limits) / 2, max(limits) * 2 + 1, *_limits(parameter.name)]
        tried = [exact(f, parameter.dimension or "number", parameter.basis) for f in figures]
        draft.chance.shuffle(tried)
    for value in tried:
        if isinstance(value, Quantity) and _holds(node, value.low) is truth:
            draft.put(parameter.name, value)
            return
    raise ContradictionError(parameter.name)


@cache
def _words(name: str) -> tuple[str, ...]:
    """Every word of the list for this parameter."""
    sets = (s for code in shipped().entries for s in shipped().uses(code).sets.get(name, ()))
    return tuple(sorted({word for one in sets for word in one}))


@cache
def _limits(name: str) -> tuple[float, ...]:
    """Every limit of the list for this quantity, and figures beyond them."""
    found = {x for code in shipped().entries for x in shipped().uses(code).limits.get(name, ())}
    return tuple(sorted({*found, *(2 * x for x in found)}))


def _holds(node: Compare | Range, value: float) -> bool:
    tests = (
        [(node.op, node.limit)] if isinstance(node, Compare) else [(node.low_op, node.low), (node.high_op, node.high)]
    )
    return all(
        {"gt": value > q.low, "ge": value >= q.low, "lt": value < q.low, "le": value <= q.low}[op] for op, q in tests
    )


def _make_words(draft: Draft, node: Member, truth: bool) -> None:
    name = node.parameter.name
    known = draft.values.get(name)
    allowed = [c.value for c in node.parameter.values] if node.parameter.values else [*_words(name), "other"]
    fitting = [w for w in allowed if (w in node.values) is truth]
    if isinstance(known, Words):
        inside_ = [w in node.values for w in known.words]
        if (all(inside_) if node.every else any(inside_)) is truth:
            return
        if node.parameter.type != "choices" or truth is node.every or not fitting:
            raise ContradictionError(name)
        draft.values[name] = Words((*known.words, draft.chance.choice(fitting)))
    elif fitting:
        draft.put(name, Words((draft.chance.choice(fitting),)))
    else:
        raise ContradictionError(name)


def _accept(draft: Draft, node: Node, truth: bool) -> None:
    """Leave the item as it is where it makes the condition so already."""
    facts = build(Thing((), draft.values, draft.answers)).facts
    found = compile_node(node)(facts, Context(shipped().vocabulary.kinds, draft.transaction))
    if found is not (YES if truth else NO):
        raise ContradictionError("parts")


def _put_parts(draft: Draft, node: Quantified, part: Draft, more: bool) -> None:
    """A list with a part that decides; where parts are counted, with as many more as it takes."""
    if node.over.name in draft.values:
        raise ContradictionError(node.over.name)
    others = []
    for _ in range(node.number - (1 if node.op in ("ge", "lt") else 0) if more else 0):
        other = Draft(draft.chance)
        make(other, node.where, True)
        others.append(other)
    draft.put(node.over.name, Things(tuple(d.thing(item=False) for d in (part, *others))))


def _make_formula(draft: Draft, node: Calc) -> None:
    """Figures at which both sides of a comparison of formulas are the same, found along one of the names."""
    names = list(dict.fromkeys((*node.left.names, *node.right.names)))
    figures: dict[str, Fraction] = {}
    for name in names:
        value = draft.values.get(name)
        figures[name] = (
            Fraction(repr(value.low)) if isinstance(value, Quantity) else Fraction(draft.chance.choice([1, 2, 4]))
        )
    free = [n for n in names if n not in draft.values]
    if not free:
        raise ContradictionError("formula")
    along = draft.chance.choice(free)

    def difference(figure: Fraction) -> Fraction:
        here = {**figures, along: figure}
        ends = [side.evaluate(lambda name: (here[name], here[name])) for side in (node.left, node.right)]
        if any(e is None or e[0] != e[1] for e in ends):
            raise ContradictionError("formula")
        left, right = (Fraction(e[0]) for e in ends if e is not None)
        return left - right

    one, two = difference(Fraction(1)), difference(Fraction(2))
    if one == two:
        raise ContradictionError("formula")
    root = 1 - one / (two - one)
    if root <= 0 or difference(root) != 0 or Fraction(repr(float(root))) != root:
        raise ContradictionError("formula")
    parameters = shipped().vocabulary.parameters
    for name in free:
        figure = float(root if name == along else figures[name])
        draft.put(
            name,
            _marked(figure, parameters[name])
            if name == along
            else exact(figure, parameters[name].dimension or "number", parameters[name].basis),
        )
