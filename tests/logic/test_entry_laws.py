"""Laws over whole entries: gates, releases, references between them, worked-out values."""

import random
import re
from itertools import pairwise
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, EntrySet, Facts, Truth
from dualuse.logic.derive import with_derived
from dualuse.logic.evaluation import Context
from dualuse.logic.uses import claims
from support.language import (
    CHANCES,
    CODES,
    FIRM,
    KINDS,
    TRANSACTIONS,
    UNHELD,
    entry_rows,
    entry_set,
    oracle,
    with_worked_out,
    world,
)
from support.things import Built, Thing, Things, blurred, build, learned

NOT_HELD = frozenset(f"specified_in.{code}" for code in UNHELD)
Transaction = dict[str, str]


def everything(chance: random.Random) -> Thing:
    return with_worked_out(world(chance))


VIEWS = CHANCES.map(lambda chance: blurred(everything(chance), KINDS, chance, firm=FIRM))


def truths(held: EntrySet, built: Built, transaction: Transaction) -> dict[str, Truth]:
    """Every paragraph, every entry, and the whole list."""
    found = {p.paragraph.code: held.truth(p.paragraph.code, built.facts, transaction) for p in held.paragraphs}
    found |= {code: held.truth(code, built.facts, transaction) for code in held.entries}
    return {c: t for c, t in found.items() if t is not None} | {
        "listed": held.classify(built.facts, transaction).listed
    }


# -- what learning can do


@st.composite
def set_and_knowledge(
    draw: st.DrawFn, referring: bool = True, keep_claims: bool = True
) -> tuple[EntrySet, list[Thing]]:
    rows = draw(entry_rows(referring=referring))
    note(str(rows))
    held = entry_set(rows)
    keep = NOT_HELD
    if keep_claims:
        keep |= frozenset(name for entry in held.entries.values() for name in claims(entry))
    chance = draw(CHANCES)
    known = everything(chance)
    later = blurred(known, KINDS, chance, keep, FIRM)
    views = [blurred(later, KINDS, chance, keep, FIRM), later, known]
    for view in views:
        note(str(view))
    return held, views


@given(set_and_knowledge(), TRANSACTIONS)
def test_learning_what_no_release_can_claim_never_overturns_a_verdict(
    case: tuple[EntrySet, list[Thing]], transaction: Transaction
) -> None:
    held, views = case
    found = [truths(held, build(view), {} if n == 0 else transaction) for n, view in enumerate(views)]
    for before, after in pairwise(found):
        for code, truth in before.items():
            assert truth is UNKNOWN or truth is after[code], code


@given(set_and_knowledge(referring=False, keep_claims=False), TRANSACTIONS)
def test_a_claim_can_release_but_never_catch(case: tuple[EntrySet, list[Thing]], transaction: Transaction) -> None:
    held, views = case
    found = [truths(held, build(view), {} if n == 0 else transaction) for n, view in enumerate(views)]
    for before, after in pairwise(found):
        for code, truth in before.items():
            assert truth is not NO or after[code] is NO, code


@given(set_and_knowledge(), TRANSACTIONS)
def test_whoever_knows_everything_has_a_verdict(case: tuple[EntrySet, list[Thing]], transaction: Transaction) -> None:
    held, views = case
    assert UNKNOWN not in truths(held, build(views[-1]), transaction).values()


# -- against a second evaluator


def _second(held: EntrySet, code: str, facts: Facts, transaction: Transaction) -> Truth | None:
    """An entry read as its author would: gate and heading and paragraph, less what is released, less the others."""
    head, _, tail = code.partition(".")
    entry = held.entries.get(head)
    if entry is None:
        return None
    stated = facts.origin or facts

    def specified(other: str, of: Facts) -> Truth | None:
        return _second(held, other, of, transaction)

    context = Context(KINDS, transaction, specified)
    own = with_derived(stated, entry.derived, context) if entry.derived else stated
    found = []
    for paragraph in entry.paragraphs:
        if tail and paragraph.id != tail:
            continue
        limbs = [n for n in (entry.gate, entry.common, paragraph.when) if n is not None]
        truth = min(oracle(n, own, transaction, "open", specified) for n in limbs)
        for release in entry.exclusions:
            if release.covers(paragraph.id):
                truth = min(truth, Truth(2 - oracle(release.when, own, transaction, "unclaimed", specified)))
        for other in entry.other_than:
            elsewhere = specified(other, stated)
            truth = min(truth, Truth(2 - (NO if elsewhere is None else elsewhere)))
        found.append(truth)
    return max(found)


