"""The laws of the language, over the shipped entries and items of every kind that they deal with."""

import json
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, EntrySet, Truth, prepare
from dualuse.logic.ast import Group, Node, Table, walk
from dualuse.logic.uses import claims, entry_nodes
from support.shipped import Item, an_item, matters, shipped
from support.things import Thing, Things, blurred, build, learned

ITEMS = st.integers(0, 2**32 - 1).map(Random).map(lambda chance: (an_item(chance), chance))
Case = tuple[Item, Random]


def verdicts(thing: Thing, transaction: dict[str, str], held: EntrySet | None = None) -> dict[str, Truth]:
    found = (held or shipped()).classify(build(thing).facts, transaction)
    return {o.paragraph.code + " " + o.paragraph.id: o.truth for o in found.outcomes} | {"listed": found.listed}


def firm(item: Item) -> frozenset[str]:
    """Values that can be worked out: known exactly or not stated, for a vague statement is no knowledge of them."""
    return frozenset(matters(item.codes).derived)


def kept(item: Item) -> frozenset[str]:
    """What may be claimed for a release, and word that an entry which is not held specifies the item."""
    names = {name for code in item.codes for name in claims(shipped().entries[code])}
    names |= {name for entry in shipped().entries.values() for name in claims(entry)}
    return frozenset(names | {f"specified_in.{code}" for code in matters(item.codes).not_held} | {"specified_in"})


@given(ITEMS)
def test_learning_what_no_release_can_claim_never_overturns_a_verdict(case: Case) -> None:
    item, chance = case
    kinds = shipped().vocabulary.kinds
    later = blurred(item.thing, kinds, chance, kept(item), firm(item))
    earlier = blurred(later, kinds, chance, kept(item), firm(item))
    note(f"{earlier}\n{later}\n{item.thing}")
    views = [(earlier, {}), (later, item.transaction), (item.thing, item.transaction)]
    for before, after in pairwise(verdicts(*view) for view in views):
        for code, truth in before.items():
            assert truth is UNKNOWN or after.get(code, NO) is truth, code


@given(ITEMS)
def test_every_open_paragraph_names_what_is_missing(case: Case) -> None:
    item, chance = case
    view = blurred(item.thing, shipped().vocabulary.kinds, chance, firm=firm(item))
    for o in shipped().classify(build(view).facts, {}).outcomes:
        assert bool(o.asks) is (o.truth is UNKNOWN), o.paragraph.code
        assert all(m.kind != "data" and m.question and m.where for m, _ in o.asks)


@settings(max_examples=12)
@given(ITEMS)
def test_the_order_in_which_entries_stand_does_not_matter(case: Case) -> None:
    item, chance = case
    view = blurred(item.thing, shipped().vocabulary.kinds, chance, firm=firm(item))
    entries = list(shipped().entries.values())
    chance.shuffle(entries)
    assert verdicts(view, {}) == verdicts(view, {}, EntrySet(entries, shipped().vocabulary))


@settings(max_examples=30)
@given(ITEMS)
def test_answering_what_is_missing_settles_every_paragraph(case: Case) -> None:
    item, chance = case
    view = blurred(item.thing, shipped().vocabulary.kinds, chance, firm=firm(item))
    stated: dict[str, str] = {}
    for _ in range(60):
        built = build(view)
        open_ = [o for o in shipped().classify(built.facts, stated).outcomes if o.truth is UNKNOWN]
        if not open_:
            return
        before = (view, dict(stated))
        for missing in dict.fromkeys(m for o in open_ for m, _ in o.asks):
            if missing.kind == "transaction":
                stated[missing.name] = item.transaction[missing.name]
            elif missing.facts is not None:
                view = _told(view, item.thing, built.steps[missing.facts], missing.name, missing.kind)
        if (view, stated) == before:
            # The world itself does not know it: of a described thing it may know nothing but the code.
            inside = [m.facts is not None and built.steps[m.facts] != () for o in open_ for m, _ in o.asks]
            worked_out = [m.name in firm(item) for o in open_ for m, _ in o.asks]
            assert all(a or b for a, b in zip(inside, worked_out, strict=True))
            return
    raise AssertionError("never settled")


