"""The shipped entries, and items of which everything that could matter to them is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random

from dualuse.lists.catalogue import Catalogue
from dualuse.logic import NO, YES, EntrySet, Parameter
from dualuse.logic.ast import Ask, Compare, Flag, Inherit, Member, OtherThan, Quantified, Range, Ref, walk
from dualuse.logic.entries import Session
from dualuse.logic.uses import entry_nodes, inputs
from dualuse.quantity import Quantity
from support.things import Thing, Things, Value, Words, build, exact

LIST = "eu/annex-i"


@cache
def shipped() -> EntrySet:
    """The entries of the list on the first day of its last edition."""
    held = Catalogue.load()
    return held.entry_set(LIST, held.get(LIST).info.editions[-1].start)


@dataclass
class Matters:
    """What some entries look at."""

    limits: dict[str, set[float]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    facts: dict[str, set[str]] = field(default_factory=dict)
    not_held: set[str] = field(default_factory=set)
    derived: set[str] = field(default_factory=set)


@cache
def matters(codes: tuple[str, ...]) -> Matters:
    """Everything that these entries, and those they refer to, look at."""
    found = Matters()
    held = shipped()
    closure: set[str] = set()
    for head in codes:
        uses = held.uses(head)
        for name, limits in uses.limits.items():
            found.limits.setdefault(name, set()).update(limits)
        for fact, values in uses.transaction.items():
            found.facts.setdefault(fact, set()).update(values)
        found.names |= {*uses.limits, *uses.sets, *uses.formulas}
        found.not_held |= {code for code in uses.codes if held.targets(code) is None}
        closure |= {head, *(code.partition(".")[0] for code in uses.codes)} & set(held.entries)
    for entry in (held.entries[code] for code in closure):
        for node in (n for outer in entry_nodes(entry) for n in walk(outer)):
            if isinstance(node, (Flag, Compare, Range, Member)):
                found.names.add(node.parameter.name)
            elif isinstance(node, Quantified):
                found.names.add(node.over.name)
            elif isinstance(node, Ask):
                found.asks.add(node.id)
            elif isinstance(node, (Ref, OtherThan, Inherit)) and node.of is not None:
                found.names.add(node.of.name)
        for rule in entry.derived:
            found.derived.add(rule.parameter.name)
            found.names |= inputs(rule) & set(held.vocabulary.parameters)
    return found


def narrowest(kind: str) -> list[str]:
    """The kinds at or below this one that have none below them."""
    kinds = shipped().vocabulary.kinds
    return [k for k in (kind, *kinds.all_below(kind)) if not kinds.below(k)]


@dataclass(frozen=True)
class Item:
    """An item, and the transaction it is part of."""

    thing: Thing
    transaction: dict[str, str]
    codes: tuple[str, ...]


def an_item(chance: Random, depth: int = 1) -> Item:
    """An item of a kind that some entry deals with, of which all that matters is known exactly."""
    held = shipped()
    entry = chance.choice(list(held.entries.values()))
    kind = chance.choice(narrowest(chance.choice(entry.gate.kinds)))
    reached = tuple(dict.fromkeys(p.entry.code for p in held.reached((kind,))))
    found = matters(reached)
    answers = {name: chance.choice([YES, NO]) for name in sorted(found.asks)}
    answers |= {f"specified_in.{code}": NO for code in found.not_held}
    thing = replace(_thing((kind,), found.names, found, chance, depth), answers=answers, own_answers=True)
    transaction = {fact: chance.choice([*sorted(values), "other"]) for fact, values in sorted(found.facts.items())}
    return Item(_with_worked_out(thing, reached), transaction, reached)


def _thing(kinds: tuple[str, ...], names: Iterable[str], found: Matters, chance: Random, depth: int) -> Thing:
    parameters = shipped().vocabulary.parameters
    values = {name: _value(parameters[name], found, chance, depth) for name in sorted(names)}
    stated = {name: value for name, value in values.items() if value is not None and name not in found.derived}
    return Thing(kinds, stated, own_answers=False)


def _value(parameter: Parameter, found: Matters, chance: Random, depth: int) -> Value | None:
    if parameter.type == "quantity":
        figure = _near(found.limits.get(parameter.name, set()), chance)
        return exact(figure, parameter.dimension or "number", parameter.basis)
    if parameter.type == "flag":
        return chance.random() < 0.5
    if parameter.name == "specified_in":
        return None
    if parameter.type in ("choice", "choices", "text"):
        words = [c.value for c in parameter.values] if parameter.values else ["x", "z", "other"]
        several = chance.randint(1, min(3, len(words))) if parameter.type == "choices" else 1
        return Words(tuple(chance.sample(words, several)))
    if parameter.type == "parts":
        fields = [n for n in parameter.fields if n in shipped().vocabulary.parameters]
        return Things(tuple(_thing((), fields, found, chance, 0) for _ in range(chance.randint(0, 3))))
    return Things(tuple(_described(chance, depth - 1) for _ in range(chance.randint(0, 2)))) if depth > 0 else None


def _described(chance: Random, depth: int) -> Thing:
    """A thing described by its data, or by the code it is listed under."""
    if chance.random() < 0.5:
        return an_item(chance, depth).thing
    code = chance.choice([chance.choice(shipped().paragraphs).paragraph.code.casefold(), "none"])
    return Thing((), {"specified_in": Words((code,))})


def _near(limits: set[float], chance: Random) -> float:
    """A figure at, beside, between or far from the limits."""
    known = sorted(limits) or [1.0]
    limit = chance.choice(known)
    return chance.choice([limit, limit, limit * 0.99, limit * 1.01, limit / 3, limit * 3, known[-1] * 2 + 1])


def _with_worked_out(thing: Thing, codes: Iterable[str]) -> Thing:
    """The item with what the entries can work out of it stated too."""
    held = shipped()
    facts = build(thing).facts
    session = Session(held, {})
    values = dict(thing.values)
    for code in codes:
        own = session.facts(held.entries[code].derived, facts)
        for name in sorted(own.values.keys() - facts.values.keys() - own.problems.keys()):
            value = own.values[name]
            if isinstance(value, (Quantity, bool)):
                values.setdefault(name, value)
            elif isinstance(value, tuple):
                values.setdefault(name, Words(tuple(str(v) for v in value)))
    return replace(thing, values=values)
