"""Worlds in which everything is exact, what somebody may know of them, and how knowledge grows.

A :class:`Thing` is an item or a part. A world states every fact exactly. Blurring it leaves facts out, widens figures
to ranges, generalises kinds, breaks values and cuts lists short (with word that there is more). Blurring twice gives
two states of knowledge of which the second knows nothing that the first does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from dualuse.logic import Facts, Kinds, Truth
from dualuse.logic.truth import UNKNOWN
from dualuse.quantity import Quantity


@dataclass(frozen=True)
class Words:
    """Named values; ``complete`` unless there are more."""

    words: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True)
class Things:
    """Parts, or items described inside an item."""

    things: tuple[Thing, ...]
    complete: bool = True


@dataclass(frozen=True)
class Unusable:
    """Something is stated, and it cannot be used."""


Value = Quantity | bool | Words | Things | Unusable


@dataclass(frozen=True)
class Thing:
    """An item or part. ``own_answers`` where judgements are about this very thing and not about the item around it."""

    kinds: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    answers: Mapping[str, Truth] = field(default_factory=dict)
    own_answers: bool = True

    def __str__(self) -> str:
        values = ", ".join(f"{name}: {_short(value)}" for name, value in self.values.items())
        answers = ", ".join(f"{name}={truth.word}" for name, truth in self.answers.items())
        return f"({'/'.join(self.kinds)} {values} | {answers})"


def _short(value: Value) -> str:
    if isinstance(value, Quantity):
        return f"{value.low:g}" if value.is_exact else f"{value.low:g}..{value.high:g}"
    if isinstance(value, Words):
        return f"{'+'.join(value.words)}{'' if value.complete else '+…'}"
    if isinstance(value, Things):
        return f"[{' '.join(map(str, value.things))}{'' if value.complete else ' …'}]"
    return "unusable" if isinstance(value, Unusable) else str(value)


@dataclass
class Built:
    """The facts of a thing, and for every facts object inside the steps that lead to its thing."""

    facts: Facts
    steps: dict[Facts, tuple[tuple[str, int], ...]]


def build(thing: Thing, path: str = "items[0].parameters") -> Built:
    """The thing as the conditions see it."""
    steps: dict[Facts, tuple[tuple[str, int], ...]] = {}
    facts = _facts(thing, None, path, (), steps)
    facts.home = facts.asked_at = path.removesuffix(".parameters")
    return Built(facts, steps)


def _facts(
    thing: Thing,
    around: Facts | None,
    path: str,
    here: tuple[tuple[str, int], ...],
    steps: dict[Facts, tuple[tuple[str, int], ...]],
) -> Facts:
    facts = Facts(thing.kinds, answers=dict(thing.answers), path=path, home=path, asked_at=path)
    if around is not None and not thing.own_answers:
        facts.answers, facts.asked_at = around.answers, around.asked_at
    steps[facts] = here
    for name, value in thing.values.items():
        facts.stated[name] = name
        if isinstance(value, Unusable):
            facts.problems[name] = "cannot be used"
        elif isinstance(value, Words):
            facts.values[name] = value.words
        elif isinstance(value, Things):
            facts.values[name] = tuple(
                _facts(inner, facts, f"{facts.place(name)}[{n}]", (*here, (name, n)), steps)
                for n, inner in enumerate(value.things)
            )
        else:
            facts.values[name] = value
        if isinstance(value, (Words, Things)) and not value.complete:
            facts.problems[name] = "there are more"
    return facts


def at(thing: Thing, steps: tuple[tuple[str, int], ...]) -> Thing:
    """The thing that the steps lead to."""
    for name, number in steps:
        value = thing.values[name]
        assert isinstance(value, Things)
        thing = value.things[number]
    return thing


def changed(thing: Thing, steps: tuple[tuple[str, int], ...], new: Thing) -> Thing:
    """The thing with another in the place that the steps lead to."""
    if not steps:
        return new
    (name, number), *rest = steps
    value = thing.values[name]
    assert isinstance(value, Things)
    inner = changed(value.things[number], tuple(rest), new)
    things = (*value.things[:number], inner, *value.things[number + 1 :])
    return replace(thing, values={**thing.values, name: replace(value, things=things)})


def exact(value: float, dimension: str, basis: str | None = None) -> Quantity:
    """One exact figure in SI units."""
    return Quantity(value, value, True, True, dimension, basis, f"{value!r}")


# -- knowing less


def blurred(
    thing: Thing, kinds: Kinds, chance: Random, keep: frozenset[str] = frozenset(), firm: frozenset[str] = frozenset()
) -> Thing:
    """The thing with some of what is known of it lost.

    What is called ``keep`` stays as it is. What is called ``firm`` is known exactly or not stated at all: a value that
    can be worked out is only worked out where nothing is stated, so that a vague statement is no knowledge of it.
    """
    values: dict[str, Value] = {}
    for name, value in thing.values.items():
        found: Value | None = value
        if name in firm and name not in keep:
            found = chance.choice([value, None])
        elif name not in keep:
            found = _less(value, kinds, chance, keep, firm)
        if found is not None:
            values[name] = found
    return replace(
        thing,
        kinds=thing.kinds if "kind" in keep else tuple(_wider_kind(k, kinds, chance) for k in thing.kinds),
        values=values,
        answers={k: v for k, v in thing.answers.items() if k in keep or chance.random() < 0.5},
    )


def _wider_kind(kind: str, kinds: Kinds, chance: Random) -> str:
    return chance.choice([kind, kind, *sorted(kinds.above(kind))])


def _less(value: Value, kinds: Kinds, chance: Random, keep: frozenset[str], firm: frozenset[str]) -> Value | None:
    fate = chance.choice(["same", "same", "same", "lost", "broken", "less", "less"])
    if fate == "lost":
        return None
    if fate == "same" or isinstance(value, Unusable):
        return value
    if fate == "broken":
        return Unusable()
    if isinstance(value, Quantity):
        return _wider(value, chance)
    if isinstance(value, Words):
        left = chance.randint(0, len(value.words))
        return Words(value.words[:left], complete=False)
    if isinstance(value, Things):
        left = chance.randint(0, len(value.things))
        things = tuple(blurred(t, kinds, chance, keep, firm) for t in value.things[:left])
        return Things(things, value.complete and left == len(value.things) and chance.random() < 0.5)
    return value


def _wider(value: Quantity, chance: Random) -> Quantity:
    reach = chance.choice([0.0, abs(value.high if value.high != float("inf") else value.low) / 2 or 1.0])
    low = chance.choice([value.low, value.low - reach, float("-inf")])
    high = chance.choice([value.high, value.high + reach, float("inf")])
    return replace(
        value,
        low=low,
        high=high,
        low_closed=low != float("-inf") and (value.low_closed or low < value.low),
        high_closed=high != float("inf") and (value.high_closed or high > value.high),
    )


# -- learning what was missing


def learned(view: Thing, world: Thing, steps: tuple[tuple[str, int], ...], name: str, kind: str) -> Thing:
    """The view with one missing fact as it is in the world."""
    while kind == "judgement" and steps and not at(view, steps).own_answers:
        steps = steps[:-1]
    here, there = at(view, steps), at(world, steps)
    if kind == "judgement":
        return changed(view, steps, replace(here, answers={**here.answers, name: there.answers[name]}))
    if kind == "kind":
        return changed(view, steps, replace(here, kinds=there.kinds))
    return changed(view, steps, replace(here, values={**here.values, name: there.values[name]}))


def is_settled(truth: Truth) -> bool:
    """Whether it is yes or no."""
    return truth is not UNKNOWN
