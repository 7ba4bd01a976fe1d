"""The laws of three-valued logic, over conditions as an author could write them and everything one may know."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, Context, Explainer, Node, Truth, all_of, any_of, compile_node, not_
from dualuse.logic.ast import Group, Not
from dualuse.logic.evaluation import Default
from support.language import CHANCES, KINDS, TRANSACTIONS, UNHELD, VOCABULARY, conditions, loaded, oracle, world
from support.things import Built, Thing, Things, blurred, build, learned

TRUTHS = st.sampled_from([NO, UNKNOWN, YES])
DEFAULTS: st.SearchStrategy[Default] = st.sampled_from(["open", "unclaimed", "claimed"])


NOT_HELD = frozenset(f"specified_in.{code}" for code in UNHELD)


Views = tuple[Thing, Thing, Thing]


def known(keep: frozenset[str] = frozenset()) -> st.SearchStrategy[Views]:
    """A world, what somebody knows of it, and what they knew before."""

    def views(chance: random.Random) -> Views:
        everything = world(chance)
        later = blurred(everything, KINDS, chance, keep)
        return everything, later, blurred(later, KINDS, chance, keep)

    return CHANCES.map(views)


def truth(node: Node, built: Built, transaction: dict[str, str], default: Default = "open") -> Truth:
    return compile_node(node, default)(built.facts, Context(KINDS, transaction))


# -- truths alone


@given(st.lists(TRUTHS, max_size=4))
def test_all_and_any_mirror_each_other(parts: list[Truth]) -> None:
    assert not_(all_of(parts)) is any_of([not_(p) for p in parts])
    assert not_(any_of(parts)) is all_of([not_(p) for p in parts])


@given(st.lists(TRUTHS, max_size=4))
def test_learning_a_fact_never_overturns_a_settled_group(parts: list[Truth]) -> None:
    for group in (all_of, any_of):
        settled = group(parts)
        for learnt in (YES, NO):
            filled = [learnt if t is UNKNOWN else t for t in parts]
            assert settled is UNKNOWN or group(filled) is settled


def test_a_word_that_is_neither_yes_nor_no_is_unknown() -> None:
    assert [Truth.of(w) for w in ("yes", "No ", "true", False, "maybe", "", None)] == [
        YES, NO, YES, NO, UNKNOWN, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


# -- conditions


@given(conditions(), known(), TRANSACTIONS, DEFAULTS)
def test_the_compiled_condition_says_what_the_definition_of_the_language_says(
    raw: Any, views: Views, transaction: dict[str, str], default: Default
) -> None:
    node = loaded(raw)
    for view in views:
        for stated in (transaction, {}):
            built = build(view)
            assert truth(node, built, stated, default) is oracle(node, built.facts, stated, default)


@given(conditions(), known(keep=NOT_HELD), TRANSACTIONS)
def test_learning_a_fact_never_overturns_a_settled_answer(raw: Any, views: Views, transaction: dict[str, str]) -> None:
    # Kept the same: whether an entry that is not held specifies the item. Until somebody says so it is taken as no
    # by "other than", since the item would be controlled there (test_entries.py).
    node = loaded(raw)
    everything, later, earlier = views
    before = truth(node, build(earlier), {})
    between = truth(node, build(later), {})
    after = truth(node, build(everything), transaction)
    assert before is UNKNOWN or before is between
    assert between is UNKNOWN or between is after


@given(conditions(), CHANCES, TRANSACTIONS)
def test_whoever_knows_everything_exactly_has_an_answer(
    raw: Any, chance: random.Random, transaction: dict[str, str]
) -> None:
    assert truth(loaded(raw), build(world(chance)), transaction) is not UNKNOWN


@given(st.lists(conditions(), min_size=1, max_size=3), known(), DEFAULTS)
def test_de_morgan(raws: list[Any], views: Views, default: Default) -> None:
    built = build(views[1])
    for outer, inner in (("all", "any"), ("any", "all")):
        left = loaded({"not": {outer: raws}})
        right = loaded({inner: [{"not": r} for r in raws]})
        assert truth(left, built, {}, default) is truth(right, built, {}, default)


@given(conditions(), known(), DEFAULTS)
def test_not_not_is_nothing(raw: Any, views: Views, default: Default) -> None:
    built = build(views[1])
    assert truth(loaded({"not": {"not": raw}}), built, {}, default) is truth(loaded(raw), built, {}, default)


@given(conditions(), known(), CHANCES)
def test_the_order_of_parts_and_facts_does_not_matter(raw: Any, views: Views, chance: random.Random) -> None:
    node = loaded(raw)
    view = views[1]
    values = list(view.values.items())
    chance.shuffle(values)
    shuffled = Thing(view.kinds[::-1], dict(values), dict(list(view.answers.items())[::-1]))
    assert truth(_shuffled(node, chance), build(shuffled), {}) is truth(node, build(view), {})


def _shuffled(node: Node, chance: random.Random) -> Node:
    if isinstance(node, Group):
        parts = [_shuffled(p, chance) for p in node.parts]
        chance.shuffle(parts)
        return Group(node.every, tuple(parts))
    return Not(_shuffled(node.part, chance)) if isinstance(node, Not) else node


# -- why, and what is missing


@given(conditions(), known(), DEFAULTS)
def test_the_explainer_gives_the_truth_of_the_compiled_condition(raw: Any, views: Views, default: Default) -> None:
    node = loaded(raw)
    for view in views:
        built = build(view)
        outcome = Explainer(VOCABULARY, Context(KINDS), default).explain(node, built.facts)
        assert outcome.truth is truth(node, built, {}, default)


@given(conditions(), known(), DEFAULTS)
def test_every_unknown_names_what_is_missing_and_nothing_else_does(raw: Any, views: Views, default: Default) -> None:
    outcome = Explainer(VOCABULARY, Context(KINDS), default).explain(loaded(raw), build(views[1]).facts)
    assert bool(outcome.missing) is (outcome.truth is UNKNOWN)
    assert len(set(outcome.missing)) == len(outcome.missing)
    assert all(m.question and m.where and m.kind != "data" for m in outcome.missing)


@given(conditions(), known(), DEFAULTS)
def test_a_settled_condition_shows_only_what_settles_it(raw: Any, views: Views, default: Default) -> None:
    node = loaded(raw)
    outcome = Explainer(VOCABULARY, Context(KINDS), default).explain(node, build(views[1]).facts)
    if isinstance(node, Group) and outcome.truth is (NO if node.every else YES) and "count" not in str(raw):
        assert all(leaf.truth is outcome.truth for leaf in outcome.leaves)


@pytest.mark.parametrize("default", ["open", "unclaimed"])
@settings(max_examples=120)
@given(raw=conditions(), views=known(), transaction=TRANSACTIONS)
def test_answering_what_is_missing_settles_it_or_names_something_new(
    default: Default, raw: Any, views: Views, transaction: dict[str, str]
) -> None:
    node = loaded(raw)
    everything, _, view = views
    stated: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for _ in range(40):
        built = build(view)
        outcome = Explainer(VOCABULARY, Context(KINDS, stated), default).explain(node, built.facts)
        if outcome.truth is not UNKNOWN:
            break
        asked = {(m.where, m.name) for m in outcome.missing}
        assert asked - told, f"asked again for {asked}"
        told |= asked
        for missing in outcome.missing:
            if missing.kind == "transaction":
                stated[missing.name] = transaction[missing.name]
                continue
            assert missing.facts is not None
            steps = built.steps[missing.facts]
            if _is_there(everything, steps):
                view = learned(view, everything, steps, missing.name, missing.kind)
    else:
        pytest.fail("never settled")


def _is_there(thing: Thing, steps: tuple[tuple[str, int], ...]) -> bool:
    """Whether the steps still lead somewhere: a list may have been stated anew in this very round."""
    for name, number in steps:
        value = thing.values[name]
        if not isinstance(value, Things) or number >= len(value.things):
            return False
        thing = value.things[number]
    return True
