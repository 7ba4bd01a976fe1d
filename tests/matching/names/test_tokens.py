"""Channel A against the plain definition, pair by pair: the same names, the same scores to the last bit."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dualuse.matching.names import tokens as tokens_module
from dualuse.matching.names.neighbours import Neighbours
from dualuse.matching.names.recipe import RECIPES
from dualuse.matching.names.records import Records
from dualuse.matching.names.reference import TokenReference
from dualuse.matching.names.tokens import TokenIndex, Work
from dualuse.matching.names.vocabulary import Vocabulary
from dualuse.matching.names.weights import WeightTable

Name = list[str]
RECIPE = RECIPES["names-2"]


class Variant(NamedTuple):
    token: str
    similarity: float
    reason: str


TABLE = [("bill", "william", 0.9), ("aab", "bba", 0.8), ("zavod", "plant", 0.85), ("ab", "ba", 0.95)]


def variants(word: str) -> list[Variant]:
    """A small symmetric table."""
    both = TABLE + [(b, a, s) for a, b, s in TABLE]
    return [Variant(b, s, "test") for a, b, s in both if a == word]


def share(word: str) -> float:
    """Two words that keep little of their weight."""
    return 0.3 if word in ("ltd", "aa") else 1.0


class Both:
    """An index and the reference over the same names."""

    def __init__(self, held: list[Name]) -> None:
        self.held = held
        records = Records.build(held)
        vocabulary = Vocabulary.build(records.vocabulary)
        counts = np.bincount(records.tokens, minlength=len(vocabulary)).astype(np.uint32)
        near = Neighbours(vocabulary, variants, RECIPE, counts)
        self.table = WeightTable.build(records, near, share)
        self.index, self.order = TokenIndex.build(records, near, self.table.scoring, self.table.weights)
        self.reference = TokenReference(RECIPE, self.table, variants, share)

    def found(self, query: Name, score_cutoff: float, work: Work | None = None) -> dict[int, float]:
        weights = [self.table.weight(word) for word in query]
        hits = self.index.search(query, weights, score_cutoff, Work() if work is None else work)
        places = self.order[hits.records].tolist()
        return dict(zip(places, hits.scores.tolist(), strict=True))

    def expected(self, query: Name, score_cutoff: float) -> dict[int, float]:
        scores = ((place, self.reference.score(query, name)) for place, name in enumerate(self.held))
        return {place: score for place, score in scores if score >= score_cutoff}


def _names(word: st.SearchStrategy[str], most: int) -> st.SearchStrategy[Name]:
    return st.lists(word, max_size=most)


letters = st.sampled_from("abz")
tiny = st.text(alphabet="ab", min_size=1, max_size=7)
like = st.text(alphabet="aeiklnorst", min_size=3, max_size=8)
known = st.sampled_from(["bill", "william", "zavod", "plant", "ltd", "aa", "aab", "bba", "yusuf", "youssouf", "plant7"])
odd = st.text(alphabet="aé中0ß1", min_size=1, max_size=6)
name = st.one_of(
    _names(letters, 8),
    _names(st.one_of(tiny, letters), 6),
    _names(st.one_of(like, known, letters), 5),
    _names(st.one_of(odd, tiny), 4),
)
cutoff = st.one_of(st.sampled_from([5.0, 50.0, 70.0, 80.0, 85.0, 100.0]), st.floats(1, 100))


@given(st.lists(name, max_size=30), name, cutoff)
def test_the_index_finds_exactly_what_the_definition_finds(held: list[Name], query: Name, score_cutoff: float) -> None:
    assume(query)
    both = Both(held)
    assert [both.table.weight(word) for word in query] == [both.reference.weight(word) for word in query]
    assert both.found(query, score_cutoff) == both.expected(query, score_cutoff)


@given(st.lists(name, min_size=1, max_size=25), st.data(), cutoff)
def test_names_rewritten_a_little_are_scored_exactly_as_well(
    held: list[Name], data: st.DataObject, score_cutoff: float
) -> None:
    query = list(data.draw(st.sampled_from(held)))
    assume(query)
    draw = random.Random(data.draw(st.integers(0, 10**6)))
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(query))
        way = draw.randrange(4)
        if way == 0 and len(query[at]) > 3:
            query[at : at + 1] = [query[at][:2], query[at][2:]]
        elif way == 1 and at + 1 < len(query):
            query[at : at + 2] = [query[at] + query[at + 1]]
        elif way == 2:
            query[at] = query[at][:-1] + draw.choice("abkst")
        else:
            draw.shuffle(query)
    both = Both(held)
    assert both.found(query, score_cutoff) == both.expected(query, score_cutoff)


@given(name, name, st.lists(name, max_size=10))
def test_what_two_names_have_in_common_is_the_same_in_both_directions(
    one: Name, other: Name, others: list[Name]
) -> None:
    reference = Both([one, other, *others]).reference
    assert reference.mass(one, other) == reference.mass(other, one)


@given(st.lists(name, max_size=10), name.filter(bool))
def test_a_score_lies_between_0_and_100_and_is_highest_for_the_same_words(held: list[Name], query: Name) -> None:
    reference = Both([*held, query]).reference
    best = reference.score(query, query)
    assert all(0 <= reference.score(query, other) <= 100 for other in held)
    assert 0 < best <= 100
    assert all(reference.score(query, other) <= 100 for other in held)


def test_it_agrees_with_the_definition_over_many_names(made_up_names: list[Name]) -> None:
    both = Both(made_up_names[:400])
    draw = random.Random(3)
    for query in made_up_names[:400:12]:
        query = [word[:-1] + draw.choice("abei") if len(word) > 4 and draw.random() < 0.5 else word for word in query]
        expected = both.expected(query, 50)
        for score_cutoff in (50.0, 70.0, 85.0):
            assert both.found(query, score_cutoff) == {p: s for p, s in expected.items() if s >= score_cutoff}


def test_single_letters_alone_match_only_equal_letters_of_such_names() -> None:
    both = Both([["s", "a"], ["samir", "ali"], ["a", "s"], ["s", "a", "ltd"], ["b"]])
    assert set(both.found(["s", "a"], 1)) == {0, 2}


def test_an_initial_counts_only_beside_a_word_that_agrees() -> None:
    both = Both([["mohammed", "ali", "khan"], ["maryam", "petrova"]])
    assert set(both.found(["m", "khan"], 1)) == {0}
    assert both.found(["m", "khan"], 1)[0] > both.found(["x", "khan"], 1)[0]


def test_joined_words_are_found_both_ways_round() -> None:
    both = Both([["abd", "alrahman"], ["saryarka", "turbine"], ["x", "y"]])
    assert set(both.found(["abdalrahman"], 20)) == {0}
    assert set(both.found(["sary", "arka", "turbine"], 20)) == {1}


def test_common_words_cannot_carry_a_match() -> None:
    held = [["werra", "trading", "company"], *([f"firm{i}", "trading", "company"] for i in range(60))]
    both = Both(held)
    assert set(both.found(["saryarka", "trading", "company"], 30)) == set()
    assert 0 in both.found(["wera", "trading", "company"], 30)


@pytest.mark.parametrize("block", [1 << 16, 16, 2])
def test_work_that_ran_out_of_its_budget_is_said_once(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(tokens_module, "MAX_ALIGNED", 3)
    monkeypatch.setattr(tokens_module, "_BLOCK", block)
    both = Both([["ab", "ab"]] * 40)
    work = Work()
    found = both.found(["ab", "ab"], 5, work)
    assert len(found) == 3
    assert work.cuts == ["37 names that may match were not aligned"]


@pytest.mark.parametrize(
    "query",
    [
        ["a"] * 24,
        ["abcde"] * 24,
        ["abcd", "abce", "abcf", "bacd", "abdc", "aabc", "abcc", "acbd", "abcda", "abcde", "bcde", "abde"] * 2,
        ["company", "trading", "group", "ltd"] * 6,
        list("abcdefghijklmnopqrstuvwx"),
        ["companytrading", "tradingcompany", "groupltd", "ltdgroup"],
        ["x" * 400],
    ],
)
def test_no_crafted_name_makes_it_slow(made_up_names: list[Name], query: Name) -> None:
    both = Both(made_up_names)
    for score_cutoff in (40, 85):
        work = Work()
        both.found(query, score_cutoff, work)
        assert work.words_compared < 12_000
        assert work.postings < 20_000
        assert work.candidates < 5_000
        assert work.aligned < 1_000
        assert not work.cuts
