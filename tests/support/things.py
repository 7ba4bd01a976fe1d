"""Worlds in which everything is exact, what somebody may know of them, and how knowledge grows.

A :class:`Thing` is an item or a part. A world states every fact exactly. Blurring it leaves facts out, widens figures
to ranges, generalises kinds, breaks values and cuts lists short (with word that there is more). Blurring twice gives
two states of knowledge of which the second knows nothing that the first does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from dualuse.logic import Facts, Kinds, Truth, Vocabulary
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


@st.composite
def blurred(draw: st.DrawFn, thing: Thing, vocabulary: Vocabulary, keep: frozenset[str] = frozenset()) -> Thing:
    """The thing with some of what is known of it lost; what is called ``keep`` stays as it is."""
    values: dict[str, Value] = {}
    for name, value in thing.values.items():
        if name in keep:
            values[name] = value
            continue
        found = draw(_less(value, vocabulary, keep))
        if found is not None:
            values[name] = found
    answers = {k: v for k, v in thing.answers.items() if k in keep or draw(st.booleans())}
    return replace(
        thing,
        kinds=thing.kinds if "kind" in keep else tuple(draw(_wider_kind(k, vocabulary.kinds)) for k in thing.kinds),
        values=values,
        answers=answers,
    )


def _wider_kind(kind: str, kinds: Kinds) -> st.SearchStrategy[str]:
    return st.sampled_from([kind, kind, *sorted(kinds.above(kind))])


@st.composite
def _less(draw: st.DrawFn, value: Value, vocabulary: Vocabulary, keep: frozenset[str]) -> Value | None:
    fate = draw(st.sampled_from(["same", "same", "lost", "broken", "less", "less"]))
    if fate == "same" or isinstance(value, Unusable):
        return value if fate != "lost" else None
    if fate == "lost":
        return None
    if fate == "broken":
        return Unusable()
    if isinstance(value, Quantity):
        return draw(_wider(value))
    if isinstance(value, Words):
        left = draw(st.integers(0, len(value.words)))
        return Words(value.words[:left], complete=False)
    if isinstance(value, Things):
        left = draw(st.integers(0, len(value.things)))
        things = tuple(draw(blurred(t, vocabulary, keep)) for t in value.things[:left])
        return Things(things, value.complete and left == len(value.things) and draw(st.booleans()))
    return value


@st.composite
def _wider(draw: st.DrawFn, value: Quantity) -> Quantity:
    reach = draw(st.sampled_from([0.0, abs(value.high if value.high != float("inf") else value.low) / 2 or 1.0]))
    low = draw(st.sampled_from([value.low, value.low - reach, float("-inf")]))
    high = draw(st.sampled_from([value.high, value.high + reach, float("inf")]))
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
    here, there = at(view, steps), at(world, steps)
    if kind == "judgement":
        return changed(view, steps, replace(here, answers={**here.answers, name: there.answers[name]}))
    if kind == "kind":
        return changed(view, steps, replace(here, kinds=there.kinds))
    return changed(view, steps, replace(here, values={**here.values, name: there.values[name]}))


def is_settled(truth: Truth) -> bool:
    """Whether it is yes or no."""
    return truth is not UNKNOWN
