"""``Checker`` as a library: three ways to state a case, errors with their path, many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse import Checker, InputError, Item, Party, Transaction
from dualuse.model.assessment import Assessment
from support.checking import DAY, checker_with_list, stated

PRESS: dict[str, Any] = {
    "id": "press",
    "description": "cold isostatic press",
    "kind": "cold_isostatic_press",
    "origin": "DE",
    "parameters": {"max_working_pressure": "69 MPa", "chamber_inside_diameter": "200 mm", "max_temperature": "80 °C"},
}


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return checker_with_list(tmp_path_factory.mktemp("checker") / "data")


def test_a_mapping_a_model_and_keywords_are_the_same_case(checker: Checker) -> None:
    case = stated(items=[PRESS])
    first = checker.assess(case)
    assert first == checker.assess(Transaction.model_validate(case)) == checker.assess(**case)
    assert first.exit_status == 1


def test_a_case_stated_twice_is_refused(checker: Checker) -> None:
    with pytest.raises(InputError, match="not both"):
        checker.assess(stated(items=[PRESS]), kind="export")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"destination": "Kazakhstan"}, "destination: "),
        ({"items": []}, "items: "),
        ({"itmes": []}, "itmes: unknown key 'itmes'"),
        ({"knowledge": [{"limb": "told"}]}, "knowledge[0].limb: "),
        ({"parties": [{"role": "end_user"}]}, "parties[0].name: "),
        ({"items": [PRESS, PRESS]}, "items: two items are called 'press'"),
        (
            {"knowledge": [{"limb": "aware", "items": ["pump"]}]},
            "knowledge: statement 1 is about 'pump', and no item is called so",
        ),
        ({"date": "yesterday"}, "date: "),
    ],
)
def test_what_is_wrong_is_told_with_its_path(changes: dict[str, Any], place: str, checker: Checker) -> None:
    with pytest.raises(InputError) as told:
        checker.assess({**stated(items=[PRESS]), **changes})
    assert place in str(told.value)
    assert "Value error" not in str(told.value)


def test_everything_that_is_wrong_is_told_at_once(checker: Checker) -> None:
    with pytest.raises(InputError) as told:
        checker.assess({"destination": "XX", "kind": "gift", "items": [{"id": "a"}]})
    for place in ("destination", "kind", "items[0].description"):
        assert place in str(told.value)


def test_an_item_is_classified_however_it_is_given(checker: Checker) -> None:
    found = checker.classify(PRESS, DAY)
    assert found == checker.classify(Item.model_validate(PRESS), DAY) == checker.classify(as_of=DAY, **PRESS)
    assert [p.code for p in found.controlled] == ["2B204.a"]
    with pytest.raises(InputError, match=r"item: description"):
        checker.classify({"kind": "press"})


def test_names_parties_and_mappings_are_screened_alike(checker: Checker) -> None:
    name = "INVENTED TRADING CORPORATION"
    by_name = checker.screen([name], DAY)
    assert by_name == checker.screen([Party(name=name, role=("other",))], DAY)
    assert by_name == checker.screen([{"name": name, "role": "other"}], DAY)
    assert [h.entry_id for h in by_name[0].hits] == ["KPe.001"]
    with pytest.raises(InputError, match=r"parties\[1\]"):
        checker.screen([name, {"name": "x", "role": "friend"}], DAY)


def test_a_day_without_an_edition_leaves_an_item_open_and_says_so(checker: Checker) -> None:
    found = checker.classify(PRESS, date(2022, 1, 1))
    assert found.listed == "unknown"
    assert "no edition" in (found.reason or "")
    assessment = checker.assess(stated(items=[PRESS], date="2022-01-01"))
    assert assessment.determinations[0].effect == "undetermined"
    assert "items[0].answers.item.listed" in assessment.determinations[0].settled_by


def test_a_persons_classification_settles_what_no_entry_held_deals_with(checker: Checker) -> None:
    laser = {
        "id": "laser",
        "description": "a laser",
        "kind": "laser",
        "answers": {"item.listed": {"answer": "no", "by": "A"}},
    }
    told = checker.assess(stated(items=[laser]))
    assert told.determinations[0].effect == "no_requirement_found"
    assert any("answered 'no' by A" in n for n in told.notices)
    open_ = checker.assess(stated(items=[{**laser, "answers": {}}]))
    assert open_.determinations[0].effect == "undetermined"
    assert open_.determinations[0].settled_by == ("items[0].answers.item.listed",)


def test_the_questions_of_an_assessment_stand_once(checker: Checker) -> None:
    bare = checker.assess(items=[{"description": "x"}, {"description": "y"}], date=DAY)
    places = [(q.where, q.ask) for q in bare.questions]
    assert len(places) == len(set(places))
    order = ["always", "can", "with_others", "detail"]
    assert [order.index(q.settles) for q in bare.questions] == sorted(order.index(q.settles) for q in bare.questions)


def test_many_threads_see_what_one_sees(tmp_path: Path) -> None:
    checker = checker_with_list(tmp_path / "data")
    cases = [
        stated(items=[PRESS], destination=d, date=f"2026-02-{n:02}") for n, d in enumerate(["KZ", "CA", "RU"] * 4, 10)
    ]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(checker.assess, cases))
    alone = [Checker.load(tmp_path / "data").assess(case) for case in cases[:3]]
    assert together[:3] == alone
    assert together == [checker.assess(case) for case in cases]


# -- exit status


def status(checker: Checker, **changes: Any) -> int:
    return checker.assess(stated(items=[PRESS], **changes)).exit_status


def test_the_exit_status_is_that_of_the_strongest_determination(checker: Checker, tmp_path: Path) -> None:
    under = {**PRESS, "parameters": {**PRESS["parameters"], "max_working_pressure": "68 MPa"}}
    assert checker.assess(stated(items=[under])).exit_status == 0
    assert status(checker) == 1
    listed = [{"role": "end_user", "name": "Invented General Bureau", "country": "KZ", "nature": "company"}]
    assert checker.assess(stated(items=[under], parties=listed)).exit_status == 1
    assert checker.assess(stated(items=[under], knowledge=None)).exit_status == 3
    assert checker.assess(stated(items=[under], kind="brokering")).exit_status == 3
    assert Checker.load(tmp_path).assess(stated(items=[under])).exit_status == 3


def test_a_law_left_out_is_named(checker: Checker) -> None:
    assessment: Assessment = checker.assess(stated(items=[PRESS]), laws=["un"])
    assert [d.jurisdiction for d in assessment.determinations] == ["un", "un"]
    assert any(n.startswith("European Union: this law attaches") for n in assessment.not_checked)
    assert assessment.receipt.laws == ("un",)
