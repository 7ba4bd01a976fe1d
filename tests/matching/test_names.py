from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dualuse.matching import ExhaustiveIndex, name_key

names = st.text(alphabet="abcdeшщяÅ -'.,\u200b中", max_size=12)


@given(st.text(max_size=500))
def test_no_name_breaks_normalisation_and_keys_stay_short(name: str) -> None:
    assert len(name_key(name)) <= 400


@given(names)
def test_the_order_of_words_case_and_invisible_characters_do_not_matter(name: str) -> None:
    turned = " ".join(reversed(name.split())).upper().replace("A", "A\u200b")
    assert sorted(name_key(turned).split()) == sorted(name_key(name).split())


@given(st.lists(names, max_size=20), names, st.sampled_from([0.0, 50.0, 85.0, 100.0]))
def test_the_index_finds_exactly_what_a_pairwise_comparison_finds(held: list[str], query: str, cutoff: float) -> None:
    found = {m.position: m.score for m in ExhaustiveIndex(held).search(query, cutoff)}
    expected = {}
    for position, name in enumerate(held):
        score = fuzz.ratio(name_key(query), name_key(name))
        if name_key(query) and name_key(name) and score >= cutoff and score > 0:
            expected[position] = score
    assert found.keys() == expected.keys()
    assert all(abs(found[p] - expected[p]) < 0.01 for p in found)


def test_the_best_match_comes_first_and_ties_keep_list_order() -> None:
    index = ExhaustiveIndex(["alpha beta", "alpha bet", "beta alpha"])
    assert [m.position for m in index.search("Alpha Beta", 80)] == [0, 2, 1]


def test_a_word_inside_another_is_not_a_match() -> None:
    assert ExhaustiveIndex(["IC"]).search("Office", 85) == []


def test_scripts_of_the_region_meet_in_one_key() -> None:
    assert name_key("Сарыарқа") == name_key("Saryarqa")
    assert name_key("ООО «Ромашка»") == "llc romashka"
