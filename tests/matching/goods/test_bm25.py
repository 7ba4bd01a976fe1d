from __future__ import annotations

import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.goods.bm25 import K1, B, Bm25

terms = st.sampled_from("abcdef")
documents = st.lists(st.lists(terms, max_size=8), min_size=1, max_size=12)


def reference(corpus: list[list[str]], query: list[str]) -> list[float]:
    """BM25 as it is written in textbooks, one document at a time."""
    mean = sum(map(len, corpus)) / len(corpus)
    found = []
    for document in corpus:
        total = 0.0
        for term in set(query):
            containing = sum(term in d for d in corpus)
            count = Counter(document)[term]
            if not count:
                continue
            idf = math.log(1 + (len(corpus) - containing + 0.5) / (containing + 0.5))
            total += idf * count * (K1 + 1) / (count + K1 * (1 - B + B * len(document) / mean))
        found.append(total)
    return found


@given(documents, st.lists(terms, max_size=6))
def test_arrays_give_what_the_textbook_gives(corpus: list[list[str]], query: list[str]) -> None:
    assert np.allclose(Bm25(corpus).scores(query), reference(corpus, query), atol=1e-4)


@given(documents, st.lists(terms, max_size=6))
def test_the_weights_of_the_words_add_up_to_the_score(corpus: list[list[str]], query: list[str]) -> None:
    index = Bm25(corpus)
    scores = index.scores(query)
    for number in range(len(corpus)):
        assert math.isclose(sum(index.weight(t, number) for t in set(query)), scores[number], abs_tol=1e-4)


@given(documents)
def test_a_term_never_seen_is_as_telling_as_one_can_be(corpus: list[list[str]]) -> None:
    index = Bm25(corpus)
    assert all(index.idf("never") >= index.idf(t) for d in corpus for t in d)
