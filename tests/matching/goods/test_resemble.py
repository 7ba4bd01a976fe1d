from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.goods.resemble import LIKENESS, MOST, Resemblance, letter_groups

stems = st.text(alphabet="abcdeф", min_size=1, max_size=9)


@given(st.lists(stems, max_size=30, unique=True), stems)
def test_what_is_near_is_what_comparing_with_every_word_finds(vocabulary: list[str], word: str) -> None:
    groups = letter_groups(word)
    expected = {
        w: round(2 * len(groups & letter_groups(w)) / (len(groups) + len(letter_groups(w))), 2)
        for w in vocabulary
        if len(w) >= 4 and len(word) >= 4
    }
    close = sorted((w for w, likeness in expected.items() if likeness >= LIKENESS), key=lambda w: (-expected[w], w))
    assert Resemblance(vocabulary).near(word) == [(w, expected[w]) for w in close[:MOST]]


def test_part_numbers_and_short_words_resemble_nothing() -> None:
    held = Resemblance(["xc7k325t", "fog", "titanium"])
    assert held.near("xc7k410t") == []
    assert held.near("fogs") == []
    assert [w for w, _ in held.near("titaniumm")] == ["titanium"]
