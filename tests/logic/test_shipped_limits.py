"""Every limit of the shipped entries: an item below, at and above it, and a turned strictness that one of them shows.

For each comparison an item is made that meets everything else, so that this limit alone decides. What is tried are the
entry's own words, releases and rules that work values out; what other entries catch is left aside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from dualuse.logic import Context, Entry, Node, Truth, compile_node
from dualuse.logic.ast import Group
from dualuse.logic.entries import Session
from dualuse.logic.evaluation import Default
from dualuse.logic.uses import rule_nodes
from support.at_limits import ContradictionError, Draft, Spot, beside, flipped, spots, stand_at
from support.shipped import shipped
from support.things import Thing, build

TRIES = 500


@dataclass(frozen=True)
class Limb:
    """A condition that stands by itself: a whole paragraph, a release, a rule that works a value out."""

    entry: str
    name: str
    node: Node
    default: Default = "open"


def limbs(code: str) -> Iterator[Limb]:
    held = shipped()
    entry = held.entries[code]
    for p in held.paragraphs:
        if p.entry is entry:
            yield Limb(code, p.paragraph.id, Group(True, p.limbs))
    for release in entry.exclusions:
        yield Limb(code, release.id, release.when, "unclaimed")
    for rule in entry.derived:
        for node in rule_nodes(rule):
            yield Limb(code, rule.parameter.name, node)


def truth(limb: Limb, node: Node, thing: Thing, transaction: dict[str, str]) -> Truth:
    held = shipped()
    session = Session(held, transaction)
    own = session.facts(held.entries[limb.entry].derived, build(thing).facts)
    return compile_node(node, limb.default)(own, Context(held.vocabulary.kinds, transaction))


def shows(limb: Limb, spot: Spot, mutant: Node, seed: int) -> bool:
    """Whether the item at the limit, and neither of its neighbours, tells the mutant; and the limit is one at all."""
    draft = Draft(Random(seed))
    stand_at(draft, limb.node, spot)
    at = draft.thing()
    found = [
        tuple(truth(limb, node, thing, draft.transaction) for node in (limb.node, mutant))
        for thing in (beside(at, -1), at, beside(at, 1))
    ]
    (below, below_too), (here, here_too), (above, above_too) = found
    return (
        here is not here_too and below is below_too and above is above_too and (here is not below or here is not above)
    )


def is_shown(limb: Limb, spot: Spot) -> bool:
    mutant = flipped(limb.node, spot)
    for seed in range(TRIES):
        try:
            if shows(limb, spot, mutant, seed):
                return True
        except ContradictionError:
            continue
    return False


@pytest.mark.parametrize("code", list(shipped().entries))
def test_every_limit_has_an_item_that_shows_a_turned_strictness(code: str) -> None:
    # A heading is part of every paragraph, and a paragraph may say the same thing twice: that a machine contours in
    # more than two axes, and so is numerically controlled. It is enough that one of the places shows it.
    places: dict[object, list[tuple[Limb, Spot]]] = {}
    for limb in limbs(code):
        heading = {id(s.node) for n in (entry_of(code).common,) if n is not None for s in spots(n)}
        for spot in spots(limb.node):
            key = (id(spot.node), spot.side) if id(spot.node) in heading else (limb.name, spot.limit)
            places.setdefault(key, []).append((limb, spot))
    missed = [f"{some[0][0].name}: {some[0][1]}" for some in places.values() if not any(is_shown(*one) for one in some)]
    assert not missed


def entry_of(code: str) -> Entry:
    return shipped().entries[code]


def test_there_are_limits_to_try() -> None:
    assert sum(1 for code in shipped().entries for limb in limbs(code) for _ in spots(limb.node)) > 300
