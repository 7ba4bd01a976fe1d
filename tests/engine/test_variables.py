"""The answers that are tried for an open fact stand for all there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.engine import Pack
from dualuse.engine.facts import situation
from dualuse.engine.findings import Run
from dualuse.engine.groups import RuleGroup, attachment, rule_group
from dualuse.engine.variables import Answers, rows_needed
from dualuse.engine.waits import compile_waits
from dualuse.logic import NO, UNKNOWN, YES, Context, Facts, Kinds, Node, Truth, prepare
from dualuse.model.country import known_countries
from dualuse.model.transaction import Limb, Transaction, Use
from support.checking import DAY, classified, screened, stated

PACK = Pack.load()
TODAY = PACK.on(DAY)
CONDITIONS = {**TODAY.rules, **{f"attaches {n}": c for n, c in TODAY.attaches.items()}}
NODES = [c.node for c in CONDITIONS.values()]
ANSWERS = Answers(NODES, PACK.facts, TODAY.tables, rows_needed=2)
CONTEXT = Context(Kinds(()))


def truths(facts: Facts) -> tuple[Truth, ...]:
    return tuple(c.run(facts, CONTEXT) for c in CONDITIONS.values())


def facts(**case: Any) -> Facts:
    transaction = Transaction.model_validate(stated(**case))
    return situation(transaction, classified("yes"), screened(), PACK, DAY).items[0]


@pytest.mark.parametrize("name", ["destination", "purchasing_country"])
def test_every_country_is_like_one_of_those_tried(name: str) -> None:
    """Alike but for the name of the question, where a row of a table is doubtful."""
    held = facts(**{name: None}, knowledge=[{"limb": "informed", "use": "military_end_use"}])
    held.answers.update({f"{t}.{r.code}": NO for t, rows in TODAY.tables.doubtful.items() for r in rows})
    tried = set()
    for answer in ANSWERS.of(("fact", name, -2), _situation()):
        held.values[name] = answer.value
        tried.add(truths(held))
    for country in sorted(known_countries()):
        held.values[name] = (country.casefold(),)
        assert truths(held) in tried, country


def test_every_account_of_one_or_two_things_known_is_like_one_of_those_tried() -> None:
    held = facts(knowledge=None, destination="RU")
    tried = set()
    for answer in ANSWERS.of(("fact", "knowledge", 0), _situation()):
        held.values["knowledge"] = answer.value
        tried.add(truths(held))
    for rows in _accounts():
        parts = tuple(prepare(row, TODAY.vocabulary, path="knowledge") for row in rows)
        held.values["knowledge"] = parts
        assert truths(held) in tried, rows


def _accounts() -> Iterator[list[dict[str, str]]]:
    single = [{"limb": limb, "use": use} for limb, use in product(get_args(Limb), get_args(Use))]
    yield []
    yield from ([row] for row in single)
    yield from ([a, b] for n, a in enumerate(single) for b in single[:n])


def _situation() -> Any:
    return situation(Transaction.model_validate(stated()), classified("yes"), screened(), PACK, DAY)


# -- waits

KNOWN = st.lists(
    st.fixed_dictionaries(
        {"limb": st.sampled_from(["informed", "aware", "suspects"])},
        optional={"use": st.sampled_from(get_args(Use))},
    ),
    max_size=2,
)
PARTIES = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["end_user", "carrier", "purchaser"]), "name": st.just("B")},
        optional={"country": st.sampled_from(["KZ", "RU", "CA"]), "nature": st.sampled_from(["company", "state_body"])},
    ),
    max_size=2,
)
PARTIAL = st.fixed_dictionaries(
    {"items": st.just([{"description": "x"}])},
    optional={
        "kind": st.sampled_from(["export", "brokering", "import"]),
        "destination": st.sampled_from(["KZ", "RU", "AM", "PL"]),
        "purchasing_country": st.sampled_from(["KZ", "RU", "CN"]),
        "exporter": st.sampled_from([{"name": "A", "country": "DE"}, {"name": "A"}]),
        "knowledge": KNOWN,
        "parties": PARTIES,
        "customs_free_zone": st.booleans(),
    },
)


@given(PARTIAL, st.sampled_from(["yes", "no", "unknown"]))
def test_waits_have_the_truth_of_the_condition_and_wait_only_while_it_is_open(
    case: dict[str, Any], listed: Any
) -> None:
    transaction = Transaction.model_validate(case)
    held = situation(transaction, classified(listed), screened(), PACK, DAY).items[0]
    for name, condition in CONDITIONS.items():
        truth, found = condition.waits(held, CONTEXT)
        assert truth is condition.run(held, CONTEXT), name
        assert bool(found) is (truth is UNKNOWN), name


@given(PARTIAL, st.sampled_from(["yes", "no", "unknown"]))
def test_a_search_leaves_the_facts_as_they_were(case: dict[str, Any], listed: Any) -> None:
    transaction = Transaction.model_validate(case)
    held = situation(transaction, classified(listed), screened(), PACK, DAY)
    before = [(dict(f.values), dict(f.problems)) for f in held.scopes()], dict(held.answers)
    run = Run(transaction, classified(listed), screened(), PACK, DAY, held)
    group = _group(run)
    assert group.completions.worlds
    assert ([(f.values, f.problems) for f in held.scopes()], held.answers) == before


def _group(run: Run) -> RuleGroup:
    jurisdiction, _ = PACK.jurisdictions["eu"]
    rules = [r for r in PACK.rules.values() if r.rule.jurisdiction == "eu" and r.rule.domain == "dual_use"]
    return rule_group(run, jurisdiction, "dual_use", attachment(run, "eu", None), rules)


@pytest.mark.parametrize(("rule", "needed"), [("eu-art-3-1", (0, 0)), ("eu-art-4-1-a", (1, 0)), ("eu001", (1, 1))])
def test_how_many_statements_can_matter_together_is_counted(rule: str, needed: tuple[int, int]) -> None:
    assert rows_needed(TODAY.rules[rule].node) == needed


def test_a_question_about_a_doubtful_row_waits_for_the_country_it_is_about() -> None:
    held = facts(destination=None, purchasing_country="KZ", knowledge=[{"limb": "informed", "use": "military_end_use"}])
    held.values["item.listed"] = False
    _, found = compile_waits(_of("eu-art-4-1-b"))(held, CONTEXT)
    assert {w.name for w in found} == {"destination"}
    held.values["destination"] = ("am",)
    _, found = compile_waits(_of("eu-art-4-1-b"))(held, CONTEXT)
    assert {w.name for w in found} == {"arms_embargo.AM"}


def _of(rule: str) -> Node:
    return TODAY.rules[rule].node


def test_a_code_above_a_member_of_a_table_leaves_it_open_which_it_is() -> None:
    own = situation(Transaction.model_validate(stated()), classified("yes", code="1C450"), screened(), PACK, DAY)
    assert own.items[0].words("item.codes") is None
    assert own.codes[0].possible == ("1C450.a.1", "1C450.a.2")
    below = situation(Transaction.model_validate(stated()), classified("yes", code="1C450.a.1"), screened(), PACK, DAY)
    assert below.items[0].words("item.codes") == ("1c450.a.1", "1c450.a", "1c450")
    assert YES in truths(below.items[0])
