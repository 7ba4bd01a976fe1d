"""What a missing fact is said to settle, held against every answer it could have."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, note, settings

from dualuse.logic import NO, UNKNOWN, YES, EntrySet, Facts, Missing, Truth, prepare, settle
from dualuse.quantity import Quantity
from support.language import (
    CHANCES,
    FIRM,
    KINDS,
    METALS,
    VOCABULARY,
    entry_from,
    entry_rows,
    entry_set,
    with_worked_out,
    world,
)
from support.things import Built, Thing, Value, Words, at, blurred, build, changed

FIGURES = {
    "pressure": (0.0, 5e6, 1e7, 1.5e7, 2e7, 3e7, 1e9),
    "strength": (0.0, 1e7, 4e7, 5e7),
    "size": (0.0, 0.003, 0.005, 0.006, 0.01, 0.02),
    "longest": (0.0, 0.01, 0.02),
    "axes": (0.0, 1.0, 2.0, 2.5, 3.0, 5.0),
    "ratio": (0.5, 1.0, 10.0, 20.0),
}
CODES = ("none", "9A001", "9A002.b", "9A002.c", "1A001", "1A001.a", "1A002.b", "1A003", "8A001")


def subsets(words: Iterable[str]) -> list[tuple[str, ...]]:
    some = list(words)
    return list(chain.from_iterable(combinations(some, n) for n in range(len(some) + 1)))


def every_answer(missing: Missing, here: Thing) -> list[Thing]:
    """The thing with every answer that the missing fact could have, exact ones only."""
    name = missing.name
    if missing.kind == "judgement":
        return [replace(here, answers={**here.answers, name: answer}) for answer in (YES, NO)]
    if missing.kind == "kind":
        return _kinds(here)
    assert missing.parameter is not None
    values: list[Value] = []
    if missing.parameter.type == "quantity":
        values = list(_figures(missing, here))
    elif missing.parameter.type == "flag":
        values = [True, False]
    elif missing.parameter.type == "choice":
        values = [Words((w,)) for w in "abc"]
    elif name == "specified_in":
        values = [Words((*_known(here, name), *w)) for w in subsets(CODES) if len(w) < 3]
    elif name in ("maker", "name"):
        values = [Words((*_known(here, name), *w)) for w in subsets(["acme", "other", "x", "y"])]
    elif missing.parameter.type == "choices":
        values = [Words((*_known(here, name), *w)) for w in subsets(m.value for m in METALS)]
    return [replace(here, values={**here.values, name: value}) for value in values]


def _known(here: Thing, name: str) -> tuple[str, ...]:
    value = here.values.get(name)
    return value.words if isinstance(value, Words) else ()


def _figures(missing: Missing, here: Thing) -> Iterable[Quantity]:
    known = missing.known
    assert missing.parameter is not None
    points = {*FIGURES[missing.name]}
    if known is not None:
        points |= {known.low, known.high, (known.low + known.high) / 2}
    for point in points:
        value = Quantity(point, point, True, True, missing.parameter.dimension or "", None, "")
        if abs(point) != float("inf") and (known is None or _lies_in(point, known)):
            yield value


def _lies_in(point: float, known: Quantity) -> bool:
    above = known.low < point or (known.low == point and known.low_closed)
    return above and (point < known.high or (point == known.high and known.high_closed))


def _kinds(here: Thing) -> list[Thing]:
    """Each stated kind by a narrowest one below it, one at a time."""
    found = []
    for number, kind in enumerate(here.kinds):
        for narrow in KINDS.all_below(kind):
            if not KINDS.below(narrow):
                found.append(replace(here, kinds=(*here.kinds[:number], narrow, *here.kinds[number + 1 :])))
    return found


def truths(held: EntrySet, view: Thing, built: Built, missing: Missing, code: str) -> list[Truth]:
    """What the paragraph comes to under every answer, each worked out from the start."""
    if missing.kind == "transaction":
        facts = build(view).facts
        answers = ({"treaty": word} for word in ("party", "not_party", "neither"))
        return [_there(held.truth(code, facts, stated)) for stated in answers]
    assert missing.facts is not None
    steps = built.steps[missing.facts]
    while missing.kind == "judgement" and steps and not at(view, steps).own_answers:
        steps = steps[:-1]
    answered = (changed(view, steps, here) for here in every_answer(missing, at(view, steps)))
    return [_there(held.truth(code, build(a).facts, {})) for a in answered]


def _there(truth: Truth | None) -> Truth:
    assert truth is not None
    return truth


def in_all_answers(missing: Missing, formulas: set[str], view: Thing) -> bool:
    """Whether the answers tried stand for all there are, here and in the code under test."""
    if missing.kind == "kind":
        return len(view.kinds) == 1
    if missing.parameter is None or missing.parameter.type in ("flag", "choice"):
        return True
    return missing.parameter.type != "item" and missing.parameter.type != "parts" and missing.name not in formulas


@settings(max_examples=60)
@given(entry_rows(), CHANCES)
def test_what_is_said_to_settle_a_verdict_is_what_every_answer_shows(rows: list[Any], chance: Random) -> None:
    held = entry_set(rows)
    view = blurred(with_worked_out(world(chance)), KINDS, chance, firm=FIRM)
    note(f"{rows}\n{view}")
    built = build(view)
    for outcome in held.classify(built.facts).outcomes[:4]:
        formulas = held.uses(outcome.entry.code).formulas
        for missing, word in outcome.asks[:6]:
            if missing.parameter is not None and missing.parameter.type in ("parts", "item"):
                assert word != "always"
                continue
            found = truths(held, view, built, missing, outcome.paragraph.code)
            settled = [t is not UNKNOWN for t in found]
            said = (outcome.paragraph.code, missing.name, missing.where, word)
            if word == "always":
                assert all(settled), said
            elif word == "can":
                assert any(settled) or missing.name in formulas, said
            if in_all_answers(missing, formulas, view) and missing.name != "specified_in":
                assert word == ("always" if all(settled) else "can" if any(settled) else "with_others"), said


@given(entry_rows(), CHANCES)
def test_trying_answers_leaves_what_is_stated_as_it_was(rows: list[Any], chance: Random) -> None:
    facts = build(blurred(world(chance), KINDS, chance, firm=FIRM)).facts
    before = _told(facts)
    entry_set(rows).classify(facts)
    assert _told(facts) == before


def _told(facts: Facts) -> object:
    inside = {
        name: [_told(v) for v in value] if isinstance(value, tuple) and value and isinstance(value[0], Facts) else value
        for name, value in facts.values.items()
    }
    return facts.kinds, inside, dict(facts.problems), dict(facts.answers), dict(facts.stated)


# -- chosen cases

ENTRY = """
entry: 2B001
gate: {is: machine}
paras:
- id: a
  when: %s
