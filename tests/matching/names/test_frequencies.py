"""The shipped weights: counted from no list, the same everywhere, and common words weigh less than rare ones."""

from __future__ import annotations

import pytest

from dualuse.matching.names import RECIPES, NameMatcher
from dualuse.matching.names.frequencies import FREQUENCIES, NAMES, frequencies, shipped_weights
from dualuse.matching.tables.files import rows, values
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
    assert shipped_weights(recipe).version == table.version
    alone = NameMatcher(["Invented Trading House"], recipe=recipe, weights=table)
    among = NameMatcher(
        ["Invented Trading House", *(f"Invented Trading {n}" for n in "ABCDEFGH")], recipe=recipe, weights=table
    )
    query = "Invented House"
    assert alone.search(query, 1)[0].score == next(m for m in among.search(query, 1) if m.position == 0).score


def test_no_figure_is_given_to_two_values_of_a_row() -> None:
    for number, (_, _, words) in rows(FREQUENCIES):
        assert all(" " not in word for word in values(words)), number
