"""The shipped weights: counted from no list, the same everywhere, and common words weigh less than rare ones."""

from __future__ import annotations

import pytest

from dualuse.matching.names import RECIPES, NameMatcher
from dualuse.matching.names.frequencies import FREQUENCIES, NAMES, frequencies, shipped_weights
from dualuse.matching.scripts import latin
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.rewriting import rewriting
from dualuse.matching.tables.weights import weak_words


def test_every_word_is_held_by_some_names_and_not_by_most() -> None:
    assert all(0 < names <= NAMES / 10 for names in frequencies().values())


def test_rows_go_from_common_to_rare_so_that_the_first_figure_of_a_word_is_the_greatest() -> None:
    figures = [int(names) for _, (names, _, _) in rows(FREQUENCIES)]
    assert figures == sorted(figures, reverse=True)


def test_every_weak_word_is_counted() -> None:
    assert weak_words().keys() <= frequencies().keys()


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_common_word_weighs_less_than_a_rare_one_and_a_legal_form_least(recipe: str) -> None:
    table = shipped_weights(recipe)
    weights = [table.weight(word) for word in ("llc", "trading", "ivanov", "zyrkhodak")]
    assert weights == sorted(set(weights))
    assert table.names == NAMES


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_version_is_the_same_each_time_and_a_score_does_not_depend_on_the_other_names(recipe: str) -> None:
    table = shipped_weights(recipe)
    assert shipped_weights.__wrapped__(recipe).version == table.version
    alone = NameMatcher(["Invented Trading House"], recipe=recipe, weights=table)
    among = NameMatcher(
        ["Invented Trading House", *(f"Invented Trading {n}" for n in "ABCDEFGH")], recipe=recipe, weights=table
    )
    query = "Invented House"
    assert alone.search(query, 1)[0].score == next(m for m in among.search(query, 1) if m.position == 0).score


def test_every_word_is_one_word_to_the_normaliser_and_no_table_makes_another_word_of_a_persons_name() -> None:
    changed = [
        f"{FREQUENCIES}:{number}: {word} becomes {' '.join(written)}"
        for number, (_, kind, words) in rows(FREQUENCIES)
        for word in values(words)
        for written in [rewriting().apply(latin(word).split())]
        if len(written) != 1 or (list(written) != [word] and "company" not in kind and kind != "trade word")
    ]
    assert changed == []


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("word", ["sava", "savaa", "zura", "dorak"])
def test_a_short_word_is_not_taken_for_a_common_one_because_many_words_are_near_to_it(recipe: str, word: str) -> None:
    table = shipped_weights(recipe)
    assert table.weight(word) > table.weight("trading")


PEOPLES = (
    ("smirnov", "mironov"),
    ("ivanov", "ivanova"),
    ("kovalenko", "kovalchuk"),
    ("zhumabaev", "zhumabekov"),
    ("abdyldaev", "asylbekov"),
    ("tursunov", "turgunov"),
    ("karimzoda", "rahimzoda"),
    ("amangeldiev", "durdyev"),
    ("hajiyev", "najafov"),
    ("sharifullin", "khairullin"),
    ("kapanadze", "kaladze"),
    ("petrosyan", "martirosyan"),
    ("yildirim", "yilmaz"),
    ("karimi", "kazemi"),
    ("ahmadzai", "noorzai"),
    ("khattak", "khokhar"),
    ("sharma", "verma"),
    ("haddad", "hamad"),
    ("cohen", "golan"),
    ("zhang", "zhong"),
    ("jianhua", "jianjun"),
    ("hyun", "hyon"),
    ("takada", "takeda"),
    ("nguyen", "trinh"),
    ("thein", "thant"),
    ("gunawan", "setiawan"),
    ("neumann", "naumann"),
    ("marchand", "marchal"),
    ("martini", "marini"),
    ("sergeevich", "alekseevich"),
    ("alpha", "delta"),
)


@pytest.mark.parametrize(("one", "other"), PEOPLES)
@pytest.mark.parametrize("recipe", RECIPES)
def test_common_names_of_every_people_of_the_region_and_its_trade_are_familiar(
    recipe: str, one: str, other: str
) -> None:
    assert min(frequencies()[one], frequencies()[other]) >= RECIPES[recipe].familiar_count


@pytest.mark.parametrize(
    ("name", "slip", "another"),
    [
        ("smirnov", "smirmov", "mironov"),
        ("takeda", "takedda", "takada"),
        ("schneider", "schnieder", "schreiber"),
        ("xiaoming", "xiaomimg", "xiaoling"),
        ("vostok", "vostock", "voskhod"),
    ],
)
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_slip_of_a_common_name_is_nearer_to_it_than_another_common_name(
    recipe: str, name: str, slip: str, another: str
) -> None:
    matcher = NameMatcher([f"{name} zyrkhodak"], recipe=recipe, weights=shipped_weights(recipe))
    of_slip, of_another = (matcher.search(f"{word} zyrkhodak", 1)[0].score for word in (slip, another))
    assert of_slip > of_another + 5