def _told(view: Thing, known: Thing, steps: tuple[tuple[str, int], ...], name: str, kind: str) -> Thing:
    """The view with what the world knows of the fact; as it is where that is nothing, or a list was stated anew."""
    try:
        return learned(view, known, steps, name, kind)
    except (KeyError, IndexError, AssertionError):
        return view


@given(ITEMS)
def test_what_one_fact_is_said_to_settle_it_settles(case: Case) -> None:
    """Where an answer settles always, the world's own answer does."""
    item, chance = case
    view = blurred(item.thing, shipped().vocabulary.kinds, chance, firm=firm(item))
    built = build(view)
    for o in shipped().classify(built.facts, {}).outcomes:
        for missing, word in o.asks:
            if word != "always" or missing.kind == "transaction" or missing.facts is None:
                continue
            after = _told(view, item.thing, built.steps[missing.facts], missing.name, missing.kind)
            if after is not view and after != view:
                code = o.paragraph.code
                truths = {
                    p.truth for p in shipped().classify(build(after).facts, {}).outcomes if p.paragraph is o.paragraph
                }
                assert UNKNOWN not in truths, (code, missing.name)


# -- hostile input

SCALARS = st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.none())
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
)
NAMES = st.sampled_from(sorted(shipped().vocabulary.parameters))
KINDS = st.lists(
    st.one_of(st.sampled_from(sorted(shipped().vocabulary.kinds.by_name)), st.text(max_size=5)), max_size=3
)


@settings(max_examples=20)
@given(st.dictionaries(NAMES, ANYTHING, max_size=10), KINDS)
def test_nothing_that_is_stated_makes_a_verdict_fail(stated: dict[str, Any], kinds: list[str]) -> None:
    facts = prepare(stated, shipped().vocabulary, kinds=tuple(kinds), path="items[0].parameters")
    for o in shipped().classify(facts).outcomes:
        assert bool(o.asks) is (o.truth is UNKNOWN)


@pytest.mark.parametrize("kind", ["turning_machine", "reactor", "technology", "software", "machine_tool"])
def test_a_thousand_parts_are_judged_within_the_budget(kind: str) -> None:
    axes = [{"name": "X", "travel": "1 m"} for _ in range(1000)]
    parts: dict[str, Any] = {"linear_axes": axes, "wetted_parts": [{"nickel": "57 %"}, {}] * 500}
    for names in ({"linear_axes"}, {"wetted_parts"}, {"linear_axes", "wetted_parts"}):
        facts = prepare({n: parts[n] for n in names}, shipped().vocabulary, kinds=(kind,), path="items[0].parameters")
        outcomes = shipped().classify(facts).outcomes
        assert outcomes
        assert all(len(o.asks) <= 40 and len(o.leaves) <= 80 for o in outcomes)


# -- what the entries are


def test_the_shipped_entries_agree_with_each_other() -> None:
    assert shipped().issues() == []


def test_the_shipped_entries_use_most_words_of_the_language() -> None:
    used = {type(n).__name__ for e in shipped().entries.values() for outer in entry_nodes(e) for n in walk(outer)}
    assert {
        "Group",
        "Not",
        "Is",
        "Compare",
        "Range",
        "Flag",
        "Member",
        "Quantified",
        "Calc",
        "Ref",
        "OtherThan",
        "Ask",
    } <= used


Band = tuple[float, bool, float, bool]


def bands(node: Node, name: str) -> list[Band]:
    """The ranges that a condition holds a quantity to, where nothing but "all" stands around them."""
    from dualuse.logic.ast import Compare, Quantified, Range

    if isinstance(node, Group) and node.every:
        return [band for part in node.parts for band in bands(part, name)]
    if isinstance(node, Quantified) and node.how == "exists":
        return bands(node.where, name)
    if isinstance(node, Range) and node.parameter.name == name:
        return [(node.low.low, node.low_op == "ge", node.high.low, node.high_op == "le")]
    if isinstance(node, Compare) and node.parameter.name == name:
        if node.op in ("ge", "gt"):
            return [(node.limit.low, node.op == "ge", float("inf"), False)]
        return [(float("-inf"), False, node.limit.low, node.op == "le")]
    return []


