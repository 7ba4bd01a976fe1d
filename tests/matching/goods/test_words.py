from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.goods.words import MAX_CHARACTERS, folded, tokens, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вакуумные печи", "вакуумная печь"),
        ("Milling machines", "milling machine"),
        ("ЩЁТКИ", "щетка"),
        ("ｐｕｍｐ", "pump"),
    ],
)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_bare_numbers_single_letters_and_fillers_are_no_words() -> None:
    assert tokens("The 5 x 640 pumps of type B, 2 шт") == ["pumps"]


def test_names_with_digits_stay_as_they_are() -> None:
    assert words("316L CO2") == ["316l", "co2"]


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    assert len(words(text)) == len(tokens(text))
    assert folded(text) == folded(folded(text))


def test_only_the_start_of_an_endless_text_counts() -> None:
    assert len(words("pump " * MAX_CHARACTERS)) <= MAX_CHARACTERS // 5 + 1