"""


def asked(when: str, kinds: tuple[str, ...] = ("hot_press",), **stated: object) -> dict[str, str]:
    held = EntrySet([entry_from(ENTRY % when)], VOCABULARY)
    (outcome,) = held.classify(prepare(stated, VOCABULARY, kinds=kinds, path="items[0].parameters")).outcomes
    return {missing.name: word for missing, word in outcome.asks}


def test_the_one_fact_that_decides_settles_always_and_comes_first() -> None:
    assert asked("{ge: [pressure, 10 MPa]}") == {"pressure": "always"}
    both = asked("{all: [{ge: [pressure, 10 MPa]}, {any: [{flag: sealed}, {flag: heated}]}]}", sealed="no")
    assert both == {"pressure": "can", "heated": "can"}


def test_what_can_settle_comes_before_what_cannot() -> None:
    found = asked("{any: [{all: [{flag: sealed}, {flag: heated}]}, {not: {ge: [pressure, 10 MPa]}}]}")
    assert list(found.items()) == [("pressure", "can"), ("sealed", "with_others"), ("heated", "with_others")]


def test_a_range_is_tried_only_within_what_is_stated() -> None:
    some = "{all: [{flag: sealed}, {any: [{ge: [pressure, 10 MPa]}, {flag: heated}]}]}"
    heavy_or_sealed = f"{{any: [{{ge: [pressure, 30 MPa]}}, {some}]}}"
    assert asked(heavy_or_sealed)["pressure"] == "can", "30 MPa would do"
    assert asked(heavy_or_sealed, pressure="5-25 MPa")["pressure"] == "with_others", "30 MPa is ruled out"


def test_several_values_at_once_are_tried_too() -> None:
    rest = "{all: [{in: [wetted, [nickel]]}, {in: [wetted, [steel]]}]}"
    assert asked(rest) == {"wetted": "always"}
    both = "{all: [%s, {any: [{flag: sealed}, {not: {in: [wetted, [steel]]}}]}]}" % rest  # noqa: UP031
    assert asked(both) == {"wetted": "can", "sealed": "with_others"}


def test_a_quantity_in_a_formula_is_never_said_to_settle_always() -> None:
    assert asked("{calc: {expr: 2*size, ge: 10 mm}}") == {"size": "can"}


def test_a_list_of_parts_can_settle_by_having_none() -> None:
    assert asked("{exists: {over: slides, where: {flag: sealed}}}") == {"slides": "can"}
    assert asked("{count: {over: slides, where: 'true', ge: 1}}", slides=[{}, "…"]) == {}


def test_a_narrower_kind_is_tried_below_the_stated_one() -> None:
    assert asked("{is: hot_press}", kinds=("press",)) == {"kind": "always"}
    assert asked("{all: [{is: hot_press}, {flag: sealed}]}", kinds=("press",)) == {"kind": "can", "sealed": "can"}


def test_the_work_is_counted_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    many = ", ".join(f"{{any: [{{flag: sealed}}, {{ge: [pressure, {n} MPa]}}]}}" for n in range(1, 150))
    entries = [ENTRY.replace("2B001", f"2B{n:03}") % f"{{all: [{many}, {{flag: heated}}]}}" for n in range(12)]
    held = EntrySet([entry_from(text) for text in entries], VOCABULARY)
    tried = 0
    original = settle._answered

    def counting(*arguments: Any) -> Any:
        nonlocal tried
        tried += 1
        return original(*arguments)

    monkeypatch.setattr(settle, "_answered", counting)
    outcomes = held.classify(prepare({}, VOCABULARY, kinds=("hot_press",))).outcomes
    assert {o.truth for o in outcomes} == {UNKNOWN}
    assert tried <= settle.MAX_WORK
    assert {m.name for o in outcomes for m, _ in o.asks} == {"sealed", "heated", "pressure"}
