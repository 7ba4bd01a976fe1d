from __future__ import annotations

from datetime import date

from dualuse.model.transaction import Party
from dualuse.parties.description import PartyListInfo
from dualuse.parties.loaders.un_sc_xml import load
from dualuse.parties.screen import Screener
from support.hand_made_un import un_xml

DAY = date(2026, 3, 1)


def screener(small: PartyListInfo) -> Screener:
    return Screener(small, load(un_xml(), "un.xml", small))


def party(name: str, **more: object) -> Party:
    return Party.model_validate({"name": name, "role": "end_user", **more})


def test_a_listed_name_in_another_order_and_script_is_found(small: PartyListInfo) -> None:
    result = screener(small).screen([party("Тестов, Олим")], DAY)
    assert [(h.entry_id, h.score) for h in result.hits] == [("KPi.001", 100.0)]
    assert result.problem is None


def test_a_hit_says_what_was_compared_and_cites_the_listing(small: PartyListInfo) -> None:
    hit = screener(small).screen([party("Invented Trading Corp")], DAY).hits[0]
    assert hit.citation.provision == "KPe.001"
    assert "1718 (2006)" in str(hit.programme)
    compared = "'Invented Trading Corp' against the listed spelling 'INVENTED TRADING CORPORATION'"
    assert hit.why[0] == f"{compared}, without legal forms and the like: 95 of 100"
    assert hit.why[1] == "the same in both: invented, trading"


def test_a_weak_alias_is_marked_but_not_hidden(small: PartyListInfo) -> None:
    assert screener(small).screen([party("The Tester")], DAY).hits[0].weak_alias


def test_every_name_of_a_party_is_screened_even_after_one_has_matched(small: PartyListInfo) -> None:
    result = screener(small).screen([party("Invented Trading Corporation", aliases=("Olim Testov",))], DAY)
    assert {h.entry_id for h in result.hits} == {"KPe.001", "KPi.001"}


def test_one_hit_for_a_listed_party_however_many_spellings_match(small: PartyListInfo) -> None:
    result = screener(small).screen([party("Olim Testov", aliases=("Олим Тестов", "Testov O."))], DAY)
    assert [h.entry_id for h in result.hits] == ["KPi.001"]


def test_a_name_without_letters_is_a_problem_not_a_pass(small: PartyListInfo) -> None:
    assert "no letters" in str(screener(small).screen([party("***"), party("Olim Testov")], DAY).problem)


def test_an_old_copy_is_a_problem_not_a_pass(small: PartyListInfo) -> None:
    result = screener(small).screen([party("Nobody Known")], date(2026, 10, 5))
    assert result.age_days == 220
    assert "220 days" in str(result.problem)


def test_clean_names_have_no_hit(small: PartyListInfo) -> None:
    assert screener(small).screen([party("Saryarka Turbine Repair LLP")], DAY).hits == ()
