"""The tables: where they come from, that they contradict nothing, and a sample of what they must know."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.errors import InvalidDataError
from dualuse.issues import Where
from dualuse.matching import normalise, tables
from dualuse.matching.abjad import is_native
from dualuse.matching.names.frequencies import FREQUENCIES
from dualuse.matching.scripts import latin
from dualuse.matching.tables.families import FAMILIES, known_tokens, variants
from dualuse.matching.tables.files import FOLDER, header, rows, values, version
from dualuse.matching.tables.native import PERSIAN
from dualuse.matching.tables.rewriting import MAX_PASSES, REWRITES, Rewriting, is_unspaced, rewriting, written
from dualuse.matching.tables.weights import WEIGHTS, weak_words, weight

FILES = sorted(file.name for file in FOLDER.glob("*.tsv"))
tokens = st.sampled_from(sorted(known_tokens()))


def similarity(one: str, other: str) -> float:
    """Of two names of one word each; 1 if the normaliser makes them one."""
    (a,), (b,) = normalise(one).tokens, normalise(other).tokens
    return 1.0 if a == b else max((v.similarity for v in variants(a) if v.token == b), default=0.0)


@pytest.mark.parametrize("name", FILES)
def test_every_table_states_what_it_is_where_it_comes_from_and_when(name: str) -> None:
    head = header(name)
    assert {"table", "columns", "source", "date"} <= head.keys()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", head["date"])
    assert "reason" in head or name not in FAMILIES


def test_every_table_is_read_by_somebody() -> None:
    assert set(FILES) == {*REWRITES, *FAMILIES, WEIGHTS, FREQUENCIES, PERSIAN}


@pytest.mark.parametrize("name", FILES)
def test_no_row_is_empty_and_no_value_stands_twice_in_a_row(name: str) -> None:
    for number, cells in rows(name):
        held = values(cells[-1])
        assert len(held) == len(set(held)) > 0, f"{name}:{number}"


@pytest.mark.parametrize("name", REWRITES)
def test_what_is_canonical_is_not_rewritten_again(name: str) -> None:
    for number, (canonical, _) in rows(name):
        words = tuple(canonical.split())
        assert rewriting().apply(words) == words, f"{name}:{number}"


@pytest.mark.parametrize("name", REWRITES)
def test_every_spelling_becomes_what_its_row_says(name: str) -> None:
    for number, (canonical, spellings) in rows(name):
        for spelling in values(spellings):
            written = spelling.replace("~", "ая").removesuffix("^")
            assert normalise(written).tokens == tuple(canonical.split()), f"{name}:{number}: {spelling}"


def test_a_spelling_with_two_meanings_is_an_issue_that_names_both() -> None:
    with pytest.raises(InvalidDataError, match=r"b.tsv:4: error: 'ABC' is both 'x' and 'y'"):
        Rewriting([(("x",), "abc", Where("a.tsv", 1)), (("y",), "ABC", Where("b.tsv", 4))])


def test_a_stem_with_two_meanings_is_one_issue_however_many_endings_it_has() -> None:
    with pytest.raises(InvalidDataError) as failed:
        Rewriting([(("x",), "научн~", Where("a.tsv", 1)), (("y", "z"), "научн~", Where("b.tsv", 4))])
    assert str(failed.value).count("is both 'x' and 'y z'") == 1


PHRASES = {
    spelt: tuple(canonical.split())
    for name in REWRITES
    for _, (canonical, spellings) in rows(name)
    for spelling in values(spellings)
    for spelt in (() if is_unspaced(spelling) or is_native(spelling) else written(spelling))
    if spelt != tuple(canonical.split())
}
SINGLE = {spelt[0]: meant[0] for spelt, meant in PHRASES.items() if len(spelt) == len(meant) == 1}
PARTS = sorted({word for spelt, meant in PHRASES.items() for word in (*spelt, *meant)})


def singly(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(SINGLE.get(word, word) for word in words)


LONGER: dict[tuple[str, ...], tuple[str, ...]] = {}
for spelt, meant in PHRASES.items():
    if not len(spelt) == len(meant) == 1 and singly(spelt) != singly(meant):
        LONGER.setdefault(singly(spelt), singly(meant))


def rewritten(words: tuple[str, ...]) -> tuple[str, ...]:
    """By the definition: single words first, then from left to right the longest phrase, over and over."""
    words = singly(words)
    for _ in range(MAX_PASSES):
        found: list[str] = []
        at = 0
        while at < len(words):
            for length in range(len(words) - at, 0, -1):
                if words[at : at + length] in LONGER:
                    found += LONGER[words[at : at + length]]
                    at += length
                    break
            else:
                found.append(words[at])
                at += 1
        words = tuple(found)
    return words


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.sampled_from(sorted(PHRASES)).map(" ".join)), max_size=9))
def test_words_are_rewritten_as_the_tables_define_it(parts: list[str]) -> None:
    words = tuple(" ".join(parts).split())
    assert rewriting().apply(words) == rewritten(words)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_two_words_or_more_and_each_is_one_word(name: str) -> None:
    for number, (share, members) in rows(name):
        written = [normalise(member).tokens for member in values(members)]
        assert all(len(words) == 1 for words in written), f"{name}:{number}"
        assert len(set(written)) == len(written) > 1, f"{name}:{number}"
        assert 0.5 <= float(share) < 1, f"{name}:{number}"


@given(tokens)
def test_variants_are_mutual_and_never_the_word_itself(token: str) -> None:
    for variant in variants(token):
        assert variant.token != token
        assert variant.reason
        assert any(back.token == token and back.similarity == variant.similarity for back in variants(variant.token))


@given(tokens)
def test_variants_come_best_first_and_once_each(token: str) -> None:
    found = variants(token)
    assert list(found) == sorted(found, key=lambda v: (-v.similarity, v.token))
    assert len({v.token for v in found}) == len(found)


@given(st.text(max_size=20))
def test_a_word_that_no_table_knows_has_no_variants_and_its_full_weight(word: str) -> None:
    if word not in known_tokens():
        assert variants(word) == ()
    if word not in weak_words():
        assert weight(word) == 1.0


def test_weak_words_keep_some_weight_but_not_all() -> None:
    assert all(0 < share < 1 and kind for share, kind in weak_words().values())
    for word in ("llc", "jsc", "haji", "sheikh", "al", "ibn", "and"):
        assert weight(word) < 0.5


def test_the_version_is_the_hash_of_every_table() -> None:
    assert version() == tables.VERSION
    assert re.fullmatch("[0-9a-f]{12}", tables.VERSION)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Mohammed", "محمد", 0.95),
        ("Мухаммад", "Mohamed", 0.95),
        ("Yusuf", "Joseph", 0.85),
        ("Yevgeny", "Eugene", 0.85),
        ("Evgenii", "Yevhen", 0.85),
        ("Alexander", "Oleksandr", 0.85),
        ("Iskandar", "Aleksandr", 0.85),
        ("Sasha", "Alexander", 0.75),
        ("Vova", "Volodymyr", 0.75),
        ("Hüseyin", "Hossein", 0.95),
        ("Kassem", "Qasim", 0.95),
        ("Choe", "Choi", 0.95),
        ("김", "Kim", 0.95),
        ("Kiev", "Kyiv", 0.95),
        ("Peking", "Beijing", 0.95),
        ("Kirgizia", "Kyrgyzstan", 0.95),
        ("Teheran", "Tehran", 0.95),
        ("Sheikh", "Шейх", 1.0),
        ("Zavod", "Plant", 1.0),
        ("Plant", "Factory", 0.8),
        ("2", "II", 0.8),
        ("GRP", "Group", 1.0),
        ("COMP", "Company", 1.0),
        ("SRVCES", "Services", 1.0),
        ("MFG", "Manufacturing", 1.0),
        ("ENGRG", "Engineering", 1.0),
        ("INTL", "International", 1.0),
        ("CTR", "Centre", 1.0),
        ("Mech", "Mechanical", 1.0),
        ("Petrochem", "Petrochemicals", 1.0),
        ("SHPG", "Shipping", 1.0),
        ("DEV", "Development", 0.85),
        ("PROD", "Products", 0.85),
        ("PROD", "Production", 0.85),
        ("IND", "Industries", 0.85),
        ("LLC", "Ltd", 0.85),
        ("TECH", "Technologies", 0.8),
        ("Qadhafi", "Gaddafi", 0.95),
        ("Sadegh", "Sadiq", 0.95),
        ("Djouadi", "Jawadi", 0.95),
        ("Chaim", "Haim", 0.95),
        ("Giorgos", "Georgios", 0.9),
        ("Lefteris", "Eleftherios", 0.9),
        ("Sanat", "Industry", 0.8),
        ("Gharargah", "Headquarters", 0.8),
    ],
)
def test_words_that_mean_one_thing_are_joined(one: str, other: str, least: float) -> None:
    assert similarity(one, other) >= least


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali", "Alisher"),
        ("Ivan", "Ivanov"),
        ("Hasan", "Husayn"),
        ("Ahmad", "Muhammad"),
        ("Maria", "Marina"),
        ("Karim", "Rahim"),
        ("Iran", "Iraq"),
        ("Bank", "Plant"),
        ("North", "South"),
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("Kim", "Park"),
        ("Wang", "Zhang"),
        ("Amin", "Amir"),
        ("Said", "Saad"),
        ("Import", "Export"),
        ("Abid", "Obaid"),
        ("Nadir", "Nadhir"),
        ("Adi", "Uday"),
        ("Husni", "Husayni"),
    ],
)
def test_words_that_only_look_alike_are_not_joined(one: str, other: str) -> None:
    assert similarity(one, other) == 0.0


def test_no_personal_name_is_taken_for_a_company_word() -> None:
    for name in (
        "Marina",
        "Victoria",
        "Petro",
        "Çelik",
        "Mina",
        "Ana",
        "Toby",
        "Sue",
        "Pat",
        "Ben",
        "Jahan",
        "Nova",
        "Mira",
        "Guerra",
        "Petr",
        "Pulat",
        "Polat",
        "Deniz",
        "Zafer",
        "Tamir",
        "Strom",
        "Medic",
        "Temir",
        "Asker",
        "Ira",
        "Zweig",
        "Leger",
        "Sahar",
        "Ruh",
        "Dev",
        "Danney",
        "Alam",
        "Wahl",
        "Linn",
    ):
        assert normalise(name).tokens == tuple(latin(name).split())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Томский", "tomsk"),
        ("Tomskaya", "tomsk"),
        ("Уральское", "ural"),
        ("Нижегородская", "nizhny novgorod"),
        ("Харківський", "kharkiv"),
        ("Луганська", "luhansk"),
        ("Луганський їжак", "luhansk yizhak"),
        ("Мінскі", "minsk"),
        ("Севастополския", "sevastopol"),
        ("иранската", "iranian"),
        ("Buxoro", "bukhara"),
        ("Қарағанды", "karaganda"),
    ],
)
def test_a_place_is_found_in_its_adjective_in_every_language_of_the_region(written: str, words: str) -> None:
    assert normalise(written).tokens == tuple(words.split())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Машиностроительный завод", "machine building plant"),
        ("Машиностроителен завод", "machine building plant"),
        ("Машинобудівний завод", "machine building plant"),
        ("Машынабудаўнічы завод", "machine building plant"),
        ("Завод приборостроения", "plant instruments"),
        ("Instrument-Making Plant", "instruments plant"),
        ("Электромеханического завода", "electromechanical plant"),
        ("Кузнечно-прессовый завод", "forging and pressing plant"),
        ("Forge and Press Plant", "forging and pressing plant"),
        ("Ракетно-космический центр", "missile and space center"),
        ("Rocket and Space Centre", "missile and space center"),
        ("Судоремонтная верфь", "ship repair shipyard"),
        ("Нефтегазовая компания", "oil and gas company"),
        ("Министерството на отбраната", "ministry na defense"),
        ("Міністерство оборони", "ministry defense"),
        ("Вазорати корҳои дохилӣ", "ministry internal affairs"),
        ("Ichki ishlar vazirligi", "internal affairs ministry"),
        ("Ішкі істер министрлігі", "internal affairs ministry"),
        ("Всероссийский научно-исследовательский институт", "all russian research institute"),
        ("Завод имени Козлова", "plant named after kozlova"),
        ("ООО «Глобал Трейд Солюшнс»", "llc global trading solutions"),
        ("Машина жасау зауыты", "machine building plant"),
        ("Каржы министрлиги", "finance ministry"),
        ("Давлат илмий-тадқиқот институти", "state research institute"),
        ("Neft-gaz qurilish montaj", "oil and gas construction and installation"),
        ("Пажӯҳишгоҳи кимиё", "research institute chemical"),
        ("Қоғамдық бірлестік", "public association"),
        ("Rossiiskaia Akademiia Nauk", "russian academy of scientific"),
        ("Himicheskij kombinat", "chemical combine"),
        ("Islamischer Staat Provinz Irak", "islamic state province iraq"),
        ("Státní podnik Výzkumný ústav", "state enterprise research institute"),
        ("Volksrepublik Donezk", "people republic donetsk"),
        ("Энерджи Трейдинг Лимитед", "energy trading limited"),
        ("Федеральное казенное предприятие", "state enterprise"),
        ("Държавно единно предприятие", "state enterprise"),
        ("Военно-воздушные силы", "air force"),
        ("Физико-технический институт", "physics technical institute"),
        ("中国航空工业集团有限公司", "china aviation industry group company limited"),
        ("조선무역회사", "korea trading company"),
        ("Ινστιτούτο Ερευνών", "research institute"),
    ],
)
def test_an_institution_has_the_same_words_in_every_language_of_the_region(written: str, words: str) -> None:
    assert normalise(written).tokens == tuple(words.split())


def test_the_surname_that_an_adjective_would_make_stays_a_surname() -> None:
    for name in ("Strakhova", "Torgova", "Khlopkova", "Rusa", "Sanat", "Radu", "Toby", "Karas", "Savas", "Svetov"):
        assert normalise(name).tokens == tuple(latin(name).split())


def test_a_stem_stands_for_all_endings_of_an_adjective_or_a_noun() -> None:
    table = Rewriting([(("state",), "държавн~", Where("a.tsv", 1)), (("institute",), "институт^", Where("a.tsv", 2))])
    for form in ("държавен", "държавна", "държавното", "държавният", "държавните", "drzhavniy"):
        assert table.apply(latin(form).split()) == ("state",), form
    for form in ("институт", "института", "институтов", "институтът", "institutu"):
        assert table.apply(latin(form).split()) == ("institute",), form


def test_a_short_stem_has_no_form_with_a_fleeting_vowel_because_that_is_a_surname() -> None:
    assert normalise("Goren").tokens == ("goren",)
