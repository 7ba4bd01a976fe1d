"""How names are found on a list: by score, but for legal forms, by abbreviation, by consonants; and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.checker import Checker
from dualuse.matching.names import RECIPES, NameMatcher
from dualuse.matching.names.weights import WeightTable
from dualuse.model.assessment import Effect, Screening
from dualuse.model.transaction import Party
from dualuse.parties.description import PartyListInfo, party_list_infos
from dualuse.parties.index import RECIPE, WITHOUT_FORMS, own_words, without_forms
from dualuse.parties.model import Alias, ListedParty, PartyList
from dualuse.parties.screen import CONSONANT_CUTOFF, SCORE_CUTOFF, Screener
from support.deals import DAY, UN_LIST, deal, held_list, one

INFO: PartyListInfo = party_list_infos()[UN_LIST]


def a_list(*parties: tuple[str | Alias, ...]) -> Screener:
    """A list of entities, each with its spellings."""
    listed = []
    for number, spellings in enumerate(parties, 1):
        first, *more = (s if isinstance(s, Alias) else Alias(s) for s in spellings)
        listed.append(ListedParty(f"KPe.{number:03}", first.name, "entity", "DPRK", tuple(more)))
    return Screener(INFO, PartyList(UN_LIST, DAY, "0" * 64, tuple(listed)))


def screened(screener: Screener, *names: str, cutoff: float = SCORE_CUTOFF) -> Screening:
    return screener.screen([Party(name=name, role=("end_user",)) for name in names], DAY, cutoff)


def found(screener: Screener, name: str) -> set[str]:
    return {hit.entry_id for hit in screened(screener, name).hits}


# -- legal forms


@pytest.mark.parametrize("name", ["Sava", "Sava LLC", "ООО «САВА»", "Sava Holding GmbH", "Sava & Co.", "S.A.V.A. LLC"])
@pytest.mark.parametrize("listed", ["SAVA", "JSC SAVA", "Sava Group Ltd"])
def test_the_same_name_but_for_legal_forms_scores_95_at_least_and_says_so(listed: str, name: str) -> None:
    hit = screened(a_list((listed,)), name, cutoff=95).hits[0]
    assert hit.entry_id == "KPe.001"
    assert hit.score in (95, 100)
    assert (hit.found_by == "legal_form") == (hit.score < 100) == ("without legal forms" in hit.why[0])


def test_names_that_are_the_same_as_they_stand_are_compared_as_they_stand() -> None:
    hit = screened(a_list(("Sava LLC",)), "SAVA L.L.C.").hits[0]
    assert (hit.found_by, hit.score) == ("score", 100)


@pytest.mark.parametrize("name", ["Savva LLC", "Savaa GmbH & Co. KG", "ООО «Савва»"])
def test_a_legal_form_does_not_hide_a_short_name_that_is_misspelt(name: str) -> None:
    assert found(a_list(("SAVA JSC",)), name) == {"KPe.001"}


@pytest.mark.parametrize("name", ["Sava Metals LLC", "LLC", "Holding Company", "Avas LLC", "Sovereign Group"])
def test_a_name_with_another_word_of_its_own_is_not_the_same_but_for_legal_forms(name: str) -> None:
    assert not screened(a_list(("SAVA",)), name, cutoff=90).hits


# -- abbreviations


FRONT = a_list(("INVENTED SALVATION FRONT (ISFR)", Alias("INVENTED SALVATION FRONT"), Alias("ISFR", exact=True)))


@pytest.mark.parametrize("name", ["ISFR", "isfr", "I.S.F.R.", "ISFR LLC", "Группа ИСФР"])
def test_an_abbreviation_is_found_by_itself(name: str) -> None:
    assert found(FRONT, name) == {"KPe.001"}


@pytest.mark.parametrize("name", ["ISFRA", "ISFT", "ISFR Bakery", "SFR", "FRIS"])
def test_nothing_else_is_like_an_abbreviation(name: str) -> None:
    assert not screened(FRONT, name, cutoff=40).hits


def test_the_reader_is_told_that_it_is_an_abbreviation_and_where_the_list_prints_it() -> None:
    exact = Alias("ISFR", printed="INVENTED SALVATION FRONT (ISFR)", exact=True)
    why = screened(a_list(("INVENTED SALVATION FRONT (ISFR)", exact)), "ISFR").hits[0].why
    assert any("an abbreviation" in line for line in why)
    assert why[-1] == "the list prints it within: INVENTED SALVATION FRONT (ISFR)"


# -- the explanation


def test_a_hit_says_which_words_stand_for_which_and_what_is_left_over() -> None:
    why = screened(a_list(("Tiesan Jin Invented Metals",)), "Jin Tisan Metals Ural", cutoff=50).hits[0].why
    assert why[0].startswith("'Jin Tisan Metals Ural' against the listed spelling 'Tiesan Jin Invented Metals': ")
    assert "the same in both: jin, metal" in why
    assert any(line.startswith("'tisan' stands for 'tiesan': ") for line in why)
    assert "only in the party's name: ural" in why
    assert "only in the listed spelling: invented" in why


def test_names_of_the_same_letters_say_so_and_names_of_common_words_say_what_lowers_the_score() -> None:
    same = screened(a_list(("Olim Testov",)), "Тестов Олим").hits[0]
    assert same.why[-1] == "every letter agrees"
    common = screened(a_list(("Mohammad Ahmadi Trading",)), "Mahmoud Ahmadi Trading", cutoff=40).hits[0]
    assert common.why[-1] == "the words that agree are few or common, which lowers the score"


# -- scores


@given(st.lists(st.sampled_from(["Volga Metals", "Sava", "Olim Testov", "Trading House", "ISFR"]), max_size=4))
def test_a_score_does_not_depend_on_what_else_is_listed(others: list[str]) -> None:
    alone = screened(a_list(("Saryarka Turbine Repair",)), "Saryarka Turbin Repairs").hits[0]
    among = screened(a_list(("Saryarka Turbine Repair",), *((o,) for o in others)), "Saryarka Turbin Repairs").hits
    assert [h for h in among if h.entry_id == "KPe.001"] == [alone]


WORDS = "sava savva isfr isf i s f r llc gmbh holding and trading company volga ural metals testov olim 7 محمد علي"
words = st.sampled_from(WORDS.split())
some_names = st.lists(words, min_size=1, max_size=4).map(" ".join)


def by_definition(name: str, spelling: str, weights: WeightTable) -> float:
    """The score of two names, with plain Python and no index: as they are, or less a little without legal forms."""

    def score(one: str, other: str) -> float:
        found = NameMatcher([other], recipe=RECIPE, weights=weights).search(one, 1, reference=True)
        return found[0].score if found else 0.0

    texts = [(one, other) for one in (name, without_forms(name)) for other in (spelling, without_forms(spelling))]
    less = [WITHOUT_FORMS * score(one, other) for one, other in texts[1:] if one and other]
    return max(score(name, spelling), *less, 0.0)


@given(st.lists(st.tuples(some_names, st.booleans()), min_size=1, max_size=8), some_names)
def test_what_is_found_is_what_comparing_with_every_spelling_finds(
    spellings: list[tuple[str, bool]], name: str
) -> None:
    """The index changes the time, never the answer."""
    screener = a_list(*((f"Zqx{n} Wvk", Alias(s, exact=exact)) for n, (s, exact) in enumerate(spellings)))
    expected: dict[str, float] = {}
    for number, (spelling, exact) in enumerate(spellings, 1):
        score = by_definition(name, spelling, screener.index.matcher.weights)
        if score >= SCORE_CUTOFF and (not exact or own_words(spelling) == own_words(name)):
            expected[f"KPe.{number:03}"] = round(score, 1)
    got = {hit.entry_id: hit.score for hit in screened(screener, name).hits if "Zqx" not in hit.matched}
    assert got == expected


def test_the_versions_of_everything_that_makes_a_score_are_recorded() -> None:
    result = screened(a_list(("SAVA",)), "Sava")
    assert result.recipe == RECIPE
    assert RECIPE in RECIPES
    matcher = a_list(("Another",)).index.matcher
    assert (result.tables, result.weights) == (matcher.tables, matcher.weights.version)


def test_nobody_to_screen_leaves_a_record_with_its_versions() -> None:
    result = screened(a_list(("SAVA",)))
    assert (result.screened, result.hits, result.problem) == ((), (), None)
    assert result.weights


# -- names that are not compared whole


def test_a_name_too_long_to_be_compared_whole_is_a_problem_not_a_pass() -> None:
    """Whatever stands behind the limit could be the listed name."""
    many = " ".join(f"word{chr(97 + n)}" for n in range(26))
    assert "only the first 24 words were aligned" in str(screened(a_list(("SAVA",)), f"{many} SAVA").problem)
    long = f"{'abcdefgh' * 60} SAVA"
    assert "only the first 400 characters" in str(screened(a_list(("SAVA",)), long).problem)


@pytest.mark.parametrize("name", ["ООО", "Holding Company LLC", "A", "Э", "7", "and Co."])
def test_a_legal_form_or_a_letter_by_itself_is_no_name_that_was_screened(name: str) -> None:
    assert "no letters to compare in" in str(screened(a_list(("SAVA",)), name).problem)


@pytest.mark.parametrize("name", ["SAVA", "3M", "Li", "ли", "李"])
def test_a_short_name_is_a_name(name: str) -> None:
    assert screened(a_list(("SAVA",)), name).problem is None


@pytest.mark.parametrize(
    "name",
    [
        "Volga Ural Metals (SAVA LLP)",
        "ТОО «Волга Урал» (Sava)",
        "Volga Ural Metals; Sava",
        "Ural Metals a.k.a. Sava Co.",
    ],
)
def test_each_of_several_names_in_one_field_is_screened(name: str) -> None:
    assert found(a_list(("SAVA",)), name) == {"KPe.001"}


# -- scripts without vowels


ARAB = (("Osaubairu Ifaerhaud Otiukoraini",), ("Olim Testov",))
WRITTEN = "صبر فرهد تكرن"


def test_a_name_without_vowels_has_candidates_by_its_consonants_apart_from_hits() -> None:
    result = screened(a_list(*ARAB), WRITTEN)
    assert not result.hits
    assert [(c.entry_id, c.party) for c in result.candidates] == [("KPe.001", WRITTEN)]
    assert result.candidates[0].consonants >= CONSONANT_CUTOFF
    assert "consonants" in result.candidates[0].why[0]


def test_a_name_in_letters_with_vowels_has_no_candidates() -> None:
    assert not screened(a_list(*ARAB), "Sabr Farhd Tikrn", "Сабр Фархд").candidates


def test_what_is_a_hit_is_no_candidate_beside_it() -> None:
    result = screened(a_list((*ARAB[0], WRITTEN)), WRITTEN)
    assert [h.entry_id for h in result.hits] == ["KPe.001"]
    assert not result.candidates


@pytest.fixture
def checker(tmp_path: pytest.TempPathFactory) -> Checker:
    extra = "<THIRD_NAME>IFAERHAUD OTIUKORAINI</THIRD_NAME>"
    return Checker.load(held_list(tmp_path / "data", extra=extra))  # type: ignore[operator]


PERSON = "عليم تستوف فرهد تكرن"


def arab_deal(**changes: object) -> dict[str, object]:
    return deal(parties=[{"role": "end_user", "name": PERSON, "country": "KZ"}], **changes)


def test_a_candidate_leaves_the_case_undetermined_and_never_milder_than_a_latin_name(checker: Checker) -> None:
    own = one(checker.assess(arab_deal()), "un/sanctions")
    latin = one(
        checker.assess(deal(parties=[{"role": "end_user", "name": "Alim Testuf Farhad Tikran Baku"}])), "un/sanctions"
    )
    assert own.effect is Effect.UNDETERMINED
    assert own.effect.rank <= latin.effect.rank
    assert "un-sc-consonants" in own.findings
    assert PERSON in own.says


def test_a_hit_beside_a_candidate_does_not_make_it_milder(checker: Checker) -> None:
    people = [{"role": "end_user", "name": PERSON}, {"role": "bank", "name": "Invented Trading Corporation"}]
    own = one(checker.assess(deal(parties=people)), "un/sanctions")
    assert own.effect is Effect.UNDETERMINED
    assert set(own.findings) >= {"un-sc-consonants", "un-sc-listed-party"}


def test_an_invented_alias_does_not_take_a_candidate_away(checker: Checker) -> None:
    people = [{"role": "end_user", "name": PERSON, "aliases": ["Somebody Else"]}]
    assert one(checker.assess(deal(parties=people)), "un/sanctions").effect is Effect.UNDETERMINED


def test_a_person_can_find_a_candidate_to_be_another(checker: Checker) -> None:
    entries = [c.entry_id for c in checker.screen([PERSON], DAY)[0].candidates]
    assert entries
    excused = {"different_from": [{"party": PERSON, "entry": e} for e in entries]}
    assert one(checker.assess(arab_deal(facts=excused)), "un/sanctions").effect is Effect.NO_REQUIREMENT_FOUND
    fewer = {"different_from": [{"party": "Another", "entry": e} for e in entries]}
    assert one(checker.assess(arab_deal(facts=fewer)), "un/sanctions").effect is Effect.UNDETERMINED


def test_a_name_without_vowels_is_said_to_be_compared_without_them(checker: Checker) -> None:
    line = f"the vowels of {PERSON}"
    assert any(line in text for text in checker.assess(arab_deal()).not_checked)
    both = [{"role": "end_user", "name": PERSON, "aliases": ["Alim Testuf"]}]
    assert not any(line in text for text in checker.assess(deal(parties=both)).not_checked)


def test_the_age_of_the_copy_is_told_beside_other_problems() -> None:
    old = a_list(("SAVA",)).screen([Party(name="***", role=("end_user",))], date(2026, 12, 1))
    assert "days older" in str(old.problem)
    assert "no letters" in str(old.problem)
