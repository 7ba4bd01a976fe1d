"""Channel B against rapidfuzz over every name: the same names, the same scores, whatever the strings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from dualuse.matching.names.letters import LetterIndex
from dualuse.matching.names.records import Records

Name = list[str]


def _names(word: st.SearchStrategy[str], most: int) -> st.SearchStrategy[Name]:
    return st.lists(word, max_size=most)


one_letter = _names(st.text(alphabet="ab", min_size=1, max_size=1), 20)
tiny = _names(st.text(alphabet="ab", min_size=1, max_size=6), 6)
name_like = _names(st.text(alphabet="abcdeilnorst", min_size=1, max_size=9), 5)
odd = _names(st.text(alphabet="aé中0129ß\U0001f600", min_size=1, max_size=5), 5)
long = _names(st.text(alphabet="abc7", min_size=40, max_size=120), 3)
name = st.one_of(one_letter, tiny, name_like, odd, long)
cutoff = st.one_of(st.sampled_from([0.0, 50.0, 66.66666666666667, 75.0, 80.0, 85.0, 90.0, 100.0]), st.floats(0, 100))


def expected(held: list[Name], query: Name, score_cutoff: float) -> dict[int, float]:
    """Every pair scored by rapidfuzz, twice."""
    found: dict[int, float] = {}
    keys = [" ".join(sorted(query)), "".join(query)]
    for record, words in enumerate(held):
        score = max(fuzz.ratio(a, b) for a, b in zip(keys, [" ".join(sorted(words)), "".join(words)], strict=True))
        if words and query and score >= score_cutoff and score > 0:
            found[record] = score
    return found


@given(st.lists(name, max_size=60), name, cutoff)
def test_the_scan_finds_exactly_what_comparing_every_pair_finds(
    held: list[Name], query: Name, score_cutoff: float
) -> None:
    hits = LetterIndex.build(Records.build(held)).search(query, score_cutoff)
    assert dict(zip(hits.records.tolist(), hits.scores.tolist(), strict=True)) == expected(held, query, score_cutoff)


@given(st.lists(name_like, min_size=1, max_size=60), st.data())
def test_a_cut_off_equal_to_a_score_keeps_that_name(held: list[Name], data: st.DataObject) -> None:
    query = data.draw(st.one_of(name_like, st.sampled_from(held)))
    index = LetterIndex.build(Records.build(held))
    for record, score in expected(held, query, 1).items():
        assert record in index.search(query, score).records


@given(st.lists(name, min_size=1, max_size=40))
def test_names_are_given_back_as_they_were(held: list[Name]) -> None:
    records = Records.build(held)
    assert [records.words(i) for i in range(len(held))] == held
    assert records.texts(np.arange(len(held))) == [" ".join(words) for words in held]


@pytest.mark.parametrize("score_cutoff", [75.0, 85.0, 90.0])
def test_it_agrees_with_extract_on_both_keys_over_many_names(made_up_names: list[Name], score_cutoff: float) -> None:
    index = LetterIndex.build(Records.build(made_up_names))
    sorted_keys = [" ".join(sorted(words)) for words in made_up_names]
    flat_keys = ["".join(words) for words in made_up_names]
    for query in made_up_names[::97]:
        query = [query[-1] + "s", *query[:-1]]
        found: dict[int, float] = {}
        for key, keys in ((" ".join(sorted(query)), sorted_keys), ("".join(query), flat_keys)):
            for _, score, record in process.extract(
                key, keys, scorer=fuzz.ratio, processor=None, score_cutoff=score_cutoff, limit=None
            ):
                found[record] = max(score, found.get(record, 0.0))
        hits = index.search(query, score_cutoff)
        assert dict(zip(hits.records.tolist(), hits.scores.tolist(), strict=True)) == found


def test_only_a_small_share_of_the_names_is_compared(made_up_names: list[Name]) -> None:
    index = LetterIndex.build(Records.build(made_up_names))
    compared = sum(index.search(query, 85).compared for query in made_up_names[::50])
    assert compared < 0.002 * len(made_up_names) * len(made_up_names[::50])


@pytest.mark.parametrize(
    "query",
    [
        ["a"],
        ["a"] * 24,
        ["aeinrst"],
        ["aeinorstl", "aeinorstl", "aeinorstl"],
        list("aaaabbbeeeiiinnnorrst"),
        ["a" * 400],
        ["abcdefghijklmnopqrstuvwxyz" * 15],
        ["company", "trading", "group"],
    ],
)
def test_no_crafted_name_makes_many_names_be_read(made_up_names: list[Name], query: Name) -> None:
    index = LetterIndex.build(Records.build(made_up_names))
    for score_cutoff in (80, 85, 90):
        assert index.search(query, score_cutoff).compared < 0.02 * len(made_up_names)


@given(st.lists(name, max_size=30), st.lists(name, max_size=12), cutoff)
def test_several_names_together_find_what_each_finds_alone(
    held: list[Name], asked: list[Name], score_cutoff: float
) -> None:
    index = LetterIndex.build(Records.build(held))
    for query, hits in zip(asked, index.search_many(asked, score_cutoff), strict=True):
        alone = index.search(query, score_cutoff)
        assert hits.records.tolist() == alone.records.tolist()
        assert hits.scores.tolist() == alone.scores.tolist()


@pytest.mark.parametrize("words", [["a b"], [""], ["a\nb"]])
def test_a_word_with_a_blank_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="not a word"):
        Records.build([words])
