from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from dualuse.matching.names.similarity import allowed_edits, edit_similarity, is_fuzzy, skeleton, skeletons
from dualuse.matching.names.vocabulary import Vocabulary

tiny = st.text(alphabet="ab", min_size=1, max_size=12)
mixed = st.text(alphabet="abcdehkzsö1", min_size=1, max_size=14)
odd = st.text(alphabet=st.characters(exclude_characters="\n "), min_size=1, max_size=8)
word = st.one_of(tiny, mixed, odd)


@given(st.sets(word, max_size=80), word)
def test_words_are_found_by_spelling_and_nothing_else_is(held: set[str], asked: str) -> None:
    vocabulary = Vocabulary.build(sorted(held))
    words = vocabulary.words()
    assert sorted(words) == sorted(held)
    assert len(vocabulary) == len(held)
    for number, each in enumerate(words):
        assert vocabulary.find(each) == number
        assert vocabulary.word(number) == each
        assert vocabulary.lengths()[number] == len(each)
    assert (vocabulary.find(asked) >= 0) == (asked in held)


@given(st.sets(word, max_size=80), word.filter(is_fuzzy))
def test_near_words_are_exactly_those_within_the_allowed_edits(held: set[str], asked: str) -> None:
    vocabulary = Vocabulary.build(sorted(held))
    expected = {}
    for other in filter(is_fuzzy, held):
        longer = max(len(asked), len(other))
        if OSA.distance(asked, other) <= allowed_edits(longer):
            expected[other] = edit_similarity(longer, OSA.distance(asked, other))
    ids, similarities, _ = vocabulary.near(asked)
    assert dict(zip(map(vocabulary.word, ids.tolist()), similarities.tolist(), strict=True)) == expected


@given(st.sets(word, max_size=80), word.filter(is_fuzzy))
def test_words_of_the_same_sound_are_exactly_those_with_the_same_skeleton(held: set[str], asked: str) -> None:
    vocabulary = Vocabulary.build(sorted(held))
    found = {vocabulary.word(i) for i in vocabulary.same_sound(asked).tolist()}
    assert found == {other for other in held if is_fuzzy(other) and skeleton(other) == skeleton(asked)}


def test_a_word_of_one_repeated_letter_does_not_force_a_comparison_with_every_word() -> None:
    held = sorted({f"{a}{b}{c}a{d}{e}" * 2 for a in "abc" for b in "def" for c in "ghi" for d in "klm" for e in "nop"})
    _, _, compared = Vocabulary.build(held).near("a" * 12)
    assert compared == 0


@given(st.lists(st.text(alphabet="aeiouyhcksztgdjpqwfbé中", min_size=1, max_size=9)))
def test_many_words_sound_as_each_does_alone(words: list[str]) -> None:
    assert skeletons(words) == list(map(skeleton, words))
