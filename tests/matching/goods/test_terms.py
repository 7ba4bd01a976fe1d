from __future__ import annotations

from dualuse.matching.goods.terms import Terms

TELLING = {"vacuum": 1.0, "pump": 1.0, "diffus": 2.0}


def test_a_word_is_worth_its_share_of_each_term() -> None:
    terms = Terms([(3, "diffusion pump"), (1, "vacuum pump"), (1, "pump")], TELLING)
    assert terms.texts == ["pump", "vacuum pump", "diffusion pump"]
    assert terms.masses.tolist() == [1.0, 2.0, 3.0]
    numbers, shares = terms.hits("pump")
    assert numbers.tolist() == [0, 1, 2]
    assert [round(float(s), 2) for s in shares] == [1.0, 0.5, 0.33]


def test_the_shares_of_a_term_add_up_to_all_of_it() -> None:
    terms = Terms([(0, "diffusion vacuum pump, pump")], TELLING)
    assert abs(sum(float(terms.hits(w)[1][0]) for w in TELLING) - 1) < 1e-9


def test_terms_without_words_and_repeated_ones_are_left_out() -> None:
    assert len(Terms([(0, "…"), (0, "pump"), (0, "pump")], TELLING)) == 1
    assert Terms([], {}).hits("pump")[0].size == 0