def _one_at_a_time(rows: list[Any]) -> bool:
    """Whether no reference names several entries at once, of which one may catch for certain while it is open which.

    Nor is the status of a described thing asked: the second evaluator does not look a whole list through.
    """
    text = str(rows)
    return (
        "inherit" not in text
        and not re.search(r"'1A00\d', '1A00\d'", text)
        and all(len(row.get("other_than", ())) < 2 for row in rows)
    )


@given(entry_rows().filter(_one_at_a_time), VIEWS, TRANSACTIONS)
def test_every_verdict_is_that_of_the_second_evaluator(rows: list[Any], view: Thing, transaction: Transaction) -> None:
    note(str(rows))
    held = entry_set(rows)
    facts = build(view).facts
    for p in held.paragraphs:
        code = p.paragraph.code
        assert held.truth(code, facts, transaction) is _second(held, code, facts, transaction), code


# -- the whole list


@given(entry_rows(), VIEWS)
def test_an_item_is_listed_where_a_paragraph_catches_it(rows: list[Any], view: Thing) -> None:
    note(str(rows))
    held = entry_set(rows)
    found = held.classify(build(view).facts)
    seen = [o.truth for o in found.outcomes]
    if YES in seen:
        assert found.listed is YES
    elif found.listed is YES:
        assert found.certain_union, "one of several, or one that is not held"
    if found.listed is NO:
        assert set(seen) <= {NO}


@given(entry_rows(), VIEWS, CHANCES)
def test_the_order_of_entries_does_not_matter(rows: list[Any], view: Thing, chance: random.Random) -> None:
    facts = build(view).facts
    mixed = rows[:]
    chance.shuffle(mixed)
    one, other = entry_set(rows), entry_set(mixed)
    assert one.classify(facts).listed is other.classify(facts).listed
    for p in one.paragraphs:
        code = p.paragraph.code
        assert one.truth(code, facts) is other.truth(code, facts)
    by_code = [{o.paragraph.code: o.truth for o in held.classify(facts).outcomes} for held in (one, other)]
    assert by_code[0] == by_code[1]


# -- what is missing


@given(entry_rows(), VIEWS)
def test_every_open_paragraph_names_what_is_missing(rows: list[Any], view: Thing) -> None:
    for o in entry_set(rows).classify(build(view).facts).outcomes:
        assert bool(o.asks) is (o.truth is UNKNOWN)
        assert all(m.kind != "data" and m.question and m.where for m, _ in o.asks)
        assert [m for m, _ in o.asks] == list(dict.fromkeys(m for m, _ in o.asks))


@settings(max_examples=40)
@given(set_and_knowledge(keep_claims=False), TRANSACTIONS)
def test_answering_what_is_missing_settles_every_paragraph(
    case: tuple[EntrySet, list[Thing]], transaction: Transaction
) -> None:
    held, (view, _, known) = case
    stated: Transaction = {}
    for _ in range(60):
        built = build(view)
        open_ = [o for o in held.classify(built.facts, stated).outcomes if o.truth is UNKNOWN]
        if not open_:
            return
        before = (view, dict(stated))
        for missing in dict.fromkeys(m for o in open_ for m, _ in o.asks):
            if missing.kind == "transaction":
                stated[missing.name] = transaction[missing.name]
            elif missing.facts is not None and _leads(known, built.steps[missing.facts]):
                view = _told(view, known, built.steps[missing.facts], missing.name, missing.kind)
        assert (view, stated) != before, [m for o in open_ for m, _ in o.asks]
    raise AssertionError("never settled")


def _told(view: Thing, known: Thing, steps: tuple[tuple[str, int], ...], name: str, kind: str) -> Thing:
    try:
        return learned(view, known, steps, name, kind)
    except (KeyError, IndexError):
        return view  # a value that cannot be worked out of this world, or a list that was stated anew in this round


def _leads(thing: Thing, steps: tuple[tuple[str, int], ...]) -> bool:
    for name, number in steps:
        value = thing.values.get(name)
        if not isinstance(value, Things) or number >= len(value.things):
            return False
        thing = value.things[number]
    return True


def test_the_entries_of_these_laws_are_all_read() -> None:
    assert len(CODES) == 4