def sides(nodes: list[Node]) -> list[str]:
    """Quantities that every one of these conditions holds to one range each, the ranges apart from each other."""
    from dualuse.logic.ast import Compare, Range

    names = {n.parameter.name for node in nodes for n in walk(node) if isinstance(n, (Compare, Range))}
    found = []
    for name in sorted(names):
        ranges = [bands(node, name) for node in nodes]
        if all(len(r) == 1 for r in ranges):
            ordered = sorted(r[0] for r in ranges)
            if all(a[2] <= b[0] for a, b in pairwise(ordered)) and len(set(ordered)) == len(ordered) > 1:
                found.append(name)
    return found


def families() -> dict[str, list[Node]]:
    """Conditions of which one is meant for each case: rows of tables, parts of "any", paragraphs under one head."""
    found: dict[str, list[Node]] = {}
    for entry in shipped().entries.values():
        for number, node in enumerate(n for outer in entry_nodes(entry) for n in walk(outer)):
            if isinstance(node, Table) or (isinstance(node, Group) and not node.every):
                found[f"{entry.code} any {number}"] = list(node.parts)
        heads: dict[str, list[Node]] = {}
        for paragraph in entry.paragraphs:
            heads.setdefault(paragraph.code.rpartition(".")[0], []).append(paragraph.when)
        found |= {f"{entry.code} under {head}": nodes for head, nodes in heads.items() if len(nodes) > 1}
    return found


def test_bands_leave_no_gap_and_never_overlap() -> None:
    checked = 0
    wrong = []
    for family, nodes in families().items():
        for name in sides(nodes):
            checked += 1
            ordered = sorted(bands(node, name)[0] for node in nodes)
            for (_, _, high, high_in), (low, low_in, _, _) in pairwise(ordered):
                whole = shipped().vocabulary.parameters[name].dimension == "number"
                if whole and high_in and low_in and low == high + 1:
                    continue  # a count: nothing lies between two and three
                if high != low or high_in is low_in:
                    wrong.append(f"{family} {name}: {'overlap' if high == low and high_in else 'gap'} at {high:g}")
    assert not wrong
    assert checked >= 4, "2B001 has a band of travel for turning, and for milling and grinding in five axes"


def test_a_band_that_leaves_a_gap_or_overlaps_would_be_noticed() -> None:
    from support.language import loaded

    def said(*rows: str) -> list[str]:
        nodes = [loaded(json.loads(row)) for row in rows]
        return sides(nodes)

    below, at = '{"lt": ["size", "5 mm"]}', '{"ge": ["size", "5 mm"]}'
    assert said(below, at) == ["size"]
    assert bands(loaded(json.loads(below)), "size")[0][3] is not bands(loaded(json.loads(at)), "size")[0][1]


def test_every_kind_of_item_that_an_entry_deals_with_can_be_caught_by_it_or_not() -> None:
    """An entry that can never say yes, or never no, would be an entry with a slip in it."""
    seen: dict[str, set[Truth]] = {code: set() for code in shipped().entries}
    for seed in range(700):
        item = an_item(Random(seed))
        facts = build(item.thing).facts
        for code in item.codes:
            found = shipped().truth(code, facts, item.transaction)
            if found is not None:
                seen[code].add(found)
    never_no = [code for code, truths in seen.items() if NO not in truths]
    assert not never_no
    assert sum(1 for truths in seen.values() if YES in truths) > len(seen) / 2


def test_a_described_thing_is_judged_as_the_item_itself_would_be() -> None:
    for seed in range(40):
        item = an_item(Random(seed))
        thing = replace(item.thing, own_answers=True)
        around = Thing(("technology",), {"subject": Things((thing,))})
        (inner,) = build(around).facts.parts("subject") or ()
        for code in item.codes:
            alone = shipped().truth(code, build(thing).facts, item.transaction)
            assert shipped().truth(code, inner, item.transaction) is alone
