from __future__ import annotations

import pytest
from pydantic import ValidationError

from dualuse.model.assessment import Effect
from dualuse.model.transaction import Transaction


def made(**more: object) -> Transaction:
    return Transaction.model_validate({"items": [{"description": "valve"}], **more})


def test_an_empty_list_and_nothing_at_all_stay_two_things() -> None:
    assert made(knowledge=[]).knowledge == ()
    assert made().knowledge is None
    assert made(parties=[]).parties == ()
    assert made().parties is None


def test_python_numbers_and_booleans_become_the_text_a_person_would_write() -> None:
    item = made(items=[{"description": "x", "parameters": {"axes": 5, "nc": True, "parts": [{"upr": 0.9}]}}]).items[0]
    assert item.parameters == {"axes": "5", "nc": "true", "parts": [{"upr": "0.9"}]}


def test_a_bare_yes_is_an_answer_and_maybe_is_not() -> None:
    item = made(
        items=[{"description": "x", "answers": {"a": "yes", "b": False, "c": {"answer": "no", "by": "Ivanova"}}}]
    )
    assert [a.answer for a in item.items[0].answers.values()] == ["yes", "no", "no"]
    with pytest.raises(ValidationError):
        made(items=[{"description": "x", "answers": {"a": "maybe"}}])


def test_one_kind_or_role_may_be_written_without_a_list() -> None:
    transaction = made(
        items=[
            {"description": "x", "kind": "valve"},
            {"description": "y", "kind": ["turning_machine", "milling_machine"]},
        ],
        parties=[{"name": "A", "role": "end_user"}, {"name": "B", "role": ["bank", "broker"]}],
    )
    assert [i.kind for i in transaction.items] == [("valve",), ("turning_machine", "milling_machine")]
    assert transaction.parties is not None
    assert transaction.parties[1].role == ("bank", "broker")


@pytest.mark.parametrize("code", ["kz", " KZ ", "XK", "XI"])
def test_country_codes_are_normalised(code: str) -> None:
    assert made(destination=code).destination == code.strip().upper()


@pytest.mark.parametrize("code", ["ZZ", "Kazakhstan", "false", "", "KAZ"])
def test_a_country_that_does_not_exist_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        made(destination=code)


def test_the_strongest_effect_is_by_rank_not_by_spelling() -> None:
    assert min(Effect, key=lambda e: e.rank) is Effect.PROHIBITED
    assert Effect.LICENCE_REQUIRED.rank < Effect.UNDETERMINED.rank < Effect.NO_REQUIREMENT_FOUND.rank
    assert not {"clear", "safe", "compliant"} & {word for e in Effect for word in e.value.split("_")}
