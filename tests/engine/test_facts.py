"""What is stated, as rules see it: unsaid, said to be nothing, and said of something else are three things."""

from __future__ import annotations

from typing import Any

import pytest

from dualuse.engine import Pack
from dualuse.engine.facts import Situation, listed_or_told, open_hits, situation
from dualuse.logic import NO, UNKNOWN, YES, Truth
from dualuse.model.assessment import PartyHit, TruthWord
from dualuse.model.citation import Citation
from dualuse.model.transaction import Item, Transaction
from support.checking import DAY, classified, screened, stated

PACK = Pack.load()
TWO = [{"id": "press", "description": "x"}, {"id": "pump", "description": "y"}]


def held(**case: Any) -> Situation:
    transaction = Transaction.model_validate(stated(**case))
    unlisted: list[TruthWord] = ["no"] * len(transaction.items)
    return situation(transaction, classified(*unlisted), screened(), PACK, DAY)


def known(facts: Any) -> list[tuple[str | None, str | None]] | None:
    rows = facts.parts("knowledge")
    return None if rows is None else [tuple(_one(r.words(n)) for n in ("limb", "use")) for r in rows]  # type: ignore[misc]


def _one(words: tuple[str, ...] | None) -> str | None:
    return words[0] if words else None


# -- what is known


def test_leaving_knowledge_out_states_nothing() -> None:
    assert known(held(knowledge=None).items[0]) is None


def test_an_empty_list_states_that_nothing_is_known() -> None:
    assert known(held(knowledge=[]).items[0]) == []


def test_none_as_a_limb_states_that_nothing_is_known() -> None:
    assert known(held(knowledge=[{"limb": "none"}]).items[0]) == []


def test_none_about_one_use_says_nothing_about_the_others() -> None:
    rows = known(held(knowledge=[{"limb": "none", "use": "nuclear_weapon"}]).items[0])
    assert rows is not None
    assert (None, "chemical_weapon") in rows
    assert all(use != "nuclear_weapon" for _, use in rows)


def test_what_is_known_of_one_item_is_not_known_of_another() -> None:
    own = held(items=TWO, knowledge=[{"limb": "informed", "use": "other", "items": ["press"]}])
    assert known(own.items[0]) == [("informed", "other")]
    assert known(own.items[1]) == []
    assert known(own.shared) == [("informed", "other")]


def test_none_about_one_item_says_nothing_about_another() -> None:
    own = held(items=TWO, knowledge=[{"limb": "none", "items": ["press"]}])
    assert known(own.items[0]) == []
    assert known(own.items[1]) is None
    assert known(own.shared) == [(None, None)]


def test_an_item_without_an_id_is_called_by_its_number() -> None:
    own = held(items=[{"description": "x"}, {"description": "y"}], knowledge=[{"limb": "aware", "items": ["item 2"]}])
    assert known(own.items[0]) == []
    assert known(own.items[1]) == [("aware", None)]


def test_knowledge_about_an_item_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="prss"):
        Transaction.model_validate(stated(knowledge=[{"limb": "informed", "use": "other", "items": ["prss"]}]))


# -- parties, places, judgements


def test_no_parties_and_parties_not_stated_are_two_things() -> None:
    assert held(parties=[]).shared.parts("parties") == ()
    assert held(parties=None).shared.parts("parties") is None


def test_the_purchaser_among_the_parties_is_a_purchasing_country_too() -> None:
    own = held(purchasing_country="KZ", parties=[{"role": "purchaser", "name": "B", "country": "RU"}])
    assert own.shared.words("purchasing_country") == ("kz", "ru")
    alone = held(purchasing_country=None, parties=[{"role": "purchaser", "name": "B", "country": "RU"}])
    assert alone.shared.words("purchasing_country") == ("ru",)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"items": [{"description": "x", "location": "TR"}]}, ("tr",)),
        ({"route": ["TR", "KZ"]}, ("tr",)),
        ({"route": None}, ("de",)),
        ({"route": None, "exporter": {"name": "A", "country": "KZ"}}, None),
    ],
)
def test_where_an_item_is_is_presumed_only_where_that_brings_law_in(changes: Any, place: Any) -> None:
    assert held(**changes).items[0].words("item.location") == place


@pytest.mark.parametrize(
    ("value", "truth"),
    [("yes", YES), ("no", NO), ({"answer": "yes", "by": "A", "why": "b"}, YES), ("perhaps", UNKNOWN)],
)
def test_a_judgement_is_a_word_or_a_word_with_its_author(value: Any, truth: Truth) -> None:
    own = held(facts={"arms_embargo.CN": value})
    assert own.answers.get("arms_embargo.CN", UNKNOWN) is truth
    assert all(scope.answers is own.answers for scope in own.scopes())


# -- whether an item is listed


@pytest.mark.parametrize(
    ("worked_out", "told", "used"),
    [
        ("unknown", "yes", "yes"),
        ("unknown", "no", "no"),
        ("unknown", "unknown", "unknown"),
        ("no", "yes", "yes"),
        ("yes", "no", "yes"),
        ("no", "no", "no"),
    ],
)
def test_a_person_may_add_to_the_list_and_never_take_from_it(worked_out: Any, told: str, used: str) -> None:
    item = Item.model_validate({"description": "x", "answers": {"item.listed": told}})
    assert listed_or_told(item, classified(worked_out)[0]) == used


# -- hits that a person has looked at


def hit(party: str, entry: str = "KPe.001") -> PartyHit:
    return PartyHit(
        party=party, roles=("end_user",), listed_name="X", matched="X", score=95, list_id="l", entry_id=entry,
        citation=Citation(instrument="i", provision="p"),
    )  # fmt: skip


def still_open(different_from: Any, *hits: PartyHit) -> list[str]:
    case = Transaction.model_validate(stated(facts={"different_from": different_from}))
    return [h.party for h in open_hits(case, screened(hits=hits))]


def test_a_party_that_was_found_to_be_another_is_no_hit() -> None:
    assert still_open([{"party": "A", "entry": "KPe.001"}], hit("A")) == []
    assert still_open(["KPe.001"], hit("A")) == []
    assert still_open("KPe.001", hit("A")) == []


def test_a_bare_entry_never_excuses_a_second_party() -> None:
    assert still_open(["KPe.001"], hit("A"), hit("B")) == ["A", "B"]
    assert still_open([{"party": "A", "entry": "KPe.001"}], hit("A"), hit("B")) == ["B"]


def test_another_entry_stays_a_hit() -> None:
    assert still_open(["KPe.002"], hit("A")) == ["A"]
