"""Parties: who is screened, against what, and what a score, a silence and an old copy are worth."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.checker import Checker
from dualuse.matching import ExhaustiveIndex
from dualuse.model.assessment import Effect, Screening
from dualuse.model.transaction import Party, Role
from dualuse.parties.description import party_list_infos
from dualuse.parties.model import Alias, ListedParty, PartyList
from dualuse.parties.screen import Screener
from support.deals import DAY, UN_LIST, deal, held_list, one, press

INFO = party_list_infos()[UN_LIST]


def listed(*names: str, snapshot: date = DAY, weak: str = "") -> Screener:
    """A list of entities of these names."""
    aliases = (Alias(weak, weak=True),) if weak else ()
    parties = tuple(ListedParty(f"KPe.{n:03}", name, "entity", "DPRK", aliases) for n, name in enumerate(names, 1))
    return Screener(INFO, PartyList(UN_LIST, snapshot, "0" * 64, parties))


def screened(screener: Screener, *names: str, day: date = DAY) -> Screening:
    return screener.screen([Party(name=name, role=("end_user",)) for name in names], day)


# -- who is screened


@pytest.mark.parametrize("role", Role.__args__)  # type: ignore[attr-defined]
def test_every_role_is_screened_not_only_the_one_who_signs(checker: Checker, role: str) -> None:
    """A licensing system looked up whoever had signed the undertaking; consignees and third parties were left out."""
    parties = [{"role": "end_user", "name": "Saryarka Ceramics LLP", "country": "KZ"}]
    found = checker.assess(deal(parties=[*parties, {"role": role, "name": "Olim Testov", "country": "KZ"}]))
    assert one(found, "un/sanctions").effect is Effect.HOLD


@pytest.mark.parametrize(
    "changes",
    [
        {"exporter": {"name": "Olim Testov", "country": "DE"}},
        {"exporter": {"name": "Werra GmbH", "country": "DE", "aliases": ["Olim Testov"]}},
        {"parties": [{"role": "bank", "name": "Steppe Bank", "country": "KZ", "aliases": ["Тестов Олим"]}]},
        {"items": [press(manufacturer="Olim Testov")]},
        {"end_use": {"statement": "ceramics", "signed_by": "Olim Testov"}},
        {"parties": [], "end_use": {"signed_by": "Olim Testov"}},
    ],
)
def test_whoever_is_named_anywhere_is_screened(checker: Checker, changes: dict[str, object]) -> None:
    assert one(checker.assess(deal(**changes)), "un/sanctions").effect is Effect.HOLD


def test_an_owner_above_is_screened_when_named_and_said_to_be_unknown_when_not(checker: Checker) -> None:
    """A firm of which a listed one held the larger part came out as harmless: its own name was on no list."""
    assert any("who owns or controls the parties" in line for line in checker.assess(deal()).not_checked)
    owned = [*deal()["parties"], {"role": "parent", "name": "Invented Trading Corporation", "country": "KZ"}]
    assert one(checker.assess(deal(parties=owned)), "un/sanctions").effect is Effect.HOLD


def test_an_exporter_nobody_names_is_said_not_to_have_been_screened(checker: Checker) -> None:
    line = "Parties: the exporter is not stated, and so was not screened."
    assert line in checker.assess(deal(exporter=...)).not_checked
    assert line not in checker.assess(deal()).not_checked
    named = [*deal()["parties"], {"role": "exporter", "name": "Werra Maschinenbau GmbH"}]
    assert line not in checker.assess(deal(exporter=..., parties=named)).not_checked


def test_one_name_that_matches_does_not_silence_that_another_could_not_be_screened(checker: Checker) -> None:
    """The hit was shown, and the warning about the rest was gone."""
    found = checker.screen(["Olim Testov", "***"], DAY)[0]
    assert found.hits
    assert "no letters to compare in: '***'" in str(found.problem)
    case = deal(parties=[{"role": "end_user", "name": "Olim Testov"}, {"role": "bank", "name": "***"}])
    own = one(checker.assess(case), "un/sanctions")
    assert own.effect is Effect.UNDETERMINED
    assert set(own.findings) >= {"un-sc-not-screened", "un-sc-listed-party"}
    assert "could not be screened" in own.says
    assert "Olim Testov / OLIM TESTOV" in own.says


def test_one_name_of_a_party_that_cannot_be_compared_is_a_problem_although_the_other_can(checker: Checker) -> None:
    case = deal(parties=[{"role": "end_user", "name": "Saryarka Ceramics LLP", "aliases": ["№ 1", "—"]}])
    assert "'—'" in str(checker.assess(case).screenings[0].problem)


def test_being_found_another_excuses_one_party_and_one_entry_only(checker: Checker) -> None:
    people = [
        {"role": r, "name": n, "country": "KZ"} for r, n in (("end_user", "Olim Testov"), ("bank", "Testov Olim"))
    ]
    entries = sorted({h.entry_id for h in checker.screen(["Olim Testov"], DAY)[0].hits})
    excused = [{"party": "Olim Testov", "entry": e} for e in entries]
    assert (
        one(checker.assess(deal(parties=people, facts={"different_from": excused})), "un/sanctions").effect
        is Effect.HOLD
    )
    alone = deal(parties=people[:1], facts={"different_from": excused})
    assert one(checker.assess(alone), "un/sanctions").effect is Effect.NO_REQUIREMENT_FOUND
    fewer = deal(parties=people[:1], facts={"different_from": excused[1:]})
    assert one(checker.assess(fewer), "un/sanctions").effect is Effect.HOLD


# -- what a score is worth


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("Al Noor", "Al Noor Agricultural Import Export Company of the Northern Region"),
        ("IC", "Medical Office Devices LLC"),
        ("Ahmad", "Ahmad Karimov Textile Mills"),
        ("Invented Trading Corporation", "Invented Trading Corporation of Ship Repair and Marine Survey, Odesa"),
    ],
)
def test_a_short_list_entry_contained_in_a_long_name_does_not_score_100(entry: str, name: str) -> None:
    """A measure of the best part of a text gives full marks to whatever is contained in it."""
    found = listed(entry).screen([Party(name=name, role=("end_user",))], DAY, score_cutoff=0)
    assert all(h.score < 100 for h in found.hits)


@pytest.mark.parametrize("name", ["Medical Office LLP", "Michael Icke", "Basic Ceramics", "Office IT Supplies"])
def test_two_letters_inside_a_word_are_no_name(name: str) -> None:
    """The abbreviation of a listed body was found inside the word *office*."""
    assert screened(listed("IC"), name).hits == ()


@pytest.mark.parametrize(
    "name", ["Trading", "Corporation", "General Bureau", "Company LLC", "ТОО", "International Trading"]
)
def test_words_that_any_firm_has_carry_no_match(name: str) -> None:
    assert screened(listed("Invented Trading Corporation", "Invented General Bureau"), name).hits == ()


def test_a_name_without_any_letter_in_common_scores_nothing() -> None:
    assert screened(listed("Invented Trading Corporation"), "Жұлдыз").hits == ()


@pytest.mark.parametrize("name", ["SAVA LLC", "ТОО «Сава»", "Sava GmbH", "JSC Sava"])
def test_a_legal_form_does_not_hide_a_short_listed_name(name: str) -> None:
    assert screened(listed("SAVA"), name).hits
    assert screened(listed(name), "Sava").hits


def test_the_score_is_what_the_two_compared_texts_have_and_both_are_shown() -> None:
    """A raw figure of a search engine, which grows with the text, was held against a constant."""
    found = screened(listed("Invented Trading Corporation"), "Invented Trading Corp").hits[0]
    assert 0 <= found.score <= 100
    assert found.why[0].endswith(f"{found.score:.0f} of 100")


@given(st.text(min_size=1, max_size=60), st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
def test_no_score_leaves_the_scale_and_every_name_is_found_on_its_own_list(name: str, others: list[str]) -> None:
    index = ExhaustiveIndex([name, *others])
    found = index.search(name, 0)
    assert all(0 <= m.score <= 100 for m in found)
    assert not found or found[0].score == 100


def test_a_country_in_the_name_of_a_firm_is_no_destination(checker: Checker) -> None:
    """A firm called after a restricted country was taken for a delivery there."""
    named = [{"role": "end_user", "name": "Russia Iran Trading House LLP", "country": "KZ", "nature": "company"}]
    assert checker.assess(deal(parties=named)).exit_status == 0


# -- what a silence is worth


def test_a_party_list_that_is_not_held_is_not_a_pass(tmp_path: Path) -> None:
    own = one(Checker.load(tmp_path).assess(deal()), "un/sanctions")
    assert own.effect is Effect.UNDETERMINED
    assert "no copy of un/sc-consolidated is held" in own.says


def test_an_empty_party_list_is_not_a_pass() -> None:
    """A download that came back empty left every name on no list."""
    assert screened(listed(), "Anybody").problem == "the list is empty"


def test_a_copy_that_is_too_old_is_not_a_pass(checker: Checker) -> None:
    late = DAY + timedelta(days=40)
    own = one(checker.assess(deal(), as_of=late), "un/sanctions")
    assert own.effect is Effect.UNDETERMINED
    assert "46 days older" in own.says


def test_a_hit_in_a_copy_that_is_too_old_is_still_shown(checker: Checker) -> None:
    found = checker.screen(["Olim Testov"], DAY + timedelta(days=40))[0]
    assert found.problem
    assert found.hits


def test_a_copy_made_after_the_day_says_that_names_taken_off_were_not_found(checker: Checker) -> None:
    found = checker.assess(deal(), as_of=date(2026, 2, 1))
    assert any("later than the day of the assessment" in line for line in found.notices)


def test_a_hit_from_a_weak_alias_is_marked_and_kept() -> None:
    found = screened(listed("Invented Trading Corporation", weak="Northern Star"), "Northern Star")
    assert [h.weak_alias for h in found.hits] == [True]
    assert any("low quality" in line for line in found.hits[0].why)


def test_a_hit_is_a_hold_for_a_person_and_not_a_prohibition(checker: Checker) -> None:
    case = deal(parties=[{"role": "end_user", "name": "Invented Trading Corporation", "country": "KZ"}])
    own = one(checker.assess(case), "un/sanctions")
    assert own.effect is Effect.HOLD
    assert "A person must find out" in own.says


def test_no_parties_is_a_statement_and_no_key_is_none(checker: Checker) -> None:
    assert one(checker.assess(deal(parties=[])), "un/sanctions").effect is Effect.NO_REQUIREMENT_FOUND
    assert "no parties are stated" in one(checker.assess(deal(parties=...)), "un/sanctions").says
    assert any("no end-user or ultimate consignee" in n for n in checker.assess(deal(parties=[])).not_checked)


def test_a_list_imported_today_counts_today(tmp_path: Path) -> None:
    """An entry added to a list by hand took effect on the day after."""
    folder = held_list(tmp_path / "data", generated="2026-02-15T00:00:00Z")
    before = Checker.load(folder)
    assert all(hit.score < 100 for hit in before.screen(["Testov Olim Added"], DAY)[0].hits)
    held_list(folder, generated="2026-02-16T12:00:00Z", extra="<THIRD_NAME>ADDED</THIRD_NAME>")
    found = Checker.load(folder).screen(["Testov Olim Added"], DAY)[0]
    assert found.snapshot == DAY
    assert found.hits[0].score == 100


def test_a_party_listed_only_after_the_day_is_shown_rather_than_hidden(checker: Checker) -> None:
    """What the list knows later than the day is for a person to weigh."""
    assert checker.screen(["Olim Testov"], date(2010, 1, 1))[0].hits
